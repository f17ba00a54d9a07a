"""Borders, coasts, parallels, junctions and the like against known lengths and positions, and lines drawn by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import grounds as g
import numpy as np
import pytest
import shapely
import theatre as t
from geographiclib.geodesic import Geodesic
from shapely.geometry import LineString

from deconflict_map.footprints.anchors import course_of_anchor, extent_of_anchor, line_of_anchor
from deconflict_map.footprints.scene import Atlas, Scene
from deconflict_map.footprints.tract import Case, Refusal
from deconflict_map.footprints.tracts import tract_of
from deconflict_map.geodesy import LocalFrame
from deconflict_map.model.anchor import (
    BorderRef,
    ChordRef,
    CoastRef,
    Described,
    EdgeRef,
    JunctionKind,
    JunctionRef,
    MeridianRef,
    NamedLineRef,
    ObjectRef,
    ParallelRef,
    RoadRef,
)
from deconflict_map.model.claim import Extent, Precision, When
from deconflict_map.model.place import ShapeForm
from deconflict_map.model.relation import WithinDistance


class Asked:
    """A story over the bundled gazetteer, and what its anchors are on the ground."""

    def __init__(self, gazetteer, *places, frame=None):
        self.story = t.Story()
        self.refs = [self.story.name(gazetteer.place(place_id)) for place_id in places]
        claim = self.story.say(t.relate(WithinDistance, ref=g.at(0.0, 0.0), distance=g.km(5)))
        atlas = Atlas(
            article=self.story.article,
            resolutions=self.story.resolutions,
            gazetteer=gazetteer,
            claims=self.story.claims,
        )
        named = [gazetteer.place(place_id) for place_id in places]
        self.scene = atlas.scene(named) if frame is None else Scene(atlas=atlas, frame=LocalFrame(*frame))
        self.case = Case(scene=self.scene, claim=claim, fellows=(claim,), rule=tract_of)

    def line(self, anchor):
        found = line_of_anchor(anchor, self.case)
        assert not isinstance(found, Refusal), found.reason
        return found

    def course(self, anchor):
        found = course_of_anchor(anchor, self.case)
        assert not isinstance(found, Refusal), found.reason
        return found

    def refused(self, anchor):
        found = extent_of_anchor(anchor, self.case)
        assert isinstance(found, Refusal)
        return found.reason

    def km(self, anchor):
        """Geodesic length, by geographiclib."""
        total = 0.0
        for part in shapely.get_parts(self.scene.frame.to_lonlat(self.line(anchor).line)):
            lon, lat = np.array(part.coords).T
            total += sum(
                Geodesic.WGS84.Inverse(a, b, c, d)["s12"]
                for a, b, c, d in zip(lat[:-1], lon[:-1], lat[1:], lon[1:], strict=True)
            )
        return total / 1000


TURKEY, SYRIA, IRAQ, KUWAIT = "geonames:298795", "geonames:163843", "geonames:99237", "geonames:285570"
LIBYA, CHAD, LEBANON, ISRAEL = "geonames:2215636", "geonames:2434508", "geonames:272103", "geonames:294640"
NORTH_KOREA, SOUTH_KOREA = "geonames:1873107", "geonames:1835841"
SUDAN, SOUTH_SUDAN, FIJI, NORWAY = "geonames:366755", "geonames:7909807", "geonames:2205218", "geonames:3144096"


@pytest.mark.parametrize(
    ("sides", "known_km", "why"),
    [
        ((TURKEY, SYRIA), 776, "computed from the same 1:10 million data; official 911"),
        ((IRAQ, KUWAIT), 200.8, "computed; the demilitarised zone's own figure is 200"),
        ((LIBYA, CHAD), 1051, "computed; 'about 1,000'"),
        ((LEBANON, ISRAEL), 98, "computed; the Blue Line is 120"),
        ((NORTH_KOREA, SOUTH_KOREA), 204, "computed; the demarcation line is 238–248"),
        ((SUDAN, SOUTH_SUDAN), 1892, "computed; quoted 2,010–2,100"),
    ],
)
def test_borders_have_their_known_lengths(gazetteer, sides, known_km, why):
    asked = Asked(gazetteer, *sides)
    border = BorderRef(ref=asked.refs[0], other=asked.refs[1], span=t.HERE)
    assert asked.km(border) == pytest.approx(known_km, rel=0.02), why
    course = asked.course(border)
    assert course.length_m == pytest.approx(asked.line(border).line.length, rel=0.01), "one course holds all of it"


def test_a_border_of_one_country_is_that_with_the_neighbour_named_most(gazetteer):
    asked = Asked(gazetteer, TURKEY, SYRIA, SYRIA, IRAQ)
    line = asked.line(BorderRef(ref=asked.refs[3], other=None, span=t.HERE))
    assert {place.name for place in line.records} == {"Iraq", "Syria"}
    assert any("Syria is meant" in told for told in line.assumptions)


def test_a_border_of_one_country_alone_is_all_of_its_land_borders(gazetteer):
    asked = Asked(gazetteer, KUWAIT)
    both = sum(
        Asked(gazetteer, KUWAIT, other).km(BorderRef(ref=asked.refs[0], other=other_ref, span=t.HERE))
        for other, other_ref in ((IRAQ, Asked(gazetteer, KUWAIT, IRAQ).refs[1]), ("geonames:102358", asked.refs[0]))
        if other_ref is not asked.refs[0]
    )
    assert asked.km(BorderRef(ref=asked.refs[0], other=None, span=t.HERE)) > both


def test_countries_that_share_no_border_are_refused(gazetteer):
    asked = Asked(gazetteer, FIJI, CHAD)
    assert "no land border" in asked.refused(BorderRef(ref=asked.refs[0], other=asked.refs[1], span=t.HERE))


def test_a_dated_border_says_that_todays_stands_for_it(gazetteer):
    asked = Asked(gazetteer, SUDAN, SOUTH_SUDAN)
    then = When(
        text="1956", span=None, first=_day(1956), last=_day(1956), precision=Precision.YEAR, extent=Extent.AS_OF
    )
    line = asked.line(BorderRef(ref=asked.refs[0], other=asked.refs[1], span=t.HERE, as_of=then))
    assert any("1956" in told for told in line.assumptions)


@pytest.mark.parametrize(
    ("country", "least_km", "most_km"), [(SYRIA, 120, 200), (LEBANON, 170, 240), (FIJI, 1000, 4000)]
)
def test_a_coast_is_the_outline_without_the_land_borders(gazetteer, country, least_km, most_km):
    asked = Asked(gazetteer, country)
    assert least_km < asked.km(CoastRef(ref=asked.refs[0], span=t.HERE)) < most_km


def test_a_landlocked_country_has_no_coast(gazetteer):
    asked = Asked(gazetteer, CHAD)
    assert "no coast" in asked.refused(CoastRef(ref=asked.refs[0], span=t.HERE))


@pytest.mark.parametrize(
    ("country", "lat"), [(IRAQ, 36.0), (NORWAY, 70.0), (FIJI, -17.0), ("geonames:3658394", 0.0)], ids=str
)
def test_a_parallel_keeps_its_latitude(gazetteer, country, lat):
    asked = Asked(gazetteer, country)
    line = asked.line(ParallelRef(lat=lat, precision_deg=0.5, span=t.HERE))
    stations = [line.line.interpolate(share, normalized=True) for share in np.linspace(0, 1, 101)]
    lats = asked.scene.frame.lonlat(np.array([[p.x, p.y] for p in stations]))[:, 1]
    assert np.abs(lats - lat).max() * 111_000 < line.error_m


@pytest.mark.parametrize(("country", "lon"), [(IRAQ, 44.0), (FIJI, 180.0), (FIJI, -179.5), (NORWAY, 25.0)], ids=str)
def test_a_meridian_keeps_its_longitude_across_180_too(gazetteer, country, lon):
    asked = Asked(gazetteer, country)
    line = asked.line(MeridianRef(lon=lon, precision_deg=0.5, span=t.HERE))
    stations = [line.line.interpolate(share, normalized=True) for share in np.linspace(0, 1, 101)]
    lons = asked.scene.frame.lonlat(np.array([[p.x, p.y] for p in stations]))[:, 0]
    assert np.abs((lons - lon + 180) % 360 - 180).max() < 1e-3


def test_the_parallel_of_a_place_is_at_its_latitude(gazetteer):
    asked = Asked(gazetteer, IRAQ)
    place = gazetteer.place(IRAQ)
    line = asked.line(ParallelRef(lat=None, precision_deg=0.0, span=t.HERE, place=asked.refs[0]))
    middle = line.line.interpolate(0.5, normalized=True)
    assert asked.scene.frame.lonlat(np.array([[middle.x, middle.y]]))[0, 1] == pytest.approx(place.lat, abs=1e-3)


@pytest.mark.parametrize(("lon", "lat"), g.SITES)
def test_a_chord_is_a_geodesic(gazetteer, lon, lat):
    asked = Asked(gazetteer, frame=(lon, lat))
    ends = [t.offset(lon, lat, 250, 200), t.offset(lon, lat, 60, 300)]
    line = asked.line(ChordRef(points=tuple(g.at(*end) for end in ends), span=t.HERE))
    inverse = Geodesic.WGS84.Inverse(ends[0][1], ends[0][0], ends[1][1], ends[1][0])
    for share in (0.25, 0.5, 0.75):
        true = Geodesic.WGS84.Direct(ends[0][1], ends[0][0], inverse["azi1"], inverse["s12"] * share)
        at = asked.scene.frame.metric_xy(np.array([[true["lon2"], true["lat2"]]]))[0]
        assert line.line.distance(shapely.Point(at)) < 50


def test_a_road_between_towns_is_as_wide_in_doubt_as_lines_stray():
    story, towns = t.Story(), (t.place("A", 37.0, 35.0), t.place("B", 38.0, 35.0))
    refs = tuple(story.name(town) for town in towns)
    found = _line(story, towns, RoadRef(name="M4", ends=refs, span=t.HERE))
    assert found.error_m == pytest.approx(0.11 * found.line.length, rel=1e-6)
    assert "isn't known" in found.assumptions[0]


def test_a_road_by_its_number_alone_is_refused():
    story, towns = t.Story(), (t.place("A", 37.0, 35.0),)
    story.name(towns[0])
    assert "M4" in _line(story, towns, RoadRef(name="M4", ends=(), span=t.HERE)).reason


@pytest.mark.parametrize(
    ("name", "dated", "known"),
    [
        ("the Military Demarcation Line", False, True),
        ("the line of contact", False, False),
        ("the front line", False, False),
        ("the armistice line", True, False),
    ],
)
def test_lines_by_name_are_known_only_where_a_border_settles_them(gazetteer, name, dated, known):
    asked = Asked(gazetteer, NORTH_KOREA, SOUTH_KOREA)
    day = When(text="27 July", span=None, first=_day(1953), last=_day(1953), precision=Precision.DAY)
    found = line_of_anchor(
        NamedLineRef(name=name, between=tuple(asked.refs), as_of=day if dated else None, span=t.HERE), asked.case
    )
    assert isinstance(found, Refusal) is not known


RIVER = LineString([(38.0, 36.0), (39.0, 36.0), (40.0, 35.0)])
SIDE = LineString([(39.0, 36.0), (39.5, 37.0)])


def _rivers():
    main, side = (
        replace(t.area(name, line, kind=t.PlaceKind.STREAM, country="SY"), shape=ShapeForm.LINE)
        for name, line in (("Main", RIVER), ("Side", SIDE))
    )
    story = t.Story()
    refs = story.name(main), story.name(side)
    return story, (main, side), {main.id: RIVER, side.id: SIDE}, refs


@pytest.mark.parametrize(
    ("kind", "lon", "lat", "two"),
    [
        (JunctionKind.SOURCE, 38.0, 36.0, False),
        (JunctionKind.MOUTH, 40.0, 35.0, False),
        (JunctionKind.CONFLUENCE, 39.0, 36.0, True),
    ],
)
def test_junctions_lie_where_the_lines_begin_end_and_meet(kind, lon, lat, two):
    story, places, shapes, refs = _rivers()
    anchor = JunctionRef(kind=kind, ref=refs[0], other=refs[1] if two else None, span=t.HERE)
    found, scene = _extent(story, places, anchor, shapes=shapes)
    at = scene.frame.lonlat(np.array([[found.centre.x, found.centre.y]]))[0]
    assert Geodesic.WGS84.Inverse(lat, lon, at[1], at[0])["s12"] < 100


def test_an_edge_is_the_outline_and_of_what_has_none_its_disc():
    story, towns = t.Story(), (t.place("A", 37.0, 35.0),)
    ref = story.name(towns[0])
    found = _line(story, towns, EdgeRef(ref=ref, span=t.HERE))
    assert found.line.length == pytest.approx(2 * np.pi * 1000, rel=0.01), "a disc of one kilometre"


def test_a_described_place_is_where_it_is_likely():
    story, towns = t.Story(), (t.place("A", 37.0, 35.0),)
    story.name(towns[0])
    inner = t.relate(WithinDistance, ref=g.at(37.0, 35.0), distance=g.km(7))
    found, _ = _extent(story, towns, Described(at=inner, span=t.HERE))
    assert found.radial_m == pytest.approx(7000, rel=0.01)


def test_an_object_that_nobody_describes_is_refused_and_none_is_described_by_itself():
    story, towns = t.Story(), (t.place("A", 37.0, 35.0),)
    story.name(towns[0])
    case = _case(story, towns, None)
    for key in ("", "nobody", case.claim.located.key):
        assert isinstance(extent_of_anchor(ObjectRef(key=key, span=t.HERE), case), Refusal)


def _case(story, places, shapes):
    claim = story.say(t.relate(WithinDistance, ref=g.at(37.0, 35.0), distance=g.km(5)))
    gazetteer = t.Fake(places=places, shapes=shapes or {})
    atlas = Atlas(article=story.article, resolutions=story.resolutions, gazetteer=gazetteer, claims=story.claims)
    return Case(scene=atlas.scene(places), claim=claim, fellows=(claim,), rule=tract_of)


def _line(story, places, anchor, *, shapes=None):
    return line_of_anchor(anchor, _case(story, places, shapes))


def _extent(story, places, anchor, *, shapes=None):
    case = _case(story, places, shapes)
    return extent_of_anchor(anchor, case), case.scene


def _day(year):
    return date(year, 7, 1)
