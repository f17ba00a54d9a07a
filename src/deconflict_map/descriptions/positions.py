"""A positional item of the parse tree → its relation: in, on, near, so far from, in a direction of, upstream of.

Whether "north of X" is a side of a line or a direction from a place depends on what X is. Several places behind one
preposition are several grounds that are meant together.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from deconflict_map.descriptions import ways
from deconflict_map.descriptions.anchors import anchors, at, parallel
from deconflict_map.descriptions.context import flat, nodes, token, tokens
from deconflict_map.descriptions.graticule import half_planes
from deconflict_map.descriptions.lexeme import Lexeme
from deconflict_map.model.anchor import BorderRef, CoastRef, Described, EdgeRef, PlaceRef, RoadRef
from deconflict_map.model.place import PlaceKind
from deconflict_map.model.qualifier import Bank, Closeness, Part, Way, WidthKind
from deconflict_map.model.relation import (
    AllOf,
    AnyOf,
    Around,
    AtDistance,
    AtSea,
    BankOf,
    Between,
    Corners,
    DirectionOf,
    Except,
    Leg,
    Near,
    Not,
    Offset,
    OnFeature,
    Opposite,
    Own,
    PartOf,
    Ring,
    SideOf,
    Strip,
    Within,
    WithinDistance,
)
from deconflict_map.units.heading import opposite, parse_heading
from deconflict_map.units.length import Bound

if TYPE_CHECKING:
    from collections.abc import Callable

    from deconflict_map.descriptions.automaton import Node
    from deconflict_map.descriptions.context import Context
    from deconflict_map.model.anchor import Anchor
    from deconflict_map.model.article import Span
    from deconflict_map.model.relation import Relation
    from deconflict_map.units.heading import Heading
    from deconflict_map.units.length import Length

_OF_BOTH = (WithinDistance, AtDistance, DirectionOf, SideOf)  # "within 5 km of both A and B"
_TOWNS = frozenset({PlaceKind.POPULATED, PlaceKind.STRUCTURE})


def relation(context: Context, node: Node) -> Relation:
    """The relation of a positional item."""
    return _READERS[node.rule](context, node)


def any_at(context: Context, node: Node) -> Relation:
    """Being at each of the anchors of a `refs` node."""
    return _each(context, node, lambda ref, _: at(context, ref))


def direction_from(context: Context, ref: Anchor, heading: Heading, span: Span, *, due: bool = False) -> Relation:
    """In a direction of an anchor: of a line its side, of anything else the ground in that direction."""
    match ref:
        case Described(at=AllOf(parts=(AtDistance(ref=line, distance=length), SideOf(heading=aside)))):
            return _beyond(line, length, aside, heading, span)
    if context.is_line(ref):
        return SideOf(ref=ref, heading=heading, span=span)
    return DirectionOf(ref=ref, heading=heading, span=span, due=due)


def _beyond(line: Anchor, length: Length, aside: Heading, heading: Heading, span: Span) -> Relation:
    """On a side of a line that lies so far beside another one ("west of a line 50 km east of the Rhine")."""
    side = SideOf(ref=line, heading=heading, span=span)
    strip = Strip(ref=line, width=length, kind=WidthKind.DEPTH, side=aside, span=span)
    if heading == aside:
        return Except(of=side, but=(strip,), span=span)
    return AnyOf(parts=(side, strip), span=span)


def _each(context: Context, node: Node, build: Callable[[Anchor, Span], Relation]) -> Relation:
    """The relation that `build` gives for each anchor of a `refs` node, together."""
    refs = anchors(context, node)
    if len(refs) == 1:
        return build(refs[0], refs[0].span)
    built = [build(ref, ref.span) for ref in refs]
    if context.words(node).startswith("both ") and all(isinstance(one, _OF_BOTH) for one in built):
        return AllOf(parts=tuple(built), span=context.span(node))
    parts = tuple(part for one in built for part in (one.parts if isinstance(one, AnyOf) else (one,)))
    return AnyOf(parts=parts, span=context.span(node))


def _spanned(context: Context, node: Node, found: Relation) -> Relation:
    """The relation with the span of all its words, the preposition among them."""
    return replace(found, span=context.span(node))


def _simple(
    build: Callable[[Anchor, Span], Relation],
) -> Callable[[Context, Node], Relation]:
    def read(context: Context, node: Node) -> Relation:
        return _spanned(context, node, _each(context, nodes(node)[0], build))

    return read


def _within(context: Context, node: Node) -> Relation:
    return _spanned(context, node, any_at(context, nodes(node)[0]))


def _inside(context: Context, node: Node) -> Relation:
    def build(ref: Anchor, span: Span) -> Relation:
        if isinstance(ref, EdgeRef):
            return Within(ref=ref.ref, span=span)
        return ref.at if isinstance(ref, Described) else Within(ref=ref, span=span)

    return _spanned(context, node, _each(context, nodes(node)[0], build))


def _near(context: Context, node: Node) -> Relation:
    closeness = Closeness(tokens(node, "NEAR")[0].key)
    return _simple(lambda ref, span: Near(ref=ref, span=span, closeness=closeness))(context, node)


def _outside(context: Context, node: Node) -> Relation:
    """Outside a town is near it, in the news; outside of a country or zone is all the rest."""

    def build(ref: Anchor, span: Span) -> Relation:
        place = context.place(ref)
        if place is not None and place.kind in _TOWNS and isinstance(ref, PlaceRef):
            return Near(ref=ref, span=span, closeness=Closeness.OUTSIDE)
        inner = ref.at if isinstance(ref, Described) else Within(ref=ref, span=span)
        return Not(of=inner, span=span)

    return _simple(build)(context, node)


def _opposite(context: Context, node: Node) -> Relation:
    refs = [context.anchor(one) for one in nodes(node)]
    return Opposite(ref=refs[0], across=refs[1] if len(refs) > 1 else None, span=context.span(node))


def _direction_of(context: Context, node: Node) -> Relation:
    heading, due = context.heading(tokens(node, "DIRECTION")[0]), token(node, "DUE") is not None

    def build(ref: Anchor, span: Span) -> Relation:
        return direction_from(context, ref, heading, span, due=due)

    return _simple(build)(context, node)


def _directions(context: Context, node: Node) -> Relation:
    """Reads "north and west of X": the ground on either side."""
    headings = [context.heading(one) for one in tokens(node, "DIRECTION")]

    def build(ref: Anchor, span: Span) -> Relation:
        return AnyOf(parts=tuple(direction_from(context, ref, one, span) for one in headings), span=span)

    return _simple(build)(context, node)


def _midway_along(context: Context, node: Node) -> Relation:
    ref, span = context.anchor(nodes(node)[0]), context.span(node)
    if isinstance(ref, RoadRef) and len(ref.ends) > 1:
        half = Between(refs=ref.ends, midway=True, span=span)
        return AllOf(parts=(OnFeature(ref=ref, span=ref.span), half), span=span)
    return PartOf(ref=ref, part=Part.MIDDLE, span=span)


def _sector(context: Context, node: Node) -> Relation:
    first, second = (context.heading(one) for one in tokens(node, "DIRECTION"))
    ref = context.anchor(nodes(node)[0])
    return DirectionOf(ref=ref, heading=first, until=second, span=context.span(node))


def _length(node: Node) -> Length:
    found = tokens(node, "LENGTH")[0].length
    if found is None:
        raise AssertionError(node.rule)  # a LENGTH always has its value
    return found


def _within_distance(context: Context, node: Node) -> Relation:
    length = _length(node)

    def build(ref: Anchor, span: Span) -> Relation:
        return WithinDistance(ref=ref, distance=length, span=span)

    return _simple(build)(context, node)


def _within_diameter(context: Context, node: Node) -> Relation:
    """A circle by its diameter: half of it is how far it reaches."""
    whole = _length(node)
    halves = {name: getattr(whole, name) / 2 for name in ("metres", "least_m", "most_m", "precision_m")}
    length = replace(whole, **halves)
    return _simple(lambda ref, span: WithinDistance(ref=ref, distance=length, span=span))(context, node)


def _distance(context: Context, node: Node) -> Relation:
    """Reads "5 km from X"; "10 to 20 km from X" is a ring, "up to 20 km from X" the ground within.

    An area "extending 5 km from X" is the ground within, too.
    """
    length = _length(node)
    if length.bound is not Bound.RANGE and context.is_area_reaching(node):
        return _within_distance(context, node)
    way = _way(node)
    return _simple(lambda ref, span: _so_far(ref, length, span, way))(context, node)


def _no_closer(context: Context, node: Node) -> Relation:
    """Reads "no closer than 80 km to X": outside of so much about it."""
    length = _length(node)
    return _simple(lambda ref, span: Not(of=WithinDistance(ref=ref, distance=length, span=span), span=span))(
        context, node
    )


def _way(node: Node) -> Way:
    """How the distance is said to be measured."""
    found = token(node, "WAY")
    return Way.UNSAID if found is None else Way(found.key)


def _out_to_sea(context: Context, node: Node) -> Relation:
    """Reads "six miles out to sea from X", "up to 20 miles offshore"."""
    length, span = _length(node), context.span(node)
    refs = anchors(context, nodes(node)[0]) if nodes(node) else (_its_coast(context, span),)
    parts = tuple(_so_far(ref, length, span) for ref in refs)
    far = parts[0] if len(parts) == 1 else AnyOf(parts=parts, span=span)
    return AllOf(parts=(far, AtSea(span=span)), span=span)


def _its_coast(context: Context, span: Span) -> Anchor:
    ref = context.named_last(span)
    return CoastRef(ref=ref, span=span)


def _so_far(ref: Anchor, length: Length, span: Span, way: Way = Way.UNSAID) -> Relation:
    match length.bound:
        case Bound.RANGE:
            inner, outer = _ends(length)
            return Ring(ref=ref, inner=inner, outer=outer, span=span)
        case Bound.AT_MOST:
            return WithinDistance(ref=ref, distance=length, span=span)
        case _:
            return AtDistance(ref=ref, distance=length, span=span, way=way)


def _ends(length: Length) -> tuple[Length, Length]:
    """The two lengths of a range."""
    return tuple(  # type: ignore[return-value]
        replace(length, metres=metres, least_m=metres, most_m=metres, bound=Bound.EXACT)
        for metres in (length.least_m, length.most_m)
    )


def _offset(context: Context, node: Node) -> Relation:
    legs: list[Leg] = []
    due = False
    length: Length | None = None
    for child in node.children:
        if not isinstance(child, Lexeme):
            continue
        due = due or child.terminal == "DUE"
        length = child.length if child.terminal == "LENGTH" else length
        if child.terminal == "DIRECTION" and length is not None:
            legs.append(Leg(distance=length, heading=context.heading(child), due=due))
            due = False

    def build(ref: Anchor, span: Span) -> Relation:
        if context.is_line(ref) and len(legs) == 1:  # so far from a line, on one side of it
            distance, heading = legs[0].distance, legs[0].heading
            parts = (_so_far(ref, distance, span), SideOf(ref=ref, heading=heading, span=span))
            return AllOf(parts=parts, span=span)
        if len(legs) == 2 and _against(*legs):  # "5 km north and 3 km south of X": to either side
            return AnyOf(parts=tuple(Offset(ref=ref, legs=(leg,), span=span) for leg in legs), span=span)
        return Offset(ref=ref, legs=tuple(legs), span=span, way=_way(node))

    return _simple(build)(context, node)


def _against(one: Leg, other: Leg) -> bool:
    return opposite(one.heading) == other.heading


def _across(context: Context, node: Node) -> Relation:
    """Across a line: its far side, seen from where the words say."""
    inner = nodes(node)
    refs = anchors(context, inner[0]) if inner[0].rule == "refs" else (context.anchor(inner[0]),)
    seen = context.anchor(inner[1]) if len(inner) > 1 else None
    return BankOf(ref=refs[0], bank=Bank.FAR, span=context.span(node), seen_from=seen)


def _negated(context: Context, node: Node) -> Relation:
    from deconflict_map.descriptions.assembly import single  # noqa: PLC0415 -- what is negated is a description, too

    return Not(of=single(context, nodes(node)[0]), span=context.span(node))


def _bounded_by(context: Context, node: Node) -> Relation:
    """Reads "bounded by A to the north and B to the east": on the inner side of each."""
    bounds = flat(nodes(node)[0], "bounds")
    found = [(context.anchor(nodes(one)[0]), context.heading(tokens(one, "DIRECTION")[0])) for one in bounds]
    parts = tuple(_inner_side(context, ref, heading) for ref, heading in found)
    return parts[0] if len(parts) == 1 else AllOf(parts=parts, span=context.span(node))


def _bounded_on(context: Context, node: Node) -> Relation:
    """Reads "to the north by A"."""
    heading = context.heading(tokens(node, "DIRECTION")[0])
    parts = tuple(_inner_side(context, ref, heading) for ref in anchors(context, nodes(node)[0]))
    return parts[0] if len(parts) == 1 else AllOf(parts=parts, span=context.span(node))


def _inner_side(context: Context, ref: Anchor, heading: Heading) -> Relation:
    """The side of something that bounds an area in a direction: the area lies on the other side of it."""
    place = context.place(ref)
    edge: Anchor = ref
    if isinstance(ref, PlaceRef) and place is not None and not context.is_line(ref):
        if place.kind in {PlaceKind.COUNTRY, PlaceKind.DIVISION}:
            edge = BorderRef(ref=ref, other=None, span=ref.span)
        elif place.kind in {PlaceKind.SEA, PlaceKind.LAKE}:
            edge = CoastRef(ref=ref, span=ref.span)
    return direction_from(context, edge, opposite(heading), ref.span)


def _corners(context: Context, node: Node) -> Relation:
    refs, span = anchors(context, nodes(node)[0]), context.span(node)
    return half_planes(refs, span) or Corners(refs=refs, span=span)


def _above(context: Context, node: Node) -> Relation:
    """Reads "above the 36th parallel": north of it."""
    heading = parse_heading(tokens(node, "ABOVE")[0].key)
    if heading is None:
        raise AssertionError(node.rule)  # the vocabulary's own keys
    return SideOf(ref=parallel(context, node), heading=heading, span=context.span(node))


def _own(context: Context, node: Node) -> Relation:
    """A relation that a user added, to all the places behind its words."""
    found = token(node, "LENGTH")
    return Own(
        called=tokens(node, "OWN")[0].key,
        refs=anchors(context, nodes(node)[0]),
        distance=None if found is None else found.length,
        span=context.span(node),
    )


_READERS: dict[str, Callable[[Context, Node], Relation]] = {
    "own": _own,
    "above": _above,
    **ways.READERS,
    "within": _within,
    "inside": _inside,
    "on": _within,
    "near": _near,
    "around": _simple(lambda ref, span: Around(ref=ref, span=span)),
    "outside": _outside,
    "opposite": _opposite,
    "direction_of": _direction_of,
    "sector": _sector,
    "directions": _directions,
    "midway_along": _midway_along,
    "within_distance": _within_distance,
    "distance": _distance,
    "no_closer": _no_closer,
    "within_diameter": _within_diameter,
    "out_to_sea": _out_to_sea,
    "offset": _offset,
    "across": _across,
    "negated": _negated,
    "corners": _corners,
    "bounded_by": _bounded_by,
    "bounded_on": _bounded_on,
}
