"""A geometry in a metric plane → the same one with edges short enough to stay where they are in degrees.

A straight edge of length d strays from the curve that it stands for by d²·tan φ / 8R, which about a pole, at the
distance D from it, is d²/8D: edges there grow with the root of that distance. Refuses nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely.geometry import LineString, Polygon

from deconflict_map.geodesy.antimeridian import collected

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

# Judgement: longest edge kept straight on its way through the projection. A 25 km edge strays by 9 m at 36° and by
# 34 m at 70°; base data here is off by 1–3 km.
LONGEST_M = 25_000.0
# Judgement: nearer than this to a pole meridians converge so fast that edges are cut shorter, and shorter the nearer.
_POLAR_M = 500_000.0
# Judgement: at the pole itself edges of a kilometre stray by less than the base data does.
_SHORTEST_M = 1_000.0


def cut_short(geometry: BaseGeometry, *, poles: Sequence[tuple[float, float]]) -> BaseGeometry:
    """A geometry in metres with no edge too long; `poles` are where the plane has them."""
    even = shapely.segmentize(geometry, LONGEST_M)
    about = shapely.MultiPoint(poles)
    parts = shapely.get_parts(even)
    near = shapely.dwithin(parts, about, _POLAR_M + LONGEST_M)
    if not near.any():
        return even
    at = np.asarray(poles)
    return collected([_part(part, at) if is_near else part for part, is_near in zip(parts, near, strict=True)])


def _part(part: BaseGeometry, poles: NDArray[np.float64]) -> BaseGeometry:
    match part:
        case Polygon():
            shell, *holes = (_cut(shapely.get_coordinates(ring), poles) for ring in shapely.get_rings(part))
            return Polygon(shell, holes)
        case LineString():
            return LineString(_cut(shapely.get_coordinates(part), poles))
        case _:
            return part


def _cut(vertices: NDArray[np.float64], poles: NDArray[np.float64]) -> NDArray[np.float64]:
    """Vertices `(n, 2)` with more of them near a pole."""
    steps = np.diff(vertices, axis=0)
    length = np.hypot(steps[:, 0], steps[:, 1])
    middle = vertices[:-1] + steps / 2
    away = np.hypot(*(middle[:, None, :] - poles).transpose(2, 0, 1)).min(axis=1) - length / 2
    longest = LONGEST_M * np.sqrt(np.clip(away, 0.0, _POLAR_M) / _POLAR_M)
    pieces = np.maximum(np.ceil(length / np.maximum(longest, _SHORTEST_M)), 1).astype(np.intp)
    share = (np.arange(pieces.sum()) - np.repeat(np.cumsum(pieces) - pieces, pieces)) / np.repeat(pieces, pieces)
    cut = np.repeat(vertices[:-1], pieces, axis=0) + np.repeat(steps, pieces, axis=0) * share[:, None]
    return np.vstack([cut, vertices[-1:]])
