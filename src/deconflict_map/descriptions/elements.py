"""What one item of a description says, before the items are put together (`assembly`).

A description is a flat row of items: "a strip 30 km deep | along the border | on the Syrian side | between A and B".
Each becomes one of these values; only all of them together tell the relation.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from deconflict_map.model.anchor import Anchor, PlaceRef
    from deconflict_map.model.article import Span
    from deconflict_map.model.qualifier import Bank, LineShape, WidthKind
    from deconflict_map.model.relation import Relation
    from deconflict_map.units.heading import Heading
    from deconflict_map.units.length import Length


class Joint(StrEnum):
    """How an item is joined to the one before."""

    NONE = "none"
    COMMA = "comma"
    AND = "and"
    THEN = "then"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """Ground that a relation of its own describes: "near A", "north of the river".

    `lists` says that several such grounds side by side are meant together, as places are, not each as a condition.
    """

    relation: Relation
    span: Span
    lists: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Places named without a preposition: the ground that is spoken of, or the first word on it."""

    relation: Relation
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The noun of what is described; `word` is its index in the passage, `sort` line, zone, strip or point.

    `owner` is whose it is said to be ("a Turkish buffer zone").
    """

    sort: str
    word: int
    span: Span
    owner: PlaceRef | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Width:
    """A width or depth; what it lies on or reaches into may be said with it."""

    length: Length
    kind: WidthKind
    span: Span
    line: Anchor | None = None
    side: Anchor | Heading | Bank | None = None
    other: Length | None = None
    """The second length of "30 km by 480 km", the longer one."""
    is_radius: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sided:
    """A side that the widths before or after it lie on: "to the north", "into Iraq", "on each side of the line"."""

    side: Anchor | Heading | None
    line: Anchor | None
    span: Span
    both: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Along:
    """What the described thing runs along, each in its order."""

    refs: tuple[Anchor, ...]
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """Where a line starts, or what a depth is counted from."""

    ref: Anchor
    relation: Relation
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """A point that a line reaches. `until` says that it ends there at the latest; `bound` that a zone does."""

    ref: Anchor
    relation: Relation
    span: Span
    until: bool = False
    bound: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Via:
    """Points that a line passes through, in their order."""

    relations: tuple[Relation, ...]
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Towards:
    """Where something heads, without reaching it."""

    ref: Anchor
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A direction in which a line goes on."""

    heading: Heading
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What a line looks like."""

    shape: LineShape
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Square:
    """A line that the described one stands on at right angles, or (`ref` is `None`) out to sea from where it starts."""

    ref: Anchor | None
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Equally:
    """Both sides go back equally far: what is said to lie between them is a width in all."""

    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Back:
    """Forces go back: so far as they do, the ground beside the line is meant."""

    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Parallel:
    """A line that the described one runs parallel to; how far beside it, other elements say."""

    ref: Anchor
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class InPart:
    """In which part of the whole line what stands before it holds: "20 km in the west and 40 km in the east"."""

    heading: Heading
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Afloat:
    """At sea, or on land."""

    on_land: bool
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """Places between which, or from which to which, a strip is meant: "between A and B", "covering A and B"."""

    refs: tuple[Anchor, ...]
    span: Span
    midway: bool = False
    covers: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class But:
    """What is left out."""

    relations: tuple[Relation, ...]
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """All of a region without what the rest of the text takes."""

    refs: tuple[Anchor, ...]
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """Words that were read and change nothing that is drawn; `map_kind` tells whether they speak of a map."""

    span: Span
    map_kind: str = ""


Element = (
    Ground
    | Named
    | Head
    | Width
    | Sided
    | Along
    | Start
    | Stop
    | Via
    | Towards
    | Turn
    | Shape
    | Square
    | Equally
    | Back
    | Afloat
    | InPart
    | Parallel
    | Cut
    | But
    | Rest
    | Skipped
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An element and how it is joined to the one before."""

    element: Element
    joint: Joint
    refers_back: bool = False
    """Whether its words hold a pronoun ("it") that stands for what was said before."""
