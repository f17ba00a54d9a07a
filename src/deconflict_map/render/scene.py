"""A reading → the part of the Earth on which its page opens.

The sharp footprints decide: a zone that covers a whole country, a continent or a far-off city would only make them
small. Vaguer footprints widen the view by a share of its size at most, and places are taken along when they lie
near. Nothing is refused: without footprints the drawn places are framed, and without those the world.
Trade-off taken: all thresholds are shares of the scene's own size, so that a street and a continent are framed alike.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from statistics import median_low, quantiles
from typing import TYPE_CHECKING

import shapely

from deconflict_map.model.footprint import FootprintKind
from deconflict_map.model.mark import place_marks
from deconflict_map.model.place import PlaceKind
from deconflict_map.render.packing import turn

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shapely.geometry.base import BaseGeometry

    from deconflict_map.model.footprint import Footprint
    from deconflict_map.model.reading import Reading

# All of the following are judgement, tried on articles about fronts, cities and countries.
_SHARP = 6.0
"""A zone is sharp when it is at most this many times as large as the zone at the lower quartile; lines always are."""
_LINKED = 2.0
"""Two footprints belong to one scene when the gap between them is at most this many sizes of the median sharp one."""
_WIDEN_VAGUE = 0.15
"""Vague footprints widen the scene by at most this share of it on each side."""
_AROUND = 0.35
"""The base map reaches beyond the opening view by this share on each side, so that no window shows its edge at once."""
_WIDEN_PLACES = 0.3
"""Places within this share of the scene outside it are taken in."""
_MARGIN = 0.08
_MANY = 400
"""From here on clusters aren't sought pair by pair; the middle nine tenths of all centres are framed instead."""
_LEAST_DEG = 0.4
_WORLD = (-170.0, -58.0, 180.0, 78.0)
_MERCATOR_LAT_DEG = 85.0
_BROAD = frozenset((PlaceKind.COUNTRY, PlaceKind.CONTINENT, PlaceKind.SEA))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Box:
    west: float
    south: float
    east: float
    north: float
    line: bool = False

    @property
    def size(self) -> float:
        return math.hypot(self.east - self.west, self.north - self.south)

    def join(self, other: _Box) -> _Box:
        return _Box(
            west=min(self.west, other.west),
            south=min(self.south, other.south),
            east=max(self.east, other.east),
            north=max(self.north, other.north),
        )

    def meet(self, other: _Box) -> _Box | None:
        west, south = max(self.west, other.west), max(self.south, other.south)
        east, north = min(self.east, other.east), min(self.north, other.north)
        return _Box(west=west, south=south, east=east, north=north) if west <= east and south <= north else None

    def grow(self, degrees: float) -> _Box:
        return _Box(
            west=self.west - degrees,
            south=self.south - degrees,
            east=self.east + degrees,
            north=self.north + degrees,
        )

    def gap(self, other: _Box) -> float:
        across = max(0.0, other.west - self.east, self.west - other.east)
        along = max(0.0, other.south - self.north, self.south - other.north)
        return math.hypot(across, along)


def scene_bounds(reading: Reading) -> tuple[float, float, float, float]:
    """`(west, south, east, north)` in degrees: what the base map must cover, the opening view and some ground around.

    A scene across the antimeridian has `east` beyond 180.
    """
    west, south, east, north = opening_bounds(reading)
    frame = _Box(west=west, south=south, east=east, north=north)
    return _finished(frame, margin=_AROUND * max(east - west, north - south))


def opening_bounds(reading: Reading) -> tuple[float, float, float, float]:
    """`(west, south, east, north)` in degrees: what the page shows first, inside `scene_bounds`.

    A view across the antimeridian has `east` beyond 180.
    """
    boxes = _footprint_boxes(reading)
    points = _point_boxes(reading, around=(boxes[0].west + boxes[0].east) / 2 if boxes else None)
    if boxes:
        frame = _framed(boxes)
        near = frame.grow(_WIDEN_PLACES * max(frame.size, _LEAST_DEG))
        frame = _joined([frame, *(point for point in points if near.meet(point) is not None)])
    elif points:
        frame = _framed(points)
    else:
        return _WORLD
    return _finished(frame, margin=max(_MARGIN * frame.size, (_LEAST_DEG - frame.size) / 2, 0.02))


def _footprint_boxes(reading: Reading) -> list[_Box]:
    # What the words can't fix counts where it is a line: its hatch is what the text is about. Zones left open are wide.
    framing = [footprint for footprint in reading.footprints if footprint.drawable or _is_line(footprint)]
    shapes = _sharpest_of(framing) or _sharpest_of(reading.footprints)
    if not shapes:
        return []
    smallest = min((shape for shape, _ in shapes), key=lambda shape: shape.area)
    around = float(smallest.representative_point().x)
    return [_box(shape, around, line=line) for shape, line in shapes]


def _is_line(footprint: Footprint) -> bool:
    return footprint.kind is FootprintKind.LINE


def _sharpest_of(footprints: Iterable[Footprint]) -> list[tuple[BaseGeometry, bool]]:
    """The surest shape of each footprint that has one, and whether it is a line's."""
    return [
        (shape, footprint.ensemble is not None or _is_line(footprint))
        for footprint in footprints
        if (shape := _sharpest(footprint)) is not None
    ]


def _sharpest(footprint: Footprint) -> BaseGeometry | None:
    if footprint.ensemble is not None:
        shapes = [footprint.ensemble.band90, footprint.ensemble.median]
    elif footprint.region is not None:
        shapes = [footprint.region.likely, footprint.region.support]
    else:
        shapes = []
    return next((shape for shape in shapes if not shape.is_empty), None)


def _box(shape: BaseGeometry, around: float, *, line: bool) -> _Box:
    boxes = []
    for part in shapely.get_parts(shape):
        west, south, east, north = part.bounds
        shift = turn((west + east) / 2, around)
        boxes.append(_Box(west=west + shift, south=south, east=east + shift, north=north))
    return replace(_joined(boxes), line=line)


def _joined(boxes: Iterable[_Box]) -> _Box:
    first, *rest = boxes
    for box in rest:
        first = first.join(box)
    return first


def _point_boxes(reading: Reading, *, around: float | None) -> list[_Box]:
    places = [mark.place for mark in place_marks(reading) if mark.drawn]
    narrow = [place for place in places if place.kind not in _BROAD] or places
    boxes = []
    for place in narrow:
        around = place.lon if around is None else around
        lon = place.lon + turn(place.lon, around)
        boxes.append(_Box(west=lon, south=place.lat, east=lon, north=place.lat))
    return boxes


def _framed(boxes: list[_Box]) -> _Box:
    limit = _SHARP * max(_lower_quartile([box.size for box in boxes if not box.line]), _LEAST_DEG)
    sharp = [box for box in boxes if box.line or box.size <= limit]
    points = not any(box.size for box in sharp)
    apart = _spacing(sharp) if points and len(sharp) <= _MANY else median_low([box.size for box in sharp])
    reach = _LINKED * max(apart, _LEAST_DEG)
    frame = _joined(_main_cluster(sharp, reach=reach) if len(sharp) <= _MANY else _central(sharp))
    window = frame.grow(_WIDEN_VAGUE * max(frame.size, _LEAST_DEG))
    vague = [seen for box in boxes if box.size > limit and (seen := box.meet(window)) is not None]
    return _joined([frame, *vague])


def _lower_quartile(sizes: list[float]) -> float:
    return sorted(sizes)[len(sizes) // 4] if sizes else 0.0


def _spacing(points: list[_Box]) -> float:
    """The median distance of a point to its second nearest fellow: how far apart the places of this text lie."""
    nearest = [sorted(point.gap(other) for other in points)[:3][-1] for point in points]
    return max(median_low(nearest), _LEAST_DEG)


def _main_cluster(boxes: list[_Box], *, reach: float) -> list[_Box]:
    """The largest group of boxes that hang together by gaps of at most `reach`; the earliest of equals."""
    groups: list[list[_Box]] = []
    for box in boxes:
        touching = [group for group in groups if any(box.gap(other) <= reach for other in group)]
        merged = [other for group in touching for other in group] + [box]
        groups = [group for group in groups if all(group is not other for other in touching)]
        groups.append(merged)
    return max(groups, key=lambda group: (len(group), -min(boxes.index(box) for box in group)))


def _central(boxes: list[_Box]) -> list[_Box]:
    east = quantiles([box.west + box.east for box in boxes], n=20)
    north = quantiles([box.south + box.north for box in boxes], n=20)
    return [
        box
        for box in boxes
        if east[0] <= box.west + box.east <= east[-1] and north[0] <= box.south + box.north <= north[-1]
    ] or boxes


def _finished(frame: _Box, *, margin: float) -> tuple[float, float, float, float]:
    wide = frame.grow(margin)
    if wide.east - wide.west >= 360.0:
        return (-180.0, max(wide.south, -_MERCATOR_LAT_DEG), 180.0, min(wide.north, _MERCATOR_LAT_DEG))
    shift = 360.0 * math.floor((wide.west + 180.0) / 360.0)
    return (
        round(wide.west - shift, 4),
        round(max(wide.south, -_MERCATOR_LAT_DEG), 4),
        round(wide.east - shift, 4),
        round(min(wide.north, _MERCATOR_LAT_DEG), 4),
    )
