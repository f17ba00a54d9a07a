"""A headless Chromium without a network, and a page in it that reports everything that it shouldn't do."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "render"))

from watching import Watched, watch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

READY = "[data-dcm-ready]"


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
        # A container's root can't use Chromium's own sandbox; the pages opened here are ours. Without a GPU, its process
        # only adds a partner to wait for.
        launched = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"])
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def tab(browser: Browser) -> Watched:
    """The one tab that most tests share: opening a new one takes longer than loading a page."""
    return watch(browser.new_context(offline=True).new_page())


@pytest.fixture(scope="session")
def touched(browser: Browser) -> Watched:
    """A tab of a phone."""
    return watch(browser.new_context(offline=True, has_touch=True, is_mobile=False).new_page())


@pytest.fixture
def open_page(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[..., Page]]:
    """Opens HTML from a file, offline; at the end nothing may have been asked for, logged, reported or run."""
    opened = []

    def opener(html: str, *, ready: str = READY, width=1400, height=900, scheme="light", touch=False) -> Page:
        for before in opened:
            before.check()
        watched = request.getfixturevalue("touched" if touch else "tab")
        file = tmp_path / f"page-{len(opened)}.html"
        file.write_text(html, encoding="utf-8")
        watched.own = file.as_uri()
        watched.faults.clear()
        watched.page.set_viewport_size({"width": width, "height": height})
        watched.page.emulate_media(media="screen", color_scheme=scheme, reduced_motion="reduce")
        watched.page.goto(watched.own)
        watched.page.wait_for_selector(ready, state="attached", timeout=10_000)
        opened[:] = [watched]
        return watched.page

    yield opener
    for watched in opened:
        watched.check()
