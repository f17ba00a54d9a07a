"""Shapes as their sources have them → arcs on the file's grid, as coarse as each layer may be, and what that lost.

Land borders, rivers and claims keep every vertex; so do countries and divisions where they run along a land border, for
they share its arcs. Coasts, lakes and borders between divisions are simplified. No ring is dropped for its size. A
shape that isn't valid once its vertices lie on the grid is mended there, and counted.

Trade-off: the coarser grid can part arcs that were shared, so the topology is made anew once the shapes lie on it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

from deconflict_map.gazetteer.builder.generalise import generalise
from deconflict_map.gazetteer.builder.topology import STEPS_PER_DEG, build_geometry, cut_arcs, without_repeats
from deconflict_map.gazetteer.shape_decoding import STEPS_PER_DEG as FILE_STEPS_PER_DEG
from deconflict_map.gazetteer.shapes import ShapeLayer

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from shapely.geometry.base import BaseGeometry

    from deconflict_map.gazetteer.builder.generalise import FloatArray
    from deconflict_map.gazetteer.builder.topology import IntArray, Member, Topology

LAND_M = 1500.0
"""How far coasts and borders between divisions may be moved at most, metres: as far as they are off already, and as
fine as the room for the file allows. Measured on every fifth arc, a vertex of the source lies 370 m off in the mean and
1,160 m at the 95th percentile."""
LAKE_M = 1000.0
"""The same for lakes, which are smaller (judgement). Measured: 250 m in the mean, 810 m at the 95th percentile."""
POLAR_M = 3000.0
"""The same for coasts that lie nearer to a pole than `_POLAR_DEG`: fjords take a sixth of all coasts' vertices."""
WORLD_M = 20_000.0
"""The same for the world's coarse outlines: 1:110m data has no finer detail (0.2 mm on paper), and the base map draws
them around every scene."""
_POLAR_DEG = 60.0
_STEPS = STEPS_PER_DEG // FILE_STEPS_PER_DEG
TOLERANCES_M = {
    ShapeLayer.COUNTRIES: LAND_M,
    ShapeLayer.DIVISIONS: LAND_M,
    ShapeLayer.REGIONS: LAND_M,
    ShapeLayer.DISPUTED_AREAS: LAND_M,
    ShapeLayer.LAKES: LAKE_M,
    ShapeLayer.STREAMS: 0.0,
    ShapeLayer.LAND_BORDERS: 0.0,
    ShapeLayer.DISPUTED_LINES: 0.0,
    ShapeLayer.WORLD: WORLD_M,
}
_GROUNDS = (
    (ShapeLayer.COUNTRIES, ShapeLayer.DIVISIONS, ShapeLayer.REGIONS, ShapeLayer.DISPUTED_AREAS),
    (ShapeLayer.LAKES,),
    (ShapeLayer.WORLD,),
)
"""Layers whose arcs may not come to cross each other; those of different groups, and lines, do on the ground too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Detailed:
    """The topology as it is written, in steps of the file's grid.

    `moved_m` says of each shape how far its outline may have been moved, metres. `mended` counts the shapes that had to
    be made valid, `lost` the rings and lines that have no extent on the grid.
    """

    topology: Topology
    moved_m: tuple[float, ...]
    mended: int
    lost: int


def detail(layers: Sequence[ShapeLayer], geometries: Sequence[BaseGeometry]) -> Detailed:
    """Shapes of the given layers, EPSG:4326, as arcs of the file."""
    exact = cut_arcs(geometries)
    tolerances_m = _tolerances(layers, exact)
    arcs = _coarse(layers, exact, tolerances_m)
    shapes = [build_geometry(member, arcs, steps_per_deg=FILE_STEPS_PER_DEG) for member in exact.members]
    valid = shapely.is_valid(shapes)
    whole = [shape if good else mend(shape) for shape, good in zip(shapes, valid, strict=True)]
    topology = cut_arcs(whole, steps_per_deg=FILE_STEPS_PER_DEG)
    before = sum(exact.lost) + sum(_paths(member) for member in exact.members)
    return Detailed(
        topology=topology,
        moved_m=tuple(float(tolerances_m[_arcs_of(member)].max(initial=0.0)) for member in exact.members),
        mended=int((~valid).sum()),
        lost=before - sum(_paths(member) for member in topology.members),
    )


def _paths(member: Member) -> int:
    return sum(map(len, member.parts))


def _arcs_of(member: Member) -> IntArray:
    """Numbers of the arcs of a member."""
    numbers = np.array([number for part in member.parts for path in part for number in path], dtype=np.int64)
    return np.where(numbers < 0, ~numbers, numbers)


def _tolerances(layers: Iterable[ShapeLayer], topology: Topology) -> FloatArray:
    """How far each arc may be moved, metres: as far as the most exacting of the layers that share it allows."""
    tolerances_m = np.full(len(topology.arcs), np.inf)
    for layer, member in zip(layers, topology.members, strict=True):
        numbers = _arcs_of(member)
        tolerances_m[numbers] = np.minimum(tolerances_m[numbers], TOLERANCES_M[layer])
    nearest_deg = np.array([np.abs(arc[:, 1]).min() for arc in topology.arcs]) / STEPS_PER_DEG
    return np.where((tolerances_m == LAND_M) & (nearest_deg >= _POLAR_DEG), POLAR_M, tolerances_m)


def _coarse(layers: Sequence[ShapeLayer], topology: Topology, tolerances_m: FloatArray) -> list[IntArray]:
    """The arcs, simplified, on the file's grid."""
    coarse = [without_repeats(np.rint(arc / _STEPS).astype(np.int64)) for arc in topology.arcs]
    done = np.zeros(len(coarse), dtype=np.bool_)
    for ground in _GROUNDS:
        members = [member for layer, member in zip(layers, topology.members, strict=True) if layer in ground]
        numbers = np.unique(np.concatenate([np.empty(0, dtype=np.int64), *map(_arcs_of, members)]))
        numbers = numbers[~done[numbers]]
        done[numbers] = True
        simple = generalise([topology.arcs[number] for number in numbers], tolerances_m[numbers], _STEPS)
        for number, arc in zip(numbers, simple, strict=True):
            coarse[number] = arc
    return coarse


def mend(shape: BaseGeometry) -> BaseGeometry:
    """The shape made valid on the file's grid; what lies on itself becomes one outline."""
    valid: BaseGeometry = shapely.set_precision(shapely.make_valid(shape), 1 / FILE_STEPS_PER_DEG)
    return valid
