"""An anchor → what distances are counted from, and how far that is in doubt.

They count from the edge of what has an outline, from the line of what is one, and from the centre of everything else
or where the words ask for it. A town whose outline isn't known is counted from its centre, and its edge may be meant
as well: the support takes both (Best Practices, *geographic radial*).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import shapely

from deconflict_map.footprints.anchors import extent_of_anchor
from deconflict_map.footprints.comparable import Cell, cell_of
from deconflict_map.footprints.extents import Extent
from deconflict_map.footprints.rounds import disc
from deconflict_map.footprints.tract import Refusal, base_data, km
from deconflict_map.model.anchor import LINES, PlaceRef

if TYPE_CHECKING:
    from shapely.geometry import Point
    from shapely.geometry.base import BaseGeometry

    from deconflict_map.footprints.tract import Case
    from deconflict_map.model.anchor import Anchor
    from deconflict_map.model.footprint import Uncertainty
    from deconflict_map.model.place import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """What is measured from: its extent, the record behind it if there is one, and its name for a sentence."""

    extent: Extent
    place: Place | None
    name: str

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
    def slack_m(self) -> float:
        """How much farther from `base` a place may lie that is as far from the edge of what has no outline."""
        return self.extent.radial_m if self.is_point else 0.0

    @property
    def records(self) -> tuple[Place, ...]:
        """The record behind it, for a step."""
        return () if self.place is None else (self.place,)

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
            return ()
        return (f"distances count {self.counted}",)


def reference_of(anchor: Anchor, case: Case) -> Reference | Refusal:
    """What distances from an anchor count from, in the plane of the case."""
    found = extent_of_anchor(anchor, case)
    if isinstance(found, Refusal):
        return found
    if found.ground.is_empty:
        return Refusal(reason=f"“{case.scene.atlas.name(anchor)}” has no ground here")
    place = case.scene.atlas.place(anchor)
    name = place.name if place is not None else f"“{case.scene.atlas.name(anchor)}”"
    if isinstance(anchor, PlaceRef) and anchor.centre and place is not None:
        found, name = _centred(found, case.scene.point(place)), f"the centre of {name}"
    return Reference(extent=found, place=place, name=name)


def cell_round(reference: Reference, case: Case, *, reach_m: float) -> Cell:
    """The ground that is nearer to a reference than to comparable ones; uncut for what isn't a record."""
    if reference.place is not None and not reference.is_line:
        return cell_of(case.scene, reference.place, reference.extent, reach_m=reach_m)
    everything = shapely.box(*reference.extent.ground.bounds).buffer(2 * reach_m, quad_segs=1)
    return Cell(ground=everything, wide=everything, by=())


def is_line(anchor: Anchor, case: Case) -> bool:
    """Whether an anchor is a line, by its kind or by its ground."""
    if isinstance(anchor, LINES):
        return True
    found = extent_of_anchor(anchor, case)
    return not isinstance(found, Refusal) and int(shapely.get_dimensions(found.ground)) == 1


def _centred(found: Extent, point: Point) -> Extent:
    centre = point if found.outlined else found.centre
    error = max(found.error_m, 1.0)
    return Extent(ground=disc(centre, error), centre=centre, radial_m=0.0, error_m=error, outlined=False)
