from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deconflict_map.errors import GazetteerError
from deconflict_map.gazetteer.importers.languages import local_scripts
from deconflict_map.gazetteer.importers.own_places import TEMPLATE, Known, open_table, read_places
from deconflict_map.gazetteer.importers.rejects import Rejects
from deconflict_map.model.place import Place, PlaceKind, ShapeForm

RAQQA = Place(id="geonames:172955", name="Ar Raqqah", kind=PlaceKind.POPULATED, feature="PPLA", lon=39.0, lat=35.9, country="SY",
              division="04", population=177636, shape=ShapeForm.NONE, shape_error_m=0.0, source="geonames", licence="CC BY 4.0",
              district="0401")  # fmt: skip


def read(path, content):
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    known = Known(scripts=local_scripts(), sources=frozenset({"geonames"}), place={RAQQA.id: RAQQA}.get)
    rejects = Rejects()
    return list(read_places(open_table(path), known, rejects, lambda _: None)), rejects


def test_the_template_is_a_table(tmp_path):
    (record,), rejects = read(tmp_path / "My Places.csv", TEMPLATE)
    assert (record.id, record.name, record.source) == ("csv-my-places:2", "Checkpoint 9", "csv:field notes")
    assert record.names == ("Checkpoint 9", "CP 9", "Ninth Checkpoint")
    assert (record.lon, record.lat, record.country, record.division) == (40.1423, 35.3361, "SY", "07")
    assert (record.kind, record.feature, record.local_name) == (PlaceKind.STRUCTURE, "FCL", "حاجز ٩")
    assert not rejects.total


HEADERS = [
    ("name,lon,lat\nA,1,2\n", "the needed columns"),
    ("Name, LONGITUDE ,Latitude,note\nA,1,2,x\n", "other cases, spaces and words, and a column of one's own"),
    ("lat;lng;name\n2;1;A\n", "semicolons, as spreadsheets write them in much of Europe"),
    ("name\tlon\tlat\nA\t1\t2\n", "tabs"),
    ('\ufeff"name","lon","lat"\r\n"A","1","2"\r\n', "quotes, a byte order mark and line ends of Windows"),
    ("\n\nname,lon,lat\n\nA,1,2\n", "empty lines"),
]


@pytest.mark.parametrize(("content", "why"), HEADERS, ids=[row[-1] for row in HEADERS])
def test_tables_that_are_read(tmp_path, content, why):
    (record,), rejects = read(tmp_path / "x.csv", content)
    assert (record.name, record.lon, record.lat, record.kind) == ("A", 1.0, 2.0, PlaceKind.POPULATED), why
    assert not rejects.total


MISSING = [
    ("name,lon\nA,1\n", "no column lat; found: name, lon", "a missing column"),
    ("a;b\n", "no column name; found: a, b", "other columns"),
    ("", "no column name; found: none", "an empty file"),
    ("name,lat,latitude,lon\n", "two columns for lat", "a column twice"),
    ("name,lon,lat\n".encode("utf-16"), "isn't UTF-8", "another encoding"),
]


@pytest.mark.parametrize(("content", "said", "why"), MISSING, ids=[row[-1] for row in MISSING])
def test_tables_that_are_refused(tmp_path, content, said, why):
    with pytest.raises(GazetteerError, match=said) as caught:
        read(tmp_path / "x.csv", content)
    assert "x.csv" in str(caught.value), why
    if "column name" in said or "column lat;" in said:
        assert "deconflict-map gazetteer build --csv-template" in str(caught.value)


BAD = [
    (",1,2,,,,", "name", "no name"),
    ("A,1,91,,,,", "latitude", "off the Earth"),
    ("A,181,2,,,,", "longitude", "off the Earth"),
    ("A,1,nan,,,,", "latitude", "no number"),
    ("A,1,,,,,", "latitude", "nothing"),
    ("A,1,2,village,,,", "kind", "a kind that isn't known"),
    ("A,1,2,,Syria,,", "country", "a name in place of a code"),
    ("A,1,2,,,1.5e3,", "population", "no whole number"),
    ("A,1,2,,,,two words", "id", "an id with a space"),
    ("A,1,2", "columns", "too few columns"),
    ("A,1,2,,,,,", "columns", "too many columns"),
    (f"{'x' * 300},1,2,,,,", "over-long", "an over-long name"),
    ('"A,1,2,,,,', "quotes", "a quote that doesn't close"),
    (f'"A{"x" * 200_000}",1,2,,,,', "quotes", "a cell longer than the csv module reads"),
    ('"A"B,1,2,,,,', "quotes", "text behind a closed quote"),
]


@pytest.mark.parametrize(("row", "reason", "why"), BAD, ids=[row[-1] for row in BAD])
def test_a_bad_row_spoils_nothing_but_itself(tmp_path, row, reason, why):
    table = f"name,lon,lat,kind,country,population,id\nGood,1,2,,,,\n{row}\nBetter,3,4,,,,\n"
    records, rejects = read(tmp_path / "x.csv", table)
    assert [record.name for record in records] == ["Good", "Better"], why
    (told,) = rejects.told()
    assert reason in told
    assert "(line 3)" in told


KINDS = [
    ("", "", "populated", "PPL", "nothing is said"),
    ("Stream", "", "stream", "STM", "a kind, in any case"),
    ("", "AIRB", "structure", "AIRB", "a code tells the kind"),
    ("", "MT", "relief", "MT", "so it does for mountains"),
    ("region", "AREA", "region", "AREA", "both are taken as given"),
]


@pytest.mark.parametrize(("kind", "feature", "wanted", "code", "why"), KINDS, ids=[row[-1] for row in KINDS])
def test_kind_and_code(tmp_path, kind, feature, wanted, code, why):
    (record,), _ = read(tmp_path / "x.csv", f"name,lon,lat,kind,feature\nA,1,2,{kind},{feature}\n")
    assert (record.kind.value, record.feature) == (wanted, code), why


def test_what_a_row_leaves_open_about_a_known_place_stays(tmp_path):
    (record,), _ = read(tmp_path / "x.csv", "id,name,lon,lat\ngeonames:172955,Raqqa city,39.02,35.95\n")
    assert (record.id, record.name, record.lon) == ("geonames:172955", "Raqqa city", 39.02)
    assert (record.feature, record.country, record.division, record.district) == ("PPLA", "SY", "04", "0401")
    assert record.population == 177636


def test_ids_and_sources(tmp_path):
    table = "id,name,lon,lat,source\n7,A,1,2,geonames\ndm:x,B,1,2,\n,C,1,2,a survey\n"
    records, _ = read(tmp_path / "x.csv", table)
    assert [record.id for record in records] == ["csv:7", "dm:x", "csv-x:4"]
    assert [record.source for record in records] == ["geonames", "csv", "csv:a survey"]
    assert open_table(tmp_path / "x.csv").sources == ("a survey", "geonames")


def test_too_many_sources_are_refused(tmp_path):
    rows = "".join(f"A,1,2,note {number}\n" for number in range(300))
    with pytest.raises(GazetteerError, match="more than 200"):
        read(tmp_path / "x.csv", f"name,lon,lat,source\n{rows}")


@given(
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60),
    st.floats(-180, 180),
    st.floats(-90, 90),
)
def test_what_is_written_is_read(tmp_path_factory, name, lon, lat):
    quoted = '"' + name.replace('"', '""') + '"'
    records, rejects = read(tmp_path_factory.mktemp("csv") / "x.csv", f"name,lon,lat\n{quoted},{lon!r},{lat!r}\n")
    found = [(record.name, record.lon, record.lat) for record in records]
    assert found == ([(name.strip(), lon, lat)] if name.strip() else [])
    assert rejects.total == (not name.strip())
