"""Lengths as words give them: metres, the interval that the words leave open, and the precision of the number.

A value only; `units.quantity` reads words into it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Bound(StrEnum):
    """How a number is said to hold."""

    EXACT = "exact"
    ABOUT = "about"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    RANGE = "range"


@dataclass(frozen=True, slots=True, kw_only=True)
class Length:
    """A length of `metres`, which may be anything from `least_m` to `most_m` (infinite for "at least").

    For a range `metres` is its middle. `precision_m` is half the unit of precision of the number (Best Practices 2020:
    "10 km" is known to 0.5 km, "10.5 km" to 0.25 km); it isn't yet part of `least_m` and `most_m`. `words` are the
    words as written.
    """

    metres: float
    least_m: float
    most_m: float
    precision_m: float
    bound: Bound
    words: str
