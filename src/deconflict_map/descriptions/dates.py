"""Words for times in a passage → the days they mean, counted from the day of publication.

Reads *Saturday*, *August 31*, *31 August 2017*, *2017-08-31*, *3–5 May*, *early July*, *yesterday*, *two days ago*,
*last week*, *earlier this month*, *the summer of 2016*, *in 2014*, and what bounds them: *since*, *until*, *as of*,
*from … on*. A weekday or month without a year is the last one on or before publication, as newspapers write, or the
next where the words look ahead ("will … on Friday"); without a publication date it stays open and isn't returned.
Written here and not taken from a general date parser: those read names and numbers as dates, depend on the clock, and
take longer to import than all the rest.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from deconflict_map.descriptions.almanac import day, times
from deconflict_map.descriptions.dating import Dating
from deconflict_map.descriptions.patterns import begins_before
from deconflict_map.model.claim import Extent, Precision, When

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from deconflict_map.descriptions.almanac import Interval
    from deconflict_map.descriptions.passage import Passage

Dated = tuple[int, int, When]
"""First and last word of a time's name in a passage, and the days."""

_YEARS = range(1000, 9000)  # of publication; outside of them no reckoning from it can be meant
_WEEK = timedelta(days=7)
_DASHES = {"-", "–", "—"}
_JOINTS = {("from", "to"), ("from", "until"), ("from", "till"), ("from", "through"), ("between", "and")}


def dates(passage: Passage) -> tuple[Dated, ...]:
    """The times named in a passage, in order; none overlap."""
    return _joined(passage, [_bounded(passage, one) for one in _dates(passage)])


def _dates(passage: Passage) -> Iterator[Dated]:
    published = passage.article.published
    if published is not None and published.year not in _YEARS:
        published = None
    reading, index, behind = Dating(passage=passage, published=published), 0, 0
    while index < len(passage.words):
        read = reading.at(index)
        if read is None:
            index += 1
            continue
        first, last, interval = read
        if interval is not None and first >= behind:
            yield first, last, _when(passage, first, last, interval)
        index = behind = max(last + 1, index + 1)


def _when(passage: Passage, first: int, last: int, interval: Interval) -> When:
    span = passage.span(first, last)
    begin, end, precision = interval
    return When(text=passage.article.quote(span), span=span, first=begin, last=end, precision=precision)


def _bounded(passage: Passage, one: Dated) -> Dated:
    """The time with what the words before and behind it say of how it bounds what holds."""
    known = times()
    first, last, when = one
    if begins_before(known.as_of, passage, first) is not None:
        return first, last, replace(when, extent=Extent.AS_OF)
    if begins_before(known.since, passage, first) is not None:
        return first, last, replace(when, extent=Extent.SINCE)
    if begins_before(known.until, passage, first) is not None:
        return first, last, replace(when, extent=Extent.UNTIL)
    if passage.folded[first - 1 : first] == ("from",) and passage.folded[last + 1 : last + 2]:
        closes = last + 2 >= len(passage.words) or passage.gap(last + 1).strip() != "" or _is_clause(passage, last + 2)
        if passage.folded[last + 1] in known.onwards and (passage.folded[last + 1] != "on" or closes):
            return first, last, replace(when, extent=Extent.SINCE)
    return one


def _is_clause(passage: Passage, index: int) -> bool:
    """Whether no date or name of a place follows *from Monday on*, which would make *on* a preposition."""
    return not (passage.words[index].capitalised or passage.folded[index] in {"the", "a", "an"})


def _joined(passage: Passage, found: list[Dated]) -> tuple[Dated, ...]:
    """Two times with *from … to*, *between … and* or a dash to join them, as one from the first day to the last."""
    joined: list[Dated] = []
    for one in found:
        whole = _whole(passage, joined[-1], one) if joined else None
        if whole is None:
            joined.append(one)
        else:
            joined[-1] = whole
    return tuple(joined)


def _whole(passage: Passage, earlier: Dated, later: Dated) -> Dated | None:
    """The time from `earlier` to `later` where the words join them."""
    joint = passage.folded[earlier[1] + 1 : later[0]]
    before = passage.folded[earlier[0] - 1] if earlier[0] else ""
    dashed = not joint and passage.gap(earlier[1]).strip() in _DASHES
    if not dashed and (len(joint) != 1 or (before, joint[0]) not in _JOINTS):
        return None
    begin, end = earlier[2].first, later[2].last
    if end < begin < end + _WEEK:  # "from Monday to Friday": Monday of the same week
        begin -= _WEEK
    if begin > end:
        return None
    span = passage.span(earlier[0], later[1])
    precision = max(earlier[2].precision, later[2].precision, key=list(Precision).index)
    text = passage.article.quote(span)
    return earlier[0], later[1], When(text=text, span=span, first=begin, last=end, precision=precision)


def on_publication(published: date) -> When:
    """The day of publication, as the time at which the article itself says what it says."""
    begin, end, precision = day(published)
    return When(text="the article", span=None, first=begin, last=end, precision=precision)
