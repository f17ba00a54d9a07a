"""A TOML file → corrections.

The file is meant to be read and edited by hand: one table a correction, in any order (`docs/corrections.md`). A file
that can't be read in full is refused, with the table and the key; half of somebody's corrections is worse than none.
"""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

from deconflict_map.corrections.entry import Entry
from deconflict_map.errors import InputRefusedError
from deconflict_map.model.claim import Status
from deconflict_map.model.correction import (
    AddedPlace,
    Anchor,
    ClaimCorrection,
    CorrectionKind,
    Corrections,
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
SUFFIX = ".corrections.toml"
"""A file beside an article, called like it with this suffix, is found by itself."""
NOWHERE = "nowhere"
"""What a name that is no place "is"."""
OWN = "own:"
"""How the ids of added places begin."""

_MOST_BYTES = 5_000_000
LICENCE = "as given with the correction"
"""The licence of an added place whose correction names none."""


def beside(article: Path) -> Path:
    """Where the corrections of an article are looked for: `article.md` has `article.md.corrections.toml`."""
    return article.with_name(article.name + SUFFIX)


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
    return parse_corrections(text, where=str(path))


def parse_corrections(text: str, *, where: str) -> Corrections:
    """The corrections in a text; `where` names it in errors.

    Raises:
        InputRefusedError: It isn't TOML, or not one of corrections.
    """
    try:
        table = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise InputRefusedError(f"isn't TOML: {error}", where=where, do="mend the line") from error
    version = table.pop("version", None)
    if version != VERSION:
        raise InputRefusedError(f"says version {version!r}", where=where, do=f"begin it with `version = {VERSION}`")
    unknown = next((key for key in table if key not in {kind.value for kind in CorrectionKind}), None)
    if unknown is not None:
        kinds = ", ".join(f"[[{kind.value}]]" for kind in CorrectionKind)
        raise InputRefusedError(f"nothing is called [[{unknown}]]", where=where, do=f"use {kinds}")
    return Corrections(
        mentions=tuple(_mention(entry) for entry in _entries(table, CorrectionKind.MENTION, where)),
        names=tuple(_name(entry) for entry in _entries(table, CorrectionKind.NAME, where)),
        added=tuple(_place(entry) for entry in _entries(table, CorrectionKind.PLACE, where)),
        claims=tuple(_claim(entry) for entry in _entries(table, CorrectionKind.CLAIM, where)),
        notes=tuple(_note(entry) for entry in _entries(table, CorrectionKind.NOTE, where)),
    )


def _entries(table: Mapping[str, object], kind: CorrectionKind, where: str) -> Iterator[Entry]:
    rows = table.get(kind.value, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise InputRefusedError(f"`{kind.value}` isn't a list of tables", where=where, do=f"write [[{kind.value}]]")
    for number, row in enumerate(rows, start=1):
        entry = Entry(row, f"{where}, [[{kind.value}]] {number}")
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


def _claim(entry: Entry) -> ClaimCorrection:
    status = entry.one_of("status", (status.value for status in Status))
    claim = ClaimCorrection(
        anchor=_anchor(entry),
        reads=entry.text("reads"),
        through=entry.positions("through"),
        published=entry.text("published"),
        withdrawn=entry.flag("withdrawn"),
        status=Status(status) if status else None,
        who=entry.text("who"),
        credit=_credit(entry),
    )
    if not any((claim.reads, claim.through, claim.published, claim.withdrawn, claim.status, claim.who)):
        raise entry.refuse("says nothing", "add `reads`, `through`, `published`, `withdrawn`, `status` or `who`")
    return claim


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
