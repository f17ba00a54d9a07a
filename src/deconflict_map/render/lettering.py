"""Words → lines of SVG text that fit their room, cut with an ellipsis where they don't.

No font is asked: widths come from a table (`vocabulary/lettering.toml`) of the widest usual faces, so that the same
words break alike on every machine. A text of somebody else's is set between isolates (U+2068, U+2069), so that its
direction stays its own. Nothing is refused: what can't be seen is named (`visible`), what can't stand in XML never
comes through, and of a text of any length only what could fit is looked at.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING

from deconflict_map.render.visible import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ELLIPSIS = "…"
FAMILY = "FiraGO, 'FiraGO Regular', 'Noto Sans', 'Noto Sans CJK SC', 'DejaVu Sans', Arial, sans-serif"
BOLD_FAMILY = "'FiraGO Bold', FiraGO, 'Noto Sans', 'Noto Sans CJK SC', 'DejaVu Sans', Arial, sans-serif"
"""FiraGO's weights bear names of their own in the fonts that pictures are made with."""
_LEAST_WIDTH = 0.25
"""No letter of the table but marks without width is narrower; bounds how much of a text can fit, in ems."""
_MOST_CHARACTERS = 3000
"""No place of a figure has room for more of one text: what comes after isn't even looked at."""
_LONGEST_WORD = 70
_LONG_WORD = re.compile(
    rf"[^\s\u0e00-\u109f\u1780-\u17ff\u2e80-\ud7ff\uf900-\ufaff\uff00-\uffef]{{{_LONGEST_WORD + 1},}}"
)
"""No word is longer where words stand apart (judgement), and none so long could be set; Thai, Burmese, Khmer, Chinese,
Japanese and Korean break anywhere."""
_MARKS = frozenset(("Mn", "Me", "Cf"))
_PIECE = re.compile(r"\S+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """How words are set: size in pixels, weight, slant and colour."""

    size: float
    bold: bool = False
    italic: bool = False
    ink: str = "#1d2125"
    halo: bool = False
    spacing: float = 0.0

    @property
    def leading(self) -> float:
        """From one line to the next, in pixels."""
        return self.size * 1.38


@dataclass(frozen=True, slots=True, kw_only=True)
class _Widths:
    bold: float
    ascii: tuple[float, ...]
    blocks: tuple[tuple[int, int, float], ...]
    other: float


@cache
def _widths() -> _Widths:
    table = tomllib.loads(files(__package__).joinpath("vocabulary/lettering.toml").read_text(encoding="utf-8"))
    return _Widths(
        bold=float(table["bold"]),
        ascii=tuple(int(width) / 1000 for width in table["ascii"]),
        blocks=tuple((int(first), int(last), int(width) / 1000) for first, last, width in table["blocks"]),
        other=int(table["other"]) / 1000,
    )


@cache
def _letter(character: str) -> float:
    code, widths = ord(character), _widths()
    if 0x20 <= code < 0x7F:
        return widths.ascii[code - 0x20]
    if unicodedata.category(character) in _MARKS:
        return 0.0
    return next((width for first, last, width in widths.blocks if first <= code <= last), widths.other)


def width_px(text: str, face: Face) -> float:
    """About how wide a text is, in pixels; rather too wide than too narrow."""
    wide = sum(map(_letter, text)) * face.size * (_widths().bold if face.bold else 1.0)
    return wide + face.spacing * len(text)


def plain(words: str) -> str:
    """One line of visible characters with single spaces; of a very long text its beginning and an ellipsis."""
    whole = words if len(words) <= _MOST_CHARACTERS else words[:_MOST_CHARACTERS] + ELLIPSIS
    return bearable(" ".join(visible(whole).split()))


def bearable(text: str) -> str:
    """`text` with words that no line could hold cut visibly."""
    return _LONG_WORD.sub(lambda found: found.group()[:_LONGEST_WORD] + ELLIPSIS, text)


def cut(text: str, face: Face, room_px: float) -> str:
    """`text`, or as much of it as has room before an ellipsis."""
    short = text[: _most(face, room_px) + 1]
    if len(short) == len(text) and width_px(text, face) <= room_px:
        return text
    room = room_px - width_px(ELLIPSIS, face)
    while short and width_px(short, face) > room:
        over = width_px(short, face) - room
        short = short[: -max(1, int(over / (face.size * 2)))]
    return short.rstrip() + ELLIPSIS


def _most(face: Face, room_px: float) -> int:
    return int(4 * room_px / (face.size * _LEAST_WIDTH)) + 8  # four times: marks without width take no room


def wrapped(text: str, face: Face, room_px: float, *, most: int) -> tuple[str, ...]:
    """`text` in at most `most` lines; a word too long for a line, and what comes after the last, is cut visibly."""
    limit = _most(face, room_px) * most
    lines: list[str] = []
    line = ""
    for piece, joint in _pieces(text[:limit]):
        longer = line + joint + piece if line else piece
        if width_px(longer, face) <= room_px:
            line = longer
            continue
        if line:
            lines.append(line)
        line = cut(piece, face, room_px)
        if len(lines) > most:
            break
    lines = [*lines, line] if line else lines
    if len(lines) > most or len(text) > limit:
        lines = lines[:most]
        lines[-1] = cut(lines[-1] + " " + ELLIPSIS * 2, face, room_px) if lines else ELLIPSIS
        lines[-1] = lines[-1].rstrip(ELLIPSIS + " ") + " " + ELLIPSIS
    return tuple(lines)


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """Pieces between which a line may break, each with what joins it to the one before."""
    for found in _PIECE.finditer(text):
        joint, run = " ", ""
        for character in found.group():
            if unicodedata.east_asian_width(character) == "W" and run:
                yield run, joint
                joint, run = "", ""
            run += character
        if run:
            yield run, joint


def isolated(text: str) -> str:
    """A text whose direction is its own, whatever stands around it."""
    return f"\N{FIRST STRONG ISOLATE}{text}\N{POP DIRECTIONAL ISOLATE}" if not text.isascii() else text


def text_at(x: float, y: float, text: str, face: Face, *, anchor: str = "start") -> str:
    """One line as an SVG text element with its baseline at `y`."""
    style = f'font-size="{face.size:g}" fill="{face.ink}"'
    if face.bold:
        style += f' font-weight="700" font-family="{BOLD_FAMILY}"'
    if face.italic:
        style += ' font-style="italic"'
    if face.spacing:
        style += f' letter-spacing="{face.spacing:g}"'
    if face.halo:
        style += ' stroke="#fff" stroke-opacity=".85" stroke-width="3" stroke-linejoin="round" paint-order="stroke"'
    if anchor != "start":
        style += f' text-anchor="{anchor}"'
    return f'<text x="{x:.1f}" y="{y:.1f}" {style}>{escape(text)}</text>'


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """Who writes somebody else's words; `legible` names what the fonts at hand can't write.

    `lacking` are the scripts of which letters were asked for in vain: a figure says so.
    """

    legible: Callable[[str], str] | None = None
    lacking: tuple[str, ...] = ()

    def writes(self, words: str) -> bool:
        """Whether every character can be written."""
        return self.legible is None or self.legible(plain(words)) == plain(words)

    def words(self, words: str) -> str:
        """The words as one line of legible characters, in a direction of their own."""
        line = plain(words)
        return isolated(line if self.legible is None else self.legible(line))
