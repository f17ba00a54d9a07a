"""The automaton reads what Lark's own parser of the same grammar reads, and its tables are those of the grammar."""

import lark
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deconflict_map.descriptions import parser as module
from deconflict_map.descriptions import tables
from deconflict_map.descriptions.automaton import Node, read_from
from deconflict_map.descriptions.lexeme import Lexeme

LINE = ["FROM", "DET", "POINT", "DIRECTION", "OF", "PLACE", "TO", "DET", "POINT", "ON", "DET", "PLACE", "FEATURE"]
STRIP = ["LENGTH", "DEEP", "ALONG", "DET", "DEMONYM", "BORDER", "BETWEEN", "PLACE", "AND", "PLACE"]
TERMINALS = sorted({name for state in module.tables().states for name in state.shifts if name != "$END"})
FRESH = []


class Row:
    """A lexicon of given terminals, one word each."""

    def __init__(self, terminals):
        self.terminals = terminals

    def at(self, word):
        if word >= len(self.terminals):
            return ()
        return (Lexeme(terminal=self.terminals[word], first=word, last=word),)

    def marks(self, word):
        del word
        return (None,)


def fresh():
    """Lark's own parser of the grammar that ships, made once."""
    if not FRESH:
        FRESH.append(module.compile_grammar(module.grammar_text()))
    return FRESH[0]


def of_lark(terminals, start):
    """Lark's tree of a whole row of terminals, or `None`."""
    state = fresh().parse_interactive("", start=start)
    try:
        for place, terminal in enumerate([*terminals, "$END"]):
            tree = state.feed_token(lark.Token(terminal, str(place)))
    except lark.UnexpectedToken:
        return None
    return outline(tree)


def outline(tree):
    if isinstance(tree, lark.Tree):
        return (str(tree.data), *map(outline, tree.children))
    if isinstance(tree, Node):
        return (tree.rule, *map(outline, tree.children))
    return tree.type if isinstance(tree, lark.Token) else tree.terminal


def longest(terminals, start):
    """The longest beginning of a row that Lark reads, and its tree."""
    for size in range(len(terminals), 0, -1):
        tree = of_lark(terminals[:size], start)
        if tree is not None:
            return size, tree
    return 0, None


def test_the_tables_are_of_this_grammar():
    assert module.digest(module.grammar_text()) == tables.GRAMMAR, "run make grammar"


@settings(deadline=None)
@pytest.mark.parametrize("start", ["island", "phrase"])
@given(terminals=st.lists(st.sampled_from(TERMINALS), min_size=1, max_size=10) | st.just(LINE) | st.just(STRIP))
def test_the_automaton_reads_as_lark_does(start, terminals):
    reading = read_from(Row(terminals), 0, start)
    size, tree = longest(terminals, start)
    assert reading.last + 1 == size
    assert (reading.tree and outline(reading.tree)) == tree


@settings(deadline=None)
@given(data=st.data())
def test_rows_that_the_grammar_can_go_on_with_are_read_alike(data):
    """Rows drawn terminal by terminal from what Lark's parser accepts next: long, and mostly of the language."""
    state, row = fresh().parse_interactive("", start="phrase"), []
    for _ in range(data.draw(st.integers(1, 25))):
        accepted = sorted(name for name in state.choices() if name[0].isupper())
        terminal = data.draw(st.sampled_from(accepted))
        try:
            state.feed_token(lark.Token(terminal, ""))
        except lark.UnexpectedToken:  # LALR accepts some look-ahead only until it has reduced
            break
        row.append(terminal)
    reading = read_from(Row(row), 0, "phrase")
    size, tree = longest(row, "phrase")
    assert reading.last + 1 == size
    assert (reading.tree and outline(reading.tree)) == tree


def test_tables_of_another_grammar_arent_used(monkeypatch):
    monkeypatch.setattr(module, "GRAMMAR", "of another grammar")
    monkeypatch.setattr(module, "STATES", [])
    module.tables.cache_clear()
    assert outline(read_from(Row(LINE), 0, "phrase").tree) == of_lark(LINE, "phrase")
    module.tables.cache_clear()
