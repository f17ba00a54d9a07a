"""Who's On First's records → records, in the order of the files.

Reads GeoJSON features (one a file, or a folder of them), feature collections, and JSON lines: features, or flat
objects with `id`, `name`, `placetype`, `lat`, `lon`, `pop`, `concord`, `current`, `dep` and `names`. A record that has
a GeoNames id in its concordances bears that id, so that it merges with what other sources know of the place. Records
that are deprecated, superseded or no longer current are skipped, and so are placetypes that a text doesn't name (post
codes, time zones). Trade-off: outlines aren't read; shapes come with the package.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from deconflict_map.errors import GazetteerError
from deconflict_map.gazetteer.builder.tables import script_of
from deconflict_map.gazetteer.builder.wording import keep_name
from deconflict_map.gazetteer.importers.features import vocabulary
from deconflict_map.gazetteer.importers.json_values import (
    JsonObject,
    as_object,
    inner,
    number,
    parse_object,
    text,
    texts,
    whole,
)
from deconflict_map.gazetteer.importers.languages import two_letter
from deconflict_map.gazetteer.importers.lines import text_file
from deconflict_map.gazetteer.importers.names import LONGEST_NAME, usable, usable_abbreviation
from deconflict_map.gazetteer.importers.rejects import Reason
from deconflict_map.gazetteer.record import Record
from deconflict_map.model.place import PlaceKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from deconflict_map.gazetteer.importers.languages import LocalScript
    from deconflict_map.gazetteer.importers.rejects import Rejects

SOURCE = "whosonfirst"
ADDRESS = "https://data.geocode.earth/wof/dist/"
_LINES = frozenset({".jsonl", ".ndjson", ".jsonlines"})
_FEATURES = frozenset({".geojson", ".json"})
_LONGEST_LINE = 1 << 28
"""Bytes: outlines of large countries take tens of megabytes (judgement: ten times that)."""
_COUNTRY_FILE = re.compile(r"(?:.*[-_])?([a-z]{2})(?:-latest)?", re.IGNORECASE)
"""Who's On First parts its data by country, and names the parts so (whosonfirst-data-admin-sy)."""
_NAME_KEY = re.compile(r"name:([a-z]{2,3})(?:_[a-z_]+?)?_x_([a-z]+)")
"""Who's On First, property names: language (ISO 639-3), country or script, `x`, and how the name is used."""
_CURRENT = frozenset({"preferred", "variant"})
_UNKNOWN = frozenset({"", "u", "uuuu"})
"""Dates that EDTF leaves open, as Who's On First writes them."""
_NOT_CURRENT = 0
"""`mz:is_current`: 1 current, 0 not, -1 unknown."""
_MOST_PEOPLE = 20_000_000_000
_CENTROIDS = (("lbl:longitude", "lbl:latitude"), ("reversegeo:longitude", "reversegeo:latitude"),
              ("geom:longitude", "geom:latitude"), ("lon", "lat"))  # fmt: skip
"""Pairs, so that no point is mixed from two; a label's point lies within its place, a centroid needn't."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    kinds: dict[str, tuple[PlaceKind, str]]
    airport_concordances: frozenset[str]
    airport_code: str


@cache
def _table() -> _Table:
    table = tomllib.loads(vocabulary("placetypes.toml"))
    airport = table["airport"]
    return _Table(
        kinds={name: (PlaceKind(kind), code) for name, (kind, code) in table["placetypes"].items()},
        airport_concordances=frozenset(airport["concordances"]),
        airport_code=airport["feature"],
    )


def find_files(paths: Sequence[Path]) -> tuple[Path, ...]:
    """The files that these paths mean: of folders all GeoJSON files in them, without alternate outlines.

    Raises:
        GazetteerError: there is nothing to read.
    """
    files: list[Path] = []
    for path in paths:
        if path.is_dir():
            found = [file for file in path.rglob("*") if file.suffix.lower() in _LINES | _FEATURES and file.is_file()]
            files += sorted(file for file in found if "-alt-" not in file.stem)
            if not found:
                raise _nothing(path, "no Who's On First file (.geojson, .jsonl) in it")
        elif not path.exists():
            raise _nothing(path, "no such file")
        elif path.suffix.lower() not in _LINES | _FEATURES:
            raise _nothing(path, f"{path.suffix or 'a file without an ending'} isn't read")
        else:
            files.append(path)
    return tuple(files)


def _nothing(path: Path, what: str) -> GazetteerError:
    do = f"give .jsonl or .geojson files, or a folder of them; countries are at {ADDRESS}"
    return GazetteerError(what, where=str(path), do=do)


def read_places(
    path: Path, scripts: Mapping[str, LocalScript], rejects: Rejects, advance: Callable[[int], None]
) -> Iterator[Record]:
    """Records of one file; `advance` is told how many more rows are done.

    Raises:
        GazetteerError: the file can't be read.
    """
    country = _COUNTRY_FILE.fullmatch(path.stem)
    reader = _Reader(scripts, country[1].upper() if country else "")
    for line, value, row in _objects(path, rejects):
        record = reader.record(value)
        if isinstance(record, Reason):
            rejects.add(path.name, line, record, row)
        else:
            yield record
        advance(1)


def _objects(path: Path, rejects: Rejects) -> Iterator[tuple[int, JsonObject, str]]:
    """Line, JSON object and its text."""
    file = text_file(path)
    if path.suffix.lower() in _LINES:
        for block in file.blocks(rejects, longest=_LONGEST_LINE):
            for line, row in enumerate(block.lines, block.first):
                value = parse_object(row) if row else None
                if value is not None:
                    yield line, value, row
                elif row:
                    rejects.add(path.name, line, Reason.JSON, row)
        return
    whole_text = "\n".join(row for block in file.blocks(rejects, longest=_LONGEST_LINE) for row in block.lines)
    value = parse_object(whole_text)
    if value is None:
        rejects.add(path.name, 1, Reason.JSON, whole_text)
        return
    features = value.get("features")
    for feature in features if isinstance(features, list) else [value]:
        inside = as_object(feature)
        if inside is None:
            rejects.add(path.name, 1, Reason.JSON, str(feature))
        else:
            yield 1, inside, text(inner(inside, "properties"), "wof:name")


class _Reader:
    """Turns one object after another into a record."""

    def __init__(self, scripts: Mapping[str, LocalScript], country: str) -> None:
        self._scripts, self._country = scripts, country

    def record(self, value: JsonObject) -> Record | Reason:
        """The record of a feature or flat object, or why there is none."""
        place = inner(value, "properties") if "properties" in value else value
        concordances = inner(place, "wof:concordances") or inner(place, "concord")
        identifier, name = _identifier(value, place, concordances), text(place, "wof:name", "name")
        kind = _table().kinds.get(text(place, "wof:placetype", "placetype"))
        point = _point(place)
        reason = _unfit(place, identifier, name)
        if reason is not None:
            return reason
        if kind is None:
            return Reason.PLACETYPE
        if isinstance(point, Reason):
            return point
        country = self._country_of(place)
        script = self._scripts.get(country)
        names = _Names(place)
        shown = names.shown(name)
        return Record(
            id=identifier,
            name=shown,
            kind=kind[0],
            feature=_feature(kind, concordances),
            lon=point[0],
            lat=point[1],
            source=SOURCE,
            names=tuple(dict.fromkeys((shown, name, *names.all()))),
            country=country,
            population=_population(place),
            local_name=names.local(script) if script else "",
            romanised=script is not None,
        )

    def _country_of(self, place: JsonObject) -> str:
        """ISO code: the record's own, else that of the file's name."""
        for key in ("iso:country", "wof:country", "country"):
            code = text(place, key).upper()
            # XX, XN and their like stand for no country; XK is Kosovo, in GeoNames as here.
            if len(code) == 2 and code.isascii() and code.isalpha() and (code[0] != "X" or code == "XK"):
                return code
        return self._country


def _unfit(place: JsonObject, identifier: str, name: str) -> Reason | None:
    """Why a record can't be used, or says of itself that it holds no longer."""
    deprecated = text(place, "edtf:deprecated", "dep")
    superseded = place.get("wof:superseded_by")
    current = number(place, "mz:is_current", "current")
    reason = None
    if deprecated not in _UNKNOWN or (isinstance(superseded, list) and superseded) or current == _NOT_CURRENT:
        reason = Reason.GONE
    elif not identifier:
        reason = Reason.ID
    elif not name:
        reason = Reason.NAME
    elif len(name) > LONGEST_NAME:
        reason = Reason.LONG
    return reason


def _identifier(value: JsonObject, place: JsonObject, concordances: JsonObject) -> str:
    geonames = whole(concordances, "gn:id")
    if geonames is not None and geonames > 0:
        return f"geonames:{geonames}"
    own = whole(place, "wof:id", "id")
    own = whole(value, "id") if own is None else own
    return f"wof:{own}" if own is not None and own > 0 else ""


def _point(place: JsonObject) -> tuple[float, float] | Reason:
    """Longitude and latitude of the first pair that is whole."""
    for lon_key, lat_key in _CENTROIDS:
        lon, lat = number(place, lon_key), number(place, lat_key)
        if lon is not None and lat is not None:
            if not -90 <= lat <= 90:
                return Reason.LATITUDE
            return (float(lon), float(lat)) if -180 <= lon <= 180 else Reason.LONGITUDE
    return Reason.LATITUDE


def _feature(kind: tuple[PlaceKind, str], concordances: JsonObject) -> str:
    table = _table()
    airport = kind[0] is PlaceKind.STRUCTURE and not table.airport_concordances.isdisjoint(concordances)
    return table.airport_code if airport else kind[1]


def _population(place: JsonObject) -> int:
    people = whole(place, "wof:population", "gn:population", "pop")
    return people if people is not None and 0 <= people <= _MOST_PEOPLE else 0


class _Names:
    """The names of a record by language and use, in the order of their keys."""

    def __init__(self, place: JsonObject) -> None:
        source = inner(place, "names") or place
        found = [(match, source[key]) for key in sorted(source) if (match := _NAME_KEY.fullmatch(key))]
        self._names = [(match[1], match[2], name) for match, value in found for name in texts(value)]

    def shown(self, name: str) -> str:
        """The preferred English name; else `name`, or another one in Latin letters where it isn't written in them."""
        english = [entry for language, use, entry in self._names if (language, use) == ("eng", "preferred")]
        others = sorted(self._names, key=lambda entry: (entry[0] != "eng", entry[1] != "preferred"))
        ranked = [*english, name, *(entry for _, use, entry in others if use in _CURRENT)]
        return next((entry for entry in ranked if usable(entry) and script_of(entry) == "LATIN"), name)

    def all(self) -> Iterator[str]:
        """Every name that is worth keeping, preferred ones first."""
        for wanted in (True, False):
            for language, use, name in self._names:
                if (use == "preferred") is wanted and _worth(language, use, name):
                    yield name

    def local(self, script: LocalScript) -> str:
        """The name in the country's language and script; else one in its script whose language nobody noted."""
        ranked = [
            (language == "und", use != "preferred", place, name)
            for place, (language, use, name) in enumerate(self._names)
            if (language == "und" or two_letter(language) == script.language)
            and use in _CURRENT
            and script.writes(name)
        ]
        return min(ranked)[-1] if ranked else ""


def _worth(language: str, use: str, name: str) -> bool:
    """Variants and names of no noted language hold codes, too."""
    if use == "abbreviation":
        return usable_abbreviation(name)
    return usable(name) and ((use == "preferred" and language != "und") or keep_name(name))
