from __future__ import annotations

import math

import pytest
import shapely
from geographiclib.geodesic import Geodesic
from pyproj import Geod
from tiny_shapes import ALAND, BLAND, NORTH, RECORDS, SOUTH, record

from deconflict_map.errors import GazetteerError
from deconflict_map.gazetteer.builder.disputed import SOURCE, add_disputed, read_claims, read_disputed
from deconflict_map.gazetteer.builder.regions import join_regions
from deconflict_map.gazetteer.builder.tables import read_table
from deconflict_map.gazetteer.location import data_folder
from deconflict_map.model.place import PlaceKind

SQUARE = "POLYGON ((0 0, 1 0, 1 1, 0 1, 0 0))"
WORLD = (
    *RECORDS[:2],
    record("geonames:11", "North Aland", PlaceKind.DIVISION, NORTH, country="AA", division="01", feature="ADM1"),
    record("geonames:12", "South Aland", PlaceKind.DIVISION, SOUTH, country="AA", division="02", feature="ADM1"),
    record("dm:region:r", "The Region", PlaceKind.REGION, None),
)
REGION = WORLD[-1]


@pytest.fixture
def folder(tmp_path):
    def write(name, *rows):
        (tmp_path / name).write_text("\n".join(rows) + "\n", encoding="utf-8")
        return tmp_path

    write("disputed_areas.csv", "id,place,name,names,feature,country,status,error_m,note,source,wkt")
    write("disputed_lines.csv", "id,name,country,other,status,error_m,note,source,wkt")
    return write


def members(folder, row):
    return folder("region_members.csv", "id,members,edge,source", row)


def shape_of(records, identifier):
    return next(record.shape for record in records if record.id == identifier)


def area_by_geographiclib(area):
    """Square metres of polygons without holes, by another library than the code's."""
    total = 0.0
    for part in shapely.get_parts(area):
        ring = Geodesic.WGS84.Polygon()
        for lon, lat in part.exterior.coords[:-1]:
            ring.AddPoint(lat, lon)
        total += abs(ring.Compute()[2])
    return total


@pytest.mark.parametrize(
    ("codes", "expected", "reason"),
    [
        ("AA|BB", shapely.union_all([ALAND, BLAND]), "countries by their codes; the border between them is gone"),
        ("AA.01|AA.02", ALAND, "divisions by country and code"),
        ("geonames:11", NORTH, "anything by its id"),
        ("AA|geonames:11", ALAND, "what is named twice counts once"),
    ],
)
def test_a_region_is_its_members(folder, codes, expected, reason):
    shape = shape_of(join_regions(members(folder, f"dm:region:r,{codes},agreed,test"), WORLD), "dm:region:r")
    # The corner where the divisions meet on the border is rounded to the grid: a metre over a degree's length.
    assert shape.geometry.symmetric_difference(expected).area < 1e-5, reason
    assert shape.error_m == 1500.0


def test_a_vague_region_is_off_by_a_tenth_of_its_width(folder):
    shape = shape_of(join_regions(members(folder, "dm:region:r,AA|BB,vague,test"), WORLD), "dm:region:r")
    expected = math.sqrt(area_by_geographiclib(shape.geometry)) / 10
    assert shape.error_m == pytest.approx(expected, abs=600)  # whole kilometres


def test_slivers_between_two_sources_are_closed(folder):
    # Both divisions of another source, which leave a gap of a hundred metres between them.
    north = shapely.box(0, 1.001, 2, 2)
    ring = shapely.Polygon(
        [(-1, -1), (3, -1), (3, 3), (-1, 3)], [north.union(shapely.box(0, 0, 2, 1)).envelope.exterior.coords]
    )
    world = [
        record(f"ne:{n}", "x", PlaceKind.REGION, part) for n, part in enumerate((north, shapely.box(0, 0, 2, 1), ring))
    ]
    shape = shape_of(
        join_regions(members(folder, "dm:region:r,ne:0|ne:1|ne:2,agreed,test"), [*world, REGION]), "dm:region:r"
    )
    assert shape.geometry.area == pytest.approx(16.0)
    assert len(shape.geometry.interiors) == 0


def test_a_real_hole_stays(folder):
    ring = shapely.Polygon([(-1, -1), (3, -1), (3, 3), (-1, 3)], [shapely.box(0, 0, 1, 1).exterior.coords])
    world = [record("ne:0", "x", PlaceKind.REGION, ring), REGION]
    shape = shape_of(join_regions(members(folder, "dm:region:r,ne:0,agreed,test"), world), "dm:region:r")
    assert len(shape.geometry.interiors) == 1


@pytest.mark.parametrize(
    ("row", "words", "reason"),
    [
        ("dm:region:r,AA|XX,agreed,test", "XX", "a country that isn't there"),
        ("dm:region:r,AA.09,agreed,test", r"AA\.09", "a division that isn't there"),
        ("dm:region:none,AA,agreed,test", "dm:region:none", "a region that isn't there"),
        ("dm:region:r,AA,sharp,test", "sharp", "an edge of a kind that isn't known"),
        ("dm:region:r,dm:region:r,agreed,test", "no record with a shape", "a member without a shape"),
        ("dm:region:r,AA,agreed,", "without a source", "nobody said so"),
    ],
)
def test_what_isnt_known_is_refused(folder, row, words, reason):
    with pytest.raises(GazetteerError, match=words) as caught:
        join_regions(members(folder, row), WORLD)
    assert "region_members.csv" in caught.value.where, reason


# Disputed areas and claims


def areas(folder, *rows):
    return folder("disputed_areas.csv", "id,place,name,names,feature,country,status,error_m,note,source,wkt", *rows)


def test_an_area_of_its_own_is_a_record(folder):
    (found,) = read_disputed(
        areas(folder, f'ne:disputed:x,,Noland,No Land|Nil,RGN,AA,Claimed by all,1500,,NE,"{SQUARE}"')
    )
    assert (found.id, found.name, found.kind, found.country) == ("ne:disputed:x", "Noland", PlaceKind.REGION, "AA")
    assert found.names == ("Noland", "No Land", "Nil")
    assert found.shape.status == "Claimed by all"
    assert found.shape.geometry.covers(shapely.Point(found.lon, found.lat))


def test_a_place_without_a_shape_takes_the_area(folder):
    where = areas(folder, f'ne:disputed:x,dm:region:r,The Region,,,,Claimed by all,4000,,NE,"{SQUARE}"')
    assert read_disputed(where) == []
    records = add_disputed(where, WORLD)
    assert shape_of(records, "dm:region:r").source == SOURCE
    assert shape_of(records, "dm:region:r").error_m == 4000.0
    assert read_claims(where, records) == []


def test_a_place_with_a_shape_keeps_it_and_the_area_is_only_drawn(folder):
    where = areas(folder, f'ne:disputed:x,geonames:1,Aland,,,AA,Claimed by all,1500,,NE,"{SQUARE}"')
    records = add_disputed(where, WORLD)
    assert shape_of(records, "geonames:1").geometry.equals(ALAND)
    (claim,) = read_claims(where, records)
    assert (claim.id, claim.name, claim.status) == ("ne:disputed:x", "Aland", "Claimed by all")


def test_lines_are_claims(folder):
    where = folder(
        "disputed_lines.csv", "id,name,country,other,status,error_m,note,source,wkt",
        'ne:disputed-line:1,A claim,AA,BB,Claim boundary,1500,,NE,"LINESTRING (0 0, 1 1)"',
    )  # fmt: skip
    (claim,) = read_claims(where, WORLD)
    assert (claim.country, claim.other, claim.geometry.length) == ("AA", "BB", pytest.approx(2**0.5))


@pytest.mark.parametrize(
    ("wkt", "place", "words", "reason"),
    [
        ("POLYGON ((0 0", "", "ne:disputed:x", "no WKT"),
        ("LINESTRING (0 0, 1 1)", "", "isn't an area", "a line among the areas"),
        (SQUARE, "dm:none", "dm:none", "a place that isn't there"),
    ],
)
def test_bad_rows_are_refused(folder, wkt, place, words, reason):
    where = areas(folder, f'ne:disputed:x,{place},X,,RGN,AA,s,1500,,NE,"{wkt}"')
    with pytest.raises(GazetteerError, match=words) as caught:
        add_disputed(where, WORLD)
    assert "disputed_areas.csv" in caught.value.where, reason


# The tables that ship


def test_the_shipped_tables_can_be_read():
    supplement = data_folder() / "supplement"
    own = read_disputed(supplement)
    assert len(own) > 20
    assert all(shape.shape.geometry.is_valid for shape in own)
    assert len(read_claims(supplement, ())) == 46, "Natural Earth's disputed lines"
    assert len({found.id for found in own}) == len(own)


@pytest.mark.parametrize(
    ("identifier", "km2", "share", "reason"),
    [
        ("dm:special:undof", 265, 0.02, "235 km² are quoted; Natural Earth's polygon has 265"),
        ("dm:special:abyei", 10_546, 0.05, "10,546 km² (Permanent Court of Arbitration 2009)"),
        ("dm:special:cyprus-buffer", 346, 0.05, "346 km² (UNFICYP)"),
        ("dm:region:gaza-strip", 365, 0.10, "365 km² (CIA World Factbook: 360)"),
        ("dm:region:crimea", 27_000, 0.05, "27,000 km² with Sevastopol"),
    ],
)
def test_the_areas_have_the_size_that_is_known(identifier, km2, share, reason):
    given_shape = record(identifier, "x", PlaceKind.REGION, None)
    supplement = data_folder() / "supplement"
    rows = {row.id: row for row in add_disputed_only(supplement, given_shape)}
    area_m2, _ = Geod(ellps="WGS84").geometry_area_perimeter(rows[identifier].shape.geometry)
    assert abs(area_m2) / 1e6 == pytest.approx(km2, rel=share), reason


def add_disputed_only(supplement, wanted):
    """The places of the table as empty records, with their shapes."""
    ids = {row["place"] for row in read_table(supplement / "disputed_areas.csv", ("place", "source")) if row["place"]}
    return add_disputed(supplement, [record(name, "x", PlaceKind.REGION, None) for name in sorted(ids | {wanted.id})])
