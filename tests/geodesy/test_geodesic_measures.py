"""Geodesic measures against geographiclib and published figures."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from geographiclib.geodesic import Geodesic
from hypothesis import assume, given
from hypothesis import strategies as st
from shapely.geometry import LineString, Polygon

from deconflict_map.geodesy import (
    area_m2,
    azimuth_deg,
    azimuths_deg,
    between,
    destination,
    distance_m,
    length_m,
    meridian,
    parallel,
)

LON = st.floats(-180, 180)
LAT = st.floats(-89, 89)


@pytest.mark.parametrize(
    ("first", "second", "metres"),
    [
        # Bowring/Vincenty's classic case: Flinders Peak to Buninyong, on GRS 80, whose ellipsoid differs by 0.1 mm.
        ((144.424867889, -37.951033417), (143.926495528, -37.652821139), 54_972.271),
        # One degree of the equator: a·π/180, a = 6 378 137 m.
        ((0.0, 0.0), (1.0, 0.0), 111_319.491),
        # The quarter meridian of WGS 84.
        ((0.0, 0.0), (0.0, 90.0), 10_001_965.729),
    ],
    ids=["Flinders Peak", "equator", "quarter meridian"],
)
def test_published_distances(first, second, metres):
    assert distance_m(*first, *second) == pytest.approx(metres, abs=0.01)


@given(lon=LON, lat=LAT, other_lon=LON, other_lat=LAT)
def test_distance_and_azimuth_agree_with_geographiclib(lon, lat, other_lon, other_lat):
    inverse = Geodesic.WGS84.Inverse(lat, lon, other_lat, other_lon)
    # Nearly opposite positions have no well-determined azimuth.
    assume(1.0 < inverse["s12"] < 19_900_000)
    assert distance_m(lon, lat, other_lon, other_lat) == pytest.approx(inverse["s12"], abs=1e-3)
    turn = (azimuth_deg(lon, lat, other_lon, other_lat) - inverse["azi1"] + 180) % 360 - 180
    assert abs(turn) < 1e-3


def test_a_position_has_no_azimuth_to_itself():
    assert azimuth_deg(10.0, 50.0, 10.0, 50.0) == 0.0


@given(lon=LON, lat=LAT, azimuth=st.floats(0, 360), distance=st.floats(0, 5_000_000))
def test_destination_agrees_with_geographiclib(lon, lat, azimuth, distance):
    reached = Geodesic.WGS84.Direct(lat, lon, azimuth, distance)
    assert (
        distance_m(*destination(lon, lat, azimuth=azimuth, distance=distance), reached["lon2"], reached["lat2"]) < 1e-3
    )


def test_area_of_a_polygon_with_a_hole_is_that_of_geographiclib():
    outer = [(38.0, 33.0), (39.0, 33.0), (39.0, 34.0), (38.0, 34.0)]
    inner = [(38.4, 33.4), (38.6, 33.4), (38.6, 33.6), (38.4, 33.6)]

    def oracle(ring):
        polygon = Geodesic.WGS84.Polygon()
        for lon, lat in ring:
            polygon.AddPoint(lat, lon)
        return abs(polygon.Compute()[2])

    expected = oracle(outer) - oracle(inner)
    assert area_m2(Polygon(outer, [inner])) == pytest.approx(expected, rel=1e-9)
    assert area_m2(Polygon(outer[::-1], [inner])) == pytest.approx(expected, rel=1e-9), "direction of the ring"
    both = shapely.GeometryCollection([Polygon(outer, [inner]), LineString(outer)])
    assert area_m2(both) == pytest.approx(expected, rel=1e-9), "lines count nothing"


def test_length_of_a_line_is_the_sum_of_its_geodesics():
    line = LineString([(0, 0), (1, 0), (1, 1)])
    first, second = Geodesic.WGS84.Inverse(0, 0, 0, 1)["s12"], Geodesic.WGS84.Inverse(0, 1, 1, 1)["s12"]
    assert length_m(line) == pytest.approx(first + second, rel=1e-12)
    assert length_m(LineString()) == 0.0


def test_a_parallel_is_longer_than_the_great_circle_and_as_long_as_its_radius_says():
    # Radius of the parallel at 60° on WGS 84: a·cos φ / √(1 - e²·sin² φ) = 3 197 104.587 m.
    along = parallel(60.0, west=10.0, east=30.0)
    assert length_m(along) == pytest.approx(3_197_104.587 * 20 * 3.141592653589793 / 180, rel=1e-6)
    assert length_m(along) > distance_m(10.0, 60.0, 30.0, 60.0)


def test_a_meridian_is_a_geodesic():
    assert length_m(meridian(38.0, south=30.0, north=36.0)) == pytest.approx(distance_m(38, 30, 38, 36), rel=1e-9)


@given(lon=LON, lat=LAT, azimuth=st.floats(0, 360), metres=st.floats(1.0, 5_000_000), share=st.floats(0.01, 0.99))
def test_positions_between_lie_on_the_geodesic_at_their_share(lon, lat, azimuth, metres, share):
    far = Geodesic.WGS84.Direct(lat, lon, azimuth, metres)
    first, second = np.array([[lon, lat]]), np.array([[far["lon2"], far["lat2"]]])
    ((found,),) = between(first, second, shares=(share,))
    known = Geodesic.WGS84.Direct(lat, lon, azimuth, metres * share)
    apart = Geodesic.WGS84.Inverse(found[1], found[0], known["lat2"], known["lon2"])["s12"]
    assert apart < 1e-3
    (turned,) = azimuths_deg(first, second)
    assert abs((turned - azimuth + 180) % 360 - 180) < 1e-3 or metres < 100
