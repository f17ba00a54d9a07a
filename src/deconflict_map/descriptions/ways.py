"""Items of rivers and travel in the parse tree → their relations: upstream of, so far down a river, hours from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deconflict_map.descriptions.context import nodes, token, tokens
from deconflict_map.model.qualifier import Mode
from deconflict_map.model.relation import AnyOf, Relation, Stream, TravelTime

if TYPE_CHECKING:
    from collections.abc import Callable

    from deconflict_map.descriptions.automaton import Node
    from deconflict_map.descriptions.context import Context


def _stream(context: Context, node: Node) -> Relation:
    length = token(node, "LENGTH")
    return Stream(
        ref=context.anchor(nodes(node)[0]),
        river=None,
        downstream=tokens(node, "STREAM")[0].key == "down",
        distance=length.length if length else None,
        span=context.span(node),
    )


def _streams(context: Context, node: Node) -> Relation:
    """Reads "3 km upstream and 5 km downstream of X": to either side, as other directions against each other are."""
    ref, span = context.anchor(nodes(node)[0]), context.span(node)
    ways = tokens(node, "STREAM")
    lengths = [one.length for one in tokens(node, "LENGTH")] or [None] * len(ways)
    return AnyOf(
        parts=tuple(
            Stream(ref=ref, river=None, downstream=way.key == "down", distance=length, span=span)
            for way, length in zip(ways, lengths, strict=True)
        ),
        span=span,
    )


def _stream_along(context: Context, node: Node) -> Relation:
    """Reads "20 km down the Congo from Kinshasa"."""
    river, ref = (context.anchor(one) for one in nodes(node))
    down = tokens(node, "ALONG_S")[0].key == "down"
    return Stream(
        ref=ref, river=river, downstream=down, distance=tokens(node, "LENGTH")[0].length, span=context.span(node)
    )


def _travel(context: Context, node: Node) -> Relation:
    found = tokens(node, "TIME")[0]
    if found.time is None:
        raise AssertionError(node.rule)  # a TIME always has its value
    heading = token(node, "DIRECTION")
    least = 0.0 if token(node, "WITHIN") else found.time.least
    return TravelTime(
        ref=context.anchor(nodes(node)[0]),
        least_s=least,
        most_s=found.time.most,
        mode=Mode(found.key),
        heading=context.heading(heading) if heading else None,
        span=context.span(node),
    )


READERS: dict[str, Callable[[Context, Node], Relation]] = {
    "stream": _stream,
    "streams": _streams,
    "stream_along": _stream_along,
    "travel": _travel,
}
