"""Values out of a JSON text that anybody may have written → values of a known type, or nothing.

Trade-off: what has the wrong type counts as missing; only ids may be numbers in quotes.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

JsonObject = dict[str, object]


def parse_object(text: str) -> JsonObject | None:
    """The JSON object that a text holds, or `None` if it holds none."""
    try:
        value: object = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return as_object(value)


def as_object(value: object) -> JsonObject | None:
    """`value` if it is a JSON object."""
    return value if isinstance(value, dict) else None


def inner(value: Mapping[str, object], key: str) -> JsonObject:
    """The object under a key; an empty one where there is none."""
    return as_object(value.get(key)) or {}


def text(value: Mapping[str, object], *keys: str) -> str:
    """The first string that isn't empty under these keys, stripped."""
    found = (value.get(key) for key in keys)
    return next((entry.strip() for entry in found if isinstance(entry, str) and entry.strip()), "")


def number(value: Mapping[str, object], *keys: str) -> float | None:
    """The first number under these keys."""
    found = (value.get(key) for key in keys)
    return next((entry for entry in found if isinstance(entry, int | float) and not isinstance(entry, bool)), None)


def whole(value: Mapping[str, object], *keys: str) -> int | None:
    """The first whole number under these keys, as a number or in digits."""
    for key in keys:
        entry = value.get(key)
        if isinstance(entry, int) and not isinstance(entry, bool):
            return entry
        if isinstance(entry, str) and entry.isascii() and entry.isdigit() and len(entry) < 16:
            return int(entry)
    return None


def texts(value: object) -> tuple[str, ...]:
    """The strings of a list, or a string alone."""
    entries = value if isinstance(value, list) else [value]
    return tuple(entry.strip() for entry in entries if isinstance(entry, str) and entry.strip())
