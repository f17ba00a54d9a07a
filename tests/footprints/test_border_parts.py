"""The eastern border, the southern edge: slanted outlines of known sides, against lengths that are given with them."""

from __future__ import annotations

import math

import grounds as g
import numpy as np
import pytest
import shapely
import theatre as t
from test_points_surroundings import area, fake, local

from deconflict_map.model.anchor import BorderRef, Described
from deconflict_map.model.relation import PartOf, WithinDistance


def slanted(lon, lat, long_km, wide_km, turned_deg):
    """A division of so many kilometres along an azimuth and across it; its edges dense enough to be straight."""
    turn = math.radians(turned_deg)
    along, across = np.linspace(-long_km / 2, long_km / 2, 30), np.linspace(-wide_km / 2, wide_km / 2, 10)
    ring = [*((a, across[-1]) for a in along), *((along[-1], c) for c in across[::-1])]
    ring += [*((a, across[0]) for a in along[::-1]), *((along[0], c) for c in across)]
    points = [(a * math.sin(turn) + c * math.cos(turn), a * math.cos(turn) - c * math.sin(turn)) for a, c in ring]
    return area("Strip", lon, lat, shapely.Polygon([local(lon, lat, *point) for point in points]))


def story_of(pair):
    story = t.Story()
    return story, BorderRef(ref=story.name(pair[0]), other=None, span=t.HERE)


@pytest.mark.parametrize(("lon", "lat"), g.SITES)
@pytest.mark.parametrize(
    ("turned_deg", "long_km"),
    [(0.0, 40), (15.0, 40), (38.0, 48)],  # its end of 8 km faces 90°, 75° and 52° away from east; 67.5° count
)
def test_the_eastern_border_of_a_slanting_strip_is_its_whole_long_side(lon, lat, turned_deg, long_km):
    strip = slanted(lon, lat, 40, 8, turned_deg)
    story, border = story_of(strip)
    ground = g.ground(PartOf, ref=border, part=t.heading("east"), story=story, gazetteer=fake(strip), centre=(lon, lat))
    likely, possible = ground.tract.path.likely, ground.tract.path.support
    assert likely.length / 1000 == pytest.approx(long_km, rel=0.12)  # and a corner's worth of chord
    assert possible.length / 1000 < 40 + 2 * 8 + 5
    turn = math.radians(turned_deg)
    for away in (-15, 0, 15):
        x, y = away * math.sin(turn) + 4 * math.cos(turn), away * math.cos(turn) - 4 * math.sin(turn)
        assert ground.at(*local(lon, lat, x, y)) >= 2
        assert ground.at(*local(lon, lat, -x, -y)) == 0


def test_what_lies_within_a_distance_of_a_part_of_a_border_counts_from_that_part():
    lon, lat = 34.4, 31.4
    strip = slanted(lon, lat, 40, 8, 38)
    story, border = story_of(strip)
    part = PartOf(ref=border, part=t.heading("east"), span=t.HERE)
    ground = g.ground(
        WithinDistance,
        ref=Described(at=part, span=t.HERE),
        distance=g.km(3),
        story=story,
        gazetteer=fake(strip),
        centre=(lon, lat),
    )
    assert ground.area_km2() == pytest.approx(48 * 6 + math.pi * 9, rel=0.12)
    assert ground.area_km2("support") < 2.2 * ground.area_km2()


def test_the_edge_of_a_notch_is_no_border_of_the_whole():
    """A bay cut into the east: its southern shore faces north, but more of the place lies north of it."""
    lon, lat = 20.0, 45.0
    whole = shapely.box(-50, -50, 50, 50).difference(shapely.box(10, -10, 60, 10)).segmentize(5)
    shape = shapely.transform(whole, lambda xy: np.array([local(lon, lat, x, y) for x, y in xy]))
    notched = area("Notched", lon, lat, shape)
    story, border = story_of(notched)
    ground = g.ground(
        PartOf, ref=border, part=t.heading("north"), story=story, gazetteer=fake(notched), centre=(lon, lat)
    )
    assert ground.tract.path.likely.length / 1000 == pytest.approx(100, rel=0.12)
    assert ground.at(*local(lon, lat, 30, -10)) == 0
    assert ground.at(*local(lon, lat, 0, 50)) >= 2
