"""A match in its context → a score and the reasons for it, in plain numbers.

The weights are in `weights.toml`. Distances are great-circle distances on a sphere of the Earth's mean radius: within
0.6 % of the ellipsoid, which is plenty for "near", and a hundred times as fast.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from deconflict_map.model.place import MatchKind, PlaceKind
from deconflict_map.toponyms.areas import Area, area_of
from deconflict_map.toponyms.cues import weights

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from deconflict_map.model.place import Match, Place
    from deconflict_map.toponyms.mention import Mention

_EARTH_RADIUS_M = 6_371_008.8  # IUGG mean radius
_WITH_ARTICLE = {PlaceKind.STREAM, PlaceKind.SEA, PlaceKind.RELIEF, PlaceKind.REGION, PlaceKind.VALLEY}
_BIG = {PlaceKind.COUNTRY, PlaceKind.CONTINENT}
_NEAR_M = 300_000  # from here on nearness is no reason to name
_REACHES = 8.0  # times the reach: what is farther counts for nothing (e⁻⁸)


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What the whole text says: shares of countries (ISO code) and of first-level divisions, and sure places' points.

    `anchors` are longitudes and latitudes in degrees.
    """

    countries: Mapping[str, float]
    divisions: Mapping[Area, float]
    anchors: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What the name beside a mention says: the area that follows it, or the places that it is written behind."""

    inside: Area | None = None
    holding: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """A match with its prior, and its score in the context."""

    match: Match
    prior: float
    score: float


def score(match: Match, prior: float, mention: Mention, context: Context, beside: Beside) -> float:
    """Score one match."""
    place, known = match.place, weights()
    total = prior + _around(match, context)
    if mention.wants is not None:
        total += known.wanted_kind if place.kind is mention.wants else known.other_kind
    if mention.behind_article and place.kind in _WITH_ARTICLE:
        total += known.behind_article
    if beside.inside is not None and beside.inside.holds(place):
        total += known.container_follows
    if _holds_one(place, beside):
        total += known.holds
    if place.kind not in _BIG:
        distance_m = _nearest_m(place, context.anchors)
        total += known.neighbour * math.exp(-distance_m / known.neighbour_reach_m)
    return total


def _around(match: Match, context: Context) -> float:
    """What the countries and divisions that the text names add."""
    place, known = match.place, weights()
    share = context.countries.get(place.country, 0.0)
    if place.kind is PlaceKind.COUNTRY:
        return known.same_country * math.sqrt(share)
    if not place.country:
        return known.across * bool(context.countries)
    if not share:
        folded = known.foreign_folded if match.kind is MatchKind.FOLDED else 0.0
        return (known.foreign + folded) * bool(context.countries)
    division = context.divisions.get(Area(place.country, place.division), 0.0) if place.division else 0.0
    return known.same_country * math.sqrt(share) + known.same_division * math.sqrt(share * division)


def _holds_one(place: Place, beside: Beside) -> bool:
    if not beside.holding:
        return False
    area = area_of(place)
    return area is not None and any(area.holds(other) for other in beside.holding)


def belief(scores: Sequence[float]) -> list[float]:
    """Shares of belief by scores; what is left is for a place, person or thing that the gazetteer doesn't know."""
    known, top = weights(), max(scores)
    raw = [math.exp(known.sharpness * (score - top)) for score in scores]
    total = sum(raw) + math.exp(known.sharpness * (known.nobody - top))
    return [value / total for value in raw]


def reasons(match: Match, mention: Mention, context: Context, beside: Beside) -> tuple[str, ...]:
    """Why a match has its score, in words."""
    place = match.place
    found = [_how(match)]
    if mention.wants is place.kind:
        found.append(f"the text calls it a {mention.feature_word}")
    if mention.behind_article and place.kind in _WITH_ARTICLE:
        found.append("the text gives it the article")
    if context.countries.get(place.country, 0.0) and place.kind is not PlaceKind.COUNTRY:
        found.append("its country is named in the text")
    if beside.inside is not None and beside.inside.holds(place):
        found.append(f"the {'division' if beside.inside.level else 'country'} that contains it follows")
    if _holds_one(place, beside):
        found.append("the place before it lies in it")
    distance_m = _nearest_m(place, context.anchors)
    if distance_m < _NEAR_M and place.kind not in _BIG:
        found.append(f"{distance_m / 1000:.0f} km from another place of the text")
    return tuple(found)


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


def _nearest_m(place: Place, anchors: Sequence[tuple[float, float]]) -> float:
    """Distance in metres to the nearest anchor that isn't the place itself; infinite where none is within reach."""
    within_deg = math.degrees(_REACHES * weights().neighbour_reach_m / _EARTH_RADIUS_M)
    distances = [
        _distance_m(place.lon, place.lat, lon, lat)
        for lon, lat in anchors
        if abs(lat - place.lat) < within_deg and (lon, lat) != (place.lon, place.lat)
    ]
    return min(distances, default=math.inf)


def _distance_m(lon1: float, lat1: float, lon2: float, lat2: float) -> float:
    """Great-circle distance by the haversine formula (R. W. Sinnott, Sky & Telescope 68, 1984), degrees in."""
    phi1, phi2 = math.radians(lat1), math.radians(lat2)
    half = math.sin((phi2 - phi1) / 2) ** 2
    half += math.cos(phi1) * math.cos(phi2) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 2 * _EARTH_RADIUS_M * math.asin(min(1.0, math.sqrt(half)))
