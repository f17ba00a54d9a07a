"""Words → the same words without positions and distances: coordinates in every notation, lengths, areas, travel times.

`[distance withheld]` stands where the text gives a number, so that nobody takes what is left for the whole. Numbers of
people, days and things stay, since they tell no position. Trade-off taken: what may be a coordinate is taken for one.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from deconflict_map.publishing.rewriting import Edit, edited
from deconflict_map.units.coordinate import axis_words, read_coordinate, read_position
from deconflict_map.units.number import number_words
from deconflict_map.units.quantity import read_area, read_duration, read_length, read_size

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deconflict_map.model.article import Span

_WORD = re.compile(r"(?<![\w.,])(?=[\d½¼¾⅓⅔−+-])|(?<!\w)(?=[^\W\d_])")
_LETTERS = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"(?<!redacted )(?<!\w)\d+(?:[.,\u202f\u00a0]\d+|\u202f\d+)*")
_LEAST_M = 1.0
"""What is shorter than a metre measures things, not ground: "155 mm shells"."""


@cache
def _table(name: str) -> dict[str, str]:
    text = files(__package__).joinpath("vocabulary/positions.toml").read_text(encoding="utf-8")
    return {str(key): str(value) for key, value in tomllib.loads(text)[name].items()}


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in _table("patterns").values())


def masks(text: str) -> Iterator[Edit]:
    """The edits that take positions, distances and areas out of a text."""
    tokens = _table("tokens")
    for pattern in _patterns():
        for found in pattern.finditer(text):
            yield Edit(start=found.start(), end=found.end(), words=tokens["position"])
    for start in _beginnings(text):
        end, kind = _measured(text, start)
        if end > start:
            yield Edit(start=start, end=end, words=tokens[kind])


def _beginnings(text: str) -> Iterator[int]:
    """Where a number in figures or in words, or a word that announces a coordinate may begin."""
    known = number_words() | axis_words()
    for found in _WORD.finditer(text):
        word = _LETTERS.match(text, found.start())
        if word is None or word[0].casefold() in known:
            yield found.start()


def _measured(text: str, start: int) -> tuple[int, str]:
    """Where a position, size, area or length that begins at an offset ends, and which of them it is."""
    position = read_position(text, start)
    if position is not None:
        return max(part.end for part in position), "position"
    coordinate = read_coordinate(text, start)
    if coordinate is not None:
        return coordinate.end, "position"
    area = read_area(text, start)
    if area is not None:
        return area.end, "area"
    size = read_size(text, start)
    if size is not None:
        return size[2], "distance"
    length = read_length(text, start)
    if length is not None and (length[0] is None or length[0].metres >= _LEAST_M):
        return length[1].end, "distance"
    return start, ""


def travel_masks(text: str, span: Span) -> Iterator[Edit]:
    """The edits that take times of travel out of a stretch of a text that tells one."""
    for start in _beginnings(text[: span.end]):
        found = read_duration(text, start) if start >= span.start else None
        if found is not None:
            yield Edit(start=start, end=found.end, words=_table("tokens")["travel"])


def position_mask(span: Span) -> Edit:
    """The edit that takes out words that were read as a position."""
    return Edit(start=span.start, end=span.end, words=_table("tokens")["position"])


def without_positions(text: str) -> str:
    """Words of a text without positions, distances and areas."""
    return edited(text, masks(text)).text


def without_numbers(text: str) -> str:
    """A sentence of ours without any number: it may have been worked out from positions."""
    token = _table("tokens")["number"]
    bare = edited(text, (replace(edit, words=token) for edit in masks(text))).text
    return _NUMBER.sub(token, bare)


def distance_token() -> str:
    """What stands for a distance."""
    return _table("tokens")["distance"]
