"""The grid of `--coarsen`: cells are nowhere finer than asked, and no position moves farther than is told."""

from __future__ import annotations

import math

import pytest
from geographiclib.geodesic import Geodesic
from hypothesis import example, given
from hypothesis import strategies as st

from deconflict_map.publishing.grid import Cell, Grid

SIZES = st.floats(min_value=1.0, max_value=1000.0)
LONGITUDES = st.floats(min_value=-180.0, max_value=180.0)
LATITUDES = st.floats(min_value=-90.0, max_value=90.0)


def metres(one, other):
    """A second implementation of the geodesic than the one that the package uses."""
    return Geodesic.WGS84.Inverse(one[1], one[0], other[1], other[0])["s12"]


@given(km=SIZES, lon=LONGITUDES, lat=LATITUDES)
@example(km=25.0, lon=180.0, lat=0.0)
@example(km=25.0, lon=-180.0, lat=-90.0)
@example(km=1000.0, lon=12.0, lat=90.0)
@example(km=1.0, lon=179.9999, lat=89.9999)
def test_no_position_moves_farther_than_the_size(km, lon, lat):
    assert metres((lon, lat), Grid(km).snapped(lon, lat)) <= km * 1000.0


@given(km=SIZES, lon=LONGITUDES, lat=LATITUDES)
def test_snapping_twice_changes_nothing(km, lon, lat):
    once = Grid(km).snapped(lon, lat)
    assert Grid(km).snapped(*once) == once


@given(km=SIZES, lon=LONGITUDES, lat=LATITUDES)
def test_a_turn_round_the_earth_leads_to_the_same_cell(km, lon, lat):
    grid = Grid(km)
    here, there = grid.snapped(lon, lat), grid.snapped(lon + 360.0, lat)
    assert here[1] == there[1]
    width = 360.0 / grid.columns(grid.band_of(lat))
    gap = abs(there[0] - here[0] - 360.0)
    # Adding a turn may round a longitude across an edge; then the neighbour is taken.
    assert gap < 1e-4 or math.isclose(gap, width, abs_tol=2e-4)


@given(km=SIZES, share=st.floats(min_value=0.0, max_value=1.0), column=st.integers(min_value=0, max_value=10**6))
def test_every_cell_is_as_high_and_as_large_as_asked(km, share, column):
    grid = Grid(km)
    band = round(share * (grid.bands - 1))
    cell = Cell(band, column % grid.columns(band))
    west, east = grid.longitude(band, cell.column), grid.longitude(band, cell.column + 1)
    south, north = grid.latitude(band), grid.latitude(band + 1)
    assert metres((west, south), (west, north)) >= km * 1000.0
    steps = 24
    edge = [(west + (east - west) * i / steps, south) for i in range(steps + 1)]
    edge += [(east + (west - east) * i / steps, north) for i in range(steps + 1)]
    ring = Geodesic.WGS84.Polygon()
    for lon, lat in edge:
        ring.AddPoint(lat, lon)
    assert abs(ring.Compute()[2]) >= (km * 1000.0) ** 2 * 0.999  # parallels are told as short geodesics here


@given(km=SIZES, share=st.floats(min_value=0.0, max_value=1.0))
def test_corners_and_centres_survive_the_rounding_of_every_writer(km, share):
    grid = Grid(km)
    band = round(share * (grid.bands - 1))
    column = round(share * (grid.columns(band) - 1))
    corner = (grid.longitude(band, column), grid.latitude(band))
    assert corner == tuple(round(value, 4) for value in corner)
    centre = grid.centre(Cell(band, column))
    assert centre == tuple(round(value, 5) for value in centre)


@pytest.mark.parametrize("km", [1.0, 3.0, 25.0, 100.0, 1000.0])
def test_bands_reach_from_pole_to_pole_and_columns_once_around(km):
    grid = Grid(km)
    assert (grid.latitude(0), grid.latitude(grid.bands)) == (-90.0, 90.0)
    for band in (0, grid.bands // 2, grid.bands - 1):
        assert grid.longitude(band, 0) == -180.0
        assert grid.longitude(band, grid.columns(band)) == 180.0
