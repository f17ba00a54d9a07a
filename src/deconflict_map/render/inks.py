"""A layer and a level → the colours, dashes and patterns with which a drawing shows them.

The colours are the page's in its light scheme. Nothing is told by colour alone: every status has its own dash and its
own texture, levels differ by how dark they are, and what the words don't fix is hatched in grey. So a drawing can be
read in black and white, and by the colour-blind.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from deconflict_map.model.basemap import BaseLayer
from deconflict_map.model.footprint import Level
from deconflict_map.render.course import Course
from deconflict_map.render.layering import MarkLayer

if TYPE_CHECKING:
    from collections.abc import Iterable

LAND, SEA, WATER = "#f4f1ea", "#d5e3ec", "#7fa9c4"
INK, QUIET, PAPER, RULE = "#1d2125", "#545b62", "#ffffff", "#c9c2b4"
NAMED_WATER = "#2f6690"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    """A layer's colour, the dash of its outlines, and the strokes of its texture in a tile of 8 pixels."""

    ink: str
    outline: str
    texture: str = ""


_LOOKS = {
    MarkLayer.REPORTED: _Look(ink="#0063a0", outline="none"),
    MarkLayer.AGREED: _Look(ink="#00735a", outline="14 3", texture="M4 0V8"),
    MarkLayer.PLANNED: _Look(ink="#97337a", outline="5 5", texture="M0 4H4"),
    MarkLayer.DISPUTED: _Look(ink="#b34700", outline="9 3 2 3", texture="M2 2H3.6M6 6H7.6"),
    MarkLayer.NEGATED: _Look(ink="#6b5500", outline="2 6"),
    MarkLayer.UNFIXED: _Look(ink="#62666a", outline="1 5"),
    MarkLayer.PLACES: _Look(ink=INK, outline="none"),
}
_SHADE = {
    Level.SUPPORT: 0.10,
    Level.LIKELY: 0.15,
    Level.CORE: 0.28,
    Level.BAND90: 0.13,
    Level.BAND50: 0.24,
}
_COURSES = {Course.FOLLOWS: "none", Course.RULED: "18 5", Course.INFERRED: "7 6"}
"""A line's dashes tell how its course is known; FGDC-STD-013-2006 has solid, long and short for the same."""
_PUBLISHED = "10 2 2 2"
"""The dash of what was published elsewhere, in the ink of the base map's letters."""
_TEXTURED = frozenset((Level.LIKELY, Level.BAND90))
"""One level of a mark has the texture: on all of them it would hide how dark they are."""

_GROUND = {
    BaseLayer.WORLD: f'fill="{LAND}" stroke="none"',
    BaseLayer.COUNTRY: f'fill="{LAND}" stroke="none"',
    BaseLayer.DIVISION: f'fill="none" stroke="{RULE}" stroke-width=".7" stroke-dasharray="4 2"',
    BaseLayer.BORDER: 'fill="none" stroke="#8c8577" stroke-width="1.2" stroke-dasharray="9 2 2 2"',
    BaseLayer.DISPUTED_BORDER: 'fill="none" stroke="#8c8577" stroke-width="1.2" stroke-dasharray="1.5 3"',
    BaseLayer.LAKE: f'fill="{SEA}" stroke="{WATER}" stroke-width=".6"',
    BaseLayer.STREAM: f'fill="none" stroke="{WATER}"',
}


def ink(layer: MarkLayer) -> str:
    """A layer's colour."""
    return _LOOKS[layer].ink


def ground_style(layer: BaseLayer) -> str:
    """How a layer of the base map is drawn; nothing for towns, which are dots."""
    return _GROUND.get(layer, "")


def course_style(layer: MarkLayer, course: Course) -> str:
    """How the median of a line is drawn."""
    return f'fill="none" stroke="{_LOOKS[layer].ink}" stroke-width="3" stroke-dasharray="{_COURSES[course]}"'


def mark_style(layer: MarkLayer, level: Level, *, thin: float = 1.0) -> str:
    """How a level of a mark is drawn, but for medians, its fill thinned by a factor of 1 at most."""
    look = _LOOKS[layer]
    if level is Level.PUBLISHED:  # the same whatever its layer: it isn't from the text
        return f'fill="none" stroke="{INK}" stroke-width="2.6" stroke-dasharray="{_PUBLISHED}"'
    if layer is MarkLayer.UNFIXED:
        return (
            f'fill="url(#unfixed)" fill-opacity="{thin**0.5:.3g}" stroke="{look.ink}" stroke-dasharray="{look.outline}"'
        )
    if layer is MarkLayer.NEGATED:  # an outline only: nothing is said to be there
        return f'fill="none" stroke="{look.ink}" stroke-width="1.5" stroke-dasharray="{look.outline}"'
    fill = f'fill="{look.ink}" fill-opacity="{_SHADE[level] * thin:.3g}"'
    if level in _TEXTURED and look.texture:
        fill = f'fill="url(#{layer.value})" fill-opacity="{thin:.3g}"'
    return f'{fill} stroke="{look.ink}" {_outline(look, level)}'


def _outline(look: _Look, level: Level) -> str:
    """The surest level has the strongest edge; that of what is merely possible is dotted."""
    if level in {Level.SUPPORT, Level.BAND90}:
        return 'stroke-width=".9" stroke-dasharray="1 4"'
    width = "1.7" if level is Level.CORE else ".9"
    return f'stroke-width="{width}" stroke-dasharray="{look.outline}"'


def patterns(layers: Iterable[MarkLayer]) -> str:
    """The `<pattern>` elements that the styles of these layers name."""
    return "".join(_pattern(layer) for layer in layers)


def _pattern(layer: MarkLayer) -> str:
    look = _LOOKS[layer]
    if layer is MarkLayer.UNFIXED:
        return (
            '<pattern id="unfixed" width="9" height="9" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
            f'<path d="M4.5 0V9" stroke="{look.ink}" stroke-opacity=".55" stroke-width="2"/></pattern>'
        )
    if not look.texture:
        return ""
    return (
        f'<pattern id="{layer.value}" width="8" height="8" patternUnits="userSpaceOnUse">'
        f'<path d="M0 0H8V8H0Z" fill="{look.ink}" fill-opacity="{_SHADE[Level.LIKELY]:g}"/>'
        f'<path d="{look.texture}" stroke="{look.ink}" stroke-opacity=".6" stroke-width="1.5"/></pattern>'
    )
