"""Claims about one line or zone → which of them amend, extend or replace earlier ones.

A later claim does where its sentence says that the thing was changed ("extended to", "redrawn", "instead of"), or where
it holds from a later day on than the earlier one. Trade-off taken: a claim that adds a constraint, without such words,
is joined with the earlier ones.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from deconflict_map.descriptions.patterns import stands
from deconflict_map.descriptions.statusing import status_words
from deconflict_map.model.claim import Extent, ObjectKind, Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deconflict_map.descriptions.drafts import Draft
    from deconflict_map.model.claim import Claim

_GENERAL = {ObjectKind.LINE, ObjectKind.ZONE}
_NOT_SO = {Status.DENIED, Status.NEGATED}


def with_superseded(claims: Sequence[Claim], drafts: Sequence[Draft]) -> list[Claim]:
    """The claims with the numbers of those that they take the place of."""
    found: list[Claim] = []
    for claim, draft in zip(claims, drafts, strict=True):
        earlier = [other for other in found if other.located.key == claim.located.key and _differs(other, claim)]
        numbers = tuple(other.number for other in earlier) if _replaces(claim, draft, earlier) else ()
        found.append(replace(claim, supersedes=numbers) if numbers else claim)
    return found


def _differs(earlier: Claim, later: Claim) -> bool:
    return earlier.sentence != later.sentence and earlier.status not in _NOT_SO


def _replaces(claim: Claim, draft: Draft, earlier: Sequence[Claim]) -> bool:
    if not earlier or claim.located.kind not in _GENERAL or claim.status in _NOT_SO:
        return False
    passage = draft.passage
    start, end = passage.clause(draft.relation_first)
    if stands(status_words().changes, passage, min(start, draft.first), max(end, draft.last + 1)):
        return True
    holds = claim.holds
    if holds is None or holds.extent is not Extent.SINCE:
        return False
    return all(other.holds is not None and other.holds.first < holds.first for other in earlier)
