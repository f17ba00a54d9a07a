"""Small maps → one sheet of them as SVG or PNG, each with its phrase above it.

The PNG is drawn by resvg with fonts from packages, as the figure's is: equal sheets give equal bytes wherever the same
wheels are installed. It needs the extra `png`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import resvg_py

from deconflict_map.render.fonts import DEFAULT_FAMILY, fonts_at_hand
from deconflict_map.render.inks import INK, PAPER, QUIET
from deconflict_map.render.lettering import FAMILY, Face, cut, text_at, wrapped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .small_map import SmallMap

_GAP, _HEAD = 16.0, 66.0
_PHRASE, _RULE = Face(size=14, bold=True, ink=INK), Face(size=11.5, ink=QUIET)
_LINES = 2


def sheet(pictures: Sequence[SmallMap], rules: Sequence[str], *, across: int = 3) -> str:
    """Maps in rows of `across`, above each what it shows, and under that the rule by which it was drawn."""
    wide, high = pictures[0].width, max(one.height for one in pictures)
    rows = -(-len(pictures) // across)
    width, height = across * (wide + _GAP) + _GAP, rows * (high + _HEAD + _GAP) + _GAP
    cells = "".join(
        _cell(picture, rule, _GAP + (number % across) * (wide + _GAP), _GAP + number // across * (high + _HEAD + _GAP))
        for number, (picture, rule) in enumerate(zip(pictures, rules, strict=True))
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" width="{width:g}" '
        f'height="{height:g}" font-family="{FAMILY}" fill="none">'
        f'<path d="M0 0H{width:g}V{height:g}H0Z" fill="{PAPER}"/>{cells}</svg>'
    )


def _cell(picture: SmallMap, rule: str, x: float, y: float) -> str:
    phrase = wrapped(picture.told, _PHRASE, picture.width, most=_LINES)
    top = _HEAD - 29 - 18 * (len(phrase) - 1)
    lines = "".join(text_at(0, top + 18 * row, line, _PHRASE) for row, line in enumerate(phrase))
    lines += text_at(0, _HEAD - 11, cut(rule, _RULE, picture.width), _RULE)
    frame = f'<svg y="{_HEAD - 4:g}" width="{picture.width:g}" height="{picture.height:g}">{picture.body}</svg>'
    return f'<svg x="{x:g}" y="{y:g}" overflow="visible">{lines}{frame}</svg>'


def drawn(svg: str, *, scale: float = 1.0) -> bytes:
    """A sheet as a PNG.

    Raises:
        UsageError: The extra `png` isn't installed.
    """
    with fonts_at_hand() as fonts:
        return bytes(
            resvg_py.svg_to_bytes(
                svg_string=svg,
                zoom=scale,
                skip_system_fonts=True,
                font_files=list(fonts.files),
                font_family=DEFAULT_FAMILY,
                sans_serif_family=DEFAULT_FAMILY,
            )
        )
