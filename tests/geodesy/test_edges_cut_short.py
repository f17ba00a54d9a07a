"""Edges in the plane → degrees: nowhere do they stray farther from the straight way than the rule allows."""

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from deconflict_map.geodesy import LocalFrame, unwrap
from deconflict_map.geodesy.edges import LONGEST_M, cut_short

KM = 1000.0


@given(st.floats(60.0, 89.0), st.floats(-900.0, 900.0), st.floats(-900.0, 900.0), st.floats(1.0, 400.0))
def test_an_outline_about_a_pole_stays_where_it_is(lat, x_km, y_km, radius_km):
    """The drawn edges, sampled in degrees between their ends, lie within 200 m of the outline in the plane."""
    frame = LocalFrame(25.0, lat)
    outline = shapely.Point(x_km * KM, y_km * KM).buffer(radius_km * KM, quad_segs=2)
    pole = frame.metric_xy(np.array([[25.0, 90.0]]))[0]
    beyond = shapely.LineString([pole, pole + np.array([0.0, 9_000.0 * KM])])
    if outline.distance(shapely.Point(pole)) < KM or outline.intersects(beyond):
        return  # opened along the meridian opposite the centre: another test's matter
    lonlat = shapely.get_coordinates(frame.to_lonlat(outline))
    between = np.vstack([lonlat[:-1] + share * np.diff(lonlat, axis=0) for share in (0.25, 0.5, 0.75)])
    strays = shapely.distance(outline.exterior, shapely.points(frame.metric_xy(between)))
    assert strays.max() < 200.0


def test_edges_are_cut_the_shorter_the_nearer_they_lie_to_a_pole():
    line = shapely.LineString([(0.0, 10.0 * KM), (0.0, 2_000.0 * KM)])
    cut = shapely.get_coordinates(cut_short(line, poles=[(0.0, 0.0)]))[:, 1]
    steps = np.diff(cut)
    assert steps[0] < 5.0 * KM
    assert steps[cut[:-1] > 600.0 * KM].max() <= LONGEST_M
    assert len(cut) < 200  # 2,000 of them a kilometre long


def test_lines_and_areas_keep_their_parts_and_holes():
    ring = shapely.Point(0.0, 0.0).buffer(100.0 * KM).difference(shapely.Point(0.0, 0.0).buffer(50.0 * KM))
    far = shapely.box(3_000.0 * KM, 0.0, 3_010.0 * KM, 10.0 * KM)
    cut = cut_short(shapely.MultiPolygon([ring, far]), poles=[(0.0, 0.0)])
    assert [len(part.interiors) for part in cut.geoms] == [1, 0]
    assert cut.area == pytest.approx(ring.area + far.area, rel=1e-9)


def test_a_country_that_was_split_at_180_is_one_area_without_a_seam():
    country = shapely.MultiPolygon(
        [shapely.box(170, 0, 180, 5), shapely.box(-180, 0, -175, 5), shapely.box(160, 9, 161, 10)]
    )
    whole = unwrap(country, around_lon=179.0)
    assert whole.is_valid
    assert sorted(part.bounds for part in whole.geoms) == [(160, 9, 161, 10), (170, 0, 185, 5)]
