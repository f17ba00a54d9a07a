"""Opposite a place → the ground on the other bank: its place mirrored over the water between."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely.geometry import LineString, Point

from deconflict_map.footprints.anchors import course_of_anchor
from deconflict_map.footprints.point_parameters import point_rules
from deconflict_map.footprints.references import Reference, reference_of
from deconflict_map.footprints.regions import LevelSet, limited, linear, nested
from deconflict_map.footprints.rivers import course_of
from deconflict_map.footprints.rounds import disc, swept
from deconflict_map.footprints.tract import Refusal, Tract, base_data, km, language
from deconflict_map.model.place import PlaceKind, ShapeForm

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from deconflict_map.footprints.rivers import Course
    from deconflict_map.footprints.scene import Scene
    from deconflict_map.footprints.tract import Case
    from deconflict_map.model.anchor import Anchor
    from deconflict_map.model.place import Place
    from deconflict_map.model.relation import Opposite

# Judgement: where a place lies on the line itself, the bank's direction is taken from a chord of this length.
_CHORD_M = 5_000.0
# A river's record stands at one point of it; so far off it may be looked for.
_RIVERS_M = 800_000.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Water:
    """The water between: its name, where on it the place looks across, the unit vector across, how wide, its error."""

    name: str
    foot: NDArray[np.float64]
    across: NDArray[np.float64]
    width_m: float
    error_m: float
    ground: BaseGeometry


def opposite(relation: Opposite, case: Case) -> Tract | Refusal:
    """Opposite a place, across a river, lake or strait."""
    reference = reference_of(relation.ref, case)
    if isinstance(reference, Refusal):
        return reference
    water = _water(relation, reference, case)
    if isinstance(water, Refusal):
        return water
    region = _mirrored(reference, water)
    reach = _reaches(reference)
    effect = (
        f"{reference.name} mirrored over {water.name}: {km(reach[0])} (core), {km(reach[1])} (likely) and "
        f"{km(reach[2])} (possible) about the point across"
    )
    step = case.step(point_rules().opposite, effect, span=relation.span, records=reference.records)
    return Tract(
        region=region,
        steps=(step,),
        uncertainty=(
            language(reach[2], f"how much of the other bank lies opposite {reference.name} isn't said"),
            base_data(water.error_m, f"the course of {water.name} is generalised to about {km(water.error_m)}"),
            *reference.told,
        ),
        what_would_change=("A named place on the other bank would replace this region.",),
    )


def _reaches(reference: Reference) -> tuple[float, float, float]:
    rule = point_rules().opposite
    radial = max(reference.extent.radial_m, rule.floor_m)
    core, likely, support = rule.radials
    return radial * core, radial * likely, radial * support


def _mirrored(reference: Reference, water: _Water) -> LevelSet:
    """Discs about the mirrored centre, on the far side of the water alone."""
    centre = np.array(reference.extent.centre.coords[0])
    back = float(np.dot(water.foot - centre, water.across))
    point = Point(water.foot + water.across * (max(back, 0.0) + water.width_m))
    reach = _reaches(reference)
    near_side = _near_side(water, length_m=4 * reach[2] + 2 * abs(back) + water.width_m, out_m=reach[2] * 4)
    core, likely, support = (disc(point, radius) for radius in reach)
    region = nested(core=core, likely=likely, support=support)
    return limited(
        region,
        core=region.core.difference(near_side),
        likely=region.likely.difference(near_side),
        support=region.support.difference(near_side.buffer(-water.error_m) if water.error_m else near_side),
    )


def _near_side(water: _Water, *, length_m: float, out_m: float) -> BaseGeometry:
    """The ground on this side of the water, and the water: what the bank passes over when it is moved back."""
    about = disc(Point(water.foot), out_m)
    local = water.ground.intersection(about)
    if shapely.get_dimensions(local) < 1:
        local = LineString([water.foot - water.across, water.foot])
    return swept(local.simplify(10.0), -water.across * length_m)


def _water(relation: Opposite, reference: Reference, case: Case) -> _Water | Refusal:
    """The water that the words name, or the nearest river."""
    if relation.across is None:
        course = _nearest_river(reference, case)
        if course is None:
            return Refusal(reason=f"no river by {reference.name} is known, and none is named")
        return _river(course, reference)
    across = _named(relation.across, case)
    match across:
        case Refusal():
            return across
        case Reference():
            return _wide(across, reference)
        case _:
            return _river(across, reference)


def _named(anchor: Anchor, case: Case) -> Course | Reference | Refusal:
    course = course_of_anchor(anchor, case)
    if not isinstance(course, Refusal):
        return course
    found = reference_of(anchor, case)
    if not isinstance(found, Refusal) and not found.extent.outlined:
        return Refusal(reason=f"neither a course nor an outline of {found.name} is known")
    return found


def _river(course: Course, reference: Reference) -> _Water:
    centre = reference.extent.centre
    at = course.chainage(centre)
    foot = course.at(np.array([at]))[0]
    away = foot - np.array(centre.coords[0])
    size = float(np.hypot(*away))
    downstream = course.directions(np.array([at]), chord_m=_CHORD_M)[0]
    # Across is square to the river; on which side the place lies decides the sense.
    normal = np.array([-downstream[1], downstream[0]])
    across = normal if np.dot(normal, away) >= 0 else -normal
    if size > _CHORD_M:
        across = away / size
    low, high = at - 40 * _CHORD_M, at + 40 * _CHORD_M
    return _Water(
        name=course.name, foot=foot, across=across, width_m=0.0, error_m=course.error_m, ground=course.reach(low, high)
    )


def _wide(water: Reference, reference: Reference) -> _Water | Refusal:
    """A lake or strait with an outline: from the near shore straight across to the far one."""
    centre, outline = reference.extent.centre, water.extent.ground
    shore = shapely.boundary(outline) if shapely.get_dimensions(outline) == 2 else outline
    foot = np.array(shapely.shortest_line(shore, centre).coords[0])
    away = foot - np.array(centre.coords[0])
    size = float(np.hypot(*away))
    across = away / size if size > 1.0 and not outline.covers(centre) else _square_to(shore, foot, outline)
    west, south, east, north = outline.bounds
    ray = LineString([foot, foot + across * (np.hypot(east - west, north - south) + 1.0)])
    wet = [part for part in shapely.get_parts(linear(ray.intersection(outline))) if part.distance(Point(foot)) < 1.0]
    if not wet:
        return Refusal(reason=f"{water.name} doesn't lie before {reference.name}")
    width = max(part.length for part in wet)
    far_bank = shore.intersection(disc(Point(foot + across * width), _CHORD_M * 8))
    return _Water(
        name=water.name,
        foot=foot,
        across=across,
        width_m=float(width),
        error_m=water.extent.error_m,
        ground=far_bank,
    )


def _square_to(shore: BaseGeometry, foot: NDArray[np.float64], water: BaseGeometry) -> NDArray[np.float64]:
    """The direction from a point of the shore over the water, square to a chord of it."""
    line = shapely.line_merge(shore) if shore.geom_type == "MultiLineString" else shore
    part = min(shapely.get_parts(line), key=lambda piece: float(piece.distance(Point(foot))))
    at = part.project(Point(foot))
    chord = np.array(part.interpolate(at + _CHORD_M / 2).coords[0]) - np.array(
        part.interpolate(max(at - _CHORD_M / 2, 0.0)).coords[0]
    )
    unit = chord / max(float(np.hypot(*chord)), 1.0)
    normal = np.array([-unit[1], unit[0]])
    return normal if water.covers(Point(foot + normal * 100.0)) else -normal


def _nearest_river(reference: Reference, case: Case) -> Course | None:
    """The course of the river by which a place lies: one that the text names before any other."""
    scene, rule = case.scene, point_rules().opposite
    centre, out = reference.extent.centre, rule.riverside_m + reference.extent.radial_m
    named = [place for place in scene.atlas.named if place.kind is PlaceKind.STREAM]
    bounds = scene.bounds_deg(around=centre, reach_m=_RIVERS_M)
    nearby = scene.atlas.gazetteer.places_within(bounds, kind=PlaceKind.STREAM)
    for places in (named, nearby):
        courses = [course_of(scene, place) for place in dict.fromkeys(places) if _may_pass(place, centre, out, scene)]
        found = [(float(c.line.distance(centre)), c.id, c) for c in courses if c is not None]
        within = [item for item in found if item[0] <= out]
        if within:
            return min(within, key=lambda item: item[:2])[2]
    return None


def _may_pass(place: Place, centre: Point, out_m: float, scene: Scene) -> bool:
    """Whether a river's course comes near, by its bounds in degrees: most rivers of a region don't."""
    shape = None if place.shape is not ShapeForm.LINE else scene.lonlat_shape(place)
    if shape is None:
        return False
    return bool(shape.intersects(shapely.box(*scene.bounds_deg(around=centre, reach_m=out_m))))
