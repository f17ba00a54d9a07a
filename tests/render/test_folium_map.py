"""The folium map: the same layers, nothing of the text in Folium's own strings, and room for layers of one's own."""

import re

import folium
import pytest
from branca.element import Element
from rendered_sample import basemap, basemap_with_text, reading, with_text

from deconflict_map.render import Assets, to_folium
from deconflict_map.render.folium_layers import HeadPieces, RawElement, SceneLayer


def tree(element):
    yield element
    for child in element._children.values():
        yield from tree(child)
    for part in ("header", "html", "script"):
        if isinstance(getattr(element, part, None), Element):
            yield from tree(getattr(element, part))


def test_no_text_of_a_reading_stands_in_a_folium_string():
    chart = to_folium(with_text("zqxj{{7*7}}"), basemap_with_text("zqxj{{7*7}}"))
    for element in tree(chart.get_root()):
        if isinstance(element, RawElement | HeadPieces):
            continue  # no template reads these
        fields = {name: value for name, value in vars(element).items() if name not in {"_parent", "_children"}}
        assert "zqxj" not in repr(fields)
    html = chart.get_root().render()
    assert "zqxj" in html
    assert "zqxj49" not in html
    for element in tree(chart.get_root()):
        assert "zqxj" not in str(getattr(element, "_template_str", ""))


def test_inlined_assets_leave_no_address_to_ask():
    html = to_folium(reading(), basemap()).get_root().render()
    markup = re.sub(r"(?s)<script>.*?</script>", "", html)
    assert not re.search(r"""(src|href)\s*=\s*["']?https?:""", markup)
    assert "<link" not in markup
    assert html.count("L_NO_TOUCH") >= 1


def test_the_addresses_of_folium_come_back_on_request():
    html = to_folium(reading(), basemap(), assets=Assets.CDN).get_root().render()
    assert "leaflet@1.9.3" in html
    assert "awesome-markers" in html


def test_a_second_map_keeps_folium_s_own_addresses():
    to_folium(reading(), basemap())
    assert folium.Map().default_js


def test_layers_can_be_switched_by_folium_s_own_control():
    chart = to_folium(reading(), basemap())
    control = folium.LayerControl().add_to(chart)
    html = chart.get_root().render()
    assert list(control.overlays) == [
        "Base map",
        "Not fixed by the words",
        "Reported or stated",
        "Planned, ordered or conditional",
        "Said to be agreed",
        "Claimed, or denied by others",
        "Said not to be so",
        "Places that the text names",
        "Other plausible courses",
    ]
    assert html.index("DeconflictMap.layer(") < html.index("L.control.layers(")


def test_a_layer_takes_constants_only():
    with pytest.raises(AssertionError):
        SceneLayer("places", name="{{7*7}}", block_id="x", show=True)


def test_the_map_can_stand_in_another_figure():
    figure = folium.Figure()
    to_folium(reading(), basemap()).add_to(figure)
    html = figure.render()
    assert html.index("L.version" if "L.version" in html else "leaflet") < html.index("DeconflictMap.layer(")
    assert 'id="dcm-data"' in html
