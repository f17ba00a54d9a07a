"""Hostile text in every field of figures, pictures and notebooks: well-formed, inert, inside its room, never silent."""

import io
import re

import pytest
from hostile_strings import HOSTILE, LONG
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from lxml_html_clean import Cleaner
from PIL import Image
from rendered_sample import basemap, basemap_with_text, reading, with_text

from deconflict_map.render import figure, render_notebook, render_png, render_static
from deconflict_map.render.fonts import Fonts, fonts_at_hand
from deconflict_map.render.lettering import FAMILY, Face, Hand, width_px, wrapped
from deconflict_map.render.picture import _drawn
from deconflict_map.render.setting import paragraph, stacked

SVG = "{http://www.w3.org/2000/svg}"
STRICT = etree.XMLParser(resolve_entities=False, no_network=True, recover=False)
ROOM = 400
BODY = Face(size=12, ink="#000")


def parsed(svg):
    return etree.fromstring(svg.encode(), STRICT)


def test_there_are_at_least_two_hundred_and_no_two_alike():
    assert len(set(HOSTILE)) == len(HOSTILE) >= 200
    assert {len(words) for words in LONG} >= {100_000}


@pytest.mark.parametrize("words", LONG, ids=range(len(LONG)))
def test_a_text_of_a_hundred_thousand_characters_is_cut_visibly(words):
    svg = figure(with_text(words), basemap_with_text(words))
    said = "".join(parsed(svg).itertext())
    assert "…" in said
    assert len(svg) < 200_000
    assert "Claimed by one side, denied by another" in said  # what is ours isn't pushed out by what isn't
    html = render_static(with_text(words), basemap_with_text(words))
    assert "…" in html
    assert len(html) < 300_000


@pytest.mark.parametrize("words", LONG[:3], ids=range(3))
def test_a_notebook_of_it_is_made(words):
    assert "What the map shows" in render_notebook(with_text(words), basemap_with_text(words), height_px=400)


SHOWN = [HOSTILE[i] for i in (0, 14, 18, 31, 44, 48, 50, 54, 56)] + [LONG[0], LONG[3], LONG[8]]


@pytest.mark.parametrize("words", SHOWN, ids=range(len(SHOWN)))
def test_a_picture_of_it_is_made(words):
    png = render_png(with_text(words), basemap_with_text(words), scale=1)
    with Image.open(io.BytesIO(png)) as image:
        image.verify()
        assert image.size[0] == 1000


def ink_right_of(picture, x):
    """Rows of the picture in which something is drawn right of `x`."""
    with Image.open(io.BytesIO(picture)) as image:
        grey = image.convert("L").crop((x, 0, image.width, image.height))
        return sum(pixel < 128 for pixel in grey.get_flattened_data())


def test_every_hostile_string_is_drawn_within_its_room():
    # All of them in one picture, each in three lines of 400 pixels at most.
    with fonts_at_hand() as fonts:
        hand = Hand(legible=fonts.legible)
        rows = stacked(
            [paragraph(hand.words(words) or "(none)", BODY, ROOM, most=3) for words in (*HOSTILE, *LONG)], gap=6
        )
        svg = (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="900" height="{rows.height:.0f}" font-family="{FAMILY}">'
            f'<rect width="900" height="{rows.height:.0f}" fill="#fff"/>{rows.at(10, 0)}</svg>'
        )
        parsed(svg)
        picture = _drawn(svg, fonts, 1)
    assert ink_right_of(picture, 10 + ROOM + 12) == 0  # a letter's overhang


@given(st.text(max_size=300))
@settings(max_examples=60, deadline=None)
def test_any_text_makes_a_well_formed_figure_in_which_it_is_text_only(words):
    plain = {element.tag for element in parsed(figure(reading(), basemap())).iter()}
    root = parsed(figure(with_text(words), basemap_with_text(words)))
    assert {element.tag for element in root.iter()} <= plain
    assert not [name for element in root.iter() for name in element.attrib if name.startswith("on") or "href" in name]


@given(st.text(max_size=400), st.floats(60, 600), st.integers(1, 6), st.booleans())
@settings(deadline=None)
def test_lines_keep_to_their_room_and_only_what_is_cut_bears_an_ellipsis(words, room, most, bold):
    face = Face(size=12, bold=bold)
    text = Hand().words(words)
    lines = wrapped(text, face, room, most=most)
    assert len(lines) <= most
    assert all(width_px(line, face) <= room + width_px(" …", face) for line in lines)
    squeezed, told = re.sub(r"\s", "", text), re.sub(r"\s", "", "".join(lines))
    assert told == squeezed or "…" in told


@given(st.text(max_size=200))
@settings(deadline=None)
def test_no_character_is_left_to_an_empty_box(words):
    fonts = Fonts(files=())
    legible = fonts.legible(Hand().words(words))
    assert fonts.legible(legible) == legible
    assert ("[" in legible) >= bool(fonts.lacking)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("Deir ez-Zor دير الزور", "Deir ez-Zor دير الزور"),
        ("ירושלים Харків Ελλάδα ქართული", "ירושלים Харків Ελλάδα ქართული"),
        ("哈尔滨 東京 서울", "哈尔滨 東京 서울"),
        ("Al Ḥasakah, Şanlıurfa, Nāḥiyat", "Al Ḥasakah, Şanlıurfa, Nāḥiyat"),
        ("Հայաստան", "[8 letters: Armenian]"),
        ("a 🙂 b", "a [1 letter: Symbols] b"),
        ("⟦U+202E⟧", "[U+202E]"),
        ("\ufffd", "\ufffd"),
    ],
)
def test_scripts_are_written_or_their_lack_is_told(words, told):
    assert Fonts(files=()).legible(words) == told


def test_a_picture_says_which_scripts_it_lacks(monkeypatch):
    drawn = []
    monkeypatch.setattr("deconflict_map.render.picture._drawn", lambda svg, *_: drawn.append(svg) or b"")
    render_png(with_text("Երևան"), basemap())
    assert "The fonts of this picture lack Armenian" in drawn[0]
    assert "[5 letters: Armenian]" in drawn[0]
    render_png(reading(), basemap())
    assert "The fonts of this picture lack" not in drawn[1]
    assert drawn[1] == figure(reading(), basemap())  # the very same figure


@pytest.mark.parametrize("words", HOSTILE[:60:3], ids=range(0, 60, 3))
def test_what_sanitising_leaves_of_a_notebook_still_says_everything(words):
    """A host's cleaner may take styles, frames and even the image: the lists stay."""
    cleaner = Cleaner(scripts=True, javascript=True, style=True, inline_style=True, frames=True, embedded=True, safe_attrs_only=True)  # fmt: skip
    html = cleaner.clean_html(render_notebook(with_text(words), basemap_with_text(words), height_px=400))
    assert "<iframe" not in html
    assert "style=" not in html
    assert "<script" not in html
    for line in ("not an observation", "What the map shows", "Claims not drawn", "hatched, not fixed by the words"):
        assert line in html, line
