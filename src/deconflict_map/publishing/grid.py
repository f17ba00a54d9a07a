"""A size in kilometres → a grid over the whole Earth whose cells are nowhere smaller than that, and its cells.

The grid depends on the size alone, so that the same place falls into the same cell in every file. Bands of latitude
are cut into columns, fewer towards the poles: a cell is at least the asked size high and covers at least its square on
the ground. Every corner has four decimals and every centre five, so that no writer's rounding moves them. Refuses sizes
under a kilometre (names alone are known better than that) and over a thousand.

Degrees are EPSG:4326. Longitudes may run on past ±180 (continuous geometries): a column then has an index outside
`[0, columns)`, and its edges lie whole turns away.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

LEAST_KM = 1.0
MOST_KM = 1000.0
"""Judgement: a coarser grid has fewer than two dozen bands, and says no more than the name of a continent."""
CORNER_DECIMALS = 4
"""About 11 m; what the page rounds the outlines of places to, the coarsest of all rounding of marks."""

_MERIDIAN_DEG_M = 110_574.0
"""Length of a degree of latitude at the equator, where it is shortest on WGS 84 (Snyder 1987, Map Projections: A
Working Manual, USGS PP 1395, table 6)."""
_ROUNDED_M = 25.0
"""Both edges of a cell may be rounded towards each other, by half of 11 m each on the ground; doubled to be safe."""
_AUTHALIC_M = 6_371_007.2
"""Radius of the sphere with the area of WGS 84 (Moritz 1980, Geodetic Reference System)."""
_AREA_SLACK = 1.02
"""A band's area on that sphere is within 0.7 % of its area on the ellipsoid; columns are counted with room for that."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell by its band, counted from the south pole, and its column, counted from 180° west."""

    band: int
    column: int


@dataclass(frozen=True, slots=True)
class Grid:
    """The grid whose cells are at least `km` kilometres high and as large as its square."""

    km: float

    @property
    def bands(self) -> int:
        """How many bands there are from pole to pole."""
        return math.floor(180.0 * _MERIDIAN_DEG_M / (self.km * 1000.0 + _ROUNDED_M))

    @property
    def off_m(self) -> float:
        """How far a position may lie from the centre of its cell, metres: never farther than the size.

        Half the diagonal of a cell is 0.71 sizes in most bands, and rises to 0.92 in the wedges about the poles (tested
        against geodesics).
        """
        return 1000.0 * self.km

    def latitude(self, edge: int) -> float:
        """The latitude of the edge below a band."""
        return round(-90.0 + 180.0 * min(max(edge, 0), self.bands) / self.bands, CORNER_DECIMALS)

    def longitude(self, band: int, edge: int) -> float:
        """The longitude of the edge west of a column."""
        count = self.columns(band)
        turns, inside = divmod(edge, count)
        return round(-180.0 + 360.0 * inside / count, CORNER_DECIMALS) + 360.0 * turns

    def columns(self, band: int) -> int:
        """How many columns a band has."""
        return _columns(self.km, self.bands, band)

    def cell_of(self, lon: float, lat: float) -> Cell:
        """The cell of a position; an edge belongs to the cell north or east of it."""
        band = self.band_of(lat)
        return Cell(band, self.column_of(band, lon))

    def band_of(self, lat: float) -> int:
        """The band of a latitude."""
        band = min(max(math.floor((lat + 90.0) / 180.0 * self.bands), 0), self.bands - 1)
        while band > 0 and lat < self.latitude(band):
            band -= 1
        while band < self.bands - 1 and lat >= self.latitude(band + 1):
            band += 1
        return band

    def column_of(self, band: int, lon: float) -> int:
        """The column of a longitude in a band, outside `[0, columns)` for longitudes outside [-180, 180)."""
        column = math.floor((lon + 180.0) / 360.0 * self.columns(band))
        while lon < self.longitude(band, column):
            column -= 1
        while lon >= self.longitude(band, column + 1):
            column += 1
        return column

    def centre(self, cell: Cell) -> tuple[float, float]:
        """The middle of a cell `(lon, lat)`."""
        west, east = self.longitude(cell.band, cell.column), self.longitude(cell.band, cell.column + 1)
        south, north = self.latitude(cell.band), self.latitude(cell.band + 1)
        return round((west + east) / 2, CORNER_DECIMALS + 1), round((south + north) / 2, CORNER_DECIMALS + 1)

    def snapped(self, lon: float, lat: float) -> tuple[float, float]:
        """The centre of the cell of a position."""
        return self.centre(self.cell_of(lon, lat))


@lru_cache(maxsize=65_536)
def _columns(km: float, bands: int, band: int) -> int:
    south, north = (math.radians(-90.0 + 180.0 * edge / bands) for edge in (band, band + 1))
    area_m2 = 2.0 * math.pi * _AUTHALIC_M**2 * (math.sin(north) - math.sin(south))
    return max(1, math.floor(area_m2 / ((km * 1000.0 + _ROUNDED_M) ** 2 * _AREA_SLACK)))
