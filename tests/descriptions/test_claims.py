"""Sentences → claims: a table of constructions, then who, when and how."""

from datetime import date

import pytest

from deconflict_map.article import read_text
from deconflict_map.descriptions import read_claims
from deconflict_map.model.claim import ObjectKind, Precision, Status
from deconflict_map.model.line_relation import AlongTowards, FromTo
from deconflict_map.model.qualifier import Part
from deconflict_map.model.relation import (
    AllOf,
    Around,
    BorderSide,
    DirectionOf,
    Near,
    NotInto,
    Offset,
    OnFeature,
    PartOf,
    ShareOf,
    SideOf,
    Within,
    references,
)
from deconflict_map.pipeline import find_places

# text, kinds of relation in order, why
READ = [
    (
        "The line runs from a point southwest of Tabqa to a point on the Euphrates.",
        [FromTo],
        "a line between two described points",
    ),
    ("The front line stretches from Aleppo to Raqqa.", [FromTo], "a line between two towns"),
    ("The line does not extend into the city of Raqqa.", [NotInto], "a limit"),
    ("The zone stops short of Mosul.", [NotInto], "another wording of a limit"),
    ("An airstrike hit positions east of the Euphrates river, near Raqqa.", [AllOf], "two conditions on one thing"),
    ("An airstrike hit them near Raqqa.", [Near], "near"),
    ("Clashes broke out in the area around Mosul.", [Around], "around"),
    ("An offensive began west of the Euphrates.", [SideOf], "a side of a river"),
    ("A convoy was hit south-east of Mosul.", [DirectionOf], "a direction from a town"),
    ("Fighting went on in northern Aleppo.", [PartOf], "a part by a compass word"),
    ("Fighting went on in the north of Iraq.", [PartOf], "a part by a compass noun"),
    ("Fighting went on on the west bank of the Euphrates.", [SideOf], "a bank"),
    ("The offensive went southeast along the Euphrates towards Iraq.", [AlongTowards], "along and towards"),
    ("The army plans offensives on the Iraq side of the border.", [BorderSide], "a side of a border"),
    ("The army plans offensives on the Iraqi side of the border.", [BorderSide], "the same with an adjective"),
    ("The lines cover much of the Euphrates.", [ShareOf], "a share"),
    ("They fought a battle at the Euphrates.", [OnFeature], "on a line"),
    ("They fought a battle in Raqqa and in Mosul.", [Within, Within], "a list is two places, not their overlap"),
    ("Fighting went on in central Syria.", [PartOf], "the centre"),
    ("The operations in Syria go on.", [], "a whole country locates nothing"),
    ("The terrain near Raqqa is difficult.", [], "nothing that can be located"),
    ("He moved from Raqqa to Mosul.", [], "a person's way is no line"),
    ("The talks ran from Monday to Friday.", [], "times are no places"),
    ("The strike on Syria's oil wells near nothing failed.", [], "no place behind near"),
]


@pytest.mark.parametrize(("text", "expected", "why"), READ)
def test_constructions(read_text_claims, text, expected, why):
    _, claims = read_text_claims(text)
    assert [type(claim.relation) for claim in claims] == expected, why


CHANNELS = [
    "The de-confliction line with Russia is open 24 hours per day, said Paul Funk in Syria near Raqqa.",
    "They used the phone line near Raqqa.",
    "The telephone lines from Raqqa to Mosul were cut.",
    "The hotline runs from Moscow to Washington.",
    "A supply line runs from Raqqa to Mosul.",
    "The picket line runs from Raqqa to Mosul.",
]


@pytest.mark.parametrize("text", CHANNELS)
def test_a_channel_is_never_a_line_on_the_ground(read_text_claims, text):
    _, claims = read_text_claims(text)
    assert not [claim for claim in claims if claim.located.kind is ObjectKind.LINE]


def test_the_parts_of_a_described_line(read_text_claims):
    article, (claim,) = read_text_claims(
        "The line runs from a point southwest of Tabqa to a point on the Euphrates River."
    )
    assert isinstance(claim.relation, FromTo)
    assert isinstance(claim.relation.start, DirectionOf)
    assert claim.relation.start.heading.azimuth_deg == 225.0
    assert isinstance(claim.relation.end, OnFeature)
    assert [article.quote(ref.span) for ref in references(claim.relation)] == ["Tabqa", "Euphrates River"]
    assert article.quote(claim.relation.span) == "from a point southwest of Tabqa to a point on the Euphrates River"


def test_the_middle_of_a_river_the_gazetteer_has_no_middle_of(read_text_claims):
    _, (claim,) = read_text_claims("An offensive began along the middle Tigris towards Mosul.")
    assert isinstance(claim.relation, AlongTowards)
    _, (claim,) = read_text_claims("Fighting went on over the upper Tigris.")
    assert isinstance(claim.relation, PartOf)
    assert claim.relation.part is Part.UPPER


def test_the_east_side_is_that_of_the_river_named_before(read_text_claims):
    text = "The army is mounting an offensive west of the Euphrates while the SDF is conducting a campaign on the east side."
    article, claims = read_text_claims(text)
    assert [type(claim.relation) for claim in claims] == [SideOf, SideOf]
    last = claims[1].relation
    assert last.ref.anaphor
    assert last.ref.toponym == claims[0].relation.ref.toponym
    assert article.quote(claims[1].located.span) == "a campaign"


SPOKEN = [
    (
        "A Coalition spokesperson said in July that the line runs from Raqqa to Mosul.",
        "A Coalition spokesperson",
        (date(2017, 7, 1), date(2017, 7, 31)),
        Status.STATED,
    ),
    (
        "The line runs from Raqqa to Mosul, the ministry said on Friday.",
        "the ministry",
        (date(2017, 9, 15), date(2017, 9, 15)),
        Status.STATED,
    ),
    (
        "The Coalition clarified on August 19 that the line does not enter Raqqa.",
        "The Coalition",
        (date(2017, 8, 19), date(2017, 8, 19)),
        Status.STATED,
    ),
    (
        "On 31 August 2016, Gen. Smith said: “The lines cover much of the Euphrates.”",
        "Gen. Smith",
        (date(2016, 8, 31), date(2016, 8, 31)),
        Status.STATED,
    ),
    ("Both sides have said that they intend to continue offensives towards Iraq.", "Both sides", None, Status.PLANNED),
    ("The army plans an offensive near Raqqa.", "The army", None, Status.PLANNED),
    ("The army said an airstrike hit it near Raqqa.", "The army", None, Status.CLAIMED),
    ("The two sides agreed on a zone around Raqqa.", "Outlet", (date(2017, 9, 18), date(2017, 9, 18)), Status.AGREED),
    (
        "Troops will pull back from positions near Raqqa.",
        "Outlet",
        (date(2017, 9, 18), date(2017, 9, 18)),
        Status.PLANNED,
    ),
    ("An offensive goes on near Raqqa.", "Outlet", (date(2017, 9, 18), date(2017, 9, 18)), Status.REPORTED),
]


@pytest.mark.parametrize(("text", "speaker", "said", "status"), SPOKEN)
def test_who_says_it_when_and_how(read_text_claims, text, speaker, said, status):
    _, claims = read_text_claims(text)
    (claim,) = claims
    assert [who.text for who in claim.speakers] == [speaker]
    assert ((claim.said.first, claim.said.last) if claim.said else None) == said
    assert claim.status is status


def test_an_event_is_told_in_two_sentences_and_denied_in_a_third(read_text_claims):
    _, claims = read_text_claims(
        "The Coalition accused Russia of striking forces near Raqqa on Saturday. The rebels said that an airstrike hit "
        "positions east of the Euphrates. A Russian military spokesperson denied the strike."
    )
    assert [claim.status for claim in claims] == [Status.DISPUTED, Status.DISPUTED]
    assert claims[0].located.key == claims[1].located.key
    assert {claim.holds.first for claim in claims} == {date(2017, 9, 16)}
    assert claims[0].denials[0].speaker.text == "A Russian military spokesperson"


def test_events_of_different_days_are_two(read_text_claims):
    _, claims = read_text_claims(
        "An airstrike hit a town near Tabqa on Friday. An airstrike hit a town near Mosul on Saturday."
    )
    assert claims[0].located.key != claims[1].located.key


def test_a_line_is_taken_up_again_and_its_course_withheld(read_text_claims):
    _, claims = read_text_claims(
        "A geographic de-confliction line runs from Raqqa to Mosul.\n\nThe Coalition said the de-confliction line does not "
        "extend into Tabqa. The Coalition declines to discuss details of de-confliction.\n\nAnother front line runs from "
        "Aleppo to Idlib."
    )
    first, second, third = claims
    assert first.located.key == second.located.key != third.located.key
    assert first.withheld is not None
    assert third.withheld is None


def test_without_a_day_of_publication_weekdays_stay_open(gazetteer):
    article = read_text(
        "The army said on Saturday that an airstrike hit it near Raqqa. In July 2016 a strike hit near Mosul."
    )
    claims = read_claims(article, find_places(article, gazetteer))
    assert claims[0].said is None
    assert claims[1].holds is not None
    assert (claims[1].holds.first, claims[1].holds.precision) == (date(2016, 7, 1), Precision.MONTH)


MEASURED = [
    ("A strike hit a depot 30 km south of Mosul.", 30_000.0, 180.0),
    ("A strike hit a depot some ten miles to the west of Mosul.", 16_093.44, 270.0),
    ("A strike hit a depot 2,000 metres north of Mosul.", 2_000.0, 0.0),
]


@pytest.mark.parametrize(("text", "metres", "azimuth"), MEASURED)
def test_a_distance_belongs_to_the_direction_behind_it(read_text_claims, text, metres, azimuth):
    _, (claim,) = read_text_claims(text)
    assert isinstance(claim.relation, Offset)
    (leg,) = claim.relation.legs
    assert (leg.distance.metres, leg.heading.azimuth_deg) == (pytest.approx(metres), azimuth)
    assert claim.unread is None


def test_titles_and_headings_claim_nothing(read_text_claims):
    _, claims = read_text_claims(
        "An Offensive Begins Near Raqqa\n\nIt is quiet.\n\nStrikes near Mosul\n\nNothing more."
    )
    assert claims == ()


def test_reading_is_linear_enough_for_any_length(read_text_claims):
    """A sentence of a hundred thousand characters and a relation nested without end come back at all."""
    _, claims = read_text_claims("The line runs " + "near Raqqa, " * 8000 + "and ends.")
    assert claims
    _, claims = read_text_claims("The line " + "from a point near " * 3000 + "Raqqa.")
    assert all(claim.span.end <= 100_000 for claim in claims)


@pytest.mark.parametrize(
    ("text", "located", "words", "why"),
    [
        ('Troops withdrew to a "yellow line" that runs from Raqqa in the north to Tabqa in the south.', 'a "yellow line"', "from Raqqa in the north to Tabqa in the south", "spoken of for the first time, in quotation marks"),
        ("The blue line runs from Naqoura to Metula.", "The blue line", "from Naqoura to Metula", "a line with a title"),
        ("Russian forces advanced 2 km west of Pokrovsk, Ukraine's General Staff said.", "Russian forces", "2 km west of Pokrovsk", "an owner is no container"),
        ("KYIV, Nov 12, 2024 - Russian forces advanced 2 km west of Pokrovsk.", "Russian forces", "2 km west of Pokrovsk", "a dateline is no part of the name"),
        ("The rebels hold the area north of the Euphrates.", "the area", "north of the Euphrates", "ground that somebody holds"),
        ("Troops hold a pocket near Sudzha.", "a pocket", "near Sudzha", "a pocket of ground"),
    ],
)  # fmt: skip
def test_what_is_located_and_where(read_text_claims, text, located, words, why):
    article, (claim,) = read_text_claims(text)
    assert claim.located.text == located, why
    assert article.quote(claim.relation.span) == words, why


@pytest.mark.parametrize(
    "text", ["He put it in a pocket near the door of his house in Raqqa.", "She works in the area near Raqqa."]
)
def test_pockets_and_areas_of_other_senses_are_none(read_text_claims, text):
    _, claims = read_text_claims(text)
    assert claims == ()


AREAS = [
    ("The area east of the Euphrates remains a zone of restricted movement, the army said.", ["The area"]),
    ("The area east of the Euphrates is a closed military zone, the army said.", ["The area"]),
    ("UNIFIL said its area of operations runs from the Litani to the Lebanese border.", ["its area"]),
    ("The area south of Kobani remains contested.", ["The area"]),
    ("The area north of Aleppo is known for its olives.", []),
]


@pytest.mark.parametrize(("text", "located"), AREAS)
def test_an_area_counts_for_what_is_said_of_it(read_text_claims, text, located):
    _, claims = read_text_claims(text)
    assert [claim.located.text for claim in claims] == located


BACK = [
    (
        "Soldiers crossed the Military Demarcation Line in Korea. A no-fly zone extends 20 km from the line.",
        "Military Demarcation Line",
        "the line with a title that was named last",
    ),
    (
        "Shots fell along the Blue Line. A buffer zone would reach 5 km north of the line, Lebanon said.",
        "Blue Line",
        "a line that the gazetteer has as a mere region",
    ),
]


@pytest.mark.parametrize(("text", "name", "why"), BACK)
def test_the_line_may_be_one_with_a_title(read_text_claims, text, name, why):
    _, claims = read_text_claims(text)
    assert f"name='{name}'" in str(claims[-1].relation), why


def test_the_border_between_two_towns_is_that_of_their_country(read_text_claims):
    _, (claim,) = read_text_claims(
        "Israel told people in Lebanon not to enter a zone within 3 km of the border between Naqoura and Khiam."
    )
    assert "AlongFeature(ref=BorderRef" in str(claim.relation)
