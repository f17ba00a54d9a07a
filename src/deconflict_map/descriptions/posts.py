"""Nodes of posts along a road, railway or river ("kilometre 75 of the road from A to B") → where they stand.

Along a road they count from the place that is named first, as its own kilometres do where it is called after its ends;
along a river from its mouth, as river kilometres do. Refuses posts of what has neither; a road that is known by its
number alone gives no zero, and that is told.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from deconflict_map.descriptions.context import UnfollowedError, joined, nodes, tokens
from deconflict_map.descriptions.elements import Along, Element, Skipped, Width
from deconflict_map.model.anchor import Described, JunctionKind, JunctionRef, RoadRef
from deconflict_map.model.line_relation import AlongFeature
from deconflict_map.model.qualifier import Way, WidthKind
from deconflict_map.model.relation import AllOf, AtDistance, OnFeature, Stream, Within

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deconflict_map.descriptions.automaton import Node
    from deconflict_map.descriptions.context import Context
    from deconflict_map.model.anchor import Anchor
    from deconflict_map.model.article import Span
    from deconflict_map.model.relation import Relation
    from deconflict_map.units.length import Length


def post(context: Context, node: Node) -> Described:
    """The place of a post, or the reach between two."""
    span = context.span(node)
    return Described(at=reach(context, node), span=span)


def post_alone(context: Context, node: Node) -> Described:
    """A post along the road or river that the description named before."""
    span, found = context.span(node), tokens(node, "POST")[0]
    match context.said_so_far():
        case OnFeature(ref=line) if found.length is not None:
            return Described(at=at_post(context, line, found.length, span), span=span)
    raise UnfollowedError("along which road it is counted isn't said")


def stretch(context: Context, node: Node) -> Described:
    """Reads "the first 20 km of the road from A to B".

    Raises:
        UnfollowedError: Where that begins or ends isn't said.
    """
    span, found = context.span(node), tokens(node, "LENGTH")[0].length
    line = context.anchor(nodes(node)[0])
    match line:
        case RoadRef(ends=(start, *_, end)) if found is not None:
            ends = (start, end) if tokens(node, "FIRST")[0].key == "first" else (end, start)
            zero = replace(line, ends=ends)
            along = AlongFeature(
                ref=line, start=Within(ref=ends[0], span=span), end=at_post(context, zero, found, span), span=span
            )
            return Described(at=along, span=span)
        case _:
            raise UnfollowedError("where it begins isn't said")


def reach(context: Context, node: Node) -> Relation:
    """Where the post of a node stands along its line; between two posts, the line from one to the other."""
    found, span = (tokens(node, "POST") or tokens(node, "POSTS"))[0], context.span(node)
    line = context.anchor(nodes(node)[0])
    if found.length is None:
        raise AssertionError(node.rule)  # a POST always has its length
    first = at_post(context, line, found.length, span)
    if found.other is None:
        return first
    return AlongFeature(ref=line, start=first, end=at_post(context, line, found.other, span), span=span)


def at_post(context: Context, line: Anchor, length: Length, span: Span) -> Relation:
    """So far along a line from its zero.

    Raises:
        UnfollowedError: Along such a line nothing is counted.
    """
    match line:
        case RoadRef(ends=(start, _, *_)):
            name = context.passage.article.quote(start.span)
            context.notes.append(f"“{length.words}” along the road is counted from {name}, which is named first")
            along = AtDistance(ref=start, distance=length, way=Way.ROAD, span=span)
            return AllOf(parts=(OnFeature(ref=line, span=line.span), along), span=span)
        case RoadRef():
            context.notes.append(f"where “{length.words}” along the road is counted from isn't said")
            return OnFeature(ref=line, span=span)
        case _ if context.is_line(line):
            context.notes.append(f"“{length.words}” along the river is counted upstream from its mouth")
            mouth = JunctionRef(kind=JunctionKind.MOUTH, ref=line, other=None, span=span)
            return Stream(ref=mouth, river=line, downstream=False, distance=length, span=span)
        case _:
            raise UnfollowedError("kilometres are counted along roads and rivers; this is neither")


def along(context: Context, found: Sequence[Element]) -> tuple[Relation, tuple[Element, ...]] | None:
    """Reads "12 km along the road from A to B": with no noun of a strip, so far from A."""
    match [one for one in found if not isinstance(one, Skipped)]:
        case [
            Width(kind=WidthKind.UNSPECIFIED, line=None, side=None) as width,
            Along(refs=(RoadRef() as road,)) as way,
        ]:
            if len(road.ends) > 1:
                return at_post(context, road, width.length, joined(width.span, way.span)), (width, way)
    return None
