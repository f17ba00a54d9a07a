"""A second-level division without an outline → its ground, from the settlements that the gazetteer puts in it.

What lies nearer to a settlement of the district than to one of any other is the district's (Thiessen polygons; Okabe
et al. 2000, Spatial Tessellations, §2.1), within the outline of its first-level division or country. A settlement more
or less moves the edge, so the edge is told as vague by a share of the district's size; where the gazetteer has too few
settlements around, there is no ground, and a disc stands for it as before.
"""

from __future__ import annotations

from math import pi, sqrt
from typing import TYPE_CHECKING

import numpy as np
import shapely

from deconflict_map.footprints.parameters import rules
from deconflict_map.footprints.regions import NOTHING, areal
from deconflict_map.geodesy import unwrap
from deconflict_map.model.place import PlaceKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shapely.geometry.base import BaseGeometry

    from deconflict_map.footprints.scene import Scene
    from deconflict_map.model.place import Place

_DISTRICT = "ADM2"
_NORTHMOST_DEG = 85.0


def district_ground(scene: Scene, place: Place) -> BaseGeometry | None:
    """The ground of a district in metres, or `None` where the place is none or too little is known around it."""
    if place.feature != _DISTRICT or not place.district:
        return None
    if place.id not in scene.districts:
        scene.districts[place.id] = next(_grounds(scene, place), None)
    return scene.districts[place.id]


def vagueness_m(ground: BaseGeometry) -> float:
    """How far the edge of such a ground may be off, metres."""
    return rules().district.edge_share * sqrt(ground.area / pi)


def _grounds(scene: Scene, place: Place) -> Iterator[BaseGeometry]:
    """What wider and wider surroundings say, as soon as they hold all of the district's edge."""
    rule = rules().district
    for reach_deg in rule.reach_deg:
        seeds = _seeds(scene, place, reach_deg)
        window = _window(scene, place, reach_deg)
        if len(seeds) < rule.fewest:
            continue
        cells, within = _cells(scene, place, seeds).intersection(window), _parent(scene, place)
        ground = areal(cells if within.is_empty else cells.intersection(within))
        if not ground.is_empty and not ground.intersects(window.boundary):
            yield ground


def _seeds(scene: Scene, place: Place, reach_deg: float) -> tuple[Place, ...]:
    """The settlements and districts of the country nearby that are known to lie in a district."""
    bounds, gazetteer = _bounds(place, reach_deg), scene.atlas.gazetteer
    towns = gazetteer.places_within(bounds, kind=PlaceKind.POPULATED)
    fellows = (one for one in gazetteer.places_within(bounds, kind=PlaceKind.DIVISION) if one.feature == _DISTRICT)
    return tuple(one for one in (*towns, *fellows) if one.district and one.country == place.country)


def _cells(scene: Scene, place: Place, seeds: tuple[Place, ...]) -> BaseGeometry:
    """All that lies nearer to the district's own seeds than to others."""
    positions = np.array([[one.lon, one.lat] for one in seeds])
    positions[:, 0] = scene.frame.lon + (positions[:, 0] - scene.frame.lon + 180.0) % 360.0 - 180.0
    xy, first = np.unique(scene.frame.metric_xy(positions), axis=0, return_index=True)
    cells = shapely.get_parts(shapely.voronoi_polygons(shapely.MultiPoint(xy), ordered=True))
    whose = (place.division, place.district)
    own = [at for at, index in enumerate(first) if (seeds[index].division, seeds[index].district) == whose]
    return shapely.union_all(cells[own]) if own else NOTHING


def _parent(scene: Scene, place: Place) -> BaseGeometry:
    """The ground of the first-level division where it has an outline, else of the country; empty without either."""
    division = scene.atlas.gazetteer.division(place.country, place.division)
    shape = None if division is None else scene.shape(division)
    return scene.land(place.country) if shape is None or shape.is_empty else shape


def _window(scene: Scene, place: Place, reach_deg: float) -> BaseGeometry:
    west, south, east, north = _bounds(place, reach_deg)
    if west > east:
        east += 360.0
    return scene.frame.to_metric(unwrap(shapely.box(west, south, east, north), around_lon=scene.frame.lon))


def _bounds(place: Place, reach_deg: float) -> tuple[float, float, float, float]:
    """`(west, south, east, north)` about a place, as wide as high on the ground; over the date line west > east."""
    south, north = max(place.lat - reach_deg, -_NORTHMOST_DEG), min(place.lat + reach_deg, _NORTHMOST_DEG)
    aside = min(reach_deg / np.cos(np.radians(max(abs(south), abs(north)))), 90.0)
    west, east = ((lon + 180.0) % 360.0 - 180.0 for lon in (place.lon - aside, place.lon + aside))
    return float(west), float(south), float(east), float(north)
