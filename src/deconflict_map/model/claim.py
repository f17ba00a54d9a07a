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
    ORDERED = "ordered"
    CLAIMED = "claimed"
    CONDITIONAL = "conditional"
    """Holds only if something else does ("if the truce holds, …")."""
    NEGATED = "negated"
    """Said not to be so ("there is no front line east of the river")."""
    DENIED = "denied"
    """Only the denial stands in the text, not what is denied."""
    DISPUTED = "disputed"
    """Claimed by one side and denied by another."""


class Precision(StrEnum):
    """How exactly a time is said."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class Extent(StrEnum):
    """How days bound what holds for them."""

    ON = "on"
    SINCE = "since"
    UNTIL = "until"
    AS_OF = "as_of"


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """The days `first`…`last` that the words at `span` mean, both included; `text` are the words.

    `span` is `None` where the article's own publication date is meant. `extent` tells whether what is said holds on
    these days, since the first, until the last, or as they found it.
    """

    text: str
    span: Span | None
    first: date
    last: date
    precision: Precision
    extent: Extent = Extent.ON


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who says it: the words that name them. The article itself has no span.

    `role` and `organisation` are parts of the words ("spokesperson", "the Coalition"); `unnamed` says that the words
    hide who it was ("officials", "sources close to …").
    """

    text: str
    span: Span | None
    role: str = ""
    organisation: str = ""
    unnamed: bool = False


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


class WhyWithheld(StrEnum):
    """Why words alone can't fix a course."""

    UNPUBLISHED = "unpublished"
    TO_BE_AGREED = "to_be_agreed"
    ANNEXED_MAP = "annexed_map"
    SKETCH_MAP = "sketch_map"
    DATED_LINE = "base_line_dated"


class Measure(StrEnum):
    """What a stated number measures."""

    AREA = "area"
    LENGTH = "length"
    WIDTH = "width"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """A number that the text gives for the located object: metres or square metres, to compare, never to draw with."""

    measure: Measure
    least: float
    most: float
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """Words that look like a description and couldn't be read: where reading stopped, and why."""

    sentence: int
    span: Span
    stopped: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A relation that somebody asserted.

    `number` counts claims in the order of the text from 1; `sentence` indexes the article's sentences; `span` holds
    the words of object and relation; `said` is when it was said, `holds` for when it is said. `withheld` quotes words
    by which the text itself says that the exact course isn't public (`None`: it doesn't say). `unread` are words
    beside the relation that change it but can't be read yet, such as a distance: such a claim is listed, not drawn.
    `notes` explains how references were followed.

    `why_withheld` says why the words can't fix the course; `stated` are numbers given for the object; `supersedes` are
    the numbers of claims that this one amends, extends or replaces; `condition` are the words of a condition;
    `withdrawn` says who withdrew it, empty if nobody did: such a claim is listed, not drawn.
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
    why_withheld: WhyWithheld | None = None
    stated: tuple[Stated, ...] = ()
    supersedes: tuple[int, ...] = ()
    condition: Span | None = None
    withdrawn: str = ""
