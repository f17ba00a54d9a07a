"""A strip or zone cut to what lies between named places → the part between the perpendiculars at both.

Along a line, each place counts by its projection on it; a river, border or region by where the line meets it. The cut
is made before the line is widened, so that the strip ends square. A zone that lies along no line is cut across the
straight line from one place to the other. Other words that hold of the zone stay as they are.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely.geometry import Point, Polygon

from deconflict_map.footprints.anchors import course_of_anchor
from deconflict_map.footprints.feature_parameters import feature_rules
from deconflict_map.footprints.parameters import rules
from deconflict_map.footprints.regions import NOTHING, LevelSet, limited
from deconflict_map.footprints.roads import between_ends
from deconflict_map.footprints.span_ends import Mark, likely_pair, mark
from deconflict_map.footprints.strip_bases import base_of
from deconflict_map.footprints.strip_forms import along_its_line
from deconflict_map.footprints.strips import Stretches, strip
from deconflict_map.footprints.tract import Refusal, Tract, km, language
from deconflict_map.model.line_relation import AlongFeature
from deconflict_map.model.relation import (
    AllOf,
    AnyOf,
    BankOf,
    Except,
    OneOf,
    OnFeature,
    SideOf,
    Spanning,
    Strip,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deconflict_map.footprints.rivers import Course
    from deconflict_map.footprints.tract import Case
    from deconflict_map.model.anchor import Anchor
    from deconflict_map.model.footprint import Uncertainty
    from deconflict_map.model.relation import Relation


def spanning(relation: Spanning, case: Case) -> Tract | Refusal:
    """The part of what is described that lies between the named ends."""
    match relation.of:
        case Strip():
            plain = along_its_line(relation.of)
            if not isinstance(plain, Strip):
                return _slab(replace(relation, of=plain), case)
            named = replace(plain, ref=between_ends(plain.ref, relation.ends))
            return _strip(relation, named, case)
        case AllOf() | Except() | AnyOf() | OneOf():
            return case.tract(_handed_on(relation))
        case OnFeature(ref=ref) | AlongFeature(ref=ref) if len(relation.ends) > 1:
            first, *_, last = relation.ends
            span = relation.of.span if isinstance(relation.of, AlongFeature) else relation.span
            return case.tract(AlongFeature(ref=ref, start=first, end=last, span=span))
        case SideOf(strip=True) | BankOf(strip=True):
            return _bank(relation, relation.of.ref, case)
        case _:
            return _slab(relation, case)


def _bank(relation: Spanning, line: Anchor, case: Case) -> Tract | Refusal:
    """A bank cut along its river, as a strip is: across the straight line from end to end other reaches may lie."""
    course = course_of_anchor(line, case)
    if isinstance(course, Refusal):
        return course
    tract, marks = case.tract(relation.of), _marks(relation, course, case)
    cut = marks if isinstance(marks, Refusal) else _stretches(course, marks)
    if isinstance(tract, Refusal) or isinstance(marks, Refusal) or isinstance(cut, Refusal):
        return next(one for one in (tract, marks, cut) if isinstance(one, Refusal))
    wide = 2 * rules().side.width_m[1]
    core, likely, support = (
        course.reach(*stretch).simplify(wide / 100).buffer(wide, cap_style="flat")
        for stretch in (cut.core, cut.likely, cut.support)
    )
    region = limited(tract.region, core=core, likely=likely, support=support)
    if region.is_empty:
        return Refusal(reason=f"no ground of “{case.scene.atlas.quote(relation.of.span)}” lies between the named ends")
    return _told(relation, replace(tract, region=region, path=None), case, course, cut, marks)


def _handed_on(relation: Spanning) -> Relation:
    """The cut made where it belongs: in the strip among things that hold together, in what is reduced, in each part."""
    of = relation.of
    match of:
        case AllOf(parts=parts):
            lines = (Strip, OnFeature, AlongFeature)
            at = next((index for index, part in enumerate(parts) if isinstance(part, lines)), 0)
            return replace(of, parts=tuple(_cut(relation, p) if i == at else p for i, p in enumerate(parts)))
        case AnyOf(parts=parts):
            return replace(of, parts=tuple(_cut(relation, part) for part in parts))
        case Except():
            return replace(of, of=_cut(relation, of.of))
        case OneOf(readings=readings):
            return replace(of, readings=tuple(_cut(relation, reading) for reading in readings))
        case _:
            return of


def _cut(relation: Spanning, of: Relation) -> Relation:
    return replace(relation, of=of)


def _strip(relation: Spanning, of: Strip, case: Case) -> Tract | Refusal:
    base = base_of(of.ref, case, side=of.side)
    course = base if isinstance(base, Refusal) else base.course(case)
    rim = not isinstance(base, Refusal) and base.inside is not None and not base.coast
    if isinstance(base, Refusal) or isinstance(course, Refusal) or rim:
        # A line that isn't known may still be known to lie between the ends; an edge runs round, and has no ends.
        return _slab(relation, case)
    marks = _marks(relation, course, case)
    if isinstance(marks, Refusal):
        return marks
    cut = _stretches(course, marks)
    if isinstance(cut, Refusal):
        return cut
    tract = strip(of, case, cut=cut)
    return tract if isinstance(tract, Refusal) else _told(relation, tract, case, course, cut, marks)


def _marks(relation: Spanning, course: Course, case: Case) -> tuple[Mark, ...] | Refusal:
    found = [mark(end, course, case) for end in relation.ends]
    refused = next((item for item in found if isinstance(item, Refusal)), None)
    marks = tuple(item for item in found if isinstance(item, Mark))
    if refused is not None:
        return refused
    return marks if len(marks) > 1 else Refusal(reason="only one end of the stretch is said")


def _stretches(course: Course, marks: Sequence[Mark]) -> Stretches | Refusal:
    """Between the outermost of the marks: the likely stretch, and what their sizes leave unsure."""
    low, high = likely_pair(marks)
    if low.at >= high.at:
        return Refusal(reason=f"{low.name} and {high.name} leave no stretch of {course.name} between them")
    return Stretches(
        course=course,
        core=(low.at + low.slack_m, max(low.at + low.slack_m, high.at - high.slack_m)),
        likely=(low.at, high.at),
        support=(max(0.0, low.at - low.slack_m), min(course.length_m, high.at + high.slack_m)),
    )


def _told(relation: Spanning, tract: Tract, case: Case, course: Course, cut: Stretches, marks: Sequence[Mark]) -> Tract:
    low, high = likely_pair(marks)
    length = cut.likely[1] - cut.likely[0]
    effect = (
        f"cut square to the {km(length)} of {course.name} between {low.name} and {high.name}, each where it lies "
        "nearest to the line"
    )
    records = tuple(place for item in marks for place in item.records)
    step = case.step(feature_rules().spanning, effect, span=relation.span, records=records)
    return replace(
        tract, steps=(*tract.steps, step), uncertainty=(*tract.uncertainty, *_end_doubts((low, high), course.name))
    )


def _end_doubts(ends: tuple[Mark, Mark], line: str) -> tuple[Uncertainty, ...]:
    doubts = [language(end.slack_m, f"{end.name} has a size: the end may lie {km(end.slack_m)} off") for end in ends]
    far = [end for end in ends if end.aside_m > feature_rules().spanning.meet_m]
    return (*doubts, *(language(end.aside_m, f"{end.name} lies {km(end.aside_m)} from {line}") for end in far))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Gate:
    """An end of a slab: its position in the plane, and how far along the slab it may be off."""

    at: tuple[float, float]
    slack_m: float


def _slab(relation: Spanning, case: Case) -> Tract | Refusal:
    """A zone that lies along no line: cut across the straight line between both ends."""
    tract = case.tract(relation.of)
    if isinstance(tract, Refusal):
        return tract
    ends = [case.tract(end) for end in relation.ends]
    refused = next((end for end in ends if isinstance(end, Refusal)), None)
    grounds = [end.region for end in ends if isinstance(end, Tract)]
    if refused is not None or len(grounds) < 2:
        return refused or Refusal(reason="only one end of the stretch is said")
    first, last = _gates(grounds[0], grounds[-1])
    region = limited(
        tract.region,
        core=_between(first, last, -1.0, tract.region),
        likely=_between(first, last, 0.0, tract.region),
        support=_between(first, last, 1.0, tract.region),
    )
    if region.is_empty:
        words = case.scene.atlas.quote(relation.of.span)
        return Refusal(reason=f"no ground of “{words}” lies between the named ends")
    step = case.step(
        feature_rules().spanning, "cut across the straight line between both ends, at each of them", span=relation.span
    )
    doubts = (language(max(first.slack_m, last.slack_m), "the ends have a size: the cuts may lie so far off"),)
    return replace(
        tract, region=region, steps=(*tract.steps, step), uncertainty=(*tract.uncertainty, *doubts), path=None
    )


def _gates(first: LevelSet, last: LevelSet) -> tuple[_Gate, _Gate]:
    """Where the slab begins and ends: the middles of places, the nearest edges of regions."""
    least = feature_rules().spanning.region_m
    radii = [float(shapely.minimum_bounding_radius(level.best)) for level in (first, last)]
    if max(radii) <= least:
        one, two = first.best.centroid, last.best.centroid
    else:
        near = shapely.shortest_line(first.best, last.best)
        one, two = (Point(near.coords[at]) for at in (0, -1))
        if one.equals(two):
            one, two = first.best.centroid, last.best.centroid
    slack = [radius if radius <= least else 0.0 for radius in radii]
    return _Gate(at=(one.x, one.y), slack_m=slack[0]), _Gate(at=(two.x, two.y), slack_m=slack[1])


def _between(first: _Gate, last: _Gate, outwards: float, region: LevelSet) -> Polygon:
    one, two = np.array(first.at), np.array(last.at)
    size = float(np.hypot(*(two - one)))
    if size <= 0:
        return NOTHING
    unit = (two - one) / size
    one, two = one - unit * outwards * first.slack_m, two + unit * outwards * last.slack_m
    if float((two - one) @ unit) <= 0:
        return NOTHING
    west, south, east, north = region.support.bounds
    aside = np.array([-unit[1], unit[0]]) * (float(np.hypot(east - west, north - south)) + size)
    return Polygon([one - aside, two - aside, two + aside, one + aside])
