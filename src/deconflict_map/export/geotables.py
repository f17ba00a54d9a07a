"""A reading and its rows → FlatGeobuf and GeoParquet: one table of all rows, in their order, with licences inside.

Neither format's usual order by place is made: it would lose the order of the text. Rows without geometry are kept.
"""

from __future__ import annotations

import io
from importlib.util import find_spec
from typing import TYPE_CHECKING

from deconflict_map.errors import UsageError
from deconflict_map.export.frame import plain_frame
from deconflict_map.export.gdal import still, writable
from deconflict_map.export.notice import notice_of
from deconflict_map.export.writing import write_beside

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from deconflict_map.export.notice import Notice
    from deconflict_map.export.table import Row
    from deconflict_map.model.reading import Reading

_LAYER = "deconflict_map"


def write_flatgeobuf(reading: Reading, table: Sequence[Row], path: Path) -> None:
    """Write the rows as FlatGeobuf.

    Raises:
        OutputError: The file can't be written.
    """
    notice = notice_of(reading)
    with still():
        write_beside(path, lambda part: _flatgeobuf(notice, table, part))


def _flatgeobuf(notice: Notice, table: Sequence[Row], part: Path) -> None:
    import pyogrio  # type: ignore[import-untyped]  # noqa: PLC0415 -- loads GDAL, and only wanted here

    told = f"{notice.description}\n{notice.licences}"
    options = {"SPATIAL_INDEX": "NO", "TITLE": writable(notice.title), "DESCRIPTION": writable(told)}
    frame = plain_frame(table)
    pyogrio.write_dataframe(
        frame, part, driver="FlatGeobuf", layer=_LAYER, geometry_type="Unknown", layer_options=options
    )


def check_parquet() -> None:
    """Refuse where GeoParquet can't be written.

    Raises:
        UsageError: The extra `parquet` isn't installed.
    """
    if find_spec("pyarrow") is None:
        raise UsageError("GeoParquet needs pyarrow, which isn't installed", do='pip install "deconflict-map[parquet]"')


def write_geoparquet(reading: Reading, table: Sequence[Row], path: Path) -> None:
    """Write the rows as GeoParquet 1.1, geometries as WKB; title, statement and licences are the file's metadata.

    Raises:
        UsageError: The extra `parquet` isn't installed.
        OutputError: The file can't be written.
    """
    check_parquet()
    notice = notice_of(reading)
    write_beside(path, lambda part: _geoparquet(notice, table, part))


def _geoparquet(notice: Notice, table: Sequence[Row], part: Path) -> None:
    from pyarrow import parquet  # noqa: PLC0415 -- an extra

    held = io.BytesIO()
    plain_frame(table).to_parquet(held, index=False, geometry_encoding="WKB", schema_version="1.1.0")
    content = parquet.read_table(io.BytesIO(held.getvalue()))
    told = {"title": notice.title, "statement": notice.description, "licences": notice.licences}
    metadata = {**(content.schema.metadata or {}), **{name: writable(value) for name, value in told.items()}}
    parquet.write_table(content.replace_schema_metadata(metadata), part)
