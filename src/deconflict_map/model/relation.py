"""Spatial relations: a small tree of frozen values that says what the words say, before any geometry.

Leaves refer to places by the index of the toponym in the article, so that a relation whose place stayed unresolved
can still be kept and shown. Azimuths are degrees clockwise from north. Every node keeps the span of its words.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from deconflict_map.model.article import Span
    from deconflict_map.units.heading import Heading
    from deconflict_map.units.share import Share


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRef:
    """A reference place: the toponym (index into the article's toponyms) whose place is meant.

    `wants` is the feature word that stands with the name ("city", "province", "valley"), or empty. `span` holds the
    referring words; with `anaphor` set they stand elsewhere than the toponym ("the river", "the east side").
    """

    toponym: int
    span: Span
    wants: str = ""
    anaphor: bool = False


class Part(StrEnum):
    """A part of a region that isn't a compass part."""

    CENTRE = "centre"
    UPPER = "upper"
    MIDDLE = "middle"
    LOWER = "lower"


@dataclass(frozen=True, slots=True, kw_only=True)
class Within:
    """In, inside, within, at a place."""

    ref: PlaceRef
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class PartOf:
    """A part of a region: "eastern Syria", "the middle Euphrates"."""

    ref: PlaceRef
    part: Part | Heading
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """Near, close to, in the vicinity of, outside a place."""

    ref: PlaceRef
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """A place and its surroundings."""

    ref: PlaceRef
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectionOf:
    """In a direction from a place that isn't a line: "southwest of Tabqa"."""

    ref: PlaceRef
    heading: Heading
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class SideOf:
    """On a compass side of a river or another line: "east of the Euphrates", "the west bank of …"."""

    ref: PlaceRef
    heading: Heading
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class OnFeature:
    """On a line, anywhere along it: "a point on the Euphrates"."""

    ref: PlaceRef
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class BorderSide:
    """On a country's side of its border; `other` is the country across it, if the words say which."""

    ref: PlaceRef
    other: PlaceRef | None
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class AlongTowards:
    """A movement or zone along a feature, possibly with a heading and a target that it needn't reach."""

    along: PlaceRef | None
    heading: Heading | None
    towards: PlaceRef | None
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareOf:
    """A share of a region, which one isn't said: "much of the valley"."""

    ref: PlaceRef
    share: Share
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class FromTo:
    """A line from one described point to another."""

    start: Relation
    end: Relation
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class NotInto:
    """Doesn't extend into, stops short of: no part of the located object lies in the place."""

    ref: PlaceRef
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class AllOf:
    """Several relations that hold together: "east of the river, near the city"."""

    parts: tuple[Relation, ...]
    span: Span


Relation = (
    Within
    | PartOf
    | Near
    | Around
    | DirectionOf
    | SideOf
    | OnFeature
    | BorderSide
    | AlongTowards
    | ShareOf
    | FromTo
    | NotInto
    | AllOf
)


def references(relation: Relation) -> tuple[PlaceRef, ...]:
    """All reference places of a relation, in the order of the words."""
    match relation:
        case FromTo(start=start, end=end):
            return (*references(start), *references(end))
        case AllOf(parts=parts):
            return tuple(ref for part in parts for ref in references(part))
        case BorderSide(ref=ref, other=other):
            return (ref,) if other is None else (ref, other)
        case AlongTowards(along=along, towards=towards):
            return tuple(ref for ref in (along, towards) if ref is not None)
        case _:
            return (relation.ref,)
