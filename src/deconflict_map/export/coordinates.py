"""A geometry → as it is written in files: cut at 180°, six decimals (0.1 m), outer rings anticlockwise (RFC 7946)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

_GRID_DEG = 1e-6


def as_written(shape: BaseGeometry) -> BaseGeometry:
    """The geometry inside of [-180, 180], EPSG:4326, on a grid of a millionth of a degree."""
    import shapely  # noqa: PLC0415 -- kept out of the import of the package

    from deconflict_map.geodesy import split  # noqa: PLC0415 -- the same

    cut = split(shape)
    try:
        exact = shapely.set_precision(cut, _GRID_DEG)
    except shapely.errors.GEOSException:  # a line without length can't be kept valid; it's written as it is
        exact = shapely.set_precision(cut, _GRID_DEG, mode="pointwise")
    return shapely.orient_polygons(exact, exterior_cw=False)
