"""The grammar of relations → the tables of its automaton, worked out beforehand.

Lark turns `grammar.lark` into LALR tables; that takes a second, so they are kept in `tables.py`, written by
`make grammar`, and Lark isn't even imported when an article is read. Tables of another grammar aren't used: then they
are worked out anew, which only takes longer. Each state keeps one reduction as its default, as yacc does: the language
stays the same, an error is only found a few reductions later, and the tables shrink to a tenth.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from pprint import pformat
from typing import TYPE_CHECKING

from deconflict_map.descriptions.tables import GRAMMAR, RULES, STARTS, STATES

if TYPE_CHECKING:
    import lark

_HEADER = '"""LALR tables of `grammar.lark`, written by `make grammar`; don\'t edit."""\n'
_STARTS = ["phrase", "island"]

RawState = tuple[dict[str, int], dict[str, int], dict[str, int], int]
RawRule = tuple[str, int, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A production: the nonterminal that it gives, how many symbols it takes, and the name its node bears.

    A rule with an empty `node` is one of Lark's own for repeated symbols: its children belong to the node above.
    """

    origin: str
    size: int
    node: str


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What the automaton does in a state: `shifts` by terminal, `gotos` by nonterminal, `reduces` by terminal.

    `default` is the rule by which every other terminal reduces, or -1 where none does.
    """

    shifts: dict[str, int]
    gotos: dict[str, int]
    reduces: dict[str, int]
    default: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """A whole automaton; `starts` gives the first and the accepting state for each start symbol."""

    rules: tuple[Rule, ...]
    states: tuple[State, ...]
    starts: dict[str, tuple[int, int]]


@cache
def tables() -> Tables:
    """The automaton of the grammar that ships."""
    grammar = grammar_text()
    if digest(grammar) == GRAMMAR:
        return _tables(RULES, STATES, STARTS)
    return _tables(*_raw(compile_grammar(grammar)))


def compile_grammar(grammar: str) -> lark.Lark:
    """Lark's own parser of a grammar's text."""
    import lark  # noqa: PLC0415 -- only where tables are worked out

    return lark.Lark(grammar, parser="lalr", lexer="basic", maybe_placeholders=False, start=_STARTS)


def write_tables() -> None:
    """Work out the tables and write them beside the grammar."""
    grammar = grammar_text()
    rules, states, starts = _raw(compile_grammar(grammar))
    lines = [
        _HEADER,
        f"GRAMMAR = {digest(grammar)!r}",
        f"STARTS: dict[str, tuple[int, int]] = {starts!r}",
        f"RULES: list[tuple[str, int, str]] = {pformat(rules, width=118, compact=True)}",
        "STATES: list[tuple[dict[str, int], dict[str, int], dict[str, int], int]] = "
        + pformat(states, width=118, compact=True, sort_dicts=True),
    ]
    Path(__file__).with_name("tables.py").write_text("\n".join(lines) + "\n", encoding="utf-8")


def grammar_text() -> str:
    """The text of the grammar that ships."""
    return files(__package__).joinpath("grammar.lark").read_text(encoding="utf-8")


def digest(grammar: str) -> str:
    """A fingerprint of a grammar's text."""
    return sha256(grammar.encode()).hexdigest()


def _tables(rules: list[RawRule], states: list[RawState], starts: dict[str, tuple[int, int]]) -> Tables:
    return Tables(
        rules=tuple(Rule(origin=origin, size=size, node=node) for origin, size, node in rules),
        states=tuple(
            State(shifts=shifts, gotos=gotos, reduces=reduces, default=default)
            for shifts, gotos, reduces, default in states
        ),
        starts=starts,
    )


def _raw(parser: lark.Lark) -> tuple[list[RawRule], list[RawState], dict[str, tuple[int, int]]]:
    """Lark's tables in the form that is kept; its states are numbered anew, in the order in which they are reached."""
    from lark.parsers.lalr_analysis import Shift  # noqa: PLC0415 -- only where tables are worked out

    conf = {name: parser.parse_interactive("", start=name).parser_state.parse_conf for name in _STARTS}
    table = conf[_STARTS[0]].states
    numbers = _numbers([conf[name].start_state for name in _STARTS], table, Shift)
    rules: dict[object, int] = {}
    raw_rules: list[RawRule] = []
    states: list[RawState] = []
    for state in sorted(numbers, key=numbers.__getitem__):
        shifts: dict[str, int] = {}
        gotos: dict[str, int] = {}
        reduces: dict[str, int] = {}
        for symbol, (action, value) in sorted(table[state].items()):
            if action is Shift:
                (shifts if symbol.isupper() or symbol == "$END" else gotos)[symbol] = numbers[value]
                continue
            if value not in rules:
                rules[value] = len(raw_rules)
                origin = str(value.origin.name)
                node = "" if origin.startswith("_") else str(value.alias or origin)
                raw_rules.append((origin, len(value.expansion), node))
            reduces[symbol] = rules[value]
        default = Counter(reduces.values()).most_common(1)[0][0] if reduces else -1
        states.append((shifts, gotos, {name: rule for name, rule in reduces.items() if rule != default}, default))
    starts = {name: (numbers[conf[name].start_state], numbers[conf[name].end_state]) for name in _STARTS}
    return raw_rules, states, starts


def _numbers(first: list[int], table: dict[int, dict[str, tuple[object, int]]], shift: object) -> dict[int, int]:
    numbers = {state: number for number, state in enumerate(first)}
    queue = list(first)
    for state in queue:
        for _, (action, value) in sorted(table[state].items()):
            if action is shift and value not in numbers:
                numbers[value] = len(numbers)
                queue.append(value)
    return numbers
