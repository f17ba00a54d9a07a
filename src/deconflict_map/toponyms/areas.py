"""A place → the ground it administers, and whether another place lies in it, read off the codes of their divisions.

Codes, not shapes: every place of the gazetteer carries those of its country and divisions, while few have a shape.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from deconflict_map.model.place import PlaceKind

if TYPE_CHECKING:
    from deconflict_map.model.place import Brief

# Looked up once: up to Python 3.11 a look at an enum's member calls a function.
_COUNTRY, _DIVISION = PlaceKind.COUNTRY, PlaceKind.DIVISION


@dataclass(frozen=True, slots=True, order=True)
class Area:
    """A country (ISO code), or a division or district of it (GeoNames codes); the codes below its level are empty."""

    country: str
    division: str = ""
    district: str = ""

    def holds(self, place: Brief) -> bool:
        """Whether a place lies in the area, without being the area itself."""
        if place.country != self.country:
            return False
        if not self.division and not self.district:
            return place.kind is not _COUNTRY
        if place.division != self.division or (self.district and place.district != self.district):
            return False
        return place.kind is not _DIVISION or area_of(place) != self

    @property
    def level(self) -> int:
        """0 for a country, 1 and 2 for its divisions."""
        return bool(self.division) + bool(self.district)


def area_of(place: Brief) -> Area | None:
    """The area that a country or a first- or second-level division administers; `None` for all other places."""
    if not place.country:
        return None
    if place.kind is _COUNTRY:
        return Area(place.country)
    if place.kind is _DIVISION and place.feature == "ADM1" and place.division:
        return Area(place.country, place.division)
    if place.kind is _DIVISION and place.feature == "ADM2" and place.district:
        return Area(place.country, place.division, place.district)
    return None
