"""Relations as the grammar reads them in running text → those that stand, seen from the words around them.

The grammar sees the words of place alone. A name set beside another one by commas only says in what it lies ("near
Skibbereen, County Cork") or what it is ("Culiacán, the capital of Sinaloa"); *off* may belong to a verb ("sealed off an
area"). Trade-off taken: in lists without *and* or *or* the first name alone counts.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from deconflict_map.descriptions.wordclass import word_classes
from deconflict_map.model.relation import AnyOf

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deconflict_map.descriptions.islands import Island
    from deconflict_map.descriptions.passage import Passage

_JOINTS = {"and", "or"}


def standing(passage: Passage, read: Sequence[Island]) -> tuple[Island, ...]:
    """The relations that stand, with what they say."""
    return tuple(_without_appositions(passage, island) for island in read if not _is_of_verb(passage, island))


def _is_of_verb(passage: Passage, island: Island) -> bool:
    """Whether *off* at the head of a relation belongs to the verb before it."""
    before = passage.folded[island.first - 1] if island.first else ""
    return passage.folded[island.first] == "off" and before in word_classes().with_off


def _without_appositions(passage: Passage, island: Island) -> Island:
    relation = island.relation
    if not isinstance(relation, AnyOf):
        return island
    words = passage.folded[island.first : island.last + 1]
    if _JOINTS.isdisjoint(words):
        return replace(island, relation=relation.parts[0])
    return island
