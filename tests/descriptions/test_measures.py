"""Numbers that a text gives for a line or zone: a table, and any text at all. Expected numbers are worked by hand."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deconflict_map.descriptions.measures import stated
from deconflict_map.model.anchor import ObjectRef
from deconflict_map.model.article import Span
from deconflict_map.model.claim import Measure
from deconflict_map.model.qualifier import WidthKind
from deconflict_map.model.relation import Strip
from deconflict_map.units.length import Bound, Length

HERE = Span(start=0, end=1)

# text, (measure, least, most) of each number in metres or square metres, why
NUMBERS = [
    ("The zone covers some 49,400 square kilometres.", [(Measure.AREA, 44460e6, 54340e6)], "about: a tenth either way"),
    ("The zone covers 49,400 km².", [(Measure.AREA, 49350e6, 49450e6)], "half of what 49,400 is rounded to"),
    ("a 180-km-long strip", [(Measure.LENGTH, 175e3, 185e3)], "hyphens"),
    ("The line is 88 km long.", [(Measure.LENGTH, 87.5e3, 88.5e3)], "behind the number"),
    ("a corridor 100 metres wide", [(Measure.WIDTH, 95, 105)], "a width"),
    (
        "It has a length of 120 km and a width of 30 km.",
        [(Measure.LENGTH, 115e3, 125e3), (Measure.WIDTH, 29.5e3, 30.5e3)],
        "two at once",
    ),
    ("The line stretches for 10 miles.", [(Measure.LENGTH, 9.5 * 1609.344, 10.5 * 1609.344)], "a verb of length"),
    ("It is at least 2 km wide.", [(Measure.WIDTH, 2000, float("inf"))], "an open interval"),
    ("a strip 30 km deep along the border", [], "a depth is no width"),
    ("It lies 30 km from the border.", [], "a distance"),
    ("They walked 30 km north of it.", [], "a way"),
    ("It runs 12 km north of the town.", [], "a verb of length before a distance"),
    ("minus 5 km long", [], "no length can be negative"),
    ("A long queue of 300 people.", [], "no unit"),
    ("The zone is 10,000,000,000 square kilometres in size.", [], "more than the Earth"),
]


@pytest.mark.parametrize(("text", "numbers", "why"), NUMBERS)
def test_numbers(read_passages, text, numbers, why):
    found = stated(read_passages(text))
    assert [one.measure for one in found] == [measure for measure, _, _ in numbers], why
    for one, (_, least, most) in zip(found, numbers, strict=True):
        assert (one.least, one.most) == pytest.approx((least, most))


def test_what_is_drawn_with_isnt_compared_with(read_passages):
    width = Length(metres=100.0, least_m=100.0, most_m=100.0, precision_m=5.0, bound=Bound.EXACT, words="100 metres")
    strip = Strip(ref=ObjectRef(key="", span=HERE), width=width, kind=WidthKind.TOTAL, span=HERE)
    found = stated(read_passages("a corridor 100 metres wide and 14 km long"), strip)
    assert [one.measure for one in found] == [Measure.LENGTH]


@settings(max_examples=60)
@given(
    text=st.text(max_size=200)
    | st.lists(st.sampled_from(["9", "km", "long", "about", "half", "wide", "of", "1/2"])).map(" ".join)
)
def test_any_text_is_read_and_its_words_stand_in_it(read_passages, text):
    for passage in read_passages("It is " + text):
        for one in stated((passage,)):
            assert passage.article.sentences[passage.sentence].span.covers(one.span)
            assert 0 <= one.least <= one.most
