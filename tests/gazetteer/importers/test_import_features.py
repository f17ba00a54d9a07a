from __future__ import annotations

import pytest

from deconflict_map.gazetteer.importers.features import code_kinds, default_code, kind_of
from deconflict_map.gazetteer.importers.languages import local_scripts
from deconflict_map.model.place import PlaceKind

KINDS = [
    ("P", "PPLC", "populated", "a capital"),
    ("A", "ADM2", "division", "a county"),
    ("A", "PCLI", "country", "a state"),
    ("A", "PCLH", "region", "the Soviet Union isn't a country of today"),
    ("H", "STM", "stream", "a river"),
    ("H", "WAD", "stream", "a wadi carries water at times"),
    ("H", "RSV", "lake", "a reservoir"),
    ("H", "GULF", "sea", "a gulf"),
    ("H", "SPNG", "relief", "a spring is a spot in the land"),
    ("T", "MT", "relief", "a mountain"),
    ("T", "DSRT", "region", "a desert"),
    ("T", "VAL", "valley", "a valley"),
    ("L", "CONT", "continent", "Asia"),
    ("L", "OILF", "structure", "an oil field"),
    ("S", "AIRB", "structure", "an air base"),
    ("R", "RD", "structure", "a road"),
    ("V", "FRST", "relief", "a wood"),
    ("P", "PPLNEW", "populated", "a code that GeoNames adds tomorrow goes by its class"),
    ("", "", "structure", "nobody has classified it"),
    ("?", "?", "structure", "no class of the format"),
]


@pytest.mark.parametrize(("letter", "code", "kind", "why"), KINDS, ids=[row[-1] for row in KINDS])
def test_kinds(letter, code, kind, why):
    assert kind_of(letter, code) is PlaceKind(kind), why


def test_every_kind_has_a_code_of_its_own_kind():
    for kind in PlaceKind:
        assert kind_of("", default_code(kind)) is kind


def test_the_table_knows_every_code_of_geonames_and_no_other(geodata):
    lines = (geodata / "geonames_codes" / "featureCodes_en.txt").read_text(encoding="utf-8").splitlines()
    listed = {code: letter for letter, _, code in (line.split("\t")[0].partition(".") for line in lines) if code}
    assert set(code_kinds()) <= set(listed)
    assert {code for code, letter in listed.items() if letter not in "LRS"} <= set(code_kinds())
    by_code_alone = {code: kind_of("", code) for code in listed}
    assert by_code_alone == {code: kind_of(letter, code) for code, letter in listed.items()}


def test_the_built_in_languages_are_those_of_geonames(geodata):
    rows = (geodata / "geonames_codes" / "countryInfo.txt").read_text(encoding="utf-8").splitlines()
    cells = [row.split("\t") for row in rows if row and not row.startswith(("#", "ISO"))]
    official = {row[0]: row[15].split(",")[0].split("-")[0] for row in cells}
    assert local_scripts() == local_scripts(official)


SCRIPTS = [
    ("SY", "الرقة", True, "Arabic in Syria"),
    ("SY", "Ar Raqqah", False, "a transcription"),
    ("SY", "", False, "nothing"),
    ("SY", "12", False, "no letter"),
    ("JP", "さいたま市", True, "Japanese is written in three scripts"),
    ("KH", "ភ្នំពេញ", True, "Khmer"),
    ("GR", "(Αθήνα)", True, "the first letter counts"),
]


@pytest.mark.parametrize(("country", "name", "own", "why"), SCRIPTS, ids=[row[-1] for row in SCRIPTS])
def test_names_in_a_countrys_own_script(country, name, own, why):
    assert local_scripts()[country].writes(name) is own, why


def test_countries_of_latin_letters_have_no_script():
    assert not {"NL", "AD", "TR", "US"} & local_scripts().keys()
