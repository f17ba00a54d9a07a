"""The metric plane against geographiclib: round trips, true distances, areas, north, at the edges of the map."""

from __future__ import annotations

import math

import numpy as np
import pytest
import shapely
from geographiclib.geodesic import Geodesic
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import Point, Polygon

from deconflict_map.geodesy import LocalFrame, area_m2, middle, split

CENTRES = [(38.6, 33.5), (0.0, 0.0), (20.0, 70.0), (180.0, -17.0), (-179.9, 66.0), (30.0, -85.0)]


@given(
    lon=st.floats(-180, 180), lat=st.floats(-88, 88), azimuth=st.floats(0, 360), metres=st.floats(1, 500_000)
)  # fmt: skip
def test_positions_lie_at_their_true_distance_and_azimuth_from_the_centre(lon, lat, azimuth, metres):
    there = Geodesic.WGS84.Direct(lat, lon, azimuth, metres)
    x, y = LocalFrame(lon, lat).metric_xy(np.array([[there["lon2"], there["lat2"]]]))[0]
    assert math.hypot(x, y) == pytest.approx(metres, abs=0.01)
    assert (x, y) == pytest.approx(
        (metres * math.sin(math.radians(azimuth)), metres * math.cos(math.radians(azimuth))), abs=0.5
    )


@given(lon=st.floats(-180, 180), lat=st.floats(-85, 85), x=st.floats(-4e5, 4e5), y=st.floats(-4e5, 4e5))
def test_there_and_back_is_where_one_began(lon, lat, x, y):
    frame = LocalFrame(lon, lat)
    assert frame.metric_xy(frame.lonlat(np.array([[x, y]])))[0] == pytest.approx([x, y], abs=1e-3)


@pytest.mark.parametrize(("lon", "lat"), CENTRES)
@pytest.mark.parametrize("radius_m", [2_000.0, 55_000.0, 370_400.0])
def test_a_disc_has_the_area_that_geographiclib_gives_its_polygon(lon, lat, radius_m):
    disc = LocalFrame(lon, lat).to_lonlat(Point(0, 0).buffer(radius_m, quad_segs=90))
    polygon = Geodesic.WGS84.Polygon()
    for azimuth in range(360):
        there = Geodesic.WGS84.Direct(lat, lon, azimuth, radius_m)
        polygon.AddPoint(there["lat2"], there["lon2"])
    assert disc.is_valid
    assert area_m2(disc) == pytest.approx(abs(polygon.Compute()[2]), rel=2e-4)


def test_55_km_about_a_garrison_and_200_nautical_miles_about_islands():
    # Areas of two published zones (At Tanf 2016, Falklands 1982), computed with other software: 9,503 and 430,900 km².
    tanf = LocalFrame(38.61778, 33.50583).to_lonlat(Point(0, 0).buffer(55_000, quad_segs=90))
    falklands = LocalFrame(-59.5, -51.666).to_lonlat(Point(0, 0).buffer(200 * 1852, quad_segs=90))
    assert area_m2(tanf) / 1e6 == pytest.approx(9_503, rel=0.001)
    assert area_m2(falklands) / 1e6 == pytest.approx(430_900, rel=0.002)


def test_across_180_shapes_stay_continuous_and_split_into_the_same_ground():
    disc = LocalFrame(179.9, 70.0).to_lonlat(Point(0, 0).buffer(55_000))
    assert disc.geom_type == "Polygon"
    assert disc.bounds[2] > 180
    halves = split(disc)
    assert halves.geom_type == "MultiPolygon"
    assert halves.bounds[0] >= -180
    assert halves.bounds[2] <= 180
    assert area_m2(halves) == pytest.approx(area_m2(disc), rel=1e-6)


def test_a_country_cut_at_180_is_whole_in_the_plane():
    west = Polygon([(177, -18), (180, -18), (180, -16), (177, -16)])
    east = Polygon([(-180, -18), (-179, -18), (-179, -16), (-180, -16)])
    whole = LocalFrame(179.0, -17.0).to_metric(shapely.MultiPolygon([west, east]))
    # The two halves touch to within rounding, and a position on the seam has ground on both sides.
    assert whole.geoms[0].distance(whole.geoms[1]) < 1e-3
    width = whole.bounds[2] - whole.bounds[0]
    assert width == pytest.approx(Geodesic.WGS84.Inverse(-16, 177, -16, -179)["s12"], rel=2e-3)


@pytest.mark.parametrize("lat", [89.9, -89.9])
def test_a_disc_about_a_pole_keeps_its_area(lat):
    disc = LocalFrame(10.0, lat).to_lonlat(Point(0, 0).buffer(55_000, quad_segs=64))
    assert disc.is_valid
    assert max(abs(disc.bounds[1]), abs(disc.bounds[3])) > 89.999
    assert area_m2(disc) / 1e6 == pytest.approx(9_503, rel=0.002)


@pytest.mark.parametrize(("lon", "lat"), CENTRES)
def test_grid_north_points_along_the_meridian(lon, lat):
    frame = LocalFrame(lon, lat)
    here = Geodesic.WGS84.Direct(lat, lon, 60, 150_000)
    x, y = frame.metric_xy(np.array([[here["lon2"], here["lat2"]]]))[0]
    north = Geodesic.WGS84.Direct(here["lat2"], here["lon2"], 0, 100)
    up = frame.metric_xy(np.array([[north["lon2"], north["lat2"]]]))[0] - [x, y]
    assert frame.grid_azimuth_deg(0.0, x=x, y=y) == pytest.approx(math.degrees(math.atan2(*up)), abs=0.02)


def test_long_edges_are_densified_both_ways():
    # The 49th parallel with two vertices only: half-way, a straight chord would run 15 km off it.
    frame = LocalFrame(-110.0, 49.0)
    line = frame.to_metric(shapely.LineString([(-114, 49), (-106, 49)]))
    middle_y = line.interpolate(0.5, normalized=True).y
    assert abs(middle_y) < 20
    back = frame.to_lonlat(shapely.LineString([(-200_000, 0), (200_000, 0)]))
    assert len(back.coords) >= 400 / 25


@pytest.mark.parametrize(
    ("positions", "expected"),
    [
        ([(179.0, 10.0), (-179.0, 10.0)], (180.0, 10.0)),
        ([(0.0, 0.0), (10.0, 0.0)], (5.0, 0.0)),
        ([(0.0, 80.0), (180.0, 80.0)], (0.0, 90.0)),
        ([(0.0, 0.0), (180.0, 0.0)], (0.0, 0.0)),
    ],
    ids=["across 180", "equator", "over the pole", "opposite positions have none"],
)
def test_the_middle_of_positions(positions, expected):
    lon, lat = middle(positions)
    assert lat == pytest.approx(expected[1], abs=0.02)
    if abs(lat) < 89:
        assert (lon - expected[0] + 180) % 360 - 180 == pytest.approx(0, abs=1e-6)
