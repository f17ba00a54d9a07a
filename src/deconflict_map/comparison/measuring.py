"""Footprints of two accounts → how far apart they are, and how much they share.

Everything is measured in one plane around both (azimuthal equidistant, see `geodesy.LocalFrame`): nearest positions and
overlaps are found there, and distances and areas then taken on the ellipsoid. Where words have rival readings, the two
that lie nearest are measured. Trade-off taken: how much of a line two bands share is told to half a per cent.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

import numpy as np
import shapely

from deconflict_map.comparison.values import Nearness, Shared
from deconflict_map.geodesy import LocalFrame, area_m2, distance_m, middle
from deconflict_map.geodesy.measures import best, measures
from deconflict_map.geodesy.separation import separation
from deconflict_map.model.footprint import Level

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from deconflict_map.model.footprint import Footprint

_BESIDE = 0.25
"""What lies nearest counts as beside a part of a line, not before or behind it, if it is no farther along the line than
this share of the band's half-width (judgement: bands bend)."""
_BINS = 200
"""Into so many parts a median is cut to tell beside how much of it two bands overlap (judgement: half a per cent)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """How two footprints lie to each other, and which of their accounts' readings they are.

    `within_before` is the share of the later best geometry that lies in what is possible for the earlier, and the
    other way round; `sure_before` the share of what is surely in the earlier that is possible for the later.
    """

    nearness: Nearness
    before: Footprint
    after: Footprint
    identical: bool
    overlap: float
    within_before: float | None
    within_after: float | None
    sure_before: float | None
    sure_after: float | None


def measure(before: Sequence[Footprint], after: Sequence[Footprint]) -> Measured | None:
    """The measures of the two readings that lie nearest; `None` where either side has nothing drawn."""
    found = [_measured(one, other) for one, other in product(before, after)]
    return min(
        (one for one in found if one is not None),
        key=lambda one: (one.nearness.gap_m or 0.0, -one.overlap, one.nearness.farthest_m or 0.0),
        default=None,
    )


def possible(footprint: Footprint) -> BaseGeometry:
    """All ground that the words leave possible: of a line its 90 % band, else the support; may be empty."""
    if footprint.ensemble is not None:
        return footprint.ensemble.band90
    return shapely.Polygon() if footprint.region is None else footprint.region.support


def overlap_share(before: Footprint, after: Footprint) -> float:
    """The shared part of what is possible for two footprints, of what is possible for either, in [0, 1]."""
    frame = _frame((before, after))
    one, other = _metric(possible(before), frame), _metric(possible(after), frame)
    whole = one.union(other).area
    return float(one.intersection(other).area / whole) if whole else 0.0


def _measured(before: Footprint, after: Footprint) -> Measured | None:
    if possible(before).is_empty or possible(after).is_empty:
        return None
    if _identical(before, after):
        return _same(before, after)
    frame = _frame((before, after))
    best_before, best_after = _best(before, frame), _best(after, frame)
    far, mean = _distances(best_before, best_after, frame)
    wide = _metric(possible(before), frame), _metric(possible(after), frame)
    common = wide[0].intersection(wide[1])
    nearness = Nearness(
        farthest_m=far,
        mean_m=mean,
        uncertainty_before_m=measures(before).uncertainty_m,
        uncertainty_after_m=measures(after).uncertainty_m,
        gap_m=_gap(*wide, frame),
        shared=tuple(_shared(before, after, level, frame) for level in _levels(before, after)),
        length_before=_beside(best_before, common, before, frame),
        length_after=_beside(best_after, common, after, frame),
    )
    return Measured(
        nearness=nearness,
        before=before,
        after=after,
        identical=False,
        overlap=overlap_share(before, after),
        within_before=_share_in(best_after, wide[0]),
        within_after=_share_in(best_before, wide[1]),
        sure_before=_share_in(_sure(before, frame), wide[1]),
        sure_after=_share_in(_sure(after, frame), wide[0]),
    )


def _same(before: Footprint, after: Footprint) -> Measured:
    """What is measured of two that are equal, without measuring."""
    zero = None if best(before) is None else 0.0
    off = measures(before).uncertainty_m
    whole = None if before.ensemble is None or zero is None else 1.0
    near = Nearness(
        farthest_m=zero,
        mean_m=zero,
        uncertainty_before_m=off,
        uncertainty_after_m=off,
        gap_m=0.0,
        shared=tuple(_shared_wholly(before, level) for level in _levels(before, after)),
        length_before=whole,
        length_after=whole,
    )
    return Measured(
        nearness=near,
        before=before,
        after=after,
        identical=True,
        overlap=1.0,
        within_before=1.0,
        within_after=1.0,
        sure_before=1.0,
        sure_after=1.0,
    )


def _shared_wholly(footprint: Footprint, level: Level) -> Shared:
    share = None if _level(footprint, level).is_empty else 1.0
    return Shared(level=level.value, of_before=share, of_after=share)


def _frame(footprints: Sequence[Footprint]) -> LocalFrame:
    """A plane around all that is possible, the same for both orders of the two."""
    corners = []
    for footprint in footprints:
        for part in shapely.get_parts(possible(footprint)):
            west, south, east, north = part.bounds
            corners += [(west, south), (east, north)]
    return LocalFrame(*(round(degrees, 3) for degrees in middle(sorted(corners))))


def _metric(shape: BaseGeometry, frame: LocalFrame) -> BaseGeometry:
    moved = frame.to_metric(shape)
    return moved if shapely.is_valid(moved) else shapely.make_valid(moved)


def _best(footprint: Footprint, frame: LocalFrame) -> BaseGeometry | None:
    found = best(footprint)
    return None if found is None else _metric(found, frame)


def _sure(footprint: Footprint, frame: LocalFrame) -> BaseGeometry | None:
    return None if footprint.region is None else _metric(footprint.region.core, frame)


def _identical(before: Footprint, after: Footprint) -> bool:
    if before.kind is not after.kind or before.drawable is not after.drawable:
        return False
    mine, others = (_shapes(footprint) for footprint in (before, after))
    return len(mine) == len(others) and all(
        one.equals_exact(other, 1e-9) for one, other in zip(mine, others, strict=True)
    )


def _shapes(footprint: Footprint) -> tuple[BaseGeometry, ...]:
    ensemble, region = footprint.ensemble, footprint.region
    shapes = () if ensemble is None else (ensemble.median, ensemble.band50, ensemble.band90)
    return shapes if region is None else (*shapes, region.core, region.likely, region.support)


def _levels(before: Footprint, after: Footprint) -> tuple[Level, ...]:
    if before.ensemble is not None and after.ensemble is not None:
        return (Level.BAND50, Level.BAND90)
    if before.ensemble is None and after.ensemble is None:
        return (Level.CORE, Level.LIKELY, Level.SUPPORT) if before.drawable and after.drawable else (Level.SUPPORT,)
    return (Level.SUPPORT,)  # a line and an area that may hold it: all that is possible for either


def _level(footprint: Footprint, level: Level) -> BaseGeometry:
    if footprint.ensemble is not None:
        return footprint.ensemble.band50 if level is Level.BAND50 else footprint.ensemble.band90
    if footprint.region is None:
        return shapely.Polygon()
    return {Level.CORE: footprint.region.core, Level.LIKELY: footprint.region.likely}.get(
        level, footprint.region.support
    )


def _shared(before: Footprint, after: Footprint, level: Level, frame: LocalFrame) -> Shared:
    one, other = (_metric(_level(footprint, level), frame) for footprint in (before, after))
    common = _ground_m2(one.intersection(other), frame)
    mine, theirs = _ground_m2(one, frame), _ground_m2(other, frame)
    return Shared(
        level=level.value,
        of_before=min(common / mine, 1.0) if mine else None,
        of_after=min(common / theirs, 1.0) if theirs else None,
    )


def _ground_m2(shape: BaseGeometry, frame: LocalFrame) -> float:
    return 0.0 if shape.is_empty else area_m2(frame.to_lonlat(shape))


def _gap(one: BaseGeometry, other: BaseGeometry, frame: LocalFrame) -> float:
    if one.intersects(other):
        return 0.0
    return _geodesic(shapely.get_coordinates(shapely.shortest_line(one, other)), frame)


def _geodesic(ends: NDArray[np.float64], frame: LocalFrame) -> float:
    first, second = frame.lonlat(ends).tolist()
    return distance_m(*first, *second)


def _distances(
    one: BaseGeometry | None, other: BaseGeometry | None, frame: LocalFrame
) -> tuple[float | None, float | None]:
    """The Hausdorff distance and the mean distance of two best geometries, metres; of areas those of their outlines."""
    if one is None or other is None:
        return None, None
    found = separation(one, other, frame)
    return found.farthest_m, found.mean_m


def _share_in(shape: BaseGeometry | None, ground: BaseGeometry) -> float | None:
    """The share of a geometry that lies in some ground: of its area, its length, or all or nothing of a point."""
    if shape is None or shape.is_empty:
        return None
    dimension = shapely.get_dimensions(shape)
    if dimension == 0:
        return float(ground.buffer(1.0).covers(shape))  # a metre: a point on the edge is in
    common = shape.intersection(ground)
    return float(common.area / shape.area if dimension == 2 else common.length / shape.length)


def _beside(median: BaseGeometry | None, common: BaseGeometry, footprint: Footprint, frame: LocalFrame) -> float | None:
    """The share of a line's median beside which the ground that both leave possible lies: as near as its own band."""
    if median is None or footprint.ensemble is None:
        return None
    if common.is_empty:
        return 0.0
    widths = _half_widths(median, _metric(footprint.ensemble.band90, frame))
    at = (np.arange(_BINS) + 0.5) / _BINS
    middles = shapely.line_interpolate_point(np.asarray(median), at, normalized=True)
    steps = np.asarray(shapely.shortest_line(middles, common))
    nearest = shapely.line_locate_point(np.asarray(median), shapely.get_point(steps, 1), normalized=True)
    along = np.abs(np.asarray(nearest) - at) * median.length
    beside = (np.asarray(shapely.length(steps)) <= widths) & (along <= _BESIDE * widths + median.length / _BINS)
    return float((beside | _under(median, common)).mean())


def _under(median: BaseGeometry, ground: BaseGeometry) -> NDArray[np.bool_]:
    """Of each of `_BINS` parts of a median whether the outline of some ground lies nearest to it."""
    edge = shapely.segmentize(ground, median.length / (2 * _BINS))
    points = np.asarray(shapely.points(shapely.get_coordinates(edge)))
    at = np.asarray(shapely.line_locate_point(np.asarray(median), points, normalized=True))
    found = np.zeros(_BINS, dtype=np.bool_)
    found[np.minimum((at * _BINS).astype(int), _BINS - 1)] = True
    return found


def _half_widths(median: BaseGeometry, band: BaseGeometry) -> NDArray[np.float64]:
    """How far a band reaches beside each of `_BINS` parts of its median, metres."""
    edge = shapely.segmentize(band.boundary, median.length / (2 * _BINS))
    points = np.asarray(shapely.points(shapely.get_coordinates(edge)))
    at = np.asarray(shapely.line_locate_point(np.asarray(median), points, normalized=True))
    away = np.asarray(shapely.distance(points, median))
    widths = np.zeros(_BINS)
    np.maximum.at(widths, np.minimum((at * _BINS).astype(int), _BINS - 1), away)
    known = np.flatnonzero(widths)  # inside of a bend no edge lies nearest to a part: its neighbours tell
    return np.interp(np.arange(_BINS), known, widths[known]) if known.size else widths
