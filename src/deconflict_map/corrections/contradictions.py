"""Corrections and what became of them → the same, with those told that a later one overrides.

The page adds to a file and never takes out of it, so that of two orders about the same words or name the later one
stands. The earlier one is told as not applied, with which one overrides it, or, where only some of what it orders is
overridden, as overridden in that. Refuses nothing: what says the same twice, or goes together, is no contradiction.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from deconflict_map.model.correction import CorrectionKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deconflict_map.model.correction import ClaimCorrection, Corrected, Corrections

_Orders = Mapping[str, object]


def tell_overridden(told: Sequence[Corrected], corrections: Corrections) -> tuple[Corrected, ...]:
    """What became of the corrections, in the same order, with what later ones override told of the earlier."""
    rows = {kind: [at for at, one in enumerate(told) if one.kind is kind] for kind in CorrectionKind}
    found = list(told)
    for kind in (CorrectionKind.MENTION, CorrectionKind.NAME, CorrectionKind.CLAIM):
        orders = list(_orders(corrections, kind))
        for number, (about, mine) in enumerate(orders):
            lost = {
                key: later
                for later, (other, theirs) in enumerate(orders[number + 1 :], start=number + 1)
                for key in mine
                if other == about and theirs.get(key, mine[key]) != mine[key] and told[rows[kind][later]].applied
            }
            at = rows[kind][number]
            if lost and found[at].applied:
                found[at] = _overridden(found[at], lost, wholly=len(lost) == len(mine))
    return tuple(found)


def _overridden(one: Corrected, lost: dict[str, int], *, wholly: bool) -> Corrected:
    by = "; ".join(f"`{key}` is overridden by [[{one.kind.value}]] {later + 1}" for key, later in lost.items())
    return replace(one, applied=not wholly, told=by if wholly else f"{one.told}; {by}")


def _orders(corrections: Corrections, kind: CorrectionKind) -> Iterator[tuple[object, _Orders]]:
    """What each correction of a kind is about, and what it orders, by key."""
    match kind:
        case CorrectionKind.MENTION:
            yield from ((one.anchor, {"is": one.record}) for one in corrections.mentions)
        case CorrectionKind.NAME:
            yield from ((one.name, {"is": one.record}) for one in corrections.names)
        case _:
            yield from ((one.anchor, _claimed(one)) for one in corrections.claims)


def _claimed(claim: ClaimCorrection) -> _Orders:
    course = None if claim.course is None else (claim.course.geometry.wkb, claim.course.source)
    values: _Orders = {
        "reads": claim.reads,
        "through": claim.through,
        "published": claim.published,
        "withdrawn": claim.withdrawn,
        "status": claim.status,
        "who": claim.who,
        "course": course,
    }
    return {key: value for key, value in values.items() if value}
