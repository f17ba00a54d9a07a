"""The places of a phrase → the same, where what a name is said to lie in chooses among its namesakes.

"Vista Hermosa, Colombia" and "Santiago in Panama" name the smaller place first and what it lies in behind it.
Resolution weighs that, too; here it decides, since nothing else than the larger place explains why it is named. Refuses
nothing: where no place of the name lies in the larger one, both stay what they are. Trade-off taken: names that are
listed with their like ("in Tripoli, Syria and Iraq") hold nothing, so that a list is never taken for an address.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from deconflict_map.model.place import MatchKind, PlaceKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deconflict_map.model.place import Gazetteer, Place
    from deconflict_map.model.toponym import Resolution

_HOLDS = re.compile(r", ?|,? in (?:the )?| \(")
_ADDS = re.compile(r", ?|,? (?:and|or) (?:in )?(?:the )?|, ")
_LARGER = frozenset({PlaceKind.COUNTRY, PlaceKind.DIVISION})
_UNHELD = frozenset({PlaceKind.COUNTRY, PlaceKind.CONTINENT, PlaceKind.SEA, PlaceKind.STREAM})
_ALIKE = frozenset({MatchKind.EXACT, MatchKind.FOLDED})
_SURE = 0.9
"""Confidence of what its name and what it lies in speak for (judgement: namesakes within one division are rare)."""


def held(resolutions: Sequence[Resolution], text: str, gazetteer: Gazetteer) -> tuple[Resolution, ...]:
    """The resolutions of a phrase, each of a place that lies in what stands behind it as holding it."""
    row = list(resolutions)
    for index in range(len(row) - 2, -1, -1):  # from the right: "Vista Hermosa, Meta, Colombia"
        larger = row[index + 1].place
        if larger is None or not _may_hold(row, index, text) or _is_listed(row, index + 1, text):
            continue
        place = _inside(row[index], larger, gazetteer)
        if place is not None:
            why = f"lies in {larger.name}, which stands behind it"
            row[index] = replace(row[index], place=place, confidence=_SURE, reason=why, evidence=(why,))
    return tuple(row)


def _may_hold(row: Sequence[Resolution], index: int, text: str) -> bool:
    """Whether the place behind another one stands as what holds it, and doesn't do so already."""
    inner, larger = row[index].place, row[index + 1].place
    gap = text[row[index].toponym.span.end : row[index + 1].toponym.span.start]
    if larger is None or larger.kind not in _LARGER or not _HOLDS.fullmatch(gap):
        return False
    return inner is None or not (inner.kind in _UNHELD or inner.lies_in(larger) or _rank(inner) == _rank(larger))


def _is_listed(row: Sequence[Resolution], index: int, text: str) -> bool:
    """Whether a place is joined with another of its own rank behind it."""
    place, fellow = row[index].place, row[index + 1].place if index + 1 < len(row) else None
    if place is None or fellow is None or _rank(place) != _rank(fellow):
        return False
    return _ADDS.fullmatch(text[row[index].toponym.span.end : row[index + 1].toponym.span.start]) is not None


def _rank(place: Place) -> tuple[PlaceKind, bool]:
    return place.kind, bool(place.district)


def _inside(resolution: Resolution, larger: Place, gazetteer: Gazetteer) -> Place | None:
    """The best place of the name that lies in a larger one: a town before a division, as anywhere in a phrase."""
    matches = gazetteer.lookup(resolution.toponym.text)
    inside = [match.place for match in matches if match.kind in _ALIKE and match.place.lies_in(larger)]
    towns = [place for place in inside if place.kind is PlaceKind.POPULATED]
    return next(iter(towns or inside), None) or _named_in_full(resolution.toponym.text, larger, gazetteer)


def _named_in_full(name: str, larger: Place, gazetteer: Gazetteer) -> Place | None:
    """The largest town in a division whose full name begins so: "San José" of San José del Guaviare."""
    shape = None if larger.kind is PlaceKind.COUNTRY else gazetteer.shape(larger.id)
    if shape is None:
        return None
    west, south, east, north = (float(bound) for bound in shape.bounds)
    around = gazetteer.places_within((west, south, east, north), kind=PlaceKind.POPULATED)
    return next((place for place in around if place.lies_in(larger) and place.name.startswith(f"{name} ")), None)
