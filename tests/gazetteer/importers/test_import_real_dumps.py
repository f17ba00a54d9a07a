"""The real dumps of Andorra, Monaco and the Netherlands, and Who's On First's Syria and Iraq."""

from __future__ import annotations

import pytest

from deconflict_map.gazetteer import open_gazetteer
from deconflict_map.gazetteer.importers import Sources, merge

COUNTED = {"AD": 3268, "MC": 99, "NL": 22852}
"""Rows of the dumps, counted with wc -l."""


@pytest.fixture(scope="module")
def built(geodata, tmp_path_factory):
    folder = tmp_path_factory.mktemp("real")
    sources = Sources(geonames=geodata / "geonames_country_dumps", whosonfirst=(geodata / "whosonfirst",))
    report = merge(sources, folder / "real.gazetteer", base=None, supplement=folder)
    return open_gazetteer(folder / "real.gazetteer"), report


def test_no_row_of_the_dumps_is_lost(built):
    atlas, report = built
    assert dict(report.read)["geonames-dump"] == sum(COUNTED.values())
    places = atlas.all_places()
    assert {code: sum(place.country == code for place in places) for code in COUNTED} == COUNTED
    atlas.verify()


def test_only_what_says_that_it_is_gone_is_skipped_of_whos_on_first(built):
    _, report = built
    assert dict(report.read)["whosonfirst"] + report.skipped == 10_682 + 22_900  # lines of the two files
    assert report.skipped < 0.05 * (10_682 + 22_900)


# Ids: https://www.geonames.org/ID shows the place.
NAMED = [
    ("Andorra la Vella", "geonames:3041563", "AD", "a capital"),
    ("Sant Julià de Lòria", "geonames:3039163", "AD", "a town with diacritics"),
    ("Den Haag", "geonames:2747373", "NL", "a town by its own name"),
    ("The Hague", "geonames:2747373", "NL", "and by its English one"),
    ("'s-Gravenhage", "geonames:2747373", "NL", "and by its official one"),
    ("гаага", "geonames:2747373", "NL", "and in Cyrillic"),
    ("IJsselmeer", "geonames:2753361", "NL", "a water, a bay to GeoNames"),
    ("Monaco-Ville", "geonames:2993458", "MC", "a capital by another name"),
    ("Mayadin", "geonames:173480", "SY", "a town of the Euphrates"),
    ("الميادين", "geonames:173480", "SY", "and in Arabic"),
    ("Hawijah", "geonames:95889", "IQ", "a town in Iraq; others of its name lie in Syria"),
    ("Kerbela", "geonames:94824", "IQ", "a town by another spelling"),
    ("Nineveh", "geonames:92877", "IQ", "a governorate by its English name"),
]


@pytest.mark.parametrize(("name", "identifier", "country", "why"), NAMED, ids=[row[0] for row in NAMED])
def test_places_are_found(built, name, identifier, country, why):
    atlas, _ = built
    assert identifier in {match.place.id for match in atlas.lookup(name)}, why
    assert atlas.place(identifier).country == country


def test_codes_arent_names(built):
    atlas, _ = built
    assert not [match for match in atlas.lookup("ZYH") if match.place.country == "NL"], (
        "The Hague's station in the list"
    )
    assert not [match for match in atlas.lookup("OSKL") if match.place.country == "SY"]


def test_search_ranks_the_town_that_is_meant_first(built):
    atlas, _ = built
    assert atlas.search("Den Haag", country="NL", near=None, limit=3)[0].match.place.id in {
        "geonames:2747373",
        "geonames:2747372",
    }
    assert atlas.search("Mayadin", country="SY", near=(40.4, 35.0), limit=3)[0].match.place.country == "SY"


def test_local_names_and_scripts(built):
    atlas, _ = built
    assert atlas.place("geonames:173480").local_name == "ميادين"
    assert {place.local_name for place in atlas.all_places() if place.country in COUNTED} == {""}
