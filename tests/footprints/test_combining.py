"""What several words about one thing come to: areas before and after, contradictions, readings, stated numbers."""

from __future__ import annotations

import math

import grounds as g
import pytest
import shapely
import theatre as t
from theatre import relate

from deconflict_map.footprints import draw
from deconflict_map.geodesy import area_m2, length_m
from deconflict_map.model.anchor import BorderRef, ChordRef, NamedLineRef
from deconflict_map.model.claim import Measure, ObjectKind, Stated, WhyWithheld
from deconflict_map.model.line_relation import FromTo
from deconflict_map.model.place import PlaceKind
from deconflict_map.model.qualifier import Bank, WidthKind
from deconflict_map.model.relation import (
    AllOf,
    AnyOf,
    BankOf,
    BorderSide,
    Holds,
    Not,
    OneOf,
    RestOf,
    SideOf,
    Spanning,
    Strip,
    Within,
    WithinDistance,
)


def draws(story, gazetteer=None):
    return draw(story.claims, story.resolutions, story.article, gazetteer or t.syria())


def about(lon, lat, radius_km, precision_m=1.0):
    return WithinDistance(ref=g.at(lon, lat, precision_m), distance=g.km(radius_km), span=t.HERE)


def area(measure, least, most=None):
    return Stated(measure=measure, least=least, most=least if most is None else most, span=t.HERE)


def places(story, *names):
    return tuple(story.name(name) for name in names)


# --- constraints together


def test_each_constraint_tells_the_ground_before_and_after_it():
    story = t.Story()
    story.say(about(38.0, 36.0, 20), key="it")
    story.say(about(*t.offset(38.0, 36.0, 90, 10), 20), key="it")
    (footprint,) = draws(story).footprints
    (joint,) = [step for step in footprint.steps if step.rule == "constraints joined"]
    # Two discs of 20 km, 10 km apart, share 860.8 km² (closed form of a lens) of 1,256.6 km².
    lens = 2 * 20**2 * math.acos(10 / 40) - 5 * math.sqrt(4 * 20**2 - 10**2)
    assert lens == pytest.approx(860.8, abs=0.1)
    assert area_m2(footprint.region.likely) / 1e6 == pytest.approx(lens, rel=0.002)
    assert "860 km² of 1,256 km², 68%" in joint.effect, "circles of 128 corners are 0.04 % short"


def test_what_it_isnt_and_what_it_holds_limit_the_ground_that_other_words_give():
    story = t.Story()
    raqqa = story.name(t.RAQQA)
    story.say(about(t.RAQQA.lon, t.RAQQA.lat, 30), key="it")
    story.say(relate(Not, of=about(*t.offset(t.RAQQA.lon, t.RAQQA.lat, 0, 20), 5)), key="it")
    story.say(relate(Holds, ref=raqqa), key="it")
    (footprint,) = draws(story).footprints
    assert footprint.claims == (1, 2, 3)
    assert area_m2(footprint.region.likely) / 1e6 == pytest.approx(math.pi * (900 - 25), rel=0.003)
    assert not footprint.findings


def test_a_place_that_is_said_to_belong_to_it_and_lies_far_off_is_told():
    story = t.Story()
    far = story.name(t.ABU_KAMAL)
    story.say(about(t.RAQQA.lon, t.RAQQA.lat, 10), key="it")
    story.say(relate(Holds, ref=far), key="it")
    (footprint,) = draws(story).footprints
    assert any("contradiction" in finding and t.ABU_KAMAL.name in finding for finding in footprint.findings)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (lambda ref: relate(SideOf, ref=ref, heading=t.heading("east")), lambda ref: relate(SideOf, ref=ref, heading=t.heading("west"))),
        (lambda ref: relate(BankOf, ref=ref, bank=Bank.LEFT), lambda ref: relate(BankOf, ref=ref, bank=Bank.RIGHT)),
    ],
)  # fmt: skip
def test_opposite_sides_of_one_line_are_both_drawn_and_told(first, second):
    story = t.Story()
    one, two, town = story.name(t.RIVER), story.name(t.RIVER), story.name(t.DEIR_EZ_ZOR)
    del town
    story.say(first(one), key="it")
    story.say(second(two), key="it")
    footprints = draws(story).footprints
    assert len(footprints) == 2
    for footprint in footprints:
        assert any("contradiction" in finding for finding in footprint.findings)
    east, west = (footprint.region.core for footprint in footprints)
    assert not east.intersects(west)


@pytest.mark.parametrize("at", [0, 1, 2])
def test_what_isnt_contradicted_holds_of_every_reading(at):
    story = t.Story()
    one, two = about(38.0, 36.0, 10), about(*t.offset(38.0, 36.0, 90, 60), 10)
    both = about(*t.offset(38.0, 36.0, 90, 30), 30)
    relations = [one, two]
    relations.insert(at, both)
    for relation in relations:
        story.say(relation, key="it")
    footprints = draws(story).footprints
    assert len(footprints) == 2
    for footprint in footprints:
        assert len(footprint.claims) == 2
        # Half of a disc of 10 km, and a little less: its edge is that of one of 30 km.
        assert 100 < area_m2(footprint.region.likely) / 1e6 < math.pi * 50


def test_opposite_sides_inside_one_description_are_refused():
    story = t.Story()
    river, town = places(story, t.RIVER, t.DEIR_EZ_ZOR)
    del town
    sides = tuple(relate(SideOf, ref=river, heading=t.heading(word)) for word in ("east", "west"))
    reason = g.refusal(AllOf, parts=sides, story=story, gazetteer=t.syria())
    assert "opposite sides" in reason


# --- what words settle of each other


@pytest.mark.parametrize("apart", [True, False])
def test_a_depth_takes_its_side_from_the_words_beside_it(apart):
    w = t.world(20, 45)
    story = t.told(w)
    here, there = places(story, w.country, w.neighbour)
    border = BorderRef(ref=here, other=there, span=t.HERE)
    strip = Strip(ref=border, width=g.km(30), kind=WidthKind.DEPTH, span=t.HERE)
    side = BorderSide(ref=here, other=there, span=t.HERE)
    if apart:
        story.say(strip, key="it")
        story.say(side, key="it")
    else:
        story.say(relate(AllOf, parts=(strip, side)), key="it")
    (footprint,) = draws(story, w.gazetteer).footprints
    # 400 km of border, 30 km into one country.
    assert area_m2(footprint.region.likely) / 1e6 == pytest.approx(400 * 30, rel=0.01)
    assert not footprint.region.core.is_empty
    assert footprint.claims == ((1, 2) if apart else (1,))


def test_a_width_in_a_country_along_its_border_lies_in_that_country_alone():
    w = t.world(20, 45)
    story = t.told(w)
    here, there = places(story, w.country, w.neighbour)
    strip = Strip(ref=BorderRef(ref=here, other=there, span=t.HERE), width=g.km(30), kind=WidthKind.TOTAL, span=t.HERE)
    story.say(relate(AllOf, parts=(strip, Within(ref=there, span=t.HERE))), key="it")
    (footprint,) = draws(story, w.gazetteer).footprints
    assert area_m2(footprint.region.likely) / 1e6 == pytest.approx(400 * 30, rel=0.01)


def test_a_depth_along_a_border_in_a_region_of_a_country_lies_on_that_countrys_side():
    w = t.world(20, 45)
    region = t.place("South", *t.offset(20, 45, 90, 250), kind=PlaceKind.REGION, country="AA")
    story = t.told(w)
    here, there = places(story, w.country, w.neighbour)
    strip = Strip(ref=BorderRef(ref=there, other=here, span=t.HERE), width=g.km(10), kind=WidthKind.DEPTH, span=t.HERE)
    story.say(relate(AllOf, parts=(strip, Within(ref=story.name(region), span=t.HERE))), key="it")
    gazetteer = t.Fake(places=(*w.gazetteer.places, region), shapes=w.gazetteer.shapes, borders=w.gazetteer.borders)
    (footprint,) = draws(story, gazetteer).footprints
    inside, across = (shapely.Point(t.offset(20, 45, 90, away)) for away in (295, 305))
    assert footprint.region.likely.covers(inside)
    assert not footprint.region.likely.covers(across)


def test_the_rest_of_a_region_outside_of_something_is_the_region_without_that():
    w = t.world(20, 45)
    story = t.told(w)
    here = story.name(w.country)
    story.say(relate(RestOf, ref=here, but=()), key="it")
    story.say(relate(Not, of=about(20, 45, 50)), key="it")
    story.say(relate(Within, ref=here), key="all of it")
    rest, whole = draws(story, w.gazetteer).footprints
    left = (area_m2(whole.region.likely) - area_m2(rest.region.likely)) / 1e6
    assert left == pytest.approx(math.pi * 2500, rel=0.003)


def test_several_countries_along_one_border_get_a_strip_each():
    w = t.world(20, 45)
    story = t.told(w)
    here, there = places(story, w.country, w.neighbour)
    strip = Strip(ref=BorderRef(ref=here, other=there, span=t.HERE), width=g.km(30), kind=WidthKind.DEPTH, span=t.HERE)
    both = relate(AnyOf, parts=(Within(ref=here, span=t.HERE), Within(ref=there, span=t.HERE)))
    story.say(relate(AllOf, parts=(strip, both)), key="it")
    (footprint,) = draws(story, w.gazetteer).footprints
    assert area_m2(footprint.region.likely) / 1e6 == pytest.approx(2 * 400 * 30, rel=0.02)


# --- rival readings


def test_rival_readings_are_drawn_apart_with_what_each_assumes():
    story = t.Story()
    readings = (about(38, 36, 10), about(39, 36, 10))
    story.say(relate(OneOf, readings=readings, assumptions=("from the base", "from the crossing")), key="it")
    first, second = draws(story).footprints
    assert not first.region.support.intersects(second.region.support)
    for footprint, words in ((first, "from the base"), (second, "from the crossing")):
        assert words in footprint.title
        assert any(words in step.assumptions for step in footprint.steps)


# --- numbers of the text


@pytest.mark.parametrize(
    ("stated", "finding"),
    [
        # A disc of 20 km: 1,256.6 km².
        (area(Measure.AREA, 1250e6), None),
        (area(Measure.AREA, 1500e6), "the text says 1,500 km²; what it describes covers 1,256 km²"),
        (area(Measure.AREA, 125.6e6), "the text says 126 km²; what it describes covers 1,256 km²"),
        (area(Measure.AREA, 1000e6, 2000e6), None),
        # Forty across, a hundred and twenty-six round: no longer than half of that.
        (area(Measure.LENGTH, 40e3), None),
        (area(Measure.LENGTH, 90e3), "the text says 90 km; what it describes is 40 km long"),
        # Nothing runs along it, so that no width can be told.
        (area(Measure.WIDTH, 1e3), None),
    ],
)
def test_a_number_that_doesnt_fit_is_told_and_nothing_is_bent(stated, finding):
    plain, with_number = t.Story(), t.Story()
    plain.say(about(38, 36, 20))
    with_number.say(about(38, 36, 20), stated=(stated,))
    (before,), (after,) = draws(plain).footprints, draws(with_number).footprints
    assert after.findings == (() if finding is None else (finding,))
    assert after.region == before.region


def test_the_doubt_of_the_ground_widens_what_a_number_may_be():
    story = t.Story()
    # Between 9 and 11 km: 254 to 380 km² and a little.
    length = g.km(9, 11, metres=10, bound=g.Bound.ABOUT)
    relation = WithinDistance(ref=g.at(38, 36), distance=length, span=t.HERE)
    story.say(relation, stated=(area(Measure.AREA, 260e6),))
    story.say(relation, stated=(area(Measure.AREA, 370e6),))
    story.say(relation, stated=(area(Measure.AREA, 420e6),))
    found = [footprint.findings for footprint in draws(story).footprints]
    assert found[:2] == [(), ()]
    assert len(found[2]) == 1


@pytest.mark.parametrize(
    ("stated", "fits"),
    [
        (area(Measure.LENGTH, 101e3), True),
        (area(Measure.LENGTH, 160e3), False),
        (area(Measure.WIDTH, 20e3), True),
        (area(Measure.WIDTH, 40e3), False),
        (area(Measure.AREA, 2000e6), True),
        (area(Measure.AREA, 20000e6), False),
    ],
)
def test_a_strip_is_as_long_as_its_line_and_as_wide_as_its_area_over_that(stated, fits):
    story = t.Story()
    chord = ChordRef(points=(g.at(38, 36), g.at(*t.offset(38, 36, 90, 100))), span=t.HERE)
    strip = Strip(ref=chord, width=g.km(10), kind=WidthKind.EACH_SIDE, span=t.HERE)
    story.say(strip, stated=(stated,))
    (footprint,) = draws(story).footprints
    assert bool(footprint.findings) is not fits


def test_a_line_is_as_long_as_its_courses():
    story = t.Story()
    start, end = (Within(ref=story.name(place), span=t.HERE) for place in (t.RAQQA, t.DEIR_EZ_ZOR))
    line = relate(FromTo, start=start, end=end)
    story.say(line, kind=ObjectKind.LINE, stated=(area(Measure.LENGTH, 5000e3),))
    (footprint,) = draws(story).footprints
    assert footprint.ensemble is not None
    assert length_m(footprint.ensemble.median) < 300e3
    assert any("the text says 5000 km; what it describes is" in finding for finding in footprint.findings)


# --- what words can't fix


@pytest.mark.parametrize("why", WhyWithheld)
def test_a_withheld_zone_shows_only_what_is_possible_and_says_why(why):
    open_, withheld = t.Story(), t.Story()
    open_.say(about(38, 36, 20, precision_m=500.0))
    withheld.say(about(38, 36, 20, precision_m=500.0), why_withheld=why)
    (before,), (after,) = draws(open_).footprints, draws(withheld).footprints
    assert before.drawable
    assert not after.drawable
    assert after.region.core.is_empty
    assert after.region.likely.is_empty
    assert after.region.support.equals(before.region.support)
    assert len(after.why_not.split()) > 5


@pytest.mark.parametrize(
    "relation",
    [
        lambda line: relate(Strip, ref=line, width=g.km(15), kind=WidthKind.EACH_SIDE),
        lambda line: relate(
            Spanning, of=relate(Strip, ref=line, width=g.km(15), kind=WidthKind.EACH_SIDE),
            ends=(Within(ref=g.at(38, 36), span=t.HERE), Within(ref=g.at(40, 36), span=t.HERE)),
        ),
    ],
)  # fmt: skip
def test_along_a_line_that_nobody_knows_only_the_ground_of_its_sides_stays_possible(relation):
    story = t.Story()
    syria, iraq = places(story, t.SYRIA_PLACE, t.IRAQ_PLACE)
    line = NamedLineRef(name="line of contact", between=(syria, iraq), as_of=None, span=t.HERE)
    story.say(relation(line))
    (footprint,) = draws(story).footprints
    assert not footprint.drawable
    assert footprint.region.core.is_empty
    assert footprint.region.likely.is_empty
    assert not footprint.region.support.is_empty
    assert "line of contact" in footprint.why_not


def test_along_a_river_of_which_no_course_is_known_nothing_is_drawn_but_its_country():
    canal = t.place("Canal", 38, 36, kind=PlaceKind.STREAM, country="SY")
    story = t.Story()
    story.name(t.RAQQA)
    strip = relate(Strip, ref=story.name(canal), width=g.km(10), kind=WidthKind.DEPTH, side=t.heading("east"))
    story.say(strip)
    (footprint,) = draws(story, t.syria(canal)).footprints
    assert not footprint.drawable
    assert footprint.region.likely.is_empty
    assert "isn't known" in footprint.why_not
