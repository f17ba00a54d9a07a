"""Near, next to, off, outside and around something → its extent widened by three distances.

What is near ends half-way to the next comparable place (Quick Reference). *Next to* and *outside* leave the place
itself out; *off* keeps what is sea. How far near reaches depends on the scale (`scales`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

import shapely

from deconflict_map.footprints.parameters import rules
from deconflict_map.footprints.point_parameters import point_rules
from deconflict_map.footprints.references import cell_round, reference_of
from deconflict_map.footprints.regions import LevelSet, limited, nested
from deconflict_map.footprints.rounds import widened
from deconflict_map.footprints.scales import near_reaches_m, reaches_m
from deconflict_map.footprints.tract import Refusal, Tract, km, language
from deconflict_map.footprints.unknown_lines import ground_left, is_unknown
from deconflict_map.model.place import PlaceKind
from deconflict_map.model.qualifier import Closeness

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from deconflict_map.footprints.parameters import Rule
    from deconflict_map.footprints.references import Reference
    from deconflict_map.footprints.tract import Case
    from deconflict_map.model.place import Place
    from deconflict_map.model.relation import Around, Near

_Three = tuple[float, float, float]
# Judgement: how far inside the disc of a town without an outline its edge may lie, as a share of the radial.
_EDGE_SHARE = 0.4


@dataclass(frozen=True, slots=True, kw_only=True)
class _Drawn:
    """A region about a reference, how far it reaches from its edge, by which rule, on which assumptions."""

    rule: Rule
    reach: _Three
    region: LevelSet
    assumptions: tuple[str, ...]


def near(relation: Near, case: Case) -> Tract | Refusal:
    """Near, next to, off, just outside a place, line or position."""
    reference = reference_of(relation.ref, case)
    if isinstance(reference, Refusal):
        return _unplaced(relation, reference, case)
    match relation.closeness:
        case Closeness.NEAR:
            return _widened(relation, reference, case, rules().near)
        case Closeness.BESIDE:
            return _beside(relation, reference, case)
        case Closeness.OFF:
            return _off(relation, reference, case)
        case Closeness.OUTSIDE:
            return _widened(relation, reference, case, point_rules().outside, hollow=True)
        case _:
            assert_never(relation.closeness)


def around(relation: Around, case: Case) -> Tract | Refusal:
    """A place and its surroundings; the place itself is core."""
    reference = reference_of(relation.ref, case)
    if isinstance(reference, Refusal):
        return _unplaced(relation, reference, case)
    read = "“around” is read as the place and what surrounds it, not as a ring about it"
    return _widened(relation, reference, case, rules().around, assumed=(read,))


def _unplaced(relation: Near | Around, why: Refusal, case: Case) -> Tract | Refusal:
    """What is left of the surroundings of a line that nobody knows."""
    if not is_unknown(relation.ref, case):
        return why
    return ground_left((relation.ref,), case, span=relation.span, reach_m=reaches_m(0.0)[2], reason=why.reason)


def _widened(
    relation: Near | Around,
    reference: Reference,
    case: Case,
    rule: Rule,
    *,
    hollow: bool = False,
    assumed: tuple[str, ...] = (),
) -> Tract:
    reach, town = near_reaches_m(reference, case)
    cell = cell_round(reference, case, reach_m=reach[2])
    region = limited(_buffers(reference, reach), core=cell.ground, likely=cell.ground, support=cell.wide)
    region = _hollow(region, reference) if hollow else region
    assumptions = (*cell.told, *assumed, *_by_streets(town))
    drawn = _Drawn(rule=rule, reach=reach, region=region, assumptions=assumptions)
    return _tract(relation, reference, case, drawn)


def _beside(relation: Near, reference: Reference, case: Case) -> Tract:
    """The nearest ground outside the place: a ring, or all about a thing that is small itself."""
    near_m, town = near_reaches_m(reference, case)
    share = point_rules().beside.share_of_near
    core, likely, support = near_m
    reach = (core * share, likely * share, support * share) if town is None else point_rules().urban.beside_m
    region = _buffers(reference, reach)
    region = _hollow(region, reference) if town is None else region
    rule = point_rules().beside if town is None else point_rules().urban
    return _tract(
        relation, reference, case, _Drawn(rule=rule, reach=reach, region=region, assumptions=_by_streets(town))
    )


def _off(relation: Near, reference: Reference, case: Case) -> Tract:
    """Near and at sea; where no sea is near, the word is taken as *near*."""
    rule = point_rules().off
    region = _buffers(reference, rule.reach_m)
    # The coast itself may be drawn as far off as its error.
    land = _land(reference, case, region.support)
    region = limited(region, support=region.support.difference(land))
    if region.is_empty:
        inland = f"no sea lies within {km(rule.reach_m[2])} of {reference.name}: “off” is read as near"
        return _widened(relation, reference, case, rules().near, assumed=(inland,))
    drawn = _Drawn(rule=rule, reach=rule.reach_m, region=region, assumptions=("“off” means at sea",))
    return _tract(relation, reference, case, drawn)


def _land(reference: Reference, case: Case, about: BaseGeometry) -> BaseGeometry:
    """The land of the countries whose towns lie about a region."""
    scene = case.scene
    bounds = scene.bounds_deg(around=about, reach_m=point_rules().off.search_m)
    towns = scene.atlas.gazetteer.places_within(bounds, kind=PlaceKind.POPULATED)
    codes = {town.country for town in towns} | {place.country for place in reference.records}
    areas = [scene.land(code) for code in sorted(codes) if code]
    box = shapely.box(*about.bounds)
    return shapely.union_all([area.intersection(box) for area in areas if not area.is_empty])


def _buffers(reference: Reference, reach: _Three) -> LevelSet:
    ground = reference.extent
    core, likely, support = (widened(ground.ground, max(distance, ground.error_m)) for distance in reach)
    return nested(core=core, likely=likely, support=support)


def _hollow(region: LevelSet, reference: Reference) -> LevelSet:
    """The region without the place: surely without its ground, possibly with all that may not be part of it."""
    if reference.is_line:
        return region
    ground = reference.extent
    # Without an outline the edge may lie well inside the disc that stands for the place.
    doubt = ground.error_m if ground.outlined else max(ground.error_m, ground.radial_m * _EDGE_SHARE)
    inner = ground.ground.buffer(-doubt)
    return nested(
        core=region.core.difference(ground.ground),
        likely=region.likely.difference(ground.ground),
        support=region.support.difference(inner),
    )


def _by_streets(town: Place | None) -> tuple[str, ...]:
    return () if town is None else (f"it lies in {town.name}, where near is counted by streets",)


def _tract(relation: Near | Around, reference: Reference, case: Case, drawn: _Drawn) -> Tract:
    core, likely, support = drawn.reach
    far = f"{km(core)} (core), {km(likely)} (likely) and {km(support)} (possible)"
    where = "from its line" if reference.is_line else "from its edge"
    effect = f"{reference.name} widened by {far} {where}"
    open_ = language(support, f"how far “{case.scene.atlas.quote(relation.span)}” reaches isn't said")
    step = case.step(drawn.rule, effect, span=relation.span, records=reference.records, assumptions=drawn.assumptions)
    return Tract(
        region=drawn.region,
        steps=(step,),
        uncertainty=(open_, *reference.told),
        what_would_change=("A distance or a nearer named place would shrink this zone.",),
    )
