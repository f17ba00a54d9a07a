"""Markdown → pieces and front matter: the words without their mark-up, as CommonMark reads it (markdown-it-py).

Raw HTML inside the Markdown is read as the text it is, never as mark-up. Front matter is YAML between `---` lines;
aliases are refused, since a few bytes of them can stand for gigabytes.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING

import yaml
from markdown_it import MarkdownIt

from deconflict_map.article.assembly import Metadata, Piece
from deconflict_map.errors import InputRefusedError
from deconflict_map.model.article import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

_FRONT_MATTER = re.compile(r"\A---[ \t]*\r?\n(.*?)^---[ \t]*\r?(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_MOST_FRONT_MATTER = 65_536  # characters; judgement: a hundred times what anybody writes by hand
_INLINE_TEXT = {"text", "code_inline", "html_inline"}


class _NoAliases(yaml.SafeLoader):
    """YAML's safe types, without aliases."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("aliases aren't allowed in front matter")
        return super().compose_node(parent, index)


def split_front_matter(text: str) -> tuple[Metadata, str]:
    """The metadata of a text's front matter, if it has one, and the text behind it.

    Raises:
        InputRefusedError: The front matter isn't YAML, isn't a mapping, or its date isn't a date.
    """
    found = _FRONT_MATTER.match(text)
    if found is None:
        return Metadata(), text
    if len(found[1]) > _MOST_FRONT_MATTER:
        raise InputRefusedError("front matter is too long", do=f"keep it below {_MOST_FRONT_MATTER} characters")
    try:
        table = yaml.load(found[1], Loader=_NoAliases)  # noqa: S506 -- a SafeLoader without aliases
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        reason = " ".join(str(error).split())[:200]
        raise InputRefusedError(f"front matter isn't valid YAML: {reason}", do="mend or remove it") from error
    if not isinstance(table, dict):
        raise InputRefusedError("front matter isn't a list of `key: value` lines", do="mend or remove it")
    return _metadata({str(key): value for key, value in table.items()}), text[found.end() :]


def _metadata(table: dict[str, object]) -> Metadata:
    def first(*keys: str) -> str | None:
        return next((str(table[key]) for key in keys if table.get(key)), None)

    return Metadata(
        title=first("title") or "",
        source=first("outlet", "source", "publisher", "site"),
        published=_front_matter_date(table.get("published", table.get("date"))),
        url=first("url", "link"),
    )


def _front_matter_date(value: object) -> date | None:
    match value:
        case None | "":
            return None
        case datetime():
            return value.date()
        case date():
            return value
        case _:
            try:
                return date.fromisoformat(str(value).strip()[:10])
            except ValueError as error:
                raise InputRefusedError(
                    f"the front matter's date {str(value)[:40]!r} isn't a date", do="write it as YYYY-MM-DD"
                ) from error


def pieces_of_markdown(text: str) -> tuple[Piece, ...]:
    """The blocks of a Markdown text behind its front matter."""
    return tuple(_pieces(MarkdownIt("commonmark").enable("table").parse(text)))


def _pieces(tokens: Sequence[Token]) -> Iterator[Piece]:
    kind, first_heading = BlockKind.PARAGRAPH, True
    for token in tokens:
        match token.type:
            case "heading_open":
                is_title = token.tag == "h1" and first_heading
                kind, first_heading = (BlockKind.TITLE if is_title else BlockKind.HEADING), False
            case "heading_close":
                kind = BlockKind.PARAGRAPH
            case "inline":
                yield Piece(kind=kind, text=_plain(token.children or []))
            case "code_block" | "fence" | "html_block":
                yield Piece(kind=BlockKind.PARAGRAPH, text=token.content)
            case _:
                pass


def _plain(children: Sequence[Token]) -> str:
    def words(token: Token) -> str:
        if token.type in _INLINE_TEXT:
            return token.content
        if token.type == "image":
            return _plain(token.children or [])
        return " " if token.type in {"softbreak", "hardbreak"} else ""

    return "".join(words(token) for token in children)
