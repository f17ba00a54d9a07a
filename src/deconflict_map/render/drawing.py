"""A reading and a base map → one SVG drawing in Web Mercator, by our own hand.

It needs no browser, no script and no style sheet: colours and dashes are attributes, so that it survives being
sanitised. Geometry is clipped to the drawing. Text is escaped and made visible; nothing else of a reading is written.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import partial
from html import escape
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely.geometry import LineString, Polygon
from shapely.geometry.base import BaseMultipartGeometry

from deconflict_map.model.basemap import BaseLayer
from deconflict_map.model.footprint import Level
from deconflict_map.model.mark import levels, place_marks
from deconflict_map.render.asserted import label_point
from deconflict_map.render.layering import MarkLayer, layer_of
from deconflict_map.render.packing import turn
from deconflict_map.render.scene import opening_bounds
from deconflict_map.render.visible import visible

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from deconflict_map.model.basemap import BaseMap
    from deconflict_map.model.reading import Reading

_WIDTH = 800.0
_TALLEST = 900.0
_SEEN_PX = 0.4
"""Simplification in pixels that can't be seen at the drawing's own size."""
_LETTER_PX = 7.0
"""Rough width of a letter of 12 pixels, to keep names from colliding."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Chart:
    """The projection of a scene to pixels: spherical Web Mercator (EPSG:3857), as the page has it."""

    west: float
    top: float
    scale: float
    height: float
    around: float

    def pixels(self, shape: BaseGeometry) -> BaseGeometry:
        """A shape in pixels, clipped to the drawing and simplified below what can be seen."""
        moved = [
            shapely.transform(part, partial(self._project, lon=(part.bounds[0] + part.bounds[2]) / 2))
            for part in shapely.get_parts(shape)
            if not part.is_empty
        ]
        whole: BaseGeometry = shapely.GeometryCollection(moved) if len(moved) != 1 else moved[0]
        seen = shapely.clip_by_rect(whole, -20.0, -20.0, _WIDTH + 20.0, self.height + 20.0)
        return seen.simplify(_SEEN_PX)

    def point(self, lon: float, lat: float) -> tuple[float, float] | None:
        """A place in pixels, or `None` outside the drawing."""
        x, y = self._project(np.array([[lon, lat]]), lon=lon)[0].tolist()
        return (x, y) if 0.0 <= x <= _WIDTH and 0.0 <= y <= self.height else None

    def _project(self, xy: NDArray[np.float64], *, lon: float) -> NDArray[np.float64]:
        x = (np.radians(xy[:, 0] + turn(lon, self.around)) - math.radians(self.west)) * self.scale
        y = self.top - np.arcsinh(np.tan(np.radians(np.clip(xy[:, 1], -85.0, 85.0)))) * self.scale
        return np.column_stack([x, y])


def drawing(reading: Reading, basemap: BaseMap) -> str:
    """The SVG drawing of a reading."""
    chart = _chart(reading)
    labels = _Labels(chart)
    marks = "".join(_footprints(reading, chart, labels))
    places = "".join(_places(reading, chart, labels))
    ground = "".join(_ground(basemap, chart))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH:g} {chart.height:g}" '
        f'width="{_WIDTH:g}" height="{chart.height:g}" font-family="sans-serif" font-size="12">'
        '<defs><pattern id="h" width="9" height="9" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<path d="M0 0V9" stroke="#62666a" stroke-width="2"/></pattern></defs>'
        f'<rect width="100%" height="100%" fill="#d5e3ec"/>{ground}{marks}{places}{"".join(labels.written)}</svg>'
    )


def _chart(reading: Reading) -> _Chart:
    west, south, east, north = opening_bounds(reading)
    scale = _WIDTH / math.radians(east - west)
    tall = (_mercator(north) - _mercator(south)) * scale
    if tall > _TALLEST:
        scale *= _TALLEST / tall
        tall = _TALLEST
    spare = (_WIDTH / scale - math.radians(east - west)) / 2
    left = west - math.degrees(spare)
    return _Chart(west=left, top=_mercator(north) * scale, scale=scale, height=round(tall), around=(west + east) / 2)


def _mercator(lat: float) -> float:
    return math.asinh(math.tan(math.radians(lat)))


_GROUND = {
    BaseLayer.WORLD: 'fill="#f4f1ea" stroke="#c9c2b4" stroke-width=".5"',
    BaseLayer.COUNTRY: 'fill="#f4f1ea" stroke="none"',
    BaseLayer.BORDER: 'fill="none" stroke="#8c8577" stroke-dasharray="9 2 2 2"',
    BaseLayer.DISPUTED_BORDER: 'fill="none" stroke="#8c8577" stroke-dasharray="1.5 3"',
    BaseLayer.LAKE: 'fill="#d5e3ec" stroke="#7fa9c4" stroke-width=".6"',
    BaseLayer.STREAM: 'fill="none" stroke="#7fa9c4"',
}


def _ground(basemap: BaseMap, chart: _Chart) -> list[str]:
    return [
        _path(chart.pixels(feature.geometry), _GROUND[feature.layer])
        for layer in BaseLayer
        for feature in basemap.features
        if feature.layer is layer and layer in _GROUND
    ]


_INK = {
    MarkLayer.REPORTED: "#0063a0",
    MarkLayer.AGREED: "#00735a",
    MarkLayer.PLANNED: "#97337a",
    MarkLayer.DISPUTED: "#b34700",
    MarkLayer.NEGATED: "#6b5500",
    MarkLayer.UNFIXED: "#62666a",
    MarkLayer.PLACES: "#1d2125",
}
_DASH = {MarkLayer.DISPUTED: "9 3 2 3", MarkLayer.PLANNED: "5 5", MarkLayer.NEGATED: "2 6"}
_SHADE = {
    Level.SUPPORT: 0.1,
    Level.LIKELY: 0.14,
    Level.CORE: 0.24,
    Level.BAND90: 0.13,
    Level.BAND50: 0.22,
}


def _footprints(reading: Reading, chart: _Chart, labels: _Labels) -> list[str]:
    drawn = []
    for footprint in sorted(reading.footprints, key=lambda item: -max((g.area for _, g in levels(item)), default=0.0)):
        layer = layer_of(footprint, reading)
        for level, geometry in levels(footprint):
            drawn.append(_path(chart.pixels(geometry), _mark_style(layer, level)))
        at = label_point(footprint, opening_bounds(reading))
        if at is not None:
            doubt = {MarkLayer.DISPUTED: "?", MarkLayer.NEGATED: "×"}.get(layer, "")
            labels.badge(at, "·".join(str(number) for number in footprint.claims) + doubt, _INK[layer])
    return drawn


def _mark_style(layer: MarkLayer, level: Level) -> str:
    ink = _INK[layer]
    if layer is MarkLayer.UNFIXED:
        return f'fill="url(#h)" fill-opacity=".5" stroke="{ink}" stroke-dasharray="1 5"'
    if layer is MarkLayer.NEGATED:  # an outline only: nothing is said to be there
        return f'fill="none" stroke="{ink}" stroke-width="1.5" stroke-dasharray="{_DASH[layer]}"'
    if level is Level.BEST:
        return f'fill="none" stroke="{ink}" stroke-width="3" stroke-dasharray="7 6"'
    dash = _DASH.get(layer, "none" if level is Level.CORE else "1 4")
    return f'fill="{ink}" fill-opacity="{_SHADE[level]}" stroke="{ink}" stroke-width="1" stroke-dasharray="{dash}"'


def _places(reading: Reading, chart: _Chart, labels: _Labels) -> list[str]:
    drawn = []
    for mark in place_marks(reading):
        point = chart.point(mark.place.lon, mark.place.lat)
        if not mark.drawn or point is None:
            continue
        drawn.append(f'<circle cx="{point[0]:.1f}" cy="{point[1]:.1f}" r="4.5" fill="#1d2125" stroke="#fff"/>')
        labels.name(*point, mark.place.name)
    return drawn


class _Labels:
    """Names and numbers, written where nothing stands yet."""

    def __init__(self, chart: _Chart) -> None:
        self.written: list[str] = []
        self._chart = chart
        self._boxes: list[tuple[float, float, float, float]] = []

    def _free(self, box: tuple[float, float, float, float]) -> bool:
        left, top, right, bottom = box
        return all(left > r or right < x or top > b or bottom < y for x, y, r, b in self._boxes)

    def badge(self, at: tuple[float, float], text: str, ink: str) -> None:
        """The number of a footprint; it always stands."""
        point = self._chart.point(*at)
        if point is None:
            return
        half = _LETTER_PX * len(text) / 2 + 6
        x, y = point
        steps = ((dx * 26.0, dy * 22.0) for dy in (0, -1, 1, 2) for dx in (0, 1, -1, 2))
        for dx, dy in steps:
            box = (x + dx - half, y + dy - 9, x + dx + half, y + dy + 9)
            if self._free(box):
                break
        self._boxes.append(box)
        left, top, right, bottom = box
        self.written.append(
            f'<rect x="{left:.1f}" y="{top:.1f}" width="{right - left:.1f}" height="{bottom - top:.1f}" rx="9" '
            f'fill="{ink}" stroke="#fff"/><text x="{(left + right) / 2:.1f}" y="{top + 13:.1f}" '
            f'text-anchor="middle" font-weight="700" fill="#fff">{text}</text>'
        )

    def name(self, x: float, y: float, words: str) -> None:
        """The name of a place, beside its dot, if there is room."""
        text = visible(words)
        box = (x + 7, y - 8, x + 9 + _LETTER_PX * len(text), y + 8)
        if not self._free(box):
            return
        self._boxes.append(box)
        self.written.append(
            f'<text x="{x + 8:.1f}" y="{y + 4:.1f}" fill="#1d2125" stroke="#fff" stroke-width="3" '
            f'paint-order="stroke">{escape(text)}</text>'
        )


def _path(shape: BaseGeometry, style: str) -> str:
    steps = "".join(_steps(part) for part in shapely.get_parts(shape) if not part.is_empty)
    return f'<path d="{steps}" fill-rule="evenodd" {style}/>' if steps else ""


def _steps(part: BaseGeometry) -> str:
    if isinstance(part, BaseMultipartGeometry):
        return "".join(_steps(inner) for inner in part.geoms)
    if isinstance(part, Polygon):
        return "".join(_line(ring, end="Z") for ring in (part.exterior, *part.interiors))
    return _line(part, end="") if isinstance(part, LineString) else ""


def _line(line: BaseGeometry, *, end: str) -> str:
    points = np.round(shapely.get_coordinates(line), 1)
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in points.tolist()) + end
