"""Geometries in metres → what a footprint carries: degrees, simplified and rounded, still nested.

Six decimals are about a decimetre, far below any base data here, and coarse enough that the last bits of a machine's
sine don't show. Outlines lose detail below 25 m (judgement: a twentieth of the smallest base data error).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import numpy as np
import shapely
from shapely.geometry import LineString
from shapely.geometry.base import BaseGeometry

from deconflict_map.footprints.regions import LevelSet, areal
from deconflict_map.model.footprint import Ensemble, Region

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from deconflict_map.footprints.ensemble import Sheaf
    from deconflict_map.footprints.stops import End
    from deconflict_map.geodesy import LocalFrame

_Shape = TypeVar("_Shape", bound=BaseGeometry)

DECIMALS = 6
_GRID_DEG = 10.0**-DECIMALS
_DETAIL_M = 25.0
# Judgement: of what spans more than 500 km less detail can be seen; Canada keeps 300 m, a tenth of its outline's error.
_DETAIL_SHARE = 1 / 20_000
# Judgement: three discs have about 200 vertices; what has hardly more isn't worth simplifying.
_FEW_VERTICES = 400


def region(frame: LocalFrame, levels: LevelSet) -> Region:
    """Three levels in degrees, longitudes continuous (they may pass ±180)."""
    plain = _plain(levels)
    core, likely, support = (area(frame, level) for level in (plain.core, plain.likely, plain.support))
    # Rounding may push a vertex of an inner level out through a shared edge: the outer one takes it in.
    likely = _taking_in(likely, core)
    support = _taking_in(support, likely)
    likely = _without_spikes(likely, support)
    return Region(core=_without_spikes(core, likely), likely=likely, support=support)


def _plain(levels: LevelSet) -> LevelSet:
    """The levels without needless detail; discs and cones have none and stay as they are."""
    if shapely.get_num_coordinates([levels.core, levels.likely, levels.support]).sum() <= _FEW_VERTICES:
        return levels
    west, south, east, north = levels.support.bounds
    detail_m = max(_DETAIL_M, _DETAIL_SHARE * float(np.hypot(east - west, north - south)))
    # What a simpler inner level puts out through the edge of an outer one, the outer one takes in (`region`).
    core, likely, support = (level.simplify(detail_m) for level in (levels.core, levels.likely, levels.support))
    return LevelSet(core=areal(core), likely=areal(likely), support=areal(support))


def area(frame: LocalFrame, metric: BaseGeometry) -> BaseGeometry:
    """Areas in degrees on the grid of six decimals."""
    rounded = _rounded(frame.to_lonlat(areal(metric)))
    if rounded.is_valid:
        return rounded
    return _rounded(areal(shapely.set_precision(areal(rounded), _GRID_DEG)))


def lines(frame: LocalFrame, metric: Sequence[LineString]) -> tuple[LineString, ...]:
    """Lines in degrees, rounded vertex by vertex; projected all at once, since each call of the projection costs."""
    coordinates, owner = shapely.get_coordinates(metric, return_index=True)
    rounded = np.round(frame.lonlat(coordinates), DECIMALS) + 0.0
    pieces = np.split(rounded, np.flatnonzero(np.diff(owner)) + 1)
    return tuple(LineString(piece) for piece in pieces)


def ensemble(frame: LocalFrame, sheaf: Sheaf, *, start: End, end: End) -> Ensemble:
    """An ensemble in degrees."""
    members = lines(frame, sheaf.shown)
    inner = area(frame, sheaf.band50.simplify(_DETAIL_M))
    outer = area(frame, sheaf.band90.simplify(_DETAIL_M))
    return Ensemble(
        median=members[0],
        band50=inner,
        band90=_taking_in(outer, inner),
        members=members,
        start=region(frame, start.region),
        end=region(frame, end.region),
    )


def _taking_in(outer: BaseGeometry, inner: BaseGeometry) -> BaseGeometry:
    if inner.is_empty or outer.covers(inner):
        return outer
    return _rounded(areal(shapely.union(outer, inner, grid_size=_GRID_DEG)))


def _without_spikes(inner: BaseGeometry, outer: BaseGeometry) -> BaseGeometry:
    """An inner level without spikes as thin as the grid, which the outer one lost when it took them in."""
    shapely.prepare(outer)
    if inner.is_empty or outer.covers(inner):
        return inner
    # The prepared one first: only its index is used.
    if shapely.dwithin(outer, shapely.points(shapely.get_coordinates(inner)), _GRID_DEG).all():
        return inner
    return _rounded(areal(shapely.intersection(inner, outer, grid_size=_GRID_DEG)))


def _rounded(geometry: _Shape) -> _Shape:
    def nearest(lonlat: NDArray[np.float64]) -> NDArray[np.float64]:
        # Adding zero turns -0.0, which prints differently, into 0.0.
        return np.round(lonlat, DECIMALS) + 0.0

    return shapely.transform(geometry, nearest)
