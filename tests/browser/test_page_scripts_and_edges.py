"""Texts in several scripts, and scenes at the edges of a map: across the date line and far in the north."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rendered_sample import basemap, reading
from shapely.affinity import translate
from shapely.geometry import MultiPolygon, box

from deconflict_map.article import Metadata, read_text
from deconflict_map.gazetteer import open_gazetteer
from deconflict_map.mapping import map_reading
from deconflict_map.model.basemap import BaseLayer
from deconflict_map.render import render_page

MIXED = """The army said that its troops hold positions 10 km north of Raqqa (الرقة) in Syria. Talks near Haifa (חיפה) went on.

A spokesman for “مجلس سوريا الديمقراطية” said troops moved 20 km east of Kharkiv (Харків). Others were near Beijing (北京).

قال الجيش إن القوات تقدمت شرق الفرات.

הצבא מסר כי הכוחות נעו."""

WIDE = [(1400, 900), (390, 844)]


def mapped(text: str, title: str = "", source: str | None = None):
    return map_reading(read_text(text, metadata=Metadata(title=title, source=source)), open_gazetteer())


@pytest.fixture(scope="module")
def mixed() -> str:
    return mapped(MIXED, title="أخبار — חדשות — Новини — 新闻", source="صحيفة العربية").to_html()


@pytest.mark.parametrize(("width", "height"), WIDE)
def test_every_script_keeps_its_direction_and_nothing_overflows(open_page, mixed, width, height):
    page = open_page(mixed, width=width, height=height)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    directions = page.evaluate(
        "() => [...document.querySelectorAll('.dcm-article .dcm-block')].map((block) => getComputedStyle(block).direction)"
    )
    assert directions[-4:] == ["ltr", "ltr", "rtl", "rtl"]  # by the first strong letter of each block: UAX 9, P2 and P3
    article = page.text_content(".dcm-article")
    for words in ("الرقة", "חיפה", "Харків", "北京", "مجلس سوريا الديمقراطية"):
        assert words in article
    overflowing = page.evaluate(
        """() => [...document.querySelectorAll('#dcm-panel *')].filter((node) => node.scrollWidth > node.clientWidth + 1
             && getComputedStyle(node).display !== 'inline' && node.clientWidth > 0).map((node) => node.className)"""
    )
    assert overflowing == []


def test_foreign_names_stand_in_a_direction_of_their_own(open_page, mixed):
    page = open_page(mixed)
    banner = page.locator(".dcm-banner bdi", has_text="صحيفة العربية")
    assert banner.count() == 1
    page.locator(".dcm-article .dcm-mention").first.click()
    loose = page.evaluate(
        """() => { const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT); const loose = [];
             while (walk.nextNode()) { const node = walk.currentNode;
               if (!/[\\u0590-\\u06ff]/.test(node.data) || node.parentElement.closest('script, bdi, .dcm-article, [dir=auto]')) continue;
               loose.push(node.data.slice(0, 60)); }
             return loose; }"""
    )
    assert loose == []


def test_the_base_map_names_towns_in_two_scripts_at_a_closer_view(open_page):
    document = mapped("The army said that its troops hold positions 10 km north of Raqqa in Syria.")
    page = open_page(document.to_html())
    page.locator(".leaflet-container").focus()
    names = page.locator(".dcm-label").all_inner_texts()
    assert any("Raqqa" in name and "الرقة" in name for name in names), names
    both = page.locator(".dcm-label", has_text="الرقة").first
    assert both.locator("bdi").count() == 2
    for _ in range(5):
        page.locator(".leaflet-container").press("-")
        page.wait_for_timeout(350)  # a key during the quarter of a second in which the map zooms is not heard
    page.wait_for_function(
        "() => document.querySelector('.dcm-label-place') && ![...document.querySelectorAll('.dcm-label')]"
        ".some((label) => label.textContent.includes('الرقة'))",
        timeout=5000,
    )


LAND_AT = """([lon, lat]) => {
  const map = Object.values(window).find((value) => value instanceof L.Map);
  const point = map.latLngToContainerPoint([lat, lon]);
  const box = map.getContainer().getBoundingClientRect();
  const [x, y] = [box.left + point.x, box.top + point.y];
  const inside = [...document.querySelectorAll('path.dcm-ground-country')].some((path) => {
    const at = new DOMPoint(x, y).matrixTransform(path.getScreenCTM().inverse());
    return path.isPointInFill(at);
  });
  return [inside, point.x >= 0 && point.y >= 0 && point.x <= box.width && point.y <= box.height];
}"""


def test_a_scene_across_the_date_line_has_land_on_both_sides(open_page):
    page = open_page(mapped("Boats left Labasa and Savusavu in Fiji for Taveuni in Fiji.").to_html())
    assert page.evaluate(LAND_AT, [179.4, -16.5]) == [True, True]  # Vanua Levu, west of 180°
    assert page.evaluate(LAND_AT, [180.05, -16.85]) == [True, True]  # Taveuni, 179.95° W
    labels = page.locator(".dcm-label").all_inner_texts()
    assert {"Labasa", "Savusavu", "Taveuni"} <= {label.split(" · ")[0] for label in labels}


def test_a_zone_in_two_halves_at_the_date_line_is_drawn_as_one(open_page):
    sample = reading()
    halves = MultiPolygon([box(179, -18, 180, -17), box(-180, -18, -179, -17)])
    footprints = [one for one in sample.footprints if one.region is not None][:1]
    region = replace(footprints[0].region, core=halves, likely=halves, support=halves)
    page = open_page(render_page(replace(sample, footprints=(replace(footprints[0], region=region),)), basemap()))
    box_ = page.locator(".leaflet-pane path.dcm-level-support").first.bounding_box()
    assert 0.9 < box_["width"] / box_["height"] / 2 * 0.954 < 1.1  # two degrees wide, one high; cos 17.5° = 0.954


def test_a_scene_at_75_degrees_north_is_drawn_whole(open_page):
    document = mapped("The ship lay 40 km east of Longyearbyen in Svalbard. Another was near Ny-Ålesund.")
    page = open_page(document.to_html())
    assert page.evaluate(LAND_AT, [17.5, 78.2])[0] is True  # Spitsbergen
    bare = page.evaluate(
        """() => { const map = Object.values(window).find((value) => value instanceof L.Map);
             const view = map.getContainer().getBoundingClientRect();
             const sheet = document.querySelector('path.dcm-ground-sea').getBoundingClientRect();
             return [view.left - sheet.left, sheet.right - view.right, view.top - sheet.top, sheet.bottom - view.bottom]; }"""
    )
    assert min(bare) >= 0  # the detailed ground fills the window on all sides
    assert all(
        feature.geometry.bounds[3] <= 90 for feature in document.basemap.features if feature.layer is BaseLayer.COUNTRY
    )


def test_a_scene_moved_to_75_degrees_north_keeps_its_marks_in_view(open_page):
    sample = reading()
    moved = []
    for footprint in sample.footprints:
        if footprint.region is None:
            continue
        region = footprint.region
        parts = {name: getattr(region, name) for name in ("core", "likely", "support")}
        moved.append(
            replace(
                footprint,
                region=replace(region, **{name: shape and translate(shape, 0, 40) for name, shape in parts.items()}),
            )
        )
    page = open_page(render_page(replace(sample, footprints=tuple(moved)), basemap()))
    assert page.locator(".leaflet-pane path.dcm-mark").count() > 0
    assert page.evaluate("Object.values(window).find((value) => value instanceof L.Map).getBounds().getNorth()") > 70
