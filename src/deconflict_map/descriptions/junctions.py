"""Nodes of mouths, confluences, crossings and meetings → their anchors."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from deconflict_map.descriptions.context import flat, nodes, token, tokens
from deconflict_map.descriptions.names import pair_refs, place_ref
from deconflict_map.model.anchor import BorderRef, Described, JunctionKind, JunctionRef, PlaceRef
from deconflict_map.model.place import PlaceKind
from deconflict_map.model.relation import AllOf, Around, PartOf, Within
from deconflict_map.units.share import tip_share

if TYPE_CHECKING:
    from deconflict_map.descriptions.automaton import Node
    from deconflict_map.descriptions.context import Context

_RIVERS = frozenset({PlaceKind.STREAM})


def mouth(context: Context, node: Node) -> JunctionRef:
    """The mouth or source of a river; of the one named last where none is."""
    word, span = tokens(node, "MOUTH")[0], context.span(node)
    inner = nodes(node)
    river = place_ref(context, inner[0]) if inner else context.before(span, "", _RIVERS)
    return JunctionRef(kind=JunctionKind(word.key), ref=river, other=None, span=span)


def confluence(context: Context, node: Node) -> JunctionRef:
    """Where two rivers meet."""
    first, second = (place_ref(context, one) for one in nodes(node))
    return JunctionRef(kind=JunctionKind.CONFLUENCE, ref=first, other=second, span=context.span(node))


def confluence_with(context: Context, node: Node) -> JunctionRef:
    """Where the river named last meets another one."""
    span, other = context.span(node), place_ref(context, nodes(node)[0])
    return JunctionRef(kind=JunctionKind.CONFLUENCE, ref=context.before(span, "", _RIVERS), other=other, span=span)


def crossing(context: Context, node: Node) -> JunctionRef | Described | PlaceRef:
    """A bridge, ford or crossing, near a place if one is said; at what is no line ("the crossing at Erez") itself."""
    inner = [place_ref(context, one) for one in nodes(node)]
    if token(node, "PLACE"):  # "the Jordan crossing at Deir Alla"
        named = place_ref(context, node)
        if not context.is_line(named):
            wants = context.words(tokens(node, "CROSSING")[0])
            whole = Within(ref=replace(named, wants=wants), span=named.span)
            both = (whole, Within(ref=inner[0], span=inner[0].span))
            return Described(at=AllOf(parts=both, span=context.span(node)), span=context.span(node))
        inner = [named, *inner]
    other = inner[1] if len(inner) > 1 else None
    if other is None and context.place(inner[0]) is not None and not context.is_line(inner[0]):
        return replace(inner[0], wants=context.words(tokens(node, "CROSSING")[0]), span=context.span(node))
    return JunctionRef(kind=JunctionKind.CROSSING, ref=inner[0], other=other, span=context.span(node))


def tripoint(context: Context, node: Node) -> JunctionRef | Described:
    """Where the borders of three countries meet, or the area about it."""
    span, word = context.span(node), token(node, "TRIPOINT")
    inner = nodes(node)[0]
    owners = pair_refs(context, inner) if inner.rule == "pair" else _places(context, inner)
    if len(owners) == 2:
        owners = (*owners, owners[-1])
    if len(owners) < 3:
        owners = (*context.two_before(span), *owners)
    first, second, third = owners[:3]
    one = BorderRef(ref=first, other=second, span=span)
    other = BorderRef(ref=second, other=third, span=span)
    junction = JunctionRef(kind=JunctionKind.MEETING, ref=one, other=other, span=span)
    if word is None or word.key != "area":
        return junction
    return Described(at=Around(ref=junction, span=span), span=span)


def _places(context: Context, node: Node) -> tuple[PlaceRef, ...]:
    found = (context.anchor(one) for one in flat(node, "refs"))
    return tuple(one for one in found if isinstance(one, PlaceRef))


def tip(context: Context, node: Node) -> JunctionRef | Described:
    """The end of a line: where it meets what it runs into; the outermost part of ground. A direction says which end."""
    ref = context.anchor(nodes(node)[0])
    found = token(node, "DIRECTION")
    if found is not None and not context.is_line(ref):
        outermost = PartOf(ref=ref, part=context.heading(found), span=context.span(node), share=tip_share())
        return Described(at=outermost, span=context.span(node))
    if found is not None:
        part = PartOf(ref=ref, part=context.heading(found), span=context.span(node))
        ref = Described(at=part, span=context.span(node))
    return JunctionRef(kind=JunctionKind.MEETING, ref=ref, other=None, span=context.span(node))


def meeting(context: Context, node: Node) -> JunctionRef:
    """Where two lines meet, or a river enters a country."""
    first, second = (context.anchor(one) for one in nodes(node))
    if isinstance(second, PlaceRef) and context.is_country(second):  # a river enters a country at its border
        second = BorderRef(ref=second, other=None, span=second.span)
    return JunctionRef(kind=JunctionKind.MEETING, ref=first, other=second, span=context.span(node))
