"""The page under axe-core: no violation of its rules, in light and dark, wide and narrow, with each part open."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from rendered_sample import asked_with_text, basemap, reading

from deconflict_map.render import render_page

SIZES = [(1400, 900), (390, 844)]


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    return {
        "account": render_page(reading(), basemap()),
        "phrase": render_page(asked_with_text("Tabqa"), basemap()),
    }


@pytest.fixture(scope="module")
def axe() -> Axe:
    return Axe()


def violations(axe: Axe, page) -> list[str]:
    """Each violated rule with the first elements that violate it; the script is run through the debugger, which the page's policy lets through."""
    found = axe.run(page, options={"resultTypes": ["violations"], "preload": False}).response["violations"]
    return [
        f"{rule['id']}: {node['html'][:160]} — {node.get('failureSummary', '')[:300]}"
        for rule in found
        for node in rule["nodes"][:4]
    ]


def open_nothing(page) -> None:
    """As it opens."""
    assert page.locator("#dcm-card").is_hidden()


def open_card(page) -> None:
    page.locator(".dcm-article .dcm-mention, .dcm-list button, .dcm-panel button[data-dcm-key]").first.click()
    assert page.locator("#dcm-card").is_visible()


def open_legend(page) -> None:
    page.evaluate(
        "document.querySelectorAll('#dcm-legend, #dcm-legend details').forEach((part) => { part.open = true; })"
    )


def open_help(page) -> None:
    page.keyboard.press("?")
    assert page.locator("#dcm-help").is_visible()


def choose_voices(page) -> None:
    """The choices lie open and leave something out, and the search finds nothing."""
    page.evaluate("document.querySelectorAll('.dcm-voices details').forEach((part) => { part.open = true; })")
    page.locator("[data-dcm-choice]").first.uncheck()
    assert page.locator("#dcm-sifted").is_visible()
    page.fill("#dcm-search", "no such name")


PARTS = {
    "as it opens": open_nothing,
    "card": open_card,
    "legend": open_legend,
    "help": open_help,
    "choices": choose_voices,
}


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize("which", ["account", "phrase"])
def test_axe_finds_nothing(open_page, pages, axe, which, width, height, scheme, part):
    page = open_page(pages[which], width=width, height=height, scheme=scheme)
    PARTS[part](page)
    assert violations(axe, page) == []


def test_axe_would_find_something(open_page, pages, axe):
    page = open_page(pages["account"])
    page.evaluate(
        "document.querySelector('.dcm-close').removeAttribute('aria-label'); document.documentElement.lang = ''"
    )
    assert any(found.startswith("html-has-lang") for found in violations(axe, page))
