"""The words around a name → what they say about it: part of a longer name, of a person's, wanted kind, literal or not.

Reads a few words to either side, never the whole sentence: cheap, and right often enough, since news prose puts the cue
beside the name ("the city of", "near", "Geneva process", "accused Russia").
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from deconflict_map.model.place import PlaceKind
from deconflict_map.toponyms.cues import cues

if TYPE_CHECKING:
    from deconflict_map.toponyms.tokens import Tokens

_HYPHENS = ("-", "‐", "‑")
_BEFORE_VERBS = frozenset({"and", "also", "later", "then", "have", "has", "had", "would", "will"})
_BEHIND_VERBS = frozenset({"and", "both", "the", "regime", "government"})
_PART_OF_NAMES = frozenset({PlaceKind.DIVISION, PlaceKind.POPULATED})
_KEPT = 2048  # words beside names; news has fewer that stand there often
_STEMS = re.compile(r"(?:ing|es|ed|s|d)$")
# "Deir ez-Zor is the only Syrian province": a copula, a few words, and the feature word.
_COPULAS = frozenset({"is", "was", "remains", "became"})
_COPULA = re.compile(r"\s+(?:is|was|remains|became)\s+(?:the|a|an)\s+((?:[\w-]+\s+){1,5})")


@lru_cache(maxsize=_KEPT)
def is_form_of(word: str, stems: frozenset[str]) -> bool:
    """Whether `word` is one of the verb stems, or such a stem with an ending."""
    return word in stems or _STEMS.sub("", word) in stems or _STEMS.sub("", word) + "e" in stems


def wanted_kind(tokens: Tokens, first: int, last: int) -> tuple[PlaceKind | None, str]:
    """The kind of place that the words beside a name ask for, and the word that asks."""
    known = cues()
    candidates = [_last_feature_word(tokens, last)]
    before = tokens.before(first)
    if before == "of":
        candidates.append(tokens.before(first, 2))
    elif before == "the" and tokens.before(first, 2) == "of":
        candidates.append(tokens.before(first, 3))
    if last + 1 < len(tokens) and tokens.words[last + 1] in _COPULAS:
        copula = _COPULA.match(tokens.article.text, tokens.ends[last])
        candidates.extend(copula[1].split() if copula else ())
    for word in candidates:
        kind = known.kind_of_feature_word(word)
        if kind is not None:
            return kind, word
    return None, ""


def _last_feature_word(tokens: Tokens, last: int) -> str:
    """The last of the feature words that follow a name at once: *valley* of "Euphrates river valley".

    A state, province or town that is written large belongs to a longer name ("Ohio State").
    """
    found = ""
    while tokens.joined(last):
        kind = cues().kind_of_feature_word(tokens.lower[last + 1])
        if kind is None or (tokens.large[last + 1] and kind in _PART_OF_NAMES):
            break
        last += 1
        found = tokens.lower[last]
    return found


def why_not_literal(tokens: Tokens, first: int, last: int, *, acts: bool) -> str:
    """Why a place's name doesn't stand for the place itself here, or an empty string if it does.

    With `acts` the name may stand for a government.
    """
    known = cues()
    following = tokens.after(last) if tokens.joined(last) else ""
    if following in known.associated_nouns:
        return f"names the {following} called after the place"
    if following in known.organisation_words and tokens.large[last + 1]:
        return "is part of the name of an organisation"
    if following and (tokens.gaps[last + 1] in _HYPHENS or _is_attribute(tokens, last, following)):
        return f"qualifies “{following}”"
    before = (tokens.before(first), tokens.before(first, 2))
    if known.locative_prepositions.intersection(before) and before[0] not in known.actor_objects:
        return ""
    if acts and (_is_abbreviated(tokens.words[last]) or _acts(tokens, last) or _is_acted_on(tokens, first)):
        return "stands for its government"
    return ""


def _is_abbreviated(word: str) -> bool:
    """Whether a word is written in capitals only: "US", "U.S."."""
    letters = word.replace(".", "")
    return len(letters) > 1 and letters.isupper()


def _is_attribute(tokens: Tokens, last: int, following: str) -> bool:
    """Whether an abbreviated name stands before a noun as its attribute: "US officials", "U.S. Secretary"."""
    known = cues()
    if not (_is_abbreviated(tokens.words[last]) and tokens.joined(last)):
        return False
    plain = following not in known.never_places and following not in known.locative_prepositions
    return (plain or tokens.large[last + 1]) and not is_form_of(following, known.actor_verbs)


def _acts(tokens: Tokens, last: int) -> bool:
    """Whether a verb of speaking or deciding follows, perhaps behind "and Russia", "also", "has"."""
    known = cues()
    for distance in range(1, 5):
        word = tokens.after(last, distance)
        if is_form_of(word, known.actor_verbs) and word not in {"has", "have"}:
            return True
        position = last + distance
        if position >= len(tokens) or not (word in _BEFORE_VERBS or tokens.large[position]):
            return False
    return False


def _is_acted_on(tokens: Tokens, first: int) -> bool:
    """Whether it is what somebody accuses, blames or agrees with, perhaps as the last of a list."""
    known = cues()
    for distance in range(1, 11):
        position = first - distance
        word = tokens.before(first, distance)
        if is_form_of(word, known.actor_objects):
            return True
        if position < 0 or not (word in _BEHIND_VERBS or (word and tokens.large[position])):
            return False
    return False
