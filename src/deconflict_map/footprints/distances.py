"""A distance from a place, position or line, with no direction said → a disc, a strip, a belt or a ring.

*Within* a distance is kept exactly, as treaties keep it; only the doubt about where it counts from makes core and
support differ. *At* a distance from what has an inside is the ground out to there, since the point that it counts from
isn't known (Quick Reference, *distance only*); about a point or beside a line it is a ring.
"""

from __future__ import annotations

from math import isinf
from typing import TYPE_CHECKING, assert_never

from deconflict_map.footprints.measures import Spans, by_way, end_m, spans
from deconflict_map.footprints.point_parameters import point_rules
from deconflict_map.footprints.references import reference_of
from deconflict_map.footprints.regions import NOTHING, LevelSet, areal, nested
from deconflict_map.footprints.rounds import reach
from deconflict_map.footprints.tract import Refusal, Tract, km, language
from deconflict_map.footprints.unknown_lines import ground_left, is_unknown
from deconflict_map.units.length import Bound

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from deconflict_map.footprints.references import Reference
    from deconflict_map.footprints.tract import Case
    from deconflict_map.model.footprint import Step, Uncertainty
    from deconflict_map.model.relation import AtDistance, Ring, WithinDistance
    from deconflict_map.units.length import Length


def within_distance(relation: WithinDistance, case: Case) -> Tract | Refusal:
    """Within 55 km of a place, 5 km of a line: likely is exactly so far from its edge, line or centre."""
    reference = reference_of(relation.ref, case)
    if isinstance(reference, Refusal):
        return _unplaced(relation, reference, case, end_m(relation.distance))
    length = relation.distance
    far = end_m(length)
    # "Within up to N" is within N, and "within at least N" surely within N.
    least = far if length.bound is Bound.AT_MOST else length.least_m
    likely = {Bound.AT_LEAST: least, Bound.AT_MOST: far}.get(length.bound, length.metres)
    (sure, middle, possible), error = reference.levels
    region = nested(
        core=_reach(case, sure, least - error),
        likely=_reach(case, middle, likely),
        support=_reach(case, possible, far + error),
    )
    effect = f"all that lies within {length.words} {reference.counted}: {km(likely)} (likely)"
    assumptions = (*reference.assumed, *_open_end(length, far))
    step = case.step(
        point_rules().within_distance,
        effect,
        span=relation.span,
        records=reference.records,
        assumptions=assumptions,
    )
    return _tract(reference, region, step, _left_open(length, far))


def at_distance(relation: AtDistance, case: Case) -> Tract | Refusal:
    """30 km from a place or line."""
    reference = reference_of(relation.ref, case)
    if isinstance(reference, Refusal):
        return _unplaced(relation, reference, case, end_m(relation.distance))
    found, way = by_way(spans(relation.distance), relation.way)
    far = end_m(relation.distance)
    filled = reference.extent.outlined and not reference.is_line
    region = rings(reference, found, case)
    how = "a ring"
    if filled:
        # Any point of the place may be the one that the distance counts from.
        out = reach(case.scene.frame, reference.widest, found.support[1] + reference.extent.error_m)
        region = nested(core=region.core, likely=region.likely, support=out)
        how = "the ground out to a ring"
    low, high = found.likely
    effect = f"{how} {km(low)} to {km(high)} {reference.counted} (likely), for “{relation.distance.words}”"
    assumptions = (*reference.assumed, *filter(None, [way]), *_open_end(relation.distance, far))
    step = case.step(
        point_rules().at_distance, effect, span=relation.span, records=reference.records, assumptions=assumptions
    )
    anywhere = language(high, f"in which direction from {reference.name} isn't said")
    return _tract(reference, region, step, (anywhere, *_left_open(relation.distance, far)))


def belt(relation: Ring, case: Case) -> Tract | Refusal:
    """The belt from 10 to 20 km from a place or line."""
    reference = reference_of(relation.ref, case)
    if isinstance(reference, Refusal):
        return _unplaced(relation, reference, case, end_m(relation.outer))
    error, far = reference.extent.error_m, end_m(relation.outer)
    inner, outer = relation.inner, relation.outer
    if inner.metres >= outer.metres:
        return Refusal(reason=f"no belt begins at {inner.words} and ends at {outer.words}")
    region = nested(
        core=_ring(case, reference.base, inner.most_m + error, outer.least_m - error),
        likely=_ring(case, reference.base, inner.metres, outer.metres),
        # What is as far from the edge of a town without an outline is farther from its centre.
        support=_ring(case, reference.base, inner.least_m - error, far + reference.slack_m + error),
    )
    effect = f"the belt from {km(inner.metres)} to {km(outer.metres)} {reference.counted}"
    step = case.step(
        point_rules().ring, effect, span=relation.span, records=reference.records, assumptions=reference.assumed
    )
    return _tract(reference, region, step, _left_open(outer, far))


def rings(reference: Reference, found: Spans, case: Case) -> LevelSet:
    """The ground at three intervals of distance from a reference; for support from its edge or its centre."""
    error = reference.extent.error_m
    (low, high), (first, last), (least, most) = found.levels
    out = _reach(case, reference.widest, most + error)
    # A distance from the centre of a place with an outline ends nearer to its edge.
    hole_from = reference.extent.ground if reference.is_line else reference.extent.centre
    hole = _reach(case, hole_from, least - error)
    support = out.difference(hole)
    if not reference.is_line and reference.extent.outlined:
        support = support.difference(reference.extent.ground)
    return nested(
        core=_ring(case, reference.base, low, high), likely=_ring(case, reference.base, first, last), support=support
    )


def _unplaced(
    relation: WithinDistance | AtDistance | Ring, why: Refusal, case: Case, reach_m: float
) -> Tract | Refusal:
    """What is left of a distance from a line that nobody knows."""
    if not is_unknown(relation.ref, case):
        return why
    return ground_left((relation.ref,), case, span=relation.span, reach_m=reach_m, reason=why.reason)


def _reach(case: Case, base: BaseGeometry, by_m: float) -> BaseGeometry:
    return reach(case.scene.frame, base, by_m) if by_m > 0 else NOTHING


def _ring(case: Case, base: BaseGeometry, low_m: float, high_m: float) -> BaseGeometry:
    """Between two distances; from 0 on the ground itself is left out."""
    if high_m <= max(low_m, 0.0):
        return NOTHING
    inner = _reach(case, base, low_m) if low_m > 0 else areal(base)
    return _reach(case, base, high_m).difference(inner)


def _tract(reference: Reference, region: LevelSet, step: Step, doubts: tuple[Uncertainty, ...]) -> Tract:
    outline = f"An outline of {reference.name} would settle from where the distance counts."
    position = f"A better position of {reference.name} would move this zone."
    return Tract(
        region=region,
        steps=(step,),
        uncertainty=(*doubts, *reference.told),
        what_would_change=(outline if reference.slack_m else position,),
    )


def _open_end(length: Length, far_m: float) -> tuple[str, ...]:
    if not isinf(length.most_m):
        return ()
    return (f"“{length.words}” has no upper end; {km(far_m)} is taken where nothing else ends it",)


def _left_open(length: Length, far_m: float) -> tuple[Uncertainty, ...]:
    """What the number itself leaves open."""
    half = (far_m - length.least_m) / 2
    match length.bound:
        case Bound.EXACT:
            rounded = language(length.precision_m, f"“{length.words}” is a rounded number")
            return (rounded,) if length.precision_m else ()
        case Bound.ABOUT | Bound.RANGE | Bound.AT_LEAST:
            return (language(half, f"“{length.words}” leaves {km(2 * half)} open"),)
        case Bound.AT_MOST:
            return ()
        case _:
            assert_never(length.bound)
