"""An anchor that is a line by its kind → that line in metres: borders, coasts, roads, parallels, chords, edges.

A line may come in several pieces; `courses.course_along` makes one course of them where a relation needs one. What the
base data doesn't have is refused with the reason, or stands as the straight way between named ends, as wide in doubt as
true lines stray from it.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, assert_never

import numpy as np
import shapely
from shapely.geometry import LineString

from deconflict_map.footprints.anchor_parameters import anchor_rules
from deconflict_map.footprints.border_lines import DrawnLine, border_line, coast_line
from deconflict_map.footprints.known_lines import known_line
from deconflict_map.footprints.regions import linear
from deconflict_map.footprints.tract import Refusal
from deconflict_map.geodesy import LocalFrame, meridian, parallel, unwrap
from deconflict_map.model.anchor import (
    BorderRef,
    ChordRef,
    CoastRef,
    EdgeRef,
    MeridianRef,
    NamedLineRef,
    ParallelRef,
    RoadRef,
)
from deconflict_map.model.relation import references

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from deconflict_map.footprints.extents import Extent
    from deconflict_map.footprints.known_lines import KnownLine
    from deconflict_map.footprints.scene import Scene
    from deconflict_map.footprints.tract import Case
    from deconflict_map.model.anchor import Anchor

LineAnchor = BorderRef | CoastRef | RoadRef | ParallelRef | MeridianRef | ChordRef | EdgeRef | NamedLineRef
_MOST_LAT = 89.5


def line_of(anchor: LineAnchor, case: Case, extent: Callable[[Anchor, Case], Extent | Refusal]) -> DrawnLine | Refusal:  # noqa: PLR0911 -- one arm each
    """The line of an anchor that is one by its kind; `extent` gives the ground of what it is made of."""
    match anchor:
        case BorderRef():
            return border_line(anchor, case)
        case CoastRef():
            return coast_line(anchor, case)
        case RoadRef():
            return _road(anchor, case, extent)
        case ParallelRef() | MeridianRef():
            return _graticule(anchor, case)
        case ChordRef():
            return _chord(anchor, case, extent)
        case EdgeRef():
            return _edge(anchor, case, extent)
        case NamedLineRef():
            return _named(anchor, case)
        case _:
            assert_never(anchor)


def _road(anchor: RoadRef, case: Case, extent: Callable[[Anchor, Case], Extent | Refusal]) -> DrawnLine | Refusal:
    """The straight way between the places that a road joins, as wide in doubt as true lines stray from it."""
    name = anchor.name or case.scene.atlas.quote(anchor.span)
    if len(anchor.ends) < 2:
        return Refusal(reason=f"no roads are in the base data: name two places that “{name}” joins")
    rule = anchor_rules().road
    ends = _centres(anchor.ends, case, extent)
    if isinstance(ends, Refusal):
        return ends
    line = LineString(ends)
    error = max(rule.least_m, rule.stray_share * line.length)
    records = tuple(place for end in anchor.ends if (place := case.scene.atlas.place(end)) is not None)
    return DrawnLine(
        line=line,
        id="-".join(["road", *(record.id for record in records)]),
        name=f"the way from {' to '.join(record.name for record in records)}",
        error_m=error,
        records=records,
        assumptions=(f"the course of “{name}” isn't known: the straight way between its ends stands for it",),
    )


def _graticule(anchor: ParallelRef | MeridianRef, case: Case) -> DrawnLine | Refusal:
    """A parallel or meridian, across the ground of the text's countries and a little beyond."""
    rule, scene = anchor_rules().graticule, case.scene
    place = None if anchor.place is None else scene.atlas.place(anchor.place)
    if anchor.place is not None and place is None:
        return Refusal(reason="the place isn't known")
    west, south, east, north = reach_deg(scene, _countries(case))
    if isinstance(anchor, ParallelRef):
        at = place.lat if place is not None else anchor.lat
        line = None if at is None else parallel(at, west=west - rule.beyond_deg, east=east + rule.beyond_deg)
        title = f"{abs(at or 0.0):g}° {'N' if (at or 0.0) >= 0 else 'S'}"
    else:
        at = place.lon if place is not None else anchor.lon
        turned = None if at is None else at + 360.0 * np.rint((scene.frame.lon - at) / 360.0)
        line = (
            None
            if turned is None
            else meridian(
                turned, south=max(south - rule.beyond_deg, -_MOST_LAT), north=min(north + rule.beyond_deg, _MOST_LAT)
            )
        )
        title = f"{abs(at or 0.0):g}° {'E' if (at or 0.0) >= 0 else 'W'}"
    if line is None:
        return Refusal(reason="which one is meant isn't said")
    name = (
        title
        if place is None
        else f"the {'latitude' if isinstance(anchor, ParallelRef) else 'longitude'} of {place.name}"
    )
    return DrawnLine(
        line=scene.frame.to_metric(line),
        id=f"graticule-{title}-{west:.2f}-{east:.2f}",
        name=name,
        error_m=rule.error_m,
        records=() if place is None else (place,),
    )


def _countries(case: Case) -> tuple[str, ...]:
    """The countries that the text is about, and those of the places that these words name."""
    atlas = case.scene.atlas
    places = [atlas.place(ref) for claim in case.fellows for ref in references(claim.relation)]
    named = (place.country for place in places if place is not None and place.country)
    return tuple(dict.fromkeys((*atlas.theatre, *named)))


def reach_deg(scene: Scene, codes: Sequence[str]) -> tuple[float, float, float, float]:
    """Bounds (west, south, east, north; degrees, continuous round the scene) of countries in its window."""
    boxes = [box for code in codes if (box := scene.land_bounds_deg(code)) is not None]
    if not boxes:
        half = anchor_rules().graticule.open_deg
        lon, lat = scene.frame.lon, scene.frame.lat
        return lon - half, max(lat - half, -_MOST_LAT), lon + half, min(lat + half, _MOST_LAT)
    west, south, east, north = zip(*boxes, strict=True)
    return min(west), min(south), max(east), max(north)


def _chord(anchor: ChordRef, case: Case, extent: Callable[[Anchor, Case], Extent | Refusal]) -> DrawnLine | Refusal:
    """Geodesics from point to point."""
    points = [extent(point, case) for point in anchor.points]
    refused = next((point for point in points if isinstance(point, Refusal)), None)
    known = [point for point in points if not isinstance(point, Refusal)]
    if refused is not None or len(known) < 2:
        return refused or Refusal(reason="a line needs two points")
    records = tuple(place for point in anchor.points if (place := case.scene.atlas.place(point)) is not None)
    name = " to ".join(case.scene.atlas.name(point) for point in anchor.points)
    return DrawnLine(
        line=geodesics([(point.centre.x, point.centre.y) for point in known], case),
        id=f"chord-{'-'.join(record.id for record in records)}-{name}",
        name=f"the line from {name}",
        error_m=max(point.error_m for point in known),
        records=records,
    )


def geodesics(points: Sequence[tuple[float, float]], case: Case) -> LineString:
    """Geodesics in the plane: straight in a plane of their own, densified and carried over; equals have no length."""
    pieces = []
    frame = case.scene.frame
    apart = [pair for pair in pairwise(points) if pair[0] != pair[1]]
    if not apart:
        return LineString([points[0], points[0]])
    for first, last in apart:
        (lon, lat), (other_lon, other_lat) = frame.lonlat(np.array([first, last]))
        own = LocalFrame(float(lon), float(lat))
        # From its centre every straight line of this plane is a geodesic.
        way = own.to_lonlat(LineString([(0.0, 0.0), own.metric_xy(np.array([[other_lon, other_lat]]))[0]]))
        pieces.append(frame.metric_xy(shapely.get_coordinates(way)))
    joined = np.vstack([pieces[0], *(piece[1:] for piece in pieces[1:])])
    return LineString(joined)


def _edge(anchor: EdgeRef, case: Case, extent: Callable[[Anchor, Case], Extent | Refusal]) -> DrawnLine | Refusal:
    """The outline of a place or zone."""
    ground = extent(anchor.ref, case)
    if isinstance(ground, Refusal):
        return ground
    outline = linear(shapely.boundary(ground.ground))
    if outline.is_empty:
        return Refusal(reason=f"“{case.scene.atlas.name(anchor.ref)}” has no edge")
    place = case.scene.atlas.place(anchor.ref)
    name = case.scene.atlas.name(anchor.ref) if place is None else place.name
    return DrawnLine(
        line=outline,
        id=f"edge-{name if place is None else place.id}-{ground.centre.x:.0f}-{ground.centre.y:.0f}",
        name=f"the edge of {name}",
        error_m=ground.error_m if ground.outlined else max(ground.radial_m, ground.error_m),
        records=() if place is None else (place,),
    )


def _named(anchor: NamedLineRef, case: Case) -> DrawnLine | Refusal:
    """A line that is known by its title; a settled one between two countries is their border; others aren't known."""
    rule = anchor_rules().named_line
    words = anchor.name.casefold()
    if (known := known_line(anchor, case.scene.atlas)) is not None and (
        found := _known(anchor, known, case)
    ) is not None:
        return found
    if anchor.as_of is not None:
        return Refusal(reason=f"where “{anchor.name}” ran on {anchor.as_of.text} isn't in the base data")
    if any(word in words for word in rule.dated):
        return Refusal(reason=f"“{anchor.name}” is a line of a day, and isn't in the base data")
    places = [case.scene.atlas.place(side) for side in anchor.between]
    sides = [place for place in places if place is not None]
    if len(sides) == 2 and any(word in words for word in rule.settled):
        border = BorderRef(ref=anchor.between[0], other=anchor.between[1], span=anchor.span)
        between = border_line(border, case)
        if isinstance(between, Refusal):
            return between
        told = f"the border of {sides[0].name} and {sides[1].name} in the base data stands for “{anchor.name}”"
        return DrawnLine(
            line=between.line,
            id=between.id,
            name=anchor.name,
            error_m=between.error_m,
            records=between.records,
            assumptions=(told,),
        )
    return Refusal(reason=f"where “{anchor.name}” runs isn't in the base data, and the words don't tell")


def _known(anchor: NamedLineRef, known: KnownLine, case: Case) -> DrawnLine | None:
    """The line that has this title, where the base data have its borders."""
    scene = case.scene
    course = known.course(scene.atlas)
    if course.is_empty:
        return None
    sides = [place for code in sorted(known.countries) if (place := scene.atlas.country(code)) is not None]
    names = " and ".join(place.name for place in sides)
    return DrawnLine(
        line=linear(scene.frame.to_metric(unwrap(course, around_lon=scene.frame.lon))),
        id=f"known-{known.titles[0]}",
        name=anchor.name,
        error_m=max([known.error_m, *(place.shape_error_m for place in sides)]),
        records=tuple(sides),
        assumptions=(f"“{anchor.name}” is taken for the line of that name between {names}, as the base data have it",),
    )


def _centres(
    anchors: Sequence[Anchor], case: Case, extent: Callable[[Anchor, Case], Extent | Refusal]
) -> list[tuple[float, float]] | Refusal:
    centres = []
    for anchor in anchors:
        found = extent(anchor, case)
        if isinstance(found, Refusal):
            return found
        centres.append((found.centre.x, found.centre.y))
    return centres
