"""An anchor → what it is on the ground, in metres: an extent, or a line with its course.

Whatever a relation may be relative to is worked out here and nowhere else, so that every rule takes every anchor that
makes sense for it. An anchor that has no ground is refused with the reason. What one plane was asked once is kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

import numpy as np
import shapely
from shapely.geometry import Point

from deconflict_map.footprints.drawn_lines import line_of
from deconflict_map.footprints.extents import Extent, extent_of
from deconflict_map.footprints.junctions import junction
from deconflict_map.footprints.regions import LevelSet, linear
from deconflict_map.footprints.rivers import course_along, course_of
from deconflict_map.footprints.tract import Path, Refusal, Tract
from deconflict_map.model.anchor import (
    BorderRef,
    ChordRef,
    CoastRef,
    Described,
    EdgeRef,
    JunctionRef,
    MeridianRef,
    NamedLineRef,
    ObjectRef,
    ParallelRef,
    PlaceRef,
    PositionRef,
    RoadRef,
)
from deconflict_map.model.place import PlaceKind

if TYPE_CHECKING:
    from deconflict_map.footprints.border_lines import DrawnLine
    from deconflict_map.footprints.drawn_lines import LineAnchor
    from deconflict_map.footprints.rivers import Course
    from deconflict_map.footprints.tract import Case
    from deconflict_map.model.anchor import Anchor


def extent_of_anchor(anchor: Anchor, case: Case) -> Extent | Refusal:
    """The ground of an anchor (metres in the case's plane), its centre and radial; of a line, the line itself."""
    match anchor:
        case PlaceRef():
            place = case.scene.atlas.place(anchor)
            return _unknown(anchor, case) if place is None else extent_of(case.scene, place)
        case PositionRef():
            centre = Point(case.scene.frame.metric_xy(np.array([[anchor.lon, anchor.lat]]))[0])
            error_m = max(anchor.precision_m, 1.0)
            return Extent(ground=centre.buffer(error_m), centre=centre, radial_m=0.0, error_m=error_m, outlined=False)
        case JunctionRef():
            return junction(anchor, case, extent_of_anchor, course_of_anchor)
        case ObjectRef() | Described():
            found = described(anchor, case)
            return found if isinstance(found, Refusal) else _ground(found)
        case (
            BorderRef()
            | CoastRef()
            | RoadRef()
            | ParallelRef()
            | MeridianRef()
            | ChordRef()
            | EdgeRef()
            | NamedLineRef()
        ):
            line = line_of_anchor(anchor, case)
            return line if isinstance(line, Refusal) else _as_extent(line)
        case _:
            assert_never(anchor)


def course_of_anchor(anchor: Anchor, case: Case) -> Course | Refusal:
    """The course of an anchor that is a line; its pieces are joined, and small ones far from the rest left out."""
    match anchor:
        case PlaceRef():
            place = case.scene.atlas.place(anchor)
            if place is None:
                return _unknown(anchor, case)
            course = course_of(case.scene, place)
            if course is not None:
                return course
            unknown = place.kind is PlaceKind.STREAM
            return Refusal(reason=f"the course of {place.name} isn't known" if unknown else f"{place.name} is no line")
        case PositionRef() | JunctionRef():
            return Refusal(reason=f"“{case.scene.atlas.name(anchor)}” is a point, no line")
        case ObjectRef() | Described():
            found = described(anchor, case)
            return found if isinstance(found, Refusal) else _course_in(found, case.scene.atlas.name(anchor))
        case _:
            line = line_of_anchor(anchor, case)
            return line if isinstance(line, Refusal) else _course(line, case)


def _unknown(anchor: PlaceRef, case: Case) -> Refusal:
    return Refusal(reason=f"no place is known for “{case.scene.atlas.name(anchor)}”")


def line_of_anchor(anchor: LineAnchor, case: Case) -> DrawnLine | Refusal:
    """The line of an anchor that is one by its kind, with what was assumed of it."""
    known = case.scene.lines
    if anchor not in known:
        known[anchor] = line_of(anchor, case, extent_of_anchor)
    return known[anchor]


def described(anchor: ObjectRef | Described, case: Case) -> Tract | Refusal:
    """The ground of something described: in the anchor's own words, or by the claims about another object."""
    if isinstance(anchor, Described):
        return case.tract(anchor.at)
    name = case.scene.atlas.name(anchor)
    if not anchor.key:
        return Refusal(reason=f"what “{name}” refers to isn't described")
    if anchor.key in case.scene.asked or anchor.key == case.claim.located.key:
        return Refusal(reason=f"“{name}” is described by itself")
    case.scene.asked.add(anchor.key)
    try:
        return _of_object(anchor, case, name)
    finally:
        case.scene.asked.discard(anchor.key)


def _of_object(anchor: ObjectRef, case: Case, name: str) -> Tract | Refusal:
    """The first claim about an object that gives it ground."""
    reason = f"what “{name}” refers to isn't described"
    for claim in case.scene.atlas.claims:
        if claim.located.key == anchor.key:
            found = case.tract(claim.relation)
            if isinstance(found, Tract) and not found.region.is_empty:
                return found
            reason = found.reason if isinstance(found, Refusal) else reason
    return Refusal(reason=reason)


def _ground(tract: Tract) -> Extent:
    """Distances from something described count from where it likely is; how far it may be off is told by its levels."""
    path = tract.path if tract.path is not None and not tract.path.likely.is_empty else None
    ground = tract.region.likely if path is None else path.likely
    if ground.is_empty:
        ground = tract.region.support
    levels = tract.region if path is None else _along(path, tract.region)
    spread = (
        float(shapely.hausdorff_distance(tract.region.support, ground)) if shapely.get_dimensions(ground) == 2 else 0.0
    )
    if path is not None:
        spread = path.error_m
    return Extent(
        ground=ground,
        centre=ground.centroid,
        radial_m=float(shapely.minimum_bounding_radius(ground)),
        error_m=spread,
        outlined=True,
        described=levels,
    )


def _along(path: Path, region: LevelSet) -> LevelSet:
    """The reaches of a line for each level; where nothing tells which of it is sure, all that is likely."""
    sure = path.likely if region.core.is_empty else linear(path.likely.intersection(region.core))
    return LevelSet(core=path.likely if sure.is_empty else sure, likely=path.likely, support=path.support)


def _course_in(tract: Tract, name: str) -> Course | Refusal:
    if tract.path is None:
        return Refusal(reason=f"“{name}” is no line")
    course = course_along(tract.path.likely, error_m=tract.path.error_m, identity=f"in-{name}", name=name)
    return Refusal(reason=f"“{name}” is no line") if course is None else course


def _as_extent(line: DrawnLine) -> Extent:
    return Extent(
        ground=line.line,
        centre=line.line.interpolate(0.5, normalized=True),
        radial_m=float(shapely.minimum_bounding_radius(line.line)),
        error_m=line.error_m,
        outlined=True,
    )


def _course(line: DrawnLine, case: Case) -> Course | Refusal:
    known = case.scene.courses
    if line.id not in known:
        known[line.id] = course_along(line.line, error_m=line.error_m, identity=line.id, name=line.name)
    course = known[line.id]
    return Refusal(reason=f"{line.name} has no course") if course is None else course
