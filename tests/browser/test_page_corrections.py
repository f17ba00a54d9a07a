"""Corrections made on a page, kept as a file, and read by the next build: the round trip in a browser."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace

import pytest
from hostile_strings import HOSTILE
from rendered_sample import basemap, reading
from shapely import Point

from deconflict_map.article import Metadata, read_text
from deconflict_map.corrections import parse_corrections
from deconflict_map.gazetteer import open_gazetteer
from deconflict_map.pipeline import read
from deconflict_map.render import render_page

TEXT = """Commanders met in Syria on Monday. The front line runs from Tabqa to Raqqa, a spokesman said.

The army holds positions near Manbij. People fled from the old mill to Manbij. 😀 Snow fell in Paris.
"""


@pytest.fixture(scope="module")
def gazetteer():
    return open_gazetteer()


def built(gazetteer, text=TEXT, corrections=None):
    given = None if corrections is None else parse_corrections(corrections, where="kept")
    return read(read_text(text, metadata=Metadata(source="A Paper")), gazetteer, corrections=given)


def page_of(open_page, gazetteer, document):
    page = open_page(render_page(document, gazetteer.basemap((36.0, 34.5, 41.0, 37.0))))
    page.locator("#dcm-legend").evaluate("node => { node.open = false; }")
    return page


def mention(page, document, text, which=0):
    indexes = [index for index, one in enumerate(document.resolutions) if one.toponym.text == text]
    page.locator(f"#dcm-mention-{indexes[which]}").click()
    page.locator(".dcm-wrong summary").click()


def add(page, **fields):
    form = page.locator(".dcm-wrong[open]")
    for key, words in fields.items():
        form.locator(f'[data-dcm-field="{key}"]').fill(words)
    form.get_by_role("button", name="Add to my corrections").click()
    return form.locator('p[role="status"]').inner_text()


def kept(page) -> str:
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download my corrections").click()
    assert waiting.value.suggested_filename.endswith(".corrections.toml")
    return waiting.value.path().read_text(encoding="utf-8")


def test_a_place_and_a_line_are_corrected_kept_and_built_again(open_page, gazetteer):
    document = built(gazetteer)
    page = page_of(open_page, gazetteer, document)
    mention(page, document, "Manbij", 1)
    page.locator('.dcm-wrong[open] input[value="nowhere"]').check()
    assert add(page, by="A. Reader", on="2026-11-01", note='a “ship”, not\nthe "town" \\ 😀').startswith(
        "Added. 1 in all"
    )
    page.locator("#dcm-claim-1").click()
    page.locator(".dcm-wrong summary").click()
    assert page.locator('.dcm-wrong[open] [data-dcm-field="by"]').input_value() == "A. Reader"  # asked once
    assert add(page, reads="from Tabqa to Deir ez-Zor").startswith("Added. 2 in all")
    file = kept(page)
    table = tomllib.loads(file)
    second = TEXT.rindex("Manbij")
    assert table["mention"][0]["at"] == second
    assert table["mention"][0]["times"] == 2
    assert table["mention"][0]["note"] == 'a “ship”, not\nthe "town" \\ 😀'
    assert table["claim"][0]["quote"] == "The front line runs from Tabqa to Raqqa"

    again = built(gazetteer, corrections=file)
    assert [told.applied for told in again.corrected] == [True, True]
    assert [one.place is None for one in again.resolutions if one.toponym.text == "Manbij"] == [False, True]
    page = page_of(open_page, gazetteer, again)
    corrections = page.locator("#dcm-corrections").inner_text()
    assert "Corrections 2" in corrections
    assert "by A. Reader on 1 November 2026: no place" in corrections
    assert "The machine had: Manbij" in corrections
    page.locator("#dcm-claim-1").click()
    card = page.locator("#dcm-card").text_content()
    assert "reads “from Tabqa to Deir ez-Zor”" in card
    assert "Corrected" in card
    assert "Written by a reader" in page.evaluate(
        "getComputedStyle(document.querySelector('.dcm-block-correction'), '::before').content"
    )

    # What is kept from the second page holds what the first one kept.
    mention(page, again, "Raqqa")
    page.locator('.dcm-wrong[open] input[value="nowhere"]').check()
    page.locator('.dcm-wrong[open] [data-dcm-field="everywhere"]').check()
    add(page)
    table = tomllib.loads(kept(page))
    assert [len(table[kind]) for kind in ("mention", "claim", "name")] == [1, 1, 1]

    # After edits above and inside the quotes they still fit.
    edited = "Dispatch.\n\n" + TEXT.replace("The front line runs", "The front line now runs").replace(
        "fled", "had fled"
    )
    third = built(gazetteer, edited, file)
    assert [told.applied for told in third.corrected] == [True, True]
    assert [one.place is None for one in third.resolutions if one.toponym.text == "Manbij"] == [False, True]


def test_a_place_that_the_gazetteer_lacks_is_shown_on_the_map(open_page, gazetteer):
    document = built(gazetteer)
    page = page_of(open_page, gazetteer, document)
    mention(page, document, "Paris")
    page.locator('.dcm-wrong[open] input[value="own"]').check()
    assert add(page) == "Show first where it lies."
    page.get_by_role("button", name="Click it on the map").click()
    side = page.locator(".folium-map").bounding_box()
    page.mouse.click(side["x"] + 150, side["y"] + 300)
    assert add(page) == "Say where you know it from."
    add(page, source="a map of 1956")
    file = kept(page)
    place = tomllib.loads(file)["place"][0]
    where = page.evaluate(
        "() => { const at = document.querySelector('.folium-map'); return at.getBoundingClientRect().left; }"
    )
    assert where < side["x"] + 150
    again = built(gazetteer, corrections=file)
    (mine,) = [one.place for one in again.resolutions if one.toponym.text == "Paris"]
    assert (mine.id, mine.lon, mine.lat) == ("own:paris", place["lon"], place["lat"])


def test_a_line_is_led_through_the_middle_of_the_map_by_keyboard(open_page, gazetteer):
    document = built(gazetteer)
    page = page_of(open_page, gazetteer, document)
    page.locator("#dcm-claim-1").focus()
    page.keyboard.press("Enter")
    page.locator(".dcm-wrong summary").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Take the map’s middle").focus()
    page.keyboard.press("Enter")
    add(page, note="n?/p stays what it is")
    (claim,) = tomllib.loads(kept(page))["claim"]
    again = built(gazetteer, corrections=kept(page))
    lines = [one.ensemble.median for one in again.footprints if one.ensemble is not None]
    assert lines[0].distance(Point(claim["through"][0])) < 0.05


def test_what_is_missing_is_asked_for_and_a_correction_can_be_taken_back(open_page, gazetteer):
    document = built(gazetteer)
    page = page_of(open_page, gazetteer, document)
    mention(page, document, "Raqqa")
    assert add(page) == "Say first what it is."
    page.locator('.dcm-wrong[open] input[value="record"]').check()
    assert add(page) == "Give the id of the record."
    add(page, record="geonames:1")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="remove correction 1").click()
    assert page.locator("#dcm-amendments li").count() == 0
    assert page.get_by_role("button", name="Download my corrections").is_hidden()


SHORT = [words for words in HOSTILE if len(words) < 300]


@pytest.mark.parametrize("words", ["\n".join(SHORT[start::8]) for start in range(8)])
def test_hostile_words_survive_the_file(open_page, words):
    sample = reading()
    plain = sample.article.text
    page = open_page(render_page(replace(sample, corrections_file=""), basemap()))
    page.locator("#dcm-claim-3").click()
    page.locator(".dcm-wrong summary").first.click()
    page.evaluate(
        """words => { for (const key of ['reads', 'note', 'by', 'published'])
             document.querySelector('.dcm-wrong[open] [data-dcm-field="' + key + '"]').value = words; }""",
        words,
    )
    page.locator(".dcm-wrong[open]").get_by_role("button", name="Add to my corrections").click()
    (claim,) = parse_corrections(kept(page), where="kept").claims
    told = page.locator('.dcm-wrong[open] [data-dcm-field="note"]').input_value()
    assert claim.credit.note == re.sub("[\ud800-\udfff]", "\N{REPLACEMENT CHARACTER}", told.strip())
    assert claim.anchor.quote in plain
    assert claim.anchor.at == plain.index(claim.anchor.quote)
