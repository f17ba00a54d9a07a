"""An article → its blocks as runs of text, each with the mention, the claims and the parts of claims it belongs to.

A browser counts UTF-16 units and Python counts code points, so the text is cut here and no offset ever reaches the
page. What isn't in a block (white space between them) is left out. Claims that lie in a title or caption are marked
there as anywhere else.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from deconflict_map.model.article import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from deconflict_map.model.article import Block
    from deconflict_map.model.claim import Claim
    from deconflict_map.model.reading import Reading
    from deconflict_map.render.datablock import Json


def text_blocks(reading: Reading) -> list[Json]:
    """One `{"k": kind, "s": start, "r": [[text, mention or -1, [claims], [[role, claim], …]], …]}` per block.

    In the order of the text, claims by their numbers. Roles are those of `claim_parts`.
    """
    parts = [part for claim in reading.claims for part in claim_parts(claim)]
    mentions = _Shelf([resolution.toponym.span for resolution in reading.resolutions])
    claims = _Shelf([claim.span for claim in reading.claims])
    about = _Shelf([span for _, _, span in parts])
    shelves = (mentions, claims, about)
    return [_block(reading, block, shelves, parts) for block in reading.article.blocks]


def claim_parts(claim: Claim) -> Iterator[tuple[str, int, Span]]:
    """Words outside a claim's own that belong to it, as role, claim number and span.

    Roles: `who` says it, `when` it was said or holds, `condition`, `denial`, and that its course is `withheld`.
    """
    spans = [("who", speaker.span) for speaker in claim.speakers]
    spans += [("when", time.span) for time in (claim.said, claim.holds) if time is not None]
    spans += [("denial", denial.span) for denial in claim.denials]
    spans += [("condition", claim.condition), ("withheld", claim.withheld)]
    yield from ((role, claim.number, span) for role, span in spans if span is not None)


def _block(
    reading: Reading,
    block: Block,
    shelves: tuple[_Shelf, _Shelf, _Shelf],
    parts: Sequence[tuple[str, int, Span]],
) -> Json:
    """A block's record; the shelves hold mentions, claims and parts of claims."""
    inside, spoken, about = (_Sweep(shelf, block.span) for shelf in shelves)
    runs: list[Json] = []
    for start, end in pairwise(_cuts(block.span, [*inside.spans(), *spoken.spans(), *about.spans()])):
        here = Span(start=start, end=end)
        numbers: list[Json] = [reading.claims[index].number for index in spoken.covering(here)]
        roles: list[Json] = [list(parts[index][:2]) for index in about.covering(here)]
        runs.append([reading.article.quote(here), next(iter(inside.covering(here)), -1), numbers, roles])
    return {"k": block.kind.value, "s": block.span.start, "r": runs}


class _Shelf:
    """Spans by their start, so that those of a block are found without a look at all of them."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self.spans = spans
        self._order = sorted(range(len(spans)), key=lambda index: (spans[index].start, index))
        self._starts = [spans[index].start for index in self._order]
        self._reach = list(accumulate((spans[index].end for index in self._order), max))

    def within(self, block: Span) -> list[int]:
        """Indexes of the spans that reach into a block, by their start."""
        first, behind = bisect_right(self._reach, block.start), bisect_left(self._starts, block.end)
        return [index for index in self._order[first:behind] if self.spans[index].overlaps(block)]


class _Sweep:
    """The spans that reach into a block, asked from left to right which of them cover a stretch of it."""

    def __init__(self, shelf: _Shelf, block: Span) -> None:
        self._spans = shelf.spans
        self._waiting = shelf.within(block)[::-1]
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
