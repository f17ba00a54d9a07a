"""Airportsdata's table → records of air bases and of the larger airports.

Air bases are the airfields whose name says so (words in `vocabulary/airfields.toml`). Airports are those with an ICAO
code of four letters that are called international, or that have an IATA code and a town of `_LARGE_TOWN` inhabitants
within `_NEAR_M`. The rest, farm strips and heliports, would only be namesakes of towns. An airfield has no bare town
name: "Ramstein" is the town. Ids are `icao:` and the table's code. What lies within `_SAME_M` of an airport or air base
that the supplement keeps by hand, or bears its name within `_NEAR_M`, is left out: the supplement's row is better.
"""

from __future__ import annotations

import csv
import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

import shapely

from deconflict_map.errors import GazetteerError
from deconflict_map.gazetteer.builder.wording import distinct_names
from deconflict_map.gazetteer.names import light_key
from deconflict_map.gazetteer.record import Record
from deconflict_map.geodesy.geodesic import distance_m
from deconflict_map.model.place import PlaceKind

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Sequence
    from pathlib import Path

    from deconflict_map.gazetteer.builder.subdivisions import Town

SOURCE = "airportsdata"
_LARGE_TOWN = 50_000
_NEAR_M = 30_000.0
"""Judgement: half an hour's drive; airports of towns this large are named in national news."""
_SAME_M = 8_000.0
"""Judgement: the longest runways have 5 km, and the supplement's points are good to 3 km."""
_FIELDS = frozenset({"AIRB", "AIRP", "AIRF"})
_ICAO = re.compile(r"[A-Z]{4}")
_CODE = re.compile(r"[A-Z0-9]{4}")
_BRACKETS = re.compile(r"\s*,?\(([^)]*)\)\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    military: re.Pattern[str]
    abbreviations: dict[str, str]
    exchanged: dict[str, list[str]]
    filler: tuple[str, ...]
    left_out: re.Pattern[str]
    common: frozenset[str]
    endings: frozenset[str]


@lru_cache(maxsize=1)
def _words() -> _Words:
    text = (files("deconflict_map.gazetteer") / "vocabulary" / "airfields.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    words = "|".join(map(re.escape, table["military"]["words"]))
    first = "|".join(map(re.escape, table["military"]["first"]))
    return _Words(
        military=re.compile(rf"^(?:{first})\b|(?i:\b(?:{words})\b)"),
        abbreviations=table["abbreviations"],
        exchanged=table["exchanged"],
        filler=tuple(table["filler"]["words"]),
        left_out=re.compile("|".join(map(re.escape, table["left_out"]["words"]))),
        common=frozenset(
            [*table["common"]["words"], *table["endings"]["words"], *map(str.upper, table["abbreviations"])]
        ),
        endings=frozenset(table["endings"]["words"]),
    )


def read_airports(path: Path, towns: Sequence[Town], kept: Sequence[Record], dropped: Counter[str]) -> list[Record]:
    """Records of the airfields in the order of their codes; `kept` are the supplement's places.

    Raises:
        GazetteerError: the table lacks a column.
    """
    with path.open(encoding="utf-8", newline="") as file:
        rows = sorted(csv.DictReader(file), key=lambda row: row["icao"])
    large = [town for town in towns if town.population >= _LARGE_TOWN]
    tree = shapely.STRtree([shapely.Point(town.lon, town.lat) for town in large])
    own = [record for record in kept if record.kind is PlaceKind.STRUCTURE]
    records = []
    try:
        for row in rows:
            military = is_military(row["name"])
            point = float(row["lon"]), float(row["lat"])
            if not (military and _CODE.fullmatch(row["icao"])) and not _is_large(row, point, large, tree):
                dropped["small airfield"] += 1
                continue
            record = _record(row, point, military=military)
            if any(_is_same(record, other) for other in own):
                dropped["airfield kept by hand"] += 1
            else:
                records.append(record)
    except (KeyError, ValueError) as error:
        raise GazetteerError(
            f"not the table expected: {error}", where=str(path), do="install the airportsdata of the extra"
        ) from error
    return records


def _is_same(record: Record, kept: Record) -> bool:
    """Whether the supplement keeps this airfield: near an airfield of its own, or not far from one of the same name."""
    far_m = distance_m(record.lon, record.lat, kept.lon, kept.lat)
    names = set(map(light_key, record.names))
    return far_m < (_NEAR_M if names.intersection(map(light_key, kept.names)) else _SAME_M * (kept.feature in _FIELDS))


def is_military(name: str) -> bool:
    """Whether an airfield's name says that it is an air base."""
    return bool(_words().military.search(name)) and not _words().left_out.search(name)


def _is_large(row: dict[str, str], point: tuple[float, float], large: Sequence[Town], tree: shapely.STRtree) -> bool:
    """Whether an airport is international or a large town's."""
    if not _ICAO.fullmatch(row["icao"]) or _words().left_out.search(row["name"]):
        return False
    if "International" in row["name"]:
        return True
    if not row["iata"] or not large:
        return False
    town = large[int(tree.nearest(shapely.Point(point)))]
    return distance_m(*point, town.lon, town.lat) < _NEAR_M


def _record(row: dict[str, str], point: tuple[float, float], *, military: bool) -> Record:
    names = airfield_names(row["name"], row["city"], military=military)
    return Record(
        id=f"icao:{row['icao']}",
        name=names[0],
        kind=PlaceKind.STRUCTURE,
        feature="AIRB" if military else "AIRP",
        lon=round(point[0], 5),
        lat=round(point[1], 5),
        source=SOURCE,
        names=names,
        country=row["country"],
        rank=3,
    )


def airfield_names(name: str, city: str, *, military: bool) -> tuple[str, ...]:
    """The names of an airfield as the press writes them, the best first; none is the bare name of a town."""
    names = []
    plain = _BRACKETS.sub(" ", name)
    for part in [" ".join(piece.split()) for piece in plain.split("/")]:
        names += _military_names(part) if military and is_military(part) else [part]
    names = [full if _says_what(full) else f"{full} Airport" for full in names]
    if not military:
        names += [f"{inner.strip()} Airport" for inner in _BRACKETS.findall(name)]
    names += [without for full in names for without in _without_city(full, city)]
    for full in tuple(names):
        for ending, others in _words().exchanged.items():
            if full.endswith(f" {ending}"):
                names += [full.removesuffix(ending) + other for other in others]
    own = [full for full in names if not all(word in _words().common for word in full.split())]
    return distinct_names(own or names)


def _says_what(name: str) -> bool:
    """Whether a name says what it is, and so can't be taken for a town's."""
    return is_military(name) or name.rsplit(maxsplit=1)[-1] in _words().endings


def _military_names(name: str) -> list[str]:
    """Both spellings of a name with an abbreviation: "Altus Air Force Base", "Altus AFB" for "Altus Afb Airport"."""
    for word in _words().filler:
        name = name.removesuffix(f" {word}")
    words = name.split()
    for position, word in enumerate(words):
        full = _words().abbreviations.get(word.casefold())
        if full:
            return [" ".join([*words[:position], instead]) for instead in (full, word.upper())]
    return [name]


def _without_city(name: str, city: str) -> list[str]:
    """The name without its city, "Heathrow Airport"; nothing where what is left would fit any airport."""
    rest = name.removeprefix(f"{city} ") if city else name
    return [rest] if rest != name and rest.split(maxsplit=1)[0] not in _words().common else []
