"""What goes into an index comes out of it: by name, by id, by number."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tiny_index import RECORDS, SOURCE, build, record

from deconflict_map.errors import GazetteerError
from deconflict_map.gazetteer.index import Index
from deconflict_map.gazetteer.indexing import IndexWriter, NameRole
from deconflict_map.gazetteer.names import folded_key, folded_keys, has_variable_word, is_acronym, light_key
from deconflict_map.gazetteer.scan import name_ends
from deconflict_map.model.place import MatchKind, PlaceKind


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    path = tmp_path_factory.mktemp("index") / "tiny.gazetteer"
    build(path)
    return Index(path)


def ids(index, name):
    return [(index.place_id(number), kind.value) for number, kind in index.find(name)]


@pytest.mark.parametrize(
    ("name", "expected", "reason"),
    [
        ("Rabwa", [("geonames:7", "exact"), ("geonames:11", "folded")], "exact before folded, though fewer people"),
        ("rabwah", [("geonames:11", "exact"), ("geonames:7", "folded")], "an exact match isn't given twice"),
        ("الربوة", [("geonames:7", "exact")], "the local name counts"),
        ("ربوة", [("geonames:7", "folded")], "the article joined in Arabic script is folded"),
        ("Springfield", [("ne:10", "exact"), ("ne:9", "exact")], "most populous first"),
        ("AL", [("geonames:3", "exact"), ("geonames:12", "exact")], "capitals mean the acronym and the town"),
        ("Al", [("geonames:12", "exact")], "an acronym isn't meant by small letters"),
        ("Alandic", [("geonames:3", "demonym")], "a demonym says so"),
        ("Sbringfield", [], "only alike isn't a match"),
        ("", [], "no name"),
        ("\u202e", [], "nothing but a control character"),
        ("\x1f", [], "a mark of the spool is no name"),
    ],
)
def test_find(index, name, expected, reason):
    assert ids(index, name) == expected, reason


def test_places_come_back_as_they_were(index):
    for one in RECORDS:
        place = index.place(index.number(one.id))
        names = {place.name, place.local_name, *index.further_names(index.number(one.id))[0]}
        assert (place.id, place.name, place.kind, place.feature) == (one.id, one.name, one.kind, one.feature)
        assert (place.lon, place.lat, place.population) == (one.lon, one.lat, one.population)
        assert (place.country, place.division, place.district) == (one.country, one.division, one.district)
        assert place.licence == SOURCE.licence
        assert names >= set(one.names)
        assert index.further_names(index.number(one.id))[1] == list(one.demonyms)


@pytest.mark.parametrize(
    "missing", ["geonames:4", "geonames:99999999", "geonames:x", "dm:", "nobody:1", "", "ne:11", "geonames:07"]
)
def test_an_unknown_id_is_nowhere(index, missing):
    assert index.number(missing) == -1


def test_ids_of_one_source_may_be_numbers_and_words(tmp_path):
    build(tmp_path / "x", [record("ne:5", "Five"), record("ne:river:nile", "Nile"), record("ne:4000000000", "Big")])
    index = Index(tmp_path / "x")
    for place_id in ("ne:5", "ne:river:nile", "ne:4000000000"):
        assert index.place_id(index.number(place_id)) == place_id


def test_spelling_is_the_gazetteers_own(index):
    number = index.number("geonames:7")
    assert index.spelling(index.sketch(number), "RABWA", MatchKind.EXACT) == "Rabwa"
    assert index.spelling(index.sketch(number), "ar-rabwah", MatchKind.EXACT) == "Ar Rabwah"
    assert index.spelling(index.sketch(number), "Rabua", MatchKind.FOLDED) in {"Ar Rabwah", "Rabwa", "Er Rabua"}
    assert index.spelling(index.sketch(index.number("geonames:3")), "alanders", MatchKind.DEMONYM) == "Alanders"


def test_the_first_record_of_an_id_stays_and_later_ones_add_names(tmp_path):
    with IndexWriter(tmp_path / "x", (SOURCE,)) as writer:
        writer.add(record("geonames:1", "First", at=(1.0, 1.0), population=7))
        writer.add(record("geonames:2", "Other"))
        writer.add(record("geonames:1", "Second", at=(2.0, 2.0), population=9, demonyms=("Secondian",)))
        report = writer.finish()
    index = Index(tmp_path / "x")
    place = index.place(index.number("geonames:1"))
    assert (report.places, report.duplicates) == (2, 1)
    assert (place.name, place.lon, place.population) == ("First", 1.0, 7)
    assert ids(index, "Second") == [("geonames:1", "exact")]
    assert ids(index, "Secondian") == [("geonames:1", "demonym")]


def test_names_may_follow_and_say_what_they_are(tmp_path):
    with IndexWriter(tmp_path / "x", (SOURCE,)) as writer:
        number = writer.add(record("geonames:1", "Kief", romanised=False))
        writer.add_name(number, "Kyiv", NameRole.DISPLAY)
        writer.add_name(number, "Київ", NameRole.LOCAL)
        writer.add_name(number, "Kyivan", NameRole.DEMONYM)
        writer.finish()
    index = Index(tmp_path / "x")
    place = index.place(0)
    assert (place.name, place.local_name) == ("Kyiv", "Київ")
    assert index.further_names(0) == (["Kief"], ["Kyivan"])


def test_names_are_one_a_reader_and_made_plain(tmp_path):
    build(tmp_path / "x", [record("t:1", "Two  Words\n", "two words", "TWO-WORDS", "Zwei\x1fWorte", " ", "x" * 5000)])
    index = Index(tmp_path / "x")
    names, _ = index.further_names(0)
    assert index.display_name(0) == "Two Words"
    assert names[0] == "Zwei Worte"
    assert len(names) == 2
    assert len(names[1]) < 1000


@pytest.mark.parametrize("at", [(0.0, 91.0), (181.0, 0.0), (float("nan"), 0.0), (0.0, float("inf"))])
def test_places_must_lie_on_earth(tmp_path, at):
    with IndexWriter(tmp_path / "x", (SOURCE,)) as writer, pytest.raises(GazetteerError, match="no point on Earth"):
        writer.add(record("t:1", "Nowhere", at=at))
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("place_id", ["", "7", ":", "geonames:"])
def test_places_must_have_an_id(tmp_path, place_id):
    with IndexWriter(tmp_path / "x", (SOURCE,)) as writer, pytest.raises(GazetteerError, match="no id"):
        writer.add(record(place_id, "Nameless"))


def test_an_empty_index_is_an_index(tmp_path):
    assert build(tmp_path / "x", []).places == 0
    index = Index(tmp_path / "x")
    assert (len(index), index.find("Paris"), index.number("geonames:1")) == (0, (), -1)


def test_a_failure_leaves_what_was_there(tmp_path):
    target = tmp_path / "x"
    build(target)
    before = target.read_bytes()
    with pytest.raises(GazetteerError), IndexWriter(target, (SOURCE,)) as writer:
        writer.add(replace(RECORDS[0], lat=91.0))
    assert target.read_bytes() == before
    assert list(tmp_path.iterdir()) == [target]


def test_a_folder_is_no_target(tmp_path):
    with pytest.raises(GazetteerError, match="folder"), IndexWriter(tmp_path, (SOURCE,)):
        pass


def test_same_records_same_bytes(tmp_path):
    made = set()
    for seed in ("0", "1", "2"):
        path = tmp_path / seed / "x"
        script = os.path.join(os.path.dirname(__file__), "tiny_index.py")  # noqa: PTH118, PTH120 - a path for a process
        subprocess.run([sys.executable, script, str(path)], check=True, env={**os.environ, "PYTHONHASHSEED": seed})
        made.add(path.read_bytes())
    assert len(made) == 1


def test_a_large_index_is_cut_into_shards_and_answers_alike(tmp_path, monkeypatch):
    from deconflict_map.gazetteer.indexing import sharding  # noqa: PLC0415 - only to change its limit

    build(tmp_path / "one")
    monkeypatch.setattr(sharding, "ONE_TRIE_UP_TO", 0)
    build(tmp_path / "many")
    one, many = Index(tmp_path / "one"), Index(tmp_path / "many")
    for name in [name for one_record in RECORDS for name in (*one_record.names, *one_record.demonyms)]:
        assert ids(one, name) == ids(many, name)
    for number in range(len(one)):
        assert one.place(number) == many.place(number)


NAMES = st.text(alphabet="abdehkoruAZ ’-.éяا", min_size=1, max_size=8)


@given(st.lists(st.tuples(NAMES, st.integers(0, 50), st.booleans()), max_size=12), NAMES)
@settings(max_examples=60, deadline=None)
def test_find_agrees_with_comparing_every_name(tmp_path_factory, rows, query):
    records = [
        record(f"t:{at}", name, population=people, romanised=romanised)
        for at, (name, people, romanised) in enumerate(rows)
        if light_key(name)
    ]
    path = tmp_path_factory.mktemp("given") / "x"
    build(path, records)
    found = ids(Index(path), query)
    expected = {one.id: kind for one in records if (kind := _meets(one, query))}
    assert dict(found) == expected
    people = {one.id: one.population for one in records}
    assert found == sorted(found, key=lambda hit: (hit[1] != "exact", -people[hit[0]]))


def _meets(one, query):
    if not light_key(query) or (is_acronym(one.name) and not is_acronym(query)):
        return None
    if light_key(one.name) == light_key(query):
        return "exact"
    folds = one.romanised or has_variable_word(light_key(one.name))
    same = folded_key(query) in folded_keys(one.name)
    return "folded" if folds and same and folded_key(query) and not is_acronym(one.name) else None


WORDS = st.lists(
    st.sampled_from(["Ar", "al", "Rabwah", "Rabwa", "Long", "River", "Springfield", "Alandic", "the", "de"]),
    min_size=1,
    max_size=6,
)


@given(WORDS, st.lists(st.sampled_from([" ", "-", "-’", "’"]), min_size=5, max_size=5))
@settings(max_examples=200, deadline=None)
def test_the_scan_finds_what_asking_for_every_stretch_finds(index, words, gaps):
    text, ends = "", []
    for word, gap in zip(words, [*gaps, ""], strict=False):
        text += word
        ends.append(len(text))
        text += gap
    expected = tuple(end for end in reversed(ends) if index.find(text[:end]))
    assert name_ends(index, text, ends) == expected


def test_kinds_are_counted(index):
    counts = index.count_kinds()
    assert counts[PlaceKind.POPULATED.value] == sum(one.kind is PlaceKind.POPULATED for one in RECORDS)
    assert sum(counts.values()) == len(index)
