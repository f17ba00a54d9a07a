"""The grammar of relations → its parser, from parse tables that were worked out beforehand.

Lark needs a twentieth of a second to turn `grammar.lark` into LALR tables: longer than reading an article. So they are
kept in `tables.py`, written by `make grammar`. Tables of another grammar or another version of Lark aren't used: then
they are worked out anew, which only takes longer.
"""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from pprint import pformat

import lark
from lark.grammar import Rule
from lark.lexer import TerminalDef

from deconflict_map.descriptions.tables import GRAMMAR, LARK, TABLES

_HEADER = '"""LALR tables of `grammar.lark`, written by `make grammar`; don\'t edit."""\n'


@cache
def parser() -> lark.Lark:
    """The parser of the relation language, over tokens that are cut elsewhere."""
    grammar = _grammar()
    if (lark.__version__, _digest(grammar)) == (LARK, GRAMMAR):
        return lark.Lark.load(TABLES)
    return build(grammar)


def build(grammar: str) -> lark.Lark:
    """A parser whose tables are worked out from the grammar's text."""
    # The lexer is never asked: tokens are fed to the interactive parser one by one.
    return lark.Lark(grammar, parser="lalr", lexer="basic", maybe_placeholders=False)


def write_tables() -> None:
    """Work out the tables and write them beside the grammar; their states are numbered anew each time."""
    grammar = _grammar()
    data, memo = build(grammar).memo_serialize([TerminalDef, Rule])
    tables = pformat({"data": data, "memo": memo}, width=118, compact=True, sort_dicts=True)
    lines = [
        _HEADER,
        f"LARK = {lark.__version__!r}",
        f"GRAMMAR = {_digest(grammar)!r}",
        f"TABLES = {tables}",
    ]
    Path(__file__).with_name("tables.py").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _grammar() -> str:
    return files(__package__).joinpath("grammar.lark").read_text(encoding="utf-8")


def _digest(grammar: str) -> str:
    return sha256(grammar.encode()).hexdigest()
