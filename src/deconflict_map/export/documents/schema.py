"""The model's kinds → the JSON Schema of documents (draft 2020-12): one definition a class, told by its docstring."""

from __future__ import annotations

import inspect
import json
from enum import Enum
from typing import TYPE_CHECKING, assert_never

from deconflict_map.export.documents.geometry import SHAPE_NAMES
from deconflict_map.export.documents.kinds import (
    ROOT,
    Choice,
    Either,
    Fixed,
    Listed,
    Maybe,
    Plain,
    Record,
    Shape,
    fields_of,
    reached,
    tagged,
)
from deconflict_map.export.documents.writing import ENDLESS, ENUM_VALUE, FORMAT, SCHEMA_ID, TAG, VERSION

if TYPE_CHECKING:
    from deconflict_map.export.documents.kinds import Kind
    from deconflict_map.export.tree import Json

_PLAIN: dict[Plain, Json] = {
    Plain.TEXT: {"type": "string"},
    Plain.WHOLE: {"type": "integer"},
    Plain.NUMBER: {"anyOf": [{"type": "number"}, {"enum": list(ENDLESS)}]},
    Plain.TRUTH: {"type": "boolean"},
    Plain.DAY: {"type": "string", "format": "date"},
}


def document_schema() -> str:
    """The schema as JSON, ending in a newline; the same for the same version of the package."""
    schema: dict[str, Json] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        "title": FORMAT,
        "description": "Everything that was read from one text. Spans count Unicode code points of article.text; "
        "coordinates are EPSG:4326, longitude before latitude; an endless number is written as a word.",
        **_object({"$schema": {"type": "string"}, "format": {"const": FORMAT}, "version": {"const": VERSION}}),
        "$defs": {"Geometry": _geometry()} | {item.__name__: _definition(item) for item in reached()},
    }
    properties = schema["properties"]
    if isinstance(properties, dict):
        properties["reading"] = _ref(ROOT.of)
    schema["required"] = ["format", "version", "reading"]
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def _definition(item: type) -> Json:
    told: dict[str, Json] = {"description": inspect.cleandoc(item.__doc__ or "")}
    return told | (_enumeration(item) if issubclass(item, Enum) else _record(item))


def _record(item: type) -> dict[str, Json]:
    tag: dict[str, Json] = {TAG: {"const": item.__name__}} if item in tagged() else {}
    fields = fields_of(item)
    node = _object(tag | {field.name: _schema(field.kind) for field in fields})
    return node | {"required": [*tag, *(field.name for field in fields if field.needed)]}


def _enumeration(item: type[Enum]) -> dict[str, Json]:
    values: dict[str, Json] = {"enum": [str(member.value) for member in item]}
    if item not in tagged():
        return {"type": "string", **values}
    return _object({TAG: {"const": item.__name__}, ENUM_VALUE: values}) | {"required": [TAG, ENUM_VALUE]}


def _object(properties: dict[str, Json]) -> dict[str, Json]:
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _ref(of: type) -> Json:
    return {"$ref": f"#/$defs/{of.__name__}"}


def _schema(kind: Kind) -> Json:  # noqa: PLR0911 -- one arm a kind
    match kind:
        case Plain():
            return _PLAIN[kind]
        case Choice(of=of) | Record(of=of):
            return _ref(of)
        case Shape(of=of):
            known: Json = {"$ref": "#/$defs/Geometry"}
            named = of.__name__
            return {"allOf": [known], "properties": {"type": {"const": named}}} if named in SHAPE_NAMES else known
        case Listed(item=item):
            return {"type": "array", "items": _schema(item)}
        case Fixed(items=items):
            return {"type": "array", "prefixItems": [_schema(item) for item in items], "items": False}
        case Maybe(item=item):
            return {"anyOf": [_schema(item), {"type": "null"}]}
        case Either(members=members):
            return {"oneOf": [_ref(member.of) for member in members]}
        case _:
            assert_never(kind)


def _geometry() -> Json:
    """A geometry object of RFC 7946, or a ring; lists of coordinates are as deep as their kind has them."""
    degrees: Json = {"type": "number"}
    position: Json = {"type": "array", "prefixItems": [degrees, degrees], "minItems": 2, "items": False}
    point: Json = {"anyOf": [position, {"type": "array", "maxItems": 0}]}
    line: Json = {"type": "array", "items": position}
    lines: Json = {"type": "array", "items": line}
    depths: dict[str, Json] = {
        "Point": point,
        "LineString": line,
        "LinearRing": line,
        "Polygon": lines,
        "MultiPoint": {"type": "array", "items": point},
        "MultiLineString": lines,
        "MultiPolygon": {"type": "array", "items": lines},
    }
    kinds: list[Json] = [
        _object({"type": {"const": name}, "coordinates": depth}) | {"required": ["type", "coordinates"]}
        for name, depth in depths.items()
    ]
    parts: Json = {"type": "array", "items": {"$ref": "#/$defs/Geometry"}}
    collection = _object({"type": {"const": "GeometryCollection"}, "geometries": parts})
    return {
        "description": "A geometry as GeoJSON has them (RFC 7946), with all digits, and not cut at 180°.",
        "oneOf": [*kinds, collection | {"required": ["type", "geometries"]}],
    }
