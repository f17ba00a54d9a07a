"""Geometries in cells: what comes out covers what went in, no farther than is told, and says nothing but the cells."""

from __future__ import annotations

import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import LineString, Point, Polygon, box

from deconflict_map.publishing.cells import cell_box, coarse, coarse_line, inside, touched
from deconflict_map.publishing.grid import Grid

SIZES = st.sampled_from([5.0, 25.0, 120.0, 700.0])


@st.composite
def areas(draw):
    """Ragged areas anywhere, over 180° and at the poles among them."""
    lon = draw(st.floats(min_value=-190.0, max_value=190.0))
    lat = draw(st.floats(min_value=-89.0, max_value=89.0))
    points = draw(
        st.lists(
            st.tuples(st.floats(min_value=-2.0, max_value=2.0), st.floats(min_value=-1.0, max_value=1.0)),
            min_size=3,
            max_size=8,
        )
    )
    ring = shapely.MultiPoint([(lon + x, max(-90.0, min(90.0, lat + y))) for x, y in points]).convex_hull
    hole = ring.centroid.buffer(0.1)
    return ring.difference(hole) if ring.geom_type == "Polygon" else Point(lon, lat).buffer(0.3)


@given(areas(), SIZES)
@settings(max_examples=30, deadline=None)
def test_touched_cells_cover_the_area_and_inner_cells_lie_in_it(area, km):
    grid = Grid(km)
    outer, inner = touched(area, grid), inside(area, grid)
    assert area.difference(outer).area < 1e-7
    assert inner.difference(area).area < 1e-7
    assert outer.is_valid
    assert inner.is_empty or inner.is_valid


@given(areas(), SIZES)
@settings(max_examples=30, deadline=None)
def test_cells_of_cells_are_the_same_cells(area, km):
    grid = Grid(km)
    outer, inner = touched(area, grid), inside(area, grid)
    assert touched(outer, grid).equals_exact(outer)
    assert inner.is_empty or inside(inner, grid).equals_exact(inner)


@given(areas(), SIZES)
@settings(max_examples=25, deadline=None)
def test_every_vertex_is_a_corner(area, km):
    grid = Grid(km)
    for lon, lat in shapely.get_coordinates(touched(area, grid)).tolist():
        edges = [band for band in range(grid.band_of(lat) - 1, grid.band_of(lat) + 3) if grid.latitude(band) == lat]
        assert edges
        bands = {band for edge in edges for band in (edge - 1, edge) if 0 <= band < grid.bands}
        assert any(grid.longitude(band, grid.column_of(band, lon)) == lon for band in bands)


@given(areas(), SIZES)
@settings(max_examples=25, deadline=None)
def test_every_corner_belongs_to_a_cell_that_the_area_reaches_into(area, km):
    """So no corner lies farther from the area than a cell's diagonal, which `test_grid` holds to twice the size."""
    grid = Grid(km)
    for lon, lat in shapely.get_coordinates(touched(area, grid)).tolist()[:40]:
        around = [(lon + x, min(max(lat + y, -90.0), 90.0)) for x in (-1e-6, 1e-6) for y in (-1e-6, 1e-6)]
        assert any(cell_box(*xy, grid).intersection(area).area > 0.0 for xy in around)


LINES = st.lists(
    st.tuples(st.floats(min_value=175.0, max_value=185.0), st.floats(min_value=60.0, max_value=64.0)),
    min_size=2,
    max_size=12,
)


@given(LINES, SIZES)
@settings(deadline=None)
def test_a_line_goes_through_centres_and_stays_the_same_when_done_again(points, km):
    grid = Grid(km)
    line = coarse_line(LineString(points), grid)
    assert all(grid.snapped(*xy) == xy for xy in line.coords)
    assert coarse_line(line, grid).equals_exact(line)
    assert not any(a == c and a != b for a, b, c in zip(line.coords, line.coords[1:], line.coords[2:], strict=False))


def test_two_areas_in_the_same_cells_become_the_same_to_the_last_byte():
    grid = Grid(25.0)
    first = box(10.0, 50.0, 11.0, 51.0)
    cells = touched(first, grid)
    second = shapely.union_all([cells.buffer(-0.001).intersection(box(9, 49, 10.5, 52)), cells.buffer(-0.002)])
    assert first.wkb != second.wkb
    assert touched(second, grid).wkb == cells.wkb


def test_an_area_across_the_date_line_stays_in_one_piece_on_both_sides():
    grid = Grid(50.0)
    continuous = touched(box(179.0, -17.5, 181.0, -16.0), grid)
    assert continuous.geom_type == "Polygon"
    west, _, east, _ = continuous.bounds
    assert west <= 179.0
    assert east >= 181.0


def test_points_and_mixed_collections_are_coarse_too():
    grid = Grid(10.0)
    assert coarse(Point(12.34, 56.78), grid).coords[0] == grid.snapped(12.34, 56.78)
    many = coarse(shapely.MultiPoint([(12.34, 56.78), (12.341, 56.781), (14.0, 56.0)]), grid)
    assert len(many.geoms) == len({grid.snapped(12.34, 56.78), grid.snapped(12.341, 56.781), grid.snapped(14.0, 56.0)})
    lines = coarse(shapely.MultiLineString([[(0, 0), (1, 1)], [(5.0, 5.0), (5.001, 5.001)]]), grid)
    assert lines.length
    assert coarse(Polygon(), grid).is_empty
    assert cell_box(12.34, 56.78, grid).contains(Point(12.34, 56.78))
