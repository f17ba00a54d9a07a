"""Relations, times and lengths in words."""

from dataclasses import replace
from datetime import date

import pytest
from rendered_sample import CLAIMS, JULY, SATURDAY, reading, span

from deconflict_map.model.anchor import (
    Anchor,
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
from deconflict_map.model.claim import Extent, Precision, When
from deconflict_map.model.line_relation import AlongFeature, AlongTowards, Crosses, FromTo, Passes, Separates
from deconflict_map.model.qualifier import Bank, Closeness, LineShape, Mode, Part, Way, WidthKind
from deconflict_map.model.relation import (
    AllOf,
    AnyOf,
    Around,
    AtDistance,
    AtSea,
    BankOf,
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
    Own,
    PartOf,
    Relation,
    RestOf,
    Ring,
    ShareOf,
    SideOf,
    Spanning,
    Stream,
    Strip,
    TravelTime,
    Within,
    WithinDistance,
    references,
)
from deconflict_map.render.telling import relation_words
from deconflict_map.render.words import distance_words, when_words
from deconflict_map.units.heading import parse_heading
from deconflict_map.units.length import Bound, Length
from deconflict_map.units.share import Share

EUPHRATES = PlaceRef(toponym=0, span=span("Euphrates"))
TABQA = PlaceRef(toponym=1, span=span("Tabqa"))
IRAQ = PlaceRef(toponym=6, span=span("Iraq"))
RIVER = PlaceRef(toponym=0, span=span("the river"), anaphor=True)
S = span("Tabqa")

OF_THE_SAMPLE = [
    (1, "from a point southwest of Tabqa to a point on the Euphrates"),  # “the river” is named
    (2, "does not extend into Deir ez-Zor"),
    (3, "east of the Euphrates and near Deir ez-Zor"),
    (4, "southeast along the Euphrates towards Iraq"),
    (5, "over much of the Euphrates"),
    (6, "near Karama"),  # the place stayed unresolved; its words are still said
]


@pytest.mark.parametrize(("number", "words"), OF_THE_SAMPLE)
def test_the_sample_s_claims(number, words):
    assert relation_words(CLAIMS[number - 1].relation, reading()) == words


OTHERS = [
    (Within(ref=TABQA, span=S), "in Tabqa"),
    (Around(ref=TABQA, span=S), "in the area around Tabqa"),
    (PartOf(ref=IRAQ, part=parse_heading("eastern"), span=S), "in the east of Iraq"),
    (PartOf(ref=EUPHRATES, part=Part.MIDDLE, span=S), "in the middle part of the Euphrates"),
    (BorderSide(ref=IRAQ, other=None, span=S), "on the Iraq side of the border"),
    (BorderSide(ref=IRAQ, other=TABQA, span=S), "on the Iraq side of the border with Tabqa"),
    (AlongTowards(along=None, heading=None, towards=TABQA, span=S), "towards Tabqa"),
    (ShareOf(ref=RIVER, share=Share(least=0, most=1, word="half"), span=S), "over half of the Euphrates"),
    (FromTo(start=Within(ref=TABQA, span=S), end=Near(ref=IRAQ, span=S), span=S), "from Tabqa to a point near Iraq"),
]


def length(words):
    return Length(metres=1000.0, least_m=1000.0, most_m=1000.0, precision_m=500.0, bound=Bound.EXACT, words=words)


SOUTH, EAST = parse_heading("south"), parse_heading("east")
FIVE, TEN = length("5 km"), length("10 km")
IN_TABQA, NEAR_IRAQ = Within(ref=TABQA, span=S), Near(ref=IRAQ, span=S)

OTHERS += [
    (DirectionOf(ref=TABQA, heading=replace(EAST, azimuth_deg=270.0), span=S), "west of Tabqa"),  # "leaves it to the east"
    (Outskirts(ref=TABQA, heading=None, span=S), "in the outskirts of Tabqa"),
    (Outskirts(ref=TABQA, heading=SOUTH, span=S), "in the south outskirts of Tabqa"),
    (Countryside(ref=TABQA, span=S), "in the countryside of Tabqa"),
    (Countryside(ref=TABQA, heading=EAST, span=S), "in the east countryside of Tabqa"),
    (Near(ref=TABQA, closeness=Closeness.BESIDE, span=S), "beside Tabqa"),
    (Near(ref=TABQA, closeness=Closeness.OFF, span=S), "off Tabqa"),
    (Near(ref=TABQA, closeness=Closeness.OUTSIDE, span=S), "just outside Tabqa"),
    (Opposite(ref=TABQA, across=None, span=S), "opposite Tabqa"),
    (Opposite(ref=TABQA, across=EUPHRATES, span=S), "opposite Tabqa, across the Euphrates"),
    (WithinDistance(ref=TABQA, distance=FIVE, span=S), "within 5 km of Tabqa"),
    (AtDistance(ref=TABQA, distance=FIVE, span=S), "5 km from Tabqa"),
    (AtDistance(ref=TABQA, distance=FIVE, way=Way.ROAD, span=S), "5 km from Tabqa, by road"),
    (Ring(ref=TABQA, inner=FIVE, outer=TEN, span=S), "between 5 km and 10 km from Tabqa"),
    (TravelTime(ref=TABQA, least_s=3600.0, most_s=3600.0, mode=Mode.DRIVE, heading=None, span=S), "1 hour by car from Tabqa"),
    (TravelTime(ref=TABQA, least_s=3600.0, most_s=9000.0, mode=Mode.UNSAID, heading=SOUTH, span=S), "1 to 2.5 hours south of Tabqa"),
    (DirectionOf(ref=TABQA, heading=SOUTH, due=True, span=S), "due south of Tabqa"),
    (DirectionOf(ref=TABQA, heading=SOUTH, until=EAST, span=S), "between south and east of Tabqa"),
    (Offset(ref=TABQA, legs=(Leg(distance=FIVE, heading=SOUTH), Leg(distance=TEN, heading=EAST, due=True)), span=S), "5 km south and 10 km due east of Tabqa"),
    (SideOf(ref=EUPHRATES, heading=EAST, strip=True, span=S), "on the east side of the Euphrates"),
    (BankOf(ref=EUPHRATES, bank=Bank.LEFT, span=S), "on the left bank of the Euphrates"),
    (BankOf(ref=EUPHRATES, bank=Bank.FAR, seen_from=TABQA, span=S), "across the Euphrates, seen from Tabqa"),
    (OnFeature(ref=RIVER, span=S), "on the Euphrates"),
    (Stream(ref=TABQA, river=None, downstream=True, distance=None, span=S), "downstream of Tabqa"),
    (Stream(ref=TABQA, river=EUPHRATES, downstream=False, distance=TEN, span=S), "10 km upstream of Tabqa on the Euphrates"),
    (Between(refs=(TABQA, IRAQ), midway=False, span=S), "between Tabqa and Iraq"),
    (Between(refs=(TABQA, EUPHRATES, IRAQ), midway=True, span=S), "halfway between Tabqa, the Euphrates and Iraq"),
    (Strip(ref=EUPHRATES, width=None, kind=WidthKind.UNSPECIFIED, span=S), "a strip along the Euphrates"),
    (Strip(ref=EUPHRATES, width=FIVE, kind=WidthKind.UNSPECIFIED, span=S), "a strip of 5 km along the Euphrates"),
    (Strip(ref=EUPHRATES, width=FIVE, kind=WidthKind.TOTAL, span=S), "5 km wide along the Euphrates"),
    (Strip(ref=EUPHRATES, width=FIVE, kind=WidthKind.EACH_SIDE, span=S), "5 km to each side of the Euphrates"),
    (Strip(ref=EUPHRATES, width=FIVE, kind=WidthKind.APART, span=S), "with its edges 5 km apart along the Euphrates"),
    (Strip(ref=EUPHRATES, width=FIVE, kind=WidthKind.DEPTH, side=EAST, span=S), "5 km deep from the Euphrates on the east side"),
    (Strip(ref=EUPHRATES, width=FIVE, kind=WidthKind.DEPTH, side=IRAQ, other_width=TEN, other_side=Bank.RIGHT, span=S), "5 km deep from the Euphrates into Iraq and 10 km on the right bank"),
    (Strip(ref=TABQA, width=FIVE, kind=WidthKind.DEPTH, inwards=True, span=S), "5 km deep from Tabqa, inwards"),
    (Strip(ref=EUPHRATES, width=None, kind=WidthKind.DEPTH, side=Bank.LEFT, span=S), "a strip along the Euphrates, on the left bank"),
    (Spanning(of=OnFeature(ref=EUPHRATES, span=S), ends=(IN_TABQA, NEAR_IRAQ), span=S), "on the Euphrates, from Tabqa to a point near Iraq"),
    (Corners(refs=(TABQA, IRAQ, EUPHRATES), span=S), "with its corners at Tabqa, Iraq and the Euphrates"),
    (AlongFeature(ref=EUPHRATES, start=IN_TABQA, end=NEAR_IRAQ, span=S), "along the Euphrates from Tabqa to a point near Iraq"),
    (AlongFeature(ref=EUPHRATES, start=None, end=None, span=S), "along the Euphrates"),
    (FromTo(start=IN_TABQA, end=None, heading=SOUTH, span=S), "from Tabqa heading south"),
    (FromTo(start=IN_TABQA, end=NEAR_IRAQ, until=True, shape=LineShape.ARC, via=(NEAR_IRAQ,), follows=(EUPHRATES,), span=S), "from Tabqa in an arc through a point near Iraq along the Euphrates until it meets a point near Iraq"),
    (Passes(at=NEAR_IRAQ, span=S), "passing near Iraq"),
    (Crosses(ref=EUPHRATES, span=S), "crossing the Euphrates"),
    (Separates(refs=(TABQA, IRAQ), span=S), "separating Tabqa and Iraq"),
    (FromTo(start=IN_TABQA, end=None, square_to=EUPHRATES, seaward=True, span=S), "from Tabqa at right angles to the Euphrates out to sea"),
    (Own(called="hinterland", refs=(TABQA, IRAQ), span=S), "hinterland of Tabqa and Iraq"),
    (Own(called="upwind", refs=(TABQA,), distance=length("30 km"), span=S), "30 km upwind of Tabqa"),
    (AtSea(span=S), "at sea"),
    (AtSea(on_land=True, span=S), "on land"),
    (Holds(ref=TABQA, span=S), "with Tabqa in it"),
    (NotInto(ref=TABQA, span=S), "does not extend into Tabqa"),
    (Except(of=IN_TABQA, but=(NEAR_IRAQ,), span=S), "in Tabqa, except near Iraq"),
    (RestOf(ref=TABQA, but=(), span=S), "in the rest of Tabqa"),
    (RestOf(ref=TABQA, but=(NEAR_IRAQ,), span=S), "in the rest of Tabqa, without near Iraq"),
    (Not(of=NEAR_IRAQ, span=S), "not near Iraq"),
    (AnyOf(parts=(IN_TABQA, NEAR_IRAQ), span=S), "in Tabqa and near Iraq"),
    (AllOf(parts=(IN_TABQA,), span=S), "in Tabqa"),
    (OneOf(readings=(IN_TABQA, NEAR_IRAQ), assumptions=("one", "two"), span=S), "either in Tabqa or near Iraq"),
]  # fmt: skip

# What a relation may be relative to, and its words.
ANCHORS = [
    (PlaceRef(toponym=1, span=S, centre=True), "near the centre of Tabqa"),
    (BorderRef(ref=IRAQ, other=None, span=span("bank")), "near bank"),  # its own words
    (BorderRef(ref=RIVER, other=None, span=S), "near the border of the Euphrates"),  # words that point back are named
    (BorderRef(ref=TABQA, other=RIVER, span=S), "near the border between Tabqa and Euphrates"),
    (CoastRef(ref=RIVER, span=S), "near the coast of the Euphrates"),
    (RoadRef(name="M4", ends=(), span=span("line")), "near line"),
    (ParallelRef(lat=36.0, precision_deg=0.5, span=span("spokesman")), "near spokesman"),
    (ParallelRef(lat=None, precision_deg=0.0, span=S, place=TABQA), "near the latitude of Tabqa"),
    (MeridianRef(lon=None, precision_deg=0.0, span=S, place=TABQA), "near the longitude of Tabqa"),
    (PositionRef(lon=1.0, lat=2.0, precision_m=100.0, span=span("point")), "near point"),
    (ChordRef(points=(TABQA, IRAQ), span=S), "near the line through Tabqa – Iraq"),
    (JunctionRef(kind=JunctionKind.MOUTH, ref=EUPHRATES, other=None, span=S), "near the mouth of the Euphrates"),
    (JunctionRef(kind=JunctionKind.MEETING, ref=EUPHRATES, other=IRAQ, span=S), "near where the Euphrates meets Iraq"),
    (EdgeRef(ref=TABQA, span=S), "near the edge of Tabqa"),
    (ObjectRef(key="line", span=span("agreed line")), "near the agreed line"),
    (NamedLineRef(name="x", between=(), as_of=None, span=span("agreed line")), "near the agreed line"),
    (Described(at=Within(ref=TABQA, span=S), span=S), "near a point in Tabqa"),
]  # fmt: skip
OTHERS += [(Near(ref=anchor, span=S), words) for anchor, words in ANCHORS]


def test_every_relation_and_anchor_has_words_here():
    assert {type(relation) for relation, _ in OTHERS} == set(Relation.__args__)
    assert {type(anchor) for anchor, _ in ANCHORS} == set(Anchor.__args__)


@pytest.mark.parametrize(("relation", "words"), OTHERS)
def test_other_relations(relation, words):
    assert relation_words(relation, reading()) == words
    assert isinstance(references(relation), tuple)


def test_braces_in_names_are_only_text():
    from rendered_sample import with_text  # noqa: PLC0415 only here

    assert "{place}" in relation_words(CLAIMS[3].relation, with_text("{place}"))


def when(text, first, last, precision, at=S):
    return When(text=text, span=at, first=first, last=last, precision=precision)


TIMES = [
    (JULY, "July 2017"),  # the words say nothing more
    (SATURDAY, "on Saturday (16 September 2017)"),
    (when("", date(2017, 9, 18), date(2017, 9, 18), Precision.DAY, None), "18 September 2017"),
    (when("the article", date(2017, 9, 18), date(2017, 9, 18), Precision.DAY, None), "18 September 2017"),
    (when("last week", date(2017, 9, 4), date(2017, 9, 10), Precision.DAY), "last week (4 September 2017 to 10 September 2017)"),
    (when("in 2016", date(2016, 1, 1), date(2016, 12, 31), Precision.YEAR), "2016"),
    (when("since 2014", date(2014, 1, 1), date(2016, 12, 31), Precision.YEAR), "since 2014 (2014 to 2016)"),
    (when("as of 1 July", date(2017, 7, 1), date(2017, 7, 1), Precision.DAY), "as of 1 July (1 July 2017)"),
    (replace(when("July 2017", date(2017, 7, 1), date(2017, 7, 31), Precision.MONTH), extent=Extent.SINCE), "since July 2017"),
    (replace(SATURDAY, text="until Saturday", extent=Extent.UNTIL), "until Saturday (16 September 2017)"),
    (when("this summer", date(2017, 6, 1), date(2017, 8, 31), Precision.MONTH), "this summer (1 June 2017 to 31 August 2017)"),
]  # fmt: skip


@pytest.mark.parametrize(("said", "words"), TIMES)
def test_times(said, words):
    assert when_words(said) == words


LENGTHS = [
    (30.0, "less than 0.1 km"),
    (500.0, "0.5 km"),
    (1500.0, "1.5 km"),
    (2000.0, "2 km"),
    (12_400.0, "12 km"),
    (148_000.0, "150 km"),
    (1_234_000.0, "1\u202f200 km"),
]


@pytest.mark.parametrize(("metres", "words"), LENGTHS)
def test_lengths(metres, words):
    assert distance_words(metres) == words
