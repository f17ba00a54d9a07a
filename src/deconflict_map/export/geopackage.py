"""A reading and its rows → a GeoPackage that QGIS shows as the page does: a layer a kind, styles, licences inside.

Every row stands in one layer: `places`, `points` (best positions), `lines`, and the areas of points, lines and zones
(`point_areas`, `line_areas`, `zones`). Places that are only named by association have a row without geometry. The same
rows give the same bytes: times of writing are fixed. Days are text (`YYYY-MM-DD`); geometries are cut at 180°.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from deconflict_map.export.frame import plain_frame
from deconflict_map.export.gdal import STILL, still, writable
from deconflict_map.export.notice import notice_of
from deconflict_map.export.qml import areas_qml, lines_qml, places_qml, positions_qml
from deconflict_map.export.writing import write_beside

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from deconflict_map.export.notice import Notice
    from deconflict_map.export.table import Row
    from deconflict_map.model.reading import Reading

_STYLES: dict[str, Callable[[], str]] = {
    "point_areas": areas_qml,
    "line_areas": areas_qml,
    "zones": areas_qml,
    "lines": lines_qml,
    "points": positions_qml,
    "places": places_qml,
}
"""Layers, from the lowest to the topmost, and their styles."""
_TYPES = {"lines": "MultiLineString", "points": "Point", "places": "Point"}
_AREAS = {"point": "point_areas", "line": "line_areas", "zone": "zones"}

# The table as QGIS makes it (QgsOgrProvider::saveStyle).
_STYLE_TABLE = """
CREATE TABLE layer_styles (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  f_table_catalog TEXT(256), f_table_schema TEXT(256), f_table_name TEXT(256), f_geometry_column TEXT(256),
  styleName TEXT(30), styleQML TEXT, styleSLD TEXT, useAsDefault BOOLEAN, description TEXT, owner TEXT(30),
  ui TEXT(30), update_time DATETIME DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now'))
)
"""
_STYLE_ROW = """
INSERT INTO layer_styles
  (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, styleQML, styleSLD, useAsDefault,
   description, owner, ui, update_time)
VALUES ('', '', ?, 'geom', 'deconflict_map', ?, '', 1, ?, '', '', ?)
"""
_CONTENTS_ROW = """
INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change)
VALUES ('layer_styles', 'attributes', 'layer_styles', 'Styles of QGIS', ?)
"""


def layer_of(row: Row) -> str:
    """The layer in which a row stands."""
    if row.kind == "place":
        return "places"
    if row.geometry is not None and row.geometry.geom_type.endswith("LineString"):
        return "lines"
    if row.geometry is not None and row.geometry.geom_type == "Point":
        return "points"
    return _AREAS[row.kind]


def write_gpkg(reading: Reading, table: Sequence[Row], path: Path) -> None:
    """Write the rows as the layers of a GeoPackage.

    Raises:
        OutputError: The file can't be written.
    """
    notice = notice_of(reading)
    with still():
        write_beside(path, lambda part: _write(notice, table, part))


def _write(notice: Notice, table: Sequence[Row], part: Path) -> None:
    import pyogrio  # type: ignore[import-untyped]  # noqa: PLC0415 -- loads GDAL, and only wanted here

    told = {"TITLE": notice.title, "LICENCES": notice.licences}
    written = [name for name in _STYLES if any(layer_of(row) == name for row in table)] or ["places"]
    for number, name in enumerate(written):
        rows = [row for row in table if layer_of(row) == name]
        kind = _type_of(rows, _TYPES.get(name, "MultiPolygon"))
        pyogrio.write_dataframe(
            plain_frame(rows),
            part,
            driver="GPKG",
            layer=name,
            geometry_type=kind,
            promote_to_multi=kind.startswith("Multi"),
            append=number > 0,
            VERSION="1.2",  # the newest that long-term releases of QGIS read without a warning
            # Of the layers, not of the file: of that GDAL writes a copy beside the file as soon as it's opened.
            layer_metadata={key: writable(value) for key, value in told.items()},
            layer_options={"DESCRIPTION": writable(notice.description)},
        )
    with closing(sqlite3.connect(part)) as database, database:
        database.execute(_STYLE_TABLE)
        database.execute(_CONTENTS_ROW, (STILL,))
        for name in written:
            database.execute(_STYLE_ROW, (name, _STYLES[name](), "As on the page of deconflict-map", STILL))


def _type_of(rows: Sequence[Row], kind: str) -> str:
    """The layer's type of geometry, if all of its rows have it or single ones of it."""
    found = {row.geometry.geom_type for row in rows if row.geometry is not None}
    return kind if found <= {kind, kind.removeprefix("Multi")} else "Unknown"
