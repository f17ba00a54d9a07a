"""How the course of a line is known, which decides its dashes."""

from dataclasses import replace

import pytest
from rendered_sample import CLAIMS, FOOTPRINTS, _length, _ref, reading, span

from deconflict_map.model.anchor import NamedLineRef, ParallelRef, RoadRef
from deconflict_map.model.line_relation import AlongFeature, FromTo
from deconflict_map.model.qualifier import LineShape
from deconflict_map.model.relation import AllOf, AtDistance, NotInto, OneOf, OnFeature, ShareOf
from deconflict_map.render.asserted import mark_records
from deconflict_map.render.course import Course, course_of
from deconflict_map.units.share import Share

HERE = span("the agreed line")
RIVER = _ref(0, "the river", anaphor=True)
TABQA = _ref(1, "Tabqa")
ROAD = RoadRef(name="the road", ends=(TABQA,), span=HERE)
PARALLEL = ParallelRef(lat=36.0, precision_deg=0.5, span=HERE)
FRONT = NamedLineRef(name="the line of contact", between=(), as_of=None, span=HERE)
ENDS = FromTo(start=OnFeature(ref=RIVER, span=HERE), end=OnFeature(ref=RIVER, span=HERE), span=HERE)
OFF = NotInto(ref=TABQA, span=HERE)
ALONG = AlongFeature(ref=RIVER, start=None, end=None, span=HERE)
STRAIGHT = replace(ENDS, shape=LineShape.STRAIGHT)

KNOWN = [
    (ALONG, Course.FOLLOWS, "a river lies in the base map"),
    (OnFeature(ref=RIVER, span=HERE), Course.FOLLOWS, "the same"),
    (ShareOf(ref=RIVER, share=Share(least=0.5, most=0.9, word="much"), span=HERE), Course.FOLLOWS, "much of a river"),
    (replace(ALONG, ref=ROAD), Course.INFERRED, "there are no roads in the base map"),
    (replace(ALONG, ref=FRONT), Course.INFERRED, "nobody has published the front"),
    (replace(ALONG, ref=PARALLEL), Course.RULED, "a parallel is ruled, not surveyed"),
    (AtDistance(ref=TABQA, distance=_length(5.0, "5 km"), span=HERE), Course.RULED, "5 km off is a rule"),
    (ENDS, Course.INFERRED, "two ends leave the way open"),
    (STRAIGHT, Course.RULED, "the words say how it runs"),
    (replace(ENDS, shape=LineShape.IRREGULAR), Course.INFERRED, "the words say only how it doesn't run"),
    (replace(ENDS, follows=(RIVER,)), Course.FOLLOWS, "it follows a river on the way"),
    (replace(ENDS, follows=(RIVER, ROAD)), Course.INFERRED, "as sure as its least sure stretch"),
    (AllOf(parts=(OFF, ALONG), span=HERE), Course.FOLLOWS, "staying off a place says nothing of the course"),
    (OneOf(readings=(ALONG, ENDS), assumptions=("a", "b"), span=HERE), Course.INFERRED, "it may be the other reading"),
    (OFF, Course.INFERRED, "nothing is said of its course"),
]


@pytest.mark.parametrize(("relation", "course", "why"), KNOWN)
def test_how_a_course_is_known(relation, course, why):
    base = reading()
    told = replace(base, claims=(replace(CLAIMS[0], relation=relation), *base.claims[1:]))
    assert course_of(FOOTPRINTS[0], told) is course, why


def test_only_lines_have_a_course():
    records = mark_records(reading(), (37.0, 34.0, 42.0, 37.0))
    assert [record["course"] is None for record in records] == [mark.ensemble is None for mark in FOOTPRINTS]


def test_what_is_denied_by_others_is_told_apart_from_what_is_only_claimed():
    records = {record["id"]: record for record in mark_records(reading(), (37.0, 34.0, 42.0, 37.0))}
    assert (records["claim-3"]["doubt"], records["claim-3"]["denied"]) == (True, True)
    assert (records["claim-1"]["doubt"], records["claim-1"]["denied"]) == (False, False)
