"""The relations to lines and zones → their ground: banks, strips, reaches, polygons and what set operations leave."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from deconflict_map.footprints.along_features import along_feature, stream
from deconflict_map.footprints.polygons import corners
from deconflict_map.footprints.set_operations import any_of, except_, one_of, outside, rest_of
from deconflict_map.footprints.sides import bank_of
from deconflict_map.footprints.spans import spanning
from deconflict_map.footprints.strip_forms import along_its_line
from deconflict_map.footprints.strips import strip
from deconflict_map.footprints.taking_off import holds
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
    from deconflict_map.footprints.tract import Case, Refusal, Tract

SetRelation = Except | RestOf | Not | AnyOf | OneOf | Holds
FeatureRelation = AlongFeature | BankOf | Corners | Spanning | Stream | Strip | SetRelation


def feature_tract(relation: FeatureRelation, case: Case) -> Tract | Refusal:  # noqa: PLR0911 -- one arm each
    """The ground of a relation to a line or zone."""
    match relation:
        case AlongFeature():
            return along_feature(relation, case)
        case BankOf():
            return bank_of(relation, case)
        case Stream():
            return stream(relation, case)
        case Strip():
            plain = along_its_line(relation)
            return strip(plain, case) if isinstance(plain, Strip) else spanning(plain, case)
        case Spanning():
            return spanning(relation, case)
        case Corners():
            return corners(relation, case)
        case Except() | RestOf() | Not() | AnyOf() | OneOf() | Holds():
            return _set_tract(relation, case)
        case _:
            assert_never(relation)


def _set_tract(relation: SetRelation, case: Case) -> Tract | Refusal:
    match relation:
        case Except():
            return except_(relation, case)
        case RestOf():
            return rest_of(relation, case)
        case Not():
            return outside(relation, case)
        case AnyOf():
            return any_of(relation, case)
        case OneOf():
            return one_of(relation, case)
        case Holds():
            return holds(relation, case)
        case _:
            assert_never(relation)
