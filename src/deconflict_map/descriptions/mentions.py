"""Relations found in a passage, and its toponyms → all that is located, places without words of place included.

A place may be what something hits ("a tsunami hit the island of Makira", "an attack on the village of Pisky"), the
one that sees it ("eastern Thailand saw cases"), or one more of a list ("in Warwick and Roma", "among them Bahia and
Ceará"). Trade-off taken: such a place is the ground as a whole; what part of it is meant isn't told.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from deconflict_map.descriptions.affected import (
    MOST_LISTED,
    is_affected,
    is_beside,
    is_listed,
    part_before,
    phrase_begins,
    zone_of,
)
from deconflict_map.descriptions.attachment import located_by
from deconflict_map.model.anchor import PlaceRef
from deconflict_map.model.relation import AllOf, AnyOf, Near, PartOf, Within, references
from deconflict_map.model.toponym import ToponymKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deconflict_map.descriptions.attachment import Setting
    from deconflict_map.descriptions.objects import Thing
    from deconflict_map.model.article import Span
    from deconflict_map.model.relation import Relation
    from deconflict_map.model.toponym import Resolution


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """A thing with a relation that locates it, in words `first`…`last`."""

    thing: Thing
    relation: Relation
    first: int
    last: int
    unread: Span | None = None
    notes: tuple[str, ...] = ()


def mentions(setting: Setting, found: Sequence[Located], resolutions: Sequence[Resolution]) -> list[Located]:
    """What was found, and what places without words of place of their own locate, in the order of the text."""
    everything = sorted(found, key=lambda one: one.last)
    taken = {ref.toponym for one in found for ref in references(one.relation)}
    for first, (toponym, behind) in sorted(setting.passage.name_at.items()):
        named = resolutions[toponym].toponym
        if toponym in taken or named.kind is not ToponymKind.PLACE or _is_read(setting, first):
            continue
        one = _listed(setting, everything, (first, behind - 1), toponym)
        if one is None and named.literal:
            one = _plain(setting, (first, behind - 1), toponym) or _affected(setting, (first, behind - 1), toponym)
        if one is not None:
            everything.append(one)
    return sorted(everything, key=lambda one: (one.first, one.last))


def _is_read(setting: Setting, index: int) -> bool:
    return any(first <= index <= last for first, last in setting.taken)


def _ref(setting: Setting, words: tuple[int, int], toponym: int) -> PlaceRef:
    return PlaceRef(toponym=toponym, span=setting.passage.span(*words))


def _listed(setting: Setting, found: Sequence[Located], words: tuple[int, int], toponym: int) -> Located | None:
    """The claim of a place that goes on a list of places before it: the same relation with this one."""
    for one in reversed(found):
        if one.last < words[0] - MOST_LISTED:
            return None
        if one.last < words[0] and is_listed(setting.passage, one.last, *words):
            relation = _with(one.relation, _ref(setting, words, toponym))
            if relation is not None:
                return Located(thing=one.thing, relation=relation, first=words[0], last=words[1])
    return None


def _with(relation: Relation, ref: PlaceRef) -> Relation | None:
    """A relation like the one of the place before, with another place."""
    match relation:
        case Within(ref=PlaceRef()) | Near(ref=PlaceRef()):
            return replace(relation, ref=ref, span=ref.span)
        case PartOf(ref=PlaceRef()):
            return Within(ref=ref, span=ref.span)
        case AnyOf() | AllOf():
            return _with(relation.parts[-1], ref)
        case _:
            return None


def _plain(setting: Setting, words: tuple[int, int], toponym: int) -> Located | None:
    """The claim of a place that closes a phrase of place: "in the country's capital, Lima"."""
    begin = phrase_begins(setting.passage, words[0])
    zone = zone_of(setting, words[0])
    thing = zone if zone is not None else None if begin is None else located_by(setting, begin, words[1])
    if thing is None:
        return None
    first = words[0] if zone is not None or begin is None else begin
    if zone is None and is_beside(setting.passage.folded[first]):
        ref = _ref(setting, words, toponym)
        near = Near(ref=ref, span=setting.passage.span(first, words[1]))
        return Located(thing=thing, relation=near, first=first, last=words[1])
    return Located(thing=thing, relation=_ground(setting, first, words, toponym), first=first, last=words[1])


def _ground(setting: Setting, first: int, words: tuple[int, int], toponym: int) -> Relation:
    """The place, or the part of it that the phrase before its name tells ("in the northern part of …")."""
    ref = _ref(setting, words, toponym)
    heading = part_before(setting.passage, first, words[0])
    if heading is None:
        return Within(ref=ref, span=ref.span)
    return PartOf(ref=ref, part=heading, span=setting.passage.span(first, words[1]))


def _affected(setting: Setting, words: tuple[int, int], toponym: int) -> Located | None:
    affected = is_affected(setting, *words)
    if affected is None:
        return None
    relation = _ground(setting, max(words[0] - 1, 0), words, toponym)
    return Located(thing=affected, relation=relation, first=words[0], last=words[1])
