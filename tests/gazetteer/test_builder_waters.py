"""Rivers, lakes and reaches: lines joined, turned downstream and named."""

from __future__ import annotations

import pytest
import shapely
from tiny_world import river_maps

from deconflict_map.errors import GazetteerError
from deconflict_map.gazetteer.builder.mainstem import join_pieces
from deconflict_map.gazetteer.builder.rivers import read_rivers
from deconflict_map.gazetteer.builder.supplement import cut_reaches
from deconflict_map.gazetteer.record import Record, Shape
from deconflict_map.model.place import PlaceKind


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


def place(identifier, kind, line=None):
    shape = Shape(geometry=shapely.LineString(line), error_m=50.0, source="test", flow="elevation") if line else None
    return Record(id=identifier, name=identifier, kind=kind, feature="X", lon=0.0, lat=0.0, source="test",
                  names=(identifier,), shape=shape)  # fmt: skip


RIVER = place("t:river", PlaceKind.STREAM, [(0.0, 1.0), (1.0, 0.0)])
REACHES = "id,river,from_lon,from_lat,to_lon,to_lat,source"


def test_a_reach_of_an_unknown_river_is_told(tmp_path):
    (tmp_path / "reaches.csv").write_text(f"{REACHES}\nt:river,t:9,0,0,1,1,me\n", encoding="utf-8")
    with pytest.raises(GazetteerError, match="t:9"):
        cut_reaches(tmp_path, [RIVER])


def test_a_reach_runs_with_its_river(tmp_path):
    (tmp_path / "reaches.csv").write_text(f"{REACHES}\nt:v,t:river,0.75,0.25,0.25,0.75,me\n", encoding="utf-8")
    reach = cut_reaches(tmp_path, [RIVER, place("t:v", PlaceKind.VALLEY)])[-1]
    assert reach.shape.geometry.equals_exact(shapely.LineString([(0.25, 0.75), (0.75, 0.25)]), 1e-9)
    assert (reach.lon, reach.lat) == (0.5, 0.5)
