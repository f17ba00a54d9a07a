"""The package's word lists (TOML) → frozen values."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True, kw_only=True)
class Entities:
    """What labels and words of entities mean; the comments of `entities.toml` say what each is for.

    Labels are folded, the rest is in lower case.
    """

    places: frozenset[str]
    peoples: frozenset[str]
    articles: frozenset[str]
    possessives: tuple[str, ...]
    most_characters: int


@cache
def entities() -> Entities:
    """The lists, read once."""
    table = tomllib.loads((files(__package__) / "vocabulary" / "entities.toml").read_text(encoding="utf-8"))
    return Entities(
        places=frozenset(label.casefold() for label in table["places"]),
        peoples=frozenset(label.casefold() for label in table["peoples"]),
        articles=frozenset(table["articles"]),
        possessives=tuple(table["possessives"]),
        most_characters=table["most_characters"],
    )
