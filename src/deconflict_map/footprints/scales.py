"""A reference → how far "near" it reaches: by streets in a town, by roads in the country, by days for a whole country.

Ratings differ by scale: near a building ends at some 250 m, near a village at some 5 km (Hall, Smart & Jones 2011).
The text doesn't say at which scale it speaks; what lies in the built-up ground of a town, and is small, is taken to be
spoken of by streets.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from deconflict_map.footprints.extents import default_radial_m
from deconflict_map.footprints.parameters import rules
from deconflict_map.footprints.point_parameters import point_rules
from deconflict_map.model.place import PlaceKind

if TYPE_CHECKING:
    from deconflict_map.footprints.references import Reference
    from deconflict_map.footprints.tract import Case
    from deconflict_map.model.place import Place

# The largest town of the world, at the density of the rules, has a radial of 50 km.
_LARGEST_TOWN_M = 50_000.0
_WIDE = frozenset({PlaceKind.COUNTRY, PlaceKind.CONTINENT})


def near_reaches_m(reference: Reference, case: Case) -> tuple[tuple[float, float, float], Place | None]:
    """How far "near" reaches from the edge of a reference (core, likely, support), and the town whose streets count."""
    town = town_round(reference, case)
    if town is not None:
        return point_rules().urban.near_m, town
    kind = reference.place.kind if reference.place is not None else None
    factor = rules().near.country_factor if kind in _WIDE else 1.0
    # A line has no size across: its length mustn't widen what is near it.
    return reaches_m(0.0 if reference.is_line else reference.extent.radial_m, factor=factor), None


def reaches_m(radial_m: float, *, factor: float = 1.0) -> tuple[float, float, float]:
    """How far "near" goes from the edge of something with this radial: core, likely, support (metres)."""
    rule = rules().near
    wanted = [max(floor, share * radial_m) for floor, share in zip(rule.floor_m, rule.radials, strict=True)]
    support = min(wanted[2], rule.ceiling_m)
    core, likely, _ = (min(want, share * support) for want, share in zip(wanted, rule.share_of_support, strict=True))
    return core * factor, likely * factor, support * factor


def town_round(reference: Reference, case: Case) -> Place | None:
    """The town in whose built-up ground a small reference lies; `None` for what is larger, or in the country."""
    rule, scene = point_rules().urban, case.scene
    if reference.is_line or reference.extent.radial_m > rule.largest_m:
        return None
    centre = reference.extent.centre
    bounds = scene.bounds_deg(around=centre, reach_m=_LARGEST_TOWN_M)
    own = None if reference.place is None else reference.place.id
    for town in scene.atlas.gazetteer.places_within(
        bounds, kind=PlaceKind.POPULATED, min_population=rule.town_population
    ):
        if town.id != own and scene.point(town).distance(centre) <= default_radial_m(town):
            return town
    return None
