"""Hypothesis strategies for any value that a document can hold, driven by the same hints as the model's types."""

from __future__ import annotations

import datetime as dt

import shapely
from hypothesis import strategies as st

from deconflict_map.export.documents.kinds import (
    Choice,
    Either,
    Fixed,
    Listed,
    Maybe,
    Plain,
    Record,
    Shape,
    fields_of,
)

_LON = st.floats(-360, 360)
_LAT = st.floats(-90, 90)
_POSITION = st.tuples(_LON, _LAT)
_FULL_LINE = st.lists(_POSITION, min_size=2, max_size=4).map(shapely.LineString)
_LINE = _FULL_LINE | st.just(shapely.LineString())
_RING = st.lists(_POSITION, min_size=3, max_size=5).map(lambda places: [*places, places[0]])
_FULL_POLYGON = st.builds(shapely.Polygon, _RING, st.lists(_RING, max_size=1))
_FULL_POINT = _POSITION.map(shapely.Point)
_SINGLE = (
    _LINE
    | _FULL_POLYGON
    | _FULL_POINT
    | _RING.map(shapely.LinearRing)
    | st.sampled_from([shapely.Point(), shapely.Polygon()])
)
ANY_SHAPE = (
    _SINGLE
    | st.lists(_FULL_POLYGON, max_size=2).map(shapely.MultiPolygon)
    | st.lists(_FULL_LINE, max_size=2).map(shapely.MultiLineString)
    | st.lists(_FULL_POINT, max_size=2).map(shapely.MultiPoint)
    | st.lists(_SINGLE, max_size=2).map(shapely.GeometryCollection)
)
# Drawing coordinates is slow; records are tried with a few shapes, shapes by themselves with many.
_SHAPES = [
    shapely.Point(0.1, 1 / 3),
    shapely.Point(),
    shapely.box(179.5, -1, 181.25, 1e-300),
    shapely.Polygon([(0, 0), (9, 0), (9, 9)], [[(5, 1), (6, 1), (6, 2)]]),
    shapely.MultiPolygon([shapely.box(0, 0, 1, 1), shapely.box(2, 2, 3, 3)]),
    shapely.GeometryCollection([shapely.Point(1, 2), shapely.LineString([(0, 0), (1, 1)])]),
    shapely.GeometryCollection(),
    shapely.Polygon(),
]
_LINES = [shapely.LineString([(0, 0.1), (-0.0, 0.2), (1e-9, 3)]), shapely.LineString()]
_PLAIN = {
    # Lone surrogates among them, as a library's user may have them; a pair would be one character to JSON.
    Plain.TEXT: st.text(max_size=8) | st.sampled_from(["\ud800", "\udfff\ud83d", "\0", "\u2028", "</script>", "=1+1"]),
    Plain.WHOLE: st.integers(-(2**53), 2**53),
    Plain.NUMBER: st.floats(allow_nan=False) | st.integers(-9, 9),
    Plain.TRUTH: st.booleans(),
    Plain.DAY: st.dates(dt.date(1, 1, 1), dt.date(9999, 12, 31)),
}


def values(kind, depth=3):  # noqa: PLR0911 -- one arm a kind
    """Values of a kind; unions go `depth` records deep."""
    match kind:
        case Plain():
            return _PLAIN[kind]
        case Choice(of=of):
            return st.sampled_from(list(of))
        case Shape(of=of):
            return st.sampled_from(_LINES if of is shapely.LineString else _SHAPES + _LINES)
        case Maybe(item=item):
            return st.none() | values(item, depth) if depth > 0 else st.none()
        case Listed(item=item):
            return st.lists(values(item, depth), max_size=2).map(tuple) if depth > 0 else st.just(())
        case Fixed(items=items):
            return st.tuples(*(values(item, depth) for item in items))
        case Either(members=members):
            flat = [one for one in members if depth > 0 or not _nested(one)]
            return st.sampled_from(flat).flatmap(lambda one: values(one, depth - 1))
        case Record(of=of):
            parts = {field.name: values(field.kind, depth - 1) for field in fields_of(of)}
            return st.deferred(lambda: st.builds(of, **parts))
    raise AssertionError(kind)


def _nested(member):
    return isinstance(member, Record) and any(_holds(field.kind) for field in fields_of(member.of))


def _holds(kind):
    match kind:
        case Either():
            return True
        case Record(of=of):
            return any(_holds(field.kind) for field in fields_of(of))
        case _:
            return False
