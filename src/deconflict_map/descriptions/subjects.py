"""A verb of saying in a passage → the words of whoever says it, before or behind the verb.

"Navy Capt. Greg Hicks, spokesperson for the Chairman, told …", "…, said Eva Lindh, a spokeswoman", "On Friday, the army
said". Words that can't belong to a speaker end it: another verb, *that*, the beginning of an apposition's own clause.
Refuses speakers without a noun or pronoun. Trade-off taken: noun phrases are cut by closed classes of words alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from deconflict_map.descriptions.lexicon import speech
from deconflict_map.descriptions.quotation import MARKS
from deconflict_map.descriptions.speaker import is_role
from deconflict_map.descriptions.wordclass import verb_kind, word_classes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deconflict_map.descriptions.dates import Dated
    from deconflict_map.descriptions.passage import Passage

_MOST_TO_ROLE = 5  # words of an apposition up to its role
_MOST_WORDS = 24  # of a speaker; judgement: a name with two offices has about twenty
_ENDS = ";:—()[]" + MARKS
_RELATIVE = {"who", "which", "that"}
_AUXILIARIES = {"has", "have", "had", "was", "were", "is", "are", "will", "would"}


def before(passage: Passage, verb: int, dated: Sequence[Dated]) -> tuple[int, int] | None:
    """First and last word of the subject that stands before a verb."""
    last = _before_brackets(passage, _last(passage, verb - 1, dated))
    if last < 0 or _parts(passage, last, verb):
        return None
    head = _head(passage, last, verb)
    first = _first(passage, head)
    relative = head < last and passage.folded[head + 1] in _RELATIVE
    return _trimmed(passage, first, head if relative else last, dated)


def behind(passage: Passage, verb: int, dated: Sequence[Dated]) -> tuple[int, int] | None:
    """First and last word of the subject that stands behind a verb ("…, said Eva Lindh, a spokeswoman")."""
    first = verb + 1
    last, commas = first, 0
    if first >= len(passage.words):
        return None
    while last + 1 < len(passage.words) and last - first < _MOST_WORDS:
        gap = passage.gap(last)
        if any(mark in gap for mark in _ENDS) or _is_date(last + 1, dated):
            break
        if _is_stop(passage, last + 1) and last + 2 not in passage.named:
            break
        commas += "," in gap
        if commas > 1 or ("," in gap and not _is_apposition(passage, last + 1)):
            break
        last += 1
    return _trimmed(passage, first, last, dated)


def _last(passage: Passage, index: int, dated: Sequence[Dated]) -> int:
    """The last word of a subject, back from word `index` over adverbs, auxiliaries and times."""
    known = speech()
    while index >= 0:
        if passage.folded[index] in known.adverbs | _AUXILIARIES or passage.folded[index].endswith("ly"):
            index -= 1
            continue
        day = next((first for first, last, _ in dated if last == index), None)
        if day is None or day == 0:
            return index
        index = day - 1
        while index > 0 and passage.folded[index] in {"on", "in", "late", "early", "earlier"}:
            index -= 1
    return index


def _before_brackets(passage: Passage, last: int) -> int:
    """The word before a short name in brackets: "the World Health Organization (WHO) said"."""
    if last < 0 or ")" not in passage.gap(last):
        return last
    for index in range(last - 1, max(last - _MOST_TO_ROLE, -1), -1):
        if "(" in passage.gap(index):
            return index
    return last


def _parts(passage: Passage, last: int, verb: int) -> bool:
    """Whether a quotation or a colon stands between a subject and the verb."""
    return any(mark in passage.gap(index) for index in range(last, verb) for mark in ";:" + MARKS)


def _head(passage: Passage, last: int, verb: int) -> int:
    """The last word of the name that an apposition up to word `last` belongs to: "X, a spokesman for Y, said"."""
    if not any("," in passage.gap(index) for index in range(last, verb)):
        return last
    for index in range(last - 1, max(last - _MOST_WORDS, -1), -1):
        gap = passage.gap(index)
        if any(mark in gap for mark in _ENDS):
            return last
        if "," in gap:
            return index
    return last


def _first(passage: Passage, last: int) -> int:
    first = last
    while first > 0 and last - first < _MOST_WORDS:
        gap = passage.gap(first - 1)
        if any(mark in gap for mark in _ENDS) or passage.folded[first - 1] in speech().subject_breaks - _RELATIVE:
            break
        if "," in gap and not _goes_on(passage, first, last):
            break
        if verb_kind(passage, first - 1) is not None and passage.folded[first - 1] not in _AUXILIARIES:
            relative = _relative_before(passage, first - 1)
            if passage.folded[first - 1] in speech().reduced:
                relative = first - 1
            if relative is None:
                return _behind_and(passage, first, last)
            first = relative
            continue
        if passage.folded[first - 1] in _RELATIVE:
            break
        first -= 1
    return first


def _goes_on(passage: Passage, first: int, last: int) -> bool:
    """Whether a speaker goes on before the comma in front of word `first`: an age, or another name of a list."""
    segment = passage.folded[first : last + 1]
    return segment[0].isdigit() or (
        "and" in segment[1:3] and passage.words[first].capitalised and passage.words[first - 1].capitalised
    )


def _relative_before(passage: Passage, verb: int) -> int | None:
    """The first word of a relative clause that ends with this verb's words, if there is one: "who lives nearby"."""
    for index in range(verb - 1, max(verb - 4, -1), -1):
        if passage.folded[index] in {"who", "which"}:
            return index
    return None


def _behind_and(passage: Passage, first: int, last: int) -> int:
    """The first word behind the last *and* of the words: what stands before it is another verb's."""
    return max((index + 1 for index in range(first, last) if passage.folded[index] == "and"), default=first)


def _is_stop(passage: Passage, index: int) -> bool:
    word = passage.folded[index]
    return (
        word in speech().subject_breaks
        or word in {"in", "on", "to", "during", "at"}
        or (verb_kind(passage, index) is not None)
    )


def _is_apposition(passage: Passage, index: int) -> bool:
    """Whether an apposition begins at word `index`: "a spokeswoman for", "deputy head of", an age."""
    words = passage.folded[index : index + _MOST_TO_ROLE]
    return words[0].isdigit() or any(map(is_role, words))


def _is_date(index: int, dated: Sequence[Dated]) -> bool:
    return any(first <= index <= last for first, last, _ in dated)


def _trimmed(passage: Passage, first: int, last: int, dated: Sequence[Dated]) -> tuple[int, int] | None:
    """The words without times, adverbs and an opening phrase at their ends; `None` if no noun or pronoun is left."""
    known, classes = speech(), word_classes()
    droppable = (known.adverbs - {"both"}) | {"and", "but", "or", "so", "yet", "s"}
    start = first
    while start <= last:
        word = passage.folded[start]
        if _is_date(start, dated) or word in droppable:
            start += 1
        elif word in classes.prepositions and start < last:
            start = _behind_phrase(passage, start, last, dated)
        else:
            break
    while last >= start and (_is_date(last, dated) or passage.folded[last] in classes.prepositions):
        last -= 1
    words = passage.folded[start : last + 1]
    if all(word in classes.closed - known.pronouns for word in words):
        return None
    return start, last


def _behind_phrase(passage: Passage, start: int, last: int, dated: Sequence[Dated]) -> int:
    """The word behind an opening phrase ("in a statement the army", "on Sunday herders")."""
    index = start + 1
    if _is_date(index, dated):
        while index <= last and _is_date(index, dated):
            index += 1
        return index
    index += 1
    while (
        index <= last
        and passage.folded[index] not in word_classes().determiners
        and not (passage.words[index].capitalised and "," in passage.gap(index - 1))
    ):
        index += 1
    return index
