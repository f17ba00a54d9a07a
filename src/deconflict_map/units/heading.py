"""Compass words → azimuth and heading error ("southwest", "south-western", "southwards", "SW" → 225° ± 22.5°).

Knows the 32 points, spelt out or in capitals ("NbE"). Refuses single letters ("N.") unless they are asked for, since in
prose they are initials more often than directions. Trade-off taken: "north-west of" is read as one intercardinal
word, never as two cardinal ones, as the Georeferencing guides do.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_ENDING = re.compile(r"(?:erly|ernmost|ern|most|wards?|wardly|bound)$")
_FIRST_LETTERS = frozenset("NSEWnsew")
_FIRST_FOURS = frozenset({"nort", "sout", "east", "west"})
_SHORT = re.compile(r"[NSEWb.]{1,6}")
_JOINT = re.compile(r"[\s\-‐‑–]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A compass direction: azimuth in degrees clockwise from north, and half the angle that the word leaves open."""

    azimuth_deg: float
    half_angle_deg: float
    word: str

    @property
    def is_cardinal(self) -> bool:
        """Whether it is one of north, east, south, west."""
        return self.half_angle_deg == 45.0


@cache
def _headings() -> tuple[dict[str, Heading], dict[str, str]]:
    raw = files(__package__).joinpath("vocabulary/headings.toml").read_text(encoding="utf-8")
    table = tomllib.loads(raw)
    words = {
        word: Heading(azimuth_deg=azimuth, half_angle_deg=group["half_angle_deg"], word=word)
        for group in (table["cardinal"], table["intercardinal"], table["secondary"], table["by"])
        for word, azimuth in group["azimuth_deg"].items()
    }
    return words, table["abbreviated"]["names"]


def opposite(heading: Heading) -> Heading:
    """The compass direction against another one."""
    azimuth = (heading.azimuth_deg + 180.0) % 360.0
    known = next(other for other in _headings()[0].values() if other.azimuth_deg == azimuth)
    return Heading(azimuth_deg=azimuth, half_angle_deg=heading.half_angle_deg, word=known.word)


def between(one: Heading, other: Heading) -> Heading:
    """The compass direction half-way between two, on the shorter way round; `one` where they are opposite."""
    turn = (other.azimuth_deg - one.azimuth_deg + 180.0) % 360.0 - 180.0
    azimuth = (one.azimuth_deg + turn / 2) % 360.0
    known = next((found for found in _headings()[0].values() if found.azimuth_deg == azimuth), None)
    return one if known is None or abs(turn) > 90.0 else known


def may_begin_heading(word: str) -> bool:
    """Whether a compass direction can begin with a word (as written): a quick look before `parse_heading`."""
    return word[:1] in _FIRST_LETTERS and (word[:4].casefold() in _FIRST_FOURS or _SHORT.fullmatch(word) is not None)


def parse_heading(words: str, *, letters: bool = False) -> Heading | None:
    """The compass direction that `words` name as a whole, or `None`; single letters only with `letters`."""
    known, abbreviated = _headings()
    short = words.replace(".", "")
    if short in abbreviated and (letters or len(short) > 1):
        return known[abbreviated[short]]
    joined = _JOINT.sub("", words).casefold()
    return known.get(joined) or known.get(_ENDING.sub("", joined))
