"""`Article` → its words and the gaps between them, as parallel lists that recognition indexes.

Plain lists instead of a value a word: most words of a text are looked at once, if at all, and making a thousand values
costs more than recognising the names among them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property
from itertools import accumulate, compress, pairwise, product
from operator import itemgetter, not_
from typing import TYPE_CHECKING

from deconflict_map.model.word import WORD
from deconflict_map.toponyms.cues import cues

if TYPE_CHECKING:
    from deconflict_map.model.article import Article

_SPLIT = re.compile(f"({WORD.pattern})")
# What may stand inside a name: a space, a hyphen, an apostrophe, or a few of them ("Deir ez-Zor", "Ra's al-'Ayn").
_INSIDE = frozenset(
    "".join(parts)
    for parts in product(("", " ", "\u00a0", "\t"), ("", "'", "’"), ("", "-", "‐", "‑", " "), ("", "'", "’"))
) - {""}
_APOSTROPHES = frozenset("'’")
_POSSESSIVE = frozenset("sS")
_ELIDED = re.compile("\n.['’]")  # "Coeur d'Alene"
_QUOTES_BEFORE = ("“", '"', ": ", "‘")
_HEADLINE = 4  # words; fewer may all be names
_LARGE = 0.75  # of a headline's words begin large


class Tokens:
    """An article's words: `words[i]` begins at `starts[i]`, `gaps[i]` is before it; `large_at` has the large ones."""

    def __init__(self, article: Article) -> None:
        """Cut the article's text."""
        parts = _cut(article.text)
        offsets = list(accumulate(map(len, parts)))
        self.article = article
        self._headlines: dict[int, bool] = {}
        self.words = parts[1::2]
        self.gaps = parts[::2]
        self.starts = offsets[:-1:2]
        self.ends = offsets[1::2]
        listed = "\n".join(self.words)
        self.lower = listed.lower().replace(".", "").replace("’", "'").split("\n") if listed else []
        """In small letters, without dots and with plain apostrophes."""
        self.large = _are_large(self.words, listed)
        self.large_at = list(compress(range(len(self.words)), self.large))

    def __len__(self) -> int:
        return len(self.words)

    def joined(self, index: int) -> bool:
        """Whether word `index` and the next can stand in one name: nothing but a space, hyphen or apostrophe."""
        if index + 1 >= len(self.words):
            return False
        gap = self.gaps[index + 1]
        if gap == " ":
            return True
        if gap[:1] == ".":
            return self._is_shortened(index, gap)
        return gap in _INSIDE and not (gap in _APOSTROPHES and self.words[index + 1] in _POSSESSIVE)

    def _is_shortened(self, index: int, gap: str) -> bool:
        """Whether a dot behind word `index` only shortens it: "St. Paul", "W.Va"."""
        if gap == ".":
            return len(self.words[index]) == 1 and self.large[index]
        return gap == ". " and self.lower[index] in cues().shortened and self.large[index + 1]

    def possessive(self, index: int) -> bool:
        """Whether word `index` is nothing but the *s* behind an apostrophe."""
        return 0 < index < len(self.words) and self.words[index] in _POSSESSIVE and self.gaps[index] in _APOSTROPHES

    def surface(self, first: int, last: int) -> str:
        """The text from word `first` to word `last`."""
        return self.words[first] if first == last else self.article.text[self.starts[first] : self.ends[last]]

    def before(self, index: int, distance: int = 1) -> str:
        """The word `distance` before, in small letters, or empty if a sentence mark stands between."""
        at = index - distance
        if at < 0:
            return ""
        if distance == 1 and self.gaps[index] == " ":
            return self.lower[at]
        for gap in self.gaps[at + 1 : index + 1]:
            if gap != " " and _ends_sentence(gap, ".!?;:)"):
                return ""
        return self.lower[at]

    def after(self, index: int, distance: int = 1) -> str:
        """The word `distance` behind, in small letters, or empty if a sentence mark stands between."""
        at = index + distance
        if at >= len(self.words):
            return ""
        for gap in self.gaps[index + 1 : at + 1]:
            if gap != " " and any(mark in gap for mark in ".!?;:("):
                return ""
        return self.lower[at]

    def chunk(self, first: int, last: int) -> tuple[int, int]:
        """The run of capitalised words (first and last index) that words `first`…`last` stand in."""
        large = self.large
        while first > 0 and large[first - 1] and self.joined(first - 1):
            first -= 1
        return first, self.chunk_end(last)

    def chunk_end(self, last: int) -> int:
        """Index of the last word of the run of capitalised words that goes on behind word `last`."""
        large = self.large
        while last + 1 < len(large) and large[last + 1] and self.joined(last):
            last += 1
        return last

    def index_at(self, offset: int) -> int:
        """Index of the first word that begins at or behind `offset`."""
        return bisect_left(self.starts, offset)

    @cached_property
    def sentence_starts(self) -> list[int]:
        """Index of the first word of every sentence, rising."""
        return [bisect_left(self.starts, sentence.span.start) for sentence in self.article.sentences]

    @cached_property
    def _openings(self) -> frozenset[int]:
        return frozenset(self.sentence_starts)

    def begins_sentence(self, index: int) -> bool:
        """Whether word `index` is the first of its sentence or quotation."""
        return index in self._openings or self.gaps[index].endswith(_QUOTES_BEFORE)

    def sentence_of(self, index: int) -> int:
        """Index of the sentence in which word `index` stands."""
        at = bisect_left(self.sentence_starts, index + 1) - 1
        return max(at, 0)

    def in_headline(self, index: int) -> bool:
        """Whether the word's sentence writes nearly every word large."""
        sentence = self.sentence_of(index)
        if sentence not in self._headlines:
            self._headlines[sentence] = self._is_headline(sentence)
        return self._headlines[sentence]

    def _is_headline(self, sentence: int) -> bool:
        starts = self.sentence_starts
        first = starts[sentence] if starts else 0
        last = starts[sentence + 1] if sentence + 1 < len(starts) else len(self.words)
        large, small = self.large[first:last], cues().function_words
        most = sum(large)
        others = list(compress(self.lower[first:last], map(not_, large)))
        least = sum(map(str.isalpha, others)) - sum(map(small.__contains__, others))
        # Too few, whatever the others are; or too many others, which is told without looking at each.
        if most <= _LARGE * _HEADLINE or most <= _LARGE * (most + least):
            return False
        counted = [
            self.large[at] for at in range(first, last) if self.lower[at] not in small and self.words[at][0].isalpha()
        ]
        return len(counted) >= _HEADLINE and sum(counted) > _LARGE * len(counted)


def _cut(text: str) -> list[str]:
    """A gap, a word, a gap, and so on to the last gap.

    Most of what stands between two spaces is a word, perhaps with a comma or a dot, and needn't be searched for one.
    """
    parts, gap = list[str](), ""
    add, split = parts.append, _SPLIT.split
    for piece in text.split(" "):
        if piece.isalnum():
            add(gap)
            add(piece)
            gap = " "
        elif (word := piece[:-1]).isalnum() and piece[-1] in ",.":
            add(gap)
            add(word)
            gap = piece[-1] + " "
        else:
            cut = split(piece)
            cut[0] = gap + cut[0]
            gap = cut.pop() + " "
            parts += cut
    add(gap[:-1])
    return parts


def _are_large(words: list[str], listed: str) -> list[bool]:
    """Which words are written large, or in a script that has no capitals; `listed` has them on lines of their own."""
    first = "".join(map(itemgetter(0), words))
    large = list(map(str.isupper, first))
    if not first.isascii():
        large = [so or _has_no_capital(one) for so, one in zip(large, first, strict=True)]
    lines = f"\n{listed}"
    for elided in _ELIDED.finditer(lines):
        index = lines.count("\n", 0, elided.start())
        large[index] = large[index] or words[index][2:3].isupper()
    return large


def _has_no_capital(letter: str) -> bool:
    """Whether a letter is of a script that has no capitals."""
    return letter.isalpha() and not letter.islower() and letter.lower() == letter.upper()


def _ends_sentence(gap: str, marks: str) -> bool:
    """Whether one of the marks stands in a gap with white space behind it."""
    return any(one in marks and other.isspace() for one, other in pairwise(gap))
