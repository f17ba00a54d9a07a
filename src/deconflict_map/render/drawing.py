"""A reading and a base map → the map itself as SVG, by our own hand: ground, marks, numbers and names.

It needs no browser, no script and no style sheet: colours, dashes and patterns are attributes, so that it survives
being sanitised. Geometry is clipped to the drawing. Text is escaped and made visible; nothing else of a reading is
written. What the drawing shows is told with it, so that its legend names that and nothing else.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import shapely

from deconflict_map.model.basemap import BaseLayer
from deconflict_map.model.claim import Status
from deconflict_map.model.footprint import Level
from deconflict_map.model.mark import levels, place_marks
from deconflict_map.render.asserted import heading_deg, label_point, side_deg
from deconflict_map.render.chart import chart_of, clipped, parts_of, path
from deconflict_map.render.course import Course, course_of
from deconflict_map.render.ground import spots
from deconflict_map.render.inks import INK, PAPER, RULE, SEA, course_style, ground_style, ink, mark_style
from deconflict_map.render.layering import MarkLayer, layer_of
from deconflict_map.render.own import draw_own
from deconflict_map.render.placing import COUNTRY, PLACE, WATER, WIDE, Labels, Pointer, Sheet, Sign
from deconflict_map.render.records import UNSURE
from deconflict_map.render.records import WIDE as WIDE_KINDS
from deconflict_map.render.scene import opening_bounds

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shapely.geometry.base import BaseGeometry

    from deconflict_map.model.basemap import BaseFeature, BaseMap
    from deconflict_map.model.footprint import Footprint
    from deconflict_map.model.mark import PlaceMark
    from deconflict_map.model.reading import Reading
    from deconflict_map.render.chart import Chart
    from deconflict_map.render.lettering import Face, Hand

LOWEST_PX, TALLEST_PX = 430.0, 820.0
_SEAM_DEG = 1e-6
_MANY = 400
"""From here on places are drawn at half their size: a crowd of full dots would hide the marks (judgement)."""
_THIN = 0.16
"""A zone as wide as the view is tinted lightly, so that several of them stay readable; as on the page (judgement)."""
_LEAST_THIN = 0.4
"""Paler than this, levels couldn't be told apart in print (judgement)."""


@dataclass(kw_only=True)
class Plate:
    """A map as SVG in a frame of its own, and what it shows."""

    chart: Chart
    bounds: tuple[float, float, float, float]
    """`(west, south, east, north)` of the opening view, in degrees."""
    svg: str = ""
    shown: set[tuple[MarkLayer, Level]] = field(default_factory=set)
    courses: set[Course] = field(default_factory=set)
    ground: set[BaseLayer] = field(default_factory=set)
    numbered: set[str] = field(default_factory=set)
    """Ids of the marks whose number stands on it."""
    placed: set[str] = field(default_factory=set)
    """Ids of the places that are drawn on it."""
    unnamed: list[str] = field(default_factory=list)
    """Names of such places for which there was no room."""
    own: tuple[int, ...] = ()
    """Which of a user's own layers are in view."""
    signs: set[str] = field(default_factory=set)
    """`?`, `×` and `↑` as far as numbers bear them, `dot` and `hollow` as far as places are drawn so."""


def draw_map(
    reading: Reading,
    basemap: BaseMap,
    *,
    width: float,
    hand: Hand,
    heights: tuple[float, float] = (LOWEST_PX, TALLEST_PX),
    numbered: bool = True,
) -> Plate:
    """The map of a reading's opening view, `width` pixels wide and between two `heights`.

    Patterns are named but not defined in it. Where nothing stands beside the map that numbers could point to, they are
    left out (`numbered`).
    """
    bounds = opening_bounds(reading)
    lowest, tallest = heights
    chart = chart_of(bounds, width=width, lowest=lowest, tallest=tallest)
    plate = Plate(chart=chart, bounds=bounds)
    labels = Labels(Sheet(width=chart.width, height=chart.height, hand=hand))
    labels.block((chart.width - 44, 0, chart.width, 56))  # the north arrow
    labels.block((0, chart.height - 44, min(190.0, 0.42 * chart.width), chart.height))  # the scale bar
    ground = draw_ground(basemap, plate)
    added, plate.own = draw_own(basemap.own, chart)
    marks = "".join(_footprints(reading, plate))
    dots = "".join(_places(reading, plate, labels))
    wide = _place_names(reading, plate, labels)
    if numbered:
        _numbers(reading, plate, labels)
    _wide_names(wide, plate, labels)
    name_ground(basemap, plate, labels, taken={mark.place.name for mark in place_marks(reading) if mark.drawn})
    sea = f'<path d="M0 0H{chart.width:g}V{chart.height:g}H0Z" fill="{SEA}"/>'
    plate.svg = "".join((sea, ground, added, marks, dots, *labels.written))
    return plate


def draw_ground(basemap: BaseMap, plate: Plate) -> str:
    """The base map as SVG; what of it is in view is noted on the plate."""
    drawn = list[str]()
    for layer in BaseLayer:
        style = ground_style(layer)
        drawn += [_ground_path(item, style, plate) for item in basemap.features if style and item.layer is layer]
        if layer is BaseLayer.WORLD:  # where the scene has its own outlines, the coarse ones would stand beside them
            drawn += [path(plate.chart.pixels(shapely.box(*box)), f'fill="{SEA}"') for box in _sheets(basemap)]
    return "".join(drawn)


def _sheets(basemap: BaseMap) -> tuple[tuple[float, float, float, float], ...]:
    known = any(feature.layer is BaseLayer.COUNTRY for feature in basemap.features)
    return basemap.detailed if known else ()


def _ground_path(feature: BaseFeature, style: str, plate: Plate) -> str:
    chart, shape = plate.chart, feature.geometry
    if feature.layer is BaseLayer.DIVISION and shapely.get_dimensions(shape) == 2:
        return ""  # the net of divisions would say more than the marks
    drawn = path(chart.pixels(shape), style)
    if drawn:
        plate.ground.add(feature.layer)
    if feature.layer is BaseLayer.WORLD:
        seams = shapely.MultiLineString([[(lon, -90), (lon, 90)] for lon in (-180, 180)]).buffer(_SEAM_DEG)
        drawn += path(chart.pixels(shape.boundary.difference(seams)), f'fill="none" stroke="{RULE}" stroke-width=".5"')
    return drawn


def _footprints(reading: Reading, plate: Plate) -> list[str]:
    drawn = []
    for footprint in sorted(reading.footprints, key=lambda item: -max((g.area for _, g in levels(item)), default=0.0)):
        layer = layer_of(footprint, reading)
        shapes = [(level, plate.chart.pixels(geometry)) for level, geometry in levels(footprint)]
        thin = 1.0 if footprint.ensemble else _thinned((shape for _, shape in shapes), plate)
        course = course_of(footprint, reading) or Course.INFERRED
        for level, shape in shapes:
            best = level is Level.BEST
            steps = path(shape, course_style(layer, course) if best else mark_style(layer, level, thin=thin))
            plate.courses |= {course} if steps and best else set()
            if steps and best:
                drawn.append(path(shape, f'fill="none" stroke="{PAPER}" stroke-opacity=".75" stroke-width="6"'))
            if steps:
                plate.shown.add((layer, level))
                drawn.append(steps)
    return drawn


def _thinned(shapes: Iterable[BaseGeometry], plate: Plate) -> float:
    """How strongly a zone is tinted: the less, the more of the view it covers."""
    share = max((shape.area for shape in shapes), default=0.0) / (plate.chart.width * plate.chart.height)
    return min(1.0, max(_LEAST_THIN, _THIN / math.sqrt(max(share, 1e-9))))


def _numbers(reading: Reading, plate: Plate, labels: Labels) -> None:
    for footprint in reading.footprints:
        at = label_point(footprint, plate.bounds)
        point = None if at is None else plate.chart.point(*at)
        if point is None:
            continue
        plate.numbered.add(footprint.id)
        layer, pointer = layer_of(footprint, reading), mark_pointer(footprint, reading)
        labels.number(point, number_words(footprint, reading), ink(layer), pointer=pointer)
        plate.signs |= set(number_words(footprint, reading)) & {"?", "×"}
        plate.signs |= set() if pointer is None else {pointer.sign.value}


def number_words(footprint: Footprint, reading: Reading) -> str:
    """What stands in a mark's number: its claims, “?” where only one side claims it, “×” where somebody denies it."""
    claims = [reading.claims[number - 1] for number in footprint.claims]
    doubt = any(claim.status in {Status.CLAIMED, Status.DISPUTED} for claim in claims)
    denied = doubt and any(claim.status is Status.DISPUTED or claim.denials for claim in claims)
    negated = layer_of(footprint, reading) is MarkLayer.NEGATED
    return "·".join(str(claim.number) for claim in claims) + "?" * doubt + "×" * (denied or negated)


def mark_pointer(footprint: Footprint, reading: Reading) -> Pointer | None:
    """Where what is planned goes, or on which side of a line something is said to be."""
    claims = [reading.claims[number - 1] for number in footprint.claims]
    heading = heading_deg(claims) if layer_of(footprint, reading) is MarkLayer.PLANNED else None
    if heading is not None:
        return Pointer(sign=Sign.MOVE, azimuth_deg=heading)
    side = side_deg(claims)
    return None if side is None else Pointer(sign=Sign.SIDE, azimuth_deg=side)


def _places(reading: Reading, plate: Plate, labels: Labels) -> list[str]:
    drawn, points = [], []
    shapes = dict(reading.shapes)
    marks = place_marks(reading)
    for mark in marks:
        point = plate.chart.point(mark.place.lon, mark.place.lat)
        if not mark.drawn or point is None or _area(mark, shapes, plate) is not None:
            continue
        plate.placed.add(mark.id)
        hollow = mark.place.kind in WIDE_KINDS or mark.confidence < UNSURE
        plate.signs.add("hollow" if hollow else "dot")
        drawn.append(place_dot(*point, hollow=hollow, share=0.5 if len(marks) > _MANY else 1.0))
        points.append(point)
    labels.keep_free(points)
    return drawn


def place_dot(x: float, y: float, *, hollow: bool, share: float = 1.0) -> str:
    """A place that the text names, at a share of its size; hollow where it is wide or not sure."""
    if hollow:
        look = f'fill="{PAPER}" fill-opacity=".85" stroke="{INK}" stroke-width="{1.7 * share:g}" stroke-dasharray="3 2"'
        style = f'r="{5.5 * share:g}" {look}'
    else:
        style = f'r="{4.6 * share:g}" fill="{INK}" stroke="{PAPER}" stroke-width="{1.4 * share:g}"'
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" {style}/>'


def _area(mark: PlaceMark, shapes: dict[str, BaseGeometry], plate: Plate) -> list[tuple[float, float]] | None:
    """Where the name of a wide place stands: on the part of its shape in view; `None` if it is drawn as a dot."""
    shape = shapes.get(mark.place.id)
    if shape is None or mark.place.kind not in WIDE_KINDS:
        return None
    return _within(shape, plate)


def _within(shape: BaseGeometry, plate: Plate) -> list[tuple[float, float]]:
    chart = plate.chart
    frame = (0.0, 0.0, chart.width, chart.height)
    parts = [clipped(part, frame) for part in parts_of(chart.pixels(shape))]
    seen = shapely.GeometryCollection([part for part in parts if not part.is_empty])
    return [] if seen.is_empty else [(point.x, point.y) for point in spots(_flat(seen))]


def _flat(shape: BaseGeometry) -> BaseGeometry:
    """Only the parts of the highest dimension: clipping may leave a point beside an area."""
    parts = [part for part in shapely.get_parts(shape) if not part.is_empty]
    most = max(int(shapely.get_dimensions(part)) for part in parts)
    return shapely.GeometryCollection([part for part in parts if int(shapely.get_dimensions(part)) == most])


_Spots = list[tuple[float, float]]


def _place_names(reading: Reading, plate: Plate, labels: Labels) -> list[tuple[PlaceMark, _Spots]]:
    """Names beside their dots, before the numbers, which can move away; the wide places are handed back."""
    shapes = dict(reading.shapes)
    wide = []
    for mark in place_marks(reading):
        at = _area(mark, shapes, plate) if mark.drawn else []
        point = plate.chart.point(mark.place.lon, mark.place.lat)
        if at is None and point is not None and not labels.name([point], *_called(mark, PLACE), dot=True):
            plate.unnamed.append(mark.place.name)
        elif at:
            plate.placed.add(mark.id)
            wide.append((mark, at))
    return wide


def _wide_names(wide: list[tuple[PlaceMark, _Spots]], plate: Plate, labels: Labels) -> None:
    for mark, at in wide:
        if not labels.name(at, *_called(mark, WIDE)):
            plate.unnamed.append(mark.place.name)


def _called(mark: PlaceMark, face: Face) -> tuple[str, Face, str]:
    """A place's name, how it is set, and the name in its own script if that is another."""
    local = mark.place.local_name
    return mark.place.name, face, "" if local == mark.place.name else local


def name_ground(basemap: BaseMap, plate: Plate, labels: Labels, *, taken: set[str]) -> None:
    """Write the names of the base map where there is room; those in `taken` stand already."""
    faces = {BaseLayer.COUNTRY: COUNTRY, BaseLayer.WORLD: COUNTRY, BaseLayer.LAKE: WATER, BaseLayer.STREAM: WATER}
    features = [feature for feature in basemap.features if feature.name and not feature.geometry.is_empty]
    for feature in sorted(features, key=lambda item: (item.layer is BaseLayer.TOWN, item.rank)):
        face = faces.get(feature.layer)
        if feature.name in taken or not labels.roomy():
            continue
        if feature.layer is BaseLayer.TOWN:
            point = plate.chart.point(*shapely.get_coordinates(feature.geometry)[0].tolist())
            if point is not None and labels.town(point, feature.name, feature.local_name):
                plate.ground.add(BaseLayer.TOWN)
        elif face is not None and (at := _within(feature.geometry, plate)):
            local = feature.local_name if feature.local_name.casefold() != feature.name.casefold() else ""
            labels.name(at, feature.name.upper() if face is COUNTRY else feature.name, face, local)
            taken.add(feature.name)
