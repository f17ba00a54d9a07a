"""A table of a TOML file → typed values, or an `InputRefusedError` that names the table, the key and what to do.

A key that nothing reads is refused, too: a misspelt one would be a correction that is lost.
"""

from __future__ import annotations

import math
from datetime import date, datetime
from typing import TYPE_CHECKING

from deconflict_map.errors import InputRefusedError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_MOST_CHARACTERS = 20_000
"""The longest text of one key (judgement: a long paragraph has 2,000)."""


class Entry:
    """One table, read key by key; `close` refuses what is left."""

    def __init__(self, values: Mapping[str, object], where: str) -> None:
        self._values = dict(values)
        self._where = where

    def refuse(self, what: str, do: str) -> InputRefusedError:
        """The error for this table."""
        return InputRefusedError(what, where=self._where, do=do)

    def text(self, key: str, *, needed: bool = False, most: int = _MOST_CHARACTERS) -> str:
        """A text without lone surrogates, empty if the key is missing."""
        value = self._values.pop(key, "")
        if not isinstance(value, str):
            raise self.refuse(f"`{key}` isn't a text", 'write it in quotation marks: "…"')
        if len(value) > most:
            raise self.refuse(f"`{key}` is longer than {most:,} characters", "shorten it")
        if needed and not value.strip():
            raise self.refuse(f"`{key}` is missing or empty", f"add `{key} = …`")
        return value

    def flag(self, key: str) -> bool:
        """True or false; false if the key is missing."""
        value = self._values.pop(key, False)
        if not isinstance(value, bool):
            raise self.refuse(f"`{key}` is neither true nor false", f"write `{key} = true`, or leave it out")
        return value

    def whole(self, key: str) -> int | None:
        """A whole number of at least 0, or `None`."""
        value = self._values.pop(key, None)
        if value is None:
            return None
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise self.refuse(f"`{key}` isn't a whole number", "write digits, or leave it out")
        return value

    def day(self, key: str) -> date | None:
        """A date, or `None`."""
        value = self._values.pop(key, None)
        if value is None:
            return None
        if not isinstance(value, date) or isinstance(value, datetime):
            raise self.refuse(f"`{key}` isn't a date", "write it without quotation marks: 2017-09-18")
        return value

    def degrees(self, key: str, most: float) -> float:
        """An angle in degrees, from `-most` to `most`."""
        return self._angle(self._values.pop(key, None), f"`{key}`", most)

    def positions(self, key: str) -> tuple[tuple[float, float], ...]:
        """Pairs of longitude and latitude, none if the key is missing."""
        value = self._values.pop(key, [])
        if not isinstance(value, list) or not all(isinstance(pair, list) and len(pair) == 2 for pair in value):
            raise self.refuse(f"`{key}` isn't a list of positions", f"write `{key} = [[LON, LAT], …]`")
        return tuple(
            (self._angle(lon, f"a longitude of `{key}`", 180.0), self._angle(lat, f"a latitude of `{key}`", 90.0))
            for lon, lat in value
        )

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, none if the key is missing."""
        value = self._values.pop(key, [])
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise self.refuse(f"`{key}` isn't a list of texts", f'write `{key} = ["…", "…"]`')
        return tuple(one for one in value if one.strip())

    def one_of(self, key: str, choices: Iterable[str]) -> str:
        """One of the choices, or empty if the key is missing."""
        value = self.text(key)
        known = tuple(choices)
        if value and value not in known:
            raise self.refuse(f"`{key}` is {value!r}", f"use one of {', '.join(known)}")
        return value

    def close(self) -> None:
        """Refuse the table if a key of it was never read."""
        if self._values:
            raise self.refuse(f"nothing is called `{next(iter(self._values))}` here", "check the spelling")

    def _angle(self, value: object, what: str, most: float) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            raise self.refuse(f"{what} is missing or no number", "write decimal degrees, longitude before latitude")
        if abs(value) > most:
            raise self.refuse(f"{what} lies beyond {most:g}°", "write decimal degrees, longitude before latitude")
        return float(value)
