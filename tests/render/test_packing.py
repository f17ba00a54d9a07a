"""Packed geometry is the geometry, rounded; the other way round is written here by hand."""

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import GeometryCollection, LineString, MultiPolygon, Point, Polygon, box

from deconflict_map.render.packing import pack, turn


def unpacked(line, decimals):
    x, y, points = 0, 0, []
    for dx, dy in zip(line[::2], line[1::2], strict=True):
        x, y = x + dx, y + dy
        points.append((x / 10**decimals, y / 10**decimals))
    return points


# In steps of 1e-7 degrees, a centimetre: no data is finer, and GEOS's own distance stumbles over 1e-260.
positions = st.tuples(
    st.integers(-1_700_000_000, 1_700_000_000).map(lambda x: x / 1e7),
    st.integers(-850_000_000, 850_000_000).map(lambda y: y / 1e7),
)


@given(st.lists(positions, min_size=2, max_size=30, unique=True), st.sampled_from([2, 4, 5]))
def test_a_line_comes_back_within_half_a_step(points, decimals):
    packed = pack(LineString(points), decimals=decimals, around=points[0][0])
    back = unpacked(packed["c"][0], decimals)
    assert packed["k"] == "L"
    step = 10**-decimals
    moved = [(x, y) for x, y in back]
    shift = moved[0][0] - points[0][0]
    assert abs(shift % 360) < step or abs(shift % 360 - 360) < step  # whole turns only
    distance = shapely.hausdorff_distance(
        LineString([(x - 360 * round(shift / 360), y) for x, y in moved] * (2 if len(moved) == 1 else 1)),
        LineString(points),
    )
    assert distance <= step


def test_holes_and_parts_are_kept():
    shape = MultiPolygon([Polygon(box(0, 0, 4, 4).exterior, [box(1, 1, 2, 2).exterior]), box(6, 6, 7, 7)])
    packed = pack(shape, decimals=3, around=3.0)
    assert packed["k"] == "P"
    assert [len(polygon) for polygon in packed["c"]] == [2, 1]
    assert unpacked(packed["c"][0][1], 3) == list(shape.geoms[0].interiors[0].coords)


DIMENSIONS = [
    (GeometryCollection([Point(1, 1), box(0, 0, 1, 1)]), "P"),  # only the area can be seen
    (GeometryCollection([GeometryCollection([LineString([(0, 0), (1, 1)])]), Point(3, 3)]), "L"),
    (Point(2, 3), "O"),
]


@pytest.mark.parametrize(("shape", "kind"), DIMENSIONS)
def test_the_highest_dimension_is_drawn(shape, kind):
    assert pack(shape, decimals=4, around=0.0)["k"] == kind


def test_nothing_packs_to_nothing():
    assert pack(GeometryCollection(), decimals=4, around=0.0) is None


def test_the_other_side_of_the_antimeridian_comes_along():
    packed = pack(LineString([(-179.9, 10), (-179, 11)]), decimals=1, around=179.0)
    assert unpacked(packed["c"][0], 1) == [(180.1, 10.0), (181.0, 11.0)]


@given(st.floats(-180, 180), st.floats(-180, 180))
def test_a_turn_brings_a_longitude_within_half_a_turn(lon, around):
    assert abs(lon + turn(lon, around) - around) <= 180.0 + 1e-9
    assert turn(lon, around) in {-360.0, 0.0, 360.0}
