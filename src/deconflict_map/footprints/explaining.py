"""A claim that names a place nobody knows, and says where it lies → the claim with the words in place of the name.

"Near Kibumba, 25 km north of Goma": the gazetteer lacks the village, but the text tells where it is, and what is near
it is near there. Only words right behind the name explain it, and only such as put a thing somewhere by distance,
direction or neighbours; what bounds or contains it ("in X, west of the river", "in X, in the province") leaves it as
open as before. Refuses nothing: a claim without such words stays as it is.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from deconflict_map.footprints.tract import not_fixed
from deconflict_map.model.anchor import Described, PlaceRef
from deconflict_map.model.relation import (
    AllOf,
    AnyOf,
    Around,
    AtDistance,
    Between,
    DirectionOf,
    Near,
    Offset,
    Outskirts,
    Stream,
    TravelTime,
    Within,
    WithinDistance,
    references,
)

if TYPE_CHECKING:
    from deconflict_map.footprints.scene import Atlas
    from deconflict_map.model.article import Span
    from deconflict_map.model.claim import Claim
    from deconflict_map.model.footprint import Uncertainty
    from deconflict_map.model.relation import Relation

_NAMING = (Within, Near, Around, Outskirts)
_EXPLAINING = (Offset, AtDistance, WithinDistance, TravelTime, Stream, Between, DirectionOf, Near)
_MOST_WORDS = 3
"""Between a name and what explains it: ", a village about …" (judgement)."""
_ADDING = frozenset({"and", "or", "but"})


def explained(claim: Claim, atlas: Atlas) -> Claim:
    """The claim as it is to be drawn."""
    relation = _relation(claim.relation, atlas)
    return claim if relation is claim.relation else replace(claim, relation=relation)


def taken(claim: Claim, drawn: Claim, atlas: Atlas) -> tuple[Uncertainty, ...]:
    """What is told of the names of a claim that were drawn by what explains them."""
    if drawn is claim:
        return ()
    kept = {ref.toponym for ref in references(drawn.relation)}
    names = [atlas.name(ref) for ref in references(claim.relation) if ref.toponym not in kept]
    text = "no place is known for “{}”; it is taken to lie where the words behind it say"
    return tuple(not_fixed(None, text.format(name)) for name in dict.fromkeys(names))


def _relation(relation: Relation, atlas: Atlas) -> Relation:
    match relation:
        case AllOf(parts=parts):
            found = _explained(parts, atlas)
            if len(found) == 1:
                return found[0]
            return relation if found == parts else replace(relation, parts=found)
        case AnyOf(parts=parts):
            each = tuple(_relation(part, atlas) for part in parts)
            return relation if each == parts else replace(relation, parts=each)
        case _:
            return relation


def _explained(parts: tuple[Relation, ...], atlas: Atlas) -> tuple[Relation, ...]:
    """The parts with each unknown name and what explains it as one."""
    row = sorted(parts, key=lambda part: part.span.start)
    found: list[Relation] = []
    for part in row:
        before = found[-1] if found else None
        if isinstance(before, _NAMING) and _is_unknown(before, atlas) and _explains(part, before.span, atlas):
            found[-1] = replace(before, ref=Described(at=part, span=part.span))
        else:
            found.append(part)
    return tuple(found) if len(found) < len(parts) else parts


def _is_unknown(relation: Within | Near | Around | Outskirts, atlas: Atlas) -> bool:
    return isinstance(relation.ref, PlaceRef) and atlas.place(relation.ref) is None


def _explains(relation: Relation, name: Span, atlas: Atlas) -> bool:
    """Whether a relation of known places stands right behind a name."""
    if not isinstance(relation, _EXPLAINING) or any(atlas.place(ref) is None for ref in references(relation)):
        return False
    between = atlas.article.text[name.end : relation.span.start]
    words = between.replace(",", " ").replace("(", " ").split()
    apposed = "," in between or "(" in between
    return apposed and len(words) <= _MOST_WORDS and _ADDING.isdisjoint(words)
