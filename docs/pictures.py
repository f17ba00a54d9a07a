"""The bundled account → the pictures of README and docs, made again by `make pictures`.

Builds the map as the command line does, opens the page in Chromium without a network at the width of a desk and of a
phone, prints it, and draws the figure. Pictures are reduced to 256 colours, chosen so that no tint is lost to its
neighbours. Refuses to run without a Chromium.
"""

from __future__ import annotations

import io
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pypdfium2
from PIL import Image
from playwright.sync_api import sync_playwright

import deconflict_map as dm

if TYPE_CHECKING:
    from playwright.sync_api import Browser

HERE = Path(__file__).parent
IMAGES = HERE / "images"
ACCOUNT = HERE.parent / "seeds" / "deconfliction-line-2017.md"
READY = "[data-dcm-ready]"
COLOURS, RARE = 256, 80
FIGURE_WIDTH, SHEET_WIDTH = 1000, 620


def main() -> None:
    """Make all pictures, and say how large each is."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None:
        sys.exit("pictures of the page need a Chromium: install one")
    document = dm.map_article(ACCOUNT)
    kept("figure.png", document.to_png(), width=FIGURE_WIDTH)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        page = document.save(Path(folder, "map.html"))
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        kept("first-map.png", seen(browser, page, width=1400, height=900))
        kept("card.png", seen(browser, page, width=1400, height=900, opened="mark:line-9"))
        kept("phone.png", seen(browser, page, width=390, height=844))
        kept("print.png", printed(browser, page), width=SHEET_WIDTH)
        browser.close()


def seen(browser: Browser, page: Path, *, width: int, height: int, opened: str | None = None) -> bytes:
    """A page as a window of this size shows it, with a card open if one is asked for."""
    context = browser.new_context(offline=True, viewport={"width": width, "height": height}, reduced_motion="reduce")
    tab = context.new_page()
    tab.goto(page.as_uri())
    tab.wait_for_selector(READY, state="attached")
    if opened is not None:
        tab.locator(f'#dcm-panel .dcm-entries [data-dcm-key="{opened}"]').dispatch_event("click")
        tab.wait_for_selector("#dcm-card:not([hidden])")
    picture = tab.screenshot()
    context.close()
    return picture


def printed(browser: Browser, page: Path) -> bytes:
    """The first sheet of the page's print."""
    context = browser.new_context(offline=True, viewport={"width": 1400, "height": 900})
    tab = context.new_page()
    tab.goto(page.as_uri())
    tab.wait_for_selector(READY, state="attached")
    sheets = pypdfium2.PdfDocument(tab.pdf(format="A4"))
    drawn = io.BytesIO()
    sheets[0].render(scale=2).to_pil().save(drawn, "PNG")
    sheets.close()
    context.close()
    return drawn.getvalue()


def reduced(picture: Image.Image) -> Image.Image:
    """The picture in 256 colours: those that cover most of it, as they are, and others spread over the rest."""
    pixels = np.asarray(picture, dtype=np.int64)
    counted = sorted(picture.getcolors(picture.width * picture.height) or (), reverse=True)
    common = [colour for _, colour in counted[: COLOURS - RARE]]
    spread = np.asarray(picture.quantize(RARE, method=Image.Quantize.MAXCOVERAGE).getpalette()).reshape(-1, 3)
    held = np.vstack([np.asarray(common, dtype=np.int64), spread])[:COLOURS]
    kinds, places = np.unique(pixels.reshape(-1, 3) @ (65_536, 256, 1), return_inverse=True)
    apart = np.stack([kinds >> 16, kinds >> 8 & 255, kinds & 255], axis=1)[:, None, :] - held
    nearest = (apart**2).sum(axis=2).argmin(axis=1).astype(np.uint8)
    flat = Image.fromarray(nearest[places].reshape(pixels.shape[:2]), "P")
    flat.putpalette(held.ravel().tolist())
    return flat


def kept(name: str, picture: bytes, *, width: int | None = None) -> None:
    """Write a picture into this folder, no wider than `width` pixels."""
    with Image.open(io.BytesIO(picture)) as image:
        flat = image.convert("RGB")
        if width is not None and width < flat.width:
            flat = flat.resize((width, round(flat.height * width / flat.width)), Image.Resampling.LANCZOS)
        reduced(flat).save(IMAGES / name, optimize=True)
    print(f"docs/images/{name}: {(IMAGES / name).stat().st_size / 1000:,.0f} kB")


if __name__ == "__main__":
    main()
