"""A line place → its course as one line in metres, with chainage, reaches, local directions and banks.

Chainage is the distance in metres along the course from its upstream end; the gazetteer's streams run downstream, so
left and right are those of somebody facing downstream (Quick Reference, offset along a path). Pieces that lie end to
end are joined, short gaps (lakes) bridged by a straight piece; side channels are left out. Directions are taken from
chords, not from single edges, so that meanders don't decide on which side a bank lies.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely.geometry import LineString, Point

from deconflict_map.footprints.edges import Edges
from deconflict_map.footprints.parameters import rules
from deconflict_map.footprints.regions import LevelSet, linear, nested
from deconflict_map.geodesy import unwrap
from deconflict_map.model.place import PlaceKind, ShapeForm

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from deconflict_map.footprints.scene import Scene
    from deconflict_map.model.place import Place

# Judgement: a gap as long as the longest reservoirs (Lake Assad 80 km) but shorter than a missing river is bridged.
_GAP_M = 80_000.0
# Judgement: an arm that begins and ends so near to the main course goes on with nothing.
_BESIDE_M = 5_000.0
_DEGREE_M = 111_195.0
_LEAST_COSINE = 0.1
# Judgement: a river's recorded point lies within so far of nearly all of its course (the Yukon's reach 1,000 km).
_LONGEST_M = 1_200_000.0
# GeoNames: canal, navigation canal, irrigation canal, ditch.
_CANALS = frozenset({"CNL", "CNLN", "CNLI", "DTCH"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A line in metres that runs downstream, and the error of its base data.

    `vertices` and `along` are its positions `(n, 2)` and their chainages `(n,)`: thousands of look-ups on a long river
    are a search in them, not a walk along the line.
    """

    line: LineString
    vertices: NDArray[np.float64]
    along: NDArray[np.float64]
    edges: Edges
    error_m: float
    id: str
    name: str

    @property
    def length_m(self) -> float:
        """Length of the whole course, in the plane."""
        return float(self.along[-1])

    def chainage(self, point: Point) -> float:
        """Chainage of the point of the course nearest to a point."""
        return float(self.line.project(point))

    def chainages(self, geometry: BaseGeometry) -> tuple[float, float] | None:
        """First and last chainage at which the course lies in a geometry, or `None` where it never does."""
        return self.edges.within(geometry)

    def located(self, points: NDArray[np.object_]) -> NDArray[np.float64]:
        """Chainages `(n,)` of the points of the course nearest to points `(n,)`."""
        return self.edges.located(points)

    def reach(self, first: float, last: float) -> LineString:
        """The course between two chainages, in either order; empty where they are equal."""
        low, high = max(0.0, min(first, last)), min(self.length_m, max(first, last))
        if low >= high:
            return LineString()
        inner = self.vertices[(self.along > low) & (self.along < high)]
        ends = self.at(np.array([low, high]))
        return LineString(np.vstack([ends[:1], inner, ends[1:]]))

    def doubt(self, first: float, last: float) -> BaseGeometry:
        """The ground beside a reach on which the line may lie as well, its base data being off."""
        # Detail far below the error that is buffered only costs time.
        return self.reach(first, last).simplify(self.error_m / 10).buffer(self.error_m, quad_segs=4)

    def stations(self, first: float, last: float, *, step_m: float) -> NDArray[np.float64]:
        """Chainages about `step_m` apart from `first` to `last`, both included."""
        count = max(2, int(np.ceil((last - first) / step_m)) + 1)
        return np.linspace(first, last, count)

    def at(self, chainages: NDArray[np.float64]) -> NDArray[np.float64]:
        """Positions `(n, 2)` at chainages; those beyond the ends are the ends."""
        x, y = (np.interp(chainages, self.along, self.vertices[:, axis]) for axis in (0, 1))
        return np.column_stack([x, y])

    def directions(self, chainages: NDArray[np.float64], *, chord_m: float | None = None) -> NDArray[np.float64]:
        """Unit vectors `(n, 2)` downstream, from chords of the smoothing length or of `chord_m`."""
        half = (rules().side.smoothing_m if chord_m is None else chord_m) / 2
        chord = self.at(chainages + half) - self.at(chainages - half)
        size = np.hypot(chord[:, 0], chord[:, 1])
        directions: NDArray[np.float64] = chord / np.where(size > 0, size, 1.0)[:, None]
        return directions

    def within_theatre(self, scene: Scene) -> tuple[float, float]:
        """Chainages between which the course runs through the countries that the text is about; else all of it."""
        if self.id not in scene.spans:
            scene.spans[self.id] = self._theatre_span(scene)
        return scene.spans[self.id]

    def _theatre_span(self, scene: Scene) -> tuple[float, float]:
        spans = [span for code in scene.atlas.theatre if (span := self._within(scene.land(code))) is not None]
        if not spans:
            return 0.0, self.length_m
        return min(first for first, _ in spans), max(last for _, last in spans)

    def _within(self, land: BaseGeometry) -> tuple[float, float] | None:
        found = self.chainages(land)
        # A river that is the border itself may lie just outside the land, by the error of either.
        # Asked first whether it is that near: widening a country costs more than all the rest.
        if found is None and self.error_m > 0 and shapely.dwithin(self.line, land, self.error_m):
            return self.chainages(land.buffer(self.error_m))
        return found


def course_of(scene: Scene, place: Place) -> Course | None:
    """The course of a place that is a line, or of the river that a valley is named after; `None` for other places."""
    if place.id not in scene.courses:
        scene.courses[place.id] = _course(scene, place)
    return scene.courses[place.id]


def _course(scene: Scene, place: Place) -> Course | None:
    source = place if place.shape is ShapeForm.LINE else _namesake(scene, place)
    if source is None:
        return None
    shape = scene.shape(source)
    pieces = [] if shape is None else [p for p in shapely.get_parts(linear(shape)) if p.length > 0]
    if not pieces:
        return None
    return _measured(_chained(pieces), error_m=source.shape_error_m, identity=source.id, name=source.name)


def rivers_near(scene: Scene, ground: BaseGeometry, *, reach_m: float) -> list[Place]:
    """The rivers whose courses come within a distance of a ground, wherever their records' points lie."""
    centre = scene.frame.lonlat(np.array(shapely.get_coordinates(ground.centroid)))[0]
    point = shapely.Point(*centre)
    wide = reach_m + float(shapely.minimum_bounding_radius(ground))
    near_deg = wide / _DEGREE_M / max(float(np.cos(np.radians(centre[1]))), _LEAST_COSINE)
    bounds = scene.bounds_deg(around=ground, reach_m=_LONGEST_M)
    found = scene.atlas.gazetteer.places_within(bounds, kind=PlaceKind.STREAM)
    lines = [place for place in found if place.shape is ShapeForm.LINE]
    shapes = [(place, scene.atlas.gazetteer.shape(place.id)) for place in lines]
    return [
        place
        for place, shape in shapes
        if shape is not None and shapely.dwithin(unwrap(shape, around_lon=float(centre[0])), point, near_deg)
    ]


def course_along(line: BaseGeometry, *, error_m: float, identity: str, name: str) -> Course | None:
    """A line that doesn't flow, maybe in pieces, as one course; it runs as its longest piece does. `None` if empty."""
    pieces = [piece for piece in shapely.get_parts(shapely.line_merge(linear(line))) if piece.length > 0]
    if not pieces:
        return None
    return _measured(_joined(pieces), error_m=error_m, identity=identity, name=name)


def _joined(pieces: Sequence[LineString]) -> LineString:
    """Pieces in any direction as one line: the longest, and whatever lies end to end with it, nearest first."""
    left = sorted(pieces, key=lambda part: (-part.length, part.wkb))
    chain = [shapely.get_coordinates(left.pop(0))]
    while left:
        head, tail = shapely.Point(chain[0][0]), shapely.Point(chain[-1][-1])
        ends = shapely.points([[part.coords[0], part.coords[-1]] for part in left])
        gaps = np.stack([shapely.distance(ends, tail), shapely.distance(ends, head)])
        where = int(np.argmin(gaps))
        at_head, piece, last = np.unravel_index(where, gaps.shape)
        if gaps.flat[where] > _GAP_M:
            break
        vertices = shapely.get_coordinates(left.pop(int(piece)))
        # A piece joins the tail by its first vertex and the head by its last; else it runs the other way.
        vertices = vertices if bool(last) == bool(at_head) else vertices[::-1]
        chain = [vertices, *chain] if at_head else [*chain, vertices]
    return LineString(_moving(np.vstack(chain)))


def _moving(coordinates: NDArray[np.float64]) -> NDArray[np.float64]:
    """Vertices without those that repeat the one before."""
    moved = np.ones(len(coordinates), dtype=bool)
    moved[1:] = np.any(coordinates[1:] != coordinates[:-1], axis=1)
    kept: NDArray[np.float64] = coordinates[moved]
    return kept


def _measured(line: LineString, *, error_m: float, identity: str, name: str) -> Course:
    vertices = shapely.get_coordinates(line)
    steps = np.hypot(*np.diff(vertices, axis=0).T)
    along = np.concatenate([[0.0], np.cumsum(steps)])
    edges = Edges(vertices, along)
    return Course(line=line, vertices=vertices, along=along, edges=edges, error_m=error_m, id=identity, name=name)


def corridor(line: BaseGeometry, width_m: tuple[float, float, float], *, least_m: float) -> LevelSet:
    """Buffers on both sides of a line, square at its ends, each at least as wide as the base data's error."""
    # Detail far below the widths only costs time: a tenth of the core's width is 100 m at least.
    plain = line.simplify(width_m[0] / 10)
    core, likely, support = (plain.buffer(max(width, least_m), cap_style="flat") for width in width_m)
    return nested(core=core, likely=likely, support=support)


def _namesake(scene: Scene, place: Place) -> Place | None:
    """The stream whose name a place bears, nearest first: "the Euphrates valley" ← Euphrates.

    A river or canal of which only a point is recorded may have its course under another record; then it passes by that
    point, since rivers share names ("Litani" is one in Lebanon and one in Suriname).
    """
    by_point = place.kind is PlaceKind.STREAM or place.feature in _CANALS
    if place.kind is not PlaceKind.VALLEY and not by_point:
        return None
    words, here = place.name.split(), scene.point(place)
    spans = [words[i:j] for i in range(len(words)) for j in range(len(words), i, -1)]
    for span in sorted(spans, key=len, reverse=True):
        streams = [
            match.place
            for match in scene.atlas.gazetteer.lookup(" ".join(span))
            if match.place.kind is PlaceKind.STREAM and match.place.shape is ShapeForm.LINE
        ]
        if by_point:
            streams = [stream for stream in streams if _passes(scene, stream, here)]
        if streams:
            return min(streams, key=lambda stream: (scene.point(stream).distance(here), stream.id))
    return None


def _passes(scene: Scene, stream: Place, point: Point) -> bool:
    shape = scene.shape(stream)
    return shape is not None and bool(shape.distance(point) <= rules().on_feature.riverside_m)


def _chained(pieces: Sequence[LineString]) -> LineString:
    """Pieces of a river, each running downstream → one line; grows from the longest one in both directions."""
    merged = shapely.line_merge(shapely.MultiLineString(list(pieces)), directed=True)
    left = sorted(shapely.get_parts(merged), key=lambda part: (-part.length, part.wkb))
    chain = [left.pop(0)]
    left = [part for part in left if not _is_beside(part, chain[0])]
    while left:
        tail, head = shapely.Point(chain[-1].coords[-1]), shapely.Point(chain[0].coords[0])
        after = min(left, key=lambda part: shapely.Point(part.coords[0]).distance(tail))
        before = min(left, key=lambda part: shapely.Point(part.coords[-1]).distance(head))
        gap_after = shapely.Point(after.coords[0]).distance(tail)
        gap_before = shapely.Point(before.coords[-1]).distance(head)
        if min(gap_after, gap_before) > _GAP_M:
            break
        if gap_after <= gap_before:
            chain.append(after)
            left.remove(after)
        else:
            chain.insert(0, before)
            left.remove(before)
    return LineString(_moving(np.vstack([shapely.get_coordinates(part) for part in chain])))


def _is_beside(part: LineString, main: LineString) -> bool:
    """Whether a piece is a side channel: it leaves the main course and comes back to it."""
    ends = shapely.points([part.coords[0], part.coords[-1]])
    return bool(np.all(shapely.distance(main, ends) <= _BESIDE_M))
