"""Districts without an outline are worked out from their settlements.

Official areas: U.S. Census Bureau (land area of Maricopa County), Pakistan Bureau of Statistics (Bannu, Swat), DANE
(the municipalities of Colombia).
"""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from pyproj import Geod

from deconflict_map.gazetteer import open_gazetteer
from deconflict_map.geodesy import area_m2
from deconflict_map.model.place import PlaceKind
from deconflict_map.pipeline import locate

GEOD = Geod(ellps="WGS84")
ROWS = [
    ("in Maricopa County, Arizona", 23_828),
    ("in Bannu District", 1_227),
    ("in Swat District", 5_337),
    ("in the municipality of Mesetas, Colombia", 1_980),
    ("in the municipality of La Macarena, Colombia", 11_231),
]


def region(phrase):
    return locate(phrase, open_gazetteer()).footprints[0]


@pytest.mark.parametrize(("phrase", "km2"), ROWS)
def test_the_official_area_lies_between_core_and_support(phrase, km2):
    found = region(phrase).region
    core, likely, support = (area_m2(level) / 1e6 for level in (found.core, found.likely, found.support))
    assert core < km2 < support
    assert km2 / 2.5 < likely < 2.5 * km2


def test_every_position_in_it_lies_nearest_to_one_of_its_own_settlements():
    """Brute force on the ellipsoid, with all settlements and districts within two degrees."""
    gazetteer = open_gazetteer()
    reading = locate("in Maricopa County, Arizona", gazetteer)
    county, ground = reading.resolutions[0].place, reading.footprints[0].region.likely
    box = (county.lon - 2.5, county.lat - 2.5, county.lon + 2.5, county.lat + 2.5)
    seeds = [
        one for kind in (PlaceKind.POPULATED, PlaceKind.DIVISION) for one in gazetteer.places_within(box, kind=kind)
    ]
    seeds = [one for one in seeds if one.district and (one.kind is PlaceKind.POPULATED or one.feature == "ADM2")]
    west, south, east, north = ground.buffer(-0.02).bounds
    tried = np.random.default_rng(7).uniform((west, south), (east, north), (60, 2))
    inside = [xy for xy in tried if shapely.contains_xy(ground.buffer(-0.02), *xy)]
    assert len(inside) > 20
    for lon, lat in inside:
        apart = [GEOD.inv(lon, lat, one.lon, one.lat)[2] for one in seeds]
        nearest = seeds[int(np.argmin(apart))]
        assert (nearest.division, nearest.district) == (county.division, county.district)


def test_it_says_that_it_isn_t_an_outline():
    found = region("in Swat District")
    assert any("no outline of Swat is known" in part.text for part in found.uncertainty)
    assert "settlements" in found.steps[0].effect
