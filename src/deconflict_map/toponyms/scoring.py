"""A match in its context → a score and the reasons for it, in plain numbers.

The weights are in `weights.toml`. Distances are great-circle distances on a sphere of the Earth's mean radius: within
0.6 % of the ellipsoid, which is plenty for "near", and a hundred times as fast.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from deconflict_map.model.place import MatchKind, PlaceKind
from deconflict_map.toponyms.cues import weights

if TYPE_CHECKING:
    from deconflict_map.model.place import Match, Place
    from deconflict_map.toponyms.mention import Mention

_EARTH_RADIUS_M = 6_371_008.8  # IUGG mean radius
_WITH_ARTICLE = {PlaceKind.STREAM, PlaceKind.SEA, PlaceKind.RELIEF, PlaceKind.REGION, PlaceKind.VALLEY}
_MOST_POPULATION_DIGITS = 7.0  # ten million: larger cities aren't meant more often for it


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What the whole text says: the share of each country (ISO code), and points (lon, lat) of places that are sure."""

    countries: dict[str, float]
    anchors: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """A match with its score and the reasons for it in words."""

    match: Match
    score: float
    evidence: tuple[str, ...]


def score(match: Match, mention: Mention, context: Context, inside: frozenset[str]) -> Scored:
    """Score one match; `inside` are the countries of the container that follows the name."""
    place, known = match.place, weights()
    total = known.match[match.kind] * match.similarity
    total += _prior(place)
    evidence = [_how(match)]
    if mention.wants is not None:
        agrees = place.kind is mention.wants
        total += known.wanted_kind if agrees else known.other_kind
        evidence += [f"the text calls it a {mention.feature_word}"] if agrees else []
    if mention.behind_article and place.kind in _WITH_ARTICLE:
        total += known.behind_article
        evidence.append("the text gives it the article")
    share = context.countries.get(place.country, 0.0)
    if place.kind is not PlaceKind.COUNTRY and place.country:
        total += known.same_country * math.sqrt(share) if share else known.foreign * bool(context.countries)
        evidence += ["its country is named in the text"] if share else []
    if place.country in inside:
        total += known.container_follows
        evidence.append("the country that contains it follows")
    distance_m = _nearest_m(place, context.anchors)
    if distance_m is not None and place.kind not in {PlaceKind.COUNTRY, PlaceKind.CONTINENT}:
        total += known.neighbour * math.exp(-distance_m / known.neighbour_reach_m)
        evidence += [f"{distance_m / 1000:.0f} km from another place of the text"] if distance_m < 300_000 else []
    return Scored(match=match, score=total, evidence=tuple(evidence))


def _how(match: Match) -> str:
    match match.kind:
        case MatchKind.EXACT:
            return f"is called “{match.name}”"
        case MatchKind.FOLDED:
            return f"is also spelt “{match.name}”"
        case MatchKind.DEMONYM:
            return f"“{match.name}” is its adjective or people"
        case MatchKind.FUZZY:
            return f"is spelt nearly like “{match.name}” ({match.similarity:.0%} alike)"


def _prior(place: Place) -> float:
    known = weights()
    digits = math.log10(place.population) if place.population > 1 else 0.0
    return known.prior[place.kind] + known.population * min(digits / _MOST_POPULATION_DIGITS, 1.0)


def _nearest_m(place: Place, anchors: tuple[tuple[float, float], ...]) -> float | None:
    """Distance in metres to the nearest anchor that isn't the place itself, or `None`."""
    distances = [
        _distance_m(place.lon, place.lat, lon, lat) for lon, lat in anchors if (lon, lat) != (place.lon, place.lat)
    ]
    return min(distances, default=None)


def _distance_m(lon1: float, lat1: float, lon2: float, lat2: float) -> float:
    """Great-circle distance by the haversine formula (R. W. Sinnott, Sky & Telescope 68, 1984), degrees in."""
    phi1, phi2 = math.radians(lat1), math.radians(lat2)
    half = math.sin((phi2 - phi1) / 2) ** 2
    half += math.cos(phi1) * math.cos(phi2) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 2 * _EARTH_RADIUS_M * math.asin(min(1.0, math.sqrt(half)))
