"""Two readings and a base map → one map as SVG, on which each has a layer of its own: hue, dash and hatch tell them.

What is drawn alike for both stands once, in a layer of its own. Numbers are those of the rows of the comparison. Text
is escaped and made visible by the same hand that letters every figure. Refuses nothing.
"""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from deconflict_map.comparison.values import Verdict
from deconflict_map.model.footprint import Level
from deconflict_map.model.mark import levels, place_marks
from deconflict_map.render.asserted import label_point
from deconflict_map.render.chart import chart_of, path
from deconflict_map.render.drawing import LOWEST_PX, TALLEST_PX, Plate, draw_ground, name_ground
from deconflict_map.render.inks import PAPER, SEA
from deconflict_map.render.placing import PLACE, Labels, Sheet
from deconflict_map.render.records import WIDE
from deconflict_map.render.scene import opening_bounds

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deconflict_map.comparison.values import Account, ComparedAccount
    from deconflict_map.model.basemap import BaseMap
    from deconflict_map.model.footprint import Footprint, Published
    from deconflict_map.model.place import Place
    from deconflict_map.model.reading import Reading
    from deconflict_map.render.lettering import Hand

_THIN = 0.16
"""A zone as wide as the view is tinted lightly, so that two of them stay readable (judgement, as on other figures)."""
_LEAST_THIN = 0.35
_FILLS = {Level.LIKELY: 0.14, Level.CORE: 0.14, Level.BAND90: 0.12, Level.BAND50: 0.16}


class Side(StrEnum):
    """Whose a mark is; the order in which the layers are drawn."""

    BOTH = "both"
    BEFORE = "before"
    AFTER = "after"


SIGNS = {Side.BEFORE: "←", Side.AFTER: "→", Side.BOTH: "="}
"""What stands behind a number, so that its side is told without hue."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a side is drawn."""

    ink: str
    dash: str
    hatch: str
    name: str


@dataclass(kw_only=True)
class OverlaidPlate:
    """The map as SVG pieces, bottom up: `ground`, marks of each side, `names` of the base map, letters of each side.

    Letters are numbers, dots and names, which no mark of the other side may cover.
    """

    plate: Plate
    ground: str
    names: str
    marks: dict[Side, str] = field(default_factory=dict)
    letters: dict[Side, str] = field(default_factory=dict)
    outside: tuple[int, ...] = ()
    """Numbers of rows that have something drawn, all of it outside the view."""


@cache
def looks() -> dict[Side, Look]:
    """How each side is drawn."""
    table = tomllib.loads(files(__package__).joinpath("looks.toml").read_text(encoding="utf-8"))
    return {side: Look(**table[side.value]) for side in Side}


def joint_reading(before: Reading, after: Reading) -> Reading:
    """A reading that stands for both where only the ground that they cover is asked for."""
    return replace(
        after,
        footprints=(*before.footprints, *after.footprints),
        resolutions=(*before.resolutions, *after.resolutions),
    )


def overlaid(
    rows: Sequence[ComparedAccount], before: Reading, after: Reading, basemap: BaseMap, *, width: float, hand: Hand
) -> OverlaidPlate:
    """The map of both, `width` pixels wide; patterns are named but not defined in it."""
    bounds = opening_bounds(joint_reading(before, after))
    chart = chart_of(bounds, width=width, lowest=LOWEST_PX, tallest=TALLEST_PX)
    plate = Plate(chart=chart, bounds=bounds)
    labels = Labels(Sheet(width=chart.width, height=chart.height, hand=hand))
    labels.block((chart.width - 44, 0, chart.width, 56))  # the north arrow
    labels.block((0, chart.height - 44, 190, chart.height))  # the scale bar
    sea = f'<path d="M0 0H{chart.width:g}V{chart.height:g}H0Z" fill="{SEA}"/>'
    ground = sea + draw_ground(basemap, plate)
    marks = {side: _marks(rows, side, plate) for side in Side}
    letters: dict[Side, list[str]] = {side: [] for side in Side}
    _dots(before, after, plate, labels, letters)
    outside = _numbers(rows, plate, labels, letters)
    taken = {mark.place.name for reading in (before, after) for mark in place_marks(reading) if mark.drawn}
    name_ground(basemap, plate, labels, taken=taken)
    return OverlaidPlate(
        plate=plate,
        ground=ground,
        names="".join(labels.written),
        marks=marks,
        letters={side: "".join(pieces) for side, pieces in letters.items()},
        outside=outside,
    )


def sides_of(row: ComparedAccount) -> Iterator[tuple[Side, Footprint]]:
    """What is drawn of a row, and on which side."""
    if row.verdict is Verdict.SAME and row.after is not None and _published(row.before) == _published(row.after):
        yield from ((Side.BOTH, footprint) for footprint in row.after.footprints)
        return
    for side, account in ((Side.BEFORE, row.before), (Side.AFTER, row.after)):
        yield from ((side, footprint) for footprint in (() if account is None else account.footprints))


def _published(account: Account | None) -> tuple[Published | None, ...]:
    """What isn't from the text: where the two differ in it, they aren't drawn as one."""
    return () if account is None else tuple(footprint.published for footprint in account.footprints)


def _marks(rows: Sequence[ComparedAccount], side: Side, plate: Plate) -> str:
    found = [
        (number, footprint)
        for number, row in enumerate(rows, start=1)
        for whose, footprint in sides_of(row)
        if whose is side
    ]
    found.sort(key=lambda item: -max((shape.area for _, shape in levels(item[1])), default=0.0))
    return "".join(f'<g data-row="{number}">{_mark(footprint, side, plate)}</g>' for number, footprint in found)


def _mark(footprint: Footprint, side: Side, plate: Plate) -> str:
    shapes = [(level, plate.chart.pixels(geometry)) for level, geometry in levels(footprint)]
    view = plate.chart.width * plate.chart.height
    share = max((shape.area for _, shape in shapes), default=0.0) / view
    thin = 1.0 if footprint.ensemble else min(1.0, max(_LEAST_THIN, _THIN / math.sqrt(max(share, 1e-9))))
    drawn = []
    for level, shape in shapes:
        if level is Level.BEST:
            drawn.append(path(shape, f'fill="none" stroke="{PAPER}" stroke-opacity=".75" stroke-width="6"'))
        drawn.append(path(shape, mark_style(side, level, drawable=footprint.drawable, thin=thin)))
    return "".join(drawn)


def mark_style(side: Side, level: Level, *, drawable: bool, thin: float = 1.0) -> str:
    """How a level of a mark is drawn on a side; what the words don't fix is hatched."""
    look = looks()[side]
    if level is Level.PUBLISHED:
        return f'fill="none" stroke="{look.ink}" stroke-width="2" stroke-dasharray="10 2 2 2"'
    if not drawable:
        return (
            f'fill="url(#open-{side.value})" fill-opacity="{thin**0.5:.3g}" stroke="{look.ink}" stroke-dasharray="1 5"'
        )
    if level is Level.BEST:
        return f'fill="none" stroke="{look.ink}" stroke-width="3" stroke-dasharray="{look.dash}"'
    if level is Level.SUPPORT:
        return f'fill="none" stroke="{look.ink}" stroke-width=".9" stroke-dasharray="1 4"'
    outline = "1 4" if level is Level.BAND90 else look.dash
    edge = "1.5" if level is Level.CORE else "1"
    return (
        f'fill="{look.ink}" fill-opacity="{_FILLS[level] * thin:.3g}" stroke="{look.ink}" stroke-width="{edge}" '
        f'stroke-dasharray="{outline}"'
    )


def patterns() -> str:
    """The hatches of what the words don't fix."""
    return "".join(
        f'<pattern id="open-{side.value}" width="9" height="9" patternUnits="userSpaceOnUse" '
        f'patternTransform="{look.hatch}"><path d="M4.5 0V9" stroke="{look.ink}" stroke-opacity=".45" '
        'stroke-width="1.6"/></pattern>'
        for side, look in looks().items()
    )


def _numbers(
    rows: Sequence[ComparedAccount], plate: Plate, labels: Labels, sides: dict[Side, list[str]]
) -> tuple[int, ...]:
    """The number of each row on each of its sides; told are those that stand nowhere."""
    outside = []
    for number, row in enumerate(rows, start=1):
        drawn = list(sides_of(row))
        stands = [_number(number, side, footprint, plate, labels, sides) for side, footprint in drawn]
        if drawn and not any(stands):
            outside.append(number)
    return tuple(outside)


def _number(
    number: int, side: Side, footprint: Footprint, plate: Plate, labels: Labels, sides: dict[Side, list[str]]
) -> bool:
    at = label_point(footprint, plate.bounds)
    point = None if at is None else plate.chart.point(*at)
    if point is not None:
        labels.number(point, f"{number}{SIGNS[side]}", looks()[side].ink, pointer=None)
        sides[side].append(labels.written.pop())  # it goes with its side when that is hidden
    return point is not None


def _dots(before: Reading, after: Reading, plate: Plate, labels: Labels, sides: dict[Side, list[str]]) -> None:
    """Dots of the places with their names, on the side whose text names them."""
    named = [{mark.place.id: mark.place for mark in place_marks(one) if mark.drawn} for one in (before, after)]
    shown = []
    for place_id, place in (named[0] | named[1]).items():
        point = plate.chart.point(place.lon, place.lat)
        if point is not None and place.kind not in WIDE:
            both = all(place_id in one for one in named)
            side = Side.BOTH if both else Side.BEFORE if place_id in named[0] else Side.AFTER
            shown.append((side, point, place))
    labels.keep_free(point for _, point, _ in shown)
    for side, point, place in shown:
        sides[side].append(_dot(*point, side))
        if _name(labels, point, place):
            sides[side].append(labels.written.pop())


def _dot(x: float, y: float, side: Side) -> str:
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4.6" fill="{looks()[side].ink}" stroke="{PAPER}" stroke-width="1.4"/>'


def _name(labels: Labels, point: tuple[float, float], place: Place) -> bool:
    local = "" if place.local_name == place.name else place.local_name
    return labels.name([point], place.name, PLACE, local, dot=True)
