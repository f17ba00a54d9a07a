"""A footprint → the layer of the map on which it is drawn.

Every footprint stands in exactly one layer, so that the counts of the legend add up to the number of footprints. The
leading claim's status decides, save that what the words can't fix stands apart: a hatch must never look like a report.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, assert_never

from deconflict_map.model.claim import Status

if TYPE_CHECKING:
    from deconflict_map.model.footprint import Footprint
    from deconflict_map.model.reading import Reading


class MarkLayer(StrEnum):
    """The layers of the marks, in drawing order."""

    UNFIXED = "unfixed"
    REPORTED = "reported"
    PLANNED = "planned"
    AGREED = "agreed"
    DISPUTED = "disputed"
    NEGATED = "negated"
    PLACES = "places"


def layer_of(footprint: Footprint, reading: Reading) -> MarkLayer:
    """The layer of a footprint."""
    if not footprint.drawable:
        return MarkLayer.UNFIXED
    status = reading.claims[footprint.claims[0] - 1].status if footprint.claims else Status.REPORTED
    match status:
        case Status.REPORTED | Status.STATED:
            return MarkLayer.REPORTED
        case Status.AGREED:
            return MarkLayer.AGREED
        case Status.PLANNED | Status.ORDERED | Status.CONDITIONAL:
            return MarkLayer.PLANNED
        case Status.CLAIMED | Status.DISPUTED:
            return MarkLayer.DISPUTED
        case Status.DENIED | Status.NEGATED:
            return MarkLayer.NEGATED
        case _:
            assert_never(status)
