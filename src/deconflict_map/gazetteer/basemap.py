"""Bounds → the base map of a scene: what lies in it, clipped, and simplified to what its scale can show.

The coarse world is always whole. Trade-off: the scene's tolerance is a fixed share of its width, so that a scene's
size in bytes hardly depends on where it lies; of towns the most populous are shown, a fixed number a scene.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from deconflict_map.gazetteer.shapes import ShapeLayer
from deconflict_map.model.basemap import BaseFeature, BaseLayer, BaseMap
from deconflict_map.model.place import PlaceKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy as np
    import numpy.typing as npt
    from shapely.geometry.base import BaseGeometry

    from deconflict_map.gazetteer.shapes import ShapeEntry, Shapes
    from deconflict_map.model.place import Place

    Shaped = tuple[ShapeEntry, BaseGeometry]
    GeometryArray = npt.NDArray[np.object_]

Bounds = tuple[float, float, float, float]

_MARGIN = 0.1
"""Share of the scene's width that is drawn around it, so that panning a little shows no edge (judgement)."""
_SQUARE_UP_TO_DEG = 80.0
"""Nearer to the poles a square of the projection would reach around the Earth (judgement)."""
_PIXELS = 3000
"""A scene is drawn for screens of 1,000 pixels, zoomed in once and a half: finer detail can't be seen (judgement)."""
_LEAST_PIXELS = 4.0
"""Islands and lakes are left out of a scene if they would be narrower than this: a dot, and there are thousands."""
MOST_TOWNS = 250
"""Most towns of a scene (judgement: more labels cover the marks)."""
_STREAM_RANKS = ((3.0, 9), (10.0, 2), (30.0, 1))
"""Width of the scene in degrees → the last rank of streams that it shows."""
_DIVISIONS_UP_TO_DEG = 40.0
"""Wider scenes show no divisions: their borders would be a net (judgement)."""
_TOWN_RANKS = ((1_000_000, 0), (250_000, 1), (50_000, 2), (10_000, 3))
_LEAST_TOWN_RANK = 4


def draw_basemap(shapes: Shapes, bounds: Bounds, towns: Sequence[Place]) -> BaseMap:
    """The base map of `(west, south, east, north)`, degrees; `towns` are the places in it, most populous first.

    Bounds with `west` greater than `east`, or an edge beyond 180 degrees, reach over the date line.

    Raises:
        GazetteerError: the file of shapes is damaged.
    """
    features = _world(shapes)
    boxes = scene_boxes(bounds)
    for scene in boxes:
        features += [*_areas(shapes, scene), *_borders(shapes, scene), *_streams(shapes, scene)]
    features += _towns(towns)
    order = {layer: number for number, layer in enumerate(BaseLayer)}
    features.sort(key=lambda feature: (order[feature.layer], feature.rank, feature.name))
    return BaseMap(bounds=bounds, features=tuple(features), detailed=boxes)


def scene_boxes(bounds: Bounds) -> tuple[Bounds, ...]:
    """The boxes, within 180 degrees west and east, that a scene is clipped to: two where it reaches over the date line.

    A window is seldom as wide and as high as the scene: so it is filled up to a square of the Mercator projection, in
    which a degree of latitude is 1 / cos(latitude) degrees of longitude high (Snyder 1987, Map Projections, §7), and
    has a margin around it.
    """
    west, south, east, north = bounds
    width = (east - west) % 360.0 if east < west else east - west
    squeezed = math.cos(math.radians(min(abs(south + north) / 2.0, _SQUARE_UP_TO_DEG)))
    side = max(width, (north - south) / squeezed)
    beside = (side - width) / 2.0 + side * _MARGIN
    above = (side * squeezed - (north - south)) / 2.0 + side * squeezed * _MARGIN
    south, north = max(south - above, -90.0), min(north + above, 90.0)
    if width + 2.0 * beside >= 360.0:
        return ((-180.0, south, 180.0, north),)
    start = (west - beside + 180.0) % 360.0 - 180.0
    end = start + width + 2.0 * beside
    if end <= 180.0:
        return ((start, south, end, north),)
    return (start, south, 180.0, north), (-180.0, south, end - 360.0, north)


def _width(scene: Bounds) -> float:
    return max(scene[2] - scene[0], scene[3] - scene[1])


def _world(shapes: Shapes) -> list[BaseFeature]:
    outlines = shapes.world()
    return _features(BaseLayer.WORLD, outlines, _geometries(outlines))


def _areas(shapes: Shapes, scene: Bounds) -> list[BaseFeature]:
    layers = {ShapeLayer.COUNTRIES: BaseLayer.COUNTRY, ShapeLayer.LAKES: BaseLayer.LAKE}
    if _width(scene) <= _DIVISIONS_UP_TO_DEG:
        layers[ShapeLayer.DIVISIONS] = BaseLayer.DIVISION
    features = []
    for source, layer in layers.items():
        found = shapes.overlapping(source, scene)
        features += _features(layer, found, _drawn_areas(_geometries(found), scene))
    return features


def _borders(shapes: Shapes, scene: Bounds) -> list[BaseFeature]:
    """Land borders by their status, and the lines of claims."""
    borders = shapes.overlapping(ShapeLayer.LAND_BORDERS, scene)
    claims = shapes.overlapping(ShapeLayer.DISPUTED_LINES, scene)
    settled = tuple(line for line in borders if not line[0].disputed)
    disputed = tuple(line for line in borders if line[0].disputed)
    return [
        feature
        for layer, found in ((BaseLayer.BORDER, settled), (BaseLayer.DISPUTED_BORDER, (*disputed, *claims)))
        for feature in _features(layer, found, _drawn_lines(_geometries(found), scene))
    ]


def _streams(shapes: Shapes, scene: Bounds) -> list[BaseFeature]:
    last_rank = next((rank for width, rank in _STREAM_RANKS if _width(scene) <= width), 0)
    found = shapes.overlapping(ShapeLayer.STREAMS, scene, last_rank=last_rank)
    streams = tuple(line for line in found if line[0].kind == PlaceKind.STREAM)
    return _features(BaseLayer.STREAM, streams, _drawn_lines(_geometries(streams), scene))


def _geometries(found: Sequence[Shaped]) -> GeometryArray:
    import numpy as np  # noqa: PLC0415 - as above

    return np.array([geometry for _, geometry in found], dtype=np.object_)


def _drawn_lines(lines: GeometryArray, scene: Bounds) -> GeometryArray:
    """Lines clipped to the scene and simplified to its scale, joined first: so they have less to keep."""
    import numpy as np  # noqa: PLC0415 - as above
    import shapely  # noqa: PLC0415 - as above

    joined = shapely.line_merge(shapely.clip_by_rect(lines, *scene))
    return _simplified(np.asarray(joined, dtype=np.object_), _width(scene) / _PIXELS)


def _drawn_areas(areas: GeometryArray, scene: Bounds) -> GeometryArray:
    """Areas clipped to the scene and simplified to its scale, without the parts that can't be seen there."""
    import numpy as np  # noqa: PLC0415 - as above
    import shapely  # noqa: PLC0415 - as above

    finest = _width(scene) / _PIXELS
    parts, owner = shapely.get_parts(areas, return_index=True)
    west, south, east, north = shapely.bounds(parts).T
    # Most parts of a country with islands lie outside the scene or are too small for it: they needn't be clipped.
    seen = (west <= scene[2]) & (east >= scene[0]) & (south <= scene[3]) & (north >= scene[1])
    seen &= (east - west) * (north - south) > (_LEAST_PIXELS * finest) ** 2
    drawn = _simplified(shapely.clip_by_rect(parts[seen], *scene), finest)
    pieces, piece_owner = shapely.get_parts(drawn, return_index=True)
    wide = shapely.area(pieces) > (_LEAST_PIXELS * finest) ** 2
    result = np.full(len(areas), shapely.MultiPolygon(), dtype=np.object_)
    shapely.multipolygons(pieces[wide], indices=owner[seen][piece_owner[wide]], out=result)
    return result


def _simplified(geometries: GeometryArray, finest: float) -> GeometryArray:
    """Geometries without detail finer than `finest` degrees; what wouldn't be valid is done with more care.

    Keeping the topology from the start takes five times as long, and is needed for one shape in a hundred.
    """
    import numpy as np  # noqa: PLC0415 - as above
    import shapely  # noqa: PLC0415 - as above

    simple = np.asarray(shapely.simplify(geometries, finest, preserve_topology=False), dtype=np.object_)
    broken = ~shapely.is_valid(simple)
    simple[broken] = shapely.simplify(geometries[broken], finest)
    return simple


def _features(layer: BaseLayer, found: Iterable[Shaped], drawn: GeometryArray) -> list[BaseFeature]:
    """Features of a layer, without those of which nothing is left; borders are named by their status."""
    return [
        BaseFeature(
            layer=layer,
            name=entry.name or entry.status,
            local_name=entry.local_name,
            rank=entry.rank,
            geometry=geometry,
        )
        for (entry, _), geometry in zip(found, drawn.tolist(), strict=True)
        if not geometry.is_empty
    ]


def _towns(towns: Sequence[Place]) -> list[BaseFeature]:
    from shapely import Point  # noqa: PLC0415 - as above

    return [
        BaseFeature(
            layer=BaseLayer.TOWN,
            name=town.name,
            local_name=town.local_name,
            rank=next((rank for least, rank in _TOWN_RANKS if town.population >= least), _LEAST_TOWN_RANK),
            geometry=Point(town.lon, town.lat),
        )
        for town in towns
    ]
