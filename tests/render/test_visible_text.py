"""Nothing that hides or reorders words stays hidden, and everything else stays as it is."""

import json
import re
import unicodedata
from html.parser import HTMLParser

import pytest
from hostile_strings import HOSTILE
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Template

from deconflict_map.render.datablock import data_block
from deconflict_map.render.visible import visible

SEEN = [
    ("plain text, with\ttabs\nand lines", "plain text, with\ttabs\nand lines"),
    ("a\u202eb", "a⟦U+202E⟧b"),  # right-to-left override: Trojan Source
    ("pay\u200bpal", "pay⟦U+200B⟧pal"),
    ("so\u00adft", "so⟦U+00AD⟧ft"),
    ("می\u200cخواهم", "می\u200cخواهم"),  # Persian can't be written without it
    ("a\u200cb", "a⟦U+200C⟧b"),  # between Latin letters it only hides
    ("\u200c", "⟦U+200C⟧"),
    ("👩\u200d👧", "👩\u200d👧"),
    ("x\ud800y", "x\ufffdy"),  # a lone surrogate can't be encoded
    ("\x1b[31m", "⟦U+001B⟧[31m"),
    ("\0", "⟦U+0000⟧"),
    ("\u2028", "⟦U+2028⟧"),
    ("e\u0301 ☁\ufe0f", "e\u0301 ☁\ufe0f"),  # accents and variation selectors show
]


@pytest.mark.parametrize(("text", "shown"), SEEN)
def test_table(text, shown):
    assert visible(text) == shown


@given(st.text(st.characters(codec=None), max_size=60))
def test_nothing_invisible_is_left(text):
    shown = visible(text)
    shown.encode("utf-8")
    left = {c for c in shown if unicodedata.category(c) in {"Cc", "Cs"} or unicodedata.bidirectional(c) in BIDI}
    assert left <= set("\t\n\r")


BIDI = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


@given(st.text(max_size=60))
def test_showing_twice_changes_nothing_more(text):
    assert visible(visible(text)) == visible(text)


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=12,
)


def shown_all(value):
    match value:
        case str():
            return visible(value)
        case list():
            return [shown_all(item) for item in value]
        case dict():
            return {visible(key): shown_all(item) for key, item in value.items()}
        case _:
            return value


@given(values)
def test_a_block_is_the_same_json_with_its_strings_made_visible(value):
    assert json.loads(data_block(value)) == shown_all(value)


@given(values)
def test_no_template_and_no_parser_finds_anything_in_a_block(value):
    block = data_block(value)
    assert not re.search(r"[<>&'\u2028\u2029]", block)
    assert not re.search(r"\{[{%#]", block)
    assert Template(block).render() == block.rstrip("\n")


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_strings_come_back_whole_through_a_parser_and_two_templates(text):
    block = data_block({"text": text, text: [text]})
    page = Template(Template(f"<script type='application/json'>{block}</script>").render()).render()
    found = []
    parser = HTMLParser()
    parser.handle_data = found.append
    parser.feed(page)
    parser.close()
    assert json.loads("".join(found)) == {"text": visible(text), visible(text): [visible(text)]}


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_what_is_no_json_is_refused(number):
    with pytest.raises(ValueError, match="not JSON compliant"):
        data_block([number])
