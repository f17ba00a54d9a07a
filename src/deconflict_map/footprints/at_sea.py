"""Ground and the words *at sea* or *on land* → what of it is sea, or land.

The sea is what no country's land covers; the coast may be drawn as far off as its error, so that the strip about it is
neither surely sea nor surely land. Refuses ground that has nothing of what is said.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from deconflict_map.footprints.feature_parameters import feature_rules
from deconflict_map.footprints.parameters import rules
from deconflict_map.footprints.regions import LevelSet, complement, limited, meet, nested
from deconflict_map.footprints.taking_off import held_or_not, how_much_left
from deconflict_map.footprints.tract import Refusal, Tract, base_data, km
from deconflict_map.footprints.waters import land_around
from deconflict_map.model.relation import AtSea

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from deconflict_map.footprints.tract import Case
    from deconflict_map.model.relation import Relation

# How many errors of the coast the ground that is looked at reaches beyond what is drawn.
_RIM = 4


def kept_at_sea(relation: AtSea, tract: Tract, case: Case) -> Tract | Refusal:
    """The sea, or the land, of a tract."""
    words = case.scene.atlas.quote(relation.span)
    error = rules().extent.point_error_m
    # The rim of what is looked at is no coast: it lies well outside of the tract.
    about = tract.region.support.buffer(_RIM * error, quad_segs=2)
    land = _with_doubt(land_around(case.scene, about), error)
    kept = land if relation.on_land else complement(land, universe=tract.region.support.buffer(error, quad_segs=2))
    region = meet(tract.region, kept)
    what = "land" if relation.on_land else "sea"
    if region.is_empty:
        return Refusal(reason=f"“{words}” leaves no ground here: none of it is {what}")
    step = case.step(
        feature_rules().all_of,
        f"“{words}” keeps the {what}: {how_much_left(tract.region, region)}",
        span=relation.span,
        assumptions=(f"“{words}” means {'on land' if relation.on_land else 'at sea'}",),
    )
    told = base_data(error, f"the coast is drawn to about {km(error)}")
    open_side = None if tract.open_side is None else limited(tract.open_side, support=kept.support)
    return replace(
        tract,
        region=region,
        steps=(*tract.steps, step),
        uncertainty=tuple(dict.fromkeys((*tract.uncertainty, told))),
        path=None,
        open_side=open_side,
    )


def limited_to(part: Relation, tract: Tract, case: Case) -> Tract | Refusal:
    """A tract with what it is said to hold, without what it is said to be outside of, and kept to the sea or land."""
    return kept_at_sea(part, tract, case) if isinstance(part, AtSea) else held_or_not(part, tract, case)


def _with_doubt(land: BaseGeometry, error_m: float) -> LevelSet:
    """The land, surely what lies that deep inland, possibly what lies that near to it."""
    plain = land.simplify(error_m / 20)
    return nested(core=plain.buffer(-error_m, quad_segs=4), likely=land, support=plain.buffer(error_m, quad_segs=4))
