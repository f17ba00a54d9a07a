"""A folder → the official GeoNames files in it: places, alternate names and code tables.

`allCountries` stands for all countries; without it every `XX` (a country code) and `no-country` is taken. Zips and the
texts out of them are both good. Nothing is ever fetched: where nothing is found, the error names the addresses.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from deconflict_map.errors import GazetteerError
from deconflict_map.gazetteer.importers.lines import TextFile, text_file
from deconflict_map.gazetteer.importers.rejects import Reason

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from deconflict_map.gazetteer.importers.rejects import Rejects

ADDRESS = "https://download.geonames.org/export/dump/"
_WHOLE = "allcountries"
_PART = re.compile(r"[a-z]{2}|no-country")
_ENDINGS = (".zip", ".txt")
_COUNTRY_COLUMNS = 17
"""Columns of countryInfo.txt up to geonameid; neighbours and an equivalent FIPS code follow (its own header)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DumpFolder:
    """The files of a folder, each `None` or empty where there is none."""

    places: tuple[TextFile, ...]
    alternates: tuple[TextFile, ...]
    divisions: tuple[TextFile, ...]
    countries: TextFile | None

    @property
    def version(self) -> str:
        """Names of the place files, and the date of the newest where a zip tells it."""
        dates = [file.date for file in self.places if file.date]
        names = [file.name for file in self.places]
        told = ", ".join(names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")
        return f"{told} of {max(dates)}" if dates else told


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryRow:
    """A row of countryInfo.txt."""

    code: str
    name: str
    language: str
    geonameid: int


def find_dump(folder: Path) -> DumpFolder:
    """The GeoNames files of a folder.

    Raises:
        GazetteerError: it is no folder, holds no dump, or one of its zips can't be opened.
    """
    if not folder.is_dir():
        raise GazetteerError("is no folder", where=str(folder), do="give the folder that holds the GeoNames dumps")
    stems = _by_stem(folder)
    places = [stems[_WHOLE]] if _WHOLE in stems else [path for stem, path in stems.items() if _PART.fullmatch(stem)]
    if not places:
        raise GazetteerError(
            "no GeoNames dump in it: neither allCountries.zip nor any XX.zip",
            where=str(folder),
            do=f"fetch {ADDRESS}allCountries.zip, or {ADDRESS}SY.zip for one country, and "
            f"{ADDRESS}alternateNamesV2.zip into it",
        )
    per_country = _by_stem(folder / "alternatenames")
    alternates = [stems[stem] for stem in ("alternatenamesv2", "alternatenames") if stem in stems][:1] or [
        path for stem, path in per_country.items() if _PART.fullmatch(stem)
    ]
    return DumpFolder(
        places=_opened(places),
        alternates=_opened(alternates),
        divisions=_opened(stems[stem] for stem in ("admin1codesascii", "admin2codes") if stem in stems),
        countries=text_file(stems["countryinfo"]) if "countryinfo" in stems else None,
    )


def _by_stem(folder: Path) -> dict[str, Path]:
    """Dumps and tables of a folder by their names in small letters, in the names' order; a zip before a text."""
    if not folder.is_dir():
        return {}
    found: dict[str, Path] = {}
    for ending in _ENDINGS:
        for path in sorted(folder.iterdir()):
            if path.suffix.lower() == ending and path.is_file():
                found.setdefault(path.stem.casefold(), path)
    return dict(sorted(found.items()))


def _opened(paths: Iterable[Path]) -> tuple[TextFile, ...]:
    return tuple(map(text_file, paths))


def read_countries(file: TextFile, rejects: Rejects) -> tuple[CountryRow, ...]:
    """The rows of countryInfo.txt; its comments begin with #."""
    countries = []
    for block in file.blocks(rejects):
        for number, line in enumerate(block.lines, block.first):
            row = line.split("\t")
            if not line.strip() or line.startswith("#") or row[0] == "ISO":
                continue
            if len(row) < _COUNTRY_COLUMNS or not row[16].isdigit() or len(row[0]) != 2:
                rejects.add(file.name, number, Reason.COLUMNS, line)
                continue
            language = row[15].split(",")[0].split("-")[0]
            countries.append(CountryRow(code=row[0], name=row[4].strip(), language=language, geonameid=int(row[16])))
    return tuple(countries)
