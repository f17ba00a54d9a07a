"""A sketch of a line → its route: stops in order, and what the line does between each two.

Which of the named lines is followed between which points is settled by the ground, and by the order of the words where
the ground leaves it open ("up the river to X, then along the parallel to the border"). An end that isn't said is open:
along the followed line, or as rays in the direction of the heading. Refuses a line of which the words give one point
and no direction.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import combinations_with_replacement
from math import comb
from typing import TYPE_CHECKING

import numpy as np
from shapely.geometry import LineString

from deconflict_map.footprints import joins
from deconflict_map.footprints.line_parameters import line_rules
from deconflict_map.footprints.route import Free, Open, Route
from deconflict_map.footprints.stops import End
from deconflict_map.footprints.tract import Path

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapely.geometry import Point
    from shapely.geometry.base import BaseGeometry

    from deconflict_map.footprints.rivers import Course
    from deconflict_map.footprints.route import Leg
    from deconflict_map.footprints.scene import Scene
    from deconflict_map.footprints.sketch import Followed, Sketch

# Ways to spread followed lines over legs that are weighed before the order of the words alone decides.
_MOST_WAYS = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Itinerary:
    """A route and what is to be told about it; `open_ends` says which ends no words fix."""

    route: Route
    assumptions: tuple[str, ...] = ()
    open_ends: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What a line's surroundings give: the plane, lines that free legs may follow, the edge that open ends run to."""

    scene: Scene
    paths: tuple[Course, ...]
    context: BaseGeometry | None
    error_m: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stop:
    """A stop, or an end that isn't said, and where in the words it stands."""

    end: End | None
    at: int


def itinerary(sketch: Sketch, ground: Ground, *, beside: Sequence[End] = ()) -> Itinerary | None:
    """The route of a line, through `beside` besides its own stops; `None` where the words give too little."""
    stops = _stops(sketch)
    legs = assigned(stops, sketch.follows)
    told: list[str] = []
    backwards = sketch.start is None and not legs[0] and len(stops) == 2 and sketch.heading is not None
    if sketch.start is None and not legs[0]:
        stops, legs = stops[1:], legs[1:]
        told.append("where it begins isn't said")
    open_end = sketch.end is None and not (legs and legs[-1])
    if open_end and stops:
        stops, legs = stops[:-1], legs[:-1] if legs else legs
        told.append("where it ends isn't said")
    goes_on = (open_end or backwards) and sketch.heading is not None
    if not stops or (len(stops) == 1 and not goes_on):
        return None
    told += _unsaid_names(stops)
    if len(told) > 1 and sketch.follows:
        told = [f"from where to where it follows {sketch.follows[0].course.name} isn't said"]
    ends = _placed(stops, legs, sketch, ground.scene)
    parts, assumptions = _legs(legs, ends, ground)
    if goes_on:
        parts.append(_rays(sketch, ground, turned_deg=180.0 if backwards else 0.0))
    route = Route(stops=tuple(ends), legs=tuple(parts), backwards=backwards)
    for stop in beside:
        route = _through(route, stop, ground)
    return Itinerary(route=route, assumptions=assumptions, open_ends=tuple(dict.fromkeys(told)))


def assigned(stops: Sequence[_Stop], follows: Sequence[Followed]) -> list[list[Course]]:
    """The lines followed on each leg, in their order: those that lie nearest to its stops, else as the words go."""
    legs = len(stops) - 1
    by_words = [min(max(sum(stop.at < item.at for stop in stops) - 1, 0), legs - 1) for item in follows]
    chosen: Sequence[int] = by_words
    if follows and legs > 1 and comb(legs + len(follows) - 1, len(follows)) <= _MOST_WAYS:
        ways = combinations_with_replacement(range(legs), len(follows))
        chosen = min(ways, key=lambda way: (_misfit(way, stops, follows), _astray(way, by_words), way))
    found: list[list[Course]] = [[] for _ in range(legs)]
    for leg, item in zip(chosen, follows, strict=True):
        found[leg].append(item.course)
    return found


def _misfit(way: Sequence[int], stops: Sequence[_Stop], follows: Sequence[Followed]) -> int:
    """How far stops lie from the lines that lead to and from them, in units within which they count as on them."""
    total = 0.0
    for index, (leg, item) in enumerate(zip(way, follows, strict=True)):
        line = item.course.line
        first, last = index == 0 or way[index - 1] != leg, index == len(way) - 1 or way[index + 1] != leg
        for stop in (*(stops[leg : leg + 1] if first else ()), *(stops[leg + 1 : leg + 2] if last else ())):
            total += 0.0 if stop.end is None else float(stop.end.region.best.distance(line))
        if not last:
            total += float(line.distance(follows[index + 1].course.line))
    return round(total / line_rules().follow.join_reach_m)


def _astray(way: Sequence[int], by_words: Sequence[int]) -> int:
    return sum(leg != said for leg, said in zip(way, by_words, strict=True))


def _stops(sketch: Sketch) -> list[_Stop]:
    start = _Stop(end=None, at=-1) if sketch.start is None else _Stop(end=_end(sketch, "start"), at=sketch.start.at)
    via = [_Stop(end=End.of(mark.tract), at=mark.at) for mark in sketch.via]
    end = (
        _Stop(end=None, at=sketch.relation.span.end)
        if sketch.end is None
        else _Stop(end=_end(sketch, "end"), at=sketch.end.at)
    )
    return [start, *via, end]


def _end(sketch: Sketch, which: str) -> End:
    mark = sketch.start if which == "start" else sketch.end
    if mark is None:
        raise AssertionError(which)
    end = End.of(mark.tract)
    if which == "end" and sketch.until and end.path is None and not end.region.likely.is_empty:
        # "Until it reaches X": it ends on the edge of X, not in it.
        edge = end.region.likely.boundary
        name, error_m = sketch.case.scene.atlas.quote(mark.relation.span), 0.0
        path = Path(likely=edge, support=edge, whole=edge, name=name, error_m=error_m)  # type: ignore[arg-type] # a ring is a line
        return End(region=end.region, path=path)
    return end


def _unsaid_names(stops: Sequence[_Stop]) -> list[str]:
    names = ("where it begins isn't said", "where it ends isn't said")
    return [name for stop, name in zip((stops[0], stops[-1]), names, strict=True) if stop.end is None]


def _placed(stops: Sequence[_Stop], legs: Sequence[Sequence[Course]], sketch: Sketch, scene: Scene) -> list[End]:
    """Every stop with its ground: on the line that leads to or from it, where one does."""
    known = [stop.end for stop in stops]
    placed: list[End] = []
    last = len(stops) - 1
    for index, end in enumerate(known):
        before = legs[index - 1][-1] if index and legs[index - 1] else None
        after = legs[index][0] if index < last and legs[index] else None
        course = before or after
        other = known[index - 1] if before is not None else known[index + 1] if after is not None else None
        if end is None:
            if course is None:
                raise AssertionError(index)
            placed.append(_unsaid(course, scene, other, sketch, first=index == 0, alone=_neighbour(legs, index)))
        elif course is not None and (before is None or after is None):
            near = course.chainage((other or end).middle)
            placed.append(joins.on_course(end, course, near=near, first_met=sketch.until and index == last))
        else:
            placed.append(end)
    return placed


def _neighbour(legs: Sequence[Sequence[Course]], index: int) -> Course | None:
    """The line that is followed next to the one that an unsaid end lies on, in the same leg."""
    leg = legs[0] if index == 0 else legs[-1]
    return None if len(leg) == 1 else leg[1] if index == 0 else leg[-2]


def _unsaid(
    course: Course, scene: Scene, other: End | None, sketch: Sketch, *, first: bool, alone: Course | None
) -> End:
    """An end that isn't said, on a followed line: its end in the theatre, or anywhere if no direction is said."""
    low, high = course.within_theatre(scene)
    if other is None:
        far = high if not first else low
        if alone is not None:
            meets = course.chainage(joins.meeting(course, alone, near=low)[0])
            far = low if abs(meets - low) > abs(meets - high) else high
        return joins.reach_end(course, far, far)
    at = min(max(course.chainage(other.middle), low), high)
    if sketch.heading is None:
        return joins.reach_end(course, low, high)
    azimuth = np.radians(sketch.heading.azimuth_deg + (180.0 if first else 0.0))
    here, *there = course.at(np.array([at, low, high]))
    way = np.array([np.sin(azimuth), np.cos(azimuth)])
    leads = [float((point - here) @ way) / max(float(np.hypot(*(point - here))), 1.0) for point in there]
    far = low if leads[0] > leads[1] else high
    return joins.reach_end(course, far, far)


def _legs(legs: Sequence[Sequence[Course]], ends: Sequence[End], ground: Ground) -> tuple[list[Leg], tuple[str, ...]]:
    parts: list[Leg] = []
    assumptions: list[str] = []
    for courses, start, end in zip(legs, ends, ends[1:], strict=False):
        if courses:
            leg, told = joins.along(courses, start, end)
            parts.append(leg)
            assumptions.extend(told)
        else:
            parts.append(_free(start, end, ground))
    return parts, tuple(assumptions)


def _free(start: End, end: End, ground: Ground) -> Free:
    """A leg that nothing is said about; it may follow a named line on which both of its ends lie."""
    reach = line_rules().follow.path_reach_m
    for course in ground.paths:
        if all(_lies_by(end, course, reach) for end in (start, end)):
            return Free(path=course.line, error_m=ground.error_m)
    return Free(error_m=ground.error_m)


def _lies_by(end: End, course: Course, reach_m: float) -> bool:
    if end.path is not None and end.path.whole.equals(course.line):
        return True
    return float(end.middle.distance(course.line)) <= reach_m


def _rays(sketch: Sketch, ground: Ground, *, turned_deg: float) -> Open:
    if sketch.heading is None:
        raise AssertionError(sketch)
    return Open(
        azimuth_deg=(sketch.heading.azimuth_deg + turned_deg) % 360.0,
        half_angle_deg=sketch.heading.half_angle_deg,
        length_m=line_rules().open.length_m if ground.context is None else line_rules().open.most_m,
        context=ground.context,
    )


def _through(route: Route, stop: End, ground: Ground) -> Route:
    """The route with another stop, on the free leg where it makes the least detour; the same where there is none."""
    at = stop.middle
    costs: list[tuple[float, int]] = []
    for index, leg in enumerate(route.legs):
        here = route.stops[index].middle
        if isinstance(leg, Free):
            there = route.stops[index + 1].middle
            costs.append((here.distance(at) + at.distance(there) - here.distance(there), index))
        elif isinstance(leg, Open):
            costs.append((here.distance(at), index))
    if not costs:
        return route
    _, index = min(costs)
    if stop.path is not None and isinstance(route.legs[index], Free):
        stop = _local(stop, route.stops[index].middle, route.stops[index + 1].middle)
    stops = (*route.stops[: index + 1], stop, *route.stops[index + 1 :])
    first = _free(route.stops[index], stop, ground)
    leg = route.legs[index]
    rest = _free(stop, route.stops[index + 1], ground) if isinstance(leg, Free) else leg
    return replace(route, stops=stops, legs=(*route.legs[:index], first, rest, *route.legs[index + 1 :]))


def _local(stop: End, here: Point, there: Point) -> End:
    """The part of a long line that lies by the way between two stops: there a course will meet it."""
    way = LineString([here, there])
    near = stop.within(way.buffer(way.length * line_rules().crosses.by_way_share))
    return stop if near.is_empty else near
