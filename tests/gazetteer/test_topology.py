from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from deconflict_map.gazetteer.builder.generalise import METRES_PER_DEG, generalise
from deconflict_map.gazetteer.builder.topology import (
    STEPS_PER_DEG,
    build_geometry,
    cut_arcs,
    on_grid,
    path_points,
    without_repeats,
)

SQUARE = shapely.box(0, 0, 1, 1)


def refs(member):
    return {max(number, ~number) for part in member.parts for path in part for number in path}


def rebuilt(geometries):
    topology = cut_arcs(geometries)
    return [build_geometry(member, topology.arcs) for member in topology.members]


def test_neighbours_share_the_arc_of_their_border():
    topology = cut_arcs([shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1)])
    west, east = topology.members
    assert len(topology.arcs) == 3
    (shared,) = refs(west) & refs(east)
    assert sorted(map(tuple, topology.arcs[shared].tolist())) == [(STEPS_PER_DEG, 0), (STEPS_PER_DEG, STEPS_PER_DEG)]


def test_a_line_along_a_border_is_the_border_whichever_way_it_runs():
    border = [(1, 0), (1.2, 0.5), (1, 1)]
    west = shapely.Polygon([(0, 0), *border, (0, 1)])
    east = shapely.Polygon([(2, 0), (2, 1), *reversed(border)])
    line = shapely.LineString(border[::-1])
    topology = cut_arcs([west, east, line])
    assert refs(topology.members[2]) == refs(topology.members[0]) & refs(topology.members[1])
    assert len(topology.arcs) == 3


def test_where_a_line_ends_in_a_ring_the_ring_is_cut():
    topology = cut_arcs([SQUARE, shapely.LineString([(0, 1), (1, 1)]), shapely.LineString([(3, 3), (1, 1), (0, 1)])])
    assert [len(refs(member)) for member in topology.members] == [2, 1, 2]


@pytest.mark.parametrize("turn", range(4))
@pytest.mark.parametrize("backwards", [False, True])
def test_a_ring_without_junctions_is_one_arc_wherever_it_begins(turn, backwards):
    corners = [(0, 0), (3, 0), (3, 1), (0, 1)]
    turned = corners[turn:] + corners[:turn]
    topology = cut_arcs([shapely.Polygon(corners), shapely.Polygon(turned[::-1] if backwards else turned)])
    assert len(topology.arcs) == 1


@pytest.mark.parametrize(
    ("offset", "arcs", "reason"),
    [
        (4e-6, 3, "rounds to the same step of the grid: one border"),
        (1.6e-5, 2, "another step: two borders that only lie close"),
    ],
)
def test_borders_meet_on_the_grid(offset, arcs, reason):
    west, east = shapely.box(0, 0, 1, 1), shapely.box(1 + offset, 0, 2, 1)
    assert len(cut_arcs([west, east]).arcs) == arcs, reason


def test_holes_and_islands_stay_with_their_polygons():
    inner = shapely.box(0.2, 0.2, 0.4, 0.4)
    around = shapely.MultiPolygon([SQUARE.difference(inner), shapely.box(5, 5, 6, 6)])
    topology = cut_arcs([around, inner])
    assert [len(part) for part in topology.members[0].parts] == [2, 1]
    assert refs(topology.members[1]) < refs(topology.members[0])
    assert all(shapely.equals(*pair) for pair in zip(rebuilt([around, inner]), [around, inner], strict=True))


def test_what_is_smaller_than_the_grid_is_counted():
    speck = shapely.box(0, 0, 1e-6, 1e-6)
    topology = cut_arcs([shapely.MultiPolygon([SQUARE, shapely.box(2, 2, 2 + 1e-6, 2 + 1e-6)]), speck])
    assert topology.lost == (1, 1)
    assert [len(member.parts) for member in topology.members] == [1, 0]


def test_points_beside_areas_are_left_out():
    mixed = shapely.GeometryCollection([SQUARE, shapely.Point(3, 3)])
    assert rebuilt([mixed])[0].equals(SQUARE)


def test_nothing_gives_nothing():
    assert cut_arcs([]).arcs == ()


STEPS = st.integers(min_value=-40, max_value=40)


@st.composite
def cells(draw):
    """Some cells of a bent grid: areas that share borders, in any order."""
    xs = sorted(draw(st.sets(STEPS, min_size=2, max_size=5)))
    ys = sorted(draw(st.sets(STEPS, min_size=2, max_size=5)))
    bend = draw(st.integers(min_value=0, max_value=3))
    grid = [
        shapely.Polygon(
            [(west, south), (west + (east - west) / 2, south + bend * 0.1), (east, south), (east, north),
             (west + (east - west) / 2, north + bend * 0.1), (west, north)]
        )
        for west, east in pairwise(xs)
        for south, north in pairwise(ys)
    ]  # fmt: skip
    return draw(st.permutations(grid))


@given(cells())
def test_arcs_give_back_the_same_shapes(grid):
    for geometry, back in zip(grid, rebuilt(grid), strict=True):
        assert back.is_valid
        assert shapely.equals_exact(shapely.normalize(back), shapely.normalize(on_grid(geometry)), 1e-9)


@given(cells())
def test_every_segment_is_in_one_arc_only(grid):
    topology = cut_arcs(grid)
    segments = [
        tuple(sorted(map(tuple, (start, end))))
        for arc in topology.arcs
        for start, end in zip(arc[:-1].tolist(), arc[1:].tolist(), strict=True)
    ]
    assert len(segments) == len(set(segments))


@given(cells())
def test_the_union_of_all_arcs_is_the_union_of_all_outlines(grid):
    topology = cut_arcs(grid)
    drawn = shapely.union_all([shapely.LineString(arc / STEPS_PER_DEG) for arc in topology.arcs])
    outlines = shapely.union_all([on_grid(geometry).boundary for geometry in grid])
    assert drawn.length == pytest.approx(outlines.length)


@given(st.lists(st.tuples(STEPS, STEPS), min_size=1, max_size=12))
def test_without_repeats_keeps_every_change(points):
    kept = without_repeats(np.array(points)).tolist()
    assert kept[0] == list(points[0])
    assert all(one != other for one, other in pairwise(kept))
    assert [list(point) for n, point in enumerate(points) if n == 0 or point != points[n - 1]] == kept


def test_a_path_runs_through_its_arcs():
    arcs = [np.array([[0, 0], [1, 0]]), np.array([[2, 2], [1, 0]])]
    assert path_points((0, ~1), arcs).tolist() == [[0, 0], [1, 0], [2, 2]]


# Simplifying


def coast(seed, points=400):
    """A ragged line from (0, 0) eastwards, in steps of the grid."""
    noise = np.random.default_rng(seed)
    lon = np.cumsum(noise.integers(200, 900, points))
    lat = np.cumsum(noise.integers(-600, 600, points))
    return np.column_stack([lon, lat])


@settings(max_examples=25)
@given(st.integers(min_value=0, max_value=10_000), st.sampled_from([300.0, 1500.0, 5000.0]))
def test_no_vertex_is_moved_farther_than_the_tolerance(seed, tolerance_m):
    arc = coast(seed)
    (simple,) = generalise([arc], np.array([tolerance_m]), 10)
    line = shapely.LineString(simple / (STEPS_PER_DEG / 10))
    # Near the equator a degree is the same length both ways; half a step of the file's grid may be added.
    off_m = shapely.distance(shapely.points(arc / STEPS_PER_DEG), line) * METRES_PER_DEG
    assert off_m.max() <= tolerance_m * 1.001 + 8
    assert len(simple) < len(arc)


def test_tolerance_none_keeps_every_vertex_but_for_the_rounding():
    arc = coast(3)
    (simple,) = generalise([arc], np.array([0.0]), 10)
    assert simple.tolist() == np.rint(arc / 10).astype(int).tolist()


@settings(max_examples=25)
@given(st.integers(min_value=0, max_value=10_000))
def test_what_met_still_meets(seed):
    # The middle vertex lies between two steps of the file's grid: it must be rounded the same way in all three arcs.
    arc = coast(seed) // 10 * 10 + 5
    sides = [arc[:200], arc[199:], np.array([arc[199], [0, 5_000_000]])]
    one, other, third = generalise(sides, np.array([1500.0, 0.0, 4000.0]), 10)
    assert one[-1].tolist() == other[0].tolist() == third[0].tolist()


def test_ends_stay_where_they_are():
    arc = coast(5)
    (simple,) = generalise([arc], np.array([5000.0]), 10)
    assert simple[[0, -1]].tolist() == np.rint(arc[[0, -1]] / 10).astype(int).tolist()


def test_away_from_the_equator_less_is_kept_for_the_same_tolerance():
    flat = coast(9)
    high = flat + np.array([0, 70 * STEPS_PER_DEG])
    kept = [len(generalise([arc], np.array([1500.0]), 10)[0]) for arc in (flat, high)]
    assert kept[1] < kept[0]


def test_a_small_ring_keeps_three_corners():
    island = np.rint(shapely.get_coordinates(shapely.Point(0.5, 0.5).buffer(0.004)) * STEPS_PER_DEG).astype(np.int64)
    (simple,) = generalise([island], np.array([5000.0]), 10)
    assert len(simple) >= 4
    assert shapely.Polygon(simple).area > 0


def test_an_island_in_a_bay_stays_outside_the_coast():
    # Alone, the coast would be drawn straight over the bay and through the island.
    bay = np.array([[0, 0], [900, 0], [950, -2500], [1050, -2500], [1100, 0], [2000, 0]])
    island = np.array([[980, -2000], [1020, -2000], [1020, 300], [980, 300], [980, -2000]])
    alone = generalise([bay], np.array([5000.0]), 10)[0]
    assert shapely.LineString(alone).crosses(shapely.LineString(island / 10))
    both = generalise([bay, island], np.array([5000.0, 0.0]), 10)
    assert not shapely.LineString(both[0]).crosses(shapely.LineString(both[1]))


def test_nothing_simplified_is_nothing():
    assert generalise([], np.array([]), 10) == ()
