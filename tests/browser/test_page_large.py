"""Many marks stay usable, and folium's own layers work without a network."""

from __future__ import annotations

import re
from dataclasses import replace

import folium
import pytest
from rendered_sample import FOOTPRINTS, TABQA, basemap, reading
from shapely.affinity import translate

from deconflict_map.model.footprint import Region
from deconflict_map.render import render_page, to_folium


def crowded(count: int):
    """The sample with `count` more places, each named once."""
    base = reading()
    named = base.resolutions[1]
    extra = tuple(
        replace(
            named,
            place=replace(
                TABQA, id=f"geonames:many-{n}", name=f"Village {n}", lon=38 + n % 100 * 0.03, lat=34.5 + n // 100 * 0.02
            ),
            candidates=(),
        )
        for n in range(count)
    )
    return replace(base, resolutions=(*base.resolutions, *extra))


@pytest.fixture(scope="module")
def many() -> str:
    return render_page(crowded(10_000), basemap())


@pytest.fixture(scope="module")
def zones() -> str:
    base = reading()
    marks = tuple(
        replace(
            FOOTPRINTS[1],
            id=f"zone-{n}",
            title=f"Zone {n}",
            region=Region(
                **{
                    level: translate(getattr(FOOTPRINTS[1].region, level), n % 25 * 0.4, n // 25 * 0.3)
                    for level in ("core", "likely", "support")
                }
            ),
        )
        for n in range(500)
    )
    return render_page(replace(base, footprints=(*FOOTPRINTS, *marks)), basemap())


def places(page) -> int:
    """Entries that stand in the list of places."""
    return page.evaluate(
        """() => [...document.querySelectorAll('#dcm-lists section')]
             .find((each) => each.querySelector('h2').textContent.startsWith('Places')).querySelectorAll('.dcm-entry').length"""
    )


PAINTED = """() => { const map = Object.values(window).find((value) => value instanceof L.Map);
  const found = { dots: 0, colours: [] };
  map.eachLayer((layer) => {
    if (layer.options.pane !== 'dcm-painted') return;
    if (layer instanceof L.CircleMarker) found.dots += 1;
    else if (layer instanceof L.Polygon) found.colours.push(layer.options.color);
  });
  return found; }"""


def test_ten_thousand_places_open_on_canvas_and_answer(open_page, many):
    page = open_page(many)
    # Dots are painted, not elements: what is in the page stays few enough to pan.
    assert page.locator(".leaflet-pane path").count() < 60
    assert page.locator(".leaflet-pane canvas").count() == 1
    assert page.locator(".dcm-label").count() < 200
    assert page.evaluate(PAINTED)["dots"] > 10_000
    page.locator("#dcm-layer-places").uncheck()
    assert page.evaluate(PAINTED)["dots"] == 0
    assert page.locator(".dcm-label-place").count() == 0


def test_every_place_stands_in_the_list_and_is_found_by_its_name(open_page, many):
    page = open_page(many)
    assert places(page) == 300
    assert page.locator(".dcm-more:visible").inner_text().startswith("Show 300 more of 9")
    for number in (0, 4321, 9999):  # none is out of reach
        page.fill("#dcm-search", f"Village {number}")
        page.keyboard.press("Enter")  # to the first that fits
        page.keyboard.press("Enter")  # and its card opens
        assert page.inner_text("#dcm-card-title") == f"Village {number}"
        page.keyboard.press("Escape")


def test_more_of_a_long_list_is_asked_for_by_keyboard_until_it_is_whole(open_page, many):
    page = open_page(many)
    listed = places(page)
    for _ in range(2):
        page.locator(".dcm-more:visible").first.focus()
        page.keyboard.press("Enter")
        new = page.evaluate("document.activeElement.dataset.dcmKey")
        assert new.startswith("place:")  # the first of those that came
        assert places(page) == listed + 300
        listed += 300
    page.fill("#dcm-search", "Village 1")  # what is left can be narrowed down
    assert page.inner_text("#dcm-found") == "3439 entries fit."  # 10⁴ − 9⁴ numbers have a 1
    page.fill("#dcm-search", "")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")  # all of them
    assert places(page) == page.evaluate(PAINTED)["dots"] + page.locator("path.dcm-reach").count()


def test_paper_has_the_whole_list(open_page, many):
    page = open_page(many)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert places(page) > 10_000
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert places(page) == 300


def test_what_a_view_leaves_out_is_told(open_page, many, zones):
    for html, words in (
        (many, r"Closer views show 10,0\d\d names more\."),
        (zones, r"Closer views show \d+ numbers? .*more\."),
    ):
        page = open_page(html)
        assert re.fullmatch(words, page.inner_text(".dcm-waiting")), page.inner_text(".dcm-waiting")


def test_a_small_page_leaves_nothing_out(open_page):
    page = open_page(render_page(reading(), basemap()))
    assert page.locator(".dcm-waiting").is_hidden()


def test_what_is_lit_or_open_is_drawn_over_the_canvas(open_page, many, zones):
    page = open_page(many)
    page.fill("#dcm-search", "Village 492")
    entry = page.locator(".dcm-entry[data-dcm-key='place:place-500']")
    entry.hover()
    assert page.locator("path.dcm-place.dcm-hot").count() == 1
    entry.click()
    assert page.locator("path.dcm-place.dcm-open").count() == 1
    page.keyboard.press("Escape")
    assert page.locator("path.dcm-place.dcm-open").count() == 0
    page = open_page(zones)
    page.locator(".dcm-entry[data-dcm-key='mark:zone-7']").click()
    assert page.locator("path.dcm-mark.dcm-open").count() == 3
    assert page.locator("path.dcm-mark[tabindex]").count() == 0
    page.keyboard.press("Escape")
    page.mouse.move(5, 5)
    page.evaluate("document.activeElement.blur()")
    assert page.locator("path.dcm-mark").count() == 0


def test_a_dot_on_the_canvas_opens_its_card(open_page):
    page = open_page(render_page(crowded(1_500), basemap()))
    x, y = page.evaluate(  # the map is the variable that folium gives it
        """() => { const box = map_0001.getContainer().getBoundingClientRect();
             const point = map_0001.latLngToContainerPoint([34.6, 39.5]);
             return [box.x + point.x, box.y + point.y]; }"""
    )
    page.mouse.click(x, y)
    assert "Village" in page.inner_text("#dcm-card-title")


def test_five_hundred_zones_are_painted_in_the_colours_of_the_style_sheet(open_page, zones):
    for scheme in ("light", "dark"):
        page = open_page(zones, scheme=scheme)
        assert page.locator("path.dcm-mark").count() == 0
        styles = page.evaluate(PAINTED)["colours"]
        wanted = page.evaluate(
            """() => ['reported', 'agreed', 'planned', 'disputed', 'negated', 'unfixed'].map((name) => {
                 const probe = document.body.appendChild(document.createElement('i'));
                 probe.style.color = `var(--dcm-${name})`;
                 const colour = getComputedStyle(probe).color;
                 probe.remove();
                 return colour; })"""
        )
        assert set(styles) - {"none"} <= set(wanted)  # an inner band has no edge
        assert len(set(styles)) > 1
    page.emulate_media(color_scheme="light")  # a reader's choice while the page is open
    page.wait_for_timeout(100)
    assert not set(page.evaluate(PAINTED)["colours"]) - {"none"} & set(styles)


def test_a_zone_on_the_canvas_opens_its_card_and_dots_lie_on_it(open_page, zones):
    page = open_page(zones)
    x, y = page.evaluate(
        """() => { const map = Object.values(window).find((value) => value instanceof L.Map);
             const zone = DeconflictMap.attach(map, 'dcm-data').layers.get('mark:zone-260');
             map.setView(zone.getBounds().getCenter(), 10, { animate: false });
             const box = map.getContainer().getBoundingClientRect();
             const point = map.latLngToContainerPoint(zone.getBounds().getCenter());
             return [box.x + point.x + 30, box.y + point.y + 30]; }"""
    )
    page.mouse.click(x, y)
    assert page.inner_text("#dcm-card-title").startswith("Zone ")


def test_each_mark_of_a_crowd_has_its_twin_in_the_list(open_page, zones):
    page = open_page(zones)
    page.evaluate("document.querySelectorAll('.dcm-more').forEach((more) => { while (!more.hidden) more.click(); })")
    keys = set(page.locator(".dcm-entry").evaluate_all("all => all.map((one) => one.dataset.dcmKey)"))
    assert {f"mark:zone-{n}" for n in range(500)} <= keys
    names = page.locator(".dcm-entry[data-dcm-key^='mark:zone-']").evaluate_all(
        "all => all.map((one) => one.textContent)"
    )
    assert all(name.strip() for name in names)


def test_layers_of_one_s_own_work_without_a_network(open_page):
    chart = to_folium(reading(), basemap())
    folium.Marker((35.5, 39.0), popup="a popup", tooltip="a tip").add_to(chart)
    folium.Marker((35.2, 39.4), icon=folium.Icon(color="red", icon="info-sign")).add_to(chart)
    point = {"type": "Feature", "properties": {"name": "x"}, "geometry": {"type": "Point", "coordinates": [39, 35]}}
    shape = {"type": "FeatureCollection", "features": [point]}
    folium.GeoJson(shape, tooltip=folium.GeoJsonTooltip(fields=["name"])).add_to(chart)
    folium.LayerControl(collapsed=False).add_to(chart)
    page = open_page(chart.get_root().render(), ready="path.dcm-mark")
    images = page.locator("img.leaflet-marker-icon")
    assert images.count() == 2  # folium's marker and its GeoJSON point
    assert images.evaluate_all("all => all.every(image => image.src.startsWith('data:') && image.naturalWidth > 0)")
    assert page.locator(".dcm-pin svg").count() == 1  # in place of the icon font's pin
    images.first.click(force=True)
    assert page.inner_text(".leaflet-popup-content") == "a popup"
    rows = page.locator(".leaflet-control-layers-overlays label")
    assert rows.count() == 10
    before = page.locator("path.dcm-mark.dcm-planned").count()
    rows.filter(has_text="Planned").locator("input").uncheck()
    assert (before, page.locator("path.dcm-mark.dcm-planned").count()) == (6, 0)
