"""A word for a thing in its passage → whether it means something on the ground.

A *line* may be a channel between people, a queue or a product, a *front* one of weather, a *case* one of the courts:
then it is no thing that can be located. The rules stand in `senses.toml`, each about the words that it names. Trade-
off taken: a rule looks at the thing's own name, the words beside it, its clause and its paragraph, never at what the
text is about.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from deconflict_map.descriptions.passage import contains_any
from deconflict_map.descriptions.patterns import begins_before, ends_at
from deconflict_map.descriptions.wordlists import word_list

if TYPE_CHECKING:
    from deconflict_map.descriptions.passage import Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rule:
    not_name: frozenset[str]
    not_behind: tuple[str, ...]
    not_before: tuple[str, ...]
    not_clause: frozenset[str]
    but_clause: frozenset[str]
    needs_name: frozenset[str]
    needs_behind: tuple[str, ...]
    needs_before: tuple[str, ...]
    needs_text: frozenset[str]


@cache
def _rules() -> dict[str, tuple[_Rule, ...]]:
    table = tomllib.loads(word_list("senses"))
    found: dict[str, tuple[_Rule, ...]] = {}
    for raw in table["rule"]:
        rule = _Rule(
            not_name=frozenset(raw.get("not_name", ())),
            not_behind=tuple(raw.get("not_behind", ())),
            not_before=tuple(raw.get("not_before", ())),
            not_clause=frozenset(raw.get("not_clause", ())),
            but_clause=frozenset(raw.get("but_clause", ())),
            needs_name=frozenset(raw.get("needs_name", ())),
            needs_behind=tuple(raw.get("needs_behind", ())),
            needs_before=tuple(raw.get("needs_before", ())),
            needs_text=frozenset(raw.get("needs_text", ())),
        )
        for word in raw["words"]:
            found[word] = (*found.get(word, ()), rule)
    return found


def is_on_the_ground(passage: Passage, words: str, first: int, head: int, around: frozenset[str]) -> bool:
    """Whether the thing named by `words` at words `first`…`head` is one that can be located.

    `around` are the words of the paragraph.
    """
    return all(_allows(rule, passage, first, head, around) for rule in _rules().get(words, ()))


def _allows(rule: _Rule, passage: Passage, first: int, head: int, around: frozenset[str]) -> bool:
    name = passage.folded[first:head]
    if contains_any(name, rule.not_name):
        return False
    if ends_at(rule.not_behind, passage, head + 1) is not None:
        return False
    if begins_before(rule.not_before, passage, head) is not None:
        return False
    clause = passage.clause_words(head)
    if contains_any(clause, rule.not_clause) and not contains_any(clause, rule.but_clause):
        return False
    needs = rule.needs_name or rule.needs_behind or rule.needs_before or rule.needs_text
    return not needs or (
        contains_any(name, rule.needs_name)
        or contains_any(around, rule.needs_text)
        or ends_at(rule.needs_behind, passage, head + 1) is not None
        or begins_before(rule.needs_before, passage, first) is not None
    )
