"""`--tiles` as a user meets it: which pages offer tiles, and which addresses are refused."""

import re

import pytest

from deconflict_map.cli.main import _run

OSM = "https://tile.openstreetmap.org/{z}/{x}/{y}.png"
COMMANDS = [("locate", "within 55 km of At Tanf", "--in", "Syria"), ("build", "account.txt")]


@pytest.fixture
def here(tmp_path, monkeypatch):
    (tmp_path / "account.txt").write_text("A strike hit positions 10 km east of Raqqa, Syria.", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_pages_offer_tiles_and_other_files_don_t_know_of_them(here, command):
    assert _run([*command, "-q", "--tiles", OSM, "-o", "with.html", "-o", "with.geojson"]) == 0
    assert _run([*command, "-q", "-o", "without.html", "-o", "without.geojson"]) == 0
    tiled, plain = ((here / name).read_text(encoding="utf-8") for name in ("with.html", "without.html"))
    assert re.findall(r"img-src ([^;]*);", tiled) == ["data: https://tile.openstreetmap.org"]
    assert re.findall(r"img-src ([^;]*);", plain) == ["data:"]
    assert "openstreetmap" not in plain
    assert (here / "with.geojson").read_bytes() == (here / "without.geojson").read_bytes()


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--tiles", "javascript:alert(1)"), "is no address of tiles"),
        (("--tiles", "http://tile.openstreetmap.org/{z}/{x}/{y}.png"), "encrypted"),
        (("--tiles", "https://tiles.example.org/{z}/{x}/{y}.png"), "--tiles-attribution"),
        (("--tiles-attribution", "© us"), "no tiles to credit"),
    ],
)
def test_what_can_t_be_offered_is_refused_before_anything_is_done(here, capsys, command, options, said):
    assert _run([*command, *options, "-o", "map.html"]) == 2
    assert said in capsys.readouterr().err
    assert not (here / "map.html").exists()
