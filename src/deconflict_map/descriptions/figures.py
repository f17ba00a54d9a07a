"""A word of a passage → the lexemes of quantities, degrees and days that begin there.

Lengths become LENGTH, times TIME, degrees PARALLEL, MERIDIAN or POSITION, "as of" with a day AS_OF. What can't be
(400° of latitude, minus 5 km) becomes IMPOSSIBLE, which no rule of the grammar takes: reading stops there, with the
reason.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from deconflict_map.descriptions.almanac import times
from deconflict_map.descriptions.lexeme import Lexeme
from deconflict_map.descriptions.years import as_of_year
from deconflict_map.model.claim import Extent
from deconflict_map.units.coordinate import (
    NAMED_PRECISION_DEG,
    Axis,
    Coordinate,
    axis_of,
    axis_words,
    named_circles,
    read_coordinate,
    read_position,
)
from deconflict_map.units.number import number_words
from deconflict_map.units.quantity import bound_words, mode_words, read_duration, read_length

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from deconflict_map.descriptions.dates import Dated
    from deconflict_map.descriptions.passage import Passage

_TERMINALS = {Axis.LAT: "PARALLEL", Axis.LON: "MERIDIAN"}
_DATED = {"of", "as", "in", "from", "on"}
_MOST_AXIS_WORDS = 8
_LETTERED = re.compile(r"\d{1,3}(?:\.\d+)?\s?([NSEW])\b")
_TWO_BARE = re.compile(r"\d{1,3}(?:\.\d+)? (?:and|to) \d{1,3}(?:\.\d+)?\s?[NSEW]\b")
_BEFORE_BARE = frozenset({"of", "from", "to", "and", "between", "along"})
_DEGREES = re.compile(r"\d+(?:\.\d+)?\s?(?:°|º|˚|deg|[NSEW]\b|['′’])", re.IGNORECASE)
_FIRST_OF_TWO = re.compile(
    r"(?P<whole>(?P<ordinal>\d{1,3})(?:st|nd|rd|th)|(?P<degrees>\d{1,3}(?:\.\d+)?)\s?(?:°|º|˚|degrees)?)"
    r"\s*(?:,?\s+and\s+|\s+to\s+|\s*[-–]\s*)(?:the\s+)?",
    re.IGNORECASE,
)


def lexemes(passage: Passage, word: int, days: Callable[[], Sequence[Dated]]) -> list[Lexeme]:
    """The lexemes of quantities, degrees and days that begin at a word; `days` gives those that the passage names."""
    folded = passage.folded[word]
    found = _circles(passage, word)
    if folded in _DATED:
        found += _dated(passage, word, days)
    is_number = folded[0].isdigit() or folded in number_words() or folded in bound_words()
    if _may_be_degrees(passage, word, folded):
        found += _degrees(passage, word)
    if is_number:
        found += _quantities(passage, word)
    return found


def may_begin(folded: str) -> bool:
    """Whether a quantity may begin with a word in lower case."""
    return folded[0].isdigit() or folded in number_words() or folded in bound_words() or folded in axis_words()


def _may_be_degrees(passage: Passage, word: int, folded: str) -> bool:
    """Whether degrees may begin at a word: a quick look before they are read."""
    if folded in axis_words() or _is_ordinal(folded):
        return True
    if folded[0].isdigit():
        start = passage.words[word].start
        return any(form.match(passage.article.text, start) is not None for form in (_DEGREES, _TWO_BARE))
    return folded in number_words() and any(_is_ordinal(behind) for behind in passage.folded[word + 1 : word + 2])


def _is_ordinal(folded: str) -> bool:
    return folded.endswith(("th", "st", "nd", "rd"))


def _circles(passage: Passage, word: int) -> list[Lexeme]:
    """The equator, the tropics, the Greenwich meridian."""
    if passage.folded[word] not in _first_words():
        return []
    for name, (axis, degrees) in named_circles().items():
        last = word + len(name) - 1
        if passage.folded[word : last + 1] == name:
            end = passage.words[last].end
            one = Coordinate(axis=axis, degrees=degrees, precision_deg=NAMED_PRECISION_DEG, end=end)
            return [Lexeme(terminal=_TERMINALS[axis], first=word, last=last, degrees=(one,))]
    return []


@cache
def _first_words() -> frozenset[str]:
    return frozenset(name[0] for name in named_circles())


def _start(passage: Passage, word: int) -> int:
    """Where a quantity begins whose first word this is: at a sign before its figures."""
    begin = passage.words[word].start
    text = passage.article.text
    sign = begin - 1
    if sign >= 0 and text[sign] in "-−–" and (sign == 0 or text[sign - 1].isspace()):
        return sign
    return sign if sign >= 0 and text[sign] in "~≥≤<>½¼¾" else begin


def _last(passage: Passage, word: int, end: int) -> int | None:
    """The last word before offset `end`, if that word ends there."""
    last = word
    while last + 1 < len(passage.words) and passage.words[last + 1].start < end:
        last += 1
    return last if passage.words[last].end <= end + 1 else None


def _quantities(passage: Passage, word: int) -> list[Lexeme]:
    text, start = passage.article.text, _start(passage, word)
    limit = passage.article.sentences[passage.sentence].span.end
    length = read_length(text, start)
    if length is not None and length[1].end <= limit:
        last = _last(passage, word, length[1].end)
        if last is not None:
            terminal = "IMPOSSIBLE" if length[0] is None else "LENGTH"
            return [Lexeme(terminal=terminal, first=word, last=last, length=length[0], reason=length[1].reason)]
    time = read_duration(text, start)
    if time is None or time.end > limit:
        return []
    mode, end = _mode(text, time.end)
    last = _last(passage, word, end)
    if last is None:
        return []
    terminal = "IMPOSSIBLE" if time.reason else "TIME"
    return [Lexeme(terminal=terminal, first=word, last=last, time=time, key=mode, reason=time.reason)]


def _mode(text: str, end: int) -> tuple[str, int]:
    head = text[end : end + 16].casefold()
    for words, mode in mode_words():
        for joint in (" ", "-", "' ", "’ "):
            if head.startswith(joint + words) and not head[len(joint + words) : len(joint + words) + 1].isalpha():
                return mode, end + len(joint + words)
    return "unsaid", end


def _degrees(passage: Passage, word: int) -> list[Lexeme]:
    text, start = passage.article.text, _start(passage, word)
    pair = read_position(text, start)
    if pair is not None and not _in_a_list(text, start, pair):
        return _degree_lexeme(passage, word, "POSITION", pair)
    announced = word > 0 and axis_of(passage.folded[word - 1]) is not None
    shared = None if announced else _shared(text, start)
    axis = _axis_before(passage, word) or _axis_by_letter(passage, word)
    single = shared or read_coordinate(text, start, axis) or _shared(text, start)
    if single is not None and single.axis is None and not single.reason:
        single = _shared(text, start)
    if single is None or (single.axis is None and not single.reason):
        return []
    if single.axis is None:
        return _degree_lexeme(passage, word, "IMPOSSIBLE", (single,))
    return _degree_lexeme(passage, word, _TERMINALS[single.axis], (single,))


def _axis_by_letter(passage: Passage, word: int) -> Axis | None:
    """The axis of bare degrees with a letter, where words of sides and bounds precede them: "north of 36 N"."""
    if word == 0 or passage.folded[word - 1] not in _BEFORE_BARE:
        return None
    letter = _LETTERED.match(passage.article.text, passage.words[word].start)
    return None if letter is None else Axis.LAT if letter[1] in "NS" else Axis.LON


def _shared(text: str, start: int) -> Coordinate | None:
    """The first of two degrees that share what stands behind the second: "36° and 38° N", "12th and 15th parallel"."""
    found = _FIRST_OF_TWO.match(text, start)
    if found is None:
        return None
    letter = _LETTERED.match(text, found.end()) if _TWO_BARE.match(text, start) else None
    axis = None if letter is None else Axis.LAT if letter[1] in "NS" else Axis.LON
    second = read_coordinate(text, found.end(), axis)
    if second is None or second.axis is None:
        return None
    degrees = float(found["ordinal"] or found["degrees"])
    unit = 10.0 ** -len((found["degrees"] or "").partition(".")[2])
    signed = -degrees if second.degrees < 0 else degrees
    return Coordinate(
        axis=second.axis, degrees=signed, precision_deg=unit / 2, end=start + len(found["whole"]), reason=second.reason
    )


def _in_a_list(text: str, start: int, pair: tuple[Coordinate, Coordinate]) -> bool:
    """Whether degrees go on a row of the same axis ("10° N, 12° N, 20° E"): then two neighbours are no position."""
    first = min(pair, key=lambda one: one.end)
    letters = "NS" if first.axis is Axis.LAT else "EW"
    return re.search(rf"[°′'″\"\d]\s?[{letters}]\s*,?\s*(?:and\s+)?$", text[max(start - 16, 0) : start]) is not None


def _degree_lexeme(passage: Passage, word: int, terminal: str, degrees: tuple[Coordinate, ...]) -> list[Lexeme]:
    last = _last(passage, word, max(one.end for one in degrees))
    if last is None or max(one.end for one in degrees) > passage.article.sentences[passage.sentence].span.end:
        return []
    reason = next((one.reason for one in degrees if one.reason), "")
    kind = "IMPOSSIBLE" if reason else terminal
    return [Lexeme(terminal=kind, first=word, last=last, degrees=degrees, reason=reason)]


def _axis_before(passage: Passage, word: int) -> Axis | None:
    """The axis announced before a number ("between longitudes 27°50' and 29°00'"), a few words back at most."""
    for place in range(word - 1, max(word - _MOST_AXIS_WORDS, -1), -1):
        axis = axis_of(passage.folded[place]) if len(passage.folded[place]) > 1 else None
        if axis is not None:
            return axis
    return None


def _dated(passage: Passage, word: int, days: Callable[[], Sequence[Dated]]) -> list[Lexeme]:
    """A day that dates what stands before it: "as of 19 September 2014", "of August 1974", "of 1956"."""
    first = word + 1
    as_of = passage.folded[word : word + 2] in {("as", "of"), ("as", "on"), ("as", "at")}
    if as_of or passage.folded[word : word + 2] == ("as", "it"):
        first = word + 2
    while first < len(passage.words) and passage.folded[first] == "the":
        first += 1
    if first >= len(passage.words) or first in passage.name_at:
        return []
    told = passage.folded[first] in times().months or passage.folded[first][0].isdigit()
    if not told and not as_of:  # "as of yesterday", but "of Damascus"
        return []
    for begin, last, when in days():
        if begin == first:
            dated = replace(when, extent=Extent.AS_OF)
            return [Lexeme(terminal="AS_OF", first=word, last=last, when=dated)]
    year = as_of_year(passage, first)
    return [] if year is None else [Lexeme(terminal="AS_OF", first=word, last=first, when=year)]
