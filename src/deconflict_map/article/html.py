"""HTML → pieces and metadata: main text by trafilatura, date by htmldate; menus, comments and scripts left out.

Only plain text is taken (trafilatura's HTML output keeps event handlers). Both libraries are imported here, when an
HTML file is read, since they cost more than all the rest of reading.
"""

from __future__ import annotations

from datetime import date

from deconflict_map.article.assembly import Metadata, Piece
from deconflict_map.errors import InputRefusedError
from deconflict_map.model.article import BlockKind

_HEADINGS = {"head"}
_TEXT_TAGS = ("head", "p", "quote", "item", "cell")


def read_html(data: bytes) -> tuple[Metadata, tuple[Piece, ...]]:
    """Main text and metadata of an HTML page.

    Raises:
        InputRefusedError: The page holds no main text.
    """
    from trafilatura import bare_extraction  # noqa: PLC0415 -- heavy, and needed for HTML only

    found = bare_extraction(data, include_comments=False, include_tables=True, with_metadata=True, favor_recall=True)
    if found is None or isinstance(found, dict) or found.body is None:
        raise InputRefusedError("no main text was found in this HTML", do="save the article as text or Markdown")
    pieces = tuple(
        Piece(kind=BlockKind.HEADING if element.tag in _HEADINGS else BlockKind.PARAGRAPH, text=text)
        for element in found.body.iter(*_TEXT_TAGS)
        if (text := "".join(element.itertext()).strip()) and not _inside_text(element.getparent())
    )
    if not pieces:
        raise InputRefusedError("no main text was found in this HTML", do="save the article as text or Markdown")
    published = _date(found.date)
    metadata = Metadata(
        title=found.title or "",
        source=found.sitename or found.hostname,
        published=published,
        url=found.url,
        notes=() if published is None else (f"publication date {published} was read from the page",),
    )
    return metadata, pieces


def _inside_text(element: object) -> bool:
    """Whether an ancestor is a text element itself, whose text already holds this one's."""
    while element is not None:
        if getattr(element, "tag", None) in _TEXT_TAGS:
            return True
        element = getattr(element, "getparent", lambda: None)()
    return False


def _date(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None
