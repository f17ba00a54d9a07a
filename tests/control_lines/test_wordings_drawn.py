"""Phrases of news drawn with the real gazetteer, against a second count of their ground: points thrown at random.

A point counts by geographiclib's distances and the raw outlines, never by the code that draws.
"""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from entries import area_km2, distance_km, outline

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
