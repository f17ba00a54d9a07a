"""The schema of saved documents → a page that tells every object and field of it, and the schema itself."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, cast

from deconflict_map.export.documents import document_schema

from .markdown import code, plain

if TYPE_CHECKING:
    from collections.abc import Mapping

    Schema = Mapping[str, object]

_REF = "#/$defs/"
_WHOLE = "Reading"


def schema_json() -> str:
    """The schema as `deconflict-map schema` prints it."""
    return document_schema()


def schema_page() -> str:
    """Every object of the schema: what it is, and its fields with what may stand in them."""
    found = cast("Mapping[str, Schema]", json.loads(schema_json())["$defs"])
    objects = "\n".join(_object(name, found[name]) for name in sorted(found))
    return f"Begin with [{code(_WHOLE)}](#{_WHOLE.lower()}), which holds all the others.\n\n{objects}"


def _object(name: str, schema: Schema) -> str:
    told = plain(str(schema.get("description", "")))
    parts = [f"### {code(name)}\n", f"{told}\n" if told else ""]
    properties = cast("Mapping[str, Schema]", schema.get("properties", {}))
    needed = cast("list[str]", schema.get("required", []))
    if "enum" in schema:
        parts.append(f"One of {_kind(schema)}.\n")
    parts += [_field(key, value, needed=key in needed) for key, value in properties.items() if key != "type"]
    return "\n".join(part for part in parts if part)


def _field(name: str, schema: Schema, *, needed: bool) -> str:
    told = plain(str(schema.get("description", "")))
    kind = _kind(schema) + ("" if needed else "; may be left out")
    return f"{code(name)}\n: {kind}.{' ' + told if told else ''}\n"


def _kind(schema: Schema) -> str:
    """What may stand there, in a few words."""
    for key in ("anyOf", "oneOf"):
        if key in schema:
            kinds = [_kind(one) for one in cast("list[Schema]", schema[key])]
            return " or ".join(dict.fromkeys(kinds))
    if "$ref" in schema:
        name = str(schema["$ref"]).removeprefix(_REF)
        return f"[{code(name)}](#{name.lower()})"
    if "const" in schema:
        return code(json.dumps(schema["const"], ensure_ascii=False))
    if "enum" in schema:
        return ", ".join(code(str(one)) for one in cast("list[object]", schema["enum"]))
    return _array(schema) if schema.get("type") == "array" else plain(str(schema.get("type", "anything")))


def _array(schema: Schema) -> str:
    if "prefixItems" in schema:
        return "[" + ", ".join(_kind(one) for one in cast("list[Schema]", schema["prefixItems"])) + "]"
    items = schema.get("items")
    return f"list of {_kind(cast('Schema', items))}" if isinstance(items, dict) else "list"
