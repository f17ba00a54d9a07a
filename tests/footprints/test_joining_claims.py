"""Claims about one object: joined, contradicted, negated, unresolved; and what is told about it."""

from __future__ import annotations

from datetime import date

import pytest
import shapely
import theatre as t
from theatre import HERE, relate

import deconflict_map as dm
from deconflict_map.footprints import draw
from deconflict_map.geodesy import area_m2
from deconflict_map.model.claim import ObjectKind, Precision, When
from deconflict_map.model.footprint import Cause
from deconflict_map.model.line_relation import AlongTowards, FromTo
from deconflict_map.model.relation import (
    BorderSide,
    DirectionOf,
    Near,
    NotInto,
    OnFeature,
    PartOf,
    ShareOf,
    SideOf,
    Within,
)
from deconflict_map.units.share import share_words


def draws(s, gazetteer=None):
    return draw(s.claims, s.resolutions, s.article, gazetteer or t.syria())


def day(first, last):
    return When(text="then", span=None, first=first, last=last, precision=Precision.DAY)


def test_two_sentences_about_one_zone_narrow_each_other():
    s = t.Story()
    city, river = s.name(t.DEIR_EZ_ZOR), s.name(t.RIVER)
    s.say(relate(Near, ref=city), key="it")
    s.say(relate(SideOf, ref=river, heading=t.heading("east")), key="it")
    (footprint,) = draws(s).footprints
    assert footprint.claims == (1, 2)
    (joint,) = [step for step in footprint.steps if step.rule == "constraints joined"]
    assert joint.claim == 2
    assert "%" in joint.effect
    single = t.Story()
    single.say(relate(Near, ref=single.name(t.DEIR_EZ_ZOR)))
    assert area_m2(footprint.region.support) < area_m2(draws(single).footprints[0].region.support)


def test_sentences_that_share_no_ground_are_both_drawn_and_told():
    s = t.Story()
    s.say(relate(Near, ref=s.name(t.TABQA)), key="it")
    s.say(relate(Near, ref=s.name(t.ABU_KAMAL)), key="it")
    first, second = draws(s).footprints
    assert (first.claims, second.claims) == ((1,), (2,))
    for footprint in (first, second):
        assert any("contradiction" in u.text for u in footprint.uncertainty)
    assert not first.region.support.intersects(second.region.support)


def test_days_that_don_t_meet_make_two_objects():
    s = t.Story()
    city = s.name(t.DEIR_EZ_ZOR)
    s.say(relate(Near, ref=city), key="it", holds=day(date(2017, 7, 1), date(2017, 7, 31)))
    s.say(relate(Near, ref=city), key="it", holds=day(date(2017, 9, 16), date(2017, 9, 16)))
    s.say(relate(Near, ref=city), key="it")
    assert [fp.claims for fp in draws(s).footprints] == [(1, 3), (2,)]


def test_a_denial_takes_ground_off_and_swaps_core_and_support():
    s = t.Story()
    city = s.name(t.DEIR_EZ_ZOR)
    s.say(relate(Near, ref=city), key="it")
    s.say(relate(NotInto, ref=city), key="it")
    (footprint,) = draws(s).footprints
    # The disc of the city has r = 3.93 km: what may still be city (2 r) is no core, what surely is (r) is impossible.
    inside, edge = (shapely.Point(t.offset(t.DEIR_EZ_ZOR.lon, t.DEIR_EZ_ZOR.lat, 90, km)) for km in (3.5, 5.0))
    assert not footprint.region.support.covers(inside)
    assert footprint.region.support.covers(edge)
    assert not footprint.region.core.covers(edge)
    assert footprint.claims == (1, 2)


def test_a_denial_alone_is_no_ground():
    s = t.Story()
    s.say(relate(NotInto, ref=s.name(t.DEIR_EZ_ZOR)), kind=ObjectKind.LINE)
    drawing = draws(s)
    assert not drawing.footprints
    assert drawing.undrawn[0].claim == 1
    assert "where it isn't" in drawing.undrawn[0].reason


def test_a_denial_that_leaves_nothing_is_a_contradiction():
    s = t.Story()
    country = s.name(t.SYRIA_PLACE)
    s.say(relate(Within, ref=s.name(t.RAQQA)), key="it")
    s.say(relate(NotInto, ref=country), key="it")
    (footprint,) = draws(s).footprints
    assert any("contradiction" in u.text for u in footprint.uncertainty)
    assert not footprint.region.support.is_empty


@pytest.mark.parametrize(
    "relation",
    [
        lambda ref: relate(Near, ref=ref),
        lambda ref: relate(FromTo, start=relate(Near, ref=ref), end=relate(Near, ref=ref)),
        lambda ref: relate(AlongTowards, along=None, heading=None, towards=ref),
    ],
)
def test_an_unresolved_place_is_named_in_the_reason(relation):
    s = t.Story()
    s.say(relation(s.name("Atlantis")))
    drawing = draws(s)
    assert not drawing.footprints
    assert "Atlantis" in drawing.undrawn[0].reason


def test_an_unresolved_constraint_doesn_t_take_its_fellows_along():
    s = t.Story()
    s.say(relate(Near, ref=s.name(t.RAQQA)), key="it")
    s.say(relate(NotInto, ref=s.name("Atlantis")), key="it")
    drawing = draws(s)
    assert [fp.claims for fp in drawing.footprints] == [(1,)]
    assert [item.claim for item in drawing.undrawn] == [2]


def test_a_line_whose_course_isn_t_described_shows_its_support_only():
    s = t.Story()
    s.say(relate(Within, ref=s.name(t.SYRIA_PLACE)), kind=ObjectKind.LINE)
    (footprint,) = draws(s).footprints
    assert not footprint.drawable
    assert "how it runs" in footprint.why_not


@pytest.mark.parametrize(
    ("word", "core", "likely", "drawable"),
    [
        ("some", False, False, False),  # 5 … 50 %: a place in it belongs to the part with 0.05 at least
        ("much", False, True, False),  # 50 … 95 %
        ("almost all", True, True, True),  # 90 … 100 %
        ("all", True, True, True),
    ],
)
def test_a_share_is_never_shrunk_by_a_guess(word, core, likely, drawable):
    s = t.Story()
    s.say(relate(ShareOf, ref=s.name(t.SYRIA_PLACE), share=share_words()[word]))
    (footprint,) = draws(s).footprints
    assert footprint.region.support.buffer(1e-6).covers(t.SYRIA)
    assert footprint.region.core.is_empty is not core
    assert footprint.region.likely.is_empty is not likely
    assert footprint.drawable is drawable


def test_withheld_words_are_quoted_as_not_fixed():
    s = t.Story()
    river = s.name(t.RIVER)
    s.say(
        relate(
            FromTo,
            start=relate(DirectionOf, ref=s.name(t.TABQA), heading=t.heading("southwest")),
            end=relate(OnFeature, ref=river),
        ),
        kind=ObjectKind.LINE,
        withheld=HERE,
    )
    (footprint,) = draws(s).footprints
    assert not footprint.drawable
    quoted = [u for u in footprint.uncertainty if u.cause is Cause.NOT_FIXED and "“E”" in u.text]
    assert quoted


def test_a_border_without_a_named_neighbour_isn_t_guessed():
    s = t.Story()
    s.say(relate(BorderSide, ref=s.name(t.IRAQ_PLACE), other=None))
    drawing = draws(s)
    assert not drawing.footprints
    assert "isn't said" in drawing.undrawn[0].reason


def test_a_heading_that_the_line_doesn_t_have_is_told():
    s = t.Story()
    river = s.name(t.RIVER)
    s.name(t.RAQQA)
    s.say(relate(AlongTowards, along=river, heading=t.heading("northwest"), towards=s.name(t.ABU_KAMAL)))
    (footprint,) = draws(s).footprints
    assert any("leads another way" in u.text for u in footprint.uncertainty)


def test_parts_of_a_country_lie_where_they_say():
    """Areas of three fifths, half and a third of the depth of a box: 10° by 6°, cut by meridians and parallels."""
    box = shapely.box(10, 40, 20, 46)
    country = t.area("Box", box, kind=t.PlaceKind.COUNTRY, country="XX", error_m=0)
    s = t.Story()
    ref = s.name(country)
    s.say(relate(PartOf, ref=ref, part=t.heading("east")))
    s.say(relate(PartOf, ref=ref, part=t.heading("northwest")))
    east, northwest = draws(s, t.Fake(places=(country,), shapes={country.id: box})).footprints
    assert east.region.support.bounds == pytest.approx((14, 40, 20, 46), abs=0.06)
    assert east.region.likely.bounds == pytest.approx((15, 40, 20, 46), abs=0.06)
    assert east.region.core.bounds == pytest.approx((20 - 10 / 3, 40, 20, 46), abs=0.06)
    assert northwest.region.likely.bounds == pytest.approx((10, 43, 15, 46), abs=0.06)


def test_every_claim_is_drawn_or_told():
    """A refused claim about an object that another claim draws isn't dropped."""
    s = t.Story()
    s.say(relate(Near, ref=s.name(t.RAQQA)), key="it")
    s.say(relate(AlongTowards, along=None, heading=t.heading("north"), towards=None), key="it")
    drawing = draws(s)
    assert [fp.claims for fp in drawing.footprints] == [(1,)]
    assert [item.claim for item in drawing.undrawn] == [2]
    assert any("name no line" in u.text for u in drawing.footprints[0].uncertainty)


@pytest.mark.parametrize(
    ("text", "footprints", "contradicts", "why"),
    [
        ("Clashes broke out in Raqqa and in Hasakah.", 2, False, "a list of two"),
        ("Clashes broke out near Raqqa, near Hasakah and near Deir ez-Zor.", 3, False, "a list of three"),
        ("Clashes broke out in Raqqa, in Hasakah, and in Deir ez-Zor.", 3, False, "with a comma before its end"),
        ("A zone lies near Raqqa. The zone lies near Damascus.", 2, True, "two sentences about one zone"),
        ("A zone lies east of the Euphrates, near Damascus.", 2, True, "a comma narrows"),
    ],
)
def test_a_list_of_places_contradicts_nothing(text, footprints, contradicts, why):
    drawn = dm.map_text(text).footprints
    assert len(drawn) == footprints, why
    assert any("contradiction" in finding for one in drawn for finding in one.findings) is contradicts, why


def test_a_container_in_a_list_is_no_member_of_it():
    (footprint,) = dm.map_text("Clashes broke out in Syria, in Raqqa and in Hasakah.").footprints
    towns = sum(area_m2(dm.locate(f"in {name}", inside="Syria").region.likely) for name in ("Raqqa", "Hasakah"))
    assert area_m2(footprint.region.likely) == pytest.approx(towns, rel=0.01)
