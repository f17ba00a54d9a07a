"""Grounds as wide as a continent, about a pole and over 180°: against the base data cut in degrees, where it is exact."""

import pytest
import shapely
from entries import area_km2

from deconflict_map.gazetteer import open_gazetteer
from deconflict_map.pipeline import locate

ANTARCTICA = [
    # words, boxes of longitudes that they name
    ("the part of Antarctica between 20° W and 44° E", [(-20, 44)]),
    ("Antarctica between 160° E and 150° W", [(160, 180), (-180, -150)]),
    ("Antarctica between 100° E and 140° E", [(100, 140)]),
]


@pytest.mark.parametrize(("words", "sectors"), ANTARCTICA)
def test_a_sector_of_antarctica_is_all_of_it_between_its_meridians(words, sectors):
    gazetteer = open_gazetteer()
    outline = gazetteer.shape(gazetteer.country("AQ").id)
    cut = [outline.intersection(shapely.box(west, -89.99, east, -60)) for west, east in sectors]
    (found,) = locate(words, gazetteer).footprints
    assert area_km2(found.region.likely) == pytest.approx(sum(area_km2(part) for part in cut), rel=0.01)
    wide = sum(east - west for west, east in sectors)
    west, south, east, _ = found.region.support.bounds
    assert east - west == pytest.approx(wide, abs=0.1), "nothing wraps round the pole"
    assert south >= -90.0


def test_the_north_of_a_country_over_180_has_no_seam_there():
    gazetteer = open_gazetteer()
    (found,) = locate("northern Russia", gazetteer).footprints
    # Chukotka, north of the Arctic Circle: land on both sides of 180°, and likely all of it.
    strip = shapely.box(179.9, 67.5, 180.1, 68.5)
    assert found.region.likely.contains(strip)
    assert found.region.support.contains(strip)
