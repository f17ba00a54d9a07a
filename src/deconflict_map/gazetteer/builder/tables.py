"""Hand-kept CSV tables → rows, each with its source.

Refuses a table that lacks a column, and a row without a source: the supplement is only worth what its sources are.
"""

from __future__ import annotations

import csv
import tomllib
import unicodedata
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

from deconflict_map.errors import GazetteerError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

LIST_MARK = "|"


def read_table(path: Path, columns: Iterable[str]) -> list[dict[str, str]]:
    """Rows of a CSV file as text, stripped; every row has all `columns`, and a source.

    Raises:
        GazetteerError: the file or a column is missing, or a row names no source.
    """
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = [{key: (value or "").strip() for key, value in row.items() if key} for row in csv.DictReader(file)]
    except OSError as error:
        raise GazetteerError(f"can't read: {error.strerror}", where=str(path), do="restore the file") from error
    for number, row in enumerate(rows, start=2):
        missing = [column for column in columns if column not in row]
        if missing:
            raise GazetteerError(f"no column {missing[0]}", where=str(path), do=f"columns are {', '.join(columns)}")
        if not row["source"]:
            raise GazetteerError("a row without a source", where=f"{path}:{number}", do="say where it comes from")
    return rows


def read_optional(path: Path, columns: Iterable[str]) -> list[dict[str, str]]:
    """Rows as `read_table` gives them; none where there is no such file.

    Raises:
        GazetteerError: a column is missing, or a row names no source.
    """
    return read_table(path, columns) if path.is_file() else []


def split_list(cell: str) -> list[str]:
    """Entries of a cell that holds several, parted by `|`."""
    return [entry.strip() for entry in cell.split(LIST_MARK) if entry.strip()]


def read_scripts() -> dict[str, str]:
    """Language code → Unicode script, for the languages that aren't written in Latin."""
    text = (files("deconflict_map.gazetteer") / "vocabulary" / "scripts.toml").read_text(encoding="utf-8")
    scripts: dict[str, str] = tomllib.loads(text)["scripts"]
    return scripts


@dataclass(frozen=True, slots=True, kw_only=True)
class Scripts:
    """Unicode scripts of places' names: those of the world's agencies, and of each country's languages."""

    agencies: frozenset[str]
    own: Mapping[str, frozenset[str]]


def scripts_of(languages: Mapping[str, Sequence[str]]) -> Scripts:
    """The scripts in which names are kept; `languages` gives the languages of each country."""
    text = (files("deconflict_map.gazetteer") / "vocabulary" / "scripts.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    own = {}
    for country, spoken in languages.items():
        written = {table["scripts"][language] for language in spoken if language in table["scripts"]}
        own[country] = frozenset(written | {other for script in written for other in table["together"].get(script, ())})
    return Scripts(agencies=frozenset(table["agencies"]["scripts"]), own=own)


def script_of(name: str) -> str:
    """The Unicode script of the first letter, as its character's name begins; empty for a name without letters."""
    first = next((character for character in name if character.isalpha()), "")
    return unicodedata.name(first, "").split(" ", 1)[0] if first else ""


def first_in_script(names: Iterable[str], script: str) -> str:
    """The first name whose first letter is of `script` (as in Unicode character names), or an empty string."""
    if not script:
        return ""
    return next((name for name in names if name and unicodedata.name(name[0], "").startswith(script)), "")
