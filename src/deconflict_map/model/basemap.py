"""The base map of a scene: what lies around the marks, so that a reader without tiles knows where they are."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from deconflict_map.model.own_layer import OwnLayer


class BaseLayer(StrEnum):
    """The layers of the base map, in drawing order."""

    WORLD = "world"
    """Coarse outlines of all countries, for orientation outside the scene."""
    COUNTRY = "country"
    DIVISION = "division"
    BORDER = "border"
    DISPUTED_BORDER = "disputed border"
    LAKE = "lake"
    STREAM = "stream"
    TOWN = "town"


@dataclass(frozen=True, slots=True, kw_only=True)
class BaseFeature:
    """A feature of the base map: EPSG:4326, clipped to the scene. `rank` 0 is the most important of its layer."""

    layer: BaseLayer
    name: str
    local_name: str
    rank: int
    geometry: BaseGeometry


@dataclass(frozen=True, slots=True, kw_only=True)
class BaseMap:
    """All base features of a scene with bounds `(west, south, east, north)` in degrees, in drawing order.

    `detailed` are the boxes that all features but those of the world are clipped to, west before east: two at the date
    line, none where it isn't known. `own` are layers that a user added.
    """

    bounds: tuple[float, float, float, float]
    features: tuple[BaseFeature, ...]
    detailed: tuple[tuple[float, float, float, float], ...] = ()
    own: tuple[OwnLayer, ...] = ()
