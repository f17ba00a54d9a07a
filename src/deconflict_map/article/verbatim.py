"""A corpus document → an `Article` whose text is the document's, character for character.

For evaluation: gold offsets count in the given text, so nothing may be cleaned, joined or left out. Line ends part the
blocks; sentences are split inside them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from deconflict_map.article.assembly import clean, sentences_of
from deconflict_map.model.article import Article, Block, BlockKind, Span

if TYPE_CHECKING:
    from datetime import date

_LINE = re.compile(r"[^\r\n]+")


def verbatim_article(
    text: str, *, title: str = "", url: str | None = None, domain: str | None = None, published: date | None = None
) -> Article:
    """`text` as an article; its title isn't set before it.

    A text of which only the outlet's `domain` is known has that domain's first page as its address.
    """
    address = url or (f"https://{domain}/" if domain else "")
    blocks = tuple(
        Block(kind=BlockKind.PARAGRAPH, span=Span(start=line.start(), end=line.end()))
        for line in _LINE.finditer(text)
        if line[0].strip()
    )
    return Article(
        text=text,
        title=clean(title),
        source=None,
        published=published,
        url=clean(address) or None,
        blocks=blocks,
        sentences=tuple(sentences_of(text, blocks)),
    )
