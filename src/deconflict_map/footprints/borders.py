"""On a country's side of its border → a strip into that country along the border.

Where the words don't say which border, the neighbour that the text names most is assumed, and told. The strip is
closed at third countries by the country's own outline.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from deconflict_map.footprints.border_lines import neighbour_meant
from deconflict_map.footprints.extents import extent_of
from deconflict_map.footprints.parameters import rules
from deconflict_map.footprints.regions import areal, nested
from deconflict_map.footprints.strip_sides import country_about, with_error
from deconflict_map.footprints.tract import Refusal, Tract, base_data, km, language
from deconflict_map.footprints.wide_lines import wide
from deconflict_map.model.place import PlaceKind

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from deconflict_map.footprints.scene import Atlas
    from deconflict_map.footprints.tract import Case
    from deconflict_map.model.place import Place
    from deconflict_map.model.relation import BorderSide


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """A border in metres, the land on the named side of it, and the country on the other."""

    line: BaseGeometry
    land: BaseGeometry
    other: Place | None
    assumptions: tuple[str, ...]


def border_side(relation: BorderSide, case: Case) -> Tract | Refusal:
    """On the Iraq side of the border."""
    atlas = case.scene.atlas
    place = atlas.place(relation.ref)
    if place is None:
        return Refusal(reason="the place isn't known")
    if place.kind is not PlaceKind.COUNTRY:
        ground = extent_of(case.scene, place)
        edge = Edge(line=ground.ground.boundary, land=ground.ground, other=None, assumptions=())
        return _strip(relation, case, place, edge)
    other, assumptions = _other(relation, atlas, place)
    if other is None:
        return Refusal(reason=f"which border of {place.name} is meant isn't said, and no neighbour of it is named")
    line = case.scene.border(place.country, other.country)
    if line is None or line.is_empty:
        return Refusal(reason=f"no land border of {place.name} with {other.name} is known")
    deepest = wide(case.scene.frame, line, rules().border.width_m[2])
    edge = Edge(line=line, land=country_about(place, deepest, case), other=other, assumptions=assumptions)
    found = _strip(relation, case, place, edge)
    about = wide(case.scene.frame, line, rules().border.open_m)
    side = with_error(country_about(place, about, case).intersection(about), _error_m(place, other))
    return replace(found, open_side=side)


def _other(relation: BorderSide, atlas: Atlas, place: Place) -> tuple[Place | None, tuple[str, ...]]:
    """The country across the border: the one that is said, or the neighbour that the text names most."""
    if relation.other is not None:
        return atlas.place(relation.other), ()
    other = neighbour_meant(atlas, place)
    if other is None:
        return None, ()
    count = atlas.mentions[other.country]
    often = "once" if count == 1 else f"{count} times"
    return other, (f"the border with {other.name} is meant: no neighbour of {place.name} is named more ({often})",)


def _strip(relation: BorderSide, case: Case, place: Place, edge: Edge) -> Tract:
    rule, other, line, land = rules().border, edge.other, edge.line, edge.land
    error, frame = _error_m(place, other), case.scene.frame
    inside = [areal(land.intersection(wide(frame, line, max(width, error)))) for width in rule.width_m]
    unsure = wide(frame, line, error)
    core = inside[0].difference(unsure)
    border = f"border of {place.name}" if other is None else f"border of {place.name} with {other.name}"
    widths = rule.width_m
    effect = (
        f"a strip along the {border}, on the side of {place.name}: {km(widths[0])} (core), "
        f"{km(widths[1])} (likely), {km(widths[2])} (possible) deep"
    )
    records = (place,) if other is None else (place, other)
    support = inside[2].union(unsure)
    return Tract(
        region=nested(core=core, likely=inside[1], support=support),
        steps=(case.step(rule, effect, span=relation.span, records=records, assumptions=edge.assumptions),),
        uncertainty=(
            language(widths[2], f"how deep into {place.name}, and along which stretch of the border, isn't said"),
            base_data(error, f"the border is generalised to about {km(error)}"),
        ),
        what_would_change=("A depth in kilometres or a named stretch of the border would shrink this strip.",),
    )


def _error_m(place: Place, other: Place | None) -> float:
    return max(place.shape_error_m, 0.0 if other is None else other.shape_error_m)
