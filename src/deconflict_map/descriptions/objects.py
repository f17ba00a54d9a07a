"""A passage → the things in it that can be located.

A thing is a noun or verb of the vocabulary that heads its own words: no "fire" in "fire brigade", no "attack" in "the
attack's victims", and in the sense that can be drawn (`senses`). Which of them a relation locates is told by
`attachment`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from deconflict_map.descriptions.lexicon import (
    ObjectWord,
    event_forms,
    germs,
    object_phrases,
    passive_forms,
    speech,
    tails,
)
from deconflict_map.descriptions.senses import is_on_the_ground
from deconflict_map.descriptions.wordclass import is_behind_noun, is_noun, verb_kind, word_classes
from deconflict_map.model.claim import ObjectKind

if TYPE_CHECKING:
    from deconflict_map.descriptions.passage import Passage

_MOST_MODIFIERS = 6
_MOST_PHRASE_WORDS = 3
_MOST_OBJECT_WORDS = 7
_SINGULAR = ("ss", "us", "is", "measles", "mumps", "rabies")
_PLURAL = 3  # letters at least of a plural in -s


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """A located object's words `first`…`last` in a passage; `modifiers` are its words without article and noun.

    `head` is its noun, or the verb that tells it (`verb`); `germ` says that it is a disease itself. A pronoun is a
    thing that stands for another one (`meant`), with that one's passage.
    """

    word: ObjectWord
    first: int
    head: int
    last: int
    definite: bool
    plural: bool
    modifiers: frozenset[str]
    verb: bool = False
    germ: bool = False
    meant: Meant | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """The thing that a pronoun stands for, and the passage in which it is named."""

    thing: Thing
    passage: Passage


def standing_for(meant: Meant, index: int) -> Thing:
    """The pronoun at word `index` as the thing that it stands for."""
    return replace(meant.thing, first=index, head=index, last=index, verb=False, germ=False, meant=meant)


def things(passage: Passage, around: frozenset[str]) -> tuple[Thing, ...]:
    """All things in a passage that can be located, in order; `around` are the words of its paragraph."""
    found = []
    for index in range(len(passage.words)):
        thing = _noun(passage, index, around) or _verb(passage, index, around)
        if thing is not None:
            found.append(thing)
    return tuple(found)


def thing_at(passage: Passage, head: int) -> Thing | None:
    """The thing whose noun is word `head`, in whatever sense; `None` where the word is none of the vocabulary."""
    named = _known(passage, head)
    return None if named is None else _thing(passage, head - len(named[0]) + 1, head, named[1])


def _known(passage: Passage, head: int) -> tuple[tuple[str, ...], ObjectWord] | None:
    """The longest noun of the vocabulary that ends with word `head`."""
    for size in range(min(_MOST_PHRASE_WORDS, head + 1), 0, -1):
        phrase = passage.folded[head - size + 1 : head + 1]
        word = object_phrases().get(phrase)
        if word is not None:
            return phrase, word
    return None


def _noun(passage: Passage, head: int, around: frozenset[str]) -> Thing | None:
    named = _known(passage, head)
    if named is None or head in passage.named or not _is_head(passage, head):
        return None
    phrase, word = named
    if word.kind is ObjectKind.ZONE and verb_kind(passage, head) is not None:
        return None  # "flood areas stretch along"
    if len(phrase) == 1 and phrase[0] in event_forms() and _has_object(passage, head):
        return None
    thing = _thing(passage, head - len(phrase) + 1, head, word)
    name = " ".join(phrase)
    return thing if is_on_the_ground(passage, name, thing.first, head, around) else None


def _is_head(passage: Passage, head: int) -> bool:
    """Whether a noun stands for its own thing, and isn't the first part of another name or a possessor."""
    gap = passage.gap(head)
    if head + 1 >= len(passage.words):
        return True
    behind = passage.folded[head + 1]
    if gap.strip() in {"’", "'"} and behind == "s":
        return False
    if gap in {"-", "‑", "‐"}:
        return False
    return gap.strip() != "" or behind not in tails()


def _thing(passage: Passage, noun: int, head: int, word: ObjectWord) -> Thing:
    known = speech()
    first = noun
    while (
        first > 0
        and noun - first < _MOST_MODIFIERS
        and not _parts(passage, first - 1)
        and not any(mark in passage.gap(first - 1) for mark in (*";:“”()—–", " - "))
        and (passage.folded[first - 1] not in known.phrase_stops or "-" in passage.gap(first - 1))
        and (not _governs(passage, first - 1) or "-" in passage.gap(first - 1))
    ):
        first -= 1
    while first < noun and passage.folded[first] in known.hedges:
        first += 1
    modifiers = frozenset(passage.folded[first:noun]) - known.phrase_stops
    article = passage.folded[first - 1] if first > 0 else ""
    if article in known.articles:
        first -= 1
    text = passage.folded[head]
    return Thing(
        word=word,
        first=first,
        head=head,
        last=_complement(passage, head, word),
        definite=article in known.definite,
        plural=len(text) > _PLURAL and text.endswith("s") and not text.endswith(_SINGULAR),
        modifiers=modifiers,
        germ=text in germs(),
    )


def _parts(passage: Passage, index: int) -> bool:
    """Whether a comma behind word `index` parts words, and not the thousands of a number."""
    gap = passage.gap(index)
    return "," in gap and not (gap == "," and passage.folded[index][0].isdigit())


def _governs(passage: Passage, index: int) -> bool:
    """Whether word `index` is a verb or other word that no noun phrase holds."""
    known, word = word_classes(), passage.folded[index]
    if word in known.subordinators | known.conjunctions | known.auxiliaries | known.prepositions:
        return True
    if (word,) in speech().report and word not in speech().transitive:
        return True
    if verb_kind(passage, index) is not None:
        return True
    if word in event_forms() and (_has_object(passage, index) or _has_subject(passage, index)):
        return True
    return word[-2:] == "ed" and index > 0 and _is_force(passage, index - 1)


def _is_force(passage: Passage, index: int) -> bool:
    """Whether a word is a noun for people who do things ("soldiers exchanged …")."""
    word = object_phrases().get(passage.folded[index : index + 1])
    return word is not None and word.kind is ObjectKind.FORCE


def _has_subject(passage: Passage, index: int) -> bool:
    """Whether a form in -ed stands behind a noun, and so is no adjective ("the army shelled Kurdish positions")."""
    return passage.folded[index][-2:] == "ed" and is_behind_noun(passage, index)


def _complement(passage: Passage, head: int, word: ObjectWord) -> int:
    """The last word of a thing with the *of* that says what it is of ("an outbreak of yellow fever"), no place."""
    if word.kind is not ObjectKind.EVENT or passage.folded[head + 1 : head + 2] != ("of",):
        return head
    last = head + 1
    closed = word_classes().closed
    while (
        last + 1 < len(passage.words)
        and last - head < _MOST_OBJECT_WORDS
        and passage.gap(last).strip(" -") == ""
        and last + 1 not in passage.named
        and (passage.folded[last + 1] not in closed or last == head + 1)
        and verb_kind(passage, last + 1) is None
    ):
        last += 1
    return last if last > head + 1 else head


def _verb(passage: Passage, index: int, around: frozenset[str]) -> Thing | None:
    word = event_forms().get(passage.folded[index])
    if word is None or index in passage.named or not _tells(passage, index):
        return None
    if not is_on_the_ground(passage, passage.folded[index], index, index, around):
        return None
    last = _object_end(passage, index)
    return Thing(
        word=word,
        first=index,
        head=index,
        last=last,
        definite=False,
        plural=False,
        modifiers=frozenset(),
        verb=True,
    )


def _tells(passage: Passage, index: int) -> bool:
    """Whether a form tells an event here: none of an adjective ("a bombed house"), in the passive where it must be."""
    is_form = passage.folded[index][-2:] in {"ed", "ng"}
    if is_form and not (_governs(passage, index) or _is_behind_being(passage, index)):
        return False
    forms, before = passive_forms()
    if is_noun(passage, index):
        return False
    if passage.folded[index] not in forms or (index and _is_force(passage, index - 1)):
        return True
    behind = passage.folded[index + 1] if index + 1 < len(passage.words) else ""
    return _is_behind_being(passage, index) or behind in before


def _is_behind_being(passage: Passage, index: int) -> bool:
    known, place = word_classes(), index - 1
    while place >= 0 and (passage.folded[place] in known.adverbs or passage.folded[place].endswith("ly")):
        place -= 1
    return place >= 0 and passage.folded[place] in known.auxiliaries - {"has", "have", "had", "having"}


def _has_object(passage: Passage, index: int) -> bool:
    """Whether a form such as *striking* takes an object here ("striking U.S.-backed forces"), and is no noun."""
    before = passage.folded[index - 1] if index else ""
    known = word_classes()
    if before in known.determiners or index + 1 >= len(passage.words) or passage.gap(index).strip():
        return False
    behind = passage.folded[index + 1]
    if behind in known.determiners:
        return True
    is_governed = before in known.auxiliaries | {"of", "by", "after", "while", "when"}
    return is_governed and behind not in known.closed


def _object_end(passage: Passage, head: int) -> int:
    """The last word of a verb with what is done to whom ("striking U.S.-backed forces"), before any words of place."""
    known, last = word_classes(), head
    stops = known.prepositions | known.subordinators | known.conjunctions | known.auxiliaries
    while last + 1 < len(passage.words) and last - head < _MOST_OBJECT_WORDS and "," not in passage.gap(last):
        if passage.folded[last + 1] in stops or any(mark in passage.gap(last) for mark in ';:.”"()'):
            break
        last += 1
    while last > head and passage.folded[last] in known.determiners | known.adverbs:
        last -= 1
    return last
