"""Words of a passage → their class, as far as it takes to see what words of place belong to.

A handful of closed classes and a guess at verbs by their endings and neighbours, instead of a tagger: those take longer
to load than all the rest, and err on other news than they were trained on. Trade-off taken: an unknown verb without an
ending of its own is taken for a noun, so that words of place may reach past it.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache
from typing import TYPE_CHECKING

from deconflict_map.descriptions.wordlists import word_list
from deconflict_map.units.number import number_words

if TYPE_CHECKING:
    from deconflict_map.descriptions.passage import Passage


class VerbKind(Enum):
    """What a verb does to words of place behind it."""

    BEING = auto()
    """Ties them to what stands before it."""
    MOVING = auto()
    """Ties them to what moves."""
    WAY = auto()
    """Tells where somebody was when something happened."""
    OTHER = auto()
    """Keeps them to itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WordClasses:
    """Classes of words; the comments of `wordclasses.toml` say what each list is for."""

    prepositions: frozenset[str]
    determiners: frozenset[str]
    auxiliaries: frozenset[str]
    pronouns: frozenset[str]
    subordinators: frozenset[str]
    conjunctions: frozenset[str]
    adverbs: frozenset[str]
    not_verbs: frozenset[str]
    being: frozenset[str]
    moving: frozenset[str]
    way: frozenset[str]
    having: frozenset[str]
    idioms: frozenset[str]
    ordinals: frozenset[str]
    articles: frozenset[str]
    with_off: frozenset[str]
    with_up: frozenset[str]
    other: frozenset[str]
    closed: frozenset[str]


@cache
def word_classes() -> WordClasses:
    """The classes of words."""
    table = tomllib.loads(word_list("wordclasses"))
    sets = {name: frozenset(words) for name, words in table.items()}
    sets["being"] |= sets.pop("found")
    closed = frozenset().union(
        *(sets[name] for name in ("prepositions", "determiners", "auxiliaries", "pronouns", "subordinators")),
        sets["conjunctions"],
        sets["adverbs"],
    )
    return WordClasses(**sets, closed=closed)


def verb_kind(passage: Passage, index: int) -> VerbKind | None:
    """What kind of verb word `index` is, or `None` where it is none."""
    known, word = word_classes(), passage.folded[index]
    if index in passage.named or (word in known.not_verbs and not _is_behind_auxiliary(passage, index)):
        return None
    if word in known.having:
        return None if _is_auxiliary(passage, index) else VerbKind.BEING
    before = passage.folded[index - 1] if index else ""
    if word in known.idioms and before in known.being | known.moving:
        return None
    kind = next((kind for words, kind in _lists() if word in words), None)
    is_form = word[-2:] == "ed" or word[-3:] == "ing"
    if kind is None:
        return VerbKind.OTHER if is_form and len(word) > 4 and _stands_like_a_verb(passage, index) else None
    if kind is VerbKind.BEING:
        kind = kind if word[-2:] not in {"ed", "ng"} or _stands_like_a_verb(passage, index) else None
    return None if is_noun(passage, index) else kind


@cache
def _lists() -> tuple[tuple[frozenset[str], VerbKind], ...]:
    """The lists of verbs, in the order in which they count."""
    known = word_classes()
    kinds = (VerbKind.WAY, VerbKind.MOVING, VerbKind.BEING, VerbKind.OTHER)
    return tuple(zip((known.way, known.moving, known.being, known.other), kinds, strict=True))


def _is_behind_auxiliary(passage: Passage, index: int) -> bool:
    known, place = word_classes(), index - 1
    while place >= 0 and (passage.folded[place] in known.adverbs or passage.folded[place].endswith("ly")):
        place -= 1
    return place >= 0 and passage.folded[place] in known.auxiliaries


def _is_auxiliary(passage: Passage, index: int) -> bool:
    """Whether *has*, *had*, *did* stand before a verb, and are none of their own."""
    known, place = word_classes(), index + 1
    while place < len(passage.words) and (
        passage.folded[place] in known.adverbs | {"not", "never"} or passage.folded[place].endswith("ly")
    ):
        place += 1
    return place < len(passage.words) and verb_kind(passage, place) is not None


def is_noun(passage: Passage, index: int) -> bool:
    """Whether a determiner or preposition stands right before the word: "a march", "the head of"."""
    before = passage.folded[index - 1] if index else ""
    return before in word_classes().articles and "," not in passage.gap(index - 1)


def _stands_like_a_verb(passage: Passage, index: int) -> bool:
    """Whether a form in -ed or -ing is followed by what follows verbs, and not by the noun that it belongs to."""
    if _is_behind_auxiliary(passage, index):
        return True
    if is_noun(passage, index):
        return False
    behind = passage.folded[index + 1] if index + 1 < len(passage.words) else ""
    known = word_classes()
    if passage.folded[index] in known.being | known.moving and is_behind_noun(passage, index):
        return True
    ends = not behind or passage.gap(index).strip(" -") != ""
    return (
        ends
        or behind in known.closed
        or behind.endswith("ly")
        or behind[0].isdigit()
        or (index + 1 in passage.named or behind in number_words())
    )


def is_behind_noun(passage: Passage, index: int) -> bool:
    """Whether a form in -ed follows what may be its subject: neither number, adverb nor another such form."""
    if not index or passage.gap(index - 1).strip():
        return False
    before, known = passage.folded[index - 1], word_classes()
    return not (
        before in known.closed or before in number_words() or before[0].isdigit() or before[-2:] in {"ly", "ed", "al"}
    )
