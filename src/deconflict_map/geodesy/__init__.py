"""Positions on WGS 84 → metres and back: the only user of pyproj.

Longitude before latitude everywhere, EPSG:4326, degrees. Azimuths are degrees clockwise from true north.
"""

from deconflict_map.geodesy.antimeridian import split, unwrap
from deconflict_map.geodesy.frame import LocalFrame, middle
from deconflict_map.geodesy.geodesic import (
    area_m2,
    azimuth_deg,
    azimuths_deg,
    between,
    destination,
    distance_m,
    length_m,
)
from deconflict_map.geodesy.graticule import meridian, parallel

__all__ = [
    "LocalFrame",
    "area_m2",
    "azimuth_deg",
    "azimuths_deg",
    "between",
    "destination",
    "distance_m",
    "length_m",
    "meridian",
    "middle",
    "parallel",
    "split",
    "unwrap",
]
