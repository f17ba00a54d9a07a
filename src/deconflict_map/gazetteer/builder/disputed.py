"""Hand-kept tables of claims and of disputed, occupied and neutral areas → records, shapes, and claims to be drawn.

A row of `disputed_areas.csv` whose column `place` is empty becomes a record of its own; one that names a place without
a shape gives it its area; one whose place has a shape (a country, a state) is only drawn, and so are the lines of
`disputed_lines.csv`. `status` says who holds and who claims: words of the source, no opinion. Refuses geometry that
isn't WKT of the right kind, and a place that no record has.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import shapely

from deconflict_map.errors import GazetteerError
from deconflict_map.gazetteer.builder.tables import read_table, split_list
from deconflict_map.gazetteer.builder.wording import distinct_names
from deconflict_map.gazetteer.record import Record, Shape
from deconflict_map.model.place import PlaceKind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

SOURCE = "natural-earth-disputed"
AREAS = "disputed_areas.csv"
LINES = "disputed_lines.csv"
_AREA_COLUMNS = ("id", "place", "name", "names", "feature", "country", "status", "error_m", "note", "source", "wkt")
_LINE_COLUMNS = ("id", "name", "country", "other", "status", "error_m", "note", "source", "wkt")


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A claimed boundary, ceasefire line or claimed area that is no place of its own, EPSG:4326.

    A line has the ISO codes of the countries on its two sides, both the same where it lies within one country's
    outline. `error_m` is how far it may be off, metres.
    """

    id: str
    name: str
    country: str
    other: str
    status: str
    error_m: float
    geometry: BaseGeometry


def read_disputed(folder: Path) -> list[Record]:
    """Records of the areas that are no place of `places.csv`, with their shapes.

    Raises:
        GazetteerError: a table is missing or has a row that can't be read.
    """
    return [
        Record(
            id=row["id"],
            name=row["name"],
            kind=PlaceKind.REGION,
            feature=row["feature"],
            lon=round(shape.geometry.representative_point().x, 5),
            lat=round(shape.geometry.representative_point().y, 5),
            source=SOURCE,
            names=distinct_names([row["name"], *split_list(row["names"])]),
            country=row["country"],
            shape=shape,
            rank=1,
        )
        for row, shape in _areas(folder)
        if not row["place"]
    ]


def add_disputed(folder: Path, records: Sequence[Record]) -> list[Record]:
    """The records, with the disputed areas as the shapes of the places that they name, where these have none.

    Raises:
        GazetteerError: a table is missing or has a row that can't be read, or no record has the id that one names.
    """
    shapes = {row["place"]: shape for row, shape in _areas(folder) if row["place"]}
    unknown = sorted(set(shapes) - {record.id for record in records})
    if unknown:
        raise GazetteerError(
            f"no record has the id {unknown[0]}", where=str(folder / AREAS), do="correct or remove the row"
        )
    return [
        replace(record, shape=shapes[record.id]) if record.id in shapes and not record.shape else record
        for record in records
    ]


def _areas(folder: Path) -> list[tuple[dict[str, str], Shape]]:
    path = folder / AREAS
    return [
        (
            row,
            Shape(
                geometry=_geometry(row["wkt"], 2, path, row["id"]),
                error_m=float(row["error_m"]),
                source=SOURCE,
                status=row["status"],
            ),
        )
        for row in read_table(path, _AREA_COLUMNS)
    ]


def read_claims(folder: Path, records: Sequence[Record]) -> list[Claim]:
    """The lines, and the areas of places that have a shape of another source; `records` are those of `add_disputed`.

    Raises:
        GazetteerError: a table is missing or has a row that can't be read.
    """
    drawn = {record.id for record in records if record.shape and record.shape.source != SOURCE}
    path = folder / LINES
    areas = [_claim(row, shape.geometry) for row, shape in _areas(folder) if row["place"] in drawn]
    lines = [_claim(row, _geometry(row["wkt"], 1, path, row["id"])) for row in read_table(path, _LINE_COLUMNS)]
    return areas + lines


def _claim(row: dict[str, str], geometry: BaseGeometry) -> Claim:
    return Claim(
        id=row["id"],
        name=row["name"],
        country=row["country"],
        other=row.get("other", ""),
        status=row["status"],
        error_m=float(row["error_m"]),
        geometry=geometry,
    )


def _geometry(wkt: str, dimension: int, path: Path, identifier: str) -> BaseGeometry:
    try:
        geometry: BaseGeometry = shapely.from_wkt(wkt)
    except shapely.GEOSException as error:
        raise GazetteerError(f"{identifier}: {error}", where=str(path), do="write its geometry as WKT") from error
    if shapely.get_dimensions(geometry) != dimension:
        kind = "an area" if dimension > 1 else "a line"
        raise GazetteerError(f"{identifier} isn't {kind}", where=str(path), do="write its geometry as WKT")
    return geometry
