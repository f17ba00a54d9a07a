"""A reading and its rows → a file in the format that its name's end asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deconflict_map.export.writing import write_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from deconflict_map.export.table import Row
    from deconflict_map.model.reading import Reading


def suffix_of(name: str, known: Iterable[str]) -> str:
    """The longest of the known suffixes with which a file's name ends (`.doc.json` before `.json`), or empty."""
    return max((suffix for suffix in known if name.lower().endswith(suffix)), key=len, default="")


def save_file(reading: Reading, table: Sequence[Row], path: Path) -> None:
    """Write a reading and its rows to `path`.

    Raises:
        UsageError: The format needs an extra that isn't installed.
        OutputError: The file can't be written.
    """
    _WRITERS[suffix_of(path.name, _WRITERS)](reading, table, path)


def _document(reading: Reading, table: Sequence[Row], path: Path) -> None:
    from deconflict_map.export.documents import document_json  # noqa: PLC0415 -- loads Shapely

    del table
    write_text(path, document_json(reading))


_WRITERS: dict[str, Callable[[Reading, Sequence[Row], Path], None]] = {
    ".doc.json": _document,
}
FILE_SUFFIXES = tuple(_WRITERS)
