"""A located thing in its passage → the time for which the relation is said to hold.

A time belongs to the thing where no other clause begins between them; one that says when something was said, or how
long something else lasted, isn't one. Trade-off taken: of several times the one nearest to the words of place counts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from deconflict_map.descriptions.wordclass import word_classes

if TYPE_CHECKING:
    from deconflict_map.descriptions.attachment import Setting
    from deconflict_map.descriptions.mentions import Located
    from deconflict_map.descriptions.passage import Passage
    from deconflict_map.descriptions.speech import Frame
    from deconflict_map.model.claim import When

_SAME_TIME = {"while", "when", "as", "that", "which", "who", "where"}


def holding(setting: Setting, one: Located, frame: Frame | None) -> When | None:
    """The time for which a relation holds; what `frame` holds was said at a time of its own."""
    first, last = sorted((one.thing.head, one.first)) if one.thing.head > one.last else (one.thing.first, one.last)
    last = max(last, one.last)
    near = [
        (_distance(begin, end, first, last), -begin, when)
        for begin, end, when in setting.dated_near(first, last)
        if _is_told(frame, begin, when) and _belongs(setting.passage, begin, end, (first, last))
    ]
    return min(near, key=lambda entry: entry[:2])[2] if near else None


def _is_told(frame: Frame | None, begin: int, when: When) -> bool:
    """Whether a time stands in what is said, and isn't when or by whom it was said."""
    return frame is None or (when != frame.said and (frame.verb < 0 or frame.first <= begin <= frame.last))


def _distance(begin: int, end: int, first: int, last: int) -> int:
    if end < first:
        return first - end
    return max(begin - last, 0)


def _belongs(passage: Passage, begin: int, end: int, words: tuple[int, int]) -> bool:
    """Whether no clause begins between a time and the words of thing and place."""
    first, last = words
    if first <= begin and end <= last:
        return True
    if end < first:
        return not _breaks(passage, end, first)
    before = begin - 1 if passage.folded[begin - 1] in word_classes().subordinators else begin
    return not _breaks(passage, last, before)


def _breaks(passage: Passage, left: int, right: int) -> bool:
    """Whether a clause of another time begins between words `left` and `right`."""
    stops = word_classes().subordinators - _SAME_TIME
    if any(mark in passage.gap(index) for index in range(left, right) for mark in ";:—“”"):
        return True
    return any(
        passage.folded[index] in stops
        or (passage.folded[index] in {"but", "and", "as"} and "," in passage.gap(index - 1))
        for index in range(left + 1, right)
    )
