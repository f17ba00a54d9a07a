from __future__ import annotations

import pytest
import shapely
from tiny_shapes import record

from deconflict_map.gazetteer.builder.division_gaps import fill_gaps
from deconflict_map.gazetteer.builder.divisions import Polygon
from deconflict_map.gazetteer.builder.subdivisions import Subdivision, Town
from deconflict_map.model.place import PlaceKind

WEST, MIDDLE, EAST = shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1), shapely.box(2, 0, 3, 1)
SUBDIVISIONS = tuple(
    Subdivision(row=row, name=name, iso="", code=code, geonames=geonames, type="", aliases=(), level="1", parent="")
    for row, name, code, geonames in (("1", "Left", "AA.01", "101"), ("2", "Right", "AA.02", "102"))
)


def division(number, geometry):
    return record(f"geonames:{number}", "x", PlaceKind.DIVISION, geometry, country="AA", feature="ADM1", error_m=1700.0)


def polygon(geometry, country="AA"):
    return Polygon(properties={"iso_a2": country}, geometry=geometry)


def town(lon, row, country="AA"):
    return Town(geonames="", name="t", country=country, rows=(row,), population=0, lon=lon, lat=0.5)


def filled(records, polygons, towns):
    return {
        found.id: found.shape for found in fill_gaps(records, polygons, SUBDIVISIONS, towns, "natural-earth-admin1")
    }


@pytest.mark.parametrize(
    ("towns", "expected", "reason"),
    [
        ([town(0.5, "1"), town(1.5, "1")], WEST.union(MIDDLE), "its towns lie in the left division: merged since"),
        ([town(0.5, "1"), town(1.4, "1"), town(1.6, "2")], WEST, "its towns lie in both: split since"),
        ([town(0.5, "1")], WEST, "no towns: nobody knows"),
        ([town(0.5, "1"), town(1.5, "9")], WEST, "towns of no known division"),
        ([town(0.5, "1"), *[town(1.1 + n / 20, "1") for n in range(10)], town(1.9, "2")], WEST.union(MIDDLE), "one town in eleven disagrees"),
        ([town(0.5, "1"), town(1.5, "1"), town(1.6, "2", "BB")], WEST.union(MIDDLE), "another country's town has no say"),
    ],
)  # fmt: skip
def test_a_polygon_goes_to_the_division_of_its_towns(towns, expected, reason):
    records = [division(101, WEST), division(102, None)]
    shapes = filled(records, [polygon(WEST), polygon(MIDDLE)], towns)
    assert shapes["geonames:101"].geometry.equals(expected), reason
    assert shapes["geonames:101"].error_m == 1700.0
    assert shapes["geonames:102"] is None


def test_a_hole_is_filled_by_the_city_in_it():
    city = shapely.box(0.4, 0.4, 0.6, 0.6)
    shapes = filled([division(101, WEST.difference(city))], [polygon(city)], [town(0.5, "1"), town(0.1, "1")])
    assert shapes["geonames:101"].geometry.equals(WEST)


def test_a_division_without_a_shape_gets_one():
    shapes = filled([division(101, None)], [polygon(WEST), polygon(MIDDLE)], [town(0.5, "1"), town(1.5, "1")])
    assert shapes["geonames:101"].geometry.equals(WEST.union(MIDDLE))
    assert (shapes["geonames:101"].error_m, shapes["geonames:101"].source) == (1500.0, "natural-earth-admin1")


@pytest.mark.parametrize(
    ("lon", "given", "reason"),
    [
        (2.5, False, "half of its towns lie in a polygon that went to nobody: the shape would be half of it"),
        (1.03, True, "a town just outside the outline, as on a coast, doesn't count against it"),
    ],
)
def test_a_shape_that_leaves_out_towns_of_the_division_isnt_given(lon, given, reason):
    towns = [town(0.5, "1"), town(lon, "1"), town(2.6, "2")]
    shapes = filled([division(101, None), division(102, None)], [polygon(WEST), polygon(EAST)], towns)
    assert (shapes["geonames:101"] is not None) is given, reason


def test_what_is_covered_already_stays():
    shapes = filled([division(101, WEST), division(102, EAST)], [polygon(WEST), polygon(EAST)], [town(0.5, "2")])
    assert shapes["geonames:101"].geometry is WEST
    assert shapes["geonames:102"].geometry is EAST
