"""The words of the relation language (TOML files) → frozen phrase tables.

A new wording is a new line in a TOML file, never a change of code.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from deconflict_map.units.share import share_words

Phrase = tuple[str, ...]


def _load(name: str) -> dict[str, list[str]]:
    return tomllib.loads(files(__package__).joinpath(f"vocabulary/{name}.toml").read_text(encoding="utf-8"))


def _phrase(text: str) -> Phrase:
    return tuple(text.replace("-", " ").split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Lengths:
    """Words by which a distance is told: numbers in words, and units."""

    numbers: frozenset[str]
    units: frozenset[str]


@cache
def lengths() -> Lengths:
    """The words of distances."""
    table = _load("lengths")
    return Lengths(numbers=frozenset(table["numbers"]), units=frozenset(table["units"]))


@cache
def relation_phrases() -> dict[Phrase, str]:
    """The phrases of the relation language and their terminals."""
    phrases = {_phrase(text): terminal for terminal, texts in _load("relations").items() for text in texts}
    return phrases | {_phrase(text): "SHARE" for text in share_words()}
