"""The hard constraints of a described line and many courses → which of the courses satisfy all of them.

Every constraint is checked on the course itself, never on how it was drawn. Cheap checks go first; what fails one
isn't looked at by the next.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache, partial
from typing import TYPE_CHECKING

import numpy as np
import shapely

from deconflict_map.footprints.regions import NOTHING
from deconflict_map.geodesy import azimuths_deg

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray
    from shapely.geometry import Point
    from shapely.geometry.base import BaseGeometry

    from deconflict_map.geodesy import LocalFrame
    from deconflict_map.model.qualifier import LineShape

    Floats = NDArray[np.float64]
    Kept = NDArray[np.bool_]

# What a covering area may lack by rounding along its own edge, metres.
_EDGE_M = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearing:
    """A true azimuth that the line leads in, within an angle, from one of its vertices to another: on the whole."""

    azimuth_deg: float
    within_deg: float
    first: int = 0
    last: int = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Passing:
    """The line passes `ground` (metres); its point nearest to `of` lies in a direction from it, where one is said."""

    ground: BaseGeometry
    of: Point | None = None
    azimuth_deg: float = 0.0
    within_deg: float = 180.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What every course must satisfy besides its stops and legs (metres).

    `forbidden` is never entered; `inside` is never left, where set; `halts_at` is where the course ends when it first
    meets it; `crosses` are met; `apart` are pairs of positions on opposite sides. `error_m` is the base data's.
    """

    forbidden: BaseGeometry = NOTHING
    inside: BaseGeometry | None = None
    halts_at: BaseGeometry | None = None
    crosses: tuple[BaseGeometry, ...] = ()
    apart: tuple[tuple[Point, Point], ...] = ()
    passes: tuple[Passing, ...] = ()
    heading: Bearing | None = None
    shape: LineShape | None = None
    error_m: float = 0.0


def satisfies(given: Given, drawn: Floats, frame: LocalFrame) -> Kept:
    """Which of the courses `(n, vertices, 2)` keep every constraint."""
    apart = np.hypot(*(drawn[:, -1] - drawn[:, 0]).T)
    # A line whose ends fall together within the base data's error is none, unless it is said to be as short as that.
    good: Kept = apart > min(2 * given.error_m, float(np.median(apart)) / 2)
    if given.heading is not None:
        bearing = given.heading
        good = _and(good, drawn, lambda some: leads(bearing, some, frame))
    for pair in given.apart:
        good = _and(good, drawn, partial(separated, pair))
    for passing in given.passes:
        good = _and(good, drawn, partial(passes, passing))
    return _and(good, drawn, lambda some: _on_the_ground(given, some))


def leads(bearing: Bearing, drawn: Floats, frame: LocalFrame) -> Kept:
    """Whether the geodesic from the one vertex to the other keeps to an azimuth."""
    azimuth = azimuths_deg(frame.lonlat(drawn[:, bearing.first]), frame.lonlat(drawn[:, bearing.last]))
    turned = (azimuth - bearing.azimuth_deg + 180.0) % 360.0 - 180.0
    kept: Kept = np.abs(turned) <= bearing.within_deg
    return kept


def separated(pair: tuple[Point, Point], drawn: Floats) -> Kept:
    """Whether the straight way between two positions crosses the course an odd number of times."""
    a, b = (np.array([position.x, position.y]) for position in pair)
    side = _turn(a, b, drawn)
    begins, ends = drawn[:, :-1], drawn[:, 1:]
    over = (side[:, :-1] > 0) != (side[:, 1:] > 0)
    between = (_turn(begins, ends, a) > 0) != (_turn(begins, ends, b) > 0)
    odd: Kept = (over & between).sum(axis=1) % 2 == 1
    return odd


def passes(passing: Passing, drawn: Floats) -> Kept:
    """Whether courses meet a ground, with their nearest point to a place in the named direction from it."""
    good: Kept = np.ones(len(drawn), dtype=bool)
    if passing.of is not None:
        away = _nearest(drawn, np.array([passing.of.x, passing.of.y]))
        azimuth = np.degrees(np.arctan2(away[:, 0], away[:, 1]))
        good = np.abs((azimuth - passing.azimuth_deg + 180.0) % 360.0 - 180.0) <= passing.within_deg
    shapely.prepare(passing.ground)
    return _and(good, drawn, lambda some: np.asarray(shapely.intersects(passing.ground, shapely.linestrings(some))))


def _on_the_ground(given: Given, drawn: Floats) -> Kept:
    lines = shapely.linestrings(drawn)
    good: Kept = np.ones(len(drawn), dtype=bool)
    if not given.forbidden.is_empty:
        shapely.prepare(given.forbidden)
        good &= ~shapely.intersects(given.forbidden, lines)
    for crossed in given.crosses:
        shapely.prepare(crossed)
        good &= shapely.intersects(crossed, lines)
    if given.inside is not None:
        good &= shapely.covers(_with_its_edge(given.inside), lines)
    if given.halts_at is not None:
        good &= ~_meets_early(given.halts_at, drawn, within_m=2 * given.error_m)
    return good


@lru_cache(maxsize=4)
def _with_its_edge(inside: BaseGeometry) -> BaseGeometry:
    """A ground and what rounding may put beside it; asked about for batch after batch of courses."""
    wide: BaseGeometry = inside.buffer(_EDGE_M, quad_segs=1)
    shapely.prepare(wide)
    return wide


def _meets_early(halt: BaseGeometry, drawn: Floats, *, within_m: float) -> Kept:
    """Whether a course meets the line more than the base data's error before its own end."""
    left = np.hypot(drawn[:, :, 0] - drawn[:, -1:, 0], drawn[:, :, 1] - drawn[:, -1:, 1])
    # Vertices near the end are moved back onto the last one that is clearly before it.
    clear = np.where(left > within_m, np.arange(drawn.shape[1]), 0).max(axis=1)
    index = np.minimum(np.arange(drawn.shape[1])[None, :], clear[:, None])
    before = np.take_along_axis(drawn, index[:, :, None], axis=1)
    shapely.prepare(halt)
    return np.asarray(shapely.intersects(halt, shapely.linestrings(before)))


def _and(good: Kept, drawn: Floats, check: Callable[[Floats], Kept]) -> Kept:
    """Courses that were good and pass another check, which sees only those."""
    if not good.any():
        return good
    kept = good.copy()
    kept[good] = check(drawn[good])
    return kept


def _turn(a: Floats, b: Floats, p: Floats) -> Floats:
    """Twice the signed area of triangles a, b, p; positive where p lies to the left of the way from a to b."""
    turned: Floats = (b[..., 0] - a[..., 0]) * (p[..., 1] - a[..., 1]) - (b[..., 1] - a[..., 1]) * (
        p[..., 0] - a[..., 0]
    )
    return turned


def _nearest(drawn: Floats, position: Floats) -> Floats:
    """Vectors `(n, 2)` from a position to the nearest point of each course."""
    begins, along = drawn[:, :-1], np.diff(drawn, axis=1)
    square = (along**2).sum(axis=2)
    share = (((position - begins) * along).sum(axis=2) / np.where(square > 0, square, 1.0)).clip(0.0, 1.0)
    away = begins + share[:, :, None] * along - position
    at = (away**2).sum(axis=2).argmin(axis=1)
    nearest: Floats = away[np.arange(len(drawn)), at]
    return nearest
