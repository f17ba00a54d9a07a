"""Every relation that measures from something, from everything that a relation may be relative to."""

from __future__ import annotations

import dataclasses
from importlib.resources import files

import grounds as g
import pytest
import theatre as t
from theatre import relate

from deconflict_map.footprints.point_parameters import point_rules
from deconflict_map.footprints.tract import Refusal, Tract
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
    PlaceRef,
    PositionRef,
    RoadRef,
)
from deconflict_map.model.qualifier import Closeness, Mode, Part, Way
from deconflict_map.model.relation import (
    Around,
    AtDistance,
    Between,
    Countryside,
    DirectionOf,
    Leg,
    Near,
    Offset,
    Opposite,
    Outskirts,
    PartOf,
    Ring,
    TravelTime,
    Within,
    WithinDistance,
)

TOWN, CITY, RIVER, HERE, THERE, VALLEY = range(6)
INF = float("inf")


def ref(index, **more):
    return PlaceRef(toponym=index, span=t.HERE, **more)


def anchors(lon, lat):
    """An anchor of every kind about a world (`theatre.world`), by name."""
    span = t.HERE
    position = PositionRef(lon=(lon + 180) % 360 - 180, lat=lat, precision_m=50.0, span=span)
    return {
        "town": ref(TOWN),
        "centre of city": ref(CITY, centre=True),
        "river": ref(RIVER),
        "country": ref(HERE),
        "centre of country": ref(HERE, centre=True),
        "valley": ref(VALLEY),
        "border": BorderRef(ref=ref(HERE), other=ref(THERE), span=span),
        "border of one": BorderRef(ref=ref(HERE), other=None, span=span),
        "coast": CoastRef(ref=ref(HERE), span=span),
        "road": RoadRef(name="M4", ends=(ref(TOWN), ref(CITY)), span=span),
        "road without ends": RoadRef(name="M4", ends=(), span=span),
        "parallel": ParallelRef(lat=lat, precision_deg=0.01, span=span),
        "parallel of town": ParallelRef(lat=None, precision_deg=0.0, span=span, place=ref(TOWN)),
        "meridian": MeridianRef(lon=position.lon, precision_deg=0.01, span=span),
        "position": position,
        "chord": ChordRef(points=(ref(TOWN), ref(CITY)), span=span),
        "confluence": JunctionRef(kind=JunctionKind.MOUTH, ref=ref(RIVER), other=None, span=span),
        "meeting": JunctionRef(
            kind=JunctionKind.MEETING, ref=ref(RIVER), other=BorderRef(ref=ref(HERE), other=ref(THERE), span=span),
            span=span,
        ),
        "edge": EdgeRef(ref=ref(CITY), span=span),
        "object": ObjectRef(key="", span=span),
        "named line": NamedLineRef(name="line of contact", between=(ref(HERE), ref(THERE)), as_of=None, span=span),
        "described": Described(at=relate(DirectionOf, ref=ref(TOWN), heading=t.heading("southwest")), span=span),
        "unresolved": ref(6),
    }  # fmt: skip


def relations(anchor):
    """A relation of every kind that measures, from an anchor, by name."""
    north, open_end = t.heading("north"), g.km(15, INF, bound=g.Bound.AT_LEAST)
    leg = Leg(distance=g.km(30), heading=north)
    return {
        "within": (Within, {"ref": anchor}),
        **{f"near ({c.value})": (Near, {"ref": anchor, "closeness": c}) for c in Closeness},
        "around": (Around, {"ref": anchor}),
        "outskirts": (Outskirts, {"ref": anchor, "heading": north}),
        "countryside": (Countryside, {"ref": anchor}),
        "opposite": (Opposite, {"ref": anchor, "across": ref(RIVER)}),
        "opposite, across it": (Opposite, {"ref": ref(TOWN), "across": anchor}),
        "within a distance": (WithinDistance, {"ref": anchor, "distance": g.km(30)}),
        "within at least": (WithinDistance, {"ref": anchor, "distance": open_end}),
        "at a distance": (AtDistance, {"ref": anchor, "distance": g.km(30), "way": Way.ROAD}),
        "at least": (AtDistance, {"ref": anchor, "distance": open_end}),
        "belt": (Ring, {"ref": anchor, "inner": g.km(10), "outer": g.km(20)}),
        "open belt": (Ring, {"ref": anchor, "inner": g.km(10), "outer": open_end}),
        "travel": (TravelTime, {"ref": anchor, "least_s": 3600.0, "most_s": INF, "mode": Mode.WALK, "heading": north}),
        "direction": (DirectionOf, {"ref": anchor, "heading": north}),
        "due": (DirectionOf, {"ref": anchor, "heading": north, "due": True}),
        "until": (DirectionOf, {"ref": anchor, "heading": north, "until": t.heading("east")}),
        "offset": (Offset, {"ref": anchor, "legs": (leg,)}),
        "two offsets": (Offset, {"ref": anchor, "legs": (leg, Leg(distance=open_end, heading=t.heading("east")))}),
        "between": (Between, {"refs": (anchor, ref(CITY)), "midway": False}),
        "midway": (Between, {"refs": (ref(TOWN), anchor), "midway": True}),
        "between three": (Between, {"refs": (ref(TOWN), anchor, ref(CITY)), "midway": False}),
        "between lines": (Between, {"refs": (ref(RIVER), anchor), "midway": False}),
        "part": (PartOf, {"ref": anchor, "part": north}),
        "centre": (PartOf, {"ref": anchor, "part": Part.CENTRE}),
    }


def known(tract):
    region = tract.region
    for level in (region.core, region.likely, region.support):
        assert level.is_valid
        assert level.geom_type in {"Polygon", "MultiPolygon"}
    assert not region.support.is_empty
    for inner, outer in ((region.core, region.likely), (region.likely, region.support)):
        assert inner.is_empty or outer.buffer(0.1).covers(inner)
    assert tract.steps
    assert tract.uncertainty
    if tract.why_not:
        assert region.likely.is_empty, "what isn't fixed isn't drawn as likely"


# What has no ground in such a world, or none for such a relation, is refused in a sentence; everything else is drawn.
NO_GROUND = {"road without ends", "object", "unresolved"}


@pytest.mark.parametrize("relation", sorted(relations(ref(TOWN))))
@pytest.mark.parametrize("site", [(25.0, 35.0), (180.0, -16.0), (25.0, 70.0)])
def test_every_anchor_gives_ground_or_a_reason(relation, site):
    w = t.world(*site)
    for name, anchor in anchors(*site).items():
        story = t.told(w)
        story.name("Nowhere")
        kind, parts = relations(anchor)[relation]
        tract, _ = g.asked(kind, story=story, gazetteer=w.gazetteer, centre=site, **parts)
        if isinstance(tract, Refusal):
            assert len(tract.reason) > 15, (name, tract.reason)
        else:
            assert isinstance(tract, Tract)
            known(tract)


DRAWN = [
    (relation, name)
    for relation in (
        "within a distance",
        "at a distance",
        "belt",
        "near (near)",
        "around",
        "offset",
        "at least",
        "travel",
    )
    for name in anchors(25.0, 35.0)
    if name not in NO_GROUND
]


@pytest.mark.parametrize(("relation", "name"), DRAWN)
def test_what_has_ground_can_be_measured_from(relation, name):
    w = t.world(25.0, 35.0)
    kind, parts = relations(anchors(25.0, 35.0)[name])[relation]
    tract, _ = g.asked(kind, story=t.told(w), gazetteer=w.gazetteer, centre=(25.0, 35.0), **parts)
    if name == "named line":
        assert isinstance(tract, Refusal) or tract.why_not
    else:
        assert isinstance(tract, Tract), (name, tract)


# --- the file of rules


@pytest.mark.parametrize("field", [field.name for field in dataclasses.fields(point_rules())])
def test_every_rule_has_a_name_and_a_source(field):
    rule = getattr(point_rules(), field)
    assert rule.rule
    assert len(rule.source) > 20


def test_every_judgement_gives_its_reason():
    text = files("deconflict_map.footprints").joinpath("point_rules.toml").read_text(encoding="utf-8")
    comments = [line for line in text.splitlines() if line.startswith("# Judgement")]
    assert len(comments) > 10
    assert all(len(line) > 40 for line in comments)


def test_numbers_grow_outwards():
    rules = point_rules()
    for three in (
        rules.urban.near_m, rules.urban.beside_m, rules.urban.at_m, rules.off.reach_m, rules.outskirts.outer_share,
        rules.outskirts.outer_floor_m, rules.countryside.reach_m, rules.opposite.radials, rules.measure.at_least,
        rules.way.road, rules.way.river, rules.travel.most_share, rules.due.half_angles_deg, rules.until.widening_deg,
        rules.between.along, rules.between.aside, rules.between.midway, rules.between_zones.share_of_gap,
    ):  # fmt: skip
        assert list(three) == sorted(three)
    assert list(rules.travel.least_share) == sorted(rules.travel.least_share, reverse=True)
    assert list(rules.outskirts.inner_share) == sorted(rules.outskirts.inner_share, reverse=True)
