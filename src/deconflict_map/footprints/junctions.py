"""A junction of lines → the point where it lies, in metres: mouth, source, confluence, crossing, meeting.

A river's ends are those of its course in the base data. Lines that don't touch meet where they come nearest, unless
that is too far: then they don't.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

import numpy as np
import shapely
from shapely.geometry import MultiPoint, Point
from shapely.ops import nearest_points

from deconflict_map.footprints.anchor_parameters import anchor_rules
from deconflict_map.footprints.extents import Extent
from deconflict_map.footprints.tract import Refusal, km
from deconflict_map.model.anchor import JunctionKind
from deconflict_map.model.relation import references

if TYPE_CHECKING:
    from collections.abc import Callable

    from shapely.geometry.base import BaseGeometry

    from deconflict_map.footprints.rivers import Course
    from deconflict_map.footprints.tract import Case
    from deconflict_map.model.anchor import Anchor, JunctionRef


def junction(
    anchor: JunctionRef,
    case: Case,
    extent: Callable[[Anchor, Case], Extent | Refusal],
    course: Callable[[Anchor, Case], Course | Refusal],
) -> Extent | Refusal:
    """The ground of a junction: a disc about its point, centre first."""
    match anchor.kind:
        case JunctionKind.MOUTH | JunctionKind.SOURCE:
            return _end(anchor, case, course)
        case JunctionKind.CONFLUENCE | JunctionKind.MEETING if anchor.other is None:
            return _end(anchor, case, course)
        case JunctionKind.CONFLUENCE | JunctionKind.MEETING | JunctionKind.CROSSING:
            return _meeting(anchor, case, extent)
        case _:
            assert_never(anchor.kind)


def _end(anchor: JunctionRef, case: Case, course: Callable[[Anchor, Case], Course | Refusal]) -> Extent | Refusal:
    """Where a line begins or ends; of what doesn't flow the end that is nearer to the other places of the words."""
    line = course(anchor.ref, case)
    if isinstance(line, Refusal):
        return line
    first, last = (Point(*position) for position in line.at(np.array([0.0, line.length_m])))
    if anchor.kind is JunctionKind.SOURCE:
        return _about(first, line.error_m)
    if anchor.kind is not JunctionKind.MEETING:
        return _about(last, line.error_m)
    here = _elsewhere(anchor, case)
    return _about(first if first.distance(here) < last.distance(here) else last, line.error_m)


def _elsewhere(anchor: JunctionRef, case: Case) -> Point:
    """The middle of the places that the claim names besides those of the junction; that of the plane without any."""
    own = {ref.toponym for ref in references(anchor)}
    others = [ref for claim in case.fellows for ref in references(claim.relation) if ref.toponym not in own]
    places = dict.fromkeys(place for ref in others if (place := case.scene.atlas.place(ref)) is not None)
    return MultiPoint([case.scene.point(place) for place in places]).centroid if places else Point(0.0, 0.0)


def _meeting(anchor: JunctionRef, case: Case, extent: Callable[[Anchor, Case], Extent | Refusal]) -> Extent | Refusal:
    name = case.scene.atlas.name(anchor.ref)
    first = extent(anchor.ref, case)
    if anchor.other is None:
        return first if isinstance(first, Refusal) else Refusal(reason=f"what {name} meets isn't said")
    other = extent(anchor.other, case)
    if isinstance(first, Refusal) or isinstance(other, Refusal):
        return first if isinstance(first, Refusal) else other if isinstance(other, Refusal) else first
    error = max(first.error_m, other.error_m)
    if anchor.kind is JunctionKind.CROSSING:
        # The crossing lies on the line, at the place; how near the place is to it isn't asked.
        return _about(nearest_points(_edge(first.ground), other.centre)[0], error)
    one, two = _edge(first.ground), _edge(other.ground)
    apart = float(one.distance(two))
    if apart > anchor_rules().junction.meet_m:
        return Refusal(reason=f"{name} and {case.scene.atlas.name(anchor.other)} come no nearer than {km(apart)}")
    shared = one.intersection(two)
    if shared.is_empty:
        return _about(shapely.shortest_line(one, two).centroid, error + apart)
    # Of several meetings the one nearest to the other places that the words name.
    return _about(nearest_points(shared, _elsewhere(anchor, case))[0], error)


def _edge(ground: BaseGeometry) -> BaseGeometry:
    return shapely.boundary(ground) if shapely.get_dimensions(ground) == 2 else ground


def _about(point: Point, error_m: float) -> Extent:
    radius = max(anchor_rules().junction.radius_m, error_m)
    return Extent(ground=point.buffer(radius), centre=point, radial_m=radius, error_m=max(error_m, 1.0), outlined=False)
