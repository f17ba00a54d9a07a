"""Pages in headless Chromium → when they answer and how long they pause; opened from files, the network cut.

Next to a page of ours with 10,000 places and 500 zones stand two of plain Folium with the same marks: as its manual
draws them, and as the two GeoJSON layers that it draws quickest. What those ask for online is answered from the
packages that carry it (Leaflet, jQuery) or with nothing (icon fonts and Bootstrap), which can only speed them up.
"""

from __future__ import annotations

import shutil
import statistics
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from crowd import crowded, plain_layer, plain_markers

from deconflict_map.mapping import map_article
from deconflict_map.model.basemap import BaseMap
from deconflict_map.render import render_page
from deconflict_map.render.assets import jquery_script, leaflet_script, leaflet_style

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page, Route

CROWD_RUNS = 3
BUILD_RUNS = 2
# Notes when a page says that it is ready, and when it is drawn: two frames after all of it has loaded.
SPY = """new MutationObserver((_, observer) => {
  if (document.querySelector('[data-dcm-ready]')) { window.__ready = performance.now(); observer.disconnect(); }
}).observe(document, {attributes: true, childList: true, subtree: true});
addEventListener('load', () => requestAnimationFrame(() => requestAnimationFrame(() => {
  window.__drawn = performance.now();
})));"""
# The longest time between two frames while the map is moved by a hand's breadth, in seconds, for each of 15 moves.
PAN = """async () => {
  const map = Object.values(window).find((value) => value instanceof L.Map);
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  const pauses = [];
  for (let turn = 0; turn < 15; turn += 1) {
    let before = await frame();
    let longest = 0;
    map.panBy([turn % 2 ? -180 : 180, 60 * (turn % 3 - 1)], { animate: false });
    for (let after = 0; after < 4; after += 1) {
      const now = await frame();
      longest = Math.max(longest, now - before);
      before = now;
    }
    pauses.push(longest / 1000);
  }
  return pauses;
}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Crowd:
    """What a page with many marks costs: seconds to build and to open, pauses when it is moved, and its size."""

    build_s: float
    open_s: float
    pan_s: float
    size_mb: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Seconds until the account's page answers; then ours, Folium's marks and Folium's layers of the crowd."""

    interactive_s: tuple[float, ...]
    ours: Crowd
    markers: Crowd
    layers: Crowd


def measure(account: Path, runs: int) -> Found | None:
    """Measure the account's page and the crowded ones; `None` where there is no browser."""
    executable = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if executable is None:
        return None
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        context = browser.new_context(viewport={"width": 1400, "height": 900})
        context.route("**/*", _answered)
        context.add_init_script(SPY)
        tab = context.new_page()
        path = Path(folder) / "page.html"
        path.write_text(map_article(account).to_html(), encoding="utf-8")
        interactive = tuple(_opened(tab, path, "window.__ready") for _ in range(runs))
        crowds = _crowds(tab, Path(folder))
        browser.close()
    return Found(interactive_s=interactive, ours=crowds[0], markers=crowds[1], layers=crowds[2])


def _answered(route: Route) -> None:
    """Files as they are; of what is online, what a package here carries."""
    url = route.request.url
    if url.startswith(("file:", "data:")):
        route.continue_()
    elif "leaflet.js" in url:
        route.fulfill(body=leaflet_script(), content_type="text/javascript")
    elif "leaflet.css" in url:
        route.fulfill(body=leaflet_style(), content_type="text/css")
    elif "jquery" in url:
        route.fulfill(body=jquery_script(), content_type="text/javascript")
    else:
        route.fulfill(body="", content_type="text/css" if ".css" in url else "text/javascript")


def _opened(tab: Page, path: Path, when: str) -> float:
    """Seconds from navigation until `when` is set."""
    tab.goto(path.as_uri())
    tab.wait_for_function(f"() => {when} > 0", timeout=120_000)
    return float(tab.evaluate(when)) / 1000


def _crowds(tab: Page, folder: Path) -> list[Crowd]:
    """The three pages, built and opened in turns."""
    reading = crowded()
    ground = BaseMap(bounds=(28.0, 30.0, 42.0, 41.0), features=())
    makers: list[Callable[[], str]] = [
        lambda: render_page(reading, ground),
        lambda: str(plain_markers(reading).get_root().render()),
        lambda: str(plain_layer(reading).get_root().render()),
    ]
    paths = [folder / f"crowd-{place}.html" for place in range(len(makers))]
    built = [min(_built(maker, path) for _ in range(BUILD_RUNS)) for maker, path in zip(makers, paths, strict=True)]
    opened: list[list[float]] = [[] for _ in makers]
    paused: list[list[float]] = [[] for _ in makers]
    for _ in range(CROWD_RUNS):
        for place, path in enumerate(paths):
            opened[place].append(_opened(tab, path, "window.__drawn"))
            paused[place].append(statistics.median(tab.evaluate(PAN)))
    return [
        Crowd(
            build_s=built[place], open_s=min(opened[place]), pan_s=min(paused[place]), size_mb=path.stat().st_size / 1e6
        )
        for place, path in enumerate(paths)
    ]


def _built(maker: Callable[[], str], path: Path) -> float:
    started = time.perf_counter()
    html = maker()
    spent_s = time.perf_counter() - started
    path.write_text(html, encoding="utf-8")
    return spent_s
