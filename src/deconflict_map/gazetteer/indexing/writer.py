"""A stream of records → an index file, written beside its target and swapped in whole.

Names are spooled to files beside the target, then dealt out, folded and sorted in pieces, so that memory stays far
below the size of the names. Until the last step the target isn't touched; whatever happens before, the old file stays.
Spools of builds that were killed are cleared away by the next one. Trade-off: a build needs about three times the room
of its result while it runs.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np

from deconflict_map.errors import GazetteerError
from deconflict_map.gazetteer.container import ContainerWriter
from deconflict_map.gazetteer.indexing.columns import PlaceColumns
from deconflict_map.gazetteer.indexing.postings import keys_of, write_keys
from deconflict_map.gazetteer.indexing.sharding import ShardedSpool
from deconflict_map.gazetteer.indexing.spool import NameRole, NameSpool
from deconflict_map.gazetteer.indexing.workplace import Workplace
from deconflict_map.gazetteer.layout import BLOCK, INDEX_FORMAT, LARGEST_NUMBER, POSTING_SHIFT, pack_block
from deconflict_map.gazetteer.packed import pack, width_for
from deconflict_map.gazetteer.progress import Silent
from deconflict_map.gazetteer.strings import write_shard

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path
    from types import TracebackType

    from numpy.typing import NDArray

    from deconflict_map.gazetteer.container import Setting
    from deconflict_map.gazetteer.indexing.columns import Order
    from deconflict_map.gazetteer.indexing.spool import PlaceNames
    from deconflict_map.gazetteer.progress import Progress
    from deconflict_map.gazetteer.record import Record
    from deconflict_map.model.place import DataSource

_REPORT_EVERY = 1 << 14
_TABLE = (1 << 24) - LARGEST_NUMBER
_MOST_COUNTED = (1 << 16) - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexReport:
    """What was written. `duplicates` are records whose id had come before: their names were added."""

    places: int
    names: int
    duplicates: int
    bytes: int


class IndexWriter:
    """Takes records and names in any order; `finish` makes the index of them."""

    def __init__(self, target: Path, sources: Sequence[DataSource], progress: Progress | None = None) -> None:
        """Begin an index that will stand at `target`; nothing is touched there before `finish`."""
        self.target = target
        self._sources = tuple(sources)
        self._progress: Progress = progress or Silent()
        self._columns = PlaceColumns()
        self._settings: dict[str, Setting] = {"index_format": INDEX_FORMAT}
        self._workplace = Workplace(target)

    def __enter__(self) -> Self:
        """Make the spool.

        Raises:
            GazetteerError: nothing can be written beside the target.
        """
        with _told(self.target):
            self._folder = self._workplace.open()
            self._names = NameSpool(self._folder)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Remove the spool."""
        self._names.close()
        self._workplace.close()

    def add(self, record: Record) -> int:
        """Take a record; gives its number for `add_name`.

        Raises:
            GazetteerError: it has no id or isn't on Earth.
        """
        number = len(self._columns)
        self._columns.add(record)
        add = self._names.add
        add(number, NameRole.FIRST, record.name)
        for name in record.names:
            if name != record.name:
                add(number, NameRole.NAME, name)
        for name in record.demonyms:
            add(number, NameRole.DEMONYM, name)
        if record.local_name:
            add(number, NameRole.LOCAL, record.local_name)
        return number

    def add_name(self, number: int, name: str, role: NameRole = NameRole.NAME) -> None:
        """Take a further name of a place."""
        self._names.add(number, role, name)

    def finish(self) -> IndexReport:
        """Write the index and swap it in.

        Raises:
            GazetteerError: it can't be written.
        """
        with _told(self.target):
            order = self._columns.order()
            beside = self._folder / "index"
            with beside.open("w+b") as file:
                writer = ContainerWriter(file)
                self._write(writer, order)
                writer.finish(self._settings)
                os.fsync(file.fileno())
            size = beside.stat().st_size
            self._workplace.swap_in(beside)
        return IndexReport(
            places=len(order.kept),
            names=self._names.count,
            duplicates=len(self._columns) - len(order.kept),
            bytes=size,
        )

    def _write(self, writer: ContainerWriter, order: Order) -> None:
        columns, kept = self._columns, order.kept
        population = np.frombuffer(columns.population, dtype=np.uint32)[kept] if len(kept) else np.zeros(0, np.uint32)
        spool = ShardedSpool(self._folder, "keys")
        try:
            spoken = self._write_names(writer, order, spool)
            self._progress.begin("sorting names", None)
            self._settings["posting_width"] = write_keys(writer, spool, _ranks(population, spoken, order.kept))
        finally:
            spool.close()
        self._progress.begin("writing places", None)
        self._write_columns(writer, order, population)
        self._write_tables(writer, len(kept))

    def _write_names(self, writer: ContainerWriter, order: Order, spool: ShardedSpool) -> NDArray[np.uint16]:
        """The heap of further names; keys go to their spool, and shown names to their table.

        Gives how many names each place has.
        """
        spoken = np.zeros(len(order.kept), dtype=np.uint16)
        shown = _ShownNames(self._folder)
        romanised = np.frombuffer(self._columns.romanised, dtype=np.uint8)[order.kept] if len(order.kept) else b""
        starts = [0]
        block: list[tuple[list[str], list[str]]] = []
        self._progress.begin("folding names", len(order.kept))
        with writer.section("heap") as heap:
            for number, names in enumerate(self._names.places(order.final, len(order.kept))):
                for key, bits in keys_of(names, romanised=bool(romanised[number])).items():
                    spool.add(key, number << POSTING_SHIFT | bits)
                shown.add(names)
                spoken[number] = min(len(names.others), _MOST_COUNTED)
                block.append((names.others, names.demonyms))
                if len(block) == BLOCK:
                    starts.append(starts[-1] + heap.write(pack_block(block)))
                    block.clear()
                if number % _REPORT_EVERY == _REPORT_EVERY - 1:
                    self._progress.advance(_REPORT_EVERY)
            starts.append(starts[-1] + heap.write(pack_block(block)))
        self._add_packed(writer, "heap_starts", np.array(starts, dtype=np.uint64))
        for name, numbers in shown.write(writer):
            self._add_packed(writer, name, numbers)
        return spoken

    def _write_columns(self, writer: ContainerWriter, order: Order, population: NDArray[np.uint32]) -> None:
        columns, kept = self._columns, order.kept
        for name, values in (("lon", columns.lon), ("lat", columns.lat)):
            writer.add(name, np.frombuffer(values, dtype="<i4")[kept].tobytes() if len(kept) else b"")
        self._add_packed(writer, "population", self._narrowed(population))
        classes, column = columns.class_column(order)
        self._settings["classes"] = [list(key) for key in classes]
        self._add_packed(writer, "class", column)
        self._add_packed(writer, "area", columns.area_column()[kept])
        self._add_packed(writer, "cells", columns.cell_starts(kept))
        self._add_packed(writer, "id", order.codes)

    def _narrowed(self, population: NDArray[np.uint32]) -> NDArray[np.uint32]:
        """Populations, of which the large ones are replaced by their places in a table."""
        large = np.unique(population[population >= LARGEST_NUMBER])
        if len(large) > _TABLE:
            self._settings["large_populations"] = []
            return population
        self._settings["large_populations"] = [large.tolist()]
        places = LARGEST_NUMBER + np.searchsorted(large, population)
        return np.where(population >= LARGEST_NUMBER, places, population).astype(np.uint32)

    def _write_tables(self, writer: ContainerWriter, places: int) -> None:
        """What repeats: divisions and textual ids in tables of their own, classes and sources in the directory."""
        columns = self._columns
        write_shard(writer, "areas", 0, columns.area_numbers)
        write_shard(writer, "ids", 0, columns.ids.texts())
        self._settings["places"] = places
        self._settings["id_prefixes"] = [[name, start] for name, start in columns.ids.prefixes()]
        self._settings["sources"] = [
            [source.id, source.title, source.version, source.licence, source.attribution] for source in self._sources
        ]

    def _add_packed(self, writer: ContainerWriter, name: str, numbers: NDArray[np.integer]) -> None:
        width = width_for(int(numbers.max()) if len(numbers) else 0)
        self._settings[f"{name}_width"] = width
        writer.add(name, pack(numbers, width))


class _ShownNames:
    """The names that are shown and the local ones, on their way into one table."""

    def __init__(self, folder: Path) -> None:
        self._spool = ShardedSpool(folder, "shown")
        self._places = 0

    def add(self, names: PlaceNames) -> None:
        """Take those of the next place."""
        for at, text in enumerate((names.display, names.local)):
            if text:
                self._spool.add(text, 2 * self._places + at)
        self._places += 1

    def write(self, writer: ContainerWriter) -> Iterator[tuple[str, NDArray[np.uint64]]]:
        """Write the table; gives the columns of its numbers: 0 for no name, else the name's number and one."""
        numbers = np.zeros(2 * self._places, dtype=np.uint64)
        base = 1
        for shard, (texts, at) in enumerate(self._spool.shards()):
            trie = write_shard(writer, "shown", shard, texts)
            numbers[at] = np.fromiter(map(trie.get, texts), dtype=np.uint64, count=len(texts)) + np.uint64(base)
            base += len(trie)
        yield "display", numbers[0::2]
        yield "local", numbers[1::2]


def _ranks(
    population: NDArray[np.uint32], spoken: NDArray[np.uint16], arrival: NDArray[np.int64]
) -> NDArray[np.uint32]:
    """How readily each place is meant by a name that others share, the first being 0.

    By population; most places have none, and of them that with more names is better known, then the first that came.
    """
    order = np.lexsort((arrival, -spoken.astype(np.int64), -population.astype(np.int64)))
    ranks = np.empty(len(order), dtype=np.uint32)
    ranks[order] = np.arange(len(order), dtype=np.uint32)
    return ranks


@contextmanager
def _told(target: Path) -> Iterator[None]:
    """Tell a failure to write as an error that says where."""
    try:
        yield
    except OSError as error:
        raise GazetteerError(
            f"can't write: {error.strerror or error}", where=str(target), do="see to space and rights"
        ) from error
