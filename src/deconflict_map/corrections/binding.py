"""An anchor and a text → the span where its words stand now, or why they can't be found.

Words are found exactly where they can be, told apart by what stands around them and by where they stood; words that
were edited are found between the words that stood around them, or by their likeness. Short words prove little: they
are taken only where their surroundings agree. Trade-off taken: what might as well mean another stretch of the text is
reported, never applied, so that a heavily edited text loses corrections but gains no false ones.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from rapidfuzz import fuzz

from deconflict_map.model.article import Span
from deconflict_map.model.correction import Anchor

CONTEXT = 32
"""Characters of the text that are kept on either side of the words (as many as annotation tools keep) …"""
_WIDEST = 8 * CONTEXT
"""… and as many at most, where the same words stand between the same words elsewhere."""

_LONG = 25
"""Words of this many characters prove by themselves where they stand (judgement: five or six words)."""
_ALIKE = 0.6
"""Least likeness of the surroundings of words that don't prove themselves: sentences that have nothing to do with each
other come to about 0.45 (measured on news), one side kept and the other new to about 0.7."""
_SURELY = 0.9
"""The same where some of these words are gone from the text (judgement: a word or two around them may have changed)."""
_CLEARLY = 0.15
"""By how much the best place must be more alike than the next (judgement: a word in seven)."""
_EDITED = 0.6
"""Least likeness of edited words that stand between their old surroundings (judgement: two words in five changed)."""
_MOVED = 0.85
"""Least likeness of edited words whose surroundings were edited, too (judgement: one word in six changed)."""
_SHORTEST = 12
"""Edited words shorter than this are never taken for the old ones (judgement: two words)."""


@dataclass(frozen=True, slots=True)
class Bound:
    """Where the words stand, and whether they are still the same."""

    span: Span
    exact: bool


@dataclass(frozen=True, slots=True)
class Unbound:
    """Why the words can't be found."""

    reason: str


def anchor_at(text: str, span: Span) -> Anchor:
    """The anchor of a span: as much around it as tells it from every other place where its words stand."""
    quote = text[span.start : span.end]
    times = text.count(quote)
    for reach in range(CONTEXT, _WIDEST + 1, CONTEXT):
        before, after = text[max(0, span.start - reach) : span.start], text[span.end : span.end + reach]
        if text.count(before + quote + after) <= 1:
            break
    return Anchor(quote=quote, before=before, after=after, at=span.start, times=times)


def bind(anchor: Anchor, text: str) -> Bound | Unbound:
    """Find the words of an anchor in a text."""
    starts = [found.start() for found in re.finditer(re.escape(anchor.quote), text)]
    if not starts:
        return _edited(anchor, text)
    if not anchor.before and not anchor.after:
        return _bare(anchor, starts)
    return _between_its_words(anchor, text, starts)


def _bare(anchor: Anchor, starts: list[int]) -> Bound | Unbound:
    """Without surroundings the words must be the only ones, or stand where they stood."""
    if len(starts) == 1 or anchor.at in starts:
        start = starts[0] if len(starts) == 1 else anchor.at or 0
        return Bound(Span(start=start, end=start + len(anchor.quote)), exact=True)
    return Unbound(f"the words stand {len(starts)} times in the text: give what stands before or after them")


def _between_its_words(anchor: Anchor, text: str, starts: list[int]) -> Bound | Unbound:
    likeness = {start: _likeness(anchor, text, start) for start in starts}
    same = [start for start in starts if likeness[start] == 1.0]
    best = same[0] if len(same) == 1 else max(starts, key=lambda start: likeness[start])
    if len(same) != 1:
        if any(start != best and likeness[best] - likeness[start] < _CLEARLY for start in starts):
            return Unbound(f"the words stand {len(starts)} times in the text, between much the same words")
        if not _proven(anchor, starts, likeness[best]):
            return Unbound("the words stand in the text, but not between the words that they stood between")
    return Bound(Span(start=best, end=best + len(anchor.quote)), exact=True)


def _proven(anchor: Anchor, starts: list[int], likeness: float) -> bool:
    """Whether words whose surroundings were edited are the ones that were meant, and not others of the same letters."""
    if anchor.times is not None and len(starts) < anchor.times:  # some are gone: perhaps those that were meant
        return likeness >= _SURELY
    return likeness >= _ALIKE or (len(anchor.quote) >= _LONG and len(starts) == 1)


def _likeness(anchor: Anchor, text: str, start: int) -> float:
    """How alike the surroundings are, in [0, 1]: the mean of those sides that the anchor has."""
    end = start + len(anchor.quote)
    sides = []
    if anchor.before:
        sides.append(fuzz.ratio(anchor.before, text[max(0, start - len(anchor.before)) : start]) / 100)
    if anchor.after:
        sides.append(fuzz.ratio(anchor.after, text[end : end + len(anchor.after)]) / 100)
    return sum(sides) / len(sides)


def _edited(anchor: Anchor, text: str) -> Bound | Unbound:
    gone = Unbound("the words no longer stand in the text")
    if len(anchor.quote) < _SHORTEST:
        return gone
    between = _between(anchor, text)
    if between is not None:
        return Bound(between, exact=False)
    found = fuzz.partial_ratio_alignment(anchor.quote, text, score_cutoff=100 * _MOVED)
    if found is None or found.dest_end - found.dest_start < _SHORTEST:
        return gone
    rest = text[: found.dest_start] + "\0" * (found.dest_end - found.dest_start) + text[found.dest_end :]
    if fuzz.partial_ratio(anchor.quote, rest) > found.score - 100 * _CLEARLY:
        return Unbound("the words were edited, and more than one stretch of the text is like them")
    return Bound(_whole_words(text, found.dest_start, found.dest_end), exact=False)


def _between(anchor: Anchor, text: str) -> Span | None:
    """The words that stand now between the old surroundings, if these stand once and the words are still alike.

    Words at the beginning or the end of the text had surroundings on one side only.
    """
    first = anchor.at == 0 and not anchor.before
    if not (first or anchor.before.strip()) or not (anchor.before or anchor.after.strip()):
        return None
    if any(side and text.count(side) != 1 for side in (anchor.before, anchor.after)):
        return None
    start = 0 if first else text.index(anchor.before) + len(anchor.before)
    end = text.index(anchor.after) if anchor.after else len(text)
    if not 0 < end - start <= 2 * len(anchor.quote):
        return None
    return Span(start=start, end=end) if fuzz.ratio(anchor.quote, text[start:end]) >= 100 * _EDITED else None


def _whole_words(text: str, start: int, end: int) -> Span:
    """The stretch, widened to whole words and freed of white space at its ends."""
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
        end += 1
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start=start, end=end)
