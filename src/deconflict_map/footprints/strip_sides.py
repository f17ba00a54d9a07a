"""The side of a line that is said → the ground on that side, as far as a strip may reach.

A country, division or zone is its own ground, and closes the strip at third countries; a town stands for the bank that
it lies on; compass sides and banks are told apart by the line's course. The edge of a zone has an inside and an
outside. The line's own error makes the ground beside it unsure.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely.geometry import Polygon

from deconflict_map.footprints.anchors import extent_of_anchor
from deconflict_map.footprints.banks import banks
from deconflict_map.footprints.parameters import rules
from deconflict_map.footprints.regions import NOTHING, LevelSet, areal, complement, limited, nested
from deconflict_map.footprints.rounds import direction
from deconflict_map.footprints.sides import facing, is_left, seen_from
from deconflict_map.footprints.tract import Refusal
from deconflict_map.footprints.wide_lines import wide
from deconflict_map.model.place import PlaceKind, ShapeForm
from deconflict_map.model.qualifier import Bank
from deconflict_map.model.relation import BankOf
from deconflict_map.units.heading import Heading

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from deconflict_map.footprints.extents import Extent
    from deconflict_map.footprints.strip_bases import Base
    from deconflict_map.footprints.tract import Case
    from deconflict_map.model.anchor import Anchor
    from deconflict_map.model.place import Place

# A side is looked at a little beyond the strip, so that its own edge there isn't taken for one of the strip.
_MARGIN_M = 1_000.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """The ground on a side: its levels (metres), what it is called, and what was assumed of it."""

    levels: LevelSet
    words: str
    records: tuple[Place, ...] = ()
    assumptions: tuple[str, ...] = ()


def ground_on(side: Anchor | Heading | Bank, base: Base, strip: BaseGeometry, case: Case) -> Ground | Refusal:
    """The part of `strip`, all that lies within reach of the base line, on the side that is said."""
    match side:
        case Heading():
            return _compass(side, base, strip, case)
        case Bank():
            return _bank(side, base, strip, case)
        case _:
            return _in_place(side, base, strip, case)


def edge_ground(base: Base, strip: BaseGeometry, *, inwards: bool) -> Ground | Refusal:
    """The part of `strip` inside or outside the zone whose edge the base line is."""
    if base.inside is None:
        return Refusal(reason=f"{base.name} has no inside")
    ground = with_error(_near(base.inside, strip, base.error_m), base.error_m)
    if inwards:
        return Ground(levels=ground, words="on land" if base.coast else "inside it")
    outside = complement(ground, universe=strip.buffer(base.error_m + _MARGIN_M, quad_segs=2))
    return Ground(levels=outside, words="at sea" if base.coast else "outside it")


def _in_place(anchor: Anchor, base: Base, strip: BaseGeometry, case: Case) -> Ground | Refusal:
    place = case.scene.atlas.place(anchor)
    if place is not None and place.kind is PlaceKind.COUNTRY:
        shape, error = country_about(place, strip, case), max(place.shape_error_m, base.error_m)
    else:
        found = extent_of_anchor(anchor, case)
        if isinstance(found, Refusal):
            return found
        if not _is_ground(found, place):
            return _towards(found, base, strip, case)
        shape, error = found.ground, max(found.error_m, base.error_m)
    near = _near(shape, strip, error)
    name = case.scene.atlas.name(anchor) if place is None else place.name
    if near.intersection(strip).is_empty:
        return Refusal(reason=f"{name} has no ground along {base.name}")
    records = () if place is None else (place,)
    return Ground(levels=with_error(near, error), words=f"in {name}", records=records)


def _is_ground(found: Extent, place: Place | None) -> bool:
    """Whether an anchor is a zone with a drawn edge; a town or point only tells a side."""
    town = place is not None and place.kind in {PlaceKind.POPULATED, PlaceKind.STRUCTURE, PlaceKind.RELIEF}
    return found.outlined and not town and int(shapely.get_dimensions(found.ground)) == 2


def country_about(place: Place, strip: BaseGeometry, case: Case) -> BaseGeometry:
    """The part of a country that a strip may lie in; far-off parts would only cost time."""
    shape = case.scene.lonlat_shape(place) if place.shape is ShapeForm.AREA else None
    if shape is None:
        return NOTHING
    bounds = case.scene.bounds_deg(around=strip, reach_m=5 * _MARGIN_M + 4 * place.shape_error_m)
    return areal(case.scene.frame.to_metric(shapely.clip_by_rect(shape, *bounds)))


def _near(ground: BaseGeometry, strip: BaseGeometry, error_m: float) -> BaseGeometry:
    """The part of a ground about a strip, cut well beyond what its error may move."""
    west, south, east, north = strip.bounds
    reach = 3 * error_m + _MARGIN_M
    window = shapely.box(west - reach, south - reach, east + reach, north + reach)
    return ground if window.covers(ground) else areal(ground.intersection(window))


def with_error(ground: BaseGeometry, error_m: float) -> LevelSet:
    """A ground whose edge may lie so far off: surely what lies that deep inside, possibly what lies that near."""
    if not error_m:
        return nested(core=ground, likely=ground, support=ground)
    plain = ground.simplify(error_m / 20)
    return nested(core=plain.buffer(-error_m, quad_segs=4), likely=ground, support=plain.buffer(error_m, quad_segs=4))


def _towards(found: Extent, base: Base, strip: BaseGeometry, case: Case) -> Ground | Refusal:
    """The bank on which a town or position lies."""
    course = base.course(case)
    if isinstance(course, Refusal):
        return course
    return _on_bank(base, strip, case, left=is_left(course, found.centre), words="on its side of the line")


def _compass(heading: Heading, base: Base, strip: BaseGeometry, case: Case) -> Ground | Refusal:
    if base.inside is not None and not base.coast:
        return _half(heading, base, strip, case)
    course = base.course(case)
    if isinstance(course, Refusal):
        return course
    reach = course.within_theatre(case.scene) if base.flows else (0.0, course.length_m)
    faces = facing(case.scene, course, reach, heading)
    if abs(faces.mean) < rules().side.least_facing:
        reason = f"{base.name} runs so nearly along the named direction that it has no {heading.word} side here"
        return Refusal(reason=reason)
    return _on_bank(base, strip, case, left=faces.mean > 0, words=f"{heading.word} of the line")


def _half(heading: Heading, base: Base, strip: BaseGeometry, case: Case) -> Ground | Refusal:
    """Outside a zone, on the compass side of its middle."""
    outside = edge_ground(base, strip, inwards=False)
    if isinstance(outside, Refusal) or base.inside is None:
        return outside
    middle = base.inside.centroid
    azimuth = case.scene.frame.grid_azimuth_deg(heading.azimuth_deg, x=middle.x, y=middle.y)
    out, aside = direction(azimuth), direction(azimuth + 90.0)
    far = 2.0 * float(np.hypot(*(np.array(strip.bounds[2:]) - np.array(strip.bounds[:2]))))
    at = np.array([middle.x, middle.y])
    corners = [at - aside * far, at + aside * far, at + (aside + out) * far, at + (out - aside) * far]
    half = Polygon(corners)
    levels = limited(outside.levels, core=half, likely=half, support=half)
    return Ground(levels=levels, words=f"{heading.word} of {base.name}")


def _bank(bank: Bank, base: Base, strip: BaseGeometry, case: Case) -> Ground | Refusal:
    if bank in {Bank.LEFT, Bank.RIGHT} and not base.flows:
        return Refusal(reason=f"left and right are those of somebody facing downstream, and {base.name} doesn't flow")
    course = base.course(case)
    if isinstance(course, Refusal):
        return course
    seen = seen_from(BankOf(ref=base.anchor, bank=bank, span=base.anchor.span), case, course)
    if isinstance(seen, Refusal):
        return seen
    left, why = seen
    found = _on_bank(base, strip, case, left=left, words=f"on its {bank.value} side")
    return found if isinstance(found, Refusal) else Ground(levels=found.levels, words=found.words, assumptions=why)


def _on_bank(base: Base, strip: BaseGeometry, case: Case, *, left: bool, words: str) -> Ground | Refusal:
    course = base.course(case)
    if isinstance(course, Refusal):
        return course
    both = banks(course, strip)
    ground = both.left if left else both.right
    if not base.error_m:
        return Ground(levels=nested(core=ground, likely=ground, support=ground), words=words)
    unsure = wide(case.scene.frame, base.line, base.error_m)
    levels = nested(core=ground.difference(unsure), likely=ground, support=ground.union(unsure))
    return Ground(levels=levels, words=words)
