"""Nodes of parts of something → their anchors: a half, the outskirts, the centre, the edge, the surroundings."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from deconflict_map.descriptions.context import Context, flat, nodes, token, tokens
from deconflict_map.descriptions.features import reference_words
from deconflict_map.descriptions.names import place_ref, spread
from deconflict_map.model.anchor import (
    Described,
    EdgeRef,
    PlaceRef,
)
from deconflict_map.model.place import PlaceKind
from deconflict_map.model.qualifier import Part
from deconflict_map.model.relation import (
    AnyOf,
    Around,
    Countryside,
    Outskirts,
    PartOf,
    ShareOf,
    SideOf,
)
from deconflict_map.units.heading import parse_heading
from deconflict_map.units.share import share_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from deconflict_map.descriptions.automaton import Node
    from deconflict_map.model.anchor import Anchor
    from deconflict_map.model.relation import Relation
    from deconflict_map.units.heading import Heading


_TOWNS = frozenset({PlaceKind.POPULATED})


def described(context: Context, node: Node, relation: Relation) -> Described:
    """A relation as an anchor, with the words of its node."""
    return Described(at=relation, span=context.span(node))


def heading_of(context: Context, node: Node) -> Heading | None:
    """The compass direction that stands directly in a node."""
    found = token(node, "DIRECTION")
    return None if found is None else context.heading(found)


def _part(context: Context, node: Node) -> Described:
    ref = place_ref(context, node)
    word = token(node, "PART")
    part = Part(word.key) if word is not None else heading_of(context, node)
    if part is None:
        raise AssertionError(node.rule)  # the grammar has one of the two here
    return described(context, node, PartOf(ref=ref, part=part, span=context.span(node)))


def _part_share(context: Context, node: Node) -> Described:
    """Reads "the northern third of X", "the upper quarter of the river", "X's western two thirds"."""
    ref = context.anchor(nodes(node)[0]) if nodes(node) else place_ref(context, node)
    word, across = token(node, "PART"), token(node, "PART_S")
    part = Part(word.key) if word is not None else heading_of(context, node)
    if across is not None:
        part = parse_heading(across.key)
    if part is None:
        raise AssertionError(node.rule)  # the grammar has one of the three here
    share, span = tokens(node, "FRACTION")[0].share, context.span(node)
    return described(context, node, PartOf(ref=ref, part=part, span=span, share=share))


def _part_of(context: Context, node: Node) -> Described:
    ref = context.anchor(nodes(node)[0])
    heading = heading_of(context, node)
    if heading is None:
        raise AssertionError(node.rule)  # the grammar has a direction here
    if context.is_line(ref) and not token(node, "PARTWORD"):
        return described(context, node, SideOf(ref=ref, heading=heading, span=context.span(node)))
    return described(context, node, PartOf(ref=ref, part=heading, span=context.span(node)))


def _share(context: Context, node: Node) -> Described:
    refs = spread([context.anchor(one) for one in flat(nodes(node)[0], "refs")])
    fraction = token(node, "FRACTION")
    share = fraction.share if fraction is not None else share_words()[tokens(node, "SHARE")[0].key]
    if share is None:
        raise AssertionError(node.rule)  # a FRACTION always has its share
    parts = tuple(ShareOf(ref=ref, share=share, span=context.span(node)) for ref in refs)
    relation = parts[0] if len(parts) == 1 else AnyOf(parts=parts, span=context.span(node))
    return described(context, node, relation)


def _outskirts(context: Context, node: Node) -> Described:
    if nodes(node):
        ref = context.anchor(nodes(node)[0])
    elif token(node, "PLACE"):
        ref = place_ref(context, node)
    else:
        ref = context.before(context.span(node), "", _TOWNS)
    return described(context, node, Outskirts(ref=ref, heading=heading_of(context, node), span=context.span(node)))


def _countryside(context: Context, node: Node) -> Described:
    ref = context.anchor(nodes(node)[0]) if nodes(node) else place_ref(context, node)
    return described(context, node, Countryside(ref=ref, heading=heading_of(context, node), span=context.span(node)))


def _surroundings(context: Context, node: Node) -> Described:
    span, inner = context.span(node), nodes(node)
    ref = context.anchor(inner[0]) if inner else context.named_last(span)
    return described(context, node, Around(ref=ref, span=span))


def _centre_of_it(context: Context, node: Node) -> Anchor:
    """Reads "the town centre"."""
    found = tokens(node, "ANAPHOR")[0]
    wants = context.passage.folded[found.last]
    ref = context.before(context.span(node), wants, reference_words().kinds.get(wants, _TOWNS))
    return replace(ref, centre=True)


def _centre_named(context: Context, node: Node) -> PlaceRef:
    return place_ref(context, node, centre=True)


def _centre(context: Context, node: Node) -> PlaceRef:
    return place_ref(context, nodes(node)[0], centre=True)


def _edge_named(context: Context, node: Node) -> EdgeRef:
    return EdgeRef(ref=place_ref(context, nodes(node)[0]), span=context.span(node))


READERS: dict[str, Callable[[Context, Node], Anchor]] = {
    "part": _part,
    "part_share": _part_share,
    "part_of": _part_of,
    "share": _share,
    "outskirts": _outskirts,
    "countryside": _countryside,
    "surroundings": _surroundings,
    "centre_of_it": _centre_of_it,
    "centre_named": _centre_named,
    "centre": _centre,
    "edge_named": _edge_named,
}
