"""Nodes of borders, coasts, roads, titled lines and chords → their anchors."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from deconflict_map.descriptions.context import UnfollowedError, nodes, token, tokens
from deconflict_map.descriptions.features import reference_words
from deconflict_map.descriptions.names import pair_refs, place_ref, spread
from deconflict_map.model.anchor import (
    BorderRef,
    ChordRef,
    CoastRef,
    Described,
    NamedLineRef,
    ObjectRef,
    PlaceRef,
    RoadRef,
)
from deconflict_map.model.line_relation import AlongFeature
from deconflict_map.model.place import PlaceKind
from deconflict_map.model.relation import PartOf, Within

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deconflict_map.descriptions.automaton import Node
    from deconflict_map.descriptions.context import Context
    from deconflict_map.model.anchor import Anchor
    from deconflict_map.model.article import Span
    from deconflict_map.model.claim import When

_BORDERED = frozenset({PlaceKind.COUNTRY, PlaceKind.DIVISION, PlaceKind.REGION})
_COASTAL = frozenset({PlaceKind.SEA, PlaceKind.LAKE, PlaceKind.COUNTRY})
_BORDER_BEHIND = re.compile(r"[\s-]+(?:border|frontier|boundary)\b", re.IGNORECASE)
_BORDER_BEFORE = re.compile(r"\b(?:border|frontier|boundary)\s+(?:of|with|between)\s+(?:the\s+)?$", re.IGNORECASE)
_MOST_BEFORE = 40


def border(context: Context, node: Node) -> Anchor:
    """Reads "the border between A and B", "A's border with B", "the A–B border", "the border of A", "the border"."""
    owners = _owners(context, node)
    span = context.span(node)
    if not owners and "its" in context.words(node).split()[:1]:
        owners = [context.named_last(span)]
    if not owners:
        return border_of_two(context, node) if _is_of_several(context, node) else _border_before(context, node)
    first, *others = owners
    if others and all(map(context.is_spot, owners)) and (cut := _between_towns(context, owners, span)) is not None:
        return cut
    found = BorderRef(ref=first, other=others[0] if others else None, span=span)
    if token(node, "WITH") and not others:  # "the border with Libya": whose is said elsewhere
        found = BorderRef(ref=first, other=None, span=span)
    heading = token(node, "DIRECTION")
    if heading is None:
        return found
    return Described(at=PartOf(ref=found, part=context.heading(heading), span=span), span=span)


def _between_towns(context: Context, towns: Sequence[PlaceRef], span: Span) -> Anchor | None:
    """Reads "the border between Naqoura and Khiam": that of their country, from the one to the other."""
    home = context.place(towns[0])
    country = None if home is None else context.country_named(home.country, span)
    if country is None:
        return None
    start, end = (Within(ref=town, span=town.span) for town in towns[:2])
    line = BorderRef(ref=country, other=None, span=span)
    return Described(at=AlongFeature(ref=line, start=start, end=end, span=span), span=span)


def border_of_two(context: Context, node: Node) -> Anchor:
    """Reads "the border between them", "the border between the two countries"."""
    span = context.span(node)
    first, second = context.two_before(span)
    return BorderRef(ref=first, other=second, span=span)


def dated(context: Context, node: Node) -> Anchor:
    """A border with the day of its course."""
    inner = border(context, nodes(node)[0])
    when = tokens(node, "AS_OF")[0].when
    return replace(inner, as_of=when, span=context.span(node)) if isinstance(inner, BorderRef) else inner


def across(context: Context, side: PlaceRef, line: Anchor) -> PlaceRef | None:
    """The country on the other side of a border, seen from `side`, if the words name it."""
    if not isinstance(line, BorderRef):
        return None
    here = context.place(side)
    for owner in (line.ref, line.other):
        if owner is not None and owner.toponym != side.toponym and context.place(owner) != here:
            return owner
    return None


def coast(context: Context, node: Node) -> Anchor:
    """Reads "the Mediterranean coast", "the coast of Libya", "Libya's northern coast", "the coast"."""
    span = context.span(node)
    inner = [one for one in nodes(node) if one.rule == "owner"] or list(nodes(node))
    if inner:
        ref = place_ref(context, inner[0])
    elif token(node, "POSSESSOR"):
        ref = place_ref(context, node)
    else:
        ref = _coast_of(context, span)
    found = CoastRef(ref=ref, span=span)
    heading = token(node, "DIRECTION")
    if heading is None:
        return found
    return Described(at=PartOf(ref=found, part=context.heading(heading), span=span), span=span)


def _coast_of(context: Context, span: Span) -> PlaceRef:
    """Whose coast "the coast" is: of the country or sea named last, else of the place named next or last."""
    try:
        return context.before(span, "", _COASTAL)
    except UnfollowedError:
        found = context.named_next(span)
        return found if found is not None else context.named_last(span)


def road(context: Context, node: Node) -> RoadRef:
    """A road by its number, its name, or the places that it joins."""
    span = context.span(node)
    pair = next((one for one in nodes(node) if one.rule == "pair"), None)
    if pair is not None:
        return RoadRef(name="", ends=pair_refs(context, pair), span=span)
    number = token(node, "ROADNAME")
    name = context.passage.article.quote(context.passage.span(number.first, number.last)) if number else ""
    if token(node, "PLACE"):
        return RoadRef(name="", ends=(place_ref(context, node),), span=span)
    ends = [context.anchor(one) for one in nodes(node)]
    return RoadRef(name=name, ends=tuple(end for end in ends if isinstance(end, PlaceRef)), span=span)


def named_line(context: Context, node: Node) -> Anchor:
    """A line with a title, the sides that it lies between or the towns that it is meant between, and its day."""
    found, span = tokens(node, "NAMED_LINE")[0], context.span(node)
    name = context.passage.article.quote(context.passage.span(found.first, found.last))
    owners = tuple(_owners(context, node))
    line = NamedLineRef(name=name, between=owners, as_of=_when(node) or found.when, span=span)
    if not owners or any(context.is_country(owner) for owner in owners):
        return line
    start, end = (Within(ref=owner, span=owner.span) for owner in owners[:2])
    along = AlongFeature(ref=replace(line, between=()), start=start, end=end, span=span)
    return Described(at=along, span=span)


def named_lines(context: Context, node: Node) -> tuple[NamedLineRef, ...]:
    """Reads "lines B and D", "the two cease-fire lines": two lines."""
    found = tokens(node, "NAMED_LINES")[0]
    words = context.passage.words[found.first : found.last + 1]
    span = context.passage.span(found.first, found.last)
    joints = [place for place, one in enumerate(words) if one.folded == "and"]
    if len(words) == 4 and joints:  # "lines B and D", "the B and D lines"
        names = [f"line {words[place].text}" for place in (joints[0] - 1, joints[0] + 1)]
    else:
        names = [context.passage.article.quote(span)] * 2
    return tuple(NamedLineRef(name=name, between=(), as_of=_when(node), span=span) for name in names)


def chord(context: Context, node: Node) -> ChordRef:
    """Reads "the line from A to B", "the A–B line"."""
    inner = nodes(node)
    points = pair_refs(context, inner[0]) if inner[0].rule == "pair" else tuple(context.anchor(one) for one in inner)
    return ChordRef(points=points, span=context.span(node))


def _owners(context: Context, node: Node) -> list[PlaceRef]:
    owned = token(node, "POSSESSOR") or token(node, "DEMONYM")
    found: list[PlaceRef] = [place_ref(context, node)] if owned else []
    for one in nodes(node):
        found += pair_refs(context, one) if one.rule == "pair" else [place_ref(context, one)]
    return [ref for ref in spread([*found]) if isinstance(ref, PlaceRef)] if found else found


def _when(node: Node) -> When | None:
    found = token(node, "AS_OF")
    return found.when if found is not None else None


def _is_of_several(context: Context, node: Node) -> bool:
    """Whether the words before a border say that several share it: "their (common) border", "the common border"."""
    return not reference_words().shared.isdisjoint(context.words(node).split())


def _border_before(context: Context, node: Node) -> Anchor:
    """Reads "The border": the one that the text named last before, or one that isn't known yet."""
    span, text = context.span(node), context.passage.article.text
    for index in range(len(context.resolutions) - 1, -1, -1):
        named = context.resolutions[index].toponym.span
        place = context.resolutions[index].place
        if named.end > span.start or (place is not None and place.kind not in _BORDERED):
            continue
        head = text[max(named.start - _MOST_BEFORE, 0) : named.start]
        if _BORDER_BEHIND.match(text, named.end) or _BORDER_BEFORE.search(head):
            ref = PlaceRef(toponym=index, span=span, anaphor=True)
            return BorderRef(ref=ref, other=None, span=span)
    return ObjectRef(key="", span=span)
