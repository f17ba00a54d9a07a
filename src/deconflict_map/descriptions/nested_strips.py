"""Strips and circles that other words complete: one left out of another, and a width round a place."""

from __future__ import annotations

from dataclasses import replace
from math import hypot, pi, sqrt
from typing import TYPE_CHECKING

from deconflict_map.descriptions.context import joined
from deconflict_map.descriptions.elements import (
    Along,
    Cut,
    Element,
    Ground,
    Head,
    Named,
    Sided,
    Start,
    Stop,
    Via,
    Width,
)
from deconflict_map.model.anchor import ChordRef, Described, MeridianRef, ParallelRef, PlaceRef
from deconflict_map.model.qualifier import Closeness, WidthKind
from deconflict_map.model.relation import (
    AllOf,
    AnyOf,
    Around,
    AtDistance,
    DirectionOf,
    Near,
    Offset,
    Relation,
    SideOf,
    Spanning,
    Strip,
    Within,
    WithinDistance,
)
from deconflict_map.units.length import Bound

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from deconflict_map.descriptions.context import Context
    from deconflict_map.model.anchor import Anchor
    from deconflict_map.units.length import Length

_TO_THE_SIDES = frozenset({90.0, 270.0})
_FROM_THE_COAST = frozenset({WidthKind.UNSPECIFIED, WidthKind.TOTAL, WidthKind.DEPTH})


def within(inner: Relation, outer: Relation) -> Relation:
    """A strip left out of another one: it lies along the same line, on the same side, unless it says otherwise."""
    whole = _strip_in(outer)
    return inner if whole is None else _completed(inner, whole)


def _completed(inner: Relation, whole: Strip) -> Relation:
    match inner:
        case Strip(ref=ChordRef(points=points)):
            side = inner.side if inner.side is not None else whole.side
            cut = replace(inner, ref=whole.ref, side=side, inwards=whole.inwards)
            ends = tuple(Within(ref=point, span=point.span) for point in points)
            return Spanning(of=cut, ends=ends, span=inner.span)
        case Spanning():
            return replace(inner, of=_completed(inner.of, whole))
        case AllOf():
            return replace(inner, parts=tuple(_completed(part, whole) for part in inner.parts))
        case _:
            return inner


def _strip_in(relation: Relation) -> Strip | None:
    match relation:
        case Strip():
            return relation
        case Spanning():
            return _strip_in(relation.of)
        case AllOf():
            return next((found for part in relation.parts if (found := _strip_in(part)) is not None), None)
        case _:
            return None


def circle_of(context: Context, found: Sequence[Element]) -> tuple[Relation, tuple[Element, ...]] | None:
    """Reads "a 10 km zone around X" and "a 12-mile zone off X": how wide it is, is how far it reaches from the place.

    Off a coast any width is counted from it; round a place, and from it on, only one whose meaning isn't said; a radius
    is counted from whatever the zone is over or in.
    """
    widths = [one for one in found if isinstance(one, Width)]
    if len(widths) != 1 or any(isinstance(one, Along | Sided) for one in found):
        return None
    width, centres = widths[0], _grounds(found, _is_off)
    offshore = bool(centres) and (width.kind in _FROM_THE_COAST)
    if not offshore:
        if width.kind is not WidthKind.UNSPECIFIED and width.other is None:
            return None
        around = _grounds(found, _is_around) or _counted_from(found)
        centres = around or (_grounds(found, _is_within) if width.is_radius else [])
    if not centres and not offshore:
        return _about_a_point(context, found, width)
    if len(centres) != 1:
        return None
    refs = [part.ref for part in _all(centres[0]) if isinstance(part, Around | Near | Within)]
    if not refs or (not offshore and any(context.is_line(ref) for ref in refs)):
        return None
    span = joined(width.span, centres[0].span)
    reach = _reach(width)
    circles = tuple(WithinDistance(ref=ref, distance=reach, span=span) for ref in refs)
    circle = circles[0] if len(circles) == 1 else AnyOf(parts=circles, span=span)
    return circle, (width, centres[0])


def _about_a_point(
    context: Context, found: Sequence[Element], width: Width
) -> tuple[Relation, tuple[Element, ...]] | None:
    """Reads "a 10 km exclusion zone 30 km north of X": so far about the point that the other words tell."""
    zoned = any(isinstance(one, Head) and one.sort == "zone" for one in found)
    points = [
        one
        for one in found
        if isinstance(one, Ground) and isinstance(one.relation, Offset | AtDistance) and not _is_of_line(context, one)
    ]
    if not zoned or len(points) != 1:
        return None
    point = points[0]
    at = Described(at=point.relation, span=point.span)
    whole = joined(width.span, point.span)
    return WithinDistance(ref=at, distance=width.length, span=whole), (width, point)


def _is_of_line(context: Context, ground: Ground) -> bool:
    relation = ground.relation
    return isinstance(relation, Offset | AtDistance) and context.is_line(relation.ref)


def _counted_from(found: Sequence[Element]) -> list[Ground | Named | Start]:
    """The place from which a width is counted, where no line goes on from there: "a zone of 20 km from X"."""
    starts = [one for one in found if isinstance(one, Start)]
    return [] if any(isinstance(one, Stop | Cut | Via) for one in found) else [*starts]


def half_circle(context: Context, found: Sequence[Element]) -> tuple[Relation, tuple[Element, ...]] | None:
    """Reads "a semicircle of 30 km north of X": how far it reaches from X, on that side of it.

    Of the four winds that side ends at the parallel or meridian of X, of others at the cone of the direction.
    """
    head = next((one for one in found if isinstance(one, Head)), None)
    widths = [one for one in found if isinstance(one, Width)]
    ways = [one for one in found if isinstance(one, Ground) and isinstance(one.relation, DirectionOf)]
    if head is None or len(widths) != 1 or len(ways) != 1 or not context.is_half_circle(head.word):
        return None
    way = ways[0].relation
    if not isinstance(way, DirectionOf):
        return None
    span = joined(widths[0].span, ways[0].span)
    disc = WithinDistance(ref=way.ref, distance=widths[0].length, span=span)
    return AllOf(parts=(disc, _half_plane(way)), span=span), (widths[0], ways[0])


def _half_plane(way: DirectionOf) -> Relation:
    if not isinstance(way.ref, PlaceRef) or not way.heading.is_cardinal:
        return way
    across: Anchor = ParallelRef(lat=None, precision_deg=0.0, span=way.ref.span, place=way.ref)
    if way.heading.azimuth_deg in _TO_THE_SIDES:
        across = MeridianRef(lon=None, precision_deg=0.0, span=way.ref.span, place=way.ref)
    return SideOf(ref=across, heading=way.heading, span=way.span)


def _grounds(found: Sequence[Element], fits: Callable[[Relation], bool]) -> list[Ground | Named | Start]:
    """The grounds all of whose relations are of a kind."""
    return [one for one in found if isinstance(one, Ground | Named) and all(fits(part) for part in _all(one))]


def _is_around(relation: Relation) -> bool:
    return isinstance(relation, Around)


def _is_within(relation: Relation) -> bool:
    return isinstance(relation, Within)


def _is_off(relation: Relation) -> bool:
    return isinstance(relation, Near) and relation.closeness is Closeness.OFF


def _reach(width: Width) -> Length:
    """How far a zone round a place reaches: as the number says, or of "30 km by 20 km" from a side to a corner."""
    other = width.other
    if other is None:
        return width.length
    least, most = width.length.metres / 2, hypot(width.length.metres, other.metres) / 2
    middle = sqrt(width.length.metres * other.metres / pi)  # the circle of the same area
    return replace(width.length, metres=middle, least_m=least, most_m=most, bound=Bound.RANGE)


def _all(ground: Ground | Named | Start) -> tuple[Relation, ...]:
    """The ground's relation, or each of several that are meant together."""
    return ground.relation.parts if isinstance(ground.relation, AnyOf) else (ground.relation,)
