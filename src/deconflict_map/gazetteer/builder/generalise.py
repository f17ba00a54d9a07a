"""Arcs → arcs with fewer vertices, none farther off than its tolerance, and without crossings that weren't there.

Douglas and Peucker's rule, on each arc by itself: its ends stay, so that what met still meets, and what shares an arc
still shares it. Where simplified arcs cross or cover each other, or a ring would vanish, the pieces concerned are taken
with half the tolerance, and again, until they don't or are as they came. Lines that cross what they will (rivers) must
not be among the arcs.

Trade-off: `shapely.coverage_simplify` keeps areas apart too, but only areas that don't lie on one another (a country
lies on its divisions); and its tolerance is an area, so that what it loses must be measured afterwards, where this
bounds it beforehand. Source of the rule: Douglas and Peucker 1973, doi:10.3138/FM57-6770-U75U-7727.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np
import numpy.typing as npt
import shapely

from deconflict_map.gazetteer.builder.topology import STEPS_PER_DEG, BoolArray, IntArray, without_repeats

if TYPE_CHECKING:
    from collections.abc import Sequence

FloatArray = npt.NDArray[np.float64]
LineArray = npt.NDArray[np.object_]
Predicate = Literal["crosses", "overlaps", "contains", "within"]

METRES_PER_DEG = 111_694.0
"""Metres in a degree of latitude where it is longest, at the poles (WGS 84): tolerances then hold everywhere."""
_HALVINGS = 8
"""After so many the tolerance is 1/256 of what it was: arcs that cross still are taken as they came (judgement)."""
_PIECE = 100
"""Vertices of a piece (judgement: its end costs one vertex in a hundred at most, and tangles are mostly local)."""
_LEAST_CORNERS = 3
_INSIDES_MEET: tuple[Predicate, ...] = ("crosses", "overlaps", "contains", "within")
"""The relations of two lines whose interiors meet (OGC 06-103r4, clause 6.1.15.3)."""


def generalise(arcs: Sequence[IntArray], tolerances_m: FloatArray, steps: int) -> tuple[IntArray, ...]:
    """The arcs, simplified and rounded to `steps` steps of the grid; an arc of no length is left with one point.

    `tolerances_m` gives for each arc how far the simplified one may lie off, metres; 0 leaves it as it is.
    """
    if not arcs:
        return ()
    pieces, owner = _pieces(arcs)
    exact = _lines(pieces)
    rings = np.array([len(arc) > 1 and bool((arc[0] == arc[-1]).all()) for arc in arcs], dtype=np.bool_)
    before = _meetings(exact, exact)
    tolerances = tolerances_m[owner]
    simple = _simplified(exact, tolerances, steps)
    changed = np.ones(len(simple), dtype=np.bool_)
    for halving in range(_HALVINGS + 1):
        changed = (_tangled(simple, changed, before) | _vanished(simple, owner, rings)) & (tolerances > 0)
        if not changed.any():
            break
        tolerances[changed] *= 0.5 if halving < _HALVINGS else 0.0
        simple[changed] = _simplified(exact[changed], tolerances[changed], steps)
    return _joined(simple, owner, len(arcs), steps)


def _pieces(arcs: Sequence[IntArray]) -> tuple[list[IntArray], IntArray]:
    """Long arcs in pieces, so that a crossing costs detail only around it; the number of each piece's arc."""
    pieces = [[arc[at : at + _PIECE + 1] for at in range(0, max(len(arc) - 1, 1), _PIECE)] for arc in arcs]
    owner = np.repeat(np.arange(len(arcs)), [len(of_arc) for of_arc in pieces])
    return [piece for of_arc in pieces for piece in of_arc], owner


def _joined(lines: LineArray, owner: IntArray, count: int, steps: int) -> tuple[IntArray, ...]:
    """The pieces as arcs again, in steps of the rounded grid."""
    points, line = shapely.get_coordinates(lines, return_index=True)
    rounded = np.rint(points * STEPS_PER_DEG / steps).astype(np.int64)
    ends = np.cumsum(np.bincount(owner[line], minlength=count))[:-1]
    return tuple(without_repeats(arc) for arc in np.split(rounded, ends))


def _lines(arcs: Sequence[IntArray]) -> LineArray:
    """Arcs as lines in degrees."""
    owner = np.repeat(np.arange(len(arcs)), [len(arc) for arc in arcs])
    return np.asarray(shapely.linestrings(np.concatenate(arcs) / STEPS_PER_DEG, indices=owner), dtype=np.object_)


def _simplified(lines: LineArray, tolerances_m: FloatArray, steps: int) -> LineArray:
    """Lines in degrees, simplified in a plane in which no distance is longer than on the ground, and rounded.

    Longitudes are shrunk by the cosine of the latitude that is nearest to the equator: the others would allow more.
    """
    bounds = shapely.bounds(lines)
    nearest = np.where(bounds[:, 1] * bounds[:, 3] < 0, 0.0, np.abs(bounds[:, [1, 3]]).min(axis=1))
    shrink = np.cos(np.radians(nearest))
    counts = shapely.get_num_coordinates(lines)
    flat = _scaled(lines, np.repeat(shrink, counts))
    simple = shapely.simplify(flat, tolerances_m / METRES_PER_DEG, preserve_topology=False)
    wide = _scaled(simple, 1 / np.repeat(shrink, shapely.get_num_coordinates(simple)))
    # To the grid first, where the vertices were: what lies between two steps is then rounded the same in every arc.
    rounded: LineArray = shapely.transform(
        wide, lambda points: np.rint(np.rint(points * STEPS_PER_DEG) / steps) * (steps / STEPS_PER_DEG)
    )
    return rounded


def _scaled(lines: LineArray, factors: FloatArray) -> LineArray:
    """Lines with the longitude of each vertex multiplied."""
    points, owner = shapely.get_coordinates(lines, return_index=True)
    points[:, 0] *= factors
    return np.asarray(shapely.linestrings(points, indices=owner), dtype=np.object_)


def _meetings(some: LineArray, lines: LineArray) -> IntArray:
    """Pairs of `some` lines and all lines that have more than ends in common, each as one number."""
    tree = shapely.STRtree(lines)
    found = [tree.query(some, predicate=predicate) for predicate in _INSIDES_MEET]
    pairs: IntArray = np.unique(np.concatenate([one * len(lines) + other for one, other in found]))
    return pairs


def _tangled(lines: LineArray, changed: BoolArray, before: IntArray) -> BoolArray:
    """Which lines cross or cover themselves, or others that they didn't before; one of two must have `changed`."""
    some = np.flatnonzero(changed)
    tangled = np.zeros(len(lines), dtype=np.bool_)
    tangled[some] = ~shapely.is_simple(lines[some])
    one, other = np.divmod(_meetings(lines[some], lines), len(lines))
    pairs = some[one] * len(lines) + other
    one, other = np.divmod(pairs[~np.isin(pairs, before)], len(lines))
    tangled[one[one != other]] = tangled[other[one != other]] = True
    return tangled


def _vanished(lines: LineArray, owner: IntArray, rings: BoolArray) -> BoolArray:
    """Which lines belong to a ring that has fewer than three corners left."""
    corners = np.bincount(owner, weights=shapely.get_num_coordinates(lines) - 1, minlength=len(rings))
    gone: BoolArray = (rings & (corners < _LEAST_CORNERS))[owner]
    return gone
