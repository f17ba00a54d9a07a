"""A row of words, each with its possible terminals → the longest reading that the grammar completes, as a tree.

Words may stand for several terminals, so several rows of terminals are followed at once, each with its own stack of
states; stacks share their tails, so that parting costs nothing. At most `_MOST_READINGS` are followed, those with the
likeliest terminals first, and so many lexemes of one reading at most: time is linear in the length of the text.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from deconflict_map.descriptions.parser import Tables, tables

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deconflict_map.descriptions.lexeme import Lexeme
    from deconflict_map.descriptions.lexemes import Lexicon

_MOST_READINGS = 24  # judgement: the phrases collected need five at most
_MOST_LEXEMES = 120  # of one reading; judgement: the longest treaty clause collected has a third of that

Stack = tuple[int, "Stack | None"]
Path = tuple["Lexeme", "Path | None"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A node of a parse tree: the rule that it was read by, and its parts in order."""

    rule: str
    children: tuple[Node | Lexeme, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The longest complete reading (`None`: there is none), and the word at which no reading could go on."""

    tree: Node | None
    last: int
    stopped: int


@dataclass(frozen=True, slots=True)
class _Thread:
    """A reading so far: its stack of states, the lexemes taken, and how unlikely its terminals are."""

    stack: Stack
    path: Path | None
    cost: int
    size: int


def read_from(lexicon: Lexicon, word: int, start: str, *, most: int = _MOST_LEXEMES) -> Reading:
    """The longest reading of the start symbol `start` from word `word` on, of `most` lexemes."""
    table = tables()
    first, accepting = table.starts[start]
    waiting: dict[int, list[_Thread]] = {word: [_Thread((first, None), None, 0, 0)]}
    best: tuple[int, int, Path] | None = None
    stopped = word
    while waiting:
        here = min(waiting)
        threads = sorted(waiting.pop(here), key=lambda thread: thread.cost)[:_MOST_READINGS]
        for thread in threads:
            for further in _steps(table, lexicon, here, thread):
                lexeme, path = further.path[0] if further.path else None, further.path
                if lexeme is None or path is None:
                    continue
                behind = lexeme.last + 1
                stopped = max(stopped, behind)
                better = best is None or (behind, -further.cost) > (best[0], -best[1])
                if better and _completes(table, further.stack, accepting):
                    best = (behind, further.cost, path)
                if further.size < most:
                    for crossed in _crossed(table, lexicon, lexeme.last, further):
                        waiting.setdefault(behind, []).append(crossed)
    if best is None:
        return Reading(tree=None, last=word - 1, stopped=stopped)
    return Reading(tree=_tree(table, table.starts[start], best[2]), last=best[0] - 1, stopped=stopped)


def begins(lexicon: Lexicon, word: int, start: str) -> bool:
    """Whether a reading of `start` can begin at a word."""
    terminals = _firsts(start)
    return lexicon.may_be(word, terminals) and any(lexeme.terminal in terminals for lexeme in lexicon.at(word))


@cache
def _firsts(start: str) -> frozenset[str]:
    table = tables()
    return frozenset(table.states[table.starts[start][0]].shifts)


def _steps(table: Tables, lexicon: Lexicon, word: int, thread: _Thread) -> list[_Thread]:
    """A thread after each of the lexemes that may begin at a word."""
    found = []
    for lexeme in lexicon.at(word):
        stack = _shifted(table, thread.stack, lexeme.terminal)
        if stack is not None:
            found.append(_Thread(stack, (lexeme, thread.path), thread.cost + lexeme.rank, thread.size + 1))
    return found


def _crossed(table: Tables, lexicon: Lexicon, word: int, thread: _Thread) -> list[_Thread]:
    """A thread after the marks behind a word, each way they may be taken; none where they can't be crossed."""
    found = []
    for mark in lexicon.marks(word):
        if mark is None:
            found.append(thread)
            continue
        stack = _shifted(table, thread.stack, mark.terminal)
        if stack is not None:
            found.append(_Thread(stack, (mark, thread.path), thread.cost + mark.rank, thread.size + 1))
    return found


def _shifted(table: Tables, stack: Stack, terminal: str) -> Stack | None:
    """The stack after `terminal`, or `None` where the grammar refuses it."""
    while True:
        state = table.states[stack[0]]
        target = state.shifts.get(terminal)
        if target is not None:
            return target, stack
        rule = state.reduces.get(terminal, state.default)
        if rule < 0:
            return None
        reduced = _reduced(table, stack, rule)
        if reduced is None:
            return None
        stack = reduced


def _reduced(table: Tables, stack: Stack, number: int) -> Stack | None:
    rule = table.rules[number]
    below: Stack | None = stack
    for _ in range(rule.size):
        below = below[1] if below else None
    if below is None:
        return None
    target = table.states[below[0]].gotos.get(rule.origin)
    return None if target is None else (target, below)


def _completes(table: Tables, stack: Stack, accepting: int) -> bool:
    """Whether what was read so far is a whole reading."""
    while stack[0] != accepting:
        state = table.states[stack[0]]
        rule = state.reduces.get("$END", state.default)
        reduced = _reduced(table, stack, rule) if rule >= 0 else None
        if reduced is None:
            return False
        stack = reduced
    return True


def _tree(table: Tables, start: tuple[int, int], path: Path) -> Node:
    """The tree of a reading, by running the automaton once more over the terminals that were chosen."""
    states: list[int] = [start[0]]
    values: list[tuple[Node | Lexeme, ...]] = []
    for lexeme in (*_in_order(path), None):
        terminal = lexeme.terminal if lexeme else "$END"
        while states[-1] != start[1]:
            state = table.states[states[-1]]
            if lexeme is not None and terminal in state.shifts:
                break
            _reduce(table, states, values, state.reduces.get(terminal, state.default))
        if lexeme is not None:
            states.append(table.states[states[-1]].shifts[terminal])
            values.append((lexeme,))
    (root,) = values[-1]
    match root:
        case Node():
            return root
        case _:
            raise AssertionError(root)  # a start symbol is a rule


def _reduce(table: Tables, states: list[int], values: list[tuple[Node | Lexeme, ...]], number: int) -> None:
    rule = table.rules[number]
    cut = len(values) - rule.size
    children = tuple(child for part in values[cut:] for child in part)
    del values[cut:], states[cut + 1 :]
    values.append((Node(rule=rule.node, children=children),) if rule.node else children)
    states.append(table.states[states[-1]].gotos[rule.origin])


def _in_order(path: Path | None) -> Sequence[Lexeme]:
    row = []
    while path is not None:
        row.append(path[0])
        path = path[1]
    return tuple(reversed(row))
