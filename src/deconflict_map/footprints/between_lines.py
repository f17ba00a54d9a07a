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


def between_lines(relation: Between, lines: tuple[Reference, Reference], case: Case) -> Tract | Refusal:
    """The ground between two rivers, roads, borders, coasts or parallels."""
    first, second = lines
    context = _context(lines, case)
    error = max(first.extent.error_m, second.extent.error_m, _TOUCH_M)
    pieces = _pieces(context, lines)
    touching = [piece for piece in pieces if all(_touches(piece, line, error) for line in lines)]
    if not touching:
        return Refusal(reason=f"{first.name} and {second.name} have no ground between them here")
    held = _enclosed(touching, lines, error)
    likely: BaseGeometry = shapely.union_all(held)
    core: BaseGeometry = likely.buffer(-error)
    support = shapely.union_all(touching).buffer(error).intersection(context.buffer(error))
    if relation.midway:
        core, likely = (_midway(level, lines) for level in (core, likely))
    effect = f"the ground that has {first.name} on one side and {second.name} on the other, in {len(held)} parts"
    effect = effect.removesuffix(", in 1 parts")
    if len(held) < len(touching):
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
    parts = sorted(shapely.get_parts(merged), key=lambda part: (-part.length, part.wkb))
    if not parts:
        return merged
    ends = [(part, at) for part in parts for at in (0, -1) if not part.is_ring]
    if not ends:
        return merged
    tips = np.array([part.coords[at] for part, at in ends])
    apart = np.hypot(*(tips[:, None, :] - tips[None, :, :]).transpose(2, 0, 1))
    one, other = np.unravel_index(int(np.argmax(apart)), apart.shape)
    rays = [_ray(*ends[index], by_m=by_m) for index in (int(one), int(other))]
    return shapely.union_all([merged, *rays])


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
