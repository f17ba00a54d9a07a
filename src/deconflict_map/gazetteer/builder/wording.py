"""Names as the sources list them → the names that are worth keeping.

Drops links, codes, digits, machine transliterations and repetitions. Trade-off: a Latin-script name without a capital
letter is taken for a machine transliteration, which loses a few Dutch and Arabic names that begin small; so is one that
is letter for letter what GeoNames' program makes of the place's Cyrillic name and shows that program's marks, unless
Cyrillic is written in the country.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from deconflict_map.gazetteer.names import light_key

if TYPE_CHECKING:
    from collections.abc import Iterable

_SHORTEST_LATIN = 3
_LONGEST = 80
"""Longer ones in GeoNames are descriptions (judgement, after reading the longest hundred)."""
_LINK = re.compile(r"https?:|www\.|\.(?:org|com|net)\b|[/*]")
_CODE = re.compile(r"[A-Z0-9]{3,5}|[A-Z]{2}-?\d+")
"""Airport, UN/LOCODE and postal codes stand among GeoNames' alternate names."""
_DIGITS = re.compile(r"[\d\s.,-]+")


_BRACKETS = re.compile(r"\s*[(（][^)）]*[)）]\s*")
_CYRILLIC = re.compile("[\u0400-\u04ff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Transliteration:
    letters: dict[int, str]
    marks: tuple[str, ...]
    excepted: tuple[str, ...]


@lru_cache(maxsize=1)
def _transliteration() -> _Transliteration:
    text = (files("deconflict_map.gazetteer") / "vocabulary" / "transliteration.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    return _Transliteration(
        letters=str.maketrans(table["letters"]),
        marks=tuple(table["marks"]["texts"]),
        excepted=tuple(table["marks"]["except"]),
    )


def without_transliterations(names: Iterable[str]) -> list[str]:
    """The names without those that GeoNames' program made of the Cyrillic ones among them."""
    listed = list(names)
    letters = _transliteration().letters
    made = {light_key(name.casefold().translate(letters)) for name in listed if _CYRILLIC.match(name)}
    return [name for name in listed if not (made and name.isascii() and _is_marked(name) and light_key(name) in made)]


def _is_marked(name: str) -> bool:
    text = name.casefold()
    for excepted in _transliteration().excepted:
        text = text.replace(excepted, "")
    return any(mark in text for mark in _transliteration().marks)


def without_brackets(name: str) -> str:
    """What is left of a name without its brackets, "Brake" of "Brake (Unterweser)"; empty if it has none."""
    bare = _BRACKETS.sub(" ", name).strip()
    return bare if bare != name else ""


def keep_name(name: str) -> bool:
    """Whether an alternate name of a place is one that a text could use."""
    text = name.strip()
    if not text or len(text) > _LONGEST or _LINK.search(text) or _DIGITS.fullmatch(text):
        return False
    if _CODE.fullmatch(text) or not light_key(text):
        return False
    if text.isascii() or text.upper() != text.lower():
        return any(c.isupper() for c in text) and len(text) >= _SHORTEST_LATIN
    return True


def distinct_names(names: Iterable[str]) -> tuple[str, ...]:
    """One spelling of each light key, in the order of the first ones.

    The first spelling is kept, unless it is all capitals and a later one isn't; the first name of all always stays.
    """
    kept: dict[str, str] = {}
    display = ""
    for name in names:
        key = light_key(name)
        if not key:
            continue
        spelling = " ".join(name.split())
        display = display or key
        if key not in kept or (key != display and kept[key].isupper() and not spelling.isupper()):
            kept[key] = spelling
    return tuple(kept.values())
