"""In a direction from a place → a cone from its centre, between distances from its edge, cut half-way to rivals.

The cone's half-angle is the heading error for the core (45°, 22.5° or 11.25°) and wider for the outer levels, after
the ratings that people gave to "north of": 0.97 on average within 15° of the named direction, 0.78 to 45°, 0.53 to
75°, 0 past 90° (Hall, Smart & Jones 2011). Azimuths count from true north at the place. The apex is the centre, since
the ratings were taken from there; the distances count from the edge, as Best Practices ask.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

from deconflict_map.footprints.comparable import cell_of
from deconflict_map.footprints.extents import extent_of
from deconflict_map.footprints.parameters import rules
from deconflict_map.footprints.regions import limited, nested
from deconflict_map.footprints.tract import Refusal, Tract, km, language
from deconflict_map.model.place import PlaceKind

if TYPE_CHECKING:
    from shapely.geometry import Point
    from shapely.geometry.base import BaseGeometry

    from deconflict_map.footprints.extents import Extent
    from deconflict_map.footprints.regions import LevelSet
    from deconflict_map.footprints.scene import Scene
    from deconflict_map.footprints.tract import Case
    from deconflict_map.model.relation import DirectionOf
    from deconflict_map.units.heading import Heading


def half_angles_deg(heading: Heading) -> tuple[float, float, float]:
    """Half the angle of the cone for core, likely and support."""
    rule = rules().direction
    support = rule.support_cardinal_deg if heading.is_cardinal else rule.support_other_deg
    return heading.half_angle_deg, min(heading.half_angle_deg + rule.likely_widening_deg, support), support


def direction_of(relation: DirectionOf, case: Case) -> Tract | Refusal:
    """North, southwest … of a place."""
    place = case.scene.atlas.place(relation.ref)
    if place is None:
        return Refusal(reason="the place isn't known")
    ground = extent_of(case.scene, place)
    cell = cell_of(case.scene, place, ground, reach_m=rules().direction.to_m[2])
    cone = _cone(case.scene, ground, relation.heading)
    region = limited(cone, core=cell.ground, likely=cell.ground, support=cell.wide)
    region, wet = _on_dry_land(case.scene, region)
    angles, far = half_angles_deg(relation.heading), rules().direction.to_m
    effect = (
        f"a cone to the {relation.heading.word} of {place.name}, ±{angles[0]:g}° to {km(far[0])} (core), "
        f"±{angles[1]:g}° to {km(far[1])} (likely), ±{angles[2]:g}° to {km(far[2])} (possible) from its edge"
    )
    assumptions = ("the distance isn't said; it counts from the edge of the place", *cell.told, *wet)
    return Tract(
        region=region,
        steps=(case.step(rules().direction, effect, span=relation.span, records=(place,), assumptions=assumptions),),
        uncertainty=(
            language(far[2], f"how far {relation.heading.word} of {place.name}, and how exactly, isn't said"),
            *ground.told(place.name),
        ),
        what_would_change=(f"A distance from {place.name} would shrink this region to a narrow band.",),
    )


def wedge(apex: Point, *, azimuth_deg: float, half_angle_deg: float, length_m: float) -> BaseGeometry:
    """A sector of a disc in the plane: `azimuth_deg` clockwise from +y, at most a half disc."""
    turns = np.radians(np.linspace(azimuth_deg - half_angle_deg, azimuth_deg + half_angle_deg, 33))
    arc = np.column_stack([np.sin(turns), np.cos(turns)]) * length_m + [apex.x, apex.y]
    return shapely.Polygon([(apex.x, apex.y), *arc])


def _cone(scene: Scene, ground: Extent, heading: Heading) -> LevelSet:
    rule = rules().direction
    azimuth = scene.frame.grid_azimuth_deg(heading.azimuth_deg, x=ground.centre.x, y=ground.centre.y)
    levels = []
    for half_angle, first, last in zip(half_angles_deg(heading), rule.from_m, rule.to_m, strict=True):
        # Twice the reach, so that the straight last edges of the arc stay outside the ring.
        sector = wedge(
            ground.centre, azimuth_deg=azimuth, half_angle_deg=half_angle, length_m=2 * (2 * ground.radial_m + last)
        )
        ring = ground.ground.buffer(last).difference(ground.ground.buffer(first))
        levels.append(sector.intersection(ring))
    core, likely, support = levels
    return nested(core=core, likely=likely, support=support)


def _on_dry_land(scene: Scene, region: LevelSet) -> tuple[LevelSet, tuple[str, ...]]:
    """Lakes taken off core and likely: what armies hold or agree on lies on land, unless the words say otherwise."""
    if region.is_empty:
        return region, ()
    bounds = scene.bounds_deg(around=region.support, reach_m=50_000.0)
    water, names = [], []
    for lake in scene.atlas.gazetteer.places_within(bounds, kind=PlaceKind.LAKE):
        shape = scene.shape(lake)
        if shape is not None and shape.intersects(region.likely):
            water.append(shape)
            names.append(lake.name)
    if not water:
        return region, ()
    dry = region.support.difference(shapely.union_all(water))
    return limited(region, core=dry, likely=dry), (f"a point on the water of {', '.join(names)} isn't meant",)
