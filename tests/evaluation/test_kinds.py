"""Kinds of place, and how ambiguous a name is."""

import pytest
from equator import place

from deconflict_map.evaluation.kinds import Ambiguity, Group, Surveyor, ambiguity_of, distinct_places
from deconflict_map.evaluation.mentions import GoldRow, Pin


def row(feature="", feature_class="", text="Nowhere", lon=0.0):
    return GoldRow(
        start=0, end=len(text), text=text, lon=lon, lat=0.0, identity="", feature=feature, feature_class=feature_class
    )  # fmt: skip


@pytest.mark.parametrize(
    ("feature_class", "code", "group"),
    [
        ("A", "PCLI", Group.COUNTRY),
        ("A", "PCLS", Group.COUNTRY),
        ("", "PCLI", Group.COUNTRY),
        ("A", "ADM1", Group.FIRST_LEVEL),
        ("A", "ADM2", Group.SECOND_LEVEL),
        ("A", "ADM3", Group.OTHER),
        ("A", "ZN", Group.OTHER),
        ("P", "PPLC", Group.POPULATED),
        ("P", "", Group.POPULATED),
        ("P", "PPL99", Group.POPULATED),  # a code that GeoNames may add
        ("H", "STM", Group.NATURE),
        ("H", "OCN", Group.NATURE),
        ("T", "MT", Group.NATURE),
        ("T", "ISL", Group.NATURE),
        ("T", "PEN", Group.NATURE),
        ("L", "CONT", Group.OTHER),
        ("L", "RGN", Group.OTHER),
        ("S", "AIRP", Group.OTHER),
        ("", "", Group.UNKNOWN),
        ("X", "XYZ", Group.UNKNOWN),
    ],
)
def test_what_the_corpus_says_of_a_place(world, feature_class, code, group):
    assert Surveyor(world).group(row(code, feature_class)) is group


@pytest.mark.parametrize(
    ("name", "lon", "group"),
    [
        ("Beta", 12.0, Group.POPULATED),  # the town at 10.5 is nearer
        ("Beta", 39.0, Group.NATURE),  # the stream at 40 is
        ("Gamma", 170.0, Group.FIRST_LEVEL),  # however far
        ("Omega", 0.0, Group.UNKNOWN),
    ],
)
def test_otherwise_the_nearest_record_of_that_name_says_it(world, name, lon, group):
    assert Surveyor(world).group(row(text=name, lon=lon)) is group


@pytest.mark.parametrize(
    ("pin", "group"),
    [
        (Pin(lon=0, lat=0, id="test:Gamma@20.0", feature="PCLI"), Group.COUNTRY),
        (Pin(lon=0, lat=0, id="test:Gamma@20.0"), Group.FIRST_LEVEL),
        (Pin(lon=0, lat=0, id="elsewhere:1"), Group.UNKNOWN),
        (Pin(lon=0, lat=0), Group.UNKNOWN),
    ],
)
def test_a_pin_is_told_by_its_feature_code_or_else_by_its_record(world, pin, group):
    assert Surveyor(world).group_of_pin(pin) is group


@pytest.mark.parametrize(
    ("longitudes", "distinct", "level", "reason"),
    [
        ([], 0, Ambiguity.NONE, "the gazetteer has no such name"),
        ([0], 1, Ambiguity.ONE, "one place"),
        ([0, 1.4], 1, Ambiguity.ONE, "156 km apart: the same"),
        ([0, 1.5], 2, Ambiguity.FEW, "167 km apart"),
        ([0, 1, 2], 2, Ambiguity.FEW, "the second is left out, the third lies 222 km from the first"),
        ([-179.5, 179.5], 1, Ambiguity.ONE, "111 km apart across the antimeridian"),
        (range(0, 50, 10), 5, Ambiguity.FEW, "five"),
        (range(0, 60, 10), 6, Ambiguity.SEVERAL, "six"),
        (range(0, 100, 5), 20, Ambiguity.SEVERAL, "twenty"),
        (range(0, 105, 5), 21, Ambiguity.MANY, "twenty-one"),
        (range(0, 150, 2), 21, Ambiguity.MANY, "seventy-five, counted no further than twenty-one"),
    ],
)
def test_ambiguity(longitudes, distinct, level, reason):
    places = [place("Name", float(lon)) for lon in longitudes]
    assert distinct_places(places) == distinct, reason
    assert ambiguity_of(distinct) is level, reason
