from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deconflict_map.errors import GazetteerError
from deconflict_map.gazetteer.importers.languages import local_scripts
from deconflict_map.gazetteer.importers.rejects import Rejects
from deconflict_map.gazetteer.importers.whosonfirst import find_files, read_places
from deconflict_map.model.place import PlaceKind

FLAT = {
    "id": 421191099, "name": "الميادين", "placetype": "locality", "lat": 35.02, "lon": 40.45, "pop": 44028,
    "concord": {"gn:id": 173480, "wd:id": "Q1"}, "src": "geonames", "current": -1, "dep": None, "geom": "Point",
    "names": {"name:eng_x_preferred": ["Mayadin"], "name:eng_x_variant": ["Al Mayadin", "MYD"],
              "name:ara_x_preferred": ["الميادين"], "name:fas_x_preferred": ["المیادین"],
              "name:eng_x_historical": ["Rahba"], "name:zho_tw_x_preferred": ["邁亞丁"], "name:eng_x_abbreviation": ["md"]},
}  # fmt: skip
# Field names and layout: whosonfirst/whosonfirst-properties, and the record of Montreal in mapzen/py-mapzen-whosonfirst-geojson.
FEATURE = {
    "id": 101736545,
    "type": "Feature",
    "properties": {
        "edtf:cessation": "uuuu", "edtf:deprecated": "", "geom:latitude": 45.52662, "geom:longitude": -73.652698,
        "gn:population": 3268513, "iso:country": "CA", "lbl:latitude": 45.572744, "lbl:longitude": -73.586295,
        "mz:is_current": 1, "name:eng_x_preferred": ["Montreal"], "name:eng_x_colloquial": ["City of Saints"],
        "name:fra_x_preferred": ["Montréal"], "wof:concordances": {"wd:id": "Q340"}, "wof:id": 101736545,
        "wof:name": "Montréal", "wof:placetype": "locality", "wof:superseded_by": [],
    },
    "bbox": [-73.97, 45.4, -73.4, 45.7],
    "geometry": {"type": "Point", "coordinates": [-73.6, 45.5]},
}  # fmt: skip


def read(path, *objects):
    path.write_text(
        "".join(f"{value if isinstance(value, str) else json.dumps(value)}\n" for value in objects), encoding="utf-8"
    )
    rejects = Rejects()
    return list(read_places(path, local_scripts(), rejects, lambda _: None)), rejects


def changed(**properties):
    fields = {key.replace("__", ":"): value for key, value in properties.items()}
    return {**FEATURE, "properties": {**FEATURE["properties"], **fields}}


def test_a_flat_object(tmp_path):
    (record,), rejects = read(tmp_path / "sy.jsonl", FLAT)
    assert (record.id, record.name, record.local_name) == ("geonames:173480", "Mayadin", "الميادين")
    assert (record.kind, record.feature, record.population) == (PlaceKind.POPULATED, "PPL", 44028)
    assert (record.lon, record.lat, record.country) == (40.45, 35.02, "SY")
    assert set(record.names) == {"Mayadin", "الميادين", "المیادین", "邁亞丁", "Al Mayadin", "Rahba"}, (
        "no codes among them"
    )
    assert record.names[0] == "Mayadin"
    assert record.romanised
    assert not rejects.total


def test_a_feature(tmp_path):
    (record,), _ = read(tmp_path / "101736545.geojson", FEATURE)
    assert (record.id, record.name, record.country) == ("wof:101736545", "Montreal", "CA")
    assert (record.lon, record.lat) == (-73.586295, 45.572744), "a label's point lies within the place"
    assert record.names == ("Montreal", "Montréal", "City of Saints")
    assert not record.romanised
    assert record.population == 3268513


def test_collections_and_lines_of_features(tmp_path):
    collection = {"type": "FeatureCollection", "features": [FEATURE, changed(wof__id=5), "x"]}
    records, rejects = read(tmp_path / "all.geojson", collection)
    assert [record.id for record in records] == ["wof:101736545", "wof:5"]
    assert rejects.total == 1
    records, _ = read(tmp_path / "all.jsonl", FEATURE, changed(wof__id=5))
    assert len(records) == 2


SKIPPED = [
    (changed(mz__is_current=0), "no longer current", "a place that was"),
    (changed(edtf__deprecated="2019-01-01"), "deprecated", "a record withdrawn"),
    (changed(wof__superseded_by=[5]), "superseded", "a record replaced by another"),
    (changed(wof__placetype="postalcode"), "placetype", "no place that a text names"),
    (changed(wof__placetype=7), "placetype", "a number for a word"),
    (changed(wof__name="", name__eng_x_preferred=[]), "no name", "no name"),
    (changed(wof__name="x" * 201), "over-long", "a text for a name"),
    (changed(wof__id=-1), "id", "a negative id"),
    (changed(lbl__latitude=91), "latitude", "off the Earth"),
    (changed(lbl__longitude=10**400), "longitude", "a number as long as a line"),
    (changed(lbl__latitude=None, geom__latitude=None), "latitude", "no pair is whole"),
    ('{"broken": ', "JSON", "half an object"),
    ("[1, 2]", "JSON", "a list"),
    ("[" * 100_000, "JSON", "deeper than a reader can go"),
    ('{"properties": "x"}', "id", "words for an object"),
]


@pytest.mark.parametrize(("value", "said", "why"), SKIPPED, ids=[row[-1] for row in SKIPPED])
def test_what_is_skipped_is_told(tmp_path, value, said, why):
    records, rejects = read(tmp_path / "ca.jsonl", FEATURE, value, changed(wof__id=9))
    assert [record.id for record in records] == ["wof:101736545", "wof:9"], why
    (told,) = rejects.told()
    assert said in told
    assert "(line 2)" in told


POINTS = [
    ({"lbl__latitude": None}, (-73.652698, 45.52662), "half a label's point isn't mixed with another"),
    (
        {"lbl__latitude": None, "reversegeo__latitude": 45.1, "reversegeo__longitude": -73.1},
        (-73.1, 45.1),
        "the point for look-ups",
    ),
    ({"lbl__latitude": "45", "lbl__longitude": "-73"}, (-73.652698, 45.52662), "text is no number"),
    ({"lbl__latitude": True, "lbl__longitude": True}, (-73.652698, 45.52662), "neither is true"),
]


@pytest.mark.parametrize(("change", "point", "why"), POINTS, ids=[row[-1] for row in POINTS])
def test_which_point_is_taken(tmp_path, change, point, why):
    (record,), _ = read(tmp_path / "x.jsonl", changed(**change))
    assert (record.lon, record.lat) == point, why


COUNTRIES = [
    ("whosonfirst-data-admin-sy-latest.jsonl", {"iso__country": ""}, "SY", "the file's name tells"),
    ("iq.jsonl", {"iso__country": "XX"}, "IQ", "XX stands for none"),
    ("iq.jsonl", {"iso__country": "XK"}, "XK", "XK stands for Kosovo"),
    ("places.jsonl", {"iso__country": "-1"}, "", "nothing tells"),
]


@pytest.mark.parametrize(("name", "change", "country", "why"), COUNTRIES, ids=[row[-1] for row in COUNTRIES])
def test_countries(tmp_path, name, change, country, why):
    (record,), _ = read(tmp_path / name, changed(**change))
    assert record.country == country, why


def test_an_airport_is_told_by_its_codes(tmp_path):
    campus = changed(wof__placetype="campus")
    airport = changed(wof__placetype="campus", wof__concordances={"iata:code": "YUL"}, wof__id=6)
    assert [record.feature for record in read(tmp_path / "x.jsonl", campus, airport)[0]] == ["FCL", "AIRP"]


def test_which_files_are_read(tmp_path):
    data = tmp_path / "data" / "101"
    data.mkdir(parents=True)
    for name in ("2.geojson", "10.geojson", "2-alt-quattroshapes.geojson", "meta.csv"):
        (data / name).write_text("{}", encoding="utf-8")
    assert [path.name for path in find_files((tmp_path,))] == ["10.geojson", "2.geojson"]
    for missing, said in ((tmp_path / "none.jsonl", "no such file"), (data / "meta.csv", ".csv isn't read")):
        with pytest.raises(GazetteerError, match=said) as caught:
            find_files((missing,))
        assert "https://data.geocode.earth/wof/dist/" in str(caught.value)
    (tmp_path / "empty").mkdir()
    with pytest.raises(GazetteerError, match="no Who's On First file"):
        find_files((tmp_path / "empty",))


JSON = st.recursive(st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=8), lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*FLAT, *FEATURE["properties"], "properties"]), inner, max_size=5), max_leaves=12)  # fmt: skip


@given(value=st.dictionaries(st.sampled_from([*FLAT, *FEATURE["properties"], "properties"]), JSON))
def test_any_json_is_a_record_or_skipped(tmp_path_factory, value):
    records, rejects = read(tmp_path_factory.mktemp("wof") / "x.jsonl", {**FLAT, **value})
    assert len(records) + rejects.total == 1
    assert all(-90 <= record.lat <= 90 and -180 <= record.lon <= 180 and record.name for record in records)
