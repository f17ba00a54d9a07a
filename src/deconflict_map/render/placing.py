"""Numbers and names → where they stand on a drawing, one by one by rank where nothing stands yet.

Numbers always stand, moved aside if they must; a name that finds no room is left out, because the lists name
everything. Names come in the reader's script, with the place's own behind it where there is room.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import product
from typing import TYPE_CHECKING

from deconflict_map.render.inks import INK, NAMED_WATER, PAPER, QUIET
from deconflict_map.render.lettering import Face, cut, text_at, width_px

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from deconflict_map.render.lettering import Hand

_Box = tuple[float, float, float, float]
_Point = tuple[float, float]

_ROOM_PX2 = 13_000.0
"""Square pixels of drawing for each name of the base map: more of them cover the marks (judgement)."""
_LONGEST_PX = 210.0
_FEW = 300
"""Dots whose ground is kept free; of more, names lie upon some (judgement)."""
_TRIES = 800
"""Names that are tried: in a crowd most would find no room."""
_CELL_PX = 48.0
_DOT_PX = 6.0
_RINGS_PX = (26.0, 44.0, 62.0, 84.0, 110.0)
_EDGE_PX = 4.0

PLACE = Face(size=12.5, bold=True, ink=INK, halo=True)
TOWN = Face(size=10.5, ink=QUIET, halo=True)
WATER = Face(size=11, italic=True, ink=NAMED_WATER, halo=True)
COUNTRY = Face(size=12, bold=True, ink=QUIET, halo=True, spacing=2.0)
WIDE = Face(size=12, bold=True, italic=True, ink=INK, halo=True, spacing=0.8)
NUMBER = Face(size=12, bold=True, ink=PAPER)


class Sign(StrEnum):
    """What points somewhere behind a number."""

    MOVE = "↑"
    """Where a planned move goes."""
    SIDE = "⊥"
    """On which side of a line something holds: a bar with a tick to that side, as on hachured maps."""


_SIGNS = {
    Sign.MOVE: f'd="M0 -6L4 5L0 2.5L-4 5Z" fill="{PAPER}"',
    Sign.SIDE: f'd="M-5 3H5M0 3V-4" stroke="{PAPER}" stroke-width="1.7"',
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointer:
    """A sign and where it points, in degrees clockwise from north."""

    sign: Sign
    azimuth_deg: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """How large a drawing is, in pixels, and who writes on it."""

    width: float
    height: float
    hand: Hand


class _Taken:
    """Boxes that are taken, sorted into the cells of a grid, so that a crowd is asked about only where it stands."""

    def __init__(self) -> None:
        self._cells: dict[tuple[int, int], list[_Box]] = {}

    def add(self, box: _Box) -> None:
        for cell in self._of(box):
            self._cells.setdefault(cell, []).append(box)

    def meets(self, box: _Box) -> bool:
        left, top, right, bottom = box
        near = (other for cell in self._of(box) for other in self._cells.get(cell, ()))
        return any(left <= r and right >= x and top <= b and bottom >= y for x, y, r, b in near)

    @staticmethod
    def _of(box: _Box) -> Iterator[tuple[int, int]]:
        left, top, right, bottom = (int(edge // _CELL_PX) for edge in box)
        return product(range(left, right + 1), range(top, bottom + 1))


class Labels:
    """What has been written so far, and where."""

    def __init__(self, sheet: Sheet) -> None:
        self.written: list[str] = []
        self._sheet = sheet
        self._taken = _Taken()
        self._names = 0
        self._tried = 0

    def keep_free(self, points: Iterable[_Point]) -> None:
        """Let nothing cover the dots at these points, as long as they are few."""
        kept = tuple(points)
        for x, y in kept if len(kept) <= _FEW else ():
            self._taken.add((x - _DOT_PX, y - _DOT_PX, x + _DOT_PX, y + _DOT_PX))

    def block(self, box: _Box) -> None:
        """Let nothing stand in a box: `(left, top, right, bottom)`."""
        self._taken.add(box)

    def number(self, at: _Point, text: str, ink: str, *, pointer: Pointer | None) -> None:
        """The number of a mark, with a sign behind it if it points anywhere."""
        half = width_px(text, NUMBER) / 2 + (14 if pointer is not None else 6)
        box = next(
            (tried for dx, dy in _ring() if self._fits(tried := _around((at[0] + dx, at[1] + dy), half, 9.5))),
            _around(at, half, 9.5),
        )
        self._taken.add(box)
        self.written.append(_leader(at, box, ink) + badge(box, text, ink, pointer=pointer))

    def name(self, at: Sequence[_Point], words: str, face: Face, local: str = "", *, dot: bool = False) -> bool:
        """A name at the first of the points where it has room, in two scripts or in one; whether it stands."""
        hand = self._sheet.hand
        self._tried += 1
        if self._tried > _TRIES:
            return False
        first = _short(hand.words(words), face)
        forms = [f"{first} · {_short(hand.words(local), face)}"] if local and hand.writes(local) else []
        for text in (*forms, first) if first else ():
            half = width_px(text, face) / 2 + 1
            for point in at:
                for dx, dy in _beside(half) if dot else _upon():
                    box = _around((point[0] + dx, point[1] + dy), half, face.size * 0.66)
                    if self._fits(box):
                        self._write(box, text, face, anchor=_anchor(dx))
                        return True
        return False

    def town(self, at: _Point, words: str, local: str) -> bool:
        """A town of the base map: a small dot and its name, or neither; whether they stand."""
        x, y = at
        if not self.roomy() or not self._fits((x - 3, y - 3, x + 3, y + 3)):
            return False
        if not self.name([at], words, TOWN, local, dot=True):
            return False
        self._taken.add((x - 3, y - 3, x + 3, y + 3))
        self.written.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2" fill="{QUIET}" stroke="{PAPER}" stroke-width=".7"/>'
        )
        return True

    def roomy(self) -> bool:
        """Whether another name of the base map may stand."""
        return self._names < max(6.0, self._sheet.width * self._sheet.height / _ROOM_PX2)

    def _write(self, box: _Box, text: str, face: Face, *, anchor: str) -> None:
        self._taken.add(box)
        self._names += 1
        x = {"start": box[0] + 1, "end": box[2] - 1}.get(anchor, (box[0] + box[2]) / 2)
        y = (box[1] + box[3]) / 2 + face.size * 0.35
        self.written.append(text_at(x, y, text, replace(face, halo=True), anchor=anchor))

    def _fits(self, box: _Box) -> bool:
        left, top, right, bottom = box
        sheet = self._sheet
        inside = (
            left > _EDGE_PX and top > _EDGE_PX and right < sheet.width - _EDGE_PX and bottom < sheet.height - _EDGE_PX
        )
        return inside and not self._taken.meets(box)


def badge(box: _Box, text: str, ink: str, *, pointer: Pointer | None = None) -> str:
    """A number in its pill, as it stands on the map, in the legend and in the list."""
    left, top, right, bottom = box
    middle = (top + bottom) / 2
    pill = (
        f'<rect x="{left:.1f}" y="{top:.1f}" width="{right - left:.1f}" height="{bottom - top:.1f}" rx="9" '
        f'fill="{ink}" stroke="{PAPER}"/>'
    )
    if pointer is None:
        return pill + text_at((left + right) / 2, middle + 4.2, text, NUMBER, anchor="middle")
    turned = f'transform="translate({right - 11:.1f} {middle:.1f}) rotate({pointer.azimuth_deg:g})"'
    sign = f"<path {_SIGNS[pointer.sign]} {turned}/>"
    return pill + text_at((left + right) / 2 - 7, middle + 4.2, text, NUMBER, anchor="middle") + sign


def _leader(at: _Point, box: _Box, ink: str) -> str:
    """A line from a number that was moved aside to where it belongs."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    if math.hypot(x - at[0], y - at[1]) < 1.0:
        return ""
    return (
        f'<path d="M{at[0]:.1f} {at[1]:.1f}L{x:.1f} {y:.1f}" stroke="{ink}" stroke-width="1.2"/>'
        f'<circle cx="{at[0]:.1f}" cy="{at[1]:.1f}" r="2.2" fill="{ink}"/>'
    )


def _short(text: str, face: Face) -> str:
    return cut(text, face, _LONGEST_PX)


def _around(at: _Point, half_width: float, half_height: float) -> _Box:
    return at[0] - half_width, at[1] - half_height, at[0] + half_width, at[1] + half_height


def _ring() -> list[_Point]:
    """Where a number may stand: on its point, or around it."""
    turns = [k * math.pi / 4 for k in range(8)]
    return [(0.0, 0.0), *((r * math.cos(t), r * math.sin(t)) for r in _RINGS_PX for t in turns)]


def _beside(half: float) -> list[_Point]:
    """Where a name may stand around its dot, best first."""
    side = half + 8
    return [(side, 0), (-side, 0), (0, -15), (0, 15), (side, -11), (side, 11), (-side, -11), (-side, 11)]


def _anchor(dx: float) -> str:
    """From where a name is written: from its dot on, whatever the font's own widths."""
    return "middle" if dx == 0 else "start" if dx > 0 else "end"


def _upon() -> list[_Point]:
    return [(0, 0), (0, -16), (0, 16)]
