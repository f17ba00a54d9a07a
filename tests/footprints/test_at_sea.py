"""At sea and on land, and lines that lead out at right angles: a straight coast, against positions by geographiclib."""

from __future__ import annotations

import grounds as g
import pytest
import theatre as t
from geographiclib.geodesic import Geodesic
from test_points_surroundings import area, fake, local, rectangle, wrapped

from deconflict_map.footprints import draw
from deconflict_map.model.anchor import CoastRef
from deconflict_map.model.claim import ObjectKind
from deconflict_map.model.line_relation import FromTo
from deconflict_map.model.place import PlaceKind
from deconflict_map.model.qualifier import LineShape
from deconflict_map.model.relation import AllOf, AtSea, Within, WithinDistance


def shore(lon, lat):
    """A port at a coast that runs from north to south, the land to its west."""
    port = t.place("Port", *wrapped((lon, lat)), country="AA", population=80_000)
    land = area("Land", lon, lat, rectangle(lon, lat, -150, -250, 0, 250, step=60), kind=PlaceKind.COUNTRY)
    return port, land


@pytest.mark.parametrize(("lon", "lat"), g.SITES)
@pytest.mark.parametrize("on_land", [False, True])
def test_the_sea_of_a_disc_about_a_port_is_the_half_without_land(lon, lat, on_land):
    port, land = shore(lon, lat)
    story = t.Story()
    story.name(port)
    parts = (
        WithinDistance(ref=g.at(lon, lat), distance=g.km(20), span=t.HERE),
        AtSea(span=t.HERE, on_land=on_land),
    )
    ground = g.ground(AllOf, parts=parts, story=story, gazetteer=fake(port, land), centre=wrapped((lon, lat)))
    side = -1 if on_land else 1
    for away, levels in ((10, 3), (-10, 0), (25, 0)):
        assert ground.at(*local(lon, lat, side * away, 0)) == levels
    assert ground.area_km2() == pytest.approx(628.3, rel=0.01)  # half of π·20²
    assert ground.at(*local(lon, lat, -side * 0.2, 0)) == 1, "the coast is drawn to half a kilometre"


def test_the_sea_alone_is_no_ground_and_none_is_told():
    port, land = shore(30.0, 40.0)
    story = t.Story()
    story.name(port)
    assert "at sea" in g.refusal(AtSea, story=story, gazetteer=fake(port, land), centre=(30.0, 40.0))
    inland = WithinDistance(ref=g.at(29.0, 40.0), distance=g.km(5), span=t.HERE)
    parts = (inland, AtSea(span=t.HERE))
    reason = g.refusal(AllOf, parts=parts, story=story, gazetteer=fake(port, land), centre=(29.0, 40.0))
    assert "none of it is sea" in reason


@pytest.mark.parametrize(("lon", "lat"), g.SITES)
def test_a_line_at_right_angles_to_a_coast_leads_out_to_sea(lon, lat):
    port, land = shore(lon, lat)
    story = t.Story()
    ref = story.name(port)
    line = FromTo(
        start=Within(ref=ref, span=t.HERE),
        end=None,
        square_to=CoastRef(ref=ref, span=t.HERE),
        seaward=True,
        shape=LineShape.STRAIGHT,
        span=t.HERE,
    )
    story.say(line, key="the line", kind=ObjectKind.LINE)
    (footprint,) = draw(story.claims, story.resolutions, story.article, fake(port, land)).footprints
    (west, south), (east, north) = footprint.ensemble.median.coords[0], footprint.ensemble.median.coords[-1]
    azimuth = Geodesic.WGS84.Inverse(south, west, north, east)["azi1"] % 360
    assert azimuth == pytest.approx(90, abs=4)


def test_a_line_at_right_angles_to_nothing_near_isnt_drawn():
    town = t.place("Town", 30.0, 40.0, population=80_000)
    inland = (t.place("Land", 30, 40, kind=PlaceKind.COUNTRY, shape=t.ShapeForm.AREA, country="SY"), t.SYRIA)
    story = t.Story()
    ref = story.name(town)
    line = FromTo(start=Within(ref=ref, span=t.HERE), end=None, seaward=True, span=t.HERE)
    story.say(line, key="the line", kind=ObjectKind.LINE)
    (footprint,) = draw(story.claims, story.resolutions, story.article, fake(town, inland)).footprints
    assert not footprint.drawable
    assert "right angles" in footprint.why_not
