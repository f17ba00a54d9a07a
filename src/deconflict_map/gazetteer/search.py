"""A name as a person types it → candidates, best first, each with its reasons.

Reads "Town, Country" and "Town, Division" where the whole isn't a name. Names that are only alike are offered where
nothing else was found. The score orders candidates of one search; it is no probability.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log10
from typing import TYPE_CHECKING

from deconflict_map.model.place import MatchKind, PlaceKind

if TYPE_CHECKING:
    from deconflict_map.model.place import Gazetteer, Match, Place

_MATCH_WEIGHT = {MatchKind.EXACT: 1.0, MatchKind.DEMONYM: 0.9, MatchKind.FOLDED: 0.8, MatchKind.FUZZY: 0.5}
_PROMINENCE = {
    PlaceKind.CONTINENT: 1.0,
    PlaceKind.COUNTRY: 1.0,
    PlaceKind.REGION: 0.7,
    PlaceKind.SEA: 0.7,
    PlaceKind.DIVISION: 0.6,
    PlaceKind.STREAM: 0.55,
    PlaceKind.VALLEY: 0.55,
    PlaceKind.LAKE: 0.5,
    PlaceKind.RELIEF: 0.5,
    PlaceKind.STRUCTURE: 0.45,
    PlaceKind.POPULATED: 0.3,
}
"""Judgement: a country is meant before a town of its name; towns gain by population, up to a country's weight."""
_CAPITAL_PROMINENCE = 0.85
_LARGEST = 7.5
"""Decimal logarithm of the population of the largest city, 30 millions, which counts as much as a country."""
_NEAR_KM = 300.0
"""Distance over which nearness falls to 1/e (judgement: a day's drive, the size of a news scene)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A candidate with its score in [0, 1], and in words what speaks for it."""

    match: Match
    score: float
    reasons: tuple[str, ...]


def search_places(
    gazetteer: Gazetteer, name: str, *, country: str | None, near: tuple[float, float] | None, limit: int
) -> tuple[Finding, ...]:
    """Candidates for `name`; see `Atlas.search`."""
    code = country.upper() if country else None
    matches, context = _matches(gazetteer, name, code)
    found = [match for match in matches if code is None or match.place.country == code]
    findings = [_weigh(match, near, context) for match in found]
    findings.sort(key=lambda finding: (-finding.score, -finding.match.place.population, finding.match.place.id))
    return tuple(findings[:limit])


def _matches(gazetteer: Gazetteer, name: str, country: str | None) -> tuple[tuple[Match, ...], tuple[Place, ...]]:
    """Matches of the whole name, or of what stands before its last comma with what stands behind as context."""
    whole = gazetteer.lookup(name)
    head, comma, tail = name.rpartition(",")
    if whole or not comma:
        return whole or _alike(gazetteer, name, country, ()), ()
    kinds = (PlaceKind.COUNTRY, PlaceKind.DIVISION, PlaceKind.REGION)
    context = tuple(match.place for match in gazetteer.lookup(tail.strip()) if match.place.kind in kinds)
    head = head.strip()
    return gazetteer.lookup(head) or _alike(gazetteer, head, country, context), context


def _alike(gazetteer: Gazetteer, name: str, country: str | None, context: tuple[Place, ...]) -> tuple[Match, ...]:
    countries = [country] if country else sorted({place.country for place in context})
    return gazetteer.lookup_alike(name, countries=countries)


def _weigh(match: Match, near: tuple[float, float] | None, context: tuple[Place, ...]) -> Finding:
    place = match.place
    weight = _MATCH_WEIGHT[match.kind] * match.similarity
    reasons = [f"{match.kind.value} match of “{match.name}”"]
    score = weight * (0.5 + 0.5 * _prominence(place))
    if near:
        from deconflict_map.geodesy.geodesic import distance_m  # noqa: PLC0415 - PROJ, only for this

        away_km = distance_m(*near, place.lon, place.lat) / 1000
        score *= 0.2 + 0.8 * exp(-away_km / _NEAR_KM)
        reasons.append(f"{away_km:.0f} km away")
    if context:
        inside = any(_contains(outer, place) for outer in context)
        score *= 1.0 if inside else 0.2
        reasons.append(f"{'in' if inside else 'not in'} {context[0].name}")
    if place.population:
        reasons.append(f"{place.population:,} people")
    return Finding(match=match, score=round(score, 4), reasons=tuple(reasons))


def _prominence(place: Place) -> float:
    """How readily a place is meant when nothing else is known, in [0, 1]."""
    base = _PROMINENCE[place.kind]
    if place.feature == "PPLC":
        base = max(base, _CAPITAL_PROMINENCE)
    return max(base, min(1.0, log10(max(place.population, 1)) / _LARGEST))


def _contains(outer: Place, place: Place) -> bool:
    same_country = bool(outer.country) and outer.country == place.country
    return same_country and (outer.kind is PlaceKind.COUNTRY or outer.division == place.division)
