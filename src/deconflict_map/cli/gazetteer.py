"""`gazetteer`: what the gazetteer knows of a name, what is in it, and how to build or export it.

Data goes to standard output, progress to standard error. Whatever comes out of the gazetteer is stripped of control
characters before a terminal sees it.
"""

from __future__ import annotations

import csv
import io
import json
import math
import pathlib
from typing import TYPE_CHECKING

import click

from deconflict_map.cli.gazetteer_build import build
from deconflict_map.cli.options import which_gazetteer
from deconflict_map.cli.records import place_record
from deconflict_map.cli.terminal import printable, put, say
from deconflict_map.errors import OutputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from deconflict_map.gazetteer import Finding
    from deconflict_map.model.place import Place

_HEADINGS = ("SCORE", "NAME", "KIND", "CODE", "IN", "LAT", "LON", "ID", "WHY")
_COLUMNS = ("id", "name", "local_name", "kind", "feature", "lon", "lat", "country", "division", "population", "source",
            "licence")  # fmt: skip


@click.group()
def gazetteer_group() -> None:
    """Search, describe, build and export the gazetteer."""


gazetteer_group.add_command(build)


@gazetteer_group.command()
@click.argument("name")
@click.option("--country", metavar="CC", help="Only places in this country (ISO 3166-1 alpha-2).")
@click.option("--near", metavar="LON,LAT", help="Rank what lies near this point first, degrees.")
@click.option("--limit", type=click.IntRange(min=1), default=10, show_default=True, help="At most so many.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON list of candidates, best first.")
@which_gazetteer
def search(
    *, name: str, country: str | None, near: str | None, limit: int, as_json: bool, gazetteer: Path | None
) -> None:
    """List the places that NAME may denote, best first."""
    from deconflict_map.gazetteer import open_gazetteer  # noqa: PLC0415 - keeps --help quick

    if country is not None and not (len(country) == 2 and country.isascii() and country.isalpha()):
        raise UsageError(f"“{country}” is no country code", where="--country", do="give two letters, as in SY")
    findings = open_gazetteer(gazetteer).search(name, country=country, near=_point(near), limit=limit)
    if as_json:
        put(json.dumps([_candidate(finding) for finding in findings], ensure_ascii=False, indent=1))
    elif findings:
        put(_table([_HEADINGS, *map(_row, findings)]))
    else:
        say(f"Nothing is known by the name “{name}”. A --country lets names that are only alike count, too.")


def _point(text: str | None) -> tuple[float, float] | None:
    """Longitude and latitude from "LON,LAT"."""
    if text is None:
        return None
    try:
        lon, lat = (float(part) for part in text.split(","))
    except ValueError:
        lon = lat = math.nan
    if not (abs(lon) <= 180 and abs(lat) <= 90):
        raise UsageError(f"“{text}” is no point", where="--near", do="give LON,LAT in degrees, as in 40.14,35.33")
    return lon, lat


def _candidate(finding: Finding) -> dict[str, str | float]:
    return {**place_record(finding.match.place), "score": finding.score, "match": finding.match.kind.value}


def _row(finding: Finding) -> tuple[str, ...]:
    place = finding.match.place
    return (
        f"{finding.score:.2f}",
        place.name,
        place.kind.value,
        place.feature,
        place.country,
        f"{place.lat:.3f}",
        f"{place.lon:.3f}",
        place.id,
        "; ".join(finding.reasons),
    )


def _table(rows: Sequence[tuple[str, ...]]) -> str:
    """Rows with aligned columns."""
    clean = [[printable(cell) for cell in row] for row in rows]
    widths = [max(len(row[column]) for row in clean) for column in range(len(clean[0]))]
    return "\n".join("  ".join(map(str.ljust, row, widths)).rstrip() for row in clean)


@gazetteer_group.command()
@click.option("--checksum", is_flag=True, help="Read the whole file and print its SHA-256.")
@which_gazetteer
def info(*, checksum: bool, gazetteer: Path | None) -> None:
    """Say what is in the gazetteer, where it comes from, and under which licence."""
    from deconflict_map.gazetteer import open_gazetteer  # noqa: PLC0415 - keeps --help quick

    atlas = open_gazetteer(gazetteer)
    lines = [f"{atlas.path}", "", *(f"{count:8,}  {kind}" for kind, count in atlas.info().items())]
    for source in atlas.sources():
        lines += ["", source.title, f"  version  {source.version}", f"  licence  {source.licence}"]
        lines.append(f"  credit   {source.attribution}")
    if checksum:
        lines += ["", f"sha256 {atlas.checksum()}"]
    put("\n".join(map(printable, lines)))


@gazetteer_group.command()
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=pathlib.Path, dir_okay=False),
    help="File ending in .geojson or .csv; CSV on standard output if not given.",
)
@which_gazetteer
def export(output: Path | None, gazetteer: Path | None) -> None:
    """Write all places as CSV or GeoJSON."""
    from deconflict_map.gazetteer import open_gazetteer  # noqa: PLC0415 - keeps --help quick

    write: Callable[[Sequence[Place]], str] | None = _WRITERS.get(output.suffix.lower() if output else ".csv")
    if write is None:
        raise UsageError(f"no writer for “{output}”", where="--output", do="end the name in .csv or .geojson")
    text = write(open_gazetteer(gazetteer).all_places())
    if output is None:
        put(text)
        return
    beside = output.with_name(f".{output.name}.part")
    try:
        beside.write_text(text, encoding="utf-8", newline="\n")
        beside.replace(output)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise OutputError(f"can't write: {error.strerror}", where=str(output), do="see to space and rights") from error


def _properties(place: Place) -> dict[str, str | float]:
    return {column: getattr(place, column) for column in _COLUMNS}


def _csv(places: Sequence[Place]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, _COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(_properties(place) for place in places)
    return text.getvalue()


def _geojson(places: Sequence[Place]) -> str:
    features = [
        {
            "type": "Feature",
            "id": place.id,
            "geometry": {"type": "Point", "coordinates": [place.lon, place.lat]},
            "properties": _properties(place),
        }
        for place in places
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False) + "\n"


_WRITERS = {".csv": _csv, ".geojson": _geojson}
