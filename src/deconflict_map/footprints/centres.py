"""The relations of an object → what its metric plane is laid round: places, and positions that no place has.

A plane is true near its centre alone (`geodesy.frame`), so the centre must lie where the words are about: a border's
middle, not that of the two countries; a position in figures; where named parallels and meridians cross. Refuses
nothing: what gives no position is left to the places.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass
from statistics import fmean
from typing import TYPE_CHECKING

import shapely

from deconflict_map.footprints.known_lines import known_line
from deconflict_map.geodesy import middle, unwrap
from deconflict_map.model.anchor import BorderRef, MeridianRef, NamedLineRef, ParallelRef, PlaceRef, PositionRef
from deconflict_map.model.relation import BorderSide

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from shapely.geometry.base import BaseGeometry

    from deconflict_map.footprints.scene import Atlas
    from deconflict_map.model.place import Place
    from deconflict_map.model.relation import Relation

    _Position = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Focus:
    """Places that the words are about, and positions (lon, lat; degrees) besides."""

    places: tuple[Place, ...]
    positions: tuple[_Position, ...]


def focus_of(relations: Iterable[Relation], atlas: Atlas) -> Focus:
    """What the plane of these relations is laid round."""
    nodes = [node for relation in relations for node in _nodes(relation)]
    # A border stands for its two countries, whose own middles may lie thousands of kilometres off.
    borders = {id(node): found for node in nodes if (found := _border_middle(node, atlas)) is not None}
    covered = {id(ref) for node in nodes if id(node) in borders for ref in _sides(node)}
    refs = [node for node in nodes if isinstance(node, PlaceRef) and id(node) not in covered]
    places = [place for ref in refs if (place := atlas.place(ref)) is not None]
    given = [(node.lon, node.lat) for node in nodes if isinstance(node, PositionRef)]
    return Focus(
        places=tuple(places), positions=(*given, *borders.values(), *_crossing(nodes, places, list(borders.values())))
    )


def _nodes(node: object) -> Iterator[object]:
    """A relation and all that it is made of, in the order of its fields."""
    if isinstance(node, tuple):
        for part in node:
            yield from _nodes(part)
    elif is_dataclass(node) and not isinstance(node, type):
        yield node
        for field in fields(node):
            yield from _nodes(getattr(node, field.name))


def _sides(node: object) -> tuple[PlaceRef, ...]:
    match node:
        case BorderRef(ref=ref, other=PlaceRef() as other) | BorderSide(ref=ref, other=PlaceRef() as other):
            return ref, other
        case NamedLineRef(between=(first, second)):
            return first, second
        case _:
            return ()


def _border_middle(node: object, atlas: Atlas) -> _Position | None:
    """The middle of the border between the two countries that an anchor lies between."""
    if isinstance(node, NamedLineRef) and (known := known_line(node, atlas)) is not None:
        course = known.course(atlas)
        return None if course.is_empty else _middle_of(course)
    sides = [atlas.place(ref) for ref in _sides(node)]
    codes = [place.country for place in sides if place is not None and place.country]
    if len(codes) != 2 or codes[0] == codes[1]:
        return None
    line = atlas.gazetteer.border(codes[0], codes[1])
    return None if line is None or line.is_empty else _middle_of(line)


def _middle_of(line: BaseGeometry) -> _Position:
    """The middle of the longest piece of a line in degrees."""
    parts = shapely.get_parts(line)
    longest = max(parts, key=lambda part: float(part.length))
    whole = shapely.line_merge(unwrap(line, around_lon=float(longest.coords[0][0])))
    ends = shapely.line_interpolate_point(
        max(shapely.get_parts(whole), key=lambda part: float(part.length)), [0.25, 0.75], normalized=True
    )
    return middle([(float(lon), float(lat)) for lon, lat in shapely.get_coordinates(ends)])


def _crossing(nodes: Iterable[object], places: Iterable[Place], borders: Iterable[_Position]) -> tuple[_Position, ...]:
    """The middle of the named parallels and meridians.

    Two of one kind bound a stretch, which lies at the other coordinate of the places that are named beside them: of a
    country as wide as Antarctica that may be far from its own middle. One alone gives a position only where nothing
    else does.
    """
    nodes, beside = list(nodes), [(place.lon, place.lat) for place in places]
    lats = [node.lat for node in nodes if isinstance(node, ParallelRef) and node.lat is not None]
    lons = [(node.lon, 0.0) for node in nodes if isinstance(node, MeridianRef) and node.lon is not None]
    if lats and lons:
        return ((middle(lons)[0], fmean(lats)),)
    if beside and len(lats) + len(lons) > 1:
        return ((middle(lons or beside)[0], fmean(lats or [lat for _, lat in beside])),)
    if (not lats and not lons) or beside or any(True for _ in borders):
        return ()
    return ((middle(lons)[0], fmean(lats) if lats else 0.0),)
