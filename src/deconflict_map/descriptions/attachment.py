"""A relation in its passage → the thing that it locates.

Words of place belong to the nearest thing before them that they can belong to: through further words of place,
through venues ("a fire at a farm in …"), through verbs of being, happening and finding, and through relative clauses;
never past a verb that keeps them to itself ("sat in a cell in …"), nor past the end of a clause. Before the thing
they stand at the head of a clause only. Trade-off taken: where it isn't sure that something is located, nothing is
claimed.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from deconflict_map.descriptions.objects import Meant, standing_for
from deconflict_map.descriptions.patterns import REACH
from deconflict_map.descriptions.wordclass import VerbKind, verb_kind, word_classes
from deconflict_map.model.claim import ObjectKind
from deconflict_map.units.number import number_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deconflict_map.descriptions.dates import Dated
    from deconflict_map.descriptions.objects import Thing
    from deconflict_map.descriptions.passage import Passage

_MOST_WORDS = 45  # between a thing and what locates it; judgement: longer sentences have more than one thing
_MOST_BETWEEN = 16  # words between what is done and to whom
_DOINGS = {ObjectKind.EVENT, ObjectKind.OPERATION}
_MOVERS = {ObjectKind.FORCE, ObjectKind.OPERATION}
_STORMS = {"storm", "fire", "flood", "wave", "eruption"}
_ENDS = ";:—"
_TAKEN_BY = {"of", "against", "for", "with", "on", "about", "by", "to"}
_PERSONS = {"he", "she", "him", "her", "we", "i", "you", "us", "me"}
_TRANSPARENT = {"that", "which", "who"}


@dataclass(frozen=True, kw_only=True)
class Setting:
    """What a passage holds beside the relation: its things, its times, and the words of its relations.

    `before` is the thing that *it* or *they* may stand for at the beginning of the passage, with the passage it is in;
    `cut` is the last thing of a passage that this one goes on ("The crash occurred at 9 p.m. | Friday in …").
    """

    passage: Passage
    things: tuple[Thing, ...]
    dated: tuple[Dated, ...]
    taken: tuple[tuple[int, int], ...]
    before: Meant | None = None
    cut: Meant | None = None

    @cached_property
    def _by_head(self) -> dict[int, Thing]:
        return {thing.head: thing for thing in self.things}

    @cached_property
    def _before(self) -> dict[int, int]:
        times = ((first, last) for first, last, _ in self.dated)
        return {index: first - 1 for first, last in (*times, *self.taken) for index in range(first, last + 1)}

    def thing_by_head(self, index: int) -> Thing | None:
        """The thing whose noun or verb is word `index`."""
        return self._by_head.get(index)

    def things_within(self, first: int, behind: int) -> tuple[Thing, ...]:
        """The things whose nouns are among words `first` up to `behind`, that one left out."""
        begin = bisect_left(self.things, first, key=_head)
        return self.things[begin : bisect_left(self.things, behind, key=_head)]

    def dated_near(self, first: int, last: int) -> tuple[Dated, ...]:
        """The times within a sentence's reach of words `first`…`last`."""
        begin = bisect_left(self.dated, first - REACH, key=_first)
        return self.dated[begin : bisect_left(self.dated, last + REACH, key=_first)]

    def skipped(self, index: int) -> int | None:
        """The word before a time or relation that word `index` belongs to."""
        return self._before.get(index)


def _head(thing: Thing) -> int:
    return thing.head


def _first(one: Dated) -> int:
    return one[0]


def located_by(setting: Setting, first: int, last: int) -> Thing | None:
    """The thing that words of place `first`…`last` locate, or `None`."""
    found = _Walk(setting).back(first - 1)
    if found is not None:
        return _doing(setting, found)
    return _ahead(setting, first, last)


@dataclass(slots=True)
class _Walk:
    """A walk from words of place back to what they locate. `noun` is a bare noun passed since the last preposition."""

    setting: Setting
    noun: int = -1
    verb: VerbKind | None = None
    way: bool = False
    origin: bool = False

    def back(self, start: int) -> Thing | None:
        index, steps, passage = start, 0, self.setting.passage
        while index >= 0 and steps < _MOST_WORDS:
            steps += 1
            skipped = self.setting.skipped(index)
            if skipped is not None:
                if self._ends_at(skipped, start):
                    return None
                index = skipped
                continue
            thing = self.setting.thing_by_head(index)
            if thing is not None and self._takes(thing):
                return self._subject(thing)
            if index == start and passage.folded[index] in {"it", "they"}:
                return self._meant(index, plural=passage.folded[index] == "they")
            stop, found = self._passes(index)
            if stop or self._ends_at(index - 1, start):
                return found
            index -= 1
        cut = self.setting.cut
        return standing_for(cut, 0) if index < 0 and cut is not None else None

    def _ends_at(self, index: int, start: int) -> bool:
        """Whether the clause begins behind word `index`; a list of places may run over a semicolon or colon."""
        if index < 0:
            return False
        gap = self.setting.passage.gap(index)
        if ":" in gap and self.setting.passage.folded[index + 1] in number_words() | word_classes().adverbs:
            return False
        if ";" in gap and self.setting.skipped(index) is not None and self._is_place(index + 1, start):
            return False
        return any(mark in gap for mark in _ENDS) and gap != ":"  # "3:10" is a time of day

    def _is_place(self, index: int, start: int) -> bool:
        """Whether words of place begin at word `index`, or behind the *and* there."""
        known, folded = word_classes(), self.setting.passage.folded
        if folded[index] in known.conjunctions:
            index += 1
        return index > start or self.setting.skipped(index) is not None or folded[index] in known.prepositions

    def _takes(self, thing: Thing) -> bool:
        """Whether the walk may end at a thing."""
        passage = self.setting.passage
        if thing.germ:
            before = passage.folded[thing.first - 1] if thing.first else ""
            near = self.setting.things_within(thing.head - _MOST_BETWEEN, thing.head)
            owned = any(thing.head <= other.last for other in near)
            if owned or before in _TAKEN_BY or (self.verb is None and (before == "from" or self.origin)):
                self.noun = -1
                return False
        if self.verb is VerbKind.MOVING:
            return thing.word.kind in _MOVERS or thing.word.group in _STORMS or thing.verb
        return True

    def _subject(self, thing: Thing) -> Thing:
        """Of a verb that tells an event its subject, where that is the event: "a quake struck …"."""
        if not thing.verb:
            return thing
        for other in reversed(self.setting.things_within(thing.head - _MOST_WORDS, thing.head)):
            if other.verb or other.word.kind is not ObjectKind.EVENT:
                continue
            if self._is_subject(other, thing):
                return other
            break
        return thing

    def _is_subject(self, other: Thing, verb: Thing) -> bool:
        """Whether only adverbs, auxiliaries and *which* stand between an event and a verb."""
        passage = self.setting.passage
        relative = passage.folded[other.last + 1] in {"which", "that"}
        return all(
            verb_kind(passage, place) in {None, VerbKind.BEING} for place in range(other.last + 1, verb.head)
        ) and (relative or not any("," in passage.gap(place) for place in range(other.last, verb.head)))

    def _passes(self, index: int) -> tuple[bool, Thing | None]:
        """Whether the walk ends at word `index`, and the thing it ends with."""
        passage, known = self.setting.passage, word_classes()
        word = passage.folded[index]
        kind = verb_kind(passage, index)
        if kind is VerbKind.OTHER:
            return True, self._happening(index)
        if kind is not None:
            return self._passes_verb(kind), None
        if word in known.prepositions and word != "up":
            self.noun = -1
            self.origin = self.origin or word in {"from", "out"}
            return False, None
        if self.verb is not None and (word in {"it", "they"} or self._is_ordinal(index)):
            return True, self._meant(index, plural=None if word not in {"it", "they"} else word == "they")
        if word in known.subordinators:
            return not (word in _TRANSPARENT or self.way) or (self.noun >= 0 and self.verb is not None), None
        if not (word in known.closed or word.endswith("ly") or index in passage.named):
            self.noun = index
        return word in _PERSONS and self.verb is not None, None

    def _passes_verb(self, kind: VerbKind) -> bool:
        """Whether the walk ends at a verb of this kind."""
        if kind is VerbKind.WAY:
            self.way = True
            self.noun = -1
            return False
        if self.verb is not None and self.noun >= 0:
            return True
        self.verb = VerbKind.BEING if self.verb is None and kind is VerbKind.BEING else self.verb or kind
        self.noun = -1
        return False

    def _happening(self, verb: int) -> Thing | None:
        """The event that is a verb's subject, whatever the verb: "a landslide buried 40 homes in …"."""
        passage, known, index = self.setting.passage, word_classes(), verb - 1
        while index >= 0 and (
            passage.folded[index] in known.auxiliaries | known.adverbs or passage.folded[index].endswith("ly")
        ):
            index -= 1
        for thing in self.setting.things_within(index - _MOST_BETWEEN, index + 1):
            if thing.last == index and not thing.verb and thing.word.kind is ObjectKind.EVENT:
                own = thing.first == 0 or passage.folded[thing.first - 1] not in known.prepositions
                return thing if own else None
        return None

    def _is_ordinal(self, index: int) -> bool:
        """Whether a word stands for one more of the things spoken of: "the second was detected in"."""
        passage = self.setting.passage
        alone = index + 1 < len(passage.words) and verb_kind(passage, index + 1) is not None
        return alone and passage.folded[index] in word_classes().ordinals

    def _meant(self, index: int, *, plural: bool | None) -> Thing | None:
        """The thing that a pronoun at word `index` stands for: the first one before it of the same number."""
        fitting = [
            thing
            for thing in self.setting.things_within(index - _MOST_WORDS, index)
            if plural in {None, thing.plural} and not thing.verb
        ]
        if fitting:
            meant = Meant(thing=fitting[0], passage=self.setting.passage)
        elif self.setting.before is not None and plural in {None, self.setting.before.thing.plural}:
            meant = self.setting.before
        else:
            return None
        return standing_for(meant, index) if self._takes(standing_for(meant, index)) else None


def _doing(setting: Setting, thing: Thing) -> Thing:
    """Of people and positions that something is done to, the doing: "an airstrike on its positions east of …"."""
    if thing.word.kind is not ObjectKind.FORCE:
        return thing
    for other in reversed(setting.things_within(thing.head - _MOST_BETWEEN - 1, thing.head)):
        if other.word.kind not in _DOINGS:
            continue
        between = range(other.head + 1, thing.head)
        near = len(between) <= _MOST_BETWEEN and setting.passage.clause(other.head) == setting.passage.clause(
            thing.head
        )
        if near and all(verb_kind(setting.passage, place) in {None, VerbKind.BEING} for place in between):
            return other
    return thing


def _ahead(setting: Setting, first: int, last: int) -> Thing | None:
    """The thing behind words of place that stand at the head of a clause, or where somebody was when it happened."""
    passage = setting.passage
    start, end = passage.clause(first)
    opens = first == start or (first == start + 1 and passage.folded[start] in word_classes().conjunctions)
    behind = setting.things_within(last + 1, last + _MOST_WORDS)
    if opens:
        inside = [thing for thing in behind if thing.head < end]
        return _first_of(inside)
    if _is_on_the_way(setting, first):
        return _first_of([thing for thing in behind if thing.word.kind is ObjectKind.EVENT])
    if passage.folded[last + 1 : last + 2] == ("where",):
        where_end = passage.clause(last + 1)[1]
        return _first_of([thing for thing in behind if thing.head < where_end and thing.word.kind is ObjectKind.EVENT])
    return None


def _first_of(inside: Sequence[Thing]) -> Thing | None:
    doings = [thing for thing in inside if thing.word.kind in _DOINGS]
    return next(iter(doings or inside), None)


def _is_on_the_way(setting: Setting, first: int) -> bool:
    """Whether a verb of going about governs the words of place, before *when*, *so that* or *and* something happens."""
    for index in range(first - 1, max(first - _MOST_WORDS, -1), -1):
        kind = verb_kind(setting.passage, index)
        if kind is VerbKind.WAY:
            return True
        if kind in {VerbKind.OTHER, VerbKind.MOVING}:
            return False
    return False
