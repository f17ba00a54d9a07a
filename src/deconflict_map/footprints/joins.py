"""A followed line and the stops beside it → where a course joins it, leaves it, and changes to the next one.

A course joins at the point nearest to its stop, changes where two lines meet, and ends where the followed line first
meets what it ends at. Where lines don't meet in the base data, their nearest points are joined, and it is told.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely.geometry import LineString, Point
from shapely.ops import nearest_points

from deconflict_map.footprints.line_parameters import line_rules
from deconflict_map.footprints.regions import NOTHING, LevelSet, linear, nested
from deconflict_map.footprints.route import Along, Rail
from deconflict_map.footprints.stops import End
from deconflict_map.footprints.tract import Path, km

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from deconflict_map.footprints.rivers import Course

    Floats = NDArray[np.float64]

# A single point of a line is kept as so much of the line on either side of it, metres.
_POINT_M = 25.0
# Detail of a followed line below this is dropped, metres; base data's errors are larger.
_DETAIL_M = 25.0
# Shares of the way at which a followed line has vertices at least: where ends differ from course to course, its own
# vertices fall on other places.
_LEAST_SHARES = 33


def along(courses: Sequence[Course], start: End, end: End) -> tuple[Along, tuple[str, ...]]:
    """Rails along lines that follow each other, from a stop to a stop; and what has been assumed."""
    told = [*_far("joins", courses[0], start), *_far("leaves", courses[-1], end)]
    joins: list[float | None] = [None]
    leaves: list[float | None] = []
    at = courses[0].chainage(start.middle)
    for before, after in pairwise(courses):
        met, gap_m = meeting(before, after, near=at)
        leaves.append(before.chainage(met))
        at = after.chainage(met)
        joins.append(at)
        if gap_m > max(before.error_m, after.error_m, _DETAIL_M):
            told.append(f"{before.name} and {after.name} are joined across {km(gap_m)}, where they are nearest")
    leaves.append(None)
    rails = []
    for course, first, last in zip(courses, joins, leaves, strict=True):
        begins = course.chainage(start.middle) if first is None else first
        ends = course.chainage(end.middle) if last is None else last
        shares = _shares(course, begins, ends)
        rails.append(Rail(course=course, joins=first, leaves=last, shares=shares))
    return Along(rails=tuple(rails)), tuple(told)


def on_course(end: End, course: Course, *, near: float, first_met: bool) -> End:
    """A stop beside a followed line → the part of it that lies on that line.

    Of a large area it is the point at which the line enters it, as seen from the chainage `near`; so it is where the
    words say that the line ends where it first meets it.
    """
    if end.path is not None:
        return _crossing(end, end.path, course, near=near)
    inside = linear(course.line.intersection(end.region.support))
    if inside.is_empty:
        return end
    likely = linear(course.line.intersection(end.region.likely))
    if first_met or max(inside.length, likely.length) > line_rules().follow.join_reach_m:
        edges = likely if not likely.is_empty else inside
        chainages = [course.chainage(Point(part.coords[at])) for part in shapely.get_parts(edges) for at in (0, -1)]
        entry = min(chainages, key=lambda chainage: (abs(chainage - near), chainage))
        return fixed(Point(course.at(np.array([entry]))[0]), course.line, name=course.name, error_m=course.error_m)
    path = Path(likely=likely, support=inside, whole=course.line, name=course.name, error_m=course.error_m)
    return End(region=end.region, path=path)


def fixed(point: Point, line: LineString, *, name: str, error_m: float) -> End:
    """A stop at one point of a line, known to the base data's error."""
    piece = linear(line.intersection(point.buffer(_POINT_M)))
    disc = point.buffer(max(error_m, _POINT_M))
    region = nested(core=disc, likely=disc, support=disc)
    return End(region=region, path=Path(likely=piece, support=piece, whole=line, name=name, error_m=error_m))


def reach_end(course: Course, first: float, last: float) -> End:
    """A stop anywhere on a reach of a line: possible all along it, likely nowhere in particular."""
    if abs(last - first) <= 2 * _POINT_M:
        point = Point(course.at(np.array([first]))[0])
        return fixed(point, course.line, name=course.name, error_m=course.error_m)
    reach = course.reach(first, last)
    ground = reach.buffer(max(course.error_m, _POINT_M))
    region: LevelSet = nested(core=NOTHING, likely=NOTHING, support=ground)
    path = Path(likely=LineString(), support=reach, whole=course.line, name=course.name, error_m=course.error_m)
    return End(region=region, path=path)


def _crossing(end: End, path: Path, course: Course, *, near: float) -> End:
    """A stop on another line than the followed one → where the two meet, if they do or nearly do."""
    if path.whole.equals(course.line):
        return end
    met = _points(path.support.intersection(course.line))
    if not met:
        on_path, on_course_ = nearest_points(path.support, course.line)
        if on_path.distance(on_course_) > max(course.error_m, path.error_m, line_rules().follow.path_reach_m):
            return end
        met = [on_path]
    point = min(met, key=lambda p: (abs(course.chainage(p) - near), p.x, p.y))
    return fixed(point, path.whole, name=path.name, error_m=max(path.error_m, course.error_m))


def meeting(before: Course, after: Course, *, near: float) -> tuple[Point, float]:
    """Where one line meets the next, as seen from a chainage of the first; and how far apart they are there."""
    met = _points(before.line.intersection(after.line))
    if met:
        return min(met, key=lambda p: (abs(before.chainage(p) - near), p.x, p.y)), 0.0
    here, there = nearest_points(before.line, after.line)
    return here, float(here.distance(there))


def _points(shared: BaseGeometry) -> list[Point]:
    """The points of an intersection; of a shared stretch its two ends."""
    found: list[Point] = []
    for part in shapely.get_parts(shared):
        if isinstance(part, Point):
            found.append(part)
        elif not part.is_empty:
            found.extend(Point(part.coords[at]) for at in (0, -1))
    return [point for point in found if not point.is_empty]


def _shares(course: Course, begins: float, ends: float) -> Floats:
    """Shares of the way from one chainage to another at which a course has its vertices."""
    if abs(ends - begins) < _POINT_M:
        return np.array([0.0, 1.0])
    reach, most = course.reach(begins, ends), line_rules().follow.most_vertices
    detail = max(course.error_m / 4, _DETAIL_M)
    plain = reach.simplify(detail)
    while shapely.get_num_coordinates(plain) > most:
        detail *= 2
        plain = reach.simplify(detail)
    along_it = np.asarray(shapely.line_locate_point(reach, shapely.points(shapely.get_coordinates(plain))))
    shares = along_it / reach.length
    if ends < begins:
        shares = 1.0 - shares
    even = np.linspace(0.0, 1.0, _LEAST_SHARES)
    return np.unique(np.concatenate([even, shares.clip(0.0, 1.0)]))


def _far(does: str, course: Course, stop: End) -> list[str]:
    away = float(stop.region.best.distance(course.line)) if not stop.region.is_empty else 0.0
    if away <= line_rules().follow.join_reach_m:
        return []
    return [f"it {does} {course.name} at the point nearest to its stop, {km(away)} off"]
