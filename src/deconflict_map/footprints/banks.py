"""A line and an area → the parts of the area to the left and to the right of the line.

Which part lies on which side is told by positions just beside the shore that it shares with the line, never by the
order of the pieces. Refuses nothing: a line that misses the area leaves all of it on the side where it lies.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely.geometry import LineString, Point

from deconflict_map.footprints.parameters import rules
from deconflict_map.footprints.regions import NOTHING, linear

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from deconflict_map.footprints.rivers import Course

# How far beside the line a position is taken to see in which piece of ground its bank lies.
_BESIDE_M = 150.0
# Judgement: a line goes on beyond its end as its last quarter runs, whatever bends it has there.
_END_SHARE = 1 / 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Banks:
    """The ground to the left and to the right of a course, facing downstream."""

    left: BaseGeometry
    right: BaseGeometry


def banks(course: Course, context: BaseGeometry) -> Banks:
    """The parts of an area on either side of a course.

    Where the course begins or ends inside the area, it is carried on in its own direction to the area's edge.
    """
    west, south, east, north = context.bounds
    line = _carried_on(course, by_m=2.0 * float(np.hypot(east - west, north - south)))
    pieces = [piece for area in shapely.get_parts(context) for piece in _cut(area, line)]
    sides: tuple[list[BaseGeometry], list[BaseGeometry]] = ([], [])
    inner = course.stations(0.0, course.length_m, step_m=rules().side.step_m)
    for piece, votes in zip(pieces, _votes(course, (inner[:-1] + inner[1:]) / 2, pieces), strict=True):
        # Beside the whole course is asked once for all; ground between two stations is asked about by itself.
        left = votes > 0 if votes else _lies_left(piece, course, line)
        sides[0 if left else 1].append(piece)
    left_ground, right_ground = (shapely.union_all(side) if side else NOTHING for side in sides)
    return Banks(left=left_ground, right=right_ground)


def _votes(course: Course, stations: NDArray[np.float64], pieces: Sequence[BaseGeometry]) -> list[int]:
    """For each piece of ground, how many more positions beside stations it holds on the left than on the right."""
    # Along the very edges: beside the shore the smoothed direction may cross a meander.
    here, along = course.at(stations), course.directions(stations, chord_m=2.0)
    aside = np.column_stack([-along[:, 1], along[:, 0]]) * _BESIDE_M
    shapely.prepare(pieces)
    sides = (here + aside, here - aside)
    held = [[int(shapely.contains_xy(piece, side).sum()) for side in sides] for piece in pieces]
    return [left - right for left, right in held]


def _carried_on(course: Course, *, by_m: float) -> LineString:
    ends = np.array([0.0, course.length_m])
    # Of the last quarter at either end, not of the last bend, which may lead back.
    direction = course.directions(ends, chord_m=max(rules().side.smoothing_m, 2 * _END_SHARE * course.length_m))
    coordinates = shapely.get_coordinates(course.line)
    before, after = coordinates[0] - direction[0] * by_m, coordinates[-1] + direction[1] * by_m
    return LineString(np.vstack([before, coordinates, after]))


def _cut(area: BaseGeometry, line: BaseGeometry) -> list[BaseGeometry]:
    """A polygon → its pieces on either side of a line."""
    if not area.intersects(line):
        return [area]
    # The whole line, not its part inside: that would end beside the boundary by a rounding, and cut nothing.
    edges = shapely.union_all([area.boundary, line])
    pieces = shapely.get_parts(shapely.polygonize(shapely.get_parts(edges)))
    shapely.prepare(area)
    within = shapely.dwithin(area, shapely.point_on_surface(pieces), 1e-3)
    return [piece for piece, held in zip(pieces, within, strict=True) if held]


def _lies_left(piece: BaseGeometry, course: Course, line: LineString) -> bool:
    """Whether ground is on the left: by positions just beside its shore, or else by its nearest point."""
    shore = linear(piece.boundary.intersection(course.line))
    if shore.length > 2 * _BESIDE_M:
        (votes,) = _votes(course, _shore_stations(course, shore), (piece,))
        if votes:
            return votes > 0
    inside = piece.representative_point()
    at = float(line.project(inside))
    ends = shapely.get_coordinates([line.interpolate(max(0.0, at - 100.0)), line.interpolate(at + 100.0)])
    along, out = ends[1] - ends[0], np.array([inside.x, inside.y]) - ends[0]
    return bool(along[0] * out[1] - along[1] * out[0] > 0)


def _shore_stations(course: Course, shore: BaseGeometry) -> NDArray[np.float64]:
    """Chainages within the stretches of the course that a piece of ground borders on, one a step."""
    merged = shapely.line_merge(shore)
    stations = []
    for part in shapely.get_parts(merged):
        first, last = sorted(course.chainage(Point(part.coords[end])) for end in (0, -1))
        inner = course.stations(first, last, step_m=rules().side.step_m)
        # The middles of the steps: their ends are where the shore leaves the course.
        stations.append((inner[:-1] + inner[1:]) / 2)
    return np.concatenate(stations)
