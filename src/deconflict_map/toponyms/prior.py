"""A match → how readily its place is meant by that name before any context is read, as a score.

Judged by what every place has: kind, feature code, population, whether the name is the one it goes by. A province and
the town that gave it its name are weighed together, since the bare name then means the town. Trade-off: fame beyond
population isn't known here, so a small place of great renown is taken for a small place.
"""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING

from deconflict_map.model.place import MatchKind, PlaceKind
from deconflict_map.toponyms.cues import weights

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deconflict_map.model.place import Match, Place

_MOST_POPULATION_DIGITS = 7.0  # ten million: larger cities aren't meant more often for it
_HAND_KEPT = "dm:"
_SEATS = ("PPLA", "PPLC")
_SHORT_NAME = 5  # letters; folding leaves so little of shorter names that strangers meet


def priors(matches: Sequence[Match]) -> tuple[float, ...]:
    """The prior of each match, in the same order, each weighed in the company of the others."""
    seats, towns = _seats(matches), _towns(matches)
    return tuple(
        _name(match) + _rank(match.place) + _shadow(match.place, seats) + _crowd(match.place, towns)
        for match in matches
    )


def is_first_level(place: Place) -> bool:
    """Whether a place is a first-level division: a state, province or region of a country."""
    return place.kind is PlaceKind.DIVISION and place.feature == "ADM1"


def _name(match: Match) -> float:
    """What the name that matched says: an exact name more than a folded one, the usual name more than a by-name."""
    known = weights()
    total = known.match[match.kind] * match.similarity
    if match.kind is MatchKind.FOLDED and len(match.name) <= _SHORT_NAME:
        total += known.short_folded
    place = match.place
    if place.kind in {PlaceKind.POPULATED, PlaceKind.DIVISION} and not _is_usual(match.name, place):
        total += known.by_name
    return total


def _is_usual(name: str, place: Place) -> bool:
    """Whether a place goes by a name, but for capitals and, if it is a division, for a word such as *County*."""
    one, other = name.casefold(), place.name.casefold()
    return one.startswith(other) or (place.kind is PlaceKind.DIVISION and other.startswith(f"{one} "))


def _rank(place: Place) -> float:
    """What the place is: its kind, its level or its size."""
    known = weights()
    feature = known.feature.get(place.feature, 0.0)
    if place.kind is PlaceKind.POPULATED:
        digits = math.log10(place.population) if place.population > 1 else 0.0
        size = known.population * min(digits / _MOST_POPULATION_DIGITS, 1.0)
        return max(known.prior[place.kind], size + feature, known.capital if place.feature == "PPLC" else 0.0)
    if place.id.startswith(_HAND_KEPT):
        feature += known.hand_kept
    if is_first_level(place) and place.country not in known.large_countries:
        feature += known.small_country
    return known.prior[place.kind] + feature


def _seats(matches: Sequence[Match]) -> dict[tuple[str, str, str], float]:
    """The rank of the foremost town of the name by country, division and district: a province's or county's own."""
    found: dict[tuple[str, str, str], float] = {}
    for match in matches:
        place = match.place
        if place.feature.startswith(_SEATS) and _is_usual(match.name, place):
            rank = _rank(place)
            for key in ((place.country, place.division, ""), (place.country, place.division, place.district)):
                found[key] = max(rank, found.get(key, rank))
    return found


def _shadow(place: Place, seats: dict[tuple[str, str, str], float]) -> float:
    """What a division loses to the town that it is named after, or called like."""
    if place.kind is not PlaceKind.DIVISION:
        return 0.0
    known = weights()
    seat = seats.get((place.country, place.division, "" if place.feature == "ADM1" else place.district))
    if seat is None or seat < known.least_seat:
        return 0.0
    return known.seat_shadow


def _towns(matches: Sequence[Match]) -> Counter[str]:
    """How many towns of the name each country has."""
    return Counter(match.place.country for match in matches if match.place.kind is PlaceKind.POPULATED)


def _crowd(place: Place, towns: Counter[str]) -> float:
    """What a town loses that shares its name with others of its country: who names one alone rarely means it."""
    if place.kind is not PlaceKind.POPULATED or place.feature == "PPLC":
        return 0.0
    return weights().crowd * math.log(towns[place.country])
