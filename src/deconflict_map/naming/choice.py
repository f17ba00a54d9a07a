"""A resolution in a phrase → the place that is taken for granted there, with the reason in words.

Order of what counts: the kind that the words ask for; the area that the user gave; the town before the district that
is named after it; and where nothing settled it, the likeliest of the places that bear the name. What was assumed is
told in `reason` and lowers `confidence`; rivals stay among the candidates.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

import shapely

from deconflict_map.geodesy import distance_m, unwrap
from deconflict_map.model.place import MatchKind, PlaceKind, ShapeForm
from deconflict_map.model.toponym import ToponymKind
from deconflict_map.naming.lists import lists

if TYPE_CHECKING:
    from collections.abc import Callable

    from deconflict_map.model.place import Gazetteer, Place
    from deconflict_map.model.toponym import Candidate, Resolution
    from deconflict_map.naming.asked import Asked

_NEAR_M = 60_000.0
"""A town and its province are one answer to "where"; an area without an outline reaches so far (judgement)."""
_SAME_DEG = 0.3
"""A point so near to a course or outline of the same name and kind is another record of it (judgement: a river's point
is its mouth or middle, and courses are generalised)."""
_MARGIN_DEG = 0.1
"""Outlines are generalised, and border towns lie on them."""
_FAR_M = 150_000.0
"""From here on a small place outside the given area isn't what its name means there (judgement: neighbours are named
beside an area, far-off namesakes aren't)."""
_NO_RIVERS = frozenset({PlaceKind.DIVISION, PlaceKind.POPULATED, PlaceKind.COUNTRY})
_KNOWN_TOWN = 100_000
_KNOWN_SEAT = 2_000
"""Inhabitants from which a division's seat is as well known as the division (judgement)."""
_RIVAL = 0.1
"""A place of the very name has at least so much of the belief in one that only bears it, too (judgement)."""
_NEARLY = 0.25
"""A large town with so much of the belief in a far-off division is what its bare name means (judgement)."""
_ALIKE_RATIO = 0.85
"""Letters that two spellings of one name share (judgement: Lachin and Laçın have 0.91, Goris and Gori 0.89 but differ
in the letter that tells them apart, so that the very spelling counts first)."""
_ASSUMED = 0.5
"""Confidence, at most, of what nothing but its name speaks for."""
_SEAT = "PPLA2"
_SEAT_DEG = 1.0
"""The position of a district lies so near to its seat (judgement: half the height of the largest ones)."""
_WIDE = frozenset({PlaceKind.COUNTRY, PlaceKind.CONTINENT, PlaceKind.SEA})
_ALIKE = frozenset({MatchKind.EXACT, MatchKind.FOLDED, MatchKind.DEMONYM})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settling:
    """What a choice may ask: the gazetteer, and the area that the user gave."""

    gazetteer: Gazetteer
    inside: Place | None

    def lies_inside(self, place: Place) -> bool:
        """Whether a place lies in the given area, as far as is known; without one every place does."""
        area = self.inside
        if area is None or place.id == area.id:
            return True
        if area.kind is PlaceKind.COUNTRY:
            return place.country == area.country
        shape = self.gazetteer.shape(area.id)
        if shape is not None and shapely.get_dimensions(shape) == 2:
            here = unwrap(shape, around_lon=place.lon)
            return bool(here.distance(shapely.Point(place.lon, place.lat)) <= _MARGIN_DEG)
        if area.kind is PlaceKind.DIVISION:
            same = (place.country, place.division) == (area.country, area.division)
            return same and (not area.district or place.district == area.district)
        return distance_m(area.lon, area.lat, place.lon, place.lat) <= _NEAR_M

    def distance_m(self, place: Place) -> float | None:
        """How far a place lies outside the given area, metres; `None` where its outline isn't known."""
        shape = None if self.inside is None else self.gazetteer.shape(self.inside.id)
        if shape is None:
            return None
        here, point = unwrap(shape, around_lon=place.lon), shapely.Point(place.lon, place.lat)
        nearest = shapely.get_coordinates(shapely.shortest_line(here, point))[0]
        return distance_m(float(nearest[0]), float(nearest[1]), place.lon, place.lat)


def settled(resolution: Resolution, asked: Asked | None, settling: Settling) -> Resolution:
    """The resolution of a name in a phrase."""
    plain = _as_place(resolution)
    if asked is not None and asked.towns_only:
        plain = _elsewhere(plain)
    choices: tuple[Callable[[Resolution], Resolution], ...] = (
        lambda one: _of_kind(one, asked, settling),
        lambda one: _inside(one, asked, settling),
        lambda one: _own_name(one, asked),
        lambda one: _town_of(one, asked),
        lambda one: _not_far(best_of(one) or one, settling),
    )
    chosen = next((found for choose in choices if (found := choose(plain)) is not plain), plain)
    return _with_outline(chosen, settling)


def _with_outline(resolution: Resolution, settling: Settling) -> Resolution:
    """The record that has an outline or a course, where another source has the same thing as a mere point."""
    chosen = resolution.place
    if chosen is None or chosen.shape is not ShapeForm.NONE:
        return resolution
    for candidate in resolution.candidates:
        place = candidate.place
        if place.kind is not chosen.kind or place.shape is ShapeForm.NONE or candidate.match not in _ALIKE:
            continue
        shape = settling.gazetteer.shape(place.id)
        point = shapely.Point(chosen.lon, chosen.lat)
        if shape is not None and unwrap(shape, around_lon=chosen.lon).distance(point) <= _SAME_DEG:
            return replace(resolution, place=place)
    return resolution


def best_of(resolution: Resolution) -> Resolution | None:
    """The resolution, or what is likeliest among its candidates where nothing was chosen."""
    if resolution.place is not None:
        return resolution
    known = [one for one in resolution.candidates if one.match in _ALIKE]
    if not known:
        return None
    many = f"the likeliest of {len(known)} places of this name"
    return _taken(resolution, known[0], many if len(known) > 1 else "the only place of this name that is known")


def _as_place(resolution: Resolution) -> Resolution:
    """A name in a phrase stands for its place: there are no governments that speak in it."""
    toponym = resolution.toponym
    if toponym.kind is ToponymKind.DEMONYM or toponym.literal:
        return resolution
    return replace(resolution, toponym=replace(toponym, literal=True, why_not_literal=""))


def _of_kind(resolution: Resolution, asked: Asked | None, settling: Settling) -> Resolution:
    """The candidate of the kind that a list asks for, near the place chosen or in the given area."""
    chosen = resolution.place
    if asked is None or (chosen is not None and chosen.kind is asked.kind):
        return resolution
    if asked.towns_only and (chosen is None or chosen.kind is not PlaceKind.POPULATED):
        return resolution
    for candidate in resolution.candidates:
        place = candidate.place
        near = chosen is None or distance_m(chosen.lon, chosen.lat, place.lon, place.lat) <= 4 * _NEAR_M
        fits = place.kind is asked.kind or (asked.towns_only and place.kind is PlaceKind.REGION)
        if fits and near and candidate.match in _ALIKE and settling.lies_inside(place):
            return _taken(resolution, candidate, f"the words ask for {lists().kind_words[place.kind]}")
    likeliest = (best_of(resolution) or resolution).place
    if asked.kind is PlaceKind.STREAM and likeliest is not None and likeliest.kind in _NO_RIVERS:
        return _no_river(resolution, likeliest)
    return resolution if asked.towns_only else _district_of(best_of(resolution) or resolution, asked, settling)


def _no_river(resolution: Resolution, other: Place) -> Resolution:
    """No place: what bears the name is no river, and the words ask for one."""
    why = f"no river called “{resolution.toponym.text}” is in the gazetteer, only {other.name}"
    return replace(resolution, place=None, confidence=0.0, reason=why, evidence=(), candidates=())


def _district_of(resolution: Resolution, asked: Asked, settling: Settling) -> Resolution:
    """The district that the chosen town lies in and is the seat of, where the words ask for a division of its name."""
    town = resolution.place
    if asked.kind is not PlaceKind.DIVISION or town is None or town.feature != _SEAT or not town.district:
        return resolution
    reach = (town.lon - _SEAT_DEG, town.lat - _SEAT_DEG, town.lon + _SEAT_DEG, town.lat + _SEAT_DEG)
    own = (town.country, town.division, town.district)
    for place in settling.gazetteer.places_within(reach, kind=PlaceKind.DIVISION):
        if (place.country, place.division, place.district) == own:
            why = f"the words ask for {lists().kind_words[asked.kind]}, and {town.name} is the seat of this one"
            return replace(resolution, place=place, reason=why, evidence=(why,))
    return resolution


def _inside(resolution: Resolution, asked: Asked | None, settling: Settling) -> Resolution:
    """The likeliest candidate in the given area, where the chosen place lies outside it."""
    chosen, area = resolution.place, settling.inside
    if area is None or (chosen is not None and (chosen.kind in _WIDE or settling.lies_inside(chosen))):
        return resolution
    if chosen is not None and not chosen.country:
        return resolution  # rivers and regions of several countries
    here = [one for one in resolution.candidates if one.match in _ALIKE and settling.lies_inside(one.place)]
    here.sort(key=lambda one: asked is not None and one.place.kind is not asked.kind)
    return _taken(resolution, here[0], f"lies in {area.name}") if here else resolution


def _not_far(resolution: Resolution, settling: Settling) -> Resolution:
    """No place where the only ones that bear the name are small and lie far outside the given area."""
    place, area = resolution.place, settling.inside
    if place is None or area is None or place.kind in _WIDE or not place.country or settling.lies_inside(place):
        return resolution
    away = settling.distance_m(place)
    if place.population >= _KNOWN_TOWN or away is None or away < _FAR_M:
        return resolution
    why = f"the only {place.name} that is known lies {away / 1000.0:,.0f} km outside of {area.name}"
    return replace(resolution, place=None, confidence=0.0, reason=why, evidence=())


def _elsewhere(resolution: Resolution) -> Resolution:
    """The town that a bare name means in place of a far-off division, where the words ask for the ground about it."""
    best = best_of(resolution) or resolution
    meant, chosen = _town(best, None), best.place
    town = meant.place
    if town is None or chosen is None or distance_m(chosen.lon, chosen.lat, town.lon, town.lat) <= 2 * _NEAR_M:
        return resolution
    return meant


def _own_name(resolution: Resolution, asked: Asked | None) -> Resolution:
    """The place that is called so, where one that only bears the name among others was chosen.

    An old or foreign name of a place that is far better known ("Saigon") keeps it.
    """
    chosen = (best_of(resolution) or resolution).place
    text = resolution.toponym.text
    if asked is not None or chosen is None or chosen.kind in _WIDE or _goes_by(chosen, text):
        return resolution
    least = _RIVAL * max((one.score for one in resolution.candidates), default=0.0)
    towns = {PlaceKind.DIVISION, PlaceKind.POPULATED} if chosen.kind is PlaceKind.DIVISION else {chosen.kind}
    known = [one for one in resolution.candidates if one.match in _ALIKE and one.score >= least]
    known = [one for one in known if one.place.kind in towns]  # no word asks for a division in place of a town
    known.sort(key=lambda one: one.place.kind is PlaceKind.DIVISION)
    own = [one for one in known if _plain(one.place.name) == _plain(text)]
    if not own and not _is_called(chosen, text):
        own = [one for one in known if _is_called(one.place, text)]
    return _taken(resolution, own[0], f"is called “{text}” itself") if own else resolution


def _goes_by(place: Place, text: str) -> bool:
    """Whether a text is a place's own name, for a river with or without that word ("Litani", Litani River)."""
    own, asked = _plain(place.name), _plain(text)
    return own == asked or (place.kind is PlaceKind.STREAM and own == f"{asked} river")


def _is_called(place: Place, text: str) -> bool:
    """Whether a text is a place's own name, or another spelling of it ("Lachin", Laçın)."""
    own, asked = _plain(place.name), _plain(text)
    return own == asked or own.startswith(asked + " ") or SequenceMatcher(None, own, asked).ratio() >= _ALIKE_RATIO


def _plain(name: str) -> str:
    """A name in small letters without accents."""
    bare = "".join(letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter))
    return bare.casefold().replace("ı", "i")


def _town_of(resolution: Resolution, asked: Asked | None) -> Resolution:
    """The town that is meant by a name of which the likeliest place is a division; the same where there is none."""
    best = best_of(resolution) or resolution
    found = _town(best, asked)
    return resolution if found is best else found


def _town(resolution: Resolution, asked: Asked | None) -> Resolution:
    """The town where a division named after it was chosen, and no word asks for a division.

    A first-level division yields to its seat, or to a large town: others are hardly better known than it. Far from it
    the town must be nearly as likely by its name ("Gaza").
    """
    chosen = resolution.place
    if asked is not None or chosen is None or chosen.kind is not PlaceKind.DIVISION:
        return resolution
    for candidate in resolution.candidates:
        place = candidate.place
        least = 0 if chosen.district else _KNOWN_SEAT if place.feature == "PPLA" else _KNOWN_TOWN
        near = distance_m(chosen.lon, chosen.lat, place.lon, place.lat) <= 2 * _NEAR_M
        near = near or (place.population >= _KNOWN_TOWN and candidate.score >= _NEARLY * resolution.confidence)
        town = place.kind is PlaceKind.POPULATED and place.population >= least
        if town and near and candidate.match in _ALIKE:
            return _taken(resolution, candidate, "the town, since no word asks for its division")
    return resolution


def _taken(resolution: Resolution, candidate: Candidate, why: str) -> Resolution:
    confidence = min(max(candidate.score, resolution.confidence if resolution.place else 0.0), _ASSUMED)
    return replace(resolution, place=candidate.place, confidence=round(confidence, 4), reason=why, evidence=(why,))
