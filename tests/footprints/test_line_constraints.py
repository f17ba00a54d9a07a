"""What lies beside a line: every course keeps out, keeps in, passes, crosses, separates and stops as the words say."""

from __future__ import annotations

import itertools
import math

import pytest
import shapely
import theatre as t
from geographiclib.geodesic import Geodesic
from theatre import relate

from deconflict_map.footprints import draw
from deconflict_map.geodesy import LocalFrame, area_m2
from deconflict_map.model.anchor import Described, NamedLineRef, RoadRef
from deconflict_map.model.claim import ObjectKind, WhyWithheld
from deconflict_map.model.line_relation import Crosses, FromTo, Passes, Separates
from deconflict_map.model.qualifier import WidthKind
from deconflict_map.model.relation import DirectionOf, NotInto, OnFeature, ShareOf, SideOf, Strip, Within
from deconflict_map.units.length import Bound, Length
from deconflict_map.units.share import share_words

TOWN, CITY, RIVER, HERE, THERE, VALLEY = range(6)
CENTRES = [(38.6, 35.0), (10.0, 0.0), (25.0, 70.0), (180.0, -16.0)]
EARTH = Geodesic.WGS84


def ref(index):
    return t.PlaceRef(toponym=index, span=t.HERE)


def within(index):
    return relate(Within, ref=ref(index))


def towards(index, word):
    return relate(DirectionOf, ref=ref(index), heading=t.heading(word))


def drawn(centre, *relations, **more):
    w = t.world(*centre)
    s = t.told(w)
    for relation in relations:
        s.say(relation, key="the line", kind=ObjectKind.LINE, **more)
    drawing = draw(s.claims, s.resolutions, s.article, w.gazetteer)
    return w, drawing


def line(centre, *relations):
    w, drawing = drawn(centre, *relations)
    (footprint,) = drawing.footprints
    assert footprint.drawable, footprint.why_not
    return w, footprint


def flat(place, member):
    """A line in kilometres east and north of a place: azimuths and distances by geographiclib."""
    found = [EARTH.Inverse(place.lat, place.lon, y, x) for x, y in shapely.segmentize(member, 0.05).coords]
    at = [(math.radians(g["azi1"]), g["s12"] / 1000) for g in found]
    return shapely.LineString([(math.sin(azimuth) * km, math.cos(azimuth) * km) for azimuth, km in at])


def nearby(lon, lat, line):
    """A line in kilometres east and north of a position, on the plate carrée round it: true for a few kilometres."""
    east, north = 111.32 * math.cos(math.radians(lat)), 110.95
    return shapely.transform(line, lambda xy: (xy - [lon, lat]) * [east, north])


@pytest.mark.parametrize("centre", CENTRES)
def test_a_line_stops_short_of_what_it_must_not_enter(centre):
    w, footprint = line(centre, relate(FromTo, start=within(TOWN), end=within(CITY)), relate(NotInto, ref=ref(CITY)))
    for member in footprint.ensemble.members:
        # 250,000 people at 5,000 on a km²: r = 3.99 km, and half a kilometre for the position.
        assert flat(w.city, member).distance(shapely.Point(0, 0)) > 4.45
    ends = [flat(w.city, member).coords[-1] for member in footprint.ensemble.members]
    assert all(math.hypot(*end) < 25 for end in ends)
    assert any("stops short of City" in u.text for u in footprint.uncertainty)


@pytest.mark.parametrize("centre", CENTRES)
@pytest.mark.parametrize(("word", "beyond"), [("south", -1), ("north", 1)])
def test_a_line_passes_a_place_on_the_side_that_is_said(centre, word, beyond):
    route = relate(FromTo, start=towards(TOWN, "west"), end=within(CITY))
    w, footprint = line(centre, route, relate(Passes, at=towards(TOWN, word)))
    for member in footprint.ensemble.members:
        way = flat(w.town, member)
        x, y = way.interpolate(way.project(shapely.Point(0, 0))).coords[0]
        assert y * beyond > 0, "its nearest point lies on that side"
        # 60,000 people: r = 1.95 km.
        assert math.hypot(x, y) > 1.9


@pytest.mark.parametrize("centre", CENTRES)
def test_a_line_crosses_what_it_is_said_to_cross(centre):
    route = relate(FromTo, start=towards(TOWN, "north"), end=towards(CITY, "south"))
    w, footprint = line(centre, route, relate(Crosses, ref=ref(RIVER)))
    river = w.gazetteer.shapes[w.river.id]
    for member in footprint.ensemble.members:
        turned = [shapely.affinity.translate(river, turn) for turn in (-360, 0, 360)]
        assert any(member.intersects(part) for part in turned)


@pytest.mark.parametrize("centre", CENTRES)
def test_places_that_a_line_separates_lie_on_either_side_of_it(centre):
    route = relate(FromTo, start=towards(CITY, "northwest"), end=towards(CITY, "south"))
    w, footprint = line(centre, route, relate(Separates, refs=(ref(TOWN), ref(CITY))))
    town = flat(w.city, shapely.LineString([(w.town.lon, w.town.lat), (w.town.lon, w.town.lat + 1e-6)])).coords[0]
    for member in footprint.ensemble.members:
        way = flat(w.city, member)
        crossed = way.intersection(shapely.LineString([(0, 0), town]))
        assert shapely.get_num_geometries(crossed) % 2 == 1
        assert not crossed.is_empty


@pytest.mark.parametrize("centre", CENTRES)
def test_a_line_stays_on_the_side_of_a_river(centre):
    route = relate(FromTo, start=towards(TOWN, "north"), end=towards(CITY, "north"))
    side = relate(SideOf, ref=ref(RIVER), heading=t.heading("north"))
    w, footprint = line(centre, route, side)
    river = w.gazetteer.shapes[w.river.id]
    for member in footprint.ensemble.members:
        for x, y in member.coords[:: len(member.coords) // 12]:
            pieces = [nearby((x + 180) % 360 - 180, y, part) for part in shapely.get_parts(river)]
            nearest = min(pieces, key=lambda part: part.distance(shapely.Point(0, 0)))
            # On the north bank, or within the base data's error of the river, 1.5 km.
            at = nearest.project(shapely.Point(0, 0))
            before, after = nearest.interpolate(max(at - 1, 0)), nearest.interpolate(at + 1)
            turn = (after.x - before.x) * (0 - before.y) - (after.y - before.y) * (0 - before.x)
            assert turn > 0 or nearest.distance(shapely.Point(0, 0)) < 1.6, (x, y)


@pytest.mark.parametrize("centre", CENTRES)
def test_until_it_reaches_a_country_it_ends_on_its_edge(centre):
    route = relate(FromTo, start=within(CITY), end=within(THERE), until=True, heading=t.heading("east"))
    w, footprint = line(centre, route)
    there = w.gazetteer.shapes[w.neighbour.id]
    for member in footprint.ensemble.members:
        lon, lat = member.coords[-1]
        lon = (lon + 180) % 360 - 180
        edge = min(nearby(lon, lat, part.exterior).distance(shapely.Point(0, 0)) for part in shapely.get_parts(there))
        assert edge < 0.3
        before = shapely.LineString(member.coords[:-2])
        assert not any(before.intersects(shapely.affinity.translate(there, turn)) for turn in (-360, 0, 360))


def test_a_share_of_a_zone_says_nothing_about_the_course():
    route = relate(FromTo, start=within(TOWN), end=within(CITY))
    share = relate(ShareOf, ref=ref(VALLEY), share=share_words()["much"])
    _, footprint = line(CENTRES[0], route, share)
    assert any("leaves open which part" in u.text for u in footprint.uncertainty)


def test_a_line_of_which_only_sides_are_said_isn_t_drawn():
    w, drawing = drawn(CENTRES[0], relate(Separates, refs=(ref(TOWN), ref(CITY))))
    (footprint,) = drawing.footprints
    assert not footprint.drawable
    assert footprint.region.likely.is_empty
    between = shapely.Point((w.town.lon + w.city.lon) / 2, (w.town.lat + w.city.lat) / 2)
    assert footprint.region.support.covers(between)
    assert not footprint.region.support.contains(shapely.Point(w.city.lon, w.city.lat))


@pytest.mark.parametrize(
    "unknown",
    [
        RoadRef(name="M99", ends=(), span=t.HERE),
        NamedLineRef(name="line of contact", between=(), as_of=None, span=t.HERE),
    ],
)
def test_a_line_along_what_no_base_data_hold_is_shown_by_its_ground(unknown):
    w, drawing = drawn(CENTRES[0], relate(FromTo, start=within(TOWN), end=within(CITY), follows=(unknown,)))
    (footprint,) = drawing.footprints
    assert not footprint.drawable
    assert "follow" in footprint.why_not
    assert footprint.region.core.is_empty
    assert footprint.region.likely.is_empty
    for place in (w.town, w.city):
        assert footprint.region.support.covers(shapely.Point(place.lon, place.lat))


@pytest.mark.parametrize(
    ("why", "words"),
    [
        (WhyWithheld.UNPUBLISHED, "published"),
        (WhyWithheld.TO_BE_AGREED, "agreed"),
        (WhyWithheld.ANNEXED_MAP, "annexed map"),
        (WhyWithheld.SKETCH_MAP, "sketch map"),
        (WhyWithheld.DATED_LINE, "line of one day"),
    ],
)
def test_what_is_withheld_is_named(why, words):
    route = relate(FromTo, start=within(TOWN), end=within(CITY))
    _, drawing = drawn(CENTRES[0], route, why_withheld=why)
    (footprint,) = drawing.footprints
    assert not footprint.drawable
    assert words in footprint.why_not
    assert footprint.ensemble is None
    _, open_drawing = drawn(CENTRES[0], route)
    band = open_drawing.footprints[0].ensemble.band90
    # Fewer courses are grown for a hatch: its edge runs where few of them go.
    assert footprint.region.support.intersection(band).area > 0.9 * band.area


def test_lines_that_end_on_a_river_meet_it_only_there():
    route = relate(FromTo, start=towards(CITY, "south"), end=relate(OnFeature, ref=ref(RIVER)), until=True)
    w, footprint = line(CENTRES[0], route)
    river = w.gazetteer.shapes[w.river.id]
    for member in footprint.ensemble.members:
        for a, b in itertools.pairwise(member.coords[:-2]):
            assert (
                not shapely.LineString([a, b]).intersects(river)
                or shapely.Point(member.coords[-1]).distance(shapely.LineString([a, b])) < 0.05
            )


@pytest.mark.parametrize("centre", CENTRES)
def test_a_line_finds_its_way_through_ground_that_bends(centre):
    """A province like a horseshoe: no straight course between its ends stays in it, however it bends."""
    w = t.world(*centre)
    shoe = shapely.LineString([t.offset(*centre, bearing, 120) for bearing in range(-150, 151, 5)])
    frame = LocalFrame(*centre)
    ground = frame.to_lonlat(frame.to_metric(shoe).buffer(13_000))
    province = t.place("Province", *centre, kind=t.PlaceKind.DIVISION, country="AA", shape=t.ShapeForm.AREA)
    ends = [t.place(name, *t.offset(*centre, bearing, 120)) for name, bearing in (("A", -140), ("B", 140))]
    w.gazetteer.shapes[province.id] = t.published(ground)
    s = t.told(w)
    first, last, inside = (s.name(where) for where in (*ends, province))
    route = relate(FromTo, start=relate(Within, ref=first), end=relate(Within, ref=last))
    s.say(route, key="it", kind=ObjectKind.LINE)
    s.say(relate(Within, ref=inside), key="it", kind=ObjectKind.LINE)
    (footprint,) = draw(s.claims, s.resolutions, s.article, w.gazetteer).footprints
    assert footprint.drawable, footprint.why_not
    for member in footprint.ensemble.members:
        assert ground.buffer(1e-3).covers(member)
        # Most of a circle of 120 km: 280/360 of 754 km.
        length = sum(EARTH.Inverse(a[1], a[0], b[1], b[0])["s12"] for a, b in itertools.pairwise(member.coords))
        assert 480_000 < length < 800_000
    assert any("no straight way" in told for told in footprint.steps[-1].assumptions)


def test_points_that_aren_t_placed_are_told_and_no_line_is_drawn_to_them():
    w = t.world(*CENTRES[0])
    s = t.told(w)
    route = relate(FromTo, start=within(TOWN), end=relate(Within, ref=s.name("Nowhere")), via=(within(CITY),))
    s.say(route, kind=ObjectKind.LINE)
    (footprint,) = draw(s.claims, s.resolutions, s.article, w.gazetteer).footprints
    assert not footprint.drawable
    assert "Nowhere" in footprint.why_not or "isn't placed" in footprint.why_not
    assert footprint.region.support.covers(shapely.Point(w.city.lon, w.city.lat))


@pytest.mark.parametrize("centre", CENTRES)
def test_a_strip_along_a_described_line_is_as_unsure_as_the_line(centre):
    w = t.world(*centre)
    s = t.told(w)
    course = relate(FromTo, start=within(TOWN), end=within(CITY))
    width = Length(metres=5000, least_m=5000, most_m=5000, precision_m=500, bound=Bound.EXACT, words="5 km")
    s.say(relate(Strip, ref=Described(at=course, span=t.HERE), width=width, kind=WidthKind.EACH_SIDE))
    s.say(course, kind=ObjectKind.LINE)
    strip, drawn_line = draw(s.claims, s.resolutions, s.article, w.gazetteer).footprints
    # 5 km to either side of some 210 km, and at least as much again as the line itself may lie off.
    assert area_m2(strip.region.support) > area_m2(drawn_line.ensemble.band90)
    assert area_m2(strip.region.likely) == pytest.approx(10e3 * 215e3, rel=0.15)
    assert strip.region.core.is_empty
