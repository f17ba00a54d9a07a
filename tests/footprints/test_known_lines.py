"""Lines with a name of their own: where they run and how long they are, against what is published of them."""

from __future__ import annotations

import pytest
import shapely

import deconflict_map as dm
from deconflict_map.errors import DeconflictMapError
from deconflict_map.footprints.known_lines import _by_title

# Published lengths, km, each with what it is from. Borders of a map of 1:10m are shorter than surveyed ones.
LENGTHS = [
    ("the Durand Line", 2670, "Afghanistan and Pakistan, CIA World Factbook"),
    ("the Line of Control", 740, "Indian Ministry of Home Affairs"),
    ("the Blue Line", 120, "UNIFIL"),
    ("the Military Demarcation Line", 238, "Korean Armistice Agreement: 148 miles"),
    ("the McMahon line", 890, "Encyclopaedia Britannica: 550 miles"),
]


@pytest.mark.parametrize(("phrase", "published_km", "source"), LENGTHS)
def test_a_line_is_about_as_long_as_it_is(phrase, published_km, source):
    """A strip of a kilometre on each side has an area of two kilometres times the length."""
    area_m2 = dm.locate(f"1 km on each side of {phrase}").measures.area_m2
    assert area_m2 is not None
    assert 0.65 * published_km < area_m2 / 2e6 < 1.25 * published_km, source


PASSED = [
    ("the Durand Line", (71.10, 34.12), "Torkham"),
    ("the Line of Control", (73.773, 34.396), "Teetwal"),
    ("the Blue Line", (35.57, 33.28), "Metula"),
    ("the Military Demarcation Line", (126.68, 37.956), "Panmunjom"),
]


@pytest.mark.parametrize(("phrase", "at", "where"), PASSED)
def test_it_passes_where_it_does(phrase, at, where):
    likely = dm.locate(f"10 km on each side of {phrase}").region.likely
    assert likely.covers(shapely.Point(at)), where


@pytest.mark.parametrize(
    "phrase",
    [
        "the line of control between Georgia and South Ossetia",
        "5 km north of the Blue Line in Cyprus",
        "the Mason-Dixon line",
        "the 1949 line of control",
        "2 km on each side of the berm in Kansas",
    ],
)
def test_a_namesake_elsewhere_or_of_another_day_is_not_it(phrase):
    try:
        found = dm.locate(phrase)
    except DeconflictMapError:
        return
    assert not found.drawable


def test_a_line_that_is_drawn_too_straight_is_told_to_be_off():
    """The wall in Western Sahara is 2,700 km long (MINURSO), the line of the base data half of that."""
    told = [one.metres for one in dm.locate("5 km on each side of the Moroccan berm").uncertainty if one.metres]
    assert max(told) >= 20_000


def test_a_side_of_it_is_that_of_its_country():
    lebanese = dm.locate("10 km deep on the Lebanese side of the Blue Line").region.likely
    assert lebanese.covers(shapely.Point(35.40, 33.15))
    assert not lebanese.covers(shapely.Point(35.45, 33.03))


def test_every_title_is_folded_as_titles_are_looked_up():
    for title, line in _by_title().items():
        assert title == title.casefold().strip()
        assert "-" not in title
        assert line.source
        assert line.sides
