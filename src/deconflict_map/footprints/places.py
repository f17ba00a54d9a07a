"""The relations to a place → their ground: near it, around it, at a distance and in a direction from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from deconflict_map.footprints.between import between
from deconflict_map.footprints.distances import at_distance, belt, within_distance
from deconflict_map.footprints.offsets import offset, travel_time
from deconflict_map.footprints.opposite import opposite
from deconflict_map.footprints.outskirts import countryside, outskirts
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
    from deconflict_map.footprints.tract import Case, Refusal, Tract

PlaceRelation = Outskirts | Countryside | Opposite | WithinDistance | AtDistance | Ring | TravelTime | Offset | Between


def place_tract(relation: PlaceRelation, case: Case) -> Tract | Refusal:  # noqa: PLR0911 -- one arm each
    """The ground of a relation to a place."""
    match relation:
        case Outskirts():
            return outskirts(relation, case)
        case Countryside():
            return countryside(relation, case)
        case Opposite():
            return opposite(relation, case)
        case WithinDistance():
            return within_distance(relation, case)
        case AtDistance():
            return at_distance(relation, case)
        case Ring():
            return belt(relation, case)
        case TravelTime():
            return travel_time(relation, case)
        case Offset():
            return offset(relation, case)
        case Between():
            return between(relation, case)
        case _:
            assert_never(relation)
