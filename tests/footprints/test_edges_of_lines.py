"""Edges of a line against Shapely's own walk along the whole line, which is slower."""

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import LineString

from deconflict_map.footprints.edges import Edges
from deconflict_map.footprints.regions import linear

# To the millimetre: what is nearer than that is one position to Shapely in one place and two in another.
HEIGHTS = st.lists(st.integers(-50_000, 50_000).map(lambda height_mm: height_mm / 1000), min_size=2, max_size=60)
WEST, WIDE, SOUTH, HIGH = (
    st.integers(low, high).map(lambda mm: mm / 1000)
    for low, high in ((-20_000, 600_000), (1_000, 400_000), (-60_000, 60_000), (1_000, 80_000))
)
PLACES = st.lists(st.tuples(st.floats(-10.0, 610.0), st.floats(-80.0, 80.0)), min_size=1, max_size=20)


def edges_of(heights: list[float]) -> tuple[Edges, LineString]:
    """A line that runs east in steps of 10 m and never comes back, so that each position has one chainage."""
    vertices = np.column_stack([10.0 * np.arange(len(heights)), heights])
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(vertices, axis=0).T))])
    return Edges(vertices, along), LineString(vertices)


@given(HEIGHTS, PLACES)
def test_the_nearest_point_is_as_near_as_by_walking_the_whole_line(heights, places):
    edges, line = edges_of(heights)
    points = np.asarray(shapely.points(places))
    reached = shapely.line_interpolate_point(line, edges.located(points))
    assert shapely.distance(reached, points) == pytest.approx(shapely.distance(line, points), abs=1e-6)


@given(HEIGHTS, WEST, WIDE, SOUTH, HIGH)
def test_first_and_last_chainage_in_an_area_are_those_of_the_whole_part_inside(heights, west, wide, south, high):
    edges, line = edges_of(heights)
    area = shapely.box(west, south, west + wide, south + high)
    inside = linear(line.intersection(area))
    found = edges.within(area)
    if inside.length < 1e-6:
        assert found is None or found[1] - found[0] < 1e-6
        return
    ends = [line.project(shapely.Point(corner)) for corner in shapely.get_coordinates(inside)]
    assert found == pytest.approx((min(ends), max(ends)), abs=1e-6)


def test_a_line_that_comes_back_over_itself_is_left_where_it_last_runs_inside():
    # A loop: it crosses its own first edge at (50, 0); the area lies about that crossing.
    vertices = np.array([[0.0, 0.0], [100.0, 0.0], [100.0, 50.0], [50.0, 50.0], [50.0, -50.0]])
    edges = Edges(vertices, np.array([0.0, 100.0, 150.0, 200.0, 300.0]))
    assert edges.within(shapely.box(45.0, -5.0, 55.0, 5.0)) == (45.0, 255.0)


def test_an_area_that_is_touched_in_a_corner_isnt_on_the_way():
    edges, _ = edges_of([0.0, 0.0, 0.0])
    assert edges.within(shapely.Polygon([(10.0, 0.0), (5.0, 9.0), (15.0, 9.0)])) is None
