"""Records and borders → the artefact's bytes.

Rows go in by id, all times are fixed, and the fields in which SQLite leaves its version are blanked, so that the same
records give the same bytes. The file is written beside its target, checked, flushed and swapped in whole.
"""

from __future__ import annotations

import os
import sqlite3
from importlib.resources import files
from typing import TYPE_CHECKING

from deconflict_map.errors import GazetteerError
from deconflict_map.gazetteer import geopackage
from deconflict_map.gazetteer.builder.cities import THEATRE
from deconflict_map.gazetteer.builder.layers import write_areas, write_borders, write_streams, write_world
from deconflict_map.gazetteer.keys import key_number
from deconflict_map.gazetteer.names import first_word, folded_key, light_key, may_be_article, most_words, skeleton_key
from deconflict_map.model.place import PlaceKind, ShapeForm

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

    from deconflict_map.gazetteer.record import BorderLine, Record
    from deconflict_map.model.place import DataSource

_PAGE_SIZE = 1024
"""A quarter of SQLite's default: the shapes' last pages are half empty, and there are thousands of shapes."""
_CHANGE_COUNTER = slice(24, 28)
_VERSION_VALID_FOR = slice(92, 96)
_SQLITE_VERSION = slice(96, 100)
"""Offsets in the database header: SQLite file format, section 1.3. `version-valid-for` must equal the change counter,
or readers recount the pages, so both are set to one."""
_LISTED = (
    ("names", "Names of the places; demonyms are marked"),
    ("neighbours", "Countries that share a land border"),
    ("sources", "What the gazetteer was built from, and how to credit it"),
)


def write_artefact(
    target: Path,
    records: Iterable[Record],
    borders: Sequence[BorderLine],
    world: Sequence[tuple[str, str, BaseGeometry]],
    sources: Sequence[DataSource],
) -> None:
    """Write the artefact to `target`, replacing what lay there once the new one is whole.

    Raises:
        GazetteerError: the file can't be written, or what was written doesn't check.
    """
    ordered = sorted(records, key=lambda record: record.id)
    beside = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        beside.unlink(missing_ok=True)
        _write(beside, ordered, borders, world, sources)
        _blank_versions(beside)
        _check(beside, len(ordered))
        _flush(beside)
        beside.replace(target)
    except (OSError, sqlite3.Error) as error:
        raise GazetteerError(f"can't write: {error}", where=str(target), do="see to space and rights") from error
    finally:
        beside.unlink(missing_ok=True)


def _write(
    path: Path,
    records: Sequence[Record],
    borders: Sequence[BorderLine],
    world: Sequence[tuple[str, str, BaseGeometry]],
    sources: Sequence[DataSource],
) -> None:
    database = sqlite3.connect(path)
    try:
        database.execute(f"PRAGMA page_size = {_PAGE_SIZE}")
        database.execute("PRAGMA encoding = 'UTF-8'")
        database.execute("PRAGMA journal_mode = MEMORY")
        database.execute(f"PRAGMA application_id = {geopackage.APPLICATION_ID}")
        database.execute(f"PRAGMA user_version = {geopackage.USER_VERSION}")
        geopackage.begin_geopackage(database)
        database.executescript((files("deconflict_map.gazetteer") / "schema.sql").read_text(encoding="utf-8"))
        _write_places(database, records)
        _write_names(database, records)
        write_streams(database, records)
        write_areas(database, records)
        write_borders(database, borders)
        write_world(database, world)
        database.executemany(
            "INSERT INTO sources (id, title, version, licence, attribution) VALUES (?, ?, ?, ?, ?)",
            [(source.id, source.title, source.version, source.licence, source.attribution) for source in sources],
        )
        for table, description in _LISTED:
            geopackage.register_attributes(database, table, description)
        database.commit()
        database.execute("VACUUM")
    finally:
        database.close()


def shape_form(record: Record) -> ShapeForm:
    """Whether a record has a line, an area or no shape."""
    if record.shape is None:
        return ShapeForm.NONE
    return ShapeForm.LINE if record.kind in {PlaceKind.STREAM, PlaceKind.VALLEY} else ShapeForm.AREA


def _write_places(database: sqlite3.Connection, records: Sequence[Record]) -> None:
    rows = (
        (
            record.id,
            record.name,
            record.kind.value,
            record.feature,
            record.lon,
            record.lat,
            record.country,
            record.division,
            record.population,
            record.local_name,
            record.source,
            shape_form(record).value,
            record.shape.error_m if record.shape else 0.0,
            geopackage.encode_point(record.lon, record.lat),
        )
        for record in records
    )
    database.executemany("INSERT INTO places VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
    lons, lats = [record.lon for record in records], [record.lat for record in records]
    bounds = (min(lons), min(lats), max(lons), max(lats)) if records else (-180.0, -90.0, 180.0, 90.0)
    geopackage.register_layer(database, "places", "Places, as points", "POINT", bounds)


def _write_names(database: sqlite3.Connection, records: Sequence[Record]) -> None:
    names = [
        (place, demonym, name)
        for place, record in enumerate(records, start=1)
        for demonym, spellings in ((0, record.names), (1, record.demonyms))
        for name in spellings
    ]
    database.executemany("INSERT INTO names VALUES (NULL, ?, ?, ?)", names)
    keys: set[tuple[int, int]] = set()
    skeletons: set[tuple[int, int]] = set()
    words: dict[int, int] = {}
    seen: set[tuple[int, str]] = set()
    for fid, (place, demonym, name) in enumerate(names, start=1):
        folded = folded_key(name)
        record = records[place - 1]
        keys.add((key_number(light_key(name)), fid))
        if record.romanised or " " in light_key(name):
            keys.add((key_number(folded), fid))
        for word, length in _beginnings(name, folded):
            words[word] = max(words.get(word, 0), length)
        skeleton = skeleton_key(name)
        wanted = record.country in THEATRE or name == record.names[0]
        if skeleton and wanted and not demonym and (place, folded) not in seen:
            seen.add((place, folded))
            skeletons.add((key_number(skeleton), fid))
    database.executemany("INSERT INTO name_keys VALUES (?, ?)", sorted(keys))
    database.executemany("INSERT INTO skeletons VALUES (?, ?)", sorted(skeletons))
    database.executemany("INSERT INTO first_words VALUES (?, ?)", sorted(words.items()))


def _beginnings(name: str, folded: str) -> list[tuple[int, int]]:
    """Words with which a text may begin this name, as numbers, and the most words that it then has."""
    length = max(most_words(folded), light_key(name).count(" ") + 1)
    first = name.split(maxsplit=1)[0]
    beginnings = [(key_number(first_word(folded)), length)]
    if may_be_article(first):
        beginnings.append((key_number(first_word(folded_key(first))), length + 1))
    return beginnings


def _blank_versions(path: Path) -> None:
    """Take SQLite's own version out of the header."""
    with path.open("r+b") as file:
        header = bytearray(file.read(100))
        header[_CHANGE_COUNTER] = header[_VERSION_VALID_FOR] = (1).to_bytes(4, "big")
        header[_SQLITE_VERSION] = bytes(4)
        file.seek(0)
        file.write(header)


def _check(path: Path, places: int) -> None:
    """Read the file back as a stranger would."""
    database = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        (verdict,) = database.execute("PRAGMA integrity_check").fetchone()
        (written,) = database.execute("SELECT count(*) FROM places").fetchone()
    finally:
        database.close()
    if verdict != "ok" or written != places:
        raise GazetteerError(f"check failed: {verdict}, {written} places", where=str(path), do="report this")


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
