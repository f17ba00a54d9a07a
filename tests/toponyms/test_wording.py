"""What was weighed, in words: every feature has some, the reasons read well, and the numbers are those that decided."""

import itertools
import json
import math
import string
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deconflict_map.article import read_text
from deconflict_map.errors import InputRefusedError
from deconflict_map.model.article import Span
from deconflict_map.model.place import PlaceKind
from deconflict_map.pipeline import explain_places, find_places
from deconflict_map.toponyms import site_wording, wording
from deconflict_map.toponyms.company import company_of
from deconflict_map.toponyms.cues import person_names
from deconflict_map.toponyms.explanation import explain
from deconflict_map.toponyms.facts import facts_in
from deconflict_map.toponyms.linear import shipped
from deconflict_map.toponyms.sites import sites, unknown_sites
from deconflict_map.toponyms.tokens import Tokens
from deconflict_map.toponyms.traits import Surroundings

WEIGHTS = json.loads(files("deconflict_map.toponyms").joinpath("vocabulary/weights.json").read_text(encoding="utf-8"))
CALLS = {"name": wording.name_sentence, "prior": wording.place_sentence, "context": wording.place_sentence}
TEXT = """Michael Jordan left Springfield, Illinois, for Paris. Fighting near Raqqa and in Deir Ezzor province went on.
The U.S.-led Coalition struck the Euphrates river; Gen. Dunford met the Syrians in Geneva (Switzerland). NEW YORK —
He lives in Khirbet Qwertzu, Orange County, Calif. Austin's son Austin said so. In May the Will of Reading was read."""


@pytest.mark.parametrize("section", sorted(CALLS))
def test_every_feature_that_is_weighed_has_words(section):
    call = CALLS[section]
    assert [name for name in WEIGHTS[section] if call(name) is None] == [], "add a key to wording.toml"


def test_every_feature_that_a_text_has_has_words(gazetteer):
    tokens = Tokens(read_text(TEXT))
    known = sites(tokens, facts_in(gazetteer, shipped()), gazetteer)
    surroundings = Surroundings(tokens, known, company_of(tokens, known))
    found = {name for site in (*known, *unknown_sites(tokens, known)) for name in surroundings.features(site)}
    assert len(found) > 100
    assert sorted(name for name in found if wording.name_sentence(name) is None) == []


FIELDS = [("place", wording._OPEN), ("name", site_wording._OPEN), ("asked", wording._OPEN)]


@pytest.mark.parametrize(("table", "known"), FIELDS)
def test_what_sentences_leave_open_can_be_filled_in(table, known):
    for sentence in wording.said(table).values():
        left_open = {field for _, field, _, _ in string.Formatter().parse(sentence) if field}
        assert left_open <= known.keys(), sentence


def test_all_kinds_of_places_and_of_persons_names_have_words():
    towns_and_divisions = {"capital", "seat", "town", "quarter", "gone", "adm1", "adm1:large", "adm2", "adm3"}
    ground = {kind.value for kind in PlaceKind} - {PlaceKind.POPULATED.value, PlaceKind.DIVISION.value}
    assert towns_and_divisions | ground <= wording.said("kind").keys()
    assert set(person_names().values()) <= wording.said("class").keys()
    assert all(wording.name_sentence(f"borne: {kind}, small") for kind in set(person_names().values()))


SENTENCES = [
    ("great: before: in", "{left}", "what is weighed for a kind of names is called as what is weighed for all"),
    ("small, common: before: in", "{left}", "also for refined kinds"),
    ("unknown: words 2", "how the word itself looks", "also for names that aren't known"),
    ("group small, common", "is also a common word", "the longer key counts"),
    ("group small", "{what}", "the shorter one where the longer doesn't fit"),
    ("no such feature", None, "nothing is made up"),
]


@pytest.mark.parametrize(("feature", "sentence", "why"), SENTENCES)
def test_what_names_features_are_called(feature, sentence, why):
    assert wording.name_sentence(feature) == sentence, why


def test_features_that_read_alike_are_told_once_with_their_sum():
    weights = {"before: in": 1.0, "great: before: in": 0.5, "before: small word": 0.25, "always": -1.0}
    added = wording.name_weights(["before: in", "great: before: in", "before: small word", "always", "new"], weights)
    assert added == {"{left}": 1.75, "{what}": -1.0}
    assert wording.weightiest({"a": 0.01, "b": -2.0, "c": 1.0}) == [("b", -2.0), ("c", 1.0)], "too little isn't told"


def test_a_feature_without_words_is_told_by_its_own_name():
    assert wording.name_weights(["brand new {x}"], {"brand new {x}": 1.0}) == {"brand new {{x}}": 1.0}


def test_of_two_sentences_of_which_one_says_what_the_other_does_one_is_told():
    near, region = "lies near other places of the text", "lies in the same region as other places of the text"
    assert wording.speaking_for({region: 3.0, near: 1.0}, 3) == [near]
    assert wording.speaking_for({region: 3.0}, 3) == [region]
    assert wording.speaking_for({region: 3.0, near: -1.0}, 3) == [region]


PERCENT = [(0.0, "0 %"), (0.004, "under 1 %"), (0.01, "1 %"), (0.555, "56 %"), (0.999, "over 99 %"), (1.0, "100 %")]


@pytest.mark.parametrize(("share", "told"), PERCENT)
def test_no_share_is_told_as_none_or_all_that_isnt(share, told):
    assert wording.percent(share) == told


def resolved(read_places, text, name):
    return next(one for one in read_places(text) if one.toponym.text == name)


EVIDENCE = [
    (
        "He lives in Springfield, Illinois.",
        "Springfield",
        "Illinois, in which it lies, is named behind it",
        "container",
    ),
    (
        "He lives in Springfield, Illinois.",
        "Illinois",
        "Springfield, which lies in it, is named before it",
        "contained",
    ),
    (
        "In Lebanon and with the Lebanese, he lives in Tripoli.",
        "Tripoli",
        "the text speaks of Lebanon",
        "the text's country, by its name",
    ),
    ("Boats sank on the Nile river in Sudan.", "Nile", "is what “river” asks for", "the word beside the name"),
    ("A Syrian official spoke.", "Syrian", "“Syrian” is its adjective or people", "a demonym"),
    ("They spoke in Raqa, Syria.", "Raqa", "is also spelt “Raqqa”", "another spelling"),
]


@pytest.mark.parametrize(("text", "name", "words", "why"), EVIDENCE)
def test_evidence_is_in_words(read_places, text, name, words, why):
    found = resolved(read_places, text, name)
    assert words in found.evidence, why
    assert found.reason == "; ".join(found.evidence), "so that the page tells it once"


def test_an_unsure_resolution_says_what_it_may_be_instead(read_places):
    found = [one for one in read_places(TEXT) if one.place is not None and one.confidence < 0.8]
    assert found, "the text has none: choose another"
    assert all(one.evidence[-1].startswith("but ") for one in found)


def test_all_mentions_of_a_name_share_what_was_told_once(read_places):
    first, second = read_places("He lives in Raqqa. She was born in Raqqa, too.")
    assert first.evidence is second.evidence
    assert first.candidates is second.candidates
    assert first.toponym != second.toponym


def shares(explanation):
    return {option.place.id: option.share for option in explanation.options if option.place is not None}


def assert_explained(article, gazetteer):
    """What is explained is what was found, by the same numbers."""
    explained = explain_places(article, gazetteer)
    assert tuple(one.resolution for one in explained if one.resolution) == find_places(article, gazetteer)
    assert list(explained) == sorted(explained, key=lambda one: one.span)
    for one, following in itertools.pairwise(explained):
        assert one.span.end <= following.span.start
    for one in explained:
        assert article.quote(one.span) == one.text
        if one.resolution is None:
            continue
        told = {candidate.place.id: candidate.score for candidate in one.resolution.candidates}
        for place_id, share in shares(one).items():
            assert math.isclose(share, told[place_id], abs_tol=0.005)
        for option in one.options:
            assert math.isclose(sum(part.weight for part in option.arguments), option.score, abs_tol=0.5)


def test_what_is_explained_is_what_was_found(gazetteer):
    assert_explained(read_text(TEXT), gazetteer)


def test_the_probabilities_are_those_that_decided(gazetteer):
    for one in explain_places(read_text(TEXT), gazetteer):
        odds = sum(part.weight for part in one.naming)
        assert math.isclose(1 / (1 + math.exp(-odds)), one.probability, abs_tol=0.05), one.text


def test_what_was_weighed_and_left_out_is_told(gazetteer):
    left_out = {one.text: one for one in explain_places(read_text(TEXT), gazetteer) if one.resolution is None}
    assert left_out["Jordan"].probability < 0.4
    against = {part.words for part in left_out["Jordan"].naming if part.weight < 0}
    assert "stands in a person’s name" in against
    assert all(not one.options for one in left_out.values())


def test_the_words_beside_a_name_are_told_as_they_are_written(gazetteer):
    explained = {one.text: one for one in explain_places(read_text("He met Gen. Paris. He lives in Paris."), gazetteer)}
    words = {part.words for part in explained["Paris"].naming}
    assert "stands behind “in”" in words
    title = explain_places(read_text("They saw Gen. Paris there."), gazetteer)[0]
    assert "stands behind “Gen”, a title of persons" in {part.words for part in title.naming}


def test_names_that_are_given_are_only_placed(gazetteer):
    article = read_text("Raqqa is near Tabqa in Syria.")
    (only,) = explain(article, gazetteer, spans=[Span(start=0, end=5)])
    assert only.naming == ()
    assert only.resolution is not None
    assert only.options[0].place == only.resolution.place
    assert only.options[0].where == "Al-Raqqah, Syria", "named by the gazetteer where the text doesn't"


def test_the_runner_up_and_what_it_lacks_are_told(gazetteer):
    text = "Paris, Texas, is in Lamar County. Reno and Blossom are near Paris and Powderly."
    paris = next(one for one in explain_places(read_text(text), gazetteer) if one.text == "Paris")
    assert paris.resolution.place.country == "US"
    assert "Texas, in which it lies, is named behind it" in paris.change
    assert "Paris, Île-de-France, France" in paris.change


def test_an_unknown_name_says_so(gazetteer):
    text = read_text("Syria: they fought near Khirbet Qwertzu.")
    unknown = next(one for one in explain_places(text, gazetteer) if one.text == "Khirbet Qwertzu")
    assert unknown.options == ()
    assert unknown.change == "Nothing of this name is known."


class Found:
    """A recogniser that finds the first word."""

    def spans(self, article):
        return (Span(start=0, end=article.text.index(" ")),)


class Completing:
    """A resolver that lowers all confidences."""

    def complete(self, resolutions):
        from dataclasses import replace  # noqa: PLC0415

        return tuple(replace(one, confidence=one.confidence / 2) for one in resolutions)


def test_recognisers_and_resolvers_are_heard(gazetteer):
    article = read_text("Raqqa is near Tabqa in Syria.")
    (only,) = explain_places(article, gazetteer, recogniser=Found())
    assert only.text == "Raqqa"
    plain, lowered = explain_places(article, gazetteer), explain_places(article, gazetteer, resolver=Completing())
    assert [one.resolution.confidence / 2 for one in plain] == [one.resolution.confidence for one in lowered]


HOSTILE = st.text(alphabet=st.characters(), max_size=40) | st.sampled_from(
    ["{country}", "{0}", "{", "}}", "{left.site}", "%s", "\ud800", "-", "’s", "(", "St. ", "Gen. ", "A." * 9, "X" * 200]
)
NAMES = st.sampled_from(["Syria", "in Raqqa", "Jordan", "Paris, Texas", "US", "and", "New York", "near Qwertz", ", "])


@settings(max_examples=120, deadline=None)
@given(st.lists(HOSTILE | NAMES, max_size=10))
def test_any_text_can_be_explained(gazetteer, parts):
    try:
        article = read_text(" ".join(parts))
    except InputRefusedError:
        return
    assert_explained(article, gazetteer)
