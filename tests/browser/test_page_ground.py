"""The base map on the page: two levels of detail, degrees on request, and where it is from, always in sight."""

from __future__ import annotations

import pytest
from rendered_sample import basemap, reading

from deconflict_map.render import render_page

MAP = "Object.values(window).find((value) => value instanceof L.Map)"


@pytest.fixture(scope="module")
def html() -> str:
    return render_page(reading(), basemap())


def drawn(page, name: str) -> int:
    return page.locator(f".leaflet-pane path.dcm-ground-{name}").count()


def test_the_fine_ground_gives_way_to_the_coarse_one_on_zooming_out(open_page, html):
    page = open_page(html)
    fine = {name: drawn(page, name) for name in ("country", "stream-main", "sea")}
    assert all(fine.values())
    page.evaluate(f"{MAP}.setZoom(2, {{ animate: false }})")
    assert {name: drawn(page, name) for name in fine} == dict.fromkeys(fine, 0)
    assert drawn(page, "world") > 0
    assert page.locator(".dcm-label-town").count() == 0
    page.evaluate(f"{MAP}.setZoom(7, {{ animate: false }})")
    assert {name: drawn(page, name) for name in fine} == fine


def test_degrees_are_drawn_on_request_and_labelled_by_where_they_lie(open_page, html):
    page = open_page(html)
    assert page.locator(".leaflet-pane path.dcm-graticule").count() == 0
    page.locator("#dcm-legend").evaluate("legend => { legend.open = true; }")
    page.locator("#dcm-layer-graticule").focus()
    page.keyboard.press("Space")
    page.evaluate(f"{MAP}.setView([35.5, 39.5], 7, {{ animate: false }})")
    labels = page.locator(".dcm-degrees").all_inner_texts()
    assert {"38° E", "40° E", "36° N"} <= set(labels), labels
    for label, axis in (("40° E", "x"), ("36° N", "y")):
        box = page.locator(".dcm-degrees", has_text=label).first.bounding_box()
        side = page.locator(".leaflet-container").bounding_box()
        point = page.evaluate(f"{MAP}.latLngToContainerPoint([36, 40])")
        middle = box["x"] + box["width"] / 2 - side["x"] if axis == "x" else box["y"] + box["height"] / 2 - side["y"]
        assert abs(middle - point[axis]) < 2
    page.evaluate(f"{MAP}.setView([-17, 180], 7, {{ animate: false }})")
    across = set(page.locator(".dcm-degrees").all_inner_texts())
    assert {"180°", "178° E", "178° W", "16° S"} <= across, across
    page.locator("#dcm-layer-graticule").focus()
    page.keyboard.press("Space")
    assert page.locator(".dcm-degrees").count() == 0


@pytest.mark.parametrize("media", ["screen", "print"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("width", "height"), [(1400, 900), (390, 844)])
def test_the_source_and_the_note_on_borders_are_always_in_sight(open_page, html, width, height, scheme, media):
    page = open_page(html, width=width, height=height, scheme=scheme)
    page.emulate_media(media=media, color_scheme=scheme)
    credit = page.locator(".dcm-credit")
    assert credit.is_visible()
    assert credit.inner_text() == "Natural Earth. Borders imply no opinion; disputed ones are dotted."
    scale = page.locator(".leaflet-control-scale").bounding_box()
    box = credit.bounding_box()
    assert scale is None or box["x"] >= scale["x"] + scale["width"] or media == "print"


def test_disputed_borders_are_dotted_and_settled_ones_are_not(open_page, html):
    page = open_page(html)
    dashes = page.evaluate(
        """() => Object.fromEntries(['border', 'disputed-border'].map((name) => {
             const probe = document.createElementNS('http://www.w3.org/2000/svg', 'path');
             probe.setAttribute('class', 'dcm-ground dcm-ground-' + name);
             document.querySelector('svg').append(probe);
             return [name, getComputedStyle(probe).strokeDasharray]; }))"""
    )
    assert dashes["border"] != dashes["disputed-border"]
    assert dashes["disputed-border"].startswith("1.5px")
