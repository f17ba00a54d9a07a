"""A user's tables, GeoNames dumps, Who's On First and the bundled gazetteer → one index.

Where several know one place (one id), point, kind and population are those of the most trusted, and the names of all
are kept; what a table or Who's On First leaves open is taken from the bundled gazetteer. Most trusted first: the user's
own tables; the hand-kept supplement of the bundled gazetteer; the GeoNames dump; Who's On First; the rest of the
bundled gazetteer. Sources are read in this order and streamed; what is held in memory are a few numbers a place. The
shown name follows the same order, but for countries: theirs are hand-kept, too.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol

from deconflict_map.errors import GazetteerError
from deconflict_map.gazetteer.builder.tables import read_table
from deconflict_map.gazetteer.importers import geonames, own_places, whosonfirst
from deconflict_map.gazetteer.importers.alternates import AlternateNames, DumpPlaces, FurtherName, division_names
from deconflict_map.gazetteer.importers.credits import CsvCredit, credits_of
from deconflict_map.gazetteer.importers.dump_folder import DumpFolder, find_dump, read_countries
from deconflict_map.gazetteer.importers.languages import local_scripts
from deconflict_map.gazetteer.importers.meter import Meter
from deconflict_map.gazetteer.importers.rejects import Rejects
from deconflict_map.gazetteer.indexing import IndexWriter, NameRole
from deconflict_map.gazetteer.progress import Progress, Silent
from deconflict_map.model.place import HAND_KEPT, PlaceKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from deconflict_map.gazetteer.importers.dump_folder import CountryRow
    from deconflict_map.gazetteer.importers.languages import LocalScript
    from deconflict_map.gazetteer.importers.own_places import OwnTable
    from deconflict_map.gazetteer.indexing import IndexReport
    from deconflict_map.gazetteer.record import Record
    from deconflict_map.model.place import DataSource, Place


class Base(Protocol):
    """A gazetteer that others are merged onto."""

    def place(self, place_id: str) -> Place | None:
        """The place with this id."""
        ...

    def records(self) -> Iterator[Record]:
        """Everything in it."""
        ...

    def sources(self) -> tuple[DataSource, ...]:
        """What it was built from."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """What to merge. `csv_credit` says how the tables are credited; `rejects` is where skipped rows are written."""

    csv: tuple[Path, ...] = ()
    geonames: Path | None = None
    whosonfirst: tuple[Path, ...] = ()
    csv_credit: CsvCredit = field(default_factory=CsvCredit)
    rejects: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What a merge made: the index's own report, records by source in the order of trust, rows skipped."""

    index: IndexReport
    read: tuple[tuple[str, int], ...]
    skipped: int


def merge(
    sources: Sources, target: Path, *, base: Base | None, supplement: Path, progress: Progress | None = None
) -> ImportReport:
    """Build an index of all `sources` and `base` at `target`; what stands there is replaced in the last step.

    `supplement` is the folder of the hand-kept tables, of use together with `base`.

    Raises:
        GazetteerError: a source is missing, damaged or of another format, gives no place, or nothing can be written.
        OutputError: the file of skipped rows can't be written.
    """
    with Rejects(sources.rejects) as rejects:
        return _Merge(sources, base, supplement, progress or Silent(), rejects).into(target)


class _Merge:
    """One run of `merge`."""

    def __init__(
        self, sources: Sources, base: Base | None, supplement: Path, progress: Progress, rejects: Rejects
    ) -> None:
        """Open all sources, so that what is missing is told before anything is written."""
        self._base, self._progress, self._rejects = base, progress, rejects
        self._tables = _labelled([own_places.open_table(path) for path in sources.csv])
        self._dump = find_dump(sources.geonames) if sources.geonames is not None else None
        self._whosonfirst = whosonfirst.find_files(sources.whosonfirst)
        self._countries: tuple[CountryRow, ...] = ()
        if self._dump is not None and self._dump.countries is not None:
            self._countries = read_countries(self._dump.countries, rejects)
        first = {country.code: country.language for country in self._countries}
        self._scripts: dict[str, LocalScript] = local_scripts(first or None)
        self._kept_names = _ids_with_kept_names(supplement) if base is not None else frozenset()
        self._credits = credits_of(
            base.sources() if base is not None else (),
            tables=self._tables,
            csv_credit=sources.csv_credit,
            dump=self._dump,
            whosonfirst=bool(self._whosonfirst),
        )
        self._read: dict[str, int] = {}

    def into(self, target: Path) -> ImportReport:
        """Stream everything through the writer."""
        with IndexWriter(target, self._credits, self._progress) as writer:
            self._add_tables(writer)
            self._add(writer, "supplement", (r for r in self._of_base() if r.id.startswith(HAND_KEPT)))
            if self._dump is not None:
                self._add_dump(writer, self._dump)
            self._add_whosonfirst(writer)
            self._add_rest_of_base(writer)
            self._show_own_names(writer)
            for line in self._rejects.told():
                self._progress.note(line)
            return ImportReport(index=writer.finish(), read=tuple(self._read.items()), skipped=self._rejects.total)

    def _add(self, writer: IndexWriter, source: str, records: Iterable[Record]) -> None:
        count = 0
        for record in records:
            writer.add(record)
            count += 1
        if count:
            self._read[source] = self._read.get(source, 0) + count

    def _of_base(self) -> Iterator[Record]:
        return self._base.records() if self._base is not None else iter(())

    def _add_tables(self, writer: IndexWriter) -> None:
        for table in self._tables:
            before = self._read.get(own_places.SOURCE, 0)
            self._add(writer, own_places.SOURCE, self._of_table(table, self._rejects))
            if self._read.get(own_places.SOURCE, 0) == before:
                skipped = self._rejects.of(table.file.name)
                raise GazetteerError(
                    f"no row of it could be used ({skipped} skipped{_first_reason(self._rejects)})",
                    where=str(table.file.path),
                    do=f"see the template: {own_places.TEMPLATE_COMMAND}",
                )

    def _of_table(self, table: OwnTable, rejects: Rejects) -> Iterator[Record]:
        meter = Meter(self._progress, f"reading {table.file.name}", table.file.size)
        known = own_places.Known(scripts=self._scripts, sources=self._base_sources(), place=self._known)
        return own_places.read_places(table, known, rejects, meter.block)

    def _known(self, place_id: str) -> Place | None:
        return self._base.place(place_id) if self._base is not None else None

    def _base_sources(self) -> frozenset[str]:
        return frozenset(source.id for source in self._base.sources()) if self._base is not None else frozenset()

    def _add_dump(self, writer: IndexWriter, dump: DumpFolder) -> None:
        places = DumpPlaces()
        reading = geonames.Reading(scripts=self._scripts, with_list=not dump.alternates)
        for file in dump.places:
            meter = Meter(self._progress, f"reading {file.name}", file.size)
            for record in geonames.read_places(file, reading, self._rejects, meter.block):
                places.add(int(record.id.partition(":")[2]), writer.add(record), record.country)
        self._read[geonames.SOURCE] = len(places)
        for name in self._names_for(places, dump):
            writer.add_name(name.number, name.name, name.role)

    def _names_for(self, places: DumpPlaces, dump: DumpFolder) -> Iterator[FurtherName]:
        """Names out of the dump's other tables; of those to be shown the last is, so that countries come last."""
        names = AlternateNames(places, self._scripts)
        for file in dump.alternates:
            meter = Meter(self._progress, f"reading {file.name}", file.size)
            yield from names.read(file, self._rejects, meter.block)
        yield from names.rest()
        for file in dump.divisions:
            yield from division_names(file, places, self._rejects)
        found = places.find([country.geonameid for country in self._countries])
        for country, place in zip(self._countries, found, strict=True):
            if place is not None and country.name:
                yield FurtherName(number=place[0], name=country.name, role=NameRole.DISPLAY)

    def _add_whosonfirst(self, writer: IndexWriter) -> None:
        if not self._whosonfirst:
            return
        self._progress.begin("reading Who’s On First", None)
        for path in self._whosonfirst:
            records = whosonfirst.read_places(path, self._scripts, self._rejects, self._progress.advance)
            self._add(writer, whosonfirst.SOURCE, (filled(record, self._known(record.id)) for record in records))
        if not self._read.get(whosonfirst.SOURCE):
            raise GazetteerError(
                f"no Who’s On First record could be used ({self._rejects.total} skipped{_first_reason(self._rejects)})",
                where=str(self._whosonfirst[0]),
                do=f"fetch it again: {whosonfirst.ADDRESS}",
            )

    def _add_rest_of_base(self, writer: IndexWriter) -> None:
        """Everything else; hand-kept names of places that the dump knows, too, stay the shown ones."""
        if self._base is None:
            return
        self._progress.begin("adding the bundled gazetteer", None)
        count = 0
        for record in self._of_base():
            if record.id.startswith(HAND_KEPT):
                continue
            number = writer.add(record)
            count += 1
            if record.kind is PlaceKind.COUNTRY or record.id in self._kept_names:
                writer.add_name(number, record.name, NameRole.DISPLAY)
            self._progress.advance(1)
        self._read["bundled"] = count

    def _show_own_names(self, writer: IndexWriter) -> None:
        """The user's own names have the last word; tables whose ids nobody else knows needn't be read again.

        Records arrive in the order of the tables and before all others, so that their numbers count up from 0.
        """
        if not any(table.has_ids for table in self._tables):
            return
        number = 0
        for table in self._tables:
            for record in self._of_table(table, Rejects()):
                writer.add_name(number, record.name, NameRole.DISPLAY)
                number += 1


def filled(record: Record, known: Place | None) -> Record:
    """The record, with what it leaves open taken from the place that is `known` by its id.

    A feature code of the same kind says more than a placetype does: which town is a capital, or the seat of a division.
    """
    if known is None:
        return record
    return replace(
        record,
        feature=known.feature if known.kind is record.kind else record.feature,
        country=record.country or known.country,
        division=record.division or known.division,
        district=record.district or known.district,
        population=record.population or known.population,
    )


def _labelled(tables: list[OwnTable]) -> tuple[OwnTable, ...]:
    """The tables with labels that differ from one another, and from those that ids bear already."""
    labelled: list[OwnTable] = []
    taken: set[str] = {label for table in tables for label in table.labels}
    for table in tables:
        label, number = table.label, 1
        while label in taken:
            number += 1
            label = f"{table.label}-{number}"
        taken.add(label)
        labelled.append(replace(table, label=label))
    return tuple(labelled)


def _ids_with_kept_names(supplement: Path) -> frozenset[str]:
    """Ids of packaged places whose names are hand-kept."""
    return frozenset(row["id"] for row in read_table(supplement / "names.csv", ("id", "names", "source")))


def _first_reason(rejects: Rejects) -> str:
    told = rejects.told()
    return f"; {told[0]}" if told else ""
