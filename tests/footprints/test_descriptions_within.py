"""Descriptions that stand inside other ones: strips along a described side, ends of lines, meetings by the words."""

from __future__ import annotations

import math

import grounds as g
import numpy as np
import pytest
import shapely
import theatre as t
from geographiclib.geodesic import Geodesic

from deconflict_map.footprints import draw
from deconflict_map.footprints.anchors import extent_of_anchor
from deconflict_map.footprints.constraints import subject
from deconflict_map.footprints.scene import Atlas
from deconflict_map.footprints.strip_forms import along_its_line
from deconflict_map.gazetteer import open_gazetteer
from deconflict_map.model.anchor import BorderRef, CoastRef, Described, JunctionKind, JunctionRef, ParallelRef, RoadRef
from deconflict_map.model.line_relation import AlongFeature, AlongTowards
from deconflict_map.model.place import PlaceKind
from deconflict_map.model.qualifier import Bank, WidthKind
from deconflict_map.model.relation import (
    AllOf,
    BankOf,
    BorderSide,
    Near,
    OnFeature,
    ShareOf,
    SideOf,
    Spanning,
    Strip,
    Within,
    WithinDistance,
)
from deconflict_map.units.share import share_words


def strip(ref, **more):
    return Strip(ref=ref, width=g.km(10, precision=0), kind=WidthKind.DEPTH, span=t.HERE, **more)


def inside(relation):
    return Described(at=relation, span=t.HERE)


@pytest.fixture
def named():
    w = t.world(38.6, 35.0)
    s = t.Story()
    return w, s, [s.name(place) for place in (w.country, w.neighbour, w.river, w.town, w.city)]


def forms(refs):
    here, there, river, town, city = refs
    east = t.heading("east")
    ends = t.relate(Within, ref=town), t.relate(Within, ref=city)
    return [
        (t.relate(BorderSide, ref=here, other=there), strip(BorderRef(ref=here, other=there, span=t.HERE), side=here)),
        (t.relate(SideOf, ref=river, heading=east), strip(river, side=east)),
        (t.relate(BankOf, ref=river, bank=Bank.LEFT), strip(river, side=Bank.LEFT)),
        (t.relate(OnFeature, ref=river), strip(river)),
        (t.relate(Within, ref=here), strip(here)),
        (t.relate(AlongFeature, ref=river, start=None, end=None), strip(river)),
        (
            t.relate(AlongFeature, ref=river, start=ends[0], end=ends[1]),
            Spanning(of=strip(river), ends=ends, span=t.HERE),
        ),
        (
            t.relate(Spanning, of=t.relate(OnFeature, ref=river), ends=ends),
            Spanning(of=strip(river), ends=ends, span=t.HERE),
        ),
    ]


def test_a_strip_along_a_described_side_lies_along_the_line_on_that_side(named):
    _, _, refs = named
    for described, plain in forms(refs):
        assert along_its_line(strip(inside(described))) == plain


def test_what_describes_no_line_stays_as_it_is(named):
    _, _, refs = named
    near = strip(inside(t.relate(Near, ref=refs[3])))
    assert along_its_line(near) == near


def test_the_strip_s_own_side_goes_before_the_described_one(named):
    _, _, (here, there, *_) = named
    along = strip(inside(t.relate(BorderSide, ref=here, other=there)), side=there)
    assert along_its_line(along) == strip(BorderRef(ref=here, other=there, span=t.HERE), side=there)


@pytest.mark.parametrize(("lon", "lat"), g.SITES)
def test_a_strip_along_a_described_side_is_as_deep_as_said(lon, lat):
    w = t.world(lon, lat)
    s = t.told(w)
    here, there = s.name(w.country), s.name(w.neighbour)
    ground = g.ground(
        Strip,
        story=s,
        gazetteer=w.gazetteer,
        centre=(lon, lat),
        ref=inside(t.relate(BorderSide, ref=here, other=there)),
        width=g.km(10, precision=0),
        kind=WidthKind.DEPTH,
    )
    # The border stands 300 km to the east of the centre, 400 km long; the country lies to its west.
    assert ground.off(lon, lat, 90.0, 295.0) == 3
    assert ground.off(lon, lat, 90.0, 290.3) == 2
    assert ground.off(lon, lat, 90.0, 288.0) == 0
    assert ground.off(lon, lat, 90.0, 303.0) == 0
    assert ground.area_km2() == pytest.approx(4000, rel=0.02)


def _junction(story, gazetteer, anchor, *others):
    relation = t.relate(Within, ref=anchor)
    parts = tuple(t.relate(Near, ref=ref) for ref in others)
    story.say(t.relate(AllOf, parts=(relation, *parts)) if parts else relation)
    atlas = Atlas(article=story.article, resolutions=story.resolutions, gazetteer=gazetteer, claims=story.claims)
    case = subject(tuple(story.claims), atlas).grounds[0].case
    found = extent_of_anchor(anchor, case)
    return case.scene.frame.lonlat(np.array([[found.centre.x, found.centre.y]]))[0]


@pytest.mark.parametrize(
    ("town", "lon", "lat", "why"),
    [
        ("Haeju", 126.7, 37.8, "on the west coast: the end by the Imjin"),
        ("Sokcho", 128.37, 38.62, "on the east coast: the end at Goseong"),
    ],
)
def test_a_border_ends_at_the_end_nearer_to_the_other_places(town, lon, lat, why):
    gazetteer = open_gazetteer()
    story = t.Story()
    sides = [story.name(gazetteer.country(code)) for code in ("KP", "KR")]
    place = next(m.place for m in gazetteer.lookup(town) if m.place.country in {"KP", "KR"})
    line = BorderRef(ref=sides[0], other=sides[1], span=t.HERE)
    anchor = JunctionRef(kind=JunctionKind.MEETING, ref=line, other=None, span=t.HERE)
    at = _junction(story, gazetteer, anchor, story.name(place))
    assert Geodesic.WGS84.Inverse(lat, lon, at[1], at[0])["s12"] < 15_000, why
    ends = shapely.get_coordinates(gazetteer.border("KP", "KR"))[[0, -1]]
    assert min(Geodesic.WGS84.Inverse(end[1], end[0], at[1], at[0])["s12"] for end in ends) < 100


def test_of_several_meetings_the_one_by_the_other_places_is_meant():
    """The made-up river crosses the western and the eastern edge of the country."""
    w = t.world(38.6, 35.0)
    for towns, east in (((w.town,), False), ((w.city,), True)):
        story = t.Story()
        river, country = story.name(w.river), story.name(w.country)
        anchor = JunctionRef(kind=JunctionKind.MEETING, ref=river, other=country, span=t.HERE)
        at = _junction(story, w.gazetteer, anchor, *(story.name(town) for town in towns))
        assert bool(at[0] > 38.6) is east
        away = Geodesic.WGS84.Inverse(35.0, 38.6, at[1], at[0])["s12"]
        assert away == pytest.approx(300_000, rel=0.03)


# Movements along lines that are no rivers, and shares of what is described.


def _told(lon, lat, relation, **parts):
    w = t.world(lon, lat)
    s = t.told(w)
    refs = {name: s.name(getattr(w, name)) for name in ("town", "city", "country", "neighbour", "river")}
    made = {name: part(refs) if callable(part) else part for name, part in parts.items()}
    return g.ground(relation, story=s, gazetteer=w.gazetteer, centre=(lon, lat), **made), w


@pytest.mark.parametrize(("lon", "lat"), g.SITES)
def test_a_movement_along_a_road_runs_from_town_to_the_edge_of_the_next(lon, lat):
    ground, w = _told(
        lon,
        lat,
        AlongTowards,
        along=lambda refs: RoadRef(name="", ends=(refs["town"], refs["city"]), span=t.HERE),
        heading=None,
        towards=lambda refs: refs["city"],
    )
    way = Geodesic.WGS84.Inverse(w.town.lat, w.town.lon, w.city.lat, w.city.lon)
    for share, level in ((0.02, 2), (0.5, 2), (0.9, 2), (1.0, 0)):
        at = Geodesic.WGS84.Direct(w.town.lat, w.town.lon, way["azi1"], share * way["s12"])
        assert ground.at(at["lon2"], at["lat2"]) >= level if level else ground.at(at["lon2"], at["lat2"]) == 0, share


@pytest.mark.parametrize(("lon", "lat"), g.SITES)
def test_a_movement_along_a_border_follows_its_heading(lon, lat):
    ground, _ = _told(
        lon,
        lat,
        AlongTowards,
        along=lambda refs: BorderRef(ref=refs["country"], other=refs["neighbour"], span=t.HERE),
        heading=t.heading("north"),
        towards=None,
    )
    # The border stands 300 km to the east, from 200 km south to 200 km north.
    north_km = 150.0
    there = t.offset(lon, lat, math.degrees(math.atan2(300, north_km)), math.hypot(300, north_km))
    assert ground.at(*there) >= 1
    away = t.offset(lon, lat, math.degrees(math.atan2(290, north_km)), math.hypot(290, north_km))
    assert ground.at(*away) == 0
    assert "along" in ground.tract.steps[-1].rule


def test_towards_what_can_t_be_placed_is_refused():
    w = t.world(38.6, 35.0)
    s = t.told(w)
    line = s.name(w.river)
    nowhere = s.name("Nowhere")
    told = g.refusal(AlongTowards, story=s, gazetteer=w.gazetteer, along=line, heading=None, towards=nowhere)
    assert "known" in told


@pytest.mark.parametrize(("word", "likely"), [("all", True), ("much", True), ("part", False)])
def test_a_share_of_a_described_zone_leaves_the_zone_open(word, likely):
    ground, _ = _told(
        38.6,
        35.0,
        ShareOf,
        ref=lambda refs: inside(t.relate(WithinDistance, ref=refs["city"], distance=g.km(20))),
        share=share_words()[word],
    )
    whole, _ = _told(38.6, 35.0, WithinDistance, ref=lambda refs: refs["city"], distance=g.km(20))
    assert ground.region.support.equals(whole.region.support)
    assert ground.region.likely.is_empty is not likely
    assert bool(ground.tract.why_not) is (word != "all")


@pytest.mark.parametrize(("town", "country", "by_the_sea"), [("Latakia", "SY", True), ("Aleppo", "SY", False)])
def test_the_coast_of_a_town_is_its_stretch_of_the_country_s(town, country, by_the_sea):
    gazetteer = open_gazetteer()
    story = t.Story()
    place = next(m.place for m in gazetteer.lookup(town) if m.place.country == country)
    ref = story.name(place)
    parts = {"story": story, "gazetteer": gazetteer, "ref": CoastRef(ref=ref, span=t.HERE)}
    if not by_the_sea:
        assert "no coast" in g.refusal(OnFeature, centre=(place.lon, place.lat), **parts)
        return
    ground = g.ground(OnFeature, centre=(place.lon, place.lat), **parts)
    shape = ground.scene.frame.to_lonlat(ground.region.support)
    land = gazetteer.shape(gazetteer.country(country).id)
    assert shapely.boundary(land).intersects(shape)
    farthest = max(
        Geodesic.WGS84.Inverse(place.lat, place.lon, lat, lon)["s12"] for lon, lat in shapely.get_coordinates(shape)
    )
    # The town's built-up ground, ten kilometres, and the error of either drawing.
    assert farthest < 30_000


def test_words_that_leave_no_ground_are_refused():
    w = t.world(38.6, 35.0)
    s = t.told(w)
    line = s.name(w.river)
    told = g.refusal(
        Strip, story=s, gazetteer=w.gazetteer, ref=line, width=g.km(0, precision=0), kind=WidthKind.EACH_SIDE
    )
    assert told


# Lines that the base data knows by name alone.


@pytest.mark.parametrize(
    ("name", "kind", "unknown"),
    [
        ("Hidden River", PlaceKind.STREAM, True),
        ("Line of Control", PlaceKind.REGION, True),
        ("Wild Land", PlaceKind.REGION, False),
    ],
)
def test_beside_a_line_of_which_only_the_name_is_known_nothing_is_sure(name, kind, unknown):
    w = t.world(38.6, 35.0)
    s = t.told(w)
    ref = s.name(t.place(name, 38.6, 35.0, kind=kind, country="AA"))
    for relation in (
        t.relate(SideOf, ref=ref, heading=t.heading("south")),
        Strip(ref=ref, width=g.km(10), kind=WidthKind.EACH_SIDE, span=t.HERE),
    ):
        s.claims.clear()
        s.say(relation)
        (footprint,) = draw(s.claims, s.resolutions, s.article, w.gazetteer).footprints
        assert footprint.drawable is not unknown
        if unknown:
            assert footprint.region.likely.is_empty
            assert footprint.region.support.area > 20


def test_the_bank_of_an_unknown_river_is_refused():
    w = t.world(38.6, 35.0)
    s = t.told(w)
    ref = s.name(t.place("Hidden River", 38.6, 35.0, kind=PlaceKind.STREAM, country="AA"))
    told = g.refusal(BankOf, story=s, gazetteer=w.gazetteer, ref=ref, bank=Bank.LEFT, strip=True)
    assert "isn't known" in told


def test_a_strip_along_a_parallel_between_two_adjoining_countries_runs_through_both():
    w = t.world(10.0, 0.5)
    s = t.told(w)
    here, there = s.name(w.country), s.name(w.neighbour)
    parallel = ParallelRef(lat=1.0, precision_deg=0.5, span=t.HERE)
    ends = tuple(t.relate(Within, ref=ref) for ref in (here, there))
    ground = g.ground(
        Spanning,
        story=s,
        gazetteer=w.gazetteer,
        centre=(10.0, 0.5),
        of=Strip(ref=parallel, width=g.km(4, precision=0), kind=WidthKind.TOTAL, span=t.HERE),
        ends=ends,
    )
    # Both countries reach from 300 km west of the centre to 600 km east of it.
    assert ground.area_km2() == pytest.approx(900 * 4, rel=0.02)
