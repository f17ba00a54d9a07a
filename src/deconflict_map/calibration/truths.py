"""Natural Earth's borders, disputed lines and rivers (GeoJSON) → true lines with two ends, in two halves.

A line counts where somebody could have described it by its ends: 30 to 800 km from end to end (judgement: shorter ones
are within the error of the data, longer ones are described by what they follow), and no more than three times as long
as that (judgement: nobody says "from A to B" of a line that nearly closes). Every such line counts, none is picked.
Which half it belongs to, the one that is fitted to or the one that is only tested on, is decided by its name alone.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING

import shapely
from shapely.geometry import LineString, shape

from deconflict_map.errors import InputRefusedError
from deconflict_map.geodesy import distance_m, length_m, unwrap

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

_LEAST_CHORD_M, _MOST_CHORD_M = 30_000.0, 800_000.0
_MOST_TORTUOSITY = 3.0


class Kind(StrEnum):
    """What a true line is; disputed are ceasefire lines, claims and lines of control, too."""

    BORDER = "borders"
    DISPUTED = "disputed"
    RIVER = "rivers"


class Half(StrEnum):
    """What a true line is used for."""

    FIT = "fit"
    TEST = "test"


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """A true line (lon, lat; EPSG:4326, continuous over 180°), its length along and between its ends in metres."""

    name: str
    kind: Kind
    line: LineString
    length_m: float
    chord_m: float

    @property
    def half(self) -> Half:
        """Fitted to, or tested on: the first bit of the SHA-256 of the name."""
        return Half.FIT if sha256(self.name.encode()).digest()[0] < 128 else Half.TEST


_FILES = (
    ("ne_10m_admin_0_boundary_lines_land.geojson", Kind.BORDER),
    ("ne_10m_admin_0_boundary_lines_disputed_areas.geojson", Kind.DISPUTED),
    ("ne_10m_rivers_mesopotamia.geojson", Kind.RIVER),
)


def read_truths(folder: Path) -> tuple[Truth, ...]:
    """The true lines in a folder with Natural Earth's files, sorted by kind and name.

    Raises `InputRefusedError` where a file is missing or isn't GeoJSON.
    """
    found = [truth for name, kind in _FILES for truth in _truths(folder / name, kind)]
    return tuple(sorted(found, key=lambda truth: (truth.kind, truth.name)))


def _truths(path: Path, kind: Kind) -> Iterator[Truth]:
    pieces: dict[str, list[BaseGeometry]] = {}
    for properties, geometry in _features(path):
        pieces.setdefault(_title(properties, kind), []).append(geometry)
    for title, geometries in sorted(pieces.items()):
        merged = shapely.line_merge(shapely.union_all(geometries))
        for number, part in enumerate(shapely.get_parts(merged), start=1):
            truth = _truth(f"{title} {number}", kind, part)
            if truth is not None:
                yield truth


def _features(path: Path) -> Iterator[tuple[Mapping[str, object], BaseGeometry]]:
    try:
        read = json.loads(path.read_text(encoding="utf-8"))
        for feature in read["features"]:
            yield feature["properties"], shape(feature["geometry"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputRefusedError(
            f"{path}: can't be read as GeoJSON ({error}); give the folder of the line files"
        ) from error


def _title(properties: Mapping[str, object], kind: Kind) -> str:
    if kind is Kind.RIVER:
        return str(properties["name"])
    sides = sorted(str(properties[side] or "?") for side in ("adm0_left", "adm0_right"))
    words = [str(properties["featurecla"]), str(properties["name"] or "")] if kind is Kind.DISPUTED else []
    return " / ".join([*sides, *words])


def _truth(name: str, kind: Kind, part: BaseGeometry) -> Truth | None:
    line = unwrap(part, around_lon=part.centroid.x)
    if not isinstance(line, LineString) or line.is_empty:
        return None
    (west, south), (east, north) = line.coords[0][:2], line.coords[-1][:2]
    chord, length = distance_m(west, south, east, north), length_m(line)
    if not _LEAST_CHORD_M <= chord <= _MOST_CHORD_M or length > _MOST_TORTUOSITY * chord:
        return None
    return Truth(name=name, kind=kind, line=line, length_m=length, chord_m=chord)
