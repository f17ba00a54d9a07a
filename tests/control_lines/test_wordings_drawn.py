"""Phrases of news drawn with the real gazetteer, against a second count of their ground: points thrown at random.

A point counts by geographiclib's distances and the raw outlines, never by the code that draws.
"""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from entries import area_km2, border, distance_km, length_km, outline, point, river
from geographiclib.geodesic import Geodesic

from deconflict_map.gazetteer import open_gazetteer
from deconflict_map.pipeline import locate

THROWS = 4000


def drawn(phrase, inside=None):
    """The likely level of the one footprint of a phrase."""
    found = locate(phrase, open_gazetteer(), inside=inside)
    told = [item.reason for item in (*found.unread, *found.undrawn)]
    assert len(found.footprints) == 1, told
    return found.footprints[0].region.likely


def near(lines, lon, lat, reach_km):
    """Whether a position lies within a distance of lines, by geographiclib; a plane first finds the nearest point."""
    scale = np.cos(np.radians(lat))
    here = shapely.transform(lines, lambda xy: (xy - (lon, lat)) * (scale, 1.0))
    (x, y) = shapely.get_coordinates(shapely.shortest_line(here, shapely.Point(0, 0)))[0]
    return distance_km((lon, lat), (x / scale + lon, y + lat)) <= reach_km


def thrown_km2(box, holds):
    """The area of what holds a point, by points thrown evenly over a box of degrees, with a fixed seed."""
    west, south, east, north = box
    chance = np.random.default_rng(20240917)
    lon = chance.uniform(west, east, THROWS)
    lat = np.degrees(np.arcsin(chance.uniform(*np.sin(np.radians([south, north])), THROWS)))
    hits = sum(holds(x, y) for x, y in zip(lon, lat, strict=True))
    return hits / THROWS * area_km2(shapely.segmentize(shapely.box(*box), 0.5))


@pytest.mark.parametrize(
    ("phrase", "country", "reach_km", "box"),
    [
        ("a 12 nautical mile zone off Somalia", "SO", 22.224, (40.5, -2.5, 52.0, 12.6)),
        ("a fishing zone 20 nautical miles wide off Mauritania", "MR", 37.04, (-17.6, 15.6, -15.5, 21.6)),
    ],
)
def test_a_zone_off_a_country_is_the_sea_within_its_width(phrase, country, reach_km, box):
    land = shapely.union_all([outline(code) for code in (country, *open_gazetteer().neighbours(country))])
    edge = shapely.boundary(outline(country))
    shapely.prepare(land)

    def holds(lon, lat):
        return not shapely.contains_xy(land, lon, lat) and near(edge, lon, lat, reach_km)

    assert area_km2(drawn(phrase)) == pytest.approx(thrown_km2(box, holds), rel=0.12)  # 3 σ of some 500 hits


@pytest.mark.parametrize(
    ("phrase", "known", "told"),
    [
        ("in Raqqa, Xyzzyville and Hasakah", "in Raqqa and Hasakah", "only a part"),
        ("within 10 km of Kidal, Xyzzyville and Gao", "within 10 km of Kidal and Gao", "only a part"),
        ("Kidal and a 5 km zone around Xyzzyville", "Kidal", "only a part"),
        ("Aleppo province except Xyzzyville", "Aleppo province", "more of it"),
    ],
)
def test_what_is_known_of_a_list_is_drawn_and_what_is_missing_told(phrase, known, told):
    found = locate(phrase, open_gazetteer()).footprints[0]
    assert area_km2(found.region.likely) == pytest.approx(area_km2(drawn(known)), rel=1e-3)
    assert any(item.startswith(told) and "“Xyzzyville”" in item for item in found.findings)


@pytest.mark.parametrize(
    "phrase",
    [
        "the triangle Raqqa, Xyzzyville and Hasakah",
        "between Raqqa and Xyzzyville",
        "Syria east of Xyzzyville",
        "a strip 10 km deep on the Syrian side of the Turkish border between Kobani and Xyzzyville",
    ],
)
def test_what_needs_all_its_places_says_which_is_missing(phrase):
    found = locate(phrase, open_gazetteer())
    assert not found.footprints
    assert [item.reason for item in found.undrawn] == [
        "no place is known for “Xyzzyville”, without which the rest can't be drawn"
    ]


def test_a_line_without_one_of_its_points_says_so():
    found = locate("a line from Raqqa via Xyzzyville to Hasakah", open_gazetteer()).footprints[0]
    assert found.ensemble is not None
    assert any(item.startswith("only a part") and "“Xyzzyville”" in item for item in found.findings)


def test_the_southern_border_of_libya_is_that_with_its_southern_neighbours():
    """Sudan's and Niger's and Chad's sides belong to it, Tunisia's doesn't; its length is that of the gazetteer's."""
    found = drawn("within 50 km of the southern border of Libya")
    known = [border("LY", code) for code in ("TD", "NE")]
    within = sum(length_km(line) for line in known)
    assert area_km2(found) == pytest.approx(100 * (within + 500), rel=0.25)  # and parts of those with Sudan and Algeria
    for line in known:
        at = shapely.points(shapely.get_coordinates(line))
        assert np.mean(shapely.intersects(found, at)) > 0.95
    assert not found.intersects(border("LY", "TN"))


@pytest.mark.parametrize(
    ("phrase", "one", "other", "reach_km"),
    [
        ("within 10 km of the northern border of Israel", "IL", "LB", 10.0),
        ("within 30 km of the eastern border of Ukraine", "UA", "RU", 30.0),
    ],
)
def test_the_border_of_a_side_is_that_with_the_neighbour_there(phrase, one, other, reach_km):
    found, line = drawn(phrase), border(one, other)
    box = tuple(line.buffer(2 * reach_km / 100).bounds)
    expected = thrown_km2(box, lambda lon, lat: near(line, lon, lat, reach_km))
    assert area_km2(found) == pytest.approx(expected, rel=0.35)  # the neighbour's border bends to other sides, too
    assert area_km2(found & line.buffer(reach_km / 60)) > 0.7 * area_km2(found)


def test_a_coast_is_no_border():
    found = locate("within 20 km of the western border of Norway", open_gazetteer())
    assert [item.reason for item in found.undrawn] == ["no land border of Norway faces west"]


def test_a_river_that_runs_along_the_direction_has_the_bank_whose_ground_lies_there():
    """The Jubba runs south; what Somalis call south of it is its right bank, down to Kenya."""
    south, north = drawn("Somalia south of the Jubba"), drawn("Somalia north of the Jubba")
    for name, here, there in (("Afmadow", south, north), ("Mogadishu", north, south)):
        town = point(name, "SO")
        assert here.contains(town), name
        assert not there.contains(town), name
    assert area_km2(south) + area_km2(north) == pytest.approx(area_km2(outline("SO")), rel=0.01)


def test_a_bank_goes_on_beyond_the_river_s_end_as_the_river_runs():
    """The Jubba's first bends lead west; all of the north still lies east of it."""
    found = locate("Somalia east of the Jubba", open_gazetteer()).footprints[0].region.support
    assert found.contains(point("Garowe", "SO"))
    assert not found.contains(point("Garbahaarrey", "SO"))


def test_a_condition_that_cant_be_drawn_leaves_nothing_sure_and_is_told():
    found = locate("Mauritania upstream of Nouakchott", open_gazetteer()).footprints[0]
    assert found.region.core.is_empty
    assert any(item.startswith("more of it is drawn than is meant") for item in found.findings)


@pytest.mark.parametrize(
    ("phrase", "km2"),
    [
        ("a semicircle of 30 km north of Homs", np.pi * 30**2 / 2),
        ("a semicircle with a radius of 30 km west of Goma", np.pi * 30**2 / 2),
        ("zones 10 and 20 km around Homs", np.pi * 20**2),
    ],
)
def test_halves_of_circles_and_belts_have_their_area(phrase, km2):
    assert area_km2(drawn(phrase)) == pytest.approx(km2, rel=0.005)


def test_belts_are_told():
    found = locate("belts 10, 20 and 25 km deep on the Syrian side of the border with Israel", open_gazetteer())
    assert any("one beyond the other" in item for item in found.asked.assumptions)


@pytest.mark.parametrize(("phrase", "name", "code"), [("5 km upstream of Deir ez-Zor", "Euphrates", "SY"),
                                                      ("10 km downstream of Mosul", "Tigris", "IQ")])  # fmt: skip
def test_the_river_by_a_town_is_found_wherever_its_record_lies(phrase, name, code):
    found, course = drawn(phrase), river(name)
    assert found.intersects(course)
    assert found.within(outline(code))


def test_an_unknown_survey_point_leaves_the_known_end_possible():
    found = locate("a line from point NJ9842 north to the Siachen Glacier", open_gazetteer()).footprints[0]
    assert not found.drawable
    assert "NJ9842" in found.why_not
    assert found.region.support.contains(point("Siachen Glacier"))


def test_side_channels_are_no_part_of_a_river_s_course():
    """Basel is at Rhine kilometre 167, Strasbourg's bridge to Kehl at 294 (the river's own kilometres)."""
    found = drawn("the left bank of the Rhine from Basel to Strasbourg to a depth of 5 km")
    assert area_km2(found) == pytest.approx(5 * (294 - 167), rel=0.1)


@pytest.mark.parametrize(
    "phrase",
    [
        "the Dnieper's left bank between Kherson and Kakhovka",
        "the left bank of the Dnieper from Kherson to Kakhovka",
    ],
)
def test_a_bank_is_cut_along_its_river(phrase):
    """Across the straight line from Kherson to Kakhovka lies Kyiv, too, 400 km up the same river."""
    found = drawn(phrase)
    towns = [point(name, "UA", "populated") for name in ("Kherson", "Kakhovka")]
    assert found.distance(shapely.Point(30.6, 50.4)) > 3
    assert found.within(shapely.MultiPoint(towns).convex_hull.buffer(0.5))
    assert found.contains(point("Oleshky", "UA"))


@pytest.mark.parametrize(
    ("phrase", "country", "town", "azimuth_deg", "box"),
    [
        ("Mali north of Gao", "ML", "Gao", 0.0, (-8.0, 16.0, 4.5, 25.1)),
        ("Ukraine east of Kyiv", "UA", "Kyiv", 90.0, (30.3, 44.0, 40.5, 52.6)),
    ],
)
def test_a_region_in_a_direction_of_a_town_is_all_of_it_there(phrase, country, town, azimuth_deg, box):
    """Likely is what lies within 45° + 22.5° of the direction, by the azimuth at the town."""
    land, here = outline(country), point(town, country, "populated")
    shapely.prepare(land)

    def holds(lon, lat):
        found = Geodesic.WGS84.Inverse(here.y, here.x, lat, lon)["azi1"]
        return shapely.contains_xy(land, lon, lat) and abs((found - azimuth_deg + 180) % 360 - 180) <= 67.5

    assert area_km2(drawn(phrase)) == pytest.approx(thrown_km2(box, holds), rel=0.07)


def test_a_sea_without_an_outline_keeps_other_ground_to_the_water():
    found = drawn("the waters of the Black Sea within 30 nautical miles of Odesa")
    assert area_km2(found) == pytest.approx(area_km2(drawn("the sea within 30 nautical miles of Odesa")), rel=0.01)
    assert not found.contains(point("Odesa", "UA", "populated").buffer(0.02))


def test_a_river_without_a_course_is_only_possible_about_its_point():
    found = locate("the Vakhsh river", open_gazetteer()).footprints[0]
    assert not found.drawable
    assert found.region.likely.is_empty
    assert "Vakhsh" in found.why_not
