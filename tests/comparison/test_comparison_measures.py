"""How far apart two footprints are: against Karney's own library, and against figures worked out by hand."""

from __future__ import annotations

import pytest
from geographiclib.geodesic import Geodesic
from hypothesis import given
from hypothesis import strategies as st
from made_readings import ensemble, footprint, region
from shapely.geometry import LineString, Point, box

from deconflict_map.comparison.measuring import measure
from deconflict_map.model.footprint import FootprintKind

WGS84 = Geodesic.WGS84


def moved(lon: float, lat: float, azimuth: float, metres: float) -> tuple[float, float]:
    """A position found by another implementation than the one under test."""
    found = WGS84.Direct(lat, lon, azimuth, metres)
    return found["lon2"], found["lat2"]


def point(at: tuple[float, float]):
    return footprint(region(at, 0.5), kind=FootprintKind.POINT)


@given(
    lon=st.floats(-179.9, 179.9),
    lat=st.floats(-75, 75),
    azimuth=st.floats(0, 360),
    metres=st.floats(1_000, 40_000),
)
def test_points_lie_as_far_apart_as_the_geodesic_is_long(lon, lat, azimuth, metres):
    there = moved(lon, lat, azimuth, metres)
    found = measure([point((lon, lat))], [point(there)])
    expected = WGS84.Inverse(lat, lon, there[1], there[0])["s12"]
    assert found.nearness.farthest_m == pytest.approx(expected, abs=1.0)
    assert found.nearness.mean_m == pytest.approx(expected, abs=1.0)


@pytest.mark.parametrize("lat", [0.0, 35.5, -52.0, 68.0])
@pytest.mark.parametrize("metres", [500.0, 7_000.0, 60_000.0])
def test_a_meridian_moved_to_the_east_at_its_middle(lat, metres):
    # The ends of two meridians lie nearer at the pole's side: the farthest distance is that at the equator's side.
    lon = moved(20.0, lat, 90.0, metres)[0]
    lines = [LineString([(x, lat - 0.5), (x, lat + 0.5)]) for x in (20.0, lon)]
    found = measure(*([footprint(ensemble(line, 0.2))] for line in lines)).nearness
    edge = min(abs(lat - 0.5), abs(lat + 0.5)) * (1 if lat >= 0 else -1)
    widest = WGS84.Inverse(0.0 if lat == 0 else edge, 20.0, 0.0 if lat == 0 else edge, lon)["s12"]
    assert found.farthest_m == pytest.approx(widest, rel=2e-3, abs=2)
    assert found.mean_m <= found.farthest_m
    assert found.mean_m == pytest.approx(metres, rel=2e-2)


def test_a_line_that_goes_on_is_as_far_as_its_end():
    short, long = LineString([(10, 45), (11, 45)]), LineString([(10, 45), (12, 45)])
    found = measure([footprint(ensemble(short, 0.1))], [footprint(ensemble(long, 0.1))]).nearness
    assert found.farthest_m == pytest.approx(WGS84.Inverse(45, 11, 45, 12)["s12"], rel=1e-3)
    assert found.length_before == pytest.approx(1.0, abs=0.01)
    assert found.length_after == pytest.approx(0.5, abs=0.03)


def test_discs_round_one_middle_differ_by_their_radii():
    inner, outer = (
        footprint_of_ring([moved(38.0, 36.0, azimuth, radius) for azimuth in range(0, 360, 3)])
        for radius in (20_000.0, 27_000.0)
    )
    found = measure([inner], [outer]).nearness
    assert found.farthest_m == pytest.approx(7_000.0, rel=0.01)
    assert found.gap_m == 0.0
    (core, likely, support) = found.shared
    assert likely.of_before == pytest.approx(1.0, abs=1e-6)
    assert likely.of_after == pytest.approx((20 / 27) ** 2, rel=0.01)
    assert core == likely.__class__(level="core", of_before=likely.of_before, of_after=likely.of_after)
    assert support.level == "support"


def footprint_of_ring(ring):
    from shapely.geometry import Polygon  # noqa: PLC0415 -- only for this

    return footprint(Polygon(ring))


def test_what_lies_apart_has_a_gap_and_shares_nothing():
    west, east = footprint(box(10, 45, 10.5, 45.5)), footprint(box(11, 45, 11.5, 45.5))
    found = measure([west], [east])
    nearest = WGS84.Inverse(45.5, 10.5, 45.5, 11.0)["s12"]
    assert found.nearness.gap_m == pytest.approx(nearest, rel=1e-3)
    assert all(one.of_before == 0.0 for one in found.nearness.shared)


def test_across_the_date_line_nothing_is_far():
    line = LineString([(179.5, 10.0), (179.9, 10.0)])
    beyond = LineString([(-180.5, 10.0), (-180.1, 10.0)])  # the same line, said in the other turn
    found = measure([footprint(ensemble(line, 0.1))], [footprint(ensemble(beyond, 0.1))])
    assert found.nearness.farthest_m == pytest.approx(0.0, abs=1.0)
    assert found.nearness.gap_m == 0.0


def test_of_rival_readings_the_nearest_are_measured():
    here, far = footprint(region((10, 45), 0.1)), footprint(region((30, 45), 0.1))
    found = measure([far, here], [footprint(region((10.01, 45), 0.1))])
    assert found.before is here


def test_nothing_drawn_nothing_measured():
    assert measure([], [footprint(region((10, 45), 0.1))]) is None
    assert measure([footprint(Point(0, 0).buffer(0))], [footprint(region((10, 45), 0.1))]) is None


@given(
    east=st.floats(-2, 2),
    north=st.floats(-2, 2),
    radius=st.floats(0.05, 1.0),
)
def test_measuring_is_the_same_either_way_round(east, north, radius):
    one, other = footprint(region((10.0, 45.0), 0.3)), footprint(region((10.0 + east, 45.0 + north), radius))
    there, back = measure([one], [other]), measure([other], [one])
    assert there.nearness.farthest_m == pytest.approx(back.nearness.farthest_m, rel=1e-9, abs=1e-6)
    assert there.nearness.gap_m == pytest.approx(back.nearness.gap_m, rel=1e-9, abs=1e-6)
    for mine, theirs in zip(there.nearness.shared, back.nearness.shared, strict=True):
        assert (mine.of_before, mine.of_after) == pytest.approx((theirs.of_after, theirs.of_before), abs=1e-9)


def test_a_band_within_another_is_beside_all_of_it_though_it_winds():
    straight = LineString([(10, 45), (12, 45)])
    winding = LineString([(10, 45), (10.4, 45.2), (10.9, 44.85), (11.2, 45.2), (11.6, 44.9), (12, 45)])
    found = measure([footprint(ensemble(straight, 0.35))], [footprint(ensemble(winding, 0.02))]).nearness
    assert found.length_before == pytest.approx(1.0, abs=0.02)
    assert found.length_after == pytest.approx(1.0, abs=0.02)
    assert found.shared[-1].of_after == pytest.approx(1.0, abs=0.005)  # its slanting ends stick out
