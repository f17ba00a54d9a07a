"""The page in headless Chromium → when it answers; the network is cut, the page opened from a file."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from deconflict_map.article import read_text
from deconflict_map.document import map_article
from deconflict_map.model.article import Span
from deconflict_map.model.basemap import BaseMap
from deconflict_map.model.place import MatchKind, Place, PlaceKind, ShapeForm
from deconflict_map.model.reading import Reading
from deconflict_map.model.toponym import Candidate, Resolution, Toponym, ToponymKind
from deconflict_map.render import render_page

CROWD = 10_000
# Notes the time since navigation at which the page says that it is ready.
SPY = """new MutationObserver((_, observer) => {
  if (document.querySelector('[data-dcm-ready]')) { window.__ready = performance.now(); observer.disconnect(); }
}).observe(document, {attributes: true, childList: true, subtree: true});"""
ZOOM = """() => new Promise((done) => {
  const started = performance.now();
  document.querySelector('.leaflet-control-zoom-in').click();
  requestAnimationFrame(() => requestAnimationFrame(() => done((performance.now() - started) / 1000)));
})"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Seconds from navigation until the page answers, and for one zoom with a crowd of places on it."""

    interactive_s: tuple[float, ...]
    crowded_s: float
    crowded_zoom_s: float


def measure(account: Path, runs: int) -> Found | None:
    """Measure the account's page and a crowded one; `None` where there is no browser."""
    executable = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if executable is None:
        return None
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        context = browser.new_context(offline=True, viewport={"width": 1400, "height": 900})
        context.add_init_script(SPY)
        tab = context.new_page()

        def ready_s(html: str) -> float:
            path = Path(folder) / "page.html"
            path.write_text(html, encoding="utf-8")
            tab.goto(path.as_uri())
            tab.wait_for_selector("[data-dcm-ready]", state="attached", timeout=60_000)
            return float(tab.evaluate("window.__ready")) / 1000

        page = map_article(account).to_html()
        interactive = tuple(ready_s(page) for _ in range(runs))
        crowded_s = ready_s(render_page(crowded(), BaseMap(bounds=(-10.0, -10.0, 10.0, 10.0), features=())))
        zoom_s = float(tab.evaluate(ZOOM))
        browser.close()
    return Found(interactive_s=interactive, crowded_s=crowded_s, crowded_zoom_s=zoom_s)


def crowded() -> Reading:
    """A reading with ten thousand places on a grid."""
    article = read_text(" ".join(f"P{number:05}" for number in range(CROWD)))
    resolutions = tuple(_resolution(article.text, number) for number in range(CROWD))
    return Reading(article=article, resolutions=resolutions, claims=(), footprints=(), undrawn=(), sources=())


def _resolution(text: str, number: int) -> Resolution:
    span = Span(start=number * 7, end=number * 7 + 6)
    place = Place(
        id=f"dm:{number}",
        name=text[span.start : span.end],
        kind=PlaceKind.POPULATED,
        feature="PPL",
        lon=-10 + 0.2 * (number % 100),
        lat=-10 + 0.2 * (number // 100),
        country="",
        division="",
        population=1,
        shape=ShapeForm.NONE,
        shape_error_m=0.0,
        source="bench",
        licence="",
    )
    toponym = Toponym(span=span, text=place.name, kind=ToponymKind.PLACE, literal=True, sentence=0)
    candidate = Candidate(place=place, score=1.0, match=MatchKind.EXACT, matched_name=place.name)
    return Resolution(
        toponym=toponym, place=place, confidence=0.9, reason="bench", evidence=(), candidates=(candidate,)
    )
