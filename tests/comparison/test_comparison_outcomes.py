"""What is new, gone, moved or said otherwise: made readings, and properties that hold for any."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_readings import PLACES, Said, place, reading

from deconflict_map.comparison.comparing import outcome
from deconflict_map.comparison.values import Aspect, PlaceChange, Verdict
from deconflict_map.model.claim import ObjectKind, Status

EVENT, LINE, ZONE, FORCE = ObjectKind.EVENT, ObjectKind.LINE, ObjectKind.ZONE, ObjectKind.FORCE
MAY, JUNE = date(2020, 5, 1), date(2020, 6, 1)


def compared(before, after):
    return outcome(before, after, str.casefold)


@pytest.mark.parametrize(
    ("before", "after", "verdict", "why"),
    [
        (Said(), Said(), Verdict.SAME, "word for word"),
        (Said(at=(10, 45)), Said(at=(10.01, 45)), Verdict.UNTELLABLE, "a kilometre, where ten are left open"),
        (Said(at=(10, 45)), Said(at=(10.06, 45)), Verdict.UNTELLABLE, "each likely ground is nine tenths possible for the other"),
        (Said(at=(10, 45)), Said(at=(10.17, 45)), Verdict.PARTLY, "what is surely in one isn't possible for the other"),
        (Said(at=(10, 45)), Said(at=(10.5, 45)), Verdict.AT_ODDS, "one zone can't be in two places"),
        (Said(at=(10, 45), day=MAY), Said(at=(10.5, 45), day=JUNE), Verdict.IN_TURN, "but it may have moved meanwhile"),
        (Said(drawable=False), Said(), Verdict.OPEN, "the words of one don't fix it"),
        (Said(drawable=False, at=(14, 45)), Said(), Verdict.AT_ODDS, "not fixed, but not possible there either"),
        (Said(drawn=False), Said(), Verdict.OPEN, "nothing is drawn for one"),
        (Said(what="troops", kind=FORCE, at=(10, 45)), Said(what="troops", kind=FORCE, at=(10.5, 45)), Verdict.APART, "troops may be in several places"),
        (Said(what="a raid", kind=EVENT, at=(10, 45), day=MAY), Said(what="a raid", kind=EVENT, at=(10.5, 45), day=MAY), Verdict.AT_ODDS, "one raid of one day"),
        (Said(what="a raid", kind=EVENT, at=(10, 45)), Said(what="a raid", kind=EVENT, at=(10.5, 45)), Verdict.APART, "raids without a day may be two"),
        (Said(what="a raid", kind=EVENT, at=(10, 45)), Said(what="a raid", kind=EVENT, at=(10.17, 45)), Verdict.AGREES, "a place that fits both is left"),
        (Said(what="the line", kind=LINE, at=(10, 45)), Said(what="the line", kind=LINE, at=(10, 45.15)), Verdict.AGREES, "bands overlap all along"),
        (Said(what="the line", kind=LINE, at=(10, 45)), Said(what="the line", kind=LINE, at=(10.5, 45)), Verdict.PARTLY, "half of the length fits both"),
        (Said(what="the line", kind=LINE, at=(10, 45)), Said(what="the line", kind=LINE, at=(10, 45.3)), Verdict.AT_ODDS, "bands don't meet"),
    ],
)  # fmt: skip
def test_whether_both_can_be_right(before, after, verdict, why):
    (row,) = compared(reading(before, title="One"), reading(after, title="Two")).accounts
    assert row.verdict is verdict, (why, row.told)
    assert row.verdict.value in row.told or verdict is Verdict.SAME


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        (Said(what="the line", kind=LINE), Said(what="the line", kind=ZONE), "a line is no zone"),
        (Said(what="a raid", kind=EVENT, day=MAY), Said(what="a raid", kind=EVENT, day=JUNE), "two raids"),
        (Said(what="a raid", kind=EVENT, place="Alba"), Said(what="a raid", kind=EVENT, place="Dova"), "raids on two continents"),
        (Said(what="the belt"), Said(what="the enclave", place="Dova"), "nothing in common"),
    ],
)  # fmt: skip
def test_what_isn_t_one_thing(before, after, why):
    rows = compared(reading(before, title="One"), reading(after, title="Two")).accounts
    assert [(row.before is None, row.after is None) for row in rows] == [(False, True), (True, False)], why
    assert all(row.verdict is None for row in rows)


def test_what_fits_two_is_doubt_and_neither_new_nor_gone():
    before = reading(Said(what="the belt"), title="One")
    after = reading(Said(what="the belt"), Said(what="the belt", who="Another"), title="Two")
    found = compared(before, after)
    assert found.accounts == ()
    (doubt,) = found.doubts
    assert (len(doubt.before), len(doubt.after)) == (1, 2)
    assert "can't be told" in doubt.told


def test_a_general_word_doesn_t_rival_a_name():
    before = reading(Said(what="the lines", kind=LINE), Said(what="the de-confliction line", kind=LINE), title="One")
    after = reading(Said(what="a deconfliction line", kind=LINE), title="Two")
    found = compared(before, after)
    (pair,) = [row for row in found.accounts if row.before and row.after]
    assert pair.before.title == "the de-confliction line"
    assert not found.doubts


def test_many_accounts_of_one_name_are_each_told():
    said = [Said(what="an outpost", place=sorted(PLACES)[i % 4], at=(10 + i / 10, 45)) for i in range(150)]
    found = compared(reading(*said, title="One"), reading(*said, title="Two"))
    told = sum(len(doubt.before) for doubt in found.doubts) + sum(row.before is not None for row in found.accounts)
    assert told == 150


def test_what_is_told_of_says_by_what_it_was_matched():
    before = reading(Said(what="the security belt"), title="One")
    after = reading(Said(what="a belt", status=Status.DENIED, who="The army", day=MAY), title="Two")
    (row,) = compared(before, after).accounts
    assert row.why[0] == "what it is called (belt)"
    assert "1 reference place in common" in row.why
    told = {change.aspect: (change.before, change.after) for change in row.changes}
    assert told[Aspect.STATUS] == ("reported", "denied")
    assert told[Aspect.SPEAKERS] == ("A spokesman", "The army")
    assert told[Aspect.OBJECT] == ("the security belt", "a belt")
    assert told[Aspect.HOLDS] == ("", "2020-05-01 (2020-05-01)")
    assert Aspect.RELATION not in told


def test_another_place_is_another_relation():
    (row,) = compared(reading(Said(), title="One"), reading(Said(place="Bora"), title="Two")).accounts
    assert Aspect.RELATION in {change.aspect for change in row.changes}


@pytest.mark.parametrize(
    ("named_before", "named_after", "change", "why"),
    [
        ("Alba", "Alba", PlaceChange.SAME, "one record"),
        (place("Alba"), place("Alba", lon=10.5), PlaceChange.MOVED, "one record with other coordinates"),
        (place("Alba"), place("Alba", place_id="made:other", lon=40.0), PlaceChange.OTHERWISE, "one name, two records"),
        (None, place("Alba"), PlaceChange.PLACED, "named in both, placed in one"),
        (place("Alba"), None, PlaceChange.UNPLACED, "the other way round"),
    ],
)
def test_what_became_of_a_place(named_before, named_after, change, why):
    named = [{} if isinstance(one, str) else {"Alba": one} for one in (named_before, named_after)]
    before, after = (reading(Said(), named=one, title=title) for one, title in zip(named, ("One", "Two"), strict=True))
    (told,) = compared(before, after).places
    assert told.change is change, why


def test_a_name_that_two_records_could_answer_isn_t_guessed():
    before = reading(Said(), title="One")
    others = {"Alba": place("Alba", place_id="made:1"), "ALBA": place("Alba", place_id="made:2")}
    after = reading(Said(), Said(what="a fort", place="ALBA", at=(10, 45)), named=others, title="Two")
    assert [one.change for one in compared(before, after).places] == [
        PlaceChange.GONE,
        PlaceChange.NEW,
        PlaceChange.NEW,
    ]


def test_one_text_with_a_mention_corrected():
    before = reading(Said(), Said(what="a fort"))
    after = reading(Said(), Said(what="a fort"), named={"Alba": place("Alba", place_id="made:own", lon=11.0)})
    found = compared(before, after)
    assert found.notes == ("Both read the same text.",)
    assert [one.change for one in found.places] == [PlaceChange.OTHERWISE]
    assert {row.why[0] for row in found.accounts} == {"the same words of the same text"}


KINDS = st.sampled_from([ZONE, LINE, EVENT, FORCE])
SAID = st.builds(
    Said,
    what=st.sampled_from(["the zone", "a security zone", "the line", "an airstrike", "troops", "the demarcation line"]),
    place=st.sampled_from(sorted(PLACES)),
    kind=KINDS,
    status=st.sampled_from(list(Status)),
    who=st.sampled_from(["A spokesman", "the army", "officials"]),
    day=st.sampled_from([None, MAY, JUNE]),
    radius_deg=st.sampled_from([0.05, 0.3]),
    drawable=st.booleans(),
    drawn=st.booleans(),
)
TEXTS = st.lists(SAID, min_size=1, max_size=4)
SWAPPED = {
    PlaceChange.NEW: PlaceChange.GONE,
    PlaceChange.GONE: PlaceChange.NEW,
    PlaceChange.PLACED: PlaceChange.UNPLACED,
    PlaceChange.UNPLACED: PlaceChange.PLACED,
}


@given(TEXTS)
@settings(max_examples=60)
def test_a_text_doesn_t_differ_from_itself(said):
    found = compared(reading(*said), reading(*said))
    assert not found.doubts
    assert not any(row.differs for row in found.accounts), [row.told for row in found.accounts]
    assert all(one.change is PlaceChange.SAME for one in found.places)


@given(TEXTS, TEXTS)
@settings(max_examples=60)
def test_what_is_new_one_way_is_gone_the_other(said, others):
    before, after = reading(*said, title="One"), reading(*others, title="Two")
    there, back = compared(before, after), compared(after, before)
    assert Counter(map(row_key, there.accounts)) == Counter(row_key(row, swap=True) for row in back.accounts)
    assert {(ids(one.before), ids(one.after)) for one in there.doubts} == {
        (ids(one.after), ids(one.before)) for one in back.doubts
    }
    assert Counter((one.change, one.before, one.after) for one in there.places) == Counter(
        (SWAPPED.get(one.change, one.change), one.after, one.before) for one in back.places
    )


@given(TEXTS, TEXTS)
@settings(max_examples=40)
def test_every_account_is_told_once(said, others):
    before, after = reading(*said, title="One"), reading(*others, title="Two")
    found = compared(before, after)
    for side, read in (("before", before), ("after", after)):
        told = [account.id for row in found.accounts if (account := getattr(row, side)) is not None]
        told += [account.id for doubt in found.doubts for account in getattr(doubt, side)]
        assert len(told) == len(set(told)) == len(read.claims)


def ids(accounts):
    return frozenset(account.id for account in accounts)


def row_key(row, *, swap: bool = False):
    """What mustn't change when the texts are given the other way round."""
    sides = (row.before, row.after)
    first, second = reversed(sides) if swap else sides
    changes = frozenset(
        (one.aspect, one.after, one.before) if swap else (one.aspect, one.before, one.after) for one in row.changes
    )
    return (first and first.id, second and second.id, row.verdict, row.why, changes)
