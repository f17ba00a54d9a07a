"""A reading of a phrase → what its page tells above the lists: what was drawn, its size, what was taken for granted.

Readings of articles have none of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from deconflict_map.geodesy.measures import measures
from deconflict_map.render.words import distance_words, phrases

if TYPE_CHECKING:
    from deconflict_map.model.footprint import Footprint
    from deconflict_map.model.reading import Reading
    from deconflict_map.render.datablock import Json

_WHOLE_KM2 = 100.0
"""From here on square kilometres are told without decimals."""


def asked_record(reading: Reading) -> Json:
    """What is told of a phrase; `None` for an article."""
    if reading.asked is None:
        return None
    return {
        "assumptions": list(reading.asked.assumptions),
        "marks": [{"mark": footprint.id, "sizes": _sizes(footprint)} for footprint in reading.footprints],
    }


def _sizes(footprint: Footprint) -> list[Json]:
    """Pairs of what is measured and how much it is."""
    found = measures(footprint)
    told: list[Json] = [["Kind", phrases("footprint")[footprint.kind.value]]]
    if found.area_m2 is not None:
        told.append(["Area", area_words(found.area_m2)])
    if found.length_m is not None:
        told.append(["Length", distance_words(found.length_m)])
    if found.uncertainty_m is not None:
        told.append(["May be off by", distance_words(found.uncertainty_m)])
    return told


def area_words(square_metres: float) -> str:
    """An area as square kilometres for the page."""
    km2 = square_metres / 1e6
    digits = f"{km2:,.0f}" if km2 >= _WHOLE_KM2 else f"{km2:,.2f}"
    return f"{digits} km²".replace(",", "\N{NARROW NO-BREAK SPACE}")
