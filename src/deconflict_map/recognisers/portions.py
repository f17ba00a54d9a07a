"""A text too long for a pipeline → portions that it can take, cut where names don't stand.

Cut at the end of a paragraph, else of a sentence, else at white space; only a text that has none of these for thousands
of characters is cut anywhere.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from deconflict_map.model.article import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deconflict_map.model.article import Article

_SPACE = re.compile(r"\s")


def portions(article: Article, most: int) -> Iterator[Span]:
    """Spans of at most `most` characters (1 or more) that cover the text of `article`, in order."""
    levels = ([block.span.end for block in article.blocks], [sentence.span.end for sentence in article.sentences])
    start, length = 0, len(article.text)
    while start < length:
        end = length if length - start <= most else _cut(article.text, levels, start, start + most)
        yield Span(start=start, end=end)
        start = end


def _cut(text: str, levels: Sequence[Sequence[int]], start: int, limit: int) -> int:
    """Where a portion from `start` ends, at `limit` at the latest."""
    for ends in levels:
        index = bisect_right(ends, limit) - 1
        if index >= 0 and ends[index] > start:
            return ends[index]
    spaces = [found.end() for found in _SPACE.finditer(text, start, limit)]
    return spaces[-1] if spaces else limit
