"""What a relation is relative to: a named place, a border, a coast, a road, a parallel, a described point or zone.

Only a `PlaceRef` names a gazetteer record, by the index of its toponym, so that a relation whose place stayed
unresolved can still be kept and shown. Every anchor keeps the span of its words. Degrees are EPSG:4326.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from deconflict_map.model.article import Span
    from deconflict_map.model.claim import When
    from deconflict_map.model.relation import Relation


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRef:
    """A reference place: the toponym (index into the article's toponyms) whose place is meant.

    `wants` is the feature word that stands with the name ("city", "province", "valley"), or empty. `span` holds the
    referring words; with `anaphor` set they stand elsewhere than the toponym ("the river", "the east side").
    `centre` is set where the words ask for the centre ("the centre of Sarajevo").
    """

    toponym: int
    span: Span
    wants: str = ""
    anaphor: bool = False
    centre: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BorderRef:
    """A border: of two countries or divisions, or all of one's where `other` is `None`. `as_of` dates it (1956)."""

    ref: PlaceRef
    other: PlaceRef | None
    span: Span
    as_of: When | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CoastRef:
    """The coast, shore or shoreline of a country, island, sea or lake."""

    ref: PlaceRef
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadRef:
    """A road or railway: by its number or name (`name`), by what it joins (`ends`, in the order of the words), or both.

    The base data has no roads: a rule says what it draws instead.
    """

    name: str
    ends: tuple[PlaceRef, ...]
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class ParallelRef:
    """A parallel of latitude, degrees north; `precision_deg` is half the unit of the number (36°: 0.5; 10°10′: 1/120).

    `place` is set instead of a number where the words say *the latitude of X*: then `lat` is `None`.
    """

    lat: float | None
    precision_deg: float
    span: Span
    place: PlaceRef | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeridianRef:
    """A meridian, degrees east; fields as of `ParallelRef`."""

    lon: float | None
    precision_deg: float
    span: Span
    place: PlaceRef | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionRef:
    """A position given in figures; `precision_m` is half the unit of the coarser figure on the ground."""

    lon: float
    lat: float
    precision_m: float
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class ChordRef:
    """The line through described points in their order ("the line from A to B", "the A–B line"); straight pieces."""

    points: tuple[Anchor, ...]
    span: Span


class JunctionKind(StrEnum):
    """What meets at a junction."""

    MOUTH = "mouth"
    SOURCE = "source"
    CONFLUENCE = "confluence"
    CROSSING = "crossing"
    """A bridge, ford or crossing over a line, near `other`."""
    MEETING = "meeting"
    """Where two lines meet or a line meets a border."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JunctionRef:
    """The mouth of R, the confluence of R and Q, the bridge over R at X, where R meets the border."""

    kind: JunctionKind
    ref: Anchor
    other: Anchor | None
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class EdgeRef:
    """The edge of a place or zone as a line: "the perimeter of the base", "the boundary of the zone"."""

    ref: Anchor
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectRef:
    """Another thing that the text describes: "the line", "the security zone", "it".

    `key` is that of its `LocatedObject`, or empty where no description of it stands in the text.
    """

    key: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedLineRef:
    """A line that has a name or title and no record: "the line of contact", "lines A and B on the map".

    `as_of` dates it. A rule may know such a line from its sides (`between`), else it can't be drawn.
    """

    name: str
    between: tuple[PlaceRef, ...]
    as_of: When | None
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """A described point, line or zone as a reference of its own: "10 km from a point southwest of A on the river"."""

    at: Relation
    span: Span


Anchor = (
    PlaceRef
    | BorderRef
    | CoastRef
    | RoadRef
    | ParallelRef
    | MeridianRef
    | PositionRef
    | ChordRef
    | JunctionRef
    | EdgeRef
    | ObjectRef
    | NamedLineRef
    | Described
)
"""Anything that a relation may be relative to."""

LINES = (BorderRef, CoastRef, RoadRef, ParallelRef, MeridianRef, ChordRef, EdgeRef, NamedLineRef)
"""The anchors that are lines by their kind; a place may be one by its record, a described thing by its relation."""
