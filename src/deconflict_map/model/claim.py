"""Claims: a relation that somebody asserted, of something, at some time."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from deconflict_map.model.article import Span
    from deconflict_map.model.relation import Relation


class ObjectKind(StrEnum):
    """What is located, as far as drawing needs to tell."""

    LINE = "line"
    ZONE = "zone"
    EVENT = "event"
    OPERATION = "operation"
    FORCE = "force"


class Status(StrEnum):
    """How the words put the claim forward."""

    REPORTED = "reported"
    STATED = "stated"
    AGREED = "agreed"
    PLANNED = "planned"
    CLAIMED = "claimed"
    DISPUTED = "disputed"
    """Claimed by one side and denied by another."""


class Precision(StrEnum):
    """How exactly a time is said."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """The days `first`…`last` that the words at `span` mean, both included; `text` are the words.

    `span` is `None` where the article's own publication date is meant.
    """

    text: str
    span: Span | None
    first: date
    last: date
    precision: Precision


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who says it: the words that name them. The article itself has no span."""

    text: str
    span: Span | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LocatedObject:
    """What the relation locates. Objects with the same `key` are one thing spoken of in several sentences."""

    text: str
    span: Span
    kind: ObjectKind
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Denial:
    """Who denies the claim, in which words."""

    speaker: Speaker
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A relation that somebody asserted.

    `number` counts claims in the order of the text from 1; `sentence` indexes the article's sentences; `span` holds
    the words of object and relation; `said` is when it was said, `holds` for when it is said. `withheld` quotes words
    by which the text itself says that the exact course isn't public (`None`: it doesn't say). `unread` are words
    beside the relation that change it but can't be read yet, such as a distance: such a claim is listed, not drawn.
    `notes` explains how references were followed.
    """

    number: int
    located: LocatedObject
    relation: Relation
    sentence: int
    span: Span
    speakers: tuple[Speaker, ...]
    said: When | None
    holds: When | None
    status: Status
    denials: tuple[Denial, ...] = ()
    withheld: Span | None = None
    unread: Span | None = None
    notes: tuple[str, ...] = ()
