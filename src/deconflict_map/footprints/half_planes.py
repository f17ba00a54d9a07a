"""North of a parallel, east of a meridian → all ground on that side, exact as the number is, wherever on Earth it lies.

The line is one of constant latitude or longitude, never a geodesic. The number is taken as it stands, as treaties mean
it; how far it would be off if it were a rounded one is told, not drawn. Where other words bound the ground, the whole
side counts; where none do, it is that of the text's countries, or the cap about a pole. Refuses a direction along the
line; a side that nothing bounds isn't drawn.
"""

from __future__ import annotations

from math import cos, radians
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely.geometry import Polygon

from deconflict_map.footprints.anchor_parameters import anchor_rules
from deconflict_map.footprints.anchors import line_of_anchor
from deconflict_map.footprints.extents import extent_of
from deconflict_map.footprints.regions import NOTHING, areal, nested, uniform
from deconflict_map.footprints.tract import Refusal, Tract, base_data, km, language
from deconflict_map.model.anchor import MeridianRef, ParallelRef

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from deconflict_map.footprints.scene import Scene
    from deconflict_map.footprints.tract import Case
    from deconflict_map.model.place import Place
    from deconflict_map.model.relation import SideOf
    from deconflict_map.units.heading import Heading

_DEGREE_M = 111_195.0
"""A degree of a great circle on the mean sphere, metres."""
_MOST_LAT = 89.99
# A side reaches this far round the Earth from the plane's centre; beyond, the plane tears (`geodesy.frame`).
_ROUND_DEG = 150.0
_FAR_M = 17_000_000.0
# Steps of a parallel or meridian near the plane's centre and away from it: s of a parallel strays by s²·R·sin 2φ/16
# from the great circle, 8 m at most for 0.25°, 30 m for 0.5°. An edge that nobody named needs no more than 2°.
_FINE_DEG, _COARSE_DEG, _OUTER_DEG, _NEAR_DEG = 0.25, 0.5, 2.0, 30.0


def half_plane(relation: SideOf, anchor: ParallelRef | MeridianRef, case: Case) -> Tract | Refusal:
    """The ground on a side of a parallel or meridian."""
    line = line_of_anchor(anchor, case)
    at = degrees_of(anchor, case)
    if isinstance(line, Refusal):
        return line
    if at is None:
        return Refusal(reason="which one is meant isn't said")
    towards = _towards(anchor, relation.heading)
    if towards is None:
        return Refusal(reason=f"{line.name} has no {relation.heading.word} side")
    side = side_of_degree(case.scene, anchor, at, towards)
    ground, where = _bounded(side, anchor, at, towards, case.scene)
    region, why_not = uniform(ground), ""
    if ground.is_empty:
        # Other words may still bound it; alone, only its neighbourhood can be shown.
        about = shapely.Point(0.0, 0.0).buffer(anchor_rules().graticule.open_deg * _DEGREE_M)
        region = nested(core=NOTHING, likely=NOTHING, support=side.intersection(about))
        why_not = f"how far {relation.heading.word} of {line.name} is meant, and in which country, isn't said"
    rounded = anchor.precision_deg * _DEGREE_M
    step = case.step(
        anchor_rules().graticule,
        f"all ground {relation.heading.word} of {line.name}{where}",
        span=relation.span,
        records=line.records,
        assumptions=(f"{line.name} is meant exactly",),
    )
    return Tract(
        region=region,
        why_not=why_not,
        open_side=uniform(side),
        steps=(step,),
        uncertainty=(
            language(None, f"if the number is a rounded one, the line may lie {km(rounded)} off"),
            base_data(line.error_m, f"{line.name} is drawn to about {km(line.error_m)}"),
        ),
    )


def degrees_of(anchor: ParallelRef | MeridianRef, case: Case) -> float | None:
    """The latitude or longitude that is meant, degrees; `None` where the words don't fix it."""
    if anchor.place is None:
        return anchor.lat if isinstance(anchor, ParallelRef) else anchor.lon
    place = case.scene.atlas.place(anchor.place)
    if place is None:
        return None
    return place.lat if isinstance(anchor, ParallelRef) else place.lon


def side_of_degree(scene: Scene, anchor: ParallelRef | MeridianRef, at: float, towards: int) -> BaseGeometry:
    """All ground on a side of a parallel or meridian, in the scene's plane; `towards` is 1 for north or east."""
    if isinstance(anchor, MeridianRef):
        lon = at + 360.0 * round((scene.frame.lon - at) / 360.0)
        west, east = scene.frame.lon - _ROUND_DEG, scene.frame.lon + _ROUND_DEG
        near, far = (max(lon, west), east) if towards > 0 else (min(lon, east), west)
        return Polygon(scene.frame.metric_xy(np.vstack([_meridian(near, scene.frame.lat), _round(near, far)])))
    ring = Polygon(scene.frame.metric_xy(_parallel(scene.frame.lon, at)))
    # The ring's inside is the side without the point opposite the plane's centre, which lies at infinity.
    opposite = -scene.frame.lat
    if (opposite > at) == (towards > 0):
        return areal(shapely.Point(0.0, 0.0).buffer(_FAR_M, quad_segs=64).difference(areal(ring)))
    return areal(ring)


def _parallel(centre_lon: float, lat: float) -> NDArray[np.float64]:
    """A parallel all the way round `(n, 2)`, finer near the plane's centre."""
    near = np.arange(-_NEAR_DEG, _NEAR_DEG, _FINE_DEG)
    far = np.arange(_NEAR_DEG, 360.0 - _NEAR_DEG, _COARSE_DEG)
    lon = centre_lon + np.concatenate([near, far])
    return np.column_stack([lon, np.full_like(lon, lat)])


def _meridian(lon: float, centre_lat: float) -> NDArray[np.float64]:
    """A meridian from the south to the north `(n, 2)`, finer near the plane's centre."""
    fine = np.arange(centre_lat - _NEAR_DEG, centre_lat + _NEAR_DEG, _FINE_DEG)
    lat = np.union1d(np.arange(-_MOST_LAT, _MOST_LAT, _COARSE_DEG), fine[np.abs(fine) < _MOST_LAT])
    lat = np.append(lat, _MOST_LAT)
    return np.column_stack([np.full_like(lat, lon), lat])


def _round(near: float, far: float) -> NDArray[np.float64]:
    """From the north end of a meridian to its south end `(n, 2)` by way of another one, round both poles."""
    across, down = (
        np.linspace(first, last, max(2, round(abs(last - first) / _OUTER_DEG)))
        for first, last in ((near, far), (_MOST_LAT, -_MOST_LAT))
    )
    lon = np.concatenate([across, np.full_like(down, far), across[::-1]])
    return np.column_stack(
        [lon, np.concatenate([np.full_like(across, _MOST_LAT), down, np.full_like(across, -_MOST_LAT)])]
    )


def _bounded(
    side: BaseGeometry, anchor: ParallelRef | MeridianRef, at: float, towards: int, scene: Scene
) -> tuple[BaseGeometry, str]:
    """The part of a side in the text's countries; without them the cap about a pole; and where that is."""
    places = [place for code in scene.atlas.theatre if (place := scene.atlas.country(code)) is not None]
    lands = [land for place in places if not (land := _land(scene, place, anchor, at, towards)).is_empty]
    if lands:
        land = lands[0] if len(lands) == 1 else areal(shapely.union_all(lands))
        return land, " in the text's countries"
    polar = isinstance(anchor, ParallelRef) and at * towards >= anchor_rules().graticule.polar_deg
    return (side, " about the pole") if polar else (NOTHING, "")


def _land(scene: Scene, country: Place, anchor: ParallelRef | MeridianRef, at: float, towards: int) -> BaseGeometry:
    """The part of a country on a side: cut in degrees, where both the line and the outline's edges are straight."""
    shape = scene.lonlat_shape(country)
    if shape is None:
        ground = extent_of(scene, country).ground
        return areal(ground.intersection(side_of_degree(scene, anchor, at, towards)))
    west, south, east, north = shape.bounds
    if isinstance(anchor, ParallelRef):
        box = (west, max(at, south), east, north) if towards > 0 else (west, south, east, min(at, north))
    else:
        lon = at + 360.0 * round((scene.frame.lon - at) / 360.0)
        box = (max(lon, west), south, east, north) if towards > 0 else (west, south, min(lon, east), north)
    if box[0] >= box[2] or box[1] >= box[3]:
        return NOTHING
    cut = scene.frame.to_metric(shapely.clip_by_rect(shape, *box))
    if cut.is_valid:
        return areal(cut)
    # About a pole the plane folds what degrees keep apart; there the ground is cut in the plane, once mended.
    return areal(extent_of(scene, country).ground.intersection(side_of_degree(scene, anchor, at, towards)))


def _towards(anchor: ParallelRef | MeridianRef, heading: Heading) -> int | None:
    """1 for north or east, -1 for south or west, `None` where the direction runs along the line."""
    across = 0.0 if isinstance(anchor, ParallelRef) else 90.0
    leads = cos(radians(heading.azimuth_deg - across))
    return None if abs(leads) < cos(radians(67.5)) else 1 if leads > 0 else -1
