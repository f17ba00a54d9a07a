"""A passage → the things in it that can be located, and which of them a relation locates.

The nearest such thing before the relation in its clause is meant; if that is people or positions which something is
done to ("an airstrike on its positions east of …"), the doing is located with them. A *line* that is a channel
between people is none: its own name or its clause says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from deconflict_map.descriptions.lexicon import ObjectWord, ground, object_words, speech
from deconflict_map.descriptions.passage import contains_any
from deconflict_map.model.claim import ObjectKind

if TYPE_CHECKING:
    from deconflict_map.descriptions.islands import Island
    from deconflict_map.descriptions.passage import Passage
    from deconflict_map.model.article import Span

_MOST_MODIFIERS = 6
_DOINGS = {ObjectKind.EVENT, ObjectKind.OPERATION}


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """A located object's words `first`…`head` in a passage; `modifiers` are its words without article and noun."""

    word: ObjectWord
    first: int
    head: int
    definite: bool
    plural: bool
    modifiers: frozenset[str]

    def span(self, passage: Passage) -> Span:
        """The words of the thing."""
        return passage.span(self.first, self.head)


def things(passage: Passage) -> tuple[Thing, ...]:
    """All things in a passage that can be located, in order; channels are left out."""
    found = []
    for index, word in enumerate(passage.folded):
        known = object_words().get(word)
        if known is not None:
            thing = _thing(passage, index, known)
            if known.kind is not ObjectKind.LINE or is_on_the_ground(passage, thing):
                found.append(thing)
    return tuple(found)


def _thing(passage: Passage, head: int, word: ObjectWord) -> Thing:
    known = speech()
    first = head
    while (
        first > 0
        and head - first < _MOST_MODIFIERS
        and "," not in passage.gap(first - 1)
        and not any(mark in passage.gap(first - 1) for mark in ";:“”()")
        and (passage.folded[first - 1] not in known.phrase_stops or "-" in passage.gap(first - 1))
    ):
        first -= 1
    modifiers = frozenset(passage.folded[first:head]) - known.phrase_stops
    article = passage.folded[first - 1] if first > 0 else ""
    if article in known.articles:
        first -= 1
    return Thing(
        word=word,
        first=first,
        head=head,
        definite=article in known.definite,
        plural=passage.folded[head].endswith("s"),
        modifiers=modifiers,
    )


def is_on_the_ground(passage: Passage, thing: Thing) -> bool:
    """Whether a *line* is one on the ground and no channel, row or product."""
    known = ground()
    if contains_any(thing.modifiers, known.channel_names):
        return False
    start, end = passage.clause(thing.head)
    clause = set(passage.folded[start:end])
    follows = passage.folded[thing.head : thing.head + 2]
    if contains_any(clause, known.ground_clauses):
        return True
    return not (contains_any(clause, known.channel_clauses) or follows in known.channel_phrases)


def located_by(passage: Passage, island: Island, known: tuple[Thing, ...]) -> Thing | None:
    """The thing that a relation locates, or `None`."""
    start, end = passage.clause(island.first)
    before = [thing for thing in known if start <= thing.head < island.first]
    if before:
        nearest = before[-1]
        doings = [thing for thing in before if thing.word.kind in _DOINGS]
        return doings[-1] if nearest.word.kind is ObjectKind.FORCE and doings else nearest
    if island.first == start and island.last + 1 < end and "," in passage.gap(island.last):
        return next((thing for thing in known if island.last < thing.head < end), None)
    return None
