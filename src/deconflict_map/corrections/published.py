"""A drawn reading and the courses that corrections hand over → the reading with these beside what the words say.

Nothing that was drawn from the words changes; how far the two lie apart is told. A claim that the words couldn't draw
gets a mark that holds the published course alone. Of several courses for one mark the last stands. Refuses nothing.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import shapely

from deconflict_map.geodesy import LocalFrame, middle
from deconflict_map.geodesy.measures import best
from deconflict_map.geodesy.separation import separation
from deconflict_map.model.claim import ObjectKind
from deconflict_map.model.correction import CorrectionKind
from deconflict_map.model.footprint import Footprint, FootprintKind, Published

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from deconflict_map.model.correction import ClaimCorrection, Corrected, Corrections
    from deconflict_map.model.reading import Reading

_MOST = 0.995
"""From here on all of it is told to be inside (judgement: arithmetic loses a few metres at the edge)."""


def draw_published(reading: Reading, corrections: Corrections) -> Reading:
    """The reading with the courses of those corrections that were applied, and what is told of each."""
    told = list(reading.corrected)
    rows = [row for row, one in enumerate(told) if one.kind is CorrectionKind.CLAIM]
    for row, correction in zip(rows, corrections.claims, strict=True):
        number = told[row].claim
        if correction.course is None or not told[row].applied or number is None:
            continue
        if reading.claims[number - 1].withdrawn:
            told[row] = replace(told[row], told=f"{told[row].told}; its course isn't drawn, since it is withdrawn")
        else:
            reading, given = _drawn(reading, correction, number)
            told[row] = _told(told[row], given)
    return replace(reading, corrected=tuple(told))


def _told(one: Corrected, given: Published) -> Corrected:
    return replace(one, told="; ".join((one.told, *given.told)))


def _drawn(reading: Reading, correction: ClaimCorrection, number: int) -> tuple[Reading, Published]:
    course = correction.course
    if course is None:  # asked for before
        raise AssertionError(number)
    given = Published(geometry=course.geometry, source=course.source, licence=course.licence, by=correction.credit.by)
    place = next((at for at, one in enumerate(reading.footprints) if number in one.claims), None)
    if place is None:
        return _alone(reading, given, number), given
    footprint = reading.footprints[place]
    given = replace(given, told=_apart(footprint, course.geometry))
    changed = replace(footprint, published=given)
    footprints = (*reading.footprints[:place], changed, *reading.footprints[place + 1 :])
    return replace(reading, footprints=footprints), given


def _alone(reading: Reading, given: Published, number: int) -> Reading:
    """The reading with a mark for a claim that the words couldn't draw."""
    claim = reading.claims[number - 1]
    kind = FootprintKind.LINE if claim.located.kind is ObjectKind.LINE else FootprintKind.ZONE
    why = next((one.reason for one in reading.undrawn if one.claim == number), "nothing was drawn from the words")
    mark = Footprint(
        id=f"{kind.value}-{len(reading.footprints) + 1}",
        title=claim.located.text,
        kind=kind,
        claims=(number,),
        region=None,
        ensemble=None,
        drawable=False,
        why_not=why,
        uncertainty=(),
        steps=(),
        published=given,
    )
    undrawn = tuple(one for one in reading.undrawn if one.claim != number)
    return replace(reading, footprints=(*reading.footprints, mark), undrawn=undrawn)


def _apart(footprint: Footprint, course: BaseGeometry) -> tuple[str, ...]:
    """How far a course lies from what the words say, in sentences."""
    wide, name = _widest(footprint)
    if wide is None or wide.is_empty:
        return ()
    west, south, east, north = shapely.total_bounds([wide, course]).tolist()
    frame = LocalFrame(*middle(((west, south), (east, north))))
    ground, line = (_metric(shape, frame) for shape in (wide, course))
    told = [_inside(line, ground, name)]
    central = best(footprint)
    if central is not None:
        found = separation(_metric(central, frame), line, frame)
        far, mean = (f"{metres / 1000:,.1f} km" for metres in (found.farthest_m, found.mean_m))
        told.append(f"it lies {mean} on average and {far} at most from what the words say best")
    return tuple(told)


def _widest(footprint: Footprint) -> tuple[BaseGeometry | None, str]:
    if footprint.ensemble is not None:
        return footprint.ensemble.band90, "the 90 % band that is drawn from the words"
    return (None if footprint.region is None else footprint.region.support), "what the words leave possible"


def _metric(shape: BaseGeometry, frame: LocalFrame) -> BaseGeometry:
    moved = frame.to_metric(shape)
    return moved if shapely.is_valid(moved) else shapely.make_valid(moved)


def _inside(course: BaseGeometry, ground: BaseGeometry, name: str) -> str:
    common = course.intersection(ground)
    share = common.area / course.area if course.area else common.length / course.length
    if share >= _MOST:
        return f"it lies within {name}"
    if share < 1.0 - _MOST:
        return f"it lies outside of {name}"
    return f"{share:.0%} of it lies within {name}".replace("%", " %", 1)
