"""The page of a comparison: hostile words do nothing, sides can be hidden and swiped, rows light their marks."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from hostile_strings import HOSTILE
from rendered_sample import basemap_with_text, with_text

from deconflict_map.comparison.comparing import outcome
from deconflict_map.comparison.page import comparison_notebook, comparison_page
from deconflict_map.render.visible import visible

READY = "#tools:not([hidden])"
WORDS = "\n".join(HOSTILE[::3])


def shown(words, other, make=comparison_page, **options):
    before, after = with_text(words), with_text(other)
    return make(outcome(before, after, str.casefold), before, after, basemap_with_text(words), **options)


@pytest.mark.parametrize("words", ["\n".join(HOSTILE[start::3]) for start in range(3)], ids=range(3))
def test_nothing_runs_and_nothing_is_asked_for(open_page, words):
    page = open_page(shown(words, "another text"), ready=READY)
    assert visible(words)[:40] in page.text_content("main")
    for box in page.locator("#tools input[type=checkbox]").all():
        box.click()
    page.locator("tr[data-row]").first.hover()


def test_sides_can_be_hidden_and_swiped(open_page):
    page = open_page(shown("one", "other"), ready=READY)
    page.uncheck('[data-shows="before"]')
    assert not any(group.is_visible() for group in page.locator('g[data-side="before"]').all())
    page.check('[data-shows="before"]')
    page.check("#swiping")
    cut = "[...document.querySelectorAll('clipPath rect')].map((one) => [one.x.baseVal.value, one.width.baseVal.value])"
    _, (start, width), (after, rest) = page.evaluate(cut)
    assert start == 0
    assert after == pytest.approx(width)
    assert after + rest == pytest.approx(1200)
    page.locator("#swipe").fill("0")
    assert page.evaluate(cut)[1][1] == 0


def test_the_map_is_moved_by_keys_and_never_left_empty(open_page):
    page = open_page(shown("one", "other"), ready=READY)
    box = "document.querySelector('#map svg').getAttribute('viewBox').split(' ').map(Number)"
    whole = page.evaluate(box)
    page.focus("#map")
    page.keyboard.press("+")
    page.keyboard.press("ArrowRight")
    near = page.evaluate(box)
    assert near[2] < whole[2]
    assert near[0] > 0
    for _ in range(40):
        page.keyboard.press("ArrowLeft")
    assert page.evaluate(box)[0] == 0
    for _ in range(9):
        page.keyboard.press("-")
    assert page.evaluate(box) == pytest.approx(whole)


def test_a_row_lights_its_mark(open_page):
    page = open_page(shown("one", "other"), ready=READY)
    page.locator('tr[data-row="1"] td').first.hover()
    lit = "[...document.querySelectorAll('g[data-row]')].filter((one) => !one.matches('.dim')).map((one) => one.dataset.row)"
    assert set(page.evaluate(lit)) == {"1"}


def test_in_a_notebook_it_stands_in_a_sandbox(open_page):
    page = open_page(shown(WORDS, "other", comparison_notebook, height_px=600), ready="iframe")
    frame = page.frame_locator("iframe")
    frame.locator(READY).wait_for()
    frame.locator("#swiping").check()
    assert frame.locator("#edge").get_attribute("class") == ""


@pytest.mark.parametrize(("width", "height"), [(1400, 900), (390, 844)])
def test_it_can_be_used_by_everybody(open_page, width, height):
    """axe-core finds nothing, wide or narrow."""
    page = open_page(shown("one", "other"), ready=READY, width=width, height=height)
    found = Axe().run(page, options={"resultTypes": ["violations"], "preload": False}).response["violations"]
    assert [(rule["id"], node["html"][:160]) for rule in found for node in rule["nodes"][:3]] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
