"""The values of an explanation: how likely words name a place, which one was chosen, and what spoke for and against it.

The numbers are those that decided. Weights are natural logarithms of odds: 0.7 doubles them, 2.3 makes them ten times
as large, and what is negative speaks against.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from deconflict_map.model.article import Span
    from deconflict_map.model.place import Place
    from deconflict_map.model.toponym import Resolution


@dataclass(frozen=True, slots=True, kw_only=True)
class Argument:
    """Something that speaks for or, where its weight is negative, against what it is an argument about."""

    words: str
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """A place that a name may denote, or none that the gazetteer knows (`place` is `None`).

    `where` names the division and the country in which it lies, `kind` says what it is. `share` is what it has of the
    belief, in [0, 1]; it grows with e to the power of `score`, which is the sum of all arguments, those too small to be
    told among them. `arguments` are the weightiest first.
    """

    place: Place | None
    where: str
    kind: str
    share: float
    score: float
    arguments: tuple[Argument, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Why words were taken for a place's name or not, and why that place is meant.

    `before` and `after` are the words of the sentence around `text`. `naming` speaks for and against the words naming
    a place at all, the weightiest first; it is empty where somebody else said that they do. `resolution` is `None` for
    words that were weighed and left out; these have no `options` either. `options` are the most believed first,
    `change` says what comes next and what it lacks.
    """

    span: Span
    text: str
    before: str
    after: str
    probability: float
    naming: tuple[Argument, ...]
    resolution: Resolution | None
    options: tuple[Option, ...] = ()
    change: str = ""
