"""The words of an article → which of them belong to persons' names.

A capitalised name behind a title or role ("Gen. Joseph Dunford", "spokesperson Heather Nauert") or before a role
("Greg Hicks, spokesperson") is a person's, and so is every later word that stood in such a name ("Hicks said"). No list
of given names is needed, and none would fit the whole world.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from deconflict_map.toponyms.cues import cues

if TYPE_CHECKING:
    from deconflict_map.toponyms.neighbourhood import Words

_PARTICLES = {"al", "el", "ibn", "bin", "abu", "de", "von", "van", "la", "di", "da", "ii", "iii", "jr", "sr"}


def person_words(words: Words) -> frozenset[int]:
    """Indexes of the words that belong to persons' names."""
    named = {index for start, end in _introduced(words) for index in range(start, end + 1)}
    surnames = {
        words.words[index].folded
        for index in named
        if len(words.words[index].text) > 2 and words.words[index].folded not in _PARTICLES
    }
    titles = cues().person_titles
    again = {
        index
        for index, word in enumerate(words.words)
        if word.folded in surnames and word.capitalised and not _has_other_company(words, index, surnames | titles)
    }
    return frozenset(named | again)


def _introduced(words: Words) -> list[tuple[int, int]]:
    """The stretches of words that a title, role or apposition marks as a person's name."""
    titles = cues().person_titles
    found = []
    for index, word in enumerate(words.words[:-1]):
        if word.folded in titles and _goes_on(words, index):
            start = index + 1
            if words.words[start].capitalised and words.words[start].folded not in titles:
                found.append((start, _name_end(words, start)))
        elif word.capitalised and _role_follows(words, index):
            start, end = words.chunk(index, index)
            if end == index and end - start >= 1:
                found.append((_behind_titles(words, start, end), end))
    return found


def _goes_on(words: Words, index: int) -> bool:
    """Whether nothing but a full stop of abbreviation and a space stands before the next word."""
    return words.gap(index) in {" ", ". ", "\u00a0", ".\u00a0"}


def _name_end(words: Words, start: int) -> int:
    end = start
    while end + 1 < len(words.words):
        following = words.words[end + 1]
        initial = len(words.words[end].text) == 1 and words.gap(end) in {". ", ".\u00a0"}
        particle = following.folded in _PARTICLES and words.joined(end)
        if not (initial or (words.joined(end) and (following.capitalised or particle))):
            break
        end += 1
    return end


def _role_follows(words: Words, index: int) -> bool:
    """Whether a comma and a role follow: "Greg Hicks, spokesperson for …"."""
    if index + 1 >= len(words.words) or words.gap(index) not in {", ", ", a ", ", the "}:
        return False
    behind = index + 2 if words.words[index + 1].folded in {"a", "the"} else index + 1
    if behind >= len(words.words):
        return False
    role = words.words[behind]
    return role.folded in cues().person_titles and not role.capitalised


def _behind_titles(words: Words, start: int, end: int) -> int:
    titles = cues().person_titles
    for index in range(end, start - 1, -1):
        if words.words[index].folded in titles:
            return min(index + 1, end)
    return start


def _has_other_company(words: Words, index: int, own: set[str] | frozenset[str]) -> bool:
    """Whether the word stands in a capitalised name together with words that aren't a person's."""
    start, end = words.chunk(index, index)
    others = [word.folded for word in words.words[start : end + 1] if word.folded not in own]
    return bool(others)
