"""Rows → a GeoDataFrame (EPSG:4326), one row a place or a level, indexed by id."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from deconflict_map.export.georeference import TERMS
from deconflict_map.export.table import columns, rows
from deconflict_map.export.writing import utf8

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas

    from deconflict_map.export.table import Row
    from deconflict_map.model.reading import Reading


def to_geodataframe(reading: Reading) -> geopandas.GeoDataFrame:
    """The table of a reading; columns are those of `Row`."""
    return frame_of(rows(reading))


def frame_of(table: Sequence[Row]) -> geopandas.GeoDataFrame:
    """Rows as a frame, indexed by id."""
    import geopandas  # noqa: PLC0415 -- half a second, and only wanted here

    cells = {name: [_written(getattr(row, name)) for row in table] for name in (*columns(table), "geometry")}
    return geopandas.GeoDataFrame(cells, geometry="geometry", crs="EPSG:4326").set_index("id")


def plain_frame(table: Sequence[Row]) -> geopandas.GeoDataFrame:
    """The frame that files are written from: ids, days as text, point summaries, geometries inside [-180, 180].

    Numbers may be missing in all rows, so their types are given and not guessed. Text is what UTF-8 can hold, without
    the null characters at which GDAL would end it.
    """
    from deconflict_map.geodesy import split  # noqa: PLC0415 -- kept out of the import of the package

    frame = frame_of(table).reset_index()
    frame.geometry = [None if shape is None else split(shape) for shape in frame.geometry]
    for column in frame.columns.drop("geometry"):
        if column not in _NUMBERS and column != "drawable":
            frame[column] = [_text(value) for value in frame[column]]
    for term, name in TERMS.items():
        frame[term] = [_written(getattr(row.georeference, name)) for row in table]
        if term not in _NUMBERS:
            frame[term] = [_text(value) for value in frame[term]]
    for column, kind in _NUMBERS.items():
        frame[column] = frame[column].astype(kind)
    return frame


_NUMBERS = {
    "confidence": "Float64",
    "decimalLatitude": "Float64",
    "decimalLongitude": "Float64",
    "coordinateUncertaintyInMeters": "Int64",
    "where_prec": "Int64",
    "geo_precision": "Int64",
}


def _written(value: object) -> object:
    """A cell; frames hold text as UTF-8, which has no lone surrogates."""
    return utf8(value) if isinstance(value, str) else value


def _text(value: date | str | None) -> str | None:
    if value is None or isinstance(value, date):
        return None if value is None else value.isoformat()
    return value.replace("\0", "\N{REPLACEMENT CHARACTER}")
