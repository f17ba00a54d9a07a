"""What a text's groups are believed to mean → the countries, divisions and stretches of land that it speaks of.

Every group votes with its shares of belief, and no group hears its own vote. Land is counted in cells: a place votes
for its cell and the eight around it, so that asking what lies near is one look into a table instead of a distance to
every other place.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from deconflict_map.model.place import PlaceKind

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Sequence

    from deconflict_map.model.place import Place
    from deconflict_map.toponyms.grouping import Group

_MOST_MENTIONS = 4  # of one name that count: a text says no more by saying it again
_FAMOUS = 0.3  # of a vote for what lies near: capitals and great cities are named from everywhere
_LEAST = 0.02  # of the belief: what has less doesn't vote
_NEAR_DEG, _FAR_DEG = 0.4, 2.5
"""Sides of the cells, degrees of latitude. Judgement: a day's errand (45–90 km), and a region's reach (280–550 km)."""
_NOWHERE = frozenset({PlaceKind.COUNTRY, PlaceKind.CONTINENT, PlaceKind.STREAM, PlaceKind.SEA, PlaceKind.REGION})
_NARROWEST = 0.2  # cosine of the latitude from which on cells grow no wider in degrees

Tally: TypeAlias = "dict[Hashable, float]"


@dataclass(slots=True)
class Votes:
    """Votes by ISO code of a country, by country and code of a division, and by cells.

    `named` are those of countries and divisions that are named themselves, `implied` those of the places in them.
    """

    named: Tally = field(default_factory=dict)
    implied: Tally = field(default_factory=dict)
    divisions_named: Tally = field(default_factory=dict)
    divisions_implied: Tally = field(default_factory=dict)
    near: Tally = field(default_factory=dict)
    far: Tally = field(default_factory=dict)
    named_total: float = 0.0
    implied_total: float = 0.0
    divisions_total: float = 0.0

    def add(self, other: Votes) -> None:
        """Count another's votes in."""
        for mine, theirs in (
            (self.named, other.named),
            (self.implied, other.implied),
            (self.divisions_named, other.divisions_named),
            (self.divisions_implied, other.divisions_implied),
            (self.near, other.near),
            (self.far, other.far),
        ):
            for key, value in theirs.items():
                mine[key] = mine.get(key, 0.0) + value
        self.named_total += other.named_total
        self.implied_total += other.implied_total
        self.divisions_total += other.divisions_total


def votes_of(group: Group) -> Votes:
    """One group's votes."""
    votes = Votes()
    weight = math.sqrt(min(len(group.mentions), _MOST_MENTIONS))
    local = weight * (_FAMOUS if group.facts.group.startswith("great") else 1.0)
    for meaning, share in zip(group.meanings, group.shares, strict=False):
        if share < _LEAST:
            continue
        place, value = meaning.match.place, weight * share
        area = meaning.area
        if place.country and (place.kind is PlaceKind.COUNTRY or (area is not None and area.level == 1)):
            votes.named[place.country] = votes.named.get(place.country, 0.0) + value
            votes.named_total += value
            if area is not None and area.level == 1:
                key = place.country, place.division
                votes.divisions_named[key] = votes.divisions_named.get(key, 0.0) + value
                votes.divisions_total += value
        elif place.country:
            votes.implied[place.country] = votes.implied.get(place.country, 0.0) + value
            votes.implied_total += value
            if place.division:
                key = place.country, place.division
                votes.divisions_implied[key] = votes.divisions_implied.get(key, 0.0) + local * share
        if place.kind not in _NOWHERE and (area is None or area.level != 1):
            for tally, side in ((votes.near, _NEAR_DEG), (votes.far, _FAR_DEG)):
                for cell in _around(place, side):
                    # Several meanings in one stretch of land (a town and its county) are one voice.
                    tally[cell] = max(tally.get(cell, 0.0), local * share)
    return votes


def sum_of(votes: Iterable[Votes]) -> Votes:
    """All votes together."""
    total = Votes()
    for one in votes:
        total.add(one)
    return total


def near_cell(place: Place) -> tuple[int, int]:
    """The small cell in which a place lies."""
    return _cell(place.lon, place.lat, _NEAR_DEG)


def far_cell(place: Place) -> tuple[int, int]:
    """The large cell in which a place lies."""
    return _cell(place.lon, place.lat, _FAR_DEG)


def _cell(lon: float, lat: float, side: float) -> tuple[int, int]:
    row = math.floor(lat / side)
    return row, math.floor(lon / _width(row, side))


@lru_cache(maxsize=1024)
def _width(row: int, side: float) -> float:
    """Width of a row's cells, degrees of longitude: about as wide as high."""
    return side / max(math.cos(math.radians((row + 0.5) * side)), _NARROWEST)


def _around(place: Place, side: float) -> Sequence[tuple[int, int]]:
    row = math.floor(place.lat / side)
    found = []
    for beside in (row - 1, row, row + 1):
        column = math.floor(place.lon / _width(beside, side))
        found += [(beside, column - 1), (beside, column), (beside, column + 1)]
    return found
