"""Courses, reaches and banks against hand-made rivers whose answers are plain to see."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
import theatre as t
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import LineString, MultiLineString
from theatre import relate

from deconflict_map.footprints import draw
from deconflict_map.footprints.banks import banks
from deconflict_map.footprints.edges import Edges
from deconflict_map.footprints.rivers import course_of
from deconflict_map.footprints.scene import Atlas
from deconflict_map.model.qualifier import Part
from deconflict_map.model.relation import PartOf, SideOf


def scene_with(shape, *, kind=t.PlaceKind.STREAM, name="Stream", more=()):
    form = t.ShapeForm.LINE if shape is not None else t.ShapeForm.NONE
    river = t.place(name, 30.0, 40.0, kind=kind, country="", shape=form, error_m=1000)
    s = t.Story()
    s.name(river)
    shapes = {} if shape is None else {river.id: shape}
    gazetteer = t.Fake(places=(river, *[p for p, _ in more]), shapes={**shapes, **{p.id: g for p, g in more}})
    atlas = Atlas(article=s.article, resolutions=s.resolutions, gazetteer=gazetteer)
    return atlas.scene([river]), river


def test_pieces_are_joined_downstream_and_a_lake_is_bridged():
    upper, lower = LineString([(30.0, 40.0), (30.5, 40.0)]), LineString([(30.8, 40.0), (31.5, 40.0)])
    side_arm = LineString([(30.1, 44.0), (30.2, 44.0)])
    scene, river = scene_with(MultiLineString([lower, side_arm, upper]))
    course = course_of(scene, river)
    lonlat = scene.frame.to_lonlat(course.line)
    assert lonlat.coords[0] == pytest.approx((30.0, 40.0), abs=1e-6)
    assert lonlat.coords[-1] == pytest.approx((31.5, 40.0), abs=1e-6)
    assert lonlat.bounds[3] < 41, "the arm 440 km away is no part of it"


def test_a_valley_without_a_shape_has_the_course_of_its_namesake():
    stream = t.place("Long River", 30.0, 40.0, kind=t.PlaceKind.STREAM, country="", shape=t.ShapeForm.LINE)
    line = LineString([(30.0, 40.0), (31.0, 40.0)])
    scene, valley = scene_with(None, kind=t.PlaceKind.VALLEY, name="Long River Valley", more=((stream, line),))
    assert course_of(scene, valley).name == "Long River"
    scene, hill = scene_with(None, kind=t.PlaceKind.RELIEF, name="Long River Hill", more=((stream, line),))
    assert course_of(scene, hill) is None


@given(first=st.floats(0, 1), last=st.floats(0, 1))
def test_reaches_and_positions_agree_with_shapely_s_linear_referencing(first, last):
    scene, river = scene_with(t.EUPHRATES)
    course = course_of(scene, river)
    low, high = sorted((first * course.length_m, last * course.length_m))
    reach = course.reach(high, low)
    assert reach.length == pytest.approx(high - low, abs=1e-3)
    oracle = shapely.line_interpolate_point(course.line, [low, high])
    assert course.at(np.array([low, high])) == pytest.approx(shapely.get_coordinates(oracle), abs=1e-3)
    if not reach.is_empty:
        assert course.line.hausdorff_distance(reach) >= 0
        assert max(course.line.distance(shapely.Point(c)) for c in reach.coords) < 1e-3


@pytest.mark.parametrize("turn", range(0, 360, 30))
def test_left_is_left_of_the_flow_whichever_way_the_river_runs(turn):
    """A meandering river through a square, turned: every position is on the bank that the cross product says."""
    along = np.linspace(-150_000, 150_000, 301)
    wave = np.column_stack([along, 9_000 * np.sin(along / 9_000)])
    angle = np.radians(turn)
    spin = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    scene, river = scene_with(LineString([(30, 40), (31, 40)]))
    straight = course_of(scene, river)
    flow = LineString(wave @ spin.T)
    vertices = shapely.get_coordinates(flow)
    steps = np.concatenate([[0], np.cumsum(np.hypot(*np.diff(vertices, axis=0).T))])
    edges = Edges(vertices, steps)
    course = type(straight)(line=flow, vertices=vertices, along=steps, edges=edges, error_m=0, id="x", name="x")
    found = banks(course, shapely.box(-80_000, -80_000, 80_000, 80_000))
    assert found.left.area + found.right.area == pytest.approx(160_000.0**2, rel=1e-6)
    rng = np.random.default_rng(turn)
    for x, y in rng.uniform(-50_000, 50_000, (150, 2)):
        # In the river's own axes the left bank is above the wave.
        u, v = spin.T @ [x, y]
        above = v - 9_000 * np.sin(u / 9_000)
        if abs(above) > 500:
            assert found.left.covers(shapely.Point(x, y)) == (above > 0)


def test_a_spring_inside_the_country_still_divides_it():
    scene, river = scene_with(LineString([(30.0, 40.0), (30.6, 40.0)]))
    found = banks(course_of(scene, river), shapely.box(-100_000, -50_000, 30_000, 50_000))
    assert found.left.covers(shapely.Point(-90_000, 20_000)), "west of the spring, north of the river carried on"
    assert found.right.covers(shapely.Point(-90_000, -20_000))


@pytest.mark.parametrize("backwards", [False, True], ids=["as published", "vertices reversed"])
@pytest.mark.parametrize(("word", "north"), [("north", True), ("south", False)])
def test_the_side_doesn_t_depend_on_the_order_of_vertices(backwards, word, north):
    w = t.world(20.0, 50.0)
    shape = w.gazetteer.shapes[w.river.id]
    w.gazetteer.shapes[w.river.id] = shape.reverse() if backwards else shape
    s = t.told(w)
    s.say(relate(SideOf, ref=t.PlaceRef(toponym=2, span=t.HERE), heading=t.heading(word)))
    (footprint,) = draw(s.claims, s.resolutions, s.article, w.gazetteer).footprints
    above, below = shapely.Point(t.offset(20.0, 50.0, 0, 100)), shapely.Point(t.offset(20.0, 50.0, 180, 100))
    assert footprint.region.support.covers(above) is north
    assert footprint.region.support.covers(below) is not north
    strip = shapely.Point(t.offset(20.0, 50.0, 0 if north else 180, 8))
    assert footprint.region.core.covers(strip)


def test_a_river_that_runs_north_has_no_north_side():
    line = LineString([(30.0, 39.0), (30.0, 41.0)])
    river = t.place("Stream", 30.0, 40.0, kind=t.PlaceKind.STREAM, country="", shape=t.ShapeForm.LINE, error_m=1000)
    s = t.Story()
    ref = s.name(river)
    s.say(relate(SideOf, ref=ref, heading=t.heading("north")))
    drawing = draw(s.claims, s.resolutions, s.article, t.Fake(places=(river,), shapes={river.id: line}))
    assert not drawing.footprints
    assert "neither bank" in drawing.undrawn[0].reason


def test_the_middle_of_a_river_is_its_middle_third():
    w = t.world(20.0, 50.0)
    s = t.told(w)
    s.say(relate(PartOf, ref=t.PlaceRef(toponym=2, span=t.HERE), part=Part.MIDDLE))
    (footprint,) = draw(s.claims, s.resolutions, s.article, w.gazetteer).footprints
    # The river runs 800 km west to east: its middle third spans about 133 km on either side of the centre.
    river = w.gazetteer.shapes[w.river.id]
    at = {share: river.interpolate(share, normalized=True) for share in (0.1, 0.25, 0.4, 0.6, 0.75, 0.9)}
    levels = {
        share: sum(level.covers(p) for level in (footprint.region.support, footprint.region.likely))
        for share, p in at.items()
    }
    assert levels == {0.1: 0, 0.25: 1, 0.4: 2, 0.6: 2, 0.75: 1, 0.9: 0}
