"""Hand-kept tables → records of places that no package has, and lines.

`places.csv` holds the places, `lines.csv` rivers as points in order downstream, `reaches.csv` valleys as the reach of a
river between two places. Refuses a row whose river, end or place isn't known: a silent gap would look like knowledge.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

import shapely
from shapely.ops import substring

from deconflict_map.errors import GazetteerError
from deconflict_map.gazetteer.builder.tables import read_table, split_list
from deconflict_map.gazetteer.builder.wording import distinct_names
from deconflict_map.gazetteer.record import Record, Shape
from deconflict_map.model.place import PlaceKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

SOURCE = "supplement"
_PLACES = ("id", "name", "names", "local_name", "kind", "feature", "country", "division", "lon", "lat", "source")
_LINES = ("id", "order", "lon", "lat", "error_m", "source")
_REACHES = ("id", "river", "from_lon", "from_lat", "to_lon", "to_lat", "source")


def read_places(folder: Path) -> list[Record]:
    """Records of `places.csv`, with the lines of `lines.csv`."""
    lines = _lines(folder)
    records = []
    for row in read_table(folder / "places.csv", _PLACES):
        names = [row["name"], *split_list(row["names"]), *split_list(row["local_name"])[:1]]
        records.append(
            Record(
                id=row["id"],
                name=row["name"],
                kind=PlaceKind(row["kind"]),
                feature=row["feature"],
                lon=float(row["lon"]),
                lat=float(row["lat"]),
                source=SOURCE,
                names=distinct_names(names),
                country=row["country"],
                division=row["division"],
                local_name=row["local_name"],
                shape=lines.get(row["id"]),
                rank=1,
            )
        )
    return records


def cut_reaches(folder: Path, records: Sequence[Record]) -> list[Record]:
    """The records, with the reaches of `reaches.csv` cut out of their rivers as shapes.

    Raises:
        GazetteerError: a reach names a river without a line, or a place that isn't in `places.csv`.
    """
    by_id = {record.id: record for record in records}
    reaches: dict[str, Shape] = {}
    path = folder / "reaches.csv"
    for row in read_table(path, _REACHES):
        river = by_id.get(row["river"])
        if river is None or river.shape is None or row["id"] not in by_id:
            raise GazetteerError(
                f"{row['id']} or its river {row['river']} isn't known", where=str(path), do="see places.csv"
            )
        ends = [(float(row[f"{end}_lon"]), float(row[f"{end}_lat"])) for end in ("from", "to")]
        reaches[row["id"]] = _cut(river.shape, ends)
    return [_with_reach(record, reaches) for record in records]


def _with_reach(record: Record, reaches: Mapping[str, Shape]) -> Record:
    """The record with its reach, standing at the reach's middle."""
    shape = reaches.get(record.id)
    if shape is None:
        return record
    middle = shape.geometry.interpolate(0.5, normalized=True)
    return replace(record, shape=shape, lon=round(middle.x, 5), lat=round(middle.y, 5))


def _cut(river: Shape, ends: Iterable[tuple[float, float]]) -> Shape:
    """The reach of a river between the points nearest to two places, in the river's direction."""
    stem = river.geometry.geoms[0] if isinstance(river.geometry, shapely.MultiLineString) else river.geometry
    if not isinstance(stem, shapely.LineString):
        raise GazetteerError("the river of a reach has no line", where="reaches.csv", do="name another river")
    start, end = sorted(stem.project(shapely.Point(point)) for point in ends)
    return replace(river, geometry=substring(stem, start, end))


def _lines(folder: Path) -> dict[str, Shape]:
    """Id → line through the points of `lines.csv`, which run downstream."""
    points: dict[str, list[tuple[int, float, float]]] = defaultdict(list)
    errors: dict[str, float] = {}
    for row in read_table(folder / "lines.csv", _LINES):
        points[row["id"]].append((int(row["order"]), float(row["lon"]), float(row["lat"])))
        errors[row["id"]] = max(errors.get(row["id"], 0.0), float(row["error_m"]))
    return {
        identifier: Shape(
            geometry=shapely.LineString([(lon, lat) for _, lon, lat in sorted(line)]),
            error_m=errors[identifier],
            source=SOURCE,
            flow="supplement",
        )
        for identifier, line in points.items()
    }
