"""Times and sizes → plain English for cards and lists, and the tables of phrases for all the rest.

Says only what the value holds, in the article's own names; adds no geometry and no judgement. Phrases are data
(`vocabulary/phrases.toml`).
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, assert_never

from deconflict_map.model.claim import Extent, Precision
from deconflict_map.units.heading import parse_heading

if TYPE_CHECKING:
    from datetime import date

    from deconflict_map.model.claim import When
    from deconflict_map.units.heading import Heading


@cache
def phrases(table: str) -> dict[str, str]:
    """A table of `vocabulary/phrases.toml`."""
    return {str(key): str(value) for key, value in _vocabulary()[table].items()}


@cache
def _vocabulary() -> dict[str, dict[str, str]]:
    return tomllib.loads(files(__package__).joinpath("vocabulary/phrases.toml").read_text(encoding="utf-8"))


@cache
def figure_words(table: str) -> dict[str, str]:
    """A table of `vocabulary/figure.toml`: what stands around the map of a printed figure."""
    text = files(__package__).joinpath("vocabulary/figure.toml").read_text(encoding="utf-8")
    return {str(key): str(value) for key, value in tomllib.loads(text)[table].items()}


@cache
def determiners() -> frozenset[str]:
    """Words before a name that are rendered as "the"."""
    return frozenset(_vocabulary()["words"]["determiners"])


@cache
def _months() -> tuple[str, ...]:
    return tuple(_vocabulary()["months"])


@cache
def _prepositions() -> frozenset[str]:
    return frozenset(_vocabulary()["words"]["prepositions"])


def day_words(day: date) -> str:
    """A day, such as “18 September 2017”."""
    return f"{day.day} {_months()[day.month - 1]} {day.year}"


def when_words(when: When) -> str:
    """The days that are meant, after the words where these say it otherwise: “on Saturday (16 September 2017)”."""
    match when.precision:
        case _ if when.precision is not Precision.YEAR and (when.first.year, when.first.month) != (
            when.last.year,
            when.last.month,
        ):
            meant = f"{day_words(when.first)} to {day_words(when.last)}"
        case Precision.DAY:
            meant = day_words(when.last)
            if when.first != when.last:
                meant = f"{day_words(when.first)} to {meant}"
        case Precision.MONTH:
            meant = f"{_months()[when.first.month - 1]} {when.first.year}"
        case Precision.YEAR:
            first, last = when.first.year, when.last.year
            meant = str(first) if first == last else f"{first} to {last}"
        case _:
            assert_never(when.precision)
    told = set(when.text.casefold().split()) - _prepositions()
    known = when.span is None or told <= set(meant.casefold().split())
    if known and when.extent is not Extent.ON:
        return phrases("extent")[when.extent.value].format(days=meant)
    return meant if known else f"{when.text} ({meant})"


def compass_words(heading: Heading) -> str:
    """The direction in words: the text's own, unless they name another ("leaves it to the east" runs west of it)."""
    told = parse_heading(heading.word)
    if told is not None and told.azimuth_deg == heading.azimuth_deg:
        return heading.word
    winds = tuple(_vocabulary()["winds"])
    return winds[round(heading.azimuth_deg / (360.0 / len(winds))) % len(winds)]


def distance_words(metres: float) -> str:
    """A length as kilometres for the page: two significant figures, never finer than 0.1 km."""
    km = metres / 1000.0
    if km < 0.1:
        return "less than 0.1 km"
    if km < 10.0:
        return f"{km:.1f} km".replace(".0 km", " km")
    step = 1 if km < 100 else 10 if km < 1000 else 100
    return f"{round(km / step) * step:,} km".replace(",", "\N{NARROW NO-BREAK SPACE}")
