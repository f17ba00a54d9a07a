"""JSON values → the same values with like records as tables of columns, as `core.js` turns back into records.

A list of records that all have the same keys is written as one record `{"#": count, key: column, …}`. A column is
`[value]` where all are equal, `[values, indexes]` where that is shorter, or `[null, values]` as they are, one each. Ten
thousand places then cost a third of the room, and a sentence that twenty of them share stands once. Refuses nothing;
what isn't such a list stays as it is. A record that has the key `#` itself would be misread, so none may.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from deconflict_map.render.datablock import Json

MARK = "#"
_NUMBERS = frozenset((int, float, bool))
_FEW = 8
"""Lists up to this length are looked at for equal ones: evidence and denials, never outlines."""
_LEAST = 3
"""Shorter lists gain nothing."""
_SHARED = 0.5
"""A column is told by indexes if at most this share of its values differ (judgement: an index takes 2 to 5 bytes)."""


def tabled(value: Json) -> Json:
    """The value with its lists of like records as tables."""
    match value:
        case dict():
            return {key: tabled(item) for key, item in value.items()}
        case list():
            records = _records(value)
            return [_within(item) for item in value] if records is None else _table(records)
        case _:
            return value


def _within(item: Json) -> Json:
    if isinstance(item, list) and _NUMBERS.issuperset(map(type, item)):
        return item  # packed coordinates are many, and told by a look at their types
    return tabled(item) if isinstance(item, dict | list) else item


def _records(value: list[Json]) -> list[dict[str, Json]] | None:
    """The list as records of the same keys in the same order, or `None`."""
    if len(value) < _LEAST or not isinstance(value[0], dict):
        return None
    keys = list(value[0])
    found = [item for item in value if isinstance(item, dict) and list(item) == keys]
    return found if len(found) == len(value) and keys else None


def _table(records: list[dict[str, Json]]) -> Json:
    return {MARK: len(records), **{key: _column([record[key] for record in records]) for key in records[0]}}


def _column(values: list[Json]) -> Json:
    if any(isinstance(value, dict) or (isinstance(value, list) and len(value) > _FEW) for value in values):
        return [None, [_within(value) for value in values]]  # never the same twice, and long to compare
    places: dict[str, int] = {}
    indexes: list[Json] = [places.setdefault(_name(value), len(places)) for value in values]
    if len(places) > max(1, _SHARED * len(values)):
        return [None, [_within(value) for value in values]]
    first = {place: value for value, place in reversed(list(zip(values, indexes, strict=True)))}
    distinct = [_within(first[place]) for place in range(len(places))]
    return distinct if len(distinct) == 1 else [distinct, indexes]


def _name(value: Json) -> str:
    """What only equal values have in common: "1" isn't 1, and 1 isn't true."""
    if isinstance(value, str):
        return f"={value}"
    return json.dumps(value) if isinstance(value, list) else repr(value)


def untabled(value: Json) -> Json:
    """The records again: the inverse of `tabled`, for whoever reads a page's data."""
    match value:
        case dict():
            count = value.get(MARK)
            if isinstance(count, int):
                filled = [(key, _filled(column, count)) for key, column in value.items() if key != MARK]
                return [{key: column[place] for key, column in filled} for place in range(count)]
            return {key: untabled(item) for key, item in value.items()}
        case list():
            return [untabled(item) if isinstance(item, dict | list) else item for item in value]
        case _:
            return value


def _filled(column: Json, count: int) -> list[Json]:
    """One value for each record."""
    match column:
        case [value]:
            return [untabled(value)] * count
        case [None, [*values]]:
            return [untabled(value) for value in values]
        case [[*values], [*indexes]]:
            whole = [untabled(value) for value in values]
            return [whole[place] for place in indexes if isinstance(place, int)]
        case _:
            raise ValueError(f"no column: {json.dumps(column)[:80]}")
