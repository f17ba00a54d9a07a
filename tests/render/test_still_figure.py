"""The figure, its picture and the notebook's view: the same marks, no script, well-formed, whatever the words."""

import base64
import re
from html.parser import HTMLParser

import pytest
from hostile_strings import HOSTILE
from lxml import etree
from rendered_sample import asked_with_text, basemap, basemap_with_text, reading, with_text

from deconflict_map.model.mark import levels
from deconflict_map.render import figure, plate_figure, render_notebook, render_png, render_static

SVG = "{http://www.w3.org/2000/svg}"
STRICT = etree.XMLParser(resolve_entities=False, no_network=True, recover=False, huge_tree=True)
ELEMENTS = {"svg", "title", "desc", "metadata", "defs", "pattern", "g", "path", "rect", "circle", "text"}


def parsed(svg):
    return etree.fromstring(svg.encode(), STRICT)


def refused(svg):
    """Elements and attributes of a figure that aren't ours."""
    root = parsed(svg)
    tags = {element.tag.removeprefix(SVG) for element in root.iter()} - ELEMENTS
    names = {name for element in root.iter() for name in element.attrib}
    return tags | {name for name in names if name.startswith("on") or "href" in name or name == "style"}


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_a_figure_is_well_formed_whatever_the_words(words):
    assert refused(figure(with_text(words), basemap_with_text(words))) == set()


@pytest.mark.parametrize("words", HOSTILE[::5], ids=range(0, len(HOSTILE), 5))
def test_so_is_the_figure_of_a_phrase(words):
    assert refused(figure(asked_with_text(words), basemap())) == set()


def test_the_figure_holds_every_level_and_number():
    root = parsed(figure(reading(), basemap()))
    (plate,) = (
        root.iter(f"{SVG}svg", f"{SVG}none") if root.find(f".//{SVG}svg") is None else [root.find(f".//{SVG}svg")]
    )
    inks = {"#0063a0", "#00735a", "#97337a", "#b34700", "#6b5500", "#62666a"}
    paths = [p for p in plate.iter(f"{SVG}path") if p.get("stroke") in inks and p.get("fill-rule")]
    assert len(paths) == sum(len(levels(footprint)) for footprint in reading().footprints)
    texts = {"".join(text.itertext()) for text in root.iter(f"{SVG}text")}
    assert {"1·2", "3?×", "4", "5"} <= texts
    assert any("Tabqa" in text for text in texts)


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_the_lists_hold_no_element_of_the_text_s_making(words):
    tags = set()
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, _: tags.add(tag)
    parser.feed(render_static(with_text(words), basemap_with_text(words)))
    assert tags <= {"figure", "img", "figcaption", "p", "strong", "bdi", "h4", "ul", "li"}


def test_the_lists_say_what_is_and_what_is_not_on_the_map():
    html = re.sub(r"<[^>]+>", "", render_static(reading(), basemap()))
    for words in (
        "As described by The Sample Courier, published 18 September 2017; not an observation.",
        "from a point southwest of Tabqa to a point on the Euphrates",
        "hatched, not fixed by the words",
        "Karama: two places fit equally well",
        "6: the jets: the place “Karama” wasn&#x27;t resolved",
        "Geneva: names a process, not the place",
        "CC0-1.0",
    ):
        assert words in html, words


def test_the_image_is_the_plate_of_the_figure():
    html = render_static(reading(), basemap())
    (found,) = re.findall(r'src="data:image/svg\+xml;base64,([^"]+)"', html)
    assert base64.b64decode(found).decode() == plate_figure(reading(), basemap())


def test_the_notebook_s_page_is_sandboxed_over_the_still_figure():
    html = render_notebook(reading(), basemap(), height_px=500)
    frames = re.findall(r"<iframe ([^>]*)>", html)
    assert len(frames) == 1
    assert 'sandbox="allow-scripts allow-downloads"' in frames[0]
    assert "allow-same-origin" not in html
    assert "<script" not in re.sub(r'srcdoc="[^"]*"', "", html)
    assert "What the map shows" in re.sub(r'srcdoc="[^"]*"', "", html)


def test_a_picture_is_a_png_of_the_figure_s_shape():
    png = render_png(reading(), basemap())
    root = parsed(figure(reading(), basemap()))
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    size = int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")
    assert size == (2 * int(root.get("width")), 2 * int(root.get("height")))
    assert b"The Sample Courier" in png[:4000]
