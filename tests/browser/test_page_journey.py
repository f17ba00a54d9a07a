"""A reader's whole way through the page by keyboard alone, from a file and from a sandboxed frame, without a network."""

from __future__ import annotations

from html import escape

import pytest
from rendered_sample import basemap, reading

from deconflict_map.render import render_page

MOST_STOPS = 90


@pytest.fixture(scope="module")
def html() -> str:
    return render_page(reading(), basemap())


def from_file(open_page, html):
    page = open_page(html)
    return page, page.main_frame


def from_sandbox(open_page, html):
    outer = f"<!DOCTYPE html><title>host</title><iframe sandbox='allow-scripts' title='map' width=1380 height=880 srcdoc=\"{escape(html)}\"></iframe>"
    page = open_page(outer, ready="iframe")
    page.frame_locator("iframe").locator("[data-dcm-ready]").wait_for(state="attached")
    return page, page.frames[1]


def focused(frame, expression: str = "key"):
    """The key, class or id of what has the focus."""
    told = frame.evaluate(
        """() => { const node = document.activeElement;
             return { key: node.dataset.dcmKey || '', words: node.textContent, id: node.id, class: node.getAttribute('class') || '' }; }"""
    )
    return told[expression]


def focused_words(frame) -> str:
    """What a screen reader says of the value of what has the focus."""
    return frame.evaluate("document.activeElement.getAttribute('aria-valuetext')")


def tab_to(page, frame, selector: str, *, back: bool = False) -> None:
    """Presses Tab until the element has the focus; each stop on the way must be visible and have a name or a role."""
    for _ in range(MOST_STOPS):
        if frame.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Shift+Tab" if back else "Tab")
    raise AssertionError(selector)


def centre(frame) -> str:
    """Where the panes of the map stand: changes with every move."""
    return frame.locator(".leaflet-map-pane").first.get_attribute("style")


def step_through_time(page, frame) -> None:
    """The slider's own keys; all is shown again at its end."""
    tab_to(page, frame, "#dcm-day", back=True)
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    assert focused_words(frame) == "said by July 2017"
    assert frame.locator(".dcm-told").inner_text() == "2 of 10 claims shown: said by July 2017."
    page.keyboard.press("End")


def choose_a_voice(page, frame) -> None:
    """One voice alone, and back to all of them."""
    tab_to(page, frame, ".dcm-voices summary")
    page.keyboard.press("Enter")
    tab_to(page, frame, 'button.dcm-only[aria-label="only Russia"]')
    page.keyboard.press("Enter")
    assert frame.locator(".dcm-told").inner_text().startswith("1 of 10 claims shown")
    tab_to(page, frame, ".dcm-told-row .dcm-show-all", back=True)
    page.keyboard.press("Enter")
    assert focused(frame, "id") == "dcm-day"
    assert frame.locator(".dcm-told").inner_text() == "All 10 claims are shown."


def find_and_make_room(page, frame) -> None:
    """A name is found from anywhere, and the line between text and map is moved."""
    page.keyboard.press("/")
    page.keyboard.type("tabqa")
    page.keyboard.press("Enter")
    assert focused(frame, "class").startswith("dcm-entry")
    tab_to(page, frame, "#dcm-split")
    wide = frame.locator("#dcm-side").bounding_box()["width"]
    page.keyboard.press("ArrowLeft")
    assert frame.locator("#dcm-side").bounding_box()["width"] > wide


def print_it(page, frame) -> None:
    frame.evaluate("() => { window.printed = 0; window.print = () => { window.printed += 1; }; }")
    tab_to(page, frame, "#dcm-keep button:last-child", back=True)
    page.keyboard.press("Enter")
    assert frame.evaluate("window.printed") == 1


@pytest.mark.parametrize("opened", [from_file, from_sandbox])
def test_the_whole_way_by_keyboard(open_page, html, opened):
    page, frame = opened(open_page, html)

    # Find a place in the text: the first stop of the page leads to the map, n leads to the names.
    tab_to(page, frame, ".dcm-skip" if opened is from_file else "iframe, .dcm-skip")
    page.keyboard.press("n")
    assert focused(frame) == "mention:0"
    page.keyboard.press("n")
    assert focused(frame) == "mention:1"
    assert frame.locator('path[data-dcm-key="place:place-2"].dcm-hot').count() == 1

    # Read why it stands there, and go back to the text.
    page.keyboard.press("Enter")
    card = frame.locator("#dcm-card")
    assert card.is_visible()
    assert focused(frame, "id") == "dcm-card-title"
    assert "geonames:2" in card.inner_text()
    page.keyboard.press("Tab")
    tab_to(page, frame, "#dcm-card button.dcm-action")
    assert focused(frame, "words") == "Show in the text"
    page.keyboard.press("Enter")
    assert focused(frame) == "mention:1"

    # On to the next mention; Escape closes what is open and gives the focus back.
    page.keyboard.press("n")
    assert focused(frame) == "mention:2"
    page.keyboard.press("Enter")
    assert focused(frame, "id") == "dcm-card-title"
    page.keyboard.press("Escape")
    assert card.is_hidden()
    assert focused(frame) == "mention:2"

    # To the map: its own keys move it and zoom; a mark on it opens by Enter.
    tab_to(page, frame, ".leaflet-container")
    before = centre(frame)
    page.keyboard.press("ArrowRight")
    frame.wait_for_function(
        "before => document.querySelector('.leaflet-map-pane').getAttribute('style') !== before", arg=before
    )
    page.keyboard.press("Tab")
    tab_to(page, frame, "path.dcm-mark, path.dcm-reach, path.dcm-place")
    page.keyboard.press("Enter")
    assert card.is_visible()
    page.keyboard.press("Escape")
    assert card.is_hidden()

    # The list says the same, and the help tells the keys.
    tab_to(page, frame, ".dcm-entry", back=True)
    page.keyboard.press("Enter")
    assert card.is_visible()
    page.keyboard.press("Escape")

    step_through_time(page, frame)
    choose_a_voice(page, frame)
    find_and_make_room(page, frame)
    if opened is from_file:  # a frame that is shut off can't print
        print_it(page, frame)

    page.keyboard.press("?")
    assert frame.locator("#dcm-help").is_visible()
    page.keyboard.press("Escape")
    assert frame.locator("#dcm-help").is_hidden()
    assert frame.evaluate("window.__csp") == []


def test_printing_needs_no_mouse_and_leaves_the_page_as_it_was(open_page, html):
    page = open_page(html)
    page.set_viewport_size({"width": 1000, "height": 800})
    page.reload()
    page.wait_for_selector("[data-dcm-ready]", state="attached")
    was = page.evaluate("document.getElementById('dcm-legend').open")
    page.evaluate(
        """() => { window.seen = []; addEventListener('afterprint', () => window.seen.push('after'));
             addEventListener('beforeprint', () => window.seen.push(document.getElementById('dcm-legend').open)); }"""
    )
    sheet = page.pdf(format="A4")  # what the browser's own key for printing makes
    assert sheet.startswith(b"%PDF")
    assert page.evaluate("window.seen") == [True, "after"]
    assert page.evaluate("document.getElementById('dcm-legend').open") is was


def test_the_focus_is_never_out_of_sight(open_page, html):
    page = open_page(html)
    unseen = []
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate(
            """() => { const node = document.activeElement; if (node === document.body) return null;
                 const box = node.getBoundingClientRect();
                 const named = node.getAttribute('aria-label') || node.getAttribute('aria-labelledby') || node.textContent.trim()
                   || (node.labels && node.labels.length) || node.getAttribute('title');
                 return [node.tagName + '#' + node.id + '.' + node.getAttribute('class'), box.width > 0 && box.height > 0
                   && box.right > 0 && box.bottom > 0 && box.left < innerWidth && box.top < innerHeight, Boolean(named)]; }"""
        )
        if stop is not None and not (stop[1] and stop[2]):
            unseen.append(stop)
    assert unseen == []
