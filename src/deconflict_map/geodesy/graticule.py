"""A parallel or meridian between two limits → a line in degrees, dense enough to stay one when projected.

A parallel isn't a geodesic: with two vertices alone it would be measured along the great circle north of it.
"""

from __future__ import annotations

import numpy as np
from shapely.geometry import LineString

# Judgement: the sagitta of 0.1° of a parallel is 12 m at 70° and 2 m at 36°, far below any base data.
_STEP_DEG = 0.1


def parallel(lat: float, *, west: float, east: float) -> LineString:
    """The parallel at `lat` from `west` to `east` (degrees; east may run past 180)."""
    lon = _steps(west, east)
    return LineString(np.column_stack([lon, np.full_like(lon, lat)]))


def meridian(lon: float, *, south: float, north: float) -> LineString:
    """The meridian at `lon` from `south` to `north` (degrees)."""
    lat = _steps(south, north)
    return LineString(np.column_stack([np.full_like(lat, lon), lat]))


def _steps(first: float, last: float) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.linspace(first, last, max(2, int(np.ceil(abs(last - first) / _STEP_DEG)) + 1))
