"""Sides, banks and reaches of every kind of line against positions placed by geographiclib and known areas."""

from __future__ import annotations

from dataclasses import replace

import grounds as g
import numpy as np
import pytest
import theatre as t
from geographiclib.geodesic import Geodesic
from shapely.geometry import LineString
from test_anchors_of_lines import FIJI, IRAQ, NORWAY, SYRIA, TURKEY

from deconflict_map.footprints.tract import Refusal
from deconflict_map.model.anchor import BorderRef, MeridianRef, ParallelRef
from deconflict_map.model.line_relation import AlongFeature
from deconflict_map.model.place import PlaceKind, ShapeForm
from deconflict_map.model.qualifier import Bank
from deconflict_map.model.relation import BankOf, OnFeature, SideOf, Stream, Within


def _of_country(gazetteer, country, relation, *others, **parts):
    story = t.Story()
    refs = [story.name(gazetteer.place(place_id)) for place_id in (country, *others)]
    place = gazetteer.place(country)
    made = {name: part(refs) if callable(part) else part for name, part in parts.items()}
    return g.ground(relation, story=story, gazetteer=gazetteer, centre=(place.lon, place.lat), **made)


def _parallel(lat):
    return ParallelRef(lat=lat, precision_deg=0.5, span=t.HERE)


@pytest.mark.parametrize(
    ("lat", "side", "known_km2"), [(36.0, "north", 39_700), (32.0, "south", 152_700), (33.0, "south", 235_000)]
)
def test_the_no_fly_zones_of_iraq_have_their_areas(gazetteer, lat, side, known_km2):
    ground = _of_country(gazetteer, IRAQ, SideOf, ref=_parallel(lat), heading=t.heading(side))
    assert ground.area_km2() == pytest.approx(known_km2, rel=0.03)


@pytest.mark.parametrize(
    ("country", "anchor", "side", "inside", "outside"),
    [
        (IRAQ, _parallel(36.0), "north", (43.1, 36.34), (44.4, 35.47)),  # Mosul, Kirkuk
        (NORWAY, _parallel(70.0), "north", (23.68, 70.66), (18.95, 69.65)),  # Hammerfest, Tromsø
        (FIJI, _parallel(-17.0), "north", (179.4, -16.43), (178.44, -18.14)),  # Labasa, Suva
        (FIJI, MeridianRef(lon=180.0, precision_deg=0.5, span=t.HERE), "east", (-179.97, -16.8), (178.44, -18.14)),
    ],
)
def test_towns_lie_on_their_side_of_a_parallel_or_meridian(gazetteer, country, anchor, side, inside, outside):
    ground = _of_country(gazetteer, country, SideOf, ref=anchor, heading=t.heading(side))
    assert ground.at(*inside) == 3
    assert ground.at(*outside) == 0


@pytest.mark.parametrize("side", ["east", "west"])
def test_a_parallel_has_no_east_side(gazetteer, side):
    story = t.Story()
    story.name(gazetteer.place(IRAQ))
    found, _ = g.asked(
        SideOf, story=story, gazetteer=gazetteer, centre=(44.0, 33.0), ref=_parallel(36.0), heading=t.heading(side)
    )
    assert isinstance(found, Refusal)


@pytest.mark.parametrize(("bank", "country"), [(Bank.NEAR, "SY"), (Bank.FAR, "TR")])
def test_the_far_side_of_a_border_is_the_neighbour(gazetteer, bank, country):
    ground = _of_country(
        gazetteer,
        SYRIA,
        BankOf,
        TURKEY,
        ref=lambda refs: BorderRef(ref=refs[0], other=refs[1], span=t.HERE),
        bank=bank,
        seen_from=lambda refs: refs[0],
    )
    aleppo, gaziantep = (37.16, 36.2), (37.38, 37.07)
    here, there = (aleppo, gaziantep) if country == "SY" else (gaziantep, aleppo)
    assert ground.at(*here) > 0
    assert ground.at(*there) == 0


# A river that flows due east along a parallel: its left bank is the north one.
def _river(lon, lat):
    line = LineString([(lon + x, lat) for x in np.linspace(-2, 2, 81)])
    river = replace(t.area("River", line, kind=PlaceKind.STREAM, country="", error_m=500.0), shape=ShapeForm.LINE)
    return river, line


def _by_river(relation, lon, lat, *more, **parts):
    river, line = _river(lon, lat)
    story = t.Story()
    refs = [story.name(place) for place in (river, *more)]
    gazetteer = t.Fake(places=(river, *more), shapes={river.id: line})
    made = {name: part(refs) if callable(part) else part for name, part in parts.items()}
    return g.ground(relation, story=story, gazetteer=gazetteer, centre=(lon, lat), **made)


@pytest.mark.parametrize(("lon", "lat"), g.SITES)
@pytest.mark.parametrize(("bank", "azimuth"), [(Bank.LEFT, 0.0), (Bank.RIGHT, 180.0)])
def test_left_is_left_of_somebody_facing_downstream(lon, lat, bank, azimuth):
    ground = _by_river(BankOf, lon, lat, ref=lambda refs: refs[0], bank=bank)
    assert ground.off(lon, lat, azimuth, 8) == 3
    assert ground.off(lon, lat, azimuth + 180, 8) == 0


@pytest.mark.parametrize(("lon", "lat"), g.SITES)
@pytest.mark.parametrize(("downstream", "sign"), [(True, 1), (False, -1)])
def test_so_many_kilometres_downstream_lie_that_far_along_the_river(lon, lat, downstream, sign):
    town = t.place("Town", (lon + 180) % 360 - 180, lat)
    ground = _by_river(
        Stream,
        lon,
        lat,
        town,
        ref=lambda refs: refs[1],
        river=lambda refs: refs[0],
        downstream=downstream,
        distance=g.km(20),
    )
    # Along a parallel a degree is so long: the river's own kilometres, by geographiclib over short steps.
    step = Geodesic.WGS84.Inverse(lat, 0.0, lat, 0.01)["s12"] / 1000
    there = lon + sign * 20 / step * 0.01
    other = lon - sign * 20 / step * 0.01
    assert ground.at(there, lat) >= 2
    assert ground.at(other, lat) == 0
    assert ground.at(lon, lat) == 0


@pytest.mark.parametrize(("lon", "lat"), g.SITES)
def test_along_a_river_from_town_to_town_is_the_reach_between(lon, lat):
    first, last = (t.place(name, (lon + by + 180) % 360 - 180, lat) for name, by in (("A", -0.5), ("B", 0.75)))
    ground = _by_river(
        AlongFeature,
        lon,
        lat,
        first,
        last,
        ref=lambda refs: refs[0],
        start=lambda refs: t.relate(Within, ref=refs[1]),
        end=lambda refs: t.relate(Within, ref=refs[2]),
    )
    assert ground.at(lon, lat) == 3
    assert ground.at(lon - 0.7, lat) == 0
    assert ground.at(lon + 0.95, lat) == 0
    true = sum(Geodesic.WGS84.Inverse(lat, 0.0, lat, 0.01)["s12"] for _ in range(125)) / 1000
    assert ground.tract.path.likely.length / 1000 == pytest.approx(true, rel=0.08)


def test_on_a_border_is_a_reach_of_it_and_nothing_is_sure(gazetteer):
    ground = _of_country(
        gazetteer, SYRIA, OnFeature, TURKEY, ref=lambda refs: BorderRef(ref=refs[0], other=refs[1], span=t.HERE)
    )
    assert ground.region.core.is_empty
    assert ground.tract.path is not None
    assert ground.at(40.0, 36.83) >= 1  # by Ras al-Ayn, on the border
    assert ground.at(37.16, 36.2) == 0  # Aleppo


def test_a_river_that_isnt_so_long_is_refused():
    river, line = _river(38.0, 35.0)
    story = t.Story()
    town = t.place("Town", 38.0, 35.0)
    refs = [story.name(place) for place in (river, town)]
    found, _ = g.asked(
        Stream,
        story=story,
        gazetteer=t.Fake(places=(river, town), shapes={river.id: line}),
        centre=(38.0, 35.0),
        ref=refs[1],
        river=refs[0],
        downstream=True,
        distance=g.km(900),
    )
    assert isinstance(found, Refusal)
    assert "isn't so long" in found.reason
