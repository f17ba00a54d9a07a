"""Corpora with gold toponyms → how many of them the gazetteer has a candidate for, within 161 km.

    python benchmarks/candidates.py CORPUS.jsonl ... [--gazetteer FILE] [--names]

A corpus has one document a line, as `deconflict-map places --jsonl` takes them, with gold toponyms: `start`, `end`,
`lat`, `lon`, and `geonameid` where known. Rows without coordinates, and those marked as no toponyms, don't count.
Corpora don't agree on the point of a country: GeoVirus has Wikipedia's, the others GeoNames'. So what lies within the
shape of a candidate is told beside. What is missing is told by class, never by name, unless `--names` asks for it:
corpora that are only for evaluation must not be read while the gazetteer is made.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from deconflict_map.geodesy.geodesic import distance_m
from deconflict_map.model.place import ShapeForm

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deconflict_map.gazetteer.atlas import Atlas
    from deconflict_map.model.place import Match

NEAR_M = 161_000.0
"""The 100 miles of Leidner, *Toponym Resolution in Text*, 2007, that all later work took over."""
NO_TOPONYM = frozenset({"Non_Toponym", "Non_Lit_Expression", "Literal_Expression"})
"""Rows of GeoWebNews that name no place."""
SHAPES = (
    ("county", re.compile(r"\b(?:County|Co\.|Parish|Borough|counties|County of)\b")),
    ("abbreviation", re.compile(r"^(?:[A-Z]\.?){2,4}$|^[A-Z][a-z]{1,4}\.$|\.$")),
    ("water", re.compile(r"\b(?:River|Creek|Lake|Bay|Sea|Ocean|Gulf|Canal|Reservoir|Strait|Harbou?r|Channel)\b")),
    ("park or forest", re.compile(r"\b(?:Park|Forest|Refuge|Reserve|Garden|Zoo|Trail)s?\b")),
    ("relief", re.compile(r"\b(?:Mount|Mountains?|Mt\.?|Hills?|Valley|Peak|Ridge|Range|Plateau|Desert)\b")),
    (
        "built",
        re.compile(r"\b(?:Airport|Base|Fort|Station|Bridge|Dam|University|College|School|Hospital|Road|Street)\b"),
    ),
    (
        "region word",
        re.compile(r"\b(?:North|South|East|West|Northern|Southern|Eastern|Western|Central|Middle|Upper)\b"),
    ),
    ("province or state", re.compile(r"\b(?:Province|State|Region|District|Oblast|Department|Prefecture)\b")),
    ("adjective ending", re.compile(r"(?:ish|ese|ian|ean|an|i|ans|ers)$")),
)
"""Classes by the words in a name, tried in this order."""


def gold_rows(path: Path) -> Iterator[tuple[str, float, float, str]]:
    """Text, latitude, longitude and GeoNames feature class (where given) of each gold toponym."""
    with path.open(encoding="utf-8") as file:
        for line in file:
            document = json.loads(line)
            for row in document["toponyms"]:
                if row.get("lat") is None or row.get("type") in NO_TOPONYM or not row.get("offset_ok", True):
                    continue
                text = row.get("text") or document["text"][row["start"] : row["end"]]
                yield text, float(row["lat"]), float(row["lon"]), str(row.get("geonameid") or "")


def class_of(text: str) -> str:
    """What the words of a name say about it."""
    for name, pattern in SHAPES:
        if pattern.search(text):
            return name
    words = len(text.split())
    return "one word" if words == 1 else "two words" if words == 2 else "more words"


def why_missing(atlas: Atlas, matches: Sequence[Match], geonames: str) -> str:
    """Where the gold place is, if not near a candidate."""
    if not geonames:
        return "no id in the corpus"
    known = atlas.place(f"geonames:{geonames}")
    if known is None:
        return "not in the gazetteer"
    if any(match.place.id == known.id for match in matches):
        return f"{known.feature} found, but its point lies farther away"
    return f"{known.feature} known by other names"


def inside(atlas: Atlas, matches: Sequence[Match], lon: float, lat: float) -> bool:
    """Whether a point lies within the area of a candidate."""
    import shapely

    shapes = (atlas.shape(match.place.id) for match in matches if match.place.shape is ShapeForm.AREA)
    return any(shape is not None and shapely.contains_xy(shape, lon, lat) for shape in shapes)


def measure(path: Path, atlas: Atlas, *, names: bool) -> None:
    """Print the table of one corpus."""
    tally: Counter[str] = Counter()
    missing: Counter[tuple[str, str]] = Counter()
    told: Counter[str] = Counter()
    for text, lat, lon, geonames in gold_rows(path):
        matches = atlas.lookup(text)
        near = [distance_m(lon, lat, match.place.lon, match.place.lat) <= NEAR_M for match in matches]
        tally["rows"] += 1
        tally["near"] += any(near)
        tally["first"] += bool(near) and near[0]
        tally["none"] += not matches
        if any(near):
            continue
        within = inside(atlas, matches, lon, lat)
        tally["within"] += within
        missing[class_of(text), "inside a candidate" if within else why_missing(atlas, matches, geonames)] += 1
        told[text] += not within
    rows = max(tally["rows"], 1)
    print(f"{path.name}: {tally['rows']} rows")
    print(f"  {tally['near'] / rows:.4f}  have a candidate within 161 km")
    print(f"  {(tally['near'] + tally['within']) / rows:.4f}  or lie inside one")
    print(f"  {tally['first'] / rows:.4f}  are near the first candidate")
    print(f"  {tally['none'] / rows:.4f}  have no candidate")
    for (shape, kind), count in missing.most_common():
        print(f"  {count:5}  {shape:20} {kind}")
    if names:
        print("  " + ", ".join(f"{text} {count}" for text, count in told.most_common() if count))


def main() -> int:
    from deconflict_map.gazetteer import open_gazetteer

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", nargs="+", type=Path, metavar="CORPUS")
    parser.add_argument("--gazetteer", type=Path, help="an index file; the one that ships if not given")
    parser.add_argument("--names", action="store_true", help="list what is missing by name (never for LGL)")
    asked = parser.parse_args()
    atlas = open_gazetteer(asked.gazetteer) if asked.gazetteer else open_gazetteer()
    for path in asked.corpora:
        measure(path, atlas, names=asked.names)
    return 0


if __name__ == "__main__":
    sys.exit(main())
