"""A place → the ground it covers, in metres: its outline, its line, or a disc of a default radial.

The radial of an outline is that of its smallest enclosing circle (Best Practices, *corrected centre* and *geographic
radial*). A town without an outline gets the disc that its population fills at a usual density; such a disc is marked
as one, and rules widen it where an outline wouldn't be widened.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import pi, sqrt
from typing import TYPE_CHECKING, assert_never

import shapely

from deconflict_map.footprints.districts import district_ground, vagueness_m
from deconflict_map.footprints.parameters import rules
from deconflict_map.footprints.regions import LevelSet, areal, nested, uniform
from deconflict_map.footprints.rivers import corridor, course_of
from deconflict_map.footprints.tract import base_data, extent, km, language
from deconflict_map.footprints.waters import sea_radial_m, waters
from deconflict_map.model.anchor import PlaceRef
from deconflict_map.model.place import PlaceKind, ShapeForm

if TYPE_CHECKING:
    from shapely.geometry import Point
    from shapely.geometry.base import BaseGeometry

    from deconflict_map.footprints.scene import Scene
    from deconflict_map.footprints.tract import Case
    from deconflict_map.model.anchor import Anchor
    from deconflict_map.model.footprint import Uncertainty
    from deconflict_map.model.place import Place


_VAGUE_M = 10_000.0
"""Outlines that are off by as much are those of regions that nobody has drawn: no base data are so coarse."""

_VERY_MUCH = 8_000
"""Outlines with so many vertices, those of a dozen countries with many islands, cost more than they show."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """The ground of a place: `ground` in metres, `centre`, radial, and how far the base data may be off.

    `outlined` is false for a disc that stands in for an unknown outline; `settled` is true for a ground that was
    worked out from the settlements in it.
    """

    ground: BaseGeometry
    centre: Point
    radial_m: float
    error_m: float
    outlined: bool
    settled: bool = False
    wet: LevelSet | None = None
    """Of a sea without an outline the water of the discs."""
    described: LevelSet | None = None
    """Where something described surely, likely and possibly is; of a line the reaches, not their surroundings."""

    @property
    def how(self) -> str:
        """How the ground was got, in words before the place's name."""
        if self.settled:
            return "what lies nearest to the settlements of"
        if self.outlined:
            return "the outline of"
        return "a disc about" if self.wet is None else "the water about the position of"

    @property
    def _stand_in(self) -> str:
        return "a disc of" if self.wet is None else "the water within"

    @property
    def levels(self) -> LevelSet:
        """In the place: its outline give or take the base data's error, or discs of growing radials."""
        if not self.outlined:
            return nested(**_discs(self.centre, self.radial_m)) if self.wet is None else self.wet
        if not self.error_m:
            return uniform(self.ground)
        # Detail far below the error that is buffered only costs time; where there is very much of it, everywhere.
        very_much = shapely.get_num_coordinates(self.ground) > _VERY_MUCH
        plain = self.ground.simplify(self.error_m / (10 if very_much else 20))
        quadrant = 4 if very_much else 16
        inner = plain.buffer(-self.error_m, quad_segs=quadrant)
        outer = plain.buffer(self.error_m, quad_segs=quadrant)
        # Inner and outer lie within one another by the error, so that they needn't be cut to each other.
        return LevelSet(core=areal(inner), likely=areal(plain if very_much else self.ground), support=areal(outer))

    @property
    def kept_out(self) -> BaseGeometry:
        """What must not be entered: the ground widened by the base data's error."""
        return self.ground.buffer(self.error_m)

    def told(self, name: str) -> tuple[Uncertainty, ...]:
        """The two causes that come with every reference place."""
        if self.settled:
            worked_out = f"no outline of {name} is known; its ground is what lies nearest to its settlements"
            return (extent(self.error_m, f"{worked_out}, and its edge may lie {km(self.error_m)} off"),)
        if self.outlined and self.error_m >= _VAGUE_M:
            return (extent(self.error_m, f"nobody has drawn the edge of {name}; it may lie {km(self.error_m)} off"),)
        if self.outlined:
            return (base_data(self.error_m, f"the outline of {name} is generalised to about {km(self.error_m)}"),)
        return (
            extent(self.radial_m, f"no outline of {name} is known; {self._stand_in} {km(self.radial_m)} stands for it"),
            base_data(self.error_m, f"the position of {name} is known to about {km(self.error_m)}"),
        )


def extent_of(scene: Scene, place: Place) -> Extent:
    """The extent of a place of any kind; a line counts as outlined, with its own course as ground."""
    centre = scene.point(place)
    shape = scene.shape(place)
    if shape is not None and not shape.is_empty:
        within = centre if shape.intersects(centre) or place.shape is ShapeForm.LINE else shape.centroid
        radial = float(shapely.minimum_bounding_radius(shape))
        return Extent(ground=shape, centre=within, radial_m=radial, error_m=place.shape_error_m, outlined=True)
    if (ground := district_ground(scene, place)) is not None:
        radial, error = float(shapely.minimum_bounding_radius(ground)), vagueness_m(ground)
        return Extent(ground=ground, centre=centre, radial_m=radial, error_m=error, outlined=True, settled=True)
    radial = default_radial_m(place)
    wet = waters(scene, place, centre, _discs(centre, radial)) if place.kind is PlaceKind.SEA else None
    return Extent(
        ground=centre.buffer(radial) if wet is None else wet.core,
        wet=wet,
        centre=centre,
        radial_m=radial,
        error_m=rules().extent.point_error_m,
        outlined=False,
    )


def default_radial_m(place: Place) -> float:
    """The radial of a place without a shape, metres; r = √(population / (π · density)) for towns."""
    rule = rules().extent
    match place.kind:
        case PlaceKind.POPULATED:
            area_m2 = place.population / rule.density_per_km2 * 1e6
            radial = max(rule.floor_m, sqrt(area_m2 / pi)) if place.population > 0 else rule.unknown_m
        case PlaceKind.STRUCTURE:
            radial = rule.structure_m
        case PlaceKind.RELIEF:
            radial = rule.relief_m
        case PlaceKind.LAKE:
            radial = rule.lake_m
        case PlaceKind.SEA:
            radial = sea_radial_m(place)
        case PlaceKind.COUNTRY | PlaceKind.CONTINENT:
            radial = rule.country_m
        case PlaceKind.DIVISION | PlaceKind.REGION | PlaceKind.VALLEY | PlaceKind.STREAM:
            radial = rule.region_m
        case _:
            assert_never(place.kind)
    return radial


def whole(case: Case, ref: Anchor, place: Place) -> tuple[LevelSet, tuple[Uncertainty, ...], str]:
    """All of a place, what is uncertain about it, and how it was got: outline, disc, valley or corridor.

    A river, or a valley of which no outline is known, is a corridor along its course within the theatre.
    """
    course = None if place.shape is ShapeForm.AREA else course_of(case.scene, place)
    if course is None:
        ground = extent_of(case.scene, place)
        return ground.levels, ground.told(place.name), ground.how
    valley = is_valley(ref, place)
    width = rules().valley.width_m if valley else rules().along.width_m
    # A valley that is named as a reach of a river has its own ends; a river is cut to the theatre.
    named_reach = place.kind is PlaceKind.VALLEY and place.shape is ShapeForm.LINE
    reach = (0.0, course.length_m) if named_reach else course.within_theatre(case.scene)
    region = corridor(course.reach(*reach), width, least_m=course.error_m)
    told = (
        language(width[2], f"how far from {place.name} is still meant isn't said"),
        base_data(course.error_m, f"the course of {place.name} is generalised to about {km(course.error_m)}"),
    )
    return region, told, "a corridor for the valley of" if valley else "a corridor along"


def is_valley(ref: Anchor, place: Place) -> bool:
    """Whether the ground beside a river is meant, not the river alone."""
    return place.kind is PlaceKind.VALLEY or (isinstance(ref, PlaceRef) and ref.wants == "valley")


def _discs(centre: Point, radial_m: float) -> dict[str, BaseGeometry]:
    core, likely, support = (centre.buffer(radial_m * factor) for factor in rules().within.disc_radials)
    return {"core": core, "likely": likely, "support": support}
