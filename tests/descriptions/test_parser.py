"""The parse tables that ship are those of the grammar that ships, and read as it does."""

import lark
import pytest
from hypothesis import given
from hypothesis import strategies as st

from deconflict_map.descriptions import parser as module
from deconflict_map.descriptions import tables

LINE = ["FROM", "DET", "POINT", "DIRECTION", "OF", "PLACE", "TO", "DET", "POINT", "ON", "DET", "PLACE", "FEATURE"]
TERMINALS = sorted({*LINE, "COMMA", "NEAR", "IN", "SIDE", "BORDER", "ALONG", "TOWARDS", "SHARE", "PART", "NOT_INTO"})


def reading(parser, terminals):
    """The tree of a row of terminals, or how many of them were read before the grammar refused one."""
    state = parser.parse_interactive("")
    for place, terminal in enumerate([*terminals, "$END"]):
        try:
            tree = state.feed_token(lark.Token(terminal, str(place)))
        except lark.UnexpectedToken:
            return place
    return tree


def test_the_tables_are_of_this_grammar():
    assert module._digest(module._grammar()) == tables.GRAMMAR, "run make grammar"


@pytest.mark.skipif(lark.__version__ != tables.LARK, reason="the tables are another Lark's, so they aren't used")
@given(st.lists(st.sampled_from(TERMINALS), max_size=12) | st.just(LINE))
def test_the_tables_read_as_the_grammar_does(terminals):
    fresh = module.build(module._grammar()) if not FRESH else FRESH[0]
    FRESH[:] = [fresh]
    assert reading(module.parser(), terminals) == reading(fresh, terminals)


FRESH = []


def test_tables_of_another_grammar_or_lark_arent_used(monkeypatch):
    monkeypatch.setattr(module, "LARK", "0.0")
    monkeypatch.setattr(module, "TABLES", None)
    module.parser.cache_clear()
    assert reading(module.parser(), LINE).data == "start"
    module.parser.cache_clear()
