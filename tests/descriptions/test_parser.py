"""The parse tables that ship are those of the grammar that ships."""

import os
import subprocess
import sys

import lark
import pytest

from deconflict_map.descriptions import parser as module
from deconflict_map.descriptions import tables


@pytest.mark.skipif(tables.LARK != lark.__version__, reason="the tables are another Lark's, so they aren't used")
def test_the_tables_are_those_of_the_grammar():
    code = (
        "import lark; from lark.grammar import Rule; from lark.lexer import TerminalDef; "
        "from deconflict_map.descriptions import parser, tables; "
        "data, memo = parser.build(parser._grammar()).memo_serialize([TerminalDef, Rule]); "
        "assert tables.TABLES == {'data': data, 'memo': memo}, 'run make grammar'"
    )
    subprocess.run([sys.executable, "-c", code], check=True, env={**os.environ, "PYTHONHASHSEED": "0"})


def test_tables_of_another_grammar_or_lark_arent_used(monkeypatch):
    monkeypatch.setattr(module, "LARK", "0.0")
    monkeypatch.setattr(module, "TABLES", None)
    module.parser.cache_clear()
    state = module.parser().parse_interactive("")
    for terminal in "FROM DET POINT DIRECTION OF PLACE TO DET POINT ON DET PLACE FEATURE".split():
        state.feed_token(lark.Token(terminal, terminal))
    assert state.feed_token(lark.Token("$END", "")).data == "start"
    module.parser.cache_clear()
