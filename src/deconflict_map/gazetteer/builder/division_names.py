"""Names of divisions as GeoNames lists them → names as the press writes them, and keys by which sources agree.

"Landkreis Celle" is also "Celle" and "Celle District", "Harris County" also "Harris" and "Harris County, Texas". The
words stand in `vocabulary/divisions.toml`. Trade-off: a bare name is mostly a town's or a person's; it is kept since
texts use it, and since the town ranks first.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from deconflict_map.gazetteer.names import folded_key

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    press: dict[str, tuple[str, ...]]
    qualified: frozenset[str]
    types: dict[str, str]
    before: tuple[tuple[str, str], ...]
    behind: dict[str, tuple[tuple[str, str], ...]]


@lru_cache(maxsize=1)
def _words() -> _Words:
    text = (files("deconflict_map.gazetteer") / "vocabulary" / "divisions.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    behind = {country: _longest_first(table["behind"] | own) for country, own in table["behind_in"].items()}
    return _Words(
        press={country: tuple(words) for country, words in table["press"].items()},
        qualified=frozenset(table["qualified"]["countries"]),
        types=table["types"],
        before=_longest_first(table["before"]),
        behind={"": _longest_first(table["behind"])} | behind,
    )


def _longest_first(words: dict[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(words.items(), key=lambda item: (-len(item[0]), item[0])))


def press_names(names: Iterable[str], country: str) -> list[str]:
    """The names without the word that says what they are, and with the English one."""
    further = []
    for name in names:
        bare, word = _parted(name, country)
        if bare:
            further += [bare, f"{bare} {word}"] if word else [bare]
    return further


def typed_names(name: str, kind: str, country: str) -> list[str]:
    """The name of a first-level division with its official type and with what the press calls such divisions."""
    kinds = [_words().types.get(kind, kind), *_words().press.get(country, ())]
    return [f"{name} {word}" for word in kinds if word and word.casefold() not in name.casefold()]


def typed_lower(name: str, kind: str) -> list[str]:
    """The name of a lower division with its official type, where it lacks it."""
    word = _words().types.get(kind, kind)
    return [f"{name} {word}"] if word and word.casefold() not in name.casefold() else []


def qualified_names(name: str, above: str, country: str) -> list[str]:
    """The name with that of the first-level division, "Harris County, Texas", where the press writes so."""
    return [f"{name}, {above}"] if above and country in _words().qualified else []


def match_keys(names: Iterable[str], country: str) -> set[str]:
    """Folded keys of the names without the words that say what they are."""
    keys = set()
    for name in names:
        bare, _ = _parted(name, country)
        keys.add(folded_key(bare or name))
    return keys - {""}


def _parted(name: str, country: str) -> tuple[str, str]:
    """The bare name and the English word for what it is; both empty for a name without such a word."""
    words = _words()
    for word, english in words.behind.get(country, words.behind[""]):
        end = word if word.startswith("-") else f" {word}"
        if name.endswith(end) and len(name) > len(end) + 1:
            return name.removesuffix(end).strip(), english
    for word, english in words.before:
        start = word if word.endswith(("’", "'")) else f"{word} "
        if name.startswith(start) and len(name) > len(start) + 1:
            return name.removeprefix(start).strip(), english
    return "", ""
