"""`locate`: a described place, line or zone → GeoJSON on standard output, or files.

What was taken for granted goes to standard error, so that data can be piped and nothing is assumed in silence.
"""

from __future__ import annotations

import pathlib
import sys
from typing import TYPE_CHECKING

import click

from deconflict_map.cli.options import which_gazetteer
from deconflict_map.cli.publishing import coarsening
from deconflict_map.cli.terminal import put_json_text, say
from deconflict_map.cli.tiles import offering_tiles
from deconflict_map.errors import InputRefusedError, NothingToMapError

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from deconflict_map.description import Description
    from deconflict_map.model.place import Gazetteer
    from deconflict_map.publishing.options import Publishing
    from deconflict_map.render import OnlineTiles

_STRICT = 4
_MOST_BYTES = 100_000
"""More than the longest phrase that is read, so that its length can be told."""
_LEAST_M = 100.0
_SHOWN = 12
"""Assumptions that are printed unless all are asked for."""


@click.command(
    epilog="""\b
Examples:
  deconflict-map locate "within 55 km of At Tanf" --in Syria
  deconflict-map locate "a strip 30 km deep along the Turkish border, on the Syrian side" -o strip.html
  echo "Iraq north of 36° N" | deconflict-map locate - -o zone.geojson
"""
)
@click.argument("phrase", type=str)
@click.option("--in", "inside", metavar="PLACE", help="The area in which it lies; names are understood by it.")
@click.option("--on", metavar="YYYY-MM-DD", help="The day on which it is said; days such as Saturday count from it.")
@click.option(
    "-o",
    "--output",
    "outputs",
    multiple=True,
    type=click.Path(path_type=pathlib.Path),
    metavar="FILE",
    help="Write here instead of to standard output; the suffix decides: .html, .svg, .png, .geojson, .json, "
    ".geojsons, .geojsonl, .gpkg, .kml, .fgb, .parquet, .csv, .lpf.json, .annotations.jsonld or .doc.json. "
    "May be given more than once.",
)
@which_gazetteer
@offering_tiles
@coarsening
@click.option("--strict", is_flag=True, help="Exit with 4 if a name stayed unplaced or a reading undrawn.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")
@click.option("-v", "--verbose", is_flag=True, help="Say all that was taken for granted, and every rule.")
def locate(  # noqa: PLR0913 -- one argument an option
    *,
    phrase: str,
    inside: str | None,
    on: str | None,
    outputs: tuple[Path, ...],
    gazetteer: Path | None,
    tiles: OnlineTiles | None,
    withhold: Publishing,
    strict: bool,
    quiet: bool,
    verbose: bool,
) -> int:
    """Draw the place, line or zone that PHRASE describes (- reads standard input).

    Writes a GeoJSON FeatureCollection: one feature a level (best, core, likely, support; band50 and band90 of lines),
    and a member "description" with the relation, what was assumed, sizes and places.
    """
    from deconflict_map.article import parse_published  # noqa: PLC0415 -- keeps --help quick
    from deconflict_map.document import check_format  # noqa: PLC0415
    from deconflict_map.gazetteer import open_gazetteer  # noqa: PLC0415

    for target in outputs:
        check_format(target)
    words = _standard_input() if phrase == "-" else phrase
    day = None if on is None else parse_published(on)
    found = _described(words, open_gazetteer(gazetteer), withhold, inside=inside, on=day)
    written = [found.save(target, tiles=tiles) for target in outputs]
    if not quiet:
        _report(found, written, verbose=verbose)
    if not outputs:
        put_json_text(found.to_geojson())
    return _STRICT if strict and _open_questions(found) else 0


def _described(
    phrase: str, gazetteer: Gazetteer, withhold: Publishing, *, inside: str | None, on: date | None
) -> Description:
    """The description, or an error; of a phrase that was read but can't be drawn the data says so, too."""
    from deconflict_map.description import described  # noqa: PLC0415 -- keeps --help quick
    from deconflict_map.export.located import located_geojson  # noqa: PLC0415
    from deconflict_map.gazetteer.names import folded_key  # noqa: PLC0415
    from deconflict_map.pipeline import locate as read  # noqa: PLC0415
    from deconflict_map.publishing.names import Names  # noqa: PLC0415
    from deconflict_map.publishing.stage import published  # noqa: PLC0415

    reading = read(phrase, gazetteer, inside=inside, on=on)
    if withhold.asks_anything:
        reading = published(reading, withhold, Names(gazetteer, folded_key)).reading
    try:
        return described(reading, gazetteer)
    except NothingToMapError:
        if reading.claims:
            put_json_text(located_geojson(reading))
        raise


def _standard_input() -> str:
    try:
        return sys.stdin.buffer.read(_MOST_BYTES).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputRefusedError("isn't UTF-8", where="standard input", do="convert it to UTF-8") from error


def _open_questions(found: Description) -> int:
    return sum(resolution.place is None for resolution in found.resolutions) + len(found.undrawn)


def _report(found: Description, written: list[Path], *, verbose: bool) -> None:
    say(f"{found.kind.value}: {_sizes(found)}" if found.drawable else f"can't be drawn: {found.why_not}")
    if len(found.footprints) > 1:
        say(f"  {len(found.footprints)} readings of these words are drawn")
    for finding in dict.fromkeys(item for footprint in found.footprints for item in footprint.findings):
        say(f"  {finding}")
    told = found.assumptions if verbose else found.assumptions[:_SHOWN]
    for assumption in told:
        say(f"  taken for granted: {assumption}")
    if len(told) < len(found.assumptions):
        say(f"  and {len(found.assumptions) - len(told)} more (--verbose tells all)")
    if verbose:
        for step in found.steps:
            say(f"  rule {step.rule}: {step.effect} [{step.source}]")
    for line in found.withheld:
        say(f"  {line}")
    for path in written:
        say(f"wrote {path} ({path.stat().st_size / 1000:,.0f} kB)")


def _km(metres: float) -> str:
    return f"{metres / 1000.0:,.1f} km" if metres >= _LEAST_M else "less than 0.1 km"


def _sizes(found: Description) -> str:
    size = found.measures
    parts = []
    if size.area_m2 is not None:
        parts.append(f"{size.area_m2 / 1e6:,.{0 if size.area_m2 >= 1e8 else 2}f} km²")
    if size.length_m is not None:
        parts.append(f"{size.length_m / 1000.0:,.1f} km long")
    if size.uncertainty_m is not None:
        parts.append(f"may be off by {_km(size.uncertainty_m)}")
    return ", ".join(parts)
