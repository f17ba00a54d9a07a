"""A reading and its rows → a file in the format that its name's end asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deconflict_map.export.csv_file import to_csv
from deconflict_map.export.geojson import to_sequence
from deconflict_map.export.writing import write_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from deconflict_map.export.table import Row
    from deconflict_map.model.reading import Reading

_RECORD_SEPARATOR = "\x1e"


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


def _csv(reading: Reading, table: Sequence[Row], path: Path) -> None:
    del reading
    write_text(path, to_csv(table))


def _text_sequence(reading: Reading, table: Sequence[Row], path: Path) -> None:
    del reading
    write_text(path, to_sequence(table, separator=_RECORD_SEPARATOR))


def _lines(reading: Reading, table: Sequence[Row], path: Path) -> None:
    del reading
    write_text(path, to_sequence(table, separator=""))


def _gpkg(reading: Reading, table: Sequence[Row], path: Path) -> None:
    from deconflict_map.export.geopackage import write_gpkg  # noqa: PLC0415 -- loads SQLite

    write_gpkg(reading, table, path)


def _kml(reading: Reading, table: Sequence[Row], path: Path) -> None:
    from deconflict_map.export.kml import write_kml  # noqa: PLC0415 -- only for this

    write_kml(reading, table, path)


def _flatgeobuf(reading: Reading, table: Sequence[Row], path: Path) -> None:
    from deconflict_map.export.geotables import write_flatgeobuf  # noqa: PLC0415 -- only for this

    write_flatgeobuf(reading, table, path)


def _geoparquet(reading: Reading, table: Sequence[Row], path: Path) -> None:
    from deconflict_map.export.geotables import write_geoparquet  # noqa: PLC0415 -- only for this

    write_geoparquet(reading, table, path)


def _linked_places(reading: Reading, table: Sequence[Row], path: Path) -> None:
    from deconflict_map.export.linked_places import to_linked_places  # noqa: PLC0415 -- only for this

    del table
    write_text(path, to_linked_places(reading))


def _annotations(reading: Reading, table: Sequence[Row], path: Path) -> None:
    from deconflict_map.export.annotations import to_annotations  # noqa: PLC0415 -- only for this

    del table
    write_text(path, to_annotations(reading))


_WRITERS: dict[str, Callable[[Reading, Sequence[Row], Path], None]] = {
    ".doc.json": _document,
    ".csv": _csv,
    ".gpkg": _gpkg,
    ".kml": _kml,
    ".fgb": _flatgeobuf,
    ".parquet": _geoparquet,
    ".geojsons": _text_sequence,
    ".geojsonl": _lines,
    ".lpf.json": _linked_places,
    ".annotations.jsonld": _annotations,
}
