"""The votes of a text less a group's own → what they say of the ground that its meanings stand on: features in numbers.

What is said of a country or a division is worked out once for all meanings in it, since many places of one name lie
in one country.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from deconflict_map.model.place import MatchKind

if TYPE_CHECKING:
    from deconflict_map.toponyms.facts import Meaning
    from deconflict_map.toponyms.votes import Cell, Votes

Found: TypeAlias = "list[tuple[str, float]]"
"""Names of features, each with how much of it there is."""

# Looked up once: up to Python 3.11 a look at an enum's member calls a function.
_FOLDED = MatchKind.FOLDED
EPSILON = 1e-9
"""What votes add up to that cancel each other."""
_ALONE = 0.9  # of the votes for countries: such a text is about one country


@dataclass(frozen=True, slots=True, kw_only=True)
class SortFeatures:
    """The names of the features that are told apart by the sort of the place."""

    country_named: str
    no_other_country_named: str
    country_not_named: str
    places_of_the_country: str
    division_named: str
    places_of_the_division: str
    near_others: str
    in_the_region_of_others: str
    listed_with_its_like: str
    listed_with_its_countrys: str
    in_the_outlets_country: str
    in_the_outlets_division: str
    of_another_kind: str


@cache
def sort_features(sort: str) -> SortFeatures:
    """The names of the features of places of a sort."""
    return SortFeatures(
        country_named=f"country named: {sort}",
        no_other_country_named=f"no other country named: {sort}",
        country_not_named=f"country not named: {sort}",
        places_of_the_country=f"places of the country: {sort}",
        division_named=f"division named: {sort}",
        places_of_the_division=f"places of the division: {sort}",
        near_others=f"near others: {sort}",
        in_the_region_of_others=f"in the region of others: {sort}",
        listed_with_its_like=f"listed with its like: {sort}",
        listed_with_its_countrys=f"listed with its country's: {sort}",
        in_the_outlets_country=f"in the outlet's country: {sort}",
        in_the_outlets_division=f"in the outlet's division: {sort}",
        of_another_kind=f"of another kind: {sort}",
    )


class Hearing:
    """What a group hears of the others."""

    def __init__(self, own: Votes, total: Votes) -> None:
        """Take its own votes from all."""
        self._own, self._total = own, total
        self._named = total.named_total - own.named_total
        self._implied = total.implied_total - own.implied_total
        self._countries: dict[tuple[str, str, bool], Found] = {}

    def areas(self, meaning: Meaning, found: Found) -> None:
        """What is said of the country and the division in which a meaning lies."""
        place, sort, total = meaning.match.brief, meaning.sort, self._total
        country, division = place.country, place.division
        if not country:
            if self._named > EPSILON:
                found.append((f"across countries: {meaning.what}", 1.0))
            return
        # Of all countries that nobody speaks of the same is said, and nothing of such divisions: most names of many
        # places are borne there.
        spoken_of = country in total.named or country in total.implied
        key = country if spoken_of else "", sort, meaning.match.kind is _FOLDED
        known = self._countries.get(key)
        if known is None:
            known = self._countries[key] = self._country(*key)
        found += known
        if spoken_of and division and sort != "country":
            inside = country, division
            if inside in total.divisions_named or inside in total.divisions_implied:
                self._division(inside, sort, found)

    def _country(self, country: str, sort: str, folded: bool) -> Found:  # noqa: FBT001 -- part of a key
        own, total, of = self._own, self._total, sort_features(sort)
        found: Found = []
        named = total.named.get(country, 0.0) - own.named.get(country, 0.0)
        if named > EPSILON:
            share = named / self._named
            found.append((of.country_named, math.sqrt(share)))
            if share > _ALONE:
                found.append((of.no_other_country_named, 1.0))
            if folded:
                found.append(("folded, country named", 1.0))
        elif self._named > EPSILON:
            found.append((of.country_not_named, 1.0))
            if folded:
                found.append(("folded, country not named", 1.0))
        implied = total.implied.get(country, 0.0) - own.implied.get(country, 0.0)
        if implied > EPSILON:
            found.append((of.places_of_the_country, math.sqrt(implied / self._implied)))
        return found

    def _division(self, division: tuple[str, str], sort: str, found: Found) -> None:
        own, total, of = self._own, self._total, sort_features(sort)
        named = total.divisions_named.get(division, 0.0) - own.divisions_named.get(division, 0.0)
        if named > EPSILON:
            share = named / (total.divisions_total - own.divisions_total)
            found.append((of.division_named, math.sqrt(share)))
        implied = total.divisions_implied.get(division, 0.0) - own.divisions_implied.get(division, 0.0)
        if implied > EPSILON:
            found.append((of.places_of_the_division, math.sqrt(implied / self._implied)))

    def land(self, cells: tuple[Cell, Cell], of: SortFeatures, found: Found) -> None:
        """What lies near a meaning, and in its region."""
        own, total, (small, large) = self._own, self._total, cells
        near = total.near.get(small, 0.0)
        if near > EPSILON:
            near -= own.near.get(small, 0.0)
            if near > EPSILON:
                found.append((of.near_others, math.log1p(near)))
        far = total.far.get(large, 0.0)
        if far > EPSILON:
            far -= own.far.get(large, 0.0)
            if far > EPSILON:
                found.append((of.in_the_region_of_others, math.log1p(far)))
