"""Places in bounds and nearest places, against a look at every place with another library's geodesics."""

from __future__ import annotations

import pytest
from geographiclib.geodesic import Geodesic
from hypothesis import given, settings
from hypothesis import strategies as st
from tiny_index import build, record

from deconflict_map.gazetteer.index import Index
from deconflict_map.gazetteer.nearby import nearest, numbers_within
from deconflict_map.model.place import PlaceKind

CORNERS = [
    (0.0, 0.0),
    (180.0, 0.0),
    (-180.0, 0.0),
    (0.0, 90.0),
    (0.0, -90.0),
    (179.9, 89.9),
    (-179.99999, -89.9),
    (-0.00001, 51.5),
]
GRID = [(lon + 0.25, lat + 0.5) for lon in range(-180, 180, 9) for lat in range(-90, 90, 7)]
POINTS = CORNERS + GRID
LON, LAT = st.floats(-180, 180), st.floats(-90, 90)


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    path = tmp_path_factory.mktemp("nearby") / "x"
    kinds = (PlaceKind.POPULATED, PlaceKind.LAKE)
    build(
        path,
        [
            record(f"t:{at}", f"P{at}", at=point, population=at % 11, kind=kinds[at % 2])
            for at, point in enumerate(POINTS)
        ],
    )
    return Index(path)


@given(LON, LAT, LON, LAT, st.sampled_from([None, PlaceKind.LAKE]), st.integers(0, 5))
@settings(max_examples=150, deadline=None)
def test_bounds_hold_what_lies_in_them(index, west, south, east, north, kind, least):
    south, north = sorted((south, north))
    kinds = None if kind is None else frozenset({kind})
    numbers = numbers_within(index, (west, south, east, north), kinds=kinds, min_population=least)
    found = [index.place(int(number)) for number in numbers]
    inside = (lambda lon: west <= lon <= east) if west <= east else (lambda lon: lon >= west or lon <= east)
    expected = {
        place.id
        for place in map(index.place, range(len(index)))
        if inside(place.lon) and south <= place.lat <= north
        if place.population >= least and (kind is None or place.kind is kind)
    }
    assert {place.id for place in found} == expected
    assert [place.population for place in found] == sorted((place.population for place in found), reverse=True)


def metres(place, lon, lat):
    return Geodesic.WGS84.Inverse(lat, lon, place.lat, place.lon)["s12"]


@given(LON, LAT, st.integers(1, 4))
@settings(max_examples=80, deadline=None)
def test_the_nearest_are_the_nearest(index, lon, lat, limit):
    found = nearest(index, lon, lat, limit=limit, kinds=None, within_m=None)
    every = sorted(metres(index.place(number), lon, lat) for number in range(len(index)))
    assert [distance for _, distance in found] == pytest.approx(every[:limit], abs=1e-3)


def test_nothing_within_reach(index):
    assert nearest(index, 4.0, 3.0, limit=3, kinds=None, within_m=1000.0) == []


def test_of_a_kind(index):
    ((number, _),) = nearest(index, 0.0, 0.0, limit=1, kinds=frozenset({PlaceKind.LAKE}), within_m=None)
    assert index.place(number).kind is PlaceKind.LAKE
