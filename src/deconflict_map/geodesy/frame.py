"""A centre on WGS 84 → a plane in metres around it, and geometries to and fro.

The plane is the ellipsoidal azimuthal equidistant projection: distances and azimuths from the centre are exact, and
across them lengths stretch by (d/R)²/6 (Snyder 1987, Map Projections: A Working Manual, USGS PP 1395, p. 191):
0.02 % at 200 km, 0.1 % at 500 km. So one frame serves a theatre of war, not a continent. Refuses nothing; near the
point opposite the centre shapes lose their meaning.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import shapely
from pyproj import Proj

from deconflict_map.geodesy.edges import cut_short

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

# The longest edge of `geodesy.edges`, in degrees.
_EDGE_DEG = 0.25
# Step in degrees for the numeric derivative that gives grid north: about 11 m, far above rounding noise.
_NORTH_STEP_DEG = 1e-4


@dataclass(frozen=True, slots=True)
class LocalFrame:
    """A metric plane around a centre (degrees): x to the east, y to the north, in metres, centre at (0, 0)."""

    lon: float
    lat: float

    def to_metric(self, geometry: BaseGeometry) -> BaseGeometry:
        """A geometry in degrees, continuous or split at ±180, → metres. Long edges are densified first."""
        return shapely.transform(shapely.segmentize(geometry, _EDGE_DEG), self.metric_xy)

    def to_lonlat(self, geometry: BaseGeometry) -> BaseGeometry:
        """A geometry in metres → degrees.

        The result is continuous: its longitudes lie within 180° of the centre's and may pass ±180
        (`antimeridian.split` cuts it for files). What wraps round a pole is cut open along the meridian opposite the
        centre.
        """
        opened = self._open_at_poles(geometry)
        return shapely.transform(cut_short(opened, poles=[(0.0, y) for y in self._poles_y()]), self.lonlat)

    def metric_xy(self, lonlat: NDArray[np.float64]) -> NDArray[np.float64]:
        """Positions `(n, 2)` in degrees → `(n, 2)` in metres."""
        x, y = _projection(self.lon, self.lat)(lonlat[:, 0], lonlat[:, 1])
        return np.column_stack([x, y])

    def lonlat(self, metric_xy: NDArray[np.float64]) -> NDArray[np.float64]:
        """Positions `(n, 2)` in metres → `(n, 2)` in degrees, longitudes within 180° of the centre's."""
        lon, lat = _projection(self.lon, self.lat)(metric_xy[:, 0], metric_xy[:, 1], inverse=True)
        lon = self.lon + (np.asarray(lon) - self.lon + 180.0) % 360.0 - 180.0
        return np.column_stack([lon, lat])

    def convergence_deg(self, metric_xy: NDArray[np.float64]) -> NDArray[np.float64]:
        """The grid azimuth of true north at positions `(n, 2)` in metres: `(n,)` degrees clockwise from +y.

        A true azimuth plus this is the azimuth to draw in the plane; 0 on the centre's meridian.
        """
        lonlat = self.lonlat(metric_xy)
        # Towards the nearer side of the latitude range, so that a step never leaves it.
        step = np.where(lonlat[:, 1] > 0, -_NORTH_STEP_DEG, _NORTH_STEP_DEG)
        moved = self.metric_xy(np.column_stack([lonlat[:, 0], lonlat[:, 1] + step])) - metric_xy
        moved *= np.sign(step)[:, None]
        azimuth: NDArray[np.float64] = np.degrees(np.arctan2(moved[:, 0], moved[:, 1]))
        return azimuth

    def grid_azimuth_deg(self, azimuth: float, *, x: float, y: float) -> float:
        """A true azimuth at the position (metres) → the azimuth in the plane, degrees clockwise from +y."""
        return float(azimuth + self.convergence_deg(np.array([[x, y]]))[0])

    def _poles_y(self) -> tuple[float, float]:
        # Both poles lie on the centre's own meridian, which the projection keeps straight.
        _, y = _projection(self.lon, self.lat)([self.lon, self.lon], [90.0, -90.0])
        return float(y[0]), float(y[1])

    def _open_at_poles(self, geometry: BaseGeometry) -> BaseGeometry:
        if geometry.is_empty:
            return geometry
        _, south, _, north = geometry.bounds
        for y in self._poles_y():
            beyond = max(north, y) + 1.0 if y > 0 else min(south, y) - 1.0
            ray = shapely.LineString([(0.0, y), (0.0, beyond)])
            if (north > y if y > 0 else south < y) and geometry.intersects(ray):
                geometry = geometry.difference(ray.buffer(0.5, cap_style="flat"))
        return geometry


@lru_cache(maxsize=64)
def _projection(lon: float, lat: float) -> Proj:
    return Proj(proj="aeqd", ellps="WGS84", lon_0=lon, lat_0=lat)


def middle(positions: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """The mean direction of positions (lon, lat; degrees), safe at 180° and at poles; (0, 0) where there is none."""
    if not positions:
        return 0.0, 0.0
    lon, lat = np.radians(np.asarray(positions, dtype=np.float64)).T
    x, y, z = (float(np.mean(part)) for part in (np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)))
    if np.hypot(np.hypot(x, y), z) < 1e-9:
        return 0.0, 0.0
    return float(np.degrees(np.arctan2(y, x))), float(np.degrees(np.arctan2(z, np.hypot(x, y))))
