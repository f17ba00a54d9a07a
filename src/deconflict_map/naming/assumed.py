"""What was read from a phrase → what was taken for granted in reading and drawing it, in sentences.

First the places that the names were taken for, with their rivals; then how the words were read; then what the rules
assume (centre or edge, by air, the sense of a width, …), as their steps tell it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from deconflict_map.geodesy import distance_m
from deconflict_map.model.place import PlaceKind
from deconflict_map.naming.lists import lists

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deconflict_map.model.claim import Claim
    from deconflict_map.model.footprint import Footprint
    from deconflict_map.model.place import Gazetteer, Place
    from deconflict_map.model.toponym import Resolution

_RIVALS = 2
"""So many other places of a name are told in a sentence; the data lists more."""

_SMALL = frozenset({PlaceKind.POPULATED, PlaceKind.STRUCTURE, PlaceKind.RELIEF})
"""Kinds of which several in one country bear the same name: their position tells them apart."""

_LEAST_SCORE = 0.05
"""Of belief: what has less is no rival that a reader would think of (judgement: one in twenty)."""
_SAME_M = 10_000.0
"""Two records so near to one another are taken for one place (judgement: a town and its twin in another source)."""


def assumptions(
    resolutions: Sequence[Resolution],
    claims: Sequence[Claim],
    footprints: Sequence[Footprint],
    gazetteer: Gazetteer,
    *,
    inside: Resolution | None,
) -> tuple[str, ...]:
    """What was taken for granted, each sentence once."""
    told = [] if inside is None else [f"the area given, “{inside.toponym.text}”, {_taken_for(inside, gazetteer)}"]
    by_text = {one.toponym.text: one for one in resolutions}
    told += [f"“{text}” {_taken_for(one, gazetteer)}" for text, one in by_text.items()]
    told += [note for claim in claims for note in claim.notes]
    told += [item for footprint in footprints for step in footprint.steps for item in step.assumptions]
    return tuple(dict.fromkeys(told))


def _taken_for(resolution: Resolution, gazetteer: Gazetteer) -> str:
    place = resolution.place
    if place is None:
        return f"is no place that is known: {resolution.reason}"
    believed = [one.place for one in resolution.candidates if one.score >= _LEAST_SCORE]
    others = [other for other in believed if _is_rival(other, place)][:_RIVALS]
    rivals = f"; not for {' or '.join(_told(other, gazetteer) for other in others)}" if others else ""
    return f"was taken for {_told(place, gazetteer)}{rivals}"


def _is_rival(other: Place, place: Place) -> bool:
    """Whether it would make a difference: another kind of place, or one elsewhere."""
    return other.kind is not place.kind or distance_m(other.lon, other.lat, place.lon, place.lat) > _SAME_M


def _told(place: Place, gazetteer: Gazetteer) -> str:
    """A place so that it can be told from others of its name: its kind and country, and a small one's position."""
    kind = lists().kind_words[place.kind]
    country = None if place.kind is PlaceKind.COUNTRY or not place.country else gazetteer.country(place.country)
    where = "" if country is None else f" in {country.name}"
    return f"{place.name}, {kind}{where}{_position(place) if place.kind in _SMALL else ''}"


def _position(place: Place) -> str:
    north, east = ("S" if place.lat < 0 else "N"), ("W" if place.lon < 0 else "E")
    return f" at {abs(place.lat):.2f}° {north}, {abs(place.lon):.2f}° {east}"
