"""A course that somebody hands over (WKT, GeoJSON, or a file of either) → its geometry, or an error that says why not.

EPSG:4326, longitude before latitude, plane: heights are left out. Refuses files outside of the folder of the
corrections, other formats and coordinate systems, what is too large or too deep, numbers that are no positions, and
shapes that cross themselves. Nothing is ever fetched: a name is a file beside the corrections, never an address.
"""

from __future__ import annotations

import json
import math
import re
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING

import shapely
from shapely.errors import ShapelyError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from shapely.geometry.base import BaseGeometry

    from deconflict_map.errors import InputRefusedError

    Refuse = Callable[[str, str], InputRefusedError]

MOST_BYTES = 5_000_000
MOST_VERTICES = 100_000
"""Judgement: the land border of the United States and Canada has 30,000 in surveyors' data."""
_SUFFIXES = (".geojson", ".json", ".wkt")
_WKT = re.compile(r"\s*(MULTI)?(LINESTRING|POLYGON)\b", re.IGNORECASE)
_NO_NUMBER = re.compile(r"nan|inf", re.IGNORECASE)
_HOW = "give a line or an area as GeoJSON or WKT, longitude before latitude"
_KINDS = {"LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}
"""The geometries that a course can be, each with how deep its lists of positions lie."""
_PLAIN_CRS = ("CRS84", "EPSG::4326", "EPSG:4326")


def read_course(given: str, folder: Path | None, refuse: Refuse) -> BaseGeometry:
    """The geometry that `given` is or names; `folder` is that of the corrections, `refuse` makes errors of its key."""
    if _WKT.match(given):
        return _checked(_of_wkt(given, refuse), refuse)
    if given.lstrip().startswith("{"):
        return _checked(_of_geojson(given, refuse), refuse)
    text = _text(_file(given, folder, refuse), refuse)
    return _checked(_of_wkt(text, refuse) if given.lower().endswith(".wkt") else _of_geojson(text, refuse), refuse)


def _file(name: str, folder: Path | None, refuse: Refuse) -> Path:
    """The file of this name in the folder of the corrections, or below it."""
    if not name.lower().endswith(_SUFFIXES) or "\0" in name:
        raise refuse(f"`course` is {name[:60]!r}, which is neither a geometry nor the name of one's file", _HOW)
    if folder is None:
        raise refuse("`course` names a file, and there is no folder to look in", "write the geometry itself")
    parts = {*PurePosixPath(name).parts, *PureWindowsPath(name).parts}
    outside = PurePosixPath(name).is_absolute() or PureWindowsPath(name).anchor or ".." in parts
    path = folder / name
    if outside or not path.resolve().is_relative_to(folder.resolve()):
        raise refuse(f"`course` leads out of the folder of the corrections: {name[:60]!r}", "put the file beside them")
    if not path.is_file():
        raise refuse(f"`course` names no file that is there: {name[:60]!r}", "check its name; it is looked for beside")
    return path


def _text(path: Path, refuse: Refuse) -> str:
    try:
        with path.open("rb") as stream:
            content = stream.read(MOST_BYTES + 1)
    except OSError as error:
        raise refuse(f"`course` can't be read: {error.strerror}", "check the file") from error
    if len(content) > MOST_BYTES:
        raise refuse("the file of `course` is larger than 5 MB", "simplify the geometry")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise refuse("the file of `course` isn't UTF-8", "save it as UTF-8") from error


def _of_wkt(text: str, refuse: Refuse) -> BaseGeometry:
    if not _WKT.match(text):
        raise refuse("`course` is no line or area", _HOW)
    if _NO_NUMBER.search(text):  # GEOS takes them, and warns
        raise refuse("`course` can't be read as WKT", _HOW)
    try:
        return shapely.force_2d(shapely.from_wkt(text.strip()))
    except (ShapelyError, ValueError) as error:
        raise refuse("`course` can't be read as WKT", _HOW) from error


def _of_geojson(text: str, refuse: Refuse) -> BaseGeometry:
    try:
        root = json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise refuse("`course` isn't GeoJSON", _HOW) from error
    named = str(root.get("crs", "CRS84")) if isinstance(root, dict) else "CRS84"
    if not any(known in named for known in _PLAIN_CRS):
        raise refuse("`course` is in another coordinate system", "give it in EPSG:4326")
    shapes = [_shape(node, refuse) for node in _geometries(root, refuse)]
    if not shapes:
        raise refuse("`course` holds no line or area", _HOW)
    if len({int(shapely.get_dimensions(shape)) for shape in shapes}) > 1:
        raise refuse("`course` holds lines and areas", "give either")
    parts = [part for shape in shapes for part in shapely.get_parts(shape)]
    if len(shapes) == 1:
        return shapes[0]
    return shapely.MultiLineString(parts) if parts[0].geom_type == "LineString" else shapely.MultiPolygon(parts)


def _no_number(name: str) -> float:
    raise ValueError(name)


def _geometries(root: object, refuse: Refuse) -> Iterator[dict[str, object]]:
    """The geometry objects of a geometry, feature or collection of features."""
    if not isinstance(root, dict):
        raise refuse("`course` isn't GeoJSON", _HOW)
    match root.get("type"):
        case "FeatureCollection":
            features = root.get("features")
            for feature in features if isinstance(features, list) else ():
                if not isinstance(feature, dict) or feature.get("type") != "Feature":
                    raise refuse("`course` holds something that is no feature", _HOW)
                yield from _geometries(feature, refuse)
        case "Feature":
            yield from _geometries(root.get("geometry"), refuse)
        case _:
            yield root


def _shape(node: dict[str, object], refuse: Refuse) -> BaseGeometry:
    kind = node.get("type")
    if not isinstance(kind, str) or kind not in _KINDS:
        raise refuse(f"`course` holds a {str(kind)[:40]}, which is no line or area", _HOW)
    coordinates = _lists(node.get("coordinates"), _KINDS[kind], refuse)
    try:
        return shapely.from_geojson(json.dumps({"type": kind, "coordinates": coordinates}))
    except (ShapelyError, ValueError) as error:
        raise refuse(f"`course` holds a {kind} that is none", _HOW) from error


def _lists(node: object, depth: int, refuse: Refuse) -> list[object]:
    """Lists of positions, `depth` deep and no deeper, each position its first two numbers."""
    if not isinstance(node, list):
        raise refuse("`course` has coordinates that are no list", _HOW)
    if depth == 0:
        return list(_position(node, refuse))
    if len(node) > MOST_VERTICES:
        raise refuse(f"`course` has more than {MOST_VERTICES:,} positions", "simplify it")
    return [_lists(item, depth - 1, refuse) for item in node]


def _position(node: list[object], refuse: Refuse) -> tuple[float, float]:
    numbers = [one for one in node[:2] if isinstance(one, int | float) and not isinstance(one, bool)]
    if len(numbers) < 2 or len(node) > 4:
        raise refuse("`course` has a position that is no pair of numbers", _HOW)
    if not all(abs(one) <= most for one, most in zip(numbers, (180.0, 90.0), strict=True)):
        raise refuse("`course` has a position beyond 180° or 90°", _HOW)
    return float(numbers[0]), float(numbers[1])


def _checked(shape: BaseGeometry, refuse: Refuse) -> BaseGeometry:
    coordinates = shapely.get_coordinates(shape)
    if shape.is_empty or len(coordinates) < 2:
        raise refuse("`course` is empty", _HOW)
    if len(coordinates) > MOST_VERTICES:
        raise refuse(f"`course` has more than {MOST_VERTICES:,} positions", "simplify it")
    if not all(math.isfinite(one) for one in coordinates.ravel()) or (abs(coordinates) > (180.0, 90.0)).any():
        raise refuse("`course` has a position beyond 180° or 90°", _HOW)
    if not shapely.is_valid(shape):
        raise refuse(f"`course` isn't valid: {shapely.is_valid_reason(shape)}", "mend it in a GIS")
    return shape
