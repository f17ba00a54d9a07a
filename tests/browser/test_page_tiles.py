"""Online tiles: nobody is asked before the reader switches them on, nobody else then, and nobody after."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from rendered_sample import basemap, reading
from tile_server import tile_server
from watching import watch

from deconflict_map.render import OnlineTiles, render_page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page
    from tile_server import TileServer
    from watching import Watched

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

CREDIT = "© the makers, https://tiles.example.org/thanks"
MAP = "Object.values(window).find((value) => value instanceof L.Map)"
LOADED = "document.querySelectorAll('.leaflet-dcm-tiles-pane img.leaflet-tile-loaded').length"


@pytest.fixture
def server() -> Iterator[TileServer]:
    with tile_server() as running:
        yield running


def tiled(server: TileServer) -> str:
    """The sample's page, offering tiles of the server."""
    tiles = OnlineTiles(url=f"http://127.0.0.1:{server.port}/t/{{z}}/{{x}}/{{y}}.png", attribution=CREDIT)
    return render_page(reading(), basemap(), tiles=tiles)


@pytest.fixture(scope="module")
def online(browser) -> Iterator[Watched]:
    """A tab with a network; what it asks for is told apart in each test."""
    context = browser.new_context(viewport={"width": 1400, "height": 900}, reduced_motion="reduce")
    yield watch(context.new_page())
    context.close()


def opened(online: Watched, server: TileServer, tmp_path, *, width=1400, height=900, scheme="light", hash_="") -> Page:
    """The page from a file."""
    path = tmp_path / "page.html"
    path.write_text(tiled(server), encoding="utf-8")
    page = online.page
    online.own = path.as_uri()
    online.faults.clear()
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(media="screen", color_scheme=scheme)
    page.goto(online.own + hash_)
    page.wait_for_selector("[data-dcm-ready]", state="attached")
    page.locator("#dcm-legend").evaluate("legend => { legend.open = true; }")
    return page


def elsewhere(online: Watched, server: TileServer) -> list[str]:
    """What was done that must not be, tiles of the server left aside."""
    own = f"request: http://127.0.0.1:{server.port}/t/"
    reports = [f"CSP: {report}" for report in online.page.evaluate("window.__csp")]
    return [fault for fault in online.faults if not fault.startswith(own)] + reports


def switch_by_key(page: Page) -> None:
    page.locator("#dcm-tiles").focus()
    page.keyboard.press("Space")


def settle(page: Page) -> None:
    """Wait until no tile is awaited."""
    page.wait_for_function(
        "() => [...document.querySelectorAll('.leaflet-dcm-tiles-pane img')].every((tile) => tile.complete)"
    )
    page.wait_for_timeout(150)


def test_nobody_is_asked_before_the_switch_nor_after_it(online, server, tmp_path):
    page = opened(online, server, tmp_path)
    assert not page.locator("#dcm-tiles").is_checked()
    page.evaluate(f"{MAP}.setZoom(8, {{ animate: false }})")
    page.locator("[data-dcm-key^='mark:']").first.dispatch_event("click")
    page.wait_for_timeout(150)
    assert server.asked == []
    switch_by_key(page)
    page.wait_for_function(f"() => {LOADED} > 3")
    settle(page)
    asked = len(server.asked)
    assert asked == len(server.tiles) > 3
    page.evaluate(f"{MAP}.panBy([600, 0], {{ animate: false }})")
    page.wait_for_function(f"() => {LOADED} > 3")
    settle(page)
    assert len(server.asked) > asked  # it follows the view
    asked = len(server.asked)
    switch_by_key(page)
    page.evaluate(f"{MAP}.panBy([2600, 0], {{ animate: false }})")
    page.evaluate(f"{MAP}.setZoom(6, {{ animate: false }})")
    page.wait_for_timeout(200)
    assert len(server.asked) == asked
    assert page.locator(".leaflet-dcm-tiles-pane img").count() == 0
    assert elsewhere(online, server) == []


def test_no_link_switches_them_on_and_no_visit_is_remembered(online, server, tmp_path):
    page = opened(online, server, tmp_path)
    switch_by_key(page)
    page.wait_for_function(f"() => {LOADED} > 0")
    assert "tiles" not in page.url
    settle(page)
    asked = len(server.asked)
    page.goto("about:blank")
    page = opened(online, server, tmp_path, hash_="#show=tiles,dcm-tiles&view=7/35.5/39.5")
    page.reload()
    page.wait_for_selector("[data-dcm-ready]", state="attached")
    page.wait_for_timeout(200)
    assert len(server.asked) == asked
    assert not page.locator("#dcm-tiles").is_checked()


def test_the_notice_stands_at_the_switch_and_names_the_host(online, server, tmp_path):
    page = opened(online, server, tmp_path)
    notice = page.locator("#dcm-tiles-notice")
    assert notice.is_visible()
    words = notice.inner_text()
    assert f"127.0.0.1:{server.port}" in words
    for revealed in ("which part of the map", "when", "internet address"):
        assert revealed in words
    assert page.locator("#dcm-tiles").get_attribute("aria-describedby") == "dcm-tiles-notice"


def test_their_makers_are_credited_as_long_as_they_are_shown(online, server, tmp_path):
    page = opened(online, server, tmp_path)
    credit = page.locator(".dcm-tiles-credit")
    assert credit.count() == 0
    switch_by_key(page)
    assert credit.is_visible()
    assert credit.inner_text() == "Tiles: © the makers, tiles.example.org/thanks"
    link = credit.locator("a")
    assert link.get_attribute("href") == "https://tiles.example.org/thanks"
    assert link.get_attribute("rel") == "noopener noreferrer"
    page.emulate_media(media="print")
    assert not credit.is_visible()  # paper shows the page's own base map
    assert not page.locator(".leaflet-dcm-tiles-pane").is_visible()
    assert not page.locator("#dcm-tiles-notice").is_visible()
    page.emulate_media(media="screen")
    switch_by_key(page)
    assert credit.count() == 0


def test_a_host_that_refuses_is_told_and_the_base_map_stays(online, server, tmp_path):
    server.status = 403
    page = opened(online, server, tmp_path)
    grounds = page.locator(".leaflet-pane path.dcm-ground-country").count()
    towns = page.locator(".dcm-label-town").count()
    switch_by_key(page)
    told = page.locator("#dcm-tiles-told")
    page.wait_for_function("() => document.getElementById('dcm-tiles-told').textContent.startsWith('No tiles')")
    assert told.get_attribute("role") == "status"
    assert f"No tiles come from 127.0.0.1:{server.port}" in told.inner_text()
    assert "own base map stays in sight" in told.inner_text()
    assert page.locator(".leaflet-pane path.dcm-ground-country").count() == grounds > 0
    assert page.locator(".dcm-label-town").count() == towns
    switch_by_key(page)
    assert told.inner_text() == ""


def test_a_page_that_is_on_no_site_is_told_that_hosts_may_refuse_it(online, server, tmp_path):
    # With a picture that says so, as OpenStreetMap's do: to a script it is a tile like any other.
    server.page = tiled(server)
    page = opened(online, server, tmp_path)
    switch_by_key(page)
    assert "opened from a file" in page.inner_text("#dcm-tiles-told")
    page.goto(f"http://localhost:{server.port}/page.html")
    page.wait_for_selector("[data-dcm-ready]", state="attached")
    page.locator("#dcm-legend").evaluate("legend => { legend.open = true; }")
    switch_by_key(page)
    page.wait_for_function(f"() => {LOADED} > 0")
    assert page.inner_text("#dcm-tiles-told") == ""


def test_names_of_the_base_map_give_way_to_those_of_tiles(online, server, tmp_path):
    page = opened(online, server, tmp_path)
    names = ".dcm-label-country, .dcm-label-town, .dcm-label-water, .dcm-label-division"
    before = page.locator(names).count()
    places = page.locator(".dcm-label-place").count()
    switch_by_key(page)
    page.wait_for_function(f"() => {LOADED} > 3")
    settle(page)
    assert before > 0
    assert page.locator(names).count() == 0
    assert page.locator(".dcm-label-place").count() >= places > 0  # the text's own names stay
    switch_by_key(page)
    assert page.locator(names).count() == before


def test_the_host_learns_the_site_that_asks_but_not_the_page(online, server, tmp_path):
    server.page = tiled(server)
    page = opened(online, server, tmp_path)
    switch_by_key(page)
    page.wait_for_function(f"() => {LOADED} > 0")
    settle(page)
    assert {referrer for _, referrer in server.asked} == {None}  # a file has no site
    server.asked.clear()
    # Another site than the tiles': the same host would be told the whole address.
    page.goto(f"http://localhost:{server.port}/page.html?secret=1")
    page.wait_for_selector("[data-dcm-ready]", state="attached")
    page.locator("#dcm-legend").evaluate("legend => { legend.open = true; }")
    switch_by_key(page)
    page.wait_for_function(f"() => {LOADED} > 0")
    settle(page)
    tiles = {referrer for path, referrer in server.asked if path.endswith(".png")}
    assert tiles == {f"http://localhost:{server.port}/"}


def test_another_host_s_pictures_are_refused_by_the_policy(online, server, tmp_path):
    page = opened(online, server, tmp_path)
    with tile_server() as other:
        page.evaluate(
            f"""() => {{ const image = document.createElement('img');
                image.src = 'http://127.0.0.1:{other.port}/t/1/1/1.png'; document.body.append(image); }}"""
        )
        page.wait_for_function("() => window.__csp.length === 1")
        assert other.asked == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("width", "height"), [(1400, 900), (390, 844)])
def test_axe_finds_nothing_with_tiles_on_and_all_of_it_fits(online, server, tmp_path, width, height, scheme):
    server.status = 403 if width < 900 else 200
    page = opened(online, server, tmp_path, width=width, height=height, scheme=scheme)
    switch_by_key(page)
    page.locator("#dcm-tiles-told").scroll_into_view_if_needed()
    settle(page)
    found = Axe().run(page, options={"resultTypes": ["violations"], "preload": False}).response["violations"]
    assert [(rule["id"], node["html"][:120]) for rule in found for node in rule["nodes"][:3]] == []
    notice = page.locator("#dcm-tiles-notice").bounding_box()
    assert notice["x"] >= 0
    assert notice["x"] + notice["width"] <= width
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
