"""What a place is said to lie in → whether it does.

Countries and divisions hold by their codes, and, for what bears none (rivers, seas, regions), by their shapes; regions,
continents and islands hold by their shapes alone. Where neither is known the answer is `None`, which speaks neither
for a place nor against it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from deconflict_map.model.place import MatchKind, PlaceKind, ShapeForm

if TYPE_CHECKING:
    from deconflict_map.gazetteer.atlas import Atlas
    from deconflict_map.model.place import Place

_CONTAINERS = {PlaceKind.COUNTRY, PlaceKind.DIVISION, PlaceKind.REGION, PlaceKind.CONTINENT, PlaceKind.RELIEF}
_SLACK_DEG = 0.3
"""How far off a coarse outline a point may lie and still be within: islets and harbours stand outside of coasts that
were drawn for maps of the world (judgement: some 30 km)."""


def containers(atlas: Atlas, name: str) -> tuple[Place, ...]:
    """The areas that a name or code may denote, those of exactly this name only if there are any.

    Codes: ISO 3166-1 alpha-2 of a country ("SY"), or with a GeoNames code a first-level division ("SY.07", "US-TX").
    """
    found = [match for match in atlas.lookup(name) if match.place.kind in _CONTAINERS]
    exact = [match for match in found if match.kind is MatchKind.EXACT]
    coded = _by_code(atlas, name)
    places = [*coded, *(match.place for match in exact or ([] if coded else found))]
    return tuple(dict.fromkeys(places))


def _by_code(atlas: Atlas, name: str) -> list[Place]:
    country, _, division = name.strip().replace("-", ".").partition(".")
    if not (len(country) == 2 and country.isascii() and country.isupper()):
        return []
    place = atlas.division(country, division) if division else atlas.country(country)
    return [place] if place else []


def is_bounded(outer: Place) -> bool:
    """Whether the gazetteer knows how far an area reaches: by codes or by a shape."""
    coded = outer.kind is PlaceKind.COUNTRY or (outer.kind is PlaceKind.DIVISION and bool(outer.division))
    return coded or outer.shape is ShapeForm.AREA


def lies_in(atlas: Atlas, place: Place, outer: Place) -> bool | None:
    """Whether a place lies in an area, or `None` where that isn't known."""
    if place.id == outer.id:
        return False
    if place.country and (outer.kind is PlaceKind.COUNTRY or (outer.kind is PlaceKind.DIVISION and outer.division)):
        return _by_codes(place, outer)
    return _by_shapes(atlas, place, outer)


def _by_codes(place: Place, outer: Place) -> bool | None:
    if place.country != outer.country:
        return False
    if outer.kind is PlaceKind.COUNTRY:
        return True
    if not place.division:
        return None
    if place.division != outer.division:
        return False
    if not outer.district:
        return True
    return place.district == outer.district if place.district else None


def _by_shapes(atlas: Atlas, place: Place, outer: Place) -> bool | None:
    """Whether a point lies in a shape, or a river or lake meets it."""
    import shapely  # noqa: PLC0415 - names and places need no geometry library

    area = atlas.shape(outer.id) if outer.shape is ShapeForm.AREA else None
    if area is None:
        return None
    if place.shape is not ShapeForm.NONE and place.kind is not PlaceKind.POPULATED:
        own = atlas.shape(place.id)
        if own is not None:
            return bool(shapely.intersects(own, area))
    return bool(shapely.distance(area, shapely.Point(place.lon, place.lat)) <= _SLACK_DEG)
