"""The relations to lines and zones → their ground: banks, strips, reaches, polygons and what set operations leave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deconflict_map.footprints.tract import Refusal
from deconflict_map.model.line_relation import AlongFeature
from deconflict_map.model.relation import (
    AnyOf,
    BankOf,
    Corners,
    Except,
    Holds,
    Not,
    OneOf,
    RestOf,
    Spanning,
    Stream,
    Strip,
)

if TYPE_CHECKING:
    from deconflict_map.footprints.tract import Case, Tract

FeatureRelation = (
    AlongFeature | AnyOf | BankOf | Corners | Except | Holds | Not | OneOf | RestOf | Spanning | Stream | Strip
)


def feature_tract(relation: FeatureRelation, case: Case) -> Tract | Refusal:
    """The ground of a relation to a line or zone."""
    del relation, case
    return Refusal(reason="no rule draws this relation yet")
