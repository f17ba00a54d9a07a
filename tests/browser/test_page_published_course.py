"""A course that isn't from the text, in a browser: told apart on the map, in the legend, on the card and in downloads."""

from __future__ import annotations

import json

import pytest

from deconflict_map.article import read_text
from deconflict_map.corrections import parse_corrections
from deconflict_map.mapping import map_reading

TEXT = "The front line runs from Tabqa to Raqqa, the army said.\n"
CORRECTIONS = """version = 1
[[claim]]
quote = "The front line runs from Tabqa to Raqqa"
course = "LINESTRING (38.55 35.84, 38.75 35.95, 39.0 35.95)"
source = "annex II {{7*7}} <script>window.__hit=1</script>"
licence = "CC0"
by = "A. Reader"
"""


@pytest.fixture(scope="module")
def document(gazetteer):
    return map_reading(read_text(TEXT), gazetteer, corrections=parse_corrections(CORRECTIONS, where="t"))


def test_it_has_an_ink_and_a_dash_of_its_own(open_page, document):
    page = open_page(document.to_html())
    look = "getComputedStyle(document.querySelector('path.dcm-level-published'))"
    assert page.evaluate(f"{look}.strokeDasharray") == "10px, 3px, 2px, 3px"
    assert page.evaluate(f"{look}.strokeLinecap") == "butt"
    assert page.evaluate(f"{look}.fill") == "none"
    assert "Not from the text" in page.text_content("#dcm-legend")


def test_the_card_tells_whose_it_is(open_page, document):
    page = open_page(document.to_html())
    page.locator('#dcm-panel [data-dcm-key="mark:line-1"]').first.dispatch_event("click")
    card = page.text_content("#dcm-card")
    assert "not from the text: given by A. Reader, source: annex II {{7*7}} <script>" in card
    assert "90 % band" in card


def test_downloads_say_the_same_as_the_command_line(open_page, document):
    page = open_page(document.to_html())
    with page.expect_download() as waiting:
        page.locator('[data-dcm-keep=".geojson"]').click()
    with open(waiting.value.path(), encoding="utf-8") as file:  # noqa: PTH123 -- the browser names it
        kept = {one["id"]: one["properties"] for one in json.load(file)["features"]}
    ours = {one["id"]: one["properties"] for one in json.loads(document.to_geojson())["features"]}
    assert kept["line-1/published"] == ours["line-1/published"]
    assert kept["line-1/best"] == ours["line-1/best"]
