"""Words for times (a TOML file) and a day of publication → days: months, weeks, seasons, so many units ago.

Intervals are pairs of days, both included. Trade-off taken: "two weeks ago" is that day, "last week" the whole week
from Monday to Sunday, "the past two weeks" the days up to publication, as newspapers write.
"""

from __future__ import annotations

import calendar
import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from deconflict_map.descriptions.wordlists import word_list
from deconflict_map.model.claim import Precision

Interval = tuple[date, date, Precision]
_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)
_MOST_YEARS = 9999


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """Words for times; the comments of `calendar.toml` say what each list is for."""

    weekdays: dict[str, int]
    months: dict[str, int]
    doubtful: frozenset[str]
    relative: dict[str, int]
    numbers: dict[str, int]
    units: dict[str, str]
    parts: frozenset[str]
    shifts: dict[str, int]
    earlier: frozenset[str]
    later: frozenset[str]
    middle: frozenset[str]
    weekend: frozenset[str]
    year_behind: frozenset[str]
    seasons: dict[str, tuple[int, int]]
    since: tuple[str, ...]
    until: tuple[str, ...]
    as_of: tuple[str, ...]
    onwards: frozenset[str]
    ahead: frozenset[str]


@cache
def times() -> Times:
    """The words for times."""
    table = tomllib.loads(word_list("calendar"))
    shifts = {word: step for name, step in (("last", -1), ("this", 0), ("next", 1)) for word in table[name]}
    return Times(
        weekdays={word: day for day, word in enumerate(table["weekdays"])} | table["short_weekdays"],
        months={word: number for number, word in enumerate(table["months"], start=1)} | table["short_months"],
        doubtful=frozenset(table["doubtful"]),
        relative=table["relative"],
        numbers=table["numbers"],
        units=table["units"],
        parts=frozenset(table["parts"]),
        shifts=shifts,
        earlier=frozenset(table["earlier"]),
        later=frozenset(table["later"]),
        middle=frozenset(table["middle"]),
        weekend=frozenset(table["weekend"]),
        year_behind=frozenset(table["year_behind"]),
        seasons={word: (first, last) for word, (first, last) in table["seasons"].items()},
        since=tuple(table["since"]),
        until=tuple(table["until"]),
        as_of=tuple(table["as_of"]),
        onwards=frozenset(table["onwards"]),
        ahead=frozenset(table["ahead"]),
    )


def day(when: date) -> Interval:
    """One day."""
    return when, when, Precision.DAY


def exact_day(year: int, month: int, number: int) -> Interval | None:
    """The day with this date; `None` where the calendar has none (31 June)."""
    try:
        return day(date(year, month, number))
    except ValueError:
        return None


def month(year: int, number: int) -> Interval:
    """A month; numbers past 12 go on in the next year."""
    year, number = year + (number - 1) // 12, (number - 1) % 12 + 1
    return date(year, number, 1), date(year, number, calendar.monthrange(year, number)[1]), Precision.MONTH


def year(number: int) -> Interval:
    """A year."""
    return date(number, 1, 1), date(number, 12, 31), Precision.YEAR


def season(number: int, months: tuple[int, int]) -> Interval:
    """The season of a year that lies in these months."""
    return month(number, months[0])[0], month(number, months[1])[1], Precision.MONTH


def part_of(interval: Interval, part: int) -> Interval:
    """The early (-1), middle (0) or late (1) third of an interval, to whole days."""
    first, last, precision = interval
    third = ((last - first).days + 1) // 3
    begin = first + timedelta(days=third * (part + 1))
    return begin, last if part == 1 else begin + timedelta(days=third - 1), precision


def ago(published: date, count: int, unit: str) -> Interval | None:
    """So many units before the day of publication (after it for negative counts): a day, a month or a year."""
    days = {"hour": 0, "day": 1, "week": 7, "fortnight": 14}.get(unit)
    if days is not None:
        return day(published - timedelta(days=count * days))
    if unit == "month":
        return _month_at(published.year * 12 + published.month - 1 - count)
    number = published.year - count * (10 if unit == "decade" else 1)
    return year(number) if 1 <= number <= _MOST_YEARS else None


def _month_at(number: int) -> Interval | None:
    return month(number // 12, number % 12 + 1) if 12 <= number < _MOST_YEARS * 12 else None


def unit_beside(published: date, shift: int, unit: str) -> Interval | None:
    """This (0), the last (-1) or the next (1) week, month, year."""
    match unit:
        case "day" | "hour":
            return day(published + shift * _DAY)
        case "week" | "fortnight":
            monday = published - timedelta(days=published.weekday()) + shift * _WEEK
            return monday, monday + 6 * _DAY, Precision.DAY
        case "month":
            return _month_at(published.year * 12 + published.month - 1 + shift)
        case _:
            return year(published.year + shift)


def recent(published: date, count: int, unit: str, shift: int) -> Interval | None:
    """The days of the past (-1) or next (1) so many units, up to or from the day of publication."""
    edge = ago(published, -shift * count, unit)
    if edge is None:
        return None
    begin, _, precision = edge
    if precision is not Precision.DAY:
        number = published.month if precision is Precision.YEAR else begin.month
        most = calendar.monthrange(begin.year, number)[1]
        begin = date(begin.year, number, min(published.day, most))
    return min(begin, published), max(begin, published), Precision.DAY


def weekday(published: date, number: int, shift: int | None, *, ahead: bool) -> date:
    """The day of that name: the last one on or before publication, or the next one after it where it lies `ahead`."""
    back = published - timedelta(days=(published.weekday() - number) % 7)
    if shift == 0:
        return published + timedelta(days=number - published.weekday())
    if shift == -1:
        return back if back < published else back - _WEEK
    return back + _WEEK if shift == 1 or (ahead and back < published) else back


def weekend(published: date, shift: int | None) -> Interval:
    """The last weekend that has begun, or the one after it for `shift` 1."""
    saturday = published - timedelta(days=(published.weekday() - 5) % 7) + (_WEEK if shift == 1 else timedelta())
    return saturday, saturday + _DAY, Precision.DAY


def nearest_year(published: date, in_month: int, number: int, *, ahead: bool) -> int:
    """The year of a date without one: the last on or before publication, or the next after it where it lies ahead."""
    past = (in_month, number) <= (published.month, published.day)
    if ahead:
        return published.year + 1 if past else published.year
    return published.year if past else published.year - 1
