"""Digits and number words → a number, the unit it is rounded to, and where it ends in the text.

Reads "1,200", "2.5", "2½", "2 1/2", "twenty-five", "two and a half", "half a", "a", and vague words ("a few"). Refuses
nothing: what is no number is `None`. Trade-off taken: a comma or a space parts thousands only before three digits, and
a comma before other digits ends the number, as English prose writes it.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import floor, log10

_DIGITS = re.compile(r"\d{1,3}(?:[,\u2009\u202f\u00a0 '’]\d{3})+(?![\d])(?:\.\d+)?|\d+(?:\.\d+)?")
_SLASHED = re.compile(r"(?:(\d{1,4})\s+)?(\d{1,2})/(\d{1,2})(?![\d/])")
_WORD = re.compile(r"[^\W\d_]+")
_JOINT = re.compile(r"[ \u00a0\-‐‑]+")
_MOST_DIGITS = 15
_MOST_WORDS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number read from the text up to offset `end`: `least`…`most` differ for vague words only.

    `unit` is what it is rounded to: one over the denominator of a fraction, else a power of ten. Source: Best Practices
    2020 (doi 10.15468/doc-gg7h-s853), distance precision: 10.5 → 1/2, 10.25 → 1/4, 10.6 → 1/10, 10…99 → 1, 100…999 →
    10 unless a lower digit is given.
    """

    value: float
    least: float
    most: float
    unit: float
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    small: dict[str, int]
    tens: dict[str, int]
    scales: dict[str, int]
    parts: dict[str, int]
    signs: dict[str, float]
    vague: tuple[tuple[str, float, float], ...]
    ordinals: dict[str, int]


@cache
def _words() -> _Words:
    table = tomllib.loads(files(__package__).joinpath("vocabulary/numbers.toml").read_text(encoding="utf-8"))
    vague = tuple((words, least, most) for words, (least, most) in table["vague"].items())
    return _Words(
        small=table["ones"],
        tens=table["tens"],
        scales=table["scales"],
        parts=table["parts"],
        signs=table["signs"],
        vague=tuple(sorted(vague, key=lambda entry: -len(entry[0]))),
        ordinals=table["ordinals"],
    )


@cache
def number_words() -> frozenset[str]:
    """Every word with which a number in words can begin, in lower case."""
    known = _words()
    vague = {words.split()[0] for words, _, _ in known.vague}
    return frozenset({*known.small, *known.tens, *known.scales, *known.parts, *vague, "a", "an"})


def read_number(text: str, start: int) -> Number | None:
    """The number that begins at offset `start`, or `None`."""
    if start >= len(text):
        return None
    first = text[start]
    if first.isdigit() or first in _words().signs:
        return _digits(text, start)
    return _vague(text, start) or _in_words(text, start)


def read_ordinal(text: str, start: int) -> tuple[int, int] | None:
    """The ordinal that begins at `start` ("36th", "thirty-eighth") and where it ends."""
    found = re.compile(r"(\d{1,3})(?:st|nd|rd|th)\b", re.IGNORECASE).match(text, start)
    if found:
        return int(found[1]), found.end()
    total, place = 0, start
    for _ in range(3):
        word = _WORD.match(text, place)
        if word is None:
            return None
        folded = word[0].casefold()
        if folded in _words().ordinals:
            return total + _words().ordinals[folded], word.end()
        if folded not in _words().tens and folded != "hundred":
            return None
        total += 100 if folded == "hundred" else _words().tens[folded]
        joint = _JOINT.match(text, word.end())
        if joint is None:
            return None
        place = joint.end()
    return None


def rounding_unit(value: float, decimals: str = "") -> float:
    """What a number is rounded to; see `Number.unit`. `decimals` are its digits behind the point."""
    if decimals.strip("0"):
        fraction = value - floor(value)
        for parts in (2, 4, 8):
            if abs(fraction * parts - round(fraction * parts)) < 1e-9 and len(decimals) >= parts.bit_length() - 1:
                return 1 / parts
    if decimals:
        return float(10.0 ** -len(decimals))
    whole = round(value)
    if whole < 10:
        return 1.0
    last = 1
    while whole % (last * 10) == 0:
        last *= 10
    return float(min(last, 10 ** (floor(log10(whole)) - 1)))


def _digits(text: str, start: int) -> Number | None:
    slashed = _SLASHED.match(text, start)
    if slashed and int(slashed[3]) > int(slashed[2]) > 0:
        value = int(slashed[1] or 0) + int(slashed[2]) / int(slashed[3])
        return _exact(value, 1 / int(slashed[3]), slashed.end())
    found = _DIGITS.match(text, start)
    if found is None:
        sign = _words().signs.get(text[start])
        return None if sign is None else _exact(sign, _part_of(sign), start + 1)
    plain = re.sub(r"[^\d.]", "", found[0])
    whole, _, decimals = plain.partition(".")
    if len(plain) > _MOST_DIGITS:
        return None
    value, end = float(plain), found.end()
    sign = _words().signs.get(text[end : end + 1])
    if sign is not None and not decimals:
        return _exact(int(whole) + sign, _part_of(sign), end + 1)
    return _exact(value, rounding_unit(value, decimals), end)


def _part_of(sign: float) -> float:
    """The unit fraction that a sign such as ¾ counts in."""
    return next(1 / parts for parts in (2, 3, 4, 8) if abs(sign * parts - round(sign * parts)) < 1e-9)


def _exact(value: float, unit: float, end: int) -> Number:
    return Number(value=value, least=value, most=value, unit=unit, end=end)


def _vague(text: str, start: int) -> Number | None:
    for words, least, most in _words().vague:
        end = start + len(words)
        if text[start:end].casefold() == words and not text[end : end + 1].isalpha():
            return Number(value=(least + most) / 2, least=least, most=most, unit=1.0, end=end)
    return None


def _in_words(text: str, start: int) -> Number | None:
    """Number words: tens and ones, hundreds and thousands, and a half or quarter behind or before them."""
    half = _half_of(text, start)
    if half is not None:
        return half
    total, group, end, place = 0, 0, start, start
    for _ in range(_MOST_WORDS):
        word = _WORD.match(text, place)
        if word is None:
            break
        folded = word[0].casefold()
        part = _part_behind(text, word.end()) if folded == "and" and end > start else None
        if part is not None:
            return _exact(total + group + part[0], part[0], part[1])
        counted = _counted(folded, total, group, first=end == start)
        if counted is None:
            break
        total, group = counted
        end = end if folded == "and" else word.end()
        joint = _JOINT.match(text, word.end())
        if joint is None:
            break
        place = joint.end()
    if end == start:
        return None
    value = float(total + group)
    return _exact(value, rounding_unit(value), end)


def _counted(word: str, total: int, group: int, *, first: bool) -> tuple[int, int] | None:
    """Thousands and what is below them after one more number word; `None` where it can't go on with it."""
    more = _words().small.get(word) or _words().tens.get(word)
    if more is not None and (group % 100 == 0 or (group % 10 == 0 and more < 10)):
        return total, group + more
    if word in _words().scales and (group or first):
        scale = _words().scales[word]
        return (total, max(group, 1) * scale) if scale == 100 else (total + max(group, 1) * scale, 0)
    if word == "and" and group and group % 100 == 0:
        return total, group
    return (0, 1) if word in {"a", "an"} and first else None


def _half_of(text: str, start: int) -> Number | None:
    """Reads "half a", "a quarter of a", "three quarters of a": the part, up to the unit's article."""
    found = re.compile(
        r"(?:(a|an|one|two|three)[ -]+)?([^\W\d_]+)(?:[ -]+of)?(?:[ -]+(?:an?\b))?", re.IGNORECASE
    ).match(text, start)
    if found is None or found[2].casefold() not in _words().parts:
        return None
    times = _words().small.get((found[1] or "one").casefold(), 1)
    parts = _words().parts[found[2].casefold()]
    return _exact(times / parts, 1 / parts, found.end())


def _part_behind(text: str, start: int) -> tuple[float, int] | None:
    """Reads "… and a half": the part and where it ends."""
    found = re.compile(r"[ \u00a0-]+(?:an?|one|three)[ \u00a0-]+([^\W\d_]+)", re.IGNORECASE).match(text, start)
    if found is None or found[1].casefold() not in _words().parts:
        return None
    times = 3 if "three" in found[0].casefold() else 1
    return times / _words().parts[found[1].casefold()], found.end()
