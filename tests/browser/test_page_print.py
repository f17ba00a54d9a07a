"""The page on paper: text, map, open legend, lists and sources; told apart without colour; and undone afterwards."""

from __future__ import annotations

import re
from dataclasses import replace

import pypdfium2
import pytest
from hostile_strings import HOSTILE, LONG
from rendered_sample import TABQA, basemap, basemap_with_text, reading, with_text

from deconflict_map.render import render_page
from deconflict_map.render.assets import own

LEFT = "() => [location.hash, document.querySelector('#dcm-legend').open, document.documentElement.className, document.querySelectorAll('.dcm-paper-head').length]"
SIGHT = """() => [...document.querySelectorAll('.dcm-label-badge')].map((node) => {
  const box = node.getBoundingClientRect();
  return node.textContent + ' ' + Math.round(box.left / 3) + ' ' + Math.round(box.top / 3);
}).sort()"""


def printed(page, **options):
    """The pages of the print as pypdfium2 has them."""
    page.emulate_media(media="null")  # or else the print would have the media that the page is held to
    return pypdfium2.PdfDocument(page.pdf(format="A4", **options))


def words(document):
    said = " ".join(sheet.get_textpage().get_text_bounded() for sheet in document)
    return re.sub(r"\s+", " ", said.replace("\ufffe", "-"))


@pytest.fixture(params=[("light", 1400), ("dark", 1400), ("light", 390)], ids=["light", "dark", "phone"])
def sheets(open_page, request):
    scheme, width = request.param
    page = open_page(render_page(reading(), basemap()), scheme=scheme, width=width)
    document = printed(page)
    yield document
    document.close()


def test_the_first_sheet_is_the_map_with_its_banner_and_legend(sheets):
    first = re.sub(r"\s+", " ", sheets[0].get_textpage().get_text_bounded())
    for said in ("As described by The Sample Courier", "not an observation", "Two forces, one river", "Tabqa", "3?",
                 "Zones: surely in the darkest part", "Said to be agreed", "Not fixed by the words"):  # fmt: skip
        assert said in first, said
    assert "Commanders on both banks" not in first


def test_all_that_is_read_is_printed_and_nothing_that_is_pressed(sheets):
    said = words(sheets)
    for there in ("Commanders on both banks of the Euphrates", "What the map shows", "Claims not drawn", "Sample gazetteer",
                  "Karama", "Borders are drawn as Natural Earth has them"):  # fmt: skip
        assert there in said, there
    for gone in ("Legend and layers", "Time and voices", "GeoJSON", "Find (/)", "Keys (?)", "Show all", "Skip to"):
        assert gone not in said, gone
    assert 2 <= len(sheets) <= 6


def grey(sheet, scale=1.5):
    return sheet.render(scale=scale).to_pil().convert("L")


def test_paper_is_white_and_the_map_is_light_whatever_the_screen(sheets):
    for sheet in sheets:
        image = grey(sheet)
        shades = image.histogram()
        assert sum(shades[200:]) > 0.8 * image.width * image.height
        assert image.getpixel((4, 4)) == 255


def test_in_black_and_white_a_zone_grows_darker_to_its_core(open_page):
    page = open_page(render_page(reading(), basemap()), scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    shades = page.evaluate(
        """() => ['support', 'likely', 'core'].map((level) => {
          const style = getComputedStyle(document.querySelector('path.dcm-disputed.dcm-level-' + level));
          return [Number(style.fillOpacity), parseFloat(style.strokeWidth)];
        })"""
    )
    assert [fill for fill, _ in shades] == sorted(fill for fill, _ in shades)
    assert shades[2][0] > 1.2 * shades[0][0]
    assert shades[2][1] > shades[0][1]
    dashes = page.evaluate(
        """() => ['reported', 'agreed', 'planned', 'disputed', 'negated'].map((layer) => {
          const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
          path.setAttribute('class', 'dcm-mark dcm-level-core dcm-' + layer);
          document.querySelector('.leaflet-overlay-pane svg, svg.leaflet-zoom-animated').append(path);
          const style = getComputedStyle(path);
          const found = style.strokeDasharray + ' ' + style.fill.startsWith('none');
          path.remove();
          return found;
        })"""
    )
    assert len(set(dashes)) == len(dashes), dashes
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")


def test_printing_leaves_the_page_as_it_was(open_page):
    page = open_page(render_page(reading(), basemap()))
    before, sight = page.evaluate(LEFT), page.evaluate(SIGHT)
    printed(page).close()
    page.wait_for_function("!document.documentElement.classList.contains('dcm-paper')")
    assert page.evaluate(LEFT) == before
    assert page.evaluate(SIGHT) == sight


def test_a_choice_of_time_is_told_on_paper(open_page):
    page = open_page(render_page(reading(), basemap()))
    page.evaluate(
        "document.querySelector('#dcm-day').value = 0; document.querySelector('#dcm-day').dispatchEvent(new Event('input'))"
    )
    assert "claims shown" in words(printed(page))


def test_paper_has_the_colours_of_the_light_screen():
    light = re.search(r":root \{(.*?)\}", own("map.css"), re.DOTALL).group(1)
    paper = re.search(r"\.dcm-paper \{(.*?)\}", own("print.css"), re.DOTALL).group(1)
    assert dict(re.findall(r"(--[\w-]+): (#\w+)", paper)) == dict(re.findall(r"(--[\w-]+): (#\w+)", light))


GROUPS = ["\n".join(HOSTILE[start::4]) for start in range(4)]


@pytest.mark.parametrize("text", [*GROUPS, LONG[0][:30_000]], ids=range(len(GROUPS) + 1))
def test_hostile_words_run_nothing_on_paper_and_stay_on_the_sheet(open_page, text):
    page = open_page(render_page(with_text(text), basemap_with_text(text)), height=700)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    wide = page.evaluate(
        "[document.querySelector('.dcm-paper-title').offsetHeight, document.querySelector('#dcm-side').scrollWidth]"
    )
    assert wide[0] < 200
    assert wide[1] <= 700
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    with_paper = printed(page, page_ranges="1")
    assert "not an observation" in words(with_paper)


def test_a_crowd_painted_on_a_canvas_leaves_the_ground_on_paper(open_page):
    base = reading()
    crowd = [
        replace(base.resolutions[1], place=replace(TABQA, id=f"x:{n}", name=f"Village {n}", lon=39 + n % 40 * 0.01, lat=34.5 + n // 40 * 0.01))
        for n in range(1200)
    ]  # fmt: skip
    page = open_page(render_page(replace(base, resolutions=(*base.resolutions, *crowd)), basemap()), scheme="dark")
    sheets = printed(page, page_ranges="1")
    image = sheets[0].render(scale=1).to_pil()
    colours = {colour: count for count, colour in image.getcolors(2**24)}
    assert colours[244, 241, 234] > 0.1 * image.width * image.height  # the land, in the colour of the light screen
    sheets.close()
