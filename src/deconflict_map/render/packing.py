"""Shapely geometry (EPSG:4326, longitude before latitude) → small integer lists for the data block.

A line or ring becomes `[x0, y0, dx1, dy1, …]`: rounded degrees times a power of ten, the first point whole and the
others as differences; repeated points are left out. The reading's own values stay as they are. Of a collection of
mixed dimensions only the highest is kept: a stray point beside an area can't be seen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from deconflict_map.render.datablock import Json

MARK_DECIMALS = 5
"""About 1 m: finer than any base data here, and the most that RFC 7946 §11.2 calls reasonable is 6."""

BASE_DECIMALS = 4
"""About 11 m, a tenth of what generalised 1:10 000 000 data can be relied on for at best."""

UNSEEN_DEG = 1e-4
"""Simplification that can't be seen: at the page's closest zoom (13) a pixel is 1.7e-4 degrees of longitude wide."""


def pack(geometry: BaseGeometry, *, decimals: int, around: float) -> Json:
    """The geometry as `{"k": "P" | "L" | "O", "s": decimals, "c": […]}`: polygons, lines or points.

    Parts on the far side of the antimeridian, as seen from the longitude `around`, are shifted whole by 360 degrees.
    """
    parts = shapely.get_parts(geometry)
    while any(hasattr(part, "geoms") for part in parts):
        parts = shapely.get_parts(parts)
    dimensions = shapely.get_dimensions(parts)
    if not len(parts):
        return None
    dimension = int(dimensions.max())
    chosen = [part for part, own in zip(parts, dimensions, strict=True) if own == dimension and not part.is_empty]
    match dimension:
        case 2:
            rings = [[_ring(ring, decimals, around) for ring in (p.exterior, *p.interiors)] for p in chosen]
            return {"k": "P", "s": decimals, "c": [[ring for ring in polygon if ring] for polygon in rings]}
        case 1:
            return {"k": "L", "s": decimals, "c": [line for p in chosen if (line := _ring(p, decimals, around))]}
        case _:
            return {"k": "O", "s": decimals, "c": [_ring(p, decimals, around) for p in chosen]}


def _ring(line: BaseGeometry, decimals: int, around: float) -> list[Json]:
    degrees = shapely.get_coordinates(line)
    degrees[:, 0] += turn(float(degrees[:, 0].sum()) / len(degrees), around)
    whole = np.rint(degrees * 10**decimals).astype(np.int64)
    steps = whole[1:] - whole[:-1]
    moved = steps[(steps[:, 0] != 0) | (steps[:, 1] != 0)]
    return [*whole[0].tolist(), *moved.ravel().tolist()]


def turn(lon: float, around: float) -> float:
    """The whole turns (0, 360 or -360 degrees) that bring a longitude nearest to the longitude `around`."""
    return 360.0 * round((around - lon) / 360.0)
