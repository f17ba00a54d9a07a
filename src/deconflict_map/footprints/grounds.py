"""The grounds that an object is said to lie in → one footprint, or one for each reading where they contradict.

Regions intersect level by level; each step says which words left how much of the ground. What it is said to be outside
of is taken off, what it is said to hold is sure. Constraints that share no ground are contradictory: both readings are
drawn, and it is told. Rival readings of the same words are drawn each by itself. Where the text itself says that words
can't fix the ground, only what is possible is shown.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice, product
from typing import TYPE_CHECKING

from deconflict_map.footprints import finish
from deconflict_map.footprints.at_sea import limited_to
from deconflict_map.footprints.contradictions import contradicts
from deconflict_map.footprints.feature_parameters import feature_rules
from deconflict_map.footprints.listing import SEVERAL, listed
from deconflict_map.footprints.outcome import Drawing
from deconflict_map.footprints.regions import NOTHING, limited, nested
from deconflict_map.footprints.set_operations import joined, narrowed
from deconflict_map.footprints.settling import settled
from deconflict_map.footprints.stated_numbers import mismatches
from deconflict_map.footprints.taking_off import less_denied
from deconflict_map.footprints.telling import changes, kind_of, ordered, why_withheld, withheld
from deconflict_map.footprints.tract import Refusal, Tract, is_finding, not_fixed, too_much
from deconflict_map.footprints.tracts import tract_of
from deconflict_map.model.claim import ObjectKind
from deconflict_map.model.footprint import Footprint, Undrawn
from deconflict_map.model.relation import AtSea, Holds, Not, OneOf

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deconflict_map.footprints.constraints import Constraint, Subject
    from deconflict_map.model.article import Span
    from deconflict_map.model.footprint import Step, Uncertainty

# Judgement: more rival readings than these can't be told apart on a map.
_MOST_READINGS = 4
# Relations that give no ground themselves, but limit that of others.
_LIMITS = (Holds, Not, AtSea)
_WITHHELD = frozenset({ObjectKind.LINE, ObjectKind.ZONE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """Words that hold together: their tract, the claims that say so, and their constraints."""

    tract: Tract
    claims: tuple[int, ...]
    constraints: tuple[Constraint, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One choice among rival readings: the constraints, and what choosing them assumes."""

    grounds: tuple[Constraint, ...]
    assumptions: tuple[tuple[Constraint, str], ...]


def draw_ground(subject: Subject) -> Drawing:
    """The footprints of an object whose course isn't described; ids are still to be given."""
    drawings = [_draw_reading(subject, reading) for reading in _readings(subject.grounds)]
    footprints = tuple(footprint for drawing in drawings for footprint in drawing.footprints)
    drawn = {number for footprint in footprints for number in footprint.claims}
    undrawn = tuple(dict.fromkeys(item for drawing in drawings for item in drawing.undrawn if item.claim not in drawn))
    return Drawing(footprints=footprints, undrawn=undrawn)


def _readings(grounds: Sequence[Constraint]) -> list[Reading]:
    """Every choice of one reading for each constraint that has several, the first of each first."""
    choices = [_choices(constraint) for constraint in grounds]
    return [
        Reading(
            grounds=tuple(constraint for constraint, _ in choice),
            assumptions=tuple((constraint, text) for constraint, text in choice if text),
        )
        for choice in islice(product(*choices), _MOST_READINGS)
    ]


def _choices(constraint: Constraint) -> list[tuple[Constraint, str]]:
    relation = constraint.relation
    if not isinstance(relation, OneOf):
        return [(constraint, "")]
    texts = (*relation.assumptions, *("one of several readings",) * len(relation.readings))
    return [
        (replace(constraint, relation=reading), text) for reading, text in zip(relation.readings, texts, strict=False)
    ]


def _draw_reading(subject: Subject, reading: Reading) -> Drawing:
    grounds = _settled(reading.grounds)
    variants, refused = _variants(grounds)
    if not variants:
        return Drawing(footprints=(), undrawn=_all_undrawn(subject, refused))
    settling = {constraint.case.claim.number for constraint in reading.grounds}
    settling -= {constraint.case.claim.number for constraint in grounds}
    left = [_unsure(_limited(subject, grounds, variant), refused) for variant in variants]
    # What another claim took up is said by both.
    left = [replace(variant, claims=tuple(sorted({*variant.claims, *settling}))) for variant in left]
    told = {number for variant in variants for number in variant.claims}
    doubts = [not_fixed(None, item.reason) for item in refused if item.claim not in told]
    found = _contradiction(variants, listed(reading.grounds))
    doubts += [not_fixed(None, finding) for finding in found]
    footprints = tuple(_footprint(subject, variant, reading, tuple(doubts), found) for variant in left)
    drawn = {number for footprint in footprints for number in footprint.claims}
    return Drawing(footprints=footprints, undrawn=tuple(item for item in refused if item.claim not in drawn))


def _all_undrawn(subject: Subject, refused: list[Undrawn]) -> tuple[Undrawn, ...]:
    """Nothing gives ground: every claim with its own reason, or with the one that it is a denial."""
    reasons = {item.claim: item.reason for item in reversed(refused)}
    only_not = "the words say only where it isn't; where it is would have to be known as well"
    return tuple(Undrawn(claim=c.number, reason=reasons.get(c.number, only_not)) for c in subject.claims)


def _variants(grounds: Sequence[Constraint]) -> tuple[list[Variant], list[Undrawn]]:
    """Constraints joined as long as they share ground; one that shares none with any opens another variant.

    A constraint holds of every variant that it shares ground with, those that are opened after it included.
    """
    variants: list[Variant] = []
    refused: list[Undrawn] = []
    alone: list[Variant] = []
    lists = listed(grounds)
    giving = [constraint for constraint in grounds if not isinstance(constraint.relation, _LIMITS)]
    for constraint in giving or grounds:
        tract = tract_of(constraint.relation, constraint.case)
        if isinstance(tract, Refusal):
            refused.append(Undrawn(claim=constraint.case.claim.number, reason=tract.reason))
            continue
        single = Variant(tract=tract, claims=(constraint.case.claim.number,), constraints=(constraint,))
        found = [_together(variant, single, lists) for variant in variants]
        variants = [joint or variant for joint, variant in zip(found, variants, strict=True)]
        if not any(found):
            variants.append(_opened(single, alone, lists))
        alone.append(single)
    return variants, refused


def _opened(single: Variant, before: Sequence[Variant], lists: frozenset[Span]) -> Variant:
    """A new variant, with all that was said before and doesn't contradict it."""
    opened = single
    for other in before:
        opened = _together(opened, other, lists) or opened
    return opened


def _settled(grounds: Sequence[Constraint]) -> list[Constraint]:
    """The constraints with what they settle of each other."""
    if not grounds:
        return []
    relations = settled([constraint.relation for constraint in grounds], grounds[0].case.scene.atlas)
    return [
        replace(constraint, relation=relation)
        for constraint, relation in zip(grounds, relations, strict=True)
        if relation is not None
    ]


def _together(variant: Variant, single: Variant, lists: frozenset[Span]) -> Variant | None:
    """A variant with one more constraint, or `None` where the two can't hold of one thing or are listed beside it."""
    (constraint,) = single.constraints
    if constraint.relation.span in lists and any(_is_fellow(constraint, one, lists) for one in variant.constraints):
        return None
    atlas = constraint.case.scene.atlas
    if any(contradicts(constraint.relation, other.relation, atlas) for other in variant.constraints):
        return None
    together = joined(variant.tract, single.tract)
    if together.region.is_empty:
        return None
    return Variant(
        tract=narrowed(constraint.case, constraint.relation, before=variant.tract, after=together),
        claims=tuple(sorted({*variant.claims, *single.claims})),
        constraints=(*variant.constraints, constraint),
    )


def _is_fellow(one: Constraint, other: Constraint, lists: frozenset[Span]) -> bool:
    """Whether two constraints are members of the list of one mention."""
    return other.relation.span in lists and other.case.claim.located.span == one.case.claim.located.span


def _contradiction(variants: Sequence[Variant], lists: frozenset[Span]) -> tuple[str, ...]:
    """What is told where the words share no ground: those that the variants don't have in common."""
    if len(variants) < 2:
        return ()
    words: list[str] = []
    telling: list[Constraint] = []
    for variant in variants:
        own = [one for one in variant.constraints if not all(one in other.constraints for other in variants)]
        quotes = [one.case.scene.atlas.quote(one.relation.span) for one in own or variant.constraints]
        words.append(" with ".join(f"“{quote}”" for quote in dict.fromkeys(quotes)))
        telling += own if len(own) == 1 else []
    if len(telling) == len(variants) and {one.relation.span for one in telling} <= lists:
        return ()
    kinds = {claim.located.kind for variant in variants for claim in variant.constraints[0].case.fellows}
    what = "contradiction or several places" if kinds <= SEVERAL else "contradiction"
    return (f"{what}: {' and '.join(words)} share no ground; each reading is drawn by itself",)


def _limited(subject: Subject, grounds: Sequence[Constraint], variant: Variant) -> Variant:
    """The variant with what it is said to hold, and without what it is said to be outside of or not to enter."""
    tract, claims = variant.tract, set(variant.claims)
    for constraint in grounds:
        if not isinstance(constraint.relation, _LIMITS) or constraint in variant.constraints:
            continue
        found = limited_to(constraint.relation, tract, constraint.case)
        tract = _or_told(found, tract)
        claims.add(constraint.case.claim.number)
    for relation, case in subject.denials:
        tract = _or_told(less_denied(relation, tract, case), tract)
        claims.add(case.claim.number)
    return replace(variant, tract=tract, claims=tuple(sorted(claims)))


def _unsure(variant: Variant, refused: Sequence[Undrawn]) -> Variant:
    """The variant with what the same claim says of it, too, and can't be drawn: then nothing of it is sure."""
    own = [item.reason for item in refused if item.claim in variant.claims]
    if not own:
        return variant
    tract = replace(variant.tract, region=limited(variant.tract.region, core=NOTHING))
    return replace(variant, tract=tract.noting(*map(too_much, own)))


def _or_told(found: Tract | Refusal, before: Tract) -> Tract:
    """What was found, or what was there before with the reason why it can't be so."""
    if isinstance(found, Tract):
        return found
    prefix = "" if found.reason.startswith("contradiction") else "contradiction: "
    return before.noting(not_fixed(None, f"{prefix}{found.reason}"))


def _footprint(
    subject: Subject, variant: Variant, reading: Reading, doubts: tuple[Uncertainty, ...], found: tuple[str, ...]
) -> Footprint:
    case = variant.constraints[0].case
    tract, leading = variant.tract, next(c for c in subject.claims if c.number == variant.claims[0])
    why_not = _why_not(subject, tract)
    words = why_withheld(subject.claims, case.scene.atlas) if leading.located.kind in _WITHHELD else ""
    if words:
        why_not = f"{words}; {why_not}" if tract.why_not else words
        possible = tract.region.support
        tract = replace(tract, region=nested(core=NOTHING, likely=NOTHING, support=possible))
    told = (*tract.uncertainty, *doubts, *withheld(subject.claims, case.scene.atlas))
    footprint = Footprint(
        id="",
        title=_title(leading.located.text, reading),
        kind=kind_of(leading),
        claims=variant.claims,
        region=finish.region(case.scene.frame, tract.region),
        ensemble=None,
        drawable=not why_not,
        why_not=why_not,
        uncertainty=ordered(told if not why_not else (*told, not_fixed(None, why_not))),
        steps=(*tract.steps, *_chosen(reading)),
        what_would_change=changes(leading, tract.what_would_change),
    )
    told_first = [item.text for item in tract.uncertainty if is_finding(item)]
    sizes = () if words else mismatches(subject.claims, footprint, along_m=tract.along_m)
    return replace(footprint, findings=tuple(dict.fromkeys((*found, *told_first, *sizes))))


def _why_not(subject: Subject, tract: Tract) -> str:
    if subject.leading.located.kind is ObjectKind.LINE and not tract.why_not:
        return "the words say where the line lies, but not how it runs"
    return tract.why_not


def _title(text: str, reading: Reading) -> str:
    assumed = "; ".join(text for _, text in reading.assumptions)
    return f"{text} ({assumed})" if assumed else text


def _chosen(reading: Reading) -> tuple[Step, ...]:
    return tuple(
        constraint.case.step(
            feature_rules().one_of,
            "one of several readings of these words; each is drawn by itself",
            span=constraint.relation.span,
            assumptions=(text,),
        )
        for constraint, text in reading.assumptions
    )
