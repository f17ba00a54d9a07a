"""Texts too long for a pipeline: what the portions hold, and where they end."""

from hypothesis import given
from hypothesis import strategies as st

from deconflict_map.article.verbatim import verbatim_article
from deconflict_map.recognisers.portions import portions

CUTS = [
    ("One two.\nThree four.", 12, ["One two.", "\nThree four."], "the end of a paragraph"),
    ("Aa.\nBb.\nCc.\nDd.", 11, ["Aa.\nBb.\nCc.", "\nDd."], "the last one that fits"),
    ("He came. She saw it.", 12, ["He came.", " She saw it."], "else of a sentence"),
    ("one two three four", 10, ["one two ", "three four"], "else white space"),
    ("onetwothreefour", 6, ["onetwo", "threef", "our"], "else anywhere"),
    ("short", 5, ["short"], "no cut"),
    ("", 5, [], "no text"),
]


def test_cuts():
    for text, most, pieces, why in CUTS:
        assert [text[span.start : span.end] for span in portions(verbatim_article(text), most)] == pieces, why


@given(st.text(st.sampled_from("aB. \n🛰é"), max_size=80), st.integers(1, 20))
def test_portions_cover_the_text(text, most):
    spans = list(portions(verbatim_article(text), most))
    assert "".join(text[span.start : span.end] for span in spans) == text
    assert all(0 < len(span) <= most for span in spans)
