"""What a map shows → its legend: exactly the layers, levels and signs that stand on it, in plain words.

Every sample is drawn with the style of the thing itself. Nothing that the map doesn't show is explained.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from deconflict_map.model.basemap import BaseLayer
from deconflict_map.model.footprint import Level
from deconflict_map.render.course import Course
from deconflict_map.render.drawing import place_dot
from deconflict_map.render.inks import LAND, QUIET, RULE, SEA, course_style, ground_style, ink, mark_style
from deconflict_map.render.layering import MarkLayer
from deconflict_map.render.lettering import Face
from deconflict_map.render.own import own_sample
from deconflict_map.render.placing import Pointer, Sign, badge
from deconflict_map.render.setting import Piece, paragraph, stacked
from deconflict_map.render.words import figure_words, phrases

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from deconflict_map.model.own_layer import OwnLayer
    from deconflict_map.model.reading import Reading
    from deconflict_map.render.drawing import Plate
    from deconflict_map.render.lettering import Hand

HEAD = Face(size=12, bold=True)
BODY = Face(size=11.5, ink="#33393f")
_SAMPLE_W, _SAMPLE_H = 54.0, 28.0
_TEXT_X = 66.0
_AREAS = (Level.SUPPORT, Level.LIKELY, Level.CORE)
_COURSES = (Level.BAND90, Level.BAND50, Level.BEST)


def legend(plate: Plate, reading: Reading, *, width: float) -> list[Piece]:
    """The rows of the legend, each `width` pixels wide."""
    layers = [layer for layer in MarkLayer if any(shown is layer for shown, _ in plate.shown)]
    if reading.asked is not None:  # nobody reports a phrase
        layers = [layer for layer in layers if layer is not MarkLayer.REPORTED]
    rows = [_layer_row(layer, plate, width) for layer in reversed(layers)]
    rows += [
        _levels_row(title, group, plate, width)
        for title, group in (("zones", _AREAS), ("lines", _COURSES))
        if _told(group, plate)
    ]
    line = next((layer for layer, level in _told(_COURSES, plate) if level is Level.BEST), MarkLayer.REPORTED)
    rows += [
        _row(_frame() + _median(line, course), "", figure_words("course")[course.value], width)
        for course in Course
        if course in plate.courses
    ]
    rows += [
        _row(_sign(sign, plate), "", figure_words("sign")[sign], width)
        for sign in figure_words("sign")
        if sign in plate.signs
    ]
    published = next((layer for layer, level in plate.shown if level is Level.PUBLISHED), None)
    if published is not None:
        sample = _frame() + f'<path d="M1 14H53" {mark_style(published, Level.PUBLISHED)}/>'
        rows.append(_row(sample, "", figure_words("level")[Level.PUBLISHED.value], width))
    ground = [layer for layer in BaseLayer if layer in plate.ground and layer.value in figure_words("ground")]
    return [*rows, _ground_row(ground, width)] if ground else rows


def own_legend(plate: Plate, layers: Sequence[OwnLayer], hand: Hand, *, width: float) -> list[Piece]:
    """The rows of a user's own layers that are in view, with whose they are."""
    note = figure_words("note")["added"]
    return [
        _row(
            _frame() + own_sample(number, width=_SAMPLE_W, height=_SAMPLE_H),
            hand.words(layers[number].title),
            hand.words(" ".join(filter(None, (layers[number].meaning, layers[number].credit + ".", note)))),
            width,
        )
        for number in plate.own
    ]


def _row(sample: str, head: str, body: str, width: float) -> Piece:
    words = stacked(
        (paragraph(head, HEAD, width, most=2, x=_TEXT_X), paragraph(body, BODY, width, most=5, x=_TEXT_X)), gap=0.0
    )
    room = max(_SAMPLE_H, words.height)
    beside = Piece(svg=sample, height=_SAMPLE_H).at(0, max(0.0, (min(room, 40.0) - _SAMPLE_H) / 2))
    return Piece(svg=beside + words.at(0, max(0.0, (_SAMPLE_H - words.height) / 2)), height=room)


def _frame(colour: str = LAND) -> str:
    return f'<rect width="{_SAMPLE_W:g}" height="{_SAMPLE_H:g}" fill="{colour}" stroke="{RULE}" stroke-width=".5"/>'


def _layer_row(layer: MarkLayer, plate: Plate, width: float) -> Piece:
    shown = [level for level in Level if (layer, level) in plate.shown]
    areas = [level for level in _AREAS if level in shown]
    courses = [level for level in _COURSES if level in shown]
    sample = _frame() + "".join(_nested(number, mark_style(layer, level)) for number, level in enumerate(areas))
    sample += "".join(_course(layer, level) for level in courses)
    return _row(sample, phrases("layer")[layer.value], phrases("meaning")[layer.value], width)


def _nested(number: int, style: str) -> str:
    x, y = 2.0 + 8.0 * number, 2.0 + 4.5 * number
    return f'<rect x="{x:g}" y="{y:g}" width="{_SAMPLE_W - 2 * x:g}" height="{_SAMPLE_H - 2 * y:g}" {style}/>'


def _course(layer: MarkLayer, level: Level) -> str:
    if level is Level.BEST:
        return _median(layer, Course.INFERRED)
    half = 9 if level is Level.BAND90 else 5
    return f'<path d="M1 {14 - half}H53V{14 + half}H1Z" {mark_style(layer, level)}/>'


def _median(layer: MarkLayer, course: Course) -> str:
    return f'<path d="M1 14H53" {course_style(layer, course)}/>'


def _told(group: tuple[Level, ...], plate: Plate) -> list[tuple[MarkLayer, Level]]:
    """Which levels of a group the map shows, surest first, each in the layer that shows most of them."""
    drawn = {(layer, level) for layer, level in plate.shown if layer not in {MarkLayer.UNFIXED, MarkLayer.NEGATED}}
    layers = [layer for layer in MarkLayer if any(shown is layer for shown, _ in drawn)]
    layers.sort(key=lambda layer: -sum((layer, level) in drawn for level in group))
    best = {level: next(layer for layer in layers if (layer, level) in drawn) for _, level in drawn if level in group}
    return [(best[level], level) for level in reversed(group) if level in best]


def _levels_row(title: str, group: tuple[Level, ...], plate: Plate, width: float) -> Piece:
    """One small sample for each level, with its meaning."""
    parts = [paragraph(figure_words("heading")[title], HEAD, width, most=1)]
    for layer, level in _told(group, plate):
        under = [other for other in group[: group.index(level) + 1] if (layer, other) in plate.shown]
        sample = _frame() + "".join(_swatch(layer, each) for each in under)
        parts.append(_row(sample, "", figure_words("level")[level.value], width))
    return stacked(parts, gap=4.0)


def _swatch(layer: MarkLayer, level: Level) -> str:
    """A level as it looks on the map: upon the wider ones that it lies in."""
    if level in _COURSES:
        return _course(layer, level)
    return f'<rect x="4" y="4" width="46" height="20" {mark_style(layer, level)}/>'


def _sign(sign: str, plate: Plate) -> str:
    if sign in {"dot", "hollow"}:
        return place_dot(_SAMPLE_W / 2, _SAMPLE_H / 2, hollow=sign == "hollow")
    negated = any(layer is MarkLayer.NEGATED for layer, _ in plate.shown)
    crossed = MarkLayer.NEGATED if negated else MarkLayer.DISPUTED
    layer = crossed if sign == "×" else MarkLayer.DISPUTED
    if sign not in set(Sign):
        return badge((7.0, 4.5, 47.0, 23.5), f"1{sign}", ink(layer))
    layer = MarkLayer.PLANNED if sign == Sign.MOVE else MarkLayer.REPORTED
    pointer = Pointer(sign=Sign(sign), azimuth_deg=45.0 if sign == Sign.MOVE else 90.0)
    return badge((7.0, 4.5, 47.0, 23.5), "1", ink(layer), pointer=pointer)


def _ground_row(layers: Iterable[BaseLayer], width: float) -> Piece:
    """The base map in one line of small samples."""
    svg, x, y = [], 0.0, 0.0
    for layer in layers:
        words = figure_words("ground")[layer.value]
        wide = 40.0 + 7.0 * len(words) + 14.0
        if x and x + wide > width:
            x, y = 0.0, y + 20.0
        words_set = paragraph(words, BODY, width, most=1, x=38.0).svg
        svg.append(f'<g transform="translate({x:g} {y:g})">{_ground_sample(layer)}{words_set}</g>')
        x += wide
    return Piece(svg="".join(svg), height=y + 20.0)


def _ground_sample(layer: BaseLayer) -> str:
    lake = layer is BaseLayer.LAKE
    style = ground_style(layer)
    shape = f'<path d="{"M4 4H28V14H4Z" if lake else "M2 9H30"}" {style}/>'
    dot = f'<circle cx="16" cy="9" r="2" fill="{QUIET}"/>'
    ground = f'<rect width="32" height="18" fill="{SEA if lake else LAND}" fill-opacity=".5"/>'
    return ground + (shape if style else dot)
