"""Country-clipped river lines → one record a river, its line running downstream.

The pieces of a name are joined over borders; pieces more than `_SAME_RIVER_DEG` apart are rivers of the same name. Each
line of the source is wrongly closed: its last point is dropped where it repeats the first. The direction is taken
from a hand-kept table, else from the elevation of the country grids where the two ends differ enough, else it is
said to be unknown. Trade-off: gaps of up to `_BRIDGED_DEG` (lakes, and the rounding of the clipping) are bridged by a
straight line.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections import defaultdict
from statistics import median
from typing import TYPE_CHECKING

import numpy as np
import shapely

from deconflict_map.gazetteer.builder import natural_earth
from deconflict_map.gazetteer.builder.mainstem import join_pieces
from deconflict_map.gazetteer.builder.tables import read_table, split_list
from deconflict_map.gazetteer.builder.wording import distinct_names
from deconflict_map.gazetteer.record import Record, Shape
from deconflict_map.model.place import PlaceKind

if TYPE_CHECKING:
    from pathlib import Path

    from deconflict_map.gazetteer.builder.mainstem import River

SOURCE = "pyworldatlas"
_END_SHARE = 0.2
"""Share of a line whose elevations stand for one of its ends (judgement: long enough to average the grid's noise)."""
_SIGNIFICANT_FALL_M = 25.0
"""Judgement: ETOPO 2022 at 5 arc minutes mixes a valley with its sides; medians over a fifth of a line differ by less
than this where nothing flows."""
_MISSING = -32768
Grid = tuple[float, float, float, float, "np.ndarray[tuple[int, int], np.dtype[np.int16]]"]


class Elevation:
    """Elevations of the country grids: south-west corner and step in degrees, rows of metres from south to north."""

    def __init__(self) -> None:
        self._grids: list[Grid] = []

    def add(self, payload: dict[str, object]) -> None:
        """Take the grid out of a country's payload."""
        rows, columns = int(str(payload["rows"])), int(str(payload["columns"]))
        values = np.frombuffer(bytes.fromhex(str(payload["elevation"])), dtype="<i2").reshape(rows, columns)
        corner = float(str(payload["west"])), float(str(payload["south"]))
        self._grids.append((*corner, float(str(payload["longitudeStep"])), float(str(payload["latitudeStep"])), values))

    def at(self, lon: float, lat: float) -> float | None:
        """Metres above sea level at a point, degrees, or `None` outside all grids."""
        for west, south, lon_step, lat_step, values in self._grids:
            column, row = int((lon - west) % 360.0 / lon_step), int((lat - south) / lat_step)
            inside = lat >= south and row < values.shape[0] and column < values.shape[1]
            if inside and values[row, column] != _MISSING:
                return float(values[row, column])
        return None


def read_rivers(maps: Path, supplement: Path) -> list[Record]:
    """Records of all rivers with a name."""
    pieces: dict[str, list[tuple[tuple[float, float], ...]]] = defaultdict(list)
    elevation = Elevation()
    for payload in _payloads(maps):
        elevation.add(payload)
        rivers = payload["rivers"]
        for line in rivers if isinstance(rivers, list) else []:
            points = [(_wrapped(float(x)), float(y)) for x, y in line["points"]]
            if len(points) > 2 and points[0] == points[-1]:
                points.pop()
            if line["name"] and len(points) > 1:
                pieces[line["name"]].append(tuple(points))
    mouths = _mouths(supplement)
    return [
        _river(name, number, river, elevation, mouths.get(name, []))
        for name, lines in sorted(pieces.items())
        for number, river in enumerate(join_pieces(lines))
    ]


def _wrapped(lon: float) -> float:
    """Longitude in [-180, 180): the source counts on past the date line."""
    return round((lon + 180.0) % 360.0 - 180.0, 5)


def _payloads(maps: Path) -> list[dict[str, object]]:
    database = sqlite3.connect(f"{maps.as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        rows = database.execute("SELECT payload FROM country_map ORDER BY alpha2").fetchall()
    finally:
        database.close()
    return [json.loads(zlib.decompress(payload)) for (payload,) in rows]


def _mouths(supplement: Path) -> dict[str, list[tuple[float, float]]]:
    """Name of a river → its lower end, hand-kept, degrees."""
    mouths: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for row in read_table(supplement / "flow.csv", ("river", "mouth_lon", "mouth_lat", "source")):
        mouths[row["river"]].append((float(row["mouth_lon"]), float(row["mouth_lat"])))
    return mouths


def _river(name: str, number: int, river: River, elevation: Elevation, mouths: list[tuple[float, float]]) -> Record:
    stem, flow = _downstream(river.stem, elevation, mouths)
    geometry = shapely.LineString(stem) if not river.branches else shapely.MultiLineString([stem, *river.branches])
    middle = stem[len(stem) // 2]
    return Record(
        id=f"ne:river:{'-'.join(name.casefold().split())}" + (f":{number + 1}" if number else ""),
        name=name,
        kind=PlaceKind.STREAM,
        feature="STM",
        lon=middle[0],
        lat=middle[1],
        source=SOURCE,
        names=distinct_names([name, *_spoken(name)]),
        shape=Shape(geometry=geometry, error_m=natural_earth.ERROR_10M_M, source=SOURCE, flow=flow),
        rank=0 if river.length_deg > 5 else 1 if river.length_deg > 2 else 2,
    )


def _spoken(name: str) -> list[str]:
    """The name with and without "River", as the press writes both."""
    bare = name.removesuffix(" River").removeprefix("River ")
    return [bare, f"{bare} River", f"River {bare}"] if split_list(bare) else []


def _downstream(
    stem: tuple[tuple[float, float], ...], elevation: Elevation, mouths: list[tuple[float, float]]
) -> tuple[tuple[tuple[float, float], ...], str]:
    """The line turned downstream, and how that is known."""
    for lon, lat in mouths:
        ends = [abs(x - lon) + abs(y - lat) for x, y in (stem[0], stem[-1])]
        if min(ends) < 1.0:
            return (stem if ends[1] <= ends[0] else stem[::-1]), "supplement"
    share = max(1, int(len(stem) * _END_SHARE))
    ends_m = [
        [height for x, y in points if (height := elevation.at(x, y)) is not None]
        for points in (stem[:share], stem[-share:])
    ]
    if not all(ends_m):
        return stem, "unknown"
    fall_m = median(ends_m[0]) - median(ends_m[1])
    if abs(fall_m) < _SIGNIFICANT_FALL_M:
        return stem, "unknown"
    return (stem if fall_m > 0 else stem[::-1]), "elevation"
