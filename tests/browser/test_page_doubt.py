"""Doubt as it is drawn: dashes, bands, hatches and signs, each explained in the legend by the very same pattern."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rendered_sample import CLAIMS, FOOTPRINTS, _ref, basemap, reading, span

from deconflict_map.model.line_relation import AlongFeature
from deconflict_map.model.qualifier import LineShape
from deconflict_map.render import render_page

HERE = span("the agreed line")
RELATIONS = {
    "follows": AlongFeature(ref=_ref(0, "the river", anaphor=True), start=None, end=None, span=HERE),
    "ruled": replace(CLAIMS[0].relation, shape=LineShape.STRAIGHT),
    "inferred": CLAIMS[0].relation,
}
DASH = "(one) => getComputedStyle(one).strokeDasharray"


def page_of(relation) -> str:
    base = reading()
    claims = (replace(CLAIMS[0], relation=relation), *base.claims[1:])
    return render_page(replace(base, claims=claims), basemap())


@pytest.mark.parametrize("course", RELATIONS)
def test_a_line_is_dashed_by_how_it_is_known_and_the_legend_says_so(open_page, course):
    page = open_page(page_of(RELATIONS[course]))
    page.locator("#dcm-legend").evaluate(
        "legend => { legend.open = true; legend.querySelector('details').open = true; }"
    )
    line = page.locator("path.dcm-mark.dcm-level-best").first
    sample = page.locator(f".dcm-reading .dcm-course-{course}").last
    assert line.evaluate(DASH) == sample.evaluate(DASH)
    words = {"follows": "Solid", "ruled": "Long dashes", "inferred": "Short dashes"}
    told = page.inner_text(".dcm-reading")
    assert words[course] in told
    assert not [word for other, word in words.items() if other != course and word in told]  # nothing that isn't there


def test_the_three_dashes_differ(open_page):
    found = set()
    for relation in RELATIONS.values():
        page = open_page(page_of(relation))
        found.add(page.locator("path.dcm-mark.dcm-level-best").first.evaluate(DASH))
    assert len(found) == 3
    assert "none" in found


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_bands_are_two_light_tints_of_one_colour(open_page, scheme):
    page = open_page(render_page(reading(), basemap()), scheme=scheme)
    tints = [
        page.locator(f"path.dcm-mark.dcm-level-{level}").first.evaluate(
            "(one) => [getComputedStyle(one).fill, Number(getComputedStyle(one).fillOpacity)]"
        )
        for level in ("band90", "band50")
    ]
    assert tints[0][0] == tints[1][0]
    assert tints[0][1] < tints[1][1] <= 0.3


def test_ensembles_are_drawn_on_request_only(open_page):
    page = open_page(render_page(reading(), basemap()))
    members = page.locator(".leaflet-pane path.dcm-member")
    assert members.count() == 0
    page.evaluate("document.querySelector('#dcm-legend').open = true")
    page.locator("#dcm-layer-ensembles").focus()
    page.keyboard.press("Space")
    assert members.count() == len(FOOTPRINTS[0].ensemble.members)
    page.keyboard.press("Space")
    assert members.count() == 0


def test_claimed_disputed_denied_and_planned_bear_signs(open_page):
    page = open_page(render_page(reading(), basemap()))
    badges = {
        name: page.locator(f".dcm-label-badge.dcm-{name}").first.inner_text().replace("\n", "")
        for name in ("disputed", "planned", "agreed")
    }
    assert badges["disputed"] == "3?×"  # one side claims it, another denies it
    assert badges["planned"].endswith("↑")
    assert badges["agreed"] == "1·2"
    turned = page.locator(".dcm-label-badge.dcm-planned .dcm-arrow").first.evaluate("(one) => one.style.transform")
    assert turned == "rotate(135deg)"  # southeast


def test_a_side_of_a_line_is_told_by_a_tick_that_points_to_it(open_page):
    page = open_page(render_page(reading(), basemap()))
    sign = page.locator(".dcm-label-badge.dcm-disputed .dcm-side-sign")
    assert sign.evaluate("(one) => one.style.transform") == "rotate(90deg)"  # east of the Euphrates
    assert page.locator(".dcm-label-badge.dcm-agreed .dcm-side-sign").count() == 0
    page.locator("#dcm-legend").evaluate(
        "legend => { legend.open = true; legend.querySelector('details').open = true; }"
    )
    assert page.locator(".dcm-reading .dcm-side-sign").count() == 1
    assert "A bar with a tick" in page.inner_text(".dcm-reading")


def test_what_the_words_do_not_fix_is_hatched_in_grey_and_never_tinted(open_page):
    page = open_page(render_page(reading(), basemap()))
    fill = page.locator("path.dcm-mark.dcm-unfixed").first.evaluate("(one) => getComputedStyle(one).fill")
    assert "dcm-hatch" in fill


@pytest.mark.parametrize(("width", "height"), [(1400, 900), (390, 844)])
def test_labels_of_the_map_do_not_cover_each_other(open_page, width, height):
    page = open_page(render_page(reading(), basemap()), width=width, height=height)
    boxes = page.locator(".dcm-label").evaluate_all(
        "all => all.map((one) => one.getBoundingClientRect()).map((b) => [b.left, b.top, b.right, b.bottom])"
    )
    assert len(boxes) > 3
    for place, (left, top, right, bottom) in enumerate(boxes):
        for other in boxes[place + 1 :]:
            apart = left > other[2] - 1 or other[0] > right - 1 or top > other[3] - 1 or other[1] > bottom - 1
            assert apart, (boxes[place], other)
