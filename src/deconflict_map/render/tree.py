"""A relation → its tree for the reader: each node with what it is, its own words, its values and its parts.

Labels are data (`node`, `role` and `width` in `vocabulary/phrases.toml`). Nothing is left out but what isn't set, so
that a reader sees what was read and what wasn't.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING

from deconflict_map.model.anchor import PlaceRef
from deconflict_map.model.article import Span
from deconflict_map.model.claim import When
from deconflict_map.model.qualifier import Mode, Way, WidthKind
from deconflict_map.model.relation import Leg
from deconflict_map.render.anchoring import quoted
from deconflict_map.render.words import compass_words, phrases, when_words
from deconflict_map.units.heading import Heading
from deconflict_map.units.length import Length
from deconflict_map.units.share import Share

if TYPE_CHECKING:
    from deconflict_map.model.reading import Reading
    from deconflict_map.model.relation import Relation
    from deconflict_map.render.datablock import Json

_LEFT_OUT = frozenset({"span", "toponym", "precision_deg", "precision_m", "key", "name", "anaphor"})
"""Fields that the words of a node say themselves."""
_UNSAID = ("", (), Way.UNSAID, Mode.UNSAID)


def relation_tree(relation: Relation, reading: Reading) -> Json:
    """The tree of a relation."""
    return _node(relation, reading, role="")


def _node(value: object, reading: Reading, *, role: str) -> Json:
    span = getattr(value, "span", None)
    values: list[Json] = []
    parts: list[tuple[int, Json]] = []
    if is_dataclass(value):
        for field in fields(value):
            _sort(field.name, getattr(value, field.name), reading, values, parts)
    parts.sort(key=lambda part: part[0])  # in the order of the words
    node: dict[str, Json] = {
        "role": role,
        "what": phrases("node")[type(value).__name__],
        "words": quoted(span, reading) if isinstance(span, Span) else "",
        "values": values,
        "parts": [part for _, part in parts],
    }
    if isinstance(value, PlaceRef):
        place = reading.resolutions[value.toponym].place
        node["place"] = "" if place is None else place.name
    return node


def _sort(name: str, value: object, reading: Reading, values: list[Json], parts: list[tuple[int, Json]]) -> None:
    """A field among the values, or its nodes among the parts."""
    if name in _LEFT_OUT or value is None or value is False or value in _UNSAID:
        return
    role = phrases("role").get(name, name.replace("_", " "))
    nodes = [
        item for item in (value if isinstance(value, tuple) else (value,)) if type(item).__name__ in phrases("node")
    ]
    if nodes:
        parts.extend((item.span.start, _node(item, reading, role=role)) for item in nodes)
    else:
        items = value if isinstance(value, tuple) else (value,)
        values.append([role, "; ".join(map(_told, items))])


def _told(value: object) -> str:  # noqa: PLR0911 -- one arm a kind of value
    """A value in words."""
    match value:
        case Length(words=words) | Share(word=words):
            return words
        case Heading():
            return compass_words(value)
        case Leg(distance=distance, heading=heading, due=due):
            return f"{distance.words} {'due ' if due else ''}{compass_words(heading)}"
        case When():
            return when_words(value)
        case WidthKind():
            return phrases("width")[value.value]
        case True:
            return "yes"
        case float():
            return f"{value:g}"
        case _:
            return str(value)
