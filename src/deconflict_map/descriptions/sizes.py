"""A word of a passage → the lexemes of areas, sizes, fractions and posts along a road that begin there.

"1,200 sq km" becomes AREA, "30 km by 480 km" SIZE, "two thirds" FRACTION, "kilometre 75" and "the 75 km mark" POST,
"kilometres 12 to 30" POSTS. An area only tells what the text states: nothing is drawn with it.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from deconflict_map.descriptions.lexeme import Lexeme
from deconflict_map.descriptions.phrases import has_meaning, phrase_of
from deconflict_map.descriptions.wordlists import word_list
from deconflict_map.units.length import Bound, Length
from deconflict_map.units.number import number_words, read_number, read_ordinal
from deconflict_map.units.quantity import bound_words, read_area, read_length, read_size
from deconflict_map.units.share import fraction_words, read_share

if TYPE_CHECKING:
    from deconflict_map.descriptions.passage import Passage

_ALSO_KNOWN = 1  # a share or number that has a reading of its own is tried first
_JOINT = re.compile(r"\s*(?:to|and|[-–])\s*", re.IGNORECASE)
_PLUS = re.compile(r"\+(\d{3})(?!\d)")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_ROW = re.compile(r"\d+(?:\.\d+)?-?(?:,\s?\d+(?:\.\d+)?-?)*,?\s+and\s+(?=\d)")
_RANGES = frozenset({"between", "from"})
_DEPTHS = frozenset({"DEEP", "AROUND"})
BELTS = "belts"
"""Key of the LENGTH of several belts, one beyond the other."""
_GAP = re.compile(r"[\s\-‐‑.]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Posts:
    """The words before a number with the metres of its unit, longest first, and those behind a length."""

    before: tuple[tuple[tuple[str, ...], float], ...]
    behind: frozenset[tuple[str, ...]]
    first: frozenset[str]


@cache
def _posts() -> _Posts:
    table = tomllib.loads(word_list("posts"))
    pairs = [(phrase_of(word), float(unit)) for unit, words in table["before"].items() for word in words]
    return _Posts(
        before=tuple(sorted(pairs, key=lambda pair: -len(pair[0]))),
        behind=frozenset(phrase_of(word) for word in table["behind"]["words"]),
        first=frozenset(words[0] for words, _ in pairs),
    )


def may_begin(folded: str) -> bool:
    """Whether one of these may begin with a word in lower case."""
    return folded in fraction_words() or folded in _posts().first


def lexemes(passage: Passage, word: int) -> list[Lexeme]:
    """The lexemes of areas, sizes, fractions and posts that begin at a word."""
    folded = passage.folded[word]
    found: list[Lexeme] = []
    if folded in _posts().first:
        found += _post_before(passage, word)
    counted = folded[0].isdigit() or folded in number_words() or folded in bound_words()
    if counted:
        found += [*_area(passage, word), *_size(passage, word), *_post_behind(passage, word), *_belts(passage, word)]
    if counted or folded in fraction_words():
        found += _fraction(passage, word)
    return found


def _last(passage: Passage, word: int, end: int) -> int | None:
    """The last word before offset `end`, if it ends there and the sentence goes as far."""
    if end > passage.article.sentences[passage.sentence].span.end:
        return None
    last = word
    while last + 1 < len(passage.words) and passage.words[last + 1].start < end:
        last += 1
    return last if passage.words[last].end <= end + 1 else None


def _area(passage: Passage, word: int) -> list[Lexeme]:
    area = read_area(passage.article.text, passage.words[word].start)
    last = None if area is None or area.reason else _last(passage, word, area.end)
    return [] if last is None else [Lexeme(terminal="AREA", first=word, last=last)]


def _size(passage: Passage, word: int) -> list[Lexeme]:
    size = read_size(passage.article.text, passage.words[word].start)
    last = None if size is None else _last(passage, word, size[2])
    if size is None or last is None:
        return []
    return [Lexeme(terminal="SIZE", first=word, last=last, length=size[0], other=size[1])]


def _belts(passage: Passage, word: int) -> list[Lexeme]:
    """Reads "10, 20 and 25 km (deep)": belts one beyond the other, together as deep as the last number says."""
    text, start = passage.article.text, passage.words[word].start
    row = _ROW.match(text, start)
    if row is None or (word and passage.folded[word - 1] in _RANGES):
        return []
    length = read_length(text, row.end())
    if length is None or length[0] is None or (last := _last(passage, word, length[1].end)) is None:
        return []
    depths = [float(number) for number in _NUMBER.findall(row[0])]
    whole = _NUMBER.match(text, row.end())
    rising = whole is not None and all(one < other for one, other in pairwise([*depths, float(whole[0])]))
    behind = last + 1 < len(passage.words) and has_meaning(passage.folded, last + 1, _DEPTHS)
    if not (rising and behind):
        return []
    words = text[start : length[1].end]
    return [Lexeme(terminal="LENGTH", first=word, last=last, key=BELTS, length=replace(length[0], words=words))]


def _fraction(passage: Passage, word: int) -> list[Lexeme]:
    found = read_share(passage.article.text, passage.words[word].start)
    last = None if found is None else _last(passage, word, found[1])
    if found is None or last is None:
        return []
    return [Lexeme(terminal="FRACTION", first=word, last=last, share=found[0], rank=_ALSO_KNOWN)]


def _post_behind(passage: Passage, word: int) -> list[Lexeme]:
    """Reads "the 75 km mark", "the 75th kilometre"."""
    text, start = passage.article.text, passage.words[word].start
    length = read_length(text, start)
    last = None if length is None or length[0] is None else _last(passage, word, length[1].end)
    if length is not None and last is not None:
        behind = passage.folded[last + 1 : last + 2]
        return (
            [Lexeme(terminal="POST", first=word, last=last + 1, length=length[0])] if behind in _posts().behind else []
        )
    ordinal = read_ordinal(text, start)
    place = None if ordinal is None else _last(passage, word, ordinal[1])
    if ordinal is None or place is None:
        return []
    for words, unit in _posts().before:
        if passage.folded[place + 1 : place + 1 + len(words)] == words:
            one = _length(float(ordinal[0]), unit, 1.0, text[start : ordinal[1]])
            return [Lexeme(terminal="POST", first=word, last=place + len(words), length=one)]
    return []


def _post_before(passage: Passage, word: int) -> list[Lexeme]:
    """Reads "kilometre 75", "PK 12", "km 12+500", "kilometres 12 to 30"."""
    text = passage.article.text
    for words, unit in _posts().before:
        if passage.folded[word : word + len(words)] != words or word + len(words) >= len(passage.words):
            continue
        start = passage.words[word + len(words)].start
        gap = text[passage.words[word + len(words) - 1].end : start]
        begin = passage.words[word].start
        first = _counted(text, begin, start, unit) if _GAP.fullmatch(gap) else None
        if first is None:
            continue
        other = _other(text, first[1], unit)
        last = _last(passage, word, other[1] if other else first[1])
        if last is None and other is not None:
            other, last = None, _last(passage, word, first[1])
        if last is not None:
            second = None if other is None else other[0]
            terminal = "POST" if second is None else "POSTS"
            return [Lexeme(terminal=terminal, first=word, last=last, length=first[0], other=second)]
    return []


def _counted(text: str, begin: int, start: int, unit: float) -> tuple[Length, int] | None:
    number = read_number(text, start)
    if number is None or number.least < number.most:
        return None
    plus = _PLUS.match(text, number.end)
    if plus is not None:
        value, end, half = number.value * unit + float(plus[1]), plus.end(), 1.0
        return _length(value / unit, unit, half / unit, text[begin:end]), end
    return _length(number.value, unit, number.unit, text[begin : number.end]), number.end


def _other(text: str, end: int, unit: float) -> tuple[Length, int] | None:
    joint = _JOINT.match(text, end)
    if joint is None:
        return None
    for words, _ in _posts().before:
        head = text[joint.end() :].casefold()
        name = " ".join(words) + " "
        if head.startswith(name):
            return _counted(text, joint.end(), joint.end() + len(name), unit)
    return _counted(text, joint.end(), joint.end(), unit) if text[joint.end() : joint.end() + 1].isdigit() else None


def _length(value: float, unit: float, step: float, words: str) -> Length:
    metres = value * unit
    return Length(
        metres=metres, least_m=metres, most_m=metres, precision_m=step * unit / 2, bound=Bound.EXACT, words=words
    )
