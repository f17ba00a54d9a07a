"""A TOML file → corrections.

The file is meant to be read and edited by hand: one table a correction, in any order
(`docs/reference/corrections.md`). A file that can't be read in full is refused, with the table and the key; half of
somebody's corrections is worse than none.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from deconflict_map.corrections.courses import MOST_BYTES, read_course
from deconflict_map.corrections.entry import Entry
from deconflict_map.errors import InputRefusedError
from deconflict_map.model.claim import Status
from deconflict_map.model.correction import (
    AddedPlace,
    Anchor,
    ClaimCorrection,
    CorrectionKind,
    Corrections,
    Course,
    Credit,
    MentionCorrection,
    NameCorrection,
    Note,
)
from deconflict_map.model.place import Place, PlaceKind, ShapeForm

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

VERSION = 1
"""The version of the format; files say it as `version = 1`."""
NOWHERE = "nowhere"
"""What a name that is no place "is"."""
OWN = "own:"
"""How the ids of added places begin."""

_MOST_BYTES = 5_000_000
_HEADER = re.compile(r"\s*\[\[\s*([a-z]+)\s*\]\]")
_QUOTES = re.compile(r"\"{3}|'{3}")
LICENCE = "as given with the correction"
"""The licence of an added place whose correction names none."""


def read_corrections(path: Path) -> Corrections:
    """The corrections in a file.

    Raises:
        InputRefusedError: The file can't be read, or isn't one of corrections.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputRefusedError(f"can't be read: {error.strerror}", where=str(path), do="check the path") from error
    if len(content) > _MOST_BYTES:
        raise InputRefusedError("is larger than 5 MB", where=str(path), do="is this a file of corrections?")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputRefusedError("isn't UTF-8", where=str(path), do="save it as UTF-8") from error
    return parse_corrections(text, where=str(path), folder=path.parent)


def parse_corrections(text: str, *, where: str, folder: Path | None = None) -> Corrections:
    """The corrections in a text; `where` names it in errors, `folder` is where its files of courses are looked for.

    Raises:
        InputRefusedError: It isn't TOML, or not one of corrections.
    """
    try:
        table = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # a number of too many digits is a ValueError of its own
        raise InputRefusedError(f"isn't TOML: {error}", where=where, do="mend the line") from error
    version = table.pop("version", None)
    if version != VERSION:
        raise InputRefusedError(f"says version {version!r}", where=where, do=f"begin it with `version = {VERSION}`")
    unknown = next((key for key in table if key not in {kind.value for kind in CorrectionKind}), None)
    if unknown is not None:
        kinds = ", ".join(f"[[{kind.value}]]" for kind in CorrectionKind)
        raise InputRefusedError(f"nothing is called [[{unknown}]]", where=where, do=f"use {kinds}")
    tables = _Tables(table=table, where=where, lines=_header_lines(text))
    return Corrections(
        mentions=tuple(_mention(entry) for entry in _entries(tables, CorrectionKind.MENTION)),
        names=tuple(_name(entry) for entry in _entries(tables, CorrectionKind.NAME)),
        added=tuple(_place(entry) for entry in _entries(tables, CorrectionKind.PLACE)),
        claims=tuple(_claim(entry, folder) for entry in _entries(tables, CorrectionKind.CLAIM)),
        notes=tuple(_note(entry) for entry in _entries(tables, CorrectionKind.NOTE)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tables:
    """The tables of a text, and the lines on which each kind of them begins."""

    table: Mapping[str, object]
    where: str
    lines: Mapping[str, tuple[int, ...]]

    def where_is(self, kind: CorrectionKind, number: int) -> str:
        lines = self.lines.get(kind.value, ())
        line = f"line {lines[number - 1]}, " if number <= len(lines) else ""  # none for tables in a list
        return f"{self.where}, {line}[[{kind.value}]] {number}"


def _header_lines(text: str) -> dict[str, tuple[int, ...]]:
    """The lines of the headers `[[…]]`, by what they begin; those within texts of several lines aren't any."""
    found: dict[str, tuple[int, ...]] = {}
    ending = ""
    for number, line in enumerate(text.splitlines(), start=1):
        header = None if ending else _HEADER.match(line)
        if header is not None:
            found[header[1]] = (*found.get(header[1], ()), number)
        for quotes in _QUOTES.findall(line):
            ending = quotes if not ending else "" if quotes == ending else ending
    return found


def _entries(tables: _Tables, kind: CorrectionKind) -> Iterator[Entry]:
    rows = tables.table.get(kind.value, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        do = f"write [[{kind.value}]]"
        raise InputRefusedError(f"`{kind.value}` isn't a list of tables", where=tables.where, do=do)
    for number, row in enumerate(rows, start=1):
        entry = Entry(row, tables.where_is(kind, number))
        yield entry
        entry.close()


def _mention(entry: Entry) -> MentionCorrection:
    return MentionCorrection(anchor=_anchor(entry), record=_record(entry), credit=_credit(entry))


def _name(entry: Entry) -> NameCorrection:
    return NameCorrection(name=entry.text("name", needed=True), record=_record(entry), credit=_credit(entry))


def _note(entry: Entry) -> Note:
    anchor, credit = _anchor(entry), _credit(entry)
    if not credit.note.strip():
        raise entry.refuse("`note` is missing or empty", "add `note = …`")
    return Note(anchor=anchor, credit=credit)


def _claim(entry: Entry, folder: Path | None) -> ClaimCorrection:
    status = entry.one_of("status", (status.value for status in Status))
    claim = ClaimCorrection(
        anchor=_anchor(entry),
        reads=entry.text("reads"),
        through=entry.positions("through"),
        published=entry.text("published"),
        withdrawn=entry.flag("withdrawn"),
        status=Status(status) if status else None,
        who=entry.text("who"),
        course=_course(entry, folder),
        credit=_credit(entry),
    )
    said = (claim.reads, claim.through, claim.published, claim.withdrawn, claim.status, claim.who, claim.course)
    if not any(said):
        do = "add `reads`, `through`, `published`, `course`, `withdrawn`, `status` or `who`"
        raise entry.refuse("says nothing", do)
    return claim


def _course(entry: Entry, folder: Path | None) -> Course | None:
    given = entry.text("course", most=MOST_BYTES)
    source, licence = entry.text("source"), entry.text("licence")
    if not given.strip():
        if source or licence:
            raise entry.refuse("`source` and `licence` are those of a `course`", "add `course`, or leave them out")
        return None
    for key, value in (("source", source), ("licence", licence)):
        if not value.strip():
            raise entry.refuse(f"`{key}` of the `course` is missing", f"add `{key} = …`: whose data it is")
    return Course(geometry=read_course(given, folder, entry.refuse), source=source, licence=licence)


def _place(entry: Entry) -> AddedPlace:
    key = entry.text("id", needed=True)
    if not key.startswith(OWN) or not key.removeprefix(OWN).strip():
        raise entry.refuse(
            f"the id {key!r} isn't one of an added place", f'begin it with "{OWN}": `id = "{OWN}karama"`'
        )
    name, names = entry.text("name", needed=True), entry.texts("names")
    kind = entry.one_of("kind", (kind.value for kind in PlaceKind)) or PlaceKind.POPULATED.value
    lon, lat = entry.degrees("lon", 180.0), entry.degrees("lat", 90.0)
    place = Place(
        id=key,
        name=name,
        kind=PlaceKind(kind),
        feature=entry.text("feature"),
        lon=lon,
        lat=lat,
        country=entry.text("country"),
        division="",
        population=entry.whole("population") or 0,
        shape=ShapeForm.NONE,
        shape_error_m=0.0,
        source=entry.text("source", needed=True),
        licence=entry.text("licence") or LICENCE,
    )
    return AddedPlace(place=place, names=tuple(dict.fromkeys((name, *names))), credit=_credit(entry))


def _anchor(entry: Entry) -> Anchor:
    return Anchor(
        quote=entry.text("quote", needed=True),
        before=entry.text("before"),
        after=entry.text("after"),
        at=entry.whole("at"),
        times=entry.whole("times"),
    )


def _record(entry: Entry) -> str | None:
    record = entry.text("is", needed=True)
    return None if record == NOWHERE else record


def _credit(entry: Entry) -> Credit:
    return Credit(by=entry.text("by"), on=entry.day("on"), note=entry.text("note"))
