"""Polygons that match no division, and the towns in them → the first-level divisions whose ground they are.

Natural Earth's polygons are older than GeoNames' divisions: where a country has merged its divisions (Vietnam,
Latvia, Norway), or a city has a polygon of its own (London, Hungary's county towns), the new division has no shape or
one with holes. Where all but a few towns in such a polygon lie in one division, it is that division's ground.

Refuses a polygon whose towns lie in several divisions, one without towns, and a shape in which too few of the
division's own towns lie: divisions that have been split since stay without a shape. Trade-off: a few towns lie on the
wrong side of a line that is off by a kilometre or two, or were moved on purpose, so not quite all must agree.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import shapely

from deconflict_map.gazetteer.builder import natural_earth
from deconflict_map.gazetteer.builder.topology import on_grid
from deconflict_map.gazetteer.record import Shape

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from shapely.geometry.base import BaseGeometry

    from deconflict_map.gazetteer.builder.divisions import Polygon
    from deconflict_map.gazetteer.builder.subdivisions import Subdivision, Town
    from deconflict_map.gazetteer.record import Record

_AGREE = 0.9
"""Share of towns that must agree (judgement: of Oppland's 39 towns two went to another county when it was merged)."""
_NEAR_DEG = 0.05
"""Towns at a coast may lie so far outside its outline, degrees: five kilometres (`natural_earth.ERROR_10M_M`, and
as much of the town's own point)."""
_FIRST_LEVEL = "ADM1"


def fill_gaps(
    records: Sequence[Record],
    polygons: Sequence[Polygon],
    subdivisions: Sequence[Subdivision],
    towns: Sequence[Town],
    source: str,
) -> list[Record]:
    """The records, with the polygons that are the ground of first-level divisions added to their shapes.

    `records` are the divisions, `source` is where the polygons come from.
    """
    first = {record.id: record for record in records if record.feature == _FIRST_LEVEL}
    of_town = _divisions_of(towns, subdivisions, first)
    places = np.array([(town.lon, town.lat) for town in towns]).reshape(-1, 2)
    points = np.asarray(shapely.points(places), dtype=np.object_)
    orphans = _orphans([record.shape.geometry for record in first.values() if record.shape], polygons)
    adopted = _adopt(orphans, of_town, [town.country for town in towns], shapely.STRtree(points))
    grown = {name: _grown(first[name], parts, source) for name, parts in adopted.items()}
    sound = {name: shape for name, shape in grown.items() if _holds(shape, name, of_town, points)}
    return [replace(record, shape=sound[record.id]) if record.id in sound else record for record in records]


def _divisions_of(towns: Sequence[Town], subdivisions: Sequence[Subdivision], first: Mapping[str, Record]) -> list[str]:
    """For each town the id of the first-level division that it lies in, or an empty string."""
    ids = {subdivision.row: f"geonames:{subdivision.geonames}" for subdivision in subdivisions}
    return [next((ids[row] for row in town.rows if ids.get(row) in first), "") for town in towns]


def _orphans(known: Sequence[BaseGeometry], polygons: Sequence[Polygon]) -> list[Polygon]:
    """Polygons that lie in no division's shape."""
    tree = shapely.STRtree(known)
    inner = shapely.point_on_surface([polygon.geometry for polygon in polygons])
    covered = set(tree.query(inner, predicate="within")[0].tolist())
    return [polygon for number, polygon in enumerate(polygons) if number not in covered]


def _adopt(
    orphans: Sequence[Polygon], of_town: Sequence[str], countries: Sequence[str], tree: shapely.STRtree
) -> dict[str, list[BaseGeometry]]:
    """Id of a division → the polygons whose towns, those of the polygon's own country, lie in it."""
    adopted: dict[str, list[BaseGeometry]] = defaultdict(list)
    for orphan in orphans:
        inside = tree.query(orphan.geometry, predicate="contains").tolist()
        votes = Counter(of_town[number] for number in inside if countries[number] == orphan.text("iso_a2"))
        if votes:
            winner, count = max(votes.items(), key=lambda vote: (vote[1], vote[0]))
            if winner and count >= _AGREE * votes.total():
                adopted[winner].append(orphan.geometry)
    return dict(adopted)


def _grown(record: Record, parts: Sequence[BaseGeometry], source: str) -> Shape:
    """The division's shape with further parts; on the grid, so that borders within it are gone."""
    own = [record.shape.geometry] if record.shape else []
    union = shapely.union_all([shapely.make_valid(on_grid(part)) for part in (*own, *parts)])
    areas = [part for part in shapely.get_parts(union) if shapely.get_dimensions(part) > 1]
    return Shape(
        geometry=areas[0] if len(areas) == 1 else shapely.MultiPolygon(areas),
        error_m=record.shape.error_m if record.shape else natural_earth.ERROR_10M_M,
        source=record.shape.source if record.shape else source,
    )


def _holds(shape: Shape, name: str, of_town: Sequence[str], points: npt.NDArray[np.object_]) -> bool:
    """Whether the division's own towns lie in the shape, or hardly outside."""
    own = points[np.array([division == name for division in of_town])]
    shapely.prepare(shape.geometry)
    return bool(shapely.dwithin(shape.geometry, own, _NEAR_DEG).mean() >= _AGREE)
