"""A path, bytes or text → `Article`: size and encoding are checked at the door, then the kind of text decides.

Refuses files over 10 MB, binaries and anything that isn't UTF-8; HTML may declare its own encoding. What the caller
says of title, date and source counts more than what the text says of itself.
"""

from __future__ import annotations

import sys
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from deconflict_map.article.assembly import Metadata, assemble
from deconflict_map.article.plain import pieces_of_text
from deconflict_map.errors import InputRefusedError, UsageError

if TYPE_CHECKING:
    from deconflict_map.model.article import Article

_MOST_BYTES = 10_000_000  # judgement: a hundred times the longest news article
_SNIFFED = 1024


class MediaType(StrEnum):
    """The kinds of text that can be read."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"


_SUFFIXES = {
    ".html": MediaType.HTML,
    ".htm": MediaType.HTML,
    ".xhtml": MediaType.HTML,
    ".md": MediaType.MARKDOWN,
    ".markdown": MediaType.MARKDOWN,
}


def parse_published(text: str) -> date:
    """The day that `text` (`YYYY-MM-DD`) names.

    Raises:
        UsageError: It isn't such a day.
    """
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise UsageError(f"{text[:40]!r} isn't a date", do="write it as YYYY-MM-DD") from error


def read_article(path: str | Path, metadata: Metadata | None = None) -> Article:
    """Read the article at `path`, or from standard input if `path` is `-`.

    Raises:
        InputRefusedError: There is no such file, or it isn't a text that can be read.
    """
    if str(path) == "-":
        data = sys.stdin.buffer.read(_MOST_BYTES + 1)
        return read_bytes(data, metadata=metadata, name="standard input")
    file = Path(path)
    try:
        with file.open("rb") as stream:
            data = stream.read(_MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise InputRefusedError(f"can't be read: {reason}", where=str(path), do="check the path") from error
    return read_bytes(data, media_type=_SUFFIXES.get(file.suffix.lower()), metadata=metadata, name=str(path))


def read_bytes(
    data: bytes,
    *,
    media_type: MediaType | None = None,
    metadata: Metadata | None = None,
    name: str = "input",
) -> Article:
    """Read an article from bytes; without `media_type` the first bytes tell what it is.

    Raises:
        InputRefusedError: The bytes are too many, empty, or no UTF-8 text.
    """
    try:
        return _read(data, media_type, metadata or Metadata())
    except InputRefusedError as error:
        raise InputRefusedError(error.what, where=name, do=error.do) from error


def read_text(text: str, *, media_type: MediaType = MediaType.TEXT, metadata: Metadata | None = None) -> Article:
    """Read an article from text that is already decoded. Front matter counts in Markdown only.

    Raises:
        InputRefusedError: The text is empty or its front matter can't be read.
    """
    given = metadata or Metadata()
    if media_type is MediaType.MARKDOWN:
        from deconflict_map.article.markdown import (  # noqa: PLC0415 -- its parsers are needed for Markdown only
            pieces_of_markdown,
            split_front_matter,
        )

        found, body = split_front_matter(text)
        return _checked(assemble(pieces_of_markdown(body), given.over(found)))
    return _checked(assemble(pieces_of_text(text), given))


def _read(data: bytes, media_type: MediaType | None, metadata: Metadata) -> Article:
    if len(data) > _MOST_BYTES:
        raise InputRefusedError(f"larger than {_MOST_BYTES // 1_000_000} MB", do="give one article at a time")
    if not data.strip():
        raise InputRefusedError("is empty", do="give a file with the article's text")
    media_type = media_type or _sniff(data)
    if media_type is MediaType.HTML:
        from deconflict_map.article.html import read_html  # noqa: PLC0415 -- imports heavy parsers

        found, pieces = read_html(data)
        return _checked(assemble(pieces, metadata.over(found)))
    return read_text(_decode(data), media_type=media_type, metadata=metadata)


def _checked(article: Article) -> Article:
    if not article.text:
        raise InputRefusedError("holds no text", do="give a file with the article's text")
    return article


def _sniff(data: bytes) -> MediaType:
    head = data[:_SNIFFED].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype html", b"<html", b"<head", b"<?xml")) or b"<body" in head:
        return MediaType.HTML
    return MediaType.MARKDOWN if head.startswith((b"---\n", b"---\r\n", b"# ")) else MediaType.TEXT


def _decode(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InputRefusedError("is UTF-16, not UTF-8", do="convert it: iconv -f UTF-16 -t UTF-8")
    if b"\x00" in data[:_SNIFFED]:
        raise InputRefusedError("is a binary file, not a text", do="save the article as text, Markdown or HTML")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputRefusedError(
            f"isn't UTF-8 (byte {error.start} is 0x{data[error.start]:02x})",
            do="convert it, for example: iconv -f WINDOWS-1252 -t UTF-8",
        ) from error
