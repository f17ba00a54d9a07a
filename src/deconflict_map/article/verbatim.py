"""A corpus document → an `Article` whose text is the document's, character for character.

For evaluation: gold offsets count in the given text, so nothing may be cleaned, joined or left out. Line ends part the
blocks; sentences are split inside them.
"""

from __future__ import annotations

import re

from deconflict_map.article.assembly import sentences_of
from deconflict_map.model.article import Article, Block, BlockKind, Span

_LINE = re.compile(r"[^\r\n]+")


def verbatim_article(text: str) -> Article:
    """`text` as an article without title, date or source."""
    blocks = tuple(
        Block(kind=BlockKind.PARAGRAPH, span=Span(start=line.start(), end=line.end()))
        for line in _LINE.finditer(text)
        if line[0].strip()
    )
    return Article(
        text=text,
        title="",
        source=None,
        published=None,
        url=None,
        blocks=blocks,
        sentences=tuple(sentences_of(text, blocks)),
    )
