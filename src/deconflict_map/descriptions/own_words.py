"""Relations of a user's own → the lexemes by which the grammar finds their words in a passage.

They stand before the language's own words: of two readings of equal length the user's counts. A wording is met in any
case, with hyphens or spaces between its words.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from deconflict_map.descriptions.lexeme import Lexeme
from deconflict_map.model.word import split_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from deconflict_map.descriptions.phrases import Phrase
    from deconflict_map.model.own_relation import OwnRelation

TERMINAL = "OWN"


@dataclass(frozen=True)
class OwnWords:
    """Wordings, longest first, each with the name of its relation."""

    wordings: tuple[tuple[Phrase, str], ...] = ()

    @cached_property
    def first(self) -> frozenset[str]:
        """The words with which wordings begin."""
        return frozenset(phrase[0] for phrase, _ in self.wordings)

    def lexemes(self, words: Phrase, word: int) -> list[Lexeme]:
        """The relations whose words begin at a word, longest first."""
        if words[word] not in self.first:
            return []
        return [
            Lexeme(terminal=TERMINAL, first=word, last=word + len(phrase) - 1, key=name)
            for phrase, name in self.wordings
            if words[word : word + len(phrase)] == phrase
        ]


def own_words(relations: Iterable[OwnRelation]) -> OwnWords:
    """The words of relations, cut as a passage's are."""
    found = [
        (tuple(word.folded for word in split_words(text)), relation.name)
        for relation in relations
        for text in relation.wordings
    ]
    return OwnWords(wordings=tuple(sorted(found, key=lambda one: (-len(one[0]), one))))
