"""A geometry and a grid → the same geometry told in cells: no vertex is left that isn't a corner or centre of the grid.

An area becomes the union of all cells that it touches, or of those that lie wholly in it; a point the centre of its
cell; a line the centres of the cells in which its vertices lie. What comes out depends on these cells and on nothing
else. Doing it twice changes nothing.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import shapely
from shapely.geometry import LineString, MultiLineString, MultiPoint, Point, Polygon

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from shapely.geometry.base import BaseGeometry

    from deconflict_map.publishing.grid import Grid

_SLIVER_DEG2 = 1e-9
"""Less than this (about 12 m²) is an edge that two areas share, not ground (judgement: rounding makes less)."""
_EDGE_DEG = 1e-9
"""So little past an edge is on it: corners have four decimals."""


def coarse(geometry: BaseGeometry, grid: Grid) -> BaseGeometry:
    """The geometry in cells of the grid: areas as all cells touched, lines and points by the centres of theirs."""
    match int(shapely.get_dimensions(geometry)):
        case 2:
            return touched(geometry, grid)
        case 1:
            return _lines(geometry, grid)
        case _:
            return _points(geometry, grid)


def touched(area: BaseGeometry, grid: Grid) -> BaseGeometry:
    """The union of all cells that share ground with an area."""
    return _union({band: _columns(strip, band, grid) for band, strip in _strips(area, grid)}, grid)


def inside(area: BaseGeometry, grid: Grid) -> BaseGeometry:
    """The union of all cells that lie wholly in an area; often empty."""
    found: dict[int, set[int]] = {}
    for band, strip in _strips(area, grid):
        columns = _columns(strip, band, grid)
        boxes = [_box(grid, band, first, last) for first, last in _runs(columns)]
        missing = (shapely.difference(box, strip) for box in boxes)
        found[band] = columns - {column for part in missing for column in _columns(part, band, grid)}
    return _union(found, grid)


def framed(area: BaseGeometry, grid: Grid) -> BaseGeometry:
    """The cells of a plain rectangle around an area: of its outline nothing is told but how far it reaches.

    Many cells along an edge would tell the edge finer than one of them: where a disc or a straight line is known to be
    meant, its place could be worked out again. The rectangle's sides are those of single cells.
    """
    if area.is_empty:
        return area
    west, south, east, north = area.bounds
    band = grid.band_of(south)
    left, right = grid.longitude(band, grid.column_of(band, west)), grid.longitude(band, grid.column_of(band, east) + 1)
    return touched(shapely.box(left, grid.latitude(band), right, grid.latitude(grid.band_of(north) + 1)), grid)


def cell_box(lon: float, lat: float, grid: Grid) -> Polygon:
    """The cell of a position."""
    cell = grid.cell_of(lon, lat)
    return _box(grid, cell.band, cell.column, cell.column + 1)


def _strips(area: BaseGeometry, grid: Grid) -> Iterator[tuple[int, BaseGeometry]]:
    """The bands that an area reaches into, each with what of it lies there."""
    if area.is_empty:
        return
    sound = area if area.is_valid else shapely.make_valid(area)
    _, south, _, north = sound.bounds
    yield from _halved(sound, grid.band_of(south), grid.band_of(north) + 1, grid)


def _halved(area: BaseGeometry, first: int, last: int, grid: Grid) -> Iterator[tuple[int, BaseGeometry]]:
    """The strips of the bands `[first, last)`, by cutting in half again and again: the pieces become small soon."""
    west, _, east, _ = area.bounds
    strip = shapely.box(west - 1.0, grid.latitude(first), east + 1.0, grid.latitude(last))
    cut = shapely.intersection(area, strip)
    if cut.is_empty:
        return
    if last - first == 1:
        yield first, cut
        return
    middle = (first + last) // 2
    yield from _halved(cut, first, middle, grid)
    yield from _halved(cut, middle, last, grid)


def _columns(strip: BaseGeometry, band: int, grid: Grid) -> set[int]:
    """The columns of one band that an area in it touches.

    A part that hangs together touches every column between its westernmost and its easternmost point.
    """
    found: set[int] = set()
    for part in _parts(strip):
        if part.area > _SLIVER_DEG2:
            first = grid.column_of(band, part.bounds[0] + _EDGE_DEG)
            last = grid.column_of(band, part.bounds[2] - _EDGE_DEG)
            found.update(range(first, last + 1))
    return found


def _union(cells: Mapping[int, set[int]], grid: Grid) -> BaseGeometry:
    """Cells as one geometry that depends on nothing but which they are: not on how they were found."""
    boxes = [_box(grid, band, first, last) for band in sorted(cells) for first, last in _runs(cells[band])]
    return shapely.union_all(boxes).normalize()


def _runs(columns: set[int]) -> Iterator[tuple[int, int]]:
    """Columns side by side as `[first, last)`."""
    for _, run in groupby(enumerate(sorted(columns)), key=lambda item: item[1] - item[0]):
        found = [column for _, column in run]
        yield found[0], found[-1] + 1


def _box(grid: Grid, band: int, first: int, last: int) -> Polygon:
    """The columns `[first, last)` of a band as one rectangle."""
    west, east = grid.longitude(band, first), grid.longitude(band, last)
    return shapely.box(west, grid.latitude(band), east, grid.latitude(band + 1))


def _parts(geometry: BaseGeometry) -> Iterator[BaseGeometry]:
    for part in shapely.get_parts(geometry):
        if hasattr(part, "geoms"):
            yield from _parts(part)
        elif not part.is_empty:
            yield part


def _lines(geometry: BaseGeometry, grid: Grid) -> BaseGeometry:
    lines = [coarse_line(part, grid) for part in _parts(geometry)]
    found = [line for line in lines if line.length] or lines[:1]
    return found[0] if len(found) == 1 else MultiLineString(found)


def coarse_line(line: BaseGeometry, grid: Grid) -> LineString:
    """The line through the centres of the cells of a line's vertices; one that goes nowhere if it is a single cell."""
    path = _path(line, grid)
    return LineString(path if len(path) > 1 else path * 2)


def _path(line: BaseGeometry, grid: Grid) -> list[tuple[float, float]]:
    """The centres of the cells of a line's vertices, one after another.

    A step back to the cell before is left out: how often a line crosses an edge tells that it runs along it.
    """
    path: list[tuple[float, float]] = []
    for lon, lat in shapely.get_coordinates(line).tolist():
        centre = grid.snapped(lon, lat)
        if path and path[-1] == centre:
            continue
        if len(path) > 1 and path[-2] == centre:
            path.pop()
            continue
        path.append(centre)
    return path


def _points(geometry: BaseGeometry, grid: Grid) -> BaseGeometry:
    centres = dict.fromkeys(grid.snapped(*xy) for xy in shapely.get_coordinates(geometry).tolist())
    found = [Point(centre) for centre in centres]
    if not found:
        return geometry
    return found[0] if len(found) == 1 else MultiPoint(found)
