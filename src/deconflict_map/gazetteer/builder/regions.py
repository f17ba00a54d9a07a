"""A table of what press regions consist of → their shapes, as unions of countries and divisions.

`region_members.csv` names for each region its members: an ISO 3166-1 code is a country ("SY"), a country and a GeoNames
division code a division ("US.ME"; all divisions that bear it), anything with a colon the id of a record. The edge of a
region is `agreed` where somebody has laid down its members, or `vague`: then it is off by a tenth of its width. Refuses
ids and codes that no record has, and members without a shape: a region with a hole that nobody sees would look like
knowledge. Trade-off: such a region has the outlines of states although nobody ever drew it; the reason for each choice
stands in its row.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from math import sqrt
from typing import TYPE_CHECKING

import shapely

from deconflict_map.errors import GazetteerError
from deconflict_map.gazetteer.builder.tables import read_table, split_list
from deconflict_map.gazetteer.builder.topology import on_grid
from deconflict_map.gazetteer.record import Shape
from deconflict_map.geodesy.geodesic import area_m2
from deconflict_map.model.place import PlaceKind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

    from deconflict_map.gazetteer.record import Record

MEMBERS = "region_members.csv"
_COLUMNS = ("id", "members", "edge", "source")
_EDGES = ("agreed", "vague")
_VAGUE_SHARE = 0.1
"""How far a vague region's edge may be off, as a share of its width, the root of its area. Judgement: nobody
has laid such borders down; a tenth leaves the middle sure and the rim open."""


def join_regions(folder: Path, records: Sequence[Record]) -> list[Record]:
    """The records, with the unions of `region_members.csv` as the shapes of its regions.

    Raises:
        GazetteerError: the table is missing, or names a region or member that isn't known or has no shape.
    """
    path = folder / MEMBERS
    known = _by_code(records)
    unions = {row["id"]: _union(row, known, path) for row in read_table(path, _COLUMNS)}
    unknown = sorted(set(unions) - {record.id for record in records})
    if unknown:
        raise GazetteerError(f"no record has the id {unknown[0]}", where=str(path), do="correct or remove the row")
    return [replace(record, shape=unions[record.id]) if record.id in unions else record for record in records]


def _by_code(records: Sequence[Record]) -> dict[str, list[Record]]:
    """Records by id; countries by their code too, and first-level divisions."""
    known: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        known[record.id].append(record)
        if record.kind is PlaceKind.COUNTRY and record.country:
            known[record.country].append(record)
        elif record.kind is PlaceKind.DIVISION and record.feature == "ADM1" and record.division:
            known[f"{record.country}.{record.division}"].append(record)
    return known


def _union(row: dict[str, str], known: dict[str, list[Record]], path: Path) -> Shape:
    members: list[Shape] = []
    for code in split_list(row["members"]):
        shapes = [record.shape for record in known.get(code, ()) if record.shape]
        if not shapes:
            raise GazetteerError(
                f"{row['id']}: no record with a shape has the id or code {code}",
                where=str(path),
                do="correct or remove the member",
            )
        members += shapes
    if row["edge"] not in _EDGES:
        raise GazetteerError(
            f"{row['id']}: the edge can't be “{row['edge']}”", where=str(path), do=f"write {' or '.join(_EDGES)}"
        )
    geometry = _joined([shape.geometry for shape in members])
    vague_m = _VAGUE_SHARE * sqrt(area_m2(geometry)) if row["edge"] == "vague" else 0.0
    return Shape(
        geometry=geometry,
        error_m=max(round(vague_m, -3), *(shape.error_m for shape in members)),
        source=members[0].source,
    )


def _joined(geometries: list[BaseGeometry]) -> BaseGeometry:
    """The union on the grid of the topology, on which countries' and divisions' borders are the same.

    Holes of a few metres stay where the sources differ; they are closed, since no region has them on purpose.
    """
    union = shapely.union_all([_valid(on_grid(geometry)) for geometry in geometries])
    polygons = [part for part in shapely.get_parts(union) if shapely.get_dimensions(part) > 1]
    filled = [shapely.Polygon(part.exterior, [hole for hole in part.interiors if _wide(hole)]) for part in polygons]
    return filled[0] if len(filled) == 1 else shapely.MultiPolygon(filled)


def _valid(geometry: BaseGeometry) -> BaseGeometry:
    valid: BaseGeometry = geometry if geometry.is_valid else shapely.make_valid(geometry)
    return valid


_LEAST_WIDTH_DEG = 0.005
"""Holes narrower than this, half a kilometre, are gaps between two sources' borders (judgement)."""


def _wide(hole: shapely.LinearRing) -> bool:
    """Whether a hole is more than a sliver: twice its area over its length is a sliver's width."""
    return bool(shapely.Polygon(hole).area * 2 / hole.length > _LEAST_WIDTH_DEG)
