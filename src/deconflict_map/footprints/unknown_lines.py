"""A line of which nobody knows the course → the ground that the words still bound, and nothing surer.

A line of contact runs somewhere in the countries that it parts or that the text is about; what lies within a distance
of it lies within that distance of them. No line is invented: core and likely stay empty, and it is said why.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import shapely

from deconflict_map.footprints.anchor_parameters import anchor_rules
from deconflict_map.footprints.extents import extent_of
from deconflict_map.footprints.point_parameters import point_rules
from deconflict_map.footprints.regions import NOTHING, areal, nested
from deconflict_map.footprints.rounds import widened
from deconflict_map.footprints.tract import Refusal, Tract, km, not_fixed
from deconflict_map.model.anchor import BorderRef, NamedLineRef, ObjectRef, RoadRef
from deconflict_map.model.place import PlaceKind, ShapeForm

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapely.geometry.base import BaseGeometry

    from deconflict_map.footprints.tract import Case
    from deconflict_map.model.anchor import Anchor
    from deconflict_map.model.article import Span
    from deconflict_map.model.place import Place


def is_unknown(anchor: Anchor, case: Case) -> bool:
    """Whether an anchor that has no ground is a line of its own, so that its surroundings can still be bounded."""
    place = case.scene.atlas.place(anchor)
    if place is not None:
        return place.shape is ShapeForm.NONE and (place.kind is PlaceKind.STREAM or _is_line_by_name(place))
    return isinstance(anchor, NamedLineRef | ObjectRef | RoadRef) or (
        isinstance(anchor, BorderRef) and anchor.as_of is not None
    )


def _is_line_by_name(place: Place) -> bool:
    """Whether a record without a shape is one of a line ("Line of Control"), no region with a default extent."""
    words = place.name.casefold().replace(",", " ").split()
    return place.kind is PlaceKind.REGION and any(word in words for word in anchor_rules().named_line.lines)


def ground_left(
    anchors: Sequence[Anchor], case: Case, *, span: Span, reach_m: float = 0.0, reason: str = ""
) -> Tract | Refusal:
    """The ground within `reach_m` of the countries or divisions that unknown lines part or lie in; support only."""
    names = " and ".join(dict.fromkeys(f"“{_name(anchor, case)}”" for anchor in anchors))
    unknown = reason or f"the course of {names} isn't known"
    sides = _sides(anchors, case)
    land = _land(sides, case)
    if land.is_empty:
        return Refusal(reason=unknown)
    where = " and ".join(place.name for place in sides) or "the countries or places that the text names"
    beyond = f", {km(reach_m)} beyond their edges too" if reach_m else ""
    step = case.step(
        point_rules().unknown_line,
        f"the course of {names} isn't known; all ground of {where} stays possible{beyond}",
        span=span,
        records=sides,
    )
    return Tract(
        region=nested(core=NOTHING, likely=NOTHING, support=widened(land, reach_m) if reach_m else land),
        steps=(step,),
        uncertainty=(not_fixed(None, unknown),),
        why_not=f"What lies by {names} can't be drawn: {unknown}.",
        what_would_change=(f"The course of {names} would replace this ground.",),
    )


def _name(anchor: Anchor, case: Case) -> str:
    return anchor.name if isinstance(anchor, NamedLineRef) else case.scene.atlas.name(anchor)


def _sides(anchors: Sequence[Anchor], case: Case) -> tuple[Place, ...]:
    """The places that the lines are said to part."""
    found: list[Place | None] = []
    for anchor in anchors:
        if isinstance(anchor, NamedLineRef):
            found += [case.scene.atlas.place(side) for side in anchor.between]
        elif isinstance(anchor, BorderRef):
            found += [case.scene.atlas.place(anchor.ref)]
            found += [None if anchor.other is None else case.scene.atlas.place(anchor.other)]
    return tuple({place.id: place for place in found if place is not None}.values())


def _land(sides: tuple[Place, ...], case: Case) -> BaseGeometry:
    """The ground of the sides, of the text's countries, or of the places that the text names at all."""
    scene = case.scene
    if sides:
        return shapely.union_all([extent_of(scene, place).ground for place in sides])
    land = scene.lands(scene.atlas.theatre)
    if not land.is_empty:
        return land
    named = dict.fromkeys(scene.atlas.named)
    return shapely.union_all([areal(extent_of(scene, place).ground) for place in named])
