"""Layers of a user's own: read from what they have, shown apart from the text, and never mixed with what it says."""

import json
import math

import geopandas as gpd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import LineString, Point, box

import deconflict_map as dm
from deconflict_map.errors import InputRefusedError, UsageError

NAMED = {"title": "Camps", "credit": "An agency, CC BY 4.0"}
CAMP = {
    "type": "Feature",
    "properties": {"name": "Ain Issa", "people": 5300},
    "geometry": {"type": "Point", "coordinates": [39.06, 35.98]},
}


@pytest.fixture(scope="module")
def document():
    return dm.map_text("Rebels attacked a convoy near Raqqa on Monday, the ministry said.", published="2017-09-18")


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (CAMP, "a feature"),
        ({"type": "FeatureCollection", "features": [CAMP]}, "a collection"),
        (json.dumps(CAMP), "GeoJSON as text"),
        (
            gpd.GeoDataFrame({"name": ["Ain Issa"], "people": [5300.0]}, geometry=[Point(39.06, 35.98)], crs=4326),
            "a table",
        ),
        (
            gpd.GeoDataFrame({"name": ["Ain Issa"], "people": [5300]}, geometry=[Point(39.06, 35.98)], crs=4326).to_crs(
                32637
            ),
            "in metres",
        ),
    ],
)
def test_whatever_tells_its_geometry_is_taken(data, why):
    layer = dm.own_layer(data, facts=["people", "none"], **NAMED)
    (feature,) = layer.features
    assert feature.label == "Ain Issa", why
    assert feature.facts == (("people", "5300"),), why
    # The position by hand, to a centimetre: projecting there and back costs no more.
    assert (feature.geometry.x, feature.geometry.y) == pytest.approx((39.06, 35.98), abs=1e-7), why


@pytest.mark.parametrize(
    "geometry", [Point(1, 2), LineString([(1, 2), (3, 4)]), box(1, 2, 3, 4), gpd.GeoSeries([Point(1, 2)], crs=4326)]
)
def test_bare_geometries_are_taken(geometry):
    assert len(dm.own_layer(geometry, **NAMED).features) == 1


def test_a_file_is_read(tmp_path):
    path = tmp_path / "camps.geojson"
    path.write_text(json.dumps(CAMP), encoding="utf-8")
    assert dm.own_layer(path, **NAMED) == dm.own_layer(str(path), **NAMED) == dm.own_layer(CAMP, **NAMED)


def test_heights_are_dropped_and_missing_values_left_out():
    feature = CAMP | {
        "geometry": {"type": "Point", "coordinates": [1, 2, 900]},
        "properties": {"name": None, "people": math.nan},
    }
    (found,) = dm.own_layer(feature, facts=["people"], **NAMED).features
    assert not found.geometry.has_z
    assert (found.label, found.facts) == ("", ())


def test_what_has_no_place_is_counted():
    table = gpd.GeoDataFrame({"name": ["a", "b", "c"]}, geometry=[Point(1, 2), None, Point()], crs=4326)
    layer = dm.own_layer(table, **NAMED)
    assert (len(layer.features), layer.left_out) == (1, 2)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("{nonsense", "isn't GeoJSON"),
        ("[" * 100_000, "can't be read"),
        ("{" + '"a":{' * 100_000, "isn't GeoJSON"),
        ("{}", "has no type"),
        ({"type": "FeatureCollection", "features": 3}, "aren't features"),
        ({"type": "FeatureCollection", "features": [3]}, "aren't features"),
        ({"type": "Feature", "geometry": 3}, "feature 1: its geometry can't be read"),
        ({"type": "Nonsense", "coordinates": []}, "geometry can't be read"),
        ({"type": "Point", "coordinates": ["x", "y"]}, "geometry can't be read"),
        ({"type": "Point", "coordinates": [4_000_000, 3_000_000]}, "no longitude and latitude"),
        ({"type": "Point", "coordinates": [math.inf, 0]}, "no longitude and latitude|can't be read"),
        ({"type": "Polygon", "coordinates": [[[0, 0], [1, 1]]]}, "geometry can't be read"),
        ("no-such-file.geojson", "can't be read"),
        (7, "tells no geometry"),
    ],
)
def test_what_is_no_layer_is_refused_with_its_place(data, message):
    with pytest.raises(InputRefusedError, match=message) as caught:
        dm.own_layer(data, **NAMED)
    assert "layer 'Camps'" in str(caught.value)


def test_a_table_without_a_system_is_refused():
    with pytest.raises(UsageError, match="no coordinate reference system"):
        dm.own_layer(gpd.GeoDataFrame(geometry=[Point(1, 2)]), **NAMED)


@pytest.mark.parametrize("missing", ["title", "credit"])
def test_whose_it_is_must_be_said(missing):
    with pytest.raises(UsageError, match="needs a title and a credit"):
        dm.own_layer(CAMP, **(NAMED | {missing: " "}))


def test_too_much_is_refused():
    line = LineString([(lon / 10_000, 0) for lon in range(1_000_001)])
    with pytest.raises(InputRefusedError, match="cut it to the area"):
        dm.own_layer(line, **NAMED)


@given(st.lists(st.floats(-180, 180), min_size=4, max_size=4), st.lists(st.floats(-85, 85), min_size=4, max_size=4))
def test_geometry_is_kept_as_it_is(lons, lats):
    line = LineString(zip(lons, lats, strict=True))
    (feature,) = dm.own_layer(line, **NAMED).features
    assert shapely.equals_exact(feature.geometry, line)


def test_the_map_stays_what_it_was(document):
    added = document.with_layers(dm.own_layer(CAMP, **NAMED))
    assert added == document, "what was read is the same"
    assert added.to_json() == document.to_json()
    assert added.to_geojson() == document.to_geojson()
    assert len(document.layers) == 0
    assert len(added.with_layers(dm.own_layer(CAMP, **NAMED)).layers) == 2


def test_the_layer_is_shown_and_credited(document):
    camp = CAMP | {"properties": {"name": "Ain Issa", "told": "People: 5,300"}}
    added = document.with_layers(dm.own_layer(camp, meaning="Where people found shelter.", facts=["told"], **NAMED))
    page = added.to_html()
    for words in ("Ain Issa", "People: 5,300", "An agency, CC BY 4.0", "Where people found shelter."):
        assert words in page
        assert words not in document.to_html()
    figure = added.to_svg()
    assert "not said by the text" in figure
    assert "An agency, CC BY 4.0" in figure
    assert added.to_html() == page, "same input, same bytes"
    assert "not said by the text" not in document.to_svg()


def test_a_layer_out_of_sight_is_not_in_the_figure_s_legend(document):
    far = dm.own_layer(Point(-70, -30), **NAMED)
    hidden = dm.own_layer(CAMP, shown=False, **NAMED)
    assert document.with_layers(far, hidden).to_svg() == document.to_svg()


def test_publishing_leaves_it_off(document):
    added = document.with_layers(dm.own_layer(CAMP, **NAMED))
    assert added.for_publishing(no_text=True).layers == ()


def test_across_the_date_line():
    fiji = dm.map_text("A cyclone struck Taveuni in Fiji on Monday, the government said.")
    line = LineString([(179.0, -17.0), (-179.0, -16.5)])
    both = shapely.MultiLineString([[(179.0, -17.0), (180.0, -16.75)], [(-180.0, -16.75), (-179.0, -16.5)]])
    for shape in (line, both):
        assert "dcm" in fiji.with_layers(dm.own_layer(shape, **NAMED)).to_html()
