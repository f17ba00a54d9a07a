"""Pieces of a figure → pieces stacked in columns: the plain arithmetic of setting a page.

A piece is SVG drawn from its own upper left corner, and its height; nothing here knows what it says.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from deconflict_map.render.lettering import text_at, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from deconflict_map.render.lettering import Face


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Something set: SVG from the upper left corner, and its height in pixels."""

    svg: str
    height: float

    def at(self, x: float, y: float) -> str:
        """The piece moved to a place."""
        return f'<g transform="translate({x:g} {y:g})">{self.svg}</g>' if self.svg else ""


EMPTY = Piece(svg="", height=0.0)


def paragraph(text: str, face: Face, width: float, *, most: int, x: float = 0.0) -> Piece:
    """Lines of text, `most` of them at most, from `x` on; nothing of an empty text."""
    lines = wrapped(text, face, width - x, most=most)
    svg = "".join(text_at(x, number * face.leading + face.size, line, face) for number, line in enumerate(lines))
    return Piece(svg=svg, height=len(lines) * face.leading)


def stacked(pieces: Iterable[Piece], *, gap: float) -> Piece:
    """Pieces one under the other; empty ones take no room."""
    svg: list[str] = []
    y = 0.0
    for piece in pieces:
        if piece.height <= 0.0:
            continue
        y += gap if svg else 0.0
        svg.append(piece.at(0.0, y))
        y += piece.height
    return Piece(svg="".join(svg), height=y)


def in_two(pieces: Sequence[Piece], *, width: float, gutter: float, gap: float) -> Piece:
    """Pieces in two columns as even as their order allows."""
    halves = [(stacked(pieces[:split], gap=gap), stacked(pieces[split:], gap=gap)) for split in _splits(pieces, gap)]
    left, right = min(halves, key=lambda pair: (max(pair[0].height, pair[1].height), -pair[0].height))
    svg = left.at(0.0, 0.0) + right.at((width + gutter) / 2, 0.0)
    return Piece(svg=svg, height=max(left.height, right.height))


def _splits(pieces: Sequence[Piece], gap: float) -> list[int]:
    """Where the first column may end: just before and just after half of the height."""
    total = sum(piece.height + gap for piece in pieces)
    run = 0.0
    for number, piece in enumerate(pieces):
        run += piece.height + gap
        if run >= total / 2:
            return [number, number + 1]
    return [len(pieces)]
