"""A sea of which no outline is known → the water about its point; a ground → the land about it.

How far a strait, bay, gulf or sea reaches is guessed from its kind, and drawn as such; but what the base data have as
land isn't sea, so that the guess ends at the coast and at narrow straits. Trade-off taken: beyond the next headland of
an open coast it may be another sea's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import shapely

from deconflict_map.footprints.parameters import rules
from deconflict_map.footprints.point_parameters import point_rules
from deconflict_map.footprints.regions import NOTHING, LevelSet, areal, nested
from deconflict_map.model.place import PlaceKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shapely.geometry import Point
    from shapely.geometry.base import BaseGeometry

    from deconflict_map.footprints.scene import Scene
    from deconflict_map.model.place import Place

_NARROWS = frozenset({"STRT", "CHN", "SD", "HBR", "FJD", "INLT", "ESTY"})
_BAYS = frozenset({"BAY", "BGHT"})
_MOST_TOWNS_FROM_M = 100_000.0
_TOWN_OF_ANY = 15_000
"""Inhabitants of towns that tell whose land lies about wide ground (judgement: GeoNames' own step)."""


def sea_radial_m(place: Place) -> float:
    """How far a sea without an outline is taken to reach from its point, metres, by its kind."""
    rule = rules().sea
    if place.feature in _NARROWS:
        return rule.narrows_m
    if place.feature in _BAYS:
        return rule.bay_m
    if place.feature == "OCN":
        return rule.ocean_m
    return rule.gulf_m if place.feature == "GULF" else rule.sea_m


def _land_by(scene: Scene, place: Place, about: BaseGeometry) -> BaseGeometry:
    """The land within the ground about a sea, metres; worked out once for each."""
    if place.id not in scene.dry:
        # An ocean is as good as all water: its land would be that of half the Earth.
        scene.dry[place.id] = NOTHING if place.feature == "OCN" else land_around(scene, about)
    return scene.dry[place.id]


def waters(scene: Scene, place: Place, at: Point, discs: Mapping[str, BaseGeometry]) -> LevelSet | None:
    """The water of discs (core, likely, support) about a sea, metres; `None` where there is none in one of them.

    The core keeps off the coast by as much as that may be drawn wrongly, the support goes as far beyond it.
    """
    land, error = _land_by(scene, place, discs["support"]), rules().sea.coast_error_m
    wet = {name: _water_in(disc, land, place, at) for name, disc in discs.items()}
    wet["core"] = wet["core"].buffer(-error, quad_segs=4)
    wet["support"] = wet["support"].buffer(error, quad_segs=4)
    return None if any(ground.is_empty for ground in wet.values()) else nested(**wet)


def _water_in(disc: BaseGeometry, land: BaseGeometry, place: Place, at: Point) -> BaseGeometry:
    """The water of a disc about a sea that is one with the sea's own point, metres; empty where there is none.

    Straits part seas: what hangs together by narrow water alone is another's (the Sea of Azov isn't the Black Sea).
    """
    wet = areal(disc.difference(land))
    strait = 0.0 if place.feature in _NARROWS else rules().sea.strait_share * sea_radial_m(place)
    apart = [part for part in shapely.get_parts(wet.buffer(-strait, quad_segs=4)) if not part.is_empty]
    if not apart:
        return wet
    own = min(apart, key=lambda part: (part.distance(at), -part.area))
    return areal(own.buffer(1.1 * strait, quad_segs=4).intersection(wet)) if strait else areal(own)


def land_around(scene: Scene, about: BaseGeometry) -> BaseGeometry:
    """The land of the countries whose towns lie about a ground, and of those that the text names, metres."""
    bounds = scene.bounds_deg(around=about, reach_m=point_rules().off.search_m)
    wide = shapely.minimum_bounding_radius(about) > _MOST_TOWNS_FROM_M
    towns = scene.atlas.gazetteer.places_within(
        bounds, kind=PlaceKind.POPULATED, min_population=_TOWN_OF_ANY if wide else 0
    )
    codes = {town.country for town in towns} | set(scene.atlas.theatre)
    box = shapely.box(*about.bounds).buffer(1.0)
    areas = [scene.land(code) for code in sorted(codes) if code]
    return shapely.union_all([area.intersection(box) for area in areas if not area.is_empty])
