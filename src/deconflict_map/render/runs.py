"""An article → its blocks as runs of text, each with the mention and the claims that it belongs to.

A browser counts UTF-16 units and Python counts code points, so the text is cut here and no offset ever reaches the
page. What isn't in a block (white space between them) is left out. Claims that lie in a title or caption are marked
there as anywhere else.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from deconflict_map.model.article import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from deconflict_map.model.article import Block
    from deconflict_map.model.reading import Reading
    from deconflict_map.render.datablock import Json


def text_blocks(reading: Reading) -> list[Json]:
    """One `{"k": kind, "r": [[text, mention or -1, [claim numbers]], …]}` per block, in the order of the text."""
    mentions = [resolution.toponym.span for resolution in reading.resolutions]
    claims = [claim.span for claim in reading.claims]
    return [_block(reading, block, mentions, claims) for block in reading.article.blocks]


def _block(reading: Reading, block: Block, mentions: Sequence[Span], claims: Sequence[Span]) -> Json:
    inside = _Sweep(mentions, block.span)
    spoken = _Sweep(claims, block.span)
    runs: list[Json] = []
    for start, end in pairwise(_cuts(block.span, [*inside.spans(), *spoken.spans()])):
        here = Span(start=start, end=end)
        numbers: list[Json] = [reading.claims[index].number for index in spoken.covering(here)]
        runs.append([reading.article.quote(here), next(iter(inside.covering(here)), -1), numbers])
    return {"k": block.kind.value, "r": runs}


class _Sweep:
    """The spans that reach into a block, asked from left to right which of them cover a stretch of it."""

    def __init__(self, spans: Sequence[Span], block: Span) -> None:
        self._spans = spans
        self._waiting = [index for index, span in enumerate(spans) if span.overlaps(block)]
        self._waiting.sort(key=lambda index: (spans[index].start, index), reverse=True)
        self._open: list[int] = []

    def spans(self) -> list[Span]:
        """The spans that haven't begun yet."""
        return [self._spans[index] for index in self._waiting]

    def covering(self, here: Span) -> list[int]:
        """Indexes of the spans that cover `here`, ascending; each question must lie behind the one before."""
        while self._waiting and self._spans[self._waiting[-1]].start <= here.start:
            self._open.append(self._waiting.pop())
        self._open = sorted(index for index in self._open if self._spans[index].end >= here.end)
        return list(self._open)


def _cuts(block: Span, spans: Iterable[Span]) -> list[int]:
    ends = {block.start, block.end}
    for span in spans:
        ends |= {span.start, span.end}
    return sorted(end for end in ends if block.start <= end <= block.end)
