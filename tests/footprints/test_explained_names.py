"""A place that nobody knows is drawn where the words right behind its name put it, and told as such."""

import pytest
from geographiclib.geodesic import Geodesic

import deconflict_map as dm
from deconflict_map.geodesy import area_m2

GOMA = (29.2378, -1.6741)  # GeoNames 216281


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("A bomb exploded in Kibumbax, 25 km north of Goma.", "behind a comma"),
        ("A bomb exploded in the village of Kibumbax, some 25 km north of Goma.", "with its kind before it"),
        ("A bomb exploded in Kibumbax, a village 25 km north of Goma.", "with its kind behind it"),
    ],
)
def test_the_words_stand_for_the_name(text, why):
    (footprint,) = dm.map_text(text).footprints
    there = Geodesic.WGS84.Direct(GOMA[1], GOMA[0], 0.0, 25_000)
    middle = footprint.region.likely.centroid
    off_m = Geodesic.WGS84.Inverse(there["lat2"], there["lon2"], middle.y, middle.x)["s12"]
    assert off_m < 5_000, why
    assert any("no place is known for “Kibumbax”" in item.text for item in footprint.uncertainty), why


def test_near_it_is_wider_than_in_it():
    within, near = (dm.map_text(f"Clashes broke out {how} Kibumbax, 25 km north of Goma.") for how in ("in", "near"))
    assert area_m2(near.footprints[0].region.likely) > area_m2(within.footprints[0].region.likely)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("A bomb exploded in Kibumbax.", "nothing explains it"),
        ("A bomb exploded in Kibumbax, west of the Euphrates.", "a side of a river bounds it only"),
        ("A bomb exploded in Kibumbax, in Syria.", "a country contains it only"),
        ("A bomb exploded in Kibumbax, 25 km north of Foobarville.", "what explains it isn't known either"),
        ("A bomb exploded in Kibumbax and 25 km north of Goma.", "another place of a list"),
    ],
)
def test_other_words_leave_it_open(text, why):
    try:
        document = dm.map_text(text)
    except dm.NothingToMapError:
        return
    assert not any("taken to lie" in item.text for one in document.footprints for item in one.uncertainty), why
    assert any("Kibumbax" in item.reason for item in document.undrawn) or document.footprints, why


def test_a_known_place_is_drawn_as_itself():
    (footprint,) = dm.map_text("Clashes broke out in Masisi, a town 60 km northwest of Goma.").footprints
    assert not any("taken to lie" in item.text for item in footprint.uncertainty)


def test_the_name_stays_listed_as_not_placed():
    document = dm.map_text("A bomb exploded in Kibumbax, 25 km north of Goma.")
    assert [one.toponym.text for one in document.toponyms if one.place is None] == ["Kibumbax"]
    assert dm.MapDocument.from_json(document.to_json()).footprints == document.footprints
