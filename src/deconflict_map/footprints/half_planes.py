"""North of a parallel, east of a meridian → all ground of the text's countries on that side, exact as the number is.

The line is one of constant latitude or longitude, never a geodesic. The number is taken as it stands, as treaties mean
it; how far it would be off if it were a rounded one is told, not drawn. Where no country is known, it is the side
of the line about the scene.
"""

from __future__ import annotations

from math import cos, radians
from typing import TYPE_CHECKING

import shapely

from deconflict_map.footprints.anchor_parameters import anchor_rules
from deconflict_map.footprints.anchors import line_of_anchor
from deconflict_map.footprints.drawn_lines import reach_deg
from deconflict_map.footprints.regions import uniform
from deconflict_map.footprints.tract import Refusal, Tract, base_data, km, language
from deconflict_map.model.anchor import MeridianRef, ParallelRef

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from deconflict_map.footprints.tract import Case
    from deconflict_map.model.relation import SideOf
    from deconflict_map.units.heading import Heading

_DEGREE_M = 111_195.0
"""A degree of a great circle on the mean sphere, metres."""
_POLE_DEG = 90.0


def half_plane(relation: SideOf, anchor: ParallelRef | MeridianRef, case: Case) -> Tract | Refusal:
    """The ground on a side of a parallel or meridian."""
    line = line_of_anchor(anchor, case)
    if isinstance(line, Refusal):
        return line
    towards = _towards(anchor, relation.heading)
    if towards is None:
        return Refusal(reason=f"{line.name} has no {relation.heading.word} side")
    scene = case.scene
    side = scene.frame.to_metric(_box(anchor, case, towards))
    land = scene.lands(scene.atlas.theatre)
    ground = side if land.is_empty else side.intersection(land)
    if ground.is_empty:
        return Refusal(reason=f"no ground of the text's countries lies {relation.heading.word} of {line.name}")
    rounded = anchor.precision_deg * _DEGREE_M
    step = case.step(
        anchor_rules().graticule,
        f"all ground of the text's countries {relation.heading.word} of {line.name}",
        span=relation.span,
        records=line.records,
        assumptions=(f"{line.name} is meant exactly",),
    )
    return Tract(
        region=uniform(ground),
        steps=(step,),
        uncertainty=(
            language(None, f"if the number is a rounded one, the line may lie {km(rounded)} off"),
            base_data(line.error_m, f"{line.name} is drawn to about {km(line.error_m)}"),
        ),
    )


def _towards(anchor: ParallelRef | MeridianRef, heading: Heading) -> int | None:
    """1 for north or east, -1 for south or west, `None` where the direction runs along the line."""
    across = 0.0 if isinstance(anchor, ParallelRef) else 90.0
    leads = cos(radians(heading.azimuth_deg - across))
    return None if abs(leads) < cos(radians(67.5)) else 1 if leads > 0 else -1


def _box(anchor: ParallelRef | MeridianRef, case: Case, towards: int) -> BaseGeometry:
    """The side as a box of degrees about the text's countries."""
    scene, beyond = case.scene, anchor_rules().graticule.beyond_deg
    west, south, east, north = reach_deg(scene)
    west, east = max(west - beyond, scene.frame.lon - 179.0), min(east + beyond, scene.frame.lon + 179.0)
    south, north = max(south - beyond, -_POLE_DEG), min(north + beyond, _POLE_DEG)
    place = None if anchor.place is None else scene.atlas.place(anchor.place)
    if isinstance(anchor, ParallelRef):
        at = place.lat if place is not None else anchor.lat or 0.0
        return (
            shapely.box(west, at, east, max(north, at)) if towards > 0 else shapely.box(west, min(south, at), east, at)
        )
    lon = place.lon if place is not None else anchor.lon or 0.0
    lon += 360.0 * round((scene.frame.lon - lon) / 360.0)
    return (
        shapely.box(lon, south, max(east, lon), north)
        if towards > 0
        else shapely.box(min(west, lon), south, lon, north)
    )
