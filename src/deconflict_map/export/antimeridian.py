"""A geometry that runs past ±180° → the same ground in [-180, 180], cut at the antimeridian (RFC 7946 §3.1.9)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry


def cut(geometry: BaseGeometry) -> BaseGeometry:
    """`geometry` (EPSG:4326, longitudes in [-540, 540], continuous) with every part brought into [-180, 180]."""
    from shapely import box, union_all  # noqa: PLC0415 -- kept out of the import of the package
    from shapely.affinity import translate  # noqa: PLC0415

    west, _, east, _ = geometry.bounds
    if west >= -180.0 and east <= 180.0:
        return geometry
    parts = [
        translate(geometry.intersection(box(turn - 180.0, -90.0, turn + 180.0, 90.0)), xoff=-turn)
        for turn in (-360.0, 0.0, 360.0)
    ]
    return union_all([part for part in parts if not part.is_empty])
