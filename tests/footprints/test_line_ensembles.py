"""What an ensemble promises by itself: bands that hold their share, spreads that grow as stated, constraints kept."""

from __future__ import annotations

from dataclasses import fields, replace
from importlib.resources import files

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from deconflict_map.footprints.ensemble import Plan, ensemble_between, grow
from deconflict_map.footprints.keeping import Given
from deconflict_map.footprints.line_parameters import line_rules
from deconflict_map.footprints.route import Free, Route
from deconflict_map.footprints.stops import End
from deconflict_map.geodesy import LocalFrame
from deconflict_map.model.qualifier import LineShape

FRAME = LocalFrame(30.0, 40.0)
RULE = line_rules().course
RULES = [getattr(line_rules(), field.name) for field in fields(line_rules())]
WAYS = [(1.0, 1.0, 1.0), (3000.0, 3000.0, 500.0), (20_000.0, 1000.0, 500.0), (30_000.0, 30_000.0, 1.0)]


def between(*, seed="a", first=1000.0, last=1000.0, length=100_000.0, error=1.0, rule=None, **more):
    start, end = End.disc(0, 0, radius_m=first), End.disc(length, 0, radius_m=last)
    sheaf = ensemble_between(FRAME, start, end, given=Given(error_m=error, **more), rule=rule, seed=seed)
    assert sheaf is not None
    return sheaf


def held(band, courses):
    lines = shapely.linestrings(courses)
    return float((shapely.length(shapely.intersection(band, lines)) / shapely.length(lines)).mean())


@pytest.mark.parametrize(("first", "last", "error"), WAYS)
def test_half_and_nine_tenths_of_the_length_of_equally_plausible_lines_lie_in_the_bands(first, last, error):
    """Lines of another seed are as plausible as those that the bands were made from, and took no part in it."""
    sheaf, others = (between(seed=seed, first=first, last=last, error=error) for seed in ("a", "b"))
    # Means of 500 shares whose standard deviation is at most one half: ±0.022; bands are known to ±0.03 themselves.
    assert held(sheaf.band50, others.courses) == pytest.approx(0.5, abs=0.06)
    assert held(sheaf.band90, others.courses) == pytest.approx(0.9, abs=0.04)


@pytest.mark.parametrize("shape", [None, *LineShape])
def test_bands_hold_their_share_whatever_the_shape(shape):
    # Ends that are known far less well than the base data: a straight line's band is made by them alone.
    sheaf = between(first=20_000, last=20_000, shape=shape)
    assert held(sheaf.band50, sheaf.courses) == pytest.approx(0.5, abs=0.03)
    assert held(sheaf.band90, sheaf.courses) == pytest.approx(0.9, abs=0.03)


def test_the_90_per_cent_band_holds_the_50_per_cent_band_and_the_median():
    sheaf = between(first=20_000, error=500)
    assert sheaf.band90.buffer(1).covers(sheaf.band50)
    assert sheaf.band50.covers(sheaf.median)
    # A band is never narrower than the base data's error: 500 m to either side, less a chord's sagitta.
    assert sheaf.band50.covers(sheaf.median.buffer(495))


@pytest.mark.parametrize(("power", "growth"), [(1.0, 8.0), (0.5, 8.0**0.5), (0.75, 8.0**0.75)])
def test_the_spread_grows_with_a_power_of_the_length(power, growth):
    rule = replace(RULE, sag_power=power, sag_spread=0.0, mixture=replace(RULE.mixture, arc=0.0))
    middles = [between(first=1, last=1, length=length, rule=rule).courses[:, 16, 1] for length in (50_000.0, 400_000.0)]
    # Standard deviations of 500 draws are known to 1/√1000 = 3 % each.
    assert middles[1].std() / middles[0].std() == pytest.approx(growth, rel=0.15)
    # At 100 km the spread half-way is the stated share of the chord, whatever the power.
    middle = between(first=1, last=1, rule=rule).courses[:, 16, 1]
    assert middle.std() == pytest.approx(rule.sag_share * 100_000, rel=0.1)


def test_lines_differ_in_how_much_they_stray_by_the_stated_spread():
    rule = replace(RULE, sag_spread=0.8, terms=1, mixture=replace(RULE.mixture, arc=0.0))
    sag = np.abs(between(first=1, last=1, rule=rule).courses[:, 16, 1])
    # With one term the offset half-way is normal times lognormal; Var log|z| = π²/8 for a standard normal z.
    assert np.log(sag).var() == pytest.approx(np.pi**2 / 8 + 0.64, rel=0.25)


def test_no_course_enters_what_is_forbidden_or_leaves_what_it_is_in():
    island = shapely.Point(50_000, 0).buffer(8000)
    channel = shapely.box(-5000, -25_000, 105_000, 25_000)
    sheaf = between(forbidden=island, inside=channel, error=200)
    assert len(sheaf.courses) == line_rules().line.members
    for course in sheaf.courses:
        line = shapely.LineString(course)
        assert not line.intersects(island.buffer(-1))
        assert line.within(channel.buffer(2))
    assert sheaf.band90.intersection(island).area < 1
    assert sheaf.band90.within(channel.buffer(201))


def test_courses_bend_as_they_must_and_it_is_told():
    wall = shapely.box(49_000, -250_000, 51_000, 250_000)
    sheaf = between(forbidden=wall)
    assert sheaf.widened > 1
    assert not any(shapely.LineString(course).intersects(wall) for course in sheaf.courses)


def test_where_nothing_can_be_kept_there_is_no_ensemble():
    start, end = End.disc(0, 0, radius_m=1000), End.disc(100_000, 0, radius_m=1000)
    moat = shapely.Point(0, 0).buffer(9000).difference(shapely.Point(0, 0).buffer(5000))
    assert ensemble_between(FRAME, start, end, given=Given(forbidden=moat)) is None


@settings(max_examples=15, deadline=None)
@given(
    lon=st.floats(-180, 180), lat=st.floats(-75, 75), x=st.floats(-2e5, 2e5), y=st.floats(-2e5, 2e5),
    shape=st.sampled_from([None, *LineShape]),
)  # fmt: skip
def test_equal_seeds_give_equal_courses_from_end_to_end(lon, lat, x, y, shape):
    frame = LocalFrame(lon, lat)
    start, end = End.disc(0, 0, radius_m=2000), End.disc(x + 3e5, y, radius_m=3000)
    first, again = (ensemble_between(frame, start, end, given=Given(shape=shape), seed="s") for _ in range(2))
    assert first is not None
    assert again is not None
    assert np.array_equal(first.courses, again.courses)
    assert first.band90.equals_exact(again.band90, 0)
    assert np.hypot(*first.courses[:, 0].T).max() <= 2000.1
    assert np.hypot(*(first.courses[:, -1] - [x + 3e5, y]).T).max() <= 3000.1


def test_a_route_through_stops_has_its_vertices_at_them():
    stops = tuple(End.disc(x, y, radius_m=500) for x, y in ((0, 0), (40_000, 30_000), (90_000, 0)))
    sheaf = grow(Plan(route=Route(stops=stops, legs=(Free(), Free()))), frame=FRAME, seed="")
    middle = sheaf.courses[:, line_rules().line.vertices - 1]
    assert np.hypot(*(middle - [40_000, 30_000]).T).max() <= 500.1


def test_courses_for_display_go_from_the_median_to_the_outermost():
    sheaf = between()
    assert len(sheaf.shown) == line_rules().line.shown
    assert sheaf.shown[0].equals(sheaf.median)
    inside = [shapely.length(sheaf.band50.intersection(line)) / line.length for line in sheaf.shown]
    assert np.mean(inside[:10]) > np.mean(inside[-10:]) + 0.2


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.rule)
def test_every_rule_of_lines_has_a_name_and_a_source(rule):
    assert rule.rule
    assert rule.source.startswith("judgement") or len(rule.source) > 20


def test_shares_and_weights_make_sense():
    r = line_rules()
    assert sum(r.ends.end_weights) == pytest.approx(1.0)
    assert sum(r.ends.reach_weights) == pytest.approx(1.0)
    assert r.bands.shares == (0.5, 0.9)
    assert 1.0 < r.course.tortuosity[0] < r.course.tortuosity[1]
    text = files("deconflict_map.footprints").joinpath("line_rules.toml").read_text(encoding="utf-8")
    assert text.count("udgement") > 10


def test_a_line_may_be_shorter_than_the_base_data_s_error():
    sheaf = between(length=1500.0, first=100, last=100, error=2000.0)
    assert len(sheaf.courses) == line_rules().line.members
    assert sheaf.band50.covers(sheaf.median.buffer(1980))
