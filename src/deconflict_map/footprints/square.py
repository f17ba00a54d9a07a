"""A line that stands at right angles on another one, or leads out to sea → the heading in which it leads.

The other line is smoothed before its normal is taken: its general direction counts, not that of a cove. Of the two
normals that one is meant which leads away from the land, for a coast; beside any other line the one that leads towards
what the line is said to reach. Refuses a line of which neither is known. How far the normal turns with the stretch that
it is taken over is the doubt that the heading has.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely.geometry import LineString
from shapely.ops import nearest_points

from deconflict_map.footprints.anchors import course_of_anchor
from deconflict_map.footprints.regions import areal, linear
from deconflict_map.footprints.rivers import course_along
from deconflict_map.footprints.tract import Refusal
from deconflict_map.footprints.waters import land_around
from deconflict_map.geodesy import azimuth_deg
from deconflict_map.units.heading import Heading

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry import Point
    from shapely.geometry.base import BaseGeometry

    from deconflict_map.footprints.rivers import Course
    from deconflict_map.footprints.tract import Case, Tract
    from deconflict_map.model.line_relation import FromTo

    Floats = NDArray[np.float64]

# Half the stretch over which a coast is smoothed, metres, the usual one in the middle. Judgement: a normal over 20 km
# passes over coves and harbours; the others tell how much hangs on that.
_STRETCHES_M = (5_000.0, 10_000.0, 20_000.0)
# Judgement: no drawn line is meant to be truer to the right angle than a compass is read to.
_LEAST_HALF_ANGLE_DEG = 2.5
# How far off a coast is looked for, and how far out a normal is tried for land, metres.
_REACH_M = 60_000.0
_OUT_M = 15_000.0


def headed(relation: FromTo, start: Tract | None, case: Case) -> FromTo | Refusal:
    """The relation with the heading that its right angle gives, where it has none of its own."""
    if (relation.square_to is None and not relation.seaward) or relation.heading is not None:
        return relation
    if start is None:
        return Refusal(reason="where it stands on the line isn't said")
    at = start.region.best.centroid
    land = land_around(case.scene, at.buffer(_REACH_M)) if relation.seaward else None
    course = _course(relation, at, land, case)
    if isinstance(course, Refusal):
        return course
    foot = nearest_points(course.line, at)[0]
    normals = [_normal(course, foot, half_m) for half_m in _STRETCHES_M]
    usual = normals[1]
    turned = max(_angle_deg(usual, other) for other in normals)
    if land is not None and _on_land(foot, usual, land) > _on_land(foot, -usual, land):
        usual = -usual
    elif land is None:
        return Refusal(reason="to which side of the line it leads isn't said")
    half = max(_LEAST_HALF_ANGLE_DEG, turned)
    return replace(relation, heading=Heading(azimuth_deg=_azimuth(foot, usual, case), half_angle_deg=half, word=""))


def _course(relation: FromTo, at: Point, land: BaseGeometry | None, case: Case) -> Course | Refusal:
    """The line that it stands on: the one that is said, or the nearest coast where that isn't drawn."""
    said = None if relation.square_to is None else course_of_anchor(relation.square_to, case)
    if said is not None and not isinstance(said, Refusal) and said.line.distance(at) < _REACH_M:
        return said
    coast = None if land is None else _coast(at, land)
    if coast is not None:
        return coast
    return (
        said if isinstance(said, Refusal) else Refusal(reason="the line that it stands on isn't near where it begins")
    )


def _coast(at: Point, land: BaseGeometry) -> Course | None:
    """The nearest coast; the rim of what was looked at is none."""
    shore = linear(shapely.boundary(areal(land)).intersection(at.buffer(_REACH_M).buffer(-1.0)))
    pieces = [piece for piece in shapely.get_parts(shore) if not piece.is_empty]
    if not pieces:
        return None
    return course_along(min(pieces, key=at.distance), error_m=0.0, identity="coast", name="the coast")


def _normal(course: Course, foot: Point, half_m: float) -> Floats:
    """The unit vector at right angles to the chord of so much of a line on either side of a point."""
    at = course.chainage(foot)
    ends = course.at(np.array([max(at - half_m, 0.0), min(at + half_m, course.length_m)]))
    along = ends[1] - ends[0]
    found: Floats = np.array([along[1], -along[0]]) / max(float(np.hypot(*along)), 1e-9)
    return found


def _angle_deg(one: Floats, other: Floats) -> float:
    return float(np.degrees(np.arccos(np.clip(abs(one @ other), 0.0, 1.0))))


def _on_land(foot: Point, towards: Floats, land: BaseGeometry) -> float:
    """How much of the way out along a normal is land."""
    far = np.array([foot.x, foot.y]) + towards * _OUT_M
    way = LineString([(foot.x, foot.y), (float(far[0]), float(far[1]))])
    return float(land.intersection(way).length)


def _azimuth(foot: Point, towards: Floats, case: Case) -> float:
    """The true azimuth of a direction of the plane."""
    at: Floats = np.array([foot.x, foot.y])
    there_m: Floats = at + towards * 1_000.0
    here, there = case.scene.frame.lonlat(np.stack([at, there_m]))
    return azimuth_deg(float(here[0]), float(here[1]), float(there[0]), float(there[1])) % 360.0
