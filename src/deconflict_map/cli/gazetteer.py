"""`gazetteer`: what the gazetteer knows of a name, and what is in it.

Data goes to standard output, progress to standard error. Whatever comes out of the gazetteer is stripped of control
characters before a terminal sees it. A search that finds nothing is an answer: exit code 0, and an empty list.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import click

from deconflict_map.cli.gazetteer_build import build
from deconflict_map.cli.gazetteer_export import export
from deconflict_map.cli.options import which_gazetteer
from deconflict_map.cli.records import place_record
from deconflict_map.cli.table import table
from deconflict_map.cli.terminal import printable, put, put_json, say
from deconflict_map.errors import UsageError
from deconflict_map.model.place import PlaceKind

if TYPE_CHECKING:
    from pathlib import Path

    from deconflict_map.gazetteer import Atlas, Finding
    from deconflict_map.model.place import DataSource

_HEADINGS = ("SCORE", "NAME", "KIND", "IN", "ID")
_GIVING_WAY = (1, 3)
"""The columns of names are cut first."""


@click.group()
def gazetteer_group() -> None:
    """Search, describe, build and export the gazetteer."""


gazetteer_group.add_command(build)
gazetteer_group.add_command(export)


@gazetteer_group.command()
@click.argument("name")
@click.option("--country", metavar="CC", help="Only places in this country (ISO 3166-1 alpha-2).")
@click.option("--in", "inside", default="", metavar="AREA", help="Only places in this country, division or region.")
@click.option("--near", metavar="LON,LAT", help="Rank what lies near this point first, degrees.")
@click.option("--kind", type=click.Choice([kind.value for kind in PlaceKind]), help="Only places of this kind.")
@click.option("--fuzzy", is_flag=True, help="Names that are only alike, too; else only where no other is found.")
@click.option("--limit", type=click.IntRange(min=1), default=10, show_default=True, help="At most so many.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON list of candidates, best first.")
@which_gazetteer
def search(  # noqa: PLR0913 -- one argument an option
    *,
    name: str,
    country: str | None,
    inside: str,
    near: str | None,
    kind: str | None,
    fuzzy: bool,
    limit: int,
    as_json: bool,
    gazetteer: Path | None,
) -> None:
    """List the places that NAME may denote ("Deir Ezzor", "Paris, Texas"), best first."""
    from deconflict_map.gazetteer import open_gazetteer  # noqa: PLC0415 - keeps --help quick

    if country is not None and not (len(country) == 2 and country.isascii() and country.isalpha()):
        raise UsageError(f"“{country}” is no country code", where="--country", do="give two letters, as in SY")
    findings = open_gazetteer(gazetteer).search(
        name,
        country=country,
        inside=inside,
        near=_point(near),
        kind=PlaceKind(kind) if kind else None,
        fuzzy=fuzzy,
        limit=limit,
    )
    if as_json:
        put_json([_candidate(finding) for finding in findings])
    elif findings:
        rows = [(_row(finding), _note(finding)) for finding in findings]
        put(table(_HEADINGS, rows, shrink=_GIVING_WAY))
    else:
        say(f"Nothing is known by the name “{name}”, nor by one that is alike.")


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


def _candidate(finding: Finding) -> dict[str, object]:
    match, place = finding.match, finding.match.place
    return {
        **place_record(place),
        "score": finding.score,
        "match": match.kind.value,
        "matched_name": match.name,
        "reasons": list(finding.reasons),
        "kind": place.kind.value,
        "population": place.population,
        "division": place.division,
        "division_name": finding.division,
        "country_name": finding.country,
        "source": place.source,
        "licence": place.licence,
    }


def _row(finding: Finding) -> tuple[str, ...]:
    place = finding.match.place
    return (
        f"{finding.score:.2f}",
        place.name,
        place.kind.value,
        ", ".join(filter(None, (finding.division, finding.country))),
        place.id,
    )


def _note(finding: Finding) -> str:
    """Why it is offered, behind its feature code and where it lies."""
    place = finding.match.place
    north, east = ("N" if place.lat >= 0 else "S"), ("E" if place.lon >= 0 else "W")
    where = f"{place.feature} at {abs(place.lat):.3f} {north}, {abs(place.lon):.3f} {east}"
    return "; ".join((where, *finding.reasons))


@gazetteer_group.command()
@click.option("--checksum", is_flag=True, help="Read the whole file, verify it and print its SHA-256.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@which_gazetteer
def info(*, checksum: bool, as_json: bool, gazetteer: Path | None) -> None:
    """Say what is in the gazetteer, where it comes from, and under which licence."""
    from deconflict_map.gazetteer import open_gazetteer  # noqa: PLC0415 - keeps --help quick

    atlas = open_gazetteer(gazetteer)
    if checksum:
        atlas.verify()
    facts = _facts(atlas, checksum=checksum)
    if as_json:
        put_json(facts)
    else:
        put("\n".join(map(printable, _described(atlas, str(facts.get("sha256", ""))))))


def _facts(atlas: Atlas, *, checksum: bool) -> dict[str, object]:
    """What `info --json` prints."""
    counts = _by_source(atlas)
    return {
        "path": str(atlas.path),
        "format": atlas.format_version,
        "bytes": atlas.path.stat().st_size,
        "places": len(atlas),
        "kinds": atlas.info(),
        "sources": [{**_source(source), "places": counts.get(source.id, {})} for source in atlas.sources()],
        **({"sha256": atlas.checksum()} if checksum else {}),
    }


def _source(source: DataSource) -> dict[str, object]:
    return {
        "id": source.id,
        "title": source.title,
        "version": source.version,
        "licence": source.licence,
        "attribution": source.attribution,
    }


def _by_source(atlas: Atlas) -> dict[str, dict[str, int]]:
    """Number of places of each kind, by the id of their source."""
    counts: dict[str, dict[str, int]] = {}
    for source, kind, count in atlas.contents():
        counts.setdefault(source, {})[kind.value] = count
    return counts


def _described(atlas: Atlas, sha256: str) -> list[str]:
    """What `info` prints."""
    size = atlas.path.stat().st_size / 1e6
    lines = [str(atlas.path), f"format {atlas.format_version}, {size:.1f} MB, {len(atlas):,} places", ""]
    lines += [f"{count:12,}  {kind}" for kind, count in atlas.info().items()]
    counts = _by_source(atlas)
    for source in atlas.sources():
        kinds = counts.get(source.id, {})
        lines += ["", source.title, f"  version  {source.version}", f"  licence  {source.licence}"]
        lines += [f"  credit   {source.attribution}"]
        if kinds:
            lines += ["  places   " + ", ".join(f"{count:,} {kind}" for kind, count in kinds.items())]
    return [*lines, *(["", f"sha256 {sha256} (verified)"] if sha256 else [])]
