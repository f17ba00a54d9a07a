"""A passage → its verbs of saying and planning that govern what is said or planned here.

Refuses nouns ("all claims"), adjectives ("21 confirmed cases"), passives ("cases reported in") and other senses
("claimed 47 lives"). Trade-off taken: what a form is, is told by the words beside it alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from deconflict_map.descriptions.lexicon import speech
from deconflict_map.descriptions.wordclass import word_classes

if TYPE_CHECKING:
    from deconflict_map.descriptions.passage import Passage

_BEING = {"is", "are", "was", "were", "be", "been", "being"}
_PLACE_WORDS = {"in", "at", "near", "among", "from", "across", "throughout", "by", "as", "since"}


def governing_verbs(passage: Passage) -> list[tuple[int, bool]]:
    """Index of each governing verb, and whether it is one of planning."""
    known = speech()
    found = []
    for index in range(len(passage.words)):
        if passage.words[index].capitalised and index and passage.folded[index] != "according":
            continue  # "the United States": a name, no verb
        if (
            any(passage.folded[index : index + size] in known.report for size in (1, 2, 3)) and _says(passage, index)
        ) or (passage.folded[index] in known.participles and _is_participle(passage, index)):
            found.append((index, False))
        elif any(passage.folded[index : index + size] in known.plan | known.future for size in (1, 2)):
            found.append((index, True))
    return found


def is_passive(passage: Passage, index: int) -> bool:
    """Whether a verb form is a passive: "is planned", not "is planning"."""
    return passage.folded[index].endswith("ed") and _auxiliary(passage, index) in _BEING


def _is_participle(passage: Passage, index: int) -> bool:
    return index > 0 and ("," in passage.gap(index - 1) or passage.folded[index - 1] in {"without", "by"})


def _says(passage: Passage, index: int) -> bool:
    """Whether a form of saying governs what is said here: no noun ("all claims"), no passive ("cases reported in")."""
    known, word = speech(), passage.folded[index]
    before = passage.folded[index - 1] if index else ""
    behind = passage.folded[index + 1] if index + 1 < len(passage.words) else ""
    if word in {"according", "quoted"}:
        return word == "according" or before in _BEING
    if _is_noun(word, before) or behind in known.not_said or (word in {"claimed", "claims"} and behind[:1].isdigit()):
        return False
    if word not in known.transitive:
        return True
    passive = before[:1].isdigit() or _auxiliary(passage, index) in _BEING or _is_reduced(passage, index)
    return not passive and (behind not in _PLACE_WORDS or word in {"said", "told"})


def _is_reduced(passage: Passage, index: int) -> bool:
    """Whether a participle with its day belongs to the noun before it: "the cases confirmed on Friday were …"."""
    if passage.folded[index + 1 : index + 2] != ("on",):
        return False
    behind = passage.folded[index + 2 : index + 5]
    return "that" not in behind and not _BEING.isdisjoint(behind)


def _is_noun(word: str, before: str) -> bool:
    """Whether a form of saying is a noun: "all claims", "a report"."""
    if word == "report" and (before in {"to", ""} or before[0].isdigit()):
        return True
    return before in word_classes().determiners - {"that", "which", "both"} | {"of", "with", "for"} and word != "said"


def _auxiliary(passage: Passage, index: int) -> str:
    place = index - 1
    while place >= 0 and (
        passage.folded[place] in speech().adverbs - {"has", "have", "had"} or passage.folded[place].endswith("ly")
    ):
        place -= 1
    return passage.folded[place] if place >= 0 else ""
