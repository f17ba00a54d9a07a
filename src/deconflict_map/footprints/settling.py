"""Words that hold of one thing → the same words, each with what the others settle of it.

A depth whose side isn't said lies on the side that other words about the thing name: "30 km deep along the border" and
"on the Syrian side" are one strip into Syria, not a strip of one depth and a strip of another that overlap.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from deconflict_map.model.anchor import BorderRef
from deconflict_map.model.place import PlaceKind
from deconflict_map.model.qualifier import WidthKind
from deconflict_map.model.relation import BorderSide, Except, Spanning, Strip, Within

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deconflict_map.footprints.scene import Atlas
    from deconflict_map.model.anchor import PlaceRef
    from deconflict_map.model.relation import Relation


def settled(relations: Sequence[Relation], atlas: Atlas) -> tuple[Relation | None, ...]:
    """The relations in their order; `None` for one that another one has taken up."""
    strips = [strip for relation in relations if (strip := _strip_in(relation)) is not None and _is_open(strip)]
    if len(strips) != 1 or not isinstance(strips[0].ref, BorderRef):
        return tuple(relations)
    side = next((ref for relation in relations if (ref := _side_in(relation, strips[0].ref, atlas)) is not None), None)
    if side is None:
        return tuple(relations)
    return tuple(
        None if isinstance(relation, BorderSide) and relation.ref == side else _sided(relation, side)
        for relation in relations
    )


def _is_open(strip: Strip) -> bool:
    return strip.side is None and strip.other_side is None and strip.kind is WidthKind.DEPTH


def _strip_in(relation: Relation) -> Strip | None:
    match relation:
        case Strip():
            return relation
        case Spanning() | Except():
            return _strip_in(relation.of)
        case _:
            return None


def _side_in(relation: Relation, border: BorderRef, atlas: Atlas) -> PlaceRef | None:
    """The country that a relation names as the side of a border, if it is one of its two."""
    if isinstance(relation, BorderSide):
        ref = relation.ref
    elif isinstance(relation, Within) and atlas.place(relation.ref) is not None:
        ref = relation.ref  # type: ignore[assignment] # only a place reference has a place
    else:
        return None
    place = atlas.place(ref)
    if place is None or place.kind is not PlaceKind.COUNTRY:
        return None
    country = atlas.place(border.ref)
    across = None if border.other is None else atlas.place(border.other)
    parted = {side.country for side in (country, across) if side is not None}
    is_beside = place.country in parted or (
        country is not None and place.country in _neighbours(country.country, atlas)
    )
    return ref if is_beside else None


def _neighbours(code: str, atlas: Atlas) -> tuple[str, ...]:
    return atlas.gazetteer.neighbours(code)


def _sided(relation: Relation, side: PlaceRef) -> Relation:
    match relation:
        case Strip() if _is_open(relation):
            return replace(relation, side=side)
        case Spanning() | Except():
            return replace(relation, of=_sided(relation.of, side))
        case _:
            return relation
