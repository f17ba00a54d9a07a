"""Writes a tiny artefact to the path given; run in its own process by the tests of determinism."""

from __future__ import annotations

import sys
from pathlib import Path

import shapely

from deconflict_map.gazetteer.record import BorderLine, Record, Shape
from deconflict_map.gazetteer.builder.writer import write_artefact
from deconflict_map.model.place import DataSource, PlaceKind

SOURCE = DataSource(id="test", title="Test", version="1", licence="CC0-1.0", attribution="nobody")
RIVER = shapely.LineString([(0.0, 1.0), (1.0, 0.0)])


def record(identifier, name, kind, *names, **more):
    lon, lat = more.pop("at", (0.5, 0.5))
    return Record(id=identifier, name=name, kind=kind, feature="X", lon=lon, lat=lat, source="test",
                  names=(name, *names), **more)  # fmt: skip


RECORDS = (
    record("t:2", "Ar Rabwah", PlaceKind.POPULATED, "Rabwa", "ربوة", population=10, country="AA", division="01"),
    record("t:1", "Aland", PlaceKind.COUNTRY, "AL", demonyms=("Alandic", "Alanders"), country="AA", population=99,
           shape=Shape(geometry=shapely.box(0, 0, 1, 1), error_m=100.0, source="test")),
    record("t:3", "Long River", PlaceKind.STREAM, shape=Shape(geometry=RIVER, error_m=50.0, source="test", flow="elevation")),
    record("t:4", "Bland", PlaceKind.COUNTRY, country="BB", population=5, at=(1.5, 0.5)),
)  # fmt: skip
BORDERS = (
    BorderLine(country="AA", other="BB", status="International boundary", disputed=False,
               geometry=shapely.LineString([(1, 0), (1, 1)])),
)  # fmt: skip
WORLD = (("AAA", "Aland", shapely.box(0, 0, 1, 1)),)


def build(path):
    write_artefact(path, RECORDS, BORDERS, WORLD, (SOURCE,))


if __name__ == "__main__":
    build(Path(sys.argv[1]))
