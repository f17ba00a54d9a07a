"""A line's vertices → its edges, to find where along it a point or an area lies without walking all of it.

Refuses nothing; an area that the line only touches in points isn't on its way. Edges and their tree are made when they
are first asked for, once for a line.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import shapely

from deconflict_map.footprints.regions import linear

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    Floats = NDArray[np.float64]

# Edges that are asked at first about an area, from either end; twice as many each time they all lie outside.
_AT_FIRST = 16


class Edges:
    """The edges between a line's vertices `(n, 2)`, metres, whose chainages `(n,)` are given."""

    def __init__(self, vertices: Floats, along: Floats) -> None:
        self.vertices = vertices
        self.along = along

    @cached_property
    def lines(self) -> NDArray[np.object_]:
        """Each edge as a line, in order."""
        return np.asarray(shapely.linestrings(np.stack([self.vertices[:-1], self.vertices[1:]], axis=1)))

    @cached_property
    def tree(self) -> shapely.STRtree:
        """Which edges are near to what."""
        return shapely.STRtree(self.lines)

    def located(self, points: NDArray[np.object_]) -> Floats:
        """Chainages `(n,)` of the points of the line nearest to points `(n,)`."""
        nearest = np.asarray(self.tree.nearest(points))
        chainages: Floats = self.along[nearest] + shapely.line_locate_point(self.lines[nearest], points)
        return chainages

    def within(self, area: BaseGeometry) -> tuple[float, float] | None:
        """The first and the last chainage at which the line runs through an area, or `None` where it never does."""
        first = self._met(area, np.arange(len(self.lines)))
        if first is None:
            return None
        last = self._met(area, np.arange(len(self.lines))[::-1]) or first
        return float(self._chainages(*first).min()), float(self._chainages(*last).max())

    def _chainages(self, edge: int, part: BaseGeometry) -> Floats:
        """Chainages of the corners of a part of an edge, all counted from where the edge begins."""
        away = shapely.get_coordinates(part) - self.vertices[edge]
        found: Floats = self.along[edge] + np.hypot(away[:, 0], away[:, 1])
        return found

    def _met(self, area: BaseGeometry, order: NDArray[np.intp]) -> tuple[int, BaseGeometry] | None:
        """The first edge in an order that runs through an area, and its part there."""
        # Most lines that are asked about begin and end inside: then a few edges tell, and no outline is cut.
        shapely.prepare(area)
        done, some = 0, _AT_FIRST
        while done < len(order):
            edges = order[done : done + some]
            for edge in edges[shapely.intersects(area, self.lines[edges])]:
                shared = linear(self.lines[edge].intersection(area))
                if not shared.is_empty:
                    return int(edge), shared
            done, some = done + some, 2 * some
        return None
