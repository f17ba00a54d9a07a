"""Every notebook is committed with what it puts out, and puts out the same when it is executed anew."""

import base64
import io
from pathlib import Path

import nbformat
import numpy as np
import pytest
from PIL import Image

from notebooks import render

FOLDER = Path(__file__).resolve().parents[2] / "notebooks"
EVERY = pytest.mark.parametrize("path", render.notebooks(), ids=lambda path: path.stem)
MOST_APART, MOST_APART_SEEN = 6.0, 24.0
"""Grey levels, of 255, on average over a picture of ours and over one by a browser, whose fonts are the machine's own."""


def test_there_are_notebooks():
    assert FOLDER / "01_first_map.ipynb" in render.notebooks()


@EVERY
@pytest.mark.enable_socket  # the kernel is spoken to over loopback; the notebook itself has no network
@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of the kernel's own machinery
def test_stored_outputs_are_those_of_a_fresh_run(path):
    stored = nbformat.read(path, as_version=4)
    chromium = render.chromium()
    fresh = render.executed(path, chromium=chromium).notebook
    assert [cell.source for cell in fresh.cells] == [cell.source for cell in stored.cells]
    for number, (now, then) in enumerate(zip(fresh.cells, stored.cells, strict=True), start=1):
        where = f"{path.name}, cell {number}: run `make notebooks`"
        assert [_words(one) for one in now.get("outputs", ())] == [_words(one) for one in then.get("outputs", ())], (
            where
        )
        for drawn, kept in zip(now.get("outputs", ()), then.get("outputs", ()), strict=True):
            if _picture(drawn) is not None or chromium is not None:
                most = MOST_APART_SEEN if _alt(kept) == render.SEEN else MOST_APART
                assert _alike(_picture(drawn), _picture(kept), most), where


@EVERY
def test_notebook_is_kept_in_its_normal_form(path):
    notebook = nbformat.read(path, as_version=4)
    assert path.read_text(encoding="utf-8") == render.written(render.normal(notebook, chromium=None))
    assert path.stat().st_size <= render.MOST_BYTES


@EVERY
def test_notebook_shows_pictures_and_nothing_that_code_hosts_strip(path):
    notebook = nbformat.read(path, as_version=4)
    assert render.pictures(notebook)
    for picture in render.pictures(notebook):
        with Image.open(io.BytesIO(picture)) as image:
            assert 300 <= image.width <= render.WIDTH_PX
    shown = [output for cell in notebook.cells for output in cell.get("outputs", ())]
    assert all(_alt(one) for one in shown if _picture(one) is not None and one.output_type == "execute_result")
    assert not [one for one in shown if one.output_type == "error" or one.get("name") == "stderr"]
    for fragment in (str(one.get("data", {}).get("text/html", "")) for one in shown):
        assert "<iframe" not in fragment
        assert "<script" not in fragment


@EVERY
def test_notebook_begins_with_a_title_and_prose(path):
    first = nbformat.read(path, as_version=4).cells[0]
    assert first.cell_type == "markdown"
    assert first.source.startswith("# ")


CELLS = [
    (
        "import socket; socket.create_connection(('192.0.2.1', 80), 1)",
        "without a network",
        "an address (RFC 5737: for documentation)",
    ),
    (
        "import urllib.request; urllib.request.urlopen('http://example.org')",
        "without a network",
        "a name that would be looked up",
    ),
    ("raise KeyError('gone')", "KeyError: 'gone'", "a cell that fails"),
    ("import sys; sys.stderr.write('beware')", "standard error: beware", "a warning that readers would see"),
]


@pytest.mark.parametrize(("source", "told", "why"), CELLS, ids=[case[2] for case in CELLS])
@pytest.mark.enable_socket  # as above
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_notebook_that_cannot_be_kept_is_refused_and_left_as_it_was(tmp_path, source, told, why):
    path = tmp_path / "bad.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)]), path)
    before = path.read_bytes()
    with pytest.raises(render.NotebookRefusedError, match=told):
        render.rendered(path)
    assert path.read_bytes() == before, why


def test_normal_form_has_nothing_of_the_run():
    """Printed pieces are joined, addresses and times left out, counts and ids set by position."""
    new = nbformat.v4
    cell = new.new_code_cell("show()", execution_count=41, metadata={"execution": {"iopub.status.busy": "2026-01-01"}})
    cell.outputs = [
        new.new_output("stream", name="stdout", text="a"),
        new.new_output("stream", name="stdout", text="b\n"),
        new.new_output("execute_result", data={"text/plain": "<Thing at 0x7f7f5bbf3850>"}, execution_count=41),
    ]
    first = new.new_notebook(
        cells=[new.new_markdown_cell("# T\n"), cell],
        metadata={"kernelspec": {"name": "my-env", "display_name": "Mine"}},
    )
    normal = render.normal(first, chromium=None)
    assert [one.id for one in normal.cells] == ["cell-01", "cell-02"]
    assert [one.get("text") for one in normal.cells[1].outputs] == ["ab\n", None]
    assert normal.cells[1].outputs[1].data["text/plain"] == "<Thing>"
    assert normal.cells[1].execution_count == 1
    assert render.written(render.normal(normal, chromium=None)) == render.written(normal)
    for gone in ("my-env", "2026", "0x7f", "41"):
        assert gone not in render.written(normal)


def test_pictures_are_narrowed_and_lose_no_ink():
    """A rare colour stays apart from the common ones, and a picture that is small already isn't touched again."""
    wide = Image.new("RGB", (2 * render.WIDTH_PX, 40), "white")
    wide.paste((214, 94, 0), (100, 10, 160, 30))
    drawn = io.BytesIO()
    wide.save(drawn, "PNG")
    small = render.reduced(drawn.getvalue())
    with Image.open(io.BytesIO(small)) as image:
        assert image.size == (render.WIDTH_PX, 20)
        red, green, blue = image.convert("RGB").getpixel((65, 10))
    assert abs(red - 214) <= 8
    assert abs(green - 94) <= 8
    assert blue <= 8
    assert render.reduced(small) == small


def _words(output):
    """An output without its pictures, which are compared by what is seen."""
    data = {kind: text for kind, text in output.get("data", {}).items() if kind != "image/png"}
    return {**{name: value for name, value in output.items() if name not in {"data", "metadata"}}, "data": data}


def _picture(output):
    coded = output.get("data", {}).get("image/png")
    return None if coded is None else base64.b64decode(coded)


def _alt(output):
    return output.get("metadata", {}).get("image/png", {}).get("alt", "")


def _alike(fresh, stored, most):
    if fresh == stored:
        return True
    if fresh is None or stored is None:
        return False
    with Image.open(io.BytesIO(fresh)) as one, Image.open(io.BytesIO(stored)) as other:
        if one.size != other.size:
            return False
        apart = np.asarray(one.convert("L"), dtype=float) - np.asarray(other.convert("L"), dtype=float)
    return float(np.abs(apart).mean()) <= most
