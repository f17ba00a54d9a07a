"""A road of which the words give a name alone, and the ends of the stretch that they speak of → the road between them.

The base data has no roads. "The M4 from A to B" names the ends of a stretch, if not of the road: between these the
straight way stands for it, as for a road that joins them (`drawn_lines`). Leaves every other anchor as it is.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from deconflict_map.model.anchor import ChordRef, Described, PlaceRef, RoadRef
from deconflict_map.model.relation import Within

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deconflict_map.model.anchor import Anchor
    from deconflict_map.model.relation import Relation


def between_ends(anchor: Anchor, ends: Sequence[Relation | None]) -> Anchor:
    """The anchor; a road without two ends of its own takes those of the stretch, where both are said."""
    points = [end for end in ends if end is not None]
    if not isinstance(anchor, RoadRef) or len(anchor.ends) > 1 or len(points) < 2:
        return anchor
    places = [end.ref for end in points if isinstance(end, Within) and isinstance(end.ref, PlaceRef)]
    if len(places) == len(points):
        return replace(anchor, ends=tuple(places))
    return ChordRef(points=tuple(Described(at=end, span=end.span) for end in points), span=anchor.span)
