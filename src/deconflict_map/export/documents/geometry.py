"""Shapely geometries ↔ GeoJSON's geometry objects with all their digits (EPSG:4326, longitude before latitude).

Only the plane kinds that GeoJSON names, and rings; what has heights, endless coordinates or unclosed rings is refused.
Trade-off taken: written by us and not by GEOS, whose readers go as deep as their input and stop the process with it.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, TypeAlias, cast

import shapely
from shapely import (
    GeometryCollection,
    LinearRing,
    LineString,
    MultiLineString,
    MultiPoint,
    MultiPolygon,
    Point,
    Polygon,
)
from shapely.errors import ShapelyError

from deconflict_map.errors import InputRefusedError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from shapely.geometry.base import BaseGeometry

    from deconflict_map.export.tree import Json

Position: TypeAlias = tuple[float, float]

_MOST_DEG = 720.0
"""No longitude runs farther past 180° than once round the Earth (`geodesy.unwrap`)."""
_LEAST_RING = 4
_DEEPEST = 8
"""Collections in collections; ours hold none (judgement)."""


def written_shape(shape: BaseGeometry, where: str) -> Json:
    """A geometry as a GeoJSON object.

    Raises:
        UsageError: It has heights, or coordinates that are no numbers.
    """
    if shape.has_z or not all(math.isfinite(value) for value in shapely.get_coordinates(shape).ravel()):
        raise UsageError("a geometry has heights or coordinates that are no numbers", where=where)
    match shape:
        case GeometryCollection():
            return {"type": shape.geom_type, "geometries": [written_shape(part, where) for part in shape.geoms]}
        case _:
            return {"type": shape.geom_type, "coordinates": _coordinates(shape)}


def _coordinates(shape: BaseGeometry) -> Json:
    match shape:
        case Point():
            return [] if shape.is_empty else [shape.x, shape.y]
        case LineString():  # rings among them
            return cast("Json", shapely.get_coordinates(shape).tolist())
        case Polygon():
            rings = [] if shape.is_empty else [shape.exterior, *shape.interiors]
            return [_coordinates(ring) for ring in rings]
        case MultiPoint() | MultiLineString() | MultiPolygon():
            return [_coordinates(part) for part in shape.geoms]
        case _:
            raise TypeError(shape.geom_type)


def read_shape(node: Json, where: str, *, depth: int = 0) -> BaseGeometry:
    """The geometry that an object holds.

    Raises:
        InputRefusedError: It's none.
    """
    if not isinstance(node, dict) or not isinstance(node.get("type"), str) or len(node) != 2 or depth > _DEEPEST:
        raise _none(where)
    kind = str(node["type"])
    if kind == "GeometryCollection":
        parts = _list(node.get("geometries"), where)
        return GeometryCollection([read_shape(part, where, depth=depth + 1) for part in parts])
    reader = _READERS.get(kind)
    if reader is None:
        raise _none(where)
    try:
        return reader(_list(node.get("coordinates"), where), where)
    except (ShapelyError, ValueError) as error:  # too few positions, an empty part
        raise _none(where) from error


def _point(node: list[Json], where: str) -> Point:
    return Point(_position(node, where)) if node else Point()


def _line(node: list[Json], where: str) -> LineString:
    if len(node) == 1:
        raise _none(where)
    return LineString(_positions(node, where))


def _ring(node: list[Json], where: str) -> LinearRing:
    positions = _positions(node, where)
    if positions and (len(positions) < _LEAST_RING or positions[0] != positions[-1]):
        raise _none(where)
    return LinearRing(positions)


def _polygon(node: list[Json], where: str) -> Polygon:
    rings = [_ring(_list(ring, where), where) for ring in node]
    if any(ring.is_empty for ring in rings):
        raise _none(where)
    return Polygon(rings[0], rings[1:]) if rings else Polygon()


def _positions(node: list[Json], where: str) -> list[Position]:
    return [_position(item, where) for item in node]


def _position(node: Json, where: str) -> Position:
    if not isinstance(node, list) or len(node) != 2:
        raise _none(where)
    return _degrees(node[0], where, _MOST_DEG), _degrees(node[1], where, 90.0)


def _degrees(value: Json, where: str, most: float) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not -most <= value <= most:
        raise InputRefusedError("a coordinate isn't degrees", where=where, do="write longitude before latitude")
    return float(value)


def _list(node: Json, where: str) -> list[Json]:
    if not isinstance(node, list):
        raise _none(where)
    return node


def _none(where: str) -> InputRefusedError:
    return InputRefusedError("isn't a geometry", where=where, do="write it as GeoJSON's geometry objects")


_READERS: dict[str, Callable[[list[Json], str], BaseGeometry]] = {
    "Point": _point,
    "LineString": _line,
    "LinearRing": _ring,
    "Polygon": _polygon,
    "MultiPoint": lambda node, where: MultiPoint([_point(_list(part, where), where) for part in node]),
    "MultiLineString": lambda node, where: MultiLineString([_line(_list(part, where), where) for part in node]),
    "MultiPolygon": lambda node, where: MultiPolygon([_polygon(_list(part, where), where) for part in node]),
}
SHAPE_NAMES = (*_READERS, "GeometryCollection")
