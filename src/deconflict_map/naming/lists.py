"""The word lists of this package (a TOML file) → frozen values, together with the words of the language of space."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING

from deconflict_map.model.place import PlaceKind
from deconflict_map.model.word import split_words
from deconflict_map.toponyms.cues import common_words, cues

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_PACKAGES = ("deconflict_map.descriptions", "deconflict_map.units")
"""Whose phrases are the language of space; compass words stand in `units`, too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lists:
    """Word lists in lower case; the comments of `words.toml` say what each is for."""

    particles: frozenset[str]
    english: frozenset[str]
    no_places: frozenset[str]
    no_names: frozenset[str]
    of_areas: frozenset[str]
    of_rivers: frozenset[str]
    behind_rivers: frozenset[str]
    of_ground: frozenset[str]
    survey_points: frozenset[str]
    letters: frozenset[str]
    plural_kinds: Mapping[str, PlaceKind]
    kinds: Mapping[str, PlaceKind]
    articles: Mapping[str, str]
    kind_words: Mapping[PlaceKind, str]


@cache
def lists() -> Lists:
    """The word lists of `words.toml`."""
    raw = tomllib.loads(files(__package__).joinpath("vocabulary/words.toml").read_text(encoding="utf-8"))
    return Lists(
        particles=frozenset(raw["particles"]),
        english=frozenset(raw["english"]),
        no_places=frozenset(raw["no_places"]),
        no_names=frozenset(raw["no_names"]),
        of_areas=frozenset(raw["of_areas"]),
        of_rivers=frozenset(raw["of_rivers"]),
        behind_rivers=frozenset(raw["behind_rivers"]),
        of_ground=frozenset(raw["of_ground"]),
        survey_points=frozenset(raw["survey_points"]),
        letters=frozenset(raw["letters"]),
        plural_kinds=MappingProxyType(_by_word(raw["plural_kinds"])),
        kinds=MappingProxyType(_by_word(raw["kinds"])),
        articles=MappingProxyType(dict(raw["articles"])),
        kind_words=MappingProxyType({PlaceKind(kind): words for kind, words in raw["kind_words"].items()}),
    )


def _by_word(table: Mapping[str, list[str]]) -> dict[str, PlaceKind]:
    return {word: PlaceKind(kind) for kind, words in table.items() for word in words}


@cache
def spatial_words() -> frozenset[str]:
    """Every word of the phrases by which places are described: none of them is a name by itself."""
    found = {
        word.folded
        for package in _PACKAGES
        for file in files(package).joinpath("vocabulary").iterdir()
        if file.name.endswith(".toml")
        for phrase in _strings(tomllib.loads(file.read_text(encoding="utf-8")))
        for word in split_words(phrase)
    }
    return frozenset(found) | lists().no_names


@cache
def ordinary_words() -> frozenset[str]:
    """Words of English that aren't names by themselves, though a place may bear them."""
    return spatial_words() | cues().common | cues().function_words | common_words()


def _strings(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case list():
            for item in value:
                yield from _strings(item)
        case dict():
            for key, item in value.items():
                yield key
                yield from _strings(item)
        case _:
            return
