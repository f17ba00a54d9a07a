"""JSON of a document → the `Reading` that it holds, or an error that says where in the file it can't be one.

The file is hostile: only the model's own classes are made, and only where its types have them; nothing is executed,
looked up or imported by a name from the file. Sizes and depth are limited; unknown keys, wrong types, doubled keys and
references that lead nowhere are refused. Fields with a default may be missing, so that older files stay readable.
"""

from __future__ import annotations

import json
import math
import re
from datetime import date
from typing import TYPE_CHECKING, NoReturn, assert_never, cast

from deconflict_map.errors import InputRefusedError
from deconflict_map.export.documents.checking import check_references
from deconflict_map.export.documents.geometry import read_shape
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
    tagged,
)
from deconflict_map.export.documents.writing import ENDLESS, ENUM_VALUE, FORMAT, TAG, VERSION
from deconflict_map.model.reading import Reading

if TYPE_CHECKING:
    from enum import Enum

    from deconflict_map.export.documents.kinds import Kind
    from deconflict_map.export.tree import Json

MOST_CHARACTERS = 128 * 1024 * 1024
"""A crowded page's document has some 20 million characters (judgement: six times that)."""
_DEEPEST = 200
"""The deepest that our parser nests relations is far below (judgement)."""
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WIDEST_WHOLE = 2**53
"""Larger whole numbers aren't the same in every JSON reader (RFC 8259, 6)."""


def read_document(text: str) -> Reading:
    """The reading that a document's JSON holds.

    Raises:
        InputRefusedError: The text isn't a document that can be read; the error says where.
    """
    held = _loaded(text)
    if not isinstance(held, dict) or held.get("format") != FORMAT:
        raise InputRefusedError("isn't a document of deconflict-map", do="give a file that was saved as .doc.json")
    if held.get("version") is True or held.get("version") != VERSION:
        found = repr(held.get("version"))[:20]
        raise InputRefusedError(f"has version {found}; this program reads {VERSION}", do="save it again")
    unknown = sorted(set(held) - {"$schema", "format", "version", "reading"})
    if unknown:
        raise _refused("has an unknown key", unknown[0][:40])
    reading = _read(held.get("reading"), ROOT, "reading", 0)
    if not isinstance(reading, Reading):
        raise _refused("isn't a reading", "reading")
    check_references(reading)
    return reading


def _loaded(text: str) -> Json:
    if len(text) > MOST_CHARACTERS:
        raise InputRefusedError("is longer than any document can be", do=f"give {MOST_CHARACTERS:,} characters at most")
    try:
        held: Json = json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
    except RecursionError as error:
        raise InputRefusedError("is nested too deeply") from error
    except json.JSONDecodeError as error:
        raise InputRefusedError(f"isn't JSON: {error.msg}", where=f"line {error.lineno}") from error
    except ValueError as error:  # a whole number with thousands of digits
        raise InputRefusedError("has a number that can't be one") from error
    return held


def _once(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise InputRefusedError("has a key twice", where=str(next(iter(found)))[:40])
    return found


def _no_constant(name: str) -> NoReturn:
    raise InputRefusedError(f"has a number that isn't JSON: {name}")


def _read(node: Json, kind: Kind, where: str, depth: int) -> object:  # noqa: C901, PLR0911 -- one arm a kind
    if depth > _DEEPEST:
        raise _refused("is nested too deeply", where)
    match kind:
        case Plain():
            return _plain(node, kind, where)
        case Choice(of=of):
            return _member(node, of, where)
        case Shape(of=of):
            shape = read_shape(node, where)
            if not isinstance(shape, of):
                raise _refused(f"isn't a {of.__name__}", where)
            return shape
        case Maybe(item=item):
            return None if node is None else _read(node, item, where, depth)
        case Listed(item=item):
            items = enumerate(_items(node, where))
            return tuple(_read(one, item, f"{where}[{index}]", depth + 1) for index, one in items)
        case Fixed(items=kinds):
            return _fixed(node, kinds, where, depth)
        case Either():
            name = node.get(TAG) if isinstance(node, dict) else None
            member = kind.named(name) if isinstance(name, str) else None
            if member is None:
                raise _refused(f"has a {TAG} that can't stand here", where)
            return _read(node, member, where, depth)
        case Record(of=of):
            return _record(node, of, where, depth)
        case _:
            assert_never(kind)


def _fixed(node: Json, kinds: tuple[Kind, ...], where: str, depth: int) -> tuple[object, ...]:
    items = _items(node, where)
    if len(items) != len(kinds):
        raise _refused(f"hasn't {len(kinds)} items", where)
    pairs = zip(items, kinds, strict=True)
    return tuple(_read(one, kind, f"{where}[{index}]", depth + 1) for index, (one, kind) in enumerate(pairs))


def _record(node: Json, of: type, where: str, depth: int) -> object:
    if not isinstance(node, dict):
        raise _refused(f"isn't an object ({of.__name__})", where)
    fields = fields_of(of)
    allowed = {field.name for field in fields} | ({TAG} if of in tagged() else set())
    for name in node:
        if name not in allowed:
            raise _refused("is an unknown key", f"{where}.{name[:40]}")
    if of in tagged() and node.get(TAG) != of.__name__:
        raise _refused(f"has a {TAG} other than {of.__name__}", where)
    values: dict[str, object] = {}
    for field in fields:
        if field.name in node:
            values[field.name] = _read(node[field.name], field.kind, f"{where}.{field.name}", depth + 1)
        elif field.needed:
            raise _refused("is missing", f"{where}.{field.name}")
    return cast("object", of(**values))


def _member(node: Json, of: type[Enum], where: str) -> object:
    value = node
    if of in tagged():
        if not isinstance(node, dict) or set(node) != {TAG, ENUM_VALUE} or node[TAG] != of.__name__:
            raise _refused(f"isn't one of {of.__name__}", where)
        value = node[ENUM_VALUE]
    found = next((member for member in of if isinstance(value, str) and member.value == value), None)
    if found is None:
        raise _refused(f"isn't one of {of.__name__}", where)
    return found


def _items(node: Json, where: str) -> list[Json]:
    if not isinstance(node, list):
        raise _refused("isn't a list", where)
    return node


def _plain(node: Json, kind: Plain, where: str) -> object:
    match kind, node:
        case (Plain.TRUTH, bool()) | (Plain.TEXT, str()):
            return node
        case Plain.WHOLE, int() if not isinstance(node, bool) and abs(node) <= _WIDEST_WHOLE:
            return node
        case Plain.NUMBER, str() if node in ENDLESS:
            return ENDLESS[node]
        case Plain.NUMBER, int() if not isinstance(node, bool) and abs(node) <= _WIDEST_WHOLE:
            return float(node)
        case Plain.NUMBER, float() if math.isfinite(node):
            return node
        case Plain.DAY, str() if _DAY.fullmatch(node):
            return _day(node, where)
        case _:
            raise _refused(f"isn't of the kind {kind.name.lower()}", where)


def _day(node: str, where: str) -> date:
    try:
        return date.fromisoformat(node)
    except ValueError as error:
        raise _refused("isn't a day", where) from error


def _refused(what: str, where: str) -> InputRefusedError:
    return InputRefusedError(what, where=where, do="see the schema: deconflict-map schema")
