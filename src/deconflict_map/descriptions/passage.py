"""A sentence → its words, with the toponyms that stand in it and the places where its clauses end.

Words are counted from 0 within the sentence. Clauses are cut coarsely, at semicolons, colons, words such as *while* and
*and that*, and at the quotation mark that opens speech: enough to keep a relation with the thing it locates.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING

from deconflict_map.descriptions.lexicon import speech
from deconflict_map.descriptions.own_words import OwnWords
from deconflict_map.model.article import Span
from deconflict_map.model.word import split_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from deconflict_map.model.article import Article
    from deconflict_map.model.toponym import Resolution
    from deconflict_map.model.word import Word

_NO_WORDS = OwnWords()
_BREAK = re.compile(r"[;:](?=\s|[“\"]|$)|[—–]\s|\s[—–]|,\s*“")


@dataclass(frozen=True)
class Passage:
    """One sentence of an article, as words.

    `names` are pairs of toponym index and resolution for the toponyms in the sentence; `own` are words of relations
    that a user added.
    """

    article: Article
    sentence: int
    words: tuple[Word, ...]
    names: tuple[tuple[int, Resolution], ...]
    own: OwnWords = _NO_WORDS

    @cached_property
    def folded(self) -> tuple[str, ...]:
        """The words in lower case."""
        return tuple(word.folded for word in self.words)

    @cached_property
    def row(self) -> str:
        """The words in lower case, each with a space behind it; what word patterns are sought in."""
        return "".join(word + " " for word in self.folded)

    @cached_property
    def _row_starts(self) -> tuple[int, ...]:
        return tuple(accumulate((len(word) + 1 for word in self.folded), initial=0))

    def word_of(self, place: int) -> int:
        """Index of the word that stands at `place` in the row of words."""
        return bisect_right(self._row_starts, place) - 1

    def place_of(self, index: int) -> int:
        """Where word `index` stands in the row of words."""
        return self._row_starts[min(max(index, 0), len(self.words))]

    @cached_property
    def _resolutions(self) -> dict[int, Resolution]:
        return dict(self.names)

    def resolution(self, toponym: int) -> Resolution:
        """What the toponym with this index was resolved to; it must stand in this sentence."""
        return self._resolutions[toponym]

    @cached_property
    def name_at(self) -> dict[int, tuple[int, int]]:
        """For the first word of each toponym: the toponym's index and the word behind its last."""
        starts = {word.start: index for index, word in enumerate(self.words)}
        found = {}
        for toponym, resolution in self.names:
            first = starts.get(resolution.toponym.span.start)
            if first is not None:
                last = first
                while last < len(self.words) and self.words[last].start < resolution.toponym.span.end:
                    last += 1
                found[first] = (toponym, last)
        return found

    @cached_property
    def named(self) -> frozenset[int]:
        """The words that belong to toponyms."""
        return frozenset(index for first, (_, behind) in self.name_at.items() for index in range(first, behind))

    @cached_property
    def clause_starts(self) -> tuple[int, ...]:
        """The word with which each clause begins, ascending, from 0."""
        starts = {0}
        for index in range(1, len(self.words)):
            if _BREAK.search(self.gap(index - 1)):
                starts.add(index)
            for size in (1, 2):
                if self.folded[index : index + size] in speech().clause_breaks and self._parted(index):
                    starts.add(index)
        return tuple(sorted(starts))

    def _parted(self, index: int) -> bool:
        """Whether the clause word at `index` stands behind a comma or is one that needs none."""
        return "," in self.gap(index - 1) or self.folded[index] in {
            "while",
            "whereas",
            "but",
            "because",
            "although",
            "and",
        }

    def gap(self, index: int) -> str:
        """The characters between word `index` and the next."""
        if index + 1 >= len(self.words):
            return self.article.text[self.words[index].end : self.article.sentences[self.sentence].span.end]
        return self.article.text[self.words[index].end : self.words[index + 1].start]

    def clause(self, index: int) -> tuple[int, int]:
        """First word of the clause that holds word `index`, and the word behind its last."""
        place = bisect_right(self.clause_starts, index)
        end = self.clause_starts[place] if place < len(self.clause_starts) else len(self.words)
        return self.clause_starts[place - 1], end

    def clause_words(self, index: int) -> frozenset[str]:
        """The words of the clause that holds word `index`."""
        start, end = self.clause(index)
        if start not in self._clause_words:
            self._clause_words[start] = frozenset(self.folded[start:end])
        return self._clause_words[start]

    @cached_property
    def _clause_words(self) -> dict[int, frozenset[str]]:
        return {}

    def span(self, first: int, last: int) -> Span:
        """The span of words `first`…`last`, both included."""
        return Span(start=self.words[first].start, end=self.words[last].end)

    def find(self, phrase: Sequence[str], start: int = 0) -> int:
        """Index of the first word of the first occurrence of `phrase` (folded words), or -1."""
        size = len(phrase)
        for index in range(start, len(self.words) - size + 1):
            if self.folded[index : index + size] == tuple(phrase):
                return index
        return -1

    def index_at(self, offset: int) -> int:
        """Index of the first word that ends behind `offset`; the number of words if there is none."""
        return bisect_right(self._ends, offset)

    @cached_property
    def _ends(self) -> tuple[int, ...]:
        return tuple(word.end for word in self.words)

    @cached_property
    def matches(self) -> dict[tuple[str, ...], tuple[tuple[int, int], ...]]:
        """What word patterns were found where, kept for those that ask again (`patterns.found`)."""
        return {}


def passages(article: Article, resolutions: Sequence[Resolution], own: OwnWords = _NO_WORDS) -> tuple[Passage, ...]:
    """All sentences of an article as passages, in order; `own` are words of relations that a user added."""
    names: dict[int, list[tuple[int, Resolution]]] = {}
    for index, resolution in enumerate(resolutions):
        names.setdefault(resolution.toponym.sentence, []).append((index, resolution))
    return tuple(
        Passage(
            article=article,
            sentence=number,
            words=split_words(article.text, sentence.span.start, sentence.span.end),
            names=tuple(names.get(number, ())),
            own=own,
        )
        for number, sentence in enumerate(article.sentences)
    )


def contains_any(words: Iterable[str], wanted: frozenset[str]) -> bool:
    """Whether one of the (folded) words is among those wanted."""
    return not wanted.isdisjoint(words)


def block_of(passage: Passage) -> int:
    """Index of the block that a passage stands in."""
    return passage.article.sentences[passage.sentence].block


def paragraph_words(passages: Sequence[Passage]) -> dict[int, frozenset[str]]:
    """For each block that holds passages, all its words."""
    words: dict[int, set[str]] = {}
    for passage in passages:
        words.setdefault(block_of(passage), set()).update(passage.folded)
    return {block: frozenset(some) for block, some in words.items()}
