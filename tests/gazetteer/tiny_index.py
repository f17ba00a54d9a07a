"""Writes a tiny index to the path given; also run in its own process by the tests of determinism and of kills."""

from __future__ import annotations

import sys
from pathlib import Path

from deconflict_map.gazetteer.indexing import IndexWriter
from deconflict_map.gazetteer.record import Record
from deconflict_map.model.place import DataSource, PlaceKind

SOURCE = DataSource(id="test", title="Test", version="1", licence="CC0-1.0", attribution="nobody")


def record(identifier, name, *names, at=(0.5, 0.5), kind=PlaceKind.POPULATED, **more):
    return Record(id=identifier, name=name, kind=kind, feature=more.pop("feature", "PPL"), lon=at[0], lat=at[1],
                  source="test", names=(name, *names), **more)  # fmt: skip


RECORDS = (
    record("geonames:7", "Ar Rabwah", "Rabwa", "Er Rabua", at=(36.2, 33.5), population=10, country="SY", division="13",
           district="01", local_name="الربوة"),
    record("geonames:3", "Aland", "AL", at=(20.0, 60.2), kind=PlaceKind.COUNTRY, feature="PCLI", country="AX",
           population=99, demonyms=("Alandic", "Alanders")),
    record("dm:river:long", "Long River", at=(-179.5, -10.0), kind=PlaceKind.STREAM, feature="STM"),
    record("geonames:11", "Rabwah", at=(72.9, 31.7), population=70_000, country="PK"),
    record("geonames:12", "Al", at=(10.0, 60.0), population=5, country="NO", romanised=False),
    record("ne:9", "Springfield", at=(-89.6, 39.8), population=114_000, country="US", division="IL", romanised=False),
    record("ne:10", "Springfield", at=(-72.6, 42.1), population=155_000, country="US", division="MA", romanised=False),
)  # fmt: skip


def build(path, records=RECORDS):
    with IndexWriter(path, (SOURCE,)) as writer:
        for one in records:
            writer.add(one)
        return writer.finish()


if __name__ == "__main__":
    build(Path(sys.argv[1]))
