"""The outskirts and the countryside of a place → a ring about its edge; its district without the built-up ground."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

from deconflict_map.footprints.directions import half_angles_deg, turned_deg
from deconflict_map.footprints.extents import default_radial_m, extent_of
from deconflict_map.footprints.parameters import rules
from deconflict_map.footprints.point_parameters import point_rules
from deconflict_map.footprints.references import reference_of
from deconflict_map.footprints.regions import LevelSet, limited, nested
from deconflict_map.footprints.rounds import disc, sector, widened
from deconflict_map.footprints.tract import Refusal, Tract, km, language
from deconflict_map.model.place import PlaceKind, ShapeForm

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from deconflict_map.footprints.extents import Extent
    from deconflict_map.footprints.references import Reference
    from deconflict_map.footprints.scene import Scene
    from deconflict_map.footprints.tract import Case
    from deconflict_map.model.place import Place
    from deconflict_map.model.relation import Countryside, Outskirts
    from deconflict_map.units.heading import Heading

# Judgement: divisions whose own position lies farther off than this can't be the district of a town.
_DISTRICT_M = 250_000.0
# The built-up ground of so many towns is taken off, the most populous first; more only cost time.
_MOST_TOWNS = 500
_TOWN_CORNERS = 8


def outskirts(relation: Outskirts, case: Case) -> Tract | Refusal:
    """The outskirts, suburbs or edge of a place, on one side where the words say so."""
    reference = reference_of(relation.ref, case)
    if isinstance(reference, Refusal):
        return reference
    if reference.is_line:
        return Refusal(reason=f"{reference.name} is a line, which has no outskirts")
    region = _on_side(_edge_ring(reference.extent), reference, relation.heading, case)
    inner, outer = _limits(reference.extent)
    side = "" if relation.heading is None else f", on the {relation.heading.word} side"
    band = f"{km(inner[1])} inside to {km(outer[1])} outside (likely){side}"
    effect = f"a ring about the edge of {reference.name}: {band}"
    words = case.scene.atlas.quote(relation.span)
    return Tract(
        region=region,
        steps=(case.step(point_rules().outskirts, effect, span=relation.span, records=reference.records),),
        uncertainty=(language(outer[2], f"where “{words}” begin and end isn't agreed on"), *reference.told),
        what_would_change=(f"A named quarter or suburb of {reference.name} would replace this ring.",),
    )


def countryside(relation: Countryside, case: Case) -> Tract | Refusal:
    """The rural district of a town, or of a division: without the built-up ground."""
    reference = reference_of(relation.ref, case)
    if isinstance(reference, Refusal):
        return reference
    if reference.is_line:
        return Refusal(reason=f"{reference.name} is a line, which has no countryside")
    region, district, how = _rural(reference, case)
    region = _on_side(region, reference, relation.heading, case)
    if region.is_empty:
        return Refusal(reason=f"no ground about {reference.name} is left that isn't built up")
    words = case.scene.atlas.quote(relation.span)
    step = case.step(
        point_rules().countryside,
        how,
        span=relation.span,
        records=(*reference.records, *([] if district is None else [district])),
        assumptions=("built-up ground is what the towns' people fill at a usual density",),
    )
    told = language(None, f"how far “{words}” reaches isn't said")
    return Tract(
        region=region,
        steps=(step,),
        uncertainty=(told, *reference.told),
        what_would_change=("A named village or district would replace this region.",),
    )


def _limits(ground: Extent) -> tuple[list[float], list[float]]:
    """How far inside and outside the edge the ring reaches: core, likely, support (metres)."""
    # Of a region the outskirts are no wider than what is near it.
    rule, radial = point_rules().outskirts, min(ground.radial_m, rules().near.ceiling_m)
    inner = [(1 - share) * radial for share in rule.inner_share]
    outer = [max(floor, share * radial) for floor, share in zip(rule.outer_floor_m, rule.outer_share, strict=True)]
    # The edge itself is no better known than its data.
    return [max(inner[0], 0.0), inner[1], max(inner[2], ground.error_m)], [*outer[:2], max(outer[2], ground.error_m)]


def _edge_ring(ground: Extent) -> LevelSet:
    inner, outer = _limits(ground)
    plain = ground.ground.simplify(outer[0] / 50) if ground.outlined else ground.ground
    core, likely, support = (
        widened(plain, out).difference(plain.buffer(-into)) for into, out in zip(inner, outer, strict=True)
    )
    return nested(core=core, likely=likely, support=support)


def _on_side(region: LevelSet, reference: Reference, heading: Heading | None, case: Case) -> LevelSet:
    if heading is None:
        return region
    centre = reference.extent.centre
    azimuth = turned_deg(case.scene, heading, centre)
    far = float(shapely.hausdorff_distance(centre, region.support.envelope)) + 1.0
    core, likely, support = (
        sector(centre, azimuth_deg=azimuth, half_angle_deg=angle, length_m=far) for angle in half_angles_deg(heading)
    )
    return limited(region, core=core, likely=likely, support=support)


def _rural(reference: Reference, case: Case) -> tuple[LevelSet, Place | None, str]:
    """The rural ground, the district it was taken from, and how, in words."""
    place, rule = reference.place, point_rules().countryside
    built, sure = _built_up(reference, case)
    around = built.buffer(rule.ring_m)
    if place is not None and reference.extent.outlined and place.kind is not PlaceKind.POPULATED:
        whole = reference.extent.ground
        region = nested(core=whole.difference(around), likely=whole.difference(built), support=whole.difference(sure))
        return region, place, f"{place.name} without its towns"
    districts = [] if place is None else _districts(place, reference, case.scene)
    if not districts:
        core, likely, support = (widened(reference.extent.ground, reach) for reach in rule.reach_m)
        region = nested(core=core.difference(around), likely=likely.difference(built), support=support.difference(sure))
        far = f"{km(rule.reach_m[1])} (likely)"
        return region, None, f"no district of {reference.name} is known; so far about it: {far}"
    near, wide = districts[0], districts[-1]
    ground = extent_of(case.scene, near).ground
    outer = extent_of(case.scene, wide).ground.union(ground)
    close = ground.intersection(disc(reference.extent.centre, reference.extent.radial_m + rule.reach_m[2]))
    region = nested(core=close.difference(around), likely=ground.difference(built), support=outer.difference(sure))
    how = f"{near.name}, in which {reference.name} lies, without its towns; possibly {wide.name}"
    return region, near, how


def _built_up(reference: Reference, case: Case) -> tuple[BaseGeometry, BaseGeometry]:
    """The built-up ground of the place and of the towns near it; and what of it surely is."""
    rule, scene = point_rules().countryside, case.scene
    bounds = scene.bounds_deg(around=reference.extent.ground, reach_m=max(rule.reach_m))
    found = scene.atlas.gazetteer.places_within(bounds, kind=PlaceKind.POPULATED, min_population=rule.town_population)
    own = {place.id for place in reference.records}
    towns = [town for town in found if town.id not in own][:_MOST_TOWNS]
    shares = rules().within.disc_radials
    sure = shares[0] / shares[1]
    built, surely = _discs(scene, towns, 1.0), _discs(scene, towns, sure)
    if reference.place is None or reference.place.kind is PlaceKind.POPULATED:
        ground = reference.extent
        built.append(ground.ground)
        surely.append(ground.ground if ground.outlined else disc(ground.centre, ground.radial_m * sure))
    return shapely.union_all(built), shapely.union_all(surely)


def _discs(scene: Scene, towns: list[Place], share: float) -> list[BaseGeometry]:
    """The discs that stand for towns, all projected at once; a province may have hundreds."""
    if not towns:
        return []
    centres = shapely.points(scene.frame.metric_xy(np.array([[town.lon, town.lat] for town in towns])))
    radials = np.array([default_radial_m(town) for town in towns]) * share
    return list(shapely.buffer(centres, radials, quad_segs=_TOWN_CORNERS))


def _districts(place: Place, reference: Reference, scene: Scene) -> list[Place]:
    """The divisions with an outline that hold the centre of a place, smallest first."""
    bounds = scene.bounds_deg(around=reference.extent.centre, reach_m=_DISTRICT_M)
    found: list[tuple[float, str, Place]] = []
    for division in scene.atlas.gazetteer.places_within(bounds, kind=PlaceKind.DIVISION):
        other = division.country != place.country or (division.division and division.division != place.division)
        if other or division.shape is not ShapeForm.AREA:
            continue
        shape = scene.shape(division)
        if shape is not None and shape.covers(reference.extent.centre):
            found.append((shape.area, division.id, division))
    return [division for _, _, division in sorted(found, key=lambda item: item[:2])]
