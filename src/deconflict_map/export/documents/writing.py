"""A `Reading` → JSON that holds all of it: the same reading gives the same bytes, and nothing is rounded.

Numbers are written with as many digits as they need to come back the same; an endless one as `"Infinity"`. Geometries
are written as GeoJSON's geometry objects (EPSG:4326, longitude before latitude), not cut at 180°. Refuses values that
the model's types don't allow, since they couldn't be read back.
"""

from __future__ import annotations

import json
import math
import re
from datetime import date
from typing import TYPE_CHECKING, assert_never

from deconflict_map.errors import UsageError
from deconflict_map.export.documents.geometry import written_shape
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

if TYPE_CHECKING:
    from deconflict_map.export.documents.kinds import Kind
    from deconflict_map.export.tree import Json
    from deconflict_map.model.reading import Reading

FORMAT = "deconflict-map document"
VERSION = 1
SCHEMA_ID = f"urn:deconflict-map:document:{VERSION}"
TAG = "type"
ENUM_VALUE = "value"
ENDLESS = {"Infinity": math.inf, "-Infinity": -math.inf}

_HALVES = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def document_json(reading: Reading) -> str:
    """The whole reading as one JSON object, ending in a newline.

    Raises:
        UsageError: It holds a value that its types don't allow.
    """
    held = {"$schema": SCHEMA_ID, "format": FORMAT, "version": VERSION, "reading": _written(reading, ROOT, "reading")}
    text = json.dumps(held, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    # UTF-8 has no lone surrogates, JSON's escapes do; but two halves would be read as one character.
    whole = _HALVES.sub("\ufffd\ufffd", text)
    return _SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", whole) + "\n"


def _written(value: object, kind: Kind, where: str) -> Json:  # noqa: C901, PLR0911 -- one arm a kind
    match kind:
        case Plain():
            return _plain(value, kind, where)
        case Choice(of=of):
            if not isinstance(value, of):
                raise _unfit(value, of.__name__, where)
            return _member(value.value, of)
        case Shape(of=of):
            if not isinstance(value, of):
                raise _unfit(value, of.__name__, where)
            return written_shape(value, where)
        case Maybe(item=item):
            return None if value is None else _written(value, item, where)
        case Listed(item=item):
            items = _items(value, where)
            return [_written(one, item, f"{where}[{index}]") for index, one in enumerate(items)]
        case Fixed(items=kinds):
            pairs = zip(_items(value, where), kinds, strict=True)
            return [_written(one, item, f"{where}[{index}]") for index, (one, item) in enumerate(pairs)]
        case Either():
            member = kind.named(type(value).__name__)
            if member is None:
                raise _unfit(value, " or ".join(one.of.__name__ for one in kind.members), where)
            return _written(value, member, where)
        case Record(of=of):
            return _record(value, of, where)
        case _:
            assert_never(kind)


def _member(value: Json, of: type) -> Json:
    return {TAG: of.__name__, ENUM_VALUE: value} if of in tagged() else value


def _record(value: object, of: type, where: str) -> Json:
    if not isinstance(value, of):
        raise _unfit(value, of.__name__, where)
    node: dict[str, Json] = {TAG: of.__name__} if of in tagged() else {}
    for field in fields_of(of):
        node[field.name] = _written(getattr(value, field.name), field.kind, f"{where}.{field.name}")
    return node


def _items(value: object, where: str) -> tuple[object, ...]:
    if not isinstance(value, tuple):
        raise _unfit(value, "tuple", where)
    return value


def _plain(value: object, kind: Plain, where: str) -> Json:
    match kind, value:
        case Plain.TRUTH, bool():
            return value
        case Plain.WHOLE, int() if not isinstance(value, bool):
            return int(value)
        case Plain.NUMBER, int() | float() if not isinstance(value, bool):
            number = float(value)
            if math.isnan(number):
                raise _unfit(value, "number", where)
            return number if math.isfinite(number) else ("Infinity" if number > 0 else "-Infinity")
        case Plain.TEXT, str():
            return str(value)
        case Plain.DAY, date() if type(value) is date:
            return value.isoformat()
        case _:
            raise _unfit(value, kind.value.__name__, where)


def _unfit(value: object, wanted: str, where: str) -> UsageError:
    return UsageError(f"a {type(value).__name__} can't be written as {wanted}", where=where)
