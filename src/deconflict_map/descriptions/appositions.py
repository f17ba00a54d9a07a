"""Relations as the grammar reads them in running text → those that stand, seen from the words around them.

The grammar sees the words of place alone. A name set beside another one by commas only says in what it lies ("near
Skibbereen, County Cork") or what it is ("Culiacán, the capital of Sinaloa"); *off* may belong to a verb ("sealed off
an area"), and *up*; "across the country" is all over it, where across a river is on its other side; words of place in
a speaker's name ("police in Mosul said") locate nothing. Trade-off taken: in lists without *and* or *or* the first
name alone counts.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from deconflict_map.descriptions.automaton import begins, read_from
from deconflict_map.descriptions.lexemes import Lexicon
from deconflict_map.descriptions.wordclass import word_classes
from deconflict_map.model.anchor import Described, PlaceRef
from deconflict_map.model.place import PlaceKind
from deconflict_map.model.relation import AnyOf, BankOf, DirectionOf, PartOf, Within

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deconflict_map.descriptions.islands import Island
    from deconflict_map.descriptions.passage import Passage
    from deconflict_map.descriptions.relations import Builder
    from deconflict_map.descriptions.speech import Frame
    from deconflict_map.model.relation import Relation
    from deconflict_map.model.toponym import Resolution

_DEEP = {("far",), ("deep",), ("extreme",)}
_JOINTS = {"and", "or"}
_WIDE = {PlaceKind.COUNTRY, PlaceKind.DIVISION, PlaceKind.POPULATED, PlaceKind.REGION, PlaceKind.CONTINENT}


def standing(passage: Passage, read: Sequence[Island], own: Sequence[Frame], builder: Builder) -> tuple[Island, ...]:
    """The relations that stand, with what they say; `own` are the frames of speech of the passage."""
    return tuple(
        _settled(passage, _behind_particle(passage, island, builder), builder.resolutions)
        for island in read
        if not _is_of_verb(passage, island) and not _is_of_speaker(passage, island, own)
    )


def _is_of_verb(passage: Passage, island: Island) -> bool:
    """Whether *off* at the head of a relation belongs to the verb before it."""
    before = passage.folded[island.first - 1] if island.first else ""
    return passage.folded[island.first] == "off" and before in word_classes().with_off


def _behind_particle(passage: Passage, island: Island, builder: Builder) -> Island:
    """What the words say without an *up* that belongs to the verb before them: "set up a line from … to …"."""
    before = passage.folded[island.first - 1] if island.first else ""
    if passage.folded[island.first] != "up" or before not in word_classes().with_up:
        return island
    lexicon = Lexicon(passage=passage)
    for word in range(island.first + 1, island.last + 1):
        reading = read_from(lexicon, word, "island") if begins(lexicon, word, "island") else None
        built = builder.build(reading.tree, passage) if reading is not None and reading.tree is not None else None
        if reading is not None and built is not None and built.relation is not None:
            return replace(island, relation=built.relation, first=word, last=reading.last, head=built.head)
    return island


def _is_of_speaker(passage: Passage, island: Island, own: Sequence[Frame]) -> bool:
    """Whether a relation stands within the words that name a speaker."""
    words = passage.span(island.first, island.last)
    spans = (frame.speaker.span for frame in own if frame.speaker is not None and not frame.plans)
    return any(span is not None and span.covers(words) for span in spans)


def _settled(passage: Passage, island: Island, resolutions: Sequence[Resolution]) -> Island:
    relation = island.relation
    if isinstance(relation, DirectionOf) and passage.folded[island.first - 1 : island.first] in _DEEP:
        part = PartOf(ref=relation.ref, part=relation.heading, span=relation.span)
        return replace(island, relation=part)
    if isinstance(relation, BankOf) and passage.folded[island.first] in {"across", "throughout"}:
        return replace(island, relation=_all_over(relation, resolutions))
    if not isinstance(relation, AnyOf):
        return island
    words = passage.folded[island.first : island.last + 1]
    if _JOINTS.isdisjoint(words) or _begins_a_clause(passage, island):
        first = relation.parts[0]
        last = max(passage.index_at(first.span.end - 1), island.first)
        return replace(island, relation=first, last=last)
    return island


def _begins_a_clause(passage: Passage, island: Island) -> bool:
    """Whether *and* behind a comma joins a clause: "a blockade on Gaza, and Egypt restricts …"."""
    return (
        any(
            passage.folded[index] in _JOINTS and "," in passage.gap(index - 1)
            for index in range(island.first + 1, island.last)
        )
        and len([index for index in range(island.first, island.last) if "," in passage.gap(index)]) == 1
    )


def _all_over(relation: BankOf, resolutions: Sequence[Resolution]) -> Relation:
    """What *across* means of a place that isn't a line: everywhere in it."""
    match relation.ref:
        case PlaceRef(toponym=toponym) as ref:
            place = resolutions[toponym].place
            return Within(ref=ref, span=relation.span) if place is None or place.kind in _WIDE else relation
        case Described(at=at):
            return at
        case _:
            return relation
