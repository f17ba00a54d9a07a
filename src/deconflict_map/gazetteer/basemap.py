"""Bounds → the base map of a scene: what lies in it, clipped, and simplified to what its scale can show.

The coarse world is always whole. Trade-off: the scene's tolerance is a fixed share of its width, so that a scene's
size in bytes hardly depends on where it lies; of towns the most populous are shown, a fixed number a scene.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from deconflict_map.model.basemap import BaseFeature, BaseLayer, BaseMap
from deconflict_map.model.place import PlaceKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapely.geometry.base import BaseGeometry

    from deconflict_map.gazetteer.store import Store
    from deconflict_map.model.place import Place

Bounds = tuple[float, float, float, float]

_MARGIN = 0.1
"""Share of the scene's width that is drawn around it, so that panning a little shows no edge (judgement)."""
_PIXELS = 3000
"""A scene is drawn for screens of 1,000 pixels, zoomed in once and a half: finer detail can't be seen (judgement)."""
_LEAST_PIXELS = 4.0
"""Islands and lakes are left out of a scene if they would be narrower than this: a dot, and there are thousands."""
_WORLD_DEG = 0.2
"""Tolerance of the world's outlines, degrees: 1:110m data has no finer detail than about 20 km."""
MOST_TOWNS = 250
"""Most towns of a scene (judgement: more labels cover the marks)."""
_STREAM_RANKS = ((3.0, 9), (10.0, 2), (30.0, 1))
"""Width of the scene in degrees → the last rank of streams that it shows."""
_DIVISIONS_UP_TO_DEG = 40.0
"""Wider scenes show no divisions: their borders would be a net (judgement)."""
_TOWN_RANKS = ((1_000_000, 0), (250_000, 1), (50_000, 2), (10_000, 3))
_LEAST_TOWN_RANK = 4
_OVERLAP = "north >= ? AND south <= ? AND east >= ? AND west <= ?"


def draw_basemap(store: Store, bounds: Bounds, towns: Sequence[Place]) -> BaseMap:
    """The base map of `(west, south, east, north)`, degrees; `towns` are the places in it, most populous first."""
    features = [*_world(store)]
    for scene in _scenes(bounds):
        features += [*_areas(store, scene), *_borders(store, scene), *_streams(store, scene)]
    features += _towns(towns)
    order = {layer: number for number, layer in enumerate(BaseLayer)}
    features.sort(key=lambda feature: (order[feature.layer], feature.rank, feature.name))
    return BaseMap(bounds=bounds, features=tuple(features))


def _scenes(bounds: Bounds) -> tuple[Bounds, ...]:
    """The bounds with their margin; two boxes where they reach over the date line."""
    west, south, east, north = bounds
    width = east - west if east >= west else east + 360.0 - west
    margin = max(width, north - south) * _MARGIN
    south, north = max(south - margin, -90.0), min(north + margin, 90.0)
    if west <= east:
        return ((max(west - margin, -180.0), south, min(east + margin, 180.0), north),)
    return (west - margin, south, 180.0, north), (-180.0, south, east + margin, north)


def _width(scene: Bounds) -> float:
    return max(scene[2] - scene[0], scene[3] - scene[1])


def _overlapping(
    store: Store, table: str, columns: str, scene: Bounds, condition: str = "1"
) -> list[tuple[tuple[object, ...], BaseGeometry]]:
    """Rows of a layer that reach into the scene, clipped and simplified; empty ones left out."""
    west, south, east, north = scene
    rows = store.shapes(table, columns, f"{_OVERLAP} AND {condition}", (south, north, west, east))
    drawn = [(row, _drawn(geometry, scene)) for row, geometry in rows]
    return [(row, geometry) for row, geometry in drawn if not geometry.is_empty]


def _drawn(geometry: BaseGeometry, scene: Bounds) -> BaseGeometry:
    """A shape clipped to the scene and simplified to its scale, without the parts that can't be seen there."""
    import shapely  # noqa: PLC0415 - names and places need no geometry library

    finest = _width(scene) / _PIXELS
    clipped = shapely.clip_by_rect(geometry, *scene)
    if shapely.get_dimensions(clipped) == 1:
        # Borders come in pieces of a few points; joined first, they have less to keep.
        joined: BaseGeometry = shapely.simplify(shapely.line_merge(clipped), finest)
        return joined
    parts = shapely.get_parts(shapely.simplify(clipped, finest))
    return shapely.MultiPolygon(list(parts[shapely.area(parts) > (_LEAST_PIXELS * finest) ** 2]))


def _world(store: Store) -> list[BaseFeature]:
    import shapely  # noqa: PLC0415 - as above

    return [
        _feature(BaseLayer.WORLD, str(name), 0, shapely.simplify(geometry, _WORLD_DEG))
        for (name,), geometry in store.shapes("world", "name", "1", ())
    ]


def _areas(store: Store, scene: Bounds) -> list[BaseFeature]:
    layers = {PlaceKind.COUNTRY: BaseLayer.COUNTRY, PlaceKind.LAKE: BaseLayer.LAKE}
    if _width(scene) <= _DIVISIONS_UP_TO_DEG:
        layers[PlaceKind.DIVISION] = BaseLayer.DIVISION
    features = []
    for kind, layer in layers.items():
        condition = f"kind = '{kind.value}'"
        for (number, rank), geometry in _overlapping(store, "areas", "fid, rank", scene, condition):
            features.append(_named(store, layer, number, rank, geometry))
    return features


def _borders(store: Store, scene: Bounds) -> list[BaseFeature]:
    rows = _overlapping(store, "land_borders", "status, disputed", scene)
    return [
        _feature(BaseLayer.DISPUTED_BORDER if disputed else BaseLayer.BORDER, str(status), 0, geometry)
        for (status, disputed), geometry in rows
    ]


def _streams(store: Store, scene: Bounds) -> list[BaseFeature]:
    last_rank = next((rank for width, rank in _STREAM_RANKS if _width(scene) <= width), 0)
    condition = f"rank <= {last_rank} AND kind = '{PlaceKind.STREAM.value}'"
    rows = _overlapping(store, "stream_lines", "fid, rank", scene, condition)
    return [_named(store, BaseLayer.STREAM, number, rank, line) for (number, rank), line in rows]


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


def _named(store: Store, layer: BaseLayer, number: object, rank: object, geometry: BaseGeometry) -> BaseFeature:
    place = store.place_by_number(int(str(number)))
    return BaseFeature(
        layer=layer, name=place.name, local_name=place.local_name, rank=int(str(rank)), geometry=geometry
    )


def _feature(layer: BaseLayer, name: str, rank: int, geometry: BaseGeometry) -> BaseFeature:
    return BaseFeature(layer=layer, name=name, local_name="", rank=rank, geometry=geometry)
