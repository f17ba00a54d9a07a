"""Relation trees of any shape over a made-up world: they are drawn or refused, never an error, and levels nest."""

from __future__ import annotations

import grounds as g
import pytest
import theatre as t
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deconflict_map.footprints import draw
from deconflict_map.model.anchor import (
    BorderRef,
    ChordRef,
    CoastRef,
    Described,
    EdgeRef,
    JunctionKind,
    JunctionRef,
    MeridianRef,
    NamedLineRef,
    ObjectRef,
    ParallelRef,
    PositionRef,
    RoadRef,
)
from deconflict_map.model.claim import ObjectKind
from deconflict_map.model.line_relation import AlongFeature, AlongTowards
from deconflict_map.model.qualifier import Bank, Closeness, WidthKind
from deconflict_map.model.relation import (
    AllOf,
    AnyOf,
    AtDistance,
    BankOf,
    Between,
    BorderSide,
    Corners,
    DirectionOf,
    Except,
    Holds,
    Leg,
    Near,
    Not,
    Offset,
    OneOf,
    OnFeature,
    PartOf,
    RestOf,
    Ring,
    ShareOf,
    SideOf,
    Spanning,
    Stream,
    Strip,
    Within,
    WithinDistance,
)
from deconflict_map.units.length import Bound
from deconflict_map.units.share import share_words

PLACES = ("town", "city", "river", "country", "neighbour", "valley")
WORDS = ("north", "east", "southwest", "NNW")
CENTRES = [(38.6, 35.0), (25.0, 70.0), (179.9, -16.0), (10.0, 0.5)]


def places(names=PLACES):
    return st.sampled_from([PLACES.index(name) for name in names]).map(
        lambda index: t.PlaceRef(toponym=index, span=t.HERE)
    )


def lengths():
    exact = st.sampled_from([0.5, 5, 20, 80]).map(g.km)
    ranges = st.just(g.km(5, 15))
    least = st.just(g.km(10, float("inf"), bound=Bound.AT_LEAST, metres=10))
    most = st.just(g.km(0, 10, bound=Bound.AT_MOST, metres=10))
    return st.one_of(exact, ranges, least, most)


def spanned(node, **parts):
    return st.builds(node, span=st.just(t.HERE), **parts)


HEADINGS = st.sampled_from(WORDS).map(t.heading)
BANKS = st.sampled_from(Bank)
TWO_COUNTRIES = places(("country", "neighbour"))


def plain_anchors(lon, lat):
    return st.one_of(
        places(),
        spanned(BorderRef, ref=TWO_COUNTRIES, other=st.one_of(st.none(), TWO_COUNTRIES)),
        spanned(CoastRef, ref=places(("country", "city"))),
        spanned(RoadRef, name=st.just("M4"), ends=st.lists(places(("town", "city")), max_size=2).map(tuple)),
        spanned(
            ParallelRef,
            lat=st.sampled_from([lat, lat + 1]),
            precision_deg=st.just(0.5),
            place=st.none(),
        ),
        spanned(MeridianRef, lon=st.sampled_from([lon, lon - 1]), precision_deg=st.just(0.5), place=st.none()),
        spanned(PositionRef, lon=st.just(lon), lat=st.just(lat), precision_m=st.sampled_from([1.0, 2000.0])),
        spanned(ObjectRef, key=st.sampled_from(["", "other", "itself"])),
        spanned(NamedLineRef, name=st.just("line A"), between=st.just(()), as_of=st.none()),
    )


def anchors(lon, lat, relations):
    plain = plain_anchors(lon, lat)
    return st.one_of(
        plain,
        spanned(ChordRef, points=st.lists(plain, min_size=1, max_size=3).map(tuple)),
        spanned(EdgeRef, ref=plain),
        spanned(JunctionRef, kind=st.sampled_from(JunctionKind), ref=plain, other=st.one_of(st.none(), plain)),
        spanned(Described, at=relations),
    )


def leaves(anchor):
    legs = st.builds(Leg, distance=lengths(), heading=HEADINGS)
    sides = st.one_of(st.none(), anchor, HEADINGS, BANKS)
    optional = st.one_of(st.none(), anchor)
    return st.one_of(
        spanned(Within, ref=anchor),
        spanned(PartOf, ref=anchor, part=HEADINGS),
        spanned(Near, ref=anchor, closeness=st.sampled_from(Closeness)),
        spanned(WithinDistance, ref=anchor, distance=lengths()),
        spanned(AtDistance, ref=anchor, distance=lengths()),
        spanned(Ring, ref=anchor, inner=st.just(g.km(5)), outer=lengths()),
        spanned(DirectionOf, ref=anchor, heading=HEADINGS),
        spanned(Offset, ref=anchor, legs=st.lists(legs, min_size=1, max_size=2).map(tuple)),
        spanned(SideOf, ref=anchor, heading=HEADINGS, strip=st.booleans()),
        spanned(BankOf, ref=anchor, bank=BANKS, seen_from=optional, strip=st.booleans()),
        spanned(OnFeature, ref=anchor),
        spanned(AlongTowards, along=optional, heading=st.one_of(st.none(), HEADINGS), towards=optional),
        spanned(Stream, ref=anchor, river=optional, downstream=st.booleans(), distance=st.one_of(st.none(), lengths())),
        spanned(Between, refs=st.lists(anchor, min_size=2, max_size=3).map(tuple), midway=st.booleans()),
        spanned(BorderSide, ref=TWO_COUNTRIES, other=st.one_of(st.none(), TWO_COUNTRIES)),
        spanned(
            Strip,
            ref=anchor,
            width=st.one_of(st.none(), lengths()),
            kind=st.sampled_from(WidthKind),
            side=sides,
            other_width=st.one_of(st.none(), lengths()),
            other_side=sides,
            inwards=st.sampled_from([None, True, False]),
        ),
        spanned(Corners, refs=st.lists(anchor, min_size=2, max_size=4).map(tuple)),
        spanned(ShareOf, ref=anchor, share=st.sampled_from(["much", "all", "part"]).map(share_words().__getitem__)),
        spanned(Holds, ref=anchor),
    )


def nests(lon, lat, below):
    anchor = anchors(lon, lat, below)
    several = st.lists(below, min_size=1, max_size=3).map(tuple)
    return st.one_of(
        leaves(anchor),
        spanned(AllOf, parts=several),
        spanned(AnyOf, parts=several),
        spanned(OneOf, readings=several, assumptions=st.just(())),
        spanned(Not, of=below),
        spanned(Except, of=below, but=several),
        spanned(RestOf, ref=anchor, but=st.lists(below, max_size=2).map(tuple)),
        spanned(Spanning, of=below, ends=st.lists(below, min_size=1, max_size=3).map(tuple)),
        spanned(AlongFeature, ref=anchor, start=st.one_of(st.none(), below), end=st.one_of(st.none(), below)),
    )


def trees(lon, lat):
    first = leaves(plain_anchors(lon, lat))
    return st.recursive(first, lambda below: nests(lon, lat, below), max_leaves=4)


@pytest.mark.parametrize(("lon", "lat"), CENTRES)
@settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(data=st.data())
def test_any_tree_is_drawn_or_refused(lon, lat, data):
    w = t.world(lon, lat)
    s = t.told(w)
    s.say(data.draw(trees(lon, lat)), key="itself")
    s.say(Within(ref=t.PlaceRef(toponym=1, span=t.HERE), span=t.HERE), key="other")
    drawing = draw(s.claims, s.resolutions, s.article, w.gazetteer)
    drawn = {number for footprint in drawing.footprints for number in footprint.claims}
    assert {claim.number for claim in s.claims} == drawn | {item.claim for item in drawing.undrawn}
    assert all(item.reason for item in drawing.undrawn)
    for footprint in drawing.footprints:
        assert footprint.drawable is (not footprint.why_not)
        assert footprint.region is not None
        assert t.nested(footprint.region)
        assert footprint.region.support.is_valid
        assert not footprint.region.support.is_empty
        assert all(step.rule and step.effect for step in footprint.steps)


@pytest.mark.parametrize("kind", [ObjectKind.LINE, ObjectKind.EVENT, ObjectKind.FORCE])
@settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(data=st.data())
def test_any_tree_is_drawn_or_refused_of_any_object(kind, data):
    w = t.world(38.6, 35.0)
    s = t.told(w)
    s.say(data.draw(trees(38.6, 35.0)), kind=kind)
    drawing = draw(s.claims, s.resolutions, s.article, w.gazetteer)
    assert drawing.footprints or drawing.undrawn
