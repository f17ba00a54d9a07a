"""Entries and arcs → the bytes of a file of shapes.

One geometry or arc a line, members in a fixed order, what an entry doesn't have left out. Coordinates are whole steps
of the file's grid, each after the first of an arc as the difference to the one before (TopoJSON 1.0, section 2.1.4).
"""

from __future__ import annotations

import json
import zlib
from binascii import b2a_base64
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import numpy as np

from deconflict_map.gazetteer.shape_decoding import STEPS_PER_DEG
from deconflict_map.gazetteer.shape_file import BLOCK, BOUNDS_PER_DEG, HEAD, ID_MARK, TRAILER
from deconflict_map.gazetteer.shapes import ShapeEntry, ShapeLayer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from deconflict_map.gazetteer.builder.topology import IntArray, Member

_TRANSFORM = b'"transform":{"scale":[%s,%s],"translate":[0,0]},\n' % ((str(1 / STEPS_PER_DEG).encode(),) * 2)
Nested = tuple[int, ...] | tuple[tuple[int, ...], ...] | tuple[tuple[tuple[int, ...], ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Written:
    """Where the lines of the geometries and arcs have come to lie."""

    content: bytes
    layers: tuple[tuple[str, int, int], ...]
    lengths: tuple[int, ...]
    arcs_at: int
    arc_lengths: tuple[int, ...]


def encode(
    entries: Sequence[tuple[ShapeLayer, ShapeEntry]], members: Sequence[Member], arcs: Sequence[IntArray]
) -> bytes:
    """The whole file; `entries` come by layer, `members` in the same order, `arcs` in steps of the file's grid."""
    lines: dict[ShapeLayer, list[bytes]] = {layer: [] for layer in ShapeLayer}
    for (layer, entry), member in zip(entries, members, strict=True):
        lines[layer].append(_geometry_line(entry, member))
    written = _lay_out(lines, [_arc_line(arc) for arc in arcs])
    directory = _directory(written, [entry for _, entry in entries], members, arcs)
    return written.content + directory + TRAILER % (len(written.content), zlib.crc32(directory))


def _lay_out(lines: Mapping[ShapeLayer, list[bytes]], arcs: list[bytes]) -> _Written:
    pieces = [HEAD, _TRANSFORM, b'"objects":{\n']
    at = sum(map(len, pieces))
    layers = []
    for number, (layer, of_layer) in enumerate(lines.items()):
        start = b'%s"%s":{"type":"GeometryCollection","geometries":[\n' % (b"," if number else b"", layer.encode())
        rows = _ended(of_layer)
        layers.append((layer.value, len(rows), at + len(start)))
        pieces += [start, *rows, b"]}\n"]
        at += len(start) + sum(map(len, rows)) + len(pieces[-1])
    arc_lines = _ended(arcs)
    pieces += [b'},\n"arcs":[\n', *arc_lines, b"],\n"]
    return _Written(
        content=b"".join(pieces),
        layers=tuple(layers),
        lengths=tuple(len(line) + 2 for of_layer in lines.values() for line in of_layer),
        arcs_at=at + len(b'},\n"arcs":[\n'),
        arc_lengths=tuple(map(len, arc_lines)),
    )


def _ended(lines: list[bytes]) -> list[bytes]:
    """Lines with their ends: all of them are two bytes longer, whether another follows or not."""
    return [line + b",\n" for line in lines[:-1]] + [line + b" \n" for line in lines[-1:]]


def _arc_line(arc: IntArray) -> bytes:
    steps = np.concatenate([arc[:1], np.diff(arc, axis=0)])
    return _json(steps.tolist())


def _geometry_line(entry: ShapeEntry, member: Member) -> bytes:
    properties = {
        field.name: _number(getattr(entry, field.name))
        for field in fields(ShapeEntry)
        if field.name != "id" and getattr(entry, field.name) != field.default
    }
    kind, arcs = _outline(member)
    return _json({"type": kind, "id": entry.id, "properties": properties, "arcs": arcs})


def _number(value: str | float) -> str | float:
    """Whole numbers without their point."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _outline(member: Member) -> tuple[str, Nested]:
    """The TopoJSON type, and the arcs as deeply nested as it wants them."""
    if member.area:
        return ("Polygon", member.parts[0]) if len(member.parts) == 1 else ("MultiPolygon", member.parts)
    lines = tuple(part[0] for part in member.parts)
    return ("LineString", lines[0]) if len(lines) == 1 else ("MultiLineString", lines)


def _directory(
    written: _Written, entries: Sequence[ShapeEntry], members: Sequence[Member], arcs: Sequence[IntArray]
) -> bytes:
    levels = sorted({entry.error_m for entry in entries})
    blocks = range(0, len(written.content), BLOCK)
    table = {
        "layers": [list(layer) for layer in written.layers],
        "ids": ID_MARK.join(entry.id for entry in entries),
        "forms": "".join("a" if member.area else "l" for member in members),
        "ranks": _column(entry.rank for entry in entries),
        "errors": _column(levels.index(entry.error_m) for entry in entries),
        "error_levels_m": [_number(level) for level in levels],
        "lengths": _column(written.lengths),
        "bounds": _column(edge for member in members for edge in _bounds(member, arcs)),
        "arcs_at": written.arcs_at,
        "arc_lengths": _column(written.arc_lengths),
        "blocks": _column(zlib.crc32(written.content[at : at + BLOCK]) for at in blocks),
    }
    return b'"directory":"%s",\n' % b2a_base64(zlib.compress(_json(table), 9), newline=False)


def _column(numbers: Iterable[int]) -> str:
    return ",".join(map(str, numbers))


def _bounds(member: Member, arcs: Sequence[IntArray]) -> tuple[int, int, int, int]:
    """West, south, east and north, in hundredths of a degree, rounded outwards."""
    numbers = {number if number >= 0 else ~number for part in member.parts for path in part for number in path}
    points = np.concatenate([arcs[number] for number in sorted(numbers)])
    per_step = STEPS_PER_DEG // BOUNDS_PER_DEG
    west, south = (points.min(axis=0) // per_step).tolist()
    east, north = (-(-points.max(axis=0) // per_step)).tolist()
    return west, south, east, north


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
