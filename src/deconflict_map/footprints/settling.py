"""Words that hold of one thing → the same words, each with what the others settle of it.

A depth whose side isn't said lies on the side that other words about the thing name: "30 km deep along the border" and
"on the Syrian side" are one strip into Syria, not a strip of one depth and a strip of another that overlap.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from deconflict_map.model.anchor import BorderRef, PlaceRef
from deconflict_map.model.place import PlaceKind
from deconflict_map.model.qualifier import WidthKind
from deconflict_map.model.relation import AnyOf, BorderSide, Except, Spanning, Strip, Within

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deconflict_map.footprints.scene import Atlas
    from deconflict_map.model.relation import Relation


def settled(relations: Sequence[Relation], atlas: Atlas) -> tuple[Relation | None, ...]:
    """The relations in their order; `None` for one that another one has taken up."""
    strips = [strip for relation in relations if (strip := _strip_in(relation)) is not None and _is_open(strip)]
    border = strips[0].ref if len(strips) == 1 else None
    if not isinstance(border, BorderRef):
        return tuple(relations)
    found = [_sides_in(relation, border, atlas) for relation in relations]
    taken = next((index for index, sides in enumerate(found) if sides), None)
    if taken is None:
        return tuple(relations)
    # A country that it lies in is kept: beside its border it may be narrower than the strip is deep.
    dropped = isinstance(relations[taken], BorderSide | AnyOf)
    return tuple(
        None if index == taken and dropped else _sided(relation, found[taken])
        for index, relation in enumerate(relations)
    )


def _is_open(strip: Strip) -> bool:
    return strip.side is None and strip.other_side is None and strip.kind not in {WidthKind.EACH_SIDE, WidthKind.APART}


def _strip_in(relation: Relation) -> Strip | None:
    match relation:
        case Strip():
            return relation
        case Spanning() | Except():
            return _strip_in(relation.of)
        case _:
            return None


def _sides_in(relation: Relation, border: BorderRef, atlas: Atlas) -> tuple[PlaceRef, ...]:
    """The countries that a relation names as the sides of a border, if all that it names are such."""
    match relation:
        case BorderSide() | Within():
            return (
                (relation.ref,) if isinstance(relation.ref, PlaceRef) and _is_side(relation.ref, border, atlas) else ()
            )
        case AnyOf(parts=parts):
            sides = [_sides_in(part, border, atlas) for part in parts]
            return tuple(ref for side in sides for ref in side) if all(sides) else ()
        case _:
            return ()


def _is_side(ref: PlaceRef, border: BorderRef, atlas: Atlas) -> bool:
    """Whether a reference means a country that the border parts."""
    place, country = atlas.place(ref), atlas.place(border.ref)
    if place is None or country is None or place.kind is not PlaceKind.COUNTRY:
        return False
    across = None if border.other is None else atlas.place(border.other)
    parted = {country.country, *([across.country] if across is not None else [])}
    if across is None:
        parted.update(atlas.gazetteer.neighbours(country.country))
    return place.country in parted


def _sided(relation: Relation, sides: tuple[PlaceRef, ...]) -> Relation:
    """The relation with a strip in it on the side that is named; on several sides, a strip on each."""
    match relation:
        case Strip() if _is_open(relation):
            strips = tuple(replace(relation, side=side) for side in sides)
            return strips[0] if len(strips) == 1 else AnyOf(parts=strips, span=relation.span)
        case Spanning() | Except():
            return replace(relation, of=_sided(relation.of, sides))
        case _:
            return relation
