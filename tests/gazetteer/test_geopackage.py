"""The artefact, read by GDAL: a second implementation of the format."""

from __future__ import annotations

import sqlite3
import tomllib

import pyogrio
import pytest
import shapely

from deconflict_map.gazetteer import geopackage

LAYERS = {
    "places": "Point",
    "stream_lines": "Unknown",
    "areas": "Unknown",
    "land_borders": "Unknown",
    "world": "Unknown",
}


@pytest.mark.parametrize("layer", LAYERS)
def test_gdal_reads_every_layer(atlas, layer):
    info = pyogrio.read_info(atlas.path, layer=layer)
    assert info["crs"] == "EPSG:4326"
    assert info["geometry_type"] == LAYERS[layer]
    assert info["features"] > 100


def test_gdal_lists_layers_and_attribute_tables(atlas):
    listed = {name for name, _ in pyogrio.list_layers(atlas.path)}
    assert listed >= set(LAYERS) | {"names", "neighbours", "sources"}


def test_gdal_reads_the_same_shapes_as_we_do(atlas):
    _, _, shapes, _ = pyogrio.raw.read(atlas.path, layer="stream_lines", where="name = 'Euphrates'", columns=[])
    assert shapely.from_wkb(shapes[0]).equals_exact(atlas.shape("ne:river:euphrates"), 0)


def test_gdal_reads_points_where_the_columns_say(atlas):
    _, _, shapes, (lon, lat) = pyogrio.raw.read(atlas.path, layer="places", columns=["lon", "lat"], max_features=500)
    points = shapely.get_coordinates(shapely.from_wkb(shapes))
    assert points[:, 0].tolist() == lon.tolist()
    assert points[:, 1].tolist() == lat.tolist()


def test_a_shape_comes_back_as_it_was():
    shape = shapely.MultiLineString([[(40.0, 35.0), (41.0, 34.5)], [(1.0, 2.0), (3.0, 4.0)]])
    assert geopackage.decode_geometry(geopackage.encode_geometry(shape)).equals_exact(shape, 0)


def test_no_version_of_sqlite_is_left_in_the_file(atlas):
    header = atlas.path.read_bytes()[:100]
    assert header[68:72] == b"GPKG"
    assert header[96:100] == bytes(4)


def test_the_file_is_sound(atlas):
    database = sqlite3.connect(f"{atlas.path.as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    finally:
        database.close()


def test_the_manifest_tells_of_this_artefact(atlas):
    manifest = tomllib.loads((atlas.path.parent / "MANIFEST.toml").read_text(encoding="utf-8"))
    assert manifest["artefact"]["sha256"] == atlas.checksum()
    assert manifest["artefact"]["places"] == len(atlas.all_places())
    assert manifest["places"] == atlas.info()
    assert all(len(entry["sha256"]) == 64 for entry in manifest["input"])


def test_the_artefact_is_small_enough_to_travel(atlas):
    files = [path for path in atlas.path.parent.rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) <= 30_000_000
