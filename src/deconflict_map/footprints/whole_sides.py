"""A side of a line → all ground on it, in no matter which country, for other words to bound.

Of a line that bends, ground across it isn't all in the direction that the words name: what one sees back across the
line from is likely, the rest of that bank stays possible. Refuses nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

from deconflict_map.footprints.banks import banks
from deconflict_map.footprints.regions import LevelSet, limited, linear, nested
from deconflict_map.footprints.rounds import direction, swept

if TYPE_CHECKING:
    from deconflict_map.footprints.rivers import Course
    from deconflict_map.footprints.scene import Scene
    from deconflict_map.units.heading import Heading

# Judgement: what words bound beside a line begins within this distance of it.
_ROUND_M = 1_000_000.0
# Detail of a line that decides nothing about what lies across it, metres.
_DETAIL_M = 150.0


def whole_side(scene: Scene, course: Course, *, left: bool) -> LevelSet:
    """All ground on one side of a line, in no matter which country, as far as other words may bound it."""
    key = (course.id, "all round")
    if key not in scene.banks:
        west, south, east, north = course.line.bounds
        scene.banks[key] = banks(
            course, shapely.box(west - _ROUND_M, south - _ROUND_M, east + _ROUND_M, north + _ROUND_M)
        )
    ground = scene.banks[key].left if left else scene.banks[key].right
    if not course.error_m:
        return nested(core=ground, likely=ground, support=ground)
    uncertain = course.doubt(0.0, course.length_m)
    return nested(core=ground.difference(uncertain), likely=ground, support=ground.union(uncertain))


def seen_across(scene: Scene, course: Course, side: LevelSet, heading: Heading) -> LevelSet:
    """The part of a bank from which one looks back, against the named direction, across the line.

    A river that bends has ground on its east bank that isn't east of it: that stays possible alone.
    """
    if side.support.is_empty:
        return side
    west, south, east, north = side.support.bounds
    middle = course.at(np.array(course.within_theatre(scene))).mean(axis=0)
    azimuth = scene.frame.grid_azimuth_deg(heading.azimuth_deg, x=float(middle[0]), y=float(middle[1]))
    far = direction(azimuth) * float(np.hypot(east - west, north - south))
    about = shapely.box(west, south, east, north).buffer(float(np.hypot(*far)), quad_segs=1)
    line = linear(course.line.intersection(about)).simplify(max(course.error_m, _DETAIL_M))
    beyond = swept(line, far)
    return limited(side, core=beyond, likely=beyond)
