"""Matches of one name → what speaks for each before any context is read: features in plain numbers.

What every record has is asked: kind, level, population, whether the name is the one it goes by, and which other places
share the name. A province and the town that gave it its name are seen together, since the bare name then mostly means
the town. Trade-off: fame beyond population isn't known here, so a small place of great renown is taken for a small
place.
"""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from rapidfuzz.fuzz import ratio as _percent

from deconflict_map.model.place import MatchKind, PlaceKind, ShapeForm
from deconflict_map.toponyms.cues import large_countries

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deconflict_map.model.place import Brief, Sighting

Features: TypeAlias = "Sequence[tuple[str, float]]"
"""Names of features, each with how much of it there is."""

# Looked up once: up to Python 3.11 a look at an enum's member calls a function.
_POPULATED = PlaceKind.POPULATED
_DIVISION = PlaceKind.DIVISION
_COUNTRY = PlaceKind.COUNTRY
_EXACT = MatchKind.EXACT
_FOLDED = MatchKind.FOLDED
_FUZZY = MatchKind.FUZZY
_NO_SHAPE = ShapeForm.NONE
_DIGITS = 7.0
"""Of the population of a very large city: sizes are counted in shares of it."""
_SEATS = ("PPLA", "PPLC")
_SHORT_NAME = 5  # letters; folding leaves so little of shorter names that strangers meet
_LONG_NAME = 12  # letters; folding leaves enough of longer names to tell them apart
_ABBREVIATION = 4  # letters
_SORTS = {PlaceKind.POPULATED: "town", PlaceKind.DIVISION: "division", PlaceKind.COUNTRY: "country"}
_COUNTRIES = frozenset({PlaceKind.COUNTRY, PlaceKind.CONTINENT})
_FEW = 4
_CITY = 100_000  # inhabitants: from here on a town is named without its country
_LEVELS = {"ADM2": "adm2", "ADM2H": "adm2"}
_TOWNS = {"PPLC": "capital", "PPLA": "seat", "PPLX": "quarter", "PPLQ": "gone", "PPLH": "gone", "PPLW": "gone"}


def ratio(one: str, other: str) -> float:
    """How alike two names are, from 0 to 1: twice the letters they share in order, over all their letters."""
    return _percent(one, other) / 100.0


def is_first_level(place: Brief) -> bool:
    """Whether a place is a first-level division: a state, province or region of a country."""
    return place.kind is _DIVISION and place.feature == "ADM1"


def sort_of(place: Brief) -> str:
    """What a place is, as coarsely as context tells: country, state, district, capital, city, town or other ground."""
    if place.kind is _POPULATED:
        return "capital" if place.feature == "PPLC" else "city" if place.population >= _CITY else "town"
    if place.kind is _DIVISION:
        return "state" if place.feature == "ADM1" else "district"
    return "country" if place.kind in _COUNTRIES else "ground"


def class_of(place: Brief) -> str:
    """What a place is, in the few classes that news tells apart."""
    if place.kind is _POPULATED:
        return _TOWNS.get(place.feature, "town")
    if place.kind is _DIVISION:
        if place.feature == "ADM1":
            return "adm1:large" if place.country in large_countries() else "adm1"
        return _LEVELS.get(place.feature, "adm3")
    return place.kind.value


class Namesakes:
    """The matches of one written name, as the weighing of each of them sees them all."""

    __slots__ = ("_largest", "_most", "_name", "_seats", "_towns", "_whole")

    def __init__(self, name: str, matches: Sequence[Sighting]) -> None:
        """Count the towns; of a name that nothing but towns bear no more is asked."""
        self._name = name
        self._towns: dict[str, int] = {}
        self._most, others = 0, False
        for match in matches:
            place = match.brief
            if place.kind is _POPULATED:
                self._towns[place.country] = self._towns.get(place.country, 0) + 1
                self._most = max(self._most, place.population)
            else:
                others = True
        self._largest = _size(self._most)
        self._seats = _seats(matches) if others else {}
        self._whole = _whole(matches) if others and self._towns else ()

    def features(self, match: Sighting, kind: str) -> list[tuple[str, float]]:
        """What speaks for one of the matches, which is a place of a kind (see `class_of`)."""
        place = match.brief
        found = _name(self._name, match)
        found.append(_is(kind))
        if place.is_hand_kept:
            found.append(("kept by hand", 1.0))
        if place.kind is _POPULATED:
            self._add_town(place, kind, found)
        else:
            self._add_other(place, kind, found)
        return found

    def _add_town(self, place: Brief, kind: str, found: list[tuple[str, float]]) -> None:
        """The size of a town, and what the other towns of the name take from it."""
        people = place.population
        size = _size(people)
        found.append(("people", size))
        if kind == "capital":
            found.append(("people of a capital", size))
        elif not people:
            found.append(("people unknown", 1.0))
        namesakes = self._towns[place.country]
        if namesakes > 1:
            found.append(("namesakes in the country", math.log(namesakes)))
        if people < self._most:
            found.append(("smaller than the largest", self._largest - size))
        found += self._whole

    def _add_other(self, place: Brief, kind: str, found: list[tuple[str, float]]) -> None:
        """Whether a place that is no town is drawn, and what the towns of the name take from it."""
        if place.shape is not _NO_SHAPE:
            found.append((f"is drawn: {kind}", 1.0))
        if place.kind is _DIVISION:
            district = "" if place.feature == "ADM1" else place.district
            seat = self._seats.get((place.country, place.division, district))
            if seat is not None:
                found += [("has a seat of its name", 1.0), ("people of that seat", seat)]
        elif self._most:
            found.append(("beside a town", self._largest))


def _whole(matches: Sequence[Sighting]) -> Features:
    """What a town's name is first of all: a country's or a large country's state's."""
    exact = [match.brief for match in matches if match.kind is _EXACT]
    if any(place.kind is _COUNTRY for place in exact):
        return (("called like a country", 1.0),)
    if any(is_first_level(place) and place.country in large_countries() for place in exact):
        return (("called like a state", 1.0),)
    return ()


def nobody_features(group: str, first: Brief, meanings: int) -> Features:
    """What speaks for none of the places: that the name is of one that the gazetteer doesn't know.

    It has a group, a place that it means first, and so many meanings.
    """
    return (
        ("nobody", 1.0),
        (f"nobody: {group}", 1.0),
        (f"nobody: first is {class_of(first)}", 1.0),
        (f"nobody: of {'one' if meanings == 1 else 'few' if meanings <= _FEW else 'many'}", 1.0),
    )


def _name(name: str, match: Sighting) -> list[tuple[str, float]]:
    """What the name that matched says: how it is spelt, and whether the place goes by it."""
    place = match.brief
    if match.kind is _EXACT and match.name == place.name and (name == match.name or not match.name.endswith(".")):
        return []
    found: list[tuple[str, float]] = []
    if match.kind is _FUZZY:
        found.append(("alike", match.similarity))
    elif match.kind is _FOLDED:
        found += [("folded", 1.0), ("folded: letters", min(len(name), _LONG_NAME) / _LONG_NAME)]
        found.append(("folded: letters that differ", 1.0 - ratio(name.casefold(), match.name.casefold())))
        if len(match.name) <= _SHORT_NAME:
            found.append(("folded: short", 1.0))
    if match.name.endswith(".") and not name.endswith("."):
        found.append(("without its dot", 1.0))
    if not _is_usual(match.name, place):
        found.append((f"by another name: {_SORTS.get(place.kind, 'ground')}", 1.0))
        if is_abbreviation(name):
            found.append((f"by letters: {_SORTS.get(place.kind, 'ground')}", 1.0))
    return found


def is_abbreviation(name: str) -> bool:
    """Whether a name is written as an abbreviation: with a dot behind it or in it, or in a few capitals."""
    return "." in name or (len(name) <= _ABBREVIATION and name.isupper())


def _is_usual(name: str, place: Brief) -> bool:
    """Whether a place goes by a name, but for capitals and, if it is a division, for a word such as *County*."""
    if name == place.name:
        return True
    one, other = name.casefold(), place.name.casefold()
    return one.startswith(other) or (place.kind is _DIVISION and other.startswith(f"{one} "))


def _size(people: int) -> float:
    return math.log10(people) / _DIGITS if people > 1 else 0.0


@cache
def _is(kind: str) -> tuple[str, float]:
    """What the place is."""
    return f"is {kind}", 1.0


def _seats(matches: Sequence[Sighting]) -> dict[tuple[str, str, str], float]:
    """The size of the foremost town of the name by country, division and district: a province's or county's own."""
    found: dict[tuple[str, str, str], float] = {}
    for match in matches:
        place = match.brief
        if place.feature.startswith(_SEATS) and _is_usual(match.name, place):
            size = _size(place.population)
            for key in ((place.country, place.division, ""), (place.country, place.division, place.district)):
                found[key] = max(size, found.get(key, size))
    return found
