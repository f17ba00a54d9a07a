"""Records → columns of numbers, one entry a place in the order of arrival; then the order in which they are kept.

Thirty bytes a place are held in memory: thirteen million places take 400 MB. What repeats (kinds, divisions, sources)
is held once. Refuses coordinates that aren't on Earth.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING

import marisa_trie
import numpy as np

from deconflict_map.errors import GazetteerError
from deconflict_map.gazetteer.layout import CELLS, COORDINATE, cell_of
from deconflict_map.gazetteer.shape_form import shape_form
from deconflict_map.model.place import HAND_KEPT, ShapeForm

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from deconflict_map.gazetteer.record import Record

PlaceClass = tuple[str, str, str, str, float, int, int]
"""Kind, feature code, source, form of the shape, its error in metres, whether the names are transcriptions, and whether
the records are kept by hand."""
_LARGEST_POPULATION = (1 << 32) - 1


_DIGITS = 8
"""GeoNames' numbers have up to eight digits; longer ones are kept as texts, so that a column stays narrow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """Which places stay, in which order.

    `kept` gives the arrival number of each place that stays, in its final order; `final` the final number of each
    arrival, that of the first record where several have one id. `codes` are the ids of those that stay.
    """

    kept: NDArray[np.int64]
    final: NDArray[np.uint32]
    codes: NDArray[np.uint64]


class PlaceColumns:
    """Everything about the places but their names."""

    def __init__(self) -> None:
        """Begin empty columns."""
        self.lon, self.lat = array("i"), array("i")
        self.population = array("I")
        self.classes, self.areas, self.cells = array("H"), array("I"), array("H")
        self.romanised = bytearray()
        self.class_numbers: dict[tuple[str, str, str, int, int], int] = {}
        self._shapes: dict[int, tuple[str, float]] = {}
        self.area_numbers: dict[str, int] = {}
        self.ids = IdColumn()

    def __len__(self) -> int:
        """How many records have arrived."""
        return len(self.lon)

    def add(self, record: Record) -> None:
        """Append a record.

        Raises:
            GazetteerError: it isn't on Earth, or has no id of the form `source:key`.
        """
        lon, lat = record.lon, record.lat
        if not (isfinite(lon) and isfinite(lat) and abs(lat) <= 90 and abs(lon) <= 180):
            raise GazetteerError(f"no point on Earth: {lon}, {lat}", where=record.id, do="correct or skip the record")
        self.ids.add(record.id)
        form, error_m = shape_form(record)
        if form is not ShapeForm.NONE:
            self._shapes[len(self.lon)] = (form.value, error_m)
        self.lon.append(round(lon * COORDINATE))
        self.lat.append(round(lat * COORDINATE))
        self.cells.append(cell_of(lon, lat))
        self.population.append(min(max(record.population, 0), _LARGEST_POPULATION))
        self.classes.append(self._class_number(record))
        area = f"{record.country}.{record.division}.{record.district}"
        self.areas.append(self.area_numbers.setdefault(area, len(self.area_numbers)))
        self.romanised.append(record.romanised)

    def _class_number(self, record: Record) -> int:
        kept = record.id.startswith(HAND_KEPT)
        key = (record.kind.value, record.feature, record.source, int(record.romanised), int(kept))
        return self.class_numbers.setdefault(key, len(self.class_numbers))

    def class_column(self, order: Order) -> tuple[list[PlaceClass], NDArray[np.uint32]]:
        """All classes, and for each place that stays the number of its own; a later record's shape is an earlier's."""
        plain = [(*key[:3], "none", 0.0, *key[3:]) for key in self.class_numbers]
        numbers = {key: at for at, key in enumerate(plain)}
        arrivals = np.array(self.classes, dtype=np.uint32)
        column = arrivals[order.kept]
        for arrival, (form, error_m) in reversed(self._shapes.items()):
            place = order.final[arrival]
            own = plain[arrivals[order.kept[place]]]
            column[place] = numbers.setdefault((*own[:3], form, error_m, *own[5:]), len(numbers))
        return list(numbers), column

    def order(self) -> Order:
        """The order in which places are kept: cell by cell, and in each as they arrived; the first of an id stays."""
        codes = self.ids.codes()
        _, first, same = np.unique(codes, return_index=True, return_inverse=True)
        stays = np.zeros(len(codes), dtype=bool)
        stays[first] = True
        cells = np.frombuffer(self.cells, dtype=np.uint16)
        arrivals = np.flatnonzero(stays)
        kept = arrivals[np.argsort(cells[arrivals], kind="stable")]
        numbers = np.zeros(len(codes), dtype=np.uint32)
        numbers[kept] = np.arange(len(kept), dtype=np.uint32)
        final = numbers[first[same.ravel()]]
        return Order(kept=kept, final=final, codes=codes[kept])

    def area_column(self) -> NDArray[np.uint32]:
        """For each arrival the number of its divisions' codes in the table of areas."""
        trie = marisa_trie.Trie(sorted(self.area_numbers))
        numbers = np.fromiter((trie[area] for area in self.area_numbers), dtype=np.uint32)
        return numbers[np.frombuffer(self.areas, dtype=np.uint32)] if len(self.areas) else numbers

    def cell_starts(self, kept: NDArray[np.int64]) -> NDArray[np.int64]:
        """For each cell the final number of its first place, and behind the last the number of places."""
        cells = np.frombuffer(self.cells, dtype=np.uint16)[kept] if len(kept) else np.zeros(0, dtype=np.uint16)
        return np.searchsorted(cells, np.arange(CELLS + 1))


class IdColumn:
    """Ids as numbers: keys that are short numbers by their own, the others by a table."""

    def __init__(self) -> None:
        """Begin an empty column."""
        self._prefixes: dict[str, int] = {}
        self._sources = array("B")
        self._keys = array("Q")
        self._texts: dict[str, int] = {}

    def add(self, place_id: str) -> None:
        """Append an id."""
        prefix, colon, key = place_id.partition(":")
        if not colon or not key:
            raise GazetteerError(f"“{place_id}” is no id", where="gazetteer build", do="give one like source:key")
        numeric = key.isascii() and key.isdigit() and (key == "0" or key[0] != "0") and len(key) <= _DIGITS
        name = prefix if numeric else f"{prefix}:"
        self._sources.append(self._prefixes.setdefault(name, len(self._prefixes)))
        self._keys.append(int(key) if numeric else self._texts.setdefault(key, len(self._texts)))

    def texts(self) -> list[str]:
        """The keys that aren't numbers, in the order of their first arrival."""
        return list(self._texts)

    def prefixes(self) -> list[tuple[str, int]]:
        """Prefix and first code of each source; a prefix that ends in a colon has its keys in the table."""
        starts = self._starts()
        return [(name, int(starts[at])) for name, at in self._prefixes.items()]

    def _starts(self) -> NDArray[np.uint64]:
        sources, keys = np.frombuffer(self._sources, dtype=np.uint8), self._numbers()
        lengths = [int(keys[sources == at].max()) + 1 for at in range(len(self._prefixes))]
        return np.concatenate([[0], np.cumsum(lengths)[:-1]]).astype(np.uint64) if lengths else np.zeros(0, np.uint64)

    def _numbers(self) -> NDArray[np.uint64]:
        """Each key as a number: its own, or its number in the table."""
        keys = np.array(self._keys, dtype=np.uint64)
        if self._texts:
            trie = marisa_trie.Trie(sorted(self._texts))
            table = np.fromiter((trie[text] for text in self._texts), dtype=np.uint64)
            textual = np.array([name.endswith(":") for name in self._prefixes])
            inside = textual[np.frombuffer(self._sources, dtype=np.uint8)]
            keys[inside] = table[keys[inside]]
        return keys

    def codes(self) -> NDArray[np.uint64]:
        """One number for each id, in the order of arrival; ids of one source stand together."""
        keys = self._numbers()
        codes: NDArray[np.uint64] = keys + self._starts()[np.frombuffer(self._sources, np.uint8)] if len(keys) else keys
        return codes
