"""Taking ground off and holding it for sure → what is left, level by level.

What is sure of a difference is what can't belong to the part taken off (`regions`). A hole as near to the edge of a
zone as the base data's error is no hole but a bite. Refuses what would leave no ground, and what is said to belong to a
zone and lies outside of all of it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import shapely

from deconflict_map.footprints.anchors import extent_of_anchor
from deconflict_map.footprints.feature_parameters import feature_rules
from deconflict_map.footprints.parameters import rules
from deconflict_map.footprints.regions import LevelSet, areal, nested, without
from deconflict_map.footprints.tract import Refusal, Tract, not_fixed, square_km
from deconflict_map.model.footprint import Cause
from deconflict_map.model.relation import Holds, Not

if TYPE_CHECKING:
    from deconflict_map.footprints.parameters import Rule
    from deconflict_map.footprints.tract import Case
    from deconflict_map.model.article import Span
    from deconflict_map.model.relation import NotInto, Relation


def holds(relation: Holds, case: Case) -> Tract | Refusal:
    """A zone of which the words say only what it holds: that ground is sure, and how far it goes isn't known."""
    found = extent_of_anchor(relation.ref, case)
    if isinstance(found, Refusal):
        return found
    name = case.scene.atlas.name(relation.ref)
    far = max(rules().near.floor_m[2], found.radial_m)
    region = nested(core=found.levels.core, likely=found.levels.likely, support=found.levels.support.buffer(far))
    why = f"the words say that it holds {name}, but not how far it goes beyond"
    step = case.step(feature_rules().holds, f"{name} belongs to it", span=relation.span)
    return Tract(region=region, steps=(step,), uncertainty=(not_fixed(None, why), *found.told(name)), why_not=why)


def holding(tract: Tract, relation: Holds, case: Case) -> Tract | Refusal:
    """A zone that holds a place for sure; refused where the place lies outside of all that is possible."""
    found = extent_of_anchor(relation.ref, case)
    if isinstance(found, Refusal):
        return found
    name = case.scene.atlas.name(relation.ref)
    ground = found.levels
    if not tract.region.support.intersects(ground.best):
        return Refusal(reason=f"contradiction: {name} is said to belong to it, but lies outside of all the ground")
    region = nested(
        core=tract.region.core.union(ground.core.intersection(tract.region.support)),
        likely=tract.region.likely.union(ground.likely.intersection(tract.region.support)),
        support=tract.region.support,
    )
    added = region.likely.area - tract.region.likely.area
    effect = f"{name} belongs to it, which adds {square_km(added)} to what is likely"
    step = case.step(feature_rules().holds, effect, span=relation.span)
    return replace(tract, region=region, steps=(*tract.steps, step))


def less(tract: Tract, taken: Tract, case: Case, span: Span, rule: Rule) -> Tract | Refusal:
    """A tract without another one, with the step that tells what that took."""
    error = max(_base_error_m(tract), _base_error_m(taken)) * feature_rules().except_.bite_share
    region = _bitten(without(tract.region, taken.region), tract.region, taken.region, error)
    words = case.scene.atlas.quote(span)
    if region.is_empty:
        return Refusal(reason=f"“{words}” leaves no ground at all")
    step = case.step(rule, f"“{words}” leaves {how_much_left(tract.region, region)}", span=span)
    return replace(
        tract,
        region=region,
        steps=(*tract.steps, *taken.steps, step),
        uncertainty=tuple(dict.fromkeys((*tract.uncertainty, *taken.uncertainty))),
        path=None,
        open_side=None if tract.open_side is None else without(tract.open_side, taken.region),
    )


def less_denied(relation: NotInto, tract: Tract, case: Case) -> Tract | Refusal:
    """A tract without what it is said not to extend into: surely all of it that may be so, possibly what surely is."""
    found = extent_of_anchor(relation.ref, case)
    if isinstance(found, Refusal):
        return tract.noting(not_fixed(None, found.reason))
    place = case.scene.atlas.place(relation.ref)
    name = f"“{case.scene.atlas.name(relation.ref)}”" if place is None else place.name
    taken = Tract(region=found.levels, steps=(), uncertainty=found.told(name))
    left = less(tract, taken, case, relation.span, rules().not_into)
    if isinstance(left, Refusal):
        return left
    *before, step = left.steps
    effect = f"{name} is taken off: surely what may belong to it, possibly only what surely does; {step.effect}"
    return replace(left, steps=(*before, replace(step, effect=effect, records=() if place is None else (place.id,))))


def held_or_not(part: Relation, tract: Tract, case: Case) -> Tract | Refusal:
    """A tract with what it is said to hold, and without what it is said to be outside of."""
    if isinstance(part, Holds):
        return holding(tract, part, case)
    if not isinstance(part, Not):
        return tract
    taken = case.tract(part.of)
    if isinstance(taken, Refusal):
        return tract.noting(not_fixed(None, taken.reason))
    return less(tract, taken, case, part.span, feature_rules().complement)


def how_much_left(before: LevelSet, after: LevelSet) -> str:
    """How much ground is left of how much: of what is likely, or of what is possible where nothing was."""
    level, was, now = "likely", before.likely.area, after.likely.area
    if was <= 0:
        level, was, now = "possible", before.support.area, after.support.area
    share = f", {now / was:.0%}" if was > 0 else ""
    return f"{square_km(now)} of {square_km(was)}{share} ({level})"


def _bitten(left: LevelSet, whole: LevelSet, taken: LevelSet, error_m: float) -> LevelSet:
    """What is left without the slivers between a hole and an edge that the base data can't tell apart from it."""
    hole, zone = taken.likely, whole.likely
    if not error_m or hole.is_empty or not zone.intersects(hole):
        return left
    if hole.distance(shapely.boundary(zone)) > error_m:
        return left
    beside = areal(left.likely.intersection(hole.buffer(3 * error_m, quad_segs=4)))
    firm = beside.buffer(-error_m / 2, quad_segs=4).buffer(0.51 * error_m, quad_segs=4)
    slivers = areal(beside.intersection(hole.buffer(1.5 * error_m, quad_segs=4)).difference(firm))
    return nested(core=left.core, likely=left.likely.difference(slivers), support=left.support)


def _base_error_m(tract: Tract) -> float:
    return max((item.metres or 0.0 for item in tract.uncertainty if item.cause is Cause.BASE_DATA), default=0.0)
