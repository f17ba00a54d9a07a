"""The words of the relation language (TOML files) → frozen phrase tables.

A new wording is a new line in a TOML file, never a change of code.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from deconflict_map.descriptions.wordlists import word_list
from deconflict_map.units.share import share_words

Phrase = tuple[str, ...]

_ADJECTIVES, _CALLED_AFTER = "adjectives", "called_after"
_MOST_IN_A_ROW = 6  # articles and adjectives before one noun; judgement: nobody piles up more
_SHARES = ("SHARE", "SHARE_ITEM")


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """A terminal that a phrase may stand for; `key` tells which of its meanings, `rank` how late it is tried."""

    terminal: str
    key: str
    rank: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """All phrases and their meanings, likeliest first; `longest` gives the words of the longest, by first word."""

    meanings: dict[Phrase, tuple[Meaning, ...]]
    longest: dict[str, int]
    adjectives: frozenset[Phrase]
    called_after: frozenset[Phrase]
    first_adjectives: frozenset[str]
    terminals: dict[Phrase, frozenset[str]]


def phrase_of(text: str) -> Phrase:
    """A phrase of a TOML file as folded words."""
    return tuple(text.replace("-", " ").replace("/", " ").split())


@cache
def phrases() -> Phrases:
    """The phrases of the relation language."""
    table = _load("relations")
    adjectives = frozenset(phrase_of(text) for text in table.pop(_ADJECTIVES)["words"])
    called_after = frozenset(phrase_of(text) for text in table.pop(_CALLED_AFTER)["words"])
    entries = [(terminal, key, text) for terminal, key, texts in _entries(table) for text in texts]
    entries += [(terminal, text, text) for terminal in _SHARES for text in share_words()]
    found: dict[Phrase, list[Meaning]] = {}
    for terminal, key, text in entries:
        known = found.setdefault(phrase_of(text), [])
        if all(meaning.terminal != terminal for meaning in known):
            known.append(Meaning(terminal=terminal, key=key, rank=len(known)))
    longest: dict[str, int] = {}
    for phrase in (*found, *adjectives):
        longest[phrase[0]] = max(longest.get(phrase[0], 0), len(phrase))
    return Phrases(
        meanings={phrase: tuple(known) for phrase, known in found.items()},
        longest=longest,
        adjectives=adjectives,
        called_after=called_after,
        first_adjectives=frozenset(phrase[0] for phrase in adjectives),
        terminals={phrase: frozenset(one.terminal for one in known) for phrase, known in found.items()},
    )


@cache
def relation_phrases() -> dict[Phrase, str]:
    """The phrases of the relation language and the terminal that each most likely stands for."""
    return {phrase: meanings[0].terminal for phrase, meanings in phrases().meanings.items()}


def meanings_at(words: Phrase, index: int) -> tuple[tuple[Meaning, int], ...]:
    """The meanings of the phrases that begin at word `index` of `words`, longest first, each with its last word."""
    known = phrases()
    return tuple(
        (meaning, index + size - 1)
        for size in range(min(known.longest.get(words[index], 0), len(words) - index), 0, -1)
        for meaning in known.meanings.get(words[index : index + size], ())
    )


@cache
def first_words(terminals: frozenset[str]) -> frozenset[str]:
    """The words with which phrases of `terminals` begin."""
    return frozenset(
        phrase[0]
        for phrase, meanings in phrases().meanings.items()
        if any(meaning.terminal in terminals for meaning in meanings)
    )


def has_meaning(words: Phrase, index: int, terminals: frozenset[str]) -> bool:
    """Whether a phrase of one of `terminals` begins at word `index` of `words`."""
    known = phrases()
    for size in range(1, min(known.longest.get(words[index], 0), len(words) - index) + 1):
        terminals_here = known.terminals.get(words[index : index + size])
        if terminals_here is not None and not terminals.isdisjoint(terminals_here):
            return True
    return False


def is_called_after(word: str) -> bool:
    """Whether a word may stand behind a name and mean something that is called after it: *strip*, *salient*."""
    return phrase_of(word) in phrases().called_after


def rows_of(words: Phrase, index: int, terminal: str) -> tuple[int, ...]:
    """Where a row of phrases of one terminal that begins at word `index` may end: the words behind each phrase."""
    known, ends, place = phrases(), [index], index
    while place < len(words) and len(ends) <= _MOST_IN_A_ROW:
        sizes = range(min(known.longest.get(words[place], 0), len(words) - place), 0, -1)
        size = next((size for size in sizes if _is(known, words[place : place + size], terminal)), 0)
        if not size:
            break
        place += size
        ends.append(place)
    return tuple(later for _, later in pairwise(ends))


def _is(known: Phrases, phrase: Phrase, terminal: str) -> bool:
    if terminal == _ADJECTIVES:
        return phrase in known.adjectives
    return any(meaning.terminal == terminal for meaning in known.meanings.get(phrase, ()))


def _load(name: str) -> dict[str, dict[str, list[str]]]:
    raw = tomllib.loads(word_list(name))
    return {key: value if isinstance(value, dict) else {"": value} for key, value in raw.items()}


def _entries(table: dict[str, dict[str, list[str]]]) -> list[tuple[str, str, list[str]]]:
    return [(terminal, key, texts) for terminal, keys in table.items() for key, texts in keys.items()]
