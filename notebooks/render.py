"""Notebooks → the same notebooks with what they put out, executed without a network: `make notebooks`.

Every notebook beside this file is executed from top to bottom in a fresh kernel and written back in one normal form:
no times, counts from 1, ids by position, little metadata; equal notebooks give equal bytes wherever the same wheels are
installed. What a code-hosting page strips is replaced: a map by its figure, another page in a frame (Folium) by how it
looks in a Chromium. Refuses a notebook that fails, writes to standard error, or has a page while there is no Chromium.
"""

from __future__ import annotations

import base64
import io
import os
import re
import shutil
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

import nbformat
from lxml import html
from nbclient import NotebookClient
from PIL import Image

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from nbformat import NotebookNode

HERE = Path(__file__).resolve().parent
START = (HERE / "kernel_start.py").read_text(encoding="utf-8")
WIDTH_PX = 1000
"""No picture is wider: half a figure's, which keeps its letters sharp, and about what code-hosting pages show."""
COLOURS, COMMON = 64, 24
"""Of a picture: on the whole, and for the tints that cover most of it."""
PAGE_PX = (1000, 620)
SEEN = "An interactive map, as a browser shows it; run the notebook to use it."
MOST_SECONDS = 30.0
"""Of the processor's time: on a machine that does nothing else a notebook takes about as long, on others longer."""
CLOCK = "import time; print(time.process_time())"
MOST_BYTES = 1_500_000
ADDRESS = re.compile(r" at 0x[0-9a-f]+")
"""Where an object lies in memory, which is never the same."""
METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


class NotebookRefusedError(Exception):
    """A notebook that can't be committed as it is, and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Executed:
    """A notebook in its normal form, the seconds that it took in all, and those that its kernel was at work."""

    notebook: NotebookNode
    seconds: float
    busy: float


def main(names: list[str]) -> int:
    """Execute the named notebooks, or all, and write them back; how many were refused."""
    refused = 0
    for path in sorted(map(Path, names)) or notebooks():
        try:
            print(rendered(path), flush=True)
        except NotebookRefusedError as error:
            print(f"{path.name}: {error}", file=sys.stderr, flush=True)
            refused += 1
    return min(refused, 1)


def notebooks() -> list[Path]:
    """All notebooks, in the order of their names."""
    return sorted(HERE.glob("*.ipynb"))


def rendered(path: Path) -> str:
    """Execute a notebook and write it back; a line that says how long it took and how large it is.

    Raises:
        NotebookRefusedError: It fails, is too slow or too large, or puts out what can't be kept.
    """
    done = executed(path, chromium=chromium())
    text = written(done.notebook)
    if done.busy > MOST_SECONDS:
        raise NotebookRefusedError(f"kept its kernel busy for {done.busy:.0f} s, more than {MOST_SECONDS:.0f}")
    if len(text.encode()) > MOST_BYTES:
        raise NotebookRefusedError(f"has {len(text.encode()) / 1e6:.1f} MB, more than {MOST_BYTES / 1e6:.1f}")
    path.write_text(text, encoding="utf-8", newline="\n")
    sizes = ", ".join(f"{len(picture) / 1000:.0f}" for picture in pictures(done.notebook))
    took = f"{done.seconds:.1f} s (busy for {done.busy:.1f})"
    return f"{path.name}: {took}, {len(text.encode()) / 1000:.0f} kB, pictures of {sizes or 'no'} kB"


def executed(path: Path, *, chromium: str | None) -> Executed:
    """A notebook executed anew, in its normal form; pages in frames are left out if there is no `chromium`.

    Raises:
        NotebookRefusedError: It fails, or writes to standard error.
    """
    notebook = nbformat.read(path, as_version=4)
    notebook.cells = [cell for cell in notebook.cells if cell.source.strip()]
    notebook.cells.insert(0, nbformat.v4.new_code_cell(START))
    notebook.cells.append(nbformat.v4.new_code_cell(CLOCK))
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        _run(notebook, path.parent, settings=folder)
        seconds = time.perf_counter() - began
    busy = float(notebook.cells[-1].outputs[0].text)
    notebook.cells = notebook.cells[1:-1]
    return Executed(notebook=normal(notebook, chromium=chromium), seconds=seconds, busy=busy)


def _run(notebook: NotebookNode, folder: Path, *, settings: str) -> None:
    """Execute all cells, by no settings but those of the project."""
    client = NotebookClient(
        notebook,
        timeout=120,
        record_timing=False,
        allow_errors=True,
        resources={"metadata": {"path": str(folder)}},
        extra_arguments=["--HistoryManager.enabled=False", "--log-level=ERROR"],
    )
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DECONFLICT_MAP_", "IPYTHON"))}
    client.execute(env=kept | {"IPYTHONDIR": settings, "MPLBACKEND": "module://matplotlib_inline.backend_inline"})
    for number, cell in enumerate(notebook.cells):
        for output in cell.get("outputs", ()):
            if output.output_type == "error":
                raise NotebookRefusedError(f"cell {number} fails: {output.ename}: {output.evalue}")
            if output.get("name") == "stderr":
                raise NotebookRefusedError(f"cell {number} writes to standard error: {output.text[:500]}")


def normal(notebook: NotebookNode, *, chromium: str | None) -> NotebookNode:
    """A notebook with nothing in it of the time, machine or tool by which it was made."""
    cells = []
    count = 0
    for number, cell in enumerate(notebook.cells, start=1):
        kept = {"id": f"cell-{number:02d}", "metadata": {}}
        if cell.cell_type == "code":
            count += 1
            outputs = [_normal_output(output, count, chromium) for output in _joined(cell.outputs)]
            cells.append(nbformat.v4.new_code_cell(cell.source.strip(), execution_count=count, outputs=outputs, **kept))
        else:
            cells.append(nbformat.v4.new_markdown_cell(cell.source.strip(), **kept))
    return cast("NotebookNode", nbformat.v4.new_notebook(cells=cells, metadata=METADATA))


def _joined(outputs: Iterable[NotebookNode]) -> Iterator[NotebookNode]:
    """Outputs with what was printed in pieces in one: how it is cut depends on the time."""
    held: NotebookNode | None = None
    for output in outputs:
        if held is not None and output.output_type == "stream" and output.name == held.name:
            held.text += output.text
            continue
        if held is not None:
            yield held
        held = output if output.output_type == "stream" else None
        if held is None:
            yield output
    if held is not None:
        yield held


def _normal_output(output: NotebookNode, count: int, chromium: str | None) -> NotebookNode:
    if output.output_type == "stream":
        return output
    data = dict(output.data)
    data["text/plain"] = ADDRESS.sub("", data.get("text/plain", ""))
    metadata = {kind: told for kind, told in output.metadata.items() if kind in data}
    page = framed_page(data.get("text/html", ""))
    if page is not None:
        del data["text/html"]
        if chromium is not None:
            data["image/png"] = base64.b64encode(seen(page, chromium)).decode("ascii")
            metadata["image/png"] = {"alt": SEEN}
    if "image/png" in data:
        picture = reduced(base64.b64decode(data["image/png"]))
        data["image/png"] = base64.b64encode(picture).decode("ascii")
        told = dict(metadata.get("image/png", {}))
        metadata["image/png"] = {name: told[name] for name in ("alt",) if name in told}
    metadata = {kind: told for kind, told in metadata.items() if told}
    if output.output_type == "execute_result":
        return nbformat.v4.new_output("execute_result", data=data, metadata=metadata, execution_count=count)
    return nbformat.v4.new_output("display_data", data=data, metadata=metadata)


def framed_page(fragment: str) -> str | None:
    """The page in the frame of an HTML output, or `None` where it has none."""
    if "<iframe" not in fragment:
        return None
    return next((str(frame.get("srcdoc")) for frame in html.fromstring(fragment).iter("iframe")), None)


def seen(page: str, chromium: str) -> bytes:
    """A page as a window of `PAGE_PX` shows it, without a network, once its map stands.

    Playwright wants a thread without a running event loop, and whoever asks may have one.
    """
    with ThreadPoolExecutor(max_workers=1) as threads:
        return threads.submit(_seen, page, chromium).result()


def _seen(page: str, chromium: str) -> bytes:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 -- only where a notebook has such a page

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        file = Path(folder, "page.html")
        file.write_text(page, encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        width, height = PAGE_PX
        context = browser.new_context(
            offline=True, viewport={"width": width, "height": height}, reduced_motion="reduce"
        )
        tab = context.new_page()
        tab.goto(file.as_uri(), wait_until="load")
        tab.wait_for_selector(".leaflet-container, #map svg", state="attached")
        tab.wait_for_timeout(500)
        picture = tab.screenshot()
        browser.close()
    return picture


def chromium() -> str | None:
    """Where a Chromium is on this machine, if there is one."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def reduced(picture: bytes) -> bytes:
    """A PNG no wider than `WIDTH_PX`, in as few colours as keep its tints apart."""
    with Image.open(io.BytesIO(picture)) as image:
        if image.mode == "P" and image.width <= WIDTH_PX:
            return picture
        flat = Image.new("RGB", image.size, "white")
        with_alpha = image.convert("RGBA")
        flat.paste(with_alpha, mask=with_alpha.getchannel("A"))
    if flat.width > WIDTH_PX:
        flat = flat.resize((WIDTH_PX, round(flat.height * WIDTH_PX / flat.width)), Image.Resampling.BOX)
    small = io.BytesIO()
    _few_colours(flat).save(small, "PNG", optimize=True)
    return small.getvalue()


def _few_colours(picture: Image.Image) -> Image.Image:
    """The colours that cover most of a picture as they are, and others spread over the rest, so that no ink is lost."""
    counted = sorted(picture.getcolors(picture.width * picture.height) or (), reverse=True)
    common = [colour for _, colour in counted[:COMMON]]
    rare = picture.quantize(COLOURS - COMMON, method=Image.Quantize.MAXCOVERAGE).getpalette() or []
    palette = Image.new("P", (1, 1))
    palette.putpalette([value for colour in common for value in colour] + rare)
    return picture.quantize(palette=palette, dither=Image.Dither.NONE)


def pictures(notebook: NotebookNode) -> list[bytes]:
    """All PNGs that a notebook puts out."""
    return [
        base64.b64decode(output.data["image/png"])
        for cell in notebook.cells
        for output in cell.get("outputs", ())
        if "image/png" in output.get("data", {})
    ]


def written(notebook: NotebookNode) -> str:
    """A notebook in its normal form, as the text of its file."""
    return cast("str", nbformat.writes(notebook, version=4)).rstrip("\n") + "\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
