"""The hand-kept tables: every row has its source and means what it says."""

from __future__ import annotations

import csv

import pytest
from shapely import Point

from deconflict_map.gazetteer.location import data_folder
from deconflict_map.geodesy.geodesic import distance_m
from deconflict_map.model.place import PlaceKind, ShapeForm

SUPPLEMENT = data_folder() / "supplement"


def rows(name):
    with (SUPPLEMENT / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("path", sorted(SUPPLEMENT.glob("*.csv")), ids=lambda path: path.name)
def test_every_row_has_a_source(path):
    assert all(row["source"].strip() for row in rows(path.name))
    assert all(None not in row and None not in row.values() for row in rows(path.name))


@pytest.mark.parametrize("row", rows("places.csv"), ids=lambda row: row["id"])
def test_a_hand_kept_place_is_known_by_all_its_names(atlas, row):
    place = atlas.place(row["id"])
    assert place.kind is PlaceKind(row["kind"])
    for name in [row["name"], *row["names"].split("|"), row["local_name"]]:
        assert not name or place.id in {match.place.id for match in atlas.lookup(name)}, name


def test_every_hand_kept_place_has_a_licence():
    assert all(row["licence"] for row in rows("places.csv"))


def test_a_place_in_a_country_lies_in_it(atlas):
    """Within 15 km: crossings stand on borders, and the outlines are simplified; gas, islands and oil terminals lie at sea.

    A country's economic zone reaches 200 nautical miles from its coast (UN Convention on the Law of the Sea, article 57).
    """
    shapes = {p.country: atlas.shape(p.id) for p in atlas.all_places() if p.kind is PlaceKind.COUNTRY}
    for row in rows("places.csv"):
        place = atlas.place(row["id"])
        if place.kind is PlaceKind.SEA:
            continue
        if place.country in {"SY", "IQ", "TR", "JO", "LB", "IL", "SA"} and place.shape is ShapeForm.NONE:
            area = shapes[place.country]
            near = area.boundary.interpolate(area.boundary.project(_point(place)))
            inside = area.contains(_point(place))
            reach_m = 370_400 if place.feature in {"GASF", "OILF", "ISL", "ISLS", "TRMO"} else 15_000
            assert inside or distance_m(near.x, near.y, place.lon, place.lat) < reach_m, place.id


def _point(place):
    return Point(place.lon, place.lat)


def test_spellings_belong_to_places_that_exist(atlas):
    assert all(atlas.place(row["id"]) for row in rows("names.csv"))


def test_demonyms_cover_the_countries(atlas):
    known = {place.country for place in atlas.all_places() if place.kind is PlaceKind.COUNTRY}
    listed = {row["country"] for row in rows("demonyms.csv")}
    assert listed <= known
    large = {p.country for p in atlas.all_places() if p.kind is PlaceKind.COUNTRY and p.population > 500_000}
    assert large - listed == set()


def test_no_misspelling_is_kept_for_one_article():
    spellings = {name.casefold() for table in ("places.csv", "names.csv") for row in rows(table)
                 for name in row["names"].split("|")}  # fmt: skip
    assert spellings.isdisjoint({"dayr az zayr", "raqa"})
