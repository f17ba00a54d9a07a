"""A chart → what a map needs to be measured: scale bar, north arrow, and degrees along its edge.

The scale bar holds at the latitude in the middle of the map, and says so; with it stands how much longer lengths are
drawn toward the pole where that matters.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from deconflict_map.render.inks import INK, PAPER, QUIET
from deconflict_map.render.lettering import Face, text_at, width_px

if TYPE_CHECKING:
    from deconflict_map.render.chart import Chart

_LONGEST_PX, _LONGEST_SHARE = 150.0, 0.25
"""Of a scale bar: on a small map it must leave room for the marks."""
_STEPS_DEG = (30.0, 20.0, 10.0, 5.0, 2.0, 1.0, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01)
_LEAST_MARKS = 3
_SMALL = Face(size=10, ink=INK)
_DEGREES = Face(size=9, ink=QUIET)


def scale_metres(chart: Chart) -> float:
    """The length of the scale bar in metres: the longest of 1, 2 and 5 times a power of ten that has room."""
    most = min(_LONGEST_PX, _LONGEST_SHARE * chart.width) * chart.metres_a_px
    power = 10.0 ** math.floor(math.log10(most))
    return max(step * power for step in (1.0, 2.0, 5.0) if step * power <= most)


def scale_bar(chart: Chart) -> str:
    """A bar of two halves with its length, in the lower left corner."""
    metres = scale_metres(chart)
    wide = metres / chart.metres_a_px
    x, y = 12.0, chart.height - 14.0
    told = f"{metres / 1000:g} km" if metres >= 1000 else f"{metres:g} m"
    words = f"{told} at {middle_latitude(chart)}"
    half = width_px(words, _SMALL) / 2
    middle = max(x + wide / 2 + 4, half + 6)  # words longer than the bar stay on the map
    room = max(wide, middle - x - 4 + half) + 10
    return (
        f'<path d="M{x - 8:g} {y - 22:g}H{x + room:.1f}V{y + 10:g}H{x - 8:g}Z" fill="{PAPER}" fill-opacity=".85"/>'
        f'<path d="M{x:g} {y - 4:g}H{x + wide:.1f}V{y:g}H{x:g}Z" fill="{PAPER}" stroke="{INK}" stroke-width=".8"/>'
        f'<path d="M{x:g} {y - 4:g}H{x + wide / 2:.1f}V{y:g}H{x:g}Z" fill="{INK}"/>'
        f"{text_at(middle, y - 9, words, _SMALL, anchor='middle')}"
    )


def middle_latitude(chart: Chart) -> str:
    """The latitude at which the scale holds."""
    return degrees_words(round(chart.degrees(0.0, chart.height / 2)[1], 1), "N", "S")


def north_arrow(chart: Chart) -> str:
    """North is up everywhere in this projection."""
    x = chart.width - 22.0
    return (
        f'<path d="M{x - 13:g} 6H{x + 13:g}V50H{x - 13:g}Z" fill="{PAPER}" fill-opacity=".85"/>'
        f'<path d="M{x:g} 10L{x + 6:g} 28L{x:g} 24L{x - 6:g} 28Z" fill="{INK}"/>'
        f"{text_at(x, 44, 'N', Face(size=12, bold=True), anchor='middle')}"
    )


def border_marks(chart: Chart) -> str:
    """Ticks and degrees along the lower and the left edge."""
    west, south = chart.degrees(0.0, chart.height)
    east, north = chart.degrees(chart.width, 0.0)
    marks = []
    for lon in _ticks(west, east):
        x = math.radians(lon - chart.west) * chart.scale
        marks.append(f'<path d="M{x:.1f} {chart.height:g}v4" stroke="{QUIET}" stroke-width=".8"/>')
        words = degrees_words(round(lon - 360.0 * math.floor((lon + 180.0) / 360.0), 6), "E", "W")
        marks.append(text_at(x, chart.height + 13.5, words, _DEGREES, anchor="middle"))
    for lat in _ticks(south, north):
        y = chart.top - math.asinh(math.tan(math.radians(lat))) * chart.scale
        marks.append(f'<path d="M0 {y:.1f}h-4" stroke="{QUIET}" stroke-width=".8"/>')
        marks.append(text_at(-6, y + 3, degrees_words(lat, "N", "S"), _DEGREES, anchor="end"))
    return "".join(marks)


def _ticks(first: float, last: float) -> list[float]:
    step = next((size for size in _STEPS_DEG if (last - first) / size >= _LEAST_MARKS), _STEPS_DEG[-1])
    return [round(number * step, 6) for number in range(math.ceil(first / step), math.floor(last / step) + 1)]


def degrees_words(degrees: float, positive: str, negative: str) -> str:
    """An angle such as “36°N”; neither letter where none applies."""
    letter = "" if degrees in {0.0, 180.0, -180.0} else positive if degrees > 0 else negative
    return f"{abs(degrees):g}°{letter}"
