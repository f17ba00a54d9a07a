"""A reading and a base map → a PNG: the figure's SVG, drawn by resvg with fonts from packages.

No browser and no library of the system is asked; equal readings give equal bytes wherever the same wheels are
installed. Title, banner and credits are burnt in and stand in the file's text chunks too, so that a picture that
travels alone can still be credited; neither a time nor a path does. Refused with `UsageError` if the extra `png`
isn't installed.
"""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING

from deconflict_map.errors import DeconflictMapError
from deconflict_map.render.figure import figure
from deconflict_map.render.fonts import DEFAULT_FAMILY, Fonts, fonts_at_hand, missing_extra
from deconflict_map.render.lettering import Hand
from deconflict_map.render.reporting import banner_words, source_words, title_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from deconflict_map.model.basemap import BaseMap
    from deconflict_map.model.reading import Reading

SCALE = 2
"""Pixels of a picture for each of the figure's: 2,000 across, sharp on dense screens and 25 cm wide at 200 dpi."""
_HEAD_END = 33
"""A PNG's signature and its IHDR chunk, after which text chunks may stand (PNG, third edition, 5.6)."""


def render_png(reading: Reading, basemap: BaseMap, *, scale: int = SCALE) -> bytes:
    """The figure as a PNG of `scale` times 1,000 pixels across.

    Raises:
        UsageError: the extra `png` isn't installed.
    """
    with fonts_at_hand() as fonts:
        hand = Hand(legible=fonts.legible)
        svg = figure(reading, basemap, hand=hand)
        if fonts.lacking:
            hand = Hand(legible=fonts.legible, lacking=tuple(sorted(fonts.lacking)))
            svg = figure(reading, basemap, hand=hand)
        picture = _drawn(svg, fonts, scale)
    return _told(picture, _facts(reading, hand))


def _drawn(svg: str, fonts: Fonts, scale: int) -> bytes:
    try:
        import resvg_py  # noqa: PLC0415 -- of an extra
    except ImportError as error:
        raise missing_extra() from error
    try:
        return bytes(
            resvg_py.svg_to_bytes(
                svg_string=svg,
                zoom=float(scale),
                skip_system_fonts=True,
                font_files=list(fonts.files),
                font_family=DEFAULT_FAMILY,
                sans_serif_family=DEFAULT_FAMILY,
            )
        )
    except ValueError as error:
        raise DeconflictMapError(
            f"the figure can't be drawn: {error}", where="PNG", do="write .svg instead, and report it with the text"
        ) from error


def _facts(reading: Reading, hand: Hand) -> list[tuple[str, str]]:
    """Keywords that the PNG specification registers (11.3.3), with what they say."""
    return [
        ("Title", title_words(reading, hand)),
        ("Description", banner_words(reading, hand)),
        ("Copyright", " · ".join(source_words(reading, hand))),
        ("Software", "deconflict-map"),
    ]


def _told(picture: bytes, facts: Iterable[tuple[str, str]]) -> bytes:
    chunks = b"".join(_chunk(keyword, text) for keyword, text in facts if text)
    return picture[:_HEAD_END] + chunks + picture[_HEAD_END:]


def _chunk(keyword: str, text: str) -> bytes:
    """An uncompressed international text chunk."""
    body = b"iTXt" + keyword.encode("ascii") + b"\0\0\0\0\0" + text[:4000].encode("utf-8")
    return struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
