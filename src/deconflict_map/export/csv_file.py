"""Rows → CSV (RFC 4180, UTF-8): all columns, the geometry as WKT (EPSG:4326, longitude before latitude), its summary.

A cell that a spreadsheet would run as a formula gets an apostrophe before it (OWASP, CSV injection): text of articles
is hostile. Geometries that cross 180° are cut there.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from deconflict_map.export.georeference import TERMS, summary, wkt
from deconflict_map.export.table import columns

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from deconflict_map.export.table import Row

_RUN = ("=", "+", "-", "@", "\t", "\r", "\n")


def to_csv(table: Iterable[Row]) -> str:
    """The rows as CSV with a heading; line ends are CR LF, as RFC 4180 has them."""
    rows = tuple(table)
    names = columns(rows)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([*names, "wkt", *TERMS])
    for row in rows:
        shape = "" if row.geometry is None else wkt(row.geometry)
        told = (*(getattr(row, name) for name in names), shape, *summary(row.georeference))
        writer.writerow([safe_cell(value) for value in told])
    return out.getvalue()


def safe_cell(value: date | str | float | None) -> str:
    """A cell that no spreadsheet runs as a formula; empty where there is nothing."""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_RUN) else value
    return "" if value is None else str(value)
