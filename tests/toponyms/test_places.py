"""Names in running text: what is found, what it denotes, and what is left out."""

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deconflict_map.article import read_text
from deconflict_map.errors import InputRefusedError
from deconflict_map.model.place import PlaceKind
from deconflict_map.model.toponym import ToponymKind
from deconflict_map.pipeline import find_places


def names(resolutions):
    return [resolution.toponym.text for resolution in resolutions]


FOUND = [
    ("Fighting went on near Mosul and in Aleppo.", ["Mosul", "Aleppo"], "names behind prepositions"),
    ("The Syrians left the Netherlands.", ["Syrians", "Netherlands"], "no article in a span"),
    ("He came from The Hague.", ["The Hague"], "an article that is part of the name"),
    ("Turkey’s border with Iraq is long.", ["Turkey", "Iraq"], "no possessive in a span"),
    ("The Euphrates river rises in Turkey.", ["Euphrates", "Turkey"], "a feature word in lower case isn't the name"),
    ("In New York, Gen. Joseph Dunford met Mr. London.", ["New York"], "persons behind titles"),
    ("Greg Austin, spokesman for nobody, left. Austin said so.", [], "a person, and their surname later"),
    ("In March he came to Reading, and on Saturday, in May, he left.", ["Reading"], "months are no places"),
    ("They told us that it was may be.", [], "lower case"),
    ("The US and the U.S. are one; us is not.", ["US", "U.S."], "initials"),
    ("Tabqa, Syria", ["Tabqa", "Syria"], "city and country"),
    ("The Department of Frisheries in Peru says so.", ["Peru"], "a department is an office rather than ground"),
    ("They left the department of Qwertzu in Peru.", ["Qwertzu", "Peru"], "unless it is written small"),
    ("The US-backed forces of the Iraqi army", ["US", "Iraqi"], "attributes"),
]


LEAVES_NOTHING = """
import gc
from deconflict_map.article import read_text
from deconflict_map.gazetteer import open_gazetteer
from deconflict_map.pipeline import find_places
article = read_text("Fighting went on near Mosul, Iraq, and in Aleppo. In Springfield, Illinois, they said so.")
gazetteer = open_gazetteer()
find_places(article, gazetteer)
while gc.collect():
    pass
assert find_places(article, gazetteer)
assert gc.isenabled()
assert gc.collect() == 0
"""


def test_reading_names_leaves_nothing_that_points_at_itself():
    """Python's collector rests meanwhile; what it would have found would stay."""
    subprocess.run([sys.executable, "-c", LEAVES_NOTHING], check=True)


@pytest.mark.parametrize(("text", "expected", "why"), FOUND)
def test_what_is_found(read_places, text, expected, why):
    assert names(read_places(text)) == expected, why


DENOTES = [
    (
        "Troops entered Deir Ezzor province in Syria.",
        "Deir Ezzor",
        PlaceKind.DIVISION,
        "SY",
        "the word behind says which",
    ),
    (
        "The city of Deir ez-Zor in Syria lies on it.",
        "Deir ez-Zor",
        PlaceKind.POPULATED,
        "SY",
        "the word before says which",
    ),
    ("Deir Ezzor is the last Syrian province of its kind.", "Deir Ezzor", PlaceKind.DIVISION, "SY", "so does a copula"),
    ("He lives in Tripoli. Libya is calm.", "Tripoli", PlaceKind.POPULATED, "LY", "the text's country decides"),
    ("He lives in Tripoli. Lebanon is calm.", "Tripoli", PlaceKind.POPULATED, "LB", "the text's country decides"),
    ("They met in Alexandria, Egypt, in spring.", "Alexandria", PlaceKind.POPULATED, "EG", "the container follows"),
    ("Boats sank on the Nile near Khartoum in Sudan.", "Nile", PlaceKind.STREAM, "", "rivers take the article"),
    ("Paris is a large city.", "Paris", PlaceKind.POPULATED, "FR", "nothing else said: what is usually meant"),
    ("The state of Georgia in the United States voted.", "Georgia", PlaceKind.DIVISION, "US", "a state, not a country"),
    (
        "Georgia and Russia share a border in the Caucasus.",
        "Georgia",
        PlaceKind.COUNTRY,
        "GE",
        "a country, not a state",
    ),
]


@pytest.mark.parametrize(("text", "name", "kind", "country", "why"), DENOTES)
def test_what_is_denoted(read_places, text, name, kind, country, why):
    found = next(resolution for resolution in read_places(text) if resolution.toponym.text == name)
    assert found.place is not None, found.reason
    assert (found.place.kind, found.place.country) == (kind, country), why
    assert found.candidates[0].place == found.place


LITERAL = [
    ("The Geneva process goes on.", "Geneva", False, "something named after the place"),
    ("They met in Geneva.", "Geneva", True, "the place"),
    ("Russia denied it.", "Russia", False, "a government"),
    ("They accused both Turkey and Russia of lying.", "Russia", False, "a government that is accused"),
    ("Rebels moved into Russia.", "Russia", True, "ground"),
    ("A US-led force went in.", "US", False, "an attribute"),
    ("The Iraq side of the border is quiet.", "Iraq", True, "ground"),
]


@pytest.mark.parametrize(("text", "name", "literal", "why"), LITERAL)
def test_literal_places_are_told_from_the_rest(read_places, text, name, literal, why):
    found = next(resolution for resolution in read_places(text) if resolution.toponym.text == name)
    assert found.toponym.literal is literal, why
    assert bool(found.toponym.why_not_literal) is not literal


def test_demonyms_are_their_own_kind(read_places):
    (found,) = read_places("A Syrian official spoke.")
    assert found.toponym.kind is ToponymKind.DEMONYM
    assert found.place is not None
    assert (found.place.country, found.place.kind) == ("SY", PlaceKind.COUNTRY)


def test_a_misspelling_is_found_among_the_texts_own_countries(read_places):
    text = "In Syria the line does not extend into the City of Dayr Az Zayr."
    found = next(resolution for resolution in read_places(text) if resolution.toponym.text == "Dayr Az Zayr")
    assert found.place is not None, found.reason
    assert found.place.country == "SY"
    assert found.place.kind is PlaceKind.POPULATED
    assert found.confidence < 0.95, "only alike, so never as sure as a known spelling"
    elsewhere = read_places("In Norway the line does not extend into the City of Dayr Az Zayr.")
    assert next(r for r in elsewhere if r.toponym.text == "Dayr Az Zayr").place is None


def test_an_unknown_name_is_kept_with_its_reason(read_places):
    found = next(
        r for r in read_places("Syria: they fought near Khirbet Qwertzu.") if r.toponym.text == "Khirbet Qwertzu"
    )
    assert found.place is None
    assert found.confidence == 0.0
    assert "Khirbet Qwertzu" in found.reason


def test_a_river_that_isnt_known_is_no_town_of_its_name(read_places):
    found = next(r for r in read_places("Sudan: troops crossed the El Fasher river.") if "Fasher" in r.toponym.text)
    assert found.place is None
    assert "river" in found.reason


def test_organisations_of_the_first_article_are_no_places(read_places):
    text = "The Islamic State and the United Nations met the Syrian Democratic Forces and the Joint Chiefs of Staff."
    assert names(read_places(text)) == ["Syrian"]


HOSTILE = st.text(alphabet=st.characters(), max_size=60) | st.sampled_from(
    ["{{7*7}}", "{% raw %}", "</script>", "${alert(1)}", "<img onerror=alert(1)>", "A-", "’s", "U.S.", "-–—", "\ud800"]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(HOSTILE | st.sampled_from(["Syria", "in Raqqa", "near", "city of", "Gen.", ", "]), max_size=12))
def test_any_text_gives_ordered_spans_that_say_what_they_hold(gazetteer, parts):
    try:
        article = read_text(" ".join(parts))
    except InputRefusedError:
        return
    end = 0
    for resolution in find_places(article, gazetteer):
        span = resolution.toponym.span
        assert span.start >= end
        end = span.end
        assert article.quote(span) == resolution.toponym.text
        assert (resolution.place is None) == (resolution.confidence == 0.0)
        assert sum(candidate.score for candidate in resolution.candidates) <= 1.001
