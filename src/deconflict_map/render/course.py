"""A line's relations → how its course is known, which decides its dashes.

After the dashes of FGDC-STD-013-2006 for lines on geologic maps: solid where it follows a feature of the base map, long
dashes where a rule that the words give draws it, short dashes where it is inferred. What only keeps a line off a place
or leads it past one doesn't say how its course is known. Refuses nothing; in doubt a course is inferred.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from deconflict_map.model.anchor import (
    BorderRef,
    ChordRef,
    CoastRef,
    EdgeRef,
    MeridianRef,
    ParallelRef,
    PlaceRef,
    PositionRef,
)
from deconflict_map.model.line_relation import AlongFeature, AlongTowards, FromTo
from deconflict_map.model.qualifier import LineShape
from deconflict_map.model.relation import AllOf, AnyOf, AtDistance, OneOf, OnFeature, ShareOf, Spanning

if TYPE_CHECKING:
    from collections.abc import Iterable

    from deconflict_map.model.anchor import Anchor
    from deconflict_map.model.footprint import Footprint
    from deconflict_map.model.reading import Reading
    from deconflict_map.model.relation import Relation


class Course(StrEnum):
    """How the course of a line is known, surest first; the classes of the page's style sheet and rows of its legend."""

    FOLLOWS = "follows"
    RULED = "ruled"
    INFERRED = "inferred"


_SUREST = tuple(Course)


def course_of(footprint: Footprint, reading: Reading) -> Course | None:
    """How the course of a line is known, by its leading claim; `None` for what isn't a line."""
    if footprint.ensemble is None or not footprint.claims:
        return None
    return _course(reading.claims[footprint.claims[0] - 1].relation)


def _course(relation: Relation) -> Course:
    match relation:
        case AlongFeature(ref=ref) | OnFeature(ref=ref) | ShareOf(ref=ref) | AlongTowards(along=ref) if ref is not None:
            found = _of_anchor(ref)
        case AtDistance():
            found = Course.RULED
        case FromTo(follows=(_, *_) as follows):
            found = _least(_of_anchor(ref) for ref in follows)
        case FromTo(shape=LineShape.STRAIGHT):
            found = Course.RULED
        case Spanning(of=of):
            found = _course(of)
        case AllOf(parts=parts):
            found = min((_course(part) for part in parts), key=_SUREST.index)
        case AnyOf(parts=parts) | OneOf(readings=parts):
            found = _least(_course(part) for part in parts)
        case _:
            found = Course.INFERRED
    return found


def _least(courses: Iterable[Course]) -> Course:
    """What is true of all of them."""
    return max(courses, key=_SUREST.index)


def _of_anchor(ref: Anchor) -> Course:
    """Rivers, borders and coasts lie in the base map and parallels are ruled; roads and fronts are nowhere."""
    match ref:
        case PlaceRef() | BorderRef() | CoastRef() | EdgeRef():
            return Course.FOLLOWS
        case ParallelRef() | MeridianRef() | ChordRef() | PositionRef():
            return Course.RULED
        case _:
            return Course.INFERRED
