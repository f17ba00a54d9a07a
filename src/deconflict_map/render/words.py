"""Relations, times and sizes → plain English for cards and lists.

Says only what the value holds, in the article's own names; adds no geometry and no judgement. Phrases are data
(`vocabulary/phrases.toml`). Trade-off taken: one phrase per relation, so that the same relation always reads alike.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, assert_never

from deconflict_map.model.anchor import PlaceRef
from deconflict_map.model.claim import Precision
from deconflict_map.model.line_relation import AlongTowards, FromTo
from deconflict_map.model.qualifier import Part
from deconflict_map.model.relation import (
    AllOf,
    Around,
    BorderSide,
    DirectionOf,
    Near,
    NotInto,
    OnFeature,
    PartOf,
    Relation,
    ShareOf,
    SideOf,
    Within,
)
from deconflict_map.units.heading import Heading

if TYPE_CHECKING:
    from datetime import date

    from deconflict_map.model.anchor import Anchor
    from deconflict_map.model.claim import When
    from deconflict_map.model.reading import Reading


@cache
def phrases(table: str) -> dict[str, str]:
    """A table of `vocabulary/phrases.toml`."""
    return {str(key): str(value) for key, value in _vocabulary()[table].items()}


@cache
def _vocabulary() -> dict[str, dict[str, str]]:
    return tomllib.loads(files(__package__).joinpath("vocabulary/phrases.toml").read_text(encoding="utf-8"))


@cache
def _months() -> tuple[str, ...]:
    return tuple(_vocabulary()["months"])


@cache
def _prepositions() -> frozenset[str]:
    return frozenset(_vocabulary()["words"]["prepositions"])


_PHRASE_OF: dict[type[Relation], str] = {
    Within: "within",
    PartOf: "part_of",
    Near: "near",
    Around: "around",
    DirectionOf: "direction_of",
    SideOf: "side_of",
    OnFeature: "on_feature",
    ShareOf: "share_of",
    NotInto: "not_into",
}


def relation_words(relation: Relation, reading: Reading) -> str:  # noqa: PLR0911 -- one arm each
    """The relation in words, such as “from a point southwest of Tabqa to a point on the Euphrates”."""
    say = phrases("relation")
    match relation:
        case FromTo(start=start, end=end) if start is not None and end is not None:
            return say["from_to"].format(start=_end(start, reading), end=_end(end, reading))
        case AllOf(parts=parts):
            *before, last = (relation_words(part, reading) for part in parts)
            return say["all_of"].format(first=", ".join(before), last=last) if before else last
        case AlongTowards():
            return _movement(relation, reading)
        case BorderSide(ref=ref, other=other):
            phrase = say["border_side" if other is None else "border_side_with"]
            across = "" if other is None else _reference(other, reading)
            return phrase.format(place=_name(ref, reading)[0], other=across)
        case PartOf(part=Heading() as heading, ref=ref):
            return say["part_towards"].format(place=_reference(ref, reading), detail=heading.word)
        case Within() | PartOf() | Near() | Around() | DirectionOf() | SideOf() | OnFeature() | ShareOf() | NotInto():
            phrase = say[_PHRASE_OF[type(relation)]]
            return phrase.format(place=_reference(relation.ref, reading), detail=_detail(relation))
        case _:
            return " ".join(reading.article.quote(relation.span).split())


def _detail(relation: Relation) -> str:
    match relation:
        case PartOf(part=part):
            return part.value if isinstance(part, Part) else ""
        case DirectionOf(heading=heading) | SideOf(heading=heading):
            return heading.word
        case ShareOf(share=share):
            return share.word
        case _:
            return ""


def _end(relation: Relation, reading: Reading) -> str:
    words = relation_words(relation, reading)
    match relation:
        case Within(ref=PlaceRef() as ref) if not ref.wants:
            return _reference(ref, reading)
        case _:
            return phrases("relation")["point"].format(where=words)


def _movement(relation: AlongTowards, reading: Reading) -> str:
    say = phrases("relation")
    parts = [] if relation.heading is None else [relation.heading.word]
    if relation.along is not None:
        parts.append(say["along"].format(place=_reference(relation.along, reading)))
    if relation.towards is not None:
        parts.append(say["towards"].format(place=_reference(relation.towards, reading)))
    return " ".join(parts)


def _reference(ref: Anchor, reading: Reading) -> str:
    """The words for a place, with “the” where an article or possessive stands before them in the text.

    Where the text says “the river” or “its east side”, the name that is meant stands instead.
    """
    if not isinstance(ref, PlaceRef):
        return " ".join(reading.article.quote(ref.span).split())
    name, start = _name(ref, reading)
    before = reading.article.text[max(0, start - 20) : start].split()
    determined = bool(before) and before[-1].casefold() in _vocabulary()["words"]["determiners"]
    return f"the {name}" if determined else name


def _name(ref: PlaceRef, reading: Reading) -> tuple[str, int]:
    """The words for a place, and where in the text they begin."""
    toponym = reading.resolutions[ref.toponym].toponym
    own = not ref.anaphor and ref.span.covers(toponym.span)
    name = " ".join(reading.article.quote(ref.span).split()) if own else toponym.text
    return name, ref.span.start if own else toponym.span.start


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
    return meant if known else f"{when.text} ({meant})"


def distance_words(metres: float) -> str:
    """A length as kilometres for the page: two significant figures, never finer than 0.1 km."""
    km = metres / 1000.0
    if km < 0.1:
        return "less than 0.1 km"
    if km < 10.0:
        return f"{km:.1f} km".replace(".0 km", " km")
    step = 1 if km < 100 else 10 if km < 1000 else 100
    return f"{round(km / step) * step:,} km".replace(",", "\N{NARROW NO-BREAK SPACE}")
