"""A place → the JSON object that stands for it on standard output, the same in every command."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from deconflict_map.model.place import Place


def place_record(place: Place) -> dict[str, str | float]:
    """Id, name, latitude and longitude (degrees, WGS 84), country and GeoNames feature code."""
    return {
        "id": place.id,
        "name": place.name,
        "lat": place.lat,
        "lon": place.lon,
        "country": place.country,
        "feature": place.feature,
    }
