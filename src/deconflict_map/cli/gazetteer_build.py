"""`gazetteer build`: sources → the bundled gazetteer, or an index of a user's own.

Without a source of the user's it builds the bundled artefact again. Downloads nothing: where a file is missing, the
error says where it is to be had.
"""

from __future__ import annotations

import pathlib
from typing import TYPE_CHECKING

import click

from deconflict_map.cli.progress import shown_progress
from deconflict_map.cli.terminal import put, say
from deconflict_map.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from deconflict_map.gazetteer.importers import ImportReport, Sources

_EXAMPLES = """\b
Examples:
  deconflict-map gazetteer build --csv places.csv -o my.gazetteer
  deconflict-map gazetteer build --geonames ~/geonames -o my.gazetteer
  deconflict-map gazetteer search --gazetteer my.gazetteer "Khirbet Ghazaleh"
\b
Where several sources know one place, the first of these counts, and the names of all are kept:
your tables, the hand-kept supplement, GeoNames dumps, Who’s On First, the bundled gazetteer.
Dumps are to be had from https://download.geonames.org/export/dump/ (allCountries.zip or a country's
XX.zip, and alternateNamesV2.zip) and https://data.geocode.earth/wof/dist/; nothing is downloaded.
"""
_PATH = click.Path(path_type=pathlib.Path)


@click.command(epilog=_EXAMPLES)
@click.option("--geonames", type=_PATH, metavar="DIR", help="Folder with GeoNames dumps: allCountries.zip or XX.zip …")
@click.option(
    "--whosonfirst",
    type=_PATH,
    metavar="FILE",
    multiple=True,
    help="Who’s On First: .jsonl, .geojson or a folder of them. May be given more than once.",
)
@click.option(
    "--csv", type=_PATH, metavar="FILE", multiple=True, help="Places of your own. May be given more than once."
)
@click.option("--csv-template", is_flag=True, help="Print a table to fill in, and do nothing else.")
@click.option("--licence", metavar="TEXT", default="", help="Under which licence the tables of your own stand.")
@click.option("--credit", metavar="TEXT", default="", help="Who is to be credited for them.")
@click.option("--alone", is_flag=True, help="Leave the bundled gazetteer out.")
@click.option("--rejects", type=_PATH, metavar="FILE", help="Write every row that is skipped there, as CSV.")
@click.option(
    "--npm",
    type=click.Path(path_type=pathlib.Path, file_okay=False),
    default=pathlib.Path("build/npm"),
    show_default=True,
    help="Folder with the npm tarballs that the bundled gazetteer is built from.",
)
@click.option(
    "-o", "--output", type=_PATH, help="File to build; for the bundled gazetteer a folder, its own if not given."
)
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")
def build(  # noqa: PLR0913 -- one argument an option
    *,
    geonames: Path | None,
    whosonfirst: tuple[Path, ...],
    csv: tuple[Path, ...],
    licence: str,
    credit: str,
    rejects: Path | None,
    npm: Path,
    output: Path | None,
    csv_template: bool,
    alone: bool,
    quiet: bool,
) -> None:
    """Build a gazetteer from files of your own, or the bundled one again. Downloads nothing."""
    from deconflict_map.gazetteer.importers import CsvCredit, Sources  # noqa: PLC0415 -- keeps --help quick

    if csv_template:
        from deconflict_map.gazetteer.importers.own_places import TEMPLATE  # noqa: PLC0415

        put(TEMPLATE)
        return
    sources = Sources(
        csv=csv,
        geonames=geonames,
        whosonfirst=whosonfirst,
        csv_credit=CsvCredit(licence=licence, attribution=credit),
        rejects=rejects,
    )
    if csv or geonames is not None or whosonfirst:
        _build_own(sources, output, alone=alone, quiet=quiet)
        return
    if alone or rejects is not None or licence or credit:
        raise UsageError("there is no source of your own to build from", do="give --geonames, --whosonfirst or --csv")
    _build_bundled(npm, output, quiet=quiet)


def _build_bundled(npm: Path, output: Path | None, *, quiet: bool) -> None:
    from deconflict_map.gazetteer.builder.pipeline import build_gazetteer  # noqa: PLC0415 -- heavy, and rarely needed
    from deconflict_map.gazetteer.location import data_folder  # noqa: PLC0415

    home = data_folder()
    with shown_progress(quiet=quiet) as progress:
        artefact = build_gazetteer(npm=npm, supplement=home / "supplement", folder=output or home, progress=progress)
    if not quiet:
        say(f"built {artefact}")


def _build_own(sources: Sources, output: Path | None, *, alone: bool, quiet: bool) -> None:
    from deconflict_map.gazetteer import open_gazetteer  # noqa: PLC0415 -- heavy, and rarely needed
    from deconflict_map.gazetteer.importers import merge  # noqa: PLC0415
    from deconflict_map.gazetteer.location import data_folder  # noqa: PLC0415

    target = _target(sources, output)
    supplement = data_folder() / "supplement"
    with shown_progress(quiet=quiet) as progress:
        base = None if alone else open_gazetteer()
        report = merge(sources, target, base=base, supplement=supplement, progress=progress)
    if not quiet:
        _say(report, target)


def _target(sources: Sources, output: Path | None) -> Path:
    """Where to build, if that is neither an input nor the bundled gazetteer, which is read meanwhile."""
    from deconflict_map.gazetteer.location import data_folder  # noqa: PLC0415 -- keeps --help quick

    if output is None:
        raise UsageError("nothing says where the gazetteer is to be written", do="give -o my.gazetteer")
    if sources.rejects is not None and sources.rejects.resolve() in {path.resolve() for path in (*sources.csv, output)}:
        raise UsageError("the skipped rows can't be written there", where=str(sources.rejects), do="name another file")
    if output.resolve().is_relative_to(data_folder().resolve()):
        raise UsageError("this is the bundled gazetteer's folder", where=str(output), do="name a file elsewhere")
    if output.is_dir():
        raise UsageError("this is a folder", where=str(output), do="name a file, as in -o my.gazetteer")
    if output.is_file() and output.stat().st_size and not _is_gazetteer(output):
        raise UsageError("there is a file that is no gazetteer", where=str(output), do="name another one, or remove it")
    return output


def _is_gazetteer(path: Path) -> bool:
    """Whether a file begins as one, in whatever state the rest of it is."""
    from deconflict_map.gazetteer.container import MAGIC  # noqa: PLC0415 -- keeps --help quick

    with path.open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC


def _say(report: ImportReport, target: Path) -> None:
    for source, count in report.read:
        say(f"{count:12,}  {source}")
    merged = f"{report.index.duplicates:,} merged into others of the same id"
    skipped = f"{report.skipped:,} rows skipped"
    say(f"built {target}: {report.index.places:,} places, {merged}, {skipped} ({report.index.bytes / 1e6:,.1f} MB)")
