"""Words at an offset → a length, area or travel time with what its words leave open ("at least 15 km" → 15 km … ∞).

Refuses what no length on Earth can be (negative, longer than half a great circle) with a reason; what isn't a quantity
is `None`. Trade-off taken: *about* widens by a tenth or by half the unit that the number is rounded to, whichever is
more: the Georeferencing guides ignore the word, treaties use it as real (judgement).
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import inf

from deconflict_map.units.length import Bound, Length
from deconflict_map.units.number import Number, read_number

_SPACE = re.compile(r"[\s\u00a0]*")
_JOINT = re.compile(r"[\s\u00a0\-‐‑]{0,3}")
_TO = re.compile(r"\s*(?:to|[-‐‑–—])\s*", re.IGNORECASE)
_AND = re.compile(r"\s+and\s+", re.IGNORECASE)
_BY = re.compile(r"(?:\s*[x×✕]\s*|[\s\-‐‑]+by[\s\-‐‑]+)(?=\d|[a-z])", re.IGNORECASE)
_MINUS = re.compile(r"[-−–]\s?(?=\d)")
_OPEN = re.compile(r"[\s(\[,;:“\"']")
_HALF_EQUATOR_M = 20_037_508.0  # half the equator of WGS 84; nothing on Earth is farther away
_MOST_AREA_M2 = 510_072_000e6  # the surface of the Earth


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A quantity read up to offset `end`: its value in metres, square metres or seconds, and what its words leave open.

    `half_unit` is half of what the number is rounded to, in the same measure. With a `reason` it is an impossible one.
    """

    value: float
    least: float
    most: float
    half_unit: float
    bound: Bound
    end: int
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Vocabulary:
    length: tuple[tuple[str, float], ...]
    area: tuple[tuple[str, float], ...]
    time: tuple[tuple[str, float], ...]
    before: tuple[tuple[str, str], ...]
    behind: tuple[tuple[str, str], ...]


@cache
def _vocabulary() -> _Vocabulary:
    table = tomllib.loads(files(__package__).joinpath("vocabulary/quantities.toml").read_text(encoding="utf-8"))

    def units(name: str) -> tuple[tuple[str, float], ...]:
        pairs = [(word, float(factor)) for factor, words in table[name].items() for word in words]
        return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))

    def bounds(name: str) -> tuple[tuple[str, str], ...]:
        pairs = [(word, kind) for kind, words in table[name].items() for word in words]
        return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))

    return _Vocabulary(
        length=units("length"), area=units("area"), time=units("time"), before=bounds("bounds"), behind=bounds("behind")
    )


@cache
def bound_words() -> frozenset[str]:
    """Every word with which a bound before a number can begin, in lower case."""
    return frozenset(re.split(r"[\s.]", words)[0] for words, _ in _vocabulary().before)


def read_length(text: str, start: int) -> tuple[Length | None, Quantity] | None:
    """The length that begins at `start`, in metres, or `None`; an impossible one has no `Length`, but a reason."""
    found = _read(text, start, _vocabulary().length, _HALF_EQUATOR_M, "no length on Earth is more than 20,000 km")
    if found is None:
        return None
    if found.reason:
        return None, found
    length = Length(
        metres=found.value,
        least_m=found.least,
        most_m=found.most,
        precision_m=found.half_unit,
        bound=found.bound,
        words=text[start : found.end],
    )
    return length, found


def read_size(text: str, start: int) -> tuple[Length, Length, int] | None:
    """The two lengths of "30 km by 480 km" or "30 × 480 km" that begin at `start`, and where they end, or `None`."""
    first = read_length(text, start)
    place = first[1].end if first is not None else _end_of_number(text, start)
    joint = None if place is None else _BY.match(text, place)
    second = None if joint is None else read_length(text, joint.end())
    if joint is None or second is None or second[0] is None or (first is not None and first[0] is None):
        return None
    if first is None:  # the unit stands behind the second number only
        unit = text[_end_of_number(text, joint.end()) or joint.end() : second[1].end]
        found = read_length(text[start:place] + unit, 0)
        first = found if found is not None and found[0] is not None else None
    if first is None or first[0] is None:
        return None
    return first[0], second[0], second[1].end


def _end_of_number(text: str, start: int) -> int | None:
    number = read_number(text, start)
    return None if number is None else number.end


def read_bound(text: str, start: int) -> tuple[str, int]:
    """The kind of bound ("about", "at_least", "at_most") whose words begin at `start`, and where the number begins."""
    return _bound(text, start)


def read_area(text: str, start: int) -> Quantity | None:
    """The area that begins at `start`, in square metres, or `None`."""
    return _read(text, start, _vocabulary().area, _MOST_AREA_M2, "that is more than the whole Earth")


def read_duration(text: str, start: int) -> Quantity | None:
    """The time that begins at `start`, in seconds, or `None`."""
    return _read(text, start, _vocabulary().time, 86400.0 * 366, "nobody travels for more than a year")


def _read(text: str, start: int, units: tuple[tuple[str, float], ...], most: float, why: str) -> Quantity | None:
    kind, place = _bound(text, start)
    negative = kind == "negative" or _is_negative(text, place)
    if negative and (sign := _MINUS.match(text, place)):
        place = sign.end()
    first = read_number(text, place)
    if first is None:
        return None
    first_unit = _unit(text, first.end, units)
    place = first_unit[1] if first_unit else first.end
    second = _second(text, place, kind)
    last_unit = first_unit
    if second is not None:
        found = _unit(text, second.end, units)
        second, last_unit = (None, first_unit) if found is None else (second, found)
    if last_unit is None or (kind == "range" and second is None):
        return None
    quantity = _quantity(first, second, (first_unit or last_unit)[0], last_unit, kind, text)
    if negative:
        return _impossible(quantity, "a length, area or time can't be negative")
    if min(quantity.most, quantity.value) > most:
        return _impossible(quantity, why)
    return quantity


def _impossible(quantity: Quantity, reason: str) -> Quantity:
    return Quantity(
        value=quantity.value, least=0, most=0, half_unit=0, bound=quantity.bound, end=quantity.end, reason=reason
    )


def _bound(text: str, start: int) -> tuple[str, int]:
    """The kind of bound whose words stand at `start`, and where the number behind them begins."""
    head = text[start : start + 24].casefold()
    for words, kind in _vocabulary().before:
        if head.startswith(words) and not (words[-1].isalpha() and head[len(words) : len(words) + 1].isalpha()):
            space = _SPACE.match(text, start + len(words))
            end = space.end() if space else start + len(words)
            inner, further = _bound(text, end) if kind != "range" else ("", end)
            return (inner if inner in {"negative", "about"} and kind == "about" else kind), (further if inner else end)
    return "", start


def _is_negative(text: str, place: int) -> bool:
    return bool(_MINUS.match(text, place)) and (place == 0 or bool(_OPEN.match(text, place - 1)))


def _second(text: str, place: int, kind: str) -> Number | None:
    """The second number of a range, behind *to*, a dash, or *and* after *between*."""
    joint = (_AND if kind == "range" else _TO).match(text, place) or _TO.match(text, place)
    return read_number(text, joint.end()) if joint else None


def _unit(text: str, place: int, units: tuple[tuple[str, float], ...]) -> tuple[float, int] | None:
    joint = _JOINT.match(text, place)
    begin = joint.end() if joint else place
    head = text[begin : begin + 20]
    for word, factor in units:
        if head[: len(word)].casefold() == word and not head[len(word) : len(word) + 1].isalnum():
            if len(word) == 1 and head[0] != word:  # "M" is no metre
                continue
            return factor, begin + len(word)
    return None


def _quantity(
    first: Number, second: Number | None, scale: float, unit: tuple[float, int], kind: str, text: str
) -> Quantity:
    factor, end = unit
    if second is not None:
        low, high = sorted((first.value * scale, second.value * factor))
        half = min(first.unit * scale, second.unit * factor) / 2
        return Quantity(value=(low + high) / 2, least=low, most=high, half_unit=half, bound=Bound.RANGE, end=end)
    behind, further = _behind(text, end)
    kind = kind if kind not in {"", "negative"} else behind
    end = further if behind else end
    value, half = first.value * factor, first.unit * factor / 2
    least, most = first.least * factor, first.most * factor
    if least < most:
        return Quantity(value=value, least=least, most=most, half_unit=half, bound=Bound.ABOUT, end=end)
    bounds = {
        "about": (Bound.ABOUT, max(value - max(value / 10, half), 0.0), value + max(value / 10, half)),
        "at_least": (Bound.AT_LEAST, value, inf),
        "at_most": (Bound.AT_MOST, 0.0, value),
    }
    bound, low, high = bounds.get(kind, (Bound.EXACT, value, value))
    return Quantity(value=value, least=low, most=high, half_unit=half, bound=bound, end=end)


def _behind(text: str, end: int) -> tuple[str, int]:
    head = text[end : end + 16].casefold()
    for words, kind in _vocabulary().behind:
        if head.startswith(" " + words) and not head[len(words) + 1 : len(words) + 2].isalpha():
            return kind, end + len(words) + 1
    return "", end


@cache
def mode_words() -> tuple[tuple[str, str], ...]:
    """How a time of travel is spent: words and the mode they mean, longest first."""
    table = tomllib.loads(files(__package__).joinpath("vocabulary/quantities.toml").read_text(encoding="utf-8"))
    pairs = [(word, mode) for mode, words in table["modes"].items() for word in words]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))
