"""How described lines run: straight, arched, irregular, by way of, along, in a direction, open; anywhere on Earth."""

from __future__ import annotations

import itertools
import math

import pytest
import shapely
import theatre as t
from geographiclib.geodesic import Geodesic
from theatre import relate

from deconflict_map.footprints import draw
from deconflict_map.model.claim import ObjectKind
from deconflict_map.model.footprint import Cause
from deconflict_map.model.line_relation import AlongFeature, FromTo
from deconflict_map.model.qualifier import LineShape
from deconflict_map.model.relation import DirectionOf, OneOf, OnFeature, Within

TOWN, CITY, RIVER, HERE, THERE, VALLEY = range(6)
CENTRES = [(38.6, 35.0), (10.0, 0.0), (25.0, 70.0), (180.0, -16.0)]
EARTH = Geodesic.WGS84


def ref(index, start=0):
    return t.PlaceRef(toponym=index, span=t.Span(start=start, end=start + 1))


def within(index, start=0):
    return Within(ref=ref(index, start), span=t.Span(start=start, end=start + 1))


def drawn(centre, *relations, **parts):
    w = t.world(*centre)
    s = t.told(w)
    for relation in relations or (relate(FromTo, **{"start": within(TOWN), "end": within(CITY), **parts}),):
        s.say(relation, key="the line", kind=ObjectKind.LINE)
    drawing = draw(s.claims, s.resolutions, s.article, w.gazetteer)
    assert not drawing.undrawn
    return w, drawing.footprints


def length(line):
    return sum(EARTH.Inverse(a[1], a[0], b[1], b[0])["s12"] for a, b in itertools.pairwise(line.coords))


def tortuosity(line):
    (west, south), (east, north) = line.coords[0], line.coords[-1]
    return length(line) / EARTH.Inverse(south, west, north, east)["s12"]


def azimuth(line, share=1.0):
    (lon, lat), (other, north) = line.coords[0], line.coords[round(share * (len(line.coords) - 1))]
    return EARTH.Inverse(lat, lon, north, other)["azi1"] % 360


def off(lon, lat, line):
    """Kilometres from a position to a line nearby, on the plate carrée round the position."""
    east, north = 111.32 * math.cos(math.radians(lat)), 110.95
    flat = shapely.transform(line, lambda xy: ((xy[:, :1] - [lon]) * [east, 0]) + ((xy[:, 1:] - [lat]) * [0, north]))
    return flat.distance(shapely.Point(0, 0))


@pytest.mark.parametrize("centre", CENTRES)
def test_a_straight_line_is_the_geodesic_between_its_ends(centre):
    _, (footprint,) = drawn(centre, shape=LineShape.STRAIGHT)
    for member in footprint.ensemble.members:
        (lon, lat), (other, north) = member.coords[0], member.coords[-1]
        path = EARTH.InverseLine(lat, lon, north, other)
        for x, y in member.coords:
            reached = path.Position(EARTH.Inverse(lat, lon, y, x)["s12"])
            # Coordinates are rounded to a decimetre.
            assert EARTH.Inverse(y, x, reached["lat2"], reached["lon2"])["s12"] < 1.0
    assert any("geodesic" in a or "shortest line" in a for a in footprint.steps[-1].assumptions)


@pytest.mark.parametrize("centre", CENTRES)
def test_an_irregular_line_is_never_straight(centre):
    _, (footprint,) = drawn(centre, shape=LineShape.IRREGULAR)
    found = [tortuosity(member) for member in footprint.ensemble.members]
    # 1.05 to 1.4 of the plane's chord; the plane stretches lengths by 0.02 % at 200 km.
    assert all(1.049 <= value <= 1.401 for value in found)
    assert max(found) > 1.25


@pytest.mark.parametrize("centre", CENTRES)
def test_an_arc_bends_one_way(centre):
    _, (footprint,) = drawn(centre, shape=LineShape.ARC)
    for member in footprint.ensemble.members:
        (lon, lat), (other, north) = member.coords[0], member.coords[-1]
        x, y = member.coords[len(member.coords) // 2]
        chord = EARTH.InverseLine(lat, lon, north, other)
        middle = chord.Position(chord.s13 / 2)
        bend = EARTH.Inverse(middle["lat2"], middle["lon2"], y, x)["s12"] / chord.s13
        # Sagittas are 0.08 of the chord at least, less half for straying.
        assert bend > 0.039


@pytest.mark.parametrize("centre", CENTRES)
@pytest.mark.parametrize("word", ["east", "northeast", "southeast"])
def test_a_heading_is_kept_on_the_whole_or_at_first(centre, word):
    heading = t.heading(word)
    _, (footprint,) = drawn(centre, heading=heading)
    within_deg = heading.half_angle_deg + 22.5 + 0.5
    for member in footprint.ensemble.members:
        turned = [abs((azimuth(member, share) - heading.azimuth_deg + 180) % 360 - 180) for share in (1.0, 1 / 3)]
        assert min(turned) <= within_deg
    assert not footprint.findings


def test_a_heading_that_no_line_can_have_is_told_not_obeyed():
    _, (footprint,) = drawn(CENTRES[0], heading=t.heading("west"))
    assert footprint.drawable
    assert any("contradiction" in finding and "west" in finding for finding in footprint.findings)


@pytest.mark.parametrize("centre", CENTRES)
def test_an_open_end_leads_in_its_direction_to_the_edge_of_the_country(centre):
    w, (footprint,) = drawn(centre, start=within(TOWN), end=None, heading=t.heading("north"))
    country = w.gazetteer.shapes[w.country.id].boundary
    for member in footprint.ensemble.members:
        turned = (azimuth(member) + 180) % 360 - 180
        assert abs(turned) <= 67.5 + 0.5
        x, y = member.coords[-1]
        near = min(off((x + 180) % 360 - 180, y, part) for part in shapely.get_parts(country))
        # Rays stop a hundredth of their length short of the border: 7 km of at most 700.
        assert near < 8
    assert any(u.cause is Cause.NOT_FIXED and "drawn open" in u.text for u in footprint.uncertainty)


def test_an_open_beginning_is_drawn_backwards():
    w, (footprint,) = drawn(CENTRES[0], start=None, end=within(CITY), heading=t.heading("north"))
    for member in footprint.ensemble.members:
        x, y = member.coords[-1]
        assert EARTH.Inverse(w.city.lat, w.city.lon, y, x)["s12"] < 8200, "two radials of 4 km"
        assert abs((azimuth(member) + 180) % 360 - 180) <= 67.5 + 2


@pytest.mark.parametrize("centre", CENTRES)
def test_points_on_the_way_are_passed_in_their_order(centre):
    via = (relate(DirectionOf, ref=ref(CITY), heading=t.heading("north")), within(CITY))
    w, (footprint,) = drawn(centre, start=within(TOWN), end=None, via=via, heading=t.heading("south"))
    for member in footprint.ensemble.members:
        at = [EARTH.Inverse(w.city.lat, w.city.lon, y, x)["s12"] for x, y in member.coords]
        first = min(range(len(at)), key=at.__getitem__)
        assert at[first] < 8200
        northmost = max(range(first + 1), key=lambda i: member.coords[i][1])
        assert member.coords[northmost][1] > w.city.lat
        assert first < len(at) - 1


@pytest.mark.parametrize("centre", CENTRES)
def test_a_followed_line_is_kept_to(centre):
    w, (footprint,) = drawn(centre, follows=(ref(RIVER),))
    river = w.gazetteer.shapes[w.river.id]
    for member in footprint.ensemble.members[:6]:
        inner = member.coords[1:-1]
        for x, y in inner:
            position = ((x + 180) % 360 - 180, y)
            # The plane's straight edges between the river's vertices, 10 km apart, are the degree's straight edges
            # to a few metres; a vertex may be left out that lies within an eighth of the base data's error.
            assert min(off(*position, part) for part in shapely.get_parts(river)) < 0.6
    assert any("generalised" in u.text for u in footprint.uncertainty)


def test_a_line_that_only_follows_is_the_feature_itself():
    w, (footprint,) = drawn(CENTRES[0], start=None, end=None, follows=(ref(RIVER),))
    river = w.gazetteer.shapes[w.river.id]
    inside = river.intersection(w.gazetteer.shapes[w.country.id])
    assert length(footprint.ensemble.median) == pytest.approx(length(inside), rel=0.02)
    # As wide as the base data's error to either side, 1.5 km.
    one, two = footprint.ensemble.band50, footprint.ensemble.band90
    assert two.symmetric_difference(one).area < 1e-3
    x, y = shapely.line_interpolate_point(inside, 0.5, normalized=True).coords[0]
    assert two.contains(shapely.Point(x, y + 0.012))
    assert not two.contains(shapely.Point(x, y + 0.02))


def test_along_a_feature_between_places_is_a_line_for_a_line():
    relation = relate(AlongFeature, ref=ref(RIVER), start=within(TOWN), end=within(CITY))
    w, (footprint,) = drawn(CENTRES[0], relation)
    x, y = footprint.ensemble.median.coords[0]
    assert EARTH.Inverse(w.town.lat, w.town.lon, y, x)["s12"] < 5000
    assert footprint.ensemble.band90.area < 0.3


def test_the_order_of_words_and_the_ground_tell_what_is_followed_where():
    """East along the river from the town to the city, then free to a point north of it: only the first leg is kept."""
    relation = FromTo(
        start=within(TOWN, 20),
        end=DirectionOf(ref=ref(CITY, 60), heading=t.heading("north"), span=t.Span(start=55, end=60)),
        via=(within(CITY, 40),),
        follows=(ref(RIVER, 10),),
        span=t.Span(start=5, end=70),
    )
    w, (footprint,) = drawn(CENTRES[0], relation)
    river = w.gazetteer.shapes[w.river.id]
    for member in footprint.ensemble.members:
        half = shapely.get_coordinates(member)
        away = [EARTH.Inverse(w.city.lat, w.city.lon, y, x)["s12"] for x, y in half]
        at_city = next(i for i, metres in enumerate(away) if metres < 9000)
        on = shapely.distance(river, shapely.points(half[1:at_city]))
        assert (on < 0.01).mean() > 0.95


def test_rival_readings_are_drawn_apart():
    readings = (
        relate(FromTo, start=within(TOWN), end=None, heading=t.heading("north")),
        relate(FromTo, start=within(TOWN), end=None, heading=t.heading("northeast")),
    )
    relation = relate(OneOf, readings=readings, assumptions=("north is meant", "the glacier is meant"))
    _, footprints = drawn(CENTRES[0], relation)
    assert len(footprints) == 2
    tips = [footprint.ensemble.median.coords[-1][0] for footprint in footprints]
    assert tips[1] > tips[0] + 0.3
    for footprint in footprints:
        assert any("2 ways" in u.text for u in footprint.uncertainty)


def test_descriptions_that_contradict_each_other_are_both_drawn():
    one = relate(FromTo, start=within(TOWN), end=within(CITY))
    two = relate(FromTo, start=within(CITY), end=relate(OnFeature, ref=ref(RIVER)), shape=LineShape.STRAIGHT)
    other = relate(FromTo, start=relate(DirectionOf, ref=ref(CITY), heading=t.heading("south")), end=within(CITY))
    _, footprints = drawn(CENTRES[0], one, other)
    assert len(footprints) == 2
    assert all(any("contradiction" in finding for finding in footprint.findings) for footprint in footprints)
    _, together = drawn(CENTRES[0], one, two)
    assert len(together) == 1, "the same line told from its other end"


def test_nothing_is_drawn_of_a_line_whose_end_isn_t_said():
    w, (footprint,) = drawn(CENTRES[0], start=within(TOWN), end=None)
    assert not footprint.drawable
    assert footprint.ensemble is None
    assert footprint.region.core.is_empty
    assert footprint.region.support.covers(shapely.Point(w.town.lon, w.town.lat))


@pytest.mark.parametrize("centre", CENTRES)
def test_a_heading_may_be_that_of_the_last_leg(centre):
    """East through the city, "thence west" back past the town's north: only the last leg leads west."""
    via = (within(CITY),)
    end = relate(DirectionOf, ref=ref(TOWN), heading=t.heading("west"))
    w, (footprint,) = drawn(
        centre,
        start=relate(DirectionOf, ref=ref(TOWN), heading=t.heading("west")),
        via=via,
        end=end,
        heading=t.heading("west"),
    )
    assert not footprint.findings
    for member in footprint.ensemble.members:
        away = [EARTH.Inverse(w.city.lat, w.city.lon, y, x)["s12"] for x, y in member.coords]
        (lon, lat), (other, north) = member.coords[away.index(min(away))], member.coords[-1]
        turned = EARTH.Inverse(lat, lon, north, other)["azi1"] % 360
        whole = azimuth(member)
        assert min(abs(turned - 270), abs(whole - 270)) <= 68
