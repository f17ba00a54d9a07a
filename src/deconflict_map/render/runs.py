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
    inside = [index for index, span in enumerate(mentions) if span.overlaps(block.span)]
    spoken = [index for index, span in enumerate(claims) if span.overlaps(block.span)]
    cuts = _cuts(block.span, [*(mentions[i] for i in inside), *(claims[i] for i in spoken)])
    runs: list[Json] = []
    for start, end in pairwise(cuts):
        here = Span(start=start, end=end)
        mention = next((index for index in inside if mentions[index].covers(here)), -1)
        numbers: list[Json] = [reading.claims[index].number for index in spoken if claims[index].covers(here)]
        runs.append([reading.article.quote(here), mention, numbers])
    return {"k": block.kind.value, "r": runs}


def _cuts(block: Span, spans: Iterable[Span]) -> list[int]:
    ends = {block.start, block.end}
    for span in spans:
        ends |= {span.start, span.end}
    return sorted(end for end in ends if block.start <= end <= block.end)
