"""The sources of a merge → the credits that travel in its index, each once.

Tables of a user's own are credited as the user says; where nothing is said, the licence is told as not stated, and
never guessed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from deconflict_map.gazetteer.importers import geonames, own_places, whosonfirst
from deconflict_map.model.place import DataSource

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deconflict_map.gazetteer.importers.dump_folder import DumpFolder
    from deconflict_map.gazetteer.importers.own_places import OwnTable

_NOT_STATED = "not stated"


@dataclass(frozen=True, slots=True, kw_only=True)
class CsvCredit:
    """What a user says of their own tables."""

    licence: str = ""
    attribution: str = ""


def credits_of(
    base: Sequence[DataSource],
    *,
    tables: Sequence[OwnTable],
    csv_credit: CsvCredit,
    dump: DumpFolder | None,
    whosonfirst: bool,
) -> tuple[DataSource, ...]:
    """Credits in the order of trust; those of `base` come last."""
    known = frozenset(source.id for source in base)
    found = [*_of_tables(tables, csv_credit, known)]
    if dump is not None:
        found.append(_of_dump(dump))
    if whosonfirst:
        found.append(_WHOSONFIRST)
    return tuple({source.id: source for source in [*found, *base]}.values())


def _of_tables(tables: Sequence[OwnTable], credit: CsvCredit, known: frozenset[str]) -> Iterator[DataSource]:
    if not tables:
        return
    files = ", ".join(table.file.name for table in tables)
    texts = sorted({text for table in tables for text in table.sources if text not in known})
    for text in ["", *texts]:
        yield DataSource(
            id=own_places.source_id(text, known),
            title=text or f"own places ({files})",
            version="",
            licence=credit.licence or _NOT_STATED,
            attribution=credit.attribution or text or f"own places ({files})",
        )


def _of_dump(dump: DumpFolder) -> DataSource:
    return DataSource(
        id=geonames.SOURCE,
        title="GeoNames, all feature classes",
        version=dump.version,
        licence="CC BY 4.0",
        attribution="© GeoNames, CC BY 4.0",
    )


# Licence and wording: Who's On First, https://whosonfirst.org/docs/licenses/
_WHOSONFIRST = DataSource(
    id=whosonfirst.SOURCE,
    title="Who’s On First",
    version="",
    licence="CC BY 4.0 and compatible, by record",
    attribution="Data from Who’s On First (whosonfirst.org/docs/licenses)",
)
