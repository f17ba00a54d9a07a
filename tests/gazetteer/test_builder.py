from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import zlib
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import shapely
import tiny_build

from deconflict_map.errors import GazetteerError
from deconflict_map.gazetteer import open_gazetteer
from deconflict_map.gazetteer.builder import natural_earth
from deconflict_map.gazetteer.builder.cities import read_cities, read_feature_codes
from deconflict_map.gazetteer.builder.divisions import Polygon, Subdivision, read_divisions
from deconflict_map.gazetteer.builder.mainstem import join_pieces
from deconflict_map.gazetteer.builder.rivers import read_rivers
from deconflict_map.gazetteer.builder.supplement import add_names, cut_reaches
from deconflict_map.gazetteer.builder.tables import read_table
from deconflict_map.gazetteer.builder.wording import distinct_names, keep_name
from deconflict_map.gazetteer.builder.writer import write_artefact
from deconflict_map.model.place import MatchKind, PlaceKind


def test_builds_are_byte_equal_whatever_the_hash_seed(tmp_path):
    script = Path(tiny_build.__file__)
    artefacts = []
    for seed in ("0", "1", "424242"):
        path = tmp_path / f"{seed}.gpkg"
        environment = os.environ | {"PYTHONHASHSEED": seed, "TZ": f"UTC+{len(seed)}"}
        subprocess.run([sys.executable, str(script), str(path)], check=True, env=environment)
        artefacts.append(path.read_bytes())
    assert artefacts[0] == artefacts[1] == artefacts[2]


def test_records_in_another_order_give_the_same_bytes(tmp_path):
    tiny_build.build(tmp_path / "a.gpkg")
    backwards = tiny_build.RECORDS[::-1]
    write_artefact(tmp_path / "b.gpkg", backwards, tiny_build.BORDERS, tiny_build.WORLD, (tiny_build.SOURCE,))
    assert (tmp_path / "a.gpkg").read_bytes() == (tmp_path / "b.gpkg").read_bytes()


def test_a_tiny_artefact_answers(tmp_path):
    tiny_build.build(tmp_path / "a.gpkg")
    atlas = open_gazetteer(tmp_path / "a.gpkg")
    assert [match.kind for match in atlas.lookup("al-Rabwa")] == [MatchKind.FOLDED]
    assert atlas.lookup("Alandic")[0].kind is MatchKind.DEMONYM
    assert atlas.lookup("al") == ()
    assert atlas.lookup("AL")[0].place.id == "t:1"
    assert atlas.begins_name("Long") >= 2
    assert atlas.neighbours("BB") == ("AA",)
    assert atlas.shape("t:3").equals(tiny_build.RIVER)
    assert len(atlas.basemap((0.0, 0.0, 1.0, 1.0)).features) == 5  # world, country, border, stream, town


def test_a_failed_build_leaves_the_old_artefact_and_no_rubbish(tmp_path):
    path = tmp_path / "a.gpkg"
    tiny_build.build(path)
    before = path.read_bytes()
    broken = replace(tiny_build.RECORDS[0], name=None)
    with pytest.raises(GazetteerError, match="can't write"):
        write_artefact(path, (broken,), (), (), (tiny_build.SOURCE,))
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["a.gpkg"]


@pytest.mark.parametrize(
    ("name", "kept", "why"),
    [
        ("Deir ez-Zor", True, "a name"),
        ("دير الزور", True, "a name in another script"),
        ("東京", True, "two letters are a whole name in Chinese"),
        ("https://en.wikipedia.org/wiki/Raqqa", False, "a link"),
        ("DEZ", False, "an airport's code"),
        ("SYDEZ", False, "a UN/LOCODE"),
        ("12345", False, "digits"),
        ("Ai", False, "two Latin letters"),
        ("alrqt", False, "a machine transliteration: no capital"),
        ("Hashoko *", False, "a mark of the compilers"),
        ("", False, "nothing"),
    ],
)
def test_only_usable_names_are_kept(name, kept, why):
    assert keep_name(name) is kept, why


def test_names_that_read_the_same_are_kept_once():
    assert distinct_names(["Ar-Raqqah", "ar raqqah", "Raqqa"]) == ("Ar-Raqqah", "Raqqa")


def test_pieces_are_joined_over_a_border_whatever_their_direction():
    pieces = [((2.0, 0.0), (1.0, 0.0)), ((2.001, 0.0), (3.0, 1.0)), ((0.0, 0.0), (1.0, 0.0))]
    (river,) = join_pieces(pieces)
    assert {river.stem[0], river.stem[-1]} == {(0.0, 0.0), (3.0, 1.0)}
    assert river.branches == ()


def test_the_longest_way_is_the_stem_and_long_arms_are_branches():
    pieces = [((0.0, 0.0), (1.0, 0.0)), ((1.0, 0.0), (3.0, 0.0)), ((1.0, 0.0), (1.0, 0.5)), ((1.0, 0.0), (1.1, -0.1))]
    (river,) = join_pieces(pieces)
    assert set(river.stem) == {(0.0, 0.0), (1.0, 0.0), (3.0, 0.0)}
    assert river.branches == (((1.0, 0.0), (1.0, 0.5)),)


def test_namesakes_far_apart_are_two_rivers():
    assert len(join_pieces([((0.0, 0.0), (1.0, 0.0)), ((50.0, 0.0), (51.0, 0.0))])) == 2


def test_a_loop_is_its_own_stem():
    loop = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 0.0))
    assert join_pieces([loop])[0].stem == loop


def river_maps(path, line, heights):
    """A map database of one country, in the layout of pyworldatlas: closed lines, elevations south row first."""
    payload = {
        "rivers": [{"name": "Test", "points": [*line, line[0]]}],
        "elevation": np.array(heights, dtype="<i2").tobytes().hex(),
        "rows": len(heights), "columns": len(heights[0]), "west": 0.0, "south": 0.0,
        "longitudeStep": 1.0, "latitudeStep": 1.0,
    }  # fmt: skip
    database = sqlite3.connect(path)
    database.execute("CREATE TABLE country_map (alpha2 TEXT, payload BLOB)")
    database.execute("INSERT INTO country_map VALUES ('AA', ?)", (zlib.compress(json.dumps(payload).encode()),))
    database.commit()
    database.close()


@pytest.mark.parametrize(
    ("heights", "mouth", "ends", "flow"),
    [
        ([[10], [300]], "", (0.5, 0.5), "elevation"),  # drawn northwards, but the north is higher
        ([[300], [10]], "", (0.5, 1.5), "elevation"),
        ([[10], [11]], "", (0.5, 1.5), "unknown"),  # too flat to tell: as drawn
        ([[300], [10]], "Test,0.5,0.5,a map", (0.5, 0.5), "supplement"),  # the hand-kept table is stronger
    ],
)
def test_rivers_are_opened_and_turned_downstream(tmp_path, heights, mouth, ends, flow):
    river_maps(tmp_path / "maps.sqlite3", [[0.5, 0.5], [0.5, 1.0], [0.5, 1.5]], heights)
    (tmp_path / "flow.csv").write_text(f"river,mouth_lon,mouth_lat,source\n{mouth}\n", encoding="utf-8")
    (river,) = read_rivers(tmp_path / "maps.sqlite3", tmp_path)
    assert river.shape.flow == flow
    assert river.shape.geometry.coords[-1] == ends
    assert len(river.shape.geometry.coords) == 3


def subdivision(row, name, level, parent="", geonames=""):
    return Subdivision(row=row, name=name, iso=f"FR-{name[0]}", code=f"FR.{row}", geonames=geonames, type="Region",
                       aliases=(), level=level, parent=parent)  # fmt: skip


def polygon(west, geonames):
    properties = {"gn_id": geonames, "name": f"P{geonames}", "ne_id": geonames, "longitude": west, "latitude": 0.5}
    return Polygon(properties=properties, geometry=shapely.box(west, 0, west + 1, 1), error_m=1.0)


def test_a_division_without_a_polygon_takes_the_union_of_its_parts():
    rows = [
        subdivision("1", "Whole", "1", geonames="10"),
        subdivision("2", "Part", "2", parent="1", geonames="11"),
        subdivision("3", "Quart", "2", parent="1", geonames="12"),
    ]
    records = {r.id: r for r in read_divisions(rows, [polygon(0, 11), polygon(1, 12), polygon(5, 99)], {}, {})}
    assert records["geonames:10"].shape.geometry.equals(shapely.box(0, 0, 2, 1))
    assert records["geonames:10"].names[0] == "Whole"
    assert "Whole Region" in records["geonames:10"].names
    assert records["ne:99"].feature == "ADMD"


def test_a_division_without_any_polygon_stands_at_its_seat():
    (record,) = read_divisions([subdivision("1", "Whole", "1", geonames="10")], [], {"FR.1": (2.0, 48.0)}, {})
    assert (record.lon, record.lat, record.shape) == (2.0, 48.0, None)


def test_neighbours_still_share_their_border_when_simplified():
    wiggle = [(1 + 0.001 * (i % 2), i / 100) for i in range(101)]
    left = shapely.Polygon([(0, 0), *wiggle, (0, 1)])
    right = shapely.Polygon([(2, 0), *wiggle, (2, 1)])
    (one, _), (other, _) = natural_earth.simplify_coverage(
        [left, right], ["AA", "BB"], frozenset(), natural_earth.WORLD_COUNTRIES
    )
    assert shapely.get_num_coordinates(one) < 20
    assert one.intersection(other).area == 0
    assert one.union(other).area == pytest.approx(2.0, abs=1e-3)


def test_towns_in_scope(tmp_path):
    town = {"name": "Town", "latitude": 1.0, "longitude": 2.0, "countrycode": "FR", "population": 1000,
            "admin1code": "11", "alternatenames": ["Villa", "TWN"]}  # fmt: skip
    table = {
        "1": town,
        "2": town | {"countrycode": "SY"},
        "3": town | {"population": 50_000},
        "4": town,
        "5": town | {"countrycode": "SY"},
    }
    path = tmp_path / "cities.json"
    path.write_text(json.dumps(table), encoding="utf-8")
    row = "\t".join(["4", *[""] * 6, "PPLA", *[""] * 11])
    gone = row.replace("4", "5", 1).replace("PPLA", "PPLW")
    records = read_cities(path, read_feature_codes(f"{row}\n{gone}\n".encode()), {})
    assert [(r.id, r.feature) for r in records] == [
        ("geonames:2", "PPL"), ("geonames:3", "PPL"), ("geonames:4", "PPLA")
    ]  # fmt: skip
    assert records[0].names == ("Town", "Villa")


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


def test_a_spelling_for_an_unknown_place_is_told(tmp_path):
    (tmp_path / "names.csv").write_text("id,names,local_name,source\nt:9,Nowhere,,me\n", encoding="utf-8")
    with pytest.raises(GazetteerError, match="t:9"):
        add_names(tmp_path, tiny_build.RECORDS)


def test_a_reach_of_an_unknown_river_is_told(tmp_path):
    header = "id,river,from_lon,from_lat,to_lon,to_lat,source"
    (tmp_path / "reaches.csv").write_text(f"{header}\nt:1,t:9,0,0,1,1,me\n", encoding="utf-8")
    with pytest.raises(GazetteerError, match="t:9"):
        cut_reaches(tmp_path, tiny_build.RECORDS)


def test_a_reach_runs_with_its_river(tmp_path):
    header = "id,river,from_lon,from_lat,to_lon,to_lat,source"
    (tmp_path / "reaches.csv").write_text(f"{header}\nt:v,t:3,0.75,0.25,0.25,0.75,me\n", encoding="utf-8")
    valley = tiny_build.record("t:v", "Long Valley", PlaceKind.VALLEY)
    reach = cut_reaches(tmp_path, [*tiny_build.RECORDS, valley])[-1]
    assert reach.shape.geometry.equals_exact(shapely.LineString([(0.25, 0.75), (0.75, 0.25)]), 1e-9)
    assert (reach.lon, reach.lat) == (0.5, 0.5)
