"""Two geometries in a common metric plane → how far apart they lie: the Hausdorff and the mean distance, in metres.

Nearest positions are found in the plane, distances then taken on the ellipsoid. Refuses nothing that isn't empty.
Trade-off taken: lines and outlines are sampled, so that a spike narrower than a four-hundredth of their length may be
missed where there are very many vertices; else vertices never are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

from deconflict_map.geodesy.geodesic import distances_m

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from deconflict_map.geodesy.frame import LocalFrame

_SAMPLES = 400
_MOST_VERTICES = 1500
"""Of outlines with more vertices samples alone are measured (judgement: they lie closer than base data is exact)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Separation:
    """`farthest_m` is the Hausdorff distance; `mean_m` the mean distance from one to the other, of both ways."""

    farthest_m: float
    mean_m: float


def separation(one: BaseGeometry, other: BaseGeometry, frame: LocalFrame) -> Separation:
    """How far apart two geometries in the metres of `frame` lie; of areas their outlines are measured."""
    ways = [(outline(one), outline(other)), (outline(other), outline(one))]
    even = [_nearest(_even(mine), theirs, frame) for mine, theirs in ways]
    vertices = [_nearest(_vertices(mine), theirs, frame) for mine, theirs in ways]
    means = [float(distances.mean()) for distances in even]
    farthest = max(float(found.max()) for found in (*even, *vertices))
    return Separation(farthest_m=farthest, mean_m=(means[0] + means[1]) / 2)


def outline(shape: BaseGeometry) -> BaseGeometry:
    """The outline of areas; lines and points as they are."""
    return shape.boundary if shapely.get_dimensions(shape) == 2 else shape


def _even(line: BaseGeometry) -> BaseGeometry:
    """Points at even steps along a line or along the parts of several; a point as it is."""
    if line.length == 0.0:
        return line
    points = [
        shapely.get_coordinates(
            shapely.line_interpolate_point(
                part, np.linspace(0.0, 1.0, max(round(_SAMPLES * part.length / line.length), 2)), normalized=True
            )
        )
        for part in shapely.get_parts(line)
    ]
    return shapely.MultiPoint(np.concatenate(points))


def _vertices(line: BaseGeometry) -> BaseGeometry:
    found = shapely.get_coordinates(line)
    return shapely.MultiPoint(found) if len(found) <= _MOST_VERTICES else _even(line)


def _nearest(points: BaseGeometry, line: BaseGeometry, frame: LocalFrame) -> NDArray[np.float64]:
    """The distance of every point to a line, metres on the ellipsoid."""
    shapely.prepare(line)
    steps = frame.lonlat(shapely.get_coordinates(shapely.shortest_line(shapely.get_parts(points), line)))
    return distances_m(steps[::2], steps[1::2])
