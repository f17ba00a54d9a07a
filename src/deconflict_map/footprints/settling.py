"""Words that hold of one thing → the same words, each with what the others settle of it.

A depth whose side isn't said lies on the side that other words about the thing name: "30 km deep along the border" and
"on the Syrian side" are one strip into Syria, not a strip of one depth and a strip of another that overlap. The rest of
a region, "outside" of something, is the region without that. A sea of which no outline is known keeps other ground to
the water.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from deconflict_map.model.anchor import BorderRef, MeridianRef, ParallelRef, PlaceRef
from deconflict_map.model.place import PlaceKind, ShapeForm
from deconflict_map.model.qualifier import WidthKind
from deconflict_map.model.relation import AnyOf, AtSea, BorderSide, Except, Not, RestOf, SideOf, Spanning, Strip, Within

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deconflict_map.footprints.scene import Atlas
    from deconflict_map.model.relation import Relation

_CIRCLES = (ParallelRef, MeridianRef)


def settled(relations: Sequence[Relation], atlas: Atlas) -> tuple[Relation | None, ...]:
    """The relations in their order; `None` for one that another one has taken up."""
    return _with_side(_with_rest(_afloat(relations, atlas)), atlas)


def _afloat(relations: Sequence[Relation], atlas: Atlas) -> Sequence[Relation]:
    """In a sea whose outline isn't known, beside other ground, is at sea: "the Black Sea within 30 miles of Odesa".

    What has no bounds of its own ("south of 32° N") is bounded by the sea's own ground.
    """
    seas = [_is_sea_without_outline(relation, atlas) for relation in relations]
    others = [one for one, sea in zip(relations, seas, strict=True) if not sea]
    if not any(seas) or all(isinstance(one, SideOf) and isinstance(one.ref, _CIRCLES) for one in others):
        return relations
    return [AtSea(span=one.span) if sea else one for one, sea in zip(relations, seas, strict=True)]


def _is_sea_without_outline(relation: Relation, atlas: Atlas) -> bool:
    place = atlas.place(relation.ref) if isinstance(relation, Within) else None
    return place is not None and place.kind is PlaceKind.SEA and place.shape is ShapeForm.NONE


def _with_rest(relations: Sequence[Relation]) -> tuple[Relation | None, ...]:
    """The rest of a region is what lies outside of what other words leave out."""
    out = tuple(relation.of for relation in relations if isinstance(relation, Not))
    if not out or not any(isinstance(relation, RestOf) and not relation.but for relation in relations):
        return tuple(relations)
    return tuple(
        replace(relation, but=out)
        if isinstance(relation, RestOf) and not relation.but
        else None
        if isinstance(relation, Not)
        else relation
        for relation in relations
    )


def _with_side(relations: tuple[Relation | None, ...], atlas: Atlas) -> tuple[Relation | None, ...]:
    known = [relation for relation in relations if relation is not None]
    strips = [strip for relation in known if (strip := _strip_in(relation)) is not None and _is_open(strip)]
    border = strips[0].ref if len(strips) == 1 else None
    if not isinstance(border, BorderRef):
        return relations
    found = [() if relation is None else _sides_in(relation, border, atlas) for relation in relations]
    taken = next((index for index, sides in enumerate(found) if sides), None)
    if taken is None:
        return relations
    # A place that it lies in is kept: it may hold less than the strip is deep.
    dropped = isinstance(relations[taken], BorderSide | AnyOf)
    return tuple(
        None if relation is None or (index == taken and dropped) else _sided(relation, found[taken])
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
    """The places that a relation names on a side of a border, if all that it names are such."""
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
    """Whether a reference means one of the countries that a border parts, or a place in one."""
    place, country = atlas.place(ref), atlas.place(border.ref)
    if place is None or country is None or not place.country:
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
