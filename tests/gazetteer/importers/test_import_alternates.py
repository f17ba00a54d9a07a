from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from deconflict_map.errors import GazetteerError
from deconflict_map.gazetteer.importers.alternates import AlternateNames, DumpPlaces, division_names
from deconflict_map.gazetteer.importers.languages import local_scripts
from deconflict_map.gazetteer.importers.lines import text_file
from deconflict_map.gazetteer.importers.rejects import Rejects
from deconflict_map.gazetteer.indexing import NameRole

NAME, SHOWN, LOCAL = NameRole.NAME, NameRole.DISPLAY, NameRole.LOCAL


def line(language, name, *, geonameid=170794, preferred="", short="", colloquial="", historic=""):
    return f"1\t{geonameid}\t{language}\t{name}\t{preferred}\t{short}\t{colloquial}\t{historic}\t\t"


def read(path, country="SY"):
    places = DumpPlaces()
    places.add(99, 4, "XX")
    places.add(170794, 5, country)
    names, rejects = AlternateNames(places, local_scripts()), Rejects()
    read_names = [*names.read(text_file(path), rejects, lambda _: None), *names.rest()]
    return [(entry.number, entry.name, entry.role) for entry in read_names], rejects


ROWS = [
    ([line("en", "Deir ez-Zor", preferred="1")], [(5, "Deir ez-Zor", SHOWN)], "a flagged English name is shown"),
    ([line("en", "Deir ez-Zor")], [(5, "Deir ez-Zor", NAME)], "an English name without a flag isn't"),
    ([line("en", "A", preferred="1"), line("en", "B", preferred="1")], [(5, "A", SHOWN), (5, "B", NAME)], "of two flagged names the first"),
    ([line("en", "Old", preferred="1", historic="1")], [(5, "Old", NAME)], "a historic name is kept, but never shown"),
    ([line("en", "The Zor", preferred="1", colloquial="1")], [(5, "The Zor", NAME)], "so is a colloquial one"),
    ([line("fr", "Deir ez-Zor", preferred="1")], [(5, "Deir ez-Zor", NAME)], "a flagged French name isn't shown"),
    ([line("ar", "دير الزور", preferred="1")], [(5, "دير الزور", LOCAL), (5, "دير الزور", NAME)], "the flagged Arabic name is the local one"),
    ([line("ar", "الدير"), line("ar", "دير الزور", preferred="1")],
     [(5, "الدير", NAME), (5, "دير الزور", LOCAL), (5, "دير الزور", NAME), (5, "الدير", LOCAL)], "an Arabic name without a flag waits"),
    ([line("fa", "دیرالزور")], [(5, "دیرالزور", NAME)], "Persian isn't the country's language"),
    ([line("ar", "Dayr az Zawr")], [(5, "Dayr az Zawr", NAME)], "a transcription isn't the local name"),
    ([line("ar-SY", "دير الزور")], [(5, "دير الزور", NAME), (5, "دير الزور", LOCAL)], "a language with a country"),
    ([line("link", "https://en.wikipedia.org/wiki/Deir_ez-Zor"), line("post", "00963"), line("iata", "DEZ"), line("icao", "OSDZ"),
      line("faac", "X"), line("tcid", "1"), line("unlc", "SYDEZ"), line("wkdt", "Q239097")], [], "codes and links aren't names"),
    ([line("", "DEZ")], [(5, "DEZ", NAME)], "a name of no language"),
    ([line("abbr", "DZ"), line("abbr", "D. Zor."), line("abbr", "dz")], [(5, "DZ", NAME), (5, "D. Zor.", NAME)], "abbreviations that a text could use"),
    ([line("", "12-34"), line("en", "http://x.y"), line("en", "x" * 201)], [], "digits, a link without a mark, a text"),
    ([line("en", "Elsewhere", geonameid=3)], [], "a place that isn't in the dump"),
    ([line("en", "X", preferred="1").rsplit("\t", 2)[0]], [(5, "X", SHOWN)], "the older table has eight columns"),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "found", "why"), ROWS, ids=[row[-1] for row in ROWS])
def test_names_and_their_roles(tmp_path, write_lines, lines, found, why):
    names, rejects = read(write_lines(tmp_path / "alternateNamesV2.txt", lines))
    assert names == found, why
    assert not rejects.total


def test_in_a_country_of_latin_letters_nothing_is_local(tmp_path, write_lines):
    names, _ = read(write_lines(tmp_path / "alternateNamesV2.txt", [line("ar", "لاهاي", preferred="1")]), country="NL")
    assert names == [(5, "لاهاي", NAME)]


def test_bad_rows_are_skipped_and_another_table_is_refused(tmp_path, write_lines):
    path = write_lines(
        tmp_path / "alternateNamesV2.txt", [line("en", "Good"), "1\tx\ten\tBad\t\t\t\t\t\t", line("en", ""), "1\t2"]
    )
    names, rejects = read(path)
    assert [name for _, name, _ in names] == ["Good"]
    assert rejects.total == 3
    with pytest.raises(GazetteerError, match="10 columns"):
        read(write_lines(tmp_path / "alternateNamesV2.txt", ["1\t2\t3"] * 1500))


@given(st.lists(st.integers(0, 2**32 - 2), unique=True, max_size=50), st.lists(st.integers(0, 2**32 - 2), max_size=50))
def test_places_are_found_as_in_a_dictionary(known, wanted):
    places, oracle = DumpPlaces(), {}
    for number, identifier in enumerate(known):
        places.add(identifier, number * 3, f"C{number % 4}")
        oracle[identifier] = (number * 3, f"C{number % 4}")
    asked = [*wanted, *known]
    assert places.find(asked) == [oracle.get(identifier) for identifier in asked]


def test_places_added_after_a_question_are_found():
    places = DumpPlaces()
    assert places.find([1]) == [None]
    places.add(1, 7, "SY")
    assert places.find([1]) == [(7, "SY")]
    places.add(0, 8, "IQ")
    assert places.find(np.array([0, 1]).tolist()) == [(8, "IQ"), (7, "SY")]


def test_names_of_divisions(tmp_path, write_lines):
    places, rejects = DumpPlaces(), Rejects()
    places.add(170792, 3, "SY")
    rows = ["SY.07\tDeir ez-Zor Governorate\tDeir ez-Zor\t170792", "SY.99\tElsewhere\tElsewhere\t5", "SY.98\tno id"]
    file = text_file(write_lines(tmp_path / "admin1CodesASCII.txt", rows))
    assert [(n.number, n.name, n.role) for n in division_names(file, places, rejects)] == [
        (3, "Deir ez-Zor Governorate", NAME)
    ]
    assert rejects.total == 1
