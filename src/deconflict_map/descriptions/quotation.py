"""An article → the stretches of it that stand inside quotation marks, over sentences and paragraphs.

Reads “ ”, « », „ “ and straight double quotes. A quotation that is still open at the end of a paragraph goes on where
the next one opens with a mark, as newspapers set speeches; else it ends there. Single marks are apostrophes as often
as quotes and aren't read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from deconflict_map.model.article import BlockKind, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deconflict_map.model.article import Article

OPENING = "“„«"
CLOSING = "”»"
STRAIGHT = '"'
MARKS = OPENING + CLOSING + STRAIGHT


def quotations(article: Article) -> tuple[Span, ...]:
    """The quotations of an article's paragraphs with their marks, in order; none overlap."""
    return tuple(_quotations(article))


def _quotations(article: Article) -> Iterator[Span]:
    start = -1
    end = 0
    for block in article.blocks:
        if block.kind is not BlockKind.PARAGRAPH:
            continue
        place = block.span.start
        if start >= 0:
            if article.text[place : place + 1] in MARKS and len(block.span):
                place += 1
            else:
                yield Span(start=start, end=end)
                start = -1
        for offset in range(place, block.span.end):
            mark = article.text[offset]
            if start < 0 and _opens(article.text, offset, mark):
                start = offset
            elif start >= 0 and _closes(article.text, mark, start):
                yield Span(start=start, end=offset + 1)
                start = -1
        end = block.span.end
    if start >= 0:
        yield Span(start=start, end=end)


def _opens(text: str, offset: int, mark: str) -> bool:
    if mark == STRAIGHT:
        return offset == 0 or not text[offset - 1].isalnum()
    return mark in OPENING


def _closes(text: str, mark: str, start: int) -> bool:
    if mark == STRAIGHT:
        return text[start] == STRAIGHT
    return mark in CLOSING or (mark == "“" and text[start] == "„")
