"""Continuous and split forms of what crosses 180°."""

from __future__ import annotations

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import LineString, MultiPolygon, Point, Polygon

from deconflict_map.geodesy import length_m, split, unwrap


@given(west=st.floats(-500, 400), width=st.floats(0.5, 90), south=st.floats(-80, 70))
def test_splitting_keeps_the_ground_and_stays_in_range(west, width, south):
    whole = shapely.box(west, south, west + width, south + 5)
    parts = split(whole)
    assert parts.bounds[0] >= -180
    assert parts.bounds[2] <= 180
    assert parts.area == pytest.approx(whole.area, rel=1e-9)


def test_a_split_country_becomes_continuous_round_either_side():
    country = MultiPolygon([Polygon([(178, 65), (180, 65), (180, 67)]), Polygon([(-180, 65), (-170, 65), (-180, 67)])])
    assert unwrap(country, around_lon=179.0).bounds[::2] == (178, 190)
    assert unwrap(country, around_lon=-175.0).bounds[::2] == (-182, -170)
    assert unwrap(country, around_lon=179.0).area == pytest.approx(country.area)


def test_a_line_is_cut_where_it_crosses():
    line = LineString([(179, 0), (181, 0)])
    parts = split(line)
    assert parts.geom_type == "MultiLineString"
    assert length_m(parts) == pytest.approx(length_m(line))


@pytest.mark.parametrize("geometry", [Point(10, 10), LineString([(0, 0), (1, 1)]), Polygon()])
def test_what_lies_inside_the_range_is_left_alone(geometry):
    assert split(geometry) is geometry
    assert unwrap(geometry, around_lon=5.0) is geometry
