"""A share of a region whose part isn't said → the whole region, never shrunk by a guess.

A place in the region belongs to the located part as surely as the least share that the words allow: below nine tenths
no ground is core, below one half none is likely. Which part is meant stays *not fixed by the words*.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from deconflict_map.footprints.extents import whole
from deconflict_map.footprints.parameters import rules
from deconflict_map.footprints.regions import NOTHING, nested
from deconflict_map.footprints.tract import Refusal, Tract, not_fixed

if TYPE_CHECKING:
    from deconflict_map.footprints.tract import Case
    from deconflict_map.model.relation import ShareOf


def share_of(relation: ShareOf, case: Case) -> Tract | Refusal:
    """Much of the valley, half of the province."""
    place = case.scene.atlas.place(relation.ref)
    if place is None:
        return Refusal(reason="the place isn't known")
    region, told, how = whole(case, relation.ref, place)
    share, rule = relation.share, rules().share
    fixed = share.least >= rule.core_share
    span = f"{share.least:.0%} to {share.most:.0%}" if share.least < share.most else f"{share.least:.0%}"
    effect = f"{how} {place.name}; “{share.word}” is read as {span} of it"
    which = f"“{share.word}” of {place.name} leaves open which part is meant ({span} of it)"
    return Tract(
        region=nested(
            core=region.core if fixed else NOTHING,
            likely=region.likely if share.least >= rule.likely_share else NOTHING,
            support=region.support,
        ),
        steps=(case.step(rule, effect, span=relation.span, records=(place,)),),
        uncertainty=told if fixed else (*told, not_fixed(None, which)),
        why_not="" if fixed else which,
        what_would_change=()
        if fixed
        else (f"Words that name the part of {place.name} would replace the hatched zone.",),
    )
