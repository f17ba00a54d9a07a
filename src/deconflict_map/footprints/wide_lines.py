"""A line and a width, in metres → the ground on both sides of it, as wide as said wherever on Earth the line runs.

Near the centre of a scene its plane is true enough. Away from it lengths stretch (`geodesy.frame`), so a long line is
widened piece by piece, each in a plane of its own, and the pieces are carried back. Trade-off taken: within 400 km of
the centre widths may be off by 0.07 %, and elsewhere by the 0.05 % of a piece's own plane.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely.geometry import LineString, MultiLineString, Polygon

from deconflict_map.footprints.regions import NOTHING, areal
from deconflict_map.footprints.rounds import widened
from deconflict_map.geodesy import LocalFrame

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from deconflict_map.footprints.rivers import Course

# (d/R)²/6 at 400 km is 0.066 % (Snyder 1987, p. 191).
_TRUE_M = 400_000.0
# Pieces as long, in fields as wide, lie within 360 km of their plane's centre: 0.05 %.
_PIECE_M = 300_000.0
# An edge of 5 km strays by 1.4 m at 70° from the curve that it stands for (`geodesy.frame`).
_EDGE_M = 5_000.0
# Judgement: detail below this share of the width can't be seen in a strip.
_DETAIL = 1 / 500
_QUADRANT = 16
# A tip reaches so many widths out and aside: all that the round end of a stretch carried on by one width may fill.
_TIP = 2.5


def wide(frame: LocalFrame, line: BaseGeometry, by_m: float) -> BaseGeometry:
    """All that lies within a distance of a line or lines (metres in the frame's plane), round at the ends."""
    if by_m <= 0 or line.is_empty:
        return NOTHING
    plain = line.simplify(by_m * _DETAIL)
    if _is_near(plain, by_m):
        return areal(widened(plain, by_m))
    fields = [_carried(frame, lines, by_m) for lines in _by_field(plain)]
    return areal(shapely.union_all(fields)) if fields else NOTHING


def wide_between(frame: LocalFrame, course: Course, stretch: tuple[float, float], by_m: float) -> BaseGeometry:
    """The strip about a stretch of a course (chainages), cut square across its general direction where it is cut.

    An end of the stretch that is the course's own end stays round. The direction is that of a chord three widths long
    within the stretch, so that the last bend of a detailed line doesn't turn the cut.
    """
    low, high = max(0.0, stretch[0]), min(course.length_m, stretch[1])
    if by_m <= 0 or low >= high:
        return NOTHING
    strip = wide(frame, course.reach(low - by_m, high + by_m), by_m)
    ends = np.array([low, high])
    away = _outwards(course, low, high, chord_m=min(3 * by_m, high - low))
    cut = (low > 0.0, high < course.length_m)
    tips = [_tip(at, out, by_m) for at, out, is_cut in zip(course.at(ends), away, cut, strict=True) if is_cut]
    left = strip.difference(shapely.union_all(tips)) if tips else strip
    # A line that doubles back past its own cut keeps the ground about its inner part.
    inner = course.reach(low + 3 * by_m if cut[0] else low, high - 3 * by_m if cut[1] else high)
    whole = low + 3 * by_m < high - 3 * by_m
    return areal(left.union(wide(frame, inner, by_m))) if tips and whole else areal(left)


def _outwards(course: Course, low: float, high: float, *, chord_m: float) -> NDArray[np.float64]:
    """Unit vectors `(2, 2)` in which a stretch leaves its own ends."""
    ends, inner = course.at(np.array([low, high])), course.at(np.array([low + chord_m, high - chord_m]))
    size = np.hypot(*(ends - inner).T)
    out: NDArray[np.float64] = (ends - inner) / np.where(size > 0, size, 1.0)[:, None]
    return out


def _tip(at: NDArray[np.float64], away: NDArray[np.float64], by_m: float) -> BaseGeometry:
    """What lies beyond the perpendicular at the end of a line that leaves it in the unit direction `away`."""
    aside = np.array([-away[1], away[0]]) * _TIP * by_m
    far = away * _TIP * by_m
    return Polygon([at - aside, at + aside, at + aside + far, at - aside + far])


def _is_near(line: BaseGeometry, by_m: float) -> bool:
    west, south, east, north = line.bounds
    corner = np.hypot(max(abs(west), abs(east)), max(abs(south), abs(north)))
    return bool(corner + by_m <= _TRUE_M)


def _by_field(line: BaseGeometry) -> list[MultiLineString]:
    """The lines in pieces, those of one field of a grid together: each field has a plane of its own."""
    parts = shapely.get_parts(line)
    pieces = [piece for part in parts[shapely.length(parts) > 0] for piece in _pieces(part)]
    middles = np.array([shapely.get_coordinates(piece.envelope.centroid)[0] for piece in pieces]).reshape(-1, 2)
    fields: dict[tuple[int, int], list[LineString]] = {}
    for (x, y), piece in zip(np.rint(middles / _PIECE_M).astype(int), pieces, strict=True):
        fields.setdefault((int(x), int(y)), []).append(piece)
    return [MultiLineString(fields[key]) for key in sorted(fields)]


def _pieces(line: LineString) -> Iterator[LineString]:
    """The line in stretches that a plane of their own shows truly; neighbours share an edge at least."""
    if line.length <= _PIECE_M:
        yield shapely.segmentize(line, _EDGE_M)
        return
    vertices = shapely.get_coordinates(shapely.segmentize(line, _EDGE_M))
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(vertices, axis=0).T))])
    cuts = np.linspace(0.0, along[-1], int(np.ceil(along[-1] / _PIECE_M)) + 1)
    for first, last in itertools.pairwise(cuts):
        yield LineString(vertices[(along >= first - _EDGE_M) & (along <= last + _EDGE_M)])


def _carried(frame: LocalFrame, lines: MultiLineString, by_m: float) -> BaseGeometry:
    """The lines of a field widened in a plane of their own, and carried back into the frame's."""
    middle = frame.lonlat(shapely.get_coordinates(lines.envelope.centroid))[0]
    own = LocalFrame(float(middle[0]), float(middle[1]))

    def there(xy: NDArray[np.float64]) -> NDArray[np.float64]:
        return own.metric_xy(frame.lonlat(xy))

    def back(xy: NDArray[np.float64]) -> NDArray[np.float64]:
        return frame.metric_xy(own.lonlat(xy))

    # One by one: about all lines of a fjord at once it takes several times as long.
    strips = shapely.buffer(shapely.get_parts(shapely.transform(lines, there)), by_m, quad_segs=_QUADRANT)
    ground = shapely.union_all(strips)
    return areal(shapely.transform(shapely.segmentize(ground, _EDGE_M), back))
