"""The relations to a place → their ground: near it, around it, at a distance and in a direction from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deconflict_map.footprints.tract import Refusal
from deconflict_map.model.relation import (
    AtDistance,
    Between,
    Countryside,
    Offset,
    Opposite,
    Outskirts,
    Ring,
    TravelTime,
    WithinDistance,
)

if TYPE_CHECKING:
    from deconflict_map.footprints.tract import Case, Tract

PlaceRelation = Outskirts | Countryside | Opposite | WithinDistance | AtDistance | Ring | TravelTime | Offset | Between


def place_tract(relation: PlaceRelation, case: Case) -> Tract | Refusal:
    """The ground of a relation to a place."""
    del relation, case
    return Refusal(reason="no rule draws this relation yet")
