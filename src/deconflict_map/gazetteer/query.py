"""What a person types → the names to look up, one after the other, and what they are said to lie in.

"Paris, Lamar County, Texas" is Paris in Lamar County in Texas; "Paris (Texas)" is the same. Where nothing bears the
whole name, words that only say what it is ("Helmand Province") or take a part of it ("eastern Syria") are left away.
Trade-off: such words are known in English only.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from deconflict_map.gazetteer.names import light_key, other_readings
from deconflict_map.model.place import PlaceKind

if TYPE_CHECKING:
    from collections.abc import Iterator

Kinds = frozenset[PlaceKind]


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """A name to look up, the kinds of place that it may denote (all if empty), and what was changed to get it."""

    name: str
    kinds: Kinds = frozenset()
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    behind: dict[str, Kinds]
    before: dict[str, Kinds]
    parts: frozenset[str]


@lru_cache(maxsize=1)
def _words() -> _Words:
    text = (files("deconflict_map.gazetteer") / "vocabulary" / "features.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    return _Words(
        behind={word: frozenset(map(PlaceKind, kinds)) for word, kinds in table["behind"].items()},
        before={word: frozenset(map(PlaceKind, kinds)) for word, kinds in table["before"].items()},
        parts=frozenset(table["parts"]["words"]),
    )


def split_query(text: str) -> tuple[str, tuple[str, ...]]:
    """The name, and what it is said to lie in, innermost first."""
    plain = text.replace("(", ",").replace(")", ",")
    name, *outer = (part.strip() for part in plain.split(","))
    return name, tuple(filter(None, outer))


def attempts(name: str) -> Iterator[Attempt]:
    """The name as it stands, then with a sound read otherwise, then without words that needn't belong to it."""
    yield Attempt(name=name)
    for key in other_readings(name):
        yield Attempt(name=key, remark=f"“{name}” read as “{key}”")
    parts = light_key(name).split()
    bare, kinds = _without_feature_word(parts)
    if bare:
        yield Attempt(name=" ".join(bare), kinds=kinds, remark=f"“{' '.join(bare)}” and its kind")
    whole = parts
    while len(whole) > 1 and whole[0] in _words().parts:
        whole = whole[1:]
        yield Attempt(name=" ".join(whole), remark=f"the whole of which “{name}” is a part")


def _without_feature_word(parts: list[str]) -> tuple[list[str], Kinds]:
    """The words of a name less those that say what it is, with the kinds that they mean; nothing if there are none."""
    known = _words()
    if parts[:1] == ["the"]:
        parts = parts[1:]
    if len(parts) > 1 and parts[-1] in known.behind:
        kinds, bare = known.behind[parts[-1]], parts[:-1]
        # "air base", "river valley", "national park": what is left may end in one more.
        return (bare[:-1] if len(bare) > 1 and bare[-1] in _DOUBLE else bare), kinds
    if len(parts) > 2 and parts[1] == "of" and parts[0] in known.behind:
        return parts[2:], known.behind[parts[0]]
    if len(parts) > 1 and parts[0] in known.before:
        return parts[1:], known.before[parts[0]]
    return [], frozenset()


_DOUBLE = frozenset({"air", "river", "military", "naval", "border", "autonomous"})
