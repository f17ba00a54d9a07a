"""A place without words of place → the event that happens to it, or the list that it goes on.

"A tsunami hit the island of Makira", "the attack on the village of Pisky", "Eastern Thailand saw scores of cases",
"in Warwick and Roma". The words between place and event must be of the vocabulary: nothing else ties the two.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from deconflict_map.descriptions.patterns import begins_before, ends_at
from deconflict_map.descriptions.wordclass import verb_kind, word_classes
from deconflict_map.descriptions.wordlists import word_list
from deconflict_map.model.claim import ObjectKind
from deconflict_map.units.heading import parse_heading

if TYPE_CHECKING:
    from deconflict_map.descriptions.attachment import Setting
    from deconflict_map.descriptions.objects import Thing
    from deconflict_map.descriptions.passage import Passage
    from deconflict_map.units.heading import Heading

_MOST_WORDS = 9  # between a place and its event; judgement: "saw scores of new and suspected cases" has six
_MOST_SUBJECT_WORDS = 16
_MOST_LISTED = 5  # words between two names of a list
MOST_LISTED = 20
"""Words between a place and the next name of its list, kinds of places included."""
_HAPPENINGS = {ObjectKind.EVENT, ObjectKind.OPERATION}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    behind_event: tuple[str, ...]
    behind_place: tuple[str, ...]
    kinds: frozenset[str]
    describing: frozenset[str]
    among: tuple[str, ...]
    inside: frozenset[str]
    of_place: frozenset[str]
    beside: frozenset[str]


@cache
def _words() -> _Words:
    table = tomllib.loads(word_list("affected"))
    return _Words(
        behind_event=tuple(table["behind_event"]),
        behind_place=tuple(table["behind_place"]),
        kinds=frozenset(table["kinds"]),
        describing=frozenset(table["describing"]),
        among=tuple(table["among"]),
        inside=frozenset(table["inside"]),
        of_place=frozenset(table["of_place"]),
        beside=frozenset(table["beside"]),
    )


def is_affected(setting: Setting, first: int, last: int) -> Thing | None:
    """The event that happens to the place at words `first`…`last`."""
    return _as_object(setting, first) or _as_subject(setting, last)


def _as_object(setting: Setting, first: int) -> Thing | None:
    """The event whose object the place is: "a tsunami hit the island of"."""
    passage = setting.passage
    begin = _name_begins(passage, first)
    for thing in reversed(setting.things_within(begin - _MOST_WORDS - 1, begin)):
        if thing.word.kind not in _HAPPENINGS:
            continue
        if thing.verb and thing.head == begin - 1:
            return thing
        if begin >= 2 and thing.last == begin - 2 and passage.folded[thing.head] in _words().of_place:
            return thing if passage.folded[begin - 1] in {"of", "for"} else None
        verb = begins_before(_words().behind_event, passage, begin)
        if verb is not None and (verb <= thing.last + 1 or _is_open(setting, thing, verb)):
            if passage.folded[verb] == "from" and (thing.word.group != "outbreak" or thing.germ):
                continue
            return thing
        if thing.verb or passage.folded[begin - 1] != "of":
            return None
    return None


def _is_open(setting: Setting, thing: Thing, verb: int) -> bool:
    """Whether only words of the event's own phrase stand between it and the verb."""
    passage = setting.passage
    stops = word_classes().subordinators - {"that", "which"}
    between = range(thing.last + 1, verb)
    preposition = passage.folded[verb] in {"on", "against", "from"}
    return not any(passage.folded[index] in stops for index in between) and not (
        preposition and any(setting.thing_by_head(index) is not None for index in between)
    )


def _name_begins(passage: Passage, first: int) -> int:
    """The first word of the phrase that a name closes: "the army-held village of Avdiivka"."""
    known = _words()
    while (
        first > 0
        and (not passage.gap(first - 1).strip(" -–’'") or _is_capital(passage, first - 1))
        and (
            passage.folded[first - 1] in known.kinds | known.describing | {"s"}
            or first - 1 in passage.named
            or passage.folded[first - 1][0].isdigit()
        )
    ):
        first -= 1
    return first


def _is_capital(passage: Passage, index: int) -> bool:
    """Whether a name set off by a comma follows the word for its kind: "the capital, Lima"."""
    return "," in passage.gap(index) and passage.folded[index] in {"capital", "city", "town", "port", "village"}


def is_beside(word: str) -> bool:
    """Whether a preposition puts a thing beside a place, and not in it."""
    return word in _words().beside


def phrase_begins(passage: Passage, first: int) -> int | None:
    """The preposition of a phrase that a name closes: *in* of "in a mainly Pashtun quarter of Quetta", or `None`."""
    known, classes, index = _words(), word_classes(), first - 1
    while index >= 0 and first - index <= _MOST_WORDS:
        gap, word = passage.gap(index), passage.folded[index]
        if "," in gap and not (word in known.kinds or passage.folded[index + 1] in {"among", "including"}):
            return None
        if any(mark in gap for mark in ";:.()“”"):
            return None
        if word in known.inside | known.beside:
            return index
        opens = word in classes.prepositions - {"of", "among", "including", "like"} or word in classes.subordinators
        if (
            opens
            or word in classes.auxiliaries | classes.conjunctions - {"and"}
            or verb_kind(passage, index) is not None
        ):
            return None
        index -= 1
    return None


def zone_of(setting: Setting, first: int) -> Thing | None:
    """The zone whose own ground the name that begins at word `first` tells: "an area of Tampere"."""
    begin = _name_begins(setting.passage, first)
    for thing in setting.things_within(begin - 2, first - 1):
        if thing.word.kind is ObjectKind.ZONE and setting.passage.folded[thing.head + 1] in {"of", "in"}:
            return thing
    return None


def _as_subject(setting: Setting, last: int) -> Thing | None:
    """The event that the place sees or suffers: "Eastern Thailand saw scores of cases"."""
    passage = setting.passage
    verb = _behind_apposition(passage, last)
    while (
        verb < len(passage.words)
        and verb - last < _MOST_SUBJECT_WORDS
        and (
            passage.folded[verb] in _words().kinds
            or passage.folded[verb].endswith("ly")
            or passage.folded[verb] in {"also", "s"}
        )
    ):
        verb += 1
    end = ends_at(_words().behind_place, passage, verb)
    if end is None:
        return None
    for thing in setting.things_within(verb, end + _MOST_WORDS + 1):
        if thing.verb and verb <= thing.head <= end:
            return thing
        if end < thing.head <= end + _MOST_WORDS and thing.word.kind in _HAPPENINGS:
            between = passage.folded[end + 1 : thing.head]
            if not any(word in word_classes().subordinators for word in between):
                return thing
    return None


def _behind_apposition(passage: Passage, last: int) -> int:
    """The word behind a name and a clause set off by commas ("Chirundu, which lies on the border, has …")."""
    if last + 1 >= len(passage.words) or "," not in passage.gap(last):
        return last + 1
    if passage.folded[last + 1] not in {"which", "where", "the", "a", "an", "home"}:
        return last + 1
    for index in range(last + 1, min(last + _MOST_SUBJECT_WORDS, len(passage.words) - 1)):
        if "," in passage.gap(index):
            return index + 1
    return last + 1


def is_listed(passage: Passage, last: int, first: int, end: int) -> bool:
    """Whether the name at words `first`…`end` goes on a list whose name before ends at word `last`."""
    begin = first
    known = _words()
    while (
        begin > last + 1
        and passage.folded[begin - 1] in known.kinds | known.describing - {"and"}
        and (passage.folded[begin - 1] not in {"and", "in"})
    ):
        begin -= 1
    if begin - last - 1 > _MOST_LISTED:
        return False
    if begin == last + 1:
        return passage.gap(last).strip() == "," and begin == first and _goes_on(passage, end)
    if passage.gap(begin - 1).strip():
        return False
    return begins_before(known.among, passage, begin, begin - last - 1) == last + 1


def part_before(passage: Passage, first: int, name: int) -> Heading | None:
    """The part of a place that the words from `first` up to its name tell by a compass word, or `None`."""
    behind = name - 1 if passage.folded[name - 1 : name] == ("the",) else name
    for index in range(behind - 1, first - 1, -1):
        tells = index == behind - 1 or passage.folded[index + 1] in {"part", "parts", "half", "end", "of"}
        heading = parse_heading(passage.words[index].text) if tells else None
        if heading is not None:
            return heading
    return None


def _goes_on(passage: Passage, end: int) -> bool:
    """Whether another name of the same list follows soon, before the clause ends."""
    for index in range(end + 1, min(end + _MOST_WORDS, len(passage.words))):
        if passage.folded[index] in {"and", "or"}:
            return any(
                place in passage.named for place in range(index + 1, min(index + _MOST_LISTED, len(passage.words)))
            )
        if verb_kind(passage, index) is not None:
            return False
    return False
