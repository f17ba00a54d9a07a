"""`gazetteer build` from a user's own files, and the other commands with what it made."""

from __future__ import annotations

import csv
import io
import json
import os
import random
import signal
import subprocess
import sys
import time

import pytest
from click.testing import CliRunner

from deconflict_map.cli.gazetteer import gazetteer_group
from deconflict_map.gazetteer import open_gazetteer
from deconflict_map.gazetteer.location import artefact_path

TABLE = "name,lon,lat,country,population\nQarqat al Wahm,40.2,35.4,SY,7000\n"


def run(*arguments, cwd, **environment):
    return subprocess.run(
        [sys.executable, "-m", "deconflict_map", *map(str, arguments)],
        cwd=cwd,
        capture_output=True,
        check=False,
        text=True,
        encoding="utf-8",
        env={**os.environ, **environment},
    )


def build(*arguments, cwd, **environment):
    return run("gazetteer", "build", *arguments, cwd=cwd, **environment)


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "own.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    """An index of a place that the bundled gazetteer doesn't know."""
    folder = tmp_path_factory.mktemp("own")
    (folder / "own.csv").write_text(TABLE, encoding="utf-8")
    done = build("--csv", "own.csv", "--alone", "-o", "my.gazetteer", "-q", cwd=folder)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    return folder / "my.gazetteer"


def test_what_is_built_is_told(table, tmp_path):
    table.write_text(TABLE + "Nowhere,1,91,,\n", encoding="utf-8")
    done = build("--csv", table, "--alone", "--rejects", "bad.csv", "-o", "my.gazetteer", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    assert "own.csv: skipped 1 with no latitude from -90 to 90 (line 3)" in done.stderr
    assert "built my.gazetteer: 1 places, 0 merged into others of the same id, 1 rows skipped" in done.stderr
    rows = list(csv.DictReader(io.StringIO((tmp_path / "bad.csv").read_text(encoding="utf-8"))))
    assert [(row["file"], row["line"]) for row in rows] == [("own.csv", "3")]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bad.csv", "my.gazetteer", "own.csv"]


def test_the_bundled_gazetteer_is_the_base(own, table, tmp_path, monkeypatch):
    # A small one stands for the bundled gazetteer, which takes a while to be written again.
    monkeypatch.setattr("deconflict_map.gazetteer.open_gazetteer", lambda: open_gazetteer(own))
    table.write_text("id,name,lon,lat\n,New Place,1,2\ncsv-own:2,Qarqat city,40.3,35.4\n", encoding="utf-8")
    target = tmp_path / "my.gazetteer"
    done = CliRunner().invoke(
        gazetteer_group, ["build", "--csv", str(table), "-o", str(target)], catch_exceptions=False
    )
    assert done.exit_code == 0
    assert "2 places, 1 merged into others of the same id" in done.stderr
    atlas = open_gazetteer(target)
    assert atlas.place("csv-own-2:2").name == "New Place", "its line doesn't give it an id that is taken"
    place = atlas.place("csv-own:2")
    assert (place.name, place.lon, place.country, place.population) == ("Qarqat city", 40.3, "SY", 7000)
    assert [match.place.id for match in atlas.lookup("Qarqat al Wahm")] == ["csv-own:2"], "the base's name of it stays"


def test_the_other_commands_read_it(own, tmp_path):
    found = json.loads(run("gazetteer", "search", "Qarqat al Wahm", "--json", "--gazetteer", own, cwd=tmp_path).stdout)
    assert [candidate["id"] for candidate in found] == ["csv-own:2"]
    variable = {"DECONFLICT_MAP_GAZETTEER": str(own)}
    assert json.loads(run("gazetteer", "search", "Qarqat al Wahm", "--json", cwd=tmp_path, **variable).stdout) == found
    assert str(own) in run("gazetteer", "info", cwd=tmp_path, **variable).stdout
    assert run("gazetteer", "export", "--gazetteer", own, cwd=tmp_path).stdout.count("\n") == 2


def test_an_article_is_read_with_it(own, tmp_path):
    (tmp_path / "a.md").write_text("A strike hit positions near Qarqat al Wahm on Saturday.", encoding="utf-8")
    done = run("places", "a.md", "--json", "--gazetteer", own, cwd=tmp_path)
    assert [toponym["place"]["id"] for toponym in json.loads(done.stdout)["toponyms"]] == ["csv-own:2"]
    done = run("build", "a.md", "-o", "m.geojson", "--gazetteer", own, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "Qarqat al Wahm" in (tmp_path / "m.geojson").read_text(encoding="utf-8")
    done = run("places", "a.md", "--gazetteer", tmp_path / "none", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1


def test_what_is_exported_can_be_imported_again(own, tmp_path):
    (tmp_path / "x.csv").write_text(
        run("gazetteer", "export", "--gazetteer", own, cwd=tmp_path).stdout, encoding="utf-8"
    )
    done = build("--csv", "x.csv", "--alone", "-o", "again.gazetteer", "-q", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    (before,), (after,) = open_gazetteer(own).all_places(), open_gazetteer(tmp_path / "again.gazetteer").all_places()
    assert (after.id, after.name, after.lon, after.lat, after.kind) == (
        before.id,
        before.name,
        before.lon,
        before.lat,
        before.kind,
    )


def test_the_template_is_printed_and_can_be_built(tmp_path):
    done = build("--csv-template", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    (tmp_path / "t.csv").write_text(done.stdout, encoding="utf-8")
    assert build("--csv", "t.csv", "--alone", "-o", "t.gazetteer", cwd=tmp_path).returncode == 0


BAD = [
    (["--csv", "own.csv"], 2, "give -o my.gazetteer", "nowhere to write to"),
    (["--alone"], 2, "no source of your own", "nothing to build from"),
    (["--licence", "CC0"], 2, "no source of your own", "nothing to credit"),
    (["--csv", "own.csv", "-o", "own.csv"], 2, "a file that is no gazetteer", "the table itself as the target"),
    (["--csv", "own.csv", "--rejects", "own.csv", "-o", "x"], 2, "skipped rows can't be written there", "the table itself as the log"),
    (["--csv", "own.csv", "--rejects", "x", "-o", "x"], 2, "skipped rows can't be written there", "one file for both"),
    (["--csv", "none.csv", "--alone", "-o", "x"], 1, "none.csv: can't be read", "a missing table"),
    (["--geonames", ".", "--alone", "-o", "x"], 1, "https://download.geonames.org/export/dump/allCountries.zip", "a folder without a dump"),
    (["--whosonfirst", "none", "--alone", "-o", "x"], 1, "https://data.geocode.earth/wof/dist/", "a missing file"),
    (["--csv", "own.csv", "--alone", "-o", "."], 2, "this is a folder", "a folder as the target"),
]  # fmt: skip


@pytest.mark.parametrize(("arguments", "code", "said", "why"), BAD, ids=[row[-1] for row in BAD])
def test_bad_use_is_one_clear_line(table, tmp_path, arguments, code, said, why):
    done = build(*arguments, cwd=tmp_path)
    assert done.returncode == code, (why, done.stderr)
    assert said in done.stderr
    assert done.stderr.splitlines()[-1].startswith("deconflict-map: ")
    assert table.read_text(encoding="utf-8") == TABLE
    assert [path.name for path in tmp_path.iterdir()] == ["own.csv"], "nothing is left lying about"


def test_the_bundled_gazetteer_isnt_overwritten(table, tmp_path):
    done = build("--csv", table, "-o", artefact_path(), cwd=tmp_path)
    assert done.returncode == 2
    assert "bundled gazetteer" in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="processes are killed by a signal")
def test_a_killed_build_leaves_the_old_gazetteer_or_the_new_one(tmp_path):
    target = tmp_path / "my.gazetteer"
    small, large = tmp_path / "small.csv", tmp_path / "large.csv"
    small.write_text("name,lon,lat\nOld,1,2\n", encoding="utf-8")
    rows = [f"Town {number} of Many,{number % 360 - 180},{number % 180 - 90}\n" for number in range(8000)]
    large.write_text("name,lon,lat\n" + "".join(rows), encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "deconflict_map",
        "gazetteer",
        "build",
        "--alone",
        "-q",
        "-o",
        str(target),
        "--csv",
    ]
    subprocess.run([*command, str(small)], check=True)
    started = time.monotonic()
    subprocess.run([*command[:-1], "--csv", str(large), "-o", str(tmp_path / "other.gazetteer")], check=True)
    whole_s = time.monotonic() - started
    chance, ended = random.Random(20), 0  # noqa: S311 -- delays, the same in every run
    for _ in range(20):
        build_of_large = subprocess.Popen([*command, str(large)], cwd=tmp_path)
        time.sleep(chance.uniform(0.2, 1.1) * whole_s)
        build_of_large.send_signal(signal.SIGKILL)
        ended += build_of_large.wait() == 0
        atlas = open_gazetteer(target)
        atlas.verify()
        assert len(atlas.all_places()) in {1, 8000}
    assert ended < 20, "none was killed: the delays are too long"
    subprocess.run([*command, str(large)], check=True)
    assert len(open_gazetteer(target).all_places()) == 8000
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {"my.gazetteer", "other.gazetteer", "small.csv", "large.csv"}, (
        "what killed builds left is cleared away"
    )
