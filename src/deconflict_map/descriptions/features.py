"""Feature words (a TOML file) → the kinds of places that they refer to, and which of them are plurals or strips."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache

from deconflict_map.descriptions.wordlists import word_list
from deconflict_map.model.place import PlaceKind


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceWords:
    """What feature words refer to: `kinds` of places by noun, the `singular` of plural nouns, words for `strips`.

    `shared` are the words by which a border is one of several countries named before, `reaching` those by which an area
    reaches as far as a distance says, `halves` the nouns for half of a circle.
    """

    kinds: dict[str, frozenset[PlaceKind]]
    singular: dict[str, str]
    strips: frozenset[str]
    shared: frozenset[str]
    reaching: frozenset[str]
    halves: frozenset[str]


@cache
def reference_words() -> ReferenceWords:
    """The feature words that can refer back to a place."""
    table = tomllib.loads(word_list("references"))
    kinds = {noun: frozenset({PlaceKind(kind)}) for kind, nouns in table["kinds"].items() for noun in nouns}
    return ReferenceWords(
        kinds=kinds,
        singular=table["singular"],
        strips=frozenset(table["strips"]["words"]),
        shared=frozenset(table["shared"]["words"]),
        reaching=frozenset(table["reaching"]["words"]),
        halves=frozenset(table["halves"]["words"]),
    )


def feature_kinds(word: str) -> frozenset[PlaceKind]:
    """The kinds of places that a feature word in lower case may refer to; none for other words."""
    return reference_words().kinds.get(word, frozenset())
