"""Rows → GeoPackage or KML files by GDAL, through GeoPandas; the same rows give the same bytes.

Rows without a geometry (places that are only named by association) stand in a GeoPackage's table; KML can't hold them.
Days are written as `YYYY-MM-DD`. Geometries that cross 180° are cut there.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from deconflict_map.export.frame import frame_of
from deconflict_map.export.writing import write_beside

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import geopandas

    from deconflict_map.export.table import Row

_LAYER = "deconflict_map"
_STILL = {"OGR_CURRENT_DATE": "2000-01-01T00:00:00.000Z"}
"""GDAL writes the time of writing into a GeoPackage unless it is told another (its documentation of the driver)."""


def write_gpkg(path: Path, table: Sequence[Row]) -> None:
    """Write the rows as one layer of a GeoPackage.

    Raises:
        OutputError: The file can't be written.
    """
    _write(path, _cut(table), driver="GPKG")


def write_kml(path: Path, table: Sequence[Row]) -> None:
    """Write the rows that have a geometry as KML placemarks.

    Raises:
        OutputError: The file can't be written.
    """
    frame = _cut([row for row in table if row.geometry is not None])
    # KML has ids of its own, which readers return in place of a column called so.
    frame = frame.rename(columns={"title": "Name", "quote": "Description", "id": "feature_id"})
    _write(path, frame, driver="KML")


def _cut(table: Sequence[Row]) -> geopandas.GeoDataFrame:
    """The frame with days as text and geometries inside [-180, 180]."""
    from deconflict_map.geodesy import split  # noqa: PLC0415 -- kept out of the import of the package

    frame = frame_of(table).reset_index()
    frame.geometry = [None if shape is None else split(shape) for shape in frame.geometry]
    for column in frame.columns.drop("geometry"):
        frame[column] = [value.isoformat() if isinstance(value, date) else value for value in frame[column]]
    return frame


def _write(path: Path, frame: geopandas.GeoDataFrame, *, driver: str) -> None:
    import pyogrio  # type: ignore[import-untyped]  # noqa: PLC0415 -- loads GDAL, and only wanted here

    pyogrio.set_gdal_config_options(_STILL)
    try:
        write_beside(path, lambda part: pyogrio.write_dataframe(frame, part, driver=driver, layer=_LAYER))
    finally:
        pyogrio.set_gdal_config_options(dict.fromkeys(_STILL))
