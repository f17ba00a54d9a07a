from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from types import SimpleNamespace

import pytest

from deconflict_map.errors import GazetteerError
from deconflict_map.gazetteer.importers import CsvCredit, Sources, merge
from deconflict_map.gazetteer.record import Record
from deconflict_map.model.place import DataSource, Place, PlaceKind, ShapeForm

GEONAMES = DataSource(
    id="geonames", title="GeoNames cities500", version="1", licence="CC BY 4.0", attribution="© GeoNames"
)
KEPT = DataSource(id="supplement", title="Hand-kept", version="1", licence="CC BY 4.0", attribution="us")


def base_record(identifier, name, *names, **more):
    fields = {
        "kind": PlaceKind.POPULATED,
        "feature": "PPL",
        "lon": 10.0,
        "lat": 10.0,
        "source": "geonames",
        "country": "SY",
    }
    return Record(id=identifier, name=name, names=(name, *names), **{**fields, **more})


@dataclass
class Base:
    """A bundled gazetteer of a few places."""

    held: tuple[Record, ...]

    def records(self):
        return iter(self.held)

    def place(self, place_id):
        found = next((record for record in self.held if record.id == place_id), None)
        if found is None:
            return None
        return Place(id=found.id, name=found.name, kind=found.kind, feature=found.feature, lon=found.lon, lat=found.lat,
                     country=found.country, division=found.division, population=found.population, shape=ShapeForm.NONE,
                     shape_error_m=0.0, source=found.source, licence="", district=found.district)  # fmt: skip

    def sources(self):
        return (GEONAMES, KEPT)


BASE = Base((
    base_record("geonames:1", "Bundled Town", "Old Bundled", population=500, feature="PPLA", division="07"),
    base_record("geonames:2", "Kept Name", "Bundled Two"),
    base_record("geonames:3", "Syria", kind=PlaceKind.COUNTRY, feature="PCLI", demonyms=("Syrian",)),
    base_record("dm:base:1", "Hand-kept Base", kind=PlaceKind.STRUCTURE, feature="AIRB", source="supplement"),
    base_record("geonames:9", "Only Bundled"),
))  # fmt: skip


@pytest.fixture
def dump(tmp_path, dump_row, write_lines):
    """A dump that knows four places, three of which the bundled gazetteer knows as well."""
    folder = tmp_path / "geonames"
    rows = [
        dump_row(1, "Dump Town", lon="20", lat="20", population="1000"),
        dump_row(2, "Dump Two", lon="20", lat="20"),
        dump_row(3, "Syrian Arab Republic", lon="20", lat="20", code="A.PCLI"),
        dump_row(4, "Only Dump", lon="20", lat="20"),
    ]
    write_lines(folder / "SY.zip", rows)
    write_lines(
        folder / "alternateNamesV2.zip", [f"1\t{number}\ten\tEnglish {number}\t1\t\t\t\t\t" for number in (1, 2, 3)]
    )
    return folder


@pytest.fixture
def wof(tmp_path):
    path = tmp_path / "sy.jsonl"
    rows = [{"id": 1000 + number, "name": f"Wof {number}", "placetype": "locality", "lat": 30.0, "lon": 30.0,
             "concord": {"gn:id": number} if number < 10 else None, "names": {}, "current": 1} for number in (1, 4, 9, 10)]  # fmt: skip
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return path


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "own.csv"
    path.write_text("id,name,lon,lat\ngeonames:2,My Two,40,40\n,My Place,40,40\n", encoding="utf-8")
    return path


@pytest.fixture
def everything(build, supplement, dump, wof, table):
    (supplement / "names.csv").write_text(
        "id,names,source\ngeonames:1,Bundled Town,press\ngeonames:2,Kept Name,press\n", encoding="utf-8"
    )
    return build(base=BASE, geonames=dump, whosonfirst=(wof,), csv=(table,))


PRECEDENCE = [
    ("geonames:2", "My Two", 40.0, {"My Two", "Dump Two", "English 2", "Kept Name", "Bundled Two"}, "the user's table"),
    ("dm:base:1", "Hand-kept Base", 10.0, {"Hand-kept Base"}, "the supplement"),
    (
        "geonames:1",
        "Bundled Town",
        20.0,
        {"Bundled Town", "English 1", "Dump Town", "Wof 1", "Old Bundled"},
        "the dump's point under a hand-kept name",
    ),
    ("geonames:3", "Syria", 20.0, {"Syria", "English 3", "Syrian Arab Republic"}, "a country's name is hand-kept"),
    ("geonames:4", "Only Dump", 20.0, {"Only Dump", "Wof 4"}, "the dump before Who's On First"),
    ("geonames:9", "Wof 9", 30.0, {"Wof 9", "Only Bundled"}, "Who's On First before the bundled packages"),
    ("wof:1010", "Wof 10", 30.0, {"Wof 10"}, "Who's On First alone"),
]


@pytest.mark.parametrize(("identifier", "name", "lon", "names", "why"), PRECEDENCE, ids=[row[-1] for row in PRECEDENCE])
def test_who_is_trusted_most(everything, identifier, name, lon, names, why):
    atlas, _ = everything
    place = atlas.place(identifier)
    assert (place.name, place.lon) == (name, lon), why
    assert {*atlas.names(identifier), place.name} == names
    for each in names:
        assert identifier in {match.place.id for match in atlas.lookup(each)}


def test_nothing_is_twice_and_all_is_counted(everything):
    atlas, report = everything
    ids = [place.id for place in atlas.all_places()]
    assert sorted(ids) == sorted(
        {"geonames:1", "geonames:2", "geonames:3", "geonames:4", "geonames:9", "dm:base:1", "wof:1010", "csv-own:3"}
    )
    assert report.index.places == len(ids)
    assert dict(report.read) == {"csv": 2, "supplement": 1, "geonames-dump": 4, "whosonfirst": 4, "bundled": 4}
    assert report.index.duplicates == 15 - len(ids)
    atlas.verify()


def test_demonyms_of_the_bundled_gazetteer_stay(everything):
    atlas, _ = everything
    assert [match.place.id for match in atlas.lookup("Syrian")] == ["geonames:3"]


def test_what_whos_on_first_leaves_open_is_known_from_the_base(build, wof):
    atlas, _ = build(base=BASE, whosonfirst=(wof,))
    place = atlas.place("geonames:1")
    assert (place.name, place.lon) == ("Wof 1", 30.0)
    assert (place.feature, place.division, place.population) == ("PPLA", "07", 500)


def test_alone_leaves_the_base_out(build, dump):
    atlas, _ = build(geonames=dump)
    assert [place.id for place in atlas.all_places()] == ["geonames:1", "geonames:2", "geonames:3", "geonames:4"]
    assert atlas.place("geonames:1").name == "English 1"
    assert atlas.place("geonames:3").name == "English 3"


def test_code_tables_name_divisions_and_countries(build, dump, write_lines):
    write_lines(dump / "admin1CodesASCII.txt", ["SY.04\tRaqqa Governorate\tRaqqa\t1"])
    cells = ["SY", "SYR", "760", "SY", "Syria Short", *[""] * 10, "ar-SY,ku", "3", "", ""]
    write_lines(dump / "countryInfo.txt", ["#a comment", "\t".join(cells)])
    atlas, _ = build(geonames=dump)
    assert "Raqqa Governorate" in atlas.names("geonames:1")
    assert atlas.place("geonames:3").name == "Syria Short"


def test_every_place_is_credited(build, dump, wof, table):
    table.write_text("name,lon,lat,source\nA,1,2,\nB,1,2,a survey\nC,1,2,geonames\n", encoding="utf-8")
    credit = CsvCredit(licence="ODbL 1.0", attribution="Surveyors")
    atlas, _ = build(base=BASE, geonames=dump, whosonfirst=(wof,), csv=(table,), csv_credit=credit)
    sources = {source.id: source for source in atlas.sources()}
    assert {place.source for place in atlas.all_places()} <= set(sources)
    assert sources["csv:a survey"].licence == sources["csv"].licence == "ODbL 1.0"
    assert sources["csv"].attribution == "Surveyors"
    assert sources["geonames-dump"].version == "SY.zip of 2025-10-17"
    assert atlas.place("csv-own:4").licence == "CC BY 4.0", "a row of a source that is credited already"


def test_a_licence_that_isnt_stated_is_told_as_such(build, table):
    atlas, _ = build(csv=(table,))
    assert {place.licence for place in atlas.all_places()} == {"not stated"}


def test_tables_of_one_name_stay_apart(build, tmp_path):
    paths = []
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        paths.append(tmp_path / folder / "own.csv")
        paths[-1].write_text(f"name,lon,lat\nTown {folder},1,2\n", encoding="utf-8")
    atlas, _ = build(csv=tuple(paths))
    assert {place.id: place.name for place in atlas.all_places()} == {"csv-own:2": "Town a", "csv-own-2:2": "Town b"}


def test_rejects_are_written_and_noted(tmp_path, supplement, table):
    class Watcher:
        notes: tuple[str, ...] = ()

        def begin(self, step, total): ...

        def advance(self, rows): ...

        def note(self, message):
            self.notes += (message,)

    table.write_text("name,lon,lat\nA,1,2\nB,1,91\n", encoding="utf-8")
    watcher = Watcher()
    report = merge(Sources(csv=(table,), rejects=tmp_path / "rejects.csv"), tmp_path / "x.gazetteer", base=None, supplement=supplement, progress=watcher)  # fmt: skip
    assert report.skipped == 1
    assert watcher.notes == ("own.csv: skipped 1 with no latitude from -90 to 90 (line 3)",)
    assert (tmp_path / "rejects.csv").read_text(encoding="utf-8").splitlines()[1:] == [
        'own.csv,3,no latitude from -90 to 90,"B,1,91"'
    ]


FAILING = [
    (lambda files: {"csv": (files.table.with_name("none.csv"),)}, "No such file", "a missing table"),
    (lambda files: {"geonames": files.dump.with_name("none")}, "is no folder", "a missing folder"),
    (lambda files: {"whosonfirst": (files.wof.with_name("none.jsonl"),)}, "no such file", "a missing file"),
    (lambda files: {"csv": (empty(files.table, "name,lon,lat\n"),)}, "no row of it could be used", "a table of nothing"),
    (lambda files: {"csv": (empty(files.table, "name,lon,lat\nA,1,91\n"),)}, "1 skipped; .*latitude", "a table of bad rows"),
    (lambda files: {"whosonfirst": (empty(files.wof, "{}\n"),)}, "no Who’s On First record", "no record of use"),
    (lambda files: {"geonames": cut(files.dump)}, "cut short or damaged", "a dump cut short, found in the middle"),
]  # fmt: skip


def empty(path, content):
    path.write_text(content, encoding="utf-8")
    return path


def cut(folder):
    path = folder / "alternateNamesV2.zip"
    data = path.read_bytes()
    at = data.index(b"alternateNamesV2.txt") + 30  # in the packed rows: the directory at the end stays whole
    path.write_bytes(data[:at] + bytes(byte ^ 0x55 for byte in data[at : at + 8]) + data[at + 8 :])
    return folder


@pytest.mark.parametrize(("sources", "said", "why"), FAILING, ids=[row[-1] for row in FAILING])
def test_what_fails_leaves_the_old_index(build, tmp_path, dump, wof, table, sources, said, why):
    build(csv=(table,))
    old = (tmp_path / "my.gazetteer").read_bytes()
    before = sorted(tmp_path.iterdir())
    with pytest.raises(GazetteerError, match=said):
        build(**sources(SimpleNamespace(dump=dump, wof=wof, table=table)))
    assert (tmp_path / "my.gazetteer").read_bytes() == old, why
    assert sorted(tmp_path.iterdir()) == before, "nothing is left lying about"


def test_the_same_sources_give_the_same_bytes(tmp_path, dump, wof, table):
    script = (
        "import sys; from pathlib import Path\n"
        "from deconflict_map.gazetteer.importers import Sources, merge\n"
        "dump, wof, table, target = map(Path, sys.argv[1:])\n"
        "merge(Sources(csv=(table,), geonames=dump, whosonfirst=(wof,)), target, base=None, supplement=Path('.'))\n"
    )
    built = []
    for number, (seed, zone) in enumerate([("0", "UTC"), ("4711", "Asia/Kathmandu")]):
        target = tmp_path / f"{number}" / "x.gazetteer"
        target.parent.mkdir()
        subprocess.run(
            [sys.executable, "-c", script, *map(str, (dump, wof, table, target))],
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C"},
        )
        built.append(target.read_bytes())
    assert built[0] == built[1]
