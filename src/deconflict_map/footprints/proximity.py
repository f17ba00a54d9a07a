"""Near and around a place → its extent widened by three distances, cut half-way to comparable places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deconflict_map.footprints.comparable import cell_of
from deconflict_map.footprints.extents import extent_of
from deconflict_map.footprints.parameters import rules
from deconflict_map.footprints.regions import limited, nested
from deconflict_map.footprints.tract import Refusal, Tract, km, language
from deconflict_map.model.place import PlaceKind

if TYPE_CHECKING:
    from deconflict_map.footprints.extents import Extent
    from deconflict_map.footprints.parameters import Rule
    from deconflict_map.footprints.regions import LevelSet
    from deconflict_map.footprints.tract import Case
    from deconflict_map.model.place import Place
    from deconflict_map.model.relation import Around, Near


def reaches_m(place: Place, radial_m: float) -> tuple[float, float, float]:
    """How far "near" goes from the edge of a place with this radial: core, likely, support (metres)."""
    rule = rules().near
    factor = rule.country_factor if place.kind in {PlaceKind.COUNTRY, PlaceKind.CONTINENT} else 1.0
    # A line has no size across: its length mustn't widen what is near it.
    radial = 0.0 if place.kind is PlaceKind.STREAM else radial_m
    wanted = [max(floor, share * radial) for floor, share in zip(rule.floor_m, rule.radials, strict=True)]
    support = min(wanted[2], rule.ceiling_m)
    core, likely, _ = (min(want, share * support) for want, share in zip(wanted, rule.share_of_support, strict=True))
    return core * factor, likely * factor, support * factor


def near(relation: Near, case: Case) -> Tract | Refusal:
    """Near, close to, in the vicinity of a place."""
    return _surroundings(relation, case, rules().near)


def around(relation: Around, case: Case) -> Tract | Refusal:
    """A place and its surroundings; the place itself is core."""
    return _surroundings(relation, case, rules().around)


def _surroundings(relation: Near | Around, case: Case, rule: Rule) -> Tract | Refusal:
    place = case.scene.atlas.place(relation.ref)
    if place is None:
        return Refusal(reason="the place isn't known")
    ground = extent_of(case.scene, place)
    reach = reaches_m(place, ground.radial_m)
    region, assumptions = _widened(case, place, ground, reach)
    if rule is rules().around:
        assumptions = (*assumptions, "“around” is read as the place and what surrounds it, not as a ring about it")
    far = f"{km(reach[0])} (core), {km(reach[1])} (likely) and {km(reach[2])} (possible)"
    effect = f"{place.name} widened by {far} from its edge"
    step = case.step(rule, effect, span=relation.span, records=(place,), assumptions=assumptions)
    open_ = language(reach[2], f"how far “{case.scene.atlas.quote(relation.span)}” reaches isn't said")
    return Tract(
        region=region,
        steps=(step,),
        uncertainty=(open_, *ground.told(place.name)),
        what_would_change=("A distance or a nearer named place would shrink this zone.",),
    )


def _widened(
    case: Case, place: Place, ground: Extent, reach: tuple[float, float, float]
) -> tuple[LevelSet, tuple[str, ...]]:
    # An outline finer than a fiftieth of the shortest reach only costs time.
    plain = ground.ground.simplify(reach[0] / 50) if ground.outlined else ground.ground
    core, likely, support = (plain.buffer(max(distance, ground.error_m)) for distance in reach)
    cell = cell_of(case.scene, place, ground, reach_m=reach[2])
    region = limited(
        nested(core=core, likely=likely, support=support), core=cell.ground, likely=cell.ground, support=cell.wide
    )
    return region, cell.told
