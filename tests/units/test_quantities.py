"""Words → lengths, areas, times and degrees; expected values from the definitions of the units."""

from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deconflict_map.units.coordinate import Axis, precision_m, read_coordinate, read_position
from deconflict_map.units.heading import parse_heading
from deconflict_map.units.length import Bound
from deconflict_map.units.number import read_number, read_ordinal
from deconflict_map.units.quantity import read_area, read_duration, read_length, read_size
from deconflict_map.units.share import read_share

# words, metres, least, most, half of what the number is rounded to, bound. A mile is 1,609.344 m (1959), a nautical
# mile 1,852 m (BIPM), a foot 0.3048 m, a yard 0.9144 m.
LENGTHS = [
    ("55 km", 55_000, 55_000, 55_000, 500, Bound.EXACT),
    ("55km", 55_000, 55_000, 55_000, 500, Bound.EXACT),
    ("30-km-deep", 30_000, 30_000, 30_000, 500, Bound.EXACT),
    ("14-mile", 22_530.816, 22_530.816, 22_530.816, 804.672, Bound.EXACT),
    ("200 nautical miles", 370_400, 370_400, 370_400, 9_260, Bound.EXACT),
    ("500 yards", 457.2, 457.2, 457.2, 4.572, Bound.EXACT),
    ("30,000 feet", 9_144, 9_144, 9_144, 152.4, Bound.EXACT),
    ("1,200 m", 1_200, 1_200, 1_200, 50, Bound.EXACT),
    ("1 200 m", 1_200, 1_200, 1_200, 50, Bound.EXACT),
    ("10.5 km", 10_500, 10_500, 10_500, 250, Bound.EXACT),
    ("10.25 km", 10_250, 10_250, 10_250, 125, Bound.EXACT),
    ("10.6 km", 10_600, 10_600, 10_600, 50, Bound.EXACT),
    ("140 km", 140_000, 140_000, 140_000, 5_000, Bound.EXACT),
    ("33 km", 33_000, 33_000, 33_000, 500, Bound.EXACT),
    ("2000 km", 2_000_000, 2_000_000, 2_000_000, 50_000, Bound.EXACT),
    ("2½ km", 2_500, 2_500, 2_500, 250, Bound.EXACT),
    ("1/2 mile", 804.672, 804.672, 804.672, 402.336, Bound.EXACT),
    ("two kilometres", 2_000, 2_000, 2_000, 500, Bound.EXACT),
    ("half a kilometre", 500, 500, 500, 250, Bound.EXACT),
    ("two and a half miles", 4_023.36, 4_023.36, 4_023.36, 402.336, Bound.EXACT),
    ("three hundred and fifty metres", 350, 350, 350, 5, Bound.EXACT),
    ("twenty-five miles", 40_233.6, 40_233.6, 40_233.6, 804.672, Bound.EXACT),
    ("a mile", 1_609.344, 1_609.344, 1_609.344, 804.672, Bound.EXACT),
    ("15 to 20 km", 17_500, 15_000, 20_000, 500, Bound.RANGE),
    ("15-20 km", 17_500, 15_000, 20_000, 500, Bound.RANGE),
    ("between 5 and 14 km", 9_500, 5_000, 14_000, 500, Bound.RANGE),
    ("10 kilometres to 20 kilometres", 15_000, 10_000, 20_000, 500, Bound.RANGE),
    ("about 100 km", 100_000, 90_000, 110_000, 5_000, Bound.ABOUT),
    ("about 2 km", 2_000, 1_500, 2_500, 500, Bound.ABOUT),
    ("some 10 km", 10_000, 9_000, 11_000, 500, Bound.ABOUT),
    ("10 km or so", 10_000, 9_000, 11_000, 500, Bound.ABOUT),
    ("at least 15 km", 15_000, 15_000, inf, 500, Bound.AT_LEAST),
    ("no less than 15 km", 15_000, 15_000, inf, 500, Bound.AT_LEAST),
    ("15 km or more", 15_000, 15_000, inf, 500, Bound.AT_LEAST),
    ("up to 20 km", 20_000, 0, 20_000, 500, Bound.AT_MOST),
    ("not more than 5 km", 5_000, 0, 5_000, 500, Bound.AT_MOST),
    ("a few kilometres", 4_000, 2_000, 6_000, 500, Bound.ABOUT),
]


@pytest.mark.parametrize(("words", "metres", "least", "most", "half", "bound"), LENGTHS)
def test_lengths(words, metres, least, most, half, bound):
    length, quantity = read_length(words, 0)
    assert (length.metres, length.least_m, length.most_m) == pytest.approx((metres, least, most))
    assert length.precision_m == pytest.approx(half)
    assert length.bound is bound
    assert quantity.end >= words.rfind("m")


NO_LENGTHS = [
    "around Mosul",
    "55",
    "5 kmh",
    "km",
    "a strip",
    "from Raqqa",
    "between Raqqa and Mosul",
    "Half the town",
    "",
]


@pytest.mark.parametrize("words", NO_LENGTHS)
def test_what_is_no_length(words):
    assert read_length(words, 0) is None


IMPOSSIBLE = [("-5 km", "negative"), ("−5 km", "negative"), ("minus 5 km", "negative"), ("50000 km", "20,000 km")]


@pytest.mark.parametrize(("words", "reason"), IMPOSSIBLE)
def test_impossible_lengths_say_why(words, reason):
    length, quantity = read_length(words, 0)
    assert length is None
    assert reason in quantity.reason


AREAS = [
    ("49,400 km²", 49_400e6),
    ("907 sq km", 907e6),
    ("some 1,244 square kilometres", 1_244e6),
    ("10 square miles", 25_899_881.10336),
    ("300 hectares", 3e6),
]


@pytest.mark.parametrize(("words", "square_metres"), AREAS)
def test_areas(words, square_metres):
    assert read_area(words, 0).value == pytest.approx(square_metres)


def test_times():
    assert read_duration("two hours' drive", 0).value == 7_200
    assert read_duration("30 minutes", 0).value == 1_800
    assert read_duration("three days", 0).value == 259_200


COORDINATES = [
    ("36° N", Axis.LAT, 36.0, 0.5),
    ("32°N", Axis.LAT, 32.0, 0.5),
    ("36 degrees north", Axis.LAT, 36.0, 0.5),
    ("latitude 36", Axis.LAT, 36.0, 0.5),
    ("latitude 36 degrees north", Axis.LAT, 36.0, 0.5),
    ("36 degrees north latitude", Axis.LAT, 36.0, 0.5),
    ("the 36th parallel"[4:], Axis.LAT, 36.0, 0.5),
    ("36th parallel.", Axis.LAT, 36.0, 0.5),
    ("thirty-eighth parallel north", Axis.LAT, 38.0, 0.5),
    ("141st meridian west", Axis.LON, -141.0, 0.5),
    ("10°10′ N", Axis.LAT, 10 + 10 / 60, 1 / 120),
    ("27°50' E", Axis.LON, 27 + 50 / 60, 1 / 120),
    ("38 degrees 30 minutes north", Axis.LAT, 38.5, 1 / 120),
    ("33°30'21\"N", Axis.LAT, 33 + 30 / 60 + 21 / 3600, 1 / 7200),
    ("12.5° S", Axis.LAT, -12.5, 0.05),
    ("longitude 27°50'", Axis.LON, 27 + 50 / 60, 1 / 120),
]


@pytest.mark.parametrize(("words", "axis", "degrees", "precision"), COORDINATES)
def test_parallels_and_meridians(words, axis, degrees, precision):
    found = read_coordinate(words, 0)
    assert found.axis is axis
    assert found.degrees == pytest.approx(degrees)
    assert found.precision_deg == pytest.approx(precision)
    assert not found.reason


@pytest.mark.parametrize("words", ["400° N", "latitude 95", "190° E", "36°75' N"])
def test_impossible_degrees_say_why(words):
    assert read_coordinate(words, 0).reason


@pytest.mark.parametrize(
    "words", ["36", "36 km", "36th Street", "N", "north of it", "", "36 degrees north of the town"]
)
def test_what_names_no_parallel(words):
    found = read_coordinate(words, 0)
    assert found is None or found.axis is None


POSITIONS = [
    ("33°30'21\"N 38°37'04\"E", 33.505833, 38.617778),
    ("51°40′S, 59°30′W", -51.666667, -59.5),
    ("33.5° N, 38.6° E", 33.5, 38.6),
    ("33.5 N 38.6 E", 33.5, 38.6),
    ("38.6° E 33.5° N", 33.5, 38.6),
]


@pytest.mark.parametrize(("words", "lat", "lon"), POSITIONS)
def test_positions(words, lat, lon):
    north, east = read_position(words, 0)
    assert (north.degrees, east.degrees) == pytest.approx((lat, lon), abs=1e-5)
    # A minute of latitude is a nautical mile: figures to the minute are known to half of one.
    if "'" not in words and "′" in words:
        assert precision_m(north, east) == pytest.approx(926, rel=0.01)


@pytest.mark.parametrize(
    ("words", "azimuth"),
    [("NbE", 11.25), ("north by east", 11.25), ("southwest by west", 236.25), ("N.E.", 45.0), ("northernmost", 0.0)],
)
def test_all_points_of_the_rose(words, azimuth):
    assert parse_heading(words).azimuth_deg == azimuth


def test_single_letters_only_where_they_are_asked_for():
    assert parse_heading("N") is None
    assert parse_heading("N", letters=True).azimuth_deg == 0.0


@given(st.text(max_size=40))
def test_any_text_is_a_quantity_or_none(text):
    for read in (read_number, read_ordinal, read_length, read_area, read_duration, read_coordinate, read_position):
        read(text, 0)


@given(st.integers(1, 19_000), st.sampled_from(["km", "miles", "m", "nautical miles"]))
def test_digits_and_units_give_what_they_say(number, unit):
    factor = {"km": 1000.0, "miles": 1609.344, "m": 1.0, "nautical miles": 1852.0}[unit]
    length, quantity = read_length(f"{number:,} {unit} away", 0)
    if number * factor > 20_037_508:
        assert length is None
    else:
        assert length.metres == pytest.approx(number * factor)
        assert quantity.end == len(f"{number:,} {unit}")


SIZES = [
    ("30 km by 480 km", 30_000, 480_000, "each with its unit"),
    ("30 by 480 kilometres", 30_000, 480_000, "one unit for both"),
    ("two kilometres by two kilometres", 2_000, 2_000, "in words"),
    ("5 × 3 km", 5_000, 3_000, "with a sign"),
    ("30 km", None, None, "one length is no size"),
    ("30 km by car", None, None, "nor is a way"),
]


@pytest.mark.parametrize(("words", "first", "second", "why"), SIZES, ids=[why for *_, why in SIZES])
def test_sizes(words, first, second, why):
    found = read_size(words, 0)
    if first is None:
        assert found is None, why
        return
    assert (found[0].metres, found[1].metres, found[2]) == (first, second, len(words)), why


SHARES = [
    ("third", 1 / 3, 0.05, "the fraction, and a twentieth to either side"),
    ("two thirds", 2 / 3, 0.05, "so many parts"),
    ("two-thirds", 2 / 3, 0.05, "hyphens are spaces"),
    ("3/4", 3 / 4, 0.05, "in figures"),
    ("40 percent", 0.4, 0.02, "per cent are more exact"),
    ("40%", 0.4, 0.02, "a sign"),
    ("about a third", 1 / 3, 0.1, "about leaves as much again open"),
]


@pytest.mark.parametrize(("words", "share", "slack", "why"), SHARES, ids=[why for *_, why in SHARES])
def test_shares(words, share, slack, why):
    found, end = read_share(words, 0)
    assert (found.least, found.most) == pytest.approx((share - slack, share + slack)), why
    assert end == len(words)


@pytest.mark.parametrize("words", ["3/2", "120 percent", "seven", "thirty", "half-hearted"])
def test_more_than_the_whole_and_other_words_are_no_share(words):
    found = read_share(words, 0)
    assert found is None or found[1] < len(words)
