"""Which sense of a word for a thing is meant: lines, fronts, zones, cases, strikes; a table of both sides, a reason a row."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deconflict_map.descriptions.objects import things

ON_THE_GROUND = [
    ("The ceasefire line runs from A to B.", "line", "a line of the ground"),
    ("The line follows the river.", "line", "no word against it"),
    ("Troops hold the front line near the town.", "line", "a military line"),
    ("Fighting goes on at the eastern front.", "front", "a military front"),
    ("A no-fly zone was declared.", "zone", "a zone"),
    ("The exclusion zone is closed.", "zone", "a zone"),
    ("The buffer zone is mined.", "zone", "the head is *zone*, not *buffer*"),
    ("A humanitarian corridor was opened.", "corridor", "a corridor between places"),
    ("The flood area is closed.", "area", "an area with a word that makes it one"),
    ("There were ten cases of measles.", "cases", "cases of a disease"),
    ("Scores of cases were seen.", "cases", "a count"),
    ("An air strike killed two.", "strike", "a strike from the air"),
    ("The fire burned for days.", "fire", "a fire"),
    ("A storm hit the coast.", "storm", "a storm"),
    ("Troops began an operation there.", "operation", "an operation of troops"),
    ("A rescue operation began.", "operation", "its own name says what it is"),
    ("The tsunami wave hit the coast.", "wave", "water"),
    ("Tank units moved up.", "units", "units of an army"),
    ("A car bomb exploded.", "bomb", "one that went off"),
]
ELSEWHERE = [
    ("They used the phone line.", "a telephone"),
    ("The hotline is open.", "a telephone, in one word"),
    ("The line with Russia is open 24 hours per day.", "a channel, by what is said of it"),
    ("Calls to the help line have doubled.", "a service"),
    ("He launched a clothing line.", "a product"),
    ("The picket line was long.", "people"),
    ("They stood in line for bread.", "people, waiting"),
    ("A line of people stood there.", "people, counted"),
    ("A line of code was wrong.", "code"),
    ("The line of argument is weak.", "an argument"),
    ("He did it in the line of duty.", "duty"),
    ("The bank gave it a line of credit.", "credit"),
    ("It was to cross a red line.", "a figure of speech"),
    ("Nurses are on the front line of the fight against cancer.", "an idiom"),
    ("A cold front moves in.", "weather"),
    ("He stood in front of the house.", "a preposition"),
    ("It leaves my comfort zone.", "comfort"),
    ("The time zone changed.", "time"),
    ("They are near the relegation zone.", "a league"),
    ("The health zone has a ward.", "an office"),
    ("He walked the corridors of power.", "power"),
    ("The buffer overflow was fixed.", "computing"),
    ("It was a court case.", "the law"),
    ("In that case he will go.", "a figure of speech"),
    ("Workers went on strike over pay.", "labour"),
    ("He came under fire from critics.", "critics"),
    ("The fire brigade came.", "part of another name"),
    ("A storm of protest broke.", "a figure of speech"),
    ("He died of a heart attack.", "an illness"),
    ("The stock market crash ruined him.", "money"),
    ("A crime wave hit the coast.", "a figure of speech"),
    ("The company's operations made profits.", "a firm"),
    ("The election campaign began.", "an election"),
    ("He changed his position on tax.", "an opinion"),
    ("The housing unit was sold.", "a building"),
    ("The attack's victims were mourned.", "a possessor"),
    ("The strike zone is small.", "a game"),
    ("A patrol car came.", "part of another name"),
]


@pytest.mark.parametrize(("text", "head", "why"), ON_THE_GROUND)
def test_on_the_ground(read_passages, text, head, why):
    (passage,) = read_passages(text)
    assert head in [passage.folded[thing.head] for thing in things(passage, frozenset(passage.folded))], why


@pytest.mark.parametrize(("text", "why"), ELSEWHERE)
def test_elsewhere(read_passages, text, why):
    (passage,) = read_passages(text)
    assert [passage.folded[thing.head] for thing in things(passage, frozenset(passage.folded))] == [], why


WORDS = [
    "line",
    "zone",
    "the",
    "front",
    "in",
    "of",
    "fire",
    "cases",
    "attacked",
    "was",
    "striking",
    "forces",
    "1,200",
    ",",
    "phone",
    "'s",
    "-",
    "area",
]


@settings(max_examples=150)
@given(text=st.text(max_size=100) | st.lists(st.sampled_from(WORDS), max_size=16).map(" ".join))
def test_things_of_any_text_stand_in_it_in_order(read_passages, text):
    for passage in read_passages("It is " + text):
        found = things(passage, frozenset(passage.folded))
        assert [thing.head for thing in found] == sorted({thing.head for thing in found})
        assert all(0 <= thing.first <= thing.head <= thing.last < len(passage.words) for thing in found)
