"""What a text's groups are believed to mean → the countries, divisions and stretches of land that it speaks of.

Every group votes with its shares of belief, and no group hears its own vote. Land is counted in cells: a place votes
for its cell and the eight around it, so that asking what lies near is one look into a table instead of a distance to
every other place. Of these cells only those count in which something lies that is still to be settled.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from deconflict_map.model.place import PlaceKind

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Iterable

    from deconflict_map.model.place import Brief
    from deconflict_map.toponyms.facts import Meaning
    from deconflict_map.toponyms.grouping import Group

# Looked up once: up to Python 3.11 a look at an enum's member calls a function.
_COUNTRY = PlaceKind.COUNTRY
_MOST_MENTIONS = 4  # of one name that count: a text says no more by saying it again
_FAMOUS = 0.3  # of a vote for what lies near: capitals and great cities are named from everywhere
_LEAST = 0.02  # of the belief: what has less doesn't vote
_NEAR_DEG, _FAR_DEG = 0.4, 2.5
"""Sides of the cells, degrees of latitude. Judgement: a day's errand (45–90 km), and a region's reach (280–550 km)."""
_NOWHERE = frozenset({PlaceKind.COUNTRY, PlaceKind.CONTINENT, PlaceKind.STREAM, PlaceKind.SEA, PlaceKind.REGION})
_NARROWEST = 0.2  # cosine of the latitude from which on cells grow no wider in degrees

_ROW = 1 << 12  # more than a row has cells

WIDE = frozenset({"country", "state"})
"""Sorts of places that are no stretch of land of which anybody asks what lies near."""

Cell: TypeAlias = int
"""A cell by its row and, in it, its column."""
Cells: TypeAlias = "Collection[Cell]"
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

    @property
    def _tallies(self) -> tuple[Tally, ...]:
        return self.named, self.implied, self.divisions_named, self.divisions_implied, self.near, self.far

    def add(self, other: Votes) -> None:
        """Count another's votes in."""
        for mine, theirs in zip(self._tallies, other._tallies, strict=True):
            for key, value in theirs.items():
                mine[key] = mine.get(key, 0.0) + value
        self.named_total += other.named_total
        self.implied_total += other.implied_total
        self.divisions_total += other.divisions_total


@dataclass(frozen=True, slots=True)
class Asked:
    """The small and the large cells of which somebody will ask; votes for others needn't be counted."""

    near: frozenset[Cell]
    far: frozenset[Cell]


def asked_in(groups: Iterable[Group]) -> Asked:
    """The cells in which the meanings of groups lie that somebody weighs or tells of."""
    cells = [
        meaning.cells
        for group in groups
        for meaning in group.meanings
        if meaning.sort not in WIDE and (len(group.meanings) > 1 or not group.settled)
    ]
    return Asked(frozenset([near for near, _ in cells]), frozenset([far for _, far in cells]))


def votes_of(group: Group, asked: Asked | None = None) -> Votes:
    """One group's votes; with `asked` those for other cells are left out."""
    votes = Votes()
    weight = math.sqrt(min(len(group.mentions), _MOST_MENTIONS))
    local = weight * (_FAMOUS if group.facts.group.startswith("great") else 1.0)
    for meaning, share in zip(group.meanings, group.shares, strict=False):
        if share < _LEAST:
            continue
        first_level = meaning.area is not None and meaning.area.level == 1
        _vote_for_areas(votes, meaning, weight * share, local * share, first_level=first_level)
        if not first_level and meaning.match.brief.kind not in _NOWHERE:
            near, far = meaning.reach
            if asked is not None:
                near, far = asked.near.intersection(near), asked.far.intersection(far)
            _vote_for(votes.near, near, local * share)
            _vote_for(votes.far, far, local * share)
    return votes


def _vote_for(tally: Tally, cells: Iterable[Cell], value: float) -> None:
    """Vote for cells; several meanings in one stretch of land (a town and its county) are one voice."""
    for cell in cells:
        if tally.get(cell, 0.0) < value:
            tally[cell] = value


def _vote_for_areas(votes: Votes, meaning: Meaning, value: float, local: float, *, first_level: bool) -> None:
    place = meaning.match.brief
    country = place.country
    if not country:
        return
    if first_level or place.kind is _COUNTRY:
        votes.named[country] = votes.named.get(country, 0.0) + value
        votes.named_total += value
        if first_level:
            key = country, place.division
            votes.divisions_named[key] = votes.divisions_named.get(key, 0.0) + value
            votes.divisions_total += value
        return
    votes.implied[country] = votes.implied.get(country, 0.0) + value
    votes.implied_total += value
    if place.division:
        key = country, place.division
        votes.divisions_implied[key] = votes.divisions_implied.get(key, 0.0) + local


def sum_of(votes: Iterable[Votes]) -> Votes:
    """All votes together."""
    total = Votes()
    for one in votes:
        total.add(one)
    return total


def cells_of(place: Brief) -> tuple[Cell, Cell]:
    """The small and the large cell in which a place lies."""
    return _cell(place.lon, place.lat, _NEAR_DEG), _cell(place.lon, place.lat, _FAR_DEG)


def reach_of(place: Brief) -> tuple[Cells, Cells]:
    """The small and the large cells for which a place votes: its own and the eight around it."""
    return _around(place.lon, place.lat, _NEAR_DEG), _around(place.lon, place.lat, _FAR_DEG)


def _cell(lon: float, lat: float, side: float) -> Cell:
    row = math.floor(lat / side)
    return row * _ROW + math.floor(lon / _widths(side)[row])


def _around(lon: float, lat: float, side: float) -> Cells:
    widths, row = _widths(side), math.floor(lat / side)
    below, own, above = [beside * _ROW + math.floor(lon / widths[beside]) for beside in (row - 1, row, row + 1)]
    return below - 1, below, below + 1, own - 1, own, own + 1, above - 1, above, above + 1


@cache
def _widths(side: float) -> dict[int, float]:
    """Widths of the cells of each row, degrees of longitude: about as wide as high."""
    last = math.ceil(90 / side) + 1
    return {
        row: side / max(math.cos(math.radians((row + 0.5) * side)), _NARROWEST) for row in range(-last - 1, last + 1)
    }
