"""A place's name in a passage → where the names of what it lies in end behind it ("Austin, Texas", "Goma (DRC)").

Such names only tell which place is meant: resolution has used them, and no ground is added by them. Names that are
joined with their like are a list ("in Mosul, Nineveh and Kirkuk"). What isn't known to hold the place is left to the
grammar.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from deconflict_map.descriptions.passage import Passage
    from deconflict_map.model.place import Place, PlaceKind

POSSESSIVE = re.compile(r"['’](?:s\b|(?=\s))")
_ADDING = frozenset({"and", "or"})
_LEAST_SCORE = 0.05
"""Of belief: a name that so likely is a division's may stand in a list of divisions (judgement: one in twenty)."""
_MARKS = frozenset({",", "("})


def end_with_containers(passage: Passage, word: int) -> int:
    """Index of the last word of the name at `word`, with what it is said to lie in."""
    inner, last = _named(passage, word)
    while inner is not None and last + 1 < len(passage.words) and passage.gap(last).strip() in _MARKS:
        outer, end = _named(passage, last + 1)
        if outer is None or not inner.lies_in(outer) or _is_listed(passage, outer, end) or _owns(passage, end):
            break
        inner, last = outer, end
    return last


def ends_containers(passage: Passage, word: int) -> bool:
    """Whether the names of what a place lies in end at `word`: a comma behind it belongs to them."""
    return any(
        behind - 1 < word == end_with_containers(passage, first)
        for first, (_, behind) in passage.name_at.items()
        if first < word
    )


def _named(passage: Passage, word: int) -> tuple[Place | None, int]:
    toponym, behind = passage.name_at.get(word, (-1, word + 1))
    return (None if toponym < 0 else passage.resolution(toponym).place), behind - 1


def _owns(passage: Passage, end: int) -> bool:
    """Whether a name owns what stands behind it: "west of Pokrovsk, Ukraine's General Staff said"."""
    return POSSESSIVE.match(passage.article.text, passage.words[end].end) is not None


def _is_listed(passage: Passage, outer: Place, end: int) -> bool:
    """Whether "and" joins a place with another of its own rank."""
    if passage.folded[end + 1 : end + 2] not in {(one,) for one in _ADDING} or passage.gap(end).strip():
        return False
    fellow, behind = _named(passage, end + 2)
    if fellow is None or _is_held(passage, fellow, behind):
        return False
    toponym, _ = passage.name_at[end + 2]
    namesakes = [one.place for one in passage.resolution(toponym).candidates if one.score >= _LEAST_SCORE]
    return any(_rank(place) == _rank(outer) for place in (fellow, *namesakes))


def _is_held(passage: Passage, place: Place, last: int) -> bool:
    """Whether what a place lies in is named behind it, so that it is no fellow of a larger one before it."""
    if passage.gap(last).strip() not in _MARKS or last + 1 >= len(passage.words):
        return False
    outer, _ = _named(passage, last + 1)
    return outer is not None and place.lies_in(outer)


def _rank(place: Place) -> tuple[PlaceKind, bool]:
    return place.kind, bool(place.district)
