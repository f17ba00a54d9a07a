"""GeoNames' table of alternate names → further names of the places of a dump, each with its role.

Links, codes and Wikidata ids stand in the table as pseudo-languages and are dropped. A flagged English name becomes
the name that is shown; historic and colloquial ones are kept as names, and never shown. In a country that isn't written
in Latin, a name in its language and script becomes the local name, a flagged one before others. The places' numbers are
held in arrays, eleven bytes a place.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from deconflict_map.errors import GazetteerError
from deconflict_map.gazetteer.importers.geonames import LARGEST_ID
from deconflict_map.gazetteer.importers.languages import pseudo_languages
from deconflict_map.gazetteer.importers.names import usable, usable_abbreviation
from deconflict_map.gazetteer.importers.rejects import Reason
from deconflict_map.gazetteer.indexing import NameRole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from deconflict_map.gazetteer.importers.languages import LocalScript
    from deconflict_map.gazetteer.importers.lines import Block, TextFile
    from deconflict_map.gazetteer.importers.rejects import Rejects

_COLUMNS = (8, 10)
"""alternateNameId, geonameid, isolanguage, alternate name, isPreferredName, isShortName, isColloquial, isHistoric, and
since version 2 from, to (readme of the dump)."""
_JUDGED_AFTER = 1000
_FLAG = "1"


@dataclass(frozen=True, slots=True, kw_only=True)
class FurtherName:
    """A name for the place with a number of the writer's."""

    number: int
    name: str
    role: NameRole = NameRole.NAME


class DumpPlaces:
    """Which number each place of the dump has, and which country."""

    def __init__(self) -> None:
        """Begin without places."""
        self._ids, self._numbers, self._countries = array("I"), array("I"), array("H")
        self._codes: dict[str, int] = {}
        self._order: NDArray[np.int64] | None = None

    def add(self, geonameid: int, number: int, country: str) -> None:
        """Note a place."""
        self._ids.append(geonameid)
        self._numbers.append(number)
        self._countries.append(self._codes.setdefault(country, len(self._codes)))
        self._order = None

    def __len__(self) -> int:
        """How many places there are."""
        return len(self._ids)

    @property
    def largest(self) -> int:
        """The largest number of a place."""
        return max(self._numbers, default=0)

    def find(self, ids: Sequence[int]) -> list[tuple[int, str] | None]:
        """Number and country of each id; `None` for ids that the dump doesn't hold."""
        if not self._ids:
            return [None] * len(ids)
        known = np.frombuffer(self._ids, dtype=np.uint32)
        if self._order is None:
            self._order = np.argsort(known, kind="stable")
            self._sorted = known[self._order]
        wanted = np.asarray(ids, dtype=np.uint32)
        at = np.minimum(np.searchsorted(self._sorted, wanted), len(known) - 1)
        rows = self._order[at]
        numbers = np.where(
            self._sorted[at] == wanted, np.frombuffer(self._numbers, np.uint32)[rows], LARGEST_ID
        ).tolist()
        countries = np.frombuffer(self._countries, np.uint16)[rows].tolist()
        codes = list(self._codes)
        return [
            None if number == LARGEST_ID else (number, codes[country])
            for number, country in zip(numbers, countries, strict=True)
        ]


class AlternateNames:
    """The rows of a table of alternate names as names of the dump's places."""

    def __init__(self, places: DumpPlaces, scripts: Mapping[str, LocalScript]) -> None:
        """Read for these places; `scripts` are the countries that aren't written in Latin."""
        self._places, self._scripts = places, scripts
        self._pseudo = pseudo_languages()
        self._shown = bytearray(places.largest + 1)
        self._later = _Later()

    def read(self, file: TextFile, rejects: Rejects, advance: Callable[[Block], None]) -> Iterator[FurtherName]:
        """Names in the order of the file.

        Raises:
            GazetteerError: the file can't be read, or is another table.
        """
        good = 0
        for block in file.blocks(rejects):
            rows = []
            for number, line in enumerate(block.lines, block.first):
                if not line:
                    continue
                row = line.split("\t")
                reason = _reason(row)
                if reason is None:
                    rows.append(row)
                    continue
                rejects.add(file.name, number, reason, line)
                if not good and not rows and number >= _JUDGED_AFTER:
                    raise _other_table(file)
            good += len(rows)
            yield from self._names(rows)
            advance(block)
        if not good:
            raise _other_table(file)

    def rest(self) -> Iterator[FurtherName]:
        """The local names that weren't flagged: of use where no flagged one came."""
        return self._later.names()

    def _names(self, rows: list[list[str]]) -> Iterator[FurtherName]:
        rows = [row for row in rows if row[2] not in self._pseudo.dropped]
        found = self._places.find([int(row[1]) for row in rows])
        for row, place in zip(rows, found, strict=True):
            if place is not None:
                yield from self._of_row(row, place[0], place[1])

    def _of_row(self, row: list[str], number: int, country: str) -> Iterator[FurtherName]:
        language, name = row[2].partition("-")[0], row[3].strip()
        if not (usable_abbreviation(name) if language == self._pseudo.abbreviation else usable(name)):
            return
        preferred = row[4] == _FLAG
        current = row[6] != _FLAG and row[7] != _FLAG
        if current and preferred and language == self._pseudo.english and not self._shown[number]:
            self._shown[number] = 1
            yield FurtherName(number=number, name=name, role=NameRole.DISPLAY)
            return
        script = self._scripts.get(country)
        if current and script is not None and language == script.language and script.writes(name):
            if preferred:
                yield FurtherName(number=number, name=name, role=NameRole.LOCAL)
            else:
                self._later.add(number, name)
        yield FurtherName(number=number, name=name)


class _Later:
    """Names that are kept for the end, as bytes one after another: millions of them are tens of megabytes."""

    def __init__(self) -> None:
        self._numbers, self._ends, self._text = array("I"), array("Q"), bytearray()

    def add(self, number: int, name: str) -> None:
        self._text += name.encode()
        self._numbers.append(number)
        self._ends.append(len(self._text))

    def names(self) -> Iterator[FurtherName]:
        start = 0
        for number, end in zip(self._numbers, self._ends, strict=True):
            yield FurtherName(number=number, name=self._text[start:end].decode(), role=NameRole.LOCAL)
            start = end


def _reason(row: list[str]) -> Reason | None:
    """Why a row can't be used."""
    if len(row) not in _COLUMNS:
        return Reason.COLUMNS
    if not (row[1].isascii() and row[1].isdigit() and int(row[1]) < LARGEST_ID):
        return Reason.ID
    return None if row[3].strip() else Reason.NAME


def _other_table(file: TextFile) -> GazetteerError:
    return GazetteerError(
        "no row of it is one of GeoNames' alternate names with 10 columns parted by tabs",
        where=str(file.path),
        do="fetch alternateNamesV2.zip again, or take it out of the folder",
    )


def division_names(file: TextFile, places: DumpPlaces, rejects: Rejects) -> Iterator[FurtherName]:
    """Names of divisions from admin1CodesASCII.txt or admin2Codes.txt: code, name, ASCII name, geonameid."""
    for block in file.blocks(rejects):
        rows = []
        for number, line in enumerate(block.lines, block.first):
            row = line.split("\t")
            if line and len(row) == 4 and row[3].isascii() and row[3].isdigit() and int(row[3]) < LARGEST_ID:
                rows.append(row)
            elif line:
                rejects.add(file.name, number, Reason.COLUMNS if len(row) != 4 else Reason.ID, line)
        found = places.find([int(row[3]) for row in rows])
        yield from _divisions(rows, found)


def _divisions(rows: Iterable[list[str]], found: Iterable[tuple[int, str] | None]) -> Iterator[FurtherName]:
    for row, place in zip(rows, found, strict=True):
        if place is not None and usable(row[1]):
            yield FurtherName(number=place[0], name=row[1])
