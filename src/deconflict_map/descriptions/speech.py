"""A passage → its report frames: who says what, by which verb, and when.

"A spokesperson said in July that …", "…, the ministry said on Monday.", "Both sides intend to …". The content of a
frame is a stretch of words; a relation inside it is that speaker's claim. Pronouns stand for whoever spoke last; a
sentence wholly inside quotation marks belongs to the frame before it. Trade-off taken: speakers are noun phrases as
they stand in the text, cut at words that can't belong to them; nobody is identified.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from deconflict_map.descriptions.lexicon import speech
from deconflict_map.model.claim import Speaker

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deconflict_map.descriptions.dates import Dated
    from deconflict_map.descriptions.passage import Passage
    from deconflict_map.model.claim import When

_MOST_SUBJECT_WORDS = 24
_MOST_TAIL_WORDS = 9  # behind a verb that closes its sentence: "…, he told reporters on Sunday."
_LEAST_SAID_WORDS = 3  # before it; fewer are an introduction ("On Monday, the ministry said …")
_OPENING = '“"«'
_CLOSING = '”"»'


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Somebody's words `first`…`last` of a passage. `plans` tells *plans to do* from *says*.

    `verb` is the word that governs it (`-1`: carried over from the sentence before); `said` is when it was said.
    """

    speaker: Speaker | None
    verb: int
    first: int
    last: int
    plans: bool
    said: When | None


def frames(passage: Passage, dated: Sequence[Dated], before: Sequence[Frame]) -> tuple[Frame, ...]:
    """The frames of a passage, in order; `before` are those of the passage before in the same block."""
    found: list[Frame] = []
    verbs = _verbs(passage)
    for place, (verb, plans) in enumerate(verbs):
        until = _content_end(passage, verb, [later for later, later_plans in verbs[place + 1 :] if not later_plans])
        frame = _frame(passage, verb, until, dated, plans=plans)
        if frame is not None:
            found.append(frame)
    if not any(not frame.plans for frame in found) and before and _is_quoted_whole(passage):
        found.append(_carried_over(passage, before[-1]))
    return tuple(found)


def _verbs(passage: Passage) -> list[tuple[int, bool]]:
    """Index of each governing verb, and whether it is one of planning."""
    known = speech()
    found = []
    for index in range(len(passage.words)):
        if passage.words[index].capitalised:  # "the United States": a name, no verb
            continue
        for phrases, plans in ((known.report, False), (known.plan | known.future, True)):
            if any(passage.folded[index : index + size] in phrases for size in (1, 2)):
                found.append((index, plans))
    return found


def _frame(passage: Passage, verb: int, until: int, dated: Sequence[Dated], *, plans: bool) -> Frame | None:
    closing = 0 if plans else _closing_subject(passage, verb)
    if closing:
        speaker = _named(passage, closing, verb - 1, dated)
        said = _said(dated, verb, len(passage.words) - 1)
        return Frame(speaker=speaker, verb=verb, first=0, last=closing - 1, plans=False, said=said)
    start, speaker = _subject(passage, verb, dated)
    if plans:
        if (passage.folded[verb],) in speech().future:
            speaker = None
        return Frame(speaker=speaker, verb=verb, first=verb + 1, last=until, plans=True, said=None)
    said = _said(dated, max(start - 4, 0), _content_start(passage, verb))
    if speaker is None and passage.folded[verb] not in speech().claim:
        return None
    return Frame(speaker=speaker, verb=verb, first=verb + 1, last=until, plans=False, said=said)


def _subject(passage: Passage, verb: int, dated: Sequence[Dated]) -> tuple[int, Speaker | None]:
    """The first word of the verb's subject and the speaker it names."""
    known = speech()
    if passage.folded[verb] == "according":
        return verb + 2, _named(passage, verb + 2, min(verb + 10, len(passage.words)) - 1, dated)
    first = verb
    while first > 0 and verb - first < _MOST_SUBJECT_WORDS and not _ends_subject(passage, first - 1):
        first -= 1
    last = verb - 1
    while last >= first and passage.folded[last] in known.adverbs:
        last -= 1
    return first, _named(passage, first, last, dated)


def _ends_subject(passage: Passage, index: int) -> bool:
    """Whether a subject that goes back to word `index + 1` can't reach back over word `index`."""
    gap = passage.gap(index)
    if passage.folded[index] in speech().subject_breaks or any(mark in gap for mark in ';:“”"—'):
        return True
    return passage.folded[index] == "and" and index > 0 and "," in passage.gap(index - 1)


def _named(passage: Passage, first: int, last: int, dated: Sequence[Dated]) -> Speaker | None:
    """The words `first`…`last` less dates and adverbs at their ends, as a speaker."""
    start = first
    known = speech()
    spans = {index for begin, end, _ in dated for index in range(begin, end + 1)}
    while start <= last and (start in spans or passage.folded[start] in known.adverbs - {"both"} | {"on", "in", "and"}):
        start += 1
    if start > last:
        return None
    if start == last and passage.folded[start] in known.pronouns:
        return Speaker(text=passage.words[start].text, span=None)
    span = passage.span(start, last)
    return Speaker(text=passage.article.quote(span), span=span)


def _content_start(passage: Passage, verb: int) -> int:
    """The last word before what was said begins: behind *that*, a colon or a quotation mark."""
    for index in range(verb, min(verb + _MOST_TAIL_WORDS, len(passage.words))):
        if passage.folded[index] == "that" or any(mark in passage.gap(index) for mark in ':“"'):
            return index
    return verb


def _content_end(passage: Passage, verb: int, later: Sequence[int]) -> int:
    """The last word of what the verb governs: before the next speaker's sentence, or the end."""
    for other in later:
        for index in range(other - 1, verb, -1):
            if passage.folded[index] == "and" and "," in passage.gap(index - 1):
                return index - 1
    return len(passage.words) - 1


def _closing_subject(passage: Passage, verb: int) -> int:
    """The first word of the verb's subject where both stand behind what was said ("…,” the ministry said."), or 0."""
    if len(passage.words) - 1 - verb > _MOST_TAIL_WORDS or "that" in passage.folded[verb:]:
        return 0
    behind = passage.article.text[passage.words[verb].end : passage.words[-1].end]
    if any(mark in behind for mark in ':“"'):
        return 0
    for index in range(verb - 1, max(verb - _MOST_SUBJECT_WORDS, _LEAST_SAID_WORDS), -1):
        gap = passage.gap(index - 1)
        if "," in gap or any(mark in gap for mark in _CLOSING):
            return index
    return 0


def _said(dated: Sequence[Dated], first: int, last: int) -> When | None:
    """The day named within words `first`…`last`."""
    return next((when for begin, end, when in dated if first <= begin and end <= last), None)


def _is_quoted_whole(passage: Passage) -> bool:
    words = passage.article.quote(passage.article.sentences[passage.sentence].span)
    return words[:1] in _OPENING or (words[-1:] in _CLOSING and not any(mark in words for mark in "“«"))


def _carried_over(passage: Passage, frame: Frame) -> Frame:
    return Frame(speaker=frame.speaker, verb=-1, first=0, last=len(passage.words) - 1, plans=False, said=frame.said)
