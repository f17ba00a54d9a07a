"""A base map → packed shapes by layer, and labels with the point where they stand.

Features of one layer are drawn as one path: the browser has a handful of elements to redraw instead of thousands.
Areas are drawn by their fill, and their edges come from the border layers; the edge of a division is drawn too, save
where clipping to the scene made it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import shapely
from shapely.geometry import Point

from deconflict_map.model.basemap import BaseLayer
from deconflict_map.render.packing import BASE_DECIMALS, pack, turn

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from deconflict_map.model.basemap import BaseFeature, BaseMap
    from deconflict_map.render.datablock import Json

_WORLD_DECIMALS = 2
"""About 1 km: the outlines outside the scene are for orientation only."""
_CLIP_EDGE_DEG = 1e-6
_CLIPPED = frozenset((BaseLayer.COUNTRY, BaseLayer.DIVISION, BaseLayer.LAKE))
_ALONG = (0.5, 0.35, 0.65, 0.2, 0.8)
"""Where along a river its name may stand, as shares of its length, best first (judgement)."""
_LABELLED = {
    BaseLayer.WORLD: "country",
    BaseLayer.COUNTRY: "country",
    BaseLayer.DIVISION: "division",
    BaseLayer.LAKE: "water",
    BaseLayer.STREAM: "water",
    BaseLayer.TOWN: "town",
}


def ground_record(basemap: BaseMap) -> dict[str, Json]:
    """The base map: its bounds, `[layer, shape]` in drawing order, `[kind, rank, name, local name, spot…]` by rank."""
    around = _middle(basemap)
    return {
        "bounds": list(_sheet(basemap, around)),
        "layers": [
            [_class(layer, rank), shape]
            for layer, rank, geometry in _paths(basemap)
            if (shape := pack(geometry, decimals=_decimals(layer), around=around)) is not None
        ],
        "labels": _labels(basemap, around),
    }


def _class(layer: BaseLayer, rank: int) -> str:
    name = layer.value.replace(" ", "-")
    return f"{name}-{'minor' if rank > _MAIN_STREAMS else 'main'}" if layer is BaseLayer.STREAM else name


_MAIN_STREAMS = 2
"""Rivers up to this rank are drawn with the wider stroke (judgement)."""


def _decimals(layer: BaseLayer) -> int:
    return _WORLD_DECIMALS if layer is BaseLayer.WORLD else BASE_DECIMALS


def _paths(basemap: BaseMap) -> list[tuple[BaseLayer, int, BaseGeometry]]:
    """One collection per layer (two for rivers, great and small), in drawing order."""
    groups: dict[tuple[BaseLayer, int], list[BaseGeometry]] = {}
    frames = basemap.detailed or (_detailed(basemap),)
    edges = shapely.union_all([shapely.box(*frame).boundary for frame in frames]).buffer(_CLIP_EDGE_DEG)
    for layer in BaseLayer:
        for feature in basemap.features:
            if feature.layer is layer and layer is not BaseLayer.TOWN:
                rank = 9 if layer is BaseLayer.STREAM and feature.rank > _MAIN_STREAMS else 0
                groups.setdefault((layer, rank), []).append(_drawn(feature, edges))
    return [(layer, rank, shapely.GeometryCollection(parts)) for (layer, rank), parts in groups.items()]


def _drawn(feature: BaseFeature, edges: BaseGeometry) -> BaseGeometry:
    shape = feature.geometry
    if feature.layer is not BaseLayer.DIVISION or shapely.get_dimensions(shape) < 2:
        return shape
    return shape.boundary.difference(edges)


def _middle(basemap: BaseMap) -> float:
    """The longitude in the middle of the scene, whose `west` is greater than its `east` at the date line; degrees."""
    west, _, east, _ = basemap.bounds
    return (west + east + (360.0 if west > east else 0.0)) / 2


def _sheet(basemap: BaseMap, around: float) -> tuple[float, float, float, float]:
    """The ground that the detailed layers cover, as one box around the scene: it may reach beyond 180 degrees."""
    if not basemap.detailed:
        return _detailed(basemap)
    (west, south, _, _), (_, _, east, north) = basemap.detailed[0], basemap.detailed[-1]
    east += 360.0 if west >= east else 0.0
    by = turn((west + east) / 2, around)
    return west + by, south, east + by, north


def _detailed(basemap: BaseMap) -> tuple[float, float, float, float]:
    """The ground that the detailed layers cover: they may reach somewhat beyond the scene."""
    shapes = [feature.geometry for feature in basemap.features if feature.layer in _CLIPPED]
    if not shapes:
        return basemap.bounds
    west, south, east, north = shapely.total_bounds(shapes).tolist()
    bounds = basemap.bounds
    return min(west, bounds[0]), min(south, bounds[1]), max(east, bounds[2]), max(north, bounds[3])


def _labels(basemap: BaseMap, around: float) -> list[Json]:
    within = {feature.name for feature in basemap.features if feature.layer is BaseLayer.COUNTRY}
    labels: list[tuple[int, int, list[Json]]] = []
    for order, feature in enumerate(basemap.features):
        kind = _LABELLED.get(feature.layer)
        doubled = feature.layer is BaseLayer.WORLD and feature.name in within
        if kind is None or not feature.name or doubled or feature.geometry.is_empty:
            continue
        spots = anchors(feature.geometry, around=around)
        labels.append((feature.rank, order, [kind, feature.rank, feature.name, _local(feature), *spots]))
    return [label for _, _, label in sorted(labels, key=lambda row: row[:2])]


def _local(feature: BaseFeature) -> str:
    """The name in the script of the place, where that is another one than the reader's."""
    return "" if feature.local_name.casefold() == feature.name.casefold() else feature.local_name


def anchors(geometry: BaseGeometry, *, around: float) -> list[Json]:
    """Where a name may stand, `[lon, lat]`, best first: along the longest line, or inside the largest area."""
    return [
        [round(point.x + turn(point.x, around), BASE_DECIMALS), round(point.y, BASE_DECIMALS)]
        for point in spots(geometry)
    ]


def spots(geometry: BaseGeometry) -> list[Point]:
    """Where a name may stand, best first: along the longest line, or inside the largest area."""
    if int(shapely.get_dimensions(geometry)) == 1:
        longest: BaseGeometry = max(shapely.get_parts(geometry), key=lambda part: part.length)
        return [Point(longest.interpolate(share, normalized=True)) for share in _ALONG]
    largest: BaseGeometry = max(shapely.get_parts(geometry), key=lambda part: part.area)
    return [Point(largest.representative_point())]
