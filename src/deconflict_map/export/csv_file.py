"""Rows → CSV (RFC 4180, UTF-8): all columns, and the geometry as WKT, EPSG:4326, longitude before latitude.

A cell that a spreadsheet would run as a formula gets an apostrophe before it (OWASP, CSV injection): text of articles
is hostile. Geometries that cross 180° are cut there.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from deconflict_map.export.table import columns

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from deconflict_map.export.table import Row

_RUN = ("=", "+", "-", "@", "\t", "\r", "\n")
_DECIMALS = 6


def to_csv(table: Iterable[Row]) -> str:
    """The rows as CSV with a heading; line ends are CR LF, as RFC 4180 has them."""
    rows = tuple(table)
    names = columns(rows)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([*names, "wkt"])
    for row in rows:
        writer.writerow([*(_cell(getattr(row, name)) for name in names), _wkt(row)])
    return out.getvalue()


def _cell(value: date | str | float | None) -> str:
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_RUN) else value
    return "" if value is None else str(value)


def _wkt(row: Row) -> str:
    import shapely  # noqa: PLC0415 -- kept out of the import of the package

    from deconflict_map.geodesy import split  # noqa: PLC0415 -- the same

    if row.geometry is None:
        return ""
    return str(shapely.to_wkt(split(row.geometry), rounding_precision=_DECIMALS))
