"""Strips against geographiclib: areas of straight and long ones, distances across them, sides, ends, every width."""

from __future__ import annotations

import math
from dataclasses import replace

import grounds as g
import numpy as np
import pytest
import shapely
import theatre as t
from geographiclib.geodesic import Geodesic

from deconflict_map.model.anchor import BorderRef, ChordRef, CoastRef, Described, EdgeRef, PlaceRef
from deconflict_map.model.place import PlaceKind, ShapeForm
from deconflict_map.model.qualifier import Bank, WidthKind
from deconflict_map.model.relation import Spanning, Strip, Within, WithinDistance
from deconflict_map.units.length import Bound

INF = float("inf")


def river(lon, lat, ends_km=(-60, 60), *, azimuth=90, error_m=0.0, step_km=10):
    """A straight river (a geodesic) through a position, flowing towards an azimuth, and its gazetteer."""
    places = [t.offset(lon, lat, azimuth, x) for x in np.arange(ends_km[0], ends_km[1] + step_km / 2, step_km)]
    wrapped = (lon + 180) % 360 - 180
    stream = t.place("River", wrapped, lat, kind=PlaceKind.STREAM, shape=ShapeForm.LINE, error_m=error_m)
    return stream, t.Fake(places=(stream,), shapes={stream.id: t.published(shapely.LineString(places))})


def along(stream, gazetteer, **parts):
    story = t.Story()
    return g.ground(Strip, ref=story.name(stream), story=story, gazetteer=gazetteer, **parts)


# --- widths


@pytest.mark.parametrize(("lon", "lat"), g.SITES)
@pytest.mark.parametrize(
    ("kind", "side", "north_km", "south_km"),
    [
        (WidthKind.EACH_SIDE, None, (10, 10, 10), (10, 10, 10)),
        (WidthKind.TOTAL, None, (5, 5, 5), (5, 5, 5)),
        (WidthKind.APART, None, (5, 5, 5), (5, 5, 5)),
        # The words don't say: in all is likely, to each side possible.
        (WidthKind.UNSPECIFIED, None, (5, 5, 10), (5, 5, 10)),
        # A depth whose side isn't said: either side, neither for sure.
        (WidthKind.DEPTH, None, (0, 10, 10), (0, 10, 10)),
        (WidthKind.DEPTH, t.heading("north"), (10, 10, 10), (0, 0, 0)),
        (WidthKind.DEPTH, t.heading("south"), (0, 0, 0), (10, 10, 10)),
        # The river flows east: its left bank is the northern one.
        (WidthKind.DEPTH, Bank.LEFT, (10, 10, 10), (0, 0, 0)),
        (WidthKind.DEPTH, Bank.RIGHT, (0, 0, 0), (10, 10, 10)),
        (WidthKind.TOTAL, t.heading("north"), (10, 10, 10), (0, 0, 0)),
    ],
)
def test_every_kind_of_width_reaches_as_far_as_it_says(lon, lat, kind, side, north_km, south_km):
    ground = along(*river(lon, lat), width=g.km(10), kind=kind, side=side)
    at = t.offset(lon, lat, 90, 17)
    for across, reaches in ((0, north_km), (180, south_km)):
        for level, reach in zip((3, 2, 1), reaches, strict=True):
            if reach:
                assert ground.off(*at, across, reach - 0.1) >= level
            assert ground.off(*at, across, reach + 0.1) < level


def lengths():
    return [
        (g.km(15, 20, metres=17.5), (15, 17.5, 20), "a range: core, the middle, the upper end"),
        (g.km(9, 11, bound=Bound.ABOUT, metres=10), (9, 10, 11), "about"),
        (g.km(15, INF, bound=Bound.AT_LEAST, metres=15), (15, 15, 30), "at least: as far again is possible"),
        (g.km(0, 5, bound=Bound.AT_MOST, metres=5), (0, 5, 5), "at most: nothing is sure"),
        (g.km(10), (10, 10, 10), "exact"),
    ]


@pytest.mark.parametrize(("width", "reaches", "why"), lengths())
def test_bounds_of_a_number_are_the_three_levels(width, reaches, why):
    ground = along(*river(20, 45), width=width, kind=WidthKind.EACH_SIDE)
    for level, reach in zip((3, 2, 1), reaches, strict=True):
        if reach:
            assert ground.off(20, 45, 0, reach - 0.1) >= level, why
        assert ground.off(20, 45, 0, reach + 0.1) < level, why


def test_without_a_width_the_usual_ones_are_drawn_and_it_is_told():
    ground = along(*river(20, 45), width=None, kind=WidthKind.UNSPECIFIED)
    assert ground.at(20, 45) == 3
    assert 0 < ground.off(20, 45, 0, 4.5) < 3
    assert any("how wide it is isn't said" in item.text for item in ground.tract.uncertainty)


def test_what_isnt_said_is_told():
    unspecified = along(*river(20, 45), width=g.km(10), kind=WidthKind.UNSPECIFIED)
    assert any("whole width or that to each side" in item.text for item in unspecified.tract.uncertainty)
    unsided = along(*river(20, 45), width=g.km(10), kind=WidthKind.DEPTH)
    assert any("on which side" in item.text for item in unsided.tract.uncertainty)


def test_the_error_of_the_base_line_widens_the_support_and_narrows_the_core():
    ground = along(*river(20, 45, error_m=2000), width=g.km(10), kind=WidthKind.DEPTH, side=t.heading("north"))
    for away, level in ((1.9, 2), (2.1, 3), (7.9, 3), (8.1, 2), (9.9, 2), (10.1, 1), (11.9, 1), (12.1, 0)):
        assert ground.off(20, 45, 0, away) == level
    assert ground.off(20, 45, 180, 1.9) == 1
    assert ground.off(20, 45, 180, 2.1) == 0


@pytest.mark.parametrize(("lon", "lat"), g.SITES)
def test_two_depths_lie_on_their_own_sides_and_the_line_between_them_is_sure(lon, lat):
    ground = along(
        *river(lon, lat, error_m=500), width=g.km(10), kind=WidthKind.DEPTH, side=t.heading("north"),
        other_width=g.km(5), other_side=t.heading("south"),
    )  # fmt: skip
    at = t.offset(lon, lat, 90, 3)
    assert ground.at(*at) == 3
    assert [ground.off(*at, 0, away) for away in (9.4, 9.6, 10.1, 10.6)] == [3, 2, 1, 0]
    assert [ground.off(*at, 180, away) for away in (4.4, 4.6, 5.1, 5.6)] == [3, 2, 1, 0]
    # 120 km by 15 km, and two quarter discs of either radius at the round ends.
    expected = 120 * 15 + math.pi / 2 * (10**2 + 5**2)
    assert ground.area_km2() == pytest.approx(expected, rel=0.005)


# --- long lines, anywhere


@pytest.mark.parametrize(("lon", "lat"), [*g.SITES, (60.0, 55.0)])
@pytest.mark.parametrize("centre_off_km", [0, 1200])
def test_a_strip_along_2000_km_is_as_wide_as_said_everywhere(lon, lat, centre_off_km):
    """Ends, thirds and quarters of the line, measured across it by geographiclib: half a percent of the width."""
    points = (-1000, -500, 0, 500, 1000)
    line = [t.offset(lon, lat, 70, x) for x in range(-1000, 1001, 20)]
    stream = t.place("River", (lon + 180) % 360 - 180, lat, kind=PlaceKind.STREAM, shape=ShapeForm.LINE)
    gazetteer = t.Fake(places=(stream,), shapes={stream.id: t.published(shapely.LineString(line))})
    ground = along(
        stream, gazetteer, width=g.km(30), kind=WidthKind.EACH_SIDE, centre=t.offset(lon, lat, 200, centre_off_km)
    )
    middle = Geodesic.WGS84.Line(lat, lon, 70)
    for x in points[1:-1]:
        here = middle.Position(x * 1000)
        for across in (90, -90):
            turn = here["azi2"] + across
            assert ground.off(lon + (here["lon2"] - lon + 180) % 360 - 180, here["lat2"], turn, 30 * 0.995) == 3
            assert ground.off(lon + (here["lon2"] - lon + 180) % 360 - 180, here["lat2"], turn, 30 * 1.005) == 0
    assert ground.area_km2() == pytest.approx(2000 * 60 + math.pi * 900, rel=0.005)


@pytest.mark.parametrize(("lon", "lat"), g.SITES)
def test_a_random_draw_of_positions_lies_within_or_without_a_bent_strip(lon, lat):
    """Monte Carlo: the distance to the nearest of dense points of a bent line, by geographiclib."""
    line = [t.offset(lon, lat, 90 + 0.15 * x, x) for x in np.arange(-100.0, 100.1, 1.0)]
    stream = t.place("River", (lon + 180) % 360 - 180, lat, kind=PlaceKind.STREAM, shape=ShapeForm.LINE)
    gazetteer = t.Fake(places=(stream,), shapes={stream.id: t.published(shapely.LineString(line))})
    ground = along(stream, gazetteer, width=g.km(12), kind=WidthKind.EACH_SIDE)
    rng = np.random.default_rng(11)
    for bearing, away in zip(rng.uniform(0, 360, 60), 110 * np.sqrt(rng.uniform(0, 1, 60)), strict=True):
        x, y = t.offset(lon, lat, bearing, away)
        nearest = min(Geodesic.WGS84.Inverse(y, x, b, a)["s12"] for a, b in line) / 1000
        if abs(nearest - 12) > 0.1:
            assert (ground.at(x, y) == 3) is (nearest < 12)


# --- along borders, into countries


@pytest.mark.parametrize(("lon", "lat"), g.SITES)
def test_a_strip_into_a_country_stays_in_it_and_follows_the_border(lon, lat):
    w = t.world(lon, lat)
    story = t.told(w)
    here, there = story.name(w.country), story.name(w.neighbour)
    border = BorderRef(ref=here, other=there, span=t.HERE)
    ground = g.ground(
        Strip, ref=border, width=g.km(30), kind=WidthKind.DEPTH, side=here, story=story, gazetteer=w.gazetteer,
        centre=(lon, lat),
    )  # fmt: skip
    at = t.offset(lon, lat, 90, 300)
    west = Geodesic.WGS84.Inverse(at[1], at[0], lat, lon)["azi1"]
    # The outlines are known to 0.8 km.
    for away, level in ((0.7, 2), (1.0, 3), (29.1, 3), (29.3, 2), (29.9, 2), (30.1, 1), (30.7, 1), (30.9, 0)):
        assert ground.off(*at, west, away) == level
    assert ground.off(*at, west + 180, 0.7) == 1
    assert ground.off(*at, west + 180, 1.0) == 0
    # 400 km of border by 30 km; its bend adds nothing to the whole.
    assert ground.area_km2() == pytest.approx(400 * 30, rel=0.01)


def test_all_borders_of_one_country_on_anothers_side_are_the_one_they_share():
    w = t.world(20, 45)
    story = t.told(w)
    here, there = story.name(w.country), story.name(w.neighbour)
    both, one = (
        g.ground(
            Strip, ref=BorderRef(ref=here, other=other, span=t.HERE), width=g.km(30), kind=WidthKind.DEPTH, side=there,
            story=story, gazetteer=w.gazetteer, centre=(20, 45),
        )
        for other in (there, None)
    )  # fmt: skip
    assert one.region.likely.equals(both.region.likely)


def test_a_country_that_doesnt_touch_the_line_is_refused():
    w = t.world(20, 45)
    far = t.area("Far", shapely.box(60, 10, 62, 12), kind=PlaceKind.COUNTRY, country="FF")
    gazetteer = t.Fake(places=(*w.gazetteer.places, far), shapes={**w.gazetteer.shapes, far.id: shapely.box(60, 10, 62, 12)},
                       borders=w.gazetteer.borders)  # fmt: skip
    story = t.told(w)
    border = BorderRef(ref=story.name(w.country), other=story.name(w.neighbour), span=t.HERE)
    reason = g.refusal(
        Strip, ref=border, width=g.km(30), kind=WidthKind.DEPTH, side=story.name(far), story=story, gazetteer=gazetteer
    )
    assert "no ground along" in reason


# --- edges of zones


def square(lon, lat, *, error_m=0.0):
    """A square of 40 km with geodesic sides, as a district."""
    ring = shapely.Polygon([t.offset(lon, lat, azimuth, 20 * math.sqrt(2)) for azimuth in (45, 135, 225, 315)])
    place = replace(
        t.area("Zone", t.published(ring), kind=PlaceKind.DIVISION, country="AA", error_m=error_m),
        lon=(lon + 180) % 360 - 180, lat=lat,
    )  # fmt: skip
    return place, t.Fake(places=(place,), shapes={place.id: t.published(ring)})


@pytest.mark.parametrize(("lon", "lat"), g.SITES)
@pytest.mark.parametrize(
    ("inwards", "inside", "outside", "area"),
    [
        (True, 3, 0, 40**2 - 30**2),
        (False, 0, 3, 4 * 40 * 5 + math.pi * 25),
        # Round a place is outside of it; inside stays possible.
        (None, 1, 2, 4 * 40 * 5 + math.pi * 25),
    ],
)
def test_a_strip_at_the_edge_of_a_zone_lies_inside_or_outside(lon, lat, inwards, inside, outside, area):
    place, gazetteer = square(lon, lat)
    story = t.Story()
    edge = EdgeRef(ref=story.name(place), span=t.HERE)
    ground = g.ground(
        Strip, ref=edge, width=g.km(5), kind=WidthKind.DEPTH, inwards=inwards, story=story, gazetteer=gazetteer,
        centre=(lon, lat),
    )  # fmt: skip
    north = t.offset(lon, lat, 0, 20)
    assert ground.off(*north, 180, 4.5) == inside
    assert ground.off(*north, 180, 5.5) == 0
    assert ground.off(*north, 0, 4.5) == outside
    assert ground.off(*north, 0, 5.5) == 0
    assert ground.area_km2() == pytest.approx(area, rel=0.01)


@pytest.mark.parametrize(("lon", "lat"), g.SITES)
def test_a_width_about_a_place_lies_outside_of_it_where_the_words_say_so(lon, lat):
    place, gazetteer = square(lon, lat)
    story = t.Story()
    edge = EdgeRef(ref=story.name(place), span=t.HERE)
    parts = {
        "ref": edge,
        "width": g.km(5),
        "kind": WidthKind.TOTAL,
        "story": story,
        "gazetteer": gazetteer,
        "centre": (lon, lat),
    }
    around = g.ground(Strip, inwards=False, **parts)
    assert around.area_km2() == pytest.approx(4 * 40 * 5 + math.pi * 25, rel=0.01)
    along_it = g.ground(Strip, **parts)
    north = t.offset(lon, lat, 0, 20)
    # In all, with the edge as its axis.
    assert [along_it.off(*north, azimuth, 2.4) for azimuth in (0, 180)] == [3, 3]
    assert [along_it.off(*north, azimuth, 2.6) for azimuth in (0, 180)] == [0, 0]


@pytest.mark.parametrize(
    ("kind", "side", "on_land", "at_sea"),
    [
        # Along a coast is on land; at sea isn't ruled out.
        (WidthKind.DEPTH, None, 2, 1),
        (WidthKind.UNSPECIFIED, None, 2, 1),
        (WidthKind.EACH_SIDE, None, 3, 3),
        (WidthKind.DEPTH, t.heading("west"), 0, 3),
        (WidthKind.DEPTH, t.heading("east"), 3, 0),
    ],
)
def test_a_strip_along_a_coast_is_on_land_unless_the_words_say_otherwise(kind, side, on_land, at_sea):
    w = t.world(20, 45)
    story = t.told(w)
    here = story.name(w.country)
    coast = CoastRef(ref=here, span=t.HERE)
    # The country has a land border in the east; its western edge is a coast like the northern and southern ones.
    ground = g.ground(
        Strip, ref=coast, width=g.km(10), kind=kind, side=side, story=story, gazetteer=w.gazetteer, centre=(20, 45)
    )
    at = t.offset(20, 45, 270, 300)
    east = Geodesic.WGS84.Inverse(at[1], at[0], 45, 20)["azi1"]
    assert ground.off(*at, east, 5) == on_land
    assert ground.off(*at, east + 180, 5) == at_sea


def test_a_strip_inside_a_described_zone_keeps_within_it():
    story = t.Story()
    zone = WithinDistance(ref=g.at(30, 40), distance=g.km(50), span=t.HERE)
    ground = g.ground(
        Strip, ref=EdgeRef(ref=Described(at=zone, span=t.HERE), span=t.HERE), width=g.km(15, 20, metres=17.5),
        kind=WidthKind.DEPTH, inwards=True, story=story, centre=(30, 40),
    )  # fmt: skip
    for away, level in ((29.5, 0), (30.5, 1), (32, 1), (33, 2), (34.5, 2), (35.5, 3), (49.5, 3), (50.5, 0)):
        assert ground.off(30, 40, 130, away) == level


# --- between named places


@pytest.mark.parametrize(("lon", "lat"), g.SITES)
def test_a_strip_between_two_places_is_cut_square_at_both(lon, lat):
    stream, gazetteer = river(lon, lat, (-200, 200))
    west, east = (t.offset(*t.offset(lon, lat, 90, x), 0, 6) for x in (-50, 50))
    story = t.Story()
    strip = Strip(ref=story.name(stream), width=g.km(10), kind=WidthKind.DEPTH, side=t.heading("south"), span=t.HERE)
    ends = tuple(Within(ref=g.at(*end), span=t.HERE) for end in (east, west))
    ground = g.ground(Spanning, of=strip, ends=ends, story=story, gazetteer=gazetteer, centre=(lon, lat))
    assert ground.area_km2() == pytest.approx(100 * 10, rel=0.01)
    for x, level in ((-51, 0), (-49, 3), (0, 3), (49, 3), (51, 0)):
        assert ground.off(*t.offset(lon, lat, 90, x), 180, 9) == level


def test_a_strip_ends_where_the_line_meets_another_and_where_it_enters_a_region():
    w = t.world(20, 45)
    story = t.told(w)
    here, there = story.name(w.country), story.name(w.neighbour)
    # The chord runs west to east across the whole of the country and into the neighbour.
    chord = ChordRef(points=tuple(g.at(*t.offset(20, 45, 90, x)) for x in (-280, 500)), span=t.HERE)
    strip = Strip(ref=chord, width=g.km(10), kind=WidthKind.EACH_SIDE, span=t.HERE)
    mark = Within(ref=g.at(*t.offset(20, 45, 90, -100)), span=t.HERE)
    border = Within(ref=BorderRef(ref=here, other=there, span=t.HERE), span=t.HERE)
    for end in (border, Within(ref=there, span=t.HERE)):
        ground = g.ground(Spanning, of=strip, ends=(mark, end), story=story, gazetteer=w.gazetteer, centre=(20, 45))
        # 400 km from the mark to the border, 20 km wide.
        assert ground.area_km2() == pytest.approx(400 * 20, rel=0.02)
        assert ground.at(*t.offset(20, 45, 90, 297)) == 3
        assert ground.at(*t.offset(20, 45, 90, 303)) == 0


@pytest.mark.parametrize(("lon", "lat"), g.SITES)
def test_a_zone_along_no_line_is_cut_across_the_line_between_both_ends(lon, lat):
    place, gazetteer = square(lon, lat)
    story = t.Story()
    ends = tuple(Within(ref=g.at(*t.offset(lon, lat, 90, x)), span=t.HERE) for x in (-8, 12))
    whole = Within(ref=story.name(place), span=t.HERE)
    ground = g.ground(Spanning, of=whole, ends=ends, story=story, gazetteer=gazetteer, centre=(lon, lat))
    assert ground.area_km2() == pytest.approx(20 * 40, rel=0.01)


def test_an_end_of_a_known_size_leaves_the_cut_in_doubt_by_it():
    stream, gazetteer = river(20, 45, (-200, 200))
    town = t.place("Town", *t.offset(20, 45, 90, 50), population=0)
    gazetteer = t.Fake(places=(stream, town), shapes=gazetteer.shapes)
    story = t.Story()
    strip = Strip(ref=story.name(stream), width=g.km(10), kind=WidthKind.EACH_SIDE, span=t.HERE)
    ends = (Within(ref=g.at(*t.offset(20, 45, 90, -50)), span=t.HERE), Within(ref=story.name(town), span=t.HERE))
    ground = g.ground(Spanning, of=strip, ends=ends, story=story, gazetteer=gazetteer, centre=(20, 45))
    # A town of unknown population: a disc of 1 km, its position known to 0.5 km.
    levels = [ground.at(*t.offset(20, 45, 90, x)) for x in (48.3, 48.7, 49.9, 50.1, 51.4, 51.6)]
    assert levels == [3, 2, 2, 1, 1, 0]


def test_one_end_alone_and_ends_at_one_point_are_refused():
    stream, gazetteer = river(20, 45)
    story = t.Story()
    strip = Strip(ref=story.name(stream), width=g.km(10), kind=WidthKind.EACH_SIDE, span=t.HERE)
    end = Within(ref=g.at(20, 45), span=t.HERE)
    for ends, words in (((end,), "only one end"), ((end, end), "no stretch")):
        assert words in g.refusal(Spanning, of=strip, ends=ends, story=story, gazetteer=gazetteer)


def test_left_and_right_of_what_doesnt_flow_are_refused():
    chord = ChordRef(points=(g.at(20, 45), g.at(21, 45)), span=t.HERE)
    assert "doesn't flow" in g.refusal(
        Strip, ref=chord, width=g.km(5), kind=WidthKind.DEPTH, side=Bank.LEFT, centre=(20, 45)
    )


def test_a_place_tells_the_side_of_the_line_that_it_lies_on():
    stream, gazetteer = river(20, 45)
    town = t.place("Town", *t.offset(20, 45, 0, 30))
    story = t.Story()
    ground = g.ground(
        Strip, ref=story.name(stream), width=g.km(10), kind=WidthKind.DEPTH, side=story.name(town), story=story,
        gazetteer=t.Fake(places=(stream, town), shapes=gazetteer.shapes), centre=(20, 45),
    )  # fmt: skip
    assert ground.off(20, 45, 0, 9) == 3
    assert ground.off(20, 45, 180, 1) == 0
    assert isinstance(story.name(town), PlaceRef)


@pytest.mark.parametrize("width_km", [0.0, 2001.0, 1e9, INF])
def test_impossible_widths_are_refused(width_km):
    stream, gazetteer = river(20, 45)
    story = t.Story()
    parts = {"ref": story.name(stream), "story": story, "gazetteer": gazetteer}
    width = g.km(width_km, bound=Bound.EXACT)
    assert "no strip reaches" in g.refusal(Strip, width=width, kind=WidthKind.EACH_SIDE, **parts)
    sides = {"side": t.heading("north"), "other_side": t.heading("south")}
    assert "no strip reaches" in g.refusal(
        Strip, width=width, other_width=width, kind=WidthKind.DEPTH, **sides, **parts
    )


@pytest.mark.parametrize(("off_km", "known"), [(10, True), (400, False)])
def test_a_canal_recorded_as_a_point_has_the_course_that_passes_by_it_and_not_a_namesakes(off_km, known):
    stream, gazetteer = river(20, 45)
    point = t.offset(20, 45, 0, off_km)
    canal = replace(stream, id="test:canal", feature="CNL", lon=point[0], lat=point[1], kind=PlaceKind.STRUCTURE,
                    shape=ShapeForm.NONE)  # fmt: skip
    story = t.Story()
    ground = g.ground(
        Strip, ref=story.name(canal), width=g.km(10), kind=WidthKind.DEPTH, side=t.heading("south"), story=story,
        gazetteer=t.Fake(places=(stream, canal), shapes=gazetteer.shapes), centre=(20, 45),
    )  # fmt: skip
    assert (ground.at(*t.offset(*t.offset(20, 45, 90, 40), 180, 9)) == 3) is known


def test_a_line_without_length_is_refused():
    chord = ChordRef(points=(g.at(20, 45), g.at(20, 45)), span=t.HERE)
    reason = g.refusal(Strip, ref=chord, width=g.km(5), kind=WidthKind.EACH_SIDE, centre=(20, 45))
    assert "no length" in reason
