"""Items of widths, depths and sides in the parse tree → what they say (`elements`)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from deconflict_map.descriptions.anchors import anchors
from deconflict_map.descriptions.context import nodes, token, tokens
from deconflict_map.descriptions.elements import Element, Sided, Skipped, Width
from deconflict_map.model.qualifier import WidthKind
from deconflict_map.units.heading import between, opposite

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from deconflict_map.descriptions.automaton import Node
    from deconflict_map.descriptions.context import Context
    from deconflict_map.model.anchor import Anchor
    from deconflict_map.units.length import Length

_KINDS = {"deep": WidthKind.DEPTH, "wide": WidthKind.TOTAL, "apart": WidthKind.APART}


def length_of(node: Node) -> Length | None:
    """The length that stands directly in a node."""
    found = token(node, "LENGTH")
    return found.length if found is not None else None


def width_kind(node: Node) -> WidthKind:
    """What the width before a noun means: "a 30-km-deep strip", "a 5-mile-wide zone"."""
    for terminal, kind in (("DEEP", WidthKind.DEPTH), ("WIDE", WidthKind.TOTAL)):
        if token(node, terminal):
            return kind
    return WidthKind.UNSPECIFIED


def _width(context: Context, node: Node) -> tuple[Element, ...]:
    length = length_of(node)
    if length is None:
        raise AssertionError(node.rule)  # the grammar has a length here
    kind = _KINDS.get(node.rule, WidthKind.UNSPECIFIED)
    return (Width(length=length, kind=kind, span=context.span(node)),)


def sized(context: Context, node: Node) -> tuple[Element, ...]:
    """Reads "30 km by 480 km": the shorter is the width, the longer one only tells how far it goes."""
    found = tokens(node, "SIZE")[0]
    if found.length is None or found.other is None:
        raise AssertionError(node.rule)  # a SIZE always has both
    short, long = sorted((found.length, found.other), key=lambda length: length.metres)
    return (Width(length=short, kind=WidthKind.TOTAL, span=context.span(node), other=long),)


def _radius(context: Context, node: Node) -> tuple[Element, ...]:
    """Reads "(a zone over X) with a radius of 10 km"."""
    return tuple(replace(one, is_radius=True) for one in _width(context, node) if isinstance(one, Width))


def _long(context: Context, node: Node) -> tuple[Element, ...]:
    return (Skipped(span=context.span(node), map_kind=""),)


def _each_side(context: Context, node: Node) -> tuple[Element, ...]:
    length, span = length_of(node), context.span(node)
    inner = nodes(node)
    line = anchors(context, inner[0])[0] if inner else None
    if length is None:
        return (Sided(side=None, line=line, span=span, both=True),)
    return (Width(length=length, kind=WidthKind.EACH_SIDE, span=span, line=line),)


def _both_sides(context: Context, node: Node) -> tuple[Element, ...]:
    length, inner = length_of(node), anchors(context, nodes(node)[0])
    if length is None:
        raise AssertionError(node.rule)  # the grammar has a length here
    span = context.span(node)
    first, second = (context.heading(one) for one in tokens(node, "DIRECTION"))
    if second.azimuth_deg != opposite(first).azimuth_deg:
        return (Width(length=length, kind=WidthKind.DEPTH, span=span, line=inner[0], side=between(first, second)),)
    return (Width(length=length, kind=WidthKind.EACH_SIDE, span=span, line=inner[0]),)


def _length_into(context: Context, node: Node) -> tuple[Element, ...]:
    length, inner = length_of(node), anchors(context, nodes(node)[0])
    if length is None:
        raise AssertionError(node.rule)  # the grammar has a length here
    if len(inner) > 1:
        return (Width(length=length, kind=WidthKind.DEPTH, span=context.span(node)), *_sides(context, node, inner))
    return (Width(length=length, kind=WidthKind.DEPTH, span=context.span(node), side=inner[0]),)


def _two_sides(context: Context, node: Node) -> tuple[Element, ...]:
    """Reads "500 m on the northern side and 300 m on the southern side of the road"."""
    line, span = context.anchor(nodes(node)[0]), context.span(node)
    found = zip(tokens(node, "LENGTH"), tokens(node, "DIRECTION"), strict=True)
    return tuple(
        Width(length=one.length, kind=WidthKind.DEPTH, span=span, line=line, side=context.heading(heading))
        for one, heading in found
        if one.length is not None
    )


def _corner_sides(context: Context, node: Node) -> tuple[Element, ...]:
    """Reads "30 km to the south and east and 25 km to the north and west of the berm": sides that face two winds."""
    line, span = context.anchor(nodes(node)[0]), context.span(node)
    winds = [context.heading(one) for one in tokens(node, "DIRECTION")]
    faced = [between(first, second) for first, second in zip(winds[::2], winds[1::2], strict=True)]
    return tuple(
        Width(length=one.length, kind=WidthKind.DEPTH, span=span, line=line, side=heading)
        for one, heading in zip(tokens(node, "LENGTH"), faced, strict=True)
        if one.length is not None
    )


def _into(context: Context, node: Node) -> tuple[Element, ...]:
    return _sides(context, node, anchors(context, nodes(node)[0]))


def _sides(context: Context, node: Node, refs: Sequence[Anchor]) -> tuple[Sided, ...]:
    return tuple(Sided(side=ref, line=None, span=context.span(node)) for ref in refs)


def _length_to_side(context: Context, node: Node) -> tuple[Element, ...]:
    (width,) = _width(context, node)
    return (width, *to_side(context, node))


def to_side(context: Context, node: Node) -> tuple[Element, ...]:
    """Reads "to the north": the side of the line that it lies on."""
    return (Sided(side=context.heading(tokens(node, "DIRECTION")[0]), line=None, span=context.span(node)),)


READERS: dict[str, Callable[[Context, Node], tuple[Element, ...]]] = {
    "bare_length": _width,
    "radius": _radius,
    "deep": _width,
    "wide": _width,
    "sized": sized,
    "apart": _width,
    "long": _long,
    "each_side": _each_side,
    "both_sides": _both_sides,
    "length_into": _length_into,
    "two_sides": _two_sides,
    "corner_sides": _corner_sides,
    "into": _into,
    "to_side": to_side,
    "length_to_side": _length_to_side,
}
