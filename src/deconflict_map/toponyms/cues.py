"""The stage's word lists and weights (TOML files) → frozen values."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING

from deconflict_map.model.place import MatchKind, PlaceKind

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
    feature_words: Mapping[str, PlaceKind]

    common: frozenset[str]
    """Words that are no place by themselves: `never_places`, titles, feature words, harmless neighbours."""
    beside_names: frozenset[str]
    """Capitalised words beside a name that leave it what it is: harmless neighbours, feature words, `never_places`."""

    def kind_of_feature_word(self, word: str) -> PlaceKind | None:
        """The kind of place that a word such as *province* stands for."""
        return self.feature_words.get(word)


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """The resolver's numbers; the comments of `weights.toml` say what each is for."""

    match: Mapping[MatchKind, float]
    by_name: float
    short_folded: float
    prior: Mapping[PlaceKind, float]
    population: float
    capital: float
    hand_kept: float
    small_country: float
    large_countries: frozenset[str]
    seat_shadow: float
    crowd: float
    least_seat: float
    feature: Mapping[str, float]
    wanted_kind: float
    other_kind: float
    same_country: float
    same_division: float
    foreign: float
    foreign_folded: float
    across: float
    behind_article: float
    container_follows: float
    holds: float
    neighbour: float
    neighbour_reach_m: float
    sharpness: float
    nobody: float
    most_candidates: int
    least_confidence: float
    least_similarity: float
    unknown_feature: float
    most_confidence: float


def _text(name: str) -> str:
    return files(__package__).joinpath(f"vocabulary/{name}.toml").read_text(encoding="utf-8")


@cache
def cues() -> Cues:
    """The word lists."""
    raw = tomllib.loads(_text("cues"))
    features = {word: PlaceKind(kind) for kind, listed in raw.pop("feature_words").items() for word in listed}
    lists = {name: frozenset[str](listed) for name, listed in raw.items()}
    beside_names = lists["harmless_neighbours"] | lists["never_places"] | features.keys()
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
def weights() -> Weights:
    """The weights."""
    raw = tomllib.loads(_text("weights"))
    return Weights(
        match=MappingProxyType({MatchKind(kind): weight for kind, weight in raw["match"].items()}),
        prior=MappingProxyType({PlaceKind(kind): weight for kind, weight in raw["prior"].items()}),
        feature=MappingProxyType(raw["feature"]),
        **raw["name"],
        large_countries=frozenset(raw["large"]["countries"]),
        **raw["rank"],
        **raw["context"],
        **raw["decision"],
    )
