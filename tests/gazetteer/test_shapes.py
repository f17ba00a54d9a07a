from __future__ import annotations

import pytest
import shapely
from tiny_shapes import ALAND, BLAND, BORDER, FAR, LAKE, NORTH, RIVER, write_tiny_shapes

from deconflict_map.gazetteer.shapes import ShapeLayer, Shapes
from deconflict_map.model.place import ShapeForm

STEP_DEG = 1e-4
"""The file's grid; half of it may be lost to rounding, in either direction."""


@pytest.fixture(scope="module")
def shapes(tmp_path_factory):
    path = tmp_path_factory.mktemp("shapes") / "world.topojson"
    write_tiny_shapes(path)
    opened = Shapes.open(path)
    yield opened
    opened.close()


def alike(one, other, width_deg=STEP_DEG):
    """Whether two shapes are the same but for the file's grid."""
    return shapely.hausdorff_distance(one, other) <= width_deg


@pytest.mark.parametrize(
    ("identifier", "expected", "form", "reason"),
    [
        ("geonames:1", ALAND, "MultiPolygon", "an island and an exclave beside the mainland"),
        ("geonames:2", BLAND, "Polygon", "one part is no multi-geometry; it has a hole"),
        ("geonames:3", FAR, "MultiPolygon", "both sides of the date line"),
        ("geonames:11", NORTH, "Polygon", "a division that shares borders with its country and its neighbour"),
        ("ne:river:brook", shapely.LineString([(3.2, 0.1), (3.8, 0.2)]), "LineString", "a line"),
    ],
)
def test_a_shape_comes_back_by_its_id(shapes, identifier, expected, form, reason):
    shape = shapes.shape(identifier)
    assert shape.geom_type == form, reason
    assert shape.is_valid
    assert alike(shape, expected), reason
    assert shape.area == pytest.approx(expected.area, rel=1e-3)


def test_a_lake_is_simplified_and_stays_within_its_tolerance(shapes):
    lake = shapes.shape("ne:7")
    assert shapely.get_num_coordinates(lake) < shapely.get_num_coordinates(LAKE)
    # 1,000 m, of which a degree of latitude has 110.6 km at least (WGS 84, at the equator).
    assert shapely.hausdorff_distance(lake, LAKE) < 1.0 / 110.6


def test_a_river_keeps_every_vertex_its_direction_and_its_branches(shapes):
    stem, branch = shapes.shape("ne:river:long").geoms
    assert shapely.get_coordinates(stem).round(4).tolist() == shapely.get_coordinates(RIVER).round(4).tolist()
    assert branch.coords[0] == (3.0, 1.9)


def test_unknown_ids_have_no_shape(shapes):
    assert shapes.shape("geonames:99") is None
    assert shapes.shape("") is None
    assert shapes.entry("nobody") is None


def test_coordinates_are_the_shortest_decimals_of_the_grid(shapes):
    points = shapely.get_coordinates(shapes.shape("geonames:1")).ravel().tolist()
    assert points == [round(number, 4) for number in points]


def test_a_border_is_one_line_whichever_side_asks(shapes):
    border = shapes.border("BB", "AA")
    assert border.geom_type == "LineString"
    assert border.equals(shapes.border("AA", "BB"))
    assert alike(border, shapely.LineString(BORDER))


def test_a_border_lies_on_both_countries_outlines(shapes):
    border = shapes.border("AA", "BB")
    assert shapes.shape("geonames:1").boundary.covers(border)
    assert shapes.shape("geonames:2").boundary.covers(border)


def test_countries_that_share_no_border(shapes):
    assert shapes.border("AA", "FF") is None
    assert shapes.border("AA", "AA") is None


def test_neighbours(shapes):
    assert shapes.neighbours("AA") == ("BB",)
    assert shapes.neighbours("BB") == ("AA",), "a border with nobody known gives no neighbour"
    assert shapes.neighbours("FF") == shapes.neighbours("") == ()


def test_a_region_is_the_union_of_its_members_without_seams(shapes):
    both = shapes.shape("dm:region:both")
    union = shapely.union_all([shapes.shape("geonames:1"), shapes.shape("geonames:2")])
    assert both.symmetric_difference(union).area < 1e-9


@pytest.mark.parametrize(
    ("layer", "bounds", "ids", "reason"),
    [
        (ShapeLayer.COUNTRIES, (0.5, 0.5, 0.6, 0.6), ["geonames:1"], "within one"),
        (ShapeLayer.COUNTRIES, (1.9, 0.5, 2.2, 0.6), ["geonames:1", "geonames:2"], "at the border"),
        (ShapeLayer.COUNTRIES, (170, -19.5, 171, -19.4), ["geonames:3"], "bounds of what crosses the date line are the world's width"),
        (ShapeLayer.COUNTRIES, (20, 20, 21, 21), [], "nothing there"),
        (ShapeLayer.DIVISIONS, (0.5, 1.2, 0.6, 1.3), ["geonames:11"], "the northern one only"),
        (ShapeLayer.REGIONS, (-5, -5, 5, 5), ["dm:region:both"], "disputed areas have a layer of their own"),
        (ShapeLayer.DISPUTED_AREAS, (-5, -5, 5, 5), ["dm:special:buffer", "ne:disputed:1"], "a place, and an area that is only drawn"),
        (ShapeLayer.LAND_BORDERS, (-5, -5, 5, 5), ["border:-BB:1", "border:AA-BB:1", "border:AA-BB:2"], "by id"),
        (ShapeLayer.DISPUTED_LINES, (-5, -5, 5, 5), ["ne:disputed-line:1"], "claims"),
        (ShapeLayer.WORLD, (-180, -90, 180, 90), ["world:AAA", "world:BBB"], "all of it"),
    ],
)  # fmt: skip
def test_what_overlaps(shapes, layer, bounds, ids, reason):
    assert [entry.id for entry, _ in shapes.overlapping(layer, bounds)] == ids, reason


def test_less_important_streams_can_be_left_out(shapes):
    whole = (-5.0, -5.0, 5.0, 5.0)
    everything = [entry.id for entry, _ in shapes.overlapping(ShapeLayer.STREAMS, whole)]
    assert everything == ["dm:valley:long", "ne:river:brook", "ne:river:long"]
    assert [entry.id for entry, _ in shapes.overlapping(ShapeLayer.STREAMS, whole, last_rank=1)] == [
        "dm:valley:long", "ne:river:long",
    ]  # fmt: skip


def test_an_entry_says_what_the_record_said(shapes):
    bland = shapes.entry("geonames:2")
    assert (bland.name, bland.local_name, bland.country, bland.rank) == ("Bland", "بلد", "BB", 3)
    assert bland.source == "natural-earth"
    assert not bland.disputed
    zone = shapes.entry("dm:special:buffer")
    assert (zone.kind, zone.status, zone.disputed) == ("region", "Claimed by Aland", True)
    assert shapes.entry("ne:river:long").flow == "elevation"
    line = shapes.entry("border:AA-BB:2")
    assert (line.country, line.other, line.status, line.disputed) == ("AA", "BB", "Line of control", True)


@pytest.mark.parametrize(
    ("identifier", "form", "error_m", "reason"),
    [
        ("geonames:1", ShapeForm.AREA, 3000, "1,500 m of the source and as much of the simplifying"),
        ("ne:7", ShapeForm.AREA, 2500, "lakes are simplified less"),
        ("ne:river:long", ShapeForm.LINE, 1500, "rivers aren't simplified"),
        ("dm:valley:long", ShapeForm.LINE, 4000, "as the hand-kept table says"),
        ("dm:special:buffer", ShapeForm.AREA, 5500, "the source's own error is larger"),
    ],
)
def test_how_far_a_shape_may_be_off(shapes, identifier, form, error_m, reason):
    assert shapes.forms()[identifier] == (form, error_m), reason
    assert shapes.entry(identifier).error_m == error_m


def test_forms_are_of_places_only(shapes):
    assert set(shapes.forms()) == {
        "geonames:1", "geonames:2", "geonames:3", "geonames:11", "geonames:12", "ne:7", "ne:river:long",
        "ne:river:brook", "dm:valley:long", "dm:region:both", "dm:special:buffer", "ne:disputed:1",
    }  # fmt: skip


def test_counts(shapes):
    assert shapes.count() == {
        "countries": 3, "divisions": 2, "lakes": 1, "streams": 3, "regions": 1, "disputed_areas": 2,
        "land_borders": 3, "disputed_lines": 1, "world": 2,
    }  # fmt: skip


def test_the_world_is_read_once(shapes):
    assert shapes.world() is shapes.world()
    assert [entry.name for entry, _ in shapes.world()] == ["Aland", "Bland"]
