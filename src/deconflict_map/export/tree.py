"""A relation → a tree of JSON objects that says what was read: kinds, places, lengths, spans into the phrase.

Every node has `rel` (a relation) or `anchor` (what it is relative to), and the span of its words. Lengths are metres;
an open end is `null`. A width says what it means: `each_side`, `total`, `depth`, `apart` or `unspecified`.
"""

from __future__ import annotations

import math
import re
from dataclasses import fields, is_dataclass
from datetime import date
from typing import TYPE_CHECKING, TypeAlias

from deconflict_map.model.anchor import PlaceRef
from deconflict_map.model.article import Span
from deconflict_map.model.relation import Relation, Strip
from deconflict_map.units.heading import Heading
from deconflict_map.units.length import Length

if TYPE_CHECKING:
    from deconflict_map.model.reading import Reading

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"

_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_RELATIONS = frozenset(kind.__name__ for kind in Relation.__args__)


def relation_tree(relation: Relation, reading: Reading) -> Json:
    """The relation as JSON objects; unset fields are left out."""
    return _plain(relation, reading)


def _plain(value: object, reading: Reading) -> Json:  # noqa: PLR0911 -- one arm a kind of value
    match value:
        case None | bool() | int():
            return value
        case str():  # an enum's member among them
            return str(value)
        case float():
            return round(value, 6) if math.isfinite(value) else None
        case date():
            return value.isoformat()
        case Span(start=start, end=end):
            return [start, end]
        case Length():
            return _length(value)
        case Heading(azimuth_deg=azimuth, half_angle_deg=half, word=word):
            return {"word": word, "azimuth_deg": azimuth, "half_angle_deg": half}
        case PlaceRef():
            return _place(value, reading)
        case tuple():
            return [_plain(item, reading) for item in value]
        case _:
            return _node(value, reading)


def _length(length: Length) -> Json:
    return {
        "value": round(length.metres, 3),
        "unit": "m",
        "bound": length.bound.value,
        "least": round(length.least_m, 3),
        "most": round(length.most_m, 3) if math.isfinite(length.most_m) else None,
        "precision": round(length.precision_m, 3),
        "words": length.words,
    }


def _place(ref: PlaceRef, reading: Reading) -> Json:
    resolution = reading.resolutions[ref.toponym]
    node: dict[str, Json] = {
        "anchor": "place",
        "words": reading.article.quote(ref.span),
        "name": None if resolution.place is None else resolution.place.name,
        "id": None if resolution.place is None else resolution.place.id,
        "span": [ref.span.start, ref.span.end],
    }
    return node | ({"wants": ref.wants} if ref.wants else {}) | ({"centre": True} if ref.centre else {})


def _node(value: object, reading: Reading) -> Json:
    """A relation or anchor: its kind, then what is set of its fields, the span last."""
    if not is_dataclass(value) or isinstance(value, type):
        raise TypeError(type(value).__name__)
    kind = type(value).__name__
    name = _HUMP.sub("_", kind.removesuffix("Ref")).lower()
    node: dict[str, Json] = {"rel" if kind in _RELATIONS else "anchor": name}
    if isinstance(value, Strip):
        node["width"] = None if value.width is None else {**_as_object(_length(value.width)), "semantics": value.kind}
    for field in fields(value):
        item = getattr(value, field.name)
        if field.name in node or field.name == "span" or item is None or item is False or item in ((), ""):
            continue
        node[field.name] = _plain(item, reading)
    span = getattr(value, "span", None)
    return node | ({"span": [span.start, span.end]} if isinstance(span, Span) else {})


def _as_object(value: Json) -> dict[str, Json]:
    return value if isinstance(value, dict) else {}
