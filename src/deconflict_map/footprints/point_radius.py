"""Distances, extents and precisions → the uncertainty of a described point, by the point-radius method.

The closed formulas of the Georeferencing Calculator, one function for each of its locality types. Uncertainties are
maxima, hence they are added, never combined as errors that are normal (Wieczorek, Guo & Hijmans 2004, *The
point-radius method for georeferencing locality descriptions and calculating associated uncertainty*, IJGIS 18:745, doi
10.1080/13658810412331280211; Chapman & Wieczorek 2020, *Georeferencing Best Practices*, doi 10.15468/doc-gg7h-s853).
All lengths are metres, angles degrees. `precision_m` is the uncertainty from the number's precision: half its unit
since 2019, the whole unit in the paper of 2004; the functions take either, so that both variants can be had.
"""

from __future__ import annotations

from math import cos, hypot, pi, radians, sin, sqrt

_EQUATORIAL_M = 6_378_137.0
_FLATTENING = 1 / 298.257223563
"""WGS 84 (NGA.STND.0036, 2014)."""


def metres_per_degree(lat_deg: float) -> tuple[float, float]:
    """Length of a degree of latitude and of a degree of longitude at a latitude, on WGS 84.

    π/180 times the radius of curvature in the meridian, and times that in the prime vertical by the cosine of the
    latitude (Wieczorek et al. 2004; Snyder 1987, USGS PP 1395, p. 25).
    """
    eccentricity2 = _FLATTENING * (2 - _FLATTENING)
    root = sqrt(1 - eccentricity2 * sin(radians(lat_deg)) ** 2)
    in_meridian = _EQUATORIAL_M * (1 - eccentricity2) / root**3
    across = _EQUATORIAL_M / root * cos(radians(lat_deg))
    return in_meridian * pi / 180, across * pi / 180


def coordinate_precision_m(lat_deg: float, *, unit_deg: float) -> float:
    """Uncertainty of a position whose latitude and longitude are given to `unit_deg`: the diagonal of one unit.

    √((unit · metres per degree of latitude)² + (unit · metres per degree of longitude)²) (Wieczorek et al. 2004,
    *imprecision in coordinates*).
    """
    north, east = metres_per_degree(lat_deg)
    return unit_deg * hypot(north, east)


def feature_only_m(*, radial_m: float, others_m: float = 0.0) -> float:
    """Uncertainty of "X": the radial of X and everything else (position, datum, map), added."""
    return radial_m + others_m


def distance_only_m(distance_m: float, *, radial_m: float, precision_m: float, others_m: float = 0.0) -> float:
    """Uncertainty of "5 km from X": nothing says in which direction, so the distance itself is part of it."""
    return distance_m + radial_m + precision_m + others_m


def along_path_m(*, radial_m: float, precision_m: float, others_m: float = 0.0) -> float:
    """Uncertainty of "13 km along the road from X": where X is left, and the precision of the distance."""
    return radial_m + precision_m + others_m


def orthogonal_m(*, radial_m: float, precision_m: float, others_m: float = 0.0) -> float:
    """Uncertainty of "2 km east and 3 km north of X": the corner of the square of both precisions, and the radial.

    The directions are taken as exact, since two of them are given (Wieczorek et al. 2004, *two orthogonal offsets*).
    """
    return radial_m + sqrt(2) * precision_m + others_m


def at_heading_m(distance_m: float, *, linear_m: float, half_angle_deg: float) -> float:
    """Uncertainty of "10 km northeast of X": the distance from the point meant to the far corner of its arc band.

    √((d + d′ − d·cos α)² + (d·sin α)²) with the distance d, the sum d′ of all linear uncertainties and the heading
    error α (Wieczorek et al. 2004; Best Practices, *distance at a heading*).
    """
    alpha = radians(half_angle_deg)
    return hypot(distance_m + linear_m - distance_m * cos(alpha), distance_m * sin(alpha))
