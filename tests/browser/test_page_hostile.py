"""Hostile text in every field: nothing runs, nothing is asked for, and the words stand there as they were."""

from __future__ import annotations

import re

import pytest
from hostile_strings import HIT, HOSTILE, LONG
from rendered_sample import basemap_with_text, with_text
from watching import watch

from deconflict_map.render import render_notebook, render_page, render_static, to_folium
from deconflict_map.render.visible import visible

TEXT_OF = "() => [...document.querySelectorAll('.dcm-panel, #dcm-card')].map((node) => node.textContent).join('\\n')"
OPENED = ("mention:1", "mention:8", "mark:claim-1", "claim:6")

# Alone: what breaks out must do so from the very beginning of a string. The others follow one another in one text.
ALONE = [HOSTILE[i] for i in (0, 2, 9, 14, 16, 18, 24, 31, 43, 44, 45, 48, 55, 57)]
TOGETHER = ["\n".join(HOSTILE[start::6]) for start in range(6)]


@pytest.mark.parametrize("words", [*ALONE, *TOGETHER], ids=range(len(ALONE) + len(TOGETHER)))
def test_nothing_runs_and_everything_shows(open_page, words):
    page = open_page(render_page(with_text(words), basemap_with_text(words)), height=700)
    for key in OPENED:
        page.locator(f'#dcm-panel [data-dcm-key^="{key}"]').first.dispatch_event("click")
        assert visible(words) in page.evaluate(TEXT_OF)
    page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
    page.locator("[data-dcm-choice]").first.uncheck()
    page.locator("#dcm-sifted button").click()
    page.fill("#dcm-search", words[:200])
    page.fill("#dcm-search", "")
    for suffix in (".geojson", ".csv"):
        with page.expect_download() as waiting:
            page.locator(f'[data-dcm-keep="{suffix}"]').click()
        name = waiting.value.suggested_filename
        assert name.endswith(suffix)
        assert re.fullmatch(r"[\w-]{1,120}\.(geojson|csv)", name), name
    page.locator("path.dcm-mark").first.hover(force=True)
    for added in page.locator("path.dcm-own").all()[:3]:
        added.dispatch_event("click")
        assert page.locator(".dcm-card-popup dd").last.text_content() == visible(words)
    assert visible(words) in page.locator("#dcm-legend").text_content()
    assert page.title().split() == (visible(words).split() or ["A", "text", "and", "its", "map"])


def test_the_watch_would_see_an_attack(browser, tmp_path):
    file = tmp_path / "attack.html"
    file.write_text(f"<script>console.log('x')</script><img src=x onerror='{HIT};alert(1)'>")
    watched = watch(browser.new_context(offline=True).new_page())
    watched.own = file.as_uri()
    watched.page.goto(watched.own)
    watched.page.wait_for_function("window.__hit === 1")
    kinds = {fault.split(":")[0] for fault in watched.faults}
    assert kinds == {"request", "console", "dialog"}
    with pytest.raises(AssertionError):
        watched.check()
    assert "a script from the data ran" in watched.faults


FEW = ["\n".join(HOSTILE[start::2]) for start in range(2)]


@pytest.mark.parametrize("words", FEW, ids=range(len(FEW)))
def test_a_folium_map_of_it_runs_nothing(open_page, words):
    chart = to_folium(with_text(words), basemap_with_text(words))
    page = open_page(chart.get_root().render(), ready="path.dcm-mark")
    page.locator("path.dcm-mark.dcm-disputed").last.dispatch_event("click")
    assert visible(words) in page.text_content(".dcm-card-popup")


@pytest.mark.parametrize("words", FEW, ids=range(len(FEW)))
def test_a_notebook_s_view_of_it_runs_nothing(open_page, words):
    html = render_notebook(with_text(words), basemap_with_text(words), height_px=500)
    page = open_page(f"<!DOCTYPE html><meta charset=utf-8><body>{html}</body>", ready="iframe")
    frame = page.frame_locator("iframe")
    frame.locator("[data-dcm-ready]").wait_for(state="attached")
    assert visible(words) in frame.locator(".dcm-article").text_content()


def grouped():
    """The hostile strings, as many together as an entry of a static list holds uncut."""
    groups = [""]
    for words in HOSTILE:
        if len(visible(words)) > 70:
            continue
        groups[-1:] = [groups[-1], words] if len(visible(groups[-1] + words)) > 800 else [f"{groups[-1]}\n{words}"]
    return groups


@pytest.mark.parametrize("words", [*grouped(), *FEW, *LONG[:2]], ids=range(len(grouped()) + 4))
def test_a_still_figure_of_it_runs_nothing(open_page, words):
    html = render_static(with_text(words), basemap_with_text(words))
    page = open_page(f"<!DOCTYPE html><meta charset=utf-8><body>{html}</body>", ready="img", width=800)
    page.wait_for_function("document.querySelector('img').complete")
    assert page.evaluate("document.querySelector('img').naturalWidth") > 0  # the SVG is well-formed
    said = page.text_content("body")
    if len(words) < 900:
        assert " ".join(visible(words).split()) in " ".join(said.split())
    else:
        assert "…" in said
        assert page.evaluate("document.body.scrollWidth") < 1400  # words of 70 letters, at most
