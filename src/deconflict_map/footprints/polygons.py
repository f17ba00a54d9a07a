"""Corners and edges in their order → the polygon that they bound.

Corners are places by their centres; from one to the next the side is a geodesic. A parallel, meridian, river or border
among them is a side itself, followed from where the polygon reaches it to where it leaves it; where all are such lines,
the polygon is the ground that has every one of them on its edge. The size of a place at a corner moves both its sides.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely.geometry import LinearRing, LineString, Point, Polygon
from shapely.ops import polygonize

from deconflict_map.footprints.anchors import course_of_anchor, extent_of_anchor
from deconflict_map.footprints.drawn_lines import geodesics
from deconflict_map.footprints.feature_parameters import feature_rules
from deconflict_map.footprints.regions import NOTHING, areal, linear, nested
from deconflict_map.footprints.rounds import disc
from deconflict_map.footprints.tract import Refusal, Tract, base_data, extent, km, square_km

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapely.geometry.base import BaseGeometry

    from deconflict_map.footprints.rivers import Course
    from deconflict_map.footprints.tract import Case
    from deconflict_map.model.anchor import Anchor
    from deconflict_map.model.footprint import Uncertainty
    from deconflict_map.model.relation import Corners

_LEAST = 3
# A face touches a line if it comes this near to it, besides the line's error (rounding in the arrangement).
_TOUCH_M = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Corner:
    """A corner: its position in the plane, and how far it may be off."""

    at: tuple[float, float]
    slack_m: float
    name: str
    told: tuple[Uncertainty, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A piece of the polygon's edge, and how far it may be off at its two ends."""

    line: LineString
    slack_m: tuple[float, float]


def corners(relation: Corners, case: Case) -> Tract | Refusal:
    """The polygon with these corners and edges."""
    parts = [_part(anchor, case) for anchor in relation.refs]
    refused = next((part for part in parts if isinstance(part, Refusal)), None)
    if refused is not None:
        return refused
    known = [part for part in parts if not isinstance(part, Refusal)]
    if len(known) < _LEAST:
        return Refusal(reason="a polygon needs three corners or edges at least")
    lines = [part for part in known if not isinstance(part, Corner)]
    found = _enclosed(lines) if len(lines) == len(known) else _ring(known, case)
    if isinstance(found, Refusal):
        return found
    return _tract(relation, case, known, *found)


def _part(anchor: Anchor, case: Case) -> Corner | Course | Refusal:
    found = extent_of_anchor(anchor, case)
    if isinstance(found, Refusal):
        return found
    if int(shapely.get_dimensions(found.ground)) == 1:
        return course_of_anchor(anchor, case)
    place, centre = case.scene.atlas.place(anchor), found.centre
    name = case.scene.atlas.name(anchor) if place is None else place.name
    if found.outlined and not found.ground.is_empty:
        # Best Practices, corrected centre: the middle of the smallest circle about the place.
        centre = shapely.minimum_bounding_circle(found.ground).centroid
    slack = max(found.radial_m, found.error_m)
    moved = extent(slack, f"the corner at {name} may lie {km(slack)} off its middle")
    position = base_data(found.error_m, f"{name} is placed to about {km(found.error_m)}")
    return Corner(at=(centre.x, centre.y), slack_m=slack, name=name, told=(moved, position))


def _enclosed(lines: Sequence[Course]) -> tuple[BaseGeometry, list[Side], tuple[str, ...]] | Refusal:
    """The ground that has every one of some lines on its edge."""
    edges = shapely.union_all([line.line for line in lines])
    faces = [face for face in polygonize(edges) if all(_touches(face, line) for line in lines)]
    if not faces:
        return Refusal(reason=f"{', '.join(line.name for line in lines)} enclose no ground")
    ground = shapely.union_all(faces)
    rim = shapely.boundary(ground).buffer(_TOUCH_M)
    sides = [
        Side(line=piece, slack_m=(line.error_m, line.error_m))
        for line in lines
        for piece in shapely.get_parts(linear(line.line.intersection(rim)))
    ]
    return ground, sides, ()


def _touches(face: BaseGeometry, line: Course) -> bool:
    """Whether a stretch of a line, not a point of it alone, lies on the edge of a face."""
    return float(line.line.intersection(shapely.boundary(face).buffer(_TOUCH_M)).length) > 2 * _TOUCH_M + 1.0


def _ring(parts: Sequence[Corner | Course], case: Case) -> tuple[BaseGeometry, list[Side], tuple[str, ...]] | Refusal:
    """Corners and lines in their order, joined to a ring; corners alone that would cross are put in order."""
    assumed: tuple[str, ...] = ()
    corners_only = [part for part in parts if isinstance(part, Corner)]
    if len(corners_only) == len(parts) and not LinearRing([corner.at for corner in corners_only]).is_simple:
        parts = _round_their_middle(corners_only)
        assumed = ("in the order of the words the sides would cross: the corners are taken in turn round their middle",)
    sides = [side for index in range(len(parts)) for side in _sides(parts, index, case)]
    vertices = np.vstack([shapely.get_coordinates(side.line)[:-1] for side in sides])
    ground = areal(Polygon(vertices))
    if ground.area <= 0:
        return Refusal(reason="the corners lie on one line and enclose no ground")
    return ground, sides, assumed


def _round_their_middle(found: Sequence[Corner]) -> list[Corner]:
    x, y = np.mean([corner.at for corner in found], axis=0)
    return sorted(found, key=lambda corner: (float(np.arctan2(corner.at[1] - y, corner.at[0] - x)), corner.name))


def _sides(parts: Sequence[Corner | Course], index: int, case: Case) -> list[Side]:
    """The sides that a corner or line begins: to the next corner, or along the line to where the next begins."""
    part, before, after = parts[index], parts[index - 1], parts[(index + 1) % len(parts)]
    if isinstance(part, Corner):
        end = after.at if isinstance(after, Corner) else _on(after, part.at)
        slack = (part.slack_m, after.slack_m if isinstance(after, Corner) else after.error_m)
        return [Side(line=geodesics([part.at, end], case), slack_m=slack)]
    middle = _middle(parts)
    entry, leave = (_meeting(part, other, middle) for other in (before, after))
    along = part.reach(entry, leave)
    line = LineString(along.coords[::-1]) if entry > leave else along
    found = [] if line.is_empty else [Side(line=line, slack_m=(part.error_m, part.error_m))]
    if isinstance(after, Corner):
        slack = (part.error_m, after.slack_m)
        found.append(Side(line=geodesics([_at(part, leave), after.at], case), slack_m=slack))
    return found


def _middle(parts: Sequence[Corner | Course]) -> Point:
    """The middle of the corners, about which a polygon lies."""
    return Point(np.mean([part.at for part in parts if isinstance(part, Corner)], axis=0))


def _meeting(course: Course, other: Corner | Course, middle: Point) -> float:
    """The chainage at which a line is reached from what comes before or after it."""
    if isinstance(other, Corner):
        return course.chainage(Point(other.at))
    shared = [Point(xy) for xy in shapely.get_coordinates(course.line.intersection(other.line))]
    if not shared:
        return course.chainage(Point(shapely.shortest_line(course.line, other.line).coords[0]))
    return course.chainage(min(shared, key=lambda point: (point.distance(middle), point.wkb)))


def _on(course: Course, at: tuple[float, float]) -> tuple[float, float]:
    return _at(course, course.chainage(Point(at)))


def _at(course: Course, chainage: float) -> tuple[float, float]:
    x, y = course.at(np.array([chainage]))[0]
    return float(x), float(y)


def _unsure(side: Side) -> BaseGeometry:
    """What a side may sweep over when both its ends move."""
    first, last = side.slack_m
    if not max(first, last):
        return NOTHING
    if first == last:
        return side.line.buffer(first, quad_segs=8)
    vertices = shapely.get_coordinates(side.line)
    share = np.linspace(0.0, 1.0, len(vertices))
    slack = np.maximum(first + (last - first) * share, 1.0)
    discs = [disc(Point(xy), float(by)) for xy, by in zip(vertices, slack, strict=True)]
    return shapely.union_all([shapely.union_all(pair).convex_hull for pair in itertools.pairwise(discs)])


def _tract(
    relation: Corners, case: Case, parts: Sequence[Corner | Course], ground: BaseGeometry, sides: Sequence[Side],
    assumed: tuple[str, ...],
) -> Tract:  # fmt: skip
    unsure = shapely.union_all([_unsure(side) for side in sides])
    names = ", ".join(part.name for part in parts)
    records = tuple(place for anchor in relation.refs if (place := case.scene.atlas.place(anchor)) is not None)
    effect = f"the polygon of {names}: {square_km(ground.area)}"
    step = case.step(feature_rules().corners, effect, span=relation.span, records=records, assumptions=assumed)
    return Tract(
        region=nested(core=ground.difference(unsure), likely=ground, support=ground.union(unsure)),
        steps=(step,),
        uncertainty=tuple(dict.fromkeys(told for part in parts for told in _told(part))),
    )


def _told(part: Corner | Course) -> tuple[Uncertainty, ...]:
    if isinstance(part, Corner):
        return part.told
    return (base_data(part.error_m, f"the course of {part.name} is known to about {km(part.error_m)}"),)
