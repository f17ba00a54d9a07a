"""A footprint → its best geometry, and its area, length and uncertainty in metres.

The best geometry of a zone is its likely level, of a point a point in its surest ground, of a line the median. All
measures are geodesic (WGS 84). What the words can't fix has none of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians
from typing import TYPE_CHECKING

import numpy as np
import shapely

from deconflict_map.geodesy.geodesic import area_m2, distance_m, length_m
from deconflict_map.model.footprint import FootprintKind

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from deconflict_map.model.footprint import Ensemble, Footprint, Region

_LEAST_COSINE = 0.01
_MEASURED = 8
"""So many of the farthest by the rough measure are measured on the ellipsoid (judgement: the two order alike)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """What is told of a footprint's size; `None` where it can't be told or means nothing.

    `area_m2` is that of a zone's likely level, `length_m` that of a line's median. `uncertainty_m` says how far the
    best geometry may be off: for a point the distance to the farthest possible position, for a zone the largest
    distance from its outline to that of what is possible, for a line the half-width of its 90 % band at the widest.
    """

    area_m2: float | None = None
    length_m: float | None = None
    uncertainty_m: float | None = None


def best(footprint: Footprint) -> BaseGeometry | None:
    """The one geometry that the words fit best (EPSG:4326), or `None` where they can't fix any."""
    if not footprint.drawable:
        return None
    if footprint.ensemble is not None:
        return footprint.ensemble.median
    region = footprint.region
    if region is None or region.likely.is_empty:
        return None
    return _point(region) if footprint.kind is FootprintKind.POINT else region.likely


def _point(region: Region) -> BaseGeometry:
    """The middle of the surest ground, or a point in it where its middle lies outside."""
    ground = region.likely if region.core.is_empty else region.core
    middle = ground.centroid
    return middle if ground.covers(middle) else ground.representative_point()


def measures(footprint: Footprint) -> Measures:
    """The measures of a footprint."""
    found = best(footprint)
    if found is None:
        return Measures()
    if footprint.ensemble is not None:
        return Measures(length_m=length_m(found), uncertainty_m=_half_width_m(footprint.ensemble))
    if footprint.region is None:
        return Measures()
    off = _farthest_m(footprint.region.support, found)
    return (
        Measures(uncertainty_m=off)
        if found.geom_type == "Point"
        else Measures(area_m2=area_m2(found), uncertainty_m=off)
    )


def _half_width_m(ensemble: Ensemble) -> float:
    return _farthest_m(ensemble.band90, ensemble.median)


def _farthest_m(whole: BaseGeometry, part: BaseGeometry) -> float:
    """The distance from `part` to the point of `whole` that lies farthest from it, metres."""
    if whole.is_empty or whole.equals(part):
        return 0.0
    # Nearest in degrees isn't nearest on the ground: longitudes are shrunk to the middle latitude for the search.
    shrink = (max(cos(radians((whole.bounds[1] + whole.bounds[3]) / 2)), _LEAST_COSINE), 1.0)
    points = np.asarray(shapely.points(shapely.get_coordinates(whole) * shrink))
    ground = shapely.transform(part, lambda lonlat: lonlat * shrink)
    shapely.prepare(ground)
    farthest = shapely.distance(points, ground).argsort()[::-1][:_MEASURED]
    pairs = shapely.get_coordinates(shapely.shortest_line(points[farthest], ground)) / shrink
    return max(distance_m(*pair) for pair in pairs.reshape(-1, 4).tolist())
