"""Two relations of one thing → whether they can't both hold by their words alone.

Opposite sides of one line are told apart here, before any geometry: on the ground both have the unsure strip along the
line in common, which would pass for an answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from deconflict_map.model.anchor import BorderRef, PlaceRef
from deconflict_map.model.qualifier import Bank
from deconflict_map.model.relation import BankOf, SideOf

if TYPE_CHECKING:
    from deconflict_map.footprints.scene import Atlas
    from deconflict_map.model.anchor import Anchor
    from deconflict_map.model.relation import Relation

# Judgement: directions farther apart than this can't both be the side of a thing; northeast and northwest can.
_OPPOSED_DEG = 134.0
_OPPOSED = {frozenset({Bank.LEFT, Bank.RIGHT}), frozenset({Bank.NEAR, Bank.FAR})}


def contradicts(first: Relation, second: Relation, atlas: Atlas) -> bool:
    """Whether two relations put one thing on opposite sides of one line."""
    match first, second:
        case SideOf(), SideOf():
            turn = abs((first.heading.azimuth_deg - second.heading.azimuth_deg + 180.0) % 360.0 - 180.0)
            return turn > _OPPOSED_DEG and same(first.ref, second.ref, atlas)
        case BankOf(), BankOf():
            return frozenset({first.bank, second.bank}) in _OPPOSED and same(first.ref, second.ref, atlas)
        case _:
            return False


def same(first: Anchor, second: Anchor, atlas: Atlas) -> bool:
    """Whether two anchors mean the same thing, whatever words stand for it."""
    match first, second:
        case PlaceRef(), PlaceRef():
            return first.toponym == second.toponym or _place_id(first, atlas) == _place_id(second, atlas)
        case BorderRef(), BorderRef():
            one, two = (
                {_place_id(ref, atlas) for ref in (side.ref, side.other) if ref is not None} for side in (first, second)
            )
            return one == two
        case _:
            return first == second


def _place_id(ref: PlaceRef, atlas: Atlas) -> str:
    """The record that a reference means; its own number where it means none, so that no two unknown ones are one."""
    place = atlas.place(ref)
    return f"#{ref.toponym}" if place is None else place.id
