"""The frames of all passages and the article's quotations → for every passage who speaks in which of its words.

A quotation belongs to the frame in one of its sentences, or else to whoever spoke before it; all its words are
theirs, over sentences and paragraphs. A pronoun that speaks stands for whoever was named last as a speaker.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from deconflict_map.descriptions.quotation import quotations
from deconflict_map.descriptions.speech import Frame, frames

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deconflict_map.descriptions.dates import Dated
    from deconflict_map.descriptions.passage import Passage
    from deconflict_map.model.article import Span

_LEAST_WORDS = 4  # of a quotation that is speech and no word set apart; judgement


def voices(passages: Sequence[Passage], dated: Sequence[Sequence[Dated]]) -> tuple[tuple[Frame, ...], ...]:
    """The frames of each passage, those of quotations included."""
    own = _without_pronouns([frames(passage, days) for passage, days in zip(passages, dated, strict=True)])
    found = [list(some) for some in own]
    if not passages:
        return ()
    last = _last_speakers(own)
    ends = [passage.words[-1].end if passage.words else -1 for passage in passages]
    for quotation in quotations(passages[0].article):
        places = _places(passages, ends, quotation)
        frame = _of_quotation(passages, own, places, quotation) or (last[places[0]] if places else None)
        for place in places if frame is not None else ():
            first, behind = _words(passages[place], quotation) or (0, 0)
            if frame is not None and behind - first + 1 >= _LEAST_WORDS:
                found[place].append(replace(frame, verb=-1, first=first, last=behind, denies=False))
    return tuple(tuple(some) for some in found)


def _places(passages: Sequence[Passage], ends: Sequence[int], quotation: Span) -> list[int]:
    """The passages of which words stand in a quotation; `ends` are where their last words end."""
    place = bisect_right(ends, quotation.start)
    found = []
    while place < len(passages) and _words(passages[place], quotation) is not None:
        found.append(place)
        place += 1
    return found


def _last_speakers(own: Sequence[tuple[Frame, ...]]) -> list[Frame | None]:
    """For each passage, the last frame of speech before it."""
    last: Frame | None = None
    found = []
    for some in own:
        found.append(last)
        last = next((frame for frame in reversed(some) if not frame.plans and frame.speaker is not None), last)
    return found


def _without_pronouns(found: Sequence[tuple[Frame, ...]]) -> list[tuple[Frame, ...]]:
    """The frames with the speaker named last in place of each pronoun."""
    last, settled = None, []
    for some in found:
        row = []
        for frame in some:
            if frame.plans or frame.speaker is None:
                row.append(frame)
                continue
            if not frame.is_pronoun:
                last = frame.speaker
            row.append(frame if not frame.is_pronoun or last is None else replace(frame, speaker=last))
        settled.append(tuple(row))
    return settled


def _words(passage: Passage, quotation: Span) -> tuple[int, int] | None:
    """First and last word of a passage that stand in a quotation."""
    first, behind = passage.index_at(quotation.start), passage.index_at(quotation.end)
    return (first, behind - 1) if first < behind else None


def _of_quotation(
    passages: Sequence[Passage], own: Sequence[tuple[Frame, ...]], places: Sequence[int], quotation: Span
) -> Frame | None:
    """The frame that a quotation belongs to."""
    for place in places:
        for frame in own[place]:
            if frame.plans or frame.speaker is None:
                continue
            verb = passages[place].words[frame.verb].start
            if not quotation.start < verb < quotation.end:
                return frame
    return None
