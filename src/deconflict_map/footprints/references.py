"""An anchor → what distances are counted from, and how far that is in doubt.

They count from the edge of what has an outline, from the line of what is one, and from the centre of everything else
or where the words ask for it. A town whose outline isn't known is counted from its centre, and its edge may be meant
as well: the support takes both (Best Practices, *geographic radial*).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import shapely

from deconflict_map.footprints.anchors import extent_of_anchor, line_of_anchor
from deconflict_map.footprints.comparable import Cell, cell_of
from deconflict_map.footprints.extents import Extent
from deconflict_map.footprints.regions import LevelSet
from deconflict_map.footprints.rivers import course_of
from deconflict_map.footprints.rounds import disc
from deconflict_map.footprints.tract import Refusal, base_data, km
from deconflict_map.model.anchor import LINES, PlaceRef
from deconflict_map.model.place import PlaceKind, ShapeForm

if TYPE_CHECKING:
    from shapely.geometry import Point
    from shapely.geometry.base import BaseGeometry

    from deconflict_map.footprints.drawn_lines import LineAnchor
    from deconflict_map.footprints.rivers import Course
    from deconflict_map.footprints.tract import Case
    from deconflict_map.model.anchor import Anchor
    from deconflict_map.model.footprint import Uncertainty
    from deconflict_map.model.place import Place


# Outlines with fewer vertices cost nothing, those with more (a dozen countries) most.
_FEW, _MANY = 200, 3000
# Judgement: of what is described, detail of a thousandth of its radius can't be seen.
_UNSEEN = 1 / 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """What is measured from: its extent, the record behind it if there is one, and its name for a sentence.

    `named` are the records of a line that has none of its own; `assumptions` are what was assumed to draw it.
    """

    extent: Extent
    place: Place | None
    name: str
    named: tuple[Place, ...] = ()
    assumptions: tuple[str, ...] = ()

    @property
    def is_line(self) -> bool:
        """Whether it is a line, which has sides but no inside."""
        return int(shapely.get_dimensions(self.extent.ground)) == 1

    @property
    def is_point(self) -> bool:
        """Whether distances count from its centre."""
        return not self.extent.outlined

    @property
    def base(self) -> BaseGeometry:
        """What distances count from: the centre, the line, or the ground whose edge it is (metres)."""
        return self.extent.centre if self.is_point else self.extent.ground

    @property
    def widest(self) -> BaseGeometry:
        """The most that distances may count from: a town's disc."""
        return self.extent.ground

    @property
    def levels(self) -> tuple[tuple[BaseGeometry, BaseGeometry, BaseGeometry], float]:
        """What distances surely, likely and possibly count from, and how far that may be off, metres.

        Something described is where its levels are; its vagueness isn't the same all round.
        """
        told = self.extent.described
        if told is None:
            return (self.base, self.base, self.widest), self.extent.error_m
        return (told.core, told.likely, told.support), self.extent.error_m if self.is_line else 0.0

    @property
    def slack_m(self) -> float:
        """How much farther from `base` a place may lie that is as far from the edge of what has no outline."""
        return self.extent.radial_m if self.is_point else 0.0

    @property
    def records(self) -> tuple[Place, ...]:
        """The records behind it, for a step."""
        return self.named if self.place is None else (self.place,)

    @property
    def told(self) -> tuple[Uncertainty, ...]:
        """What is uncertain about it."""
        if self.extent.radial_m == 0.0:
            error = self.extent.error_m
            return (base_data(error, f"the position of {self.name} is known to about {km(error)}"),)
        return self.extent.told(self.name)

    @property
    def counted(self) -> str:
        """From what distances count, for a sentence."""
        if self.is_line or self.extent.radial_m == 0.0:
            return f"from {self.name}"
        return f"from the {'centre' if self.is_point else 'edge'} of {self.name}"

    @property
    def assumed(self) -> tuple[str, ...]:
        """The assumption behind that, for a step."""
        if self.is_line or self.extent.radial_m == 0.0:
            return self.assumptions
        return (f"distances count {self.counted}", *self.assumptions)


def reference_of(anchor: Anchor, case: Case) -> Reference | Refusal:
    """What distances from an anchor count from, in the plane of the case."""
    if isinstance(anchor, LINES):
        return _of_line(anchor, case)
    found = extent_of_anchor(anchor, case)
    if isinstance(found, Refusal):
        return found
    if found.ground.is_empty:
        return Refusal(reason=f"“{case.scene.atlas.name(anchor)}” has no ground here")
    place = case.scene.atlas.place(anchor)
    if place is None:
        return Reference(extent=_simpler(found), place=None, name=f"“{case.scene.atlas.name(anchor)}”")
    if place.kind is PlaceKind.STREAM and place.shape is ShapeForm.NONE:
        # A disc of its likely length about one point of it would look like something known.
        return Refusal(reason=f"the course of {place.name} isn't in the base data")
    return _of_place(anchor, place, found, case)


def _of_place(anchor: Anchor, place: Place, found: Extent, case: Case) -> Reference:
    if isinstance(anchor, PlaceRef) and anchor.centre:
        centred = _centred(found, case.scene.point(place))
        return Reference(extent=centred, place=place, name=f"the centre of {place.name}")
    course = course_of(case.scene, place) if place.kind is PlaceKind.STREAM else None
    if course is not None and place.shape is ShapeForm.LINE:
        return Reference(extent=_reach_of(course, case), place=place, name=place.name)
    return Reference(extent=_simpler(found), place=place, name=place.name)


def _of_line(anchor: LineAnchor, case: Case) -> Reference | Refusal:
    """A line by its kind: a border, coast, road, parallel; with what was assumed of it."""
    found = line_of_anchor(anchor, case)
    if isinstance(found, Refusal):
        return found
    extent = _line_extent(found.line, found.error_m)
    return Reference(
        extent=_simpler(extent), place=None, name=found.name, named=found.records, assumptions=found.assumptions
    )


def _reach_of(course: Course, case: Case) -> Extent:
    """The reach of a river within the countries that the text is about."""
    return _simpler(_line_extent(course.reach(*course.within_theatre(case.scene)), course.error_m))


def _line_extent(line: BaseGeometry, error_m: float) -> Extent:
    return Extent(
        ground=line,
        centre=line.interpolate(0.5, normalized=True),
        radial_m=float(shapely.minimum_bounding_radius(line)),
        error_m=error_m,
        outlined=True,
    )


def cell_round(reference: Reference, case: Case, *, reach_m: float) -> Cell:
    """The ground that is nearer to a reference than to comparable ones; uncut for what isn't a record."""
    if reference.place is not None and not reference.is_line:
        return cell_of(case.scene, reference.place, reference.extent, reach_m=reach_m)
    everything = shapely.box(*reference.extent.ground.bounds).buffer(2 * reach_m, quad_segs=1)
    return Cell(ground=everything, wide=everything, by=())


def _simpler(found: Extent) -> Extent:
    """The extent without detail below the error of its data, which would only cost time."""
    count = shapely.get_num_coordinates(found.ground)
    if not found.outlined or not found.error_m or count < _FEW:
        return found
    told = found.described
    if told is not None:  # its spread is no error of its edge
        detail = found.radial_m * _UNSEEN
        levels = [level.simplify(detail) for level in (told.core, told.likely, told.support)]
        fewer = LevelSet(core=levels[0], likely=levels[1], support=levels[2])
        return replace(found, ground=found.ground.simplify(detail), described=fewer)
    plain = found.ground.simplify(found.error_m / (4 if count < _MANY else 2))
    return replace(found, ground=plain) if plain.is_valid else found


def _centred(found: Extent, point: Point) -> Extent:
    centre = point if found.outlined else found.centre
    error = max(found.error_m, 1.0)
    return Extent(ground=disc(centre, error), centre=centre, radial_m=0.0, error_m=error, outlined=False)
