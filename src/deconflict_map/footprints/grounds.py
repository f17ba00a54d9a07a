"""The grounds that an object is said to lie in → one footprint, or one for each reading where they contradict.

Regions intersect level by level; each step says which words left how much of the ground. Places that it is said not to
extend into are taken off. Constraints that share no ground are contradictory: both readings are drawn, and it is told.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from deconflict_map.footprints import finish
from deconflict_map.footprints.extents import extent_of
from deconflict_map.footprints.outcome import Drawing
from deconflict_map.footprints.parameters import Rule, rules
from deconflict_map.footprints.regions import without
from deconflict_map.footprints.set_operations import joined
from deconflict_map.footprints.telling import changes, kind_of, ordered, withheld
from deconflict_map.footprints.tract import Refusal, Tract, not_fixed
from deconflict_map.footprints.tracts import tract_of
from deconflict_map.model.claim import ObjectKind
from deconflict_map.model.footprint import Footprint, Undrawn

if TYPE_CHECKING:
    from deconflict_map.footprints.constraints import Constraint, Subject
    from deconflict_map.model.footprint import Step, Uncertainty

_JOIN = Rule(
    rule="constraints joined",
    source="fuzzy and: the minimum of memberships (Zadeh 1965, Fuzzy sets, doi 10.1016/S0019-9958(65)90241-X)",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """One reading of the words: the tract of those that hold together, and the claims that say so."""

    tract: Tract
    claims: tuple[int, ...]


def draw_ground(subject: Subject) -> Drawing:
    """The footprints of an object whose course isn't described; ids are still to be given."""
    variants, refused = _variants(subject)
    if not variants:
        return Drawing(footprints=(), undrawn=_all_undrawn(subject, refused))
    readings = [_less_denied(subject, variant) for variant in variants]
    doubts = [not_fixed(None, item.reason) for item in refused]
    if len(readings) > 1:
        doubts.append(not_fixed(None, "contradiction: these words share no ground; each reading is drawn by itself"))
    footprints = tuple(_footprint(subject, reading, tuple(doubts)) for reading in readings)
    drawn = {number for footprint in footprints for number in footprint.claims}
    return Drawing(footprints=footprints, undrawn=tuple(item for item in refused if item.claim not in drawn))


def _all_undrawn(subject: Subject, refused: list[Undrawn]) -> tuple[Undrawn, ...]:
    """Nothing gives ground: every claim with its own reason, or with the one that it is a denial."""
    reasons = {item.claim: item.reason for item in reversed(refused)}
    only_not = "the words say only where it isn't; where it is would have to be known as well"
    return tuple(Undrawn(claim=c.number, reason=reasons.get(c.number, only_not)) for c in subject.claims)


def _variants(subject: Subject) -> tuple[list[Variant], list[Undrawn]]:
    """Constraints joined as long as they share ground; one that shares none opens another variant."""
    variants: list[Variant] = []
    refused: list[Undrawn] = []
    for constraint in subject.grounds:
        tract = tract_of(constraint.relation, constraint.case)
        if isinstance(tract, Refusal):
            refused.append(Undrawn(claim=constraint.case.claim.number, reason=tract.reason))
            continue
        number = constraint.case.claim.number
        for index, variant in enumerate(variants):
            together = joined(variant.tract, tract)
            if not together.region.is_empty:
                noted = _narrowed(constraint, variant.tract, together)
                variants[index] = Variant(tract=noted, claims=tuple(sorted({*variant.claims, number})))
                break
        else:
            variants.append(Variant(tract=tract, claims=(number,)))
    return variants, refused


def _narrowed(constraint: Constraint, before: Tract, after: Tract) -> Tract:
    """The joined tract with a step that says how much of the ground these words left."""
    left = after.region.support.area / max(before.region.support.area, 1.0)
    words = constraint.case.scene.atlas.quote(constraint.relation.span)
    effect = f"“{words}” leaves {left:.0%} of the ground that the other words allow"
    step = constraint.case.step(_JOIN, effect, span=constraint.relation.span)
    return Tract(
        region=after.region,
        steps=(*after.steps, step),
        uncertainty=after.uncertainty,
        path=after.path,
        why_not=after.why_not,
        what_would_change=after.what_would_change,
    )


def _less_denied(subject: Subject, variant: Variant) -> Variant:
    """The reading without the places that the object is said not to extend into."""
    tract, claims = variant.tract, variant.claims
    for relation, case in subject.denials:
        place = case.scene.atlas.place(relation.ref)
        if place is None:
            continue
        ground = extent_of(case.scene, place)
        left = without(tract.region, ground.levels)
        number = case.claim.number
        if left.is_empty:
            words = case.scene.atlas.quote(relation.span)
            tract = tract.noting(not_fixed(None, f"contradiction: “{words}” would leave no ground at all"))
        else:
            effect = f"{place.name} is taken off: surely what may belong to it, possibly only what surely does"
            step: Step = case.step(rules().not_into, effect, span=relation.span, records=(place,))
            tract = Tract(
                region=left,
                steps=(*tract.steps, step),
                uncertainty=(*tract.uncertainty, *ground.told(place.name)),
                why_not=tract.why_not,
                what_would_change=tract.what_would_change,
            )
        claims = tuple(sorted({*claims, number}))
    return Variant(tract=tract, claims=claims)


def _footprint(subject: Subject, variant: Variant, doubts: tuple[Uncertainty, ...]) -> Footprint:
    scene = subject.grounds[0].case.scene
    tract, leading = variant.tract, next(c for c in subject.claims if c.number == variant.claims[0])
    why_not = tract.why_not
    if leading.located.kind is ObjectKind.LINE and not why_not:
        why_not = "the words say where the line lies, but not how it runs"
    told = (*tract.uncertainty, *doubts, *withheld(subject.claims, scene.atlas))
    return Footprint(
        id="",
        title=leading.located.text,
        kind=kind_of(leading),
        claims=variant.claims,
        region=finish.region(scene.frame, tract.region),
        ensemble=None,
        drawable=not why_not,
        why_not=why_not,
        uncertainty=ordered(told if not why_not else (*told, not_fixed(None, why_not))),
        steps=tract.steps,
        what_would_change=changes(leading, tract.what_would_change),
    )
