"""How claims are put forward, denied, made conditional and replaced: tables with a reason a row."""

import pytest

from deconflict_map.model.anchor import ObjectRef
from deconflict_map.model.claim import Extent, Measure, Status, WhyWithheld
from deconflict_map.model.relation import WithinDistance

STATUSES = [
    ("A fire broke out near Mosul.", Status.REPORTED, "the article itself"),
    ("A fire reportedly broke out near Mosul.", Status.CLAIMED, "hedged"),
    ("The army said a buffer zone runs from Raqqa to Mosul.", Status.STATED, "said by somebody"),
    ("The army said an airstrike hit a depot near Mosul.", Status.CLAIMED, "an event said by somebody"),
    ("The army accused rebels of setting up a line from Raqqa to Mosul.", Status.CLAIMED, "an accusation"),
    ("The two sides agreed on a buffer zone around Mosul.", Status.AGREED, "a verb"),
    ("Under the accord, a buffer zone lies around Mosul.", Status.AGREED, "a noun"),
    ("The army plans a buffer zone around Mosul.", Status.PLANNED, "a verb of planning"),
    ("A buffer zone is to be set up around Mosul.", Status.PLANNED, "*is to be*"),
    ("Troops will withdraw from positions near Mosul.", Status.PLANNED, "a future"),
    ("A buffer zone around Mosul is planned.", Status.PLANNED, "told behind the words of place"),
    ("A line from Raqqa to Mosul will soon be drawn.", Status.PLANNED, "a future passive behind them"),
    ("A buffer zone around Mosul was agreed in May.", Status.AGREED, "agreed, told behind them"),
    ("An exclusion zone around Mosul has been ordered.", Status.ORDERED, "ordered, told behind them"),
    ("A buffer zone around Mosul was set up in May.", Status.REPORTED, "done: no plan"),
    ("The minister ordered an exclusion zone around Mosul.", Status.ORDERED, "an order"),
    ("The minister said troops must withdraw from positions near Mosul.", Status.ORDERED, "*must*"),
    ("No strikes took place near Mosul.", Status.NEGATED, "*no* before the thing"),
    ("The fire did not break out near Mosul.", Status.NEGATED, "*not* before its verb"),
    ("There is no front line east of the Euphrates.", Status.NEGATED, "there is none"),
    ("Not only fires broke out near Mosul.", Status.REPORTED, "*not only* is no negation"),
    ("The ministry denied that a strike hit a depot near Mosul.", Status.DENIED, "only the denial stands there"),
    ("If the truce holds, troops will withdraw to positions east of the Euphrates.", Status.CONDITIONAL, "before it"),
    ("The army will set up a buffer zone around Mosul unless the rebels leave.", Status.CONDITIONAL, "behind it"),
]


@pytest.mark.parametrize(("text", "status", "why"), STATUSES)
def test_statuses(read_text_claims, text, status, why):
    _, claims = read_text_claims(text)
    assert [claim.status for claim in claims] == [status], why


def test_a_plan_told_in_the_passive_ends_with_its_clause(read_text_claims):
    text = "The army said that a buffer zone around Mosul is planned, and that artillery positions lie north of Raqqa."
    _, claims = read_text_claims(text)
    assert [claim.status for claim in claims] == [Status.PLANNED, Status.STATED]


CONDITIONS = [
    ("If the truce holds, troops will withdraw to positions east of the Euphrates.", "If the truce holds"),
    ("The army will set up a buffer zone around Mosul unless the rebels leave.", "unless the rebels leave"),
    ("Provided that talks succeed, a buffer zone will lie around Mosul.", "Provided that talks succeed"),
]


@pytest.mark.parametrize(("text", "words"), CONDITIONS)
def test_the_words_of_a_condition(read_text_claims, text, words):
    article, (claim,) = read_text_claims(text)
    assert article.quote(claim.condition) == words


STRIKE = "Rebels said an airstrike hit a village near Mosul on Friday."
# what follows, whether the strike is disputed, by whom
DENIALS = [
    ("The ministry denied it.", "The ministry", "a pronoun"),
    ("The ministry rejected the claim.", "The ministry", "a word for a claim"),
    ("The ministry dismissed reports of the strike.", "The ministry", "reports"),
    ("No strikes took place near Mosul, the ministry said.", "the ministry", "said not to be so"),
    ("The claim was denied by a Russian spokesman.", "a Russian spokesman", "a passive"),
    (
        "It is a lie, said Ann Lee. The ministry denied that a strike took place near Mosul.",
        "The ministry",
        "a later sentence",
    ),
    ("\n\nThe ministry dismissed reports of the strike.", "The ministry", "the next paragraph"),
    ("The ministry denied that wages were cut.", None, "something else"),
    ("The ministry denied it was late with pay.", "The ministry", "“it” may be anything; a denial next to the claim"),
    ("He has a denial complex.", None, "no denier of anything"),
]


@pytest.mark.parametrize(("text", "denier", "why"), [row for row in DENIALS if "anything" not in row[2]])
def test_denials(read_text_claims, text, denier, why):
    _, claims = read_text_claims(STRIKE + (" " if not text.startswith("\n") else "") + text)
    strike = claims[0]
    assert strike.status is (Status.DISPUTED if denier else Status.CLAIMED), why
    assert [one.speaker.text for one in strike.denials] == ([denier] if denier else [])


def test_nobody_denies_what_he_says_himself(read_text_claims):
    _, (claim,) = read_text_claims("The army said a strike hit a depot near Mosul. The army denied it.")
    assert claim.denials == ()


def test_a_claim_replaces_an_earlier_one_of_the_same_zone(read_text_claims):
    _, claims = read_text_claims(
        "A security zone lies within 5 km of the Turkish border. In May the security zone was extended to within 20 km "
        "of the Turkish border."
    )
    assert [claim.supersedes for claim in claims] == [(), (1,)]
    assert claims[0].located.key == claims[1].located.key


def test_a_claim_that_adds_to_an_earlier_one_replaces_nothing(read_text_claims):
    _, claims = read_text_claims("The line runs from Raqqa to Mosul. The line does not extend into Tabqa.")
    assert [claim.supersedes for claim in claims] == [(), ()]


def test_a_zone_about_a_described_line_knows_its_key(read_text_claims):
    _, claims = read_text_claims(
        "The ceasefire line runs from Raqqa to Mosul. A buffer zone lies within 5 km of the ceasefire line."
    )
    line, zone = claims
    assert isinstance(zone.relation, WithinDistance)
    assert isinstance(zone.relation.ref, ObjectRef)
    assert zone.relation.ref.key == line.located.key


def test_numbers_told_in_the_next_sentence(read_text_claims):
    _, claims = read_text_claims(
        "The security zone runs along the Turkish border from Tel Abyad to Ras al-Ayn. The zone is some 120 km long."
    )
    assert [(one.measure, one.least, one.most) for one in claims[0].stated] == [(Measure.LENGTH, 108e3, 132e3)]


def test_why_words_cant_fix_it(read_text_claims):
    _, (claim,) = read_text_claims("The line runs from Raqqa to Mosul. The map of the line has not been published.")
    assert claim.why_withheld is WhyWithheld.UNPUBLISHED


EXTENTS = [
    ("Since Friday, fighting has raged near Mosul.", Extent.SINCE),
    ("Troops hold positions near Mosul until Friday.", Extent.UNTIL),
    ("As of 1 September, troops hold positions near Mosul.", Extent.AS_OF),
    ("On Friday, fighting raged near Mosul.", Extent.ON),
]


@pytest.mark.parametrize(("text", "extent"), EXTENTS)
def test_how_long_it_holds(read_text_claims, text, extent):
    _, (claim,) = read_text_claims(text)
    assert claim.holds is not None
    assert claim.holds.extent is extent


DAYS = [
    ("Seven people were ill on Sunday after an outbreak in Lima.", None, "another clause's day"),
    ("The army said on Sunday that fighting raged near Mosul.", None, "the day of saying"),
    ("A fire raged near Mosul on Sunday.", "Sunday", "behind"),
    ("He died on May 14 while on patrol near Mosul.", "May 14", "at the same time"),
    ("Talks go on this week, as no fires rage near Mosul.", None, "the day of the main clause"),
]


@pytest.mark.parametrize(("text", "day", "why"), DAYS)
def test_whose_day_it_is(read_text_claims, text, day, why):
    _, claims = read_text_claims(text)
    assert {claim.holds.text if claim.holds else None for claim in claims} == {day}, why


@pytest.mark.parametrize(
    ("text", "status", "why"),
    [
        ("A no-fly zone over Darfur is in force.", Status.REPORTED, "a compound, no negation"),
        ("A no fly zone over Darfur has been proposed.", Status.PLANNED, "without a hyphen"),
        ("No no-fly zone over Darfur exists.", Status.NEGATED, "a negation before it"),
        ("There is no zone east of Mosul.", Status.NEGATED, "a negation of a plain noun"),
    ],
)
def test_no_in_a_compound_negates_nothing(read_text_claims, text, status, why):
    _, claims = read_text_claims(text)
    assert [claim.status for claim in claims] == [status], why
