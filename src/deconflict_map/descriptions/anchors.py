"""A `ref` node of the parse tree → the anchor that its words name.

A part, share or side of something is an anchor too: a described one. "The river", "the border" and "the city" are the
last such place that the text named; "the line" and "that zone" stay open for whoever knows the text's objects.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from deconflict_map.descriptions import junctions, lines, portions, posts
from deconflict_map.descriptions.context import Context, UnfollowedError, flat, nodes, token, tokens, unwrap
from deconflict_map.descriptions.features import reference_words
from deconflict_map.descriptions.graticule import half_planes
from deconflict_map.descriptions.lines import across
from deconflict_map.descriptions.names import pair_refs, place_ref, spread
from deconflict_map.descriptions.portions import described, heading_of
from deconflict_map.model.anchor import (
    BorderRef,
    CoastRef,
    Described,
    EdgeRef,
    MeridianRef,
    ObjectRef,
    ParallelRef,
    PlaceRef,
    PositionRef,
)
from deconflict_map.model.place import PlaceKind
from deconflict_map.model.qualifier import Bank
from deconflict_map.model.relation import (
    AnyOf,
    Around,
    AtDistance,
    BankOf,
    BorderSide,
    Corners,
    DirectionOf,
    Near,
    Offset,
    OnFeature,
    PartOf,
    SideOf,
    Within,
    WithinDistance,
)
from deconflict_map.units.coordinate import precision_m

if TYPE_CHECKING:
    from collections.abc import Callable

    from deconflict_map.descriptions.automaton import Node
    from deconflict_map.model.anchor import Anchor
    from deconflict_map.model.relation import Relation

_SEVERAL = frozenset({"them", "both"})
_SEAS = frozenset({"sea", "coast", "ocean"})
_COASTAL = frozenset({PlaceKind.SEA, PlaceKind.LAKE, PlaceKind.COUNTRY})
_TOWNS = frozenset({PlaceKind.POPULATED})
_RIVERS = frozenset({PlaceKind.STREAM})


def anchors(context: Context, node: Node) -> tuple[Anchor, ...]:
    """The anchors of a `refs` node; a feature word in the plural counts for every name of its list."""
    return spread([anchor(context, one) for one in flat(node, "refs")])


def anchor(context: Context, node: Node) -> Anchor:
    """The anchor of a `ref` node."""
    node = unwrap(node)
    while node.rule in {"ref", "owner"} and nodes(node):
        node = nodes(node)[0]
    return _READERS[node.rule](context, node)


def at(context: Context, ref: Anchor) -> Relation:
    """Being in, on or at an anchor: what a described one says itself, on a line, else within."""
    if isinstance(ref, Described):
        return ref.at
    if context.is_line(ref):
        return OnFeature(ref=ref, span=ref.span)
    return Within(ref=ref, span=ref.span)


def _position(context: Context, node: Node) -> PositionRef:
    lat, lon = tokens(node, "POSITION")[0].degrees
    return PositionRef(lon=lon.degrees, lat=lat.degrees, precision_m=precision_m(lat, lon), span=context.span(node))


def parallel(context: Context, node: Node) -> ParallelRef:
    """The parallel that stands in a node."""
    (degrees,) = tokens(node, "PARALLEL")[0].degrees
    return ParallelRef(lat=degrees.degrees, precision_deg=degrees.precision_deg, span=context.span(node))


def _meridian(context: Context, node: Node) -> MeridianRef:
    (degrees,) = tokens(node, "MERIDIAN")[0].degrees
    return MeridianRef(lon=degrees.degrees, precision_deg=degrees.precision_deg, span=context.span(node))


def _parallel_of(context: Context, node: Node) -> ParallelRef:
    return ParallelRef(lat=None, precision_deg=0.0, span=context.span(node), place=place_ref(context, nodes(node)[0]))


def _meridian_of(context: Context, node: Node) -> MeridianRef:
    return MeridianRef(lon=None, precision_deg=0.0, span=context.span(node), place=place_ref(context, nodes(node)[0]))


def _edge(context: Context, node: Node) -> EdgeRef:
    return EdgeRef(ref=anchor(context, nodes(node)[0]), span=context.span(node))


def _object(context: Context, node: Node) -> ObjectRef:
    return ObjectRef(key="", span=context.span(node))


def _anaphor(context: Context, node: Node) -> Anchor:
    found = tokens(node, "ANAPHOR")[0]
    wants = context.passage.folded[found.last]
    if wants in _SEAS:
        return lines.coast(context, node)
    kinds = reference_words().kinds.get(wants)
    if kinds is None:
        return ObjectRef(key="", span=context.span(node))
    return context.before(context.span(node), wants, kinds)


def _point(context: Context, node: Node) -> Described:
    return described(context, node, context.relation(flat(nodes(node)[0], "locs")))


def _the_same(context: Context, node: Node) -> Anchor:
    """Reads "the part of Iraq (south of …)", "the territory of Iraq": Iraq itself, narrowed by what follows."""
    return anchor(context, nodes(node)[0])


def _described_line(context: Context, node: Node) -> Described:
    """Reads "a line drawn 50 km east of the Rhine"."""
    return described(context, node, context.relation(flat(nodes(node)[0], "locs")))


def _ringed(context: Context, node: Node) -> Described:
    """Reads "(the town and) a 5 km zone around it"."""
    ref, length = anchor(context, nodes(node)[0]), tokens(node, "LENGTH")[0].length
    if length is None:
        raise AssertionError(node.rule)  # a LENGTH always has its value
    return described(context, node, WithinDistance(ref=ref, distance=length, span=context.span(node)))


def _pronoun(context: Context, node: Node) -> Anchor:
    """What "it" stands for: what the same description has said so far, or the place that it named last."""
    span = context.span(node)
    said = context.said_so_far()
    if context.words(node) in _SEVERAL and said is None:
        several = context.named_before(span)
        if len(several) > 1:
            parts = tuple(Within(ref=ref, span=span) for ref in several)
            return Described(at=AnyOf(parts=parts, span=span), span=span)
    match said:
        case None:
            return context.named_last(span)
        case Within(ref=PlaceRef() as ref) | OnFeature(ref=PlaceRef() as ref):
            return replace(ref, span=span, anaphor=True)
        case OnFeature(ref=ref) | AtDistance(ref=ref) | WithinDistance(ref=ref) | SideOf(ref=ref):
            return ref
        case Offset(ref=ref) | DirectionOf(ref=ref) | Near(ref=ref) | Around(ref=ref):
            return ref
        case _:
            return Described(at=said, span=span)


def _polygon(context: Context, node: Node) -> Described:
    inner = nodes(node)[0]
    refs: tuple[Anchor, ...] = pair_refs(context, inner) if inner.rule == "pair" else anchors(context, inner)
    match refs:
        case (PositionRef() as one, PositionRef() as other):  # a rectangle by two opposite corners
            refs = (one, replace(one, lon=other.lon), other, replace(other, lon=one.lon))
    span = context.span(node)
    return described(context, node, half_planes(refs, span) or Corners(refs=refs, span=span))


def _side(context: Context, node: Node) -> Anchor:
    """A side or bank of a line, or of a place; without one, of the line that the text named last."""
    span, inner = context.span(node), nodes(node)
    owner = next((one for one in inner if one.rule == "name"), None)
    if owner is not None and len(inner) == 1 and context.words(tokens(node, "SIDE")[0]) == "shore":
        return CoastRef(ref=place_ref(context, owner), span=span)
    of = [one for one in inner if one.rule != "name"]
    heading, bank = heading_of(context, node), token(node, "BANK")
    if owner is not None:
        return described(context, node, _owned_side(context, node, owner, of))
    ref: Anchor
    if token(node, "POSSESSOR"):
        ref = place_ref(context, node)
    else:
        ref = anchor(context, of[0]) if of else context.before(span, "", _RIVERS)
    strip = context.passage.folded[tokens(node, "SIDE")[0].last] in reference_words().strips
    if bank is not None:
        return described(context, node, BankOf(ref=ref, bank=Bank(bank.key), span=span, strip=strip))
    if heading is None:
        raise AssertionError(node.rule)  # the grammar has a direction here
    place = context.place(ref)
    if (
        isinstance(ref, PlaceRef)
        and place is not None
        and place.kind in _COASTAL
        and context.words(tokens(node, "SIDE")[0]) == "shore"
    ):
        shore = CoastRef(ref=ref, span=span)
        return described(context, node, PartOf(ref=shore, part=heading, span=span))
    if strip or context.is_line(ref) or isinstance(ref, EdgeRef | ObjectRef):
        return described(context, node, SideOf(ref=ref, heading=heading, span=span, strip=strip))
    return described(context, node, PartOf(ref=ref, part=heading, span=span))


def _banks(context: Context, node: Node) -> Anchor:
    """Reads "on the banks of the Niger": on that line, whichever side; of a lake its shore."""
    ref = anchor(context, nodes(node)[0])
    place = context.place(ref)
    if isinstance(ref, PlaceRef) and place is not None and place.kind in {PlaceKind.LAKE, PlaceKind.SEA}:
        return CoastRef(ref=ref, span=context.span(node))
    if not context.is_line(ref):
        raise UnfollowedError(f"which side is meant by “{context.words(node)}” isn't said")
    return ref


def _owned_side(context: Context, node: Node, owner: Node, of: list[Node]) -> Relation:
    """Reads "the Syrian side of the border"."""
    span, ref = context.span(node), place_ref(context, owner)
    line = anchor(context, of[0]) if of else None
    if line is None or isinstance(line, BorderRef):
        other = across(context, ref, line) if line is not None else None
        return BorderSide(ref=ref, other=other, span=span)
    if isinstance(line, ObjectRef):
        return BorderSide(ref=ref, other=None, span=span)
    return BankOf(ref=line, bank=Bank.NEAR, span=span, seen_from=ref)


def _unknown(context: Context, node: Node) -> Anchor:
    raise UnfollowedError(f"“{context.words(node)}” is no reference")


_READERS: dict[str, Callable[[Context, Node], Anchor]] = {
    **portions.READERS,
    "place": place_ref,
    "owner": place_ref,
    "position": _position,
    "parallel": parallel,
    "meridian": _meridian,
    "parallel_of": _parallel_of,
    "meridian_of": _meridian_of,
    "edge": _edge,
    "object": _object,
    "anaphor": _anaphor,
    "described": _point,
    "part_of_it": _the_same,
    "described_line": _described_line,
    "pronoun": _pronoun,
    "ringed": _ringed,
    "post": posts.post,
    "stretch": posts.stretch,
    "territory": place_ref,
    "part_named": _the_same,
    "polygon": _polygon,
    "side": _side,
    "banks": _banks,
    "mouth": junctions.mouth,
    "confluence": junctions.confluence,
    "crossing": junctions.crossing,
    "tip": junctions.tip,
    "tripoint": junctions.tripoint,
    "post_alone": posts.post_alone,
    "confluence_with": junctions.confluence_with,
    "meeting": junctions.meeting,
    "border": lines.border,
    "border_of_two": lines.border_of_two,
    "dated": lines.dated,
    "coast": lines.coast,
    "road": lines.road,
    "named_line": lines.named_line,
    "chord": lines.chord,
}
