"""A stretch of land or a point → the places in it or nearest to it.

Places are numbered cell by cell (`layout.cell_of`), so that only those of the cells in question are looked at.
Distances that decide are geodesic; those that only sort candidates are on a sphere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from deconflict_map.gazetteer.layout import CELLS_A_ROW, COORDINATE, column_of, row_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from deconflict_map.gazetteer.index import Index
    from deconflict_map.model.place import PlaceKind

Bounds = tuple[float, float, float, float]

_RADIUS_M = 6_371_008.8
"""Mean radius of the WGS 84 ellipsoid: (2a + b) / 3."""
_FIRST_REACH_M = 25_000.0
"""Judgement: in most countries some town is nearer."""
_FARTHEST_M = 20_040_000.0
"""Half the way around the Earth: 2 pi a / 2 = 20,037,508 m."""
_SPARE = 1.01
"""Distances on the sphere are up to 0.6 % off those on the ellipsoid: candidates are taken from a little farther."""


def numbers_within(
    index: Index, bounds: Bounds, *, kinds: frozenset[PlaceKind] | None, min_population: int = 0
) -> NDArray[np.int64]:
    """Numbers of the places of some kinds in `(west, south, east, north)`, degrees, most populous first.

    Bounds with `west` greater than `east` reach over the date line.
    """
    classes = None if kinds is None else index.classes_of(kinds)
    found, populations = [], []
    for stretch in _stretches(index, bounds):
        inside = _inside(index, stretch, bounds)
        population = index.column("population", stretch)
        if min_population:
            inside &= population >= min_population
        if classes is not None:
            inside &= np.isin(index.column("class", stretch), classes)
        at = np.flatnonzero(inside)
        found.append(at + stretch.start)
        populations.append(population[at].astype(np.int64))
    if not found:
        return np.zeros(0, dtype=np.int64)
    numbers = np.concatenate(found)
    return numbers[np.lexsort((numbers, -np.concatenate(populations)))]


def _inside(index: Index, stretch: slice, bounds: Bounds) -> NDArray[np.bool_]:
    west, south, east, north = bounds
    lon, lat = (np.frombuffer(column, dtype="<i4") / COORDINATE for column in index.coordinates(stretch))
    across = (lon >= west) | (lon <= east) if west > east else (lon >= west) & (lon <= east)
    inside: NDArray[np.bool_] = across & (lat >= south) & (lat <= north)
    return inside


def _stretches(index: Index, bounds: Bounds) -> Iterator[slice]:
    """Stretches of numbers that hold all places in the bounds, and as few others as the cells allow."""
    west, south, east, north = bounds
    if west > east:
        yield from _stretches(index, (west, south, 180.0, north))
        yield from _stretches(index, (-180.0, south, east, north))
        return
    first, last = column_of(west), column_of(east)
    rows = range(row_of(south), row_of(north) + 1)
    if (first, last) == (0, CELLS_A_ROW - 1):  # whole rows stand together
        ends = (rows.start * CELLS_A_ROW, rows.stop * CELLS_A_ROW)
        cells = [ends]
    else:
        cells = [(row * CELLS_A_ROW + first, row * CELLS_A_ROW + last + 1) for row in rows]
    for begin, end in cells:
        stretch = slice(index.cell_start(begin), index.cell_start(end))
        if stretch.stop > stretch.start:
            yield stretch


def nearest(
    index: Index, lon: float, lat: float, *, limit: int, kinds: frozenset[PlaceKind] | None, within_m: float | None
) -> list[tuple[int, float]]:
    """Numbers of the nearest places of some kinds with their geodesic distance in metres, nearest first."""
    from deconflict_map.geodesy.geodesic import distance_m  # noqa: PLC0415 - PROJ, only for this

    farthest = _FARTHEST_M if within_m is None else within_m
    reach = min(_FIRST_REACH_M, farthest)
    while True:
        numbers = numbers_within(index, _around(lon, lat, reach * _SPARE), kinds=kinds)
        rough = _sphere_m(index, numbers, lon, lat)
        close = numbers[rough <= reach * _SPARE]
        if len(close) >= limit or reach >= farthest:
            break
        reach = min(reach * 3.0, farthest)
    order = close[np.argsort(rough[rough <= reach * _SPARE], kind="stable")][: limit * 2 + 16]
    places = [(int(number), index.point(int(number))) for number in order]
    measured = sorted((distance_m(lon, lat, *point), number) for number, point in places)
    return [(number, metres) for metres, number in measured if metres <= farthest][:limit]


def _around(lon: float, lat: float, reach_m: float) -> Bounds:
    """Bounds that hold a circle; all longitudes where it holds a pole or spans most of a parallel."""
    half = float(np.degrees(reach_m / _RADIUS_M))
    south, north = lat - half, lat + half
    if south <= -90.0 or north >= 90.0 or half >= 90.0:
        return (-180.0, max(south, -90.0), 180.0, min(north, 90.0))
    wide = float(np.degrees(np.arcsin(min(1.0, np.sin(np.radians(half)) / np.cos(np.radians(lat))))))
    if wide >= 90.0:
        return (-180.0, south, 180.0, north)
    return (_wrapped(lon - wide), south, _wrapped(lon + wide), north)


def _wrapped(lon: float) -> float:
    return (lon + 180.0) % 360.0 - 180.0


def _sphere_m(index: Index, numbers: NDArray[np.int64], lon: float, lat: float) -> NDArray[np.float64]:
    """Distances on a sphere in metres (haversine formula; R. W. Sinnott, Sky and Telescope 68, 1984)."""
    points = np.radians(np.array([index.point(int(number)) for number in numbers]).reshape(-1, 2))
    lon0, lat0 = np.radians(lon), np.radians(lat)
    a = np.sin((points[:, 1] - lat0) / 2) ** 2
    a += np.cos(lat0) * np.cos(points[:, 1]) * np.sin((points[:, 0] - lon0) / 2) ** 2
    metres: NDArray[np.float64] = 2 * _RADIUS_M * np.arcsin(np.sqrt(np.clip(a, 0.0, 1.0)))
    return metres
