"""A tiny world as records, borders and outlines, and the file of shapes made of it.

Run in its own process by the tests of determinism: `python tiny_shapes.py TARGET [backwards]`.
"""

from __future__ import annotations

import sys
from pathlib import Path

import shapely

from deconflict_map.gazetteer.builder.disputed import SOURCE as DISPUTED
from deconflict_map.gazetteer.builder.disputed import Claim
from deconflict_map.gazetteer.builder.shapes import ShapesReport, write_shapes
from deconflict_map.gazetteer.record import BorderLine, Record, Shape
from deconflict_map.model.place import PlaceKind

# Aland (AA) lies west of Bland (BB): two squares that meet on the meridian of 2° east in a bent border; Aland has an
# island and two divisions, Bland a lake, an enclave of Aland's and a river that ends at the border.
BORDER = ((2.0, 0.0), (2.1, 0.7), (1.9, 1.4), (2.0, 2.0))
ENCLAVE = shapely.box(3.0, 0.5, 3.2, 0.7)
MAIN = shapely.Polygon([(0, 0), *BORDER, (0, 2)])
ISLAND = shapely.box(-1.0, 0.5, -0.8, 0.7)
ALAND = shapely.MultiPolygon([MAIN, ISLAND, ENCLAVE])
BLAND = shapely.Polygon([(4, 0), (4, 2), *reversed(BORDER)], [ENCLAVE.exterior.coords])
NORTH = shapely.intersection(MAIN, shapely.box(-2, 1, 5, 3))
SOUTH = shapely.union_all([shapely.intersection(MAIN, shapely.box(-2, -1, 5, 1)), ISLAND, ENCLAVE])
LAKE = shapely.Point(3.5, 1.5).buffer(0.2)
RIVER = shapely.LineString([(3.9, 1.9), (3.0, 1.2), (2.5, 1.1), (1.95, 1.225)])
WITH_BRANCH = shapely.MultiLineString([RIVER, [(3.0, 1.9), (3.0, 1.2)]])
BUFFER_ZONE = shapely.Polygon([*BORDER, (2.2, 2.0), (2.2, 0.0)])
FAR = shapely.MultiPolygon([shapely.box(179, -20, 180, -19), shapely.box(-180, -20, -179, -19)])
"""A country on both sides of the date line."""


def record(identifier, name, kind, geometry, **more):
    flow, status, source, error_m = (more.pop(key, default) for key, default in (
        ("flow", ""), ("status", ""), ("shape_source", "natural-earth"), ("error_m", 1500.0)))  # fmt: skip
    shape = geometry and Shape(geometry=geometry, error_m=error_m, source=source, flow=flow, status=status)
    return Record(
        id=identifier, name=name, kind=kind, lon=0.0, lat=0.0, source=source, names=(name,), shape=shape,
        **{"feature": "RGN"} | more,
    )  # fmt: skip


RECORDS = (
    record("geonames:1", "Aland", PlaceKind.COUNTRY, ALAND, country="AA", rank=2),
    record("geonames:2", "Bland", PlaceKind.COUNTRY, BLAND, country="BB", local_name="بلد", rank=3),
    record("geonames:3", "Farland", PlaceKind.COUNTRY, FAR, country="FF", rank=3),
    record("geonames:11", "North Aland", PlaceKind.DIVISION, NORTH, country="AA", rank=4),
    record("geonames:12", "South Aland", PlaceKind.DIVISION, SOUTH, country="AA", rank=4),
    record("ne:7", "Lake Round", PlaceKind.LAKE, LAKE, country="BB", rank=1),
    record("ne:river:long", "Long River", PlaceKind.STREAM, WITH_BRANCH, flow="elevation", rank=1),
    record("ne:river:brook", "Brook", PlaceKind.STREAM, shapely.LineString([(3.2, 0.1), (3.8, 0.2)]), rank=9),
    record("dm:valley:long", "Long Valley", PlaceKind.VALLEY, shapely.LineString(RIVER.coords[1:3]), rank=1,
           error_m=4000.0),
    record("dm:region:both", "Both Lands", PlaceKind.REGION, shapely.union_all([ALAND, BLAND])),
    record("dm:special:buffer", "Buffer Zone", PlaceKind.REGION, BUFFER_ZONE, shape_source=DISPUTED,
           status="Claimed by Aland", error_m=4000.0),
    record("geonames:99", "Nowhere", PlaceKind.POPULATED, None),
)  # fmt: skip
BORDERS = (
    BorderLine(country="AA", other="BB", status="International boundary", disputed=False,
               geometry=shapely.MultiLineString([BORDER[:2], BORDER[1:3]])),
    BorderLine(country="AA", other="BB", status="Line of control", disputed=True,
               geometry=shapely.LineString(BORDER[2:])),
    BorderLine(country="", other="BB", status="Indefinite", disputed=True,
               geometry=shapely.LineString([(4, 0), (4, 2)])),
)  # fmt: skip
CLAIMS = (
    Claim(id="ne:disputed-line:1", name="Bland's claim", country="AA", other="BB", status="Claim boundary",
          error_m=1500.0, geometry=shapely.LineString([(1.5, 0), (1.5, 2)])),
    Claim(id="ne:disputed:1", name="North Aland", country="AA", other="", status="Claimed by Bland",
          error_m=1500.0, geometry=NORTH),
)  # fmt: skip
WORLD = (("AAA", "Aland", shapely.box(0, 0, 2, 2)), ("BBB", "Bland", shapely.box(2, 0, 4, 2)))


def write_tiny_shapes(target: Path, *, backwards: bool = False) -> ShapesReport:
    step = -1 if backwards else 1
    return write_shapes(target, RECORDS[::step], BORDERS[::step], WORLD[::step], CLAIMS[::step])


if __name__ == "__main__":
    write_tiny_shapes(Path(sys.argv[1]), backwards="backwards" in sys.argv[2:])
