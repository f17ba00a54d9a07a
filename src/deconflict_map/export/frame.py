"""Rows → a GeoDataFrame (EPSG:4326), one row a place or a level, indexed by id."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deconflict_map.export.table import columns, rows

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

    cells = {name: [getattr(row, name) for row in table] for name in (*columns(table), "geometry")}
    return geopandas.GeoDataFrame(cells, geometry="geometry", crs="EPSG:4326").set_index("id")
