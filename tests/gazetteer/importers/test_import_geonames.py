from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deconflict_map.errors import GazetteerError
from deconflict_map.gazetteer.importers.geonames import Reading, degrees, read_places
from deconflict_map.gazetteer.importers.languages import local_scripts
from deconflict_map.gazetteer.importers.lines import text_file
from deconflict_map.gazetteer.importers.rejects import Rejects
from deconflict_map.model.place import PlaceKind

LISTED = Reading(scripts=local_scripts(), with_list=True)


def read(path, reading=LISTED):
    rejects = Rejects()
    return list(read_places(text_file(path), reading, rejects, lambda _: None)), rejects


def test_a_row_becomes_a_record(tmp_path, dump_row, write_lines):
    row = dump_row(172955, 'Ar "Raqqah', ascii_name="Ar Raqqah", listed="Raqqa,الرقة,RQA,http://x.org,raqqa,Raqqa", population="177636", code="P.PPLA")  # fmt: skip
    records, rejects = read(write_lines(tmp_path / "SY.txt", [row]))
    (record,) = records
    assert (record.id, record.name, record.feature, record.kind) == (
        "geonames:172955",
        'Ar "Raqqah',
        "PPLA",
        PlaceKind.POPULATED,
    )
    assert (record.lon, record.lat, record.population) == (39.01, 35.95, 177636)
    assert (record.country, record.division, record.district) == ("SY", "04", "7")
    assert record.names == ('Ar "Raqqah', "Raqqa", "الرقة"), "codes, links and machine forms aren't names"
    assert record.local_name == "الرقة"
    assert record.romanised
    assert not rejects.total


def test_without_the_list_only_the_rows_own_names_count(tmp_path, dump_row, write_lines):
    rows = [
        dump_row(1, "Łódź", ascii_name="Lodz", listed="Lodsch", country="PL"),
        dump_row(2, "東京", ascii_name="Tokyo", country="JP"),
    ]
    records, _ = read(write_lines(tmp_path / "PL.txt", rows), Reading(scripts=local_scripts(), with_list=False))
    assert records[0].names[0] == "Łódź"
    assert "Lodsch" not in records[0].names
    assert records[1].names == ("東京", "Tokyo"), "an ASCII form that is another spelling is a name of its own"
    assert (records[0].romanised, records[1].romanised) == (False, True)
    assert records[1].local_name == "東京"


BAD = [
    ({"lat": "91"}, "latitude", "off the Earth"),
    ({"lat": "nan"}, "latitude", "no number"),
    ({"lat": "-inf"}, "latitude", "no finite number"),
    ({"lat": "3_5"}, "latitude", "Python would read it as 35"),
    ({"lat": ""}, "latitude", "nothing"),
    ({"lon": "180.01"}, "longitude", "off the Earth"),
    ({"lon": "39,01"}, "longitude", "a decimal comma"),
    ({"name": ""}, "name", "no name"),
    ({"name": " "}, "name", "an empty name"),
    ({"name": "x" * 201}, "over-long", "longer than the format allows"),
    ({"code": "P." + "x" * 120}, "over-long", "an over-long code"),
    ({"geonameid": ""}, "id", "no number"),
    ({"geonameid": "-5"}, "id", "a negative number"),
    ({"geonameid": "١٢"}, "id", "digits, but not ASCII ones"),
    ({"geonameid": "9" * 30}, "id", "more than a number can be"),
    ({"country": "Syria"}, "country", "a name in place of a code"),
    ({"population": "12.5"}, "population", "half a person"),
    ({"population": "9" * 30}, "population", "more people than there can be"),
]


@pytest.mark.parametrize(("change", "reason", "why"), BAD, ids=[row[-1] for row in BAD])
def test_a_bad_row_is_skipped_and_told(tmp_path, dump_row, write_lines, change, reason, why):
    given_row = {"geonameid": 7, "name": "Bad", **change}
    bad = dump_row(given_row.pop("geonameid"), given_row.pop("name"), **given_row)
    records, rejects = read(write_lines(tmp_path / "SY.txt", [dump_row(1, "Good"), bad, dump_row(3, "Better")]))
    assert [record.name for record in records] == ["Good", "Better"], why
    (told,) = rejects.told()
    assert reason in told
    assert "(line 2)" in told


@pytest.mark.parametrize(
    "line", ["7\tBad", "7\tBad" + "\t" * 18 + "\tone too many", "\t"], ids=["short", "long", "blank"]
)
def test_a_row_with_other_columns_is_skipped(tmp_path, dump_row, write_lines, line):
    records, rejects = read(write_lines(tmp_path / "SY.txt", [dump_row(1, "Good"), line]))
    assert len(records) == 1
    assert "columns" in rejects.told()[0]


@pytest.mark.parametrize("lines", [["a,b,c"] * 2000, ["1\t2"], []], ids=["a CSV file", "one row", "nothing"])
def test_another_file_is_no_dump(tmp_path, write_lines, lines):
    with pytest.raises(GazetteerError, match="19 columns parted by tabs") as caught:
        read(write_lines(tmp_path / "SY.txt", lines))
    assert "SY.txt" in str(caught.value)


@given(st.floats(-90, 90))
def test_degrees_read_what_was_written(value):
    assert degrees(repr(value), 90.0) == value


@given(st.text())
def test_degrees_are_on_earth_or_nothing(text):
    value = degrees(text, 90.0)
    assert value is None or -90 <= value <= 90
