"""A word of a passage → the time whose name begins or stands there: its first and last word, and its days.

One reader for each way of writing; `dates` asks them word by word. A time that stays open (a weekday without a day of
publication) is found, too, without days, so that its words aren't read otherwise.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from deconflict_map.descriptions import almanac
from deconflict_map.descriptions.almanac import times
from deconflict_map.model.claim import Precision

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from deconflict_map.descriptions.almanac import Interval
    from deconflict_map.descriptions.passage import Passage

Read = tuple[int, int, "Interval | None"]
"""First and last word, and the days if they are known."""

_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?")
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_DECADE = re.compile(r"((?:1[89]|20)\d)0s")
_COUNT = re.compile(r"\d{1,4}")
_DASH = re.compile(r"\s?[-–—]\s?")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?!\d)")
_FIGURES = re.compile(r"(\d{1,2})([/.])(\d{1,2})\2(\d{4})(?!\d)")
_MOST_BACK = 8  # words before a day in which a future is looked for; judgement: about a clause


@dataclass(frozen=True, slots=True, kw_only=True)
class Dating:
    """Reads times in one passage, counted from the day of publication if that is known."""

    passage: Passage
    published: date | None

    def at(self, index: int) -> Read | None:
        """The time whose name's first telling word is word `index`."""
        readers: tuple[Callable[[int], Read | None], ...] = (
            self._figures,
            self._month,
            self._weekday,
            self._relative,
            self._ago,
            self._beside,
            self._season,
            self._year,
        )
        return next((read for reader in readers if (read := reader(index)) is not None), None)

    def _word(self, index: int) -> str:
        return self.passage.folded[index] if 0 <= index < len(self.passage.words) else ""

    def _figures(self, index: int) -> Read | None:
        """2017-08-31, 31/08/2017, 31.08.2017; of two readings of day and month only a sure one counts."""
        if not self._word(index)[0].isdigit():
            return None
        text, start = self.passage.article.text, self.passage.words[index].start
        iso = _ISO.match(text, start)
        if iso:
            interval = almanac.exact_day(int(iso[1]), int(iso[2]), int(iso[3]))
            return index, self._last(iso.end()), interval
        figures = _FIGURES.match(text, start)
        if figures is None:
            return None
        one, other, year = int(figures[1]), int(figures[3]), int(figures[4])
        sure = figures[2] == "." or one > 12 or one == other
        interval = almanac.exact_day(year, other, one) if sure else None
        if other > 12 >= one:
            interval = almanac.exact_day(year, one, other)
        return index, self._last(figures.end()), interval

    def _last(self, offset: int) -> int:
        return self.passage.index_at(offset - 1)

    def _month(self, index: int) -> Read | None:
        month = times().months.get(self._word(index))
        if month is None or not self.passage.words[index].capitalised:
            return None
        first, last, days = self._days_beside(index)
        year, behind = self._year_behind(last, days=bool(days))
        before = self._word(first - 1)
        if not days and behind == last and self._word(index) in times().doubtful and before not in times().year_behind:
            return None
        first, part = (first, None) if days else self._part_before(first)
        if year is None and self.published is not None:
            ahead = self._lies_ahead(first)
            year = almanac.nearest_year(self.published, month, min(days, default=1), ahead=ahead)
        return first, behind, None if year is None else _in_month(year, month, days, part)

    def _days_beside(self, index: int) -> tuple[int, int, tuple[int, ...]]:
        """First and last word and the numbers of the days before or behind the month's name at `index`."""
        behind = self._day(index + 1)
        if behind is not None and self.passage.gap(index).strip(" .\u00a0"):
            behind = None  # "in September, 30 people": no date
        if behind is not None and self._word(index + 2) in times().months and self.passage.gap(index).strip():
            behind = None  # "30 November–2 December": the next month's day
        if behind is not None and not _YEAR.fullmatch(self._word(index + 1)):
            until = self._day(index + 2) if _DASH.fullmatch(self.passage.gap(index + 1)) else None
            return (index, index + 1, (behind,)) if until is None else (index, index + 2, (behind, until))
        place = index - 2 if self._word(index - 1) == "of" else index - 1
        before = self._day(place)
        if before is None or (place < index - 1 and not self._word(place)[-1].isalpha()):
            return index, index, ()
        joint = self.passage.gap(place - 1) if place else ""
        since = self._day(place - 1) if _DASH.fullmatch(joint) else None
        if since is None and self._word(place - 1) in {"to", "and"} and self._word(place - 3) in {"from", "between"}:
            since, place = self._day(place - 2), place - 1
        if since is None:
            return (place + 1 if self._day(place) is None else place), index, (before,)
        return place - 1, index, (since, before)

    def _day(self, index: int) -> int | None:
        found = _DAY.fullmatch(self._word(index))
        return int(found[1]) if found and 1 <= int(found[1]) <= 31 else None

    def _year_behind(self, last: int, *, days: bool) -> tuple[int | None, int]:
        """The year behind word `last`, and the date's last word."""
        place = last + 1
        if not days and self._word(place) == "of":
            place += 1
        if _YEAR.fullmatch(self._word(place)):
            return int(self._word(place)), place
        if self.published is not None and self._word(place) in times().shifts and self._word(place + 1) == "year":
            return self.published.year + times().shifts[self._word(place)], place + 1
        return None, last

    def _part_before(self, first: int) -> tuple[int, int | None]:
        """The words *early*, *mid-*, *late* before a month or year: its first word and which third is meant."""
        known, word = times(), self._word(first - 1)
        for words, part in ((known.earlier, -1), (known.middle, 0), (known.later, 1)):
            if word in words:
                return first - 1, part
        if word in {"of", "in"} and self._word(first - 2) in known.earlier | known.middle | known.later:
            return self._part_before(first - 1)
        return first, None

    def _lies_ahead(self, index: int) -> bool:
        """Whether the words before a time look ahead, and no word of saying parts them from it."""
        known = times().ahead
        if self._word(index - 1) in {"until", "till"}:
            return True
        start, _ = self.passage.clause(max(index - 1, 0))
        words = self.passage.folded[max(index - _MOST_BACK, start, 0) : index]
        return any(word in known - {"to", "by", "until", "till"} for word in words)

    def _weekday(self, index: int) -> Read | None:
        known, word = times(), self._word(index)
        number = known.weekdays.get(word)
        if number is None or not self.passage.words[index].capitalised:
            return None
        before = self._word(index - 1)
        if word in known.doubtful and before != "on":
            return None
        shift = known.shifts.get(before)
        first = index if shift is None else index - 1
        last = index + 1 if self._word(index + 1) in known.parts else index
        if self._month(last + 1) is not None:  # "Monday, May 5": the month tells it
            return None
        if self.published is None:
            return first, last, None
        found = almanac.weekday(self.published, number, shift, ahead=self._lies_ahead(first))
        return first, last, almanac.day(found)

    def _relative(self, index: int) -> Read | None:
        known = times()
        step = known.relative.get(self._word(index))
        if step is None:
            return None
        first, last = index, index + 1 if self._word(index + 1) in known.parts else index
        if self._word(index - 1) in {"before", "after"} and self.passage.folded[index - 3 : index - 1] == (
            "the",
            "day",
        ):
            first, step = index - 3, step + (-1 if self._word(index - 1) == "before" else 1)
        if self.published is None:
            return first, last, None
        return first, last, almanac.ago(self.published, -step, "day")

    def _ago(self, index: int) -> Read | None:
        """Two days ago, a week earlier this can't be: only *ago*."""
        count, place = self._count(index)
        unit = times().units.get(self._word(place))
        if count is None or unit is None or self._word(place + 1) != "ago":
            return None
        return index, place + 1, None if self.published is None else almanac.ago(self.published, count, unit)

    def _count(self, index: int) -> tuple[int | None, int]:
        """The number at word `index`, and the word behind it."""
        word = self._word(index)
        if _COUNT.fullmatch(word):
            return int(word), index + 1
        count = times().numbers.get(word)
        if word == "a" and self._word(index + 1) == "couple":
            count, index = 2, index + 1
        behind = index + 2 if self._word(index + 1) == "of" else index + 1
        return count, behind

    def _beside(self, index: int) -> Read | None:
        """Last week, earlier this month, the past three days, last night, this weekend."""
        known, word = times(), self._word(index)
        if word in known.weekend:
            shift = known.shifts.get(self._word(index - 1))
            near = self._word(index - 1) == "the" and self._word(index - 2) in {"over", "at", "on", "during"}
            interval = None if self.published is None else almanac.weekend(self.published, shift)
            return (index - (shift is not None), index, interval) if near or shift is not None else None
        shift = known.shifts.get(word)
        if shift is None:
            return None
        if self._word(index + 1) in known.parts:
            step = 1 if shift == -1 else 0
            return index, index + 1, None if self.published is None else almanac.ago(self.published, step, "day")
        count, place = self._count(index + 1)
        unit = known.units.get(self._word(place if count is not None else index + 1))
        if unit is None:
            return None
        if count is not None and shift:
            return index, place, None if self.published is None else almanac.recent(self.published, count, unit, shift)
        return self._named_unit(index, index + 1, shift, unit)

    def _named_unit(self, index: int, last: int, shift: int, unit: str) -> Read:
        first, part = self._part_before(index)
        if self.published is None:
            return first, last, None
        if shift == -1 and self._word(index) == "past":
            return first, last, almanac.recent(self.published, 1, unit, shift)
        interval = almanac.unit_beside(self.published, shift, unit)
        if interval is None or part is None:
            return first, last, interval
        begin, end, precision = interval
        if shift == 0 and part:
            halves = (begin, self.published) if part < 0 else (self.published, end)
            return first, last, (*halves, Precision.DAY)
        return first, last, almanac.part_of((begin, end, precision), part)

    def _season(self, index: int) -> Read | None:
        known, months = times(), times().seasons.get(self._word(index))
        if months is None:
            return None
        place = index + 2 if self._word(index + 1) == "of" else index + 1
        if _YEAR.fullmatch(self._word(place)):
            return index, place, almanac.season(int(self._word(place)), months)
        shift = known.shifts.get(self._word(index - 1))
        if shift is None:
            return None
        if self.published is None:
            return index - 1, index, None
        year = self.published.year + (max(0, shift))
        if shift < 0 and almanac.season(year, months)[1] >= self.published:
            year -= 1
        return index - 1, index, almanac.season(year, months)

    def _year(self, index: int) -> Read | None:
        decade = _DECADE.fullmatch(self._word(index))
        if decade:
            begin, end = almanac.year(int(decade[1]) * 10), almanac.year(int(decade[1]) * 10 + 9)
            return index, index, (begin[0], end[1], Precision.YEAR)
        if not _YEAR.fullmatch(self._word(index)) or self._word(index - 1) not in times().year_behind:
            return None
        if self._word(index + 1) in times().units or self._word(index + 1) in {"people", "km", "metres", "homes"}:
            return None
        first, part = self._part_before(index)
        interval = almanac.year(int(self._word(index)))
        return first, index, interval if part is None else almanac.part_of(interval, part)


def _in_month(year: int, month: int, days: tuple[int, ...], part: int | None) -> Interval | None:
    if not days:
        interval = almanac.month(year, month)
        return interval if part is None else almanac.part_of(interval, part)
    ends = [almanac.exact_day(year, month, number) for number in days]
    if any(end is None for end in ends) or sorted(days) != list(days):
        return None
    known = [end for end in ends if end is not None]
    return known[0][0], known[-1][1], known[0][2]
