"""A gold row, or a pin → the kind of place that figures are given apart for; and how ambiguous the row's name is.

What the corpus says of a row counts first; otherwise the record of that name nearest to the gold point, however far,
tells its kind. A row's name is as ambiguous as the gazetteer has places for it, more than 161 km apart: they are
counted from the most populous down, leaving out what lies within 161 km of one that was counted. Trade-off: this greedy
count may miss one or two of the most that could be told apart, and it counts what the gazetteer lists, not the world.
"""

from __future__ import annotations

import tomllib
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from deconflict_map.evaluation.distance import NEAR_KM, distance_km
from deconflict_map.gazetteer.importers.features import code_kinds, kind_of
from deconflict_map.model.place import PlaceKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from deconflict_map.evaluation.mentions import GoldRow, Pin
    from deconflict_map.model.place import Gazetteer, Place

_CLASSES = frozenset("AHLPRSTUV")
"""GeoNames' feature classes."""
_MANY = 21
"""Candidates that are counted at most: one more than the last bound between levels of ambiguity."""


class Group(StrEnum):
    """A kind of place for which figures are given apart."""

    COUNTRY = "country"
    FIRST_LEVEL = "first-level division"
    SECOND_LEVEL = "second-level division"
    POPULATED = "populated"
    NATURE = "water or landform"
    OTHER = "other"
    UNKNOWN = "unknown"


class Ambiguity(StrEnum):
    """How many candidates more than 161 km apart the gazetteer has for a name."""

    NONE = "0"
    ONE = "1"
    FEW = "2–5"
    SEVERAL = "6–20"
    MANY = "more than 20"


class Surveyor:
    """Tells what the gazetteer knows of gold rows and pins; what was asked before is kept."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        """Ask this gazetteer."""
        self._gazetteer = gazetteer
        self._ambiguity = lru_cache(maxsize=65_536)(self._count)
        self._group_of_pin = lru_cache(maxsize=65_536)(self._pin)

    def group(self, row: GoldRow) -> Group:
        """The kind of a gold row's place."""
        told = _told(row.feature_class, row.feature)
        if told is not Group.UNKNOWN:
            return told
        places = [match.place for match in self._gazetteer.lookup(row.text)]
        if not places:
            return Group.UNKNOWN
        return _group_of(min(places, key=lambda place: distance_km(row.lon, row.lat, place.lon, place.lat)))

    def group_of_pin(self, pin: Pin) -> Group:
        """The kind of a prediction's place: by its feature code, or where that doesn't tell by its record."""
        return self._group_of_pin(pin.feature, pin.id)

    def _pin(self, feature: str, place_id: str) -> Group:
        told = _told("", feature)
        place = self._gazetteer.place(place_id) if told is Group.UNKNOWN and place_id else None
        return told if place is None else _group_of(place)

    def ambiguity(self, name: str) -> Ambiguity:
        """How ambiguous a name is."""
        return self._ambiguity(name)

    def _count(self, name: str) -> Ambiguity:
        return ambiguity_of(distinct_places([match.place for match in self._gazetteer.lookup(name)]))


def distinct_places(places: Sequence[Place]) -> int:
    """How many of the places, in their order, lie more than 161 km from all counted before; at most 21."""
    counted: list[Place] = []
    for place in places:
        if all(distance_km(place.lon, place.lat, other.lon, other.lat) > NEAR_KM for other in counted):
            counted.append(place)
            if len(counted) == _MANY:
                break
    return len(counted)


def ambiguity_of(candidates: int) -> Ambiguity:
    """The level of ambiguity that a number of candidates makes."""
    if candidates <= 1:
        return Ambiguity.ONE if candidates else Ambiguity.NONE
    if candidates <= 5:
        return Ambiguity.FEW
    return Ambiguity.SEVERAL if candidates < _MANY else Ambiguity.MANY


def _told(feature_class: str, code: str) -> Group:
    """The kind that a class and code of GeoNames stand for, as far as they are known."""
    codes, kinds = _table()
    if code in codes:
        return codes[code]
    if code not in code_kinds() and feature_class not in _CLASSES:
        return Group.UNKNOWN
    return kinds[kind_of(feature_class, code)]


def _group_of(place: Place) -> Group:
    codes, kinds = _table()
    return codes.get(place.feature) or kinds[place.kind]


@cache
def _table() -> tuple[Mapping[str, Group], Mapping[PlaceKind, Group]]:
    """Groups by feature code, and by kind of place."""
    table = tomllib.loads((files(__package__) / "vocabulary" / "kinds.toml").read_text(encoding="utf-8"))
    codes = {code: Group(name) for name, listed in table["codes"].items() for code in listed}
    return codes, {PlaceKind(kind): Group(name) for kind, name in table["kinds"].items()}
