"""A relation at sea → the same with nautical miles and without the land: "12 miles off the coast".

At sea a mile is a nautical one unless another is said, as charts and the law of the sea have it (1,852 m, BIPM's SI
brochure); that this was taken for granted is told. Refuses nothing. Trade-off taken: a distance *within* so far of a
coast may be one on land, and keeps its miles unless other words speak of the sea.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, TypeVar

from deconflict_map.descriptions.wordlists import word_list
from deconflict_map.model.anchor import CoastRef, PlaceRef
from deconflict_map.model.place import PlaceKind
from deconflict_map.model.qualifier import WidthKind
from deconflict_map.model.relation import AllOf, AtDistance, AtSea, Ring, Strip, Within, WithinDistance
from deconflict_map.units.length import Length

if TYPE_CHECKING:
    from deconflict_map.descriptions.context import Context
    from deconflict_map.model.relation import Relation

_Value = TypeVar("_Value")
_Measured = AtDistance | WithinDistance | Ring

_MILES = re.compile(r"(?<!nautical )(?<!nautical-)(?<!sea )(?<!statute )\bmi(?:les?)?\b", re.IGNORECASE)
_NAUTICAL = re.compile(r"\b(?:nautical|nm|nmi|sea miles?|marine leagues?)\b", re.IGNORECASE)
_OFF = re.compile(r"\boff(?:shore)?\b", re.IGNORECASE)
_NAUTICAL_PER_MILE = 1852.0 / 1609.344


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    waters: frozenset[str]
    seafaring: frozenset[str]
    land: frozenset[str]


@cache
def _words() -> _Words:
    table = tomllib.loads(word_list("marine"))
    return _Words(**{name: frozenset(group["words"]) for name, group in table.items()})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Setting:
    """What the words say of the whole: whether it plays in the waters, among seafarers, or on land."""

    context: Context
    waters: bool
    seafaring: bool
    land: bool


def settled(context: Context, relation: Relation) -> Relation:
    """The relation as it is meant at sea, where the words say that it lies there."""
    setting = _setting(context)
    if isinstance(relation, AllOf) and any(_is_sea(context, part) for part in relation.parts):
        setting = replace(setting, seafaring=True)
    return _joined(setting, _changed(setting, relation))


def _is_sea(context: Context, part: Relation) -> bool:
    """Whether a part says that all of it lies in a sea ("the Baltic Sea within 12 miles of Gotland")."""
    place = context.place(part.ref) if isinstance(part, Within) else None
    return place is not None and place.kind is PlaceKind.SEA


def _setting(context: Context) -> _Setting:
    """Only in a phrase do all words speak of the one thing that it describes."""
    passage = context.passage
    told = [word for index, word in enumerate(passage.folded) if index not in passage.named]
    spoken = frozenset(told) if context.is_phrase else frozenset()
    known = _words()
    return _Setting(
        context=context,
        waters=not spoken.isdisjoint(known.waters),
        seafaring=not spoken.isdisjoint(known.seafaring),
        land=not spoken.isdisjoint(known.land),
    )


def _changed(setting: _Setting, node: _Value) -> _Value:
    """The value with every distance at sea in nautical miles, and kept to the sea."""
    if isinstance(node, tuple):
        return type(node)(_changed(setting, part) for part in node)
    if not is_dataclass(node) or isinstance(node, type | PlaceRef | Length):
        return node
    values = {field.name: getattr(node, field.name) for field in fields(node)}
    changed = {name: _changed(setting, value) for name, value in values.items()}
    whole = node if all(changed[name] is values[name] for name in values) else replace(node, **changed)
    if isinstance(whole, AtDistance | WithinDistance | Ring):
        return _distance(setting, whole)  # type: ignore[return-value]  # a relation in place of a relation
    if isinstance(whole, Strip) and isinstance(whole.ref, CoastRef):
        return _along_coast(setting, whole)  # type: ignore[return-value]  # as above
    return whole


def _along_coast(setting: _Setting, strip: Strip) -> Strip:
    """A strip along a coast: at sea where the words speak of the sea, else inland if it is deep."""
    waters = setting.waters or _OFF.search(setting.context.passage.article.quote(strip.span)) is not None
    if waters or setting.seafaring:
        strip = _in_nautical_miles(setting, strip)
    if strip.side is not None or strip.inwards is not None:
        return strip
    if waters:
        kind = WidthKind.DEPTH if strip.kind is WidthKind.EACH_SIDE else strip.kind
        return replace(strip, inwards=False, kind=kind)
    return replace(strip, inwards=True) if strip.kind is WidthKind.DEPTH else strip


def _distance(setting: _Setting, node: _Measured) -> Relation:
    words = setting.context.passage.article.quote(node.span)
    off = _OFF.search(words) is not None
    from_coast = isinstance(node.ref, CoastRef) and not isinstance(node, WithinDistance) and not setting.land
    nautical = _NAUTICAL.search(words) is not None
    if not (off or from_coast or setting.waters or setting.seafaring):
        return node
    node = _in_nautical_miles(setting, node)
    kept = off or setting.waters or (from_coast and (nautical or _MILES.search(words) is not None))
    return AllOf(parts=(node, AtSea(span=node.span)), span=node.span) if kept else node


def _in_nautical_miles(setting: _Setting, node: _Value) -> _Value:
    """The value with its plain miles as nautical ones, and a note that they were so taken."""
    changed: dict[str, Length] = {}
    for field in fields(node):  # type: ignore[arg-type]  # only dataclasses are handed in
        length = getattr(node, field.name)
        if isinstance(length, Length) and _MILES.search(length.words):
            changed[field.name] = _nautical(length)
            note = f"the miles of “{length.words}” are taken for nautical ones, since they are counted at sea"
            if note not in setting.context.notes:
                setting.context.notes.append(note)
    return replace(node, **changed) if changed else node  # type: ignore[type-var]


def _nautical(length: Length) -> Length:
    return replace(
        length,
        metres=length.metres * _NAUTICAL_PER_MILE,
        least_m=length.least_m * _NAUTICAL_PER_MILE,
        most_m=length.most_m * _NAUTICAL_PER_MILE,
        precision_m=length.precision_m * _NAUTICAL_PER_MILE,
    )


def _joined(setting: _Setting, relation: Relation) -> Relation:
    """Conditions of conditions as one row, and what is at sea told once."""
    del setting
    if not isinstance(relation, AllOf):
        return relation
    parts = [part for one in relation.parts for part in (one.parts if isinstance(one, AllOf) else (one,))]
    afloat = [part for part in parts if isinstance(part, AtSea)]
    kept = tuple(part for part in parts if not isinstance(part, AtSea) or part is afloat[0])
    strip = next((part for part in kept if isinstance(part, Strip) and isinstance(part.ref, CoastRef)), None)
    if strip is not None and afloat and not afloat[0].on_land:  # its own side of the coast says so
        sea = replace(strip, inwards=False)
        kept = tuple(sea if part is strip else part for part in kept if not isinstance(part, AtSea))
    return kept[0] if len(kept) == 1 else replace(relation, parts=kept)
