"""Time and voices, the lists' search and order, the address, the split and the downloads, as a reader uses them."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date

import pytest
import shapely
from rendered_sample import basemap, reading
from shapely.geometry import Polygon, box, shape

from deconflict_map.export.geojson import to_geojson
from deconflict_map.model.claim import Extent, Precision, When
from deconflict_map.render import render_notebook, render_page

JULY, SEPTEMBER = 1, 2  # stops of the slider: 1 July (as of), July 2017, 16 September 2017


@pytest.fixture(scope="module")
def html() -> str:
    return render_page(reading(), basemap())


def step_to(page, stop: int | None) -> None:
    """Moves the slider by its keys, as a reader without a mouse does."""
    slider = page.locator("#dcm-day")
    slider.focus()
    page.keyboard.press("End" if stop is None else "Home")
    for _ in range(stop or 0):
        page.keyboard.press("ArrowRight")


def choices(page) -> None:
    page.locator(".dcm-voices details").evaluate("node => { node.open = true; }")


def shown_claims(page) -> list[int]:
    """Numbers of the claims that the text underlines."""
    told = page.locator(".dcm-article .dcm-claim:not(.dcm-off)").evaluate_all(
        "all => all.map(node => Number(node.dataset.dcmClaim))"
    )
    return sorted(set(told))


def drawn_marks(page) -> set[str]:
    return set(
        page.locator(".leaflet-pane path.dcm-mark[data-dcm-key]").evaluate_all("all => all.map(n => n.dataset.dcmKey)")
    )


def listed_marks(page) -> set[str]:
    entries = page.locator('.dcm-lists li:not([hidden]) > [data-dcm-key^="mark:"]')
    return set(entries.evaluate_all("all => all.map(node => node.dataset.dcmKey)"))


def told(page) -> str:
    return page.locator(".dcm-told").inner_text()


# Time


def test_at_first_everything_is_shown(open_page, html):
    page = open_page(html)
    assert told(page) == "All 10 claims are shown."
    assert page.locator("#dcm-sifted").is_hidden()
    assert page.locator("#dcm-day").get_attribute("aria-valuetext") == "all days"


def test_as_of_a_day_only_what_was_said_by_then_is_shown(open_page, html):
    page = open_page(html)
    step_to(page, JULY)
    assert page.locator("#dcm-day").get_attribute("aria-valuetext") == "said by July 2017"
    assert shown_claims(page) == [1, 2]
    assert told(page) == "2 of 10 claims shown: said by July 2017."
    assert drawn_marks(page) == {"mark:claim-1"} == listed_marks(page)
    assert "2 of 10 claims shown: said by July 2017." in page.locator("#dcm-sifted").inner_text()


def test_the_end_of_the_slider_shows_everything_again(open_page, html):
    page = open_page(html)
    before = drawn_marks(page)
    step_to(page, JULY)
    step_to(page, None)
    assert drawn_marks(page) == before
    assert len(shown_claims(page)) == 10


def test_what_the_text_leaves_open_is_counted_and_shown_on_request(open_page, html):
    page = open_page(html)
    choices(page)
    step_to(page, JULY)
    box_ = page.locator("[data-dcm-perhaps]")
    assert "8" in box_.locator("xpath=..").inner_text()
    box_.check()
    assert told(page).startswith("10 of 10")


def test_what_holds_for_a_day(open_page, html):
    page = open_page(html)
    choices(page)
    page.locator('[data-dcm-by="holds"]').check()
    step_to(page, SEPTEMBER)
    assert shown_claims(page) == [3]
    assert told(page) == "1 of 10 claims shown: held for 16 September 2017."


def test_the_list_of_days_does_what_the_slider_does(open_page, html):
    page = open_page(html)
    choices(page)
    words = page.locator("[data-dcm-day]").all_inner_texts()
    assert [word.split("\n")[0] for word in words] == ["1 July 2017", "July 2017", "16 September 2017"]
    july = page.locator("[data-dcm-day]").nth(JULY)
    july.click()
    assert july.get_attribute("aria-pressed") == "true"
    assert page.locator("#dcm-day").input_value() == str(JULY)
    july.click()
    assert told(page) == "All 10 claims are shown."
    assert "No day is known of claim 4, 5, 6, 7, 9, 10." in page.locator(".dcm-voices").inner_text()


FIRST, MIDDLE, LAST = date(2020, 3, 1), date(2020, 3, 15), date(2020, 3, 31)
HELD = [
    # first and last day meant, how they bound it; is it shown as of 1 March, 15 March, March, 31 March (1 perhaps, 2 yes)?
    (FIRST, FIRST, Extent.ON, (2, 0, 2, 0)),
    (MIDDLE, MIDDLE, Extent.ON, (0, 2, 2, 0)),
    (LAST, LAST, Extent.ON, (0, 0, 2, 2)),
    (FIRST, LAST, Extent.ON, (1, 1, 2, 1)),  # "in March": on which of its days isn't said
    (MIDDLE, MIDDLE, Extent.SINCE, (0, 2, 1, 2)),  # for part of March
    (MIDDLE, MIDDLE, Extent.UNTIL, (2, 2, 1, 0)),
    (MIDDLE, MIDDLE, Extent.AS_OF, (1, 2, 2, 1)),  # what was found then may have held before and after
]


def test_how_days_that_are_said_bound_what_holds(open_page):
    """The table above is worked out by hand: three days and the month that holds them."""
    whole = reading()
    claims = tuple(
        replace(
            whole.claims[place],
            holds=When(text="then", span=None, first=first, last=last, precision=Precision.DAY, extent=extent),
            said=None,
        )
        for place, (first, last, extent, _) in enumerate(HELD)
    )
    kept = {claim.number for claim in claims}
    page = open_page(
        render_page(
            replace(whole, claims=claims, footprints=tuple(f for f in whole.footprints if {*f.claims} <= kept)),
            basemap(),
        )
    )
    choices(page)
    page.locator('[data-dcm-by="holds"]').check()
    stops = [word.split("\n")[0] for word in page.locator("[data-dcm-day]").all_inner_texts()]
    assert stops == ["1 March 2020", "15 March 2020", "1 March 2020 to 31 March 2020", "31 March 2020"]
    for stop in range(4):
        for least, perhaps in ((2, False), (1, True)):
            step_to(page, stop)
            page.locator("[data-dcm-perhaps]").set_checked(perhaps)
            expected = sum(verdicts[stop] >= least for *_, verdicts in HELD)
            assert told(page).startswith(f"{expected} of {len(HELD)} "), (stops[stop], perhaps)


# Voices, status and kind


def test_a_voice_alone_shows_what_it_says_and_denies(open_page, html):
    page = open_page(html)
    choices(page)
    page.get_by_role("button", name="only Russia").click()
    assert shown_claims(page) == [3]  # which Russia denies
    assert drawn_marks(page) == {"mark:claim-3"} == listed_marks(page)


def test_status_and_kind_leave_out_together(open_page, html):
    page = open_page(html)
    choices(page)
    page.locator('[data-dcm-choice="status.agreed"]').uncheck()
    assert 1 not in shown_claims(page)
    assert "mark:claim-1" in drawn_marks(page)  # claim 2 says something of the same line
    page.locator('[data-dcm-choice="kind.line"]').uncheck()
    assert "mark:claim-1" not in drawn_marks(page)
    page.locator("#dcm-sifted button").click()
    assert told(page) == "All 10 claims are shown."
    assert page.locator("[data-dcm-choice]:not(:checked)").count() == 0


def test_places_are_chosen_by_their_kind(open_page, html):
    page = open_page(html)
    choices(page)
    before = page.locator('.leaflet-pane path[data-dcm-key^="place:"]').count()
    page.locator('[data-dcm-choice^="place."]').first.uncheck()
    assert 0 < page.locator('.leaflet-pane path[data-dcm-key^="place:"]').count() < before
    assert told(page) == "10 of 10 claims shown: 1 choice left out."


def test_counts_agree_whatever_is_chosen(open_page, html):
    page = open_page(html)
    choices(page)
    for chosen in ("only Russia", "only the text itself", "only line"):
        page.locator("#dcm-sifted button").evaluate("node => node.click()")
        page.get_by_role("button", name=chosen).click()
        legend = page.locator(".dcm-layers li").evaluate_all(
            "all => all.map(row => [row.querySelector('input').dataset.dcmLayer, row.querySelector('.dcm-count')?.textContent])"
        )
        counts = {layer: int(count.split(" ")[0]) for layer, count in legend if count is not None}
        marks = sum(count for layer, count in counts.items() if layer not in {"places", "ensembles"})
        assert marks == len(listed_marks(page)) == len(drawn_marks(page)), chosen
        places = page.locator('.dcm-lists section:has(h2:text-matches("^Places")) li:not([hidden])').count()
        assert counts["places"] == places, chosen


def test_marks_keep_their_order_when_they_come_back(open_page, html):
    page = open_page(html)
    order = "all => all.map(node => node.getAttribute('class') + node.getAttribute('d'))"
    before = page.locator(".leaflet-dcm-zones-pane path").evaluate_all(order)
    step_to(page, JULY)
    step_to(page, None)
    assert page.locator(".leaflet-dcm-zones-pane path").evaluate_all(order) == before


def test_the_card_of_what_is_left_out_says_so(open_page, html):
    page = open_page(html)
    step_to(page, JULY)
    page.locator("#dcm-claim-3").click()
    assert "the choice of time and voices leaves it out" in page.locator("#dcm-card").inner_text()
    assert page.get_by_role("button", name="Show on the map").is_hidden()
    page.locator("#dcm-claim-1").click()
    assert "leaves it out" not in page.locator("#dcm-card").inner_text()


# Search and order


def found(page, query: str) -> list[str]:
    page.fill("#dcm-search", query)
    return page.locator(".dcm-lists li:not([hidden]) > button.dcm-entry").evaluate_all(
        "all => all.map(n => n.dataset.dcmKey)"
    )


@pytest.mark.parametrize(
    "query",
    [
        "Tabqa",
        "TABQA",
        "tábqa",
        "الطبقة",  # the local name
        "الطَّبقة",  # with vowel signs
        "At-Tabaqah",  # a further spelling of the gazetteer's, with a hyphen that it hasn't
        "al tabqa",
    ],
)
def test_a_place_is_found_in_any_spelling(open_page, html, query):
    page = open_page(html)
    assert "place:place-2" in found(page, query)
    assert "place:place-1" not in found(page, query)


def test_claims_are_found_by_object_speaker_and_sentence(open_page, html):
    page = open_page(html)
    assert "mark:claim-3" in found(page, "militia")
    assert "mark:claim-3" in found(page, "bombed on Saturday")
    assert found(page, "no such words anywhere") == []
    assert page.locator("#dcm-found").inner_text() == "0 entries fit."
    assert page.locator(".dcm-lists h2").first.inner_text().startswith("What the map shows 0 of ")


def test_the_search_by_keyboard(open_page, html):
    page = open_page(html)
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "dcm-search"
    page.keyboard.type("n?p/")  # letters are letters there
    assert page.locator("#dcm-search").input_value() == "n?p/"
    assert page.locator("#dcm-help").is_hidden()
    page.keyboard.press("Escape")
    assert page.locator("#dcm-search").input_value() == ""
    page.keyboard.type("tabqa")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    assert "tabqa" in page.locator("#dcm-card").inner_text().casefold()


def test_the_lists_are_sorted(open_page, html):
    page = open_page(html)
    places = page.locator('.dcm-lists section:has(h2:text-matches("^Places")) .dcm-entry bdi:first-child')
    in_text = places.all_text_contents()
    page.select_option("#dcm-order", "name")
    assert places.all_text_contents() == sorted(in_text, key=str.casefold) != in_text
    page.select_option("#dcm-order", "doubt")
    first = page.locator('.dcm-lists section:has(h2:text-matches("^What")) .dcm-entry').first.text_content()
    assert "not fixed by the words" in first
    page.select_option("#dcm-order", "text")
    assert places.all_text_contents() == in_text


# The address


def test_the_address_brings_back_the_same_sight(open_page, html):
    page = open_page(html)
    own = page.url
    choices(page)
    page.locator("#dcm-layer-places").uncheck()
    page.locator("#dcm-layer-graticule").check()
    page.locator('[data-dcm-choice="kind.event"]').uncheck()
    step_to(page, JULY)
    page.locator("#dcm-claim-1").click()
    page.locator(".leaflet-control-zoom-out").click()
    page.wait_for_function("location.hash.includes('view=')")
    kept = page.url
    assert "day=said:2017-07-01/2017-07-31" in kept
    sight = (page.locator(".dcm-card h2").inner_text(), drawn_marks(page), told(page), view(page))
    page.goto(own)
    page.reload()
    page.wait_for_selector("[data-dcm-ready]", state="attached")
    assert told(page) == "All 10 claims are shown."
    for way in ("pasted over", "opened anew"):
        page.goto("about:blank" if way == "opened anew" else own)
        page.goto(kept)
        page.wait_for_selector("[data-dcm-ready]", state="attached")
        page.wait_for_function("!document.getElementById('dcm-card').hidden")
        assert (page.locator(".dcm-card h2").inner_text(), drawn_marks(page), told(page), view(page)) == sight, way
        assert not page.locator("#dcm-layer-places").is_checked()
        assert page.locator("#dcm-layer-graticule").is_checked()
        assert page.locator("path.dcm-graticule").count() > 0
        assert page.locator('.leaflet-pane path[data-dcm-key^="place:"]').count() == 0


def view(page) -> str:
    """Where the map's middle lies, by the address."""
    return page.evaluate("new URLSearchParams(location.hash.slice(1)).get('view')")


HOSTILE = (
    "view=NaN/0/0", "view=5/999/0", "view=5/0/1e308", "view=1e9/0/0", "view=//", "view=5/1/2/3", "open=__proto__", "open=mention:99999",
    "open=mention:-1", "open=constructor", "open=claim:1%00", "hide=ground,nope,__proto__", "show=%F0%9F%92%A3", "day=said:9999-99-99",
    "day=toString:2017", "without=status.agreed,<img src=x onerror=window.__hit=1>", "%E0%A4%A", "%", "&&&===", "dcm-side",
    "open=" + "a" * 100_000, "<script>window.__hit=1</script>", "javascript:window.__hit=1", "view=" + "9" * 400 + "/1/1",
)  # fmt: skip


@pytest.mark.parametrize("words", HOSTILE)
def test_a_hostile_address_does_nothing(open_page, html, words):
    page = open_page(html)
    page.evaluate("words => { location.hash = words; }", words)
    page.wait_for_timeout(20)
    page.locator("#dcm-claim-1").click()
    assert page.locator("#dcm-card").is_visible()
    assert page.locator(".leaflet-pane path.dcm-mark").count() > 0 or "hide" in words


# The split


def test_the_split_is_dragged(open_page, html):
    page = open_page(html)
    before = page.locator("#dcm-side").bounding_box()
    bar = page.locator("#dcm-split").bounding_box()
    page.mouse.move(bar["x"] + 4, 300)
    page.mouse.down()
    page.mouse.move(700, 300)
    page.mouse.move(980, 300)
    page.mouse.up()
    after = page.locator("#dcm-side").bounding_box()
    assert before["x"] == pytest.approx(0.45 * 1400 + 9, abs=2)
    assert after["x"] == pytest.approx(980, abs=12)
    size = page.evaluate("[document.querySelector('.folium-map').clientWidth]")
    assert size[0] == pytest.approx(1400 - after["x"], abs=2)
    page.mouse.dblclick(after["x"] - 5, 300)
    assert page.locator("#dcm-side").bounding_box()["x"] == pytest.approx(before["x"], abs=1)


def test_the_split_moves_by_keys_within_its_bounds(open_page, html):
    page = open_page(html)
    bar = page.locator("#dcm-split")
    bar.focus()
    page.keyboard.press("ArrowLeft")
    assert bar.get_attribute("aria-valuenow") == "43"
    page.keyboard.press("Home")
    for _ in range(3):
        page.keyboard.press("ArrowLeft")
    assert bar.get_attribute("aria-valuenow") == "25"
    page.keyboard.press("End")
    page.keyboard.press("ArrowRight")
    assert bar.get_attribute("aria-valuenow") == "75"
    assert page.locator("#dcm-panel").bounding_box()["width"] == pytest.approx(0.75 * 1400, abs=2)


def test_a_phone_has_no_split(open_page, html):
    page = open_page(html, width=390, height=844)
    assert page.locator("#dcm-split").is_hidden()


# Downloads

SAME = [
    "mark", "kind", "level", "title", "claim", "status", "speakers", "denied_by", "said_first", "said_last", "holds_first", "holds_last",
    "place_id", "country", "feature", "drawable", "why_not", "uncertainty", "source", "licence",
]  # fmt: skip


def kept(page, suffix: str) -> tuple[str, str]:
    with page.expect_download() as waiting:
        page.locator(f'[data-dcm-keep="{suffix}"]').click()
    download = waiting.value
    return download.suggested_filename, download.path().read_bytes().decode("utf-8")


def test_the_geojson_of_the_page_is_that_of_the_command_line(open_page, html):
    page = open_page(html)
    name, text = kept(page, ".geojson")
    assert name == "two-forces-one-river.geojson"
    inside, outside = json.loads(text), json.loads(to_geojson(reading()))
    assert [one["id"] for one in inside["features"]] == [one["id"] for one in outside["features"]]
    for here, there in zip(inside["features"], outside["features"], strict=True):
        assert {key: here["properties"][key] for key in SAME} == {key: there["properties"][key] for key in SAME}, here[
            "id"
        ]
        assert here["properties"].keys() == there["properties"].keys()
        if there["geometry"] is None:
            assert here["geometry"] is None
            continue
        drawn, exact = shape(here["geometry"]), shape(there["geometry"])
        assert shapely.hausdorff_distance(drawn, exact) < 2e-4, here["id"]  # simplified below what can be seen
    assert len(inside["not_drawn"]) == len(outside["not_drawn"])
    assert len(inside["not_placed"]) == len(outside["not_placed"])


def test_the_csv_has_the_same_rows_and_runs_no_formula(open_page):
    sample = reading()
    evil = replace(sample, footprints=tuple(replace(one, title='=1+1,"x"\n') for one in sample.footprints))
    page = open_page(render_page(evil, basemap()))
    _, text = kept(page, ".csv")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    features = json.loads(to_geojson(evil))["features"]
    assert [row["id"] for row in rows] == [one["id"] for one in features]
    for row, feature in zip(rows, features, strict=True):
        assert not any(value.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) for value in row.values()), row["id"]
        assert row["wkt"] == "" if feature["geometry"] is None else shapely.from_wkt(row["wkt"]).is_valid
    assert rows[-1]["title"] == '\'=1+1,"x"\n'


def test_what_crosses_180_degrees_is_cut_there(open_page):
    sample = reading()
    east, west = box(178, 10, 180, 14), box(-180, 10, -175, 14)
    hole = Polygon(box(170, 0, 175, 5).exterior.coords, [box(172, 1, 173, 2).exterior.coords])
    across = shapely.MultiPolygon([east, west, hole])
    first = next(one for one in sample.footprints if one.region is not None and one.drawable)
    moved = replace(first, region=replace(first.region, support=across, likely=across, core=across), ensemble=None)
    page = open_page(render_page(replace(sample, footprints=(moved,), resolutions=sample.resolutions), basemap()))
    _, text = kept(page, ".geojson")
    for feature in json.loads(text)["features"]:
        if feature["properties"]["kind"] == "place":
            continue
        geometry = shape(feature["geometry"])
        assert geometry.bounds[0] >= -180
        assert geometry.bounds[2] <= 180
        assert geometry.symmetric_difference(across).area == pytest.approx(0, abs=1e-6)
        for polygon in geometry.geoms:
            assert polygon.exterior.is_ccw
            assert not any(ring.is_ccw for ring in polygon.interiors)


def test_a_notebook_s_frame_lets_a_download_through(open_page):
    fragment = render_notebook(reading(), basemap(), height_px=600)
    page = open_page(f"<!DOCTYPE html><meta charset=utf-8><title>notebook</title>{fragment}", ready="iframe")
    frame = page.frame_locator("iframe")
    frame.locator("[data-dcm-ready]").wait_for(state="attached")
    with page.expect_download() as waiting:
        frame.locator('[data-dcm-keep=".geojson"]').click()
    assert json.loads(waiting.value.path().read_text(encoding="utf-8"))["type"] == "FeatureCollection"
    assert "open the page by itself" in frame.locator("#dcm-keep").inner_text()


def test_a_download_keeps_everything_whatever_is_chosen(open_page, html):
    page = open_page(html)
    _, whole = kept(page, ".geojson")
    step_to(page, JULY)
    _, chosen = kept(page, ".geojson")
    assert whole == chosen


# Going through with the card


def test_the_card_goes_from_claim_to_claim_and_round(open_page, html):
    page = open_page(html)
    page.locator("#dcm-claim-1").click()
    tour = page.locator(".dcm-tour")
    assert tour.inner_text().split() == ["‹", "1", "of", "10", "›"]
    page.get_by_role("button", name="Next claim").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    assert "The militia" in page.locator("#dcm-card").inner_text()
    assert page.locator(".dcm-claim.dcm-open").first.get_attribute("data-dcm-claim") == "3"
    page.get_by_role("button", name="Previous claim").click(click_count=1)
    for _ in range(2):
        page.get_by_role("button", name="Previous claim").click()
    assert tour.inner_text().split()[1] == "10"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "dcm-claim-1"  # where the reader set out


def test_the_card_passes_over_what_is_left_out(open_page, html):
    page = open_page(html)
    choices(page)
    page.locator('[data-dcm-choice="status.stated"]').uncheck()
    page.locator("#dcm-claim-1").click()
    page.get_by_role("button", name="Next claim").click()
    assert page.locator(".dcm-claim.dcm-open").first.get_attribute("data-dcm-claim") == "3"


def test_the_card_goes_from_name_to_name(open_page, html):
    page = open_page(html)
    page.locator("#dcm-mention-0").click()
    page.get_by_role("button", name="Next name").click()
    assert page.locator(".dcm-card h2").inner_text() == "Tabqa"
