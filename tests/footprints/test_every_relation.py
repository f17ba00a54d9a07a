"""What holds for the ground of every relation, anywhere on Earth."""

from __future__ import annotations

import grounds as g
import pytest
import shapely
import theatre as t
from hypothesis import given, settings
from hypothesis import strategies as st
from theatre import relate

from deconflict_map.footprints import draw
from deconflict_map.geodesy import area_m2
from deconflict_map.model.anchor import BorderRef, CoastRef, EdgeRef
from deconflict_map.model.claim import ObjectKind
from deconflict_map.model.footprint import Cause
from deconflict_map.model.line_relation import AlongTowards, FromTo
from deconflict_map.model.qualifier import Bank, Closeness, Mode, Part, WidthKind
from deconflict_map.model.relation import (
    AllOf,
    AnyOf,
    Around,
    AtDistance,
    Between,
    BorderSide,
    Corners,
    Countryside,
    DirectionOf,
    Except,
    Holds,
    Leg,
    Near,
    Not,
    NotInto,
    Offset,
    OneOf,
    OnFeature,
    Opposite,
    Outskirts,
    PartOf,
    RestOf,
    Ring,
    ShareOf,
    SideOf,
    Spanning,
    Strip,
    TravelTime,
    Within,
    WithinDistance,
)
from deconflict_map.units.share import Share, share_words

TOWN, CITY, RIVER, HERE, THERE, VALLEY = range(6)
CENTRES = [(38.6, 35.0), (10.0, 0.0), (25.0, 70.0), (180.0, -16.0), (-179.5, 66.0)]


def measured(ref):
    """The relations that measure from a place, by name."""
    north, far = t.heading("north"), g.km(20)
    leg = Leg(distance=far, heading=north)
    across = Leg(distance=g.km(5), heading=t.heading("east"))
    return {
        "next to city": relate(Near, ref=ref(CITY), closeness=Closeness.BESIDE),
        "outside city": relate(Near, ref=ref(CITY), closeness=Closeness.OUTSIDE),
        "off city": relate(Near, ref=ref(CITY), closeness=Closeness.OFF),
        "outskirts of city": relate(Outskirts, ref=ref(CITY), heading=None),
        "northern outskirts of city": relate(Outskirts, ref=ref(CITY), heading=north),
        "countryside of city": relate(Countryside, ref=ref(CITY)),
        "opposite city": relate(Opposite, ref=ref(CITY), across=None),
        "within 20 km of town": relate(WithinDistance, ref=ref(TOWN), distance=far),
        "within 20 km of river": relate(WithinDistance, ref=ref(RIVER), distance=far),
        "within 20 km of country": relate(WithinDistance, ref=ref(HERE), distance=far),
        "20 km from town": relate(AtDistance, ref=ref(TOWN), distance=far),
        "20 km from country": relate(AtDistance, ref=ref(HERE), distance=far),
        "10 to 20 km from river": relate(Ring, ref=ref(RIVER), inner=g.km(10), outer=far),
        "two hours north of town": relate(
            TravelTime, ref=ref(TOWN), least_s=7200.0, most_s=7200.0, mode=Mode.DRIVE, heading=north
        ),
        "due north of city": relate(DirectionOf, ref=ref(CITY), heading=north, due=True),
        "north to east of city": relate(DirectionOf, ref=ref(CITY), heading=north, until=t.heading("east")),
        "north of country": relate(DirectionOf, ref=ref(HERE), heading=north),
        "20 km north of town": relate(Offset, ref=ref(TOWN), legs=(leg,)),
        "20 km north of river": relate(Offset, ref=ref(RIVER), legs=(leg,)),
        "20 km north and 5 km east of town": relate(Offset, ref=ref(TOWN), legs=(leg, across)),
        "between town and city": relate(Between, refs=(ref(TOWN), ref(CITY)), midway=False),
        "midway between town and city": relate(Between, refs=(ref(TOWN), ref(CITY)), midway=True),
        "between river and country": relate(Between, refs=(ref(RIVER), ref(THERE)), midway=False),
        "northern third of country": relate(
            PartOf, ref=ref(HERE), part=north, share=Share(least=1 / 3, most=1 / 3, word="third")
        ),
    }


def laid_along(ref):
    """Strips, stretches, polygons and set operations, by name."""
    border = BorderRef(ref=ref(HERE), other=ref(THERE), span=t.HERE)
    at_town, at_city = (relate(Within, ref=ref(index)) for index in (TOWN, CITY))
    corridor = relate(Strip, ref=ref(RIVER), width=g.km(10), kind=WidthKind.EACH_SIDE)
    inwards = relate(Strip, ref=border, width=g.km(15, 20, metres=17.5), kind=WidthKind.DEPTH, side=ref(HERE))
    near_city = relate(WithinDistance, ref=ref(CITY), distance=g.km(20))
    around_town = relate(WithinDistance, ref=ref(TOWN), distance=g.km(30))
    return {
        "10 km either side of river": corridor,
        "10 km wide along river": relate(Strip, ref=ref(RIVER), width=g.km(10), kind=WidthKind.UNSPECIFIED),
        "belt along river": relate(Strip, ref=ref(RIVER), width=None, kind=WidthKind.UNSPECIFIED),
        "10 km deep south of river": relate(
            Strip, ref=ref(RIVER), width=g.km(10), kind=WidthKind.DEPTH, side=t.heading("south")
        ),
        "left bank to 10 km": relate(Strip, ref=ref(RIVER), width=g.km(10), kind=WidthKind.DEPTH, side=Bank.LEFT),
        "15 to 20 km into country": inwards,
        "10 km into one and 5 km into other": relate(
            Strip, ref=border, width=g.km(10), kind=WidthKind.DEPTH, side=ref(HERE), other_width=g.km(5),
            other_side=ref(THERE),
        ),
        "5 km inside country": relate(
            Strip, ref=EdgeRef(ref=ref(HERE), span=t.HERE), width=g.km(5), kind=WidthKind.DEPTH, inwards=True
        ),
        "30 km along coast": relate(
            Strip, ref=CoastRef(ref=ref(HERE), span=t.HERE), width=g.km(30), kind=WidthKind.DEPTH
        ),
        "corridor between town and city": relate(Spanning, of=corridor, ends=(at_town, at_city)),
        "corridor from city to border": relate(Spanning, of=corridor, ends=(at_city, relate(OnFeature, ref=border))),
        "country between town and city": relate(
            Spanning, of=relate(Within, ref=ref(HERE)), ends=(at_town, at_city)
        ),
        "triangle": relate(Corners, refs=(ref(TOWN), ref(CITY), ref(HERE))),
        "strip without city": relate(Except, of=corridor, but=(near_city,)),
        "rest of country": relate(RestOf, ref=ref(HERE), but=(near_city,)),
        "not near city": relate(Not, of=near_city),
        "either": relate(AnyOf, parts=(near_city, around_town)),
        "one of two, without city": relate(
            Except, of=relate(OneOf, readings=(near_city, around_town), assumptions=("one", "other")), but=(at_city,)
        ),
        "holds city": relate(Holds, ref=ref(CITY)),
        "corridor that holds city, not town": relate(
            AllOf, parts=(corridor, relate(Holds, ref=ref(CITY)), relate(Not, of=around_town))
        ),
    }  # fmt: skip


def relations():
    """A relation of every kind over the places of `theatre.told`, by name."""

    def ref(index):
        return t.PlaceRef(toponym=index, span=t.HERE)

    def valley_ref(index):
        return t.PlaceRef(toponym=index, span=t.HERE, wants="valley")

    east, southwest = t.heading("east"), t.heading("southwest")
    start = relate(DirectionOf, ref=ref(TOWN), heading=southwest)
    return {
        "within town": relate(Within, ref=ref(CITY)),
        "within country": relate(Within, ref=ref(HERE)),
        "within valley": relate(Within, ref=valley_ref(RIVER)),
        "eastern country": relate(PartOf, ref=ref(HERE), part=east),
        "southwestern country": relate(PartOf, ref=ref(HERE), part=southwest),
        "north-north-eastern country": relate(PartOf, ref=ref(HERE), part=t.heading("north-northeast")),
        "central country": relate(PartOf, ref=ref(HERE), part=Part.CENTRE),
        "middle river": relate(PartOf, ref=ref(RIVER), part=Part.MIDDLE),
        "upper valley": relate(PartOf, ref=ref(VALLEY), part=Part.UPPER),
        "eastern river": relate(PartOf, ref=ref(RIVER), part=east),
        "near town": relate(Near, ref=ref(TOWN)),
        "near country": relate(Near, ref=ref(HERE)),
        "near river": relate(Near, ref=ref(RIVER)),
        "around city": relate(Around, ref=ref(CITY)),
        "south-west of town": start,
        "west of city": relate(DirectionOf, ref=ref(CITY), heading=t.heading("west")),
        "NNW of city": relate(DirectionOf, ref=ref(CITY), heading=t.heading("NNW")),
        "north of river": relate(SideOf, ref=ref(RIVER), heading=t.heading("north")),
        "southwest of river": relate(SideOf, ref=ref(RIVER), heading=southwest),
        "east side of city": relate(SideOf, ref=ref(CITY), heading=east),
        "on river": relate(OnFeature, ref=ref(RIVER)),
        "on city": relate(OnFeature, ref=ref(CITY)),
        "border side": relate(BorderSide, ref=ref(THERE), other=None),
        "border side, both named": relate(BorderSide, ref=ref(HERE), other=ref(THERE)),
        "along valley to country": relate(AlongTowards, along=ref(VALLEY), heading=east, towards=ref(THERE)),
        "along river east": relate(AlongTowards, along=ref(RIVER), heading=east, towards=None),
        "along river to city": relate(AlongTowards, along=ref(RIVER), heading=None, towards=ref(CITY)),
        "along town": relate(AlongTowards, along=ref(TOWN), heading=None, towards=ref(CITY)),
        "towards country": relate(AlongTowards, along=None, heading=None, towards=ref(THERE)),
        "much of valley": relate(ShareOf, ref=ref(VALLEY), share=share_words()["much"]),
        "all of country": relate(ShareOf, ref=ref(HERE), share=share_words()["all"]),
        "near and north": relate(
            AllOf,
            parts=(
                relate(Near, ref=ref(CITY)),
                relate(SideOf, ref=ref(RIVER), heading=t.heading("north")),
                relate(NotInto, ref=ref(CITY)),
            ),
        ),
        **measured(ref),
        **laid_along(ref),
        "line": relate(FromTo, start=start, end=relate(OnFeature, ref=ref(RIVER))),
    }


def drawn(relation, *, lon, lat, kind=ObjectKind.ZONE):
    w = t.world(lon, lat)
    s = t.told(w)
    s.say(relation, kind=kind)
    return draw(s.claims, s.resolutions, s.article, w.gazetteer)


@pytest.mark.parametrize(("lon", "lat"), CENTRES)
@pytest.mark.parametrize("name", relations())
def test_levels_nest_are_valid_and_lie_in_one_piece_of_the_earth(name, lon, lat):
    drawing = drawn(relations()[name], lon=lon, lat=lat)
    assert not drawing.undrawn
    (footprint,) = drawing.footprints
    if footprint.ensemble is not None:
        e = footprint.ensemble
        assert e.band90.buffer(2e-6).covers(e.band50)
        assert t.nested(e.start)
        assert t.nested(e.end)
        grounds = [e.band50, e.band90, e.median]
    else:
        assert footprint.region is not None
        assert t.nested(footprint.region)
        grounds = [footprint.region.core, footprint.region.likely, footprint.region.support]
    assert not grounds[-1].is_empty
    for ground in grounds:
        assert ground.is_valid
        # 800 km of world are at most 22° wide at 70°; anything wider has been torn at 180°.
        assert ground.is_empty or ground.bounds[2] - ground.bounds[0] < 40


@pytest.mark.parametrize("name", relations())
def test_the_same_words_cover_the_same_ground_everywhere(name):
    """Areas at the equator, at 35° and across 180° differ only by how the worlds themselves differ."""
    areas = []
    for lon, lat in [(38.6, 35.0), (10.0, 0.0), (180.0, -16.0)]:
        (footprint,) = drawn(relations()[name], lon=lon, lat=lat).footprints
        # The outermost tenth of an ensemble's courses is a few dozen; the inner half differs less from seed to seed.
        ground = footprint.ensemble.band50 if footprint.ensemble is not None else footprint.region.support
        areas.append(area_m2(ground))
    # Ensembles are drawn from other numbers in each place; regions by the same rule.
    assert max(areas) / min(areas) < (1.25 if "line" in name else 1.05)


@pytest.mark.parametrize("name", relations())
def test_everything_is_told(name):
    (footprint,) = drawn(relations()[name], lon=38.6, lat=35.0).footprints
    assert footprint.steps
    assert footprint.what_would_change
    assert footprint.title
    assert footprint.drawable == (not footprint.why_not)
    for step in footprint.steps:
        assert step.rule
        assert step.source
        assert step.effect
    causes = [u.cause for u in footprint.uncertainty]
    assert causes == sorted(causes, key=list(Cause).index), "grouped by cause, in their order"
    assert all(u.metres is None or u.metres >= 0 for u in footprint.uncertainty)
    assert Cause.BASE_DATA in causes


@settings(max_examples=40, deadline=None)
@given(
    name=st.sampled_from(sorted(relations())),
    lon=st.floats(-180, 180),
    lat=st.floats(-74, 74),
)
def test_levels_nest_at_any_place(name, lon, lat):
    for footprint in drawn(relations()[name], lon=lon, lat=lat).footprints:
        region = footprint.region if footprint.region is not None else footprint.ensemble.end
        assert t.nested(region)
        assert region.support.is_valid


def test_coordinates_are_rounded_to_six_decimals():
    (footprint,) = drawn(relations()["line"], lon=38.6, lat=35.0).footprints
    e = footprint.ensemble
    for geometry in (e.median, e.band50, e.end.support, *e.members[:3]):
        coordinates = shapely.get_coordinates(geometry)
        assert (coordinates.round(6) == coordinates).all()
