"""Words of a passage → lexemes of the relation grammar: the longest known phrase at each word, or WORD.

A place is a lexeme only where its name stands for ground: not in "the Geneva process", not in "Syria's oil wells".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from deconflict_map.descriptions.phrases import lengths, relation_phrases
from deconflict_map.model.toponym import ToponymKind
from deconflict_map.units.heading import parse_heading

if TYPE_CHECKING:
    from deconflict_map.descriptions.passage import Passage

_MOST_PHRASE_WORDS = 5
_MOST_HEADING_WORDS = 3
_HEADING_JOINT = re.compile(r"[\s\-‐‑–]")
_NUMBER = re.compile(r"\d+")
_POSSESSIVE = re.compile(r"['’]s\b")
_LIGHT_GAP = re.compile(r"[\s\-‐‑\u00a0“”\"'’]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexeme:
    """A terminal of the grammar and the words `first`…`last` it stands for; `toponym` is -1 if it is no place."""

    terminal: str
    first: int
    last: int
    toponym: int = -1


def lexemes(passage: Passage) -> tuple[Lexeme, ...]:
    """The lexemes of a passage, in order; together they hold every word."""
    found: list[Lexeme] = []
    index = 0
    while index < len(passage.words):
        lexeme = (
            _place(passage, index) or _distance(passage, index) or _heading(passage, index) or _phrase(passage, index)
        )
        found.append(lexeme)
        gap = passage.gap(lexeme.last)
        if "," in gap:
            found.append(Lexeme(terminal="COMMA", first=lexeme.last, last=lexeme.last))
        elif not _LIGHT_GAP.fullmatch(gap):
            found.append(Lexeme(terminal="WORD", first=lexeme.last, last=lexeme.last))
        index = lexeme.last + 1
    return tuple(found)


def _place(passage: Passage, index: int) -> Lexeme | None:
    toponym, behind = passage.name_at.get(index, (-1, index))
    if toponym < 0:
        return None
    named = passage.resolution(toponym).toponym
    last = behind - 1
    terminal = "WORD"
    if named.kind is ToponymKind.DEMONYM:
        terminal = "DEMONYM"
    elif named.literal and not _POSSESSIVE.match(passage.article.text, passage.words[last].end):
        terminal = "PLACE"
    return Lexeme(terminal=terminal, first=index, last=last, toponym=toponym)


def _distance(passage: Passage, index: int) -> Lexeme | None:
    """A number and a unit of length: "30 km", "ten miles to the"."""
    last = index
    while last < len(passage.words) and _is_number(passage.folded[last]):
        last += 1
    if last == index or passage.folded[last : last + 1] == () or passage.folded[last] not in lengths().units:
        return None
    if passage.folded[last + 1 : last + 3] == ("to", "the"):
        last += 2
    return Lexeme(terminal="DISTANCE", first=index, last=last)


def _is_number(word: str) -> bool:
    return word in lengths().numbers or bool(_NUMBER.fullmatch(word))


def _heading(passage: Passage, index: int) -> Lexeme | None:
    for size in range(min(_MOST_HEADING_WORDS, len(passage.words) - index), 0, -1):
        last = index + size - 1
        if any(not _HEADING_JOINT.fullmatch(passage.gap(place)) for place in range(index, last)):
            continue
        span = passage.span(index, last)
        if parse_heading(passage.article.quote(span)) is not None:
            return Lexeme(terminal="DIRECTION", first=index, last=last)
    return None


def _phrase(passage: Passage, index: int) -> Lexeme:
    phrases = relation_phrases()
    for size in range(min(_MOST_PHRASE_WORDS, len(passage.words) - index), 0, -1):
        terminal = phrases.get(passage.folded[index : index + size])
        if terminal is not None:
            kind = "PART" if terminal.startswith("PART_") else terminal
            return Lexeme(terminal=kind, first=index, last=index + size - 1)
    return Lexeme(terminal="WORD", first=index, last=index)
