"""Features and their weights → sentences that a reader understands, each with the sum of what it adds.

The sentences are data (`wording.toml`): a feature is called by the longest key that it fits, and features that read
alike are told once. What a sentence leaves open, such as the name of a country, is filled in last and only for those
that are shown, since telling costs as much as weighing. Where no name of a country or division is at hand, a code or
words such as *its country* stand.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from string import Formatter
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol, TypeAlias

from deconflict_map.model.place import PlaceKind
from deconflict_map.toponyms.prior import class_of, is_first_level

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from deconflict_map.model.place import Brief
    from deconflict_map.toponyms.facts import Meaning
    from deconflict_map.toponyms.grouping import Group
    from deconflict_map.toponyms.linear import Weights

Sentence: TypeAlias = str
"""What features are called, with what is to be filled in in braces."""

# Looked up once: up to Python 3.11 a look at an enum's member calls a function.
_COUNTRY = PlaceKind.COUNTRY
_POPULATED = PlaceKind.POPULATED
_KEPT = 8192
_LEAST = 0.05  # of a weight: what adds less isn't told (judgement: it changes no odds by more than a twentieth)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What `wording.toml` says; its comments say what each part is for."""

    tables: Mapping[str, Mapping[str, Sentence]]
    groups: tuple[str, ...]
    with_article: frozenset[str]
    coded: frozenset[str]


@cache
def _wording() -> Wording:
    raw = tomllib.loads(files(__package__).joinpath("vocabulary/wording.toml").read_text(encoding="utf-8"))
    return Wording(
        tables=MappingProxyType(
            {name: MappingProxyType(table) for name, table in raw.items() if isinstance(table, dict)}
        ),
        groups=tuple(f"{group}{refined}: " for group in raw["groups"] for refined in ("", *raw["refined"])),
        with_article=frozenset(" ".join(name.split()) for name in raw["with_article"].split(",")),
        coded=frozenset(raw["coded"]),
    )


@cache
def said(table: str) -> Mapping[str, Sentence]:
    """A table of `wording.toml`."""
    return _wording().tables[table]


@cache
def _patterns(table: str) -> tuple[tuple[str, str, Sentence], ...]:
    """The keys of a table that have a `*`: what stands before it and behind it, and the sentence; the longest first."""
    keys = sorted((key for key in said(table) if "*" in key), key=lambda key: (-len(key), key))
    return tuple((*_around(key), said(table)[key]) for key in keys)


def _around(key: str) -> tuple[str, str]:
    before, _, behind = key.partition("*")
    return before, behind


def _sentence(table: str, feature: str) -> Sentence | None:
    exact = said(table).get(feature)
    if exact is not None:
        return exact
    for before, behind, sentence in _patterns(table):
        room = len(feature) - len(before) - len(behind)
        if room >= 0 and feature.startswith(before) and _ends(feature, behind):
            return sentence
    return None


def _ends(feature: str, behind: str) -> bool:
    """Whether a feature ends so; what stands between two `*` must only occur in it."""
    first, star, rest = behind.partition("*")
    return (first in feature and feature.endswith(rest)) if star else feature.endswith(behind)


@lru_cache(maxsize=_KEPT)
def place_sentence(feature: str) -> Sentence | None:
    """What a feature of a place is called; `None` if nothing calls it."""
    return _sentence("place", feature)


@lru_cache(maxsize=_KEPT)
def name_sentence(feature: str) -> Sentence | None:
    """What a feature of a name is called; `None` if nothing calls it."""
    for beginning in _wording().groups:
        if feature.startswith(beginning):
            return _sentence("name", feature.removeprefix(beginning))
    return _sentence("name", feature)


def place_weights(features: Iterable[tuple[str, float]], weights: Weights) -> dict[Sentence, float]:
    """What the features of a place add, by what they are called."""
    found: dict[Sentence, float] = {}
    get = weights.get
    for name, value in features:
        added = get(name, 0.0) * value
        if added:
            sentence = place_sentence(name) or _bare(name)
            found[sentence] = found.get(sentence, 0.0) + added
    return found


def name_weights(features: Iterable[str], weights: Weights) -> dict[Sentence, float]:
    """What the features of a name add, by what they are called."""
    found: dict[Sentence, float] = {}
    for name in features:
        added = weights.get(name, 0.0)
        if added:
            sentence = name_sentence(name) or _bare(name)
            found[sentence] = found.get(sentence, 0.0) + added
    return found


def _bare(feature: str) -> Sentence:
    """A feature that nothing calls, by its own name."""
    return feature.replace("{", "{{").replace("}", "}}")


def weightiest(added: Mapping[Sentence, float], *, most: int | None = None) -> list[tuple[Sentence, float]]:
    """The sentences that count, the weightiest first, whether they speak for or against."""
    counted = [one for one in added.items() if abs(one[1]) >= _LEAST]
    return sorted(counted, key=lambda one: (-abs(one[1]), one[0]))[:most]


def speaking_for(added: Mapping[Sentence, float], most: int) -> list[Sentence]:
    """The sentences that speak for it, the weightiest first; not both of two of which one says what the other does."""
    counted = sorted([(-value, sentence) for sentence, value in added.items() if value >= _LEAST])
    implied, told = said("implied"), list[Sentence]()
    for _, sentence in counted:
        if sentence not in implied or added.get(implied[sentence], 0.0) < _LEAST:
            told.append(sentence)
            if len(told) == most:
                break
    return told


def percent(share: float) -> str:
    """A share in whole per cent, never as none or all of it where it isn't."""
    if 0.0 < share < 0.01:
        return "under 1 %"
    return "over 99 %" if 0.99 < share < 1.0 else f"{share * 100:.0f} %"


class Names(Protocol):
    """What countries and divisions are called."""

    def country(self, code: str) -> str:
        """The name of a country by its ISO code."""
        ...

    def division(self, country: str, code: str) -> str:
        """The name of a first-level division by its country and code; empty if it isn't known."""
        ...


class NamesAtHand:
    """The names of the countries and divisions that a text itself speaks of; all others go by their codes."""

    def __init__(self, groups: Sequence[Group]) -> None:
        """Take what the groups are believed to mean, to be looked through when a name is first asked for."""
        self._groups = groups

    @cached_property
    def _areas(self) -> Mapping[tuple[str, str], str]:
        found: dict[tuple[str, str], str] = {}
        for group in self._groups:
            for meaning in group.meanings:
                area = meaning.area
                if area is not None and not area.district:
                    found.setdefault((area.country, area.division), meaning.match.brief.name)
        return found

    def country(self, code: str) -> str:
        """The name of a country by its ISO code, or else that code."""
        return self._areas.get((code, ""), code)

    def division(self, country: str, code: str) -> str:
        """The name of a first-level division; else its code where that is read as a name ("TX"), or nothing."""
        return self._areas.get((country, code), code if country in _wording().coded else "")


def where(place: Brief, names: Names) -> str:
    """The division and country in which a place lies, as far as it is inside of them and they have names."""
    country = "" if place.kind is _COUNTRY or not place.country else names.country(place.country)
    inside = place.division and place.kind is not _COUNTRY and not is_first_level(place)
    division = names.division(place.country, place.division) if inside else ""
    return ", ".join(one for one in (division, country) if one and one != place.name)


class AboutPlace:
    """What the sentences on a meaning of a group leave open, by what stands in their braces."""

    def __init__(self, meaning: Meaning, group: Group, groups: Sequence[Group], names: Names) -> None:
        """Take what is known; nothing is worked out before it is asked for."""
        self.meaning, self.group, self.groups, self.names = meaning, group, groups, names

    def say(self, sentence: Sentence) -> str:
        """A sentence with what it leaves open."""
        return "".join([words if opened is None else words + opened(self) for words, opened in _opened(sentence)])

    def country(self) -> str:
        """The country in which the place lies."""
        country = self.names.country(self.meaning.match.brief.country)
        return f"the {country}" if country in _wording().with_article else country or said("unnamed")["country"]

    def division(self) -> str:
        """The first-level division in which the place lies; not by the name that the place has, too."""
        place = self.meaning.match.brief
        name = self.names.division(place.country, place.division)
        return name if name and name != place.name else said("unnamed")["division"]

    def container(self) -> str:
        """What follows the name and may contain the place."""
        for other, _ in self.group.behind:
            for one in self.groups[other].meanings:
                if one.area is not None and one.area.holds(self.meaning.match.brief):
                    return one.match.brief.name
        return said("unnamed")["container"]

    def following(self) -> str:
        """What follows the name."""
        return next((self._first_of(other) for other, _ in self.group.behind), said("unnamed")["container"])

    def held(self) -> str:
        """What stands before the name and may lie in the place."""
        return next((self._first_of(other) for other in self.group.held), said("unnamed")["held"])

    def _first_of(self, other: int) -> str:
        return self.groups[other].meanings[0].match.brief.name

    def asked(self) -> str:
        """Whether the words beside the name ask for such a place."""
        so = "yes" if self.meaning.match.brief.kind is self.group.wants else "no"
        return self.say(said("asked")[so])

    def kind(self) -> str:
        """What the place is."""
        kind = class_of(self.meaning.match.brief)
        return said("kind").get(kind, kind)

    def people(self) -> str:
        """How many people live there."""
        population = self.meaning.match.brief.population
        return said("people")["known" if population else "unknown"].format(population=f"{population:,}")

    def usually(self) -> str:
        """Why the name means this place rather than others of it, before the text is read."""
        place = self.meaning.match.brief
        if place.kind is not _POPULATED or not place.population:
            return said("reason")["usual"]
        for one in self.group.meanings:
            other = one.match.brief
            if other.kind is _POPULATED and other.population > place.population:
                return said("reason")["usual"]
        return said("reason")["largest"]


@lru_cache(maxsize=_KEPT)
def _opened(sentence: Sentence) -> tuple[tuple[str, Callable[[AboutPlace], str] | None], ...]:
    """The parts of a sentence: words, and what fills in what they leave open behind them; reading it costs most."""
    parts = Formatter().parse(sentence)
    return tuple((words, None if name is None else _OPEN[name]) for words, name, _, _ in parts)


_OPEN: Mapping[str, Callable[[AboutPlace], str]] = MappingProxyType(
    {
        "country": AboutPlace.country,
        "division": AboutPlace.division,
        "container": AboutPlace.container,
        "following": AboutPlace.following,
        "held": AboutPlace.held,
        "asked": AboutPlace.asked,
        "kind": AboutPlace.kind,
        "people": AboutPlace.people,
        "usually": AboutPlace.usually,
        "matched": lambda about: about.meaning.match.name,
        "usual": lambda about: about.meaning.match.brief.name,
        "wanted": lambda about: about.group.feature_word,
    }
)
