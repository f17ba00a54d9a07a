"""Relations, times and lengths in words."""

from datetime import date

import pytest
from rendered_sample import CLAIMS, JULY, SATURDAY, reading, span

from deconflict_map.model.anchor import PlaceRef
from deconflict_map.model.claim import Precision, When
from deconflict_map.model.line_relation import AlongTowards, FromTo
from deconflict_map.model.qualifier import Part
from deconflict_map.model.relation import Around, BorderSide, Near, PartOf, ShareOf, Within, references
from deconflict_map.render.words import distance_words, relation_words, when_words
from deconflict_map.units.heading import parse_heading
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


@pytest.mark.parametrize(("relation", "words"), OTHERS)
def test_other_relations(relation, words):
    assert relation_words(relation, reading()) == words
    assert references(relation)


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
