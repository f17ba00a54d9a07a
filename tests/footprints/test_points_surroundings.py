"""Near, next to, off, outside, outskirts, countryside, opposite, between and directions, against positions by geographiclib."""

from __future__ import annotations

import math

import grounds as g
import numpy as np
import pytest
import shapely
import theatre as t
from hypothesis import given, settings
from hypothesis import strategies as st

import deconflict_map as dm
from deconflict_map.model.anchor import NamedLineRef
from deconflict_map.model.place import PlaceKind, ShapeForm
from deconflict_map.model.qualifier import Closeness, Part
from deconflict_map.model.relation import (
    Between,
    Countryside,
    DirectionOf,
    Near,
    Opposite,
    Outskirts,
    PartOf,
)
from deconflict_map.units.share import Share


def wrapped(lonlat):
    return (lonlat[0] + 180) % 360 - 180, lonlat[1]


def local(lon, lat, east_km, north_km):
    """The position so many kilometres east and north of another."""
    return t.offset(lon, lat, math.degrees(math.atan2(east_km, north_km)), math.hypot(east_km, north_km))


def rectangle(lon, lat, west, south, east, north, step=10):
    """A rectangle by kilometres about a position, its edges dense enough to be straight anywhere."""
    xs, ys = np.linspace(west, east, step), np.linspace(south, north, step)
    corners = [*((x, south) for x in xs), *((east, y) for y in ys), *((x, north) for x in xs[::-1]), *((west, y) for y in ys[::-1])]  # fmt: skip
    return shapely.Polygon([local(lon, lat, x, y) for x, y in corners])


def area(name, lon, lat, shape, *, kind=PlaceKind.DIVISION, error_m=200.0, country="AA", **more):
    where = wrapped((lon, lat))
    return t.place(name, *where, kind=kind, country=country, shape=ShapeForm.AREA, error_m=error_m, **more), shape


def fake(*pairs, borders=None):
    """A gazetteer of places, those with shapes as (place, shape)."""
    places = tuple(pair[0] if isinstance(pair, tuple) else pair for pair in pairs)
    shapes = {pair[0].id: t.published(pair[1]) for pair in pairs if isinstance(pair, tuple)}
    return t.Fake(places=places, shapes=shapes, borders=borders or {})


def of(relation, where, gazetteer=None, named=(), **parts):
    story = t.Story()
    ref = story.name(where)
    for other in named:
        story.name(other)
    return g.ground(relation, ref=ref, story=story, gazetteer=gazetteer, **parts)


# --- near


@pytest.mark.parametrize(("lon", "lat"), g.SITES)
def test_outside_is_near_but_not_in_it(lon, lat):
    city, shape = area("City", lon, lat, rectangle(lon, lat, -5, -5, 5, 5), kind=PlaceKind.POPULATED)
    ground = of(Near, city, fake((city, shape)), closeness=Closeness.OUTSIDE)
    assert ground.at(lon, lat) == 0
    assert ground.at(*local(lon, lat, 0, 6)) == 3
    near = of(Near, city, fake((city, shape)))
    assert near.at(lon, lat) == 3
    assert near.at(*local(lon, lat, 0, 6)) == 3


@pytest.mark.parametrize(("lon", "lat"), g.SITES)
def test_beside_is_the_nearest_third_of_near(lon, lat):
    city, shape = area("City", lon, lat, rectangle(lon, lat, -5, -5, 5, 5), kind=PlaceKind.POPULATED)
    beside = of(Near, city, fake((city, shape)), closeness=Closeness.BESIDE)
    # Radial √50 = 7.07 km: near reaches 7.07, 10.61 and 21.2 km from the edge.
    for level, reach in ((3, 7.07), (2, 10.61), (1, 21.2)):
        assert beside.at(*local(lon, lat, 0, 5 + reach / 3 - 0.15)) == level
        assert beside.at(*local(lon, lat, 0, 5 + reach / 3 + 0.15)) == level - 1
    assert beside.at(lon, lat) == 0


@pytest.mark.parametrize(("lon", "lat"), g.SITES)
def test_off_a_port_is_at_sea(lon, lat):
    port = t.place("Port", *wrapped((lon, lat)), country="AA", population=80_000)
    land = area("Land", lon, lat, rectangle(lon, lat, -120, -200, 1, 200), kind=PlaceKind.COUNTRY)
    ground = of(Near, port, fake(port, land), closeness=Closeness.OFF)
    assert ground.at(*local(lon, lat, -5, 0)) == 0
    assert ground.at(*local(lon, lat, 8, 0)) == 3
    # Twelve nautical miles from the edge of the town, whose radial is 2.26 km.
    assert ground.at(*local(lon, lat, 22.2 + 2.2, 0)) == 2
    assert ground.at(*local(lon, lat, 22.3 + 2.3, 0)) == 1
    assert ground.at(*local(lon, lat, 60, 0)) == 0


def test_off_an_inland_town_is_read_as_near_and_told():
    town = t.place("Town", 30.0, 40.0, population=80_000)
    land = area("Land", 30, 40, rectangle(30, 40, -300, -300, 300, 300), kind=PlaceKind.COUNTRY)
    land = (t.place("Land", 30, 40, kind=PlaceKind.COUNTRY, shape=ShapeForm.AREA, country="SY"), land[1])
    ground = of(Near, town, fake(town, land), closeness=Closeness.OFF)
    assert ground.off(30, 40, 0, 4) == 3
    assert "no sea" in " ".join(ground.tract.steps[0].assumptions)


def test_a_bridge_in_a_town_is_near_by_streets_and_one_in_the_country_by_roads():
    town = t.place("Town", 30.0, 40.0, population=1_000_000)
    kwargs = {"kind": PlaceKind.STRUCTURE}
    inner, outer = t.place("Bridge", *t.offset(30, 40, 90, 2), **kwargs), t.place("Ford", *t.offset(30, 40, 90, 30), **kwargs)  # fmt: skip
    by_streets = of(Near, inner, fake(town, inner))
    by_roads = of(Near, outer, fake(town, outer))
    assert by_streets.off(inner.lon, inner.lat, 0, 2) == 0
    assert by_roads.off(outer.lon, outer.lat, 0, 2) == 3
    assert "Town" in " ".join(by_streets.tract.steps[0].assumptions)


# --- outskirts and countryside


@pytest.mark.parametrize(("lon", "lat"), g.SITES)
def test_outskirts_are_a_ring_about_the_edge(lon, lat):
    town = t.place("Town", *wrapped((lon, lat)), population=400_000)  # r = 5.046 km
    ground = of(Outskirts, town, heading=None)
    # From 0.8 r from the centre to the larger of 2 km and half the radial from the edge.
    for away, level in ((0, 0), (3.1, 1), (3.9, 1), (4.2, 2), (5.0, 3), (6.2, 3), (7.4, 2), (7.7, 1), (10.2, 0)):
        assert ground.off(lon, lat, 40, away) == level, away


@pytest.mark.parametrize(("lon", "lat"), g.SITES)
def test_outskirts_on_a_side_keep_to_it(lon, lat):
    town = t.place("Town", *wrapped((lon, lat)), population=400_000)
    ground = of(Outskirts, town, heading=t.heading("east"))
    assert ground.off(lon, lat, 90, 5.5) == 3
    assert ground.off(lon, lat, 30, 5.5) == 2
    assert ground.off(lon, lat, 270, 5.5) == 0


@pytest.mark.parametrize(("lon", "lat"), g.SITES)
def test_the_countryside_is_the_district_without_the_towns(lon, lat):
    town = t.place("Town", *wrapped((lon, lat)), country="AA", population=400_000)
    other = t.place("Other", *wrapped(local(lon, lat, 20, 0)), country="AA", population=60_000)  # r = 1.95 km
    small = area("District", lon, lat, rectangle(lon, lat, -30, -30, 30, 30))
    large = area("Province", lon, lat, rectangle(lon, lat, -90, -90, 90, 90))
    far = area("Elsewhere", lon, lat, rectangle(lon, lat, 100, -30, 160, 30))
    ground = of(Countryside, town, fake(town, other, small, large, far))
    assert ground.at(lon, lat) == 0
    assert ground.at(*local(lon, lat, 20, 0)) <= 1, "another town"
    assert ground.at(*local(lon, lat, 0, 6.0)) == 2, "less than 2 km from the edge isn't surely countryside"
    assert ground.at(*local(lon, lat, 0, 8.0)) == 3
    assert ground.at(*local(lon, lat, 0, 29.5)) == 3
    assert ground.at(*local(lon, lat, 0, 31)) == 1, "the province stays possible"
    assert ground.at(*local(lon, lat, 130, 0)) == 0
    built = math.pi * (5.046**2 + 1.954**2)
    assert ground.area_km2() == pytest.approx(3600 - built, rel=0.003)
    western = of(Countryside, town, fake(town, other, small, large, far), heading=t.heading("west"))
    assert western.at(*local(lon, lat, -15, 0)) == 3
    assert western.at(*local(lon, lat, 15, 5)) == 0


def test_the_countryside_of_a_province_is_the_province_without_its_towns():
    town = t.place("Town", 30.0, 40.0, country="AA", population=400_000)
    province = area("Province", 30, 40, rectangle(30, 40, -90, -90, 90, 90))
    ground = of(Countryside, province[0], fake(town, province))
    assert ground.at(30, 40) == 0
    assert ground.at(*local(30, 40, 60, 60)) == 3


def test_the_countryside_of_a_town_without_a_district_is_so_far_about_it():
    town = t.place("Town", 30.0, 40.0, population=400_000)
    ground = of(Countryside, town)
    assert ground.off(30, 40, 0, 12) == 3
    assert "no district" in ground.tract.steps[0].effect


# --- opposite


@pytest.mark.parametrize(("lon", "lat"), g.SITES)
def test_opposite_is_mirrored_over_the_river(lon, lat):
    line = shapely.LineString([local(lon, lat, x, 0) for x in range(-100, 101, 5)])
    river = t.place("River", *wrapped((lon, lat)), kind=PlaceKind.STREAM, shape=ShapeForm.LINE, error_m=0.0)
    town = t.place("Town", *wrapped(local(lon, lat, 0, -4)), population=60_000)  # r = 1.954 km
    ground = of(Opposite, town, fake(town, (river, line)), across=None)
    assert ground.at(*local(lon, lat, 0, 4)) == 3
    assert ground.at(*local(lon, lat, 0, -1)) == ground.at(*local(lon, lat, 0, -4)) == 0
    assert ground.at(*local(lon, lat, 1.8, 4)) == 3
    assert ground.at(*local(lon, lat, 2.1, 4)) == 2
    assert ground.at(*local(lon, lat, 3.8, 4)) == 2
    assert ground.at(*local(lon, lat, 4.1, 4)) == 1
    assert ground.at(*local(lon, lat, 8.0, 4)) == 0
    # The core is the whole disc, which doesn't reach the river.
    assert ground.area_km2("core") == pytest.approx(math.pi * 1.954**2, rel=0.005)


def test_a_town_on_the_river_looks_across_it():
    line = shapely.LineString([local(30, 40, x, 0) for x in range(-100, 101, 5)])
    river = t.place("River", 30, 40, kind=PlaceKind.STREAM, shape=ShapeForm.LINE, error_m=100.0)
    town = t.place("Town", *local(30, 40, 0, -0.2), population=60_000)
    story = t.Story()
    ground = g.ground(Opposite, ref=story.name(town), across=story.name(river), story=story, gazetteer=fake(town, (river, line)))  # fmt: skip
    assert ground.at(*local(30, 40, 0, 1)) == 3
    assert ground.at(*local(30, 40, 0, -1)) == 0


@pytest.mark.parametrize(("lon", "lat"), g.SITES)
def test_opposite_across_a_lake_is_its_other_shore(lon, lat):
    lake = area("Lake", lon, lat, rectangle(lon, lat, -40, 0, 40, 15), kind=PlaceKind.LAKE)
    town = t.place("Town", *wrapped(local(lon, lat, 0, -3)), population=60_000)
    story = t.Story()
    ground = g.ground(Opposite, ref=story.name(town), across=story.name(lake[0]), story=story, gazetteer=fake(town, lake))  # fmt: skip
    assert ground.at(*local(lon, lat, 0, 18)) == 3
    assert ground.at(*local(lon, lat, 0, 10)) == 0, "not on the water"
    assert ground.at(*local(lon, lat, 0, -3)) == 0


def test_opposite_with_no_water_is_refused():
    story = t.Story()
    assert "no river" in g.refusal(Opposite, ref=story.name(t.place("Town", 30, 40)), across=None, story=story)


# --- between


def among(places, gazetteer=None, *, midway=False, named=()):
    story = t.Story()
    refs = tuple(story.name(place) for place in places)
    for place in named:
        story.name(place)
    return g.ground(Between, refs=refs, midway=midway, story=story, gazetteer=gazetteer)


@pytest.mark.parametrize(("lon", "lat"), g.SITES)
@pytest.mark.parametrize("azimuth", [0, 70, 225])
def test_between_two_towns_is_a_strip_about_the_geodesic(lon, lat, azimuth):
    there = t.offset(lon, lat, azimuth, 100)
    towns = [t.place("A", *wrapped((lon, lat))), t.place("B", *wrapped(there))]
    ground = among(towns)
    # 100 km long: ±6 km and the middle 68 km, ±10 km and 88 km, ±19 km and all.
    assert ground.area_km2("core") == pytest.approx(68 * 12, rel=0.005)
    assert ground.area_km2("likely") == pytest.approx(88 * 20, rel=0.005)
    for along, level in ((0.4, 0), (4, 1), (8, 2), (17, 3), (50, 3), (83, 3), (92, 2), (96, 1), (99.6, 0), (105, 0)):
        assert ground.at(*t.offset(lon, lat, azimuth, along)) == level, along
    middle = t.offset(lon, lat, azimuth, 50)
    for aside, level in ((5.9, 3), (6.2, 2), (9.8, 2), (10.3, 1), (18.6, 1), (19.5, 0)):
        # Square to the geodesic at its middle, whose own azimuth has turned a little.
        here = t.Geodesic.WGS84.Inverse(middle[1], middle[0], there[1], there[0])["azi1"]
        assert ground.at(*t.offset(*middle, here + 90, aside)) == level, aside
        assert ground.at(*t.offset(*middle, here - 90, aside)) == level, aside


def test_between_is_the_same_from_either_end():
    towns = [t.place("A", 30, 40), t.place("B", 31, 40.4)]
    one, other = among(towns), among(towns[::-1])
    for level in ("core", "likely", "support"):
        assert getattr(one.region, level).symmetric_difference(getattr(other.region, level)).area < 1.0


def test_midway_is_the_middle_fifth():
    there = t.offset(30, 40, 90, 100)
    ground = among([t.place("A", 30, 40), t.place("B", *there)], midway=True)
    for along, level in ((29, 0), (31, 1), (39, 1), (41, 2), (44, 2), (46, 3), (54, 3), (59, 2), (61, 1), (71, 0)):
        assert ground.off(30, 40, 90, along) == level


def test_among_three_towns_is_the_triangle():
    corners = [local(30, 40, 0, 0), local(30, 40, 100, 0), local(30, 40, 0, 80)]
    ground = among([t.place(name, *where) for name, where in zip("ABC", corners, strict=True)])
    assert ground.at(*local(30, 40, 30, 25)) == 3
    assert ground.at(*local(30, 40, 80, 60)) <= 1
    assert ground.area_km2("likely") > 4000 > ground.area_km2("core")


@pytest.mark.parametrize(("lon", "lat"), g.SITES)
def test_between_two_regions_is_the_gap_between_their_edges(lon, lat):
    west = area("West", lon, lat, rectangle(lon, lat, -120, -50, -20, 50))
    east = area("East", *local(lon, lat, 70, 0), rectangle(lon, lat, 20, -50, 120, 50))
    ground = among([west[0], east[0]], fake(west, east))
    assert ground.at(lon, lat) == 3
    assert ground.at(*local(lon, lat, 0, 45)) == 3
    assert ground.at(*local(lon, lat, -25, 0)) == 0, "in the west"
    assert ground.at(*local(lon, lat, 0, 120)) == 0
    assert ground.at(*local(lon, lat, 0, 60)) == 1
    assert ground.area_km2() == pytest.approx(40 * 100, rel=0.01)


def test_regions_that_touch_have_their_border_between_them():
    west = area("West", 29, 40, rectangle(30, 40, -100, -50, 0, 50))
    east = area("East", 31, 40, rectangle(30, 40, 0, -50, 100, 50))
    ground = among([west[0], east[0]], fake(west, east))
    assert ground.at(*local(30, 40, 0.5, 20)) == 3
    assert ground.at(*local(30, 40, -4, 20)) == 2
    assert ground.at(*local(30, 40, -10, 20)) == 1
    assert ground.at(*local(30, 40, -20, 20)) == 0


@pytest.mark.parametrize(("lon", "lat"), g.SITES)
def test_between_two_rivers_is_the_ground_that_has_both_at_its_edge(lon, lat):
    north = t.place("North", *wrapped(local(lon, lat, 0, 40)), kind=PlaceKind.STREAM, country="", shape=ShapeForm.LINE)
    south = t.place("South", *wrapped(local(lon, lat, 0, -40)), kind=PlaceKind.STREAM, country="", shape=ShapeForm.LINE)
    lines = [shapely.LineString([local(lon, lat, x, y) for x in range(-100, 101, 10)]) for y in (40, -40)]
    land = area("Land", lon, lat, rectangle(lon, lat, -150, -150, 150, 150), kind=PlaceKind.COUNTRY)
    town = t.place("Town", *wrapped((lon, lat)), country="AA", population=50_000)
    gazetteer = fake(town, land, (north, lines[0]), (south, lines[1]))
    ground = among([north, south], gazetteer, named=[town])
    # Both end before the land does, and are carried on to its edge: 300 km by 80 km.
    assert ground.area_km2() == pytest.approx(300 * 80, rel=0.01)
    assert ground.at(lon, lat) == 3
    assert ground.at(*local(lon, lat, 0, 45)) == ground.at(*local(lon, lat, 0, -45)) == 0
    middle = among([north, south], gazetteer, midway=True, named=[town])
    assert middle.at(lon, lat) == 3
    assert middle.at(*local(lon, lat, 0, 15)) == 1


def test_rivers_that_cross_have_ground_between_them_on_two_sides():
    one = t.place("One", 30, 40, kind=PlaceKind.STREAM, country="", shape=ShapeForm.LINE)
    two = t.place("Two", 30, 40, kind=PlaceKind.STREAM, country="", shape=ShapeForm.LINE)
    lines = [shapely.LineString([local(30, 40, x, s * x / 2) for x in range(-150, 151, 10)]) for s in (1, -1)]
    land = area("Land", 30, 40, rectangle(30, 40, -100, -100, 100, 100), kind=PlaceKind.COUNTRY)
    town = t.place("Town", 30.0, 40.0, country="AA", population=50_000)
    ground = among([one, two], fake(town, land, (one, lines[0]), (two, lines[1])), named=[town])
    assert ground.at(*local(30, 40, 60, 0)) == 3
    assert ground.at(*local(30, 40, -60, 0)) == 3


def test_between_a_river_and_a_region():
    river = t.place("River", 30, 40, kind=PlaceKind.STREAM, country="", shape=ShapeForm.LINE)
    line = shapely.LineString([local(30, 40, x, 0) for x in range(-100, 101, 10)])
    region = area("Region", *local(30, 40, 0, 60), rectangle(30, 40, -40, 30, 40, 100))
    ground = among([river, region[0]], fake((river, line), region))
    assert ground.at(*local(30, 40, 0, 15)) == 3
    assert ground.at(*local(30, 40, 0, -25)) == 0
    assert ground.at(*local(30, 40, 0, 60)) == 0


def test_between_lines_that_nobody_knows_leaves_the_land_of_the_text_and_nothing_surer():
    land = area("Land", 30, 40, rectangle(30, 40, -100, -100, 100, 100), kind=PlaceKind.COUNTRY)
    town = t.place("Town", 30.0, 40.0, country="AA", population=50_000)
    story = t.Story()
    story.name(town)
    lines = tuple(NamedLineRef(name=name, between=(), as_of=None, span=t.HERE) for name in ("line A", "line B"))
    ground = g.ground(Between, refs=lines, midway=False, story=story, gazetteer=fake(town, land), centre=(30, 40))
    assert ground.at(30, 40) == 1
    assert ground.tract.why_not


def test_between_a_place_and_itself_is_refused():
    story = t.Story()
    town = t.place("Town", 30, 40)
    assert "same position" in g.refusal(Between, refs=(story.name(town), story.name(town)), midway=False, story=story)


# --- directions


@pytest.mark.parametrize(("lon", "lat"), g.SITES)
def test_due_north_of_a_town_is_a_narrow_cone(lon, lat):
    town = t.place("Town", *wrapped((lon, lat)))
    ground = of(DirectionOf, town, heading=t.heading("north"), due=True)
    for turn, level in ((2, 3), (-2, 3), (4.5, 2), (-10, 1), (13, 0)):
        assert ground.off(lon, lat, turn, 9) == level


@pytest.mark.parametrize(("first", "second"), [("north", "east"), ("east", "north")])
def test_between_north_and_east_of_a_town_is_the_quarter_in_between(first, second):
    town = t.place("Town", 30, 40)
    ground = of(DirectionOf, town, heading=t.heading(first), until=t.heading(second))
    for azimuth, level in ((1, 3), (45, 3), (89, 3), (-5, 2), (98, 2), (-30, 1), (130, 0), (225, 0)):
        assert ground.off(30, 40, azimuth, 9) == level, azimuth


@pytest.mark.parametrize(("lon", "lat"), g.SITES)
def test_north_of_a_country_is_what_it_would_pass_over_if_it_were_moved(lon, lat):
    country = area("Land", lon, lat, rectangle(lon, lat, -200, -100, 200, 100), kind=PlaceKind.COUNTRY)
    ground = of(DirectionOf, country[0], fake(country), heading=t.heading("north"))
    assert ground.at(*local(lon, lat, 0, 0)) == 0
    assert ground.at(*local(lon, lat, 20, 130)) == 3
    # Before its north-western corner one is north of it all the same.
    assert ground.at(*local(lon, lat, -170, 150)) >= 2
    assert ground.at(*local(lon, lat, 0, -130)) == 0
    assert ground.at(*local(lon, lat, 0, 260)) == 0


# --- parts


@pytest.mark.parametrize(("lon", "lat"), g.SITES[:2])
def test_the_northern_third_has_a_third_of_the_depth(lon, lat):
    region = area("Region", lon, lat, rectangle(lon, lat, -60, -60, 60, 60), error_m=0.0)
    third = Share(least=1 / 3, most=1 / 3, word="third")
    ground = of(PartOf, region[0], fake(region), part=t.heading("north"), share=third)
    assert ground.area_km2() == pytest.approx(120 * 40, rel=0.01)
    assert ground.at(*local(lon, lat, 0, 21)) >= 2
    assert ground.at(*local(lon, lat, 0, 18)) == 1
    assert ground.at(*local(lon, lat, 0, 5)) == 0


def test_the_centre_of_a_described_position_has_no_upper_part():
    assert "upper" in g.refusal(PartOf, ref=g.at(30, 40), part=Part.UPPER, centre=(30, 40))


@settings(max_examples=30, deadline=None)
@given(
    lon=st.floats(-180, 180), lat=st.floats(-72, 72), closeness=st.sampled_from(Closeness),
    population=st.integers(0, 5_000_000),
)  # fmt: skip
def test_near_nests_at_any_place(lon, lat, closeness, population):
    # `ground` asserts that levels nest and are valid.
    ground = of(Near, t.place("Town", lon, lat, population=population), closeness=closeness)
    assert not ground.region.likely.is_empty


@settings(max_examples=30, deadline=None)
@given(
    lon=st.floats(-180, 180), lat=st.floats(-72, 72), azimuth=st.floats(0, 360), apart=st.floats(3, 500),
    midway=st.booleans(),
)  # fmt: skip
def test_between_nests_and_grows_with_the_distance(lon, lat, azimuth, apart, midway):
    towns = [t.place("A", lon, lat), t.place("B", *wrapped(t.offset(lon, lat, azimuth, apart)))]
    farther = [towns[0], t.place("C", *wrapped(t.offset(lon, lat, azimuth, apart * 1.5)))]
    near, far = among(towns, midway=midway), among(farther, midway=midway)
    assert far.region.likely.area > near.region.likely.area


def test_between_unknown_lines_in_a_region_of_no_country_leaves_that_region():
    heights = area("Heights", 30, 40, rectangle(30, 40, -20, -30, 20, 30), kind=PlaceKind.REGION, country="")
    story = t.Story()
    story.name(heights[0])
    lines = tuple(NamedLineRef(name=name, between=(), as_of=None, span=t.HERE) for name in ("line A", "line B"))
    ground = g.ground(Between, refs=lines, midway=False, story=story, gazetteer=fake(heights), centre=(30, 40))
    assert ground.at(30, 40) == 1
    assert ground.at(*local(30, 40, 40, 0)) == 0
    assert "line A" in ground.tract.why_not


def test_between_lines_is_what_they_enclose_most():
    # Transnistria, most of which is the left bank of the Dniester, has 4,163 km², all of Moldova 33,846 km².
    left_bank = dm.locate("between the Dniester and the Ukrainian border in Moldova")
    assert 2_700 < left_bank.measures.area_m2 / 1e6 < 4_200
    assert any("other edges" in step.effect for step in left_bank.steps)
