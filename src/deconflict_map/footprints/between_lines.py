"""Between two lines → the parts of the context's ground that touch both.

The lines cut the ground of the text's countries into pieces; those that have both lines on their edge lie between them,
and there may be several where the lines meet or cross (Best Practices, *between two paths*). A line that ends inside
the ground is carried on from its end in its own direction.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely.geometry import LineString, Point
from shapely.ops import polygonize

from deconflict_map.footprints.point_parameters import point_rules
from deconflict_map.footprints.regions import areal, linear, nested
from deconflict_map.footprints.tract import Refusal, Tract, language

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from deconflict_map.footprints.references import Reference
    from deconflict_map.footprints.tract import Case
    from deconflict_map.model.relation import Between

# A piece of ground touches a line if it comes this near to it, besides the error of either.
_TOUCH_M = 50.0
# Judgement: slivers where two versions of one line run beside each other aren't ground between them.
_SLIVER_M = 500.0
# Judgement: a piece of less than a twentieth of the largest tells nothing of the others; one that the lines enclose
# three quarters as much as another may as well be meant.
_SMALL, _AS_MUCH = 0.05, 0.75
# A piece is looked at from so many points each way (judgement), and counts if most of them stand between the lines: if
# they see the nearest points of both at an angle of 120° or more, which has this cosine.
_SAMPLES, _MOST, _OPPOSITE = 8, 0.5, -0.5


def between_lines(relation: Between, lines: tuple[Reference, Reference], case: Case) -> Tract | Refusal:
    """The ground between two rivers, roads, borders, coasts or parallels."""
    first, second = lines
    context = _context(lines, case)
    error = max(first.extent.error_m, second.extent.error_m, _TOUCH_M)
    pieces = _pieces(context, lines)
    touching = [piece for piece in pieces if all(_touches(piece, line, error) for line in lines)]
    if not touching:
        return Refusal(reason=f"{first.name} and {second.name} have no ground between them here")
    held = _facing(
        _enclosed(touching, lines, error), *(shapely.line_merge(linear(line.extent.ground)) for line in lines)
    )
    likely: BaseGeometry = shapely.union_all(held)
    core: BaseGeometry = likely.buffer(-error)
    support = shapely.union_all(touching).buffer(error).intersection(context.buffer(error))
    if relation.midway:
        core, likely = (_midway(level, lines) for level in (core, likely))
    effect = f"the ground that has {first.name} on one side and {second.name} on the other, in {len(held)} parts"
    effect = effect.removesuffix(", in 1 parts")
    if likely.area < shapely.union_all(touching).area - _SLIVER_M**2:
        effect += "; where other edges enclose more of it than these two, it is only possible"
    records = (*first.records, *second.records)
    step = case.step(
        point_rules().between_zones,
        effect,
        span=relation.span,
        records=records,
        assumptions=("it is closed by the edge of the countries that the text is about",),
    )
    return Tract(
        region=nested(core=core, likely=likely, support=support),
        steps=(step,),
        uncertainty=(
            language(None, f"where “{case.scene.atlas.quote(relation.span)}” ends at its sides isn't said"),
            *first.told,
            *second.told,
        ),
        what_would_change=("Named places at its sides would close this zone.",),
    )


def _context(lines: tuple[Reference, Reference], case: Case) -> BaseGeometry:
    """The ground of the text's countries that lies about the lines; their own surroundings where there is none."""
    first, second = (line.extent.ground for line in lines)
    land = case.scene.lands(case.scene.atlas.theatre)
    if land.is_empty or not (land.intersects(first) or land.intersects(second)):
        return shapely.union_all([first, second]).convex_hull.buffer(max(first.distance(second), _SLIVER_M))
    # A border or coast lies on the edge of the land: there it closes the ground by itself.
    return land


def _pieces(context: BaseGeometry, lines: tuple[Reference, Reference]) -> list[BaseGeometry]:
    """The context's ground cut by both lines, each carried on beyond its ends."""
    west, south, east, north = context.bounds
    far = 2.0 * float(np.hypot(east - west, north - south))
    cuts = [_carried_on(line.extent.ground, far) for line in lines]
    edges = shapely.union_all([shapely.boundary(context), *cuts])
    inside = [piece for piece in polygonize(edges) if context.covers(piece.representative_point())]
    return [piece for piece in inside if piece.area > 0 and not piece.buffer(-_SLIVER_M / 2).is_empty]


def _carried_on(line: BaseGeometry, by_m: float) -> BaseGeometry:
    """A line with its two outermost ends carried on in their own directions."""
    merged = shapely.line_merge(linear(line))
    return shapely.union_all([merged, *(_ray(part, at, by_m=by_m) for part, at in _ends(merged))])


def _ends(merged: BaseGeometry) -> list[tuple[BaseGeometry, int]]:
    """The two outermost ends of a line, maybe in pieces: each piece with the index of its end; none of a ring."""
    parts = sorted(shapely.get_parts(merged), key=lambda part: (-part.length, part.wkb))
    ends = [(part, at) for part in parts for at in (0, -1) if not part.is_ring]
    if not ends:
        return []
    tips = np.array([part.coords[at] for part, at in ends])
    apart = np.hypot(*(tips[:, None, :] - tips[None, :, :]).transpose(2, 0, 1))
    one, other = np.unravel_index(int(np.argmax(apart)), apart.shape)
    return [ends[int(one)], ends[int(other)]]


def _facing(pieces: list[BaseGeometry], first: BaseGeometry, second: BaseGeometry) -> list[BaseGeometry]:
    """The pieces, cut where a line ends by the shortest way to the other, less what lies beside the lines then.

    Ground along the upper course of a river isn't between it and a border that ends lower down.
    """
    ways = [*_ways(first, second), *_ways(second, first)]
    edges = shapely.union_all([*map(shapely.boundary, pieces), *ways])
    whole = shapely.union_all(pieces)
    cut = [one for one in polygonize(edges) if whole.covers(one.representative_point())]
    return [one for one in cut if _stands_between(one, first, second)] or pieces


def _ways(line: BaseGeometry, other: BaseGeometry) -> list[BaseGeometry]:
    """The shortest ways from the ends of a line to another one that goes on there; not where both end."""
    ways = [LineString([tip, _foot(tip, other)]) for tip in _tips(line)]
    ends = shapely.MultiPoint(_tips(other))
    return [_longer(way) for way in ways if way.length > _SLIVER_M and ends.distance(Point(way.coords[-1])) > _SLIVER_M]


def _stands_between(piece: BaseGeometry, first: BaseGeometry, second: BaseGeometry) -> bool:
    """Whether from most of a piece the nearest points of the two lines lie on opposite sides, not on the same one."""
    west, south, east, north = piece.bounds
    steps = (np.arange(_SAMPLES) + 0.5) / _SAMPLES
    across, up = np.meshgrid(west + steps * (east - west), south + steps * (north - south))
    lattice = np.column_stack([across.ravel(), up.ravel()])
    inside = shapely.contains_xy(piece, lattice)
    at = np.vstack([lattice[inside], shapely.get_coordinates(piece.representative_point())])
    here = shapely.points(at)
    one, other = (shapely.get_coordinates(shapely.shortest_line(here, line))[1::2] - at for line in (first, second))
    away = np.hypot(*one.T) * np.hypot(*other.T)
    return float(np.mean(np.sum(one * other, axis=1) <= _OPPOSITE * away)) >= _MOST


def _tips(line: BaseGeometry) -> list[Point]:
    return [Point(part.coords[at]) for part, at in _ends(line)]


def _foot(point: Point, line: BaseGeometry) -> Point:
    """The point of a line that lies nearest to a point."""
    return Point(shapely.shortest_line(point, line).coords[-1])


def _longer(way: BaseGeometry) -> BaseGeometry:
    (x, y), (to_x, to_y) = way.coords[0], way.coords[-1]
    by = _TOUCH_M / way.length
    return LineString([(x - by * (to_x - x), y - by * (to_y - y)), (to_x + by * (to_x - x), to_y + by * (to_y - y))])


def _ray(part: BaseGeometry, at: int, *, by_m: float) -> LineString:
    """The straight line on from an end of a line, in the direction that its last tenth has."""
    tip = np.array(part.coords[at])
    back = np.array(part.interpolate(part.length * (0.1 if at == 0 else 0.9)).coords[0])
    away = tip - back
    return LineString([tip, tip + away / max(float(np.hypot(*away)), 1e-9) * by_m])


def _touches(piece: BaseGeometry, line: Reference, error_m: float) -> bool:
    """Whether a stretch of a line, not a point of it alone, runs along the edge of a piece."""
    shared = line.extent.ground.intersection(piece.buffer(error_m))
    return float(shared.length) > 2 * error_m


def _enclosed(pieces: list[BaseGeometry], lines: tuple[Reference, Reference], error_m: float) -> list[BaseGeometry]:
    """Those pieces that the two lines enclose most: elsewhere other edges, which nobody names, have the greater share.

    "Between the Dniester and the Ukrainian border" is the left bank, though the border touches the right one, too.
    """
    near = shapely.union_all([line.extent.ground for line in lines]).buffer(error_m)
    shares = [piece.boundary.intersection(near).length / piece.boundary.length for piece in pieces]
    largest = max(piece.area for piece in pieces)
    most = max(share for piece, share in zip(pieces, shares, strict=True) if piece.area >= _SMALL * largest)
    return [piece for piece, share in zip(pieces, shares, strict=True) if share >= _AS_MUCH * most]


def _midway(level: BaseGeometry, lines: tuple[Reference, Reference]) -> BaseGeometry:
    """The part of the ground that is about as far from one line as from the other (within two fifths to three)."""
    first, second = (line.extent.ground.simplify(_SLIVER_M) for line in lines)
    here = level.representative_point()
    width = float(first.distance(Point(here)) + second.distance(Point(here)))
    nearer = shapely.union_all([first.buffer(0.4 * width), second.buffer(0.4 * width)])
    return areal(level.difference(nearer))
