"""Pieces of text → `Article`: one text, its blocks and sentences, with offsets that stay true.

Pieces are cleaned before they are joined, so that no later stage has to: line ends become spaces inside a block,
control characters and lone surrogates are replaced one for one. Sentences come from `sentencex` (Wikimedia's splitter:
knows abbreviations such as *Lt. Gen.*, keeps quotes together, and gives offsets).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import sentencex

from deconflict_map.model.article import Article, Block, BlockKind, Sentence, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

# C0 and C1 controls other than tab and line ends, and lone surrogates. They can't be shown and break writers.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
_LINE_END = re.compile(r"[ \t]*(?:\r\n|[\n\r\x0b\x0c\x85\u2028\u2029])[ \t]*")
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
# Characters given to the splitter at once: more than any paragraph that people write (judgement), so that only a whole
# book on one line is cut; the splitter pairs quotation marks over all it is given.
_STRETCH = 50_000
# A closing quotation mark after which a sentence may end although the splitter saw none: `… then.” The …`
_AFTER_QUOTE = re.compile(r"[.!?…][”\"’»]\s+(?=[“\"«]?[A-Z])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A block of text before it is placed."""

    kind: BlockKind
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What is known about a text besides its words. Empty means unknown."""

    title: str = ""
    source: str | None = None
    published: date | None = None
    url: str | None = None
    notes: tuple[str, ...] = ()

    def over(self, other: Metadata) -> Metadata:
        """This metadata, with gaps filled from `other`."""
        return Metadata(
            title=self.title or other.title,
            source=self.source or other.source,
            published=self.published or other.published,
            url=self.url or other.url,
            notes=(*other.notes, *self.notes),
        )


def clean(text: str) -> str:
    """`text` on one line, with unprintable characters replaced by U+FFFD."""
    return _UNPRINTABLE.sub(_REPLACEMENT, _LINE_END.sub(" ", text)).strip()


def assemble(pieces: Sequence[Piece], metadata: Metadata) -> Article:
    """Join the pieces to an article; a title that the pieces don't hold themselves is set before them."""
    placed = [Piece(kind=piece.kind, text=clean(piece.text)) for piece in pieces]
    placed = [piece for piece in placed if piece.text]
    title = clean(metadata.title)
    titles = [piece for piece in placed if piece.kind is BlockKind.TITLE]
    if title and not any(piece.text == title for piece in placed):
        placed.insert(0, Piece(kind=BlockKind.TITLE, text=title))
    blocks: list[Block] = []
    offset = 0
    for piece in placed:
        kind = BlockKind.TITLE if title and piece.text == title and not blocks else piece.kind
        blocks.append(Block(kind=kind, span=Span(start=offset, end=offset + len(piece.text))))
        offset += len(piece.text) + 2
    text = "\n\n".join(piece.text for piece in placed)
    return Article(
        text=text,
        title=title or (titles[0].text if titles else ""),
        source=clean(metadata.source) if metadata.source else None,
        published=metadata.published,
        url=clean(metadata.url) if metadata.url else None,
        blocks=tuple(blocks),
        sentences=tuple(sentences_of(text, blocks)),
        notes=(*metadata.notes, *_replacement_note(text)),
    )


def _replacement_note(text: str) -> tuple[str, ...]:
    count = text.count(_REPLACEMENT)
    return (f"{count} unreadable characters are shown as {_REPLACEMENT}",) if count else ()


def sentences_of(text: str, blocks: Sequence[Block]) -> Iterator[Sentence]:
    """The sentences of the blocks of `text`, in order."""
    for index, block in enumerate(blocks):
        content = text[block.span.start : block.span.end]
        for start, end in _sentence_offsets(content):
            words = content[start:end]
            lead = len(words) - len(words.lstrip())
            span = Span(start=block.span.start + start + lead, end=block.span.start + start + len(words.rstrip()))
            if len(span):
                yield Sentence(span=span, block=index)


def _sentence_offsets(content: str) -> Iterator[tuple[int, int]]:
    """Offsets of the sentences of one block, which together cover it."""
    for start, end in _split_offsets(content):
        cuts = [start, *(start + match.end() for match in _AFTER_QUOTE.finditer(content[start:end])), end]
        yield from pairwise(cuts)


def _split_offsets(content: str) -> Iterator[tuple[int, int]]:
    """The splitter's sentences, which together cover `content`.

    The splitter's time grows faster than a text: a long block is given to it in stretches, of which each begins with
    the sentence that the last one may have cut. A stretch that holds no whole sentence is given again, twice as long.
    """
    start, reach = 0, _STRETCH
    while start < len(content):
        found = [
            (start + boundary["start_index"], start + boundary["end_index"])
            for boundary in sentencex.get_sentence_boundaries("en", content[start : start + reach])
        ]
        if start + reach < len(content):
            found.pop()
            if not found:
                reach *= 2
                continue
        yield from found
        start, reach = found[-1][1], _STRETCH
