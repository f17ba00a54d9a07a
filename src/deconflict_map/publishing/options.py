"""What a user asks to be withheld → checked options, or a `UsageError` that says what can't be used and what can."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from deconflict_map.errors import UsageError
from deconflict_map.publishing.grid import LEAST_KM, MOST_KM

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONGEST = 200
"""Characters of the longest name that GeoNames admits (readme of its dump); nobody's name is longer (judgement)."""
_MOST_NAMES = 200
"""Judgement: an article with more names to hide had better not be published as a map."""


class TextKept(StrEnum):
    """How much of the article's words stays."""

    ALL = "all"
    QUOTES = "quotes"
    """Only the sentences that claims and marks quote."""
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Publishing:
    """What is withheld: text, positions finer than `coarsen_km`, and `redact`, names as the user wrote them."""

    text: TextKept = TextKept.ALL
    coarsen_km: float | None = None
    redact: tuple[str, ...] = ()

    @property
    def asks_anything(self) -> bool:
        """Whether anything is to be withheld at all."""
        return self != Publishing()


def publishing_options(
    *, no_text: bool = False, quotes_only: bool = False, coarsen_km: float | None = None, redact: Iterable[str] = ()
) -> Publishing:
    """The options, checked.

    Raises:
        UsageError: A size isn't between 1 and 1,000 kilometres, a name has no letter or is too long, or no text and
            quotes are asked for at once.
    """
    if no_text and quotes_only:
        raise UsageError("--no-text and --quotes-only exclude each other", do="give one of them")
    if coarsen_km is not None and not (math.isfinite(coarsen_km) and LEAST_KM <= coarsen_km <= MOST_KM):
        raise UsageError(
            f"{coarsen_km:g} km is no size of a grid",
            where="--coarsen",
            do=f"give kilometres between {LEAST_KM:g} and {MOST_KM:,g}",
        )
    kept = TextKept.NONE if no_text else TextKept.QUOTES if quotes_only else TextKept.ALL
    size = None if coarsen_km is None else float(coarsen_km)
    return Publishing(text=kept, coarsen_km=size, redact=_names(redact))


def _names(redact: Iterable[str]) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(" ".join(name.split()) for name in redact))
    if len(names) > _MOST_NAMES:
        raise UsageError(f"{len(names)} names are too many", where="--redact", do=f"give {_MOST_NAMES} at most")
    for name in names:
        if not any(letter.isalpha() for letter in name):
            raise UsageError(f"{name!r} has no letter", where="--redact", do="give a name as the text writes it")
        if len(name) > _LONGEST:
            raise UsageError(
                f"{name[:20]!r}… has {len(name)} characters", where="--redact", do=f"give {_LONGEST} at most"
            )
    return names
