"""Nodes that hold names → reference places, each with the feature word that stands with it ("Idlib province")."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from deconflict_map.descriptions.context import nodes, tokens
from deconflict_map.descriptions.features import reference_words
from deconflict_map.model.anchor import PlaceRef

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deconflict_map.descriptions.automaton import Node
    from deconflict_map.descriptions.context import Context
    from deconflict_map.model.anchor import Anchor

_NAMES = ("PLACE", "DEMONYM", "POSSESSOR", "HELD")


def spread(refs: Sequence[Anchor]) -> tuple[Anchor, ...]:
    """Reads "Latakia, Hama and Aleppo provinces", "the municipalities of A, B and C": each gets the feature word."""
    singular = reference_words().singular
    plural = [place for place, ref in enumerate(refs) if isinstance(ref, PlaceRef) and ref.wants in singular]
    found = {place: singular[ref.wants] for place in plural if isinstance(ref := refs[place], PlaceRef)}
    return tuple(
        _wanting(ref, _shared(found, place, refs) if ref.wants == "" else singular.get(ref.wants, ref.wants))
        if isinstance(ref, PlaceRef)
        else ref
        for place, ref in enumerate(refs)
    )


def _shared(plural: dict[int, str], place: int, refs: Sequence[Anchor]) -> str:
    """The feature word in the plural that counts for a name: one that leads its list, or one that ends it."""
    last = len(refs) - 1
    if last in plural:
        return plural[last]
    before = [known for known in plural if known < place]
    return plural[before[-1]] if before else ""


def _wanting(ref: PlaceRef, wants: str) -> PlaceRef:
    return replace(ref, wants=wants)


def place_ref(context: Context, node: Node, *, centre: bool = False) -> PlaceRef:
    """The reference place among the lexemes of a node, with the feature words beside it."""
    name = next((one for terminal in _NAMES for one in tokens(node, terminal)), None)
    if name is None:
        return place_ref(context, nodes(node)[0], centre=centre)
    features = tokens(node, "FEATURE")
    first = min(one.first for one in (name, *features))
    last = max(one.last for one in (name, *features))
    wants = context.quote(features[0]).casefold() if features else ""
    return PlaceRef(toponym=name.toponym, span=context.passage.span(first, last), wants=wants, centre=centre)


def pair_refs(context: Context, node: Node) -> tuple[PlaceRef, ...]:
    """The places of "A–B" or "A–B–C"."""
    found: list[PlaceRef] = []
    for one in nodes(node):
        found += pair_refs(context, one) if one.rule == "pair" else [place_ref(context, one)]
    return tuple(found)
