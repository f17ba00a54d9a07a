"""Quantity words and fractions → the interval of shares that they leave open ("much of" → 0.5…0.95).

Fractions are told at an offset of a text: "two thirds", "2/3", "40 per cent". Refuses more than the whole.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from deconflict_map.units.number import read_number
from deconflict_map.units.quantity import read_bound

_FRACTION = re.compile(r"(?:([^\W\d_]+)[ \u00a0\-‐‑])?([^\W\d_]+)(?![\w])", re.IGNORECASE)
_ARTICLE = re.compile(r"an?\s+", re.IGNORECASE)
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})(?![\d/])")
_SPACE = re.compile(r"[ \u00a0\-‐‑]?")


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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fractions:
    parts: dict[str, int]
    numerators: dict[str, int]
    percent: tuple[str, ...]
    slack: dict[str, float]


@cache
def _fractions() -> _Fractions:
    raw = files(__package__).joinpath("vocabulary/fractions.toml").read_text(encoding="utf-8")
    table = tomllib.loads(raw)
    return _Fractions(
        parts=table["parts"],
        numerators=table["numerators"],
        percent=tuple(table["percent"]["words"]),
        slack=table["slack"],
    )


@cache
def fraction_words() -> frozenset[str]:
    """Every word with which a fraction in words can begin, in lower case."""
    known = _fractions()
    return frozenset({*known.parts, *known.numerators})


def tip_share() -> Share:
    """How much of some ground its tip is."""
    raw = files(__package__).joinpath("vocabulary/fractions.toml").read_text(encoding="utf-8")
    tip = tomllib.loads(raw)["tip"]
    return Share(least=tip["least"], most=tip["most"], word="tip")


def read_share(text: str, start: int) -> tuple[Share, int] | None:
    """The fraction that begins at `start`, with the words that bound it ("about a third"), and where it ends."""
    kind, place = read_bound(text, start)
    article = _ARTICLE.match(text, place)
    found = read_fraction(text, place) or (read_fraction(text, article.end()) if kind and article else None)
    if found is None or not kind:
        return found
    share, end = found
    least = 0.0 if kind == "at_most" else max(share.least - _fractions().slack["parts"], 0.0)
    most = 1.0 if kind == "at_least" else min(share.most + _fractions().slack["parts"], 1.0)
    return Share(least=least, most=most, word=text[start:end]), end


def read_fraction(text: str, start: int) -> tuple[Share, int] | None:
    """The fraction that begins at `start` and where it ends, or `None`."""
    return _in_words(text, start) or _in_figures(text, start) or _in_percent(text, start)


def _in_words(text: str, start: int) -> tuple[Share, int] | None:
    found = _FRACTION.match(text, start)
    if found is None:
        return None
    first, last = (found[1] or "").casefold(), found[2].casefold()
    if first in _fractions().parts:  # "half of": the second word isn't part of it
        return _parts(1, _fractions().parts[first], text[start : found.end(1)], found.end(1))
    if last not in _fractions().parts or (first and first not in _fractions().numerators):
        return None
    return _parts(_fractions().numerators.get(first, 1), _fractions().parts[last], found[0], found.end())


def _in_figures(text: str, start: int) -> tuple[Share, int] | None:
    found = _SLASHED.match(text, start)
    return None if found is None else _parts(int(found[1]), int(found[2]), found[0], found.end())


def _parts(times: int, parts: int, word: str, end: int) -> tuple[Share, int] | None:
    if not 0 < times < parts:
        return None
    slack = _fractions().slack["parts"]
    return Share(least=times / parts - slack, most=times / parts + slack, word=word), end


def _in_percent(text: str, start: int) -> tuple[Share, int] | None:
    number = read_number(text, start)
    if number is None or not 0 < number.value <= 100:
        return None
    space = _SPACE.match(text, number.end)
    end = space.end() if space else number.end
    sign = next((word for word in _fractions().percent if text[end : end + len(word)].casefold() == word), None)
    if sign is None:
        return None
    slack, end = max(number.unit / 200, _fractions().slack["percent"]), end + len(sign)
    least, most = max(number.least / 100 - slack, 0.0), min(number.most / 100 + slack, 1.0)
    return Share(least=least, most=most, word=text[start:end]), end
