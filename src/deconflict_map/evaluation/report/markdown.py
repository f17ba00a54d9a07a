"""An evaluation → a page of Markdown with all tables.

Whatever comes from a corpus is escaped: every sign that Markdown or HTML reads as markup stands behind a backslash or
as a character reference, so that a text can neither form links, code or HTML nor leave its cell.
"""

from __future__ import annotations

import re
from importlib.metadata import version
from typing import TYPE_CHECKING

from deconflict_map.evaluation.bootstrap import RESAMPLES
from deconflict_map.evaluation.report.plain import plain
from deconflict_map.evaluation.tables import (
    Table,
    bin_table,
    block_tables,
    confusion_table,
    fault_table,
    summary_table,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deconflict_map.evaluation.run import Block, Evaluation

_REFERENCES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "@": "&#64;", ":": "&#58;"}
_MARKUP = re.compile(r"[&<>@:\\`*_{}\[\]#~|!$^=]|(?<=[Ww]{3})\.")


def escaped(text: str) -> str:
    """`text` as Markdown shows it letter by letter, in a table's cell too."""
    return _MARKUP.sub(lambda found: _REFERENCES.get(found[0], f"\\{found[0]}"), plain(text))


def report_markdown(evaluation: Evaluation) -> str:
    """The page."""
    return "\n".join(_page(evaluation))


def _page(evaluation: Evaluation) -> Iterator[str]:
    yield "# Evaluation of recognised and placed names"
    yield ""
    yield (
        f"Made by deconflict-map {version('deconflict-map')}. Brackets hold 95 % intervals over documents "
        f"({RESAMPLES:,} bootstrap resamples). All figures stand in [figures.json](figures.json), all errors in "
        "[errors.csv](errors.csv), all predictions in [predictions.jsonl](predictions.jsonl)."
    )
    yield ""
    yield from _table(summary_table(evaluation), level=2)
    yield from _picture("How far confidence can be trusted, and what it buys", "calibration.svg")
    yield from _picture("Kinds of place that were taken for others", "confusion.svg")
    for block in evaluation.blocks:
        yield from _block(block)


def _picture(caption: str, name: str) -> Iterator[str]:
    yield f"![{caption}]({name})"
    yield ""


def _block(block: Block) -> Iterator[str]:
    yield f"## {escaped(block.name)}"
    yield ""
    if block.missing or block.unknown:
        yield (
            f"{block.missing:,} documents have no predictions; their rows count as missed. "
            f"{block.unknown:,} documents of the predictions aren't in the corpus; they don't count."
        )
        yield ""
    for table in (
        *block_tables(block),
        bin_table(block.figures.confidence),
        confusion_table(block),
        fault_table(block),
    ):
        yield from _table(table, level=3)


def _table(table: Table, *, level: int) -> Iterator[str]:
    yield f"{'#' * level} {table.title}"
    yield ""
    yield _row(table.headings)
    yield _row_of(["---", *("---:" if table.headings[-1] != "commonest" else "---" for _ in table.headings[1:])])
    for row in table.rows:
        yield _row(row)
    yield ""
    if table.note:
        yield table.note  # our own words
        yield ""


def _row(cells: tuple[str, ...]) -> str:
    return _row_of([escaped(cell) for cell in cells])


def _row_of(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"
