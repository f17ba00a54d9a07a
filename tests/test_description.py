"""`dm.locate`: a phrase as a value of the library."""

import json

import pytest
import shapely

import deconflict_map as dm
from deconflict_map.model.footprint import FootprintKind

TANF = "within 55 km of At Tanf"


@pytest.fixture(scope="module")
def tanf():
    return dm.locate(TANF, inside="Syria", on="2019-03-19")


def test_it_has_its_geometry_and_what_is_known_of_it(tanf):
    assert (tanf.phrase, tanf.kind, tanf.drawable, tanf.why_not) == (TANF, FootprintKind.ZONE, True, "")
    assert tanf.geometry.equals(tanf.region.likely)
    assert tanf.region.core.within(tanf.region.support)
    assert tanf.measures.area_m2 == pytest.approx(9503e6, rel=0.01)  # 55² π
    assert tanf.ensemble is None
    assert tanf.inside.place.name == "Syria"
    assert tanf.article.published.isoformat() == "2019-03-19"
    assert tanf.assumptions
    assert tanf.uncertainty
    assert tanf.steps


def test_its_features_are_a_geodataframe(tanf):
    frame = tanf.features
    assert frame.crs.to_epsg() == 4326
    assert list(frame["level"]) == ["best", "core", "likely", "support"]
    assert list(frame.index) == [feature["id"] for feature in json.loads(tanf.to_geojson())["features"]]


def test_it_saves_itself(tanf, tmp_path):
    for name in ("a.html", "a.geojson", "a.json", "a.gpkg", "a.kml", "a.csv"):
        path = tanf.save(tmp_path / name)
        assert path.stat().st_size > 1000
    with pytest.raises(dm.UsageError, match="no format"):
        tanf.save(tmp_path / "a.shp")


def test_it_shows_itself_in_a_notebook(tanf):
    html = tanf._repr_html_()
    assert "iframe" in html
    assert "sandbox=" in html
    assert TANF in html  # the still figure says it, too


def test_it_is_a_folium_map_too(tanf):
    assert tanf.to_folium().get_root().render()


def test_geometry_follows_rfc_7946(tanf):
    for feature in json.loads(tanf.to_geojson())["features"]:
        shape = shapely.geometry.shape(feature["geometry"])
        assert shape.is_valid
        assert all(part.exterior.is_ccw for part in shapely.get_parts(shape))


def test_a_circle_across_180_degrees_is_cut_there():
    found = dm.locate("within 200 km of Suva", inside="Fiji")
    for feature in json.loads(found.to_geojson())["features"]:
        shape = shapely.geometry.shape(feature["geometry"])
        assert shape.is_valid
        assert -180.0 <= shape.bounds[0] <= shape.bounds[2] <= 180.0
    assert shape.geom_type == "MultiPolygon"
    assert found.measures.area_m2 == pytest.approx(3.14159265 * 200e3**2, rel=0.01)


def test_what_cant_be_read_says_where():
    with pytest.raises(dm.UnreadablePhraseError) as caught:
        dm.locate("within 5 parsecs of Damascus")
    assert caught.value.exit_code == 3
    assert 0 <= caught.value.stopped <= len(caught.value.phrase)
    assert isinstance(caught.value, dm.NothingToMapError)


def test_what_cant_be_placed_names_it():
    with pytest.raises(dm.NothingToMapError, match="Xyzzyville"):
        dm.locate("within 55 km of Xyzzyville")


def test_the_data_block_of_the_page_and_of_the_notebook_are_the_same(tanf):
    page = tanf.to_html()
    start = page.index('id="dcm-data">')
    block = page[start : page.index("</script>", start)]
    assert (
        block.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;").replace(">", "&gt;")
        in tanf._repr_html_()
    )
