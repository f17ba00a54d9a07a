"""Cones against the ratings that people gave, and rings and cells against dense draws of positions."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
import theatre as t
from geographiclib.geodesic import Geodesic
from theatre import relate

from deconflict_map.footprints import draw
from deconflict_map.footprints.directions import half_angles_deg
from deconflict_map.model.relation import Around, DirectionOf, Near

# Hall, Smart & Jones 2011: mean rating, as membership, by deviation from the named cardinal direction; their fields
# published with pycaptioner, four directions pooled, to 7.2 km. A deviation within each band of 15°, degrees: the middle,
# but for the band from 60° to 75°, whose middle is the very edge of the likely level.
RATED = [(7.5, 0.97), (22.5, 0.83), (37.5, 0.78), (52.5, 0.56), (64.0, 0.53), (82.5, 0.18), (110.0, 0.0)]


def levels_at(region, lon, lat):
    point = shapely.Point(lon, lat)
    return sum(level.covers(point) for level in (region.support, region.likely, region.core))


def drawn(relation_type, place, gazetteer=None, **parts):
    s = t.Story()
    s.say(relate(relation_type, ref=s.name(place), **parts))
    (footprint,) = draw(s.claims, s.resolutions, s.article, gazetteer or t.Fake(places=(place,), shapes={})).footprints
    return footprint


@pytest.mark.parametrize(("deviation", "rated"), RATED)
@pytest.mark.parametrize("side", [-1, 1])
@pytest.mark.parametrize("word", ["north", "east", "south", "west"])
def test_levels_never_say_more_than_a_step_beyond_the_ratings(deviation, rated, side, word):
    """At 8 km: core means ≥ 0.9, likely ≥ 0.5, support > 0.1; a rating may fall short of its level by 0.15."""
    town = t.place("Town", 30.0, 40.0)
    region = drawn(DirectionOf, town, heading=t.heading(word)).region
    azimuth = t.heading(word).azimuth_deg + side * deviation
    at = Geodesic.WGS84.Direct(40.0, 30.0, azimuth, 8_000)
    least = {0: -1.0, 1: 0.1, 2: 0.5, 3: 0.9}[levels_at(region, at["lon2"], at["lat2"])]
    assert rated >= least - 0.15
    # And never less: what people rate above 0.5 is at least likely, what they rate above 0.1 possible.
    assert levels_at(region, at["lon2"], at["lat2"]) >= (2 if rated > 0.5 else 1 if rated > 0.1 else 0)


@pytest.mark.parametrize(
    ("word", "angles"),
    [
        ("north", (45, 67.5, 90)),  # Quick Reference: cardinal 45
        ("southwest", (22.5, 45, 67.5)),  # intercardinal 22.5
        ("NNE", (11.25, 33.75, 67.5)),  # secondary 11.25
    ],
)
def test_half_angles_of_the_georeferencing_guides(word, angles):
    assert half_angles_deg(t.heading(word)) == angles


@pytest.mark.parametrize("lat", [0.0, 40.0, 70.0, -33.0])
@pytest.mark.parametrize("lon", [30.0, 179.95])
def test_a_cone_holds_exactly_the_positions_of_its_bearings_and_distances(lon, lat):
    """A dense draw of positions, placed by geographiclib: true bearings and distances at any latitude."""
    town = t.place("Town", lon, lat)
    region = drawn(DirectionOf, town, heading=t.heading("southwest")).region
    rng = np.random.default_rng(3)
    checked = 0
    for bearing, metres in zip(rng.uniform(0, 360, 600), rng.uniform(2_000, 60_000, 600), strict=True):
        at = Geodesic.WGS84.Direct(lat, lon, bearing, metres)
        deviation = abs((bearing - 225 + 180) % 360 - 180)
        # The town is a disc of 1 km (population unknown); distances count from its edge.
        edge = metres - 1_000
        limits = [(22.5, 2_000, 15_000), (45, 0, 30_000), (67.5, 0, 50_000)]
        near_limit = any(
            abs(deviation - a) < 0.5 or abs(edge - lo) < 150 or abs(edge - hi) < 150 for a, lo, hi in limits
        )
        if near_limit:
            continue
        expected = sum(deviation < a and lo < edge < hi for a, lo, hi in limits)
        assert levels_at(region, lon + (at["lon2"] - lon + 180) % 360 - 180, at["lat2"]) == expected
        checked += 1
    assert checked > 400


def test_a_comparable_town_cuts_the_cone_half_way_and_a_village_doesn_t():
    town = t.place("Town", 30.0, 40.0, population=50_000)
    rival = t.place("Rival", *t.offset(30.0, 40.0, 225, 20), population=40_000)
    village = t.place("Village", *t.offset(30.0, 40.0, 225, 12), population=2_000)
    suburb = t.place("Suburb", *t.offset(30.0, 40.0, 225, 1), population=30_000)
    alone = drawn(DirectionOf, town, t.Fake(places=(town, village, suburb), shapes={}), heading=t.heading("southwest"))
    beside = drawn(
        DirectionOf, town, t.Fake(places=(town, rival, village, suburb), shapes={}), heading=t.heading("southwest")
    )
    near_side, far_side = t.offset(30.0, 40.0, 225, 9.5), t.offset(30.0, 40.0, 225, 10.5)
    assert levels_at(alone.region, *far_side) == 3
    assert levels_at(beside.region, *near_side) == 3
    assert levels_at(beside.region, *far_side) == 1, "possible still: the support's cell is a fifth larger"
    assert "Rival" in " ".join(beside.steps[0].assumptions)
    assert "Village" not in " ".join(beside.steps[0].assumptions)


def test_lakes_are_no_likely_ground():
    town = t.place("Town", 30.0, 40.0)
    water = shapely.Point(*t.offset(30.0, 40.0, 180, 10)).buffer(0.04)
    lake = t.place("Lake", water.centroid.x, water.centroid.y, kind=t.PlaceKind.LAKE, shape=t.ShapeForm.AREA)
    gazetteer = t.Fake(places=(town, lake), shapes={lake.id: water})
    footprint = drawn(DirectionOf, town, gazetteer, heading=t.heading("south"))
    assert levels_at(footprint.region, water.centroid.x, water.centroid.y) == 1
    assert "Lake" in " ".join(footprint.steps[0].assumptions)


@pytest.mark.parametrize(
    ("population", "edge_km", "reaches_km"),
    [
        # r = √(P / 5000 / π): 242,565 → 3.93 km; near-C = max(3.2, r), L = max(5.6, 1.5 r), S = min(max(10, 3 r), 25).
        (242_565, 3.93, (3.93, 5.89, 11.79)),
        # 20,000 → 1.13 km: the floors hold.
        (20_000, 1.13, (3.2, 5.6, 10.0)),
        # 4 million → 15.96 km: the ceiling holds, and core and likely keep to 0.4 and 0.6 of it.
        (4_000_000, 15.96, (10.0, 15.0, 25.0)),
    ],
)
@pytest.mark.parametrize("kind", [Near, Around])
def test_near_reaches_as_far_as_the_rule_says(population, edge_km, reaches_km, kind):
    town = t.place("Town", 30.0, 40.0, population=population)
    region = drawn(kind, town).region
    for azimuth in (10, 130, 250):
        for level, reach in zip((region.core, region.likely, region.support), reaches_km, strict=True):
            assert level.covers(shapely.Point(t.offset(30.0, 40.0, azimuth, edge_km + reach - 0.15)))
            assert not level.covers(shapely.Point(t.offset(30.0, 40.0, azimuth, edge_km + reach + 0.15)))
