from __future__ import annotations

import pytest

from deconflict_map.errors import GazetteerError
from deconflict_map.gazetteer.importers.dump_folder import find_dump, read_countries
from deconflict_map.gazetteer.importers.lines import text_file
from deconflict_map.gazetteer.importers.rejects import Rejects

FOLDERS = [
    (["AD.txt", "readme.txt"], ["AD.txt"], "one country"),
    (
        ["NL.zip", "AD.txt", "MC.zip", "MC.txt"],
        ["AD.txt", "MC.zip", "NL.zip"],
        "countries by name; a zip before its text",
    ),
    (["allCountries.zip", "AD.zip"], ["allCountries.zip"], "all countries are in one file"),
    (["no-country.zip", "sy.zip"], ["no-country.zip", "sy.zip"], "seas and the like lie in no country"),
]


@pytest.mark.parametrize(("files", "found", "why"), FOLDERS, ids=[row[-1] for row in FOLDERS])
def test_which_files_are_taken(tmp_path, write_lines, files, found, why):
    for name in files:
        write_lines(tmp_path / name, ["row"])
    assert [file.name for file in find_dump(tmp_path).places] == found, why


def test_tables_beside_them(tmp_path, write_lines):
    for name in ("AD.zip", "alternateNamesV2.zip", "admin1CodesASCII.txt", "admin2Codes.txt", "countryInfo.txt"):
        write_lines(tmp_path / name, ["row"])
    dump = find_dump(tmp_path)
    assert [file.name for file in dump.alternates] == ["alternateNamesV2.zip"]
    assert [file.name for file in dump.divisions] == ["admin1CodesASCII.txt", "admin2Codes.txt"]
    assert dump.countries is not None
    assert dump.version == "AD.zip of 2025-10-17"


def test_alternate_names_by_country_lie_in_their_own_folder(tmp_path, write_lines):
    write_lines(tmp_path / "AD.txt", ["row"])
    write_lines(tmp_path / "alternatenames" / "AD.txt", ["row"])
    dump = find_dump(tmp_path)
    assert [file.path.parent.name for file in dump.alternates] == ["alternatenames"]
    assert dump.version == "AD.txt"


def test_where_nothing_is_found_the_addresses_are_told(tmp_path):
    (tmp_path / "readme.txt").write_text("x", encoding="utf-8")
    with pytest.raises(GazetteerError, match=r"neither allCountries\.zip nor any XX\.zip") as caught:
        find_dump(tmp_path)
    assert "https://download.geonames.org/export/dump/allCountries.zip" in str(caught.value)
    with pytest.raises(GazetteerError, match="is no folder"):
        find_dump(tmp_path / "none")


def test_countries(tmp_path, write_lines):
    good = "SY\tSYR\t760\tSY\tSyria\tDamascus\t185180\t16906283\tAS\t.sy\tSYP\tPound\t963\t\t\tar-SY,ku,hy\t163843\tIQ,JO\t"
    path = write_lines(tmp_path / "countryInfo.txt", ["# a comment", "ISO\tISO3", "", good, "XX\tbroken"])
    rejects = Rejects()
    (country,) = read_countries(text_file(path), rejects)
    assert (country.code, country.name, country.language, country.geonameid) == ("SY", "Syria", "ar", 163843)
    assert rejects.total == 1
