"""A word of a phrase → asides that begin there: "for fixed-wing aircraft", "monitored by the United Nations".

They say for whom a zone is or who holds it, which moves no edge; so they are read over, and that is told. Every length
up to the next comma or place is offered, longer ones later, so that no word of space is read over that can be read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from deconflict_map.descriptions.lexeme import Lexeme
from deconflict_map.descriptions.phrases import meanings_at

if TYPE_CHECKING:
    from deconflict_map.descriptions.passage import Passage

_MOST_WORDS = 10  # behind the opener; judgement: longer ones are sentences of their own
_LATE = 12  # what can be read as words of space is


def lexemes(passage: Passage, word: int) -> list[Lexeme]:
    """The asides that begin at a word."""
    openers = [last for meaning, last in meanings_at(passage.folded, word) if meaning.terminal == "ASIDE_BY"]
    found: list[Lexeme] = []
    for last in range(openers[0] + 1, _end(passage, openers[0])) if openers else ():
        rank = _LATE + last - openers[0]
        found.append(Lexeme(terminal="ASIDE", first=word, last=last, rank=rank))
    return found


def _end(passage: Passage, opener: int) -> int:
    """The word behind the last that an aside may hold."""
    end = opener + 1
    while end < min(len(passage.words), opener + 1 + _MOST_WORDS):
        end += 1
        if passage.gap(end - 1).strip(" \u00a0-‐‑'’"):
            break
    return end
