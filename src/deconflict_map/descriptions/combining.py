"""Relations side by side → one: conditions that hold together, grounds that are meant together.

Neighbours of the kinds that name ground, joined by "and", are listed; of any other kind each is a condition.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from deconflict_map.descriptions.context import joined
from deconflict_map.descriptions.elements import Joint
from deconflict_map.descriptions.features import feature_kinds
from deconflict_map.model.anchor import PlaceRef
from deconflict_map.model.place import PlaceKind
from deconflict_map.model.relation import (
    AllOf,
    AnyOf,
    Around,
    Countryside,
    Holds,
    Near,
    OnFeature,
    Outskirts,
    PartOf,
    ShareOf,
    Within,
    WithinDistance,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deconflict_map.descriptions.context import Context
    from deconflict_map.model.anchor import Anchor
    from deconflict_map.model.article import Span
    from deconflict_map.model.relation import Relation


_LISTED = (Within, PartOf, Near, Around, Outskirts, Countryside, ShareOf, WithinDistance, OnFeature)


def any_of(relations: Sequence[Relation]) -> Relation:
    """The relation itself, or all of several together."""
    if len(relations) == 1:
        return relations[0]
    parts = tuple(part for one in relations for part in (one.parts if isinstance(one, AnyOf) else (one,)))
    return AnyOf(parts=parts, span=joined(relations[0].span, relations[-1].span))


def combined(context: Context, parts: Sequence[tuple[Relation, Joint]]) -> Relation:
    """Conditions together; neighbours of the listed kinds that "and" joins count as one ground."""
    grounds: list[Relation] = []
    for relation, joint in _series(context, parts):
        before = grounds[-1] if grounds else None
        if joint is Joint.AND and before is not None and _adds(context, before, relation):
            known = before.parts if isinstance(before, AnyOf) else (before,)
            grounds[-1] = AnyOf(parts=(*known, relation), span=joined(before.span, relation.span))
        else:
            grounds.append(relation)
    if all(isinstance(ground, Holds) for ground in grounds):
        return _whole_of(context, grounds)
    if len(grounds) == 1:
        return grounds[0]
    flat = tuple(part for ground in grounds for part in (ground.parts if isinstance(ground, AllOf) else (ground,)))
    return AllOf(parts=flat, span=_over([ground.span for ground in grounds]))


def _series(context: Context, parts: Sequence[tuple[Relation, Joint]]) -> list[tuple[Relation, Joint]]:
    """Reads the commas of "near A, near B and near C" as *and*: what they part is alike, and an *and* ends it."""
    found = list(parts)
    for place in range(len(found) - 1, 1, -1):
        (before, joint), (relation, last) = found[place - 1], found[place]
        first = found[place - 2][0]
        alike = _alike(context, first, before, relation) or (_is_town(context, first) and _is_town(context, before))
        if last is Joint.AND and joint is Joint.COMMA and alike:
            found[place - 1] = (before, Joint.AND)
    return found


def _adds(context: Context, before: Relation, relation: Relation) -> bool:
    """Whether "and" joins another place, not another condition."""
    last = before.parts[-1] if isinstance(before, AnyOf) else before
    return _lists(before, relation) or _is_town(context, last) or _is_town(context, relation)


def _alike(context: Context, *relations: Relation) -> bool:
    """Whether relations say the same of places of one kind: no container stands beside what lies in it."""
    if not all(_lists(one, other) for one, other in pairwise(relations)):
        return False
    places = [context.place(one.ref) for one in relations if isinstance(one, _LISTED)]
    return len({None if place is None else place.kind for place in places}) == 1


def _whole_of(context: Context, held: Sequence[Relation]) -> Relation:
    """Reads "the zone includes the districts of A and B" where nothing else says what it is: it consists of them."""
    spans = _over([one.span for one in held])
    refs = tuple(one.ref for one in held if isinstance(one, Holds))
    if all(context.is_country(ref) or _is_division(ref) for ref in refs):
        return any_of([Within(ref=ref, span=ref.span) for ref in refs])
    return held[0] if len(held) == 1 else AllOf(parts=tuple(held), span=spans)


def _over(spans: Sequence[Span]) -> Span:
    found = spans[0]
    for span in spans[1:]:
        found = joined(found, span)
    return found


def _lists(before: Relation | None, relation: Relation) -> bool:
    last = before.parts[-1] if isinstance(before, AnyOf) else before
    return isinstance(last, _LISTED) and isinstance(relation, _LISTED) and type(last) is type(relation)


def _is_town(context: Context, relation: Relation) -> bool:
    """Whether it is in a town: what "and" joins to it is another place, since nothing else holds within a town, too."""
    place = context.place(relation.ref) if isinstance(relation, Within) else None
    return place is not None and place.kind is PlaceKind.POPULATED


def _is_division(ref: Anchor) -> bool:
    """Whether the words call a place a division, though the gazetteer may know its town alone."""
    return isinstance(ref, PlaceRef) and PlaceKind.DIVISION in feature_kinds(ref.wants)
