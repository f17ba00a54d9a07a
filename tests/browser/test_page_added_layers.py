"""Layers that the map's maker added, as a reader meets them: in the legend, on the map, by mouse and by keyboard."""

from __future__ import annotations

from dataclasses import replace

import pytest
from axe_playwright_python.sync_playwright import Axe
from rendered_sample import added_layer, basemap, reading

from deconflict_map.render import render_page, to_folium


@pytest.fixture(scope="module")
def ground():
    camps, roads = added_layer("Camps of an agency"), added_layer("Roads, drawn by hand")
    return replace(basemap(), own=(camps, replace(roads, shown=False)))


@pytest.fixture(scope="module")
def html(ground) -> str:
    return render_page(reading(), ground)


def opened(open_page, html, **options):
    page = open_page(html, **options)
    page.locator("#dcm-legend").evaluate("node => { node.open = true; }")
    return page


def test_the_legend_says_that_the_text_does_not(open_page, html):
    page = opened(open_page, html)
    words = page.locator("#dcm-legend").inner_text()
    assert "Added by the map’s maker, not said by the text" in words
    assert words.count("Camps of an agency") == 3  # title, meaning, credit
    assert "2 features have no place" in words
    assert "Camps of an agency" in page.locator(".dcm-sources").inner_text()


def test_its_features_open_a_card_by_mouse_and_keyboard(open_page, html):
    page = opened(open_page, html)
    stops = page.locator('path.dcm-own[role="button"]')
    assert stops.count() == 3
    stops.first.dispatch_event("click")
    assert "not said by the text" in page.locator(".dcm-card-popup").inner_text()
    page.keyboard.press("Escape")
    page.wait_for_selector(".dcm-card-popup", state="detached", timeout=5000)
    assert page.evaluate("document.activeElement.classList.contains('dcm-own')"), "the focus is given back"
    stops.last.focus()
    page.keyboard.press("Enter")
    assert "Camps of an agency" in page.locator(".dcm-card-popup").inner_text()
    assert page.locator("#dcm-card").is_hidden(), "no card of the text opens with it"


def test_it_is_switched_in_the_legend_and_kept_in_the_address(open_page, html):
    page = opened(open_page, html)
    camps, roads = page.locator("#dcm-layer-own-1"), page.locator("#dcm-layer-own-2")
    assert (camps.is_checked(), roads.is_checked()) == (True, False)
    camps.uncheck()
    assert page.locator("path.dcm-own").count() == 0
    roads.check()
    assert page.locator("path.dcm-own").count() == 3
    assert page.evaluate("location.hash") == "#hide=own-1&show=own-2"


def test_it_stays_whatever_is_chosen_of_the_text(open_page, html):
    page = opened(open_page, html)
    page.locator("#dcm-day").focus()
    page.keyboard.press("Home")
    assert page.locator("path.dcm-own").count() == 3


def test_a_page_opens_as_it_was_asked_to(open_page, ground):
    html = render_page(reading(), ground, opening="open=claim:2&show=own-2&hide=places")
    page = opened(open_page, html)
    assert page.locator("#dcm-card").is_visible()
    assert page.locator("#dcm-layer-own-2").is_checked()
    assert not page.locator("#dcm-layer-places").is_checked()


@pytest.mark.parametrize(
    "opening", ["open=claim:999&hide=x,y&without=z&day=said:9999-01-01&view=a/b/c", "%%%", "open=" + "9" * 5000]
)
def test_a_wrong_opening_opens_the_plain_page(open_page, ground, opening):
    page = opened(open_page, render_page(reading(), ground, opening=opening))
    assert page.locator("#dcm-card").is_hidden()
    assert page.locator("path.dcm-mark").count() > 0


@pytest.mark.parametrize(("width", "scheme"), [(1400, "light"), (390, "dark")])
def test_axe_finds_nothing(open_page, html, width, scheme):
    page = opened(open_page, html, width=width, scheme=scheme)
    found = Axe().run(page, options={"resultTypes": ["violations"], "preload": False}).response["violations"]
    assert [rule["id"] for rule in found] == []


def test_a_folium_map_has_it_in_one_layer(open_page, ground):
    page = open_page(to_folium(reading(), ground).get_root().render(), ready="path.dcm-own")
    assert page.locator("path.dcm-own").count() == 3
    page.locator("path.dcm-own").first.dispatch_event("click")
    assert "not said by the text" in page.locator(".dcm-card-popup").inner_text()
