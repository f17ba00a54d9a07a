"""A headless Chromium without a network, and a page in it that reports everything that it shouldn't do."""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "render"))

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

READY = "[data-dcm-ready]"
_SPY = """
window.__csp = [];
document.addEventListener('securitypolicyviolation', (event) => window.__csp.push(event.violatedDirective + ' ' + event.blockedURI));
"""


def chromium() -> str | None:
    """Where a Chromium lies on this machine."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def pytest_collection_modifyitems(items):
    here = Path(__file__).parent
    reason = "no browser: install chromium to run the browser tests"
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if chromium() is None:
                item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 only where there is a browser

    with sync_playwright() as playwright:
        # A container's root can't use Chromium's own sandbox; the pages opened here are ours.
        launched = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        yield launched
        launched.close()


@dataclass
class Watched:
    """A page and what it did that it shouldn't have."""

    page: Page
    faults: list[str] = field(default_factory=list)

    def check(self) -> None:
        self.faults += [f"CSP: {report}" for report in self.page.evaluate("window.__csp")]
        if self.page.evaluate("window.__hit !== undefined"):
            self.faults.append("a script from the data ran")
        assert self.faults == []


def _watch(page: Page, own: str) -> Watched:
    watched = Watched(page)
    page.add_init_script(_SPY)
    page.on("request", lambda request: request.url == own or watched.faults.append(f"request: {request.url[:200]}"))
    page.on("console", lambda message: watched.faults.append(f"console: {message.text[:300]}"))
    page.on("pageerror", lambda error: watched.faults.append(f"error: {error}"))

    def dialog(opened):
        watched.faults.append(f"dialog: {opened.message}")
        opened.dismiss()

    page.on("dialog", dialog)
    return watched


@pytest.fixture
def open_page(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., Page]]:
    """Opens HTML from a file, offline; at the end nothing may have been asked for, logged, reported or run."""
    opened = []

    def opener(html: str, *, width: int = 1400, height: int = 900, ready: str = READY, **options) -> Page:
        file = tmp_path / f"page-{len(opened)}.html"
        file.write_text(html, encoding="utf-8")
        context = browser.new_context(
            viewport={"width": width, "height": height}, offline=True, reduced_motion="reduce", **options
        )
        watched = _watch(context.new_page(), file.as_uri())
        opened.append((context, watched))
        watched.page.goto(file.as_uri())
        watched.page.wait_for_selector(ready, state="attached", timeout=10_000)
        return watched.page

    yield opener
    for context, watched in opened:
        watched.check()
        context.close()
