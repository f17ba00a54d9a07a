"""An entity as a pipeline marks it → the names in it: without article, possessive, white space and punctuation.

What belongs to a name is asked of the gazetteer: "The Hague" and "U.S." are written so there, "The United States" and
"Raqqa." aren't. Words in lower case before a name ("coastal Latakia") are left out where only the rest is known.
Trade-off taken: an entity that goes over the end of a line is read as one name a line.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from deconflict_map.model.article import Span
from deconflict_map.model.place import MatchKind
from deconflict_map.recognisers.entities import entities

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deconflict_map.model.place import Gazetteer

_LINE = re.compile("[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_FIRST_WORD = re.compile(r"(\S+)\s+(?=\S)")


def names_in(text: str, entity: Span, gazetteer: Gazetteer) -> Iterator[Span]:
    """The spans of the names that an entity of `text` holds, in order."""
    for line in _LINE.finditer(text, entity.start, entity.end):
        start, end = _without_possessive(text, line.start(), line.end())
        start = _without_article(text, start, end, gazetteer)
        end = _with_stop(text, start, end, line.end(), gazetteer)
        start = _without_small_words(text, start, end, gazetteer)
        if any(character.isalpha() for character in text[start:end]):
            yield Span(start=start, end=end)


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch without what isn't a letter, mark or digit at its ends."""
    while start < end and not _is_wordlike(text[start]):
        start += 1
    while end > start and not _is_wordlike(text[end - 1]):
        end -= 1
    return start, end


def _is_wordlike(character: str) -> bool:
    return unicodedata.category(character)[0] in "LMN"


def _without_possessive(text: str, start: int, end: int) -> tuple[int, int]:
    """The bare stretch, less a possessive's ending."""
    first, last = _bare(text, start, end)
    for ending in entities().possessives:
        if text[start:last].casefold().endswith(ending):
            return _bare(text, start, last - len(ending))
    return first, last


def _without_article(text: str, start: int, end: int, gazetteer: Gazetteer) -> int:
    """Where the name begins behind an article, unless that is part of it."""
    found = _FIRST_WORD.match(text, start, end)
    if found is None or found[1].casefold() not in entities().articles:
        return start
    if not found[1][0].islower() and _is_written_so(text[start:end], gazetteer):
        return start
    return _bare(text, found.end(), end)[0]


def _with_stop(text: str, start: int, end: int, last: int, gazetteer: Gazetteer) -> int:
    """Where the name ends, with a full stop that is its own."""
    own = end < last and text[end] == "." and _is_written_so(text[start : end + 1], gazetteer)
    return end + 1 if own else end


def _is_written_so(name: str, gazetteer: Gazetteer) -> bool:
    """Whether a place bears exactly this name, dots and capitals included."""
    return any(match.kind is MatchKind.EXACT and match.name == name for match in gazetteer.lookup(name))


def _without_small_words(text: str, start: int, end: int, gazetteer: Gazetteer) -> int:
    """Where the name begins behind words in lower case, if the gazetteer knows it only without them."""
    first = start
    while (found := _FIRST_WORD.match(text, first, end)) and found[1][0].islower():
        if gazetteer.lookup(text[first:end]):
            return first
        first = found.end()
    return first if first == start or gazetteer.lookup(text[first:end]) else start
