"""Rows of a GeoNames dump → records, in the order of the file.

All feature classes are taken. A row is refused, with its reason, if it has not the 19 columns of the format, no number,
name or point on Earth. Quotation marks are letters here as in the format: rows are split at tabs and nowhere else.
Trade-off: the columns that no rule reads (elevation, time zone, date) aren't looked at.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from deconflict_map.errors import GazetteerError
from deconflict_map.gazetteer.importers.features import kind_of
from deconflict_map.gazetteer.importers.names import LONGEST_NAME, names_of_list, own_names
from deconflict_map.gazetteer.importers.rejects import Reason
from deconflict_map.gazetteer.record import Record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from deconflict_map.gazetteer.importers.languages import LocalScript
    from deconflict_map.gazetteer.importers.lines import Block, TextFile
    from deconflict_map.gazetteer.importers.rejects import Rejects

SOURCE = "geonames-dump"
COLUMNS = 19
"""geonameid, name, asciiname, alternatenames, latitude, longitude, feature class, feature code, country code, cc2,
admin1 code, admin2 code, admin3 code, admin4 code, population, elevation, dem, timezone, modification date (readme of
the dump)."""
LARGEST_ID = 0xFFFF_FFFF
"""Ids are held in 32 bits; GeoNames' have passed 13 millions."""
_MOST_DIGITS = 10
_LONGEST_CODES = 110
"""Characters: feature code 10, admin1 code 20, admin2 code 80 (readme of the dump)."""
_LONGEST_LIST = 100_000
"""Characters, ten times the format's limit for alternate names: beyond it the row is another file's."""
_JUDGED_AFTER = 1000
"""Rows: a file of which none has the right columns until here isn't a dump (judgement)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How rows are read: `with_list` takes the alternate names of column 4, for want of a table of their own."""

    scripts: Mapping[str, LocalScript]
    with_list: bool


def read_places(
    file: TextFile, reading: Reading, rejects: Rejects, advance: Callable[[Block], None]
) -> Iterator[Record]:
    """Records of a dump; `advance` is told each block of lines when it has been read.

    Raises:
        GazetteerError: the file can't be read, or is no dump.
    """
    good = 0
    for block in file.blocks(rejects):
        for number, line in enumerate(block.lines, block.first):
            if not line:
                continue
            row = line.split("\t")
            reason = _unfit(row)
            if reason is not None:
                rejects.add(file.name, number, reason, line)
                if not good and number >= _JUDGED_AFTER:
                    raise _no_dump(file, line)
                continue
            good += 1
            yield _record(row, reading)
        advance(block)
    if not good:
        raise _no_dump(file, "")


def _no_dump(file: TextFile, line: str) -> GazetteerError:
    found = f" (a row has {line.count(chr(9)) + 1} columns)" if line else ""
    return GazetteerError(
        f"no row of it is one of a GeoNames dump with {COLUMNS} columns parted by tabs{found}",
        where=str(file.path),
        do="fetch the file again, or import a table of your own with --csv",
    )


def _unfit(row: list[str]) -> Reason | None:
    """Why a row can't be used."""
    reason = None
    if len(row) != COLUMNS:
        reason = Reason.COLUMNS
    elif not (row[0].isascii() and row[0].isdigit() and int(row[0]) < LARGEST_ID):
        reason = Reason.ID
    elif not row[1].strip():
        reason = Reason.NAME
    elif len(row[1]) > LONGEST_NAME or len(row[3]) > _LONGEST_LIST or len(row[7] + row[10] + row[11]) > _LONGEST_CODES:
        reason = Reason.LONG
    elif degrees(row[4], 90.0) is None:
        reason = Reason.LATITUDE
    elif degrees(row[5], 180.0) is None:
        reason = Reason.LONGITUDE
    elif row[8] and not is_country(row[8]):
        reason = Reason.COUNTRY
    elif row[14] and not is_count(row[14]):
        reason = Reason.POPULATION
    return reason


def _record(row: list[str], reading: Reading) -> Record:
    """The record of a row that is fit."""
    name, country = row[1].strip(), row[8]
    script = reading.scripts.get(country)
    names = names_of_list(name, row[2], row[3]) if reading.with_list else own_names(name, row[2])
    return Record(
        id=f"geonames:{int(row[0])}",
        name=name,
        kind=kind_of(row[6], row[7]),
        feature=row[7],
        lon=float(row[5]),
        lat=float(row[4]),
        source=SOURCE,
        names=names,
        country=country,
        division=row[10],
        district=row[11],
        population=int(row[14]) if row[14] else 0,
        local_name=next(filter(script.writes, names), "") if script else "",
        romanised=script is not None,
    )


@lru_cache(maxsize=1024)
def is_country(text: str) -> bool:
    """Whether a text could be an ISO 3166-1 alpha-2 code."""
    return len(text) == 2 and text.isascii() and text.isalpha()


def is_count(text: str) -> bool:
    """Whether a text is a number of people: digits, and not more than people there can be."""
    return text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS


def degrees(text: str, most: float) -> float | None:
    """Decimal degrees from -`most` to `most`, or `None` for anything else."""
    try:
        value = float(text)
    except ValueError:
        return None
    # Python also reads 1_0 as ten, which no dump means; the comparison is false for NaN.
    return value if -most <= value <= most and "_" not in text else None
