"""Except, the rest of, outside, and, or, rival readings, holding, and polygons: areas by geographiclib and closed forms."""

from __future__ import annotations

import math
from dataclasses import replace

import grounds as g
import numpy as np
import pytest
import shapely
import theatre as t
from geographiclib.geodesic import Geodesic

from deconflict_map.footprints import draw
from deconflict_map.model.anchor import MeridianRef, ObjectRef, ParallelRef
from deconflict_map.model.place import PlaceKind
from deconflict_map.model.relation import (
    AllOf,
    AnyOf,
    Corners,
    Except,
    Holds,
    Not,
    NotInto,
    OneOf,
    RestOf,
    Within,
    WithinDistance,
)


def about(lon, lat, radius_km, precision_m=1.0):
    return WithinDistance(ref=g.at(lon, lat, precision_m), distance=g.km(radius_km), span=t.HERE)


def lens_km2(radius, other, apart):
    """The area that two discs in a plane share (closed form)."""
    first = radius**2 * math.acos((apart**2 + radius**2 - other**2) / (2 * apart * radius))
    second = other**2 * math.acos((apart**2 + other**2 - radius**2) / (2 * apart * other))
    root = (-apart + radius + other) * (apart + radius - other) * (apart - radius + other) * (apart + radius + other)
    return first + second - math.sqrt(root) / 2


def zone(lon, lat, half_km=50, *, error_m=0.0, name="Zone"):
    """A square district with geodesic sides."""
    ring = shapely.Polygon([t.offset(lon, lat, azimuth, half_km * math.sqrt(2)) for azimuth in (45, 135, 225, 315)])
    place = replace(
        t.area(name, t.published(ring), kind=PlaceKind.DIVISION, country="AA", error_m=error_m),
        lon=(lon + 180) % 360 - 180, lat=lat,
    )  # fmt: skip
    return place, t.published(ring)


# --- except


@pytest.mark.parametrize(("lon", "lat"), g.SITES)
def test_a_hole_is_taken_off_and_stays_a_hole(lon, lat):
    away = t.offset(lon, lat, 110, 13.3)
    ground = g.ground(Except, of=about(lon, lat, 20), but=(about(*away, 2),), centre=(lon, lat))
    assert ground.area_km2() == pytest.approx(math.pi * (20**2 - 2**2), rel=0.002)
    assert len(ground.region.likely.interiors) == 1
    assert ground.at(*away) == 0
    assert any("1,244 km² of 1,256 km²" in step.effect for step in ground.tract.steps)


@pytest.mark.parametrize(("lon", "lat"), g.SITES)
def test_what_reaches_over_the_edge_takes_its_share_only(lon, lat):
    away = t.offset(lon, lat, 20, 18)
    ground = g.ground(Except, of=about(lon, lat, 20), but=(about(*away, 5),), centre=(lon, lat))
    expected = math.pi * 400 - lens_km2(20, 5, 18)
    assert ground.area_km2() == pytest.approx(expected, rel=0.002)


def test_the_doubt_of_what_is_taken_off_is_the_other_way_round():
    away = t.offset(20, 45, 90, 10)
    ground = g.ground(Except, of=about(20, 45, 20), but=(about(*away, 4, precision_m=500.0),), centre=(20, 45))
    assert [ground.off(*away, 0, x) for x in (3.4, 3.6, 3.9, 4.1, 5.1)] == [0, 1, 1, 2, 3]


@pytest.mark.parametrize(("gap_km", "holes"), [(0.5, 0), (3.0, 1)])
def test_a_hole_nearer_to_the_edge_than_the_base_data_can_tell_is_a_bite(gap_km, holes):
    place, ring = zone(20, 45, error_m=1000.0)
    story = t.Story()
    whole = Within(ref=story.name(place), span=t.HERE)
    # A disc of 8 km whose edge lies so far inside the northern edge.
    hole = about(*t.offset(20, 45, 0, 50 - gap_km - 8), 8)
    gazetteer = t.Fake(places=(place,), shapes={place.id: ring})
    ground = g.ground(Except, of=whole, but=(hole,), story=story, gazetteer=gazetteer, centre=(20, 45))
    assert len(ground.region.likely.interiors) == holes


def test_nothing_left_is_refused_and_what_cant_be_drawn_is_told():
    assert "leaves no ground" in g.refusal(Except, of=about(20, 45, 5), but=(about(20, 45, 9),), centre=(20, 45))
    story = t.Story()
    unknown = Within(ref=story.name("Nowhere"), span=t.HERE)
    ground = g.ground(Except, of=about(20, 45, 5), but=(unknown,), story=story, centre=(20, 45))
    assert ground.area_km2() == pytest.approx(math.pi * 25, rel=0.002)
    assert any("can't be drawn" in item.text for item in ground.tract.uncertainty)


# --- and, or, not


@pytest.mark.parametrize(("lon", "lat"), g.SITES)
def test_and_is_what_both_have_and_or_what_either_has(lon, lat):
    parts = (about(lon, lat, 20), about(*t.offset(lon, lat, 300, 15), 10))
    shared = lens_km2(20, 10, 15)
    both = g.ground(AllOf, parts=parts, centre=(lon, lat))
    either = g.ground(AnyOf, parts=parts, centre=(lon, lat))
    assert both.area_km2() == pytest.approx(shared, rel=0.002)
    assert either.area_km2() == pytest.approx(math.pi * 500 - shared, rel=0.002)
    assert any("leaves" in step.effect for step in both.tract.steps)


def test_what_shares_no_ground_contradicts():
    parts = (about(20, 45, 5), about(*t.offset(20, 45, 0, 30), 5))
    assert "contradict" in g.refusal(AllOf, parts=parts, centre=(20, 45))


def test_a_part_that_cant_be_drawn_is_told():
    story = t.Story()
    parts = (about(20, 45, 5), Within(ref=story.name("Nowhere"), span=t.HERE))
    for kind in (AllOf, AnyOf):
        ground = g.ground(kind, parts=parts, story=story, centre=(20, 45))
        assert ground.area_km2() == pytest.approx(math.pi * 25, rel=0.002)
        assert any("known" in item.text for item in ground.tract.uncertainty)


def test_only_denials_and_nothing_at_all_are_refused():
    story = t.Story()
    nowhere = Within(ref=story.name("Nowhere"), span=t.HERE)
    town = t.place("Town", 20, 45)
    assert "known" in g.refusal(AnyOf, parts=(nowhere,), story=story)
    assert "where it isn't" in g.refusal(AllOf, parts=(NotInto(ref=story.name(town), span=t.HERE),), story=story)


@pytest.mark.parametrize(("lon", "lat"), g.SITES)
def test_not_inside_an_and_takes_off_and_alone_leaves_the_rest_of_the_country(lon, lat):
    away = t.offset(lon, lat, 90, 10)
    within = g.ground(AllOf, parts=(about(lon, lat, 20), Not(of=about(*away, 4), span=t.HERE)), centre=(lon, lat))
    assert within.area_km2() == pytest.approx(math.pi * (400 - 16), rel=0.002)
    w = t.world(lon, lat)
    story = t.told(w)
    alone = g.ground(Not, of=about(lon, lat, 50), story=story, gazetteer=w.gazetteer, centre=(lon, lat))
    whole = g.ground(Within, ref=story.name(w.country), story=story, gazetteer=w.gazetteer, centre=(lon, lat))
    assert alone.area_km2() == pytest.approx(whole.area_km2() - math.pi * 2500, rel=0.002)
    assert alone.at(lon, lat) == 0


# --- the rest of


@pytest.mark.parametrize(("lon", "lat"), g.SITES)
def test_the_rest_is_the_region_without_what_is_named_or_without_the_texts_other_zones(lon, lat):
    place, ring = zone(lon, lat)
    gazetteer = t.Fake(places=(place,), shapes={place.id: ring})
    taken = about(lon, lat, 10)
    story = t.Story()
    named = g.ground(RestOf, ref=story.name(place), but=(taken,), story=story, gazetteer=gazetteer, centre=(lon, lat))
    assert named.area_km2() == pytest.approx(100**2 - math.pi * 100, rel=0.002)
    story = t.Story()
    region = story.name(place)
    reason = g.refusal(RestOf, ref=region, but=(), story=story, gazetteer=gazetteer, centre=(lon, lat))
    assert "is the rest isn't said" in reason
    story = t.Story()
    region = story.name(place)
    story.say(taken, key="the inner zone")
    rest = g.ground(RestOf, ref=region, but=(), story=story, gazetteer=gazetteer, centre=(lon, lat))
    assert rest.area_km2() == pytest.approx(named.area_km2(), rel=1e-6)


def test_two_rests_that_each_leave_out_the_other_dont_go_round_for_ever():
    (place, ring), (other, other_ring) = zone(20, 45), zone(22, 45, name="Other")
    gazetteer = t.Fake(places=(place, other), shapes={place.id: ring, other.id: other_ring})
    story = t.Story()
    first, second = story.name(place), story.name(other)
    for ref, away in ((first, 0), (second, 160)):
        rest = RestOf(ref=ref, but=(), span=t.HERE)
        story.say(Except(of=rest, but=(about(*t.offset(20, 45, 90, away), 5),), span=t.HERE), key=f"zone {away}")
    drawn = draw(story.claims, story.resolutions, story.article, gazetteer)
    assert len(drawn.footprints) + len(drawn.undrawn) == 2


# --- rival readings, holding


@pytest.mark.parametrize(("lon", "lat"), g.SITES)
def test_rival_readings_inside_other_words_are_sure_together_and_possible_apart(lon, lat):
    readings = (about(lon, lat, 10), about(*t.offset(lon, lat, 0, 5), 10))
    ground = g.ground(OneOf, readings=readings, assumptions=("from the base", "from the town"), centre=(lon, lat))
    assert ground.area_km2() == pytest.approx(lens_km2(10, 10, 5), rel=0.003)
    assert ground.area_km2("support") == pytest.approx(2 * math.pi * 100 - lens_km2(10, 10, 5), rel=0.003)
    assert [ground.off(lon, lat, 0, x) for x in (-6, -4, 9, 14, 16)] == [1, 3, 3, 1, 0]
    assert ground.tract.steps[-1].assumptions == ("from the base", "from the town")


def test_a_zone_that_other_words_describe_keeps_its_doubts():
    story = t.Story()
    story.say(about(20, 45, 10, precision_m=1000.0), key="the zone")
    within = g.ground(Within, ref=ObjectRef(key="the zone", span=t.HERE), story=story, centre=(20, 45))
    assert [within.off(20, 45, 0, x) for x in (8.9, 9.1, 9.9, 10.1, 12.1)] == [3, 2, 2, 1, 0]


def test_what_a_zone_holds_is_sure_and_what_lies_outside_of_it_contradicts():
    near, far = t.place("Near", *t.offset(20, 45, 0, 10.5)), t.place("Far", *t.offset(20, 45, 0, 60))
    story = t.Story()
    zone_of = about(20, 45, 10, precision_m=2000.0)
    holding = (zone_of, Holds(ref=story.name(near), span=t.HERE))
    ground = g.ground(AllOf, parts=holding, story=story, centre=(20, 45))
    assert ground.at(near.lon, near.lat) == 3
    story = t.Story()
    parts = (zone_of, Holds(ref=story.name(far), span=t.HERE))
    assert "contradiction: Far" in g.refusal(AllOf, parts=parts, story=story, centre=(20, 45))
    story = t.Story()
    alone = g.ground(Holds, ref=story.name(far), story=story)
    assert alone.at(far.lon, far.lat) == 3
    assert "how far it goes" in alone.tract.why_not


# --- polygons


def polygon_km2(points):
    polygon = Geodesic.WGS84.Polygon()
    for lon, lat in points:
        polygon.AddPoint(lat, lon)
    return abs(polygon.Compute()[2]) / 1e6


@pytest.mark.parametrize(("lon", "lat"), g.SITES)
@pytest.mark.parametrize("size_km", [20, 300])
def test_a_polygon_has_geodesic_sides_and_its_corners_in_any_direction(lon, lat, size_km):
    points = [t.offset(lon, lat, azimuth, size_km) for azimuth in (10, 130, 230, 300)]
    for order in (points, points[::-1]):
        ground = g.ground(Corners, refs=tuple(g.at(*point) for point in order), centre=(lon, lat))
        assert ground.area_km2() == pytest.approx(polygon_km2(points), rel=5e-4)


def test_sides_that_would_cross_are_put_in_order_and_it_is_told():
    points = [t.offset(20, 45, azimuth, 30) for azimuth in (0, 180, 90, 270)]
    ground = g.ground(Corners, refs=tuple(g.at(*point) for point in points), centre=(20, 45))
    square = [points[index] for index in (0, 2, 1, 3)]
    assert ground.area_km2() == pytest.approx(polygon_km2(square), rel=5e-4)
    assert any("would cross" in line for line in ground.tract.steps[0].assumptions)


def test_the_size_of_the_places_at_the_corners_moves_the_sides():
    places = [t.place(f"P{index}", *t.offset(20, 45, azimuth, 30)) for index, azimuth in enumerate((0, 120, 240))]
    story = t.Story()
    ground = g.ground(Corners, refs=tuple(story.name(place) for place in places), story=story)
    # A triangle's inner radius is half of its outer one; each corner is a disc of 1 km.
    assert [ground.off(20, 45, 180, x) for x in (13.8, 14.2, 14.8, 15.2, 15.8, 16.2)] == [3, 2, 2, 1, 1, 0]


@pytest.mark.parametrize(("lon", "lat"), [(10.0, 1.0), (38.6, 35.0), (25.0, 70.0), (-179.95, 66.0)])
def test_parallels_and_meridians_bound_a_cell_of_the_graticule(lon, lat):
    edges = (
        ParallelRef(lat=lat + 1, precision_deg=0.0, span=t.HERE), MeridianRef(lon=wrap(lon + 2), precision_deg=0.0, span=t.HERE),
        ParallelRef(lat=lat - 1, precision_deg=0.0, span=t.HERE), MeridianRef(lon=wrap(lon - 2), precision_deg=0.0, span=t.HERE),
    )  # fmt: skip
    ground = g.ground(Corners, refs=edges, centre=(lon, lat))
    # The area between two parallels and two meridians on the ellipsoid, summed from narrow strips by geographiclib.
    dense = [(lon + x, lat + 1) for x in np.linspace(-2, 2, 400)] + [
        (lon + x, lat - 1) for x in np.linspace(2, -2, 400)
    ]
    assert ground.area_km2() == pytest.approx(polygon_km2(dense), rel=1e-3)


def wrap(lon):
    return (lon + 180) % 360 - 180


def test_corners_and_a_line_between_them():
    """A parallel as the northern side: the area differs from that of a geodesic quadrilateral."""
    corners = ((18.0, 70.0), (22.0, 70.0))
    parallel = ParallelRef(lat=71.0, precision_deg=0.0, span=t.HERE)
    ground = g.ground(Corners, refs=(g.at(*corners[0]), parallel, g.at(*corners[1])), centre=(20.0, 70.0))
    assert ground.at(20.0, 70.97) == 3
    assert ground.at(20.0, 71.03) == 0


def test_too_few_corners_and_corners_on_one_line_are_refused():
    two = tuple(g.at(*t.offset(20, 45, 0, x)) for x in (0, 10))
    assert "three corners" in g.refusal(Corners, refs=two, centre=(20, 45))
