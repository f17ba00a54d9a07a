"""`--no-text`, `--quotes-only`, `--coarsen` and `--redact` as a user gives them, hostile values among them."""

import csv
import io
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from deconflict_map.cli.main import _run, commands
from deconflict_map.errors import UsageError
from deconflict_map.mapping import map_text
from deconflict_map.publishing.grid import Grid
from deconflict_map.publishing.options import publishing_options

ROOT = Path(__file__).resolve().parents[2]
ACCOUNT = ROOT / "seeds" / "deconfliction-line-2017.md"


def run(*arguments, cwd):
    return subprocess.run(
        [sys.executable, "-m", "deconflict_map", *map(str, arguments)], cwd=cwd, capture_output=True, check=False
    )


def test_what_is_withheld_is_said_on_the_terminal_and_in_every_file(tmp_path):
    done = run(
        "build", ACCOUNT, "--quotes-only", "--coarsen", 25, "--redact", "Raqqa", "--redact", "Townsend",
        "-o", "map.html", "-o", "map.geojson", "-o", "map.csv", "-o", "map.svg", cwd=tmp_path,
    )  # fmt: skip
    said = done.stderr.decode()
    assert done.returncode == 0, said
    assert "“Raqqa” redacted" in said
    assert "Names still stand, and still say where" in said
    lines = json.loads((tmp_path / "map.geojson").read_text(encoding="utf-8"))["withheld"]
    assert len(lines) == 3
    assert not any("Raqqa" in line or "Townsend" in line for line in lines)
    page = (tmp_path / "map.html").read_text(encoding="utf-8")
    assert all(json.dumps(line, ensure_ascii=False)[1:-1].replace("'", "\\u0027") in page for line in lines)
    rows = list(csv.DictReader(io.StringIO((tmp_path / "map.csv").read_text(encoding="utf-8"))))
    assert {row["withheld"] for row in rows} == {" ".join(lines)}
    figure = re.sub(r"<[^>]*>", " ", (tmp_path / "map.svg").read_text(encoding="utf-8"))
    assert "grid of 25 km" in " ".join(figure.split())


def test_a_name_that_stands_nowhere_is_told_and_a_telling_file_name_too(tmp_path):
    done = run("build", ACCOUNT, "--redact", "Zzyzx", "--redact", "Syria", "-o", "syria.csv", cwd=tmp_path)
    said = done.stderr.decode()
    assert done.returncode == 0, said
    assert "“Zzyzx” stands nowhere in the text" in said
    assert "check the spelling" in said
    assert "the file's own name still has “Syria”" in said


def test_a_mistyped_name_is_told_even_when_nothing_else_is(tmp_path):
    done = run("build", ACCOUNT, "--redact", "Zzyzx", "-q", "-o", "map.csv", cwd=tmp_path)
    assert done.returncode == 0
    assert done.stderr.decode().splitlines() == [
        "  “Zzyzx” stands nowhere in the text: nothing was redacted for it; check the spelling"
    ]
    assert run("build", ACCOUNT, "--redact", "Zzyzx", "-q", "--strict", "-o", "b.csv", cwd=tmp_path).returncode == 4


def test_counts_agree_whatever_is_withheld(tmp_path):
    run(
        "build", ACCOUNT, "--no-text", "--coarsen", 10, "--redact", "Euphrates",
        "-o", "map.html", "-o", "map.geojson", "-o", "map.csv", "-o", "map.gpkg", "-q", cwd=tmp_path,
    )  # fmt: skip
    collection = json.loads((tmp_path / "map.geojson").read_text(encoding="utf-8"))
    rows = list(csv.DictReader(io.StringIO((tmp_path / "map.csv").read_text(encoding="utf-8"))))
    assert [feature["id"] for feature in collection["features"]] == [row["id"] for row in rows]
    assert rows
    assert collection["not_drawn"]


def test_strict_counts_what_the_text_leaves_open_not_what_was_withheld(tmp_path):
    open_before = run("build", ACCOUNT, "--strict", "-q", "-o", "a.csv", cwd=tmp_path).returncode
    open_after = run("build", ACCOUNT, "--strict", "-q", "--redact", "Raqqa", "-o", "b.csv", cwd=tmp_path).returncode
    assert open_before == open_after


def test_the_same_options_give_the_same_bytes(tmp_path):
    for name in ("a.html", "b.html"):
        run("build", ACCOUNT, "--no-text", "--coarsen", 30, "--redact", "Raqqa", "-q", "-o", name, cwd=tmp_path)
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()


REFUSED = [
    (["--coarsen", "0"], "0 km is no size"),
    (["--coarsen", "-5"], "-5 km is no size"),
    (["--coarsen", "0.5"], "0.5 km is no size"),
    (["--coarsen", "nan"], "nan km is no size"),
    (["--coarsen", "inf"], "inf km is no size"),
    (["--coarsen", "1e300"], "1e+300 km is no size"),
    (["--coarsen", "20005"], "20005 km is no size"),
    (["--coarsen", "{{7*7}}"], "not a valid float"),
    (["--redact", ""], "no letter"),
    (["--redact", "   "], "no letter"),
    (["--redact", "{}[]!"], "no letter"),
    (["--redact", "123"], "no letter"),
    (["--redact", "\u202e\u200b"], "no letter"),
    (["--redact", "x" * 201], "201 characters"),
    (["--no-text", "--quotes-only"], "exclude each other"),
]


@pytest.mark.parametrize(("arguments", "said"), REFUSED, ids=[" ".join(row[0])[:30] for row in REFUSED])
def test_what_cant_be_used_is_refused_before_anything_is_read(arguments, said, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert _run(["build", str(tmp_path / "no such file.txt"), *arguments]) == 2
    assert said in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


HOSTILE = [
    "{{x*7}}", "</script><b>", "a.*", "(b", "[redacted 1]", "redacted", "\\g1", "%s", "é" * 150, "ｒａqqa", "the", "a",
    "RAQA\u200b", "raqa\x00", "١٢٣ الرقة",
]  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_only_names(name):
    document = map_text("Fighting was reported in Raqa. A line runs from Tabqa to Aleppo; the army denied a raid.")
    published = document.for_publishing(redact=[name], no_text=True, coarsen_km=50)
    assert published.to_geojson()
    for resolution in published.resolutions:
        span = resolution.toponym.span
        assert published.article.text[span.start : span.end] == resolution.toponym.text


@pytest.mark.parametrize("count", [0, 200, 201])
def test_so_many_names_and_no_more(count):
    names = [f"name {'x' * (1 + number % 50)}{'y' * (number // 50)}" for number in range(count)]
    if count > 200:
        with pytest.raises(UsageError, match="too many"):
            publishing_options(redact=names)
    else:
        assert len(publishing_options(redact=names).redact) == count


def test_locate_coarsens_what_it_prints(tmp_path):
    done = run("locate", "within 50 km of 36.1234° N, 38.5678° E", "--coarsen", 20, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    printed = done.stdout.decode()
    assert "36.12" not in printed
    assert "38.56" not in printed
    assert "50" not in json.loads(printed)["description"]["phrase"]
    assert json.loads(printed)["description"]["withheld"]


def test_a_disc_about_coordinates_tells_their_cell_and_no_more(tmp_path):
    grid, outputs = Grid(20.0), set()
    cell = grid.cell_of(38.5678, 36.1234)
    west, south = grid.longitude(cell.band, cell.column), grid.latitude(cell.band)
    for share in (0.1, 0.5, 0.9):
        lon, lat = west + share * 360 / grid.columns(cell.band), south + share * 180 / grid.bands
        done = run("locate", f"within 50 km of {lat:.4f}° N, {lon:.4f}° E", "--coarsen", 20, "-q", cwd=tmp_path)
        outputs.add(done.stdout)
    assert len(outputs) == 1


def test_help_tells_all_four():
    said = CliRunner().invoke(commands, ["build", "--help"]).output
    assert all(option in said for option in ("--no-text", "--quotes-only", "--coarsen", "--redact"))
