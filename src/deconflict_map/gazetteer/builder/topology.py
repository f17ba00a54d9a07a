"""Lines and areas → arcs, each of which is there once, and for every geometry the arcs that it is made of.

Where borders coincide, the geometries share an arc, whichever way round they run along it. The rule is Bostock's
(https://bost.ocks.org/mike/topology/): a vertex is a junction if its neighbours differ between the paths that pass
it, or if a line ends there; arcs run from junction to junction. Coordinates are rounded to a grid first, on which
borders that were written with different precision coincide. Refuses nothing; a ring that has fewer than three
different points on the grid is left out and counted.

Trade-off: written here with NumPy although there is a library for it. `topojson` 2.2 takes 12 s and 1.5 GB for the
1.9 million vertices of the countries, divisions and borders, and 687 of their 5,369 geometries come back with other
vertices than they had; this takes 2 s and 0.4 GB and gives back every vertex.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import shapely

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from shapely.geometry.base import BaseGeometry

IntArray = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]

STEPS_PER_DEG = 100_000
"""The grid: 1e-5 degrees, 1.1 m. Natural Earth's divisions are written with five decimals, its countries with fourteen:
rounded to five, 99.8 % of the countries' vertices are vertices of divisions, else none."""
_ROW = 1 << 32
"""Makes one number of two: longitudes and latitudes on the grid need 26 bits."""
_LEAST_RING = 3
_LEAST_LINE = 2
_NONE = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A geometry as arcs.

    `parts` are polygons, each with its rings, the outer one first; or lines, each as its one path. A path lists its
    arcs in order; `~n` (negative) is arc `n` run backwards.
    """

    area: bool
    parts: tuple[tuple[tuple[int, ...], ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Topology:
    """Arcs as (n, 2) arrays of longitude and latitude in steps of the grid; members in the order of the geometries.

    `lost` counts the rings and lines that are smaller than the grid, by number of the geometry.
    """

    arcs: tuple[IntArray, ...]
    members: tuple[Member, ...]
    lost: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Paths:
    """All paths of all geometries, one after the other: vertices without the point that closes a ring."""

    vertices: IntArray
    firsts: IntArray
    lengths: IntArray
    rings: BoolArray


def on_grid(geometry: BaseGeometry) -> BaseGeometry:
    """The geometry with its coordinates rounded to the grid, degrees; it may touch itself where it hardly didn't."""
    rounded: BaseGeometry = shapely.transform(geometry, lambda points: np.rint(points * STEPS_PER_DEG) / STEPS_PER_DEG)
    return rounded


def cut_arcs(geometries: Sequence[BaseGeometry], *, steps_per_deg: int = STEPS_PER_DEG) -> Topology:
    """The topology of lines and areas in EPSG:4326; parts of other dimensions (points) are left out."""
    shapes = [_paths_of(geometry, steps_per_deg) for geometry in geometries]
    paths = _collect([(path, area) for area, parts in shapes for part in parts for path in part])
    numbers, points = _number(paths)
    junctions = _junctions(paths, numbers, len(points))
    arcs = _Arcs()
    runs = [
        arcs.cut(numbers[first : first + length], junctions, ring=bool(ring))
        for first, length, ring in zip(paths.firsts, paths.lengths, paths.rings, strict=True)
    ]
    members, lost = _gather(shapes, iter(runs))
    return Topology(arcs=tuple(points[arc] for arc in arcs.found), members=members, lost=lost)


def _paths_of(geometry: BaseGeometry, steps_per_deg: int) -> tuple[bool, list[list[IntArray]]]:
    """Whether a geometry is an area, and its parts with their paths on the grid, rings without their last point."""
    area = int(shapely.get_dimensions(geometry)) > 1
    if not area:
        return False, [[_steps(line, steps_per_deg)] for line in _parts(geometry) if shapely.get_dimensions(line) == 1]
    polygons = [part for part in _parts(geometry) if shapely.get_dimensions(part) > 1 and not part.is_empty]
    return True, [[_steps(ring, steps_per_deg)[:-1] for ring in shapely.get_rings(polygon)] for polygon in polygons]


def _parts(geometry: BaseGeometry) -> list[BaseGeometry]:
    """Single geometries, also out of collections in collections."""
    if not isinstance(geometry, shapely.GeometryCollection | shapely.MultiPolygon | shapely.MultiLineString):
        return [geometry]
    return [one for part in geometry.geoms for one in _parts(part)]


def _steps(path: BaseGeometry, steps_per_deg: int) -> IntArray:
    """Vertices on the grid, without those that repeat the one before."""
    points = np.rint(shapely.get_coordinates(path) * steps_per_deg).astype(np.int64)
    return without_repeats(points)


def without_repeats(points: IntArray) -> IntArray:
    """The points without those that repeat the one before."""
    moved = (points[1:] != points[:-1]).any(axis=1)
    kept: IntArray = points[np.concatenate([[True], moved])]
    return kept


def _collect(paths: Sequence[tuple[IntArray, bool]]) -> _Paths:
    """All paths in one array."""
    lengths = np.array([len(path) for path, _ in paths], dtype=np.int64)
    return _Paths(
        vertices=np.concatenate([np.empty((0, 2), dtype=np.int64), *(path for path, _ in paths)]),
        firsts=np.cumsum(lengths) - lengths,
        lengths=lengths,
        rings=np.array([ring for _, ring in paths], dtype=np.bool_),
    )


def _neighbour(values: IntArray, owner: IntArray, lengths: IntArray, rings: BoolArray, *, back: bool) -> IntArray:
    """The value before (or after) each one on its path, around the seam of rings, `_NONE` beyond the ends of lines."""
    if not len(values):
        return values
    firsts = (np.cumsum(lengths) - lengths)[owner]
    lasts = firsts + lengths[owner] - 1
    at = np.arange(len(values))
    edge, seam = (firsts, lasts) if back else (lasts, firsts)
    beside = np.where(at == edge, seam, at + (-1 if back else 1))
    return np.where((at == edge) & ~rings[owner], _NONE, values[beside])


def _number(paths: _Paths) -> tuple[IntArray, IntArray]:
    """A number for each vertex, the same where vertices coincide, in order of longitude, then latitude; the points."""
    keys, numbers = np.unique(paths.vertices[:, 0] * _ROW + paths.vertices[:, 1] + _ROW // 2, return_inverse=True)
    points = np.column_stack([keys // _ROW, keys % _ROW - _ROW // 2])
    return numbers.astype(np.int64), points


def _junctions(paths: _Paths, numbers: IntArray, count: int) -> BoolArray:
    """Which vertices are junctions."""
    owner = np.repeat(np.arange(len(paths.lengths)), paths.lengths)
    before = _neighbour(numbers, owner, paths.lengths, paths.rings, back=True)
    after = _neighbour(numbers, owner, paths.lengths, paths.rings, back=False)
    beside = np.minimum(before, after) * (count + 1) + np.maximum(before, after)
    order = np.argsort(numbers, kind="stable")
    vertex, pair = numbers[order], beside[order]
    junctions = np.zeros(count, dtype=np.bool_)
    junctions[vertex[1:][(vertex[1:] == vertex[:-1]) & (pair[1:] != pair[:-1])]] = True
    junctions[numbers[(before == _NONE) | (after == _NONE)]] = True
    return junctions


class _Arcs:
    """The arcs found so far, as vertex numbers, each in the direction in which it was met first."""

    def __init__(self) -> None:
        self.found: list[IntArray] = []
        self._known: dict[bytes, int] = {}

    def cut(self, path: IntArray, junctions: BoolArray, *, ring: bool) -> tuple[int, ...]:
        """The arcs of a path, in order; none if it is smaller than the grid."""
        if len(path) < (_LEAST_RING if ring else _LEAST_LINE):
            return ()
        cuts = np.flatnonzero(junctions[path])
        if ring:
            # Without a junction the ring begins at its lowest number, so that it is the same wherever it was begun.
            start = int(cuts[0]) if len(cuts) else int(np.argmin(path))
            path = np.concatenate([path[start:], path[: start + 1]])
            cuts = np.append(cuts - start, len(path) - 1) if len(cuts) else np.array([0, len(path) - 1])
        return tuple(self._add(path[first : last + 1]) for first, last in pairwise(cuts))

    def _add(self, arc: IntArray) -> int:
        for key, turned in ((arc.tobytes(), False), (arc[::-1].tobytes(), True)):
            if key in self._known:
                number = self._known[key]
                return ~number if turned else number
        self._known[arc.tobytes()] = len(self.found)
        self.found.append(arc)
        return len(self.found) - 1


def _gather(
    shapes: Sequence[tuple[bool, list[list[IntArray]]]], runs: Iterable[tuple[int, ...]]
) -> tuple[tuple[Member, ...], tuple[int, ...]]:
    """Members out of the runs of arcs, which come in the order of the paths; holes go with their outer ring."""
    left = iter(runs)
    members, lost = [], []
    for area, parts in shapes:
        all_runs = [[next(left) for _ in part] for part in parts]
        whole = [tuple(run for run in part if run) if part[0] else () for part in all_runs]
        members.append(Member(area=area, parts=tuple(part for part in whole if part)))
        lost.append(sum(map(len, all_runs)) - sum(map(len, whole)))
    return tuple(members), tuple(lost)


def path_points(path: Iterable[int], arcs: Sequence[IntArray]) -> IntArray:
    """The vertices of a path: its arcs one after the other, the points at which they meet once."""
    pieces = [arcs[number] if number >= 0 else arcs[~number][::-1] for number in path]
    return np.concatenate([pieces[0], *(piece[1:] for piece in pieces[1:])])


def build_geometry(member: Member, arcs: Sequence[IntArray], *, steps_per_deg: int = STEPS_PER_DEG) -> BaseGeometry:
    """The geometry of a member, EPSG:4326; a single part as such, several as a multi-geometry.

    Rings and lines of no extent are left out, and a polygon with its outer ring.
    """
    made = [[path_points(path, arcs) for path in part] for part in member.parts]
    least = _LEAST_RING + 1 if member.area else _LEAST_LINE
    kept = [[path / steps_per_deg for path in part if len(path) >= least] for part in made if len(part[0]) >= least]
    if not member.area:
        lines = [shapely.LineString(part[0]) for part in kept]
        return lines[0] if len(lines) == 1 else shapely.MultiLineString(lines)
    polygons = [shapely.Polygon(part[0], part[1:]) for part in kept]
    return polygons[0] if len(polygons) == 1 else shapely.MultiPolygon(polygons)
