"""Quantity words → the interval of shares that they leave open ("much of" → 0.5…0.95)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A share of a whole, between `least` and `most` (both in [0, 1])."""

    least: float
    most: float
    word: str


@cache
def share_words() -> dict[str, Share]:
    """All quantity words that are known, folded to lower case."""
    raw = files(__package__).joinpath("vocabulary/shares.toml").read_text(encoding="utf-8")
    return {word: Share(least=least, most=most, word=word) for word, (least, most) in tomllib.loads(raw).items()}
