"""In a direction from a place → a cone from its centre, between distances from its edge, cut half-way to rivals.

The cone's half-angle is the heading error for the core (45°, 22.5° or 11.25°) and wider for the outer levels, after
the ratings that people gave to "north of": 0.97 on average within 15° of the named direction, 0.78 to 45°, 0.53 to
75°, 0 past 90° (Hall, Smart & Jones 2011). Azimuths count from true north at the place. The apex is the centre, since
the ratings were taken from there; the distances count from the edge, as Best Practices ask.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import shapely

from deconflict_map.footprints.parameters import rules
from deconflict_map.footprints.point_parameters import point_rules
from deconflict_map.footprints.references import cell_round, reference_of
from deconflict_map.footprints.regions import limited, nested
from deconflict_map.footprints.rounds import direction, sector, swept, weighty, widened
from deconflict_map.footprints.tract import Refusal, Tract, km, language
from deconflict_map.model.place import PlaceKind
from deconflict_map.model.relation import SideOf

if TYPE_CHECKING:
    from shapely.geometry import Point
    from shapely.geometry.base import BaseGeometry

    from deconflict_map.footprints.extents import Extent
    from deconflict_map.footprints.parameters import Rule
    from deconflict_map.footprints.references import Reference
    from deconflict_map.footprints.regions import LevelSet
    from deconflict_map.footprints.scene import Scene
    from deconflict_map.footprints.tract import Case
    from deconflict_map.model.relation import DirectionOf
    from deconflict_map.units.heading import Heading


# Judgement: ground that is named with a place in it reaches no farther from it.
_ROUND_M = 2_000_000.0


def half_angles_deg(heading: Heading) -> tuple[float, float, float]:
    """Half the angle of the cone for core, likely and support."""
    rule = rules().direction
    support = rule.support_cardinal_deg if heading.is_cardinal else rule.support_other_deg
    return heading.half_angle_deg, min(heading.half_angle_deg + rule.likely_widening_deg, support), support


def direction_of(relation: DirectionOf, case: Case) -> Tract | Refusal:
    """North, southwest … of a place; due north; between north and east of it; north of a whole region."""
    reference = reference_of(relation.ref, case)
    if isinstance(reference, Refusal):
        return reference
    if reference.is_line:
        return case.tract(SideOf(ref=relation.ref, heading=relation.heading, span=relation.span))
    if reference.extent.outlined and reference.extent.radial_m >= point_rules().beyond.least_radial_m:
        return beyond(relation, reference, case)
    return _from_place(relation, reference, case)


def turned_deg(scene: Scene, heading: Heading, at: Point) -> float:
    """The azimuth in the plane of a true heading at a position."""
    return scene.frame.grid_azimuth_deg(heading.azimuth_deg, x=at.x, y=at.y)


def bearings(relation: DirectionOf) -> tuple[Heading, tuple[float, float, float], str]:
    """The middle of the angle that is meant, half of it for each level, and the words for it."""
    heading, until = relation.heading, relation.until
    if until is not None:
        rule = point_rules().until
        turn = (until.azimuth_deg - heading.azimuth_deg + 180.0) % 360.0 - 180.0
        middle = replace(heading, azimuth_deg=(heading.azimuth_deg + turn / 2) % 360.0)
        core, likely, support = (abs(turn) / 2 + more for more in rule.widening_deg)
        return middle, (core, likely, support), f"between {heading.word} and {until.word}"
    if relation.due:
        return heading, point_rules().due.half_angles_deg, f"due {heading.word}"
    return heading, half_angles_deg(heading), heading.word


def _from_place(relation: DirectionOf, reference: Reference, case: Case) -> Tract:
    ground, far = reference.extent, rules().direction.to_m
    middle, angles, words = bearings(relation)
    cell = cell_round(reference, case, reach_m=far[2])
    cone = _cone(case.scene, ground, middle, angles)
    region = limited(cone, core=cell.ground, likely=cell.ground, support=cell.wide)
    region, wet = _on_dry_land(case.scene, region)
    effect = (
        f"a cone to the {words} of {reference.name}, ±{angles[0]:g}° to {km(far[0])} (core), "
        f"±{angles[1]:g}° to {km(far[1])} (likely), ±{angles[2]:g}° to {km(far[2])} (possible) from its edge"
    )
    assumptions = ("the distance isn't said; it counts from the edge of the place", *cell.told, *wet)
    if relation.bounded:
        effect = (
            f"what of the named ground lies {words} of {reference.name}, within ±{angles[0]:g}° (core), "
            f"±{angles[1]:g}° (likely) and ±{angles[2]:g}° (possible)"
        )
        assumptions = ("it reaches as far as the ground that is named with it",)
    rule = point_rules().until if relation.until is not None else _rule(due=relation.due)
    return Tract(
        region=region,
        open_side=_open_cone(case.scene, ground, middle, angles) if relation.bounded else None,
        steps=(case.step(rule, effect, span=relation.span, records=reference.records, assumptions=assumptions),),
        uncertainty=(
            language(far[2], f"how far {words} of {reference.name}, and how exactly, isn't said"),
            *reference.told,
        ),
        what_would_change=(f"A distance from {reference.name} would shrink this region to a narrow band.",),
    )


def _open_cone(scene: Scene, ground: Extent, middle: Heading, angles: tuple[float, float, float]) -> LevelSet:
    """All ground in a direction, for the ground that the words name to bound it."""
    azimuth = turned_deg(scene, middle, ground.centre)
    core, likely, support = (
        sector(ground.centre, azimuth_deg=azimuth, half_angle_deg=angle, length_m=_ROUND_M) for angle in angles
    )
    return nested(core=core, likely=likely, support=support)


def _rule(*, due: bool) -> Rule:
    return point_rules().due if due else rules().direction


def beyond(relation: DirectionOf, reference: Reference, case: Case) -> Tract:
    """North of a country: what is passed over when it is moved that way, and less surely the rest of that side."""
    ground, rule = reference.extent, point_rules().beyond
    middle, angles, words = bearings(relation)
    azimuth = turned_deg(case.scene, middle, ground.centre)
    far = tuple(reach * rules().near.country_factor for reach in rules().direction.to_m)
    plain = ground.ground.simplify(max(ground.error_m, far[0] / 100))
    ahead = swept(plain, direction(azimuth) * 2 * far[2])
    out = 2 * (2 * ground.radial_m + far[2])
    cones = [
        wedge(ground.centre, azimuth_deg=azimuth, half_angle_deg=angle, length_m=out)
        for angle in (min(rule.core_half_angle_deg, angles[1]), angles[2])
    ]
    near_by = [widened(plain, reach) for reach in far]
    inside = plain.union(ground.ground)
    region = nested(
        core=weighty(ahead.intersection(near_by[0]).intersection(cones[0]).difference(inside)),
        likely=weighty(ahead.intersection(near_by[1]).difference(inside)),
        support=ahead.union(cones[1]).intersection(near_by[2]).difference(ground.ground),
    )
    effect = (
        f"the ground to the {words} of {reference.name}, within {km(far[0])} (core), {km(far[1])} (likely) and "
        f"{km(far[2])} (possible) of its edge"
    )
    step = case.step(
        rule,
        effect,
        span=relation.span,
        records=reference.records,
        assumptions=(f"what is {words} of {reference.name} lies outside of it",),
    )
    return Tract(
        region=region,
        steps=(step,),
        uncertainty=(language(far[2], f"how far {words} of {reference.name} isn't said"), *reference.told),
        what_would_change=("A named place or a distance would shrink this region.",),
    )


def wedge(apex: Point, *, azimuth_deg: float, half_angle_deg: float, length_m: float) -> BaseGeometry:
    """A sector of a disc in the plane: `azimuth_deg` clockwise from +y."""
    return sector(apex, azimuth_deg=azimuth_deg, half_angle_deg=half_angle_deg, length_m=length_m)


def _cone(scene: Scene, ground: Extent, heading: Heading, angles: tuple[float, float, float]) -> LevelSet:
    rule = rules().direction
    azimuth = turned_deg(scene, heading, ground.centre)
    levels = []
    for half_angle, first, last in zip(angles, rule.from_m, rule.to_m, strict=True):
        # Twice the reach, so that the straight last edges of the arc stay outside the ring.
        cut = wedge(
            ground.centre, azimuth_deg=azimuth, half_angle_deg=half_angle, length_m=2 * (2 * ground.radial_m + last)
        )
        ring = ground.ground.buffer(last).difference(ground.ground.buffer(first))
        levels.append(cut.intersection(ring))
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
