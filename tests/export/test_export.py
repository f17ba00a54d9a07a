import json
from dataclasses import replace

import pytest
import shapely
from shapely import Polygon

from deconflict_map.errors import OutputError, UsageError
from deconflict_map.export.geojson import to_geojson
from deconflict_map.export.table import rows
from deconflict_map.export.writing import write_text
from deconflict_map.model.footprint import Region
from deconflict_map.model.mark import levels, place_marks


@pytest.fixture(scope="module")
def collection(account):
    return json.loads(account.to_geojson())


def test_geojson_has_the_marks_of_the_reading(account, collection):
    ids = [feature["id"] for feature in collection["features"]]
    drawn = [f"{f.id}/{level.value}" for f in account.footprints for level, _ in levels(f)]
    assert ids == [mark.id for mark in place_marks(account)] + drawn
    assert len(set(ids)) == len(ids)
    assert ids == [row.id for row in rows(account)]
    assert ids == list(account.features.index)


def test_geojson_follows_rfc_7946(collection):
    for feature in collection["features"]:
        geometry = feature["geometry"]
        if geometry is None:
            assert feature["properties"]["drawable"] is False
            continue
        shape = shapely.geometry.shape(geometry)
        assert shape.is_valid
        west, south, east, north = shape.bounds
        assert -180 <= west <= east <= 180
        assert -90 <= south <= north <= 90
        for part in getattr(shape, "geoms", [shape]):
            if isinstance(part, Polygon):
                assert part.exterior.is_ccw, "outer rings run anticlockwise (RFC 7946, 3.1.6)"


def test_coordinates_have_six_decimals_at_most(collection):
    def numbers(value):
        if isinstance(value, list):
            for item in value:
                yield from numbers(item)
        elif isinstance(value, float):
            yield value

    for feature in collection["features"]:
        for number in numbers((feature["geometry"] or {}).get("coordinates", [])):
            assert round(number, 6) == number


def test_what_isnt_placed_or_drawn_is_in_the_file_too(account, collection):
    assert len(collection["not_placed"]) == sum(r.place is None for r in account.resolutions)
    assert len(collection["not_drawn"]) == len(account.undrawn)
    assert collection["article"]["published"] == "2017-09-18"
    assert all(source["licence"] for source in collection["sources"])


def test_features_are_a_geodataframe(account):
    frame = account.features
    assert frame.crs.to_epsg() == 4326
    assert {"status", "speakers", "said_first", "quote", "uncertainty"} <= set(frame.columns)
    assert frame.loc["place-1", "kind"] == "place"


def test_what_runs_past_180_degrees_is_cut_there(account):
    area = shapely.box(179.0, -17.0, 181.0, -16.0)
    crossing = replace(account.footprints[0], region=Region(core=area, likely=area, support=area), ensemble=None)
    written = json.loads(to_geojson(replace(account, footprints=(crossing,))))
    shape = shapely.geometry.shape(written["features"][-1]["geometry"])
    assert shape.geom_type == "MultiPolygon"
    assert shape.bounds == (-180.0, -17.0, 180.0, -16.0)
    assert shape.area == pytest.approx(2.0)


def test_a_file_is_swapped_in_whole(tmp_path):
    path = tmp_path / "map.html"
    write_text(path, "old")
    write_text(path, "new\ud800")
    assert path.read_text(encoding="utf-8") == "new?"
    assert [file.name for file in tmp_path.iterdir()] == ["map.html"]


def test_a_fault_leaves_the_old_file(tmp_path, monkeypatch):
    path = tmp_path / "map.html"
    write_text(path, "old")

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OutputError, match="No space left"):
        write_text(path, "new")
    assert path.read_text(encoding="utf-8") == "old"
    assert [file.name for file in tmp_path.iterdir()] == ["map.html"]


def test_what_cant_be_written_is_told(tmp_path, account):
    with pytest.raises(OutputError, match="No such file"):
        write_text(tmp_path / "none" / "map.html", "text")
    with pytest.raises(OutputError, match="folder"):
        write_text(tmp_path, "text")
    with pytest.raises(UsageError, match="no format"):
        account.save(tmp_path / "map.docx")
    assert not list(tmp_path.iterdir())
