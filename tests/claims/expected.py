"""The tables `seen.toml` and `unseen.toml` → rows of expected claims, and what is the same as what they say.

Names and words are compared folded: lower case, no diacritics, no punctuation. What the fields mean stands in `seen.toml`.
"""

from __future__ import annotations

import calendar
import re
import tomllib
import unicodedata
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from deconflict_map.model.claim import Extent

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from deconflict_map.model.claim import When

HERE = Path(__file__).parent
KINDS = frozenset((HERE / "kinds.txt").read_text(encoding="utf-8").split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """A claim as the table has it; of every field but `places` any of the values is right."""

    objects: tuple[str, ...]
    relations: tuple[str, ...]
    places: tuple[frozenset[str], ...]
    within: tuple[frozenset[str], ...]
    speakers: tuple[str, ...]
    said: tuple[str, ...]
    holds: tuple[str, ...]
    statuses: tuple[str, ...]
    optional: bool

    def __str__(self) -> str:
        return f"{'|'.join(self.objects)} {'|'.join(self.relations)} {[sorted(names) for names in self.places]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    id: str
    source: str
    text: str
    why: str
    published: date
    claims: tuple[Expected, ...]


def rows(half: str) -> tuple[Row, ...]:
    table = tomllib.loads((HERE / f"{half}.toml").read_text(encoding="utf-8"))
    return tuple(Row(**(row | {"claims": tuple(map(_expected, row["claims"]))})) for row in table["row"])


def _expected(raw: Mapping[str, str | list[str] | bool]) -> Expected:
    return Expected(
        objects=_several(raw["object"]),
        relations=_several(raw["relation"]),
        places=_names(raw["places"]),
        within=_names(raw.get("within", [])),
        speakers=_several(raw["speaker"]),
        said=_several(raw.get("said", "")),
        holds=_several(raw.get("holds", "")),
        statuses=_several(raw["status"]),
        optional=raw.get("optional") is True,
    )


def _several(value: str | list[str] | bool) -> tuple[str, ...]:  # noqa: FBT001 -- a value of TOML
    match value:
        case str():
            return (value,)
        case list():
            return tuple(value)
        case _:
            raise TypeError(value)


def _names(value: str | list[str] | bool) -> tuple[frozenset[str], ...]:  # noqa: FBT001 -- a value of TOML
    return tuple(frozenset(map(bare, one.split("|"))) for one in _several(value))


def folded(words: str) -> str:
    """Lower case, no diacritics, no punctuation, single spaces."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", words) if not unicodedata.combining(sign))
    return " ".join(re.findall(r"\w+", plain.casefold()))


def bare(name: str) -> str:
    """A folded name without words for its kind, which a reader may take into it or not, unless nothing else is left."""
    words = folded(name).split()
    return " ".join(word for word in words if word not in KINDS) or " ".join(words)


def is_in(words: str, text: str) -> bool:
    """Whether words stand together in a text, whatever their number (case, cases)."""
    stems, text_stems = ([word.removesuffix("s") for word in folded(one).split()] for one in (words, text))
    return any(text_stems[at : at + len(stems)] == stems for at in range(len(text_stems) - len(stems) + 1))


def is_time(words: Sequence[str], when: When | None) -> bool:
    """Whether the days are those that any of the table's words mean; where one end is open, the other one counts."""
    return any(_is_time(one, when) for one in words)


def _is_time(words: str, when: When | None) -> bool:
    if when is None or not words:
        return when is None and not words
    if words.endswith(".."):
        return when.first == days(words[:-2])[0]
    if words.startswith(".."):
        return when.extent is not Extent.SINCE and when.last == days(words[2:])[1]
    return (when.first, when.last) == days(words)


def days(words: str) -> tuple[date, date]:
    """First and last day of 2009-03-07, 2009-03, 2009, or of the days from one such to another: FIRST/LAST."""
    if "/" in words:
        first, last = words.split("/")
        return days(first)[0], days(last)[1]
    match [int(part) for part in words.split("-")]:
        case [year, month, day]:
            return date(year, month, day), date(year, month, day)
        case [year, month]:
            return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
        case [year]:
            return date(year, 1, 1), date(year, 12, 31)
        case _:
            raise ValueError(words)
