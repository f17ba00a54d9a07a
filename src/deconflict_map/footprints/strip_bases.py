"""What a strip lies along → its base line in metres: a border, river, road or parallel, or the edge of a zone.

A river is taken as far as it runs through the countries that the text is about. A described zone is a base by its
likely edge. What has no line and no edge is refused with the reason.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import shapely

from deconflict_map.footprints.anchors import course_of_anchor, described, extent_of_anchor, line_of_anchor
from deconflict_map.footprints.extents import Extent
from deconflict_map.footprints.regions import linear
from deconflict_map.footprints.rivers import course_of
from deconflict_map.footprints.tract import Refusal, Tract, base_data, km
from deconflict_map.footprints.unknown_lines import is_unknown
from deconflict_map.model.anchor import (
    BorderRef,
    ChordRef,
    CoastRef,
    Described,
    EdgeRef,
    MeridianRef,
    NamedLineRef,
    ObjectRef,
    ParallelRef,
    PlaceRef,
    RoadRef,
)
from deconflict_map.model.place import PlaceKind

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from deconflict_map.footprints.rivers import Course
    from deconflict_map.footprints.tract import Case
    from deconflict_map.model.anchor import Anchor
    from deconflict_map.model.footprint import Step, Uncertainty
    from deconflict_map.model.place import Place
    from deconflict_map.model.qualifier import Bank
    from deconflict_map.units.heading import Heading

    _OwnLine = BorderRef | CoastRef | RoadRef | ParallelRef | MeridianRef | ChordRef | NamedLineRef


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """A base line (one or several lines, metres); `inside` is the ground whose edge it is, or `None`.

    `anchor` is what it was got from; `flows` is set for rivers, which have a left and a right bank, `coast` for coasts,
    whose inside is the land.
    """

    anchor: Anchor
    line: BaseGeometry
    inside: BaseGeometry | None
    error_m: float
    name: str
    records: tuple[Place, ...]
    told: tuple[Uncertainty, ...]
    assumptions: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    flows: bool = False
    coast: bool = False

    def course(self, case: Case) -> Course | Refusal:
        """The base line as one course."""
        return course_of_anchor(self.anchor, case)


def base_of(anchor: Anchor, case: Case, *, side: Anchor | Heading | Bank | None = None) -> Base | Refusal:
    """The base line of a strip; a border of which one side alone is named is that with the country on `side`."""
    found = _found(anchor, case, side)
    if isinstance(found, Base) and found.line.length <= 0:
        return Refusal(reason=f"{found.name} has no length for a strip to lie along")
    return found


def _found(anchor: Anchor, case: Case, side: Anchor | Heading | Bank | None) -> Base | Refusal:
    match anchor:
        case BorderRef() | CoastRef() | RoadRef() | ParallelRef() | MeridianRef() | ChordRef() | NamedLineRef():
            return _by_line(_towards(anchor, side, case) if isinstance(anchor, BorderRef) else anchor, case)
        case EdgeRef():
            found = base_of(anchor.ref, case)
            return found if isinstance(found, Refusal) else replace(found, name=f"the edge of {found.name}")
        case Described() | ObjectRef():
            return _by_tract(anchor, case)
        case _:
            return _by_extent(anchor, case)


def _by_line(anchor: _OwnLine, case: Case) -> Base | Refusal:
    found = line_of_anchor(anchor, case)
    if isinstance(found, Refusal):
        return found
    return Base(
        anchor=anchor,
        line=found.line,
        inside=_land(anchor, case) if isinstance(anchor, CoastRef) else None,
        coast=isinstance(anchor, CoastRef),
        error_m=found.error_m,
        name=found.name,
        records=found.records,
        told=_told(found.name, found.error_m),
        assumptions=found.assumptions,
    )


def _land(anchor: CoastRef, case: Case) -> BaseGeometry | None:
    """The land whose coast it is: a country, island or region; of a sea, the text's countries; `None` for a lake."""
    place = case.scene.atlas.place(anchor.ref)
    if place is None or place.kind is PlaceKind.LAKE:
        return None
    if place.kind is PlaceKind.SEA:
        land = case.scene.lands(case.scene.atlas.theatre)
    elif place.kind is PlaceKind.COUNTRY:
        land = case.scene.land(place.country)
    else:
        found = extent_of_anchor(anchor.ref, case)
        outlined = isinstance(found, Extent) and found.outlined and int(shapely.get_dimensions(found.ground)) == 2
        land = found.ground if isinstance(found, Extent) and outlined else case.scene.land(place.country)
    return None if land.is_empty else land


def _by_extent(anchor: Anchor, case: Case) -> Base | Refusal:
    place = case.scene.atlas.place(anchor)
    course = None if place is None else course_of(case.scene, place)
    if place is not None and course is not None:
        reach = course.reach(*course.within_theatre(case.scene))
        return Base(
            anchor=anchor, line=reach, inside=None, error_m=course.error_m, name=course.name, records=(place,),
            told=_told(course.name, course.error_m), flows=True,
        )  # fmt: skip
    ground = extent_of_anchor(anchor, case)
    if isinstance(ground, Refusal):
        return ground
    if is_unknown(anchor, case):
        return Refusal(reason=f"the course of “{case.scene.atlas.name(anchor)}” isn't known")
    name = f"“{case.scene.atlas.name(anchor)}”" if place is None else place.name
    is_line = int(shapely.get_dimensions(ground.ground)) == 1
    line = linear(ground.ground) if is_line else linear(shapely.boundary(ground.ground))
    if line.is_empty:
        return Refusal(reason=f"{name} has no line or edge for a strip to lie along")
    return Base(
        anchor=anchor,
        line=line,
        inside=None if is_line else ground.ground,
        error_m=ground.error_m if ground.outlined or ground.radial_m == 0 else max(ground.error_m, ground.radial_m / 2),
        name=name,
        records=() if place is None else (place,),
        told=ground.told(name),
    )


def _by_tract(anchor: Described | ObjectRef, case: Case) -> Base | Refusal:
    """A described line by its course, a described zone by its likely edge."""
    tract = described(anchor, case)
    if isinstance(tract, Refusal):
        return tract
    name = f"“{case.scene.atlas.quote(anchor.span)}”"
    if tract.path is not None:
        path = tract.path
        return _described(anchor, tract, path.likely, None, error_m=path.error_m, name=path.name)
    ground = tract.region.likely if not tract.region.likely.is_empty else tract.region.support
    spread = float(shapely.hausdorff_distance(tract.region.support, ground))
    return _described(anchor, tract, linear(shapely.boundary(ground)), ground, error_m=spread, name=name)


def _described(
    anchor: Described | ObjectRef,
    tract: Tract,
    line: BaseGeometry,
    inside: BaseGeometry | None,
    *,
    error_m: float,
    name: str,
) -> Base | Refusal:
    if line.is_empty:
        return Refusal(reason=f"{name} has no line or edge for a strip to lie along")
    return Base(
        anchor=anchor, line=line, inside=inside, error_m=error_m, name=name, records=(), told=tract.uncertainty,
        steps=tract.steps,
    )  # fmt: skip


def _towards(anchor: BorderRef, side: Anchor | Heading | Bank | None, case: Case) -> BorderRef:
    """All borders of a country, on another's side → the border that they share."""
    if anchor.other is not None or not isinstance(side, PlaceRef):
        return anchor
    place, other = case.scene.atlas.place(anchor.ref), case.scene.atlas.place(side)
    if place is None or other is None or place.country == other.country or other.kind is not PlaceKind.COUNTRY:
        return anchor
    return replace(anchor, other=side)


def _told(name: str, error_m: float) -> tuple[Uncertainty, ...]:
    return (base_data(error_m, f"the course of {name} is known to about {km(error_m)}"),) if error_m else ()
