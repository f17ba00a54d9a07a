"""Files of lines → true lines: what counts, what doesn't, and which half it belongs to."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from geographiclib.geodesic import Geodesic

from deconflict_map.calibration.truths import Half, Kind, read_truths
from deconflict_map.errors import InputRefusedError

if TYPE_CHECKING:
    from pathlib import Path

_LAND = "ne_10m_admin_0_boundary_lines_land.geojson"
_DISPUTED = "ne_10m_admin_0_boundary_lines_disputed_areas.geojson"
_RIVERS = "ne_10m_rivers_mesopotamia.geojson"


def _write(folder: Path, **lines: list[tuple[dict[str, str | None], list[list[float]]]]) -> None:
    for name, key in ((_LAND, "land"), (_DISPUTED, "disputed"), (_RIVERS, "rivers")):
        features = [
            {"type": "Feature", "properties": properties, "geometry": {"type": "LineString", "coordinates": at}}
            for properties, at in lines.get(key, [])
        ]
        (folder / name).write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")


def _border(left: str, right: str, at: list[list[float]]) -> tuple[dict[str, str | None], list[list[float]]]:
    return {"featurecla": "International boundary", "name": None, "adm0_left": left, "adm0_right": right}, at


def test_pieces_of_one_border_are_one_line(tmp_path: Path) -> None:
    _write(tmp_path, land=[_border("A", "B", [[0, 0], [1, 0]]), _border("B", "A", [[1, 0], [2, 0]])])
    (truth,) = read_truths(tmp_path)
    assert truth.kind is Kind.BORDER
    assert truth.chord_m == pytest.approx(Geodesic.WGS84.Inverse(0, 0, 0, 2)["s12"], rel=1e-6)
    assert truth.length_m == pytest.approx(truth.chord_m, rel=1e-6)


@pytest.mark.parametrize(
    ("at", "why"),
    [
        ([[0, 0], [0.1, 0]], "11 km: within the error of the data"),
        ([[0, 0], [20, 0]], "2,200 km: nobody describes it by its ends"),
        ([[0, 0], [3, 0], [3, 3], [0, 3], [0, 0.5]], "nearly closes"),
    ],
)
def test_lines_that_nobody_describes_by_their_ends_are_left_out(
    tmp_path: Path, at: list[list[float]], why: str
) -> None:
    _write(tmp_path, land=[_border("A", "B", at)])
    assert read_truths(tmp_path) == (), why


def test_a_line_over_the_antimeridian_stays_whole(tmp_path: Path) -> None:
    _write(tmp_path, rivers=[({"name": "R"}, [[179.0, 65.0], [181.0, 65.5]])])
    (truth,) = read_truths(tmp_path)
    assert truth.chord_m == pytest.approx(Geodesic.WGS84.Inverse(65.0, 179.0, 65.5, -179.0)["s12"], rel=1e-6)


def test_the_half_depends_on_the_name_alone(tmp_path: Path) -> None:
    names = [chr(65 + number) for number in range(26)]
    _write(tmp_path, rivers=[({"name": name}, [[0, number], [1, number]]) for number, name in enumerate(names)])
    halves = {truth.name: truth.half for truth in read_truths(tmp_path)}
    _write(tmp_path, rivers=[({"name": name}, [[5, 0], [6, number]]) for number, name in enumerate(names[:3])])
    assert all(truth.half is halves[truth.name] for truth in read_truths(tmp_path))
    assert set(halves.values()) == {Half.FIT, Half.TEST}


def test_a_folder_without_the_files_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputRefusedError, match="give the folder"):
        read_truths(tmp_path)
