"""A strip along something described → the same strip along the line in it, on the side that the description gives.

"Along the Iraqi side of the border" says two things: along which line, and on which side of it. Such words nest in the
relation tree as they stand in the text; a width counts from the line, not from the edge of a described belt.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from deconflict_map.model.anchor import BorderRef, Described
from deconflict_map.model.line_relation import AlongFeature
from deconflict_map.model.relation import BankOf, BorderSide, OnFeature, SideOf, Spanning, Strip, Within

if TYPE_CHECKING:
    from deconflict_map.model.anchor import Anchor
    from deconflict_map.model.qualifier import Bank
    from deconflict_map.units.heading import Heading


def along_its_line(relation: Strip) -> Strip | Spanning:  # noqa: PLR0911 -- one arm each
    """The strip with its base line laid bare; between two places where the description says so."""
    at = relation.ref.at if isinstance(relation.ref, Described) else None
    match at:
        case BorderSide(ref=ref, other=other):
            border = BorderRef(ref=ref, other=other, span=at.span)
            return _on_side(relation, border, ref)
        case SideOf(ref=ref, heading=heading):
            return _on_side(relation, ref, heading)
        case BankOf(ref=ref, bank=bank, seen_from=None):
            return _on_side(relation, ref, bank)
        case OnFeature(ref=ref) | Within(ref=ref) | AlongFeature(ref=ref, start=None, end=None):
            return along_its_line(replace(relation, ref=ref))
        case AlongFeature(ref=ref, start=start, end=end) if start is not None and end is not None:
            return Spanning(of=replace(relation, ref=ref), ends=(start, end), span=relation.span)
        case Spanning(of=OnFeature(ref=ref) | AlongFeature(ref=ref, start=None, end=None), ends=ends):
            return Spanning(of=replace(relation, ref=ref), ends=ends, span=relation.span)
        case _:
            return relation


def _on_side(relation: Strip, ref: Anchor, side: Anchor | Heading | Bank) -> Strip | Spanning:
    """On the side that is described, unless the strip's own words name one, or different ones for both."""
    own = relation.side is not None or relation.other_width is not None or relation.inwards is not None
    return along_its_line(replace(relation, ref=ref, side=relation.side if own else side))
