"""Shapes → the artefact's layers: stream lines, areas, land borders, the coarse world.

Each row carries the bounds of its shape as columns, by which readers choose rows without opening shapes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from deconflict_map.gazetteer import geopackage
from deconflict_map.gazetteer.builder import natural_earth
from deconflict_map.model.place import PlaceKind

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from shapely.geometry.base import BaseGeometry

    from deconflict_map.gazetteer.record import BorderLine, Record

_LINES = frozenset({PlaceKind.STREAM, PlaceKind.VALLEY})
_WORLD = (-180.0, -90.0, 180.0, 90.0)


def write_streams(database: sqlite3.Connection, records: Sequence[Record]) -> None:
    """Lines of streams and valleys, running downstream where `flow` says that it is known."""
    rows = [
        (
            number,
            record.name,
            record.kind.value,
            record.rank,
            record.shape.flow,
            record.shape.source,
            *_geometry(record.shape.geometry),
        )
        for number, record in enumerate(records, start=1)
        if record.shape and record.kind in _LINES
    ]
    database.executemany("INSERT INTO stream_lines VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
    geopackage.register_layer(
        database, "stream_lines", "Rivers and reaches of rivers, running downstream", "GEOMETRY", _WORLD
    )


def write_areas(database: sqlite3.Connection, records: Sequence[Record]) -> None:
    """Areas of countries, divisions, lakes and regions."""
    rows = [
        (
            number,
            record.name,
            record.kind.value,
            record.country,
            record.rank,
            record.shape.source,
            *_geometry(record.shape.geometry),
        )
        for number, record in enumerate(records, start=1)
        if record.shape and record.kind not in _LINES
    ]
    database.executemany("INSERT INTO areas VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
    geopackage.register_layer(database, "areas", "Countries, divisions, lakes and regions", "GEOMETRY", _WORLD)


def write_borders(database: sqlite3.Connection, borders: Sequence[BorderLine]) -> None:
    """Pieces of land borders, and from them the neighbours."""
    rows = [
        (line.country, line.other, line.status, int(line.disputed), natural_earth.SOURCE, *_geometry(line.geometry))
        for line in borders
    ]
    database.executemany("INSERT INTO land_borders VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
    pairs = {(line.country, line.other) for line in borders if line.country and line.other}
    both = sorted(pairs | {(other, country) for country, other in pairs})
    database.executemany("INSERT INTO neighbours VALUES (NULL, ?, ?)", both)
    geopackage.register_layer(database, "land_borders", "Land borders; disputed ones are marked", "GEOMETRY", _WORLD)


def write_world(database: sqlite3.Connection, world: Sequence[tuple[str, str, BaseGeometry]]) -> None:
    """Outlines of all countries at 1:110m."""
    rows = [(code, name, natural_earth.SOURCE, *_geometry(geometry)) for code, name, geometry in world]
    database.executemany("INSERT INTO world VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
    geopackage.register_layer(database, "world", "Coarse outlines of all countries", "GEOMETRY", _WORLD)


def _geometry(geometry: BaseGeometry) -> tuple[float, float, float, float, bytes]:
    west, south, east, north = geometry.bounds
    return west, south, east, north, geopackage.encode_geometry(geometry)
