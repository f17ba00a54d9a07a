"""The elements of a line or way → a `FromTo`, an `AlongFeature` or an `AlongTowards`.

Points are passed in the order of the words; what stands right behind a point ("near Uri") narrows that point. A line
whose last words are a direction ("and thence north") has an open end.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from deconflict_map.descriptions.anchors import at
from deconflict_map.descriptions.context import UnfollowedError, joined
from deconflict_map.descriptions.elements import (
    Afloat,
    Along,
    Cut,
    Element,
    Ground,
    Head,
    InPart,
    Item,
    Joint,
    Named,
    Shape,
    Square,
    Start,
    Stop,
    Towards,
    Turn,
    Via,
)
from deconflict_map.descriptions.graticule import half_planes
from deconflict_map.model.anchor import CoastRef, JunctionKind, JunctionRef, ObjectRef
from deconflict_map.model.line_relation import AlongFeature, AlongTowards, Crosses, FromTo
from deconflict_map.model.qualifier import LineShape
from deconflict_map.model.relation import AllOf, AnyOf, Around, Between, Near, OnFeature, Relation, SideOf, Within

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deconflict_map.descriptions.context import Context
    from deconflict_map.model.anchor import Anchor
    from deconflict_map.model.article import Span
    from deconflict_map.units.heading import Heading

_PATH = (Start, Via, Along, Towards, Turn, Square)
_NARROWING = (Near, Around, Within, OnFeature, SideOf)


@dataclass(slots=True)
class _Course:
    """What the items say of a line, gathered from left to right."""

    start: Relation | None = None
    points: list[Relation] = field(default_factory=list)
    follows: list[Anchor] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    towards: Anchor | None = None
    shape: LineShape | None = None
    until: bool = False
    open_end: bool = False
    ends_at_point: bool = False
    square: Square | None = None
    seaward: bool = False
    taken: list[Element] = field(default_factory=list)


def is_course(found: Sequence[Element]) -> bool:
    """Whether elements describe a line or way."""
    if any(isinstance(one, _PATH) for one in found):
        return True
    head = next((one for one in found if isinstance(one, Head)), None)
    line = head is not None and head.sort == "line"
    return line and any(isinstance(one, Stop) or (isinstance(one, Cut) and _is_way(one)) for one in found)


def _is_way(cut: Cut) -> bool:
    """Whether "between A and B" can be from A to B."""
    return len(cut.refs) == 2 and not cut.midway and not cut.covers


def course(context: Context, row: Sequence[Item]) -> tuple[Relation, tuple[Element, ...]]:
    """The line or way that items describe, and which of them say it.

    Raises:
        UnfollowedError: They name no point and nothing to follow.
    """
    found = _Course()
    for item in row:
        _gather(context, found, item, row)
    elements = [item.element for item in row]
    span = _span(elements, found)
    relation = _built(found, elements, span)
    return relation, tuple(found.taken)


def _gather(context: Context, found: _Course, item: Item, row: Sequence[Item]) -> None:
    one = item.element
    match one:
        case Start() | Stop() | Via():
            _pass(context, found, one, item.joint)
        case Along() | Turn() | Towards() | Shape() | Square():
            _lead(found, one)
        case Afloat() | InPart():
            pass
        case Cut() if found.start is None and _is_way(one) and _has_course(row):
            found.start = at(context, one.refs[0])
            found.points.append(at(context, one.refs[1]))
            found.ends_at_point = True
        case Ground() if _narrows(one, item, row):
            _narrow(found, one.relation)
        case _:
            return
    found.taken.append(one)


def _pass(context: Context, found: _Course, one: Start | Stop | Via, joint: Joint) -> None:
    """A point that the line starts at, passes or reaches."""
    match one:
        case Start() if found.start is None:
            found.start = one.relation
        case Start():
            found.points.append(one.relation)
        case Stop() if isinstance(one.ref, ObjectRef) and found.open_end:
            # "north to the glaciers": no place of that kind is named, so only the direction is known.
            quote = context.passage.article.quote(one.span)
            context.notes.append(f"“{quote}” names no place; the end of the line stays open")
        case Stop():
            found.points.append(one.relation)
            found.until, found.ends_at_point, found.open_end = one.until, True, False
        case Via() if found.ends_at_point and joint is not Joint.THEN:  # "from A to B via C"
            found.points[-1:-1] = one.relations
        case Via():
            found.points += one.relations
            found.ends_at_point = False


def _lead(found: _Course, one: Along | Turn | Towards | Shape | Square) -> None:
    """What the line follows, and where it heads."""
    match one:
        case Along():
            found.follows += one.refs
            found.open_end = False
        case Turn():
            found.headings.append(one.heading)
            found.open_end = True
        case Towards():
            found.towards = one.ref
        case Shape():
            found.shape = found.shape or one.shape
        case Square():
            found.square = one if found.square is None or found.square.ref is None else found.square
            found.shape = found.shape or (LineShape.STRAIGHT if one.ref is not None else None)
            found.seaward = found.seaward or one.ref is None or isinstance(one.ref, CoastRef)
            found.open_end = True


def _has_course(row: Sequence[Item]) -> bool:
    """Whether a line or something to follow is spoken of, so that "between A and B" says where it begins and ends."""
    return any(
        isinstance(item.element, Along) or (isinstance(item.element, Head) and item.element.sort == "line")
        for item in row
    )


def _narrows(ground: Ground, item: Item, row: Sequence[Item]) -> bool:
    """Whether a ground stands right behind a point of the line, and so belongs to it."""
    place = next(index for index, one in enumerate(row) if one.element is ground)
    before = row[place - 1].element if place else None
    return (
        item.joint is Joint.NONE
        and isinstance(before, Start | Stop | Via | Ground)
        and isinstance(ground.relation, _NARROWING)
        and (not isinstance(before, Ground) or _narrows(before, row[place - 1], row))
    )


def _narrow(found: _Course, relation: Relation) -> None:
    if found.points:
        found.points[-1] = _both(found.points[-1], relation)
    elif found.start is not None:
        found.start = _both(found.start, relation)


def _both(one: Relation, other: Relation) -> Relation:
    parts = (*one.parts, other) if isinstance(one, AllOf) else (one, other)
    return AllOf(parts=parts, span=joined(one.span, other.span))


def _built(found: _Course, elements: Sequence[Element], span: Span) -> Relation:
    if found.start is None and not found.points and found.square is not None:
        return _standing(found, span, elements)
    if found.start is None and not found.points:
        return _way(found, span)
    if found.start is None and not found.follows and not found.ends_at_point:
        return _crossed(found, span)
    leads = next((one for one in elements if isinstance(one, Along | Start)), None)
    is_line = _calls_it_a_line(elements)
    simple = len(found.follows) == 1 and len(found.points) <= 1 and not found.open_end and not found.towards
    simple = simple and found.square is None
    if isinstance(leads, Along) and simple and not is_line and not found.headings:
        end = found.points[0] if found.points else None
        return AlongFeature(ref=found.follows[0], start=found.start, end=end, span=span)
    ends = found.ends_at_point and not (found.open_end and found.points)
    points = tuple(_flat(found.points))
    relation = FromTo(
        start=_at_the_coast(found),
        end=points[-1] if ends and points else None,
        via=points[:-1] if ends else points,
        follows=tuple(found.follows),
        shape=found.shape,
        heading=found.headings[-1 if found.open_end else 0] if found.headings else None,
        until=found.until and ends,
        square_to=None if found.square is None else found.square.ref,
        seaward=found.seaward,
        span=span,
    )
    if found.towards is None:
        return _between_ends(relation, elements) or relation
    way = AlongTowards(along=None, heading=None, towards=found.towards, span=span)
    return AllOf(parts=(relation, way), span=span)


def _calls_it_a_line(elements: Sequence[Element]) -> bool:
    """Whether the words call what they describe a line."""
    return any(isinstance(one, Head) and one.sort == "line" for one in elements)


def _between_ends(line: FromTo, elements: Sequence[Element]) -> Relation | None:
    """Reads "the waters from A to B": an area that nothing else describes lies between them; and boxes of degrees."""
    area = any(isinstance(one, Head) and one.sort == "zone" for one in elements)
    match line:
        case FromTo(start=Within(ref=start), end=Within(ref=end), via=(), follows=(), shape=None, heading=None) if area:
            return Between(refs=(start, end), midway=False, span=line.span)
        case FromTo(start=OnFeature(ref=start), end=OnFeature(ref=end), follows=()) if not _calls_it_a_line(elements):
            # "From 33° N to 34° N and 43° E to 45° E" is a box: no line ends just anywhere on a parallel.
            between = [one.ref for one in line.via if isinstance(one, OnFeature)]
            refs = (start, *between, end)
            return half_planes(refs, line.span) if len(between) == len(line.via) else None
        case _:
            return None


def _at_the_coast(found: _Course) -> Relation | None:
    """A line that leads out to sea from a border or river begins where that meets the coast."""
    if found.square is None or not found.seaward or not isinstance(found.start, OnFeature):
        return found.start
    coast, start = found.square.ref, found.start
    meeting = JunctionRef(kind=JunctionKind.MEETING, ref=start.ref, other=coast, span=start.span)
    return Within(ref=meeting, span=start.span)


def _standing(found: _Course, span: Span, elements: Sequence[Element]) -> Relation:
    """Reads "perpendicular to the coast at Aden": it starts where it stands on the line."""
    square = found.square
    grounds = [one for one in elements if isinstance(one, Ground | Named)]
    at_line = () if square is None or square.ref is None else (OnFeature(ref=square.ref, span=square.span),)
    if not grounds and not at_line:
        raise UnfollowedError("where it leads out to sea from isn't said")
    parts = (*at_line, *(one.relation for one in grounds))
    found.taken += grounds
    start = parts[0] if len(parts) == 1 else AllOf(parts=parts, span=span)
    ref = None if square is None else square.ref
    return FromTo(start=start, end=None, shape=found.shape, square_to=ref, seaward=found.seaward, span=span)


def _flat(points: Sequence[Relation]) -> list[Relation]:
    """Points that are named in one breath ("through A, B and C") are passed one after another."""
    return [part for point in points for part in (point.parts if isinstance(point, AnyOf) else (point,))]


def _way(found: _Course, span: Span) -> Relation:
    """A way along a line, in a direction, towards a place."""
    heading = found.headings[0] if found.headings else None
    if found.follows and heading is None and found.towards is None:
        parts = tuple(AlongFeature(ref=ref, start=None, end=None, span=span) for ref in found.follows)
        return parts[0] if len(parts) == 1 else AnyOf(parts=parts, span=span)
    if not found.follows and found.towards is None:
        raise UnfollowedError("a direction alone names no place")
    along = found.follows[0] if found.follows else None
    return AlongTowards(along=along, heading=heading, towards=found.towards, span=span)


def _crossed(found: _Course, span: Span) -> Relation:
    """Reads "through A and B" with nothing of where the line starts: it crosses both."""
    refs = [point.ref for point in _flat(found.points) if isinstance(point, Within | OnFeature)]
    if len(refs) < len(_flat(found.points)) or not refs:
        raise UnfollowedError("points are passed, but nothing tells where the line starts")
    parts = tuple(Crosses(ref=ref, span=span) for ref in refs)
    return parts[0] if len(parts) == 1 else AllOf(parts=parts, span=span)


def _span(elements: Sequence[Element], found: _Course) -> Span:
    spans = [one.span for one in elements if any(one is taken for taken in found.taken)]
    whole = spans[0]
    for span in spans[1:]:
        whole = joined(whole, span)
    return whole
