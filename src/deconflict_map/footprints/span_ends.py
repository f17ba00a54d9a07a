"""A named end of a stretch of a line → the chainage at which it lies, and how far it may be off.

A place counts by its centre's projection on the line, a line by where it meets it, a region by the edge where the line
enters it. Where a line is met several times, the crossing nearest to the other end counts, as one who follows the line
would find it. Two regions that the line runs beside at once mean the stretch that it has with both.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely.geometry import Point

from deconflict_map.footprints.anchors import extent_of_anchor
from deconflict_map.footprints.feature_parameters import feature_rules
from deconflict_map.footprints.tract import Refusal
from deconflict_map.model.anchor import PlaceRef
from deconflict_map.model.relation import OnFeature, Within

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapely.geometry.base import BaseGeometry

    from deconflict_map.footprints.rivers import Course
    from deconflict_map.footprints.tract import Case
    from deconflict_map.model.place import Place
    from deconflict_map.model.relation import Relation


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """An end of a stretch: `at` is its chainage, which may be one of `choices`; `slack_m` how far it may be off.

    `interval` is set for a region: the chainages between which the line runs in or beside it. `aside_m` is how far
    from the line it lies.
    """

    at: float
    choices: tuple[float, ...]
    slack_m: float
    aside_m: float
    name: str
    records: tuple[Place, ...]
    interval: tuple[float, float] | None = None


def mark(end: Relation, course: Course, case: Case) -> Mark | Refusal:
    """Where a described end lies along a course."""
    if isinstance(end, Within | OnFeature):
        found = extent_of_anchor(end.ref, case)
        if isinstance(found, Refusal):
            return found
        place = case.scene.atlas.place(end.ref)
        name = case.scene.atlas.name(end.ref) if place is None else place.name
        records = () if place is None else (place,)
        if int(shapely.get_dimensions(found.ground)) == 1:
            return _met(found.ground, course, name, records, error_m=found.error_m)
        centred = isinstance(end.ref, PlaceRef) and end.ref.centre
        if found.outlined and not centred and found.radial_m > feature_rules().spanning.region_m:
            return _entered(found.ground, course, name, records, error_m=found.error_m)
        slack = found.error_m if centred else found.radial_m + found.error_m
        return _projected(found.centre, course, name, records, slack_m=slack)
    tract = case.tract(end)
    if isinstance(tract, Refusal):
        return tract
    ground = tract.region.best
    name = f"“{case.scene.atlas.quote(end.span)}”"
    return _projected(ground.centroid, course, name, (), slack_m=float(shapely.minimum_bounding_radius(ground)))


def likely_pair(marks: Sequence[Mark]) -> tuple[Mark, Mark]:
    """The outermost marks, upstream first, each at the one of its choices that is nearest to the others."""
    if len(marks) == 2 and (both := _beside_both(*marks)) is not None:
        return both
    middle = [float(np.mean(item.choices)) for item in marks]
    settled = [
        replace(item, at=min(item.choices, key=lambda choice, i=index: (_away(choice, middle, i), choice)))  # type: ignore[misc]
        for index, item in enumerate(marks)
    ]
    ordered = sorted(settled, key=lambda item: (item.at, item.name))
    return ordered[0], ordered[-1]


def _away(choice: float, middle: Sequence[float], own: int) -> float:
    return sum(abs(choice - other) for index, other in enumerate(middle) if index != own)


def _beside_both(first: Mark, last: Mark) -> tuple[Mark, Mark] | None:
    """The stretch that the line runs beside two regions at once; all of it through both where they only adjoin."""
    if first.interval is None or last.interval is None:
        return None
    low, high = max(first.interval[0], last.interval[0]), min(first.interval[1], last.interval[1])
    if low < high:
        return replace(first, at=low), replace(last, at=high)
    if low - high > feature_rules().spanning.meet_m:
        return None
    ends = min(first.interval[0], last.interval[0]), max(first.interval[1], last.interval[1])
    return replace(first, at=ends[0]), replace(last, at=ends[1])


def _met(ground: BaseGeometry, course: Course, name: str, records: tuple[Place, ...], *, error_m: float) -> Mark:
    """Where another line meets the course; its nearest point where it doesn't."""
    near = ground
    shared = course.line.intersection(near)
    points = [Point(part.coords[0]) for part in shapely.get_parts(shared) if not part.is_empty]
    ends = [Point(part.coords[-1]) for part in shapely.get_parts(shared) if not part.is_empty]
    aside = 0.0
    if not points:
        line = shapely.shortest_line(course.line, near)
        points, ends, aside = [Point(line.coords[0])], [], float(line.length)
    choices = tuple(sorted({round(course.chainage(point), 3) for point in (*points, *ends)}))
    # Where two lines run nearly along one another, they meet somewhere within the error of either.
    slack = course.error_m + error_m + (0.0 if aside < feature_rules().spanning.meet_m else aside / 2)
    return Mark(at=choices[0], choices=choices, slack_m=slack, aside_m=aside, name=name, records=records)


def _entered(ground: BaseGeometry, course: Course, name: str, records: tuple[Place, ...], *, error_m: float) -> Mark:
    """Where the course enters or leaves a region, or passes nearest to it."""
    slack = course.error_m + error_m
    beside = course.chainages(ground) or course.chainages(ground.buffer(max(slack, 1.0)))
    if beside is None:
        line = shapely.shortest_line(course.line, ground)
        at = course.chainage(Point(line.coords[0]))
        return Mark(at=at, choices=(at,), slack_m=slack, aside_m=float(line.length), name=name, records=records)
    return Mark(
        at=beside[0], choices=beside, slack_m=slack, aside_m=0.0, name=name, records=records, interval=beside
    )  # fmt: skip


def _projected(centre: Point, course: Course, name: str, records: tuple[Place, ...], *, slack_m: float) -> Mark:
    at, aside = course.chainage(centre), float(course.line.distance(centre))
    return Mark(at=at, choices=(at,), slack_m=slack_m, aside_m=aside, name=name, records=records)
