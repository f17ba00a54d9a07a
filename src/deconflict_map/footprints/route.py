"""The stops of a described line and what it does between them → courses, as arrays of metres.

A route is a row of stops with a leg between each two: free, along lines that the words name, or open, where only a
heading is said. Every course of a route has its vertices at the same shares of the same legs, so that courses can be
compared section by section. Along a named line a course keeps to it exactly; how far that line may be off is said by
the bands, which are never narrower than the base data's error.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

import numpy as np
import shapely

from deconflict_map.footprints import curves
from deconflict_map.footprints.line_parameters import line_rules
from deconflict_map.model.qualifier import LineShape

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry import LineString
    from shapely.geometry.base import BaseGeometry

    from deconflict_map.footprints.line_parameters import CourseRule
    from deconflict_map.footprints.rivers import Course
    from deconflict_map.footprints.stops import End
    from deconflict_map.geodesy import LocalFrame

    Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Free:
    """Nothing says how the line runs here; it may follow `path`, on which both stops lie, straying by `error_m`.

    With `bound` every course follows it: no other way keeps the constraints.
    """

    path: LineString | None = None
    error_m: float = 0.0
    bound: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Rail:
    """A line that is kept to: from the chainage `joins` to `leaves`, or from and to the point nearest to the stop.

    `shares` `(k,)` are where vertices are taken, as shares of the way along it, from 0 to 1.
    """

    course: Course
    joins: float | None
    leaves: float | None
    shares: Floats

    def chainages(self, starts: Floats, ends: Floats) -> tuple[Floats, Floats]:
        """Chainages `(n,)` at which courses from `starts` to `ends` join and leave the line."""
        first = _nearest(self.course, starts) if self.joins is None else np.full(len(starts), self.joins)
        last = _nearest(self.course, ends) if self.leaves is None else np.full(len(ends), self.leaves)
        return first, last


@dataclass(frozen=True, slots=True, kw_only=True)
class Along:
    """The line keeps to these lines, one after the other."""

    rails: tuple[Rail, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """From the last stop on only a heading is said; the rays end at the edge of `context`, or after `length_m`."""

    azimuth_deg: float
    half_angle_deg: float
    length_m: float
    context: BaseGeometry | None = None


Leg = Free | Along | Open


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """Stops and the legs between them; an `Open` leg comes last and has no stop behind it.

    With `backwards` the words give the line from its other end: courses are turned round when they are done.
    """

    stops: tuple[End, ...]
    legs: tuple[Leg, ...]
    backwards: bool = False

    def sections(self) -> tuple[slice, ...]:
        """Where courses have the vertices of each of the `rails`."""
        found: list[slice] = []
        at = 0
        for leg in self.legs:
            if isinstance(leg, Along):
                at += 1
                for rail in leg.rails:
                    found.append(slice(at, at + len(rail.shares)))
                    at += len(rail.shares)
            else:
                at += line_rules().line.vertices - 1
        return tuple(found)

    @property
    def begins(self) -> tuple[int, ...]:
        """The vertex at which each leg begins, and the last one of all."""
        found = [0]
        for leg in self.legs:
            inner = sum(len(rail.shares) for rail in leg.rails) + 1 if isinstance(leg, Along) else 0
            found.append(found[-1] + (inner or line_rules().line.vertices - 1))
        return tuple(found)

    @property
    def rails(self) -> tuple[Rail, ...]:
        """All lines that are kept to, in order."""
        return tuple(rail for leg in self.legs if isinstance(leg, Along) for rail in leg.rails)


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How free legs are drawn: the said shape, how much more than usual they bend, and the numbers behind it."""

    shape: LineShape | None
    rule: CourseRule
    widen: float


def positions(
    route: Route, frame: LocalFrame, rng: np.random.Generator, *, count: int
) -> tuple[Floats, NDArray[np.bool_]]:
    """`(n, stops, 2)` positions of every stop and of an open end, and whether the first and last ones are likely."""
    drawn = [stop.positions(rng, count=count) for stop in route.stops]
    at = [position for position, _ in drawn]
    sure = drawn[0][1] & drawn[-1][1]
    if route.legs and isinstance(route.legs[-1], Open):
        tips, within = _tips(route.legs[-1], at[-1], frame, rng)
        at.append(tips)
        sure = drawn[0][1] & within
    return np.stack(at, axis=1), sure


def courses(route: Route, at: Floats, frame: LocalFrame, style: Style, rng: np.random.Generator) -> Floats:
    """`(n, vertices, 2)` courses through positions `(n, stops, 2)`."""
    parts = []
    for index, leg in enumerate(route.legs):
        starts, ends = at[:, index], at[:, index + 1]
        drawn = _leg(leg, starts, ends, frame, style, rng)
        parts.append(drawn if index == 0 else drawn[:, 1:])
    return np.concatenate(parts, axis=1)


def _leg(leg: Leg, starts: Floats, ends: Floats, frame: LocalFrame, style: Style, rng: np.random.Generator) -> Floats:
    match leg:
        case Along():
            return _along(leg, starts, ends)
        case Free() | Open():
            return _free(leg, starts, ends, frame, style, rng)
        case _:
            assert_never(leg)


def _free(
    leg: Free | Open, starts: Floats, ends: Floats, frame: LocalFrame, style: Style, rng: np.random.Generator
) -> Floats:
    vertices = line_rules().line.vertices
    bound = isinstance(leg, Free) and leg.bound
    if style.shape is LineShape.STRAIGHT and not bound:
        return curves.geodesics(starts, ends, frame=frame, vertices=vertices)
    drawn = curves.courses(
        starts, ends, shape=style.shape, rule=style.rule, vertices=vertices, widen=style.widen, rng=rng
    )
    if isinstance(leg, Free) and leg.path is not None and (leg.bound or style.shape is None):
        follows = rng.random(len(starts)) < (1.0 if leg.bound else style.rule.mixture.path)
        if follows.any():
            drawn[follows] = curves.along_path(
                starts[follows],
                ends[follows],
                path=leg.path,
                error_m=leg.error_m * (style.widen if leg.bound else 1.0),
                terms=style.rule.terms,
                vertices=vertices,
                rng=rng,
            )
    return drawn


def _along(leg: Along, starts: Floats, ends: Floats) -> Floats:
    parts = [starts[:, None, :]]
    for rail in leg.rails:
        first, last = rail.chainages(starts, ends)
        chainage = first[:, None] + (last - first)[:, None] * rail.shares
        parts.append(rail.course.at(chainage.ravel()).reshape(len(starts), len(rail.shares), 2))
    return np.concatenate([*parts, ends[:, None, :]], axis=1)


def _tips(leg: Open, starts: Floats, frame: LocalFrame, rng: np.random.Generator) -> tuple[Floats, NDArray[np.bool_]]:
    """Where rays from `starts` end, and whether they keep within the heading error itself."""
    rule = line_rules().open
    within = rng.random(len(starts)) < rule.within_share
    widest = np.where(within, leg.half_angle_deg, leg.half_angle_deg + rule.widening_deg)
    turned = leg.azimuth_deg + widest * rng.uniform(-1.0, 1.0, len(starts))
    azimuth = np.radians(turned + frame.convergence_deg(starts))
    way = np.column_stack([np.sin(azimuth), np.cos(azimuth)])
    reach = np.full(len(starts), leg.length_m)
    if leg.context is not None:
        reach = _to_edge(leg.context, starts, way, reach)
    return starts + way * reach[:, None], within


def _to_edge(context: BaseGeometry, starts: Floats, way: Floats, reach: Floats) -> Floats:
    """How far rays run before they first leave the context, at most `reach`; hardly less, lest they end outside."""
    rays = np.asarray(shapely.linestrings(np.stack([starts, starts + way * reach[:, None]], axis=1)))
    # Only what the rays can reach: a country's edge is long, and each ray is cut with all of it.
    edge = shapely.clip_by_rect(context.boundary, *shapely.total_bounds(rays))
    shapely.prepare(edge)
    hit = shapely.intersects(edge, rays)
    met = shapely.intersection(edge, rays[hit])
    apart = shapely.distance(shapely.points(starts[hit]), met)
    short = reach.copy()
    short[hit] = apart * 0.99
    return short


def _nearest(course: Course, positions: Floats) -> Floats:
    return course.located(np.asarray(shapely.points(positions)))
