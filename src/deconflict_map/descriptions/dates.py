"""Words for days in a passage → the days they mean, counted from the day of publication.

Reads *Saturday*, *August 31*, *31 August 2017*, *July*, *in July 2017*, *yesterday*. A weekday or month without a
year is the last one on or before publication, as newspapers write; without a publication date it stays open and isn't
returned. Written here and not taken from a general date parser: those read names and numbers as dates, depend on the
clock, and take longer to import than all the rest.
"""

from __future__ import annotations

import calendar
import re
import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from deconflict_map.model.claim import Precision, When

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deconflict_map.descriptions.passage import Passage
    from deconflict_map.model.article import Span

Dated = tuple[int, int, When]
"""First and last word of a day's name in a passage, and the days."""

_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?")
_YEAR = re.compile(r"(?:1[89]|20)\d\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Calendar:
    weekdays: tuple[str, ...]
    months: tuple[tuple[str, int], ...]
    relative: tuple[tuple[str, int], ...]


@cache
def _calendar() -> _Calendar:
    raw = files(__package__).joinpath("vocabulary/calendar.toml").read_text(encoding="utf-8")
    table = tomllib.loads(raw)
    months = {word: number for number, word in enumerate(table["months"], start=1)} | table["short_months"]
    return _Calendar(
        weekdays=tuple(table["weekdays"]), months=tuple(months.items()), relative=tuple(table["relative"].items())
    )


def dates(passage: Passage) -> tuple[Dated, ...]:
    """The days named in a passage, in order."""
    return tuple(_dates(passage, passage.article.published))


def _dates(passage: Passage, published: date | None) -> Iterator[Dated]:
    known, index = _calendar(), 0
    months = dict(known.months)
    while index < len(passage.words):
        word, last, when = passage.folded[index], index, None
        if word in known.weekdays and passage.words[index].capitalised:
            when = _weekday(passage, index, known.weekdays.index(word), published)
        elif word in dict(known.relative) and published is not None:
            when = _days(passage, index, index, published + timedelta(days=dict(known.relative)[word]))
        elif word in months and passage.words[index].capitalised:
            first, last, when = _month(passage, index, months[word], published)
            index = first
        if when is not None:
            yield index, last, when
        index = last + 1


def _weekday(passage: Passage, index: int, weekday: int, published: date | None) -> When | None:
    if published is None:
        return None
    return _days(passage, index, index, published - timedelta(days=(published.weekday() - weekday) % 7))


def _month(passage: Passage, index: int, month: int, published: date | None) -> tuple[int, int, When | None]:
    """First and last word of a date around the month's name at `index`, and its days."""
    first = last = index
    day = None
    behind = _day(passage, index + 1)
    before = _day(passage, index - 1)
    if behind is not None and not _YEAR.fullmatch(passage.folded[index + 1]):
        day, last = behind, index + 1
    elif before is not None:
        day, first = before, index - 1
    year = None
    if last + 1 < len(passage.words) and _YEAR.fullmatch(passage.folded[last + 1]):
        year, last = int(passage.folded[last + 1]), last + 1
    if year is None:
        if published is None:
            return first, last, None
        year = published.year if (month, day or 1) <= (published.month, published.day) else published.year - 1
    try:
        begin = date(year, month, day or 1)
    except ValueError:  # 31 June: no day, so it is no date
        return first, last, None
    if day is not None:
        return first, last, _days(passage, first, last, begin)
    end = date(year, month, calendar.monthrange(year, month)[1])
    return first, last, _when(passage.span(first, last), passage, begin, end, Precision.MONTH)


def _day(passage: Passage, index: int) -> int | None:
    """The number of a day that stands at word `index`, if it is one."""
    if not 0 <= index < len(passage.words):
        return None
    found = _DAY.fullmatch(passage.folded[index])
    return int(found[1]) if found and 1 <= int(found[1]) <= 31 else None


def _days(passage: Passage, first: int, last: int, day: date) -> When:
    return _when(passage.span(first, last), passage, day, day, Precision.DAY)


def _when(span: Span, passage: Passage, first: date, last: date, precision: Precision) -> When:
    return When(text=passage.article.quote(span), span=span, first=first, last=last, precision=precision)


def on_publication(published: date) -> When:
    """The day of publication, as the time at which the article itself says what it says."""
    return When(text="the article", span=None, first=published, last=published, precision=Precision.DAY)
