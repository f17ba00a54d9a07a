"""Words for times → days: a table with a reason a row, and any text at all. Days are counted by hand on a calendar."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deconflict_map.descriptions.dates import dates
from deconflict_map.model.claim import Extent, Precision

DAY, MONTH, YEAR = Precision

# text (published on Monday 18 September 2017), words, first day, last day, precision, why
TIMES = [
    ("It fell on Saturday.", "Saturday", "2017-09-16", "2017-09-16", DAY, "the last one before publication"),
    ("It falls on Monday.", "Monday", "2017-09-18", "2017-09-18", DAY, "the day of publication itself"),
    ("It fell last Monday.", "last Monday", "2017-09-11", "2017-09-11", DAY, "*last* is never the day itself"),
    ("Next Friday it opens.", "Next Friday", "2017-09-22", "2017-09-22", DAY, "ahead by its word"),
    ("This Friday it is.", "This Friday", "2017-09-22", "2017-09-22", DAY, "of the week of publication"),
    ("It will open on Tuesday.", "Tuesday", "2017-09-19", "2017-09-19", DAY, "ahead by its verb"),
    ("It will open on October 3.", "October 3", "2017-10-03", "2017-10-03", DAY, "a date ahead"),
    ("On Monday night it fell.", "Monday night", "2017-09-18", "2017-09-18", DAY, "a part of a day"),
    ("It fell yesterday.", "yesterday", "2017-09-17", "2017-09-17", DAY, "counted in days"),
    ("It fell last night.", "last night", "2017-09-17", "2017-09-17", DAY, "the night that began yesterday"),
    (
        "The day before yesterday it fell.",
        "The day before yesterday",
        "2017-09-16",
        "2017-09-16",
        DAY,
        "two steps back",
    ),
    ("Two days ago it fell.", "Two days ago", "2017-09-16", "2017-09-16", DAY, "a number in words"),
    ("A couple of weeks ago it fell.", "A couple of weeks ago", "2017-09-04", "2017-09-04", DAY, "a couple is two"),
    ("It fell 3 months ago.", "3 months ago", "2017-06-01", "2017-06-30", MONTH, "months ago is a month"),
    ("It fell ten years ago.", "ten years ago", "2007-01-01", "2007-12-31", YEAR, "years ago is a year"),
    ("It fell last week.", "last week", "2017-09-11", "2017-09-17", DAY, "Monday to Sunday"),
    ("It fell last month.", "last month", "2017-08-01", "2017-08-31", MONTH, "a whole month"),
    ("It fell last year.", "last year", "2016-01-01", "2016-12-31", YEAR, "a whole year"),
    ("Earlier this month it fell.", "Earlier this month", "2017-09-01", "2017-09-18", DAY, "up to publication"),
    ("Later this month it opens.", "Later this month", "2017-09-18", "2017-09-30", DAY, "from publication"),
    ("It fell in the past three days.", "past three days", "2017-09-15", "2017-09-18", DAY, "up to publication"),
    ("It fell over the weekend.", "weekend", "2017-09-16", "2017-09-17", DAY, "the last one"),
    ("On 31 August it fell.", "31 August", "2017-08-31", "2017-08-31", DAY, "without a year: the last one"),
    ("On October 31 it fell.", "October 31", "2016-10-31", "2016-10-31", DAY, "the last one lies in the year before"),
    ("On August 31, 2016, it fell.", "August 31, 2016", "2016-08-31", "2016-08-31", DAY, "a full date"),
    ("On the 3rd of May it fell.", "3rd of May", "2017-05-03", "2017-05-03", DAY, "an ordinal"),
    ("On Monday, May 5, 2014, it fell.", "May 5, 2014", "2014-05-05", "2014-05-05", DAY, "the weekday adds nothing"),
    ("On 2017-08-31 it fell.", "2017-08-31", "2017-08-31", "2017-08-31", DAY, "ISO 8601"),
    ("On 31/08/2017 it fell.", "31/08/2017", "2017-08-31", "2017-08-31", DAY, "31 can't be a month"),
    ("In July it fell.", "July", "2017-07-01", "2017-07-31", MONTH, "a month"),
    ("In early July it fell.", "early July", "2017-07-01", "2017-07-10", MONTH, "a third of a month"),
    ("In mid-July it fell.", "mid-July", "2017-07-11", "2017-07-20", MONTH, "the middle third"),
    ("In June last year it fell.", "June last year", "2016-06-01", "2016-06-30", MONTH, "a year by its distance"),
    ("In 2014 it fell.", "2014", "2014-01-01", "2014-12-31", YEAR, "a year behind a preposition"),
    ("In the 1990s it fell.", "1990s", "1990-01-01", "1999-12-31", YEAR, "a decade"),
    ("In late 2016 it fell.", "late 2016", "2016-09-01", "2016-12-31", YEAR, "the last third of a year"),
    ("In summer 2016 it fell.", "summer 2016", "2016-06-01", "2016-08-31", MONTH, "a season"),
    ("Last winter it fell.", "Last winter", "2016-12-01", "2017-02-28", MONTH, "the last one that is over"),
    ("It fell on May 3–5.", "May 3–5", "2017-05-03", "2017-05-05", DAY, "a range within a month"),
    ("From 3 to 5 May it fell.", "3 to 5 May", "2017-05-03", "2017-05-05", DAY, "a range in words"),
    (
        "It fell from 30 November 2015 to 2 January 2016.",
        "30 November 2015 to 2 January 2016",
        "2015-11-30",
        "2016-01-02",
        DAY,
        "over a year's end",
    ),
    ("From Monday to Friday it fell.", "Monday to Friday", "2017-09-11", "2017-09-15", DAY, "days of one week"),
]


@pytest.mark.parametrize(("text", "words", "first", "last", "precision", "why"), TIMES)
def test_times(read_passages, text, words, first, last, precision, why):
    (passage,) = read_passages(text)
    ((_, _, when),) = dates(passage)
    assert when.text == words
    assert (when.first, when.last, when.precision) == (
        date.fromisoformat(first),
        date.fromisoformat(last),
        precision,
    ), why


NO_TIMES = [
    ("He may march on.", "verbs"),
    ("May said so.", "a name"),
    ("The Sun sat there.", "other words"),
    ("It fell on 31 June.", "no such day"),
    ("It fell on 04/05/2017.", "two readings, and no way to tell"),
    ("There were 2000 people.", "a number"),
    ("It is 1914 metres high.", "a height"),
]


@pytest.mark.parametrize(("text", "why"), NO_TIMES)
def test_no_times(read_passages, text, why):
    (passage,) = read_passages(text)
    assert dates(passage) == (), why


EXTENTS = [
    ("Since 2014 it holds.", Extent.SINCE),
    ("It holds until 22 September.", Extent.UNTIL),
    ("As of 19 September 2014 it holds.", Extent.AS_OF),
    ("From 1 May onwards it holds.", Extent.SINCE),
    ("From 1 May on, it holds.", Extent.SINCE),
    ("From 1 May it holds.", Extent.ON),
    ("On 1 May it holds.", Extent.ON),
]


@pytest.mark.parametrize(("text", "extent"), EXTENTS)
def test_what_bounds_a_time(read_passages, text, extent):
    (passage,) = read_passages(text)
    assert [when.extent for _, _, when in dates(passage)] == [extent]


def test_without_a_day_of_publication_relative_times_stay_open(read_passages):
    (passage,) = read_passages(
        "On Saturday, two days ago, last week, in July, and on 3 May 2016 it fell.", published=None
    )
    assert [when.text for _, _, when in dates(passage)] == ["3 May 2016"]


WORDS = [
    "on",
    "May",
    "3",
    "31",
    "2016",
    "last",
    "week",
    "ago",
    "two",
    "Monday",
    "-",
    "early",
    "of",
    "to",
    "from",
    "the",
    "9999",
    "years",
    "next",
    "2016-02-30",
    "1/1/2016",
]


@settings(max_examples=150)
@given(
    text=st.text(max_size=80) | st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join),
    published=st.sampled_from([None, "2017-09-18", "2016-02-29", "0001-01-01", "9999-12-31"]),
)
def test_any_text_is_read_and_its_times_stand_in_it_in_order(read_passages, text, published):
    for passage in read_passages("It is " + text, published):
        found = dates(passage)
        assert found == dates(passage)
        assert [first for first, _, _ in found] == sorted(first for first, _, _ in found)
        for (_, last, _), (first, _, _) in pairwise(found):
            assert last < first
        for first, last, when in found:
            assert when.first <= when.last
            assert when.span == passage.span(first, last)
