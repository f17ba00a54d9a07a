"""Two stops and the ground that a line must keep to → a way between them that keeps it, where the straight one doesn't.

The way is the cheapest over a grid of cells whose middles are allowed, in eight directions (Dijkstra 1959, A note on
two problems in connexion with graphs), with a price on going along the edge of what is allowed, so that courses have
room to stray. Refuses ground that is narrower than its cells. It is only asked for when courses bent at random find no
way: round a gulf, through a narrow country.
"""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely.geometry import LineString, Point

from deconflict_map.footprints.line_parameters import line_rules

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    Cells = NDArray[np.bool_]
    Floats = NDArray[np.float64]

# Steps to the eight neighbours of a cell.
_STEPS = tuple((row, column) for row in (-1, 0, 1) for column in (-1, 0, 1) if row or column)


def way_round(start: Point, end: Point, *, inside: BaseGeometry | None, forbidden: BaseGeometry) -> LineString | None:
    """A way from one position to the other (metres), or `None` where there is none."""
    rule = line_rules().detour
    chord = LineString([start, end])
    reach = max(chord.length * rule.reach_share, 1000.0)
    window = shapely.box(*chord.buffer(reach).bounds)
    if inside is not None:
        window = shapely.box(*inside.intersection(window).bounds)
    west, south, east, north = window.bounds
    size = max(east - west, north - south) / rule.cells
    if not np.isfinite(size) or size <= 0:
        return None
    columns, rows = (max(1, int(np.ceil(extent / size))) for extent in (east - west, north - south))
    x, y = _middles(west, size, columns), _middles(south, size, rows)
    free = _allowed(x, y, inside, forbidden)
    ends = [_cell(free, x, y, point) for point in (start, end)]
    if ends[0] is None or ends[1] is None:
        return None
    path = _cheapest(free, ends[0], ends[1])
    if path is None:
        return None
    middles = [(float(x[column]), float(y[row])) for row, column in path]
    way = np.array([start.coords[0], *middles, end.coords[0]])
    return LineString(shapely.get_coordinates(LineString(way).simplify(size / 4)))


def _middles(first: float, size: float, count: int) -> Floats:
    return np.asarray(first + (np.arange(count) + 0.5) * size, dtype=np.float64)


def _allowed(x: Floats, y: Floats, inside: BaseGeometry | None, forbidden: BaseGeometry) -> Cells:
    columns, rows = np.meshgrid(x, y)
    free: Cells = np.ones(columns.shape, dtype=bool)
    if inside is not None:
        shapely.prepare(inside)
        free &= shapely.contains_xy(inside, columns, rows)
    if not forbidden.is_empty:
        shapely.prepare(forbidden)
        free &= ~shapely.contains_xy(forbidden, columns, rows)
    return free


def _cell(free: Cells, x: Floats, y: Floats, point: Point) -> tuple[int, int] | None:
    """The allowed cell nearest to a position."""
    rows, columns = np.nonzero(free)
    if not len(rows):
        return None
    nearest = int(np.argmin((x[columns] - point.x) ** 2 + (y[rows] - point.y) ** 2))
    return int(rows[nearest]), int(columns[nearest])


def _prices(free: Cells) -> Floats:
    """What a step into a cell costs: more within a few cells of the edge of what is allowed."""
    rule = line_rules().detour
    price = np.ones(free.shape)
    inner = free
    for _ in range(rule.edge_cells):
        padded = np.pad(inner, 1, constant_values=False)
        eroded = inner.copy()
        for row, column in _STEPS:
            eroded &= padded[1 + row : 1 + row + free.shape[0], 1 + column : 1 + column + free.shape[1]]
        price[~eroded] += rule.edge_price
        inner = eroded
    return price


def _cheapest(free: Cells, start: tuple[int, int], end: tuple[int, int]) -> list[tuple[int, int]] | None:
    price = _prices(free)
    cost = {start: 0.0}
    before: dict[tuple[int, int], tuple[int, int]] = {}
    queue = [(0.0, start)]
    while queue:
        spent, here = heapq.heappop(queue)
        if here == end:
            break
        if spent > cost[here]:
            continue
        for row, column in _STEPS:
            there = here[0] + row, here[1] + column
            if not (0 <= there[0] < free.shape[0] and 0 <= there[1] < free.shape[1] and free[there]):
                continue
            far = spent + (2**0.5 if row and column else 1.0) * float(price[there])
            if far < cost.get(there, np.inf):
                cost[there], before[there] = far, here
                heapq.heappush(queue, (far, there))
    if end not in cost:
        return None
    path = [end]
    while path[-1] != start:
        path.append(before[path[-1]])
    return path[::-1]
