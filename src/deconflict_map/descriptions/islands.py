"""Lexemes of a passage → relations: islands that the grammar can read in a sea of words that it needn't.

At every lexeme with which a relation can begin, the LALR parser reads on as far as the grammar allows, and the longest
reading that is complete counts. Linear in practice: a reading ends at the first word that is none of the language.
"""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lark import Token, Tree, UnexpectedToken

from deconflict_map.descriptions.lexemes import Lexeme, lexemes
from deconflict_map.descriptions.parser import parser

if TYPE_CHECKING:
    from deconflict_map.descriptions.passage import Passage
    from deconflict_map.descriptions.relations import Builder
    from deconflict_map.model.article import Span
    from deconflict_map.model.relation import Relation

_BEGINNINGS = {"FROM", "NEAR", "AROUND", "IN", "ON", "DIRECTION", "ALONG", "TOWARDS", "SHARE", "NOT_INTO"}
_ENDINGS = {"PLACE", "FEATURE", "SIDE", "BORDER"}
_MOST_LEXEMES = 60  # of one relation; judgement: the longest treaty clause collected has half as many


@dataclass(frozen=True, slots=True, kw_only=True)
class Island:
    """A relation and the words `first`…`last` of its passage; `unread` words before it change it, but can't be read.

    `head` is the noun of the located thing where the relation's own words hold it ("a *strip* 30 km deep along …").
    """

    relation: Relation
    first: int
    last: int
    unread: Span | None
    head: int | None = None


def islands(passage: Passage, builder: Builder) -> tuple[Island, ...]:
    """The relations of a passage, in order; they don't overlap."""
    row = lexemes(passage)
    found: list[Island] = []
    position = 0
    while position < len(row):
        reading = _read(row, position) if row[position].terminal in _BEGINNINGS else None
        if reading is None:
            position += 1
            continue
        tree, size = reading
        relation = builder.build(tree, row, passage)
        if relation is not None:
            first, last = row[position].first, row[position + size - 1].last
            measured = row[position - 1] if position and row[position - 1].terminal == "DISTANCE" else None
            unread = passage.span(measured.first, measured.last) if measured else None
            found.append(Island(relation=relation, first=first, last=last, unread=unread))
        position += size
    return tuple(found)


def _read(row: tuple[Lexeme, ...], position: int) -> tuple[Tree[Token], int] | None:
    """The longest complete reading from `position`, as a tree and the number of lexemes it takes."""
    state = parser().parse_interactive("")
    best: tuple[Tree[Token], int] | None = None
    for size, lexeme in enumerate(row[position : position + _MOST_LEXEMES], start=1):
        try:
            state.feed_token(Token(lexeme.terminal, str(position + size - 1)))
        except UnexpectedToken:
            break
        if lexeme.terminal in _ENDINGS:
            try:
                best = (copy(state).feed_token(Token("$END", "")), size)
            except UnexpectedToken:
                continue
    return best
