"""Every format holds the same marks: read back by other readers than ours."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import fastkml
import lxml.etree
import pandas as pd
import pyogrio
import pytest
import shapely
from hostile_strings import HOSTILE
from readers import KML, READERS, columns_of, data, placemarks
from rendered_sample import reading

from deconflict_map.description import locate
from deconflict_map.errors import OutputError, UsageError
from deconflict_map.export.csv_file import to_csv
from deconflict_map.export.files import save_file
from deconflict_map.export.georeference import TERMS
from deconflict_map.export.looks import looks
from deconflict_map.export.table import rows
from deconflict_map.geodesy import split
from deconflict_map.model.claim import Status

ROOT = Path(__file__).parents[2]
TABLES = (".csv", ".gpkg", ".fgb", ".parquet", ".kml", ".geojsons", ".geojsonl")


@pytest.fixture(scope="module")
def maps(account, gazetteer):
    """Readings with their rows: an account, every kind of mark, a described point, a line, ground past 180°."""
    sample = reading()
    described = [
        locate(words, gazetteer=gazetteer)
        for words in ("within 55 km of At Tanf", "from Raqqa to Deir ez-Zor", "within 200 km of Taveuni")
    ]
    return [(account, account.table), (sample, rows(sample)), *((one, one.table) for one in described)]


def saved(found, table, folder, suffix):
    path = folder / f"m{suffix}"
    if suffix == ".geojson":
        path.write_text(found.to_geojson() if hasattr(found, "to_geojson") else _geojson(found), encoding="utf-8")
    else:
        save_file(found, table, path)
    return path


def _geojson(found):
    from deconflict_map.export.geojson import to_geojson  # noqa: PLC0415 -- only for what isn't a document

    return to_geojson(found)


@pytest.mark.parametrize("suffix", READERS)
def test_every_format_has_the_same_ids_and_geometries(maps, tmp_path, suffix):
    for found, table in maps:
        read = READERS[suffix](saved(found, table, tmp_path, suffix))
        assert len(read) == len(table)
        shapes = dict(read)
        assert set(shapes) == {row.id for row in table}
        if suffix not in {".gpkg", ".kml"}:  # they have a layer or folder a kind
            assert [name for name, _ in read] == [row.id for row in table]
        for row in table:
            if row.geometry is None:
                assert shapes[row.id] is None
            else:
                assert shapely.hausdorff_distance(shapes[row.id], split(row.geometry)) < 1e-5
                assert shapes[row.id].bounds[0] >= -180
                assert shapes[row.id].bounds[2] <= 180


@pytest.mark.parametrize("suffix", TABLES)
def test_every_table_has_all_columns_and_whom_to_credit(maps, tmp_path, suffix):
    for found, table in maps[:2]:
        frame = columns_of(saved(found, table, tmp_path, suffix))
        own = suffix in {".kml", ".geojsons", ".geojsonl"}  # these have the geometry as one already
        assert (set(TERMS) - ({"footprintWKT"} if own else set())) <= set(frame.columns)
        for source in found.sources:
            assert frame["rights"].str.contains(source.attribution, regex=False).all()
        by_id = frame.set_index("id")
        for row in table:
            assert by_id.loc[row.id, "title"] == row.title
            assert str(by_id.loc[row.id, "status"] or "") == row.status


@pytest.mark.parametrize("suffix", [".gpkg", ".kml", ".fgb", ".parquet"])
def test_statement_and_licences_stand_in_the_file_itself(account, tmp_path, suffix):
    path = saved(account, account.table, tmp_path, suffix)
    if suffix == ".kml":
        told = " ".join(lxml.etree.parse(path).getroot()[0].find(f"{KML}ExtendedData").itertext())
    elif suffix == ".parquet":
        from pyarrow import parquet  # noqa: PLC0415 -- an extra

        held = parquet.read_schema(path).metadata
        told = f"{held[b'statement'].decode()} {held[b'licences'].decode()}"
        assert b"geo" in held
    else:
        info = pyogrio.read_info(path, layer=pyogrio.list_layers(path)[0][0])
        told = str({**(info["layer_metadata"] or {}), **(info["dataset_metadata"] or {})})
    assert "not an observation" in told
    for source in account.sources:
        assert source.licence in told


@pytest.mark.parametrize("suffix", TABLES)
def test_the_same_rows_give_the_same_bytes(account, tmp_path, suffix):
    first = saved(account, account.table, tmp_path, suffix).read_bytes()
    assert saved(account, account.table, tmp_path, suffix).read_bytes() == first
    assert [path.name for path in tmp_path.iterdir()] == [f"m{suffix}"]


def test_the_same_rows_give_the_same_bytes_anywhere():
    code = (
        "import sys, hashlib, tempfile; sys.path.insert(0, 'tests/render'); from pathlib import Path;"
        "from rendered_sample import reading; from deconflict_map.export.table import rows;"
        "from deconflict_map.export.files import save_file;"
        "folder = Path(tempfile.mkdtemp()); found = reading(); table = rows(found)\n"
        f"for suffix in {(*TABLES, '.lpf.json', '.annotations.jsonld')!r}:\n"
        "    path = folder / f'm{suffix}'; save_file(found, table, path)\n"
        "    print(suffix, hashlib.sha256(path.read_bytes()).hexdigest())"
    )
    told = [
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("77", "Pacific/Kiritimati"))
    ]
    assert told[0] == told[1]
    assert len(told[0].splitlines()) == len(TABLES) + 2


# --- text is hostile


def hostile_table():
    """A row for every hostile string, in every column that words of a text can reach."""
    row = rows(reading())[-1]
    names = ("title", "quote", "speakers", "denied_by", "why_not", "uncertainty", "withheld")
    return [
        replace(row, id=f"zone-{number}/core", **dict.fromkeys(names, words)) for number, words in enumerate(HOSTILE)
    ]


@pytest.mark.parametrize("suffix", TABLES)
def test_hostile_words_are_words_in_every_format(tmp_path, suffix):
    table = hostile_table()
    said = replace(reading(), article=replace(reading().article, title=HOSTILE[14], source="\0\ud800</name>]]>"))
    frame = columns_of(saved(said, table, tmp_path, suffix)).set_index("id")
    assert len(frame) == len(table)
    for row in table:
        title = str(frame.loc[row.id, "title"] or "")
        letters = re.sub(r"[^\w]", "", row.title, flags=re.ASCII)
        assert letters in re.sub(r"[^\w]", "", title, flags=re.ASCII)


def test_kml_holds_no_markup_of_the_text(tmp_path):
    path = saved(reading(), hostile_table(), tmp_path, ".kml")
    known = {"p"}
    for mark in placemarks(path):
        described = mark.findtext(f"{KML}description")
        tags = re.findall(r"</?([^\s>/]*)", described)
        assert set(tags) <= known, "a description is HTML to those who show it"
    assert fastkml.KML.parse(str(path)) is not None


def test_kml_is_kml_to_a_reader_that_holds_it_to_the_schema(maps, tmp_path):
    for found, table in maps:
        path = saved(found, table, tmp_path, ".kml")
        (document,) = fastkml.KML.parse(str(path)).features  # raises for what the standard's schema doesn't allow
        marks = [mark for folder in document.features for mark in folder.features]
        names = {data.name: data.value for data in marks[0].extended_data.elements}
        assert {"id", "kind", "rights"} <= set(names)
        assert sorted(mark.name for mark in marks) == sorted(row.title for row in table)
        assert sum(mark.geometry is not None for mark in marks) == sum(row.geometry is not None for row in table)


def test_geoparquet_says_what_it_is(account, tmp_path):
    from pyarrow import parquet  # noqa: PLC0415 -- an extra

    held = parquet.read_schema(saved(account, account.table, tmp_path, ".parquet"))
    geo = json.loads(held.metadata[b"geo"])
    assert geo["version"] == "1.1.0"
    assert geo["columns"][geo["primary_column"]]["encoding"] == "WKB"
    assert geo["columns"][geo["primary_column"]]["crs"]["id"] == {"authority": "EPSG", "code": 4326}


RUN = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"]


@pytest.mark.parametrize("words", RUN)
def test_no_cell_is_run_by_a_spreadsheet(account, tmp_path, words):
    summed = replace(account.table[0].georeference, locality=words, remarks=words, sources=words, rights=words)
    row = replace(account.table[0], title=words, quote=words, georeference=summed)
    cells = columns_of(saved(account, [row], tmp_path, ".csv")).iloc[0]
    for name in ("title", "quote", "verbatimLocality", "georeferenceRemarks", "georeferenceSources", "rights"):
        assert cells[name][0] == "'"
    assert not any(cell.startswith(tuple("=+@\t\r\n")) for cell in cells)


def test_commas_quotes_and_line_ends_come_back_whole(account, tmp_path):
    words = 'a "b", c\nd'
    path = tmp_path / "m.csv"
    path.write_text(to_csv([replace(account.table[0], title=words)]), encoding="utf-8", newline="")
    assert pd.read_csv(path)["title"][0] == words


# --- GeoPackage and its styles


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    found = reading()
    return saved(found, rows(found), tmp_path_factory.mktemp("gpkg"), ".gpkg")


def test_a_geopackage_has_a_layer_a_kind_each_of_one_type(package):
    layers = {name: kind for name, kind in pyogrio.list_layers(package) if name != "layer_styles"}
    assert layers == {
        "places": "Point",
        "lines": "MultiLineString",
        "line_areas": "MultiPolygon",
        "zones": "MultiPolygon",
    }


def styles(package):
    with sqlite3.connect(package) as database:
        found = database.execute(
            "select f_table_name, f_geometry_column, useAsDefault, update_time, styleQML from layer_styles"
        )
        return found.fetchall()


def test_every_layer_has_a_default_style_as_qgis_writes_it(package):
    found = {name: (column, default, time) for name, column, default, time, _ in styles(package)}
    assert set(found) == {name for name, _ in pyogrio.list_layers(package)} - {"layer_styles"}
    for column, default, time in found.values():
        assert column == "geom"
        assert default == 1
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", time), "QGIS asks for milliseconds"


def test_styles_tell_every_status_and_level(package):
    for name, *_, qml in styles(package):
        root = lxml.etree.fromstring(qml.encode())
        symbols = {one.get("name") for one in root.find("renderer-v2/symbols")}
        rules = list(root.iter("rule"))
        assert {rule.get("symbol") for rule in rules} - {None} == symbols
        filters = " ".join(rule.get("filter", "") for rule in rules)
        if name != "places":
            assert 'NOT "drawable"' in filters
            assert all(f"'{status.value}'" in filters for status in Status)
        if name in {"zones", "line_areas", "point_areas"}:
            assert "LinePatternFill" in qml
            assert all(f"'{level}'" in filters for level in ("support", "likely", "core", "band50", "band90"))


def test_styles_have_the_colours_of_the_page():
    css = (ROOT / "src/deconflict_map/render/assets/map.css").read_text(encoding="utf-8")
    light = css.split("@media")[0]
    page = dict(re.findall(r"--dcm-(\w+): (#[0-9a-f]{6});", light))
    assert {look.name: look.colour for look in looks().classes} == {
        look.name: page[look.name] for look in looks().classes
    }
    assert looks().place.colour == page["place"]
    for level in looks().levels:
        found = re.search(rf"\.dcm-level-{level.level.value} \{{[^}}]*fill-opacity: (?:calc\()?(\.\d+)", css)
        assert found is None or float(found[1]) == pytest.approx(level.fill)


def test_every_status_has_one_class():
    listed = [status for look in looks().classes for status in look.statuses]
    assert sorted(listed) == sorted(status.value for status in Status)


def test_reading_a_package_leaves_nothing_beside_it(package):
    for name, _ in pyogrio.list_layers(package):
        pyogrio.read_dataframe(package, layer=name)
    assert [path.name for path in package.parent.iterdir()] == [package.name]


def test_places_in_doubt_look_so(tmp_path):
    found = reading()
    row = next(row for row in rows(found) if row.kind == "place" and row.geometry is not None)
    town = replace(row, confidence=0.95, georeference=replace(row.georeference, where_prec=1))
    wide = replace(town, georeference=replace(town.georeference, where_prec=6))
    coarse = replace(town, georeference=replace(town.georeference, where_prec=None))
    table = [replace(one, id=f"place-{n}") for n, one in enumerate((town, replace(town, confidence=0.5), wide, coarse))]
    path = saved(found, table, tmp_path, ".kml")
    assert [mark.findtext(f"{KML}styleUrl") for mark in placemarks(path)] == ["#place", *["#place-in-doubt"] * 3]
    (qml,) = [qml for name, *_, qml in styles(saved(found, table, tmp_path, ".gpkg")) if name == "places"]
    filters = [rule.get("filter") for rule in lxml.etree.fromstring(qml.encode()).iter("rule")]
    assert filters == ['"confidence" < 0.8 OR "where_prec" IS NULL OR "where_prec" > 2', "ELSE"]


def test_a_package_is_sound(package):
    with sqlite3.connect(package) as database:
        assert database.execute("pragma integrity_check").fetchone() == ("ok",)
        assert database.execute("pragma application_id").fetchone()[0] == int.from_bytes(b"GPKG", "big")
        listed = {name for (name,) in database.execute("select table_name from gpkg_contents")}
    assert "layer_styles" in listed


def test_mixed_geometries_of_a_kind_are_kept(tmp_path):
    found = reading()
    row = next(row for row in rows(found) if row.kind == "zone")
    table = [row, replace(row, id="zone-9/core", geometry=shapely.MultiPoint([(1, 1), (2, 2)]))]
    path = saved(found, table, tmp_path, ".gpkg")
    assert {name for name, _ in READERS[".gpkg"](path)} == {row.id, "zone-9/core"}


@pytest.mark.parametrize(
    "shape",
    [
        shapely.LineString([(0, 0), (0, 0)]),
        shapely.LineString([(0, 0), (1e-9, 0)]),
        shapely.Polygon([(0, 0), (0, 0), (0, 0)]),
        shapely.Polygon([(0, 0), (1, 1), (0, 1), (1, 0)]),
        shapely.GeometryCollection([shapely.Point(0, 0), shapely.LineString([(0, 0), (1, 1)])]),
    ],
    ids=["no length", "hardly any", "no area", "a bow", "a mixture"],
)
@pytest.mark.parametrize("suffix", TABLES)
def test_odd_geometries_are_written_somehow(tmp_path, shape, suffix):
    found = reading()
    table = [replace(rows(found)[-1], geometry=shape)]
    assert [name for name, _ in READERS[suffix](saved(found, table, tmp_path, suffix))] == [table[0].id]


# --- what is refused


def test_parquet_without_its_extra_names_it(account, tmp_path, monkeypatch):
    monkeypatch.setattr("deconflict_map.export.geotables.find_spec", lambda _: None)
    with pytest.raises(UsageError, match=r"deconflict-map\[parquet\]"):
        account.save(tmp_path / "m.parquet")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("suffix", TABLES)
def test_a_folder_that_isnt_there_is_told(account, tmp_path, suffix):
    with pytest.raises(OutputError, match="No such file"):
        account.save(tmp_path / "none" / f"m{suffix}")


@pytest.mark.parametrize("suffix", TABLES)
def test_a_fault_leaves_the_old_file(account, tmp_path, suffix, monkeypatch):
    path = account.save(tmp_path / f"m{suffix}")
    before = path.read_bytes()

    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OutputError, match="No space left"):
        account.save(path)
    monkeypatch.undo()
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


def test_suffixes_are_told_apart_by_the_longest(account, tmp_path):
    account.save(tmp_path / "a.doc.json")
    account.save(tmp_path / "a.json")
    assert '"format":"deconflict-map document"' in (tmp_path / "a.doc.json").read_text(encoding="utf-8")
    assert '"FeatureCollection"' in (tmp_path / "a.json").read_text(encoding="utf-8")
    assert data(next(placemarks(account.save(tmp_path / "A.KML"))))["id"] == account.table[0].id
