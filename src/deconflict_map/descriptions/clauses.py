"""An item of the parse tree → what it says (`elements`): one small function a rule of the grammar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deconflict_map.descriptions import positions, posts, waypoints, widths
from deconflict_map.descriptions.anchors import anchors, at
from deconflict_map.descriptions.context import flat, lexemes_of, lexemes_with_marks, nodes, token, tokens
from deconflict_map.descriptions.elements import (
    Afloat,
    But,
    Cut,
    Element,
    Ground,
    Head,
    InPart,
    Item,
    Joint,
    Named,
    Rest,
    Shape,
    Skipped,
    Width,
)
from deconflict_map.descriptions.lexeme import Lexeme
from deconflict_map.descriptions.lines import named_lines
from deconflict_map.descriptions.names import place_ref
from deconflict_map.descriptions.phrases import has_meaning
from deconflict_map.descriptions.widths import width_kind
from deconflict_map.model.line_relation import Crosses, Passes, Separates
from deconflict_map.model.qualifier import LineShape
from deconflict_map.model.relation import AllOf, AnyOf, Between, Holds, NotInto, OnFeature, ShareOf, Within
from deconflict_map.units.heading import opposite
from deconflict_map.units.share import share_words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from deconflict_map.descriptions.automaton import Node
    from deconflict_map.descriptions.context import Context
    from deconflict_map.units.length import Length

_LAND = frozenset({"LAND_N"})
_JOINTS = {"BREAK": Joint.COMMA, "COMMA": Joint.COMMA, "ALSO": Joint.AND, "THEN": Joint.THEN, "LINK": Joint.NONE}


def items(context: Context, row: Sequence[Node]) -> tuple[Item, ...]:
    """The elements of a row of items, with how they are joined."""
    found: list[Item] = []
    joint = Joint.NONE
    context.so_far.append(found)
    try:
        for node in row:
            if node.rule == "sep":
                joint = max((joint, *_joints(node)), key=list(Joint).index)
                continue
            back = any(one.terminal == "PRONOUN" for one in lexemes_of(node))
            for element in elements(context, node):
                found.append(Item(element=element, joint=joint, refers_back=back))
                joint = Joint.NONE
    finally:
        context.so_far.pop()
    return tuple(found)


def _joints(node: Node) -> list[Joint]:
    marks = (child for mark in flat(node, "sep") for child in mark.children)
    return [_JOINTS[mark.terminal] for mark in marks if isinstance(mark, Lexeme)]


def elements(context: Context, node: Node) -> tuple[Element, ...]:
    """What one item says; a few say two things."""
    special = _SPECIAL.get(node.rule)
    if special is not None:
        return special(context, node)
    return (Ground(relation=positions.relation(context, node), span=context.span(node)),)


def _ground(context: Context, node: Node) -> tuple[Element, ...]:
    span, refs = context.span(node), nodes(node)[0]
    relation = positions.any_at(context, refs)
    if isinstance(relation, AnyOf) and _explains(refs, relation):
        relation = AllOf(parts=relation.parts, span=relation.span)
    return (Named(relation=relation, span=span),)


def _explains(refs: Node, relation: AnyOf) -> bool:
    """Whether what stands behind a comma, without *and*, tells what is named: "the Triangle, the area north of …"."""
    joints = [one.terminal for one in lexemes_with_marks(refs) if one.terminal in {"COMMA", "AND"}]
    return joints == ["COMMA"] and not isinstance(relation.parts[-1], Within | OnFeature)


def _head(context: Context, node: Node) -> tuple[Element, ...]:
    noun = (tokens(node, "HEAD") or tokens(node, "TITLE"))[0]
    owned = token(node, "DEMONYM") or token(node, "POSSESSOR")
    owner = place_ref(context, node) if owned is not None else None
    if owner is not None and has_meaning(context.passage.folded, noun.first, _LAND):  # "Syrian territory"
        return (Named(relation=Within(ref=owner, span=context.span(node)), span=context.span(node)),)
    head = Head(sort=noun.key, word=noun.last, span=context.span(node), owner=owner)
    length = _width_of(node)
    shaped = token(node, "SHAPED")
    found: list[Element] = [head]
    if shaped is not None:
        found.append(Shape(shape=LineShape(shaped.key), span=context.span(node)))
    if length is not None:
        is_radius = token(node, "RADIUS") is not None
        found.append(Width(length=length, kind=width_kind(node), span=context.span(node), is_radius=is_radius))
    return (*found, *(widths.sized(context, node) if token(node, "SIZE") else ()))


def _width_of(node: Node) -> Length | None:
    """The length before a noun that is its width: "a 120 km long and 30 km deep strip" has two, the last is."""
    lengths = tokens(node, "LENGTH")
    if token(node, "LONG") is None:
        return lengths[0].length if lengths else None
    if len(lengths) < 2:
        return None
    return lengths[0 if node.rule == "head_and_long" else -1].length


def _between(context: Context, node: Node) -> tuple[Element, ...]:
    refs = anchors(context, nodes(node)[0])
    return (Cut(refs=refs, span=context.span(node), midway=node.rule == "midway"),)


def _between_bounds(context: Context, node: Node) -> tuple[Element, ...]:
    """Reads "between the river in the north and the border in the south": the sides say nothing more."""
    refs = tuple(context.anchor(nodes(one)[0]) for one in flat(nodes(node)[0], "bounds"))
    return (Cut(refs=refs, span=context.span(node)),)


def _midway(context: Context, node: Node) -> tuple[Element, ...]:
    inner = nodes(node)
    refs = anchors(context, inner[0]) if inner[0].rule == "refs" else tuple(context.anchor(one) for one in inner)
    return (Cut(refs=refs, span=context.span(node), midway=True),)


def _between_lines(context: Context, node: Node) -> tuple[Element, ...]:
    span = context.span(node)
    return (Ground(relation=Between(refs=named_lines(context, node), midway=False, span=span), span=span),)


def _covers(context: Context, node: Node) -> tuple[Element, ...]:
    return (Cut(refs=anchors(context, nodes(node)[0]), span=context.span(node), covers=True),)


def _except_places(context: Context, node: Node) -> tuple[Element, ...]:
    refs = anchors(context, nodes(node)[0])
    return (But(relations=tuple(at(context, ref) for ref in refs), span=context.span(node)),)


def _except_zone(context: Context, node: Node) -> tuple[Element, ...]:
    row = [one for one in nodes(node) if one.rule.startswith("head")]
    inner = [one for one in nodes(node) if one.rule == "items"]
    relation = context.relation((*row, *flat(inner[0], "items")))
    return (But(relations=(relation,), span=context.span(node)),)


def _rest(context: Context, node: Node) -> tuple[Element, ...]:
    return (Rest(refs=anchors(context, nodes(node)[0]), span=context.span(node)),)


def _share_of(context: Context, node: Node) -> tuple[Element, ...]:
    found, span = tokens(node, "SHARE_ITEM")[0], context.span(node)
    if any(one.terminal == "PRONOUN" for one in lexemes_of(node)):  # "much of the valley, not all of it"
        return (Skipped(span=span),)
    return tuple(
        Ground(relation=ShareOf(ref=ref, share=share_words()[found.key], span=span), span=span, lists=True)
        for ref in anchors(context, nodes(node)[0])
    )


def _not_into(context: Context, node: Node) -> tuple[Element, ...]:
    span = context.span(node)
    return tuple(Ground(relation=NotInto(ref=ref, span=span), span=span) for ref in anchors(context, nodes(node)[0]))


def _holds(context: Context, node: Node) -> tuple[Element, ...]:
    span = context.span(node)
    refs = (place_ref(context, node),) if token(node, "HELD") else anchors(context, nodes(node)[0])
    return tuple(Ground(relation=Holds(ref=ref, span=span), span=span) for ref in refs)


def _crosses(context: Context, node: Node) -> tuple[Element, ...]:
    span = context.span(node)
    return tuple(Ground(relation=Crosses(ref=ref, span=span), span=span) for ref in anchors(context, nodes(node)[0]))


def _separates(context: Context, node: Node) -> tuple[Element, ...]:
    refs = tuple(ref for one in nodes(node) for ref in anchors(context, one))
    span = context.span(node)
    return (Ground(relation=Separates(refs=refs, span=span), span=span),)


def _passes(context: Context, node: Node) -> tuple[Element, ...]:
    span, inner = context.span(node), nodes(node)[0]
    if node.rule == "passes_by":
        return tuple(Ground(relation=Crosses(ref=ref, span=span), span=span) for ref in anchors(context, inner))
    # What it passes may take several items' sense to tell: "between A and B" is ground only when all is put together.
    where = context.relation((inner,)) if inner.rule in _SPECIAL else positions.relation(context, inner)
    return (Ground(relation=Passes(at=where, span=span), span=span),)


def _leaves(context: Context, node: Node) -> tuple[Element, ...]:
    """A line that leaves A to the west runs east of it."""
    found: list[Element] = []
    for one in nodes(node):
        span, heading = context.span(one), context.heading(tokens(one, "DIRECTION")[0])
        for ref in anchors(context, nodes(one)[0]):
            passed = positions.direction_from(context, ref, opposite(heading), span)
            found.append(Ground(relation=Passes(at=passed, span=span), span=span))
    return tuple(found)


def _afloat(context: Context, node: Node) -> tuple[Element, ...]:
    span, found = context.span(node), tokens(node, "AT_SEA")[0]
    return (Skipped(span=span),) if found.key == "both" else (Afloat(on_land=found.key == "land", span=span),)


def _reach_of_posts(context: Context, node: Node) -> tuple[Element, ...]:
    """Reads "between kilometres 12 and 30 of the road"."""
    span = context.span(node)
    return (Ground(relation=posts.reach(context, node), span=span),)


def _aside(context: Context, node: Node) -> tuple[Element, ...]:
    quote = context.passage.article.quote(context.span(node))
    context.notes.append(f"“{quote}” says nothing of where it is, and is read over")
    return (Skipped(span=context.span(node)),)


def _in_part(context: Context, node: Node) -> tuple[Element, ...]:
    if token(node, "PART_N") is None and context.quote(tokens(node, "AT_S")[0]).casefold() == "to":
        return widths.to_side(context, node)  # "6 km to the north" is beside the line, "in the north" a part of it
    return (InPart(heading=context.heading(tokens(node, "DIRECTION")[0]), span=context.span(node)),)


def _skipped(context: Context, node: Node) -> tuple[Element, ...]:
    sketch = any(context.passage.folded[one.first] == "sketch" for one in lexemes_of(node))
    kind = "" if node.rule == "skipped" else "sketch" if sketch else "annexed"
    return (Skipped(span=context.span(node), map_kind=kind),)


_SPECIAL: dict[str, Callable[[Context, Node], tuple[Element, ...]]] = {
    **widths.READERS,
    **waypoints.READERS,
    "ground": _ground,
    "head": _head,
    "head_of_length": _head,
    "head_deep": _head,
    "head_wide": _head,
    "head_shaped": _head,
    "head_long": _head,
    "head_and_long": _head,
    "head_long_and": _head,
    "head_of_area": _head,
    "head_of_size": _head,
    "head_titled": _head,
    "head_owned": _head,
    "measured_head": _head,
    "between": _between,
    "midway": _midway,
    "between_lines": _between_lines,
    "covers": _covers,
    "except_places": _except_places,
    "except_zone": _except_zone,
    "rest": _rest,
    "share_of": _share_of,
    "not_into": _not_into,
    "holds": _holds,
    "remains": _holds,
    "crosses": _crosses,
    "separates": _separates,
    "passes": _passes,
    "passes_by": _passes,
    "leaves": _leaves,
    "at_sea": _afloat,
    "between_bounds": _between_bounds,
    "aside": _aside,
    "in_part": _in_part,
    "reach_of_posts": _reach_of_posts,
    "skipped": _skipped,
    "mapped": _skipped,
}
