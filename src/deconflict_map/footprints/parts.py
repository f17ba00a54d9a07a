"""A part of a region → the region cut by parallels and meridians, by a disc, or by chainage.

Compass parts are cut in degrees, so that "the north" ends at a parallel, not at a great circle: half at the centroid,
core the outer third of the depth, support three fifths. "Southwest" is south and west at once. Upper, middle and lower
are thirds of a line's length; an area has none, since no heights are known.
"""

from __future__ import annotations

from math import cos, pi, radians, sin, sqrt
from typing import TYPE_CHECKING, assert_never

import numpy as np
import shapely
from shapely import affinity

from deconflict_map.footprints.anchors import course_of_anchor
from deconflict_map.footprints.border_parts import border_part
from deconflict_map.footprints.extents import is_valley
from deconflict_map.footprints.parameters import rules
from deconflict_map.footprints.references import reference_of
from deconflict_map.footprints.regions import LevelSet, areal, meet_all, nested
from deconflict_map.footprints.rivers import corridor, course_of
from deconflict_map.footprints.tract import Refusal, Tract, base_data, km, language
from deconflict_map.model.anchor import BorderRef
from deconflict_map.model.place import ShapeForm
from deconflict_map.model.qualifier import Part
from deconflict_map.model.relation import PartOf
from deconflict_map.units.heading import Heading

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from deconflict_map.footprints.extents import Extent
    from deconflict_map.footprints.references import Reference
    from deconflict_map.footprints.rivers import Course
    from deconflict_map.footprints.tract import Case
    from deconflict_map.units.share import Share

# Judgement: "the northern third" surely holds nine tenths of that.
_SLACK = 0.1
_THIRDS = {Part.UPPER: (0.0, 1 / 3), Part.MIDDLE: (1 / 3, 2 / 3), Part.LOWER: (2 / 3, 1.0)}


def part_of(relation: PartOf, case: Case) -> Tract | Refusal:
    """Eastern Syria, central Aleppo, the middle Euphrates, the northern third of the province."""
    match relation:
        case PartOf(ref=BorderRef(other=None) as border, part=Heading() as facing, share=None):
            return border_part(relation, border, facing, case)
        case _:
            return _part(relation, case)


def _part(relation: PartOf, case: Case) -> Tract | Refusal:
    reference = reference_of(relation.ref, case)
    if isinstance(reference, Refusal):
        return reference
    course = _course(relation, reference, case)
    if isinstance(course, Refusal):
        return course
    if course is not None:
        return _of_line(relation, case, reference, course)
    match relation.part:
        case Heading() as heading:
            region = _compass_part(case, reference, heading, _shares(relation.share))
            return _told(relation, case, reference, region)
        case Part.CENTRE:
            return _told(relation, case, reference, _centre(reference.extent))
        case Part.UPPER | Part.MIDDLE | Part.LOWER:
            return Refusal(
                reason=f"what is {relation.part.value} in {reference.name} can't be told without a river through it"
            )
        case _:
            assert_never(relation.part)


def _course(relation: PartOf, reference: Reference, case: Case) -> Course | Refusal | None:
    """The course of what is a line, `None` for ground."""
    place = reference.place
    if place is not None:
        return None if place.shape is ShapeForm.AREA else course_of(case.scene, place)
    return course_of_anchor(relation.ref, case) if reference.is_line else None


def _shares(share: Share | None) -> tuple[float, float, float]:
    """Which share of the depth is core, likely and support; the likely one is half where the words don't say."""
    rule = rules().part
    if share is None:
        return rule.core_share, 0.5, rule.support_share
    likely = (share.least + share.most) / 2
    # As much as the words leave open, and a tenth of the depth beside, as a half is drawn to three fifths.
    return share.least * (1 - _SLACK), likely, min(1.0, share.most + (rule.support_share - 0.5))


def _told(relation: PartOf, case: Case, reference: Reference, region: LevelSet) -> Tract:
    words, name = case.scene.atlas.quote(relation.span), reference.name
    core, likely, support = _shares(relation.share)
    effect = f"{name} cut to “{words}”: outer third (core), half (likely), three fifths (possible)"
    if relation.share is not None:
        effect = (
            f"{name} cut to “{words}”: {core:.0%} (core), {likely:.0%} (likely), {support:.0%} (possible) of its depth"
        )
    if relation.part is Part.CENTRE:
        effect = f"{name} cut to discs about its centroid"
    across = sqrt(max(reference.extent.ground.area, 1.0) / pi)
    return Tract(
        region=region,
        steps=(case.step(rules().part, effect, span=relation.span, records=reference.records),),
        uncertainty=(
            language(across * 0.2, f"where “{words}” begins isn't agreed on"),
            *reference.told,
        ),
    )


def _compass_part(case: Case, reference: Reference, heading: Heading, shares: tuple[float, float, float]) -> LevelSet:
    """The region cut across a compass direction; an intercardinal one is both of its cardinal ones."""
    ground = reference.extent
    own = ground.outlined and reference.place is not None
    outline = case.scene.lonlat_shape(reference.place) if own and reference.place is not None else None
    shape = case.scene.frame.to_lonlat(ground.ground) if outline is None else areal(outline)
    if abs(heading.half_angle_deg - 22.5) < 1e-9:
        halves = (heading.azimuth_deg - 45.0, heading.azimuth_deg + 45.0)
        cut = meet_all([_cut(shape, azimuth, shares) for azimuth in halves])
    else:
        cut = _cut(shape, heading.azimuth_deg, shares)
    core, likely, support = (areal(case.scene.frame.to_metric(level)) for level in (cut.core, cut.likely, cut.support))
    if ground.error_m:
        # Detail far below the error only costs time: the ground's own edge lies within what is widened by that.
        support = support.simplify(ground.error_m / 10).buffer(ground.error_m, quad_segs=4)
    return nested(core=core, likely=likely, support=support)


def _cut(shape: BaseGeometry, azimuth_deg: float, shares: tuple[float, float, float]) -> LevelSet:
    """The outer shares of a shape in degrees towards an azimuth; a half ends at the centroid."""
    centre = shape.centroid
    squeeze = max(cos(radians(centre.y)), 1e-6)
    # Degrees of longitude shrink to the length of those of latitude, and the named direction is turned to +x.
    flat = affinity.affine_transform(shape, [squeeze, 0.0, 0.0, 1.0, -centre.x * squeeze, -centre.y])
    turn = radians(azimuth_deg)
    forth = [sin(turn), cos(turn), -cos(turn), sin(turn), 0.0, 0.0]
    back = [sin(turn), -cos(turn), cos(turn), sin(turn), 0.0, 0.0]
    turned = affinity.affine_transform(flat, forth)
    near, low, far, high = turned.bounds
    levels = []
    for limit in _limits(near, far, shares):
        kept = areal(turned.intersection(shapely.box(limit, low - 1, far + 1, high + 1)))
        straight = affinity.affine_transform(kept, back)
        levels.append(affinity.affine_transform(straight, [1 / squeeze, 0.0, 0.0, 1.0, centre.x, centre.y]))
    # One box holds the next: how they nest to the last digit is settled in metres, once.
    return LevelSet(core=levels[0], likely=levels[1], support=levels[2])


def _limits(near: float, far: float, shares: tuple[float, float, float]) -> tuple[float, float, float]:
    """From where on, towards `far`, each level reaches; 0 is the centroid."""
    depth, (core, likely, support) = far - near, shares
    if likely != 0.5:
        return far - core * depth, far - likely * depth, far - support * depth
    # The support reaches past the centroid by what it has more than half, however lopsided the shape is.
    beyond = (support - 0.5) * depth
    return max(far - core * depth, 0.0), 0.0, min(far - support * depth, -beyond)


def _centre(ground: Extent) -> LevelSet:
    radius = sqrt(ground.ground.area / pi)
    middle = ground.ground.centroid
    core, likely, support = (
        middle.buffer(radius * share).intersection(ground.ground) for share in rules().part.centre_radii
    )
    return nested(core=core, likely=likely, support=support)


def _of_line(relation: PartOf, case: Case, reference: Reference, course: Course) -> Tract | Refusal:
    """A part of a river: thirds by chainage, or the reach that lies in a compass part of its own extent."""
    match relation.part:
        case Part.UPPER | Part.MIDDLE | Part.LOWER as third:
            first, last = (share * course.length_m for share in _THIRDS[third])
        case Part.CENTRE:
            first, last = (share * course.length_m for share in _THIRDS[Part.MIDDLE])
        case Heading() as heading:
            first, last = _compass_reach(case, course, heading, _shares(relation.share)[1])
        case _:
            assert_never(relation.part)
    slack = rules().part.chainage_slack * course.length_m
    valley = reference.place is not None and is_valley(relation.ref, reference.place)
    width = rules().valley.width_m if valley else rules().along.width_m
    inner = corridor(course.reach(first, last), width, least_m=course.error_m)
    outer = corridor(course.reach(first - slack, last + slack), width, least_m=course.error_m)
    region = nested(core=inner.core, likely=inner.likely, support=outer.support)
    words, name = case.scene.atlas.quote(relation.span), reference.name
    effect = f"“{words}”: {km(first)} to {km(last)} along {name} from its upper end, {km(slack)} more possible"
    return Tract(
        region=region,
        steps=(case.step(rules().part, effect, span=relation.span, records=reference.records),),
        uncertainty=(
            language(slack, f"where “{words}” begins and ends isn't agreed on"),
            base_data(course.error_m, f"the course of {name} is generalised to about {km(course.error_m)}"),
        ),
        what_would_change=(f"A named reach of {name} would replace these limits.",),
    )


def _compass_reach(case: Case, course: Course, heading: Heading, share: float) -> tuple[float, float]:
    """The chainages of what lies in the outer share of a line's extent towards a direction."""
    stations = course.stations(0.0, course.length_m, step_m=rules().side.step_m)
    lonlat = case.scene.frame.lonlat(course.at(stations))
    turn = radians(heading.azimuth_deg)
    squeeze = cos(radians(float(lonlat[:, 1].mean())))
    depth = lonlat[:, 0] * squeeze * sin(turn) + lonlat[:, 1] * cos(turn)
    inside = stations[depth >= depth.max() - share * (depth.max() - depth.min())]
    return float(np.min(inside)), float(np.max(inside))
