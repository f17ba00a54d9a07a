"""Distances, belts, offsets and travel times against geographiclib: areas of circles, and dense draws of positions."""

from __future__ import annotations

import math

import grounds as g
import numpy as np
import pytest
import shapely
import theatre as t
from geographiclib.geodesic import Geodesic
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from deconflict_map.footprints import point_radius as pr
from deconflict_map.footprints.measures import by_way, rounding_m, spans
from deconflict_map.model.anchor import BorderRef, NamedLineRef, ParallelRef
from deconflict_map.model.place import PlaceKind, ShapeForm
from deconflict_map.model.qualifier import Mode, Way
from deconflict_map.model.relation import AtDistance, Leg, Near, Offset, Ring, TravelTime, WithinDistance
from deconflict_map.units.length import Bound

INF = float("inf")
# No outline: a disc of 1 km (population unknown), its position known to 0.5 km.
TOWN_KM, ERROR_KM = 1.0, 0.5


def circle_km2(lon, lat, radius_km):
    """The area of a geodesic circle, by geographiclib."""
    polygon = Geodesic.WGS84.Polygon()
    for azimuth in np.arange(0, 360, 0.5):
        end = Geodesic.WGS84.Direct(lat, lon, azimuth, radius_km * 1000)
        polygon.AddPoint(end["lat2"], end["lon2"])
    return abs(polygon.Compute()[2]) / 1e6


def town(lon, lat, **more):
    return t.place("Town", (lon + 180) % 360 - 180, lat, **more)


def of_town(relation, lon, lat, *, where=None, gazetteer=None, centre=None, **parts):
    story = t.Story()
    ref = story.name(where or town(lon, lat))
    return g.ground(relation, ref=ref, story=story, gazetteer=gazetteer, centre=centre, **parts)


def draw_positions(lon, lat, furthest_km, count=500):
    """Bearings, distances and positions spread about a place, placed by geographiclib."""
    rng = np.random.default_rng(5)
    for bearing, away in zip(rng.uniform(0, 360, count), furthest_km * np.sqrt(rng.uniform(0, 1, count)), strict=True):
        yield bearing, away, t.offset(lon, lat, bearing, away)


# --- within a distance


@pytest.mark.parametrize(("lon", "lat"), g.SITES)
@pytest.mark.parametrize("radius_km", [5.0, 55.0, 370.4])
@pytest.mark.parametrize("centre_off_km", [0, 180])
def test_a_circle_about_a_position_has_its_geodesic_area(lon, lat, radius_km, centre_off_km):
    centre = t.offset(lon, lat, 60, centre_off_km)
    ground = g.ground(WithinDistance, ref=g.at(lon, lat), distance=g.km(radius_km), centre=centre)
    expected = circle_km2(lon, lat, radius_km)
    for level in ("core", "likely", "support"):
        assert ground.area_km2(level) == pytest.approx(expected, rel=2e-3), "an exact thing is exact"
    for azimuth in range(0, 360, 30):
        assert ground.off(lon, lat, azimuth, radius_km * 0.998) == 3
        assert ground.off(lon, lat, azimuth, radius_km * 1.002) == 0


def test_the_tanf_zone_has_the_area_that_is_published():
    # 55 km about 33.50583° N, 38.61778° E: 9,503 km².
    ground = g.ground(WithinDistance, ref=g.at(38.61778, 33.50583), distance=g.km(55), centre=(38.6, 33.5))
    assert ground.area_km2() == pytest.approx(9503, rel=0.002)


@pytest.mark.parametrize(("lon", "lat"), g.SITES)
def test_a_town_without_an_outline_is_counted_from_its_centre_and_possibly_from_its_edge(lon, lat):
    ground = of_town(WithinDistance, lon, lat, distance=g.km(20))
    for azimuth in (0, 77, 190, 301):
        for level, reach in ((3, 20 - ERROR_KM), (2, 20.0), (1, 20 + TOWN_KM + ERROR_KM)):
            assert ground.off(lon, lat, azimuth, reach - 0.05) == level
            assert ground.off(lon, lat, azimuth, reach + 0.05) == level - 1


def test_an_outline_is_counted_from_its_edge_and_from_the_centre_where_the_words_say_so():
    square = shapely.box(30.0, 40.0, 30.2, 40.2)
    city = t.area("City", square, kind=PlaceKind.POPULATED, country="AA", error_m=200.0)
    gazetteer = t.Fake(places=(city,), shapes={city.id: square})
    ground = of_town(WithinDistance, 30.1, 40.1, where=city, gazetteer=gazetteer, distance=g.km(10))
    # Straight north of the northern edge; that edge runs along 40.2°.
    assert ground.off(30.1, 40.2, 0, 9.7) == 3
    assert ground.off(30.1, 40.2, 0, 9.9) == 2
    assert ground.off(30.1, 40.2, 0, 10.1) == 1
    assert ground.off(30.1, 40.2, 0, 10.3) == 0
    story = t.Story()
    ref = t.PlaceRef(toponym=story.name(city).toponym, span=t.HERE, centre=True)
    centred = g.ground(WithinDistance, ref=ref, distance=g.km(20), story=story, gazetteer=gazetteer)
    assert centred.area_km2() == pytest.approx(circle_km2(30.1, 40.1, 20), rel=2e-3)


@pytest.mark.parametrize(("lon", "lat"), g.SITES)
def test_within_a_distance_of_a_line_is_a_strip_with_round_ends(lon, lat):
    ends = [t.offset(lon, lat, 90, x) for x in (-50, 0, 50)]
    line = shapely.LineString(ends)
    river = t.place("River", (lon + 180) % 360 - 180, lat, kind=PlaceKind.STREAM, shape=ShapeForm.LINE, error_m=0.0)
    gazetteer = t.Fake(places=(river,), shapes={river.id: t.published(line)})
    ground = of_town(WithinDistance, lon, lat, where=river, gazetteer=gazetteer, distance=g.km(5))
    # 100 km by 10 km and a disc of 5 km.
    assert ground.area_km2() == pytest.approx(100 * 10 + math.pi * 25, rel=0.005)


def test_within_a_distance_of_a_border_and_of_a_parallel():
    w = t.world(25.0, 35.0)
    story = t.told(w)
    here, there = (t.PlaceRef(toponym=index, span=t.HERE) for index in (3, 4))
    border = BorderRef(ref=here, other=there, span=t.HERE)
    ground = g.ground(
        WithinDistance, ref=border, distance=g.km(10), story=story, gazetteer=w.gazetteer, centre=(25, 35)
    )
    # 400 km of border, 20 km wide, and the two round ends.
    assert ground.area_km2() == pytest.approx(400 * 20 + math.pi * 100, rel=0.01)
    parallel = ParallelRef(lat=35.0, precision_deg=0.01, span=t.HERE)
    story = t.told(w)
    ground = g.ground(
        WithinDistance, ref=parallel, distance=g.km(10), story=story, gazetteer=w.gazetteer, centre=(25, 35)
    )
    for x in (-1.5, 0, 1.5):
        assert ground.off(25 + x, 35.0, 0, 9.9) >= 2
        assert ground.off(25 + x, 35.0, 180, 10.1) <= 1


@pytest.mark.parametrize("relation", [WithinDistance, AtDistance, Near])
def test_by_a_line_that_nobody_knows_nothing_is_drawn_but_the_ground_that_it_may_lie_by(relation):
    w = t.world(25.0, 35.0)
    line = NamedLineRef(name="line of contact", between=(), as_of=None, span=t.HERE)
    parts = {} if relation is Near else {"distance": g.km(15)}
    ground = g.ground(relation, ref=line, story=t.told(w), gazetteer=w.gazetteer, centre=(25, 35), **parts)
    assert ground.region.core.is_empty
    assert ground.region.likely.is_empty
    assert ground.at(25, 35) == 1
    assert ground.tract.why_not


# --- at a distance, belts


@pytest.mark.parametrize(("lon", "lat"), g.SITES)
def test_at_a_distance_from_a_point_is_a_ring_at_that_distance(lon, lat):
    ground = of_town(AtDistance, lon, lat, distance=g.km(30), way=Way.AIR)
    # 30 km: known to half a kilometre (Best Practices), rounded to tens.
    limits = [(3, 29.5, 30.5), (2, 27.5, 32.5), (1, 25 - ERROR_KM, 35 + TOWN_KM + ERROR_KM)]
    for _, away, position in draw_positions(lon, lat, 45):
        if min(abs(away - limit) for _, low, high in limits for limit in (low, high)) < 0.1:
            continue
        assert ground.at(*position) == max((level for level, low, high in limits if low < away < high), default=0)


def test_at_a_distance_from_what_has_an_edge_any_point_of_it_may_be_meant():
    square = shapely.box(30.0, 40.0, 30.2, 40.2)
    city = t.area("City", square, kind=PlaceKind.POPULATED, country="AA", error_m=200.0)
    gazetteer = t.Fake(places=(city,), shapes={city.id: square})
    ground = of_town(AtDistance, 30.1, 40.1, where=city, gazetteer=gazetteer, distance=g.km(30), way=Way.AIR)
    assert ground.off(30.1, 40.2, 0, 30) == 3
    assert ground.off(30.1, 40.2, 0, 12) == 1, "30 km from its southern edge"
    assert ground.off(30.1, 40.2, 0, 40) == 0


def test_unless_it_is_by_air_the_road_isn_t_ruled_out():
    by_road, unsaid, by_air = (
        of_town(AtDistance, 30, 40, distance=g.km(30), way=way) for way in (Way.ROAD, Way.UNSAID, Way.AIR)
    )
    # Roads are 1.42 times as long as the straight line on average: 30 / 1.42 = 21.1 km.
    assert by_road.off(30, 40, 10, 21.1) == 3
    assert by_road.off(30, 40, 10, 30) == 1
    assert unsaid.off(30, 40, 10, 21.1) == 1
    assert unsaid.off(30, 40, 10, 30) == 3
    assert by_air.off(30, 40, 10, 21.1) == 0
    assert any("road" in word for word in unsaid.tract.steps[0].assumptions)
    assert not any("road" in word for word in by_air.tract.steps[0].assumptions)


@pytest.mark.parametrize(("lon", "lat"), g.SITES)
def test_a_belt_is_one_circle_without_the_other(lon, lat):
    ground = g.ground(Ring, ref=g.at(lon, lat), inner=g.km(10), outer=g.km(20), centre=(lon, lat))
    expected = circle_km2(lon, lat, 20) - circle_km2(lon, lat, 10)
    assert ground.area_km2() == pytest.approx(expected, rel=2e-3)
    assert ground.off(lon, lat, 123, 15) == 3
    assert ground.off(lon, lat, 123, 9.9) == ground.off(lon, lat, 123, 20.1) == 0


def test_a_belt_that_ends_before_it_begins_is_refused():
    reason = g.refusal(Ring, ref=g.at(30, 40), inner=g.km(20), outer=g.km(10), centre=(30, 40))
    assert "20 km" in reason
    assert "10 km" in reason


# --- offsets


@pytest.mark.parametrize(("lon", "lat"), g.SITES)
@pytest.mark.parametrize(
    ("word", "azimuth", "half"), [("north", 0, 45), ("southwest", 225, 22.5), ("ENE", 67.5, 11.25)]
)
def test_an_offset_holds_exactly_the_positions_of_its_bearings_and_distances(lon, lat, word, azimuth, half):
    leg = Leg(distance=g.km(30), heading=t.heading(word))
    ground = of_town(Offset, lon, lat, legs=(leg,), way=Way.AIR)
    limits = [
        (3, half / 2, 29.5, 30.5),
        (2, half, 27.5, 32.5),
        (1, half + 22.5, 25 - ERROR_KM, 35 + TOWN_KM + ERROR_KM),
    ]
    checked = 0
    for bearing, away, position in draw_positions(lon, lat, 45, count=450):
        deviation = abs((bearing - azimuth + 180) % 360 - 180)
        if any(abs(deviation - a) < 0.5 or abs(away - lo) < 0.1 or abs(away - hi) < 0.1 for _, a, lo, hi in limits):
            continue
        expected = max((level for level, a, lo, hi in limits if deviation < a and lo < away < hi), default=0)
        assert ground.at(*position) == expected
        checked += 1
    assert checked > 300


@pytest.mark.parametrize(("lon", "lat"), g.SITES)
@pytest.mark.parametrize("word", ["east", "northwest"])
def test_the_likely_band_lies_within_the_uncertainty_of_the_point_radius_method(lon, lat, word):
    heading = t.heading(word)
    ground = of_town(Offset, lon, lat, legs=(Leg(distance=g.km(30), heading=heading),), way=Way.AIR)
    point = t.offset(lon, lat, heading.azimuth_deg, 30)
    # Half of 27.5 to 32.5 km, the radial and the error of the position.
    error_km = pr.at_heading_m(30, linear_m=2.5 + TOWN_KM + ERROR_KM, half_angle_deg=heading.half_angle_deg)
    for x, y in shapely.get_coordinates(ground.scene.frame.to_lonlat(ground.region.likely)):
        assert Geodesic.WGS84.Inverse(y, x, point[1], point[0])["s12"] <= error_km * 1000 * 1.001
    assert ground.tract.uncertainty[0].metres == pytest.approx(error_km * 1000, rel=1e-6)


@pytest.mark.parametrize(("lon", "lat"), g.SITES)
def test_due_north_is_a_narrow_band(lon, lat):
    ground = of_town(Offset, lon, lat, legs=(Leg(distance=g.km(30), heading=t.heading("north"), due=True),))
    for side in (-1, 1):
        assert ground.off(lon, lat, side * 2, 30) == 3
        assert ground.off(lon, lat, side * 4, 30) == 2
        assert ground.off(lon, lat, side * 8, 30) == 1
        assert ground.off(lon, lat, side * 14, 30) == 0


@pytest.mark.parametrize(("lon", "lat"), g.SITES)
def test_two_legs_make_a_rectangle_with_no_heading_error(lon, lat):
    legs = (
        Leg(distance=g.km(5), heading=t.heading("north")),
        Leg(distance=g.km(3), heading=t.heading("east")),
    )
    ground = g.ground(Offset, ref=g.at(lon, lat), legs=legs, way=Way.AIR, centre=(lon, lat))
    # 5 and 3 km are known to half a kilometre: one kilometre by one.
    assert ground.area_km2("core") == pytest.approx(1.0, rel=0.005)
    point = t.offset(lon, lat, math.degrees(math.atan2(3, 5)), math.hypot(3, 5))
    assert ground.at(*point) == 3
    corner = t.offset(lon, lat, math.degrees(math.atan2(3.45, 5.45)), math.hypot(3.45, 5.45))
    past = t.offset(lon, lat, math.degrees(math.atan2(3.55, 5.55)), math.hypot(3.55, 5.55))
    assert ground.at(*corner) == 3
    assert ground.at(*past) < 3


@pytest.mark.parametrize(("lon", "lat"), g.SITES)
def test_so_far_north_of_a_line_lies_on_that_side_of_it(lon, lat):
    w = t.world(lon, lat)
    ground = of_town(
        Offset, lon, lat, where=w.river, gazetteer=w.gazetteer, legs=(Leg(distance=g.km(20), heading=t.heading("north")),)
    )  # fmt: skip
    # The river winds by 12 km; its own course by the formula of the theatre.
    for x in (-100, 10, 90):
        y = 12 * math.sin(x / 40) - 0.1 * x
        north = t.offset(lon, lat, math.degrees(math.atan2(x, y + 21)), math.hypot(x, y + 21))
        south = t.offset(lon, lat, math.degrees(math.atan2(x, y - 20)), math.hypot(x, y - 20))
        assert ground.at(*north) >= 1
        assert ground.at(*south) == 0


# --- open ends, times, numbers


@pytest.mark.parametrize("relation", [WithinDistance, AtDistance])
def test_at_least_so_far_is_sure_to_the_number_and_open_beyond(relation):
    distance = g.km(15, INF, bound=Bound.AT_LEAST)
    ground = g.ground(relation, ref=g.at(30, 40), distance=distance, centre=(30, 40))
    assert ground.off(30, 40, 45, 15.3 if relation is AtDistance else 14.9) == 3
    # To four times the number or 50 km beyond it, whatever is more.
    assert ground.off(30, 40, 45, 60) == 1
    assert ground.off(30, 40, 45, 66) == 0
    assert any("no upper end" in word for word in ground.tract.steps[0].assumptions)


def test_up_to_so_far_begins_at_the_place():
    distance = g.km(0, 15, bound=Bound.AT_MOST, metres=15)
    ground = g.ground(WithinDistance, ref=g.at(30, 40), distance=distance, centre=(30, 40))
    assert ground.area_km2() == pytest.approx(circle_km2(30, 40, 15), rel=2e-3)
    assert g.ground(AtDistance, ref=g.at(30, 40), distance=distance, centre=(30, 40)).off(30, 40, 0, 3) == 3


@pytest.mark.parametrize(
    ("mode", "low_km", "high_km"),
    [
        # Two hours at the speeds of the table, in a straight line, from 0.7 to 1.4 times as far.
        (Mode.DRIVE, 71.4, 142.8),
        (Mode.UNSAID, 71.4, 142.8),
        (Mode.WALK, 4.9, 9.8),
        (Mode.SAIL, 35.0, 70.0),
        (Mode.FLIGHT, 980.0, 1960.0),
    ],
)
def test_two_hours_are_as_far_as_the_mode_goes(mode, low_km, high_km):
    ground = g.ground(
        TravelTime, ref=g.at(30, 40), least_s=7200.0, most_s=7200.0, mode=mode, heading=None, centre=(30, 40)
    )
    assert ground.off(30, 40, 200, low_km * 1.01) == 2
    assert ground.off(30, 40, 200, low_km * 0.99) == 1
    assert ground.off(30, 40, 200, high_km * 1.01) == 1
    assert ground.off(30, 40, 200, high_km / 1.4) == 3
    assert ground.off(30, 40, 200, high_km * 2 / 1.4 * 1.02) == 0, "a factor of two at most"


def test_hours_in_a_direction_keep_to_it():
    ground = g.ground(
        TravelTime, ref=g.at(30, 40), least_s=7200.0, most_s=float("inf"), mode=Mode.DRIVE, heading=t.heading("north"),
        centre=(30, 40),
    )  # fmt: skip
    assert ground.off(30, 40, 10, 110) == 3
    assert ground.off(30, 40, 180, 110) == 0


@pytest.mark.parametrize(
    ("number", "precision", "half_step"),
    [
        (5, 0.5, 1.25),  # fives, but never more than a quarter
        (10, 0.5, 2.5),
        (20, 0.5, 5.0),  # tens
        (30, 0.5, 5.0),
        (33, 0.5, 0.5),  # not rounded
        (45, 0.5, 2.5),  # fives
        (200, 5.0, 50.0),  # written to tens, hence rounded to hundreds
        (0.5, 0.0, 0.0),  # no precision is known
    ],
)
def test_people_round_to_fives_and_tens(number, precision, half_step):
    assert rounding_m(g.km(number, precision=precision)) == pytest.approx(half_step * 1000)


def lengths():
    return st.tuples(
        st.floats(0.1, 400), st.floats(1.0, 2.0), st.sampled_from(Bound), st.sampled_from([0.0, 0.05, 0.5, 5.0])
    ).map(
        lambda n: g.km(
            0.0 if n[2] is Bound.AT_MOST else n[0],
            INF if n[2] is Bound.AT_LEAST else n[0] if n[2] is Bound.EXACT else n[0] * n[1],
            bound=n[2],
            metres=n[0],
            precision=n[3],
        )
    )


@given(length=lengths(), way=st.sampled_from(Way))
def test_intervals_nest_and_are_never_negative_or_endless(length, way):
    found, _ = by_way(spans(length), way)
    (a, b), (c, d), (e, f) = found.levels
    assert 0 <= e <= c <= a <= b <= d <= f < INF


@settings(max_examples=40, deadline=None)
@given(
    lon=st.floats(-180, 180), lat=st.floats(-74, 74), length=lengths(), more=st.floats(1, 50),
    off=st.floats(0, 150),
)  # fmt: skip
def test_a_longer_distance_never_covers_less(lon, lat, length, more, off):
    centre = t.offset(lon, lat, 33, off)
    longer = g.km(
        length.least_m / 1000 + more, length.most_m / 1000 + more, bound=length.bound,
        metres=length.metres / 1000 + more, precision=length.precision_m / 1000,
    )  # fmt: skip
    small, large = (g.ground(WithinDistance, ref=g.at(lon, lat), distance=d, centre=centre) for d in (length, longer))
    for level in ("core", "likely", "support"):
        assert getattr(large.region, level).buffer(0.01).covers(getattr(small.region, level))


@settings(max_examples=30, deadline=None)
@given(azimuth=st.sampled_from(["north", "east", "south", "west"]), turn=st.floats(0, 44), lat=st.floats(-70, 70))
def test_a_heading_is_the_same_to_both_sides(azimuth, turn, lat):
    assume(abs(turn - 22.5) > 0.01)  # the very edge of a level
    heading = t.heading(azimuth)
    ground = g.ground(Offset, ref=g.at(20, lat), legs=(Leg(distance=g.km(30), heading=heading),), centre=(20, lat))
    left, right = (ground.off(20, lat, heading.azimuth_deg + side * turn, 30) for side in (-1, 1))
    assert left == right


def test_no_leg_is_refused():
    assert g.refusal(Offset, ref=g.at(30, 40), legs=(), centre=(30, 40))


def test_an_unknown_place_is_refused():
    story = t.Story()
    assert g.refusal(WithinDistance, ref=story.name("Nowhere"), distance=g.km(5), story=story, centre=(0, 0))


def test_by_a_river_of_which_no_course_is_known_nothing_is_drawn():
    w = t.world(25.0, 35.0)
    brook = t.place("Brook", 25.0, 35.0, kind=PlaceKind.STREAM, country="AA")
    story = t.told(w)
    ground = g.ground(
        WithinDistance, ref=story.name(brook), distance=g.km(5), story=story, gazetteer=w.gazetteer, centre=(25, 35)
    )
    assert ground.region.likely.is_empty
    assert "Brook" in ground.tract.why_not
