"""Grounds joined by and, or, except, the rest of, outside → one ground, level by level.

Every step tells how much ground it left. Opposite sides of one line contradict each other by their words, before any
geometry. Refuses what leaves no ground at all, with the reason.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from deconflict_map.footprints.at_sea import limited_to
from deconflict_map.footprints.contradictions import contradicts
from deconflict_map.footprints.feature_parameters import feature_rules
from deconflict_map.footprints.regions import NOTHING, LevelSet, complement, join, limited, meet, nested
from deconflict_map.footprints.settling import settled
from deconflict_map.footprints.taking_off import how_much_left, less
from deconflict_map.footprints.tract import Refusal, Tract, language, not_fixed, only_a_part, square_km, too_much
from deconflict_map.model.claim import ObjectKind
from deconflict_map.model.relation import AllOf, AtSea, Holds, Not, NotInto, RestOf, Within

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deconflict_map.footprints.parameters import Rule
    from deconflict_map.footprints.tract import Case
    from deconflict_map.model.claim import Claim
    from deconflict_map.model.relation import AnyOf, Except, OneOf, Relation

# Stands among the objects that are being drawn while the rest of all others is.
_REST = "the rest of all others"


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
    holding = [part for part in parts if not isinstance(part, NotInto | Not | Holds | AtSea)]
    if any(contradicts(one, two, case.scene.atlas) for one, two in combinations(holding, 2)):
        return Refusal(reason="the words contradict each other: they name opposite sides of one line")
    tracts = [case.tract(part) for part in holding]
    refused = [tract for tract in tracts if isinstance(tract, Refusal)]
    drawn = [(part, tract) for part, tract in zip(holding, tracts, strict=True) if isinstance(tract, Tract)]
    if not drawn:
        return _without_ground(parts, case, refused)
    together = drawn[0][1]
    for part, tract in drawn[1:]:
        together = narrowed(case, part, before=together, after=joined(together, tract))
    for beside in parts:
        found = limited_to(beside, together, case)
        if isinstance(found, Refusal):
            return found
        together = found
    if together.region.is_empty:
        return Refusal(reason="the words contradict each other: no ground satisfies all of them")
    if refused:  # what a condition would have left isn't known, so that nothing is sure
        together = replace(together, region=limited(together.region, core=NOTHING))
    return together.noting(*(too_much(item.reason) for item in refused))


def narrowed(case: Case, relation: Relation, *, before: Tract, after: Tract) -> Tract:
    """The tract with a step that says how much ground these words left of it."""
    words = case.scene.atlas.quote(relation.span)
    effect = f"“{words}” leaves {how_much_left(before.region, after.region)}"
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
    missing = tuple(only_a_part(reason) for reason in dict.fromkeys(item.reason for item in refused))
    # A part that nothing fixes leaves the other parts as sure as they are.
    unfixed = [tract.why_not for tract in drawn if tract.why_not]
    why_not = unfixed[0] if len(unfixed) == len(drawn) else ""
    missing += tuple(not_fixed(None, why) for why in unfixed)
    return replace(together, steps=(*together.steps, step), path=None, why_not=why_not).noting(*missing)


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
    if relation.but:
        return _less(whole, relation.but, case, feature_rules().rest)
    but, asked = _others(case), case.scene.asked
    if not but or _REST in asked:
        # What another zone leaves can't be told from what this one leaves, and the other way round.
        return Refusal(reason=f"of what “{case.scene.atlas.quote(relation.span)}” is the rest isn't said")
    asked.add(_REST)
    try:
        return _less(whole, but, case, feature_rules().rest)
    finally:
        asked.discard(_REST)


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


def _less(whole: Tract, but: Sequence[Relation], case: Case, rule: Rule) -> Tract | Refusal:
    """A zone without several others; one that can't be drawn stays part of it, and is told."""
    left, missing = whole, []
    for part in but:
        taken = case.tract(part)
        if isinstance(taken, Refusal):
            words = case.scene.atlas.quote(part.span)
            missing.append(too_much(f"“{words}” should be taken off and can't be drawn: {taken.reason}"))
            continue
        found = less(left, taken, case, part.span, rule)
        if isinstance(found, Refusal):
            return found
        left = found
    return left.noting(*missing)


def _others(case: Case) -> tuple[Relation, ...]:
    """The other zones that the text describes, but for those that are a rest themselves."""
    own = case.claim.located.key
    claims = [c for c in case.scene.atlas.claims if c.located.key != own and c.located.kind is ObjectKind.ZONE]
    return tuple(claim.relation for claim in claims if not _names_a_rest(claim))


def _names_a_rest(claim: Claim) -> bool:
    relation = claim.relation
    parts = relation.parts if isinstance(relation, AllOf) else (relation,)
    return any(isinstance(part, RestOf | Not) for part in parts)


def _without_ground(parts: Sequence[Relation], case: Case, refused: Sequence[Refusal]) -> Tract | Refusal:
    """Words that say only what it holds or where it isn't."""
    if refused:
        return refused[0]
    found = [case.tract(part) for part in parts if isinstance(part, Holds | Not)]
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
