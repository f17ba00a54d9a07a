"""Grounds joined by and, or, except, the rest of, outside → one ground, level by level.

What is sure of a difference is what can't belong to the part taken off (`regions`). Every step tells how much ground it
left. A hole that comes as near to a zone's edge as the base data's error is no hole but a bite. Refuses what leaves no
ground at all, with the reason.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import shapely

from deconflict_map.footprints.anchors import extent_of_anchor
from deconflict_map.footprints.contradictions import contradicts
from deconflict_map.footprints.feature_parameters import feature_rules
from deconflict_map.footprints.parameters import rules
from deconflict_map.footprints.regions import LevelSet, areal, complement, join, meet, nested, without
from deconflict_map.footprints.settling import settled
from deconflict_map.footprints.tract import Refusal, Tract, language, not_fixed, square_km
from deconflict_map.model.claim import ObjectKind
from deconflict_map.model.footprint import Cause
from deconflict_map.model.relation import AllOf, Holds, Not, NotInto, RestOf, Within

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deconflict_map.footprints.parameters import Rule
    from deconflict_map.footprints.tract import Case
    from deconflict_map.model.article import Span
    from deconflict_map.model.claim import Claim
    from deconflict_map.model.relation import AnyOf, Except, OneOf, Relation


def joined(first: Tract, second: Tract) -> Tract:
    """Both tracts hold: levels intersect; a reach keeps to the other's ground.

    Of an open side all the ground counts where the other tract has an end, or where both sides together have one.
    """
    one, two = first.open_side, second.open_side
    if one is None or two is None:
        ground = meet(one or first.region, two or second.region)
        return _with(_ended(first, by=second), _ended(second, by=first), ground, path=True)
    both = meet(one, two)
    bounded = both.is_empty or _across_m(both) <= feature_rules().open_sides.most_m
    ground = both if bounded else meet(first.region, second.region)
    why_not = "" if bounded else first.why_not or second.why_not
    return replace(_with(first, second, ground, path=True), open_side=both, why_not=why_not)


def _ended(tract: Tract, *, by: Tract) -> Tract:
    """An open side that other words bound is no longer without an end."""
    return replace(tract, why_not="") if tract.open_side is not None and by.open_side is None else tract


def all_of(relation: AllOf, case: Case) -> Tract | Refusal:
    """Several relations hold together; what is said not to hold is taken off. Denials are a line's to keep."""
    parts = [part for part in settled(relation.parts, case.scene.atlas) if part is not None]
    holding = [part for part in parts if not isinstance(part, NotInto | Not | Holds)]
    if any(contradicts(one, two, case.scene.atlas) for one, two in combinations(holding, 2)):
        return Refusal(reason="the words contradict each other: they name opposite sides of one line")
    tracts = [case.tract(part) for part in holding]
    refused = [tract for tract in tracts if isinstance(tract, Refusal)]
    drawn = [(part, tract) for part, tract in zip(holding, tracts, strict=True) if isinstance(tract, Tract)]
    if not drawn:
        return _without_ground(relation, case, refused)
    together = drawn[0][1]
    for part, tract in drawn[1:]:
        together = narrowed(case, part, before=together, after=joined(together, tract))
    for beside in relation.parts:
        found = held_or_not(beside, together, case)
        if isinstance(found, Refusal):
            return found
        together = found
    if together.region.is_empty:
        return Refusal(reason="the words contradict each other: no ground satisfies all of them")
    return together.noting(*(not_fixed(None, item.reason) for item in refused))


def narrowed(case: Case, relation: Relation, *, before: Tract, after: Tract) -> Tract:
    """The tract with a step that says how much ground these words left of it."""
    words = case.scene.atlas.quote(relation.span)
    effect = f"“{words}” leaves {_left(before.region, after.region)}"
    step = case.step(feature_rules().all_of, effect, span=relation.span)
    return replace(after, steps=(*after.steps, step))


def any_of(relation: AnyOf, case: Case) -> Tract | Refusal:
    """Several grounds that are meant together; one that can't be drawn is told."""
    tracts = [case.tract(part) for part in relation.parts]
    drawn = [tract for tract in tracts if isinstance(tract, Tract)]
    refused = [tract for tract in tracts if isinstance(tract, Refusal)]
    if not drawn:
        return refused[0] if refused else Refusal(reason="the words name no ground")
    together = drawn[0]
    for tract in drawn[1:]:
        together = _with(together, tract, join(together.region, tract.region))
    effect = f"{len(drawn)} grounds as one, {square_km(together.region.likely.area)} (likely)"
    step = case.step(feature_rules().any_of, effect, span=relation.span)
    missing = tuple(not_fixed(None, f"a part of it can't be drawn: {item.reason}") for item in refused)
    return replace(together, steps=(*together.steps, step), path=None).noting(*missing)


def except_(relation: Except, case: Case) -> Tract | Refusal:
    """A zone without others."""
    whole = case.tract(relation.of)
    if isinstance(whole, Refusal):
        return whole
    return _less(whole, relation.but, case, feature_rules().except_)


def rest_of(relation: RestOf, case: Case) -> Tract | Refusal:
    """The rest of a region: without what is named, or without the other zones that the text describes."""
    whole = case.tract(Within(ref=relation.ref, span=relation.ref.span))
    if isinstance(whole, Refusal):
        return whole
    but = relation.but or _others(case)
    if not but:
        reason = f"of what “{case.scene.atlas.quote(relation.span)}” is the rest isn't said"
        return Refusal(reason=reason)
    return _less(whole, but, case, feature_rules().rest)


def outside(relation: Not, case: Case) -> Tract | Refusal:
    """What the text's countries have outside of something."""
    tract = case.tract(relation.of)
    if isinstance(tract, Refusal):
        return tract
    ground = case.scene.lands(case.scene.atlas.theatre)
    left = complement(tract.region, universe=ground)
    if left.is_empty:
        return Refusal(reason="the words say only where it isn't; where it is would have to be known as well")
    names = " and ".join(place.name for code in case.scene.atlas.theatre if (place := case.scene.atlas.country(code)))
    effect = f"the ground of {names} outside of it, {square_km(left.likely.area)} (likely)"
    step = case.step(
        feature_rules().complement, effect, span=relation.span, assumptions=("it lies in the text's countries",)
    )
    return Tract(
        region=left,
        steps=(*tract.steps, step),
        uncertainty=(*tract.uncertainty, language(None, "how far from it the located thing lies isn't said")),
    )


def one_of(relation: OneOf, case: Case) -> Tract | Refusal:
    """Rival readings inside other words: sure is what every reading holds, possible what any of them does."""
    tracts = [case.tract(reading) for reading in relation.readings]
    drawn = [tract for tract in tracts if isinstance(tract, Tract)]
    if not drawn:
        return next((tract for tract in tracts if isinstance(tract, Refusal)), Refusal(reason="no reading is given"))
    together = drawn[0]
    for tract in drawn[1:]:
        one, two = together.region, tract.region
        region = nested(
            core=one.core.intersection(two.core),
            likely=one.likely.intersection(two.likely),
            support=one.support.union(two.support),
        )
        together = _with(together, tract, region)
    step = case.step(
        feature_rules().one_of, f"{len(drawn)} readings", span=relation.span, assumptions=relation.assumptions
    )
    told = language(None, f"“{case.scene.atlas.quote(relation.span)}” has more than one reading")
    return replace(together, steps=(*together.steps, step), path=None).noting(told)


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
    step = case.step(rule, f"“{words}” leaves {_left(tract.region, region)}", span=span)
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


def _less(whole: Tract, but: Sequence[Relation], case: Case, rule: Rule) -> Tract | Refusal:
    """A zone without several others; one that can't be drawn stays part of it, and is told."""
    left, missing = whole, []
    for part in but:
        taken = case.tract(part)
        if isinstance(taken, Refusal):
            words = case.scene.atlas.quote(part.span)
            missing.append(not_fixed(None, f"“{words}” should be taken off and can't be drawn: {taken.reason}"))
            continue
        found = less(left, taken, case, part.span, rule)
        if isinstance(found, Refusal):
            return found
        left = found
    return left.noting(*missing)


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


def _others(case: Case) -> tuple[Relation, ...]:
    """The other zones that the text describes, but for those that are a rest themselves."""
    own = case.claim.located.key
    claims = [c for c in case.scene.atlas.claims if c.located.key != own and c.located.kind is ObjectKind.ZONE]
    return tuple(claim.relation for claim in claims if not _names_a_rest(claim))


def _names_a_rest(claim: Claim) -> bool:
    relation = claim.relation
    parts = relation.parts if isinstance(relation, AllOf) else (relation,)
    return any(isinstance(part, RestOf | Not) for part in parts)


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


def _without_ground(relation: AllOf, case: Case, refused: Sequence[Refusal]) -> Tract | Refusal:
    """Words that say only what it holds or where it isn't."""
    if refused:
        return refused[0]
    found = [case.tract(part) for part in relation.parts if isinstance(part, Holds | Not)]
    drawn = [tract for tract in found if isinstance(tract, Tract)]
    if not drawn:
        reason = "the words say only where it isn't"
        return next((tract for tract in found if isinstance(tract, Refusal)), Refusal(reason=reason))
    together = drawn[0]
    for tract in drawn[1:]:
        together = joined(together, tract)
    return together


def _across_m(region: LevelSet) -> float:
    west, south, east, north = region.support.bounds
    return float(np.hypot(east - west, north - south))


def _with(first: Tract, second: Tract, region: LevelSet, *, path: bool = False) -> Tract:
    """Two tracts as one with this region: all steps, and what either says of its vagueness."""
    return Tract(
        region=region,
        steps=(*first.steps, *second.steps),
        uncertainty=tuple(dict.fromkeys((*first.uncertainty, *second.uncertainty))),
        path=(first.path or second.path) if path else None,
        why_not=first.why_not or second.why_not,
        what_would_change=tuple(dict.fromkeys((*first.what_would_change, *second.what_would_change))),
        along_m=0.0 if first.along_m and second.along_m else first.along_m or second.along_m,
    )


def _left(before: LevelSet, after: LevelSet) -> str:
    """How much ground is left of how much: of what is likely, or of what is possible where nothing was."""
    level, was, now = "likely", before.likely.area, after.likely.area
    if was <= 0:
        level, was, now = "possible", before.support.area, after.support.area
    share = f", {now / was:.0%}" if was > 0 else ""
    return f"{square_km(now)} of {square_km(was)}{share} ({level})"
