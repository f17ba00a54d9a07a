"""The values of recognition and resolution: toponyms, and what they were resolved to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from deconflict_map.model.article import Span
    from deconflict_map.model.place import MatchKind, Place


class ToponymKind(StrEnum):
    """Whether the words name a place, or the people and things of one ("Syrian")."""

    PLACE = "place"
    DEMONYM = "demonym"


@dataclass(frozen=True, slots=True, kw_only=True)
class Toponym:
    """A place name occurring in the text.

    The span holds the name only: no article, no possessive, no feature word that isn't part of it. `literal` is
    false where the name doesn't stand for the place itself but for something named after it ("the Geneva
    process") or for its government ("Russia denied"); `why_not_literal`
    then says which. `probability` says how likely the words name a place at all; 1 where a user or another program
    says that they do.
    """

    span: Span
    text: str
    kind: ToponymKind
    literal: bool
    sentence: int
    why_not_literal: str = ""
    probability: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A place that a toponym may denote, with its score in [0, 1] among the candidates of that toponym."""

    place: Place
    score: float
    match: MatchKind
    matched_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """What a toponym was resolved to.

    `place` is `None` where nothing was found or nothing was sure enough; `reason` then says why, and otherwise in
    one line why this place. `confidence` lies in [0, 1] and is 0 without a place. `candidates` are best first.
    """

    toponym: Toponym
    place: Place | None
    confidence: float
    reason: str
    evidence: tuple[str, ...]
    candidates: tuple[Candidate, ...]
