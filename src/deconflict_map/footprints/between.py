"""Between things → a strip about the line that joins two places, a polygon among several, the ground between edges.

People rate "between A and B" highest in the middle of the line that joins them and to a tenth of its length beside it
(Hall, Smart & Jones 2011); a strip has that shape, the same from either end. Regions and lines aren't points on such a
line: between them lies the ground that is near to both edges, or, between two lines that cut the context's ground,
the part of it that touches both (Best Practices, *between two paths*).
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely.geometry import LineString, MultiPoint, Point

from deconflict_map.footprints.between_lines import between_lines
from deconflict_map.footprints.point_parameters import point_rules
from deconflict_map.footprints.references import Reference, reference_of
from deconflict_map.footprints.regions import LevelSet, nested
from deconflict_map.footprints.rounds import strip, widened
from deconflict_map.footprints.tract import Refusal, Tract, km, language
from deconflict_map.footprints.unknown_lines import ground_left, is_unknown

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from deconflict_map.footprints.tract import Case
    from deconflict_map.model.relation import Between

_LEAST_GAP_M = 1.0


def between(relation: Between, case: Case) -> Tract | Refusal:
    """Between two or more places, lines or regions; halfway between them."""
    found = [reference_of(anchor, case) for anchor in relation.refs]
    references = [item for item in found if isinstance(item, Reference)]
    refused = [item for item in found if isinstance(item, Refusal)]
    if refused or len(references) < 2:
        unknown = [
            ref
            for ref, item in zip(relation.refs, found, strict=True)
            if isinstance(item, Refusal) and is_unknown(ref, case)
        ]
        if unknown:
            return ground_left(unknown, case, span=relation.span)
        return refused[0] if refused else Refusal(reason="between needs two places at least")
    if len(references) > 2:
        return _among(relation, references, case)
    first, second = references
    if first.is_line and second.is_line:
        return between_lines(relation, (first, second), case)
    if _large(first, second):
        return _facing(relation, first, second, case)
    return _along(relation, first, second, case)


def _large(first: Reference, second: Reference) -> bool:
    """Whether the two are regions or lines that face each other, not points on a line."""
    if first.is_line or second.is_line:
        return True
    apart = first.extent.centre.distance(second.extent.centre)
    radials = first.extent.radial_m + second.extent.radial_m
    outlined = first.extent.outlined or second.extent.outlined
    return outlined and radials >= point_rules().between_zones.large_share * apart


def _along(relation: Between, first: Reference, second: Reference, case: Case) -> Tract | Refusal:
    """A strip about the line from one centre to the other, without the places themselves."""
    start, end = first.extent.centre, second.extent.centre
    length = float(start.distance(end))
    if length < _LEAST_GAP_M:
        return Refusal(reason=f"{first.name} and {second.name} stand at the same position")
    rule = point_rules().between
    halves = rule.midway if relation.midway else rule.along
    strips = [
        strip(_middle_part(start, end, half), max(aside * length, least))
        for half, aside, least in zip(halves, rule.aside, rule.least_aside_m, strict=True)
    ]
    core, likely, support = _without_ends(strips, first, second, length)
    which = "the middle fifth of" if relation.midway else "a strip about"
    effect = (
        f"{which} the line of {km(length)} from {first.name} to {second.name}, {km(rule.aside[1] * length)} to either "
        "side of it (likely)"
    )
    assumptions = ("no road is known here; the line is straight",)
    return _tract(
        relation, (first, second), case, nested(core=core, likely=likely, support=support), effect, assumptions
    )


def _without_ends(
    strips: list[BaseGeometry], first: Reference, second: Reference, length_m: float
) -> list[BaseGeometry]:
    """The strips less the places at their ends, as long as those don't fill them."""
    if first.extent.radial_m + second.extent.radial_m >= length_m:
        return strips
    grounds = [item.extent for item in (first, second)]
    ends = shapely.union_all([ground.ground for ground in grounds])
    # What lies half-way to the edge surely belongs to the place.
    hearts = shapely.union_all([ground.ground.buffer(-ground.radial_m / 2) for ground in grounds])
    return [strips[0].difference(ends), strips[1].difference(ends), strips[2].difference(hearts)]


def _middle_part(start: Point, end: Point, half: float) -> LineString:
    """The part of a line within a share of its length from its middle."""
    here, there = np.array(start.coords[0]), np.array(end.coords[0])
    return LineString([here + (0.5 - half) * (there - here), here + (0.5 + half) * (there - here)])


def _facing(relation: Between, first: Reference, second: Reference, case: Case) -> Tract | Refusal:
    """The ground near to the edges of both: what lies in the gap, or about the border of regions that touch."""
    rule = point_rules().between_zones
    one, other = (_plain(item) for item in (first, second))
    gap = float(one.distance(other))
    levels = []
    for share, least in zip(rule.share_of_gap, rule.least_m, strict=True):
        reach = share * gap + (least if gap < least else 0.0)
        near_both = widened(one, reach).intersection(widened(other, reach))
        levels.append(near_both if gap < _LEAST_GAP_M else near_both.difference(_insides(first, second)))
    core, likely, support = levels
    if gap >= _LEAST_GAP_M:
        # Beyond the straight lines from one to the other nothing is surely between them.
        hull = shapely.union_all([one, other]).convex_hull
        core, likely = core.intersection(hull), likely.intersection(hull)
    if relation.midway:
        core, likely = (_middle_ground(one, other, gap, level) for level in (core, likely))
    effect = (
        f"the ground between the edges of {first.name} and {second.name}, which are {km(gap)} apart"
        if gap >= _LEAST_GAP_M
        else f"{first.name} and {second.name} touch: the ground about their common edge, {km(rule.least_m[1])} (likely)"
    )
    region = nested(core=core, likely=likely, support=support)
    return _tract(relation, (first, second), case, region, effect, ())


def _middle_ground(one: BaseGeometry, other: BaseGeometry, gap: float, level: BaseGeometry) -> BaseGeometry:
    """The part of a level that is two fifths of the gap from both edges at least."""
    nearer = shapely.union_all([widened(one, 0.4 * gap), widened(other, 0.4 * gap)])
    return level.difference(nearer)


def _plain(reference: Reference) -> BaseGeometry:
    ground = reference.extent
    return ground.ground.simplify(max(ground.error_m, 1.0) / 2) if ground.outlined else ground.ground


def _insides(first: Reference, second: Reference) -> BaseGeometry:
    areas = [item.extent.ground for item in (first, second) if not item.is_line]
    return shapely.union_all(areas)


def _among(relation: Between, references: list[Reference], case: Case) -> Tract | Refusal:
    """The polygon whose corners are the centres of three places or more."""
    centres = [item.extent.centre for item in references]
    hull = MultiPoint(centres).convex_hull
    sides = [float(one.distance(other)) for one, other in combinations(centres, 2)]
    longest, rule = max(sides), point_rules().between
    if longest < _LEAST_GAP_M:
        return Refusal(reason="the places stand at the same position")
    # Places in a row span a line: the polygon needs the width of a strip, too.
    core = hull.buffer(-rule.aside[0] * longest) if hull.area > (rule.aside[1] * longest) ** 2 else hull
    likely, support = hull.buffer(rule.aside[0] * longest), hull.buffer(rule.aside[2] * longest)
    if relation.midway:
        middle = hull.centroid
        core, likely, support = (middle.buffer(share * longest) for share in rule.midway)
    names = ", ".join(item.name for item in references)
    effect = f"the polygon with its corners at {names}"
    region = nested(core=core.buffer(0), likely=likely, support=support)
    return _tract(relation, tuple(references), case, region, effect, ())


def _tract(
    relation: Between,
    references: tuple[Reference, ...],
    case: Case,
    region: LevelSet,
    effect: str,
    assumptions: tuple[str, ...],
) -> Tract | Refusal:
    if region.is_empty:
        return Refusal(reason=f"no ground lies between {references[0].name} and {references[1].name}")
    large = any(item.extent.outlined for item in references) and "edge" in effect
    rule = point_rules().between_zones if large else point_rules().between
    records = tuple(record for item in references for record in item.records)
    words = case.scene.atlas.quote(relation.span)
    wide = float(np.sqrt(region.likely.area / np.pi)) if not region.likely.is_empty else None
    return Tract(
        region=region,
        steps=(case.step(rule, effect, span=relation.span, records=records, assumptions=assumptions),),
        uncertainty=(
            language(wide, f"where “{words}” is meant isn't said more closely"),
            *(told for item in references for told in item.told),
        ),
        what_would_change=("A named place between them, or a distance from one of them, would shrink this zone.",),
    )
