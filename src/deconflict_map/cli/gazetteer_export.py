"""`gazetteer export`: all places → CSV or GeoJSON, a file or standard output.

Written one place after the other, beside the target, and swapped in whole: a gazetteer of millions of places needs no
more memory than a small one, and what lay there stays until the new file is complete.
"""

from __future__ import annotations

import csv
import io
import json
import pathlib
import sys
from typing import TYPE_CHECKING

import click

from deconflict_map.cli.options import which_gazetteer
from deconflict_map.errors import OutputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from deconflict_map.model.place import Place

_COLUMNS = ("id", "name", "local_name", "kind", "feature", "lon", "lat", "country", "division", "district",
            "population", "source", "licence")  # fmt: skip


@click.command()
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

    lines = _LINES.get(output.suffix.lower() if output else ".csv")
    if lines is None:
        raise UsageError(f"no writer for “{output}”", where="--output", do="end the name in .csv or .geojson")
    text = lines(open_gazetteer(gazetteer).each_place())
    if output is None:
        for line in text:
            sys.stdout.buffer.write(line.encode("utf-8"))
        sys.stdout.buffer.flush()
        return
    beside = output.with_name(f".{output.name}.part")
    try:
        with beside.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(text)
        beside.replace(output)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise OutputError(f"can't write: {error.strerror}", where=str(output), do="see to space and rights") from error


def _properties(place: Place) -> dict[str, str | float]:
    return {column: getattr(place, column) for column in _COLUMNS}


def _csv_lines(places: Iterable[Place]) -> Iterator[str]:
    yield ",".join(_COLUMNS) + "\n"
    for place in places:
        line = io.StringIO()
        csv.writer(line, lineterminator="\n").writerow(_properties(place).values())
        yield line.getvalue()


def _geojson_lines(places: Iterable[Place]) -> Iterator[str]:
    yield '{"type": "FeatureCollection", "features": [\n'
    before = ""
    for place in places:
        feature = {
            "type": "Feature",
            "id": place.id,
            "geometry": {"type": "Point", "coordinates": [place.lon, place.lat]},
            "properties": _properties(place),
        }
        yield before + json.dumps(feature, ensure_ascii=False)
        before = ",\n"
    yield "\n]}\n"


_LINES: dict[str, Callable[[Iterable[Place]], Iterator[str]]] = {".csv": _csv_lines, ".geojson": _geojson_lines}
