"""The table of sentences from real news is what it says, and its scorer counts as it should.

Of the half that is kept back failures show names of rows only.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import get_args

import pytest
from tests.claims.expected import Expected, Row, bare, days, folded, is_in, is_time, rows
from tests.claims.scoring import HALVES, Found, figures, outcome

from deconflict_map.model.article import Span
from deconflict_map.model.claim import Claim, Extent, LocatedObject, ObjectKind, Precision, Speaker, Status, When
from deconflict_map.model.relation import Near, Relation, Within

NOWHERE = Span(start=0, end=1)
PUBLISHED = date(2009, 3, 27)


def names(half, is_faulty):
    return [row.id for row in rows(half) if is_faulty(row)]


@pytest.mark.parametrize("half", HALVES)
def test_a_half_is_large_enough_and_about_a_third_claims_nothing(half):
    count = len(rows(half))
    empty = len(names(half, lambda row: all(claim.optional for claim in row.claims)))
    assert count >= 100
    assert 0.25 < empty / count < 0.45


def test_no_row_stands_in_both_halves():
    ids = [row.id for half in HALVES for row in rows(half)]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("half", HALVES)
def test_every_row_says_why_and_from_where(half):
    assert names(half, lambda row: not row.why or row.source not in {"geovirus", "lgl"}) == []


@pytest.mark.parametrize("half", HALVES)
def test_relations_and_statuses_are_those_of_the_model(half):
    kinds = {kind.__name__ for kind in get_args(Relation)}
    statuses = set(Status)
    unknown = lambda claim: not kinds.issuperset(claim.relations) or not statuses.issuperset(claim.statuses)  # noqa: E731
    assert names(half, lambda row: any(map(unknown, row.claims))) == []


@pytest.mark.parametrize("half", HALVES)
def test_what_is_expected_stands_in_the_words(half):
    def is_said(row, claim):
        words = [one for one in (*claim.objects, *claim.speakers) if one != "article"]
        places = all(any(is_in(name, bare(row.text)) for name in place) for place in claim.places + claim.within)
        return places and all(is_in(word, row.text) for word in words)

    assert names(half, lambda row: not all(is_said(row, claim) for claim in row.claims)) == []


@pytest.mark.parametrize("half", HALVES)
def test_days_can_be_read(half):
    for row in rows(half):
        for words in (one.strip(".") for claim in row.claims for one in (*claim.said, *claim.holds) if one):
            first, last = days(words)
            assert first <= last, row.id


def expected(**fields):
    empty = {"within": (), "speakers": ("article",), "said": ("",), "holds": ("",), "optional": False}
    place = (frozenset({"raqqa"}),)
    usual = {"objects": ("attack",), "relations": ("Near",), "places": place, "statuses": ("reported",)}
    return Expected(**(empty | usual | fields))


def row(*claims):
    return Row(id="x", source="lgl", text="", why="", published=PUBLISHED, claims=claims)


def found(thing="the attack", kind=Near, place="raqqa", **fields):
    claim = Claim(
        number=1,
        located=LocatedObject(text=thing, span=NOWHERE, kind=ObjectKind.EVENT, key="event-1"),
        relation=kind(ref=None, span=NOWHERE),
        sentence=0,
        span=NOWHERE,
        speakers=(Speaker(text="Outlet", span=None),),
        said=None,
        holds=None,
        status=Status.REPORTED,
    )
    return Found(claim=replace(claim, **fields), kinds=frozenset({kind.__name__}), places=(frozenset({place}),))


# what the table wants, what is read, (expected, read, matched), why
COUNTED = [
    ([expected()], [found()], (1, 1, 1), "the same thing, relation and place"),
    ([expected()], [], (1, 0, 0), "nothing read"),
    ([], [found()], (0, 1, 0), "read where nothing is claimed"),
    ([expected()], [found(place="mosul")], (1, 1, 0), "another place"),
    ([expected()], [found(kind=Within)], (1, 1, 0), "another relation"),
    ([expected(relations=("Near", "Within"))], [found(kind=Within)], (1, 1, 1), "a relation that is as right"),
    ([expected()], [found(thing="the talks")], (1, 1, 0), "another thing"),
    ([expected()], [found(thing="Attacks")], (1, 1, 1), "its plural"),
    ([expected()], [found(), found()], (1, 2, 1), "twice for once"),
    ([expected(), expected()], [found(), found()], (2, 2, 2), "twice for twice"),
    ([expected(optional=True)], [found()], (0, 0, 0), "what may be read counts neither way"),
    ([expected(optional=True)], [], (0, 0, 0), "and need not be read"),
    ([expected(), expected(optional=True)], [found(), found()], (1, 1, 1), "what is needed is matched first"),
    (
        [expected(within=(frozenset({"syria"}),))],
        [found(), found(kind=Within, place="syria")],
        (1, 1, 1),
        "in what the place lies",
    ),
    (
        [expected(within=(frozenset({"syria"}),))],
        [found(), found(place="syria")],
        (1, 2, 1),
        "but near it is another claim",
    ),
]


@pytest.mark.parametrize(("wanted", "read", "counts", "why"), COUNTED)
def test_what_is_counted(wanted, read, counts, why):
    got = outcome(row(*wanted), read).counts
    assert (got.expected, got.read, got.matched) == counts, why


def test_two_claims_that_fit_one_thing_each_find_their_own():
    either, one = expected(objects=("attack", "fire")), expected()
    assert outcome(row(either, one), [found(), found(thing="fire")]).counts.matched == 2


def test_speaker_days_and_status_count_apart():
    vet = Speaker(text="the chief vet", span=NOWHERE)
    day = When(text="Friday", span=NOWHERE, first=PUBLISHED, last=PUBLISHED, precision=Precision.DAY)
    wanted = expected(speakers=("vet",), said=("2009-03-27",), statuses=("claimed",))
    right = outcome(row(wanted), [found(speakers=(vet,), said=day, status=Status.CLAIMED)]).counts
    wrong = outcome(row(wanted), [found()]).counts
    assert (right.matched, right.speaker, right.days, right.status) == (1, 1, 1, 1)
    assert (wrong.matched, wrong.speaker, wrong.days, wrong.status) == (1, 0, 0, 0)


def test_the_article_speaks_on_its_day_or_on_none():
    day = When(text="", span=None, first=PUBLISHED, last=PUBLISHED, precision=Precision.DAY)
    assert outcome(row(expected()), [found(said=day)]).counts.days == 1
    assert outcome(row(expected()), [found()]).counts.days == 1
    assert outcome(row(expected()), [found(holds=day)]).counts.days == 0


MARCH = When(text="", span=None, first=date(2009, 3, 1), last=date(2009, 3, 31), precision=Precision.MONTH)
TIMES = [
    ("2009-03", MARCH, True, "the same month"),
    ("2009-03-01", MARCH, False, "a day isn't its month"),
    ("2009-03-01/2009-03-31", MARCH, True, "the same days, said otherwise"),
    ("2009-03-01..", replace(MARCH, last=date.max, extent=Extent.SINCE), True, "since a day: its end is open"),
    ("..2009-03-31", MARCH, True, "until a day: its beginning is open"),
    ("", MARCH, False, "a time where none is said"),
    ("2009", None, False, "no time where one is said"),
    ("", None, True, "no time"),
]


@pytest.mark.parametrize(("words", "when", "same", "why"), TIMES)
def test_times_are_compared_by_their_days(words, when, same, why):
    assert is_time([words], when) is same, why


def test_names_are_compared_without_marks_and_kinds():
    assert folded("Căușeni, “Q”") == "causeni q"
    assert bare("the Swat Valley") == "swat"
    assert bare("Valley") == "valley"


def test_the_figures_are_shares_of_all_rows():
    scored = [("a", outcome(row(expected(), expected()), [found()])), ("b", outcome(row(), [found()]))]
    got = figures(scored)
    assert (got.precision, got.recall, got.speaker) == (0.5, 0.5, 1.0)
    assert got.counts.read == 2
