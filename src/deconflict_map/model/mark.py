"""A reading → its marks: the one table from which the page, the exports and the data frame are made.

Every mark has an id that depends on nothing but the reading, so that the same mark has the same id everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from deconflict_map.model.footprint import Level

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from deconflict_map.model.footprint import Footprint
    from deconflict_map.model.place import Place
    from deconflict_map.model.reading import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceMark:
    """A place that the text names, with all its mentions (indexes of resolutions, in the order of the text).

    `drawn` is false where the text names the place only by association ("the Geneva process"); `why_not` then says so.
    `confidence` is that of the surest mention.
    """

    id: str
    place: Place
    mentions: tuple[int, ...]
    confidence: float
    drawn: bool
    why_not: str


def place_marks(reading: Reading) -> tuple[PlaceMark, ...]:
    """One mark per resolved place, in the order in which the text first names them."""
    mentions: dict[str, list[int]] = {}
    for index, resolution in enumerate(reading.resolutions):
        if resolution.place is not None:
            mentions.setdefault(resolution.place.id, []).append(index)
    return tuple(
        _place_mark(reading, number, tuple(indexes)) for number, indexes in enumerate(mentions.values(), start=1)
    )


def _place_mark(reading: Reading, number: int, mentions: tuple[int, ...]) -> PlaceMark:
    resolutions = [reading.resolutions[index] for index in mentions]
    place = resolutions[0].place
    if place is None:  # mentions are grouped by their place
        raise AssertionError(mentions)
    literal = any(resolution.toponym.literal for resolution in resolutions)
    return PlaceMark(
        id=f"place-{number}",
        place=place,
        mentions=mentions,
        confidence=max(resolution.confidence for resolution in resolutions),
        drawn=literal,
        why_not="" if literal else resolutions[0].toponym.why_not_literal,
    )


def levels(footprint: Footprint) -> tuple[tuple[Level, BaseGeometry], ...]:
    """What is drawn of a footprint, largest first; empty geometries are left out.

    A footprint that the words can't fix shows its support only. What was published elsewhere comes last.
    """
    drawn: list[tuple[Level, BaseGeometry]] = []
    if footprint.region is not None:
        drawn = [
            (Level.SUPPORT, footprint.region.support),
            (Level.LIKELY, footprint.region.likely),
            (Level.CORE, footprint.region.core),
        ]
    if not footprint.drawable:
        drawn = drawn[:1]
    elif footprint.ensemble is not None:
        drawn = [
            (Level.BAND90, footprint.ensemble.band90),
            (Level.BAND50, footprint.ensemble.band50),
            (Level.BEST, footprint.ensemble.median),
        ]
    if footprint.published is not None:
        drawn.append((Level.PUBLISHED, footprint.published.geometry))
    return tuple((level, geometry) for level, geometry in drawn if not geometry.is_empty)
