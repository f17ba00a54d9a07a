from __future__ import annotations

import json
import subprocess
import sys

import pytest
import shapely

from deconflict_map.errors import GazetteerError
from deconflict_map.gazetteer import open_gazetteer
from deconflict_map.geodesy.geodesic import distance_m, length_m
from deconflict_map.model.basemap import BaseLayer
from deconflict_map.model.place import PlaceKind, ShapeForm

SCENE = (37.0, 33.0, 43.0, 38.0)
# River and its lower end, from any atlas: the line must end nearer to it than it begins.
MOUTHS = [
    ("Euphrates", 47.4, 31.0),
    ("Tigris", 47.4, 31.0),
    ("Khabur", 40.43, 35.15),
    ("Nile", 31.2, 30.1),
    ("Danube", 29.7, 45.2),
    ("Rhine", 4.1, 51.9),
    ("Blue Nile", 32.5, 15.6),
    ("Dnieper", 32.3, 46.5),
    ("Amazon", -50.0, 0.0),
    ("Mississippi", -89.3, 29.1),
    ("Ganges", 90.5, 23.5),
    ("Murray", 139.0, -35.5),
]


def first_of(atlas, name, kind):
    return next(match.place for match in atlas.lookup(name) if match.place.kind is kind)


@pytest.mark.parametrize(("name", "lon", "lat"), MOUTHS)
def test_streams_run_downstream(atlas, name, lon, lat):
    line = shapely.get_geometry(atlas.shape(first_of(atlas, name, PlaceKind.STREAM).id), 0)
    start, end = line.coords[0], line.coords[-1]
    assert distance_m(*end, lon, lat) < distance_m(*start, lon, lat)


@pytest.mark.parametrize(
    ("town", "river", "km"),
    [("Raqqa", "Euphrates", 5), ("Deir ez-Zor", "Euphrates", 5), ("Mosul", "Tigris", 5), ("Markada", "Khabur", 1)],
)
def test_rivers_pass_their_towns(atlas, town, river, km):
    place = first_of(atlas, town, PlaceKind.POPULATED)
    line = atlas.shape(first_of(atlas, river, PlaceKind.STREAM).id)
    near = shapely.shortest_line(line, shapely.Point(place.lon, place.lat))
    assert length_m(near) < km * 1000


def test_the_middle_valley_lies_on_the_river_and_runs_with_it(atlas):
    valley = atlas.shape("dm:valley:middle-euphrates")
    river = atlas.shape("ne:river:euphrates")
    assert valley.geom_type == "LineString"
    assert (
        shapely.hausdorff_distance(valley, shapely.intersection(valley, river.buffer(2e-4))) < 1e-3
    )  # both lie on a grid of 1e-4 degrees
    upper, lower = valley.coords[0], valley.coords[-1]
    assert distance_m(*upper, 39.6, 35.75) < 10_000  # Maadan
    assert distance_m(*lower, 41.91, 34.48) < 10_000  # Rawah


@pytest.mark.parametrize(
    ("name", "kind", "inside", "outside"),
    [
        ("Syria", PlaceKind.COUNTRY, (38.0, 35.0), (44.4, 33.3)),
        ("Deir ez-Zor", PlaceKind.DIVISION, (40.3, 35.1), (37.2, 36.2)),
        ("England", PlaceKind.DIVISION, (-1.5, 52.5), (-4.0, 56.5)),
        ("Lake Assad", PlaceKind.LAKE, (38.53, 35.86), (39.0, 36.0)),
    ],
)
def test_areas_hold_what_lies_in_them(atlas, name, kind, inside, outside):
    area = atlas.shape(first_of(atlas, name, kind).id)
    assert area.is_valid
    assert area.contains(shapely.Point(inside))
    assert not area.contains(shapely.Point(outside))


def test_every_shape_that_is_told_is_there_and_valid(atlas):
    for place in atlas.all_places()[::40]:
        shape = atlas.shape(place.id)
        assert (shape is None) is (place.shape is ShapeForm.NONE)
        assert (place.shape_error_m > 0) is (shape is not None)
        if shape is not None:
            assert shape.is_valid
            assert (place.shape is ShapeForm.LINE) is (shape.geom_type.endswith("LineString"))


def test_unknown_ids_have_neither_place_nor_shape(atlas):
    assert atlas.place("geonames:0") is None
    assert atlas.shape("geonames:0") is None
    assert atlas.names("geonames:0") == ()


def test_neighbours_share_a_land_border(atlas):
    assert atlas.neighbours("SY") == ("IL", "IQ", "JO", "LB", "TR")
    assert atlas.neighbours("CU") == ()
    assert atlas.neighbours("??") == ()


def test_a_border_is_the_same_from_both_sides(atlas):
    border = atlas.border("SY", "IQ")
    assert border.equals(atlas.border("IQ", "SY"))
    # CIA World Factbook, Syria, land boundaries: Iraq 599 km
    assert length_m(border) == pytest.approx(599_000, rel=0.1)


def test_countries_apart_have_no_border(atlas):
    assert atlas.border("SY", "FR") is None


def test_places_within_bounds_are_inside_and_by_population(atlas):
    towns = atlas.places_within(SCENE, kind=PlaceKind.POPULATED, min_population=1000)
    assert all(37 <= t.lon <= 43 and 33 <= t.lat <= 38 and t.population >= 1000 for t in towns)
    assert [t.population for t in towns] == sorted((t.population for t in towns), reverse=True)
    assert "geonames:170794" in {town.id for town in towns}


def test_bounds_may_reach_over_the_date_line(atlas):
    places = atlas.places_within((177.0, -20.0, -177.0, -15.0), kind=PlaceKind.POPULATED)
    assert {"FJ"} <= {place.country for place in places}


def serialised(features):
    """Bytes of the features as GeoJSON with coordinates to 4 decimals (11 m), as a page would hold them."""
    shapes = (shapely.transform(feature.geometry, lambda points: points.round(4)) for feature in features)
    return sum(len(shapely.to_geojson(shape)) for shape in shapes) + sum(len(f.name) + 40 for f in features)


def test_the_base_map_of_a_scene_is_small_and_whole(atlas):
    base = atlas.basemap(SCENE)
    assert {feature.layer for feature in base.features} == set(BaseLayer)
    assert serialised(base.features) < 350_000
    assert {"Syria", "Iraq"} <= {f.name for f in base.features if f.layer is BaseLayer.COUNTRY}
    assert "Euphrates" in {f.name for f in base.features if f.layer is BaseLayer.STREAM}


def test_the_base_map_is_in_drawing_order_and_clipped(atlas):
    base = atlas.basemap(SCENE)
    layers = [list(BaseLayer).index(feature.layer) for feature in base.features]
    assert layers == sorted(layers)
    around = shapely.box(*SCENE).buffer(1.0)
    assert all(around.contains(f.geometry) for f in base.features if f.layer is not BaseLayer.WORLD)


@pytest.mark.parametrize(
    "bounds", [(170.0, -25.0, -170.0, -10.0), (-180.0, -90.0, 180.0, 90.0), (0.0, 0.0, 0.001, 0.001)]
)
def test_a_base_map_can_be_drawn_anywhere(atlas, bounds):
    base = atlas.basemap(bounds)
    assert base.bounds == bounds
    assert any(feature.layer is BaseLayer.WORLD for feature in base.features)
    assert all(not feature.geometry.is_empty for feature in base.features)


def test_disputed_borders_are_told_apart(atlas):
    kashmir = atlas.basemap((72.0, 32.0, 79.0, 37.0))
    assert any(feature.layer is BaseLayer.DISPUTED_BORDER for feature in kashmir.features)


def test_every_place_has_a_known_source(atlas):
    sources = {source.id for source in atlas.sources()}
    places = atlas.all_places()
    assert {place.source for place in places} <= sources
    assert all(place.licence for place in places)
    assert all(source.attribution and source.licence and source.version for source in atlas.sources())


def test_coordinates_are_on_earth(atlas):
    assert all(abs(place.lon) <= 180 and abs(place.lat) <= 90 for place in atlas.all_places())


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(GazetteerError, match="no gazetteer here"):
        open_gazetteer(tmp_path / "none.gpkg")


@pytest.mark.parametrize("content", [b"", b"not a database at all" * 100, b"SQLite format 3\x00" + b"\xff" * 2000])
def test_a_damaged_file_is_told(tmp_path, content):
    path = tmp_path / "bad.gpkg"
    path.write_bytes(content)
    with pytest.raises(GazetteerError, match="gazetteer build"):
        open_gazetteer(path)


def test_a_truncated_file_is_told(atlas, tmp_path):
    path = tmp_path / "short.gpkg"
    path.write_bytes(atlas.path.read_bytes()[:200_000])
    with pytest.raises(GazetteerError):
        open_gazetteer(path).lookup("Deir ez-Zor")


def test_reading_writes_nothing(atlas):
    before = sorted(path.name for path in atlas.path.parent.iterdir())
    open_gazetteer(atlas.path).lookup("Raqqa")
    assert sorted(path.name for path in atlas.path.parent.iterdir()) == before


def test_opening_and_looking_up_load_no_geometry_library():
    script = (
        "import sys, json; from deconflict_map.gazetteer import open_gazetteer; open_gazetteer().lookup('Raqa');"
        "print(json.dumps([m for m in ('shapely', 'numpy', 'pyproj', 'geopandas', 'rapidfuzz') if m in sys.modules]))"
    )
    out = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    assert json.loads(out) == []


def test_answers_dont_depend_on_the_hash_seed():
    script = (
        "from deconflict_map.gazetteer import open_gazetteer as o; g = o();"
        "print([(m.place.id, m.name) for n in ('Raqa', 'London', 'Syrian', 'US') for m in g.lookup(n)],"
        "[(m.place.id, m.name) for m in g.lookup_alike('Dayr Az Zayr', countries={'SY', 'IQ', 'TR'})])"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", script], capture_output=True, check=True, env={"PYTHONHASHSEED": seed}
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(outputs) == 1
