"""A share of a region whose part isn't said → the whole region, never shrunk by a guess.

A place in the region belongs to the located part as surely as the least share that the words allow: below nine tenths
no ground is core, below one half none is likely. Which part is meant stays *not fixed by the words*.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from deconflict_map.footprints.extents import whole
from deconflict_map.footprints.parameters import rules
from deconflict_map.footprints.regions import NOTHING, nested
from deconflict_map.footprints.tract import Refusal, Tract, not_fixed
from deconflict_map.model.relation import Within

if TYPE_CHECKING:
    from deconflict_map.footprints.regions import LevelSet
    from deconflict_map.footprints.tract import Case
    from deconflict_map.model.footprint import Step, Uncertainty
    from deconflict_map.model.place import Place
    from deconflict_map.model.relation import ShareOf


def share_of(relation: ShareOf, case: Case) -> Tract | Refusal:
    """Much of the valley, half of the province, most of the security zone."""
    place = case.scene.atlas.place(relation.ref)
    if place is None:
        found = case.tract(Within(ref=relation.ref, span=relation.ref.span))
        if isinstance(found, Refusal):
            return found
        region, told, name = found.region, found.uncertainty, f"“{case.scene.atlas.name(relation.ref)}”"
        return _shared(relation, case, Whole(region=region, told=told, words=name, name=name, steps=found.steps))
    region, told, how = whole(case, relation.ref, place)
    words = f"{how} {place.name}"
    return _shared(relation, case, Whole(region=region, told=told, words=words, name=place.name, records=(place,)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """The region of which a share is meant, and what is to be said of it."""

    region: LevelSet
    told: tuple[Uncertainty, ...]
    words: str
    name: str
    records: tuple[Place, ...] = ()
    steps: tuple[Step, ...] = ()


def _shared(relation: ShareOf, case: Case, of: Whole) -> Tract:
    share, rule = relation.share, rules().share
    fixed = share.least >= rule.core_share
    span = f"{share.least:.0%} to {share.most:.0%}" if share.least < share.most else f"{share.least:.0%}"
    effect = f"{of.words}; “{share.word}” is read as {span} of it"
    which = f"“{share.word}” of {of.name} leaves open which part is meant ({span} of it)"
    return Tract(
        region=nested(
            core=of.region.core if fixed else NOTHING,
            likely=of.region.likely if share.least >= rule.likely_share else NOTHING,
            support=of.region.support,
        ),
        steps=(*of.steps, case.step(rule, effect, span=relation.span, records=of.records)),
        uncertainty=of.told if fixed else (*of.told, not_fixed(None, which)),
        why_not="" if fixed else which,
        what_would_change=() if fixed else (f"Words that name the part of {of.name} would replace the hatched zone.",),
    )
