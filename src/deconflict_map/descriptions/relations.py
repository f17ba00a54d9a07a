"""A parse tree → a `Relation` with its reference places.

Whether "east of X" is a side of a line or a direction from a place depends on what X is, and "the east side" means the
river or border spoken of last: both need the resolutions, so they are handed in. A relation whose reference can't be
found is not built.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from deconflict_map.descriptions import marine
from deconflict_map.descriptions.anchors import anchor
from deconflict_map.descriptions.assembly import assemble, compose
from deconflict_map.descriptions.automaton import Node
from deconflict_map.descriptions.context import Context, UnfollowedError, flat, lexemes_of
from deconflict_map.descriptions.rivals import with_rivals
from deconflict_map.descriptions.sizes import BELTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deconflict_map.descriptions.lexeme import Lexeme
    from deconflict_map.descriptions.passage import Passage
    from deconflict_map.model.article import Span
    from deconflict_map.model.relation import Relation
    from deconflict_map.model.toponym import Resolution


MOST_LEVELS = 20
"""How deep places may be described by places ("near a point north of a point …"); judgement: nobody follows four."""

_LISTS = frozenset(
    {"phrase", "island", "items", "locs", "refs", "ref", "sep", "pair", "opening", "pitem", "item", "loc"}
)
_NOUNS = frozenset({"HEAD", "TITLE"})
_NODES_A_LEVEL = 2  # "near a point …": a preposition, and what is described behind it


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What a tree stands for: its relation, or (`None`) why it can't be built; `head` is the noun in its own words."""

    relation: Relation | None
    reason: str = ""
    head: int | None = None
    sort: str = ""
    noun: Span | None = None
    map_kind: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Builder:
    """Builds relations over the toponyms of one article."""

    resolutions: Sequence[Resolution]
    is_phrase: bool = False

    def build(self, tree: Node, passage: Passage) -> Built:
        """The relation that a complete reading stands for."""
        context = Context(
            passage=passage,
            resolutions=self.resolutions,
            reader=anchor,
            composer=assemble,
            assembler=compose,
            is_phrase=self.is_phrase,
        )
        noun = next((one for one in lexemes_of(tree) if one.terminal in _NOUNS), None)
        head, sort = (noun.last, noun.key) if noun is not None else (None, "")
        words = passage.span(noun.first, noun.last) if noun is not None else None
        if levels(tree) > MOST_LEVELS:
            return Built(relation=None, reason=f"places are described by places more than {MOST_LEVELS} levels deep")
        try:
            context.notes.extend(_belts(context, tree))
            relation = with_rivals(context, marine.settled(context, assemble(context, flat(tree, tree.rule))))
        except UnfollowedError as error:
            return Built(relation=None, reason=error.reason, head=head, sort=sort)
        return Built(
            relation=relation,
            head=head,
            sort=sort,
            noun=words,
            map_kind=_map_kind(tree, passage),
            notes=tuple(context.notes),
        )


def _belts(context: Context, tree: Node) -> list[str]:
    """What is told of belts one beyond the other, which are drawn as one."""
    words = [context.quote(one) for one in lexemes_of(tree) if one.key == BELTS]
    return [f"“{quote}” are belts one beyond the other; all of them together are drawn" for quote in words]


def levels(tree: Node) -> int:
    """How many descriptions stand in one another at most; the members of a list count as one level."""
    deepest = 0
    waiting: list[tuple[Node, int]] = [(tree, 0)]
    while waiting:
        node, depth = waiting.pop()
        inner = depth + (node.rule not in _LISTS)
        deepest = max(deepest, inner)
        waiting += [(child, inner) for child in node.children if isinstance(child, Node)]
    return (deepest + 1) // _NODES_A_LEVEL - 1


def _map_kind(tree: Node, passage: Passage) -> str:
    """Whether the words refer to a map that the text lacks ("annexed", "sketch"), or to what is still to be agreed."""
    if any(one.terminal == "WITHHELD" for one in lexemes_of(tree)):
        return "agree"
    row: list[Lexeme] = [one for one in lexemes_of(tree) if one.terminal in {"MAP", "ANNEXED"}]
    if not row:
        return ""
    return "sketch" if any(passage.folded[one.first] == "sketch" for one in row) else "annexed"
