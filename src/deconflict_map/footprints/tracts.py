"""A relation that gives ground by itself → its tract: one rule for each kind of relation.

`FromTo` and `NotInto` aren't among them: a line needs all constraints at once, and a denial alone has no ground.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from deconflict_map.footprints.along import along_towards
from deconflict_map.footprints.borders import border_side
from deconflict_map.footprints.directions import direction_of
from deconflict_map.footprints.features import feature_tract
from deconflict_map.footprints.inside import within
from deconflict_map.footprints.lines import line_tract
from deconflict_map.footprints.own import own
from deconflict_map.footprints.parts import part_of
from deconflict_map.footprints.places import place_tract
from deconflict_map.footprints.proximity import around, near
from deconflict_map.footprints.reaches import on_feature
from deconflict_map.footprints.set_operations import all_of
from deconflict_map.footprints.share import share_of
from deconflict_map.footprints.sides import side_of
from deconflict_map.footprints.tract import Refusal
from deconflict_map.model.line_relation import AlongTowards, Crosses, FromTo, Passes, Separates
from deconflict_map.model.relation import (
    AllOf,
    Around,
    AtDistance,
    AtSea,
    Between,
    BorderSide,
    Countryside,
    DirectionOf,
    Near,
    NotInto,
    Offset,
    OnFeature,
    Opposite,
    Outskirts,
    Own,
    PartOf,
    Ring,
    ShareOf,
    SideOf,
    TravelTime,
    Within,
    WithinDistance,
)

if TYPE_CHECKING:
    from deconflict_map.footprints.tract import Case, Tract
    from deconflict_map.model.relation import Relation


def tract_of(relation: Relation, case: Case) -> Tract | Refusal:
    """The ground of a relation, or why it has none."""
    found = _by_rule(relation, case)
    if isinstance(found, Refusal) or not found.region.is_empty:
        return found
    return Refusal(reason=f"“{case.scene.atlas.quote(relation.span)}” leaves no ground here")


def _by_rule(relation: Relation, case: Case) -> Tract | Refusal:  # noqa: C901, PLR0911, PLR0912 -- one arm each
    match relation:
        case Within():
            return within(relation, case)
        case PartOf():
            return part_of(relation, case)
        case Near():
            return near(relation, case)
        case Around():
            return around(relation, case)
        case DirectionOf():
            return direction_of(relation, case)
        case SideOf():
            return side_of(relation, case)
        case OnFeature():
            return on_feature(relation, case)
        case BorderSide():
            return border_side(relation, case)
        case AlongTowards():
            return along_towards(relation, case)
        case ShareOf():
            return share_of(relation, case)
        case AllOf():
            return all_of(relation, case)
        case Own():
            return own(relation, case)
        case (
            Outskirts()
            | Countryside()
            | Opposite()
            | WithinDistance()
            | AtDistance()
            | Ring()
            | TravelTime()
            | Offset()
            | Between()
        ):
            return place_tract(relation, case)
        case FromTo():
            return line_tract(relation, case)
        case Passes() | Crosses() | Separates():
            return Refusal(reason="a line is no ground in which something else can lie")
        case NotInto():
            return Refusal(reason="the words say only where it isn't")
        case AtSea():
            return Refusal(reason="the words say only whether it is at sea or on land")
        case _:
            return feature_tract(relation, case)
