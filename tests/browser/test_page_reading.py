"""The page as a reader uses it: by mouse, by keyboard, by touch, wide and narrow, light and dark."""

from __future__ import annotations

import pytest
from rendered_sample import asked_with_text, basemap, reading

from deconflict_map.model.mark import levels, place_marks
from deconflict_map.render import render_page


@pytest.fixture(scope="module")
def html() -> str:
    return render_page(reading(), basemap())


def lit(page, key: str) -> int:
    return page.locator(f'[data-dcm-key="{key}"].dcm-hot').count()


MARK = ".leaflet-pane path.dcm-mark"


@pytest.mark.parametrize(
    ("width", "height", "scheme"),
    [(1400, 900, "light"), (1400, 900, "dark"), (390, 844, "light"), (390, 844, "dark")],
)
def test_opens_without_a_request_an_error_or_a_report(open_page, html, width, height, scheme):
    page = open_page(html, width=width, height=height, scheme=scheme)
    assert page.title() == "Two forces, one river"
    assert page.locator("html").get_attribute("lang") == "en"
    assert "As described by The Sample Courier, published 18 September 2017; not an observation." in page.inner_text(
        ".dcm-banner"
    )
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_the_text_is_the_article_s_own(open_page, html):
    page = open_page(html)
    shown = page.evaluate(
        """() => [...document.querySelectorAll('.dcm-block')].map((block) => {
             const copy = block.cloneNode(true);
             copy.querySelectorAll('button').forEach((button) => button.remove());
             return copy.textContent;
           })"""
    )
    article = reading().article
    assert shown == [article.quote(block.span) for block in article.blocks]


def test_marks_on_the_map_are_the_marks_of_the_model(open_page, html):
    page = open_page(html)
    sample = reading()
    expected = sum(len(levels(footprint)) for footprint in sample.footprints)
    assert page.locator(f"{MARK}:not(.dcm-level-casing)").count() == expected
    focusable = page.locator(".leaflet-pane path[tabindex='0']")
    drawn = [mark for mark in place_marks(sample) if mark.drawn]
    assert focusable.count() == len(sample.footprints) + len(drawn)
    assert all(words.strip() for words in focusable.evaluate_all("all => all.map(p => p.getAttribute('aria-label'))"))


def test_mouse_over_a_mention_lights_its_place_and_back(open_page, html):
    page = open_page(html)
    place = page.locator('path[data-dcm-key="place:place-2"]')
    mention = page.locator('.dcm-mention[data-dcm-key="mention:1"]')
    mention.hover()
    assert "dcm-hot" in place.get_attribute("class")
    page.locator(".dcm-banner").hover()
    assert "dcm-hot" not in place.get_attribute("class")
    place.hover(force=True)
    assert "dcm-hot" in mention.get_attribute("class")


def test_keyboard_focus_on_a_mention_lights_its_place_and_back(open_page, html):
    page = open_page(html)
    page.locator('.dcm-mention[data-dcm-key="mention:2"]').focus()
    assert lit(page, "place:place-3") == 2  # the dot and the list entry
    page.locator('path[data-dcm-key="place:place-3"]').focus()
    assert lit(page, "mention:2") == 1
    assert lit(page, "mention:4") == 1  # the other mention of the same place


def test_claims_and_marks_light_each_other(open_page, html):
    page = open_page(html)
    page.locator("#dcm-claim-1").focus()
    assert page.locator(f"{MARK}.dcm-agreed.dcm-hot").count() == 3
    page.locator("#dcm-claim-1").blur()
    page.locator('path[data-dcm-key="mark:claim-3"]').focus()
    assert (
        page.locator(".dcm-claim.dcm-hot").evaluate_all("all => all.map(c => c.dataset.dcmClaim)") == ["3"] * 5
    )  # cut by two mentions


def test_the_card_of_a_line_says_everything(open_page, html):
    page = open_page(html)
    page.locator("#dcm-claim-1").click()
    card = page.inner_text("#dcm-card")
    for words in (
        "the agreed line",
        "from a point southwest of Tabqa to a point on the Euphrates",  # the relation in words
        "In July a spokesman said that the agreed line runs",  # the quoted sentence
        "a spokesman",
        "July 2017",
        "said to be agreed",
        "“No map of it was published.”",  # withheld
        "does not extend into Deir ez-Zor",  # the second claim of the same line
        "language 12 km",
        "base data 1.5 km",
        "not fixed by the words",
        "sector",
        "judgement: no survey",
        "narrows the mark to this ground",
        "Tabqa (geonames:2)",
        "measured from the town's edge",
        "a published map of the line",
    ):
        assert words in card, words


def test_the_card_of_a_disputed_claim_names_who_denies_it(open_page, html):
    page = open_page(html)
    page.locator('.dcm-entry[data-dcm-key="mark:claim-3"]').click()
    card = page.inner_text("#dcm-card")
    assert "claimed by one side, denied by another" in card
    assert "Russia denied the claim" in card
    assert "on Saturday (16 September 2017)" in card
    assert "3?" in page.inner_text(".dcm-label-badge.dcm-disputed")


def test_the_card_of_a_place_shows_record_and_other_candidates(open_page, html):
    page = open_page(html)
    page.locator('.dcm-mention[data-dcm-key="mention:1"]').click()
    card = page.inner_text("#dcm-card")
    for words in ("geonames:2", "CC0-1.0", "الطبقة", "At Tabaqah", "7 %", "PPL"):
        assert words in card, words
    assert page.locator("path.dcm-candidate").count() == 1
    page.keyboard.press("Escape")
    assert page.locator("path.dcm-candidate").count() == 0


def test_the_card_of_an_unplaced_name_shows_its_candidates(open_page, html):
    page = open_page(html)
    page.locator('.dcm-mention[data-dcm-key="mention:8"]').click()
    card = page.inner_text("#dcm-card")
    assert "two places fit equally well" in card
    assert "52 %" in card
    assert "48 %" in card


OPENERS = (
    '.dcm-mention[data-dcm-key="mention:1"]',
    '.dcm-entry[data-dcm-key="mark:claim-4"]',
    'path[data-dcm-key="mark:claim-1"]',
    'path[data-dcm-key="place:place-3"]',
)


def test_enter_opens_the_card_and_escape_gives_the_focus_back(open_page, html):
    page = open_page(html)
    for opener in OPENERS:
        page.locator(opener).focus()
        page.keyboard.press("Enter")
        assert page.locator("#dcm-card").is_visible()
        assert page.evaluate("document.activeElement.id") == "dcm-card-title"
        page.keyboard.press("Escape")
        assert page.locator("#dcm-card").is_hidden()
        assert page.evaluate("(selector) => document.activeElement === document.querySelector(selector)", opener)


def test_a_click_on_a_mark_opens_its_card_and_shows_its_words(open_page, html):
    page = open_page(html, height=420)
    page.locator(".dcm-label-badge.dcm-planned").first.click()
    assert "a push of both sides" in page.inner_text("#dcm-card")
    box = page.locator("#dcm-claim-4").bounding_box()
    assert 0 <= box["y"] <= 420


def test_tab_goes_through_text_then_lists_then_map(open_page, html):
    page = open_page(html)
    seen = []
    for _ in range(80):
        page.keyboard.press("Tab")
        seen.append(
            page.evaluate(
                """() => { const here = document.activeElement;
                    for (const part of ['.dcm-article', '.dcm-lists', '.folium-map']) if (here.closest(part)) return part;
                    return ''; }"""
            )
        )
    order = list(dict.fromkeys(part for part in seen if part))
    assert order == [".dcm-article", ".dcm-lists", ".folium-map"]


def test_n_and_p_step_through_the_mentions(open_page, html):
    page = open_page(html)
    page.keyboard.press("n")
    page.keyboard.press("n")
    assert page.evaluate("document.activeElement.id") == "dcm-mention-1"
    page.keyboard.press("p")
    page.keyboard.press("p")
    assert page.evaluate("document.activeElement.id") == f"dcm-mention-{len(reading().resolutions) - 1}"


def test_question_mark_opens_the_help(open_page, html):
    page = open_page(html)
    page.keyboard.press("?")
    assert page.locator("#dcm-help").is_visible()
    page.keyboard.press("Escape")
    assert page.locator("#dcm-help").is_hidden()


def test_the_skip_link_leads_to_the_map(open_page, html):
    page = open_page(html)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "dcm-skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.classList.contains('folium-map')")


LAYERS = [
    ("agreed", f"{MARK}.dcm-agreed", 4),
    ("disputed", f"{MARK}.dcm-disputed", 3),
    ("planned", f"{MARK}.dcm-planned", 6),
    ("unfixed", f"{MARK}.dcm-unfixed", 1),
    ("places", ".leaflet-pane path.dcm-place", 4),
]


def test_the_legend_is_the_layer_list(open_page, html):
    page = open_page(html)
    for layer, marks, count in LAYERS:
        assert page.locator(marks).count() == count, layer
        page.locator(f"#dcm-layer-{layer}").uncheck()
        assert page.locator(marks).count() == 0, layer
        page.locator(f"#dcm-layer-{layer}").check()
        assert page.locator(marks).count() == count, layer


def test_ensembles_are_shown_on_request_only(open_page, html):
    page = open_page(html)
    assert page.locator("path.dcm-member").count() == 0
    page.locator("#dcm-layer-ensembles").check()
    assert page.locator("path.dcm-member").count() == 10


def test_counts_of_legend_lists_and_model_agree(open_page, html):
    page = open_page(html)
    sample = reading()
    legend = page.locator(".dcm-layers li").evaluate_all(
        "all => all.map(row => [row.querySelector('input').dataset.dcmLayer, row.querySelector('.dcm-count')?.textContent])"
    )
    counts = {layer: int(count) for layer, count in legend if count is not None}
    marks = sum(count for layer, count in counts.items() if layer not in {"places", "ensembles"})
    assert marks == len(sample.footprints)
    heads = page.locator(".dcm-lists h2").all_inner_texts()
    places = place_marks(sample)
    assert heads == [
        f"What the map shows {len(sample.footprints)}",
        f"Claims not drawn {len(sample.undrawn)}",
        f"Not read {len(sample.unread)}",
        f"Places {sum(mark.drawn for mark in places)}",
        f"Named, but not drawn {sum(not mark.drawn for mark in places)}",
        "Not placed 1",
    ]


def test_the_page_of_a_phrase_shows_its_tree_and_what_was_taken_for_granted(open_page):
    page = open_page(render_page(asked_with_text("Tabqa"), basemap()))
    heads = page.locator("#dcm-asked h2").all_inner_texts()
    assert heads == ["What is drawn", "How the words were read", "Taken for granted"]
    assert page.locator(".dcm-tree").count() >= len(reading().claims)
    assert "not an observation" in page.locator(".dcm-banner").inner_text()


def test_what_is_not_on_the_map_stands_as_plainly_as_what_is(open_page, html):
    page = open_page(html)
    sizes = page.locator(".dcm-lists h2").evaluate_all("all => all.map(h => getComputedStyle(h).fontSize)")
    assert len(set(sizes)) == 1
    lists = page.inner_text("#dcm-lists")
    for words in (
        "two places fit equally well",
        "names a process, not the place",
        "the place “Karama” wasn't resolved",
    ):
        assert words in lists


def test_on_a_phone_the_map_is_pinned_above_the_text(open_page, html):
    page = open_page(html, width=390, height=844, touch=True)
    page.evaluate("window.scrollTo(0, 600)")
    side = page.locator("#dcm-side").bounding_box()
    assert side["y"] == 0
    assert 0.38 * 844 <= side["height"] <= 0.46 * 844
    page.locator('.dcm-mention[data-dcm-key="mention:10"]').tap()
    card = page.locator("#dcm-card").bounding_box()
    assert card["y"] >= side["y"] + side["height"] - 1  # a sheet over the text, not over the map
    assert card["width"] == 390


def test_unfixed_zones_are_hatched(open_page, html):
    page = open_page(html)
    style = page.locator(f"{MARK}.dcm-unfixed").evaluate("path => getComputedStyle(path).fill")
    assert "#dcm-hatch" in style
    assert page.locator("#dcm-hatch").count() == 1


def test_print_shows_the_whole_text(open_page, html):
    page = open_page(html)
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    panel = page.locator("#dcm-panel")
    assert page.locator(".dcm-how li").first.is_visible()  # the legend lies open
    assert page.locator(".dcm-entry").last.is_visible()
    assert panel.evaluate("node => getComputedStyle(node).overflowY") == "visible"
    assert page.locator("#dcm-card").is_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_have_the_contrast_that_wcag_asks_for(open_page, html, scheme):
    page = open_page(html, scheme=scheme)
    colours = page.evaluate(
        """() => { const style = getComputedStyle(document.documentElement);
             return Object.fromEntries(['land', 'paper', 'ink', 'quiet', 'reported', 'agreed', 'planned', 'disputed',
               'negated', 'unfixed', 'place', 'hot'].map((name) => [name, style.getPropertyValue('--dcm-' + name).trim()])); }"""
    )
    for name in ("reported", "agreed", "planned", "disputed", "negated", "unfixed", "place"):
        assert _contrast(colours[name], colours["land"]) >= 3.0, name  # WCAG 2.2, 1.4.11
        assert _contrast(colours[name], colours["paper"]) >= 4.5, name  # numbers in badges: 1.4.3
    assert _contrast(colours["ink"], colours["hot"]) >= 4.5
    assert _contrast(colours["quiet"], colours["paper"]) >= 4.5
    assert _contrast(colours["ink"], colours["paper"]) >= 7.0


def _contrast(one: str, other: str) -> float:
    """Contrast ratio of WCAG 2.2, from its definition of relative luminance."""
    bright, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
