"""The relations to lines and zones → their ground: banks, strips, reaches, polygons and what set operations leave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deconflict_map.footprints.along_features import along_feature, stream
from deconflict_map.footprints.sides import bank_of
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
    match relation:
        case AlongFeature():
            return along_feature(relation, case)
        case BankOf():
            return bank_of(relation, case)
        case Stream():
            return stream(relation, case)
        case _:
            return Refusal(reason="no rule draws this relation yet")
