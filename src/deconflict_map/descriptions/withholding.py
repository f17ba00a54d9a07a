"""Passages about a line or zone → why their words alone can't fix its course, and the words that say so.

The course isn't public, is still to be agreed, stands on a map that the text doesn't hold, or is that of a line that
moves, on some day. Refuses to guess from what isn't said: without such words a course counts as fixed by the words.
Trade-off taken: where several reasons are given, the first in the order of the vocabulary is told.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from deconflict_map.descriptions.dates import dates
from deconflict_map.descriptions.patterns import found
from deconflict_map.descriptions.wordlists import word_list
from deconflict_map.model.claim import WhyWithheld

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deconflict_map.descriptions.passage import Passage
    from deconflict_map.model.article import Span

_MOST_WORDS_TO_DAY = (
    6  # from the name of a line to its day; judgement: "the line of contact that existed on 1 May" has 3
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Silences:
    reasons: tuple[tuple[WhyWithheld, tuple[str, ...]], ...]
    lines: tuple[str, ...]
    days: tuple[str, ...]


@cache
def _silences() -> _Silences:
    table = tomllib.loads(word_list("withholding"))
    dated = table.pop("dated")
    reasons = tuple((WhyWithheld(reason), tuple(patterns)) for reason, patterns in table.items())
    return _Silences(reasons=reasons, lines=tuple(dated["lines"]), days=tuple(dated["days"]))


def why_withheld(passages: Sequence[Passage]) -> tuple[WhyWithheld, Span] | None:
    """Why the words of `passages`, all of which speak of one line or zone, can't fix its course; `None`: they may.

    The span is that of the words that say so.
    """
    for reason, patterns in _silences().reasons:
        for passage in passages:
            for first, last in found(patterns, passage):
                return reason, passage.span(first, last)
    for passage in passages:
        dated = _dated_line(passage)
        if dated is not None:
            return WhyWithheld.DATED_LINE, dated
    return None


def _dated_line(passage: Passage) -> Span | None:
    """The words of a line that moves with the day on which it is meant."""
    known = _silences()
    joints = tuple(found(known.days, passage))
    for _, line in found(known.lines, passage):
        for first, last, _ in dates(passage):
            near = line < first <= line + _MOST_WORDS_TO_DAY
            if near and any(line < begin and end == first - 1 for begin, end in joints):
                return passage.span(line, last)
    return None
