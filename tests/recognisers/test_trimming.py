"""Entities → names, by tables and by what must hold for any text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deconflict_map.model.article import Span
from deconflict_map.recognisers.trimming import names_in

TRIMMED = [
    ("Raqqa", ["Raqqa"], "nothing to trim"),
    ("the Euphrates", ["Euphrates"], "an article"),
    ("The United States", ["United States"], "an article that begins a sentence"),
    ("The Hague", ["The Hague"], "an article that is part of the name"),
    ("the Hague", ["Hague"], "which is written large then"),
    ("The Hague's", ["The Hague"], "possessive behind it"),
    ("Syria's", ["Syria"], "a possessive"),
    ("Syria’s", ["Syria"], "a typographic one"),
    ("the Syrians'", ["Syrians"], "a plural's"),
    ("“the ‘Golan Heights’”,", ["Golan Heights"], "quotation marks"),
    (" Raqqa.", ["Raqqa"], "white space and the sentence's stop"),
    ("U.S.", ["U.S."], "the name's own stop"),
    ("the U.S.'s", ["U.S."], "the same with everything around it"),
    ("Paris\n\nRussia", ["Paris", "Russia"], "a headline and the first word behind it"),
    ("Paris\u2028the Hague\r\n ", ["Paris", "Hague"], "other ends of lines"),
    ("coastal Latakia", ["Latakia"], "a word beside the name"),
    ("the far, far Latakia", ["Latakia"], "several"),
    ("rural Qwertzuburg", ["rural Qwertzuburg"], "a name that nobody knows stays whole"),
    ("al-Bab", ["al-Bab"], "a name that begins small"),
    ("al Bukamal", ["al Bukamal"], "one that begins with a small word"),
    ("कोलकाता।", ["कोलकाता"], "vowel signs belong to the word, a danda doesn't"),
    ("北京。", ["北京"], "a script without case"),
    ("2017", [], "no letter"),
    ("— ’s", [], "nothing but what is trimmed"),
    ("the", ["the"], "an article alone stays what it was called, for the resolver to refuse"),
]  # fmt: skip


@pytest.mark.parametrize(("entity", "names", "why"), TRIMMED)
def test_names(gazetteer, entity, names, why):
    text = f"In {entity} and"
    found = [text[span.start : span.end] for span in names_in(text, Span(start=3, end=3 + len(entity)), gazetteer)]
    assert found == names, why


@given(st.text(st.sampled_from("aRé .'’s\nthe“)Uकि1"), max_size=24), st.data())
def test_any_entity_gives_bare_names_inside_it(gazetteer, text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    at = start
    for span in names_in(text, Span(start=start, end=end), gazetteer):
        assert at <= span.start < span.end <= end
        name = text[span.start : span.end]
        assert "\n" not in name
        assert unicodedata.category(name[0])[0] in "LMN"
        assert unicodedata.category(name[-1])[0] in "LMN" or name.endswith(".")
        at = span.end
