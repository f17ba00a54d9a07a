"""Records, borders, claims and the coarse world → the file of shapes, `world.topojson`.

What the file looks like says `gazetteer.shape_file`. Refuses two shapes with one id. The same shapes give the same
bytes, in whichever order they come. The file is written beside its target, read back, flushed and swapped in whole.
"""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from itertools import compress
from typing import TYPE_CHECKING

import shapely

from deconflict_map.errors import GazetteerError
from deconflict_map.gazetteer.builder import natural_earth
from deconflict_map.gazetteer.builder.detail import detail
from deconflict_map.gazetteer.builder.disputed import SOURCE as DISPUTED_SOURCE
from deconflict_map.gazetteer.builder.shape_bytes import encode
from deconflict_map.gazetteer.progress import Silent
from deconflict_map.gazetteer.shape_file import ID_MARK
from deconflict_map.gazetteer.shapes import BORDER_PREFIX, ShapeEntry, ShapeLayer, Shapes
from deconflict_map.model.place import PlaceKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

    from deconflict_map.gazetteer.builder.disputed import Claim
    from deconflict_map.gazetteer.progress import Progress
    from deconflict_map.gazetteer.record import BorderLine, Record, Shape

WORLD_ERROR_M = 20_000.0
"""Natural Earth's 1:110m outlines, drawn for 0.1 to 0.2 mm on paper (judgement, as for 1:10m)."""
_BY_KIND = {
    PlaceKind.COUNTRY: ShapeLayer.COUNTRIES,
    PlaceKind.DIVISION: ShapeLayer.DIVISIONS,
    PlaceKind.LAKE: ShapeLayer.LAKES,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """A shape on its way into the file; its entry's `error_m` is that of the source until the arcs are simplified."""

    layer: ShapeLayer
    entry: ShapeEntry
    geometry: BaseGeometry


@dataclass(frozen=True, slots=True, kw_only=True)
class ShapesReport:
    """What was written: shapes of each layer, arcs, points, bytes; shapes that were mended, rings of no extent."""

    shapes: tuple[tuple[str, int], ...]
    arcs: int
    points: int
    size: int
    mended: int
    lost: int


def write_shapes(
    target: Path,
    records: Iterable[Record],
    borders: Sequence[BorderLine],
    world: Sequence[tuple[str, str, BaseGeometry]],
    claims: Sequence[Claim] = (),
    *,
    progress: Progress | None = None,
) -> ShapesReport:
    """Write the shapes to `target`, replacing what lay there once the new file is whole.

    Shapes come as their sources have them, EPSG:4326; `world` are codes, names and outlines of countries at 1:110m.

    Raises:
        GazetteerError: two shapes have one id, the file can't be written, or what was written doesn't check.
    """
    watcher = progress or Silent()
    features = collect_features(records, borders, world, claims)
    watcher.begin("cutting shapes into arcs", len(features))
    detailed = detail([feature.layer for feature in features], [feature.geometry for feature in features])
    entries = [
        (feature.layer, replace(feature.entry, error_m=round(feature.entry.error_m + moved_m)))
        for feature, moved_m in zip(features, detailed.moved_m, strict=True)
    ]
    kept = [member.parts != () for member in detailed.topology.members]
    content = encode(
        list(compress(entries, kept)), list(compress(detailed.topology.members, kept)), detailed.topology.arcs
    )
    _swap_in(target, content)
    watcher.advance(len(features))
    if detailed.lost:
        watcher.note(f"{detailed.lost} rings or lines are smaller than the grid of the shapes, and left out")
    return ShapesReport(
        shapes=tuple(sorted(Counter(layer.value for layer, _ in compress(entries, kept)).items())),
        arcs=len(detailed.topology.arcs),
        points=sum(map(len, detailed.topology.arcs)),
        size=len(content),
        mended=detailed.mended,
        lost=detailed.lost,
    )


def collect_features(
    records: Iterable[Record],
    borders: Sequence[BorderLine],
    world: Sequence[tuple[str, str, BaseGeometry]],
    claims: Sequence[Claim],
) -> list[Feature]:
    """All shapes by layer, each layer by id.

    Raises:
        GazetteerError: two shapes have one id, or an id has a character that the file needs.
    """
    features = [_place(record, record.shape) for record in records if record.shape]
    features += [*_borders(borders), *map(_claim, claims), *_outlines(world)]
    order = {layer: number for number, layer in enumerate(ShapeLayer)}
    features.sort(key=lambda feature: (order[feature.layer], feature.entry.id))
    twice = [identifier for identifier, count in Counter(f.entry.id for f in features).items() if count > 1]
    if twice:
        raise GazetteerError(f"two shapes have the id {min(twice)}", where="shapes", do="give each place one shape")
    marked = [feature.entry.id for feature in features if ID_MARK in feature.entry.id]
    if marked:
        raise GazetteerError(f"the id {marked[0]} has a {ID_MARK} in it", where="shapes", do="give it another id")
    return features


def _place(record: Record, shape: Shape) -> Feature:
    if shapely.get_dimensions(shape.geometry) == 1:
        layer = ShapeLayer.STREAMS
    elif shape.source == DISPUTED_SOURCE:
        layer = ShapeLayer.DISPUTED_AREAS
    else:
        layer = _BY_KIND.get(record.kind, ShapeLayer.REGIONS)
    entry = ShapeEntry(
        id=record.id,
        name=record.name,
        local_name=record.local_name,
        kind="" if layer in _BY_KIND.values() else record.kind.value,
        country=record.country,
        rank=record.rank,
        error_m=shape.error_m,
        flow=shape.flow,
        status=shape.status,
        disputed=layer is ShapeLayer.DISPUTED_AREAS,
        source=shape.source,
    )
    return Feature(layer=layer, entry=entry, geometry=shape.geometry)


def _borders(borders: Iterable[BorderLine]) -> list[Feature]:
    """Land borders. Natural Earth draws them in pieces of a few points, which are joined."""
    by_sides: dict[str, list[BorderLine]] = defaultdict(list)
    for line in sorted(borders, key=lambda line: (line.status, line.geometry.bounds)):
        by_sides[f"{line.country}-{line.other}"].append(line)
    return [
        Feature(
            layer=ShapeLayer.LAND_BORDERS,
            entry=ShapeEntry(
                id=f"{BORDER_PREFIX}{sides}:{number}",
                country=line.country,
                other=line.other,
                status=line.status,
                disputed=line.disputed,
                error_m=natural_earth.ERROR_10M_M,
                source=natural_earth.SOURCE,
            ),
            geometry=shapely.line_merge(line.geometry),
        )
        for sides, lines in by_sides.items()
        for number, line in enumerate(lines, start=1)
    ]


def _claim(claim: Claim) -> Feature:
    entry = ShapeEntry(
        id=claim.id,
        name=claim.name,
        country=claim.country,
        other=claim.other,
        status=claim.status,
        disputed=True,
        error_m=claim.error_m,
        source=DISPUTED_SOURCE,
    )
    line = shapely.get_dimensions(claim.geometry) == 1
    layer = ShapeLayer.DISPUTED_LINES if line else ShapeLayer.DISPUTED_AREAS
    return Feature(layer=layer, entry=entry, geometry=claim.geometry)


def _outlines(world: Iterable[tuple[str, str, BaseGeometry]]) -> list[Feature]:
    return [
        Feature(
            layer=ShapeLayer.WORLD,
            entry=ShapeEntry(id=f"world:{code}", name=name, error_m=WORLD_ERROR_M, source=natural_earth.SOURCE),
            geometry=geometry,
        )
        for code, name, geometry in world
    ]


def _swap_in(target: Path, content: bytes) -> None:
    beside = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            with beside.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            _check(beside)
            beside.replace(target)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        raise GazetteerError(f"can't write: {error}", where=str(target), do="see to space and rights") from error


def _check(path: Path) -> None:
    """Read every shape back as a reader would."""
    shapes = Shapes.open(path)
    try:
        whole = (-180.0, -90.0, 180.0, 90.0)
        broken = [
            entry.id
            for layer in ShapeLayer
            for entry, geometry in shapes.overlapping(layer, whole)
            if not geometry.is_valid or geometry.is_empty
        ]
    finally:
        shapes.close()
    if broken:
        raise GazetteerError(f"the shape of {broken[0]} isn't valid", where=str(path), do="report this")
