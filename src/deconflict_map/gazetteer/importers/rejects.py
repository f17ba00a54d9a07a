"""Rows that can't be used → counts by reason, the first line numbers of each, and on demand a file with all of them.

A bad row never stops a build, and is never lost without a word. Trade-off: a row's text is shortened in the file, since
what makes a row bad may be its length.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Self, TextIO

from deconflict_map.errors import OutputError

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

_LINES_TOLD = 5
_LONGEST_TOLD = 500
"""Judgement: enough to recognise a row, short enough for a terminal."""


class Reason(StrEnum):
    """Why a row was skipped."""

    ENCODING = "bad UTF-8"
    NUL = "a NUL byte"
    LINE = "a line too long to be a row"
    COLUMNS = "a wrong number of columns"
    QUOTES = "quotes that don't close"
    JSON = "no JSON object of the format"
    ID = "no usable id"
    NAME = "no name"
    LONG = "an over-long field"
    LATITUDE = "no latitude from -90 to 90"
    LONGITUDE = "no longitude from -180 to 180"
    COUNTRY = "no two-letter country code"
    POPULATION = "no population in whole numbers"
    KIND = "a kind that isn't known"
    GONE = "deprecated, superseded or no longer current"
    PLACETYPE = "a placetype that is no place of a text"


@dataclass(slots=True, kw_only=True)
class _Count:
    rows: int = 0
    lines: list[int] = field(default_factory=list)


class Rejects:
    """Counts what is skipped; with a `path` it also writes every skipped row there."""

    def __init__(self, path: Path | None = None) -> None:
        """Begin with nothing skipped."""
        self._path = path
        self._counts: dict[tuple[str, Reason], _Count] = {}
        self._stream: TextIO | None = None

    def __enter__(self) -> Self:
        """Open the file beside its place.

        Raises:
            OutputError: it can't be written.
        """
        if self._path is not None:
            try:
                self._stream = self._beside(self._path).open("w", encoding="utf-8", newline="")
            except OSError as error:
                raise _unwritable(self._path, error) from error
            self._writer = csv.writer(self._stream, lineterminator="\n")
            self._writer.writerow(("file", "line", "reason", "row"))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Put the file in its place, after a failed build too: what was skipped may be the reason."""
        if self._stream is None or self._path is None:
            return
        try:
            self._stream.close()
            self._beside(self._path).replace(self._path)
        except OSError as failure:
            raise _unwritable(self._path, failure) from failure

    @staticmethod
    def _beside(path: Path) -> Path:
        return path.with_name(f".{path.name}.part")

    @property
    def total(self) -> int:
        """How many rows were skipped."""
        return sum(count.rows for count in self._counts.values())

    def add(self, file: str, line: int, reason: Reason, row: str) -> None:
        """Skip a row, the `line`th of a file counted from 1."""
        count = self._counts.setdefault((file, reason), _Count())
        count.rows += 1
        if len(count.lines) < _LINES_TOLD:
            count.lines.append(line)
        if self._stream is not None:
            text = row[:_LONGEST_TOLD].encode("unicode_escape").decode("ascii")
            self._writer.writerow((file, line, reason.value, text))

    def told(self) -> tuple[str, ...]:
        """A line for each file and reason, in the order in which they first came up."""
        return tuple(
            f"{file}: skipped {count.rows:,} with {reason.value} (line {', '.join(map(str, count.lines))}"
            f"{' …' if count.rows > len(count.lines) else ''})"
            for (file, reason), count in self._counts.items()
        )

    def of(self, file: str) -> int:
        """How many rows of a file were skipped."""
        return sum(count.rows for (name, _), count in self._counts.items() if name == file)


def _unwritable(path: Path, error: OSError) -> OutputError:
    return OutputError(f"can't write: {error.strerror}", where=str(path), do="see to space and rights")
