"""A reading and a grid → the reading with nothing finer than the grid: positions, outlines, sizes, records and words.

What is drawn afterwards depends on the cells that things touch and on names alone. Records lose what would find their
exact place again: id, codes, population, other names. Sentences of ours keep no number, since numbers are worked out
from positions; words of the text lose distances and coordinates. Trade-off taken: candidates and reasons stay, coarse.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import unquote

from shapely.affinity import translate
from shapely.geometry import LineString, Point, Polygon

from deconflict_map.geodesy.measures import best
from deconflict_map.model.anchor import MeridianRef, ParallelRef, PositionRef
from deconflict_map.model.article import Span
from deconflict_map.model.claim import Measure, Stated
from deconflict_map.model.footprint import Cause, Ensemble, FootprintKind, Region, Uncertainty
from deconflict_map.model.relation import TravelTime
from deconflict_map.publishing.cells import cell_box, coarse, coarse_line, framed, inside, touched
from deconflict_map.publishing.masking import (
    distance_token,
    masks,
    position_mask,
    travel_masks,
    without_numbers,
    without_positions,
)
from deconflict_map.publishing.rewriting import edited, rewritten
from deconflict_map.publishing.walking import changed, changed_geometry, nodes_of
from deconflict_map.units.length import Length

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from shapely.geometry.base import BaseGeometry

    from deconflict_map.model.claim import Claim
    from deconflict_map.model.footprint import Footprint
    from deconflict_map.model.place import Place
    from deconflict_map.model.reading import Asked, Reading
    from deconflict_map.model.toponym import Resolution
    from deconflict_map.publishing.grid import Grid
    from deconflict_map.publishing.rewriting import Edit, Edited

    Cells = Callable[[BaseGeometry, Grid], BaseGeometry]

_HOUR_S = 3600.0
_TOUCHED, _BOXED = 2.0, 4.0
"""Sizes of the grid by which cells reach beyond an outline: a diagonal; around a rectangle one more, and the shift."""
_SHARE_DECIMALS = 2
"""Confidences are worked out from distances, among others: more decimals would tell of these (judgement)."""


def coarsened(reading: Reading, grid: Grid) -> Reading:
    """The reading in cells of the grid."""
    new = edited(reading.article.text, _edits(reading))
    coarse_claims = changed(reading.claims, lambda node: _coarse_node(node, grid))
    ids = _Aliases()
    resolutions = tuple(_coarse_resolution(one, ids, grid) for one in reading.resolutions)
    article = rewritten(replace(reading.article, text="", url=None), words=without_positions, span=new.span)
    url = reading.article.url
    shown = None if url is None or without_positions(unquote(url)) != unquote(url) else url
    notes = tuple(map(without_numbers, reading.article.notes))
    shifts = {claim.number: found for claim in reading.claims if (found := _shift(claim, grid)) is not None}
    footprints = tuple(
        _coarse_footprint(one, new, grid, next((shifts[number] for number in one.claims if number in shifts), None))
        for one in reading.footprints
    )
    return replace(
        reading,
        article=replace(article, text=new.text, url=shown, notes=notes),
        resolutions=tuple(_said(one, new) for one in resolutions),
        claims=tuple(_coarse_claim(one, new) for one in coarse_claims),
        footprints=footprints,
        undrawn=rewritten(reading.undrawn, words=without_numbers),
        unread=tuple(
            replace(
                one,
                span=new.span(one.span),
                stopped=new.span(Span(start=one.stopped, end=one.stopped)).start,
                reason=without_numbers(one.reason),
            )
            for one in reading.unread
        ),
        shapes=tuple((ids.of(place_id), coarse(shape, grid)) for place_id, shape in reading.shapes),
        spellings=(),
        asked=None if reading.asked is None else _coarse_asked(reading.asked, ids, grid),
    )


def _edits(reading: Reading) -> Iterator[Edit]:
    """All that is taken out of the text: what is found in it, and what was read from it."""
    text = reading.article.text
    yield from masks(text)
    for claim in reading.claims:
        yield from (position_mask(node.span) for node in nodes_of(claim.relation, PositionRef))
        yield from (position_mask(one.span) for one in nodes_of(claim.relation, ParallelRef) if one.place is None)
        yield from (position_mask(one.span) for one in nodes_of(claim.relation, MeridianRef) if one.place is None)
        for travel in nodes_of(claim.relation, TravelTime):
            yield from travel_masks(text, travel.span)


def _shift(claim: Claim, grid: Grid) -> tuple[float, float] | None:
    """Degrees that bring a claim's first coordinates to the centre of their cell; `None` without any.

    Where a place is told by coordinates they aren't public, other than where a named place lies. Parallels don't count:
    the grid's bands run along them, so that no number of cells tells one finer than one cell.
    """
    for position in nodes_of(claim.relation, PositionRef):
        lon, lat = grid.snapped(position.lon, position.lat)
        return lon - position.lon, lat - position.lat
    return (0.0, 0.0) if any(one.place is None for one in nodes_of(claim.relation, MeridianRef)) else None


class _Aliases:
    """Ids that say nothing, in the order in which places are met."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def of(self, place_id: str) -> str:
        """What stands for an id."""
        return self._known.setdefault(place_id, f"withheld-{len(self._known) + 1}")


def _coarse_place(place: Place, ids: _Aliases, grid: Grid) -> Place:
    lon, lat = grid.snapped(place.lon, place.lat)
    return replace(
        place,
        id=ids.of(place.id),
        lon=lon,
        lat=lat,
        feature="",
        division="",
        district="",
        population=0,
        local_name="",
        name=without_positions(place.name),
        shape_error_m=2.0 * grid.off_m if place.shape_error_m else 0.0,
    )


def _coarse_resolution(resolution: Resolution, ids: _Aliases, grid: Grid) -> Resolution:
    place = None if resolution.place is None else _coarse_place(resolution.place, ids, grid)
    candidates = tuple(
        replace(one, place=_coarse_place(one.place, ids, grid), score=round(one.score, _SHARE_DECIMALS))
        for one in resolution.candidates
    )
    return replace(
        resolution,
        place=place,
        confidence=round(resolution.confidence, _SHARE_DECIMALS),
        candidates=candidates,
        reason=without_numbers(resolution.reason),
        evidence=tuple(map(without_numbers, resolution.evidence)),
    )


def _said(resolution: Resolution, new: Edited) -> Resolution:
    """A resolution whose toponym stands in the new text."""
    toponym = rewritten(resolution.toponym, words=without_positions, span=new.span)
    words = new.text[toponym.span.start : toponym.span.end]
    return replace(resolution, toponym=replace(toponym, text=words))


def _coarse_claim(claim: Claim, new: Edited) -> Claim:
    spoken = rewritten(claim, words=without_positions, span=new.span)
    return replace(spoken, notes=tuple(map(without_numbers, spoken.notes)))


def _coarse_asked(asked: Asked, ids: _Aliases, grid: Grid) -> Asked:
    area = None if asked.inside is None else _coarse_resolution(asked.inside, ids, grid)
    return replace(asked, inside=area, assumptions=tuple(map(without_numbers, asked.assumptions)))


def _coarse_node(node: object, grid: Grid) -> object:  # noqa: PLR0911 -- one arm a kind of node
    """A node of a relation with its numbers coarsened."""
    step_m = grid.off_m
    match node:
        case Length():
            return _coarse_length(node, step_m)
        case ParallelRef(lat=float() as lat):
            return replace(node, lat=grid.snapped(0.0, lat)[1], precision_deg=_degrees(step_m))
        case MeridianRef(lon=float() as lon):
            return replace(node, lon=grid.snapped(lon, 0.0)[0], precision_deg=_degrees(step_m))
        case PositionRef(lon=lon, lat=lat):
            east, north = grid.snapped(lon, lat)
            return replace(node, lon=east, lat=north, precision_m=step_m)
        case TravelTime(least_s=least, most_s=most):
            return replace(node, least_s=_floor(least, _HOUR_S), most_s=_ceiling(most, _HOUR_S))
        case Stated(measure=measure, least=least, most=most):
            step = step_m**2 if measure is Measure.AREA else step_m
            return replace(node, least=_floor(least, step), most=_ceiling(most, step))
        case _:
            return node


def _degrees(metres: float) -> float:
    return math.ceil(metres / 111_000.0 * 100.0) / 100.0


def _coarse_length(length: Length, step_m: float) -> Length:
    return replace(
        length,
        metres=_ceiling(length.metres, step_m),
        least_m=_floor(length.least_m, step_m),
        most_m=_ceiling(length.most_m, step_m),
        precision_m=step_m,
        words=distance_token(),
    )


def _floor(value: float, step: float) -> float:
    return math.floor(value / step) * step if math.isfinite(value) else value


def _ceiling(value: float, step: float) -> float:
    return math.ceil(value / step) * step if math.isfinite(value) else value


def _coarse_footprint(footprint: Footprint, new: Edited, grid: Grid, shift: tuple[float, float] | None) -> Footprint:
    first_time = all(part.cause is not Cause.COARSENED for part in footprint.uncertainty)
    cells = touched
    if shift is not None and first_time:
        footprint, cells = _shifted(footprint, *shift), framed
    point = best(footprint) if footprint.kind is FootprintKind.POINT else None
    region = None if footprint.region is None else _coarse_region(footprint.region, grid, cells, point)
    ensemble = None if footprint.ensemble is None else _coarse_ensemble(footprint.ensemble, grid, cells)
    steps = tuple(
        replace(step, span=new.span(step.span), effect=without_numbers(step.effect), records=(), assumptions=())
        for step in footprint.steps
    )
    return replace(
        footprint,
        title=without_positions(footprint.title),
        region=region,
        ensemble=ensemble,
        why_not=without_numbers(footprint.why_not),
        uncertainty=_coarse_uncertainty(footprint, grid, boxed=cells is framed),
        steps=steps,
        what_would_change=tuple(map(without_numbers, footprint.what_would_change)),
        findings=tuple(map(without_numbers, footprint.findings)),
    )


def _shifted(footprint: Footprint, east: float, north: float) -> Footprint:
    """The footprint with all its geometry moved by degrees."""

    def moved(geometry: BaseGeometry) -> BaseGeometry:
        return translate(geometry, east, north)

    return changed_geometry(footprint, moved)


def _coarse_region(region: Region, grid: Grid, cells: Cells, point: BaseGeometry | None) -> Region:
    """The three levels in cells: what may be as all cells touched, what is sure as those that lie wholly in it."""
    support, likely = cells(region.support, grid), cells(region.likely, grid)
    if isinstance(point, Point) and not point.is_empty:
        cell = cell_box(point.x, point.y, grid)
        return Region(core=Polygon(), likely=cell, support=support.union(cell).normalize())
    core = inside(region.core, grid) if cells is touched else Polygon()
    return Region(core=core, likely=likely, support=support)


def _coarse_ensemble(ensemble: Ensemble, grid: Grid, cells: Cells) -> Ensemble:
    lines = ensemble.members if cells is touched else ()
    members = [coarse_line(member, grid) for member in lines]
    ends = LineString([ensemble.median.coords[0], ensemble.median.coords[-1]])
    return Ensemble(
        median=coarse_line(ensemble.median if cells is touched else ends, grid),
        band50=cells(ensemble.band50, grid),
        band90=cells(ensemble.band90, grid),
        members=tuple({member.wkb: member for member in members}.values()),
        start=_coarse_region(ensemble.start, grid, cells, None),
        end=_coarse_region(ensemble.end, grid, cells, None),
    )


def _coarse_uncertainty(footprint: Footprint, grid: Grid, *, boxed: bool) -> tuple[Uncertainty, ...]:
    own = tuple(
        replace(
            part,
            metres=None if part.metres is None else _ceiling(part.metres, grid.off_m),
            text=without_numbers(part.text),
        )
        for part in footprint.uncertainty
    )
    if any(part.cause is Cause.COARSENED for part in footprint.uncertainty):
        return own
    text = f"coarsened for publishing to a grid of {grid.km:g} km"
    why = f"{text}; told by coordinates, it is drawn as the rectangle around it" if boxed else text
    metres = (_BOXED if boxed else _TOUCHED) * grid.off_m
    return (*own, Uncertainty(cause=Cause.COARSENED, metres=metres, text=why))
