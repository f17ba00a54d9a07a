"""Hand-kept tables of further names → what they add to the records of the packages.

`names.csv` gives spellings for places by id, of which the first becomes the display name; `division_names.csv` gives
names and abbreviations of first-level divisions, `place_demonyms.csv` adjectives and words for the people of places, by
id or by country and division. Refuses a row that no record bears: a silent gap would look like knowledge.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from deconflict_map.errors import GazetteerError
from deconflict_map.gazetteer.builder.tables import read_optional, read_table, split_list
from deconflict_map.gazetteer.builder.wording import distinct_names
from deconflict_map.model.place import PlaceKind

if TYPE_CHECKING:
    from pathlib import Path

    from deconflict_map.gazetteer.record import Record

_NAMES = ("id", "names", "source")
_DIVISIONS = ("country", "division", "name", "kind", "source")
_DEMONYMS = ("adjective", "people", "source")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Addition:
    """What a place gets; `first` becomes its display name."""

    table: str
    first: str = ""
    names: tuple[str, ...] = ()
    local_name: str = ""
    demonyms: tuple[str, ...] = ()


class Amendments:
    """What the tables add, by record; remembers which rows have been used."""

    def __init__(self, folder: Path) -> None:
        """Read the tables of the supplement.

        Raises:
            GazetteerError: a table lacks a column, or a row its source.
        """
        self._folder = folder
        self._additions: dict[str, list[_Addition]] = defaultdict(list)
        self._unused: dict[str, str] = {}
        for row in read_table(folder / "names.csv", _NAMES):
            names = split_list(row["names"])
            local = row.get("local_name", "")
            self._add(row["id"], _Addition(table="names.csv", first=names[0], names=tuple(names), local_name=local))
        for row in read_optional(folder / "division_names.csv", _DIVISIONS):
            key = _division_key(row["country"], row["division"])
            self._add(key, _Addition(table="division_names.csv", names=(row["name"],)))
        for row in read_optional(folder / "place_demonyms.csv", _DEMONYMS):
            key = row.get("id", "") or _division_key(row.get("country", ""), row.get("division", ""))
            people = distinct_names([*split_list(row["adjective"]), *split_list(row["people"])])
            self._add(key, _Addition(table="place_demonyms.csv", demonyms=people))

    def _add(self, key: str, addition: _Addition) -> None:
        self._additions[key].append(addition)
        self._unused.setdefault(key, addition.table)

    def amend(self, record: Record) -> Record:
        """The record with what the tables add to it."""
        keys = [record.id]
        if record.kind is PlaceKind.DIVISION and record.feature == "ADM1":
            keys.append(_division_key(record.country, record.division))
        found = [addition for key in keys for addition in self._additions.get(key, ())]
        if not found:
            return record
        for key in keys:
            self._unused.pop(key, None)
        names = [name for addition in found for name in addition.names if addition.first]
        names += [*record.names, *(name for addition in found for name in addition.names)]
        local = record.local_name or next((addition.local_name for addition in found if addition.local_name), "")
        return replace(
            record,
            name=next((addition.first for addition in found if addition.first), record.name),
            names=distinct_names([*names, *(addition.local_name for addition in found)]),
            local_name=local,
            demonyms=distinct_names([*record.demonyms, *(word for addition in found for word in addition.demonyms)]),
        )

    def check(self) -> None:
        """Say so if a row was used by no record.

        Raises:
            GazetteerError: a row names a place that isn't there.
        """
        for key, table in sorted(self._unused.items()):
            raise GazetteerError(
                f"no record has the id {key}", where=str(self._folder / table), do="correct or remove the row"
            )


def _division_key(country: str, division: str) -> str:
    """A key that no id can be."""
    return f"division {country}.{division}"
