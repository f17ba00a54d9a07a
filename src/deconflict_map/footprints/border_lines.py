"""A border or coast that the words name → its line in metres, from the base data's borders and outlines.

Where one country alone is named, the neighbour that the text names most is meant, and told; where it names none, all of
the country's land borders are. Borders of divisions and regions are what two outlines share.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import shapely

from deconflict_map.footprints.anchor_parameters import anchor_rules
from deconflict_map.footprints.extents import extent_of
from deconflict_map.footprints.regions import linear
from deconflict_map.footprints.tract import Refusal
from deconflict_map.model.place import PlaceKind

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from deconflict_map.footprints.scene import Atlas, Scene
    from deconflict_map.footprints.tract import Case
    from deconflict_map.model.anchor import BorderRef, CoastRef
    from deconflict_map.model.place import Place


_ASHORE = frozenset({PlaceKind.COUNTRY, PlaceKind.DIVISION, PlaceKind.REGION, PlaceKind.POPULATED, PlaceKind.STRUCTURE})
"""Kinds whose coast is a part of their country's; islands and lakes have a shore of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnLine:
    """A line in metres, maybe in pieces; what it is called, how far it may be off, and what was assumed."""

    line: BaseGeometry
    id: str
    name: str
    error_m: float
    records: tuple[Place, ...] = ()
    assumptions: tuple[str, ...] = ()


def border_line(anchor: BorderRef, case: Case) -> DrawnLine | Refusal:
    """The border that is meant."""
    scene = case.scene
    place = scene.atlas.place(anchor.ref)
    other = None if anchor.other is None else scene.atlas.place(anchor.other)
    if place is None or (anchor.other is not None and other is None):
        return Refusal(reason="the place isn't known")
    assumptions: tuple[str, ...] = ()
    if other is None and place.kind is PlaceKind.COUNTRY:
        other = neighbour_meant(scene.atlas, place)
        if other is not None:
            meant = f"the border of {place.name} with {other.name} is meant: no neighbour of it is named more"
            assumptions = (meant,)
    if anchor.as_of is not None:
        assumptions = (*assumptions, f"today's border stands for that of {anchor.as_of.text}")
    line = _line(scene, place, other)
    if line.is_empty:
        beside = "" if other is None else f" with {other.name}"
        return Refusal(reason=f"no land border of {place.name}{beside} is known")
    records = (place,) if other is None else (place, other)
    return DrawnLine(
        line=line,
        id="-".join(["border", *(record.id for record in records)]),
        name=f"the border of {' and '.join(record.name for record in records)}",
        error_m=max(_error_m(record) for record in records),
        records=records,
        assumptions=assumptions,
    )


def coast_line(anchor: CoastRef, case: Case) -> DrawnLine | Refusal:
    """The coast of a country, the shore of a lake or island; of a sea, the coast of the text's countries."""
    scene = case.scene
    place = scene.atlas.place(anchor.ref)
    if place is None:
        return Refusal(reason="the place isn't known")
    if place.kind is PlaceKind.SEA:
        codes = scene.atlas.theatre
    elif place.kind in _ASHORE and place.country:
        codes = (place.country,)
    else:
        codes = ()
    if not codes:
        shore = linear(extent_of(scene, place).ground.boundary)
    else:
        shore = shapely.union_all([_coast(scene, code) for code in codes])
    if codes and place.kind not in {PlaceKind.COUNTRY, PlaceKind.SEA}:
        ground = extent_of(scene, place)
        # A town by the sea has a coast of its own as far as it reaches, and the next few kilometres of it.
        near = anchor_rules().border.shared_m if ground.outlined else anchor_rules().coast.town_m
        shore = linear(shore.intersection(ground.ground.buffer(ground.error_m + near)))
    if shore.is_empty:
        return Refusal(reason=f"no coast of {place.name} is known")
    return DrawnLine(
        line=shore, id=f"coast-{place.id}", name=f"the coast of {place.name}", error_m=_error_m(place), records=(place,)
    )


def neighbour_meant(atlas: Atlas, place: Place) -> Place | None:
    """The neighbour of a country that the text names most; `None` where it names none."""
    named = [code for code in atlas.gazetteer.neighbours(place.country) if atlas.mentions[code]]
    return atlas.country(min(named, key=lambda code: (-atlas.mentions[code], code))) if named else None


def _line(scene: Scene, place: Place, other: Place | None) -> BaseGeometry:
    countries = {PlaceKind.COUNTRY}
    if other is None:
        if place.kind in countries:
            return _land_borders(scene, place.country)
        return linear(extent_of(scene, place).ground.boundary)
    whole = scene.border(place.country, other.country) if place.country != other.country else None
    if place.kind in countries and other.kind in countries:
        return shapely.LineString() if whole is None else whole
    shared = _shared(scene, place, other)
    if whole is None or whole.is_empty:
        return shared
    # A division or region on the border of two countries: the part of that border that lies on its edge.
    parts = [extent_of(scene, side) for side in (place, other) if side.kind not in countries]
    for part in parts:
        whole = linear(whole.intersection(part.ground.buffer(part.error_m + anchor_rules().border.shared_m)))
    return shared if whole.is_empty else whole


def _shared(scene: Scene, place: Place, other: Place) -> BaseGeometry:
    """What two outlines share, where they were drawn apart, too."""
    one, two = extent_of(scene, place), extent_of(scene, other)
    margin = anchor_rules().border.shared_m + max(one.error_m, two.error_m)
    return shapely.line_merge(linear(one.ground.boundary.intersection(two.ground.buffer(margin))))


def _land_borders(scene: Scene, code: str) -> BaseGeometry:
    lines = [scene.border(code, other) for other in scene.atlas.gazetteer.neighbours(code)]
    known = [line for line in lines if line is not None and not line.is_empty]
    return shapely.line_merge(shapely.union_all(known)) if known else shapely.LineString()


def _coast(scene: Scene, code: str) -> BaseGeometry:
    outline = linear(shapely.boundary(scene.land(code)))
    borders = _land_borders(scene, code)
    clear = outline if borders.is_empty else outline.difference(borders.buffer(anchor_rules().coast.clear_m))
    return shapely.line_merge(linear(clear))


def _error_m(place: Place) -> float:
    return max(place.shape_error_m, 0.0)
