"""The numbers that a text gives for a thing, and what was drawn of it → sentences where the two don't fit.

A stated number is compared, never drawn with. An area fits if it lies between the surely and the possibly covered
ground, a length if base data as coarse as these could have shortened the true line to the drawn one. What lies along no
line is at least as long as its outline is across, and no longer than half its edge.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import pi, sqrt
from typing import TYPE_CHECKING, assert_never

import numpy as np
import shapely

from deconflict_map.footprints.feature_parameters import feature_rules
from deconflict_map.footprints.tract import km, square_km
from deconflict_map.geodesy import LocalFrame, area_m2, length_m
from deconflict_map.model.claim import Measure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from shapely.geometry.base import BaseGeometry

    from deconflict_map.model.claim import Claim, Stated
    from deconflict_map.model.footprint import Footprint, Region

_PRECISION = 0.1
"""An interval up to this share of a number is what its digits leave open, no range (judgement: two digits or more)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How large something drawn is: the least, likely and most that a measure of it may be (metres, square metres)."""

    least: float
    likely: float
    most: float


def mismatches(claims: Iterable[Claim], footprint: Footprint, *, along_m: float = 0.0) -> tuple[str, ...]:
    """What the text says of the size of a thing and its geometry doesn't have; one sentence for each number.

    `along_m` is the length of the line that a zone lies along, 0 where there is none.
    """
    found = (_mismatch(stated, footprint, along_m) for claim in claims for stated in claim.stated)
    return tuple(dict.fromkeys(sentence for sentence in found if sentence))


def _mismatch(stated: Stated, footprint: Footprint, along_m: float) -> str:
    size = _size(stated.measure, footprint, along_m)
    if size is None or (stated.least <= size.most and stated.most >= size.least):
        return ""
    says = square_km if stated.measure is Measure.AREA else km
    return f"the text says {_number(stated, says)}; what it describes {_is(stated.measure, says(size.likely))}"


def _number(stated: Stated, says: Callable[[float], str]) -> str:
    """The number as the text has it: one number less the precision that its digits have, or a range."""
    if stated.most - stated.least <= _PRECISION * stated.most:
        return says((stated.least + stated.most) / 2)
    return f"{says(stated.least)} to {says(stated.most)}"


def _is(measure: Measure, size: str) -> str:
    match measure:
        case Measure.AREA:
            return f"covers {size}"
        case Measure.LENGTH:
            return f"is {size} long"
        case Measure.WIDTH:
            return f"is {size} wide on average"
        case _:
            assert_never(measure)


def _size(measure: Measure, footprint: Footprint, along_m: float) -> Size | None:
    """A measure of what was drawn, with all that its doubts leave open; `None` where it has none."""
    region = footprint.region
    match measure:
        case Measure.AREA:
            return None if region is None else _covered(region, along_m)
        case Measure.LENGTH:
            return _length(footprint, along_m)
        case Measure.WIDTH:
            if region is None or not along_m:
                return None
            area = _area(region)
            least, likely = (_mean_width_m(covered, along_m) for covered in (area.least, area.likely))
            return Size(least=least, likely=likely, most=area.most / along_m)
        case _:
            assert_never(measure)


def _area(region: Region) -> Size:
    share = feature_rules().stated.area_tolerance
    core, likely, support = (area_m2(level) for level in (region.core, region.likely, region.support))
    return Size(least=core * (1 - share), likely=likely or support, most=support * (1 + share))


def _covered(region: Region, along_m: float) -> Size:
    """The area of a zone; of one along a line, round ends may be counted or not."""
    area = _area(region)
    if not along_m:
        return area
    return Size(least=_mean_width_m(area.least, along_m) * along_m, likely=area.likely, most=area.most)


def _mean_width_m(area: float, along_m: float) -> float:
    """The width of a strip so long, round at both its ends, that has this area: w · l + π w² / 4 = area."""
    return (sqrt(along_m**2 + pi * area) - along_m) * 2 / pi


def _length(footprint: Footprint, along_m: float) -> Size | None:
    share = feature_rules().stated.length_tolerance
    if footprint.ensemble is not None:
        # Nine tenths of the courses, as the outer band holds them: single ones stray far.
        least, most = np.quantile([length_m(member) for member in footprint.ensemble.members], (0.05, 0.95))
        median = length_m(footprint.ensemble.median)
        return Size(least=float(least) * (1 - share), likely=median, most=float(most) * (1 + share))
    if along_m:
        return Size(least=along_m * (1 - share), likely=along_m, most=along_m * (1 + share))
    if footprint.region is None or footprint.region.likely.is_empty:
        return None
    across, edge = _across_m(footprint.region.likely), length_m(footprint.region.likely)
    return Size(least=across * (1 - share), likely=across, most=max(across, edge / 2) * (1 + share))


def _across_m(area: BaseGeometry) -> float:
    """How far an area reaches at most: the longer side of the narrowest rectangle about it, metres."""
    middle = area.centroid
    metric = LocalFrame(middle.x, middle.y).to_metric(area)
    corners = shapely.get_coordinates(metric.minimum_rotated_rectangle)
    if len(corners) < 3:
        return 0.0
    sides = [shapely.LineString(corners[index : index + 2]).length for index in (0, 1)]
    return float(max(sides))
