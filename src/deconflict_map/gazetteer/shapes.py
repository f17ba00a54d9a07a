"""An id, two countries or bounds → shapes: areas, streams, borders, and what the base map draws of them.

Opens in under a millisecond: nothing is parsed until something is asked for, and then only the lines that it needs.
Keeps the directory and the coarse world once they were read, and no shapes: whoever asks often keeps what he got.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Self

from deconflict_map.gazetteer.shape_file import BOUNDS_PER_DEG, ShapeFile
from deconflict_map.model.place import ShapeForm

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

    Bounds = tuple[float, float, float, float]


class ShapeLayer(StrEnum):
    """The layers of the file, in its order."""

    COUNTRIES = "countries"
    DIVISIONS = "divisions"
    LAKES = "lakes"
    STREAMS = "streams"
    """Rivers and reaches of rivers as lines, running downstream where `flow` says that it is known."""
    REGIONS = "regions"
    DISPUTED_AREAS = "disputed_areas"
    LAND_BORDERS = "land_borders"
    DISPUTED_LINES = "disputed_lines"
    WORLD = "world"
    """Coarse outlines of all countries."""


PLACES = frozenset(
    {
        ShapeLayer.COUNTRIES,
        ShapeLayer.DIVISIONS,
        ShapeLayer.LAKES,
        ShapeLayer.STREAMS,
        ShapeLayer.REGIONS,
        ShapeLayer.DISPUTED_AREAS,
    }
)
"""Layers whose ids are those of places."""
BORDER_PREFIX = "border:"
"""A border's id: this, both countries' codes in alphabetic order, and a number: `border:IQ-SY:1`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShapeEntry:
    """What the file says of a shape beside its geometry.

    `error_m` is how far the shape may be off the ground, metres. `kind` is a `PlaceKind` in the layers that have
    several (streams, regions, disputed areas), else empty. `country` and `other` are ISO codes, of a border its two
    sides. `status` is the source's word for a border or claim, `disputed` whether it is one that somebody disputes.
    """

    id: str
    name: str = ""
    local_name: str = ""
    kind: str = ""
    country: str = ""
    other: str = ""
    rank: int = 0
    error_m: float = 0.0
    flow: str = ""
    status: str = ""
    disputed: bool = False
    source: str = ""


class Shapes:
    """The shapes of a file. Opened by `Shapes.open`."""

    def __init__(self, file: ShapeFile) -> None:
        self._file = file

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open a file of shapes.

        Raises:
            GazetteerError: it is missing, cut short, or of another kind or version.
        """
        return cls(ShapeFile(path))

    def shape(self, place_id: str) -> BaseGeometry | None:
        """The line or area with this id, EPSG:4326; lines of streams run downstream. `None` if there is none.

        Raises:
            GazetteerError: the file is damaged there.
        """
        row = self._rows.get(place_id)
        return None if row is None else self._read([row])[0][1]

    def entry(self, place_id: str) -> ShapeEntry | None:
        """What the file says of the shape with this id. Raises like `shape`."""
        row = self._rows.get(place_id)
        return None if row is None else _entry(json.loads(self._file.geometries([row])[0]))

    def border(self, country: str, other: str) -> BaseGeometry | None:
        """The land border that two countries (ISO codes) share, EPSG:4326, or `None`. Raises like `shape`."""
        import shapely  # noqa: PLC0415 - names and places need no geometry library

        rows = self._borders.get(_pair(country, other))
        if not rows:
            return None
        pieces = [geometry for _, geometry in self._read(rows)]
        lines: BaseGeometry = shapely.line_merge(shapely.union_all(pieces))
        return lines

    def neighbours(self, country: str) -> tuple[str, ...]:
        """ISO codes of the countries that share a land border with `country`, sorted. Raises like `shape`."""
        sides = [pair for pair in self._borders if country in pair and all(pair)]
        return tuple(sorted({code for pair in sides for code in pair} - {country}))

    def overlapping(
        self, layer: ShapeLayer, bounds: Bounds, *, last_rank: int | None = None
    ) -> tuple[tuple[ShapeEntry, BaseGeometry], ...]:
        """Shapes of a layer whose bounds meet `(west, south, east, north)`, degrees, in the file's order.

        `last_rank` leaves out what is less important. Raises like `shape`.
        """
        start, end = self._spans[layer]
        west, south, east, north = (edge * BOUNDS_PER_DEG for edge in bounds)
        directory = self._file.directory
        of_layer = directory.bounds[start:end]
        wanted = (of_layer[:, 0] <= east) & (of_layer[:, 1] <= north)
        wanted &= (of_layer[:, 2] >= west) & (of_layer[:, 3] >= south)
        if last_rank is not None:
            wanted &= directory.ranks[start:end] <= last_rank
        return tuple(self._read([start + int(row) for row in wanted.nonzero()[0]]))

    def world(self) -> tuple[tuple[ShapeEntry, BaseGeometry], ...]:
        """Coarse outlines of all countries. Raises like `shape`."""
        return self._world

    @cached_property
    def _world(self) -> tuple[tuple[ShapeEntry, BaseGeometry], ...]:
        return tuple(self._read(range(*self._spans[ShapeLayer.WORLD])))

    def forms(self) -> Mapping[str, tuple[ShapeForm, float]]:
        """For every place with a shape: line or area, and how far it may be off the ground, metres.

        Raises:
            GazetteerError: the directory is damaged.
        """
        return self._forms

    @cached_property
    def _forms(self) -> Mapping[str, tuple[ShapeForm, float]]:
        directory = self._file.directory
        values = [
            [(form, error_m) for error_m in directory.error_levels_m] for form in (ShapeForm.AREA, ShapeForm.LINE)
        ]
        by_letter = {"a": values[0], "l": values[1]}
        forms: dict[str, tuple[ShapeForm, float]] = {}
        errors = directory.errors.tolist()
        for layer in ShapeLayer:
            if layer in PLACES:
                part = slice(*self._spans[layer])
                rows = zip(directory.ids[part], directory.forms[part], errors[part], strict=True)
                forms.update((identifier, by_letter[letter][error]) for identifier, letter, error in rows)
        return MappingProxyType(forms)

    def count(self) -> dict[str, int]:
        """Number of shapes of each layer."""
        return {layer.value: end - start for layer, (start, end) in self._spans.items()}

    @property
    def path(self) -> Path:
        """Where the file lies."""
        return self._file.path

    def checksum(self) -> str:
        """SHA-256 of the file; reads all of it."""
        return self._file.checksum()

    def close(self) -> None:
        """Let go of the file; nothing can be read afterwards."""
        self._file.close()

    @cached_property
    def _rows(self) -> dict[str, int]:
        """Id → row."""
        return {identifier: row for row, identifier in enumerate(self._file.directory.ids)}

    @cached_property
    def _spans(self) -> dict[ShapeLayer, tuple[int, int]]:
        """Layer → its first row, and the row after its last."""
        spans = {}
        start = 0
        for name, count, _ in self._file.directory.layers:
            spans[ShapeLayer(name)] = start, start + count
            start += count
        return spans

    @cached_property
    def _borders(self) -> dict[tuple[str, str], list[int]]:
        """Two countries → the rows of their border."""
        borders: dict[tuple[str, str], list[int]] = defaultdict(list)
        for row in range(*self._spans[ShapeLayer.LAND_BORDERS]):
            sides = self._file.directory.ids[row].removeprefix(BORDER_PREFIX).split(":")[0]
            country, _, other = sides.partition("-")
            borders[country, other].append(row)
        return dict(borders)

    def _read(self, rows: Sequence[int]) -> list[tuple[ShapeEntry, BaseGeometry]]:
        from deconflict_map.gazetteer.shape_decoding import Outline, decode  # noqa: PLC0415 - as above

        members = json.loads(b"[" + b",".join(self._file.geometries(rows)) + b"]")
        outlines = [Outline(type=member["type"], arcs=member["arcs"]) for member in members]
        return list(zip(map(_entry, members), decode(outlines, self._file.arcs), strict=True))


def _pair(country: str, other: str) -> tuple[str, str]:
    return (country, other) if country < other else (other, country)


def _entry(member: dict[str, dict[str, str]]) -> ShapeEntry:
    return ShapeEntry(id=str(member["id"]), **member["properties"])  # type: ignore[arg-type] # as the writer put them
