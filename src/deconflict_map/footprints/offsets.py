"""A distance in a direction → an arc band; two or more at right angles → a rectangle; hours of travel → a wide band.

The band of one leg is that of the Quick Reference: between two distances from the reference, within the heading error
on both sides of the direction. All of the likely band lies within the uncertainty that the formula for a distance at a
heading gives about the point meant (`point_radius.at_heading_m`), which is told in metres. Of a line it is the ground
at that distance on the named side.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

import numpy as np

from deconflict_map.footprints.directions import turned_deg
from deconflict_map.footprints.distances import rings
from deconflict_map.footprints.measures import Spans, by_way, end_m, spans
from deconflict_map.footprints.point_parameters import point_rules
from deconflict_map.footprints.point_radius import at_heading_m, orthogonal_m
from deconflict_map.footprints.references import reference_of
from deconflict_map.footprints.regions import LevelSet, limited, nested
from deconflict_map.footprints.rounds import direction, sector, spanned, swept, widened
from deconflict_map.footprints.tract import Refusal, Tract, km, language
from deconflict_map.footprints.unknown_lines import ground_left, is_unknown
from deconflict_map.model.qualifier import Mode

if TYPE_CHECKING:
    from deconflict_map.footprints.references import Reference
    from deconflict_map.footprints.tract import Case
    from deconflict_map.model.relation import Leg, Offset, TravelTime
    from deconflict_map.units.heading import Heading

_Angles = tuple[float, float, float]


def offset(relation: Offset, case: Case) -> Tract | Refusal:
    """30 km north of a place; 5 km north and 3 km east of it."""
    if not relation.legs:
        return Refusal(reason="neither a distance nor a direction is said")
    reference = reference_of(relation.ref, case)
    if isinstance(reference, Refusal) and is_unknown(relation.ref, case):
        reach = sum(end_m(leg.distance) for leg in relation.legs)
        return ground_left((relation.ref,), case, span=relation.span, reach_m=reach, reason=reference.reason)
    if isinstance(reference, Refusal):
        return reference
    if len(relation.legs) == 1:
        return _one(relation, relation.legs[0], reference, case)
    return _several(relation, reference, case)


def travel_time(relation: TravelTime, case: Case) -> Tract | Refusal:
    """Two hours' drive north of a place; so many hours from it where no direction is said."""
    reference = reference_of(relation.ref, case)
    if isinstance(reference, Refusal):
        return reference
    found, speed = _travelled(relation)
    region = rings(reference, found, case)
    if relation.heading is not None:
        angles = band_angles_deg(relation.heading, due=False)
        region = towards(region, reference, relation.heading, angles, case, far_m=found.support[1])
    low, high = found.likely
    where = "" if relation.heading is None else f"to the {relation.heading.word} of it, "
    effect = f"a band {where}{km(low)} to {km(high)} {reference.counted} (likely), at {speed:g} km/h in a straight line"
    told = case.scene.atlas.quote(relation.span)
    assumed = () if relation.mode is not Mode.UNSAID else ("it is taken to be a drive, since nothing else is said",)
    return Tract(
        region=region,
        steps=(
            case.step(
                point_rules().travel,
                effect,
                span=relation.span,
                records=reference.records,
                assumptions=(*assumed, *reference.assumed),
            ),
        ),
        uncertainty=(language((high - low) / 2, f"how far “{told}” is depends on roads and halts"), *reference.told),
        what_would_change=("A distance would replace the guess at the speed.",),
    )


def band_angles_deg(heading: Heading, *, due: bool) -> _Angles:
    """Half the angle of a band for core, likely and support."""
    if due:
        return point_rules().due.half_angles_deg
    rule, error = point_rules().offset, heading.half_angle_deg
    core, likely = (error * share for share in rule.angle_share)
    return core, likely, max(likely, min(error + rule.support_widening_deg, rule.support_most_deg))


def towards(
    region: LevelSet, reference: Reference, heading: Heading, angles: _Angles, case: Case, *, far_m: float
) -> LevelSet:
    """The part of a region that lies in a direction from the centre of a place, or on that side of a line."""
    centre, far = reference.extent.centre, 2 * (2 * reference.extent.radial_m + far_m)
    azimuth = turned_deg(case.scene, heading, centre)
    if reference.is_line:
        side = swept(reference.extent.ground.simplify(far_m / 100), direction(azimuth) * 2 * far_m)
        return limited(region, core=side, likely=side, support=side)
    core, likely, support = (
        sector(centre, azimuth_deg=azimuth, half_angle_deg=angle, length_m=far) for angle in angles
    )
    return limited(region, core=core, likely=likely, support=support)


def _one(relation: Offset, leg: Leg, reference: Reference, case: Case) -> Tract:
    found, way = by_way(spans(leg.distance), relation.way)
    angles = band_angles_deg(leg.heading, due=leg.due)
    region = towards(rings(reference, found, case), reference, leg.heading, angles, case, far_m=found.support[1])
    (low, high), name = found.likely, reference.name
    due = "due " if leg.due else ""
    spread = f"within {angles[1]:g}° of {due}{leg.heading.word}" if not reference.is_line else "on that side"
    effect = f"a band {km(low)} to {km(high)} {reference.counted}, {spread} (likely)"
    linear = reference.extent.radial_m + (high - low) / 2 + reference.extent.error_m
    error = at_heading_m((low + high) / 2, linear_m=linear, half_angle_deg=angles[1])
    return Tract(
        region=region,
        steps=(
            case.step(
                point_rules().due if leg.due else point_rules().offset,
                effect,
                span=relation.span,
                records=reference.records,
                assumptions=(*reference.assumed, *filter(None, [way])),
            ),
        ),
        uncertainty=(
            language(error, f"“{leg.distance.words} {due}{leg.heading.word} of {name}” means any point within that"),
            *reference.told,
        ),
        what_would_change=("A named place nearer by, or coordinates, would replace this band.",),
    )


def _several(relation: Offset, reference: Reference, case: Case) -> Tract:
    """Two legs, or more: a rectangle about the point that they lead to."""
    centre, extent = reference.extent.centre, reference.extent
    found = [by_way(spans(leg.distance), relation.way)[0] for leg in relation.legs]
    units = [direction(turned_deg(case.scene, leg.heading, centre)) for leg in relation.legs]
    start = np.array([centre.x, centre.y])
    core, likely, support = (
        spanned(start, [(unit, *span.levels[level]) for unit, span in zip(units, found, strict=True)])
        for level in range(3)
    )
    # From the edge the place itself may be passed first; from the centre it isn't.
    support = widened(support, extent.radial_m + extent.error_m) if extent.radial_m + extent.error_m else support
    legs = " and ".join(f"{leg.distance.words} {leg.heading.word}" for leg in relation.legs)
    precision = max((span.likely[1] - span.likely[0]) / 2 for span in found)
    error = orthogonal_m(radial_m=extent.radial_m, precision_m=precision, others_m=extent.error_m)
    effect = f"a rectangle about the point {legs} of the centre of {reference.name}"
    return Tract(
        region=nested(core=core, likely=likely, support=support),
        steps=(
            case.step(
                point_rules().two_offsets,
                effect,
                span=relation.span,
                records=reference.records,
                assumptions=("two directions together are taken as exact, and count from the centre",),
            ),
        ),
        uncertainty=(language(error, f"“{legs}” is given in rounded numbers"), *reference.told),
        what_would_change=("Coordinates would replace this rectangle.",),
    )


def _travelled(relation: TravelTime) -> tuple[Spans, float]:
    """The distances, metres in a straight line, that a time may mean, and the speed in km/h."""
    rule = point_rules().travel
    speed = _speed_kmh(relation.mode)
    least = relation.least_s * speed / 3.6
    most = relation.most_s * speed / 3.6 if relation.most_s != float("inf") else least * 2
    core, likely, support = (
        (least * low, most * high) for low, high in zip(rule.least_share, rule.most_share, strict=True)
    )
    return Spans(core=core, likely=likely, support=support), speed


def _speed_kmh(mode: Mode) -> float:
    rule = point_rules().travel
    match mode:
        case Mode.DRIVE | Mode.UNSAID:
            return rule.drive_kmh
        case Mode.WALK:
            return rule.walk_kmh
        case Mode.SAIL:
            return rule.sail_kmh
        case Mode.FLIGHT:
            return rule.flight_kmh
        case _:
            assert_never(mode)
