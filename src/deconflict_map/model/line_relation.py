"""The relations of lines and movements: where they begin and end, what they follow, pass, cross and separate.

Fields as in `model.relation`, whose part these are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from deconflict_map.model.anchor import Anchor
    from deconflict_map.model.article import Span
    from deconflict_map.model.qualifier import LineShape
    from deconflict_map.model.relation import Relation
    from deconflict_map.units.heading import Heading


@dataclass(frozen=True, slots=True, kw_only=True)
class AlongFeature:
    """The ground along a line, or the line itself, from one described point to another where they are said."""

    ref: Anchor
    start: Relation | None
    end: Relation | None
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class AlongTowards:
    """A movement or zone along a feature, possibly with a heading and a target that it needn't reach."""

    along: Anchor | None
    heading: Heading | None
    towards: Anchor | None
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class FromTo:
    """A line from one described point to another. Every field but the span may be unsaid.

    `via` are points that it passes in this order. `follows` are features that it follows, in this order, on the way.
    `heading` is where it leads at first or on the whole; with no `end` it is open ("thence north"). `until` is set
    where the line ends where it first meets `end` ("until it reaches the border"). `square_to` is a line that this one
    stands on at right angles ("perpendicular to the coast"); `seaward` says that it leads out to sea.
    """

    start: Relation | None
    end: Relation | None
    span: Span
    via: tuple[Relation, ...] = ()
    follows: tuple[Anchor, ...] = ()
    shape: LineShape | None = None
    heading: Heading | None = None
    until: bool = False
    square_to: Anchor | None = None
    seaward: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Passes:
    """A line passes a place on one side of it: "5 km west of X", "leaving X to the north" (the line runs south)."""

    at: Relation
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Crosses:
    """A line crosses, runs through a place or another line."""

    ref: Anchor
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Separates:
    """A line separates places: each of `refs` lies on the other side from the next one."""

    refs: tuple[Anchor, ...]
    span: Span
