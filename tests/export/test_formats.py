"""Every format holds the same marks: read back by other readers than ours."""

import csv
import io
from dataclasses import replace

import pyogrio
import pytest
import shapely

from deconflict_map.export import rows, to_csv, write_gpkg, write_kml


@pytest.fixture(scope="module")
def table(account):
    return rows(account)


def parsed(text):
    return list(csv.DictReader(io.StringIO(text)))


def test_csv_has_every_row_with_its_geometry(table):
    found = parsed(to_csv(table))
    assert [row["id"] for row in found] == [row.id for row in table]
    for row, original in zip(found, table, strict=True):
        if original.geometry is None:
            assert row["wkt"] == ""
        else:
            assert shapely.from_wkt(row["wkt"]).distance(original.geometry) < 1e-5


RUN = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"]


@pytest.mark.parametrize("words", RUN)
def test_no_cell_is_run_by_a_spreadsheet(table, words):
    (row,) = parsed(to_csv([replace(table[0], title=words, quote=words)]))
    assert row["title"][0] == "'"
    assert row["quote"] == f"'{words}"


def test_commas_quotes_and_line_ends_come_back_whole(table):
    words = 'a "b", c\nd'
    (row,) = parsed(to_csv([replace(table[0], title=words)]))
    assert row["title"] == words


def test_a_geopackage_has_every_row(table, tmp_path):
    path = tmp_path / "m.gpkg"
    write_gpkg(path, table)
    frame = pyogrio.read_dataframe(path)
    assert list(frame["id"]) == [row.id for row in table]
    assert frame.crs.to_epsg() == 4326
    assert list(frame.geometry.isna()) == [row.geometry is None for row in table]


def test_kml_has_every_row_that_is_drawn(table, tmp_path):
    path = tmp_path / "m.kml"
    write_kml(path, table)
    frame = pyogrio.read_dataframe(path)
    assert list(frame["feature_id"]) == [row.id for row in table if row.geometry is not None]
    assert path.read_bytes().startswith(b"<?xml")


@pytest.mark.parametrize("name", ["m.gpkg", "m.kml"])
def test_the_same_rows_give_the_same_bytes(table, tmp_path, name):
    write = write_gpkg if name.endswith("gpkg") else write_kml
    write(tmp_path / name, table)
    first = (tmp_path / name).read_bytes()
    write(tmp_path / name, table)
    assert (tmp_path / name).read_bytes() == first
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_text_stays_text_in_kml(table, tmp_path):
    path = tmp_path / "m.kml"
    write_kml(path, [replace(row, title="</name><script>", quote="]]>&<b>") for row in table])
    assert "<script>" not in path.read_text(encoding="utf-8")
    assert set(pyogrio.read_dataframe(path)["Name"]) == {"</name><script>"}


def test_what_crosses_180_degrees_is_cut_in_every_format(table, tmp_path):
    area = shapely.box(179.0, -17.0, 181.0, -16.0)
    row = replace(table[-1], geometry=area)
    assert shapely.from_wkt(parsed(to_csv([row]))[0]["wkt"]).bounds == (-180.0, -17.0, 180.0, -16.0)
    write_gpkg(tmp_path / "m.gpkg", [row])
    assert tuple(pyogrio.read_dataframe(tmp_path / "m.gpkg").total_bounds) == (-180.0, -17.0, 180.0, -16.0)
