"""A scene → its projection to the pixels of a drawing: spherical Web Mercator (EPSG:3857), as the page has it.

Refuses nothing: latitudes beyond 85 degrees are drawn at 85. Trade-off taken: a scene flatter than a drawing should be
gets more ground above and below instead of a narrower sheet.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely.geometry import LineString, Polygon
from shapely.geometry.base import BaseMultipartGeometry

from deconflict_map.geodesy.geodesic import distance_m
from deconflict_map.render.packing import turn

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

_SEEN_PX = 0.4
"""Simplification in pixels that can't be seen at the drawing's own size."""
_BLEED_PX = 20.0
_LAT_DEG = 85.0
_STEP_DEG = 1e-3


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A projection: `west` in degrees, `top` in pixels from the equator, `scale` in pixels a radian of longitude."""

    west: float
    top: float
    scale: float
    width: float
    height: float
    around: float

    def pixels(self, shape: BaseGeometry) -> BaseGeometry:
        """A shape in pixels, clipped to the drawing and simplified below what can be seen."""
        frame = (-_BLEED_PX, -_BLEED_PX, self.width + _BLEED_PX, self.height + _BLEED_PX)
        moved = [
            clipped(shapely.transform(part, partial(self._project, lon=(part.bounds[0] + part.bounds[2]) / 2)), frame)
            for part in parts_of(shape)
        ]
        whole: BaseGeometry = shapely.GeometryCollection(moved) if len(moved) != 1 else moved[0]
        return whole.simplify(_SEEN_PX)

    def point(self, lon: float, lat: float) -> tuple[float, float] | None:
        """A place (degrees) in pixels, or `None` outside the drawing."""
        x, y = self._project(np.array([[lon, lat]]), lon=lon)[0].tolist()
        return (x, y) if 0.0 <= x <= self.width and 0.0 <= y <= self.height else None

    def degrees(self, x: float, y: float) -> tuple[float, float]:
        """`(lon, lat)` of a pixel; the longitude may lie beyond 180."""
        return self.west + math.degrees(x / self.scale), math.degrees(math.atan(math.sinh((self.top - y) / self.scale)))

    @property
    def metres_a_px(self) -> float:
        """Metres on the ground that a pixel in the middle of the drawing is wide (geodesic, WGS 84)."""
        lon, lat = self.degrees(self.width / 2, self.height / 2)
        return distance_m(lon, lat, lon + _STEP_DEG, lat) / (math.radians(_STEP_DEG) * self.scale)

    @property
    def spread(self) -> float:
        """How many times longer a length is drawn where the drawing is nearest to a pole than nearest to the equator.

        The scale of the projection grows with the secant of the latitude (Snyder 1987, eq. 7-3 for the sphere).
        """
        edges = [math.cos(math.radians(self.degrees(0.0, y)[1])) for y in (0.0, self.height / 2, self.height)]
        return max(edges) / min(edges)

    def _project(self, xy: NDArray[np.float64], *, lon: float) -> NDArray[np.float64]:
        x = (np.radians(xy[:, 0] + turn(lon, self.around)) - math.radians(self.west)) * self.scale
        y = self.top - np.arcsinh(np.tan(np.radians(np.clip(xy[:, 1], -_LAT_DEG, _LAT_DEG)))) * self.scale
        return np.column_stack([x, y])


def chart_of(bounds: tuple[float, float, float, float], *, width: float, lowest: float, tallest: float) -> Chart:
    """The chart of `(west, south, east, north)` in degrees on a sheet `width` pixels wide, between two heights."""
    west, south, east, north = bounds
    scale = width / math.radians(east - west)
    middle = (_mercator(north) + _mercator(south)) / 2
    tall = (_mercator(north) - _mercator(south)) * scale
    if tall > tallest:
        scale *= tallest / tall
    height = round(min(max(tall, lowest), tallest))
    spare = (width / scale - math.radians(east - west)) / 2
    return Chart(
        west=west - math.degrees(spare),
        top=middle * scale + height / 2,
        scale=scale,
        width=width,
        height=height,
        around=(west + east) / 2,
    )


def clipped(shape: BaseGeometry, frame: tuple[float, float, float, float]) -> BaseGeometry:
    """What of a shape lies in `(left, top, right, bottom)`.

    Projecting the ends of long edges may let edges cross that don't on the ground; of such an area GEOS's clipping
    hands back all but the area, so it is mended before.
    """
    sound = shape if shapely.is_valid(shape) else shapely.make_valid(shape)
    return shapely.clip_by_rect(sound, *frame)


def _mercator(lat: float) -> float:
    return math.asinh(math.tan(math.radians(lat)))


def parts_of(shape: BaseGeometry) -> list[BaseGeometry]:
    """The single points, lines and areas of a shape."""
    found: list[BaseGeometry] = []
    for part in shapely.get_parts(shape):
        if part.is_empty:
            continue
        found += parts_of(part) if isinstance(part, BaseMultipartGeometry) else [part]
    return found


def path(shape: BaseGeometry, style: str) -> str:
    """A shape in pixels as an SVG path, or nothing if it is empty."""
    steps = "".join(_steps(part) for part in parts_of(shape))
    return f'<path d="{steps}" fill-rule="evenodd" {style}/>' if steps else ""


def _steps(part: BaseGeometry) -> str:
    if isinstance(part, Polygon):
        return "".join(_line(ring, end="Z") for ring in (part.exterior, *part.interiors))
    return _line(part, end="") if isinstance(part, LineString) else ""


def _line(line: BaseGeometry, *, end: str) -> str:
    points = np.round(shapely.get_coordinates(line), 1)
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in points.tolist()) + end
