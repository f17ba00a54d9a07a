"""An anchor → what it is on the ground, in metres: an extent, or a line with its course.

Whatever a relation may be relative to is worked out here and nowhere else, so that every rule takes every anchor that
makes sense for it. An anchor that has no ground is refused with the reason.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from shapely.geometry import Point

from deconflict_map.footprints.extents import Extent, extent_of
from deconflict_map.footprints.rivers import course_of
from deconflict_map.footprints.tract import Refusal
from deconflict_map.model.anchor import PlaceRef, PositionRef

if TYPE_CHECKING:
    from deconflict_map.footprints.rivers import Course
    from deconflict_map.footprints.tract import Case
    from deconflict_map.model.anchor import Anchor


def extent_of_anchor(anchor: Anchor, case: Case) -> Extent | Refusal:
    """The ground of an anchor (metres in the case's plane), its centre and radial."""
    match anchor:
        case PlaceRef():
            place = case.scene.atlas.place(anchor)
            return Refusal(reason="the place isn't known") if place is None else extent_of(case.scene, place)
        case PositionRef():
            centre = Point(case.scene.frame.metric_xy(np.array([[anchor.lon, anchor.lat]]))[0])
            error_m = max(anchor.precision_m, 1.0)
            return Extent(ground=centre.buffer(error_m), centre=centre, radial_m=0.0, error_m=error_m, outlined=False)
        case _:
            return Refusal(reason="no rule gives this reference a ground yet")


def course_of_anchor(anchor: Anchor, case: Case) -> Course | Refusal:
    """The course of an anchor that is a line."""
    place = case.scene.atlas.place(anchor)
    course = None if place is None else course_of(case.scene, place)
    return Refusal(reason="no rule gives this reference a course yet") if course is None else course
