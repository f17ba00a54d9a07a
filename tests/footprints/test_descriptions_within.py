"""Descriptions that stand inside other ones: strips along a described side, ends of lines, meetings by the words."""

from __future__ import annotations

import grounds as g
import numpy as np
import pytest
import shapely
import theatre as t
from geographiclib.geodesic import Geodesic

from deconflict_map.footprints.anchors import extent_of_anchor
from deconflict_map.footprints.constraints import subject
from deconflict_map.footprints.scene import Atlas
from deconflict_map.footprints.strip_forms import along_its_line
from deconflict_map.gazetteer import open_gazetteer
from deconflict_map.model.anchor import BorderRef, Described, JunctionKind, JunctionRef
from deconflict_map.model.line_relation import AlongFeature
from deconflict_map.model.qualifier import Bank, WidthKind
from deconflict_map.model.relation import (
    AllOf,
    BankOf,
    BorderSide,
    Near,
    OnFeature,
    SideOf,
    Spanning,
    Strip,
    Within,
)


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
