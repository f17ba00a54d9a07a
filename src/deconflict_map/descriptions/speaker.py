"""Words that name who speaks → a speaker: role and organisation as parts of the words, and whether they hide who.

"Anna Heal, a spokeswoman for the police": role *spokeswoman*, organisation *the police*. Nobody is identified,
nothing is added. Trade-off taken: what isn't in the vocabulary of roles and bodies is a person's name if it is
capitalised.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from deconflict_map.descriptions.wordclass import word_classes
from deconflict_map.descriptions.wordlists import word_list
from deconflict_map.model.claim import Speaker

if TYPE_CHECKING:
    from deconflict_map.descriptions.passage import Passage

_OF = {"for", "of", "at", "with", "from", "to"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Who:
    roles: frozenset[str]
    bodies: frozenset[str]
    hidden: frozenset[str]
    titles: frozenset[str]


@cache
def _who() -> _Who:
    table = tomllib.loads(word_list("speakers"))
    return _Who(**{name: frozenset(words) for name, words in table.items()})


def speaker(passage: Passage, first: int, last: int) -> Speaker:
    """The speaker whom words `first`…`last` of a passage name."""
    span = passage.span(first, last)
    role = _last_role(passage, first, last)
    body = _body(passage, first, last, role)
    return Speaker(
        text=passage.article.quote(span),
        span=span,
        role="" if role is None else _role(passage, role, first),
        organisation="" if body is None else passage.article.quote(passage.span(*body)),
        unnamed=body is None and _is_hidden(passage, first, last),
    )


def _last_role(passage: Passage, first: int, last: int) -> int | None:
    """The noun of the first role: the last of several in a row ("deputy coroner")."""
    role = next((index for index in range(first, last + 1) if is_role(passage.folded[index])), None)
    while role is not None and role < last and is_role(passage.folded[role + 1]) and not passage.gap(role).strip():
        role += 1
    return role


def is_role(word: str) -> bool:
    """Whether a folded word is the noun of a role ("spokesman")."""
    return word in _who().roles


def _role(passage: Passage, role: int, first: int) -> str:
    """The words of a role: its noun with the titles before it ("deputy coroner", "Health Minister")."""
    start = role
    while start > first and passage.gap(start - 1).strip() in {"", ".", "-"} and _is_title(passage, start - 1):
        start -= 1
    return passage.article.quote(passage.span(start, role))


def _is_title(passage: Passage, index: int) -> bool:
    return passage.folded[index] in _who().titles


def _body(passage: Passage, first: int, last: int, role: int | None) -> tuple[int, int] | None:
    """The words of the organisation: behind the role and *for*, right before the role, or the whole speaker."""
    if role is None:
        has_body = any(passage.folded[index] in _who().bodies for index in range(first, last + 1))
        return (first, last) if has_body else None
    if role + 2 <= last and passage.folded[role + 1] in _OF:
        end = role + 2
        while end < last and "," not in passage.gap(end):
            end += 1
        return role + 2, end
    start = role
    while start > first and _is_title(passage, start - 1):
        start -= 1
    begin = start
    while (
        begin > first and "," not in passage.gap(begin - 1) and passage.folded[begin - 1] not in word_classes().closed
    ):
        begin -= 1
    return (begin, start - 1) if begin < start else None


def _is_hidden(passage: Passage, first: int, last: int) -> bool:
    words = range(first, last + 1)
    named = any(
        passage.words[index].capitalised
        and passage.words[index].start != _start(passage)
        and index not in passage.named
        for index in words
    )
    return not named and any(passage.folded[index] in _who().hidden for index in words)


def _start(passage: Passage) -> int:
    return passage.words[0].start
