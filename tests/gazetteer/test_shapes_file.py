from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pyogrio
import pytest
import shapely
import tiny_shapes
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tiny_shapes import BORDERS, CLAIMS, RECORDS, WORLD, record, write_tiny_shapes

from deconflict_map.errors import GazetteerError
from deconflict_map.gazetteer.builder.shapes import write_shapes
from deconflict_map.gazetteer.shape_file import TRAILER_LENGTH
from deconflict_map.gazetteer.shapes import ShapeLayer, Shapes
from deconflict_map.model.place import PlaceKind

WHOLE = (-180.0, -90.0, 180.0, 90.0)


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    target = tmp_path_factory.mktemp("file") / "world.topojson"
    write_tiny_shapes(target)
    return target


def read_everything(path):
    shapes = Shapes.open(path)
    try:
        shapes.forms()
        return {layer: shapes.overlapping(layer, WHOLE) for layer in ShapeLayer}
    finally:
        shapes.close()


# What it is to others


def test_it_is_topojson(path):
    topology = json.loads(path.read_bytes())
    assert topology["type"] == "Topology"
    assert list(topology["objects"]) == [layer.value for layer in ShapeLayer]
    assert topology["transform"] == {"scale": [0.0001, 0.0001], "translate": [0, 0]}
    for collection in topology["objects"].values():
        assert collection["type"] == "GeometryCollection"
        for member in collection["geometries"]:
            assert set(member) == {"type", "id", "properties", "arcs"}


def test_one_geometry_or_arc_a_line(path):
    lines = path.read_bytes().splitlines()
    topology = json.loads(path.read_bytes())
    members = sum(len(collection["geometries"]) for collection in topology["objects"].values())
    assert sum(line.startswith(b'{"type":') for line in lines) == members + 1
    assert sum(line.startswith(b"[[") for line in lines) == len(topology["arcs"])


def test_gdal_lists_every_layer(path):
    assert {name for name, _ in pyogrio.list_layers(path)} == {layer.value for layer in ShapeLayer}


@pytest.mark.parametrize("layer", ShapeLayer)
def test_gdal_reads_the_same_shapes(path, layer):
    ours = read_everything(path)[layer]
    meta, _, shapes, columns = pyogrio.raw.read(path, layer=layer.value)
    theirs = dict(zip(columns[list(meta["fields"]).index("id")], shapely.from_wkb(shapes), strict=True))
    assert sorted(theirs) == [entry.id for entry, _ in ours]
    for entry, geometry in ours:
        assert shapely.equals_exact(geometry.normalize(), theirs[entry.id].normalize(), 1e-9)


def test_gdal_reads_what_is_said_of_them(path):
    meta, _, _, columns = pyogrio.raw.read(path, layer="land_borders")
    table = dict(zip(meta["fields"], columns, strict=True))
    assert list(table["status"]) == ["Indefinite", "International boundary", "Line of control"]


def test_an_independent_reader_of_the_arcs_agrees(path):
    """Arcs decoded by the letter of the specification, section 2.1.4, beside the reader's way."""
    topology = json.loads(path.read_bytes())
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x / 10_000, y / 10_000))
        arcs.append(points)
    member = next(m for m in topology["objects"]["countries"]["geometries"] if m["id"] == "geonames:2")
    rings = []
    for ring in member["arcs"]:
        points = []
        for number in ring:
            arc = arcs[number] if number >= 0 else arcs[~number][::-1]
            points += arc if not points else arc[1:]
        rings.append(points)
    ours = next(g for e, g in read_everything(path)[ShapeLayer.COUNTRIES] if e.id == "geonames:2")
    assert shapely.Polygon(rings[0], rings[1:]).equals_exact(ours, 0.0)


# The same bytes


@pytest.mark.parametrize("seed", ["0", "1"])
@pytest.mark.parametrize("order", [[], ["backwards"]], ids=["forwards", "backwards"])
def test_the_same_shapes_give_the_same_bytes(path, tmp_path, seed, order):
    target = tmp_path / "again.topojson"
    script = Path(tiny_shapes.__file__)
    environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": "Asia/Tokyo"}
    subprocess.run([sys.executable, script, target, *order], check=True, env=environment)
    assert target.read_bytes() == path.read_bytes()


def test_the_checksum_is_of_the_whole_file(path):
    shapes = Shapes.open(path)
    assert shapes.checksum() == hashlib.sha256(path.read_bytes()).hexdigest()
    shapes.close()


# What is refused


@pytest.mark.parametrize(
    ("content", "words", "reason"),
    [
        (b"", "empty", "nothing"),
        (b'{"type":"Topology","objects":{},"arcs":[]}', "not a file of shapes", "another's TopoJSON"),
        (b"SQLite format 3\x00" * 9, "not a file of shapes", "another format"),
        (b'{"type":"Topology","format":"deconflict-map shapes","version":9,' + b" " * 99, "version 9", "a later version"),
        (b'{"type":"Topology","format":"deconflict-map shapes","version":1,' + b" " * 99, "cut short", "no trailer"),
    ],
)  # fmt: skip
def test_other_files_are_refused_on_opening(tmp_path, content, words, reason):
    other = tmp_path / "other.topojson"
    other.write_bytes(content)
    with pytest.raises(GazetteerError, match=words) as caught:
        Shapes.open(other)
    assert caught.value.where == str(other), reason
    assert caught.value.do, reason


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(GazetteerError, match=r"nowhere\.topojson"):
        Shapes.open(tmp_path / "nowhere.topojson")


def test_a_folder_is_no_file(tmp_path):
    with pytest.raises(GazetteerError, match="can't read"):
        Shapes.open(tmp_path)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(share=st.floats(min_value=0, max_value=1, exclude_max=True))
def test_a_file_cut_short_is_refused_on_opening(path, tmp_path, share):
    cut = tmp_path / "cut.topojson"
    content = path.read_bytes()
    cut.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(GazetteerError):
        Shapes.open(cut)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(share=st.floats(min_value=0, max_value=1, exclude_max=True), bit=st.integers(min_value=0, max_value=7))
def test_a_flipped_bit_is_never_read(path, tmp_path, share, bit):
    flipped = tmp_path / "flipped.topojson"
    content = bytearray(path.read_bytes())
    content[int(len(content) * share)] ^= 1 << bit
    flipped.write_bytes(content)
    with pytest.raises(GazetteerError) as caught:
        read_everything(flipped)
    assert caught.value.where == str(flipped)


def test_damage_elsewhere_doesnt_hide_what_is_whole(tmp_path):
    """With many blocks, a shape in a whole block can be read although another block is damaged."""
    lines = [
        record(f"ne:river:{n:04}", f"R{n}", PlaceKind.STREAM, shapely.LineString([(n / 10 + i / 1000, i % 7) for i in range(200)]))
        for n in range(80)
    ]  # fmt: skip
    target = tmp_path / "many.topojson"
    write_shapes(target, lines, (), ())
    content = bytearray(target.read_bytes())
    at = content.rindex(b"[[")  # the last arc
    content[at + 4] ^= 1
    target.write_bytes(content)
    shapes = Shapes.open(target)
    assert shapes.shape("ne:river:0000") is not None
    with pytest.raises(GazetteerError, match="damaged: bytes"):
        shapes.shape("ne:river:0079")
    shapes.close()


def test_the_trailer_has_a_fixed_length(path):
    assert path.read_bytes()[-TRAILER_LENGTH:].startswith(b'"trailer":"0000')


# Writing


def test_two_shapes_with_one_id_are_refused(tmp_path):
    with pytest.raises(GazetteerError, match="geonames:1"):
        write_shapes(tmp_path / "x.topojson", [*RECORDS, RECORDS[0]], BORDERS, WORLD)
    assert list(tmp_path.iterdir()) == []


def test_an_id_that_the_directory_cant_hold_is_refused(tmp_path):
    with pytest.raises(GazetteerError, match=r"dm:a\|b"):
        write_shapes(tmp_path / "x.topojson", [replace(RECORDS[0], id="dm:a|b")], (), ())


def test_a_failed_write_leaves_the_old_file(path, tmp_path):
    target = tmp_path / "world.topojson"
    target.write_bytes(path.read_bytes())
    with pytest.raises(GazetteerError):
        write_shapes(target, [*RECORDS, RECORDS[0]], BORDERS, WORLD)
    assert target.read_bytes() == path.read_bytes()
    assert [file.name for file in tmp_path.iterdir()] == ["world.topojson"]


def test_a_folder_that_cant_be_written_is_named(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    with pytest.raises(GazetteerError, match="can't write"):
        write_shapes(blocked / "world.topojson", RECORDS, BORDERS, WORLD)


def test_the_report_counts_what_was_written(tmp_path):
    target = tmp_path / "world.topojson"
    report = write_shapes(target, RECORDS, BORDERS, WORLD, CLAIMS)
    topology = json.loads(target.read_bytes())
    assert dict(report.shapes) == {
        name: len(collection["geometries"]) for name, collection in topology["objects"].items()
    }  # fmt: skip
    assert report.size == target.stat().st_size
    assert report.arcs == len(topology["arcs"])
    assert report.points == sum(map(len, topology["arcs"]))
    assert report.lost == report.mended == 0


def test_nothing_at_all_can_be_written_and_read(tmp_path):
    target = tmp_path / "world.topojson"
    write_shapes(target, (), (), ())
    shapes = Shapes.open(target)
    assert shapes.forms() == {}
    assert shapes.shape("geonames:1") is None
    assert shapes.world() == ()
    shapes.close()


class Watcher:
    def __init__(self):
        self.notes = []

    def begin(self, step, total):
        pass

    def advance(self, rows):
        pass

    def note(self, message):
        self.notes.append(message)


def test_what_is_too_small_for_the_grid_is_told(tmp_path):
    speck = shapely.MultiPolygon([shapely.box(0, 0, 1, 1), shapely.box(2, 2, 2.00001, 2.00001)])
    watcher = Watcher()
    report = write_shapes(
        tmp_path / "x.topojson", [record("ne:1", "Speck", PlaceKind.LAKE, speck)], (), (), progress=watcher
    )
    assert report.lost == 1
    assert "1 ring" in watcher.notes[0]


def test_what_the_grid_breaks_is_mended(tmp_path):
    # Two teeth that come within two metres of each other: on the grid of eleven metres they touch along a line.
    comb = shapely.Polygon([(0, 0), (1, 0), (1, 1), (0.50001, 1), (0.50001, 0.5), (0.50000, 0.5), (0.50000, 1), (0, 1)])
    target = tmp_path / "x.topojson"
    report = write_shapes(target, [record("ne:1", "Comb", PlaceKind.REGION, comb)], (), ())
    assert report.mended == 1
    ((_, shape),) = read_everything(target)[ShapeLayer.REGIONS]
    assert shape.is_valid
    assert shape.area == pytest.approx(1.0, abs=1e-4)
