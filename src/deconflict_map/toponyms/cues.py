"""The stage's word lists and weights (TOML files) → frozen values."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING

from deconflict_map.model.place import PlaceKind

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Cues:
    """Word lists, in lower case; the comments of `cues.toml` say what each is for."""

    never_places: frozenset[str]
    function_words: frozenset[str]
    person_titles: frozenset[str]
    associated_nouns: frozenset[str]
    organisation_words: frozenset[str]
    harmless_neighbours: frozenset[str]
    locative_prepositions: frozenset[str]
    revealing_prepositions: frozenset[str]
    actor_verbs: frozenset[str]
    actor_objects: frozenset[str]
    speech_verbs: frozenset[str]
    inner_words: frozenset[str]
    small_beginnings: frozenset[str]
    directions: frozenset[str]
    shortened: frozenset[str]
    feature_words: Mapping[str, PlaceKind]

    common: frozenset[str]
    """Words that are no place by themselves: `never_places`, titles, feature words, harmless neighbours."""
    beside_names: frozenset[str]
    """Capitalised words beside a name that leave it what it is: harmless neighbours, feature words, `never_places`."""

    def kind_of_feature_word(self, word: str) -> PlaceKind | None:
        """The kind of place that a word such as *province* stands for."""
        return self.feature_words.get(word)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The limits of `limits.toml`, whose comments say what each is for."""

    most_candidates: int
    least_confidence: float
    least_similarity: float
    unknown_feature: float
    most_confidence: float
    named: float
    named_unknown: float
    named_called: float


def _text(name: str) -> str:
    return files(__package__).joinpath(f"vocabulary/{name}.toml").read_text(encoding="utf-8")


@cache
def cues() -> Cues:
    """The word lists."""
    raw = tomllib.loads(_text("cues"))
    features = {word: PlaceKind(kind) for kind, listed in raw.pop("feature_words").items() for word in listed}
    lists = {name: frozenset[str](listed) for name, listed in raw.items()}
    beside_names = lists["harmless_neighbours"] | lists["never_places"] | frozenset(features)
    return Cues(
        **lists,
        feature_words=MappingProxyType(features),
        common=beside_names | lists["person_titles"],
        beside_names=beside_names,
    )


@cache
def common_words() -> frozenset[str]:
    """Common words that are also names of places."""
    listed: str = tomllib.loads(_text("common_words"))["words"]
    return frozenset(listed.split())


@cache
def person_names() -> Mapping[str, str]:
    """Names that persons bear, in small letters, and how: the name of the list that has them first."""
    found: dict[str, str] = {}
    for kind, listed in tomllib.loads(_text("person_names")).items():
        for name in listed.split():
            found.setdefault(name, kind)
    return MappingProxyType(found)


@cache
def limits() -> Decision:
    """The limits of the decisions."""
    return Decision(**tomllib.loads(_text("limits")))


@cache
def large_countries() -> frozenset[str]:
    """Countries whose states and provinces are named in the news without the country, ISO codes."""
    listed: list[str] = tomllib.loads(_text("countries"))["large"]
    return frozenset(listed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlets:
    """What outlets' addresses are made of; the comments of `outlets.toml` say what each is for."""

    words: tuple[str, ...]
    suffixes: frozenset[str]
    countries: Mapping[str, str]


@cache
def outlets() -> Outlets:
    """The parts of outlets' addresses."""
    raw = tomllib.loads(_text("outlets"))
    return Outlets(
        words=tuple(raw["words"]),
        suffixes=frozenset(raw["suffixes"]),
        countries=MappingProxyType(raw["countries"]),
    )
