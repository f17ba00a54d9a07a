"""The line of the first article, and what every described line keeps."""

from __future__ import annotations

import itertools
import math

import first_article
import numpy as np
import pytest
import shapely
import theatre as t
from geographiclib.geodesic import Geodesic
from shapely.ops import nearest_points
from theatre import relate

from deconflict_map.footprints import draw
from deconflict_map.footprints.curves import bridge
from deconflict_map.footprints.line_parameters import line_rules
from deconflict_map.geodesy import LocalFrame
from deconflict_map.model.claim import ObjectKind
from deconflict_map.model.footprint import Cause, FootprintKind
from deconflict_map.model.line_relation import FromTo
from deconflict_map.model.relation import DirectionOf, NotInto, OnFeature, SideOf, Within


@pytest.fixture(scope="module")
def drawing():
    s = first_article.story()
    return draw(s.claims, s.resolutions, s.article, t.syria())


@pytest.fixture(scope="module")
def line():
    s = first_article.story(published=True)
    return draw(s.claims, s.resolutions, s.article, t.syria()).footprints[0]


def inverse(first, second):
    return Geodesic.WGS84.Inverse(first[1], first[0], second[1], second[0])


def test_the_line_joins_what_two_sentences_say_of_it(line):
    assert line.kind is FootprintKind.LINE
    assert line.claims == (1, 2)
    assert line.drawable
    assert {step.claim for step in line.steps} == {1, 2}


def test_a_withheld_line_is_shown_by_its_ground_alone(drawing, line):
    withheld = drawing.footprints[0]
    assert withheld.kind is FootprintKind.LINE
    assert withheld.claims == (1, 2)
    assert not withheld.drawable
    assert withheld.ensemble is None
    assert withheld.region.core.is_empty
    assert withheld.region.likely.is_empty
    assert "declines to discuss details" in withheld.why_not
    assert "isn't published" in withheld.why_not
    # Both ends of the same line, had it been published, lie in it, and its band but for a hem, since fewer courses are
    # grown for a hatch; the city doesn't. Outlines lose detail below 25 m, here and there.
    support = withheld.region.support.buffer(5e-4)
    for part in (line.ensemble.start.support, line.ensemble.end.support):
        assert support.covers(part)
    assert support.intersection(line.ensemble.band50).area > 0.98 * line.ensemble.band50.area
    assert not withheld.region.support.intersects(shapely.Point(t.DEIR_EZ_ZOR.lon, t.DEIR_EZ_ZOR.lat).buffer(0.035))
    assert {step.claim for step in withheld.steps} == {1, 2}


def test_it_starts_southwest_of_tabqa(line):
    start = line.ensemble.median.coords[0]
    bearing = inverse((t.TABQA.lon, t.TABQA.lat), start)["azi1"] % 360
    assert 180 <= bearing <= 270
    assert line.ensemble.start.support.buffer(1e-5).covers(shapely.Point(start))


def test_it_ends_on_the_river_downstream_of_tabqa(line):
    end = line.ensemble.median.coords[-1]
    nearest = nearest_points(t.EUPHRATES, shapely.Point(end))[0]
    assert inverse(end, (nearest.x, nearest.y))["s12"] < 1000
    tabqa = t.EUPHRATES.project(shapely.Point(t.TABQA.lon, t.TABQA.lat))
    assert t.EUPHRATES.project(shapely.Point(end)) > tabqa
    assert end[0] > line.ensemble.median.coords[0][0], "it runs east"


def test_it_isn_t_straight(line):
    vertices = list(line.ensemble.median.coords)
    along = sum(inverse(a, b)["s12"] for a, b in itertools.pairwise(vertices))
    assert along > 1.01 * inverse(vertices[0], vertices[-1])["s12"]


def test_neither_line_nor_bands_nor_any_member_enter_the_city(line):
    frame = LocalFrame(t.DEIR_EZ_ZOR.lon, t.DEIR_EZ_ZOR.lat)
    # Of 242,565 people at 5,000 on a km²: r = √(48.5 km² / π) = 3.93 km.
    city = frame.to_lonlat(shapely.Point(0, 0).buffer(3_900))
    e = line.ensemble
    assert not e.median.intersects(city)
    assert not e.band50.intersects(city)
    assert not e.band90.intersects(city)
    assert not any(member.intersects(city) for member in e.members)


def test_members_begin_and_end_in_their_regions_and_bands_hold_their_share(line):
    e = line.ensemble
    assert len(e.members) == line_rules().line.shown
    assert e.members[0] == e.median
    starts = [e.start.support.buffer(1e-5).covers(shapely.Point(m.coords[0])) for m in e.members]
    ends = [e.end.support.buffer(1e-5).covers(shapely.Point(m.coords[-1])) for m in e.members]
    assert all(starts)
    assert all(ends)


def test_bands_are_never_narrower_than_the_base_data_s_error(line):
    frame = LocalFrame(39.3, 35.8)
    median, band = frame.to_metric(line.ensemble.median), frame.to_metric(line.ensemble.band50)
    assert band.buffer(30).covers(median.buffer(2000))


def test_lines_end_evenly_along_the_likely_reach(line):
    frame = LocalFrame(39.3, 35.8)
    river = frame.to_metric(t.EUPHRATES)
    chainages = np.array([river.project(frame.to_metric(shapely.Point(m.coords[-1]))) for m in line.ensemble.members])
    low = river.project(frame.to_metric(shapely.Point(t.TABQA.lon, t.TABQA.lat)))
    high = river.project(frame.to_metric(shapely.Point(t.DEIR_EZ_ZOR.lon, t.DEIR_EZ_ZOR.lat)))
    shares = (chainages[(chainages >= low) & (chainages <= high)] - low) / (high - low)
    assert len(shares) > 0.75 * len(chainages)
    # A uniform sample of 27, as many as are shown, has a mean within ±0.2 of one half in all but one case in 3,000.
    assert shares.mean() == pytest.approx(0.5, abs=0.2)


def test_the_words_that_open_the_line_are_told_by_cause(line):
    causes = {u.cause for u in line.uncertainty}
    assert causes >= {Cause.LANGUAGE, Cause.EXTENT, Cause.BASE_DATA, Cause.NOT_FIXED}
    assert any("published map" in change for change in line.what_would_change)


def test_the_other_claims_of_the_article(drawing):
    assert not drawing.undrawn
    by_claim = {fp.claims[0]: fp for fp in drawing.footprints}
    assert [fp.id for fp in drawing.footprints] == [
        "line-1", "line-2", "zone-3", "point-4", "zone-5", "zone-6", "zone-7", "zone-8",
    ]  # fmt: skip
    share = by_claim[3]
    assert not share.drawable
    assert "much" in share.why_not
    assert share.region.core.is_empty
    assert any("isn't public" in u.text for u in share.uncertainty), "withheld words are quoted"
    strike = by_claim[5].region
    # Across the river from the city, on its left bank: 5 km north-east; the city's far outskirts aren't.
    across = Geodesic.WGS84.Direct(t.DEIR_EZ_ZOR.lat, t.DEIR_EZ_ZOR.lon, 40, 8000)
    behind = Geodesic.WGS84.Direct(t.DEIR_EZ_ZOR.lat, t.DEIR_EZ_ZOR.lon, 220, 8000)
    assert strike.support.covers(shapely.Point(across["lon2"], across["lat2"]))
    assert not strike.support.covers(shapely.Point(behind["lon2"], behind["lat2"]))
    # Hasakah lies east of the Euphrates, Palmyra and Damascus west of it.
    hasakah, palmyra, damascus = shapely.Point(40.75, 36.5), shapely.Point(38.28, 34.56), shapely.Point(36.3, 33.5)
    east, west = by_claim[6].region.support, by_claim[7].region.support
    assert east.covers(hasakah)
    assert not east.covers(palmyra)
    assert west.covers(palmyra)
    assert west.covers(damascus)
    assert not west.covers(hasakah)


def test_towards_iraq_ends_before_iraq(drawing):
    corridor = next(fp for fp in drawing.footprints if fp.claims == (8,)).region
    assert corridor.support.intersection(t.IRAQ).area < 1e-6
    # It leads from Deir ez-Zor to the border: Mayadin and Abu Kamal are on the way, Raqqa only possibly.
    mayadin, raqqa = shapely.Point(t.MAYADIN.lon, t.MAYADIN.lat), shapely.Point(t.RAQQA.lon, t.RAQQA.lat)
    assert corridor.core.covers(mayadin)
    assert not corridor.likely.covers(raqqa)
    assert corridor.support.covers(raqqa)


def test_the_border_that_isn_t_named_is_the_one_with_the_country_named_most(drawing):
    strip = next(fp for fp in drawing.footprints if fp.claims == (9,))
    (step,) = strip.steps
    assert "Syria" in step.assumptions[0]
    # A few metres of overlap along 700 km come from projecting edges that are straight in degrees.
    assert strip.region.likely.intersection(t.SYRIA).area < 1e-3
    assert strip.region.core.covers(shapely.Point(41.30, 35.5))


def test_a_place_that_covers_the_only_end_is_a_contradiction():
    """No line can end at a town that it mustn't enter: both readings are kept as zones."""
    s = t.Story()
    town, city = s.name(t.RAQQA), s.name(t.DEIR_EZ_ZOR)
    line = relate(FromTo, start=relate(Within, ref=town), end=relate(Within, ref=city))
    s.say(line, key="it", kind=ObjectKind.LINE)
    region = t.area("Province", shapely.Point(40.14, 35.34).buffer(0.8), kind=t.PlaceKind.DIVISION, country="SY")
    s.say(relate(NotInto, ref=s.name(region)), key="it", kind=ObjectKind.LINE)
    gazetteer = t.syria(region)
    gazetteer.shapes[region.id] = shapely.Point(40.14, 35.34).buffer(0.8)
    drawing = draw(s.claims, s.resolutions, s.article, gazetteer)
    assert len(drawing.footprints) == 2
    for zone in drawing.footprints:
        assert not zone.drawable
        assert "contradiction" in zone.why_not
        assert zone.ensemble is None
    ends, kept_out = (zone.region.support for zone in drawing.footprints)
    assert ends.covers(shapely.Point(t.RAQQA.lon, t.RAQQA.lat))
    assert kept_out.covers(shapely.Point(40.6, 35.34))


def test_a_line_goes_round_a_place_in_its_way():
    s = t.Story()
    start, end = s.name(t.place("Left", 39.0, 34.0)), s.name(t.place("Right", 40.0, 34.0))
    between = t.place("Between", 39.5, 34.0, population=400_000)
    line = relate(FromTo, start=relate(Within, ref=start), end=relate(Within, ref=end))
    s.say(line, key="it", kind=ObjectKind.LINE)
    s.say(relate(NotInto, ref=s.name(between)), key="it", kind=ObjectKind.LINE)
    (footprint,) = draw(s.claims, s.resolutions, s.article, t.syria(between)).footprints
    # 400,000 people at 5,000 on a km²: r = 5.05 km, and half a kilometre for the position.
    centre = Geodesic.WGS84
    for member in footprint.ensemble.members:
        nearest = nearest_points(member, shapely.Point(between.lon, between.lat))[0]
        assert centre.Inverse(nearest.y, nearest.x, between.lat, between.lon)["s12"] > 5_050


def test_a_line_stays_on_the_side_it_is_said_to_be_on():
    s = t.Story()
    tabqa, city, river = s.name(t.TABQA), s.name(t.DEIR_EZ_ZOR), s.name(t.RIVER)
    start = relate(DirectionOf, ref=tabqa, heading=t.heading("southwest"))
    s.say(relate(FromTo, start=start, end=relate(DirectionOf, ref=city, heading=t.heading("southwest"))), key="it")
    s.say(relate(SideOf, ref=river, heading=t.heading("west")), key="it")
    (footprint,) = draw(s.claims, s.resolutions, s.article, t.syria()).footprints
    # The base data's error about the river belongs to the possible ground on both banks.
    inner = t.EUPHRATES.buffer(0.03)
    for member in footprint.ensemble.members:
        assert member.difference(inner).intersection(t.EUPHRATES).is_empty
        assert shapely.Point(member.coords[-1]).distance(t.EUPHRATES) > 0.02


def test_a_line_between_two_points_of_a_river_may_follow_it():
    s = t.Story()
    river = s.name(t.RIVER)
    s.name(t.RAQQA)
    s.name(t.DEIR_EZ_ZOR)
    on = relate(OnFeature, ref=river)
    s.say(relate(FromTo, start=on, end=on), key="it", kind=ObjectKind.LINE)
    (footprint,) = draw(s.claims, s.resolutions, s.article, t.syria()).footprints
    close = t.EUPHRATES.buffer(0.06)
    following = sum(close.covers(member) for member in footprint.ensemble.members)
    # Half of the lines are drawn along the path; some of those stray farther than 5 km.
    assert 0.25 * len(footprint.ensemble.members) < following < 0.8 * len(footprint.ensemble.members)


def test_the_bridge_has_the_variance_of_a_brownian_bridge():
    rng = np.random.Generator(np.random.PCG64(7))
    paths = bridge(rng, count=20_000, vertices=21, terms=8)
    t_ = np.linspace(0, 1, 21)
    # Var B(t) = t(1-t); eight terms hold all but 2/π²·Σ_{k>8} 1/k² ≤ 0.024 of it.
    assert paths.var(axis=0) == pytest.approx(t_ * (1 - t_), abs=0.025)
    assert paths[:, 0] == pytest.approx(0.0, abs=0)
    assert math.isclose(float(paths[:, 10].std()), 0.5, rel_tol=0.05)
