"""Words by which a text says that words can't fix a course: a table, and any text at all."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deconflict_map.descriptions.withholding import why_withheld
from deconflict_map.model.claim import WhyWithheld

# text, reason, the words that give it, why this row
REASONS = [
    ("The map of the line has not been published.", WhyWithheld.UNPUBLISHED, "not been published", "passive"),
    (
        "Officials declined to disclose its course.",
        WhyWithheld.UNPUBLISHED,
        "declined to disclose",
        "a refusal to speak",
    ),
    ("No maps have been released.", WhyWithheld.UNPUBLISHED, "No maps have been released", "no map"),
    (
        "The agreed map isn't public.",
        WhyWithheld.UNPUBLISHED,
        "isn't public",
        "a short form; stronger than *agreed map*",
    ),
    ("The line, whose course remains classified, is old.", WhyWithheld.UNPUBLISHED, "remains classified", "secret"),
    ("Its boundaries are to be agreed within a week.", WhyWithheld.TO_BE_AGREED, "to be agreed", "a future passive"),
    ("The borders of the zone will be delineated later.", WhyWithheld.TO_BE_AGREED, None, "a future with *later*"),
    ("The sides have yet to agree on the course of the line.", WhyWithheld.TO_BE_AGREED, None, "*yet to*"),
    ("The border there remains undemarcated.", WhyWithheld.TO_BE_AGREED, "remains undemarcated", "one word"),
    ("A working group shall determine its boundaries.", WhyWithheld.TO_BE_AGREED, None, "an active future"),
    ("The line is shown on the annexed map.", WhyWithheld.ANNEXED_MAP, None, "a treaty's words"),
    ("The zone lies between lines A and B on the map.", WhyWithheld.ANNEXED_MAP, None, "lettered lines"),
    ("The zone is described in Annex II.", WhyWithheld.ANNEXED_MAP, "described in Annex", "an annex without a map"),
    (
        "A sketch map attached to the text shows it.",
        WhyWithheld.SKETCH_MAP,
        "sketch map",
        "a sketch is less than a map",
    ),
    (
        "The line of contact as of 19 September 2014.",
        WhyWithheld.DATED_LINE,
        "contact as of 19 September 2014",
        "a day",
    ),
    ("Troops withdraw behind the front line of 1 May.", WhyWithheld.DATED_LINE, None, "a front that moves"),
    ("The ceasefire line as it stood on 3 July 1950.", WhyWithheld.DATED_LINE, None, "*as it stood on*"),
    ("The line runs along the 38th parallel.", None, None, "words that fix it"),
    ("The border of 1 January 1956 is its southern edge.", None, None, "a border doesn't move like a front"),
    ("He published a map of the city.", None, None, "a map that is public"),
    ("The talks have not ended.", None, None, "no word of publishing"),
    ("They have yet to agree.", None, None, "on nothing that has a course"),
]


@pytest.mark.parametrize(("text", "reason", "words", "why"), REASONS)
def test_reasons(read_passages, text, reason, words, why):
    passages = read_passages(text)
    found = why_withheld(passages)
    assert (found[0] if found else None) is reason, why
    if found and words:
        assert passages[0].article.quote(found[1]) == words


def test_several_passages_give_the_strongest_reason(read_passages):
    """The second sentence says that the map isn't public, so that *annexed* helps nobody."""
    passages = read_passages("The line is shown on the annexed map. The map has never been published.")
    assert why_withheld(passages)[0] is WhyWithheld.UNPUBLISHED


def test_without_passages_nothing_is_withheld():
    assert why_withheld(()) is None


@settings(max_examples=60)
@given(
    text=st.text(max_size=200)
    | st.lists(st.sampled_from(["line", "map", "not", "published", "1 May", "of"])).map(" ".join)
)
def test_any_text_is_read_and_its_words_stand_in_it(read_passages, text):
    for passage in read_passages("It is " + text):
        found = why_withheld((passage,))
        assert found is None or passage.article.sentences[passage.sentence].span.covers(found[1])
        assert found == why_withheld((passage,))
