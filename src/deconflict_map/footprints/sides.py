"""On a compass side of a line or of a town → the bank, or the outskirts, on that side.

"East of the river" is a projection tile, not a cone (Frank 1996): all ground across the line from what is west of it.
Which bank that is follows from the line's local normal, summed over the span that the text is about, never from the
order of vertices. Core and likely are strips along those stretches whose bank faces the named direction; the support
is the whole bank within the countries that the text is about. A line that runs along the named direction has no such
side: then nothing is drawn.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import shapely

from deconflict_map.footprints.anchors import course_of_anchor, extent_of_anchor
from deconflict_map.footprints.banks import Banks, banks
from deconflict_map.footprints.border_lines import DrawnLine
from deconflict_map.footprints.directions import direction_of, half_angles_deg, wedge
from deconflict_map.footprints.drawn_lines import line_of
from deconflict_map.footprints.extents import extent_of
from deconflict_map.footprints.half_planes import half_plane
from deconflict_map.footprints.parameters import rules
from deconflict_map.footprints.regions import NOTHING, LevelSet, limited, nested
from deconflict_map.footprints.rivers import Course
from deconflict_map.footprints.tract import Refusal, Tract, base_data, km, language
from deconflict_map.footprints.unknown_lines import ground_left, is_unknown
from deconflict_map.footprints.whole_sides import seen_across, whole_side
from deconflict_map.model.anchor import LINES, MeridianRef, ParallelRef, PlaceRef
from deconflict_map.model.qualifier import Bank
from deconflict_map.model.relation import BankOf, DirectionOf

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from shapely.geometry import Point
    from shapely.geometry.base import BaseGeometry

    from deconflict_map.footprints.scene import Scene
    from deconflict_map.footprints.tract import Case
    from deconflict_map.model.place import Place
    from deconflict_map.model.relation import SideOf
    from deconflict_map.units.heading import Heading


# Judgement: one bank's ground lies in a direction from the other's if it does so within 60°.
_LEADS = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Facing:
    """How the banks of a course face a direction: stations (chainage), cosine of the left bank's, and the sum."""

    stations: NDArray[np.float64]
    left_cosine: NDArray[np.float64]

    @property
    def mean(self) -> float:
        """Mean cosine of the left bank: positive if that bank is the one in the named direction."""
        return float(self.left_cosine.mean())

    def stretches(self, within_deg: float) -> list[tuple[float, float]]:
        """Chainages between which the bank on the named side faces within an angle of the named direction."""
        facing = np.sign(self.mean) * self.left_cosine >= np.cos(np.radians(within_deg))
        edges = np.flatnonzero(np.diff(np.concatenate([[False], facing, [False]]).astype(np.int8)))
        half = (self.stations[1] - self.stations[0]) / 2
        low, high = self.stations[0], self.stations[-1]
        runs: list[tuple[float, float]] = []
        for first, past in edges.reshape(-1, 2):
            begins, ends = max(low, self.stations[first] - half), min(high, self.stations[past - 1] + half)
            if runs and begins - runs[-1][1] <= rules().side.smoothing_m:
                begins = runs.pop()[0]
            runs.append((begins, ends))
        return runs


def side_of(relation: SideOf, case: Case) -> Tract | Refusal:
    """East of a river, border or road, on its west bank, north of a parallel, on the northern side of a town."""
    if isinstance(relation.ref, ParallelRef | MeridianRef):
        return half_plane(relation, relation.ref, case)
    course = course_of_anchor(relation.ref, case)
    if isinstance(course, Course):
        return _bank(relation, case, course)
    place = case.scene.atlas.place(relation.ref)
    if is_unknown(relation.ref, case):
        return _beside_unknown(relation, case, course)
    if isinstance(relation.ref, LINES) or (place is None and isinstance(relation.ref, PlaceRef)):
        return course
    if place is None:
        return direction_of(DirectionOf(ref=relation.ref, heading=relation.heading, span=relation.span), case)
    return _outskirts(relation, case, place)


def bank_of(relation: BankOf, case: Case) -> Tract | Refusal:
    """On the left bank, across the river, beyond the border."""
    course = course_of_anchor(relation.ref, case)
    if isinstance(course, Refusal):
        return _beside_unknown(relation, case, course)
    seen = seen_from(relation, case, course)
    if isinstance(seen, Refusal):
        return seen
    left, why = seen
    reach = course.within_theatre(case.scene)
    region, where = _tile(case.scene, course, reach, left=left, stretches=((reach,), (reach,)))
    name = f"{'left' if left else 'right'} bank facing downstream"
    told = f"the {relation.bank.value} side of {course.name} is its {name}" if why else f"the {name} of {course.name}"
    found = _banked(relation, case, course, region, f"{told}, {where}", (f"the reach {where} is meant", *why))
    return found if relation.strip else replace(found, open_side=whole_side(case.scene, course, left=left))


def _beside_unknown(relation: SideOf | BankOf, case: Case, refused: Refusal) -> Tract | Refusal:
    """Beside a line that nobody knows: all ground that the words leave for it; of the bank itself nothing."""
    if relation.strip or not is_unknown(relation.ref, case):
        return refused
    return ground_left((relation.ref,), case, span=relation.span)


def seen_from(relation: BankOf, case: Case, course: Course) -> tuple[bool, tuple[str, ...]] | Refusal:
    """Whether the left bank is meant, and what was assumed for it."""
    if relation.bank in {Bank.LEFT, Bank.RIGHT}:
        return relation.bank is Bank.LEFT, ()
    if relation.seen_from is not None:
        seen = extent_of_anchor(relation.seen_from, case)
        if isinstance(seen, Refusal):
            return seen
        votes, name = [is_left(course, seen.centre)], case.scene.atlas.name(relation.seen_from)
    else:
        sites = case.scene.atlas.sites
        votes = [is_left(course, case.scene.point(site)) for site in sites]
        name = "most places that the text names"
    if 2 * sum(votes) == len(votes):
        return Refusal(reason=f"from which side of {course.name} it is seen isn't said")
    here = 2 * sum(votes) > len(votes)
    return here is (relation.bank is Bank.NEAR), (f"seen from {name}",)


def is_left(course: Course, point: Point) -> bool:
    """Whether a point (metres) lies to the left of a course, facing downstream."""
    at = course.chainage(point)
    (x, y), (dx, dy) = course.at(np.array([at]))[0], course.directions(np.array([at]))[0]
    return bool(dx * (point.y - y) - dy * (point.x - x) > 0)


def facing(scene: Scene, course: Course, reach: tuple[float, float], heading: Heading) -> Facing:
    """How the left bank of a reach faces a compass direction, station by station."""
    stations = course.stations(*reach, step_m=rules().side.step_m)
    downstream = course.directions(stations)
    azimuth = np.radians(heading.azimuth_deg + scene.frame.convergence_deg(course.at(stations)))
    # The left bank's normal is the direction of flow turned a quarter to the left: (-dy, dx).
    return Facing(
        stations=stations, left_cosine=-downstream[:, 1] * np.sin(azimuth) + downstream[:, 0] * np.cos(azimuth)
    )


def _bank(relation: SideOf, case: Case, course: Course) -> Tract | Refusal:
    scene, rule = case.scene, rules().side
    reach = course.within_theatre(scene)
    faces = facing(scene, course, reach, relation.heading)
    if abs(faces.mean) < rule.least_facing:
        return _by_ground(relation, case, course, reach)
    near, far = (faces.stretches(angle) for angle in rule.deviation_deg)
    region, where = _tile(scene, course, reach, left=faces.mean > 0, stretches=(near, far))
    name = "left" if faces.mean > 0 else "right"
    core, likely = rule.width_m
    effect = (
        f"the {relation.heading.word} side of {course.name} is its {name} bank facing downstream; strips to {km(core)} "
        f"(core) and {km(likely)} (likely) where the bank faces that way, the whole bank {where} (possible)"
    )
    found = _banked(relation, case, course, region, effect, (f"the reach {where} is meant",))
    if relation.strip:
        return found
    side = whole_side(scene, course, left=faces.mean > 0)
    return replace(found, open_side=seen_across(scene, course, side, relation.heading))


def _by_ground(relation: SideOf, case: Case, course: Course, reach: tuple[float, float]) -> Tract | Refusal:
    """A side along which the line itself runs: the bank whose ground in the line's countries lies that way, if any."""
    scene, word = case.scene, relation.heading.word
    along = f"{course.name} runs so nearly along the named direction that neither bank is its {word} side"
    context, where, codes = _context(scene, course, reach)
    here = _banks_in(scene, course, reach, context, codes)
    if relation.strip or not codes or here.left.is_empty or here.right.is_empty:
        return Refusal(reason=f"{along} here")
    (west, south), (east, north) = (shapely.get_coordinates(bank.centroid)[0] for bank in (here.right, here.left))
    across = np.array([east - west, north - south])
    azimuth = np.radians(scene.frame.grid_azimuth_deg(relation.heading.azimuth_deg, x=float(east), y=float(north)))
    leads = float(across @ [np.sin(azimuth), np.cos(azimuth)]) / max(float(np.hypot(*across)), 1.0)
    if abs(leads) < _LEADS:
        return Refusal(reason=f"{along} here")
    left = leads > 0
    ground = here.left if left else here.right
    region = nested(core=NOTHING, likely=ground, support=ground)
    told = f"{along}; {where} the ground of its {'left' if left else 'right'} bank lies {word}"
    found = _banked(relation, case, course, region, told, (told,))
    side = whole_side(scene, course, left=left)
    return replace(found, open_side=LevelSet(core=NOTHING, likely=side.likely, support=side.support))


def _banked(
    relation: SideOf | BankOf,
    case: Case,
    course: Course,
    region: LevelSet,
    effect: str,
    assumptions: tuple[str, ...],
) -> Tract:
    """A bank as a tract; of a bank itself, not all the ground on that side, what is far from the line is left out."""
    rule, place = rules().side, case.scene.atlas.place(relation.ref)
    if relation.strip:
        region = limited(region, support=_strip(course, [(0.0, course.length_m)], 2 * rule.width_m[1]))
    line = line_of(relation.ref, case, extent_of_anchor) if isinstance(relation.ref, LINES) else None
    drawn = line.assumptions if isinstance(line, DrawnLine) else ()
    step = case.step(
        rule, effect, span=relation.span, records=() if place is None else (place,), assumptions=(*assumptions, *drawn)
    )
    return Tract(
        region=region,
        steps=(step,),
        uncertainty=(
            language(rule.width_m[1], f"how far from {course.name}, and along which reach, isn't said"),
            base_data(course.error_m, f"the course of {course.name} is generalised to about {km(course.error_m)}"),
        ),
        what_would_change=("A named town or a distance from the line would shrink this zone.",),
    )


def _tile(
    scene: Scene,
    course: Course,
    reach: tuple[float, float],
    *,
    left: bool,
    stretches: tuple[Sequence[tuple[float, float]], Sequence[tuple[float, float]]],
) -> tuple[LevelSet, str]:
    """One bank: strips along stretches for core and likely, all of it in the countries that the line runs through."""
    rule = rules().side
    context, where, codes = _context(scene, course, reach)
    here = _banks_in(scene, course, reach, context, codes)
    ground = here.left if left else here.right
    uncertain = course.doubt(*reach)
    strips = [_strip(course, runs, width) for runs, width in zip(stretches, rule.width_m, strict=True)]
    sure = ground.difference(uncertain)
    region = nested(
        core=sure.intersection(strips[0]),
        likely=ground.intersection(strips[1]),
        support=ground.union(uncertain.intersection(context)),
    )
    return region, where


def _context(scene: Scene, course: Course, reach: tuple[float, float]) -> tuple[BaseGeometry, str, list[str]]:
    """The ground whose banks are meant: the countries that the line runs through, else what lies about it."""
    codes = [c for c in scene.atlas.theatre if not scene.land(c).is_empty and scene.land(c).intersects(course.line)]
    names = [country.name for code in codes if (country := scene.atlas.country(code)) is not None]
    if codes:
        return scene.lands(codes), f"within {' and '.join(names)}", codes
    wide = 2 * rules().side.width_m[1]
    return course.reach(*reach).buffer(wide), f"within {km(wide)} of it", codes


def _banks_in(
    scene: Scene, course: Course, reach: tuple[float, float], context: BaseGeometry, codes: Sequence[str]
) -> Banks:
    key = (course.id, *(codes or [f"{reach[0]:.0f}", f"{reach[1]:.0f}"]))
    if key not in scene.banks:
        scene.banks[key] = banks(course, context)
    return scene.banks[key]


def _strip(course: Course, stretches: Sequence[tuple[float, float]], width_m: float) -> BaseGeometry:
    # Detail far below the width only costs time: a fiftieth of 15 km is 300 m, a fifth of a river's usual error.
    plain = shapely.MultiLineString([reach for one in stretches if not (reach := course.reach(*one)).is_empty])
    return plain.simplify(width_m / 50).buffer(width_m, cap_style="flat")


def _outskirts(relation: SideOf, case: Case, place: Place) -> Tract:
    """On a side of a town: a ring about its edge, within the cone of the direction."""
    scene, rule = case.scene, rules().side
    ground = extent_of(scene, place)
    out = max(rule.outskirts_floor_m, rule.outskirts_radials * ground.radial_m)
    azimuth = scene.frame.grid_azimuth_deg(relation.heading.azimuth_deg, x=ground.centre.x, y=ground.centre.y)
    levels = []
    for half_angle, reach in zip(
        half_angles_deg(relation.heading), (out, out, max(out, rule.outskirts_support_m)), strict=True
    ):
        sector = wedge(
            ground.centre, azimuth_deg=azimuth, half_angle_deg=half_angle, length_m=3 * (ground.radial_m + reach)
        )
        ring = ground.ground.buffer(reach).difference(ground.ground.buffer(-ground.radial_m / 2))
        levels.append(sector.intersection(ring))
    core, likely, support = levels
    effect = f"the outskirts of {place.name} on its {relation.heading.word} side, to {km(out)} from its edge"
    return Tract(
        region=nested(core=core, likely=likely, support=support),
        steps=(case.step(rule, effect, span=relation.span, records=(place,)),),
        uncertainty=(language(out, f"where the side of {place.name} ends isn't said"), *ground.told(place.name)),
    )
