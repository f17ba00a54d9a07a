"""Names in press spellings, chosen before anything was tuned, and where they must lead.

Coordinates are rounded from maps; the tolerance is the size of the place. `None` as country: no single one.
"""

from __future__ import annotations

import itertools
import re

import pytest

from deconflict_map.geodesy.geodesic import distance_m
from deconflict_map.model.place import MatchKind, PlaceKind

# name, kind, country, latitude, longitude, tolerance in km
EXPECTED = [
    ("Raqa", "populated", "SY", 35.95, 39.01, 10),
    ("Raqqa", "populated", "SY", 35.95, 39.01, 10),
    ("Deir Ezzor", "populated", "SY", 35.34, 40.14, 10),
    ("Deir Ez-Zor", "populated", "SY", 35.34, 40.14, 10),
    ("Deir ez-Zor province", "division", "SY", 35.1, 40.3, 60),
    ("Deir Ezzor Governorate", "division", "SY", 35.1, 40.3, 60),
    ("Tabqa", "populated", "SY", 35.84, 38.55, 10),
    ("Euphrates", "stream", "", None, None, None),
    ("Euphrates River", "stream", "", None, None, None),
    ("Al-Furat", "stream", "", None, None, None),
    ("Tigris", "stream", "", None, None, None),
    ("Khabur River", "stream", "", 36.0, 40.7, 60),
    ("Balikh", "stream", "", 36.2, 39.06, 60),
    ("Syria", "country", "SY", 35.0, 38.0, 200),
    ("Iraq", "country", "IQ", 33.0, 44.0, 200),
    ("United States", "country", "US", 39.8, -98.5, 400),
    ("the United States", "country", "US", 39.8, -98.5, 400),
    ("U.S.", "country", "US", 39.8, -98.5, 400),
    ("US", "country", "US", 39.8, -98.5, 400),
    ("UK", "country", "GB", 54.8, -2.7, 300),
    ("Britain", "country", "GB", 54.8, -2.7, 300),
    ("UAE", "country", "AE", 24.0, 54.0, 200),
    ("Russia", "country", "RU", 60.0, 100.0, 1500),
    ("Iran", "country", "IR", 32.0, 53.0, 300),
    ("Turkey", "country", "TR", 39.0, 35.0, 300),
    ("Congo", "country", "CG", -1.0, 15.5, 300),
    ("Geneva", "populated", "CH", 46.2, 6.15, 10),
    ("Minsk", "populated", "BY", 53.9, 27.56, 10),
    ("New York", "populated", "US", 40.7, -74.0, 20),
    ("Damascus", "populated", "SY", 33.5, 36.3, 10),
    ("Aleppo", "populated", "SY", 36.2, 37.15, 10),
    ("Palmyra", "populated", "SY", 34.56, 38.28, 10),
    ("Bukamal", "populated", "SY", 34.45, 40.92, 10),
    ("Abu Kamal", "populated", "SY", 34.45, 40.92, 10),
    ("Mayadin", "populated", "SY", 35.02, 40.45, 10),
    ("Shaddadi", "populated", "SY", 36.06, 40.73, 10),
    ("Baghouz", "populated", "SY", 34.46, 40.95, 10),
    ("Hajin", "populated", "SY", 34.69, 40.83, 10),
    ("Ain Issa", "populated", "SY", 36.39, 38.86, 10),
    ("Sukhna", "populated", "SY", 34.89, 38.87, 10),
    ("Maadan", "populated", "SY", 35.75, 39.60, 10),
    ("Al-Tanf", "populated", "SY", 33.49, 38.66, 10),
    ("Resafa", "populated", "SY", 35.63, 38.76, 10),
    ("Khasham", "populated", "SY", 35.30, 40.29, 10),
    ("Ithriyah", "populated", "SY", 35.36, 37.78, 12),
    ("Manbij", "populated", "SY", 36.53, 37.95, 10),
    ("Kobani", "populated", "SY", 36.89, 38.35, 10),
    ("Al-Qaim", "populated", "IQ", 34.38, 41.03, 15),
    ("Rawa", "populated", "IQ", 34.48, 41.91, 10),
    ("Mosul", "populated", "IQ", 36.34, 43.13, 15),
    ("Tal Afar", "populated", "IQ", 36.38, 42.45, 10),
    ("Hmeimim air base", "structure", "SY", 35.40, 35.95, 5),
    ("T4", "structure", "SY", 34.52, 37.63, 10),
    ("Shayrat air base", "structure", "SY", 34.49, 36.91, 5),
    ("Tishrin Dam", "structure", "SY", 36.38, 38.18, 5),
    ("Tabqa Dam", "structure", "SY", 35.87, 38.57, 5),
    ("Haditha Dam", "structure", "IQ", 34.21, 42.36, 8),
    ("Bab al-Hawa", "structure", "SY", 36.24, 36.68, 5),
    ("Omar oil field", "structure", "SY", 35.1, 40.5, 15),
    ("Lake Assad", "lake", "", 36.0, 38.2, 30),
    ("Middle Euphrates River Valley", "valley", "", 35.0, 40.6, 80),
    ("middle Euphrates valley", "valley", "", 35.0, 40.6, 80),
    ("Middle East", "region", "", 30.0, 42.0, 800),
    ("North Africa", "region", "", 28.0, 13.0, 1200),
    ("Golan Heights", "region", "", 33.0, 35.75, 25),
    ("West Bank", "region", "PS", 32.0, 35.25, 25),
    ("Donbas", "region", "UA", 48.4, 38.3, 80),
    ("Sinjar", "populated", "IQ", 36.32, 41.87, 10),
    ("Mediterranean", "sea", "", 35.0, 18.0, 1500),
    ("Strait of Hormuz", "sea", "", 26.6, 56.4, 60),
    ("Africa", "continent", "", 7.2, 21.1, 1000),
    ("Anbar province", "division", "IQ", 33.0, 42.0, 150),
    ("England", "division", "GB", 52.5, -1.5, 200),
    ("Bavaria", "division", "DE", 48.9, 11.5, 150),
    ("Texas", "division", "US", 31.3, -99.0, 300),
    ("Danube", "stream", "", None, None, None),
    ("الرقة", "populated", "SY", 35.95, 39.01, 10),
    ("Сирия", "country", "SY", 35.0, 38.0, 200),
]
NO_PLACES = [
    "Coalition",
    "Islamic State",
    "United Nations",
    "SDF",
    "Pentagon officials",
    "Secretary Tillerson",
    "",
    " ",
]
DEMONYMS = [("Syrian", "SY"), ("Russian", "RU"), ("Iraqi", "IQ"), ("Americans", "US"), ("Dutch", "NL"), ("Thai", "TH")]


@pytest.mark.parametrize(("name", "kind", "country", "lat", "lon", "tolerance_km"), EXPECTED)
def test_the_place_meant_is_the_first_of_its_kind(atlas, name, kind, country, lat, lon, tolerance_km):
    # Another country may have a larger town of the name (Rawa in Poland): which is meant is for the context to say.
    found = [match.place for match in atlas.lookup(name) if match.place.kind is PlaceKind(kind)]
    places = [place for place in found if place.country == country]
    assert places, f"nothing of the kind {kind}"
    if tolerance_km is not None:
        assert distance_m(places[0].lon, places[0].lat, lon, lat) < tolerance_km * 1000


@pytest.mark.parametrize("name", NO_PLACES)
def test_what_is_no_place_is_not_found(atlas, name):
    assert atlas.lookup(name) == ()


@pytest.mark.parametrize(("name", "country"), DEMONYMS)
def test_a_demonym_leads_to_its_country(atlas, name, country):
    match = atlas.lookup(name)[0]
    assert (match.kind, match.place.kind, match.place.country) == (MatchKind.DEMONYM, PlaceKind.COUNTRY, country)


def test_a_shared_demonym_leads_to_both_countries(atlas):
    demonyms = [match for match in atlas.lookup("Congolese") if match.kind is MatchKind.DEMONYM]
    assert {match.place.country for match in demonyms} == {"CD", "CG"}


def test_every_country_with_a_demonym_is_reached_by_it(atlas):
    countries = [place for place in atlas.all_places() if place.kind is PlaceKind.COUNTRY]
    assert len(countries) > 190  # the members of the United Nations are 193


def test_small_letters_are_no_acronym(atlas):
    assert "US" not in {match.place.country for match in atlas.lookup("us")}


def test_codes_are_no_names(atlas):
    assert all(match.place.country != "SY" for match in atlas.lookup("SY"))
    assert all(match.place.kind is not PlaceKind.COUNTRY for match in atlas.lookup("IQ"))


def test_exact_names_come_before_folded_ones(atlas):
    kinds = [match.kind for match in atlas.lookup("Syria")]
    assert kinds == sorted(kinds)
    assert {MatchKind.EXACT, MatchKind.FOLDED} == set(kinds)


def test_equal_grades_come_by_population(atlas):
    exact = [m.place.population for m in atlas.lookup("London") if m.kind is MatchKind.EXACT]
    assert exact == sorted(exact, reverse=True)


def test_a_misspelling_is_found_only_when_asked_for(atlas):
    assert atlas.lookup("Dayr Az Zayr") == ()
    found = atlas.lookup_alike("Dayr Az Zayr", countries=["SY", "IQ"])
    assert found[0].place.id == "geonames:170794"
    assert all(0 < match.similarity < 1 and match.kind is MatchKind.FUZZY for match in found)


def test_alike_names_stay_in_the_countries_given(atlas):
    assert atlas.lookup_alike("Dayr Az Zayr", countries=["FR"]) == ()


def test_the_city_is_told_from_its_province(atlas):
    kinds = [match.place.kind for match in atlas.lookup("Deir Ezzor")]
    assert kinds[:2] == [PlaceKind.POPULATED, PlaceKind.DIVISION]
    assert {match.place.kind for match in atlas.lookup("Deir Ezzor province")} == {PlaceKind.DIVISION}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Deir ez-Zor city and", ["Deir ez-Zor"]),
        ("al-Hasakah", ["al-Hasakah"]),
        ("The United States said", ["The United States"]),
        ("Middle East talks", ["Middle East"]),
        ("U.S. officials", ["U.S."]),
        ("spokesperson for", []),
        ("", []),
        ("—", []),
        ("\u202e", []),
    ],
)
def test_the_scan_ends_where_names_end(atlas, text, names):
    ends = [match.end() for match in re.finditer(r"[\w.]+", text)]
    found = [text[:end] for end in atlas.name_ends(text, ends)]
    assert found[: len(names)] == names
    assert bool(found) == bool(names)


def test_known_names_are_found_again(atlas):
    """Every three-hundredth place is led to by each of its names, asked for as a whole and met in running text."""
    lost = [
        (record.id, name)
        for record in itertools.islice(atlas.records(), 0, None, 300)
        for name in (record.name, *record.names, *filter(None, (record.local_name,)))
        if record.id not in {match.place.id for match in atlas.lookup(name)} or not atlas.name_ends(name, [len(name)])
    ]
    assert lost == []
