"""The algebra of three-level regions, against membership of single positions."""

from __future__ import annotations

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import LineString, Point, Polygon

from deconflict_map.footprints.regions import areal, complement, join, linear, meet, nested, without

SIZES = st.integers(1, 40)


@st.composite
def regions(draw):
    x, y = draw(st.integers(-50, 50)), draw(st.integers(-50, 50))
    a, b, c = (draw(SIZES) for _ in range(3))
    # Sizes in any order: `nested` has to cut them to each other.
    return nested(core=Point(x, y).buffer(a), likely=Point(x, y).buffer(b), support=Point(x, y).buffer(c))


def membership(region, position):
    """0 … 3: how many levels hold the position."""
    return sum(level.intersects(position) for level in (region.support, region.likely, region.core))


def is_nested(region):
    pairs = ((region.core, region.likely), (region.likely, region.support))
    return all(inner.is_empty or outer.buffer(1e-6).covers(inner) for inner, outer in pairs)


@given(first=regions(), second=regions(), x=st.integers(-60, 60), y=st.integers(-60, 60))
def test_and_is_the_minimum_and_or_the_maximum_and_all_stay_nested(first, second, x, y):
    # Half a unit off the grid of centres, so that no position lies on an edge by construction.
    here = Point(x + 0.4142, y + 0.2718)
    both, either = meet(first, second), join(first, second)
    assert membership(both, here) == min(membership(first, here), membership(second, here))
    assert membership(either, here) == max(membership(first, here), membership(second, here))
    assert is_nested(both)
    assert is_nested(either)


@given(region=regions(), x=st.integers(-60, 60), y=st.integers(-60, 60))
def test_not_swaps_core_and_support(region, x, y):
    here = Point(x + 0.4142, y + 0.2718)
    outside = complement(region, universe=shapely.box(-200, -200, 200, 200))
    assert membership(outside, here) == 3 - membership(region, here)
    assert is_nested(outside)


@given(first=regions(), second=regions(), x=st.integers(-60, 60), y=st.integers(-60, 60))
def test_without_is_and_not(first, second, x, y):
    here = Point(x + 0.4142, y + 0.2718)
    left = without(first, second)
    assert membership(left, here) == min(membership(first, here), 3 - membership(second, here))


def test_only_areas_are_kept():
    mixed = shapely.GeometryCollection([Point(0, 0), LineString([(0, 0), (1, 1)]), Polygon([(0, 0), (1, 0), (1, 1)])])
    assert areal(mixed).geom_type == "Polygon"
    assert areal(LineString([(0, 0), (1, 1)])).is_empty
    assert linear(mixed).geom_type == "LineString"
    assert linear(Point(0, 0)).is_empty


def test_an_invalid_area_is_made_valid():
    bow_tie = Polygon([(0, 0), (2, 2), (2, 0), (0, 2)])
    assert areal(bow_tie).is_valid
    assert areal(bow_tie).area == pytest.approx(2.0)
