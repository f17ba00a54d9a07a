"""Names as the sources list them → the names that are worth keeping.

Drops links, codes, digits, machine transliterations and repetitions. Trade-off: a Latin-script name without a capital
letter is taken for a machine transliteration, which loses a few Dutch and Arabic names that begin small.
"""

from __future__ import annotations

import re
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
