"""Along a line between described points, and up or down a river from a place → reaches of the line with their ground.

Chainage is measured along the line, so that there is no error of direction (Best Practices, along a path); a distance
is as sure as its own precision, the extent of the place, and the share by which a generalised line is too short.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely.geometry import Point

from deconflict_map.footprints.anchor_parameters import anchor_rules
from deconflict_map.footprints.anchors import course_of_anchor, extent_of_anchor
from deconflict_map.footprints.parameters import rules
from deconflict_map.footprints.regions import NOTHING, nested
from deconflict_map.footprints.rivers import Course, corridor, course_of, rivers_near
from deconflict_map.footprints.roads import between_ends
from deconflict_map.footprints.tract import Path, Refusal, Tract, base_data, km, language
from deconflict_map.model.anchor import PlaceRef
from deconflict_map.model.place import PlaceKind, ShapeForm

if TYPE_CHECKING:
    from deconflict_map.footprints.extents import Extent
    from deconflict_map.footprints.tract import Case
    from deconflict_map.model.line_relation import AlongFeature
    from deconflict_map.model.place import Place
    from deconflict_map.model.relation import Relation, Stream


def along_feature(relation: AlongFeature, case: Case) -> Tract | Refusal:
    """Along a line, from one described point to another where they are said, else as far as the text's countries go."""
    course = course_of_anchor(between_ends(relation.ref, (relation.start, relation.end)), case)
    if isinstance(course, Refusal):
        return course
    low, high = course.within_theatre(case.scene)
    bounds = [_chainages(end, course, case) for end in (relation.start, relation.end) if end is not None]
    refused = next((bound for bound in bounds if isinstance(bound, Refusal)), None)
    if refused is not None:
        return refused
    known = sorted(bound for bound in bounds if not isinstance(bound, Refusal))
    if not known:
        inner = outer = (low, high)
        between = "as far as the text's countries go"
    elif len(known) == 1:
        inner = outer = (low, high)
        between = "on either side of the one end that is said"
    else:
        inner, outer = (known[0][1], known[-1][0]), (known[0][0], known[-1][1])
        between = "between the two ends that are said"
    if inner[0] >= inner[1]:
        inner = outer
    return _reach(relation, case, course, (inner, outer), between, sure=len(known) != 1)


def stream(relation: Stream, case: Case) -> Tract | Refusal:
    """Up or down a river from a place, by a distance or to where the next place on it may be."""
    place = extent_of_anchor(relation.ref, case)
    if isinstance(place, Refusal):
        return place
    course = _river(relation, place, case)
    if isinstance(course, Refusal):
        return course
    start = course.chainage(place.centre)
    sign = 1.0 if relation.downstream else -1.0
    low, high = course.within_theatre(case.scene)
    if relation.distance is None:
        open_m = rules().on_feature.open_reach_m
        near, far = start + sign * place.radial_m, start + sign * open_m
        reach = sorted((float(np.clip(near, 0, course.length_m)), float(np.clip(far, low, high))))
        open_reach = (reach[0], reach[1])
        return _reach(relation, case, course, (open_reach, open_reach), "which end is meant isn't said", sure=False)
    distance = relation.distance
    slack = distance.precision_m + place.radial_m + anchor_rules().junction.length_share * distance.metres
    most = distance.most_m if np.isfinite(distance.most_m) else 2 * distance.metres
    inner = sorted((start + sign * distance.least_m, start + sign * most))
    outer = (inner[0] - slack, inner[1] + slack)
    if outer[1] < 0.0 or outer[0] > course.length_m:
        return Refusal(reason=f"{course.name} isn't so long")
    middle = (max(0.0, inner[0] - slack / 2), inner[1] + slack / 2)
    reaches = (middle, (max(0.0, outer[0]), outer[1]))
    return _reach(relation, case, course, reaches, f"{km(distance.metres)} along it", sure=False)


def _river(relation: Stream, place: Extent, case: Case) -> Course | Refusal:
    """The river that is said, or the one that the place lies on: the nearest that is near enough."""
    if relation.river is not None:
        return course_of_anchor(relation.river, case)
    own = course_of_anchor(relation.ref, case)
    if isinstance(own, Course):
        return own
    reach = rules().on_feature.riverside_m
    named = [p for p in case.scene.atlas.named if p.kind is PlaceKind.STREAM]
    near = named or rivers_near(case.scene, place.ground, reach_m=reach)
    courses = [c for p in near if p.shape is ShapeForm.LINE and (c := course_of(case.scene, p)) is not None]
    best = min(courses, key=lambda c: (float(c.line.distance(place.centre)), c.id), default=None)
    if best is None or best.line.distance(place.centre) > reach + place.radial_m:
        return Refusal(reason=f"which river “{case.scene.atlas.name(relation.ref)}” lies on isn't known")
    return best


def _chainages(end: Relation, course: Course, case: Case) -> tuple[float, float] | Refusal:
    """The first and last chainage at which an end may be: where its ground lies on the line, or nearest to it."""
    tract = case.tract(end)
    if isinstance(tract, Refusal):
        return tract
    ground = tract.region.likely if not tract.region.likely.is_empty else tract.region.support
    if ground.is_empty:
        return Refusal(reason=f"“{case.scene.atlas.quote(end.span)}” has no ground here")
    inside = course.chainages(ground)
    if inside is not None:
        return inside
    nearest = shapely.shortest_line(course.line, ground)
    at = course.chainage(Point(nearest.coords[0]))
    return at, at


def _reach(
    relation: AlongFeature | Stream,
    case: Case,
    course: Course,
    reaches: tuple[tuple[float, float], tuple[float, float]],
    where: str,
    *,
    sure: bool,
) -> Tract:
    """The likely and the possible reach with their corridors; `sure` where all of the likely one is meant."""
    likely, support = (course.reach(*reach) for reach in reaches)
    width = rules().along.width_m
    inner, outer = (corridor(line, width, least_m=course.error_m) for line in (likely, support))
    place = _record(relation, case)
    step = case.step(
        rules().along,
        f"{km(likely.length)} along {course.name}, {where}",
        span=relation.span,
        records=() if place is None else (place,),
    )
    return Tract(
        region=nested(
            core=inner.core if sure else NOTHING,
            likely=inner.likely,
            support=shapely.union(outer.support, inner.support),
        ),
        steps=(step,),
        uncertainty=(
            language(width[2], f"how far from {course.name} is still meant isn't said"),
            base_data(course.error_m, f"the course of {course.name} is generalised to about {km(course.error_m)}"),
        ),
        path=Path(likely=likely, support=support, whole=course.line, name=course.name, error_m=course.error_m),
    )


def _record(relation: AlongFeature | Stream, case: Case) -> Place | None:
    return case.scene.atlas.place(relation.ref) if isinstance(relation.ref, PlaceRef) else None
