"""Words of a passage → the lexemes of the relation grammar that may begin at each of them.

A place is a lexeme only where its name stands for ground: not in "the Geneva process"; with a possessive it only owns
borders and coasts. In a phrase that is known to describe ground (`is_phrase`) every name stands for ground.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from deconflict_map.descriptions import asides, figures, sizes, titles
from deconflict_map.descriptions.containers import POSSESSIVE, end_with_containers, ends_containers
from deconflict_map.descriptions.dates import dates
from deconflict_map.descriptions.lexeme import Lexeme
from deconflict_map.descriptions.own_words import TERMINAL
from deconflict_map.descriptions.phrases import first_words, has_meaning, meanings_at, rows_of
from deconflict_map.model.place import PlaceKind, ShapeForm
from deconflict_map.model.toponym import ToponymKind
from deconflict_map.units.heading import may_begin_heading, parse_heading

if TYPE_CHECKING:
    from deconflict_map.descriptions.dates import Dated
    from deconflict_map.descriptions.passage import Passage

_MOST_HEADING_WORDS = 5
_MOST_BEFORE_HEAD = 3  # words before the noun of a phrase: "a single straight line"
_LATE = 10  # a terminal that is tried only where no other reads as far
_HEADING_JOINT = re.compile(r"[\s\-‐‑–]")
_LIGHT_GAP = re.compile(r"[\s\-‐‑\u00a0“”\"'’°º˚′″²]*|\s*['’]s\s*")
_DASH = re.compile(r"\s?[-‐‑–—]\s?")
_BOUNDING = frozenset({"POLYGON_OF", "BETWEEN"})
_OWNING = frozenset({("of",), ("between",), ("with",)})
_INDEFINITE = frozenset({"a", "an"})
_ARTICLES = frozenset({"a", "an", "the"})
_ADDING = frozenset({"and", "or"})
_OF_NAMES = frozenset({"PLACE", "DEMONYM", "POSSESSOR", "HELD"})
_MARKS = {",": ("COMMA", "BREAK"), ":": ("BREAK",)}


@dataclass(frozen=True, kw_only=True)
class Lexicon:
    """The lexemes of one passage, worked out where they are asked for."""

    passage: Passage
    is_phrase: bool = False
    withheld: tuple[tuple[int, int], ...] = ()
    """Stretches of words by which the text says that it can't fix the course; they interrupt what they stand in."""
    _known: dict[int, tuple[Lexeme, ...]] = field(default_factory=dict)
    _marks: dict[int, tuple[Lexeme | None, ...]] = field(default_factory=dict)

    def at(self, word: int) -> tuple[Lexeme, ...]:
        """The lexemes that may begin at a word, none behind the last."""
        if word not in self._known:
            self._known[word] = self._lexemes(word) if word < len(self.passage.words) else ()
        return self._known[word]

    def may_be(self, word: int, terminals: frozenset[str]) -> bool:
        """Whether a lexeme of `terminals` may begin at a word: a quick look before they are worked out."""
        folded = self.passage.folded[word]
        return (
            (TERMINAL in terminals and folded in self.passage.own.first)
            or (folded in first_words(terminals) and has_meaning(self.passage.folded, word, terminals))
            or (word in self.passage.name_at and not terminals.isdisjoint(_OF_NAMES))
            or figures.may_begin(folded)
            or sizes.may_begin(folded)
            or may_begin_heading(self.passage.words[word].text)
        )

    def marks(self, word: int) -> tuple[Lexeme | None, ...]:
        """The ways in which a reading may cross what stands behind a word: as a mark, or (`None`) as nothing."""
        if word not in self._marks:
            self._marks[word] = self._crossings(word)
        return self._marks[word]

    @cached_property
    def _days(self) -> tuple[Dated, ...]:
        return dates(self.passage)

    def _lexemes(self, word: int) -> tuple[Lexeme, ...]:
        passage = self.passage
        found = [*self._names(word), *passage.own.lexemes(passage.folded, word)]
        found += [Lexeme(terminal="WITHHELD", first=first, last=last) for first, last in self.withheld if first == word]
        found += figures.lexemes(passage, word, lambda: self._days)
        found += sizes.lexemes(passage, word)
        found += self._headings(word)
        found += titles.lexemes(passage, word)
        found += titles.of_a_phrase(passage, word) if self.is_phrase else []
        found += asides.lexemes(passage, word) if self.is_phrase else []
        for meaning, last in meanings_at(passage.folded, word):
            if meaning.terminal == "NAMED_LINE" and self._is_new(word):
                continue
            late = _LATE if self._is_late(meaning.terminal, word, last) else 0
            found.append(
                Lexeme(terminal=meaning.terminal, first=word, last=last, key=meaning.key, rank=meaning.rank + late)
            )
            if meaning.terminal == "DET":
                ends = rows_of(passage.folded, last + 1, "DET") if last + 1 < len(passage.words) else ()
                found += [Lexeme(terminal="DET", first=word, last=end - 1) for end in ends]
        return tuple(found)

    def _is_new(self, word: int) -> bool:
        """Whether a text speaks of a line for the first time: "a yellow line" is what is located, not where."""
        return not self.is_phrase and word > 0 and self.passage.folded[word - 1] in _INDEFINITE

    def _is_late(self, terminal: str, word: int, last: int) -> bool:
        """Whether a terminal is unlikely where it stands."""
        if terminal == "AND":
            return self._is_parallel(word, last + 1)
        if self.is_phrase and terminal == "BORDER":  # "a boundary" is what is described, none spoken of before
            return word == 1 and (self.passage.folded[0] in _INDEFINITE or self._is_unowned(last + 1))
        if terminal == "TO_S":  # "bounded by A to the north": a side of what is described
            return self.is_phrase and self._is_bound(word)
        if self.is_phrase and terminal == "HEAD":  # what "and" adds is no explanation of what stands before
            return self.passage.folded[max(word - 2, 0)] in _ADDING and self.passage.folded[word - 1] in _ARTICLES
        # The noun at the head of a phrase is what it describes, not a line that something else lies along.
        return terminal == "LINE" and self.is_phrase and word <= _MOST_BEFORE_HEAD

    def _is_unowned(self, word: int) -> bool:
        """Whether "the border" at the head of a phrase is nobody's: nothing behind it says whose it is."""
        return self.passage.folded[0] == "the" and self.passage.folded[word : word + 1] not in _OWNING

    def _is_bound(self, word: int) -> bool:
        """Whether "to the north" only says on which side something bounds the area: words of bounds precede it."""
        bounding = first_words(_BOUNDING)
        behind = self.passage.folded[word + 1 : word + 4]
        return behind[:1] == ("the",) and behind[2:] != ("of",) and not bounding.isdisjoint(self.passage.folded[:word])

    def _is_parallel(self, joint: int, word: int) -> bool:
        """Whether the names around "and" each have their own "in" ("A in B and C in D"): then B and C are no list."""
        behind = self.passage.name_at.get(word, (-1, word))[1]
        if behind == word or not self._is_in(behind):
            return False
        before = next((name for name, (_, end) in self.passage.name_at.items() if end == joint), joint)
        return before < joint and self._is_in(before - 1)

    def _is_in(self, word: int) -> bool:
        return 0 <= word < len(self.passage.words) and any(
            meaning.terminal == "IN" for meaning, _ in meanings_at(self.passage.folded, word)
        )

    def _names(self, word: int) -> list[Lexeme]:
        toponym, behind = self.passage.name_at.get(word, (-1, word))
        if toponym < 0:
            return []
        named = self.passage.resolution(toponym).toponym
        last = behind - 1
        end = self.passage.words[last].end
        if POSSESSIVE.match(self.passage.article.text, end):
            marked = self.passage.folded[behind : behind + 1] == ("s",)
            return [Lexeme(terminal="POSSESSOR", first=word, last=last + marked, toponym=toponym)]
        if named.kind is ToponymKind.DEMONYM:
            return [Lexeme(terminal="DEMONYM", first=word, last=last, toponym=toponym)]
        if named.literal or self.is_phrase:
            held = self._held(word, last, toponym)
            rank = _LATE if self._is_titled(word, toponym) else 0
            whole = end_with_containers(self.passage, word)
            return [*held, Lexeme(terminal="PLACE", first=word, last=whole, toponym=toponym, rank=rank)]
        # A government is no ground, but its border is its country's: it reads like the adjective of the country.
        return [Lexeme(terminal="DEMONYM", first=word, last=last, toponym=toponym)]

    def _is_titled(self, word: int, toponym: int) -> bool:
        """Whether a name without a record, or of a region that nobody drew, is a line's ("the Line of Control")."""
        place = self.passage.resolution(toponym).place
        if place is not None and (place.kind is not PlaceKind.REGION or place.shape is not ShapeForm.NONE):
            return False
        return any(meaning.terminal.startswith("NAMED_LINE") for meaning, _ in meanings_at(self.passage.folded, word))

    def _held(self, word: int, last: int, toponym: int) -> list[Lexeme]:
        """A place with words behind it that say that it stays inside."""
        if last + 1 >= len(self.passage.words):
            return []
        ends = [end for meaning, end in meanings_at(self.passage.folded, last + 1) if meaning.terminal == "REMAINS"]
        return [Lexeme(terminal="HELD", first=word, last=end, toponym=toponym) for end in ends[:1]]

    def _headings(self, word: int) -> list[Lexeme]:
        passage = self.passage
        if not may_begin_heading(passage.words[word].text):
            return []
        for size in range(min(_MOST_HEADING_WORDS, len(passage.words) - word), 0, -1):
            last = word + size - 1
            if any(not _HEADING_JOINT.fullmatch(passage.gap(place)) for place in range(word, last)):
                continue
            text = passage.article.quote(passage.span(word, last))
            if parse_heading(text, letters=passage.folded[last + 1 : last + 2] == ("of",)) is not None:
                return [
                    Lexeme(terminal="DIRECTION", first=word, last=last),
                    Lexeme(terminal="HEADING", first=word, last=last, rank=1),
                ]
        return []

    def _crossings(self, word: int) -> tuple[Lexeme | None, ...]:
        gap = self.passage.gap(word)
        if word + 1 >= len(self.passage.words):
            return ()
        if gap.strip() and _DASH.fullmatch(gap):
            dash = Lexeme(terminal="DASH", first=word, last=word, is_mark=True)
            return (dash, None) if gap.strip() in "-‐‑" else (dash, *self._as(word, "BREAK"))
        if _LIGHT_GAP.fullmatch(gap):
            return (None,)
        stripped = gap.strip(" \u00a0\n“”\"'’")
        if stripped[:1] == ")" and ends_containers(self.passage, word):  # "near Goma (Congo), along …"
            stripped = stripped[1:].lstrip()
            if not stripped:
                return (None,)
        if stripped in _MARKS and (stripped == "," or self.is_phrase):
            marks = self._as(word, *_MARKS[stripped])
            return (None, *marks) if stripped == "," and ends_containers(self.passage, word) else marks
        return ()

    def _as(self, word: int, *terminals: str) -> tuple[Lexeme, ...]:
        return tuple(
            Lexeme(terminal=terminal, first=word, last=word, rank=rank, is_mark=True)
            for rank, terminal in enumerate(terminals)
        )
