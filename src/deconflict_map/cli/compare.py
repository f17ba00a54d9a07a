"""`compare`: two articles, or two maps kept as `.doc.json` → what is new, gone, moved or said otherwise."""

from __future__ import annotations

import pathlib
from typing import TYPE_CHECKING

import click

from deconflict_map.cli.options import metadata, which_gazetteer
from deconflict_map.cli.table import table
from deconflict_map.cli.terminal import printable, put, put_json_text, say
from deconflict_map.errors import InputRefusedError, UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from deconflict_map.comparison import Comparison
    from deconflict_map.document import MapDocument
    from deconflict_map.model.correction import Corrections
    from deconflict_map.model.place import Gazetteer

_STRICT = 4
_DOCUMENT = ".doc.json"
_MOST_BYTES = 200_000_000
"""The largest document that is read: ten thousand claims have a hundred megabytes (judgement)."""


@click.command()
@click.argument("before", type=str)
@click.argument("after", type=str)
@click.option(
    "-o",
    "--output",
    "outputs",
    multiple=True,
    type=click.Path(path_type=pathlib.Path),
    metavar="FILE",
    help="Where to write it, too: .html (both overlaid, with a swipe), .svg, .geojson, .json or .csv. "
    "May be given several times.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object in place of the table.")
@click.option("--published-before", metavar="YYYY-MM-DD", help="The day on which BEFORE was published.")
@click.option("--published-after", metavar="YYYY-MM-DD", help="The day on which AFTER was published.")
@click.option(
    "--corrections",
    type=click.Path(path_type=pathlib.Path),
    metavar="FILE",
    help="Your corrections of AFTER. [default: AFTER.corrections.toml, if there is one]",
)
@which_gazetteer
@click.option("--strict", is_flag=True, help="Exit with 4 if it can't be told which accounts are one.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors and what was asked for.")
def compare(  # noqa: PLR0913 -- one argument an option
    *,
    before: str,
    after: str,
    outputs: tuple[Path, ...],
    as_json: bool,
    published_before: str | None,
    published_after: str | None,
    corrections: Path | None,
    gazetteer: Path | None,
    strict: bool,
    quiet: bool,
) -> int:
    """Compare two articles, or two maps that were kept as .doc.json: what is new, gone, moved or said otherwise.

    Give the same article twice to see what its corrections change: then BEFORE is read without them.
    """
    from deconflict_map.comparison import check_comparison_format  # noqa: PLC0415 -- keeps --help quick
    from deconflict_map.comparison import compare as compared  # noqa: PLC0415
    from deconflict_map.gazetteer import open_gazetteer  # noqa: PLC0415
    from deconflict_map.model.correction import Corrections  # noqa: PLC0415

    if before == after == "-":
        raise UsageError("standard input can be read once", do="give a file for BEFORE or AFTER")
    for target in outputs:
        check_comparison_format(target)
    atlas = open_gazetteer(gazetteer)
    plain = Corrections() if before == after else None
    earlier = _document(before, published_before, plain, atlas)
    later = _document(after, published_after, corrections, atlas)
    found = compared(earlier, later)
    written = [found.save(target) for target in outputs]
    if as_json:
        put_json_text(found.to_json())
    else:
        put(_told(found))
    for path in () if quiet else written:
        say(f"wrote {path} ({path.stat().st_size / 1000:,.0f} kB)")
    return _STRICT if strict and found.doubts else 0


def _document(
    name: str, published: str | None, corrections: Path | Corrections | None, gazetteer: Gazetteer
) -> MapDocument:
    """The map of an article, or the one that a file keeps.

    Raises:
        InputRefusedError: The file can't be read.
        UsageError: A kept map is given what only an article takes.
    """
    from deconflict_map.article import read_article  # noqa: PLC0415 -- keeps --help quick
    from deconflict_map.document import MapDocument  # noqa: PLC0415
    from deconflict_map.mapping import given_corrections, map_reading  # noqa: PLC0415

    if not name.lower().endswith(_DOCUMENT):
        text = read_article(name, metadata("", None, published, None))
        return map_reading(text, gazetteer, corrections=given_corrections(name, corrections))
    if published is not None or isinstance(corrections, pathlib.Path):
        raise UsageError("a kept map has its date and corrections in it", where=name, do="leave the option out")
    return MapDocument.from_json(_kept(pathlib.Path(name)), gazetteer=gazetteer)


def _kept(path: Path) -> str:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise InputRefusedError("is larger than 200 MB", where=str(path), do="compare the articles")
        return path.read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "isn't UTF-8"
        raise InputRefusedError(f"can't be read: {reason}", where=str(path), do="check its name") from error


def _told(found: Comparison) -> str:
    """The comparison as tables for a terminal."""
    from deconflict_map.comparison.records import outcome_word  # noqa: PLC0415 -- keeps --help quick
    from deconflict_map.comparison.tabling import summary  # noqa: PLC0415
    from deconflict_map.comparison.values import PlaceChange  # noqa: PLC0415

    accounts = [
        ((f"{number}", row.account.title, outcome_word(row)), row.told)
        for number, row in enumerate(found.accounts, start=1)
    ]
    places = [
        ((", ".join(place.names), place.change.value), place.told)
        for place in found.places
        if place.change is not PlaceChange.SAME
    ]
    parts = [*(printable(note) for note in found.notes), summary(found.found)]
    parts += [table(("no.", "described", "outcome"), accounts, shrink=(1,))] if accounts else []
    parts += [f"in doubt: {printable(doubt.told)}" for doubt in found.doubts]
    parts += [table(("place", "change"), places, shrink=(0,))] if places else []
    return "\n\n".join(parts)
