"""What claims say of a line → a sketch of it: its described points, the lines it follows, shape and heading.

Several descriptions of one line are joined: points that are said twice must share ground, what only one says is taken
over. Descriptions that can't hold of the same line are kept apart as rival readings, each with its own sketch. A line
that is said to be followed and that no base data hold is told by `unknown`: then no course may be drawn.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from deconflict_map.footprints.anchors import course_of_anchor
from deconflict_map.footprints.regions import meet
from deconflict_map.footprints.square import headed
from deconflict_map.footprints.tract import Path, Refusal, Tract, not_fixed, only_a_part
from deconflict_map.model.anchor import LINES
from deconflict_map.model.line_relation import AlongFeature, FromTo
from deconflict_map.model.relation import OneOf, OnFeature, Spanning, Within

if TYPE_CHECKING:
    from deconflict_map.footprints.rivers import Course
    from deconflict_map.footprints.tract import Case
    from deconflict_map.model.anchor import Anchor
    from deconflict_map.model.footprint import Uncertainty
    from deconflict_map.model.qualifier import LineShape
    from deconflict_map.model.relation import Relation
    from deconflict_map.units.heading import Heading


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A described point of a line: where it may be, and where in the words it stands."""

    tract: Tract
    at: int
    relation: Relation


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """A line that is followed, and where in the words it stands."""

    course: Course
    at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """A line as the words describe it; `relation` and `case` are those of its first description."""

    relation: FromTo
    case: Case
    start: Mark | None
    end: Mark | None
    via: tuple[Mark, ...]
    follows: tuple[Followed, ...]
    shape: LineShape | None
    heading: Heading | None
    until: bool
    notes: tuple[Uncertainty, ...] = ()
    unknown: str = ""
    ground: Tract | None = None

    @property
    def marks(self) -> tuple[Mark, ...]:
        """All described points in their order."""
        return tuple(mark for mark in (self.start, *self.via, self.end) if mark is not None)


def as_line(relation: Relation) -> FromTo | None:
    """The line that a relation describes: from one point to another, along a feature, or along it between places."""
    match relation:
        case FromTo():
            return relation
        case AlongFeature():
            return FromTo(start=relation.start, end=relation.end, follows=(relation.ref,), span=relation.span)
        case OnFeature():
            return FromTo(start=None, end=None, follows=(relation.ref,), span=relation.span)
        case Spanning(of=of, ends=(first, *_, last)):
            line = as_line(of)
            whole = line is not None and line.start is None and line.end is None
            return replace(line, start=first, end=last) if line is not None and whole else None
        case _:
            return None


def rivals(relation: Relation) -> tuple[FromTo, ...]:
    """The lines among rival readings of the same words; one where there are no rivals, none where it's no line."""
    if isinstance(relation, OneOf):
        lines = [as_line(reading) for reading in relation.readings]
        return tuple(line for line in lines if line is not None) if all(lines) else ()
    line = as_line(relation)
    return () if line is None else (line,)


def sketched(relation: FromTo, case: Case) -> Sketch:
    """One description; what of it can't be placed is told in `notes`, or in `unknown` where it decides the course."""
    notes: list[Uncertainty] = []
    unknown, ground = "", None
    follows: list[Followed] = []
    for anchor in relation.follows:
        course = course_of_anchor(anchor, case)
        if isinstance(course, Refusal):
            name = case.scene.atlas.name(anchor)
            unknown = f"the line is said to follow “{name}”, whose course isn't known: {course.reason}"
            ground = _ground_of(anchor, case)
        else:
            follows.append(Followed(course=course, at=anchor.span.start))
    marks: dict[str, Mark] = {}
    for name, point in (("start", relation.start), ("end", relation.end)):
        mark = None if point is None else _mark(point, case, notes)
        if mark is not None:
            marks[name] = mark
        elif point is not None and (name == "start" or relation.heading is None):
            unknown = unknown or f"the {name} of the line is said, but {notes[-1].text}"
    first = marks.get("start")
    square = headed(relation, None if first is None else first.tract, case)
    if isinstance(square, Refusal):
        unknown = unknown or f"the line leads out at right angles, but {square.reason}"
    else:
        relation = square
    via = tuple(mark for point in relation.via if (mark := _passed(point, case, notes)) is not None)
    return Sketch(
        relation=relation,
        case=case,
        start=marks.get("start"),
        end=marks.get("end"),
        via=via,
        follows=tuple(follows),
        shape=relation.shape,
        heading=relation.heading,
        until=relation.until,
        notes=tuple(notes),
        unknown=unknown,
        ground=ground,
    )


def together(first: Sketch, second: Sketch) -> Sketch | None:
    """Both descriptions of one line, or `None` where they contradict each other."""
    for other in (second, replace(second, start=second.end, end=second.start)):
        start, end = _both(first.start, other.start), _both(first.end, other.end)
        if isinstance(start, Refusal) or isinstance(end, Refusal):
            continue
        return replace(
            first,
            start=start,
            end=end,
            via=(*first.via, *other.via),
            follows=first.follows or other.follows,
            shape=first.shape or other.shape,
            heading=first.heading or other.heading,
            until=first.until or other.until,
            notes=(*first.notes, *other.notes),
            unknown=first.unknown or other.unknown,
            ground=first.ground or other.ground,
        )
    return None


def described_point(relation: Relation, case: Case) -> Tract | Refusal:
    """Where a described point of a line may be; of a line it is the reach that the context leaves."""
    match relation:
        case Within(ref=ref) if isinstance(ref, LINES):
            found = case.tract(OnFeature(ref=ref, span=relation.span))
        case _:
            found = case.tract(relation)
    if isinstance(relation, Within | OnFeature) and isinstance(found, Tract) and found.path is None:
        return _with_path(found, relation.ref, case)
    return found


def _with_path(found: Tract, ref: Anchor, case: Case) -> Tract:
    """A point on a line keeps to it, however its ground was worked out."""
    course = course_of_anchor(ref, case)
    if isinstance(course, Refusal):
        return found
    support = course.line.intersection(found.region.support)
    likely = course.line.intersection(found.region.likely)
    name = course.name or case.scene.atlas.name(ref)
    path = Path(likely=likely, support=support, whole=course.line, name=name, error_m=course.error_m)
    return found if support.is_empty else replace(found, path=path)


def _mark(relation: Relation, case: Case, notes: list[Uncertainty]) -> Mark | None:
    found = described_point(relation, case)
    if isinstance(found, Refusal):
        notes.append(not_fixed(None, f"“{case.scene.atlas.quote(relation.span)}” isn't placed: {found.reason}"))
        return None
    return Mark(tract=found, at=relation.span.start, relation=relation)


def _passed(relation: Relation, case: Case, notes: list[Uncertainty]) -> Mark | None:
    """A point on the way; without one that isn't known the course is another one than the words mean."""
    mark = _mark(relation, case, notes)
    if mark is None:
        notes.append(only_a_part(f"the line is said to pass a point more; {notes.pop().text}"))
    return mark


def _ground_of(anchor: Anchor, case: Case) -> Tract | None:
    found = case.tract(OnFeature(ref=anchor, span=anchor.span))
    return found if isinstance(found, Tract) else None


def _both(first: Mark | None, second: Mark | None) -> Mark | Refusal | None:
    if first is None or second is None:
        return first or second
    one, other = first.tract, second.tract
    region = meet(one.region, other.region)
    if region.is_empty:
        return Refusal(reason="the two share no ground")
    tract = Tract(
        region=region,
        steps=(*one.steps, *other.steps),
        uncertainty=tuple(dict.fromkeys((*one.uncertainty, *other.uncertainty))),
        path=one.path or other.path,
        why_not=one.why_not or other.why_not,
        what_would_change=tuple(dict.fromkeys((*one.what_would_change, *other.what_would_change))),
    )
    return replace(first, tract=tract)
