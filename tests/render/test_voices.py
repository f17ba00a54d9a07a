"""Who speaks for whom and on which days: worked out by hand for the sample and for single claims."""

from dataclasses import replace
from datetime import date

import pytest
from rendered_sample import reading

from deconflict_map.model.article import Span
from deconflict_map.model.claim import Extent, Precision, Speaker, When
from deconflict_map.render.voices import day_records, time_facts, voice_records

SOMEWHERE = Span(start=0, end=1)


def speaker(text, organisation="", span=SOMEWHERE):
    return Speaker(text=text, span=span, organisation=organisation)


def sample(*speakers):
    """The sample with the speakers of its first claims replaced, and no other claims."""
    whole = reading()
    claims = [
        replace(claim, number=number, speakers=said, denials=())
        for number, (claim, said) in enumerate(zip(whole.claims, speakers, strict=False), start=1)
    ]
    return replace(whole, claims=tuple(claims))


VOICES = [
    # who speaks for one organisation is one voice, whatever stands before its name
    (("The Coalition", "The Coalition"), ("a Coalition spokesperson", "Coalition"), [("Coalition", [1, 2])]),
    # an organisation isn't merged with one whose name only holds its own
    (
        ("The Coalition", "The Coalition"),
        ("the U.S.-led Coalition", ""),
        [("Coalition", [1]), ("U.S.-led Coalition", [2])],
    ),
    # without an organisation the words are the voice; their case doesn't matter
    (("The militia", ""), ("the Militia", ""), [("militia", [1, 2])]),
    # a name that is an article alone stays
    (("The", ""), ("A general", ""), [("The", [1]), ("A general", [2])]),
]


@pytest.mark.parametrize(("one", "other", "voices"), VOICES)
def test_who_speaks_for_the_same_side_is_one_voice(one, other, voices):
    records = voice_records(sample((speaker(*one),), (speaker(*other),)))
    assert [(voice["name"], voice["says"]) for voice in records] == voices


def test_the_text_itself_is_a_voice_whatever_it_is_called():
    records = voice_records(sample((speaker("The Globe Post", span=None),), ()))
    assert [(voice["name"], voice["says"], voice["people"]) for voice in records] == [
        ("the text itself", [1, 2], ["The Globe Post"])
    ]


def test_who_denies_has_a_voice():
    records = {voice["name"]: voice for voice in voice_records(reading())}
    assert records["Russia"]["denies"] == [3]
    assert records["Russia"]["says"] == []
    assert records["militia"]["says"] == [3]


def test_days_that_mean_the_same_stand_once_in_the_order_of_their_ends():
    assert [(day["words"], day["said"], day["holds"]) for day in day_records(reading())] == [
        ("1 July 2017", [], [8]),  # "As of 1 July"
        ("July 2017", [1, 2], []),  # ends on the 31st
        ("16 September 2017", [], [3]),  # "on Saturday"
    ]


def test_a_claim_without_a_day_gets_none():
    facts = [time_facts(claim) for claim in reading().claims]
    assert facts[3] == {"saidDays": None, "holdsDays": None}
    assert facts[0] == {"saidDays": ["2017-07-01", "2017-07-31"], "holdsDays": None}
    assert facts[7]["holdsDays"] == ["2017-07-01", "2017-07-01", "as_of"]


def test_years_before_1000_sort_as_days_do():
    first = reading().claims[0]
    days = (date(987, 6, 1), date(2017, 1, 1))
    said = [
        replace(
            first,
            number=n,
            said=When(text="then", span=None, first=d, last=d, precision=Precision.DAY, extent=Extent.ON),
        )
        for n, d in enumerate(days, start=1)
    ]
    records = day_records(replace(reading(), claims=tuple(said)))
    assert [day["first"] for day in records] == ["0987-06-01", "2017-01-01"]
