"""In, inside or at something → its ground: an outline, a corridor, a disc, or the few steps about a point."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deconflict_map.footprints.anchors import described
from deconflict_map.footprints.extents import whole
from deconflict_map.footprints.parameters import rules
from deconflict_map.footprints.point_parameters import point_rules
from deconflict_map.footprints.references import reference_of
from deconflict_map.footprints.regions import nested
from deconflict_map.footprints.rivers import corridor
from deconflict_map.footprints.rounds import widened
from deconflict_map.footprints.tract import Refusal, Tract, language
from deconflict_map.model.anchor import Described, ObjectRef, PlaceRef

if TYPE_CHECKING:
    from deconflict_map.footprints.parameters import Rule
    from deconflict_map.footprints.references import Reference
    from deconflict_map.footprints.regions import LevelSet
    from deconflict_map.footprints.tract import Case
    from deconflict_map.model.relation import Within


def within(relation: Within, case: Case) -> Tract | Refusal:
    """In, inside, at a place, a border area, a position or a described zone."""
    if isinstance(relation.ref, Described | ObjectRef):
        return described(relation.ref, case)
    place = case.scene.atlas.place(relation.ref)
    if place is not None and not (isinstance(relation.ref, PlaceRef) and relation.ref.centre):
        region, told, how = whole(case, relation.ref, place)
        step = case.step(rules().within, f"{how} {place.name}", span=relation.span, records=(place,))
        return Tract(region=region, steps=(step,), uncertainty=told)
    reference = reference_of(relation.ref, case)
    if isinstance(reference, Refusal):
        return reference
    region, how, rule = _ground(reference)
    step = case.step(rule, f"{how} {reference.name}", span=relation.span, records=reference.records)
    open_ = language(None, f"how much about {reference.name} is meant isn't said")
    return Tract(region=region, steps=(step,), uncertainty=(open_, *reference.told))


def _ground(reference: Reference) -> tuple[LevelSet, str, Rule]:
    """The ground of a reference, how it was got, and the rule."""
    ground = reference.extent
    if reference.is_line:
        region = corridor(ground.ground, rules().along.width_m, least_m=ground.error_m)
        return region, "a corridor along", rules().along
    if ground.radial_m > 0:
        return ground.levels, ground.how, rules().district if ground.settled else rules().within
    core, likely, support = (widened(ground.ground, reach) for reach in point_rules().urban.at_m)
    return nested(core=core, likely=likely, support=support), "the few steps about", point_rules().urban
