"""Where the plane of an object is laid: where the words are about, since it is true near its centre alone."""

from __future__ import annotations

import math

import grounds as g
import pytest
import shapely
import theatre as t
from geographiclib.geodesic import Geodesic

from deconflict_map.footprints import draw
from deconflict_map.footprints.constraints import subject
from deconflict_map.footprints.scene import Atlas
from deconflict_map.gazetteer import open_gazetteer
from deconflict_map.model.anchor import BorderRef, MeridianRef, NamedLineRef, ParallelRef
from deconflict_map.model.relation import AllOf, OnFeature, SideOf, Within, WithinDistance


def plane(story, gazetteer, context=()):
    atlas = Atlas(
        article=story.article, resolutions=story.resolutions, gazetteer=gazetteer, claims=story.claims, context=context
    )
    return subject(tuple(story.claims), atlas).grounds[0].case.scene.frame


@pytest.mark.parametrize(("lon", "lat"), [*g.SITES, (-59.5, -51.6667), (0.0, 89.0)])
def test_a_circle_about_a_position_has_the_area_of_a_geodesic_circle(lon, lat):
    """200 nautical miles about a position in figures: the plane is laid round it, wherever it lies."""
    story = t.Story()
    story.say(t.relate(WithinDistance, ref=g.at(lon, lat), distance=g.km(370.4)))
    (footprint,) = draw(story.claims, story.resolutions, story.article, t.Fake(places=(), shapes={})).footprints
    circle = Geodesic.WGS84.Polygon()
    for azimuth in range(0, 360, 1):
        reached = Geodesic.WGS84.Direct(lat, lon, azimuth, 370_400)
        circle.AddPoint(reached["lat2"], reached["lon2"])
    true_km2 = abs(circle.Compute()[2]) / 1e6
    if abs(lat) > 87:  # a ring round a pole: the cap is what geographiclib takes the polygon for
        true_km2 = min(true_km2, 510.0656e6 - true_km2)
    frame = plane(story, t.Fake(places=(), shapes={}))
    drawn_km2 = frame.to_metric(footprint.region.likely).area / 1e6
    assert drawn_km2 == pytest.approx(true_km2, rel=0.005)


def test_the_falklands_zone_has_its_known_bounds():
    """200 nautical miles about 51°40′ S, 59°30′ W: bounds computed with geographiclib when the text was collected."""
    story = t.Story()
    story.say(t.relate(WithinDistance, ref=g.at(-59.5, -51 - 40 / 60), distance=g.km(370.4)))
    (footprint,) = draw(story.claims, story.resolutions, story.article, t.Fake(places=(), shapes={})).footprints
    assert footprint.region.likely.bounds == pytest.approx((-64.858, -54.995, -54.142, -48.337), abs=0.01)
    assert g.area_km2(footprint.region.likely) == pytest.approx(430_900, rel=0.005)


@pytest.mark.parametrize(
    ("sides", "lon", "lat", "why"),
    [
        (("KZ", "RU"), 67.0, 52.0, "the two countries' own middles lie at 67 E 48 N and 97 E 60 N"),
        (("CL", "AR"), -70.0, -38.0, "a border from north to south, half of it in either half of its length"),
        (("KP", "KR"), 127.5, 38.2, "a short one"),
    ],
)
@pytest.mark.parametrize("kind", [BorderRef, NamedLineRef])
def test_a_border_is_seen_from_its_middle(sides, lon, lat, why, kind):
    gazetteer = open_gazetteer()
    story = t.Story()
    first, second = (story.name(gazetteer.country(code)) for code in sides)
    anchor = (
        BorderRef(ref=first, other=second, span=t.HERE)
        if kind is BorderRef
        else NamedLineRef(name="the line", between=(first, second), as_of=None, span=t.HERE)
    )
    story.say(t.relate(OnFeature, ref=anchor))
    frame = plane(story, gazetteer)
    assert math.hypot(frame.lon - lon, frame.lat - lat) < 6, why
    line = shapely.line_merge(gazetteer.border(*sides))
    assert shapely.Point(frame.lon, frame.lat).distance(line) < 6


def test_parallels_and_meridians_are_seen_from_where_they_cross():
    story = t.Story()
    sides = [
        (ParallelRef(lat=60.0, precision_deg=0.5, span=t.HERE), "south"),
        (ParallelRef(lat=50.0, precision_deg=0.5, span=t.HERE), "north"),
        (MeridianRef(lon=-170.0, precision_deg=0.5, span=t.HERE), "west"),
        (MeridianRef(lon=170.0, precision_deg=0.5, span=t.HERE), "east"),
    ]
    story.say(t.relate(AllOf, parts=tuple(t.relate(SideOf, ref=ref, heading=t.heading(word)) for ref, word in sides)))
    frame = plane(story, t.Fake(places=(), shapes={}))
    assert abs(frame.lon) == pytest.approx(180.0)
    assert frame.lat == pytest.approx(55.0)


def test_words_without_a_place_are_seen_from_the_context():
    w = t.world(45.0, 43.0)
    story = t.Story()
    story.say(
        t.relate(OnFeature, ref=NamedLineRef(name="line A", between=(), as_of=None, span=t.HERE)),
    )
    frame = plane(story, w.gazetteer, context=(w.country,))
    assert Geodesic.WGS84.Inverse(frame.lat, frame.lon, w.country.lat, w.country.lon)["s12"] < 1.0


def test_a_town_goes_before_a_country():
    w = t.world(45.0, 43.0)
    story = t.Story()
    town, country = story.name(w.town), story.name(w.country)
    story.say(t.relate(AllOf, parts=(t.relate(Within, ref=country), t.relate(Within, ref=town))))
    frame = plane(story, w.gazetteer)
    assert (frame.lon, frame.lat) == pytest.approx((w.town.lon, w.town.lat))
