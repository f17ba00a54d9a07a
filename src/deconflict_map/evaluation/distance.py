"""Two positions → kilometres on a sphere, and whether they are near enough to count as the same place.

The field measures on a sphere, and its published figures can only be met so; `geodesy` measures on the ellipsoid and
differs by up to half a percent.
"""

from __future__ import annotations

import math

_DIAMETER_KM = 12_742.0
"""Twice the mean radius of the Earth, 6,371 km (IUGG)."""
NEAR_KM = 161.0
"""100 miles, within which a place counts as found: Cheng, Caverlee & Lee 2010, doi 10.1145/1871437.1871535, and all who
scored toponyms since."""
FARTHEST_KM = 20_039.0
"""The error that stands for no answer, half the Earth's girth: Gritta, Pilehvar, Limsopatham & Collier 2018, What's
missing in geographical parsing?, doi 10.1007/s10579-017-9385-8."""


def distance_km(lon: float, lat: float, other_lon: float, other_lat: float) -> float:
    """Kilometres between two positions (degrees) along a great circle, by the haversine formula.

    Sinnott 1984, Virtues of the haversine, Sky and Telescope 68:159.
    """
    north, other_north = math.radians(lat), math.radians(other_lat)
    across, along = other_north - north, math.radians(other_lon - lon)
    half = math.sin(across / 2) ** 2 + math.cos(north) * math.cos(other_north) * math.sin(along / 2) ** 2
    return _DIAMETER_KM * math.asin(min(1.0, math.sqrt(half)))
