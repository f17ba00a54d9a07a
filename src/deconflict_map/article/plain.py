"""Plain text → pieces: blocks parted by empty lines, the first one a title and others headings by their form.

Without any empty line every line is a block, save that lines broken for width are joined (`wrapping`).

A heading has one line, few words and no full stop. Trade-off taken: a caption without a full stop passes for a
heading; its names are still found, only no claim is read from it.
"""

from __future__ import annotations

import re

from deconflict_map.article.assembly import Piece
from deconflict_map.article.wrapping import SENTENCE_END, paragraphs
from deconflict_map.model.article import BlockKind

_EMPTY_LINES = re.compile(r"\n[ \t\u00a0]*(?:\n[ \t\u00a0]*)+")
_MOST_HEADING_WORDS = 25  # judgement: newspaper headlines stay below
_MOST_HEADING_CHARACTERS = 200


def pieces_of_text(text: str) -> tuple[Piece, ...]:
    """The blocks of a plain text with line ends of any kind."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    blocks = [block.strip() for block in _EMPTY_LINES.split(lines)]
    blocks = [block for block in blocks if block]
    if len(blocks) == 1 and "\n" in blocks[0]:  # no empty lines at all: every line is a block, unless they are wrapped
        blocks = paragraphs([line.strip() for line in blocks[0].split("\n") if line.strip()])
    return tuple(Piece(kind=_kind(index, block, len(blocks)), text=block) for index, block in enumerate(blocks))


def _kind(index: int, block: str, count: int) -> BlockKind:
    if count == 1 or not _looks_like_heading(block):
        return BlockKind.PARAGRAPH
    return BlockKind.TITLE if index == 0 else BlockKind.HEADING


def _looks_like_heading(block: str) -> bool:
    return (
        "\n" not in block
        and len(block) <= _MOST_HEADING_CHARACTERS
        and len(block.split()) <= _MOST_HEADING_WORDS
        and not SENTENCE_END.search(block)
    )
