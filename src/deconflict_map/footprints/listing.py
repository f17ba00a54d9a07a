"""Constraints on one thing → which of them are members of one list: "fighting in A, in B and near C".

Such words name several places of one thing, so they neither narrow nor contradict each other; each is drawn by itself.
Only one mention of the thing makes a list: what another sentence says of it is a further condition. Sides and
directions of a line or zone are its bounds and make none, since two of them can well contradict each other.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from deconflict_map.model.claim import ObjectKind
from deconflict_map.model.relation import (
    Around,
    AtDistance,
    Countryside,
    Near,
    Offset,
    OnFeature,
    Outskirts,
    PartOf,
    Within,
    WithinDistance,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deconflict_map.footprints.constraints import Constraint
    from deconflict_map.model.article import Span

_PLACED = (Within, PartOf, Near, Around, Outskirts, Countryside, WithinDistance, AtDistance, Offset, OnFeature)
SEVERAL = frozenset({ObjectKind.EVENT, ObjectKind.OPERATION, ObjectKind.FORCE})
"""What may be in several places at once, however each of them is told."""
_LAST = frozenset({"and", "or"})
_BETWEEN = _LAST | {","}
_MOST_WORDS = 4
"""Between two members: "nine are in A, seven in B, and one apiece in C" (judgement)."""


def listed(constraints: Sequence[Constraint]) -> frozenset[Span]:
    """The words of those constraints that are members of a list; there is one list of a mention at most."""
    mentions: dict[Span, list[Constraint]] = {}
    for constraint in constraints:
        mentions.setdefault(constraint.case.claim.located.span, []).append(constraint)
    return frozenset(span for members in mentions.values() if len(members) > 1 for span in _members(members))


def _members(constraints: list[Constraint]) -> tuple[Span, ...]:
    several = all(one.case.claim.located.kind in SEVERAL for one in constraints)
    if not several and not all(isinstance(one.relation, _PLACED) for one in constraints):
        return ()
    spans = sorted((one.relation.span for one in constraints), key=lambda span: span.start)
    text = constraints[0].case.scene.atlas.article.text
    joints = [_joint(text[one.end : other.start]) for one, other in pairwise(spans)]
    return tuple(spans) if joints[-1] in _LAST and all(joints) else ()


def _joint(between: str) -> str:
    """The word that joins two members, or the comma where none does; empty where too much stands between them."""
    words = between.casefold().replace(",", " , ").split()
    joints = [word for word in words if word in _BETWEEN]
    return joints[-1] if joints and len(words) <= _MOST_WORDS else ""
