"""The values of a text that was read: spans, blocks, sentences, article.

A span is a pair of offsets into `Article.text`, and nothing else: whatever the file looked like, every later
stage speaks of `article.text[span.start:span.end]`. Offsets count Unicode code points.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """A half-open stretch `[start, end)` of an article's text, in code points."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def covers(self, other: Span) -> bool:
        """Whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end


class BlockKind(StrEnum):
    """What a block of text is; claims are read from paragraphs and captions only."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    CORRECTION = "correction"
    """Words that a reader wrote to correct a claim, put behind the text: never the article's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A title, heading or paragraph."""

    kind: BlockKind
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence (white space around it left out) and the block it stands in."""

    span: Span
    block: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A text with what is known about its origin.

    `published` is the day from which relative days ("on Saturday") are counted; `None` means that the day is
    not known and that relative days stay open. `source` is the outlet's name. `notes` says what the reader
    had to change or leave out (replaced characters, a guessed date), for the user to see.
    """

    text: str
    title: str
    source: str | None
    published: date | None
    url: str | None
    blocks: tuple[Block, ...]
    sentences: tuple[Sentence, ...]
    notes: tuple[str, ...] = ()

    def quote(self, span: Span) -> str:
        """The words at `span`."""
        return self.text[span.start : span.end]

    def sentence_at(self, offset: int) -> int:
        """Index of the sentence that holds `offset`, or of the last one that begins before it."""
        return max(bisect_right(self.sentences, offset, key=_sentence_start) - 1, 0)


def _sentence_start(sentence: Sentence) -> int:
    return sentence.span.start
