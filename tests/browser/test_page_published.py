"""A page from which something was withheld still works as a page, says so, and keeps nothing back in its downloads."""

from __future__ import annotations

import csv
import io
import json

import pytest

WITHHELD = {
    "no text": {"no_text": True},
    "quotes": {"quotes_only": True, "redact": ["Raqqa"]},
    "coarse": {"coarsen_km": 25.0, "redact": ["Euphrates"]},
    "all": {"no_text": True, "coarsen_km": 100.0, "redact": ["Syria", "Townsend"]},
}


def kept(page, suffix):
    with page.expect_download() as waiting:
        page.locator(f'[data-dcm-keep="{suffix}"]').click()
    return waiting.value.path().read_bytes().decode("utf-8")


@pytest.mark.parametrize("options", WITHHELD.values(), ids=WITHHELD)
def test_the_page_says_what_is_withheld_and_its_downloads_agree(open_page, account, options):
    document = account.for_publishing(**options)
    page = open_page(document.to_html())  # fails on any message of the console, request or report
    assert page.locator("#dcm-withheld li").all_inner_texts() == list(document.withheld)
    inside, outside = json.loads(kept(page, ".geojson")), json.loads(document.to_geojson())
    assert inside["notes"] == list(document.withheld)
    assert [feature["id"] for feature in inside["features"]] == [feature["id"] for feature in outside["features"]]
    assert len(inside["not_placed"]) == len(outside["not_placed"])
    assert len(inside["not_drawn"]) == len(outside["not_drawn"])
    here = list(csv.DictReader(io.StringIO(kept(page, ".csv"), newline="")))
    there = list(csv.DictReader(io.StringIO(document.to_csv(), newline="")))
    columns = list(here[0])
    assert columns[-2:] == ["withheld", "wkt"]
    assert columns == list(there[0])[: len(columns)]  # summaries of points follow in the command line's
    for column in ("id", "title", "speakers", "quote", "withheld", "uncertainty", "why_not"):
        assert [row[column] for row in here] == [row[column] for row in there], column


@pytest.mark.parametrize("options", WITHHELD.values(), ids=WITHHELD)
def test_every_entry_of_the_list_opens_its_card(open_page, account, options):
    page = open_page(account.for_publishing(**options).to_html())
    for key in page.evaluate("[...document.querySelectorAll('#dcm-panel [data-dcm-key]')].map(n => n.dataset.dcmKey)")[
        :40
    ]:
        page.evaluate("key => document.querySelector(`[data-dcm-key='${key}']`).click()", key)
    assert page.locator("#dcm-withheld").count() == 1
