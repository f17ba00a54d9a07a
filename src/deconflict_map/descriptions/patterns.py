"""Word patterns of the vocabulary ("not|never … published") → where they stand in a passage.

A pattern is a row of words, each followed by one space: `a|b` is either word, `a?` may be missing, `…` stands for up to
four words, as few as will do. Words are compared folded, so case, dots and hyphens don't count. No other notation, so
that every search is linear in the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from deconflict_map.descriptions.passage import Passage

REACH = 60
"""Words before and behind a relation in which what governs it is looked for; judgement: longer sentences are lists."""

_GAP = "…"
_MOST_GAP_WORDS = 4  # judgement: "has not, officials say, been published" has three


@cache
def compiled(patterns: tuple[str, ...]) -> re.Pattern[str]:
    """One expression for all `patterns`, over words that are each followed by a space."""
    return re.compile(r"(?<!\S)(?:" + "|".join(map(_expression, patterns)) + ")")


def _expression(pattern: str) -> str:
    return "".join(map(_slot, pattern.replace("-", " ").casefold().split()))


def _slot(slot: str) -> str:
    if slot == _GAP:
        return rf"(?:\S+ ){{0,{_MOST_GAP_WORDS}}}?"
    optional = slot.endswith("?")
    words = "|".join(map(re.escape, slot.rstrip("?").split("|")))
    return rf"(?:(?:{words}) )?" if optional else rf"(?:{words}) "


def found(patterns: tuple[str, ...], passage: Passage) -> tuple[tuple[int, int], ...]:
    """First and last word of each stretch of the passage that one of the patterns meets, in order, none overlapping."""
    if not patterns:
        return ()
    if patterns not in passage.matches:
        passage.matches[patterns] = tuple(
            (passage.word_of(match.start()), passage.word_of(match.end() - 1))
            for match in compiled(patterns).finditer(passage.row)
        )
    return passage.matches[patterns]


def found_near(patterns: tuple[str, ...], passage: Passage, first: int, last: int) -> tuple[tuple[int, int], ...]:
    """Those of `found` that begin within a sentence's reach of words `first`…`last`."""
    everything = found(patterns, passage)
    begin = bisect_left(everything, (first - REACH, 0))
    return everything[begin : bisect_left(everything, (last + REACH, 0))]


def stands(patterns: tuple[str, ...], passage: Passage, first: int, behind: int) -> bool:
    """Whether one of the patterns stands within words `first` up to `behind`, that one left out."""
    row = passage.row[passage.place_of(first) : passage.place_of(behind)]
    return bool(patterns) and compiled(patterns).search(row) is not None


def ends_at(patterns: tuple[str, ...], passage: Passage, index: int) -> int | None:
    """The last word of the pattern that begins with word `index`, or `None`."""
    match = compiled(patterns).match(passage.row, passage.place_of(index)) if patterns else None
    return None if match is None else passage.word_of(match.end() - 1)


def begins_before(patterns: tuple[str, ...], passage: Passage, index: int, most_words: int = 6) -> int | None:
    """The first word of the pattern that ends just before word `index`, or `None`; of several the longest."""
    if not patterns:
        return None
    behind = passage.place_of(index)
    for first in range(max(index - most_words, 0), index):
        if compiled(patterns).fullmatch(passage.row, passage.place_of(first), behind):
            return first
    return None
