"""A relation → the same, with what its parts tell of one another: whose border it is, where a road begins.

"In Chad near the border with Libya" means the border of these two; "east of Aleppo on the road to Raqqa" means the road
from Aleppo.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from deconflict_map.descriptions.context import joined
from deconflict_map.model.anchor import BorderRef, MeridianRef, ObjectRef, ParallelRef, PlaceRef, RoadRef
from deconflict_map.model.line_relation import Crosses
from deconflict_map.model.place import PlaceKind
from deconflict_map.model.qualifier import WidthKind
from deconflict_map.model.relation import (
    AllOf,
    AnyOf,
    Between,
    BorderSide,
    DirectionOf,
    Near,
    Offset,
    OnFeature,
    PartOf,
    SideOf,
    Spanning,
    Stream,
    Strip,
    Within,
    WithinDistance,
)

if TYPE_CHECKING:
    from deconflict_map.descriptions.context import Context
    from deconflict_map.model.relation import Relation

_Value = TypeVar("_Value")


def settle(context: Context, relation: Relation) -> Relation:
    """The relation with its open borders and roads completed from its other parts, where they tell."""
    if not isinstance(relation, AllOf):
        return relation
    countries = [
        part.ref
        for part in relation.parts
        if isinstance(part, Within | PartOf) and isinstance(part.ref, PlaceRef) and _is_country(context, part.ref)
    ]
    sides = [part.ref for part in relation.parts if isinstance(part, BorderSide)]
    if len(countries) == 1:
        relation = bordering(context, relation, countries[0])
    if len(countries or sides) == 1:
        relation = _of_country(context, relation, (countries or sides)[0])
    relation = replace(relation, parts=tuple(_road(relation, part) for part in relation.parts))
    relation = _spanned(context, relation)
    found = _river(context, _crossed(relation))
    return found.parts[0] if isinstance(found, AllOf) and len(found.parts) == 1 else found


def _spanned(context: Context, whole: AllOf) -> AllOf:
    """Reads "within 5 km of the border between A and B": the towns cut the strip, it isn't the ground between them."""
    cut = next((part for part in whole.parts if isinstance(part, Between) and not part.midway), None)
    along = next(
        (part for part in whole.parts if isinstance(part, WithinDistance | Near) and context.is_line(part.ref)), None
    )
    if cut is None or along is None or len(cut.refs) != 2 or not all(map(context.is_spot, cut.refs)):
        return whole
    strip: Relation = along
    if isinstance(along, WithinDistance):
        strip = Strip(ref=along.ref, width=along.distance, kind=WidthKind.EACH_SIDE, span=along.span)
    ends = tuple(Within(ref=ref, span=ref.span) for ref in cut.refs)
    spanned = Spanning(of=strip, ends=ends, span=joined(along.span, cut.span))
    return replace(whole, parts=tuple(spanned if part is along else part for part in whole.parts if part is not cut))


def _crossed(whole: AllOf) -> AllOf:
    """Reads "crosses the Niger at Gao": it runs through Gao, it doesn't lie within."""
    parts = list(whole.parts)
    for place, part in enumerate(parts[1:], start=1):
        if isinstance(parts[place - 1], Crosses) and isinstance(part, Within) and isinstance(part.ref, PlaceRef):
            parts[place] = Crosses(ref=part.ref, span=part.span)
    return replace(whole, parts=tuple(parts))


def _river(context: Context, whole: AllOf) -> Relation:
    """Reads "upstream of Mosul on the Tigris": the river is that of the way."""
    streams = [part for part in whole.parts if _flows(part)]
    rivers = [part for part in whole.parts if isinstance(part, OnFeature) and context.is_line(part.ref)]
    if len(streams) != 1 or len(rivers) != 1 or not isinstance(rivers[0].ref, PlaceRef):
        return whole
    stream = _on_river(streams[0], rivers[0])
    parts = tuple(stream if part is streams[0] else part for part in whole.parts if part is not rivers[0])
    return parts[0] if len(parts) == 1 else replace(whole, parts=parts)


def _flows(part: Relation) -> bool:
    """Whether a part is up or down a river, or both, that isn't named with it."""
    ways = part.parts if isinstance(part, AnyOf) else (part,)
    return all(isinstance(way, Stream) and way.river is None for way in ways)


def _on_river(part: Relation, river: OnFeature) -> Relation:
    span = joined(part.span, river.span)
    match part, river.ref:
        case AnyOf(parts=parts), _:
            return replace(part, parts=tuple(_on_river(one, river) for one in parts), span=span)
        case Stream(), PlaceRef() as ref:
            return replace(part, river=ref, span=span)
        case _:
            return part


def _is_country(context: Context, ref: PlaceRef) -> bool:
    place = context.place(ref)
    return place is not None and place.kind is PlaceKind.COUNTRY


def owned(context: Context, relation: Relation, owner: PlaceRef | None) -> Relation:
    """A relation with what is told by whose it is: "a Turkish zone along the Syrian border", "the Iraqi zone north of".

    A border of another country is that with the owner's, and what nothing else bounds lies in the owner's country.
    """
    if owner is None or not _is_country(context, owner):
        return relation
    if _is_of_circles(relation):
        named = context.passage.article.quote(owner.span)
        context.notes.append(f"“{named}” is taken to say in which country it lies, which nothing else does")
        inside = Within(ref=owner, span=owner.span)
        return AllOf(parts=(inside, relation), span=joined(owner.span, relation.span))
    return bordering(context, relation, owner)


def _is_of_circles(relation: Relation) -> bool:
    """Whether a relation says nothing but on which side of parallels and meridians it is."""
    match relation:
        case SideOf(ref=ParallelRef() | MeridianRef()):
            return True
        case AllOf(parts=parts):
            return all(_is_of_circles(part) for part in parts)
        case _:
            return False


def bordering(context: Context, node: _Value, country: PlaceRef) -> _Value:
    """The value with every border of one other country as that with `country`."""
    if isinstance(node, BorderRef):
        if node.other is None and context.place(node.ref) != context.place(country):
            return replace(node, other=country)
        return node
    if isinstance(node, tuple):
        return type(node)(bordering(context, part, country) for part in node)
    if not is_dataclass(node) or isinstance(node, type | PlaceRef):
        return node
    values = {field.name: getattr(node, field.name) for field in fields(node)}
    changed = {name: bordering(context, value, country) for name, value in values.items()}
    return node if all(changed[name] is values[name] for name in values) else replace(node, **changed)


def _of_country(context: Context, node: _Value, country: PlaceRef) -> _Value:
    """The value with "the border", whose isn't said, as that of the one country that is named."""
    if isinstance(node, ObjectRef):
        return BorderRef(ref=country, other=None, span=node.span) if context.is_border(node.span) else node  # type: ignore[return-value]
    if isinstance(node, tuple):
        return type(node)(_of_country(context, part, country) for part in node)
    if not is_dataclass(node) or isinstance(node, type | PlaceRef):
        return node
    values = {field.name: getattr(node, field.name) for field in fields(node)}
    changed = {name: _of_country(context, value, country) for name, value in values.items()}
    return node if all(changed[name] is values[name] for name in values) else replace(node, **changed)


def _road(whole: AllOf, part: Relation) -> Relation:
    """A road of which only the far end is said begins at the place that the other parts are told from."""
    match part:
        case OnFeature(ref=RoadRef(name="", ends=(end,)) as road):
            here = [
                other.ref
                for other in whole.parts
                if isinstance(other, DirectionOf | Offset | Near | WithinDistance) and isinstance(other.ref, PlaceRef)
            ]
            if here and here[0].toponym != end.toponym:
                return replace(part, ref=replace(road, ends=(here[0], end)))
            return part
        case _:
            return part
