"""Figures and pictures as files: the same bytes anywhere, credits inside, nothing of the machine, and a clean refusal."""

import hashlib
import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest
from rendered_sample import basemap, reading

import deconflict_map as dm
from deconflict_map.cli.main import _run
from deconflict_map.document import check_format
from deconflict_map.errors import UsageError
from deconflict_map.render import figure, fonts, render_png

PROGRAM = """
import hashlib, sys
sys.path.insert(0, {folder!r})
from rendered_sample import basemap, reading
from deconflict_map.render import figure, render_png
print(hashlib.sha256(figure(reading(), basemap()).encode() + render_png(reading(), basemap())).hexdigest())
"""


def chunks(png):
    at, found = 8, []
    while at < len(png):
        size = int.from_bytes(png[at : at + 4], "big")
        found.append((png[at + 4 : at + 8].decode("ascii"), png[at + 8 : at + 8 + size]))
        at += size + 12
    return found


@pytest.mark.parametrize(
    ("seed", "zone", "language"), [("1", "UTC", "C"), ("4000", "Pacific/Kiritimati", "tr_TR.UTF-8")]
)
def test_the_bytes_are_the_same_whatever_the_seed_the_zone_and_the_folder(seed, zone, language, tmp_path):
    expected = hashlib.sha256(figure(reading(), basemap()).encode() + render_png(reading(), basemap())).hexdigest()
    env = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": language, "TMPDIR": str(tmp_path)}
    program = PROGRAM.format(folder=str(Path(__file__).parent))
    done = subprocess.run(
        [sys.executable, "-c", program], env=env, cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == expected


def test_a_picture_bears_its_credits_and_neither_a_time_nor_a_path():
    found = chunks(render_png(reading(), basemap()))
    assert [name for name, _ in found if name != "IDAT"] == ["IHDR", "iTXt", "iTXt", "iTXt", "iTXt", "IEND"]
    said = {body.split(b"\0")[0].decode(): body.rsplit(b"\0", 1)[1].decode() for name, body in found if name == "iTXt"}
    assert said["Title"] == "Two forces, one river"
    assert said["Description"].endswith("not an observation.")
    assert "CC0-1.0" in said["Copyright"]
    whole = b"".join(body for name, body in found if name != "IDAT") + figure(reading(), basemap()).encode()
    for stranger in (str(Path.cwd()), str(Path.home()), "tmp/", "file:", "20" + "26"):
        assert stranger.encode() not in whole, stranger


def test_without_the_extra_pictures_are_refused_before_anything_is_read(monkeypatch, tmp_path, capsys):
    real = importlib.util.find_spec
    monkeypatch.setattr(fonts, "find_spec", lambda name: None if name == "resvg_py" else real(name))
    with pytest.raises(UsageError, match="extra `png`"):
        check_format(tmp_path / "map.png")
    check_format(tmp_path / "map.svg")  # needs nothing
    assert _run(["build", "no-such-file.md", "-o", str(tmp_path / "map.png")]) == 2
    assert "deconflict-map[png]" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("module", ["pymupdf_fonts", "noto_cjk_sans_otc", "resvg_py"])
def test_a_missing_part_of_the_extra_is_told_as_such(module, monkeypatch):
    monkeypatch.setitem(sys.modules, module, None)
    for kept in (fonts._packed_fonts, fonts._noto_cjk, fonts._covered):
        kept.cache_clear()
    with pytest.raises(UsageError, match="extra `png`"):
        render_png(reading(), basemap())
    monkeypatch.undo()
    for kept in (fonts._packed_fonts, fonts._noto_cjk, fonts._covered):
        kept.cache_clear()


@pytest.fixture(scope="module")
def described():
    return dm.locate("within 20 km of Raqqa")


@pytest.mark.parametrize("suffix", [".svg", ".SVG", ".png"])
def test_a_map_saves_itself_as_a_figure(described, suffix, tmp_path):
    path = described.save(tmp_path / f"map{suffix}")
    content = path.read_bytes()
    assert content == (described.to_png() if suffix == ".png" else described.to_svg().encode())
    described.save(path)
    assert path.read_bytes() == content
    assert [found.name for found in tmp_path.iterdir()] == [path.name]


def test_the_figure_of_a_phrase_says_what_was_taken_for_granted(described):
    svg = described.to_svg()
    assert "Drawn from the words of a phrase; not an observation." in svg
    assert "Taken for granted" in svg
    assert "Reported or stated" not in svg  # nobody reports a phrase


def test_the_command_line_writes_both(tmp_path):
    assert (
        _run(["locate", "within 20 km of Raqqa", "-q", "-o", str(tmp_path / "a.svg"), "-o", str(tmp_path / "a.png")])
        == 0
    )
    assert (tmp_path / "a.svg").read_text(encoding="utf-8").startswith("<svg ")
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")


def test_coarsened_and_redacted_maps_have_nothing_finer_in_their_figure():
    document = dm.map_text("Troops fought near Raqqa and in Tabqa, Syria.", source="A Courier", published="2017-09-18")
    assert "Raqqa" in document.to_svg()
    published = document.for_publishing(redact=("Raqqa",))
    assert "Raqqa" not in published.to_svg()
    assert "الرقة" not in published.to_svg()
