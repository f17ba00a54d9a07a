"""Items of lines and movements in the parse tree → what they say (`elements`): where from, through what, where to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deconflict_map.descriptions.anchors import anchors, at
from deconflict_map.descriptions.context import nodes, token, tokens
from deconflict_map.descriptions.elements import (
    Along,
    Back,
    Element,
    Equally,
    Parallel,
    Shape,
    Sided,
    Square,
    Start,
    Stop,
    Towards,
    Turn,
    Via,
)
from deconflict_map.model.anchor import Described
from deconflict_map.model.place import PlaceKind
from deconflict_map.model.qualifier import LineShape
from deconflict_map.model.relation import AnyOf

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from deconflict_map.descriptions.automaton import Node
    from deconflict_map.descriptions.context import Context
    from deconflict_map.model.anchor import Anchor
    from deconflict_map.model.relation import Relation

_RIVERS = frozenset({PlaceKind.STREAM})


def _along(context: Context, node: Node) -> tuple[Element, ...]:
    return (Along(refs=anchors(context, nodes(node)[0]), span=context.span(node)),)


def _start(context: Context, node: Node) -> tuple[Element, ...]:
    refs = _points(context, node)
    first = Start(ref=refs[0], relation=_joined(context, refs), span=context.span(node))
    return (first,)


def _points(context: Context, node: Node) -> tuple[Anchor, ...]:
    """The points of a line that a node names, or describes ("from 5 km north of A")."""
    inner = nodes(node)[0]
    if inner.rule == "refs":
        return anchors(context, inner)
    return (Described(at=context.relation((inner,)), span=context.span(inner)),)


def _stop(context: Context, node: Node) -> tuple[Element, ...]:
    refs = _points(context, node)
    until = token(node, "UNTIL")
    return (
        Stop(
            ref=refs[0],
            relation=_joined(context, refs),
            span=context.span(node),
            until=until is not None and until.key in {"meet", "reach"},
            bound=until is not None and until.key == "bound",
        ),
    )


def _joined(context: Context, refs: Sequence[Anchor]) -> Relation:
    relations = tuple(at(context, ref) for ref in refs)
    return relations[0] if len(relations) == 1 else AnyOf(parts=relations, span=relations[0].span)


def _via(context: Context, node: Node) -> tuple[Element, ...]:
    refs = _points(context, node)
    return (Via(relations=tuple(at(context, ref) for ref in refs), span=context.span(node)),)


def _joins(context: Context, node: Node) -> tuple[Element, ...]:
    """Reads "connecting A, B and C": a line from the first to the last."""
    inner, span = nodes(node), context.span(node)
    refs = anchors(context, inner[0]) if inner[0].rule == "refs" else tuple(context.anchor(one) for one in inner)
    if len(refs) < 2:  # "joining A (to B)"
        return (Start(ref=refs[0], relation=at(context, refs[0]), span=span),)
    passed = tuple(at(context, ref) for ref in refs[1:-1])
    via = (Via(relations=passed, span=span),) if passed else ()
    first, last = at(context, refs[0]), at(context, refs[-1])
    return (Start(ref=refs[0], relation=first, span=span), *via, Stop(ref=refs[-1], relation=last, span=span))


def _parallel(context: Context, node: Node) -> tuple[Element, ...]:
    return (Parallel(ref=anchors(context, nodes(node)[0])[0], span=context.span(node)),)


def _along_stream(context: Context, node: Node) -> tuple[Element, ...]:
    """Reads "(from its mouth) upstream": along the river named last."""
    span = context.span(node)
    return (Along(refs=(context.before(span, "", _RIVERS),), span=span),)


def _towards(context: Context, node: Node) -> tuple[Element, ...]:
    return (Towards(ref=anchors(context, nodes(node)[0])[0], span=context.span(node)),)


def _turn(context: Context, node: Node) -> tuple[Element, ...]:
    return (Turn(heading=context.heading(tokens(node, "HEADING")[0]), span=context.span(node)),)


def _shape(context: Context, node: Node) -> tuple[Element, ...]:
    return (Shape(shape=LineShape(tokens(node, "SHAPE")[0].key), span=context.span(node)),)


def _square(context: Context, node: Node) -> tuple[Element, ...]:
    refs = anchors(context, nodes(node)[0]) if nodes(node) else (None,)
    return (Square(ref=refs[0], span=context.span(node)),)


def _equally(context: Context, node: Node) -> tuple[Element, ...]:
    return (Equally(span=context.span(node)),)


def _back(context: Context, node: Node) -> tuple[Element, ...]:
    span = context.span(node)
    both = (Sided(side=None, line=None, span=span, both=True),) if token(node, "EACH_SIDE") else ()
    return (*both, Back(span=span))


READERS: dict[str, Callable[[Context, Node], tuple[Element, ...]]] = {
    "along": _along,
    "start": _start,
    "stop": _stop,
    "reaches": _stop,
    "until": _stop,
    "via": _via,
    "joins": _joins,
    "along_stream": _along_stream,
    "parallel_to": _parallel,
    "towards": _towards,
    "turn": _turn,
    "shape": _shape,
    "square": _square,
    "seaward": _square,
    "equally": _equally,
    "back": _back,
    "both_back": _back,
}
