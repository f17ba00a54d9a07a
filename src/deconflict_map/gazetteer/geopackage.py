"""Geometries and tables ↔ the bytes of an OGC GeoPackage 1.3, by `sqlite3` alone.

Refuses files whose application id or schema version isn't ours. Trade-off: no R-tree extension (its triggers need
functions that plain SQLite lacks); each layer carries the bounds of its shapes as columns instead.
Source of every layout below: OGC 12-128r17, GeoPackage Encoding Standard 1.3, clauses 1.1.1, 2.1.3 and annex C.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

    from shapely.geometry.base import BaseGeometry

APPLICATION_ID = 0x47504B47
"""'GPKG' (clause 1.1.1.1.2)."""
USER_VERSION = 10300
"""GeoPackage 1.3 (clause 1.1.1.1.2)."""
SRS_ID = 4326
FIXED_TIME = "2000-01-01T00:00:00.000Z"
"""`last_change` is mandatory; a build must not depend on the clock, so this isn't the time of the build."""

_HEADER = struct.Struct("<2sBBi")
_POINT = struct.Struct("<2sBBiBIdd")
_ENVELOPE = struct.Struct("<4d")
_LITTLE_ENDIAN = 0b1
_WITH_ENVELOPE_XY = 0b10
"""Flag bits 3-1 hold the envelope's kind; 1 is `[minx, maxx, miny, maxy]` (clause 2.1.3)."""

_WGS84 = (
    'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],'
    'AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,'
    'AUTHORITY["EPSG","9122"]],AXIS["Latitude",NORTH],AXIS["Longitude",EAST],AUTHORITY["EPSG","4326"]]'
)
_CORE_TABLES = """
CREATE TABLE gpkg_spatial_ref_sys (
  srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY, organization TEXT NOT NULL,
  organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (
  table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE, description TEXT DEFAULT '',
  last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')), min_x DOUBLE, min_y DOUBLE,
  max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
  CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (
  table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL,
  z TINYINT NOT NULL, m TINYINT NOT NULL,
  CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name), CONSTRAINT uk_gc_table_name UNIQUE (table_name),
  CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
  CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));
"""
_REFERENCE_SYSTEMS = (
    ("Undefined Cartesian SRS", -1, "NONE", -1, "undefined", "undefined Cartesian coordinate reference system"),
    ("Undefined geographic SRS", 0, "NONE", 0, "undefined", "undefined geographic coordinate reference system"),
    ("WGS 84 geodetic", SRS_ID, "EPSG", SRS_ID, _WGS84, "longitude/latitude in degrees on the WGS 84 ellipsoid"),
)


def begin_geopackage(database: sqlite3.Connection) -> None:
    """Write the tables that every GeoPackage has."""
    database.executescript(_CORE_TABLES)
    database.executemany("INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)", _REFERENCE_SYSTEMS)


def register_attributes(database: sqlite3.Connection, table: str, description: str) -> None:
    """List a table without geometry in the contents."""
    database.execute(
        "INSERT INTO gpkg_contents VALUES (?, 'attributes', ?, ?, ?, NULL, NULL, NULL, NULL, NULL)",
        (table, table, description, FIXED_TIME),
    )


def register_layer(
    database: sqlite3.Connection,
    table: str,
    description: str,
    geometry_type: str,
    bounds: tuple[float, float, float, float],
) -> None:
    """List a table with a `geom` column, with its bounds `(west, south, east, north)` in degrees."""
    database.execute(
        "INSERT INTO gpkg_contents VALUES (?, 'features', ?, ?, ?, ?, ?, ?, ?, ?)",
        (table, table, description, FIXED_TIME, *bounds, SRS_ID),
    )
    database.execute("INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', ?, ?, 0, 0)", (table, geometry_type, SRS_ID))


def encode_point(lon: float, lat: float) -> bytes:
    """GeoPackage geometry of a point, degrees."""
    return _POINT.pack(b"GP", 0, _LITTLE_ENDIAN, SRS_ID, 1, 1, lon, lat)


def encode_geometry(geometry: BaseGeometry) -> bytes:
    """GeoPackage geometry of a shape in EPSG:4326, with its envelope."""
    import shapely  # noqa: PLC0415 - reading names and places needs no geometry library

    west, south, east, north = geometry.bounds
    header = _HEADER.pack(b"GP", 0, _LITTLE_ENDIAN | _WITH_ENVELOPE_XY, SRS_ID)
    wkb: bytes = shapely.to_wkb(geometry, byte_order=1, flavor="iso")
    return header + _ENVELOPE.pack(west, east, south, north) + wkb


def decode_geometry(blob: bytes) -> BaseGeometry:
    """Shape in EPSG:4326 from a GeoPackage geometry that this module wrote."""
    import shapely  # noqa: PLC0415 - as above

    geometry: BaseGeometry = shapely.from_wkb(blob[_HEADER.size + _ENVELOPE.size :])
    return geometry
