"""A user's own table of places → records.

A CSV file with a header: `name`, `lon` and `lat` are needed, the rest may be missing. Commas, semicolons or tabs part
the cells, whichever the header has. A row is one line: an opened quote that doesn't close spoils its own line and not
the rest of the file. Refuses a table without the needed columns; skips rows without a name or a point on Earth.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from deconflict_map.errors import GazetteerError
from deconflict_map.gazetteer.builder.tables import split_list
from deconflict_map.gazetteer.importers.features import default_code, kind_of
from deconflict_map.gazetteer.importers.geonames import degrees, is_count, is_country
from deconflict_map.gazetteer.importers.lines import LONGEST_LINE, TextFile, text_file
from deconflict_map.gazetteer.importers.names import LONGEST_NAME
from deconflict_map.gazetteer.importers.rejects import Reason, Rejects
from deconflict_map.gazetteer.record import Record
from deconflict_map.model.place import PlaceKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from deconflict_map.gazetteer.importers.languages import LocalScript
    from deconflict_map.gazetteer.importers.lines import Block
    from deconflict_map.model.place import Place

SOURCE = "csv"
TEMPLATE = (
    "id,name,lon,lat,names,kind,feature,country,division,population,local_name,source\n"
    ",Checkpoint 9,40.1423,35.3361,CP 9|Ninth Checkpoint,structure,,SY,07,,حاجز ٩,field notes\n"
)
"""What `gazetteer build --csv-template` prints: a header and one row as an example."""
_READ = frozenset(TEMPLATE.partition("\n")[0].split(","))
TEMPLATE_COMMAND = "deconflict-map gazetteer build --csv-template"
_ALIASES = {"latitude": "lat", "longitude": "lon", "lng": "lon", "long": "lon", "alternate_names": "names"}
_NEEDED = ("name", "lon", "lat")
_DELIMITERS = (",", ";", "\t")
_ID = re.compile(r"[a-z][a-z0-9-]*:\S+")
_LONGEST_CELL = 80
"""Characters, for ids and codes (as GeoNames' longest code column)."""
_LONGEST_LIST = 10_000
"""Characters, for the list of names (as GeoNames' column of alternate names)."""
_MOST_SOURCES = 200
_KINDS = frozenset(kind.value for kind in PlaceKind)
_NO_SLUG = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnTable:
    """A table whose header has been read. `places` gives the cell of each known column, by its number in a row.

    `sources` are the distinct entries of its column `source`, sorted. Rows without an id get `label` and their line;
    `labels` are those that stand in its column `id` already, as in what was exported before.
    """

    file: TextFile
    delimiter: str
    places: dict[str, int]
    width: int
    sources: tuple[str, ...]
    label: str
    labels: frozenset[str] = frozenset()

    @property
    def has_ids(self) -> bool:
        """Whether rows may bear ids that other sources know."""
        return "id" in self.places


def open_table(path: Path) -> OwnTable:
    """Read a table's header and look through its sources.

    Raises:
        GazetteerError: it can't be read, or lacks a needed column.
    """
    file = text_file(path)
    unread = Rejects()
    header = next((line for block in file.blocks(unread) for line in block.lines if line.strip()), "")
    if not header and unread.total:
        raise GazetteerError("isn't UTF-8 text", where=str(path), do="save it as CSV in UTF-8")
    delimiter = max(_DELIMITERS, key=header.count)
    cells = [cell.strip().casefold() for cell in _cells(header, delimiter) or ()]
    names = [_ALIASES.get(cell, cell) for cell in cells]
    for column in _NEEDED:
        if column not in names:
            found = ", ".join(filter(None, cells)) or "none"
            raise GazetteerError(
                f"no column {column}; found: {found}", where=str(path), do=f"see the template: {TEMPLATE_COMMAND}"
            )
        if names.count(column) > 1:
            raise GazetteerError(f"two columns for {column}", where=str(path), do="remove one of them")
    table = OwnTable(
        file=file,
        delimiter=delimiter,
        places={name: place for place, name in reversed(list(enumerate(names))) if name},
        width=len(names),
        sources=(),
        label=f"{SOURCE}-{_NO_SLUG.sub('-', path.stem.casefold()).strip('-')}".strip("-"),
    )
    return table if table.places.keys().isdisjoint({"source", "id"}) else _looked_through(table)


def _looked_through(table: OwnTable) -> OwnTable:
    """The table with what its columns `source` and `id` hold."""
    sources: set[str] = set()
    labels: set[str] = set()
    for _, row, _ in _rows(table, Rejects(), lambda _: None):
        cells = {name: row[place].strip() for name, place in table.places.items() if name in {"source", "id"}}
        sources.add(cells.get("source", "")[:_LONGEST_CELL])
        label = cells.get("id", "").partition(":")[0]
        if label.startswith(f"{SOURCE}-"):
            labels.add(label)
        if len(sources) > _MOST_SOURCES:
            raise GazetteerError(
                f"more than {_MOST_SOURCES} different entries in the column source",
                where=str(table.file.path),
                do="name the origin of many rows there, such as a survey; notes on single rows don't belong there",
            )
    return replace(table, sources=tuple(sorted(sources - {""})), labels=frozenset(labels))


def source_id(text: str, known: frozenset[str]) -> str:
    """The id under which a row's source is credited: its own if it is `known`, so that an export can come back."""
    if not text:
        return SOURCE
    return text if text in known else f"{SOURCE}:{text}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known beside a table: countries that aren't written in Latin, ids of sources credited, places by id."""

    scripts: Mapping[str, LocalScript]
    sources: frozenset[str]
    place: Callable[[str], Place | None]


def read_places(table: OwnTable, known: Known, rejects: Rejects, advance: Callable[[Block], None]) -> Iterator[Record]:
    """Records of a table.

    A row without an id gets one from the table's label and its line. What a row leaves open about a place that is known
    by its id is taken from there.

    Raises:
        GazetteerError: the file can't be read to its end.
    """
    for line, row, text in _rows(table, rejects, advance):
        cells = {name: row[place].strip() for name, place in table.places.items()}
        reason = _unfit(cells)
        if reason is not None:
            rejects.add(table.file.name, line, reason, text)
        else:
            yield _record(cells, f"{table.label}:{line}", known)


def _rows(table: OwnTable, rejects: Rejects, advance: Callable[[Block], None]) -> Iterator[tuple[int, list[str], str]]:
    """Line number, cells and text of each row below the header that has the header's columns."""
    below = False
    for block in table.file.blocks(rejects, longest=LONGEST_LINE):
        for number, line in enumerate(block.lines, block.first):
            if not line.strip():
                continue
            if not below:
                below = True
                continue
            row = _cells(line, table.delimiter)
            if row is None:
                rejects.add(table.file.name, number, Reason.QUOTES, line)
            elif len(row) != table.width:
                rejects.add(table.file.name, number, Reason.COLUMNS, line)
            else:
                yield number, row, line
        advance(block)


def _cells(line: str, delimiter: str) -> list[str] | None:
    """The cells of one line, or `None` if its quotes don't close."""
    if '"' not in line:  # also keeps the csv module's limit on the length of a cell out of the way
        return line.split(delimiter)
    try:
        return next(csv.reader([line], delimiter=delimiter, strict=True))
    except csv.Error:
        return None


def _record(cells: Mapping[str, str], line_id: str, known: Known) -> Record:
    """The record of a row that is fit."""
    identifier = _own_id(cells.get("id", "")) or line_id
    place = known.place(identifier) if identifier is not line_id else None
    kind, feature = _kind(cells, place)
    country = cells.get("country", "").upper() or (place.country if place else "")
    return Record(
        id=identifier,
        name=cells["name"],
        kind=kind,
        feature=feature,
        lon=float(cells["lon"]),
        lat=float(cells["lat"]),
        source=source_id(cells.get("source", "")[:_LONGEST_CELL], known.sources),
        names=tuple(dict.fromkeys([cells["name"], *split_list(cells.get("names", ""))])),
        country=country,
        division=cells.get("division", "") or (place.division if place else ""),
        district=place.district if place else "",
        population=int(cells.get("population") or (place.population if place else 0)),
        local_name=cells.get("local_name", ""),
        romanised=not country or country in known.scripts,
    )


def _unfit(cells: Mapping[str, str]) -> Reason | None:
    """Why a row can't be used."""
    name, identifier, kind = cells["name"], cells.get("id", ""), cells.get("kind", "")
    country, population = cells.get("country", ""), cells.get("population", "")
    reason = None
    if not name:
        reason = Reason.NAME
    elif _too_long(cells):
        reason = Reason.LONG
    elif any(map(str.isspace, identifier)):
        reason = Reason.ID
    elif degrees(cells["lat"], 90.0) is None:
        reason = Reason.LATITUDE
    elif degrees(cells["lon"], 180.0) is None:
        reason = Reason.LONGITUDE
    elif country and not is_country(country):
        reason = Reason.COUNTRY
    elif population and not is_count(population):
        reason = Reason.POPULATION
    elif kind and kind.casefold() not in _KINDS:
        reason = Reason.KIND
    return reason


def _too_long(cells: Mapping[str, str]) -> bool:
    most = {"name": LONGEST_NAME, "local_name": LONGEST_NAME, "names": _LONGEST_LIST}
    return any(len(cell) > most.get(name, _LONGEST_CELL) for name, cell in cells.items() if name in _READ)


def _own_id(text: str) -> str:
    """An id as it stands if it names its source (`geonames:170794`), else one of this source's."""
    if not text:
        return ""
    return text if _ID.fullmatch(text) else f"{SOURCE}:{text}"


def _kind(cells: Mapping[str, str], place: Place | None) -> tuple[PlaceKind, str]:
    """Kind and feature code: as given, else as known, else by each other; a populated place if nothing is said."""
    given, feature = cells.get("kind", "").casefold(), cells.get("feature", "")
    if not given and not feature and place is not None:
        return place.kind, place.feature
    by_code = kind_of("", feature) if feature else PlaceKind.POPULATED
    kind = PlaceKind(given) if given else by_code
    return kind, feature or default_code(kind)
