"""A corpus in JSON lines → its documents with the rows that count, one after another.

A row counts if it has coordinates, if its type isn't one of those that are no toponyms (`vocabulary/corpora.toml`), and
if its offsets weren't found wrong (`offset_ok`). Refuses rows that count but lie outside the text or the globe, and ids
that stand twice; rows that don't count aren't looked at further.
"""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from deconflict_map.evaluation.lines import Members, read_lines
from deconflict_map.evaluation.mentions import GoldDocument, GoldRow

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_ISO_DAY = 10
"""Characters of YYYY-MM-DD; a time may follow."""


def read_gold(path: Path) -> Iterator[GoldDocument]:
    """The documents of a corpus (`-` reads standard input), in its order.

    Raises:
        InputRefusedError: The file can't be read, or a line isn't a document of a corpus.
    """
    seen: set[str] = set()
    for members in read_lines(path):
        document = _document(members)
        if document.id in seen:
            raise members.refused(f"has the doc_id {document.id[:40]!r}, which stood before")
        seen.add(document.id)
        yield document


def _document(members: Members) -> GoldDocument:
    name, text = members.name("doc_id"), members.text("text")
    rows = [_row(row, text) for row in members.objects("toponyms") if _counts(row)]
    origin = members.inner("meta") or Members(values={}, where=members.where)
    return GoldDocument(
        id=name,
        text=text,
        title=members.text_or_empty("title").strip(),
        url=origin.text_or_empty("url").strip(),
        domain=origin.text_or_empty("domain").strip(),
        published=_day(origin),
        rows=tuple(sorted(rows, key=lambda row: (row.start, row.end))),
    )


def _day(origin: Members) -> date | None:
    text = origin.text_or_empty("date").strip()
    try:
        return date.fromisoformat(text[:_ISO_DAY]) if text else None
    except ValueError as error:
        raise origin.refused("has a 'date' that doesn't begin with a day (YYYY-MM-DD)") from error


def _counts(row: Members) -> bool:
    return row.has("lat") and row.text_or_empty("type") not in _skipped() and row.flag("offset_ok", default=True)


def _row(row: Members, text: str) -> GoldRow:
    start, end = row.offset("start"), row.offset("end")
    if not start < end <= len(text):
        raise row.refused(f"lies at {start}–{end}, outside the text, which has {len(text)} characters")
    return GoldRow(
        start=start,
        end=end,
        text=text[start:end],
        lon=row.number("lon", least=-180, most=180),
        lat=row.number("lat", least=-90, most=90),
        identity=row.text_or_empty("geonameid"),
        feature=row.text_or_empty("fcode"),
        feature_class=row.text_or_empty("fclass"),
    )


@cache
def _skipped() -> frozenset[str]:
    """Types of rows that are no toponyms."""
    table = tomllib.loads((files(__package__) / "vocabulary" / "corpora.toml").read_text(encoding="utf-8"))
    return frozenset(table["no_toponyms"])
