"""A place → the cell of ground that is nearer to it than to any comparable place.

Best Practices cut "near X" and "south of X" half-way to the next comparable feature: a writer would have named that
one instead. Comparable are places of the same kind with at least a third of the population; what lies inside the
place's own extent (its quarters) is none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely import affinity

from deconflict_map.footprints.parameters import rules
from deconflict_map.model.place import PlaceKind

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from deconflict_map.footprints.extents import Extent
    from deconflict_map.footprints.scene import Scene
    from deconflict_map.model.place import Place

_CUT = frozenset({PlaceKind.POPULATED, PlaceKind.STRUCTURE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """The ground nearer to a place than to the comparable places `by`; `wide` is the same a fifth larger."""

    ground: BaseGeometry
    wide: BaseGeometry
    by: tuple[Place, ...]

    @property
    def told(self) -> tuple[str, ...]:
        """The assumption, for a step."""
        if not self.by:
            return ()
        names = ", ".join(place.name for place in self.by)
        return (f"a place nearer to {names} would have been described by that name",)


def cell_of(scene: Scene, place: Place, ground: Extent, *, reach_m: float) -> Cell:
    """The cell of a place within `reach_m` of its extent; uncut for kinds that don't compete for their surroundings."""
    key = place.id, reach_m
    if key not in scene.cells:
        scene.cells[key] = _cell(scene, place, ground, reach_m=reach_m)
    return scene.cells[key]


def _cell(scene: Scene, place: Place, ground: Extent, *, reach_m: float) -> Cell:
    rule = rules().comparable
    out = ground.radial_m + reach_m
    box = ground.centre.buffer(out * 1.5, quad_segs=1)
    if place.kind not in _CUT:
        return Cell(ground=box, wide=box, by=())
    here = np.array([ground.centre.x, ground.centre.y])
    cell: BaseGeometry = box
    by: list[Place] = []
    for distance, position, other in _rivals(scene, place, ground, reach_m=2 * out):
        if distance / 2 > out * 1.5 or len(by) == rule.most:
            break
        cut = cell.intersection(_nearer_half(here, position, size=4 * out))
        if cut.area < cell.area:
            cell, by = cut, [*by, other]
    wide = affinity.scale(cell, rule.support_scale, rule.support_scale, origin=ground.centre)
    return Cell(ground=cell, wide=wide, by=tuple(by))


def _rivals(
    scene: Scene, place: Place, ground: Extent, *, reach_m: float
) -> list[tuple[float, np.ndarray[tuple[int], np.dtype[np.float64]], Place]]:
    """Comparable places by distance (metres) from the place's centre."""
    rule = rules().comparable
    least = max(rule.least_population, int(place.population * rule.share))
    bounds = scene.bounds_deg(around=ground.centre, reach_m=reach_m)
    others = [
        other
        for other in scene.atlas.gazetteer.places_within(bounds, kind=place.kind, min_population=least)
        if other.id != place.id
    ]
    if not others:
        return []
    positions = scene.frame.metric_xy(np.array([[other.lon, other.lat] for other in others]))
    away = np.hypot(positions[:, 0] - ground.centre.x, positions[:, 1] - ground.centre.y)
    rivals = [
        (float(distance), position, other)
        for distance, position, other in zip(away, positions, others, strict=True)
        if distance > ground.radial_m
    ]
    return sorted(rivals, key=lambda rival: (rival[0], rival[2].id))


def _nearer_half(
    here: np.ndarray[tuple[int], np.dtype[np.float64]],
    there: np.ndarray[tuple[int], np.dtype[np.float64]],
    *,
    size: float,
) -> BaseGeometry:
    """A square of half-plane on this side of the perpendicular bisector of two positions."""
    unit = (there - here) / np.hypot(*(there - here))
    across = np.array([-unit[1], unit[0]])
    foot = (here + there) / 2
    corners = [foot + size * across, foot - size * across]
    return shapely.Polygon([*corners, corners[1] - 2 * size * unit, corners[0] - 2 * size * unit])
