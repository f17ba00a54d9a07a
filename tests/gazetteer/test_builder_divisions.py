"""Divisions: which row a polygon, a centroid or a town belongs to, and where a division stands."""

from __future__ import annotations

import json
import math
from collections import defaultdict
from statistics import median, quantiles

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from deconflict_map.errors import GazetteerError
from deconflict_map.gazetteer.builder.boundaries import Boundary, find_centroids, read_boundaries
from deconflict_map.gazetteer.builder.division_names import match_keys
from deconflict_map.gazetteer.builder.division_points import Basis, Point, division_points, mean_point, seat_points
from deconflict_map.gazetteer.builder.divisions import Polygon, read_divisions
from deconflict_map.gazetteer.builder.subdivisions import (
    Subdivision,
    Town,
    first_level,
    read_subdivisions,
    read_towns,
)
from deconflict_map.geodesy.geodesic import distance_m

POINTS = st.lists(st.tuples(st.floats(-180, 180), st.floats(-80, 80)), min_size=1, max_size=5)


def subdivision(row, name, level, *, parent="", geonames="", code="", aliases=()):
    return Subdivision(row=row, name=name, iso=f"FR-{name[0]}", code=code or f"FR.{row}", geonames=geonames,
                       type="Region", aliases=aliases, level=level, parent=parent)  # fmt: skip


def polygon(west, geonames, english=""):
    properties = {"gn_id": geonames, "name": english or f"P{geonames}", "ne_id": geonames, "longitude": west,
                  "latitude": 0.5, "name_en": english}  # fmt: skip
    return Polygon(properties=properties, geometry=shapely.box(west, 0, west + 1, 1))


def town(geonames, rows, lon, lat, *, name="Town", population=1):
    return Town(geonames=geonames, name=name, country="FR", rows=rows, population=population, lon=lon, lat=lat)


def test_a_division_without_a_polygon_takes_the_union_of_its_parts():
    rows = [
        subdivision("1", "Whole", "1", geonames="10"),
        subdivision("2", "Part", "2", parent="1", geonames="11", code="FR.1.2"),
        subdivision("3", "Quart", "2", parent="1", geonames="12", code="FR.1.3"),
    ]
    records = {r.id: r for r in read_divisions(rows, [polygon(0, 11), polygon(1, 12), polygon(5, 99)], {}, {}).records}
    assert records["geonames:10"].shape.geometry.equals(shapely.box(0, 0, 2, 1))
    assert records["geonames:10"].names[0] == "Whole"
    assert "Whole Region" in records["geonames:10"].names
    assert records["geonames:11"].shape is None
    assert records["ne:99"].feature == "ADMD"


@pytest.mark.parametrize(
    ("name", "aliases", "english", "shown", "why"),
    [
        ("Dāykundī", ("Daykundi Province",), "Urozgan", "Dāykundī", "another division's name"),
        ("Minsk City", (), "Urozgan", "Minsk City", "the same"),
        ("Urozgan City", (), "Urozgan", "Urozgan", "its own, too"),
        ("Dāykundī", (), "Daikondi", "Daikondi", "nobody else's"),
    ],
)
def test_a_polygon_that_has_another_divisions_name_gives_its_shape_alone(name, aliases, english, shown, why):
    rows = [
        subdivision("1", "Orūzgān", "1", geonames="10", aliases=("Urozgan",)),
        subdivision("2", name, "1", geonames="11", aliases=aliases),
    ]
    read = read_divisions(rows, [polygon(0, 10, "Urozgan"), polygon(1, 11, english)], {}, {})
    first, second = read.records
    assert first.name == "Urozgan"
    assert second.name == shown, why
    assert second.shape.geometry.equals(shapely.box(1, 0, 2, 1))
    assert (english in second.names) is (shown == english), why


def test_a_polygon_that_only_an_iso_code_gives_to_another_division_stays_by_itself():
    rows = [
        subdivision("1", "Oriental", "1", geonames="10"),
        subdivision("2", "Rabat", "1", geonames="11"),
    ]
    older = Polygon(
        properties={"ne_id": 7, "name": "Oriental", "name_en": "Oriental", "iso_3166_2": "FR-R"},
        geometry=shapely.box(0, 0, 1, 1),
    )
    points = {row: Point(lon=5.0, lat=5.0, basis=Basis.SEAT) for row in ("1", "2")}
    records = {record.id: record for record in read_divisions(rows, [older], points, {}).records}
    assert records["geonames:11"].name == "Rabat"
    assert records["geonames:11"].shape is None
    assert records["ne:7"].name == "Oriental"


def test_a_division_without_any_polygon_stands_where_its_seat_is():
    seat = Point(lon=2.0, lat=48.0, basis=Basis.SEAT)
    read = read_divisions([subdivision("1", "Whole", "1", geonames="10")], [], {"1": seat}, {})
    assert [(r.lon, r.lat, r.shape) for r in read.records] == [(2.0, 48.0, None)]
    assert read.bases == {Basis.SEAT: 1}


def test_divisions_without_a_point_or_an_id_are_counted_and_left_out():
    rows = [subdivision("1", "Whole", "1", geonames="10"), subdivision("2", "Paper", "1")]
    read = read_divisions(rows, [], {}, {})
    assert (read.records, read.unplaced, read.without_id) == ((), {"FR": 1}, {"FR": 1})


def test_depth_is_the_code_s_not_iso_s():
    rows = [
        subdivision("1", "Kurdistan", "1", code="IQ"),
        subdivision("2", "Erbil", "2", parent="1", geonames="95445", code="IQ.11"),
        subdivision("3", "Soran", "3", parent="2", geonames="9166592", code="IQ.11.9166592"),
    ]
    above = first_level(rows)
    assert {row: division.name for row, division in above.items()} == {"1": "Kurdistan", "2": "Erbil", "3": "Erbil"}
    points = {row: Point(lon=44.0, lat=36.0, basis=Basis.TOWNS) for row in above}
    records = read_divisions(rows, [], points, {}).records
    assert [(r.feature, r.division, r.district) for r in records] == [("ADM1", "11", ""), ("ADM2", "11", "9166592")]


def test_the_first_level_is_found_by_code_where_no_parent_is_named():
    """Taiwan's counties are first-level to ISO, and have no parent in the table."""
    rows = [subdivision("1", "Taiwan", "1", code="TW.04"), subdivision("2", "Yunlin", "1", code="TW.04.YUN")]
    assert first_level(rows)["2"].name == "Taiwan"
    assert seat_points([town("a", ("2",), 120.5, 23.7)], {}, first_level(rows))["1"].lon == 120.5


ROWS = (
    subdivision("1", "North", "1", geonames="10"),
    subdivision("2", "South", "1", geonames="20"),
    subdivision("3", "Harris County", "2", parent="1", geonames="11", code="FR.1.3", aliases=("Harris",)),
    subdivision("4", "Harris County", "2", parent="2", geonames="21", code="FR.2.4"),
    subdivision("5", "Springs", "2", parent="2", geonames="22", code="FR.2.5"),
)
TOWNS = (town("a", ("1", "3"), 0.0, 1.0), town("b", ("2", "4"), 0.0, -1.0), town("c", ("2", "5"), 3.0, -1.0))


@pytest.mark.parametrize(
    ("boundaries", "expected", "why"),
    [
        ([("Harris", 0.1, 1.1)], {"3": (0.1, 1.1)}, "the nearest town is in the north"),
        ([("Harris", 0.1, -1.1)], {"4": (0.1, -1.1)}, "the nearest town is in the south"),
        ([("Harris", 0.1, 1.1), ("Harris", 0.2, 1.2)], {}, "two in one division can't be told apart"),
        ([("Harrison", 0.1, 1.1)], {}, "another name"),
        ([], {}, "nothing"),
    ],
)
def test_a_centroid_belongs_to_the_namesake_around_it(boundaries, expected, why):
    rows = [Boundary(name=name, lon=lon, lat=lat) for name, lon, lat in boundaries]
    found = find_centroids(ROWS, first_level(ROWS), rows, TOWNS)
    assert {row: (centroid.lon, centroid.lat) for row, centroid in found.items()} == expected, why


def test_centroids_of_another_level_are_weaker_than_towns():
    """Nine communes and one county: the table isn't of the counties' level."""
    communes = [Boundary(name=f"Commune {number}", lon=3.0, lat=-1.0) for number in range(9)]
    rows = [Boundary(name="Harris", lon=0.1, lat=1.1), *communes]
    centroids = find_centroids(ROWS, first_level(ROWS), rows, TOWNS)
    assert not centroids["3"].same_level
    points = division_points(ROWS, first_level(ROWS), centroids, TOWNS)
    assert points["3"] == Point(lon=0.0, lat=1.0, basis=Basis.TOWNS)
    without = [town for town in TOWNS if town.geonames != "a"]
    assert division_points(ROWS, first_level(ROWS), centroids, without)["3"].basis is Basis.CENTROID


def test_a_namesake_town_only_counts_if_there_is_one():
    towns = [town("d", ("2",), 5.0, -2.0, name="Harris")]
    assert division_points(ROWS, first_level(ROWS), {}, towns) == {"4": Point(lon=5.0, lat=-2.0, basis=Basis.NAMESAKE)}
    towns.append(town("e", ("2",), 6.0, -2.0, name="Harris"))
    assert division_points(ROWS, first_level(ROWS), {}, towns) == {}


def test_a_seat_is_better_than_a_larger_town():
    towns = [town("a", ("1",), 1.0, 1.0, population=9), town("b", ("1",), 2.0, 2.0, population=5)]
    assert seat_points(towns, {"b": "PPLA"}, first_level(ROWS))["1"] == Point(lon=2.0, lat=2.0, basis=Basis.SEAT)
    assert seat_points(towns, {}, first_level(ROWS))["1"].lon == 1.0


def test_the_mean_of_points_is_safe_across_the_date_line():
    assert mean_point([(179.0, 0.0), (-179.0, 0.0)]) in {(180.0, 0.0), (-180.0, 0.0)}
    assert mean_point([(10.0, 50.0)]) == (10.0, 50.0)
    assert mean_point([(0.0, 0.0), (90.0, 0.0)]) == (45.0, 0.0)


@given(POINTS)
def test_the_mean_of_points_is_no_farther_than_the_farthest(points):
    """Oracle: Shapely's planar hull, for points that lie close together."""
    close = [(10 + lon / 1000, 40 + lat / 1000) for lon, lat in points]
    lon, lat = mean_point(close)
    hull = shapely.MultiPoint(close).convex_hull
    assert hull.distance(shapely.Point(lon, lat)) < 1e-3
    assert math.isfinite(lon)


@pytest.mark.parametrize(("table", "told"), [("name,lon\nA,1\n", "'lat'"), ("name,lon,lat\nA,1,north\n", "north")])
def test_another_table_of_boundaries_is_told(table, told):
    with pytest.raises(GazetteerError, match=told):
        read_boundaries(table.encode())


def test_tables_of_another_width_are_told(tmp_path):
    path = tmp_path / "subdivisions.tsv"
    path.write_text("only\tthree\tcells\n", encoding="utf-8")
    with pytest.raises(GazetteerError, match="3 columns instead of 9"):
        read_subdivisions(path)
    with pytest.raises(GazetteerError, match="3 columns instead of 7"):
        read_towns(path, path)


def test_points_of_real_districts_lie_in_or_near_them(geodata, atlas):
    """Oracle: Who's On First's centroids of the districts of Syria and Iraq, matched by name (`--geodata`).

    The one far off, Adhamiyah, is a name that GeoNames gives to a district in another governorate.
    """
    by_name = defaultdict(set)
    for record in atlas.records():
        if record.feature == "ADM2" and record.country in {"SY", "IQ"}:
            for key in match_keys(record.names, record.country):
                by_name[record.country, key].add((record.lon, record.lat))
    far_km = []
    for row in whosonfirst_districts(geodata):
        keys = match_keys([row["name"], *(name for names in row["names"].values() for name in names)], row["country"])
        found = {point for key in keys for point in by_name[row["country"], key]}
        if len(found) == 1:
            far_km.append(distance_m(*found.pop(), float(row["lon"]), float(row["lat"])) / 1000)
    assert len(far_km) > 130
    assert median(far_km) < 12
    assert quantiles(far_km, n=10)[-1] < 40
    assert sum(km > 120 for km in far_km) <= 1


def whosonfirst_districts(geodata):
    for country in ("sy", "iq"):
        for line in (geodata / "whosonfirst" / f"{country}.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if row["placetype"] == "county":
                yield row | {"country": country.upper()}
