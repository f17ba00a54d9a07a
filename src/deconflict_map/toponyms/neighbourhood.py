"""The words around a name → what they say about it: part of a longer name, of a person's, wanted kind, literal or not.

Reads a few words to either side, never the whole sentence: cheap, and right often enough, since news prose puts the cue
beside the name ("the city of", "near", "Geneva process", "accused Russia").
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from deconflict_map.toponyms.cues import cues

if TYPE_CHECKING:
    from deconflict_map.model.article import Article
    from deconflict_map.model.place import PlaceKind
    from deconflict_map.model.word import Word

_GAP_INSIDE_NAME = re.compile(r"[ \u00a0\t]?['’]?[-‐‑ \u00a0]?['’]?")
_HYPHENS = ("-", "‐", "‑")
_HEADLINE = 4  # words; fewer may all be names
_LARGE = 0.75  # of a headline's words begin large
_STEMS = re.compile(r"(?:ing|es|ed|s|d)$")
# "Deir ez-Zor is the only Syrian province": a copula, a few words, and the feature word.
_COPULA = re.compile(r"\s+(?:is|was|remains|became)\s+(?:the|a|an)\s+((?:[\w-]+\s+){1,5})")


@dataclass(frozen=True)
class Words:
    """An article's words, with the questions that recognition asks about their neighbourhood."""

    article: Article
    words: tuple[Word, ...]

    @cached_property
    def _starts(self) -> list[int]:
        return [word.start for word in self.words]

    def gap(self, index: int) -> str:
        """The characters between word `index` and the next."""
        return self.article.text[self.words[index].end : self.words[index + 1].start]

    def joined(self, index: int) -> bool:
        """Whether word `index` and the next can stand in one name: nothing but a space, hyphen or apostrophe."""
        if index + 1 >= len(self.words):
            return False
        gap = self.gap(index)
        return gap == " " or bool(_GAP_INSIDE_NAME.fullmatch(gap))

    def is_possessive(self, index: int) -> bool:
        """Whether word `index` is nothing but the *s* behind an apostrophe."""
        return self.words[index].text in {"s", "S"} and self.gap(index - 1) in {"'", "’"}

    def begins_sentence(self, index: int) -> bool:
        """Whether word `index` is the first of its sentence or quotation."""
        start = self.words[index].start
        sentence = self.article.sentences[self.article.sentence_at(start)].span
        before = self.article.text[sentence.start : start]
        return not re.search(r"\w", before) or before.endswith(("“", '"', ": "))

    def tells_nothing(self, index: int) -> bool:
        """Whether word `index` would be written large even if it were no name: at a beginning, or in a headline."""
        return self.begins_sentence(index) or self._is_headline(self.article.sentence_at(self.words[index].start))

    def _is_headline(self, sentence: int) -> bool:
        """Whether a sentence writes nearly every word large, or all of it in capitals."""
        if sentence not in self._headlines:
            span = self.article.sentences[sentence].span
            small = cues().function_words
            said = self.words[self.index_at(span.start) : self.index_at(span.end)]
            counted = [word.capitalised for word in said if word.text[0].isalpha() and word.folded not in small]
            self._headlines[sentence] = len(counted) >= _HEADLINE and sum(counted) > _LARGE * len(counted)
        return self._headlines[sentence]

    @cached_property
    def _headlines(self) -> dict[int, bool]:
        return {}

    def before(self, index: int, distance: int = 1) -> str:
        """The folded word `distance` before, or empty if a sentence mark stands between."""
        first = index - distance
        if first < 0 or re.search(r"[.!?;:)]\s", self.article.text[self.words[first].end : self.words[index].start]):
            return ""
        return self.words[first].folded

    def after(self, index: int, distance: int = 1) -> str:
        """The folded word `distance` behind, or empty if a sentence mark stands between."""
        last = index + distance
        if last >= len(self.words):
            return ""
        between = self.article.text[self.words[index].end : self.words[last].start]
        return "" if re.search(r"[.!?;:(]", between) else self.words[last].folded

    def chunk(self, first: int, last: int) -> tuple[int, int]:
        """The run of capitalised words (first and last index) that words `first`…`last` stand in."""
        while first > 0 and self.joined(first - 1) and self.words[first - 1].capitalised:
            first -= 1
        while self.joined(last) and self.words[last + 1].capitalised:
            last += 1
        return first, last

    def index_at(self, offset: int) -> int:
        """Index of the first word that begins at or behind `offset`."""
        return bisect_left(self._starts, offset)


def is_form_of(word: str, stems: frozenset[str]) -> bool:
    """Whether `word` is one of the verb stems, or such a stem with an ending."""
    return word in stems or _STEMS.sub("", word) in stems or _STEMS.sub("", word) + "e" in stems


def wanted_kind(words: Words, first: int, last: int) -> tuple[PlaceKind | None, str]:
    """The kind of place that the words beside a name ask for, and the word that asks."""
    known = cues()
    candidates = [_last_feature_word(words, last)]
    of = (
        1
        if words.before(first) == "of"
        else 2
        if words.before(first, 2) == "of" and words.before(first) == "the"
        else 0
    )
    if of:
        candidates.append(words.before(first, of + 1))
    copula = _COPULA.match(words.article.text, words.words[last].end)
    if copula:
        candidates.extend(copula[1].split())
    for word in candidates:
        kind = known.kind_of_feature_word(word)
        if kind is not None:
            return kind, word
    return None, ""


def _last_feature_word(words: Words, last: int) -> str:
    """The last of the feature words that follow a name at once: *valley* of "Euphrates river valley"."""
    found = ""
    while words.joined(last) and cues().kind_of_feature_word(words.words[last + 1].folded) is not None:
        last += 1
        found = words.words[last].folded
    return found


def why_not_literal(words: Words, first: int, last: int, *, acts: bool) -> str:
    """Why a place's name doesn't stand for the place itself here, or an empty string if it does.

    With `acts` the name may stand for a government.
    """
    known = cues()
    following = words.after(last) if words.joined(last) else ""
    if following in known.associated_nouns:
        return f"names the {following} called after the place"
    if following in known.organisation_words and words.words[last + 1].capitalised:
        return "is part of the name of an organisation"
    if following and (words.gap(last) in _HYPHENS or _is_attribute(words, last, following)):
        return f"qualifies “{following}”"
    before = (words.before(first), words.before(first, 2))
    if known.locative_prepositions.intersection(before) and before[0] not in known.actor_objects:
        return ""
    if acts and (_is_abbreviated(words.words[last]) or _acts(words, last) or _is_acted_on(words, first)):
        return "stands for its government"
    return ""


def _is_abbreviated(word: Word) -> bool:
    """Whether a word is written in capitals only: "US", "U.S."."""
    letters = word.text.replace(".", "")
    return len(letters) > 1 and letters.isupper()


def _is_attribute(words: Words, last: int, following: str) -> bool:
    """Whether an abbreviated name stands before a noun as its attribute: "US officials", "U.S. Secretary"."""
    known = cues()
    if not (_is_abbreviated(words.words[last]) and words.joined(last)):
        return False
    plain = following not in known.never_places and following not in known.locative_prepositions
    return (plain or words.words[last + 1].capitalised) and not is_form_of(following, known.actor_verbs)


def _acts(words: Words, last: int) -> bool:
    """Whether a verb of speaking or deciding follows, perhaps behind "and Russia", "also", "has"."""
    known = cues()
    skipped = {"and", "also", "later", "then", "have", "has", "had", "would", "will"}
    for distance in range(1, 5):
        word = words.after(last, distance)
        if is_form_of(word, known.actor_verbs) and word not in {"has", "have"}:
            return True
        position = last + distance
        if position >= len(words.words) or not (word in skipped or words.words[position].capitalised):
            return False
    return False


def _is_acted_on(words: Words, first: int) -> bool:
    """Whether it is what somebody accuses, blames or agrees with, perhaps as the last of a list."""
    known = cues()
    skipped = {"and", "both", "the", "regime", "government"}
    for distance in range(1, 11):
        position = first - distance
        word = words.before(first, distance)
        if is_form_of(word, known.actor_objects):
            return True
        if position < 0 or not (word in skipped or (word and words.words[position].capitalised)):
            return False
    return False
