"""Positions, lines and polygons in degrees → geodesic metres, azimuths and square metres on WGS 84.

The formulas are Karney's (2013, Algorithms for geodesics, J. Geodesy 87:43, doi 10.1007/s00190-012-0578-z), as PROJ
has them. Edges are geodesics; a parallel must be densified before it is measured (`graticule.parallel`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely
from pyproj import Geod

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

_WGS84 = Geod(ellps="WGS84")


def distance_m(lon: float, lat: float, other_lon: float, other_lat: float) -> float:
    """Length of the geodesic between two positions, metres."""
    return float(_WGS84.inv(lon, lat, other_lon, other_lat)[2])


def distances_m(first: NDArray[np.float64], second: NDArray[np.float64]) -> NDArray[np.float64]:
    """Lengths `(n,)` of the geodesics from positions `(n, 2)` in degrees to others `(n, 2)`, metres."""
    _, _, metres = _WGS84.inv(first[:, 0], first[:, 1], second[:, 0], second[:, 1])
    return np.asarray(metres, dtype=np.float64)


def azimuth_deg(lon: float, lat: float, other_lon: float, other_lat: float) -> float:
    """Azimuth at the first position of the geodesic to the second, in [0, 360); 0 where the two coincide."""
    if (lon, lat) == (other_lon, other_lat):
        return 0.0
    return float(_WGS84.inv(lon, lat, other_lon, other_lat)[0]) % 360.0


def destination(lon: float, lat: float, *, azimuth: float, distance: float) -> tuple[float, float]:
    """The position (lon, lat) reached by going `distance` metres at `azimuth` degrees; longitude in [-180, 180]."""
    reached = _WGS84.fwd(lon, lat, azimuth, distance)
    return float(reached[0]), float(reached[1])


def azimuths_deg(first: NDArray[np.float64], second: NDArray[np.float64]) -> NDArray[np.float64]:
    """Azimuths `(n,)` at positions `(n, 2)` of the geodesics to others `(n, 2)`, degrees in [0, 360)."""
    azimuth, _, _ = _WGS84.inv(first[:, 0], first[:, 1], second[:, 0], second[:, 1])
    turned: NDArray[np.float64] = np.asarray(azimuth) % 360.0
    return turned


def between(first: NDArray[np.float64], second: NDArray[np.float64], *, shares: Sequence[float]) -> NDArray[np.float64]:
    """Positions `(n, shares, 2)` at shares of the geodesics from positions `(n, 2)` to others `(n, 2)`, degrees.

    Longitudes lie in [-180, 180].
    """
    azimuth, _, distance = _WGS84.inv(first[:, 0], first[:, 1], second[:, 0], second[:, 1])
    count = len(shares)
    part = np.asarray(distance)[:, None] * np.asarray(shares)
    lon0, lat0, towards = (np.repeat(value, count) for value in (first[:, 0], first[:, 1], azimuth))
    lon, lat, _ = _WGS84.fwd(lon0, lat0, towards, part.ravel())
    return np.stack([np.asarray(lon), np.asarray(lat)], axis=-1).reshape(len(first), count, 2)


def area_m2(geometry: BaseGeometry) -> float:
    """Geodesic area of the polygons in a geometry (EPSG:4326), square metres; holes are taken off.

    The direction in which rings run doesn't matter. Points and lines count nothing.
    """
    total = 0.0
    for part in shapely.get_parts(geometry):
        if part.geom_type in {"MultiPolygon", "GeometryCollection"}:
            total += area_m2(part)
        elif part.geom_type == "Polygon" and not part.is_empty:
            total += _ring_area_m2(part.exterior) - sum(_ring_area_m2(ring) for ring in part.interiors)
    return total


def length_m(geometry: BaseGeometry) -> float:
    """Geodesic length of the lines in a geometry (EPSG:4326), metres; for polygons, of their boundary."""
    return float(_WGS84.geometry_length(geometry)) if not geometry.is_empty else 0.0


def _ring_area_m2(ring: BaseGeometry) -> float:
    lon, lat = shapely.get_coordinates(ring).T
    return abs(float(_WGS84.polygon_area_perimeter(lon, lat)[0]))
