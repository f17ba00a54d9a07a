"""Cells of text → lines with aligned columns, for a terminal.

Widths are counted in terminal cells: East Asian wide characters take two, combining marks none. What is too long is
cut with an ellipsis or, in the lines below a row, wrapped between words. Trade-off: emoji sequences and scripts that a
terminal shapes itself may still come out a cell off.
"""

from __future__ import annotations

import shutil
import unicodedata
from typing import TYPE_CHECKING

from deconflict_map.cli.terminal import printable

if TYPE_CHECKING:
    from collections.abc import Sequence

_NARROWEST, _WIDEST = 80, 120
"""A table is readable between these (judgement); terminals outside of them wrap or leave a margin."""
_ELLIPSIS = "…"


def terminal_width() -> int:
    """Columns to print in: the terminal's, within reason."""
    return min(max(shutil.get_terminal_size((100, 24)).columns, _NARROWEST), _WIDEST)


def cells(text: str) -> int:
    """How many terminal cells a text takes."""
    if text.isascii():
        return len(text)
    return sum(map(_cells_of, text))


def _cells_of(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1


def fit(text: str, width: int) -> str:
    """`text` in exactly `width` cells: filled with spaces, or cut with an ellipsis."""
    room = width - cells(text)
    if room >= 0:
        return text + " " * room
    kept, used = [], 0
    for character in text:
        used += _cells_of(character)
        if used > width - 1:
            break
        kept.append(character)
    cut = "".join(kept) + _ELLIPSIS
    return cut + " " * (width - cells(cut))


def wrap(text: str, width: int) -> list[str]:
    """`text` in lines of at most `width` cells, broken between words; a longer word is cut."""
    lines: list[str] = []
    for word in text.split():
        if lines and cells(lines[-1]) + 1 + cells(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word if cells(word) <= width else fit(word, width))
    return lines


def table(headings: Sequence[str], rows: Sequence[tuple[Sequence[str], str]], *, shrink: Sequence[int]) -> str:
    """Headings, and rows that each have their cells and a note that stands below, indented.

    Columns are as wide as their widest cell; those of `shrink` give way, the widest first, until the whole fits the
    terminal. Control characters are shown as U+FFFD.
    """
    width = terminal_width()
    grid = [list(headings), *([" ".join(printable(cell).split()) for cell in row] for row, _ in rows)]
    widths = [max(cells(line[column]) for line in grid) for column in range(len(headings))]
    gaps = 2 * (len(widths) - 1)
    while sum(widths) + gaps > width and any(widths[column] > cells(headings[column]) + 4 for column in shrink):
        widths[max(shrink, key=lambda column: widths[column])] -= 1
    indent = " " * (widths[0] + 2)
    lines = ["  ".join(map(fit, grid[0], widths)).rstrip()]
    for line, (_, note) in zip(grid[1:], rows, strict=True):
        lines.append("  ".join(map(fit, line, widths)).rstrip())
        lines += [indent + part for part in wrap(printable(note), width - len(indent))]
    return "\n".join(lines)
