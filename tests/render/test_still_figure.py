"""The still figure and the notebook's view: the same marks, no script, well-formed."""

import base64
import re
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pytest
from hostile_strings import HOSTILE
from rendered_sample import basemap, basemap_with_text, reading, with_text

from deconflict_map.model.mark import levels
from deconflict_map.render import drawing, render_notebook, render_static

SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_a_drawing_is_well_formed_whatever_the_words(words):
    svg = drawing(with_text(words), basemap_with_text(words))
    root = ET.fromstring(svg)  # noqa: S314 our own output; a parser is the oracle here
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
        "svg", "defs", "pattern", "path", "rect", "circle", "text",
    }  # fmt: skip
    assert not [name for element in root.iter() for name in element.attrib if name.startswith("on") or "href" in name]


def test_the_drawing_holds_every_level_and_number():
    root = ET.fromstring(drawing(reading(), basemap()))  # noqa: S314 our own output
    sample = reading()
    inks = {"#0063a0", "#00735a", "#97337a", "#b34700", "#62666a"}
    paths = [p for p in root.iter(f"{SVG}path") if p.get("stroke") in inks and p.get("d") != "M0 0V9"]
    assert len(paths) == sum(len(levels(footprint)) for footprint in sample.footprints)
    texts = [text.text for text in root.iter(f"{SVG}text")]
    assert {"1·2", "3?", "4", "5", "Tabqa", "Deir ez-Zor"} <= set(texts)


@pytest.mark.parametrize("words", HOSTILE[:20], ids=range(20))
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


def test_the_image_is_the_drawing():
    html = render_static(reading(), basemap())
    (found,) = re.findall(r'src="data:image/svg\+xml;base64,([^"]+)"', html)
    assert base64.b64decode(found).decode() == drawing(reading(), basemap())


def test_the_notebook_s_page_is_sandboxed_over_the_still_figure():
    html = render_notebook(reading(), basemap(), height_px=500)
    frames = re.findall(r"<iframe ([^>]*)>", html)
    assert len(frames) == 1
    assert 'sandbox="allow-scripts"' in frames[0]
    assert "allow-same-origin" not in html
    assert "<script" not in re.sub(r'srcdoc="[^"]*"', "", html)
    assert "What the map shows" in re.sub(r'srcdoc="[^"]*"', "", html)
