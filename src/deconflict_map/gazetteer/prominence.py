"""A place → how readily it is meant by its name when nothing else is known, in [0, 1].

Judged by what every place has: kind, feature code, population, number of names, whether it has a shape. All weights are
judgement: what a reader of news means, with the reason beside each. It is no probability.
"""

from __future__ import annotations

from math import log10
from typing import TYPE_CHECKING

from deconflict_map.model.place import PlaceKind, ShapeForm

if TYPE_CHECKING:
    from deconflict_map.model.place import Place

_BASE = {
    PlaceKind.CONTINENT: 1.0,
    PlaceKind.COUNTRY: 1.0,
    PlaceKind.REGION: 0.7,
    PlaceKind.DIVISION: 0.7,
    PlaceKind.SEA: 0.65,
    PlaceKind.STREAM: 0.55,
    PlaceKind.VALLEY: 0.55,
    PlaceKind.LAKE: 0.55,
    PlaceKind.RELIEF: 0.55,
    PlaceKind.STRUCTURE: 0.4,
    PlaceKind.POPULATED: 0.15,
}
"""A country is meant before a town of its name; a state, region or river before a village, but after a large town."""
_FEATURE = {"ADM2": -0.25, "ADM3": -0.35, "ADM4": -0.4, "ADM5": -0.4, "PPLX": -0.1, "PPLH": -0.3, "PPLQ": -0.3}
"""A county comes after its town; a quarter and what is abandoned after what stands."""
_SEAT = {"PPLC": 0.05, "PPLA": 0.05, "PPLA2": 0.02}
_CAPITAL = 0.9
"""A capital is a name for its government: before every first-level division."""
_LARGEST = 7.5
"""Decimal logarithm of the population of the largest city, 30 millions."""
_MANY_NAMES = 2.0
"""Decimal logarithm of the number of names of a place known all over the world, 100."""
_FAME = 0.1
_SHAPE = 0.05
"""Who has a shape stands on maps of the world."""
_CHOSEN = 0.1
_CHOSEN_IDS = ("ne:", "dm:")
"""What Natural Earth draws or the supplement lists was chosen by somebody out of many."""


def prominence(place: Place, names: int) -> float:
    """How readily a place that has so many names is meant, in [0, 1]."""
    if place.kind in {PlaceKind.CONTINENT, PlaceKind.COUNTRY}:
        return _BASE[place.kind]
    fame = _FAME * min(1.0, log10(max(names, 1)) / _MANY_NAMES)
    if place.kind is PlaceKind.POPULATED:
        size = max(_BASE[place.kind], log10(max(place.population, 1)) / _LARGEST)
        weight = size + fame + _SEAT.get(place.feature, 0.0) + _FEATURE.get(place.feature, 0.0)
        return min(0.99, max(weight, _CAPITAL if place.feature == "PPLC" else 0.0))
    weight = _BASE[place.kind] + fame + _FEATURE.get(place.feature, 0.0)
    if place.shape is not ShapeForm.NONE:
        weight += _SHAPE
    if place.kind is not PlaceKind.DIVISION and place.id.startswith(_CHOSEN_IDS):
        weight += _CHOSEN
    return min(0.89, max(weight, 0.0))
