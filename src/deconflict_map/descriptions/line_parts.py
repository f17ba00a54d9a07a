"""Distances that hold along parts of one line ("20 km in the west and 40 km in the east") → the elements of each part.

Refuses distances with nothing that they count from. None where the words part no line.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from deconflict_map.descriptions.context import UnfollowedError, joined
from deconflict_map.descriptions.elements import (
    Along,
    Ground,
    InPart,
    Item,
    Joint,
    Sided,
    Start,
    Width,
)
from deconflict_map.model.anchor import Described
from deconflict_map.model.qualifier import WidthKind
from deconflict_map.model.relation import (
    AtDistance,
    PartOf,
    WithinDistance,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deconflict_map.descriptions.elements import Element
    from deconflict_map.model.anchor import Anchor


def in_parts(group: Sequence[Item]) -> list[list[Item]]:
    """Reads "20 km from the line in the west and 40 km in the east": each distance along a part of the line."""
    measured: list[tuple[Item, InPart]] = []
    last: Item | None = None
    for item in group:
        if isinstance(item.element, InPart) and last is not None:
            measured.append((last, item.element))
        last = None if isinstance(item.element, InPart) else item if _measures(item.element) else last
    if len(measured) < 2:
        return []
    taken = [one for pair in measured for one in (pair[0].element, pair[1])]
    rest = [item for item in group if not any(item.element is one for one in taken)]
    if not any(_line_of(item.element) for item in rest):  # the line stands with the first distance
        line = next((found for item, _ in measured if (found := _line_of(item.element)) is not None), None)
        if line is None:
            raise UnfollowedError("distances are said, but nothing tells from what")
        rest.append(Item(element=Along(refs=(line,), span=line.span), joint=Joint.NONE))
    return [_of_part(item, part, rest) for item, part in measured]


def _measures(element: Element) -> bool:
    if isinstance(element, Ground):
        return isinstance(element.relation, AtDistance | WithinDistance)
    return isinstance(element, Width)


def _line_of(element: Element) -> Anchor | None:
    match element:
        case Along(refs=(line, *_)) | Width(line=line) | Start(ref=line) | Sided(line=line):
            return line
        case Ground(relation=AtDistance(ref=line) | WithinDistance(ref=line)):
            return line
        case _:
            return None


def _of_part(item: Item, part: InPart, rest: Sequence[Item]) -> list[Item]:
    """The elements of one part: its distance to either side of that part of the line, and what holds for all."""
    element = item.element
    if isinstance(element, Ground) and isinstance(element.relation, AtDistance | WithinDistance):
        element = Width(length=element.relation.distance, kind=WidthKind.EACH_SIDE, span=element.span)
    if isinstance(element, Width):
        kind = WidthKind.EACH_SIDE if element.kind is WidthKind.UNSPECIFIED else element.kind
        element = replace(element, line=None, kind=kind)
    found = [Item(element=element, joint=Joint.NONE)]
    for other in rest:
        line = _line_of(other.element)
        if line is None:
            found.append(other)
            continue
        span = joined(line.span, part.span)
        own = Described(at=PartOf(ref=line, part=part.heading, span=span), span=span)
        found.append(replace(other, element=Along(refs=(own,), span=other.element.span)))
    return found
