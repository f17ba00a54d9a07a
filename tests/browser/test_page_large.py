"""Many marks stay usable, and folium's own layers work without a network."""

from __future__ import annotations

from dataclasses import replace

import folium
from rendered_sample import FOOTPRINTS, TABQA, basemap, reading

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


def test_ten_thousand_places_open_on_canvas_and_answer(open_page):
    page = open_page(render_page(crowded(10_000), basemap()))
    assert page.locator(".dcm-entry[data-dcm-key^='place:']").count() == 10_007
    # Dots are painted, not elements: what is in the page stays few enough to pan.
    assert page.locator(".leaflet-pane path").count() < 60
    assert page.locator(".leaflet-pane canvas").count() == 1
    assert page.locator(".dcm-label").count() < 200
    page.locator(".dcm-entry[data-dcm-key='place:place-500']").dispatch_event("click")
    assert "Village 492" in page.inner_text("#dcm-card")
    page.keyboard.press("Escape")
    page.locator("#dcm-layer-places").uncheck()
    assert page.locator(".dcm-label-place").count() == 0


def test_a_dot_on_the_canvas_opens_its_card(open_page):
    page = open_page(render_page(crowded(1_500), basemap()))
    x, y = page.evaluate(  # the map is the variable that folium gives it
        """() => { const box = map_0001.getContainer().getBoundingClientRect();
             const point = map_0001.latLngToContainerPoint([34.6, 39.5]);
             return [box.x + point.x, box.y + point.y]; }"""
    )
    page.mouse.click(x, y)
    assert "Village" in page.inner_text("#dcm-card-title")


def test_five_hundred_zones_open(open_page):
    base = reading()
    zones = tuple(replace(FOOTPRINTS[1], id=f"zone-{n}") for n in range(500))
    page = open_page(render_page(replace(base, footprints=zones), basemap()))
    assert page.locator("path.dcm-mark").count() == 1500


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
