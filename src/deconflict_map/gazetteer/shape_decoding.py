"""The JSON of geometries and arcs → Shapely geometries, many at once.

All arcs that are needed go through NumPy in one piece: brackets are struck out, the numbers read, the differences
summed up, and the paths gathered by index. Refuses nothing: the bytes have been checked when they were read.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, cast

import numpy as np
import shapely

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy.typing as npt
    from shapely.geometry.base import BaseGeometry

    IntArray = npt.NDArray[np.int64]

STEPS_PER_DEG = 10_000
"""Coordinates are whole steps of 1e-4 degrees: 11 m, a hundredth of what Natural Earth's lines are off."""
AREA_TYPES = frozenset({"Polygon", "MultiPolygon"})
_MULTI_TYPES = frozenset({"MultiPolygon", "MultiLineString"})

Path = list[int]
Nested = Path | list[Path] | list[list[Path]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A geometry's TopoJSON type and arcs: a path of arc numbers for a line, a list of paths for a polygon, and so on.

    A negative number `~n` is arc `n` run backwards.
    """

    type: str
    arcs: Nested


def decode(outlines: Sequence[Outline], arc_lines: Callable[[Sequence[int]], list[bytes]]) -> list[BaseGeometry]:
    """The geometries, EPSG:4326, in the order of `outlines`; `arc_lines` gives the JSON of arcs by their numbers."""
    if not outlines:
        return []
    parts = [_parts(outline) for outline in outlines]
    paths = [path for of_outline in parts for part in of_outline for path in part]
    references = np.fromiter(chain.from_iterable(paths), dtype=np.int64)
    numbers = np.where(references < 0, ~references, references)
    # Not `numpy.unique`: it imports masked arrays first, which takes longer than everything here together.
    needed = sorted(set(numbers.tolist()))
    which = np.searchsorted(needed, numbers)
    points, counts = _points(arc_lines(needed))
    lengths = np.fromiter(map(len, paths), dtype=np.int64, count=len(paths))
    coordinates, owner = _gather(points, counts, which, references < 0, lengths)
    return _assemble(outlines, parts, coordinates, owner)


def _parts(outline: Outline) -> list[list[Path]]:
    """Polygons as their rings, lines as one path each."""
    match outline.type:
        case "MultiPolygon":
            return cast("list[list[Path]]", outline.arcs)
        case "Polygon":
            return [cast("list[Path]", outline.arcs)]
        case "MultiLineString":
            return [[path] for path in cast("list[Path]", outline.arcs)]
        case _:
            return [[cast("Path", outline.arcs)]]


def _points(lines: Sequence[bytes]) -> tuple[npt.NDArray[np.float64], IntArray]:
    """Points of all arcs one after the other, degrees, and how many each arc has."""
    counts = np.array([line.count(b"[") - 1 for line in lines], dtype=np.int64)
    steps = np.fromstring(b",".join(lines).translate(None, b"[]"), dtype=np.int64, sep=",").reshape(-1, 2)
    summed = np.cumsum(steps, axis=0)
    firsts = np.cumsum(counts) - counts
    before = summed[firsts] - steps[firsts]
    return (summed - np.repeat(before, counts, axis=0)) / STEPS_PER_DEG, counts


def _gather(
    points: npt.NDArray[np.float64],
    counts: IntArray,
    which: IntArray,
    backwards: npt.NDArray[np.bool_],
    lengths: IntArray,
) -> tuple[npt.NDArray[np.float64], IntArray]:
    """Coordinates of all paths one after the other, and the number of each one's path.

    `which` names the arc of each reference, `lengths` says how many references each path has. Where two arcs of a path
    meet, their common point is taken once.
    """
    firsts = np.cumsum(counts) - counts
    joined = np.ones(len(which), dtype=np.int64)
    joined[np.cumsum(lengths) - lengths] = 0
    taken = counts[which] - joined
    step = np.where(backwards, -1, 1)
    begin = np.where(backwards, firsts[which] + counts[which] - 1, firsts[which]) + step * joined
    place = np.arange(taken.sum()) - np.repeat(np.cumsum(taken) - taken, taken)
    owner = np.repeat(np.repeat(np.arange(len(lengths)), lengths), taken)
    return points[np.repeat(begin, taken) + np.repeat(step, taken) * place], owner


def _assemble(
    outlines: Sequence[Outline],
    parts: Sequence[list[list[Path]]],
    coordinates: npt.NDArray[np.float64],
    owner: IntArray,
) -> list[BaseGeometry]:
    """Rings into polygons, and parts into geometries."""
    area = np.array([outline.type in AREA_TYPES for outline in outlines])
    part_area = np.repeat(area, [len(of_outline) for of_outline in parts])
    path_part = np.repeat(np.arange(len(part_area)), [len(part) for of_outline in parts for part in of_outline])
    ring = part_area[path_part]
    singles = np.empty(len(part_area), dtype=object)
    for make, wanted in ((_polygons, ring), (_lines, ~ring)):
        if wanted.any():
            kept = wanted[owner]
            number = np.cumsum(wanted) - 1
            of_part = path_part[wanted]
            first = np.append(True, of_part[1:] != of_part[:-1])
            singles[of_part[first]] = make(coordinates[kept], number[owner[kept]], np.cumsum(first) - 1)
    return _collect(outlines, singles, [len(of_outline) for of_outline in parts])


def _polygons(coordinates: npt.NDArray[np.float64], owner: IntArray, part: IntArray) -> npt.NDArray[np.object_]:
    rings = np.asarray(shapely.linearrings(coordinates, indices=owner), dtype=np.object_)
    return np.asarray(shapely.polygons(rings, indices=part), dtype=np.object_)


def _lines(coordinates: npt.NDArray[np.float64], owner: IntArray, _part: IntArray) -> npt.NDArray[np.object_]:
    return np.asarray(shapely.linestrings(coordinates, indices=owner), dtype=np.object_)


def _collect(
    outlines: Sequence[Outline], singles: npt.NDArray[np.object_], counts: Sequence[int]
) -> list[BaseGeometry]:
    geometries: list[BaseGeometry] = []
    at = 0
    for outline, count in zip(outlines, counts, strict=True):
        own = singles[at : at + count]
        multi = shapely.MultiPolygon if outline.type in AREA_TYPES else shapely.MultiLineString
        geometries.append(multi(list(own)) if outline.type in _MULTI_TYPES else own[0])
        at += count
    return geometries
