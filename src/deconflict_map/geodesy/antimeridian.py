"""Geometries across 180° → continuous or split ones, whichever the next step needs.

Two forms are in use. *Continuous*: longitudes run on past ±180 so that neighbouring vertices stay neighbours; this is
what geometry is computed in. *Split*: cut at ±180 into parts inside [-180, 180], as RFC 7946 §3.1.9 asks of files and
as Natural Earth publishes its countries. A ring that jumps from 179 to -179 without being cut is neither, and isn't
repaired here: it can't be told from one that goes round the world.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely.geometry import (
    GeometryCollection,
    LineString,
    MultiLineString,
    MultiPoint,
    MultiPolygon,
    Point,
    Polygon,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry


def unwrap(geometry: BaseGeometry, *, around_lon: float) -> BaseGeometry:
    """The geometry with each part moved by whole turns to where it lies nearest to `around_lon` (degrees).

    A split country becomes continuous round that meridian: parts that meet at ±180 become one there.
    """
    if geometry.is_empty:
        return geometry
    parts = shapely.get_parts(geometry)
    bounds = shapely.bounds(parts)
    turns = np.rint((around_lon - (bounds[:, 0] + bounds[:, 2]) / 2) / 360.0)
    if not turns.any():
        return geometry
    moved = [_shift(part, 360.0 * turn) if turn else part for part, turn in zip(parts, turns, strict=True)]
    return _mended(moved)


def _mended(parts: list[BaseGeometry]) -> BaseGeometry:
    """Parts as one geometry, without the seam of areas that were split at ±180."""
    whole = np.asarray(parts, dtype=object)
    bounds = shapely.bounds(whole)
    on_seam = (np.abs(bounds[:, [0, 2]]) == 180.0).any(axis=1) & (shapely.get_dimensions(whole) == 2)
    if on_seam.sum() < 2:
        return collected(parts)
    return collected([*whole[~on_seam], *shapely.get_parts(shapely.union_all(whole[on_seam]))])


def split(geometry: BaseGeometry) -> BaseGeometry:
    """A continuous geometry → the same one inside [-180, 180], cut where it crosses (RFC 7946 §3.1.9)."""
    if geometry.is_empty:
        return geometry
    west, _, east, _ = geometry.bounds
    if west >= -180.0 and east <= 180.0:
        return geometry
    first, last = int(np.floor((west + 180.0) / 360.0)), int(np.ceil((east - 180.0) / 360.0))
    pieces = [
        _shift(
            shapely.intersection(geometry, shapely.box(360.0 * turn - 180, -90, 360.0 * turn + 180, 90)), -360 * turn
        )
        for turn in range(first, last + 1)
    ]
    return collected([part for piece in pieces for part in shapely.get_parts(piece) if _same_kind(part, geometry)])


def _shift(geometry: BaseGeometry, by_deg: float) -> BaseGeometry:
    def move(lonlat: NDArray[np.float64]) -> NDArray[np.float64]:
        moved: NDArray[np.float64] = lonlat + np.array([by_deg, 0.0])
        return moved

    return shapely.transform(geometry, move)


def _same_kind(part: BaseGeometry, whole: BaseGeometry) -> bool:
    # Cutting leaves touching points and edges behind, which aren't part of the geometry.
    return not part.is_empty and bool(shapely.get_dimensions(part) == shapely.get_dimensions(whole))


def collected(parts: list[BaseGeometry]) -> BaseGeometry:
    """Parts of one kind as one geometry, without merging them."""
    if len(parts) == 1:
        return parts[0]
    polygons = [part for part in parts if isinstance(part, Polygon)]
    lines = [part for part in parts if isinstance(part, LineString)]
    points = [part for part in parts if isinstance(part, Point)]
    if len(polygons) == len(parts):
        return MultiPolygon(polygons)
    if len(lines) == len(parts):
        return MultiLineString(lines)
    if len(points) == len(parts):
        return MultiPoint(points)
    return GeometryCollection(parts)
