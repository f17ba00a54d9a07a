from __future__ import annotations

from collections import Counter

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from tiny_shapes import LAKE, write_tiny_shapes

from deconflict_map.gazetteer.basemap import draw_basemap, scene_boxes
from deconflict_map.gazetteer.shapes import Shapes
from deconflict_map.model.basemap import BaseLayer
from deconflict_map.model.place import Place, PlaceKind, ShapeForm


@pytest.fixture(scope="module")
def shapes(tmp_path_factory):
    path = tmp_path_factory.mktemp("shapes") / "world.topojson"
    write_tiny_shapes(path)
    opened = Shapes.open(path)
    yield opened
    opened.close()


def drawn(shapes, bounds, layer):
    return [feature for feature in draw_basemap(shapes, bounds, ()).features if feature.layer is layer]


def town(name, population):
    return Place(
        id=f"geonames:{name}", name=name, kind=PlaceKind.POPULATED, feature="PPL", lon=0.5, lat=0.5, country="AA",
        division="", population=population, shape=ShapeForm.NONE, shape_error_m=0.0, source="geonames",
        licence="CC BY 4.0", local_name="مدينة",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("bounds", "counts", "reason"),
    [
        (
            (-2, -1, 5, 3),
            {"world": 2, "country": 2, "division": 2, "border": 1, "disputed border": 3, "lake": 1, "stream": 1},
            "all of the world; the brook is of too low a rank, and the valley no stream",
        ),
        (
            (3.1, 0.0, 3.9, 0.4),
            {"world": 2, "country": 2, "division": 1, "stream": 1},
            "near by, the brook; filled up to a square, the scene reaches from 0.28° south to 0.68° north",
        ),
        ((60, 40, 61, 41), {"world": 2}, "far from everything, the coarse world"),
        (
            (-60, -40, 60, 40),
            {"world": 2, "country": 2, "border": 1, "disputed border": 3, "lake": 1},
            "wide scenes show no divisions, and of streams only the first rank",
        ),
        ((175, -21, -175, -18), {"world": 2, "country": 2}, "over the date line: once on each side"),
    ],
)  # fmt: skip
def test_what_a_scene_shows(shapes, bounds, counts, reason):
    features = draw_basemap(shapes, bounds, ()).features
    assert Counter(feature.layer.value for feature in features) == counts, reason


@pytest.mark.parametrize(
    ("bounds", "boxes", "reason"),
    [
        ((10, -0.5, 11, 0.5), [(9.9, -0.6, 11.1, 0.6)], "a square at the equator: a tenth on each side"),
        ((10, -0.1, 11, 0.1), [(9.9, -0.6, 11.1, 0.6)], "as high as it is wide"),
        ((0, 59.5, 1, 60.5), [(-0.7, 59.4, 1.7, 60.6)], "at 60° a degree of latitude is two of longitude high"),
        ((178, -1, 180, 1), [(177.8, -1.2, 180, 1.2), (-180, -1.2, -179.8, 1.2)], "the margin reaches over the line"),
        ((-181, -1, -179, 1), [(178.8, -1.2, 180, 1.2), (-180, -1.2, -178.8, 1.2)], "an edge beyond 180°"),
        ((179, -1, -179, 1), [(178.8, -1.2, 180, 1.2), (-180, -1.2, -178.8, 1.2)], "the west greater than the east"),
        ((-170, -60, 170, 60), [(-180, -90, 180, 90)], "the whole Earth, once"),
    ],
)
def test_the_boxes_that_a_scene_is_clipped_to(bounds, boxes, reason):
    found = scene_boxes(bounds)
    assert len(found) == len(boxes), reason
    assert [edge for box in found for edge in box] == pytest.approx([edge for box in boxes for edge in box], abs=1e-3)


def test_features_come_in_drawing_order(shapes):
    features = draw_basemap(shapes, (-2, -1, 5, 3), [town("Small", 20), town("Big", 2_000_000)]).features
    order = list(BaseLayer)
    keys = [(order.index(feature.layer), feature.rank, feature.name) for feature in features]
    assert keys == sorted(keys)


def test_claims_and_disputed_borders_are_told_from_settled_ones(shapes):
    scene = (-2, -1, 5, 3)
    assert [feature.name for feature in drawn(shapes, scene, BaseLayer.BORDER)] == ["International boundary"]
    assert [feature.name for feature in drawn(shapes, scene, BaseLayer.DISPUTED_BORDER)] == [
        "Bland's claim", "Indefinite", "Line of control",
    ]  # fmt: skip


def test_names_and_ranks_are_the_shapes(shapes):
    (bland,) = [f for f in drawn(shapes, (3, 0, 3.4, 0.4), BaseLayer.COUNTRY) if f.name == "Bland"]
    assert (bland.local_name, bland.rank) == ("بلد", 3)


def test_everything_lies_in_the_scene_with_its_margin(shapes):
    # A tenth of the larger side is added on each side.
    west, south, east, north = 1.0, 0.2, 3.0, 1.8
    frame = shapely.box(west - 0.2, south - 0.2, east + 0.2, north + 0.2).buffer(1e-9)
    for feature in draw_basemap(shapes, (west, south, east, north), ()).features:
        if feature.layer is not BaseLayer.WORLD:
            assert frame.covers(feature.geometry), feature.name


def test_what_would_be_a_dot_is_left_out(shapes):
    # Four of the 3,000 pixels of the whole world's 360 degrees are 0.48 degrees; the lake is 0.4 degrees wide.
    assert drawn(shapes, (-170, -40, 170, 40), BaseLayer.LAKE) == []
    (lake,) = drawn(shapes, (3, 1, 4, 2), BaseLayer.LAKE)
    assert lake.geometry.area == pytest.approx(LAKE.area, rel=0.1)


@settings(max_examples=60)
@given(
    st.tuples(st.floats(-179, 179), st.floats(-89, 88), st.floats(min_value=0.01, max_value=300), st.floats(0.01, 60))
)
def test_any_scene_can_be_drawn(shapes, scene):
    lon, lat, width, height = scene
    east = lon + width
    bounds = (lon, lat, east if east <= 180 else east - 360, min(lat + height, 90.0))
    basemap = draw_basemap(shapes, bounds, ())
    assert basemap.bounds == bounds
    assert all(feature.geometry.is_valid and not feature.geometry.is_empty for feature in basemap.features)


@pytest.mark.parametrize(
    ("population", "rank"), [(2_000_000, 0), (1_000_000, 0), (999_999, 1), (60_000, 2), (10_000, 3), (9_999, 4), (0, 4)]
)
def test_towns_rank_by_their_people(shapes, population, rank):
    features = draw_basemap(shapes, (0, 0, 1, 1), [town("Town", population)]).features
    (feature,) = [feature for feature in features if feature.layer is BaseLayer.TOWN]
    assert (feature.rank, feature.local_name) == (rank, "مدينة")
