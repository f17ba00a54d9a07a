"""Parallels and meridians that bound an area → the ground on the inner side of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deconflict_map.model.anchor import MeridianRef, ParallelRef
from deconflict_map.model.relation import AllOf, SideOf
from deconflict_map.units.heading import parse_heading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deconflict_map.model.anchor import Anchor
    from deconflict_map.model.article import Span
    from deconflict_map.model.relation import Relation
    from deconflict_map.units.heading import Heading


def half_planes(refs: Sequence[Anchor], span: Span) -> Relation | None:
    """Between two parallels or meridians, or two of each; `None` for anything else, and where one has no number."""
    parallels = [ref for ref in refs if isinstance(ref, ParallelRef)]
    meridians = [ref for ref in refs if isinstance(ref, MeridianRef)]
    if len(parallels) + len(meridians) < len(refs) or not {len(parallels), len(meridians)} <= {0, 2}:
        return None
    pairs = [_between(pair) for pair in (parallels, meridians) if pair]
    parts = tuple(side for pair in pairs if pair is not None for side in pair)
    return AllOf(parts=parts, span=span) if parts and None not in pairs else None


def _between(pair: Sequence[ParallelRef | MeridianRef]) -> tuple[SideOf, SideOf] | None:
    match pair:
        case [ParallelRef(lat=float(one)), ParallelRef(lat=float(other))]:
            words, ordered = ("north", "south"), one <= other
        case [MeridianRef(lon=float(one)), MeridianRef(lon=float(other))]:
            words, ordered = ("east", "west"), (other - one) % 360.0 <= 180.0  # the shorter way round
        case _:
            return None
    first, second = _heading(words[0]), _heading(words[1])
    if not ordered:
        first, second = second, first
    return (
        SideOf(ref=pair[0], heading=first, span=pair[0].span),
        SideOf(ref=pair[1], heading=second, span=pair[1].span),
    )


def _heading(word: str) -> Heading:
    found = parse_heading(word)
    if found is None:
        raise AssertionError(word)  # a compass word of the vocabulary
    return found
