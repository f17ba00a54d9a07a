"""Which names are kept, and what the press makes of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tiny_world import tarball

from deconflict_map.gazetteer.builder.airports import airfield_names, is_military
from deconflict_map.gazetteer.builder.division_names import match_keys, press_names, qualified_names, typed_names
from deconflict_map.gazetteer.builder.native_names import native_names, read_territories
from deconflict_map.gazetteer.builder.wording import (
    distinct_names,
    keep_name,
    without_brackets,
    without_transliterations,
)
from deconflict_map.gazetteer.names import light_key

NAMES = st.lists(st.text(st.sampled_from("AaBbéÉ- '’دי東ж"), max_size=8), max_size=8)


@pytest.mark.parametrize(
    ("name", "kept", "why"),
    [
        ("Deir ez-Zor", True, "a name"),
        ("دير الزور", True, "a name in another script"),
        ("東京", True, "two letters are a whole name in Chinese"),
        ("https://en.wikipedia.org/wiki/Raqqa", False, "a link"),
        ("DEZ", False, "an airport's code"),
        ("SYDEZ", False, "a UN/LOCODE"),
        ("12345", False, "digits"),
        ("Ai", False, "two Latin letters"),
        ("alrqt", False, "a machine transliteration: no capital"),
        ("Hashoko *", False, "a mark of the compilers"),
        ("", False, "nothing"),
    ],
)
def test_only_usable_names_are_kept(name, kept, why):
    assert keep_name(name) is kept, why


@pytest.mark.parametrize(
    ("names", "kept", "why"),
    [
        (["Ar-Raqqah", "ar raqqah", "Raqqa"], ("Ar-Raqqah", "Raqqa"), "names that read the same are kept once"),
        (["Raqqa", "AR RAQQAH", "Ar-Raqqah"], ("Raqqa", "Ar-Raqqah"), "capitals only are the worse spelling"),
        (["USA", "Usa"], ("USA",), "but the display name always stays"),
        (["  Tall   Abyad "], ("Tall Abyad",), "spaces"),
        (["...", ""], (), "nothing that could be looked up"),
    ],
)
def test_names_that_read_the_same_are_kept_once(names, kept, why):
    assert distinct_names(names) == kept, why


@given(NAMES)
def test_no_key_is_lost_or_kept_twice(names):
    keys = [light_key(name) for name in distinct_names(names)]
    assert keys == list(dict.fromkeys(key for name in names if (key := light_key(name))))
    assert distinct_names(distinct_names(names)) == distinct_names(names)


@pytest.mark.parametrize(
    ("names", "kept", "why"),
    [
        (["Сент-Джозеф", "Sent-Dzhozef", "St. Joseph"], ["Сент-Джозеф", "St. Joseph"], "the program's j and zh"),
        (["Мазари-Шариф", "Mazari Sharif"], ["Мазари-Шариф", "Mazari Sharif"], "none of its marks"),
        (["Josefstadt", "Kharkiv"], ["Josefstadt", "Kharkiv"], "no Cyrillic name to have been made from"),
        (["Чинар", "Chinar"], ["Чинар", "Chinar"], "ch is everybody's"),
    ],
)
def test_the_transliterations_of_a_program_are_dropped(names, kept, why):
    assert without_transliterations(names) == kept, why


@pytest.mark.parametrize(
    ("name", "bare"), [("Brake (Unterweser)", "Brake"), ("(1)", ""), ("Brake", ""), ("A (b) C", "A C")]
)
def test_names_without_their_brackets(name, bare):
    assert without_brackets(name) == bare


@pytest.mark.parametrize(
    ("name", "country", "further"),
    [
        ("Harris County", "US", ["Harris", "Harris County"]),
        ("Orleans Parish", "US", ["Orleans", "Orleans Parish"]),
        ("Aleutians East Borough", "US", ["Aleutians East", "Aleutians East Borough"]),
        ("Juneau City and Borough", "US", ["Juneau", "Juneau Borough"]),
        ("Huyện Vĩnh Bảo", "VN", ["Vĩnh Bảo", "Vĩnh Bảo District"]),
        ("Amphoe Det Udom", "TH", ["Det Udom", "Det Udom District"]),
        ("Kabupaten Gowa", "ID", ["Gowa", "Gowa Regency"]),
        ("Ağrı İlçesi", "TR", ["Ağrı", "Ağrı District"]),
        ("Seongju-gun", "KR", ["Seongju", "Seongju County"]),
        ("Higashimurayama-gun", "JP", ["Higashimurayama", "Higashimurayama District"]),
        ("Landkreis Celle", "DE", ["Celle", "Celle District"]),
        ("County", "US", []),
        ("Kent", "GB", []),
        ("District of Columbia", "US", []),
    ],
)
def test_divisions_are_also_named_without_their_word_and_in_english(name, country, further):
    assert press_names([name], country) == further


def test_keys_of_divisions_meet_whatever_says_what_they_are():
    assert match_keys(["Aksubayevskiy Rayon"], "RU") == match_keys(["Aksubayevskiy District"], "RU")
    assert match_keys(["Harris County"], "US") == match_keys(["Harris"], "US")
    assert match_keys(["Harris"], "US") != match_keys(["Harrison"], "US")


def test_only_some_countries_name_counties_with_their_state():
    assert qualified_names("Harris County", "Texas", "US") == ["Harris County, Texas"]
    assert qualified_names("Kent", "England", "GB") == []
    assert qualified_names("Harris County", "", "US") == []


def test_first_level_divisions_bear_their_type():
    assert typed_names("Raqqa", "Province", "SY") == ["Raqqa Province", "Raqqa Province", "Raqqa Governorate"]
    assert typed_names("Bavaria", "Land", "DE") == ["Bavaria State"]
    assert typed_names("Free State", "State", "ZA") == []


@pytest.mark.parametrize(
    ("name", "city", "military", "names"),
    [
        ("Ramstein Air Base", "Ramstein", True, ("Ramstein Air Base", "Ramstein Airbase")),
        ("Edwards Afb Airport", "Edwards", True, ("Edwards Air Force Base", "Edwards AFB")),
        ("Lemoore Nas (Reeves Field) Airport", "Lemoore", True, ("Lemoore Naval Air Station", "Lemoore NAS")),
        ("RAF Lakenheath", "Lakenheath", True, ("RAF Lakenheath",)),
        ("London Heathrow Airport", "London", False, ("London Heathrow Airport", "Heathrow Airport")),
        ("London City Airport", "London", False, ("London City Airport",)),
        ("Leonardo Da Vinci (Fiumicino) International Airport", "Rome", False,
         ("Leonardo Da Vinci International Airport", "Fiumicino Airport", "Leonardo Da Vinci Airport")),
        ("Kalaburagi", "Kalaburagi", False, ("Kalaburagi Airport",)),
        ("Charleston Afb/International Airport", "Charleston", True, ("Charleston Air Force Base", "Charleston AFB")),
    ],
)  # fmt: skip
def test_airfields_are_named_as_the_press_does(name, city, military, names):
    assert is_military(name) is military
    assert airfield_names(name, city, military=military) == names


@pytest.mark.parametrize("name", ["Garrison Municipal Airport", "Muir Army Heliport", "Nasik Airport", "Rafha Airport"])
def test_what_is_no_air_base(name):
    assert not is_military(name)


def test_countries_are_named_in_their_own_languages_and_in_other_scripts():
    archive = tarball({
        f"package/main/{language}/territories.json": {
            "main": {language: {"localeDisplayNames": {"territories": {"DE": name, "DE-alt-short": "D"}}}}
        }
        for language, name in {"de": "Deutschland", "ru": "Германия (страна)", "pl": "Niemcy", "ar": "ألمانيا"}.items()
    })  # fmt: skip
    territories = read_territories(archive, ["de", "ru", "ar", "xx"])
    assert native_names({"DE": ["de", "hsb"]}, territories) == {"DE": ["Deutschland", "ألمانيا", "Германия"]}
