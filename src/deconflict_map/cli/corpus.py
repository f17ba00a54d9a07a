"""A corpus in JSON Lines → its documents: `{"doc_id", "text", "title"?, "meta"?: {"url"?, "domain"?, "date"?}}` a line.

Read line by line, so that a corpus may be larger than memory. Refuses a line that isn't such an object, by its number;
what is `null`, empty or isn't named here is passed over.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from deconflict_map.errors import InputRefusedError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from deconflict_map.model.article import Article

_ISO_DAY = 10  # characters of YYYY-MM-DD; a time may follow


@dataclass(frozen=True, slots=True, kw_only=True)
class CorpusDocument:
    """A document of a corpus; offsets into `article.text` are offsets into the line's `text`."""

    name: str
    article: Article


def corpus_documents(path: Path) -> Iterator[CorpusDocument]:
    """The documents of the corpus at `path`; empty lines are passed over.

    Raises:
        InputRefusedError: The file can't be read, or a line isn't a document.
    """
    try:
        stream = path.open("rb")
    except OSError as error:
        raise InputRefusedError(f"can't be read: {error.strerror}", where=str(path), do="check the path") from error
    with stream:
        for number, line in enumerate(stream, start=1):
            if not line.strip():
                continue
            try:
                document = _document(json.loads(line))
            except _RefusedLineError as error:
                where = f"{path}, line {number}"
                raise InputRefusedError(str(error), where=where, do="mend or remove the line") from error
            except (ValueError, RecursionError) as error:
                where = f"{path}, line {number}"
                what = "isn't a JSON object with doc_id and text"
                raise InputRefusedError(what, where=where, do="mend or remove the line") from error
            yield document


class _RefusedLineError(Exception):
    """What is wrong with a line."""


def _document(line: object) -> CorpusDocument:
    from deconflict_map.article.verbatim import verbatim_article  # noqa: PLC0415 -- keeps --help quick

    if not isinstance(line, dict) or not {"doc_id", "text"} <= line.keys():
        raise _RefusedLineError("isn't a JSON object with doc_id and text")
    name, text, meta = line["doc_id"], line["text"], line.get("meta")
    if isinstance(name, bool) or not isinstance(name, str | int):
        raise _RefusedLineError("doc_id isn't a string or a whole number")
    if not isinstance(text, str):
        raise _RefusedLineError("text isn't a string")
    if not isinstance(meta, dict | None):
        raise _RefusedLineError("meta isn't an object")
    known = meta or {}
    article = verbatim_article(
        text,
        title=_words(line.get("title"), "title"),
        url=_words(known.get("url"), "meta.url") or None,
        domain=_words(known.get("domain"), "meta.domain") or None,
        published=_day(_words(known.get("date"), "meta.date")),
    )
    return CorpusDocument(name=str(name), article=article)


def _words(value: object, name: str) -> str:
    """A string without white space around it; empty where nothing is given."""
    if value is None:
        return ""
    if not isinstance(value, str):
        raise _RefusedLineError(f"{name} isn't a string")
    return value.strip()


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:_ISO_DAY]) if text else None
    except ValueError as error:
        raise _RefusedLineError("meta.date doesn't begin with a day (YYYY-MM-DD)") from error
