"""Discs, rings, sectors, strips and sweeps in a metric plane.

Plain shapes with no rule in them. Azimuths are degrees clockwise from +y: a rule turns a true azimuth into one of the
plane first (`LocalFrame.grid_azimuth_deg`). Circles have 128 corners, which makes an area 0.04 % too small.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely.geometry import Point, Polygon

from deconflict_map.footprints.regions import NOTHING, areal
from deconflict_map.geodesy import destination

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from deconflict_map.geodesy import LocalFrame

_QUADRANT = 32
# Round corners of outlines with many vertices are half a percent short; their base data is off by more.
_COARSE, _MANY = 8, 100
# Of an outline with so many vertices, and edges shorter than the distance by so much, most bays close up.
_FRACTAL, _FOLDS, _FIRST, _ROUGH = 300, 1.8, 0.2, 3
# Judgement: an outline finer than this share of the distance is straightened before it is widened.
_DETAIL = 1 / 200
# Judgement: narrower circles are stretched by less than a thousandth in any frame that is used again.
_WIDE_M = 100_000.0


def disc(centre: Point, radius_m: float) -> BaseGeometry:
    """A disc."""
    return centre.buffer(radius_m, quad_segs=_QUADRANT)


def widened(ground: BaseGeometry, by_m: float) -> BaseGeometry:
    """All that lies within a distance of a point, line or area; the ground itself for 0, nothing for less."""
    if by_m < 0:
        return NOTHING
    if by_m == 0:
        return areal(ground) if shapely.get_dimensions(ground) == 2 else NOTHING
    plain = ground if isinstance(ground, Point) else ground.simplify(by_m * _DETAIL)
    count = shapely.get_num_coordinates(plain)
    if count <= _MANY:
        return plain.buffer(by_m, quad_segs=_QUADRANT)
    if count > _FRACTAL and by_m * count > _FOLDS * plain.length:
        # Widening twice is widening by the sum; the first and narrow time closes the fjords, which cost most.
        rest_m = by_m * (1 - _FIRST)
        plain = _without_lakes(plain.buffer(by_m * _FIRST, quad_segs=_ROUGH), narrower_m=2 * rest_m)
        return plain.simplify(by_m * _DETAIL / 2).buffer(rest_m, quad_segs=_COARSE)
    return plain.buffer(by_m, quad_segs=_COARSE)


def _without_lakes(ground: BaseGeometry, *, narrower_m: float) -> BaseGeometry:
    """The ground without holes that are narrower than this from west to east or from south to north."""
    kept = []
    for part in shapely.get_parts(ground):
        shore, *lakes = shapely.get_rings(part)
        bounds = shapely.bounds(np.asarray(lakes, dtype=object)).reshape(-1, 4)
        wide = np.asarray((bounds[:, 2:] - bounds[:, :2] >= narrower_m).all(axis=1))
        kept.append(Polygon(shore, [lake for lake, is_wide in zip(lakes, wide, strict=True) if is_wide]))
    return shapely.MultiPolygon(kept)


def reach(frame: LocalFrame, base: BaseGeometry, by_m: float) -> BaseGeometry:
    """As `widened`, but true however far it goes: wide circles about a point are drawn by geodesics.

    In the plane a circle away from the frame's centre is stretched by (d/R)²/6 (`geodesy.frame`).
    """
    if not isinstance(base, Point) or by_m < _WIDE_M or np.hypot(base.x, base.y) < 1.0:
        return widened(base, by_m)
    lon, lat = frame.lonlat(np.array([[base.x, base.y]]))[0]
    turns = np.arange(0.0, 360.0, 90.0 / _QUADRANT)
    round_ = [destination(lon, lat, azimuth=float(turn), distance=by_m) for turn in turns]
    return areal(Polygon(frame.metric_xy(np.array(round_))))


def ring(ground: BaseGeometry, low_m: float, high_m: float) -> BaseGeometry:
    """All that lies between two distances from a point, line or area; from 0 on an area itself is left out."""
    if high_m <= 0 or high_m <= low_m:
        return NOTHING
    inner = widened(ground, max(low_m, 0.0))
    return areal(widened(ground, high_m).difference(inner))


def sector(apex: Point, *, azimuth_deg: float, half_angle_deg: float, length_m: float) -> BaseGeometry:
    """A sector of a disc, out to `length_m` at least; from 180° on the whole disc."""
    if half_angle_deg >= 180.0:
        return disc(apex, length_m * 1.01)
    turns = np.radians(np.linspace(azimuth_deg - half_angle_deg, azimuth_deg + half_angle_deg, 65))
    # Chords of up to 5.6° lie 0.12 % inside the arc: a little longer, they don't cut what is asked for.
    arc = np.column_stack([np.sin(turns), np.cos(turns)]) * length_m * 1.01 + [apex.x, apex.y]
    return Polygon([(apex.x, apex.y), *arc])


def direction(azimuth_deg: float) -> NDArray[np.float64]:
    """The unit vector `(2,)` towards an azimuth."""
    turn = np.radians(azimuth_deg)
    return np.array([np.sin(turn), np.cos(turn)])


def swept(ground: BaseGeometry, step: NDArray[np.float64]) -> BaseGeometry:
    """All that a line or the outline of an area passes over when it is moved by `step` (metres)."""
    pieces: list[BaseGeometry] = [ground] if shapely.get_dimensions(ground) == 2 else []
    edges = shapely.boundary(ground) if pieces else ground
    for part in shapely.get_parts(shapely.line_merge(edges) if edges.geom_type.startswith("Multi") else edges):
        corners = shapely.get_coordinates(part)
        first, last = corners[:-1], corners[1:]
        quads = np.stack([first, last, last + step, first + step, first], axis=1)
        swept_over = np.asarray(shapely.polygons(quads))
        # Edges along the step sweep nothing.
        pieces.extend(swept_over[shapely.area(swept_over) > 1e-6])
    return areal(shapely.union_all(pieces)) if pieces else NOTHING


def weighty(area: BaseGeometry) -> BaseGeometry:
    """An area without the slivers beside it: parts below a thousandth of the largest one."""
    parts = [part for part in shapely.get_parts(area) if not part.is_empty]
    least = max((part.area for part in parts), default=0.0) / 1000
    return areal(shapely.union_all([part for part in parts if part.area >= least])) if parts else NOTHING


def strip(line: BaseGeometry, aside_m: float) -> BaseGeometry:
    """A strip about a line, square at its ends."""
    return line.buffer(aside_m, cap_style="flat")


def spanned(origin: NDArray[np.float64], sides: Sequence[tuple[NDArray[np.float64], float, float]]) -> BaseGeometry:
    """All positions reached from an origin by going between two lengths along each of some directions."""
    corners = origin[None, :]
    for unit, low, high in sides:
        corners = np.vstack([corners + unit * low, corners + unit * high])
    return areal(shapely.MultiPoint(corners).convex_hull)
