"""The whole build over tiny inputs: what becomes of each row, who wins, and that nothing but the inputs decides."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import tiny_world

from deconflict_map.errors import GazetteerError
from deconflict_map.gazetteer import open_gazetteer
from deconflict_map.gazetteer.builder.pipeline import read_world_of
from deconflict_map.gazetteer.progress import Silent
from deconflict_map.model.place import PlaceKind


@pytest.fixture(scope="module")
def inputs(tmp_path_factory):
    return tiny_world.make(tmp_path_factory.mktemp("inputs"))


@pytest.fixture(scope="module")
def world(inputs):
    return read_world_of(inputs, Silent())


@pytest.fixture(scope="module")
def records(world):
    return {record.id: record for record in (*world.first, *world.towns)}


def test_builds_are_byte_equal_whatever_the_hash_seed(tmp_path):
    script = Path(tiny_world.__file__)
    artefacts = []
    for seed in ("0", "424242"):
        path = tmp_path / f"{seed}.gazetteer"
        environment = os.environ | {"PYTHONHASHSEED": seed, "TZ": f"UTC+{len(seed)}"}
        subprocess.run([sys.executable, str(script), str(tmp_path / seed), str(path)], check=True, env=environment)
        artefacts.append(path.read_bytes())
    assert artefacts[0] == artefacts[1]


def test_what_is_built_can_be_looked_up(inputs, tmp_path):
    path = tmp_path / "tiny.gazetteer"
    tiny_world.build(inputs, path)
    atlas = open_gazetteer(path)
    assert [match.place.id for match in atlas.lookup("Oneton")] == ["geonames:11", "geonames:114"]
    assert atlas.lookup("Alandic")[0].place.id == "geonames:1"
    assert atlas.lookup("One County, Westland") == ()  # only where the press writes so
    assert atlas.place("geonames:11").district == "001"


@pytest.mark.parametrize(
    ("place_id", "feature", "point", "why"),
    [
        ("geonames:1", "PCLI", (1.25, 1.25), "the hand-kept point of a country is stronger than the label point"),
        ("geonames:2", "PCLI", (3.0, 1.0), "without one, Natural Earth's label point"),
        ("geonames:101", "ADM1", (1.1, 0.9), "a division stands at its polygon's label point"),
        ("geonames:111", "ADM2", (0.6, 0.4), "a centroid of the same name whose nearest town lies in the division"),
        ("geonames:112", "ADM2", (0.60001, 1.6), "the mean of its two towns"),
        ("geonames:114", "ADM2", (0.5, 0.5), "the town of the same name"),
        ("geonames:11", "PPLA", (0.5, 0.5), "a town with a code of 2023"),
        ("geonames:12", "PPL", (0.5, 1.5), "a town without one"),
        ("geonames:14", "PPL", (0.7, 1.7), "a town that only the newer table has"),
        ("icao:AAON", "AIRP", (0.55, 0.55), "an international airport"),
        ("icao:BBAB", "AIRB", (2.6, 0.6), "an air base"),
        ("dm:valley:long", "VAL", (1.0, 1.0), "a reach stands at its middle"),
        ("ne:77", "LK", (3.3, 1.3), "a lake"),
    ],
)
def test_places_stand_where_the_best_source_has_them(records, place_id, feature, point, why):
    record = records[place_id]
    assert record.feature == feature
    assert (record.lon, record.lat) == pytest.approx(point, abs=2e-5), why


@pytest.mark.parametrize(
    ("place_id", "why"),
    [
        ("geonames:13", "a destroyed place"),
        ("geonames:113", "a division without a point"),
        ("icao:AAFB", "a farm strip, though its name has “Farm” and its code “AFB”"),
        ("icao:BBSU", "an air base that the supplement keeps"),
    ],
)
def test_what_is_left_out(records, place_id, why):
    assert place_id not in records, why


@pytest.mark.parametrize(
    ("place_id", "names", "why"),
    [
        ("geonames:1", ("Aland", "The Isles", "Realm of Aland", "Alandien", "ألاند", "Аланд"),
         "hand-kept, official, in its own language, in other scripts; no brackets"),
        ("geonames:11", ("Oneton", "Вантон", "Vanton", "Ванжон"), "no link, code or machine's transliteration"),
        ("geonames:12", ("Twoton (Lower)", "Twoton"), "without its brackets, too; in a foreign script it is too small"),
        ("geonames:21", ("Rabweh", "Rabwat", "Ar Rabwah", "Rabwa", "الربوة", "Рабжа", "Rabzha"),
         "hand-kept spellings first; where Russian is written, a transliteration is a name"),
        ("geonames:101", ("Westland", "West", "غرب", "Westland Province", "Wld."), "type and abbreviation"),
        ("geonames:111", ("One County", "One"), "without the word that says what it is"),
        ("geonames:112", ("Huyện Two", "Two", "Two District"), "with the English word for it"),
        ("icao:BBAB", ("Rabwah Air Force Base", "Rabwah AFB"), "no bare name of a town"),
        ("ne:77", ("Still Lake", "Still", "Quiet", "Calm"), "as the source has it, and with the word for it"),
        ("ne:river:long", ("Long", "Long River", "River Long"), "as the press writes both"),
    ],
)  # fmt: skip
def test_names_are_those_that_a_text_could_use(records, place_id, names, why):
    assert records[place_id].names == names, why


def test_demonyms_reach_countries_divisions_and_towns(records):
    assert records["geonames:1"].demonyms == ("Alandic", "Alanders")
    assert records["geonames:101"].demonyms == ("Westlandic", "Westlanders")
    assert records["geonames:11"].demonyms == ("Onetonian", "Onetonians")


def test_local_names_are_in_the_country_s_script(records):
    assert records["geonames:2"].local_name == "بلاند"
    assert records["geonames:201"].local_name == "شرق"
    assert records["geonames:1"].local_name == ""


def test_places_know_what_they_lie_in(records):
    assert (records["geonames:11"].division, records["geonames:11"].district) == ("01", "001")
    assert (records["geonames:14"].country, records["geonames:14"].district) == ("AA", "002")
    assert (records["geonames:111"].division, records["geonames:111"].district) == ("01", "001")
    assert {record.country for record in records.values() if record.kind is PlaceKind.POPULATED} == {"AA", "BB"}


def test_no_division_has_a_made_up_population(records):
    assert {record.population for record in records.values() if record.kind is PlaceKind.DIVISION} == {0}


def test_what_is_left_out_is_counted(world, records):
    assert records
    assert world.tally.unplaced == {"AA": 1}
    assert world.tally.bases == {"polygon": 2, "centroid": 1, "towns": 1, "namesake": 1}
    assert world.tally.dropped == {
        "historical or destroyed place": 1,
        "name of a small town in a foreign script": 1,
        "division without a GeoNames id": 1,
        "division without a point": 1,
        "small airfield": 1,
        "airfield kept by hand": 1,
    }


@pytest.mark.parametrize(
    ("table", "row", "told"),
    [
        ("names.csv", "t:9,Nowhere,,me\n", "t:9"),
        ("division_names.csv", "AA,77,Nowhere,name,me\n", "AA.77"),
        ("place_demonyms.csv", "geonames:77,,,Nowherian,,me\n", "geonames:77"),
    ],
)
def test_a_hand_kept_row_for_an_unknown_place_is_told(tmp_path, table, row, told):
    inputs = tiny_world.make(tmp_path)
    with (inputs.supplement / table).open("a", encoding="utf-8") as file:
        file.write(row)
    with pytest.raises(GazetteerError, match=told):
        list(read_world_of(inputs, Silent()).towns)


def test_the_tables_of_names_may_be_absent(tmp_path):
    inputs = tiny_world.make(tmp_path)
    (inputs.supplement / "division_names.csv").unlink()
    (inputs.supplement / "place_demonyms.csv").unlink()
    world = read_world_of(inputs, Silent())
    records = {record.id: record for record in (*world.first, *world.towns)}
    assert "Wld." not in records["geonames:101"].names
