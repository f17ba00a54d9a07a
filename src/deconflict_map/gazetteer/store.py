"""An artefact's path → rows: places by number or id, names by key, shapes.

Opens read-only and immutable, trusts nothing in the file's schema, and refuses files that aren't ours. Trade-off:
places and look-ups are kept once read (a few kilobytes an article), so a store grows to at most its caches' size.
"""

from __future__ import annotations

import hashlib
import sqlite3
from functools import lru_cache
from typing import TYPE_CHECKING

from deconflict_map.errors import GazetteerError
from deconflict_map.gazetteer import geopackage
from deconflict_map.gazetteer.keys import key_number
from deconflict_map.model.place import DataSource, Place, PlaceKind, ShapeForm

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

_TABLES = frozenset({"places", "names", "name_keys", "skeletons", "first_words", "areas", "stream_lines", "sources"})
_REBUILD = "reinstall deconflict-map, or run deconflict-map gazetteer build"
_PLACE = (
    "SELECT fid, id, name, kind, feature, lon, lat, country, division, population, shape, shape_error_m, source, "
    "local_name FROM places"
)
_PLACE_BY_NUMBER = f"{_PLACE} WHERE fid = ?"
_PLACE_BY_ID = f"{_PLACE} WHERE id = ?"
_NAMES_BY_ID = (
    "SELECT n.name FROM names n JOIN places p ON p.fid = n.place WHERE p.id = ? AND NOT n.demonym ORDER BY n.fid"
)
_BY_KEYS = "SELECT n.place, n.demonym, n.name FROM name_keys k JOIN names n ON n.fid = k.name WHERE k.key IN (?, ?)"
_BY_SKELETON = "SELECT n.place, n.name FROM skeletons k JOIN names n ON n.fid = k.name WHERE k.key = ?"


class Store:
    """Rows of an artefact. Not for use by several threads at once."""

    def __init__(self, path: Path) -> None:
        """Open the artefact.

        Raises:
            GazetteerError: it is missing, damaged, or of another format or version.
        """
        self.path = path
        self._database = _connect(path)
        self._sources = {source.id: source for source in self._read_sources()}
        self.place_by_number = lru_cache(maxsize=65536)(self._place_by_number)
        self.words_after = lru_cache(maxsize=65536)(self._words_after)

    def _query(self, sql: str, values: Sequence[str | int | float] = ()) -> list[tuple[object, ...]]:
        try:
            return self._database.execute(sql, values).fetchall()
        except sqlite3.Error as error:
            raise GazetteerError(f"damaged: {error}", where=str(self.path), do=_REBUILD) from error

    def _read_sources(self) -> list[DataSource]:
        rows = self._query("SELECT id, title, version, licence, attribution FROM sources ORDER BY fid")
        return [
            DataSource(id=str(i), title=str(t), version=str(v), licence=str(lc), attribution=str(a))
            for i, t, v, lc, a in rows
        ]

    def sources(self) -> tuple[DataSource, ...]:
        """What the artefact was built from."""
        return tuple(self._sources.values())

    def _words_after(self, number: int) -> int:
        rows = self._query("SELECT words FROM first_words WHERE key = ?", (number,))
        return int(str(rows[0][0])) if rows else 0

    def names_by_keys(self, light: str, folded: str) -> list[tuple[int, bool, str]]:
        """Number of the place, whether it is a demonym, and the name, of all names that may have one of the keys."""
        rows = self._query(_BY_KEYS, (key_number(light), key_number(folded)))
        return [(int(str(place)), bool(demonym), str(name)) for place, demonym, name in rows]

    def names_by_skeleton(self, skeleton: str) -> list[tuple[int, str]]:
        """Number of the place and the name, of all names that may have the skeleton."""
        return [(int(str(place)), str(name)) for place, name in self._query(_BY_SKELETON, (key_number(skeleton),))]

    def _place_by_number(self, number: int) -> Place:
        return self._place(self._query(_PLACE_BY_NUMBER, (number,))[0])

    def place_by_id(self, place_id: str) -> Place | None:
        """The place with this id."""
        rows = self._query(_PLACE_BY_ID, (place_id,))
        return self._place(rows[0]) if rows else None

    def places_where(self, condition: str, values: Sequence[str | int | float], *, most: int = -1) -> list[Place]:
        """Places that fulfil a condition over the columns of `places`, most populous first; at most `most` of them."""
        rows = self._query(f"{_PLACE} WHERE {condition} ORDER BY population DESC, id LIMIT ?", (*values, most))
        return [self._place(row) for row in rows]

    def _place(self, row: tuple[object, ...]) -> Place:
        _, identifier, name, kind, feature, lon, lat, country, division, population, shape, error, source, local = row
        return Place(
            id=str(identifier),
            name=str(name),
            kind=PlaceKind(str(kind)),
            feature=str(feature),
            lon=float(str(lon)),
            lat=float(str(lat)),
            country=str(country),
            division=str(division),
            population=int(str(population)),
            shape=ShapeForm(str(shape)),
            shape_error_m=float(str(error)),
            source=str(source),
            licence=self._sources[str(source)].licence,
            local_name=str(local),
        )

    def number_of(self, place_id: str) -> int | None:
        """Row number of a place."""
        rows = self._query("SELECT fid FROM places WHERE id = ?", (place_id,))
        return int(str(rows[0][0])) if rows else None

    def names_of(self, place_id: str) -> tuple[str, ...]:
        """All names of a place, its display name first, without demonyms."""
        return tuple(str(name) for (name,) in self._query(_NAMES_BY_ID, (place_id,)))

    def shapes(
        self, table: str, columns: str, condition: str, values: Sequence[str | int | float]
    ) -> list[tuple[tuple[object, ...], BaseGeometry]]:
        """Columns and shape of the rows of a layer that fulfil a condition, by row number."""
        rows = self._query(f"SELECT {columns}, geom FROM {table} WHERE {condition} ORDER BY fid", values)  # noqa: S608 - fixed texts of this package; values are bound
        return [(row[:-1], geopackage.decode_geometry(bytes(row[-1]))) for row in rows if isinstance(row[-1], bytes)]

    def neighbours(self, country: str) -> tuple[str, ...]:
        """Codes of the countries that share a land border, sorted."""
        rows = self._query("SELECT other FROM neighbours WHERE country = ? ORDER BY other", (country,))
        return tuple(str(other) for (other,) in rows)

    def count(self, table: str, by: str) -> dict[str, int]:
        """Rows of a table by the value of a column, sorted by it."""
        rows = self._query(f"SELECT {by}, count(*) FROM {table} GROUP BY {by} ORDER BY {by}")  # noqa: S608 - as above
        return {str(value): int(str(number)) for value, number in rows}

    def checksum(self) -> str:
        """SHA-256 of the whole file; reads all of it."""
        return hashlib.sha256(self.path.read_bytes()).hexdigest()

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()


def _connect(path: Path) -> sqlite3.Connection:
    if not path.is_file():
        raise GazetteerError("no gazetteer here", where=str(path), do=_REBUILD)
    database = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
    try:
        database.execute("PRAGMA query_only = ON")
        database.execute("PRAGMA trusted_schema = OFF")
        (application,) = database.execute("PRAGMA application_id").fetchone()
        (version,) = database.execute("PRAGMA user_version").fetchone()
        tables = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    except sqlite3.Error as error:
        database.close()
        raise GazetteerError(f"no gazetteer, or damaged: {error}", where=str(path), do=_REBUILD) from error
    if application != geopackage.APPLICATION_ID or version != geopackage.USER_VERSION:
        database.close()
        raise GazetteerError("not a GeoPackage 1.3", where=str(path), do=_REBUILD)
    missing = sorted(_TABLES - tables)
    if missing:
        database.close()
        raise GazetteerError(f"of another version: no table {missing[0]}", where=str(path), do=_REBUILD)
    return database
