"""The places of a phrase → the same, where a far-off namesake gives way to one that lies by the others.

A phrase describes one thing, so that its places lie together. Resolution weighs that, too, but for articles, in which
far-off places are named all the time. Trade-off taken: lines between continents keep what they name, since nothing of
those names lies nearer.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from deconflict_map.geodesy import distance_m
from deconflict_map.model.place import MatchKind, PlaceKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deconflict_map.model.place import Gazetteer, Place
    from deconflict_map.model.toponym import Candidate, Resolution

_FAR_M = 1_500_000.0
"""From here on a place lies far off all others of its phrase (judgement: the width of a large country)."""
_NEAR_M = 500_000.0
_TIMES_NEARER = 5.0
"""So many times nearer a namesake is meant although it isn't near (judgement: Acre and Kirkuk, not Acre in Brazil)."""
_KNOWN_TOWN = 100_000
_SEVERAL = 2
_ALIKE = frozenset({MatchKind.EXACT, MatchKind.FOLDED})
_WIDE = frozenset({PlaceKind.COUNTRY, PlaceKind.CONTINENT, PlaceKind.SEA})
_ASSUMED = 0.5
"""Confidence, at most, of what only its neighbours speak for."""


def together(resolutions: Sequence[Resolution], gazetteer: Gazetteer) -> tuple[Resolution, ...]:
    """The resolutions, each of a place that lies by another one's if there is such a place."""
    return tuple(_nearer(one, _others(one, resolutions), gazetteer) for one in resolutions)


def _others(resolution: Resolution, resolutions: Sequence[Resolution]) -> list[Place]:
    return [one.place for one in resolutions if one is not resolution and one.place is not None]


def _nearer(resolution: Resolution, others: Sequence[Place], gazetteer: Gazetteer) -> Resolution:
    chosen = resolution.place
    if chosen is None or chosen.kind in _WIDE or not others or not _is_far(chosen, others, gazetteer):
        return resolution
    same_first = sorted(resolution.candidates, key=lambda one: one.place.kind is not chosen.kind)
    for candidate in same_first:
        place = candidate.place
        beside = next((other for other in others if _is_near(place, other, gazetteer)), None)
        if candidate.match in _ALIKE and beside is not None:
            return _taken(resolution, candidate, beside)
    for candidate in same_first:
        beside = _much_nearer(candidate.place, chosen, others)
        if candidate.match in _ALIKE and beside is not None:
            return _taken(resolution, candidate, beside)
    return _unknown(resolution, others) if _is_stray(chosen, others) else resolution


def _much_nearer(place: Place, chosen: Place, others: Sequence[Place]) -> Place | None:
    """The other place that a namesake lies by much rather than what was chosen, on no other continent; or `None`."""
    known = [other for other in others if other.kind not in _WIDE]
    if place.kind in _WIDE or not known:
        return None
    away, beside = min(
        ((distance_m(place.lon, place.lat, other.lon, other.lat), other) for other in known), key=lambda pair: pair[0]
    )
    before = min(distance_m(chosen.lon, chosen.lat, other.lon, other.lat) for other in known)
    return beside if away <= _FAR_M and _TIMES_NEARER * away <= before else None


def _is_stray(place: Place, others: Sequence[Place]) -> bool:
    """Whether a small place lies far off others that lie together: its namesake there is one that nobody has."""
    if place.kind is not PlaceKind.POPULATED or place.population >= _KNOWN_TOWN or len(others) < _SEVERAL:
        return False
    if any(other.kind in _WIDE for other in others):
        return False
    first, *rest = others
    return all(distance_m(first.lon, first.lat, other.lon, other.lat) <= _NEAR_M for other in rest)


def _unknown(resolution: Resolution, others: Sequence[Place]) -> Resolution:
    chosen = resolution.place
    if chosen is None:
        return resolution
    away = min(distance_m(chosen.lon, chosen.lat, other.lon, other.lat) for other in others)
    why = f"the only {chosen.name} that is known lies {away / 1000.0:,.0f} km from the other places"
    return replace(resolution, place=None, confidence=0.0, reason=why, evidence=())


def _is_far(place: Place, others: Sequence[Place], gazetteer: Gazetteer) -> bool:
    """Whether a place lies far off all others, none of which is in its country or beside it."""
    apart = all(distance_m(place.lon, place.lat, other.lon, other.lat) > _FAR_M for other in others)
    return apart and not any(_share_ground(place, other, gazetteer) for other in others)


def _is_near(place: Place, other: Place, gazetteer: Gazetteer) -> bool:
    if other.kind not in _WIDE and distance_m(place.lon, place.lat, other.lon, other.lat) <= _NEAR_M:
        return True
    return _share_ground(place, other, gazetteer)


def _share_ground(place: Place, other: Place, gazetteer: Gazetteer) -> bool:
    """Whether two places lie in one country or in neighbouring ones."""
    if not place.country or not other.country:
        return False
    return place.country == other.country or other.country in gazetteer.neighbours(place.country)


def _taken(resolution: Resolution, candidate: Candidate, beside: Place) -> Resolution:
    why = f"lies by {beside.name}, which the phrase names, too"
    confidence = round(min(max(candidate.score, 0.1), _ASSUMED), 4)
    return replace(resolution, place=candidate.place, confidence=confidence, reason=why, evidence=(why,))
