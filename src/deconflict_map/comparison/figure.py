"""A comparison and a base map → one SVG: both texts overlaid, what the strokes mean, and what is said of each row.

It stands alone: no script, no style sheet, no address; equal comparisons give equal bytes. Text is escaped and made
visible, cut with an ellipsis where it has no room. Refuses nothing.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from deconflict_map.comparison.plate import SIGNS, OverlaidPlate, Side, looks, mark_style, overlaid, patterns, sides_of
from deconflict_map.model.footprint import Level
from deconflict_map.render.framing import border_marks, north_arrow, scale_bar
from deconflict_map.render.inks import INK, LAND, PAPER, QUIET, RULE
from deconflict_map.render.key import BODY, HEAD
from deconflict_map.render.lettering import FAMILY, Face, Hand, width_px
from deconflict_map.render.placing import NUMBER, badge
from deconflict_map.render.reporting import banner_words, note_words, title_words
from deconflict_map.render.setting import Piece, in_two, paragraph, stacked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deconflict_map.comparison.values import ComparedAccount, Outcome
    from deconflict_map.model.basemap import BaseMap
    from deconflict_map.model.place import DataSource
    from deconflict_map.model.reading import Reading

WIDTH_PX = 1000.0
_MARGIN, _GUTTER = 40.0, 32.0
_TITLE = Face(size=20, bold=True)
_SECTION = Face(size=14, bold=True)
_SMALL = Face(size=10, ink=QUIET)
_MOST_ROWS = 60
HEADINGS = {
    "title": "Two texts, overlaid",
    "strokes": "What the strokes mean",
    "rows": "What is said, before and after",
    "doubts": "Which is which can’t be told",
    "sources": "Data and licences",
}
MEANINGS = {
    "line": "a described line: its most central course, and dotted the band of nine tenths of plausible ones",
    "zone": "a zone: filled where it is likely, dotted to where it isn’t ruled out",
    "open": "hatched: the words don’t fix it; what they leave possible",
}
PUBLISHED = "dash and dot: published elsewhere, as a reader gave it; not from the text"


def comparison_figure(outcome: Outcome, before: Reading, after: Reading, basemap: BaseMap) -> str:
    """The whole figure as an SVG document."""
    hand, inner = Hand(), WIDTH_PX - 2 * _MARGIN
    plate = overlaid(outcome.accounts, before, after, basemap, width=inner, hand=hand)
    half = (inner - _GUTTER) / 2
    parts = (
        paragraph(HEADINGS["title"], _TITLE, inner, most=1),
        *(_told(side, reading, hand, inner) for side, reading in ((Side.BEFORE, before), (Side.AFTER, after))),
        stacked((paragraph(note, BODY, inner, most=2) for note in outcome.notes), gap=0.0),
        _framed(plate),
        _section("strokes", [_stroke(side, half) for side in Side] + _kinds(outcome.accounts, half), inner),
        _section("rows", _rows(outcome.accounts, plate, hand, half), inner),
        _section("doubts", [paragraph(hand.words(one.told), BODY, half, most=6) for one in outcome.doubts], inner),
        _footer(plate, sources(before, after), hand, inner),
    )
    body = stacked(parts, gap=16.0)
    height = round(body.height + 2 * _MARGIN)
    title = f"{title_words(before, hand)} → {title_words(after, hand)}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH_PX:g} {height}" width="{WIDTH_PX:g}" '
        f'height="{height}" role="img" font-family="{FAMILY}" font-size="12" fill="none">'
        f"<title>{escape(title[:300])}</title><defs>{patterns()}</defs>"
        f'<path d="M0 0H{WIDTH_PX:g}V{height}H0Z" fill="{PAPER}"/>{body.at(_MARGIN, _MARGIN)}</svg>'
    )


def sources(before: Reading, after: Reading) -> tuple[DataSource, ...]:
    """The data sources of both, each once."""
    return tuple(dict.fromkeys((*before.sources, *after.sources)))


def _told(side: Side, reading: Reading, hand: Hand, width: float) -> Piece:
    """Whose words a side shows, with its stroke."""
    words = stacked(
        (
            paragraph(title_words(reading, hand), HEAD, width, most=2, x=66.0),
            paragraph(banner_words(reading, hand), BODY, width, most=2, x=66.0),
            paragraph(" ".join(map(hand.words, reading.withheld)), _SMALL, width, most=6, x=66.0),
        ),
        gap=0.0,
    )
    name = paragraph(looks()[side].name.upper(), Face(size=10, bold=True, ink=looks()[side].ink), 64.0, most=1)
    return Piece(svg=name.svg + f'<path d="M0 22H54" {_line(side)}/>' + words.svg, height=max(words.height, 30.0))


def _line(side: Side) -> str:
    return mark_style(side, Level.BEST, drawable=True)


def framed_svg(plate: OverlaidPlate) -> str:
    """The map in its frame, each side in a group of its own, with arrow and scale bar."""
    chart = plate.plate.chart
    marks, letters = (
        "".join(
            f'<g data-side="{side.value}" clip-path="url(#cut-{side.value})">{svg}</g>' for side, svg in pieces.items()
        )
        for pieces in (plate.marks, plate.letters)
    )
    names = f'<g data-side="names">{plate.names}</g>'
    return f"{plate.ground}{marks}{names}{letters}{north_arrow(chart)}{scale_bar(chart)}"


def cuts(plate: OverlaidPlate) -> str:
    """The clip paths that the groups of the sides name: the whole map, until somebody moves them."""
    chart = plate.plate.chart
    return "".join(
        f'<clipPath id="cut-{side.value}"><rect width="{chart.width:g}" height="{chart.height:g}"/></clipPath>'
        for side in Side
    )


def _framed(plate: OverlaidPlate) -> Piece:
    chart = plate.plate.chart
    svg = (
        f"<defs>{cuts(plate)}</defs>"
        f'<svg width="{chart.width:g}" height="{chart.height:g}" overflow="hidden">{framed_svg(plate)}</svg>'
        f'<path d="M0 0H{chart.width:g}V{chart.height:g}H0Z" stroke="{INK}" stroke-width=".8"/>{border_marks(chart)}'
    )
    return Piece(svg=svg, height=chart.height + 14.0)


def _section(title: str, pieces: Sequence[Piece], width: float) -> Piece:
    if not pieces:
        return Piece(svg="", height=0.0)
    head = paragraph(HEADINGS[title], _SECTION, width, most=1)
    rule = Piece(svg=f'<path d="M0 0H{width:g}" stroke="{RULE}"/>', height=3.0)
    return stacked((head, rule, in_two(pieces, width=width, gutter=_GUTTER, gap=8.0)), gap=4.0)


def _sample(inside: str, words: str, width: float) -> Piece:
    frame = f'<rect width="54" height="28" fill="{LAND}" stroke="{RULE}" stroke-width=".5"/>'
    told = paragraph(words, BODY, width, most=3, x=66.0)
    return Piece(svg=frame + inside + told.at(0, max(0.0, (28 - told.height) / 2)), height=max(28.0, told.height))


def _stroke(side: Side, width: float) -> Piece:
    words = {
        Side.BEFORE: "← what the earlier text alone says, or says otherwise",
        Side.AFTER: "→ what the later text alone says, or says otherwise",
        Side.BOTH: "= what both say alike",
    }[side]
    return _sample(f'<path d="M2 14H52" {_line(side)}/>', words, width)


def holds_published(rows: Sequence[ComparedAccount]) -> bool:
    """Whether anything is drawn that isn't from the texts."""
    return any(footprint.published is not None for row in rows for _, footprint in sides_of(row))


def _kinds(rows: Sequence[ComparedAccount], width: float) -> list[Piece]:
    side = Side.AFTER
    course = f'<path d="M2 14H52" {mark_style(side, Level.PUBLISHED, drawable=True)}/>'
    given = [_sample(course, PUBLISHED, width)] if holds_published(rows) else []
    line = (
        f'<path d="M1 5H53V23H1Z" {mark_style(side, Level.BAND90, drawable=True)}/><path d="M1 14H53" {_line(side)}/>'
    )
    zone = "".join(
        f'<rect x="{x}" y="{y}" width="{54 - 2 * x}" height="{28 - 2 * y}" {mark_style(side, level, drawable=True)}/>'
        for level, x, y in ((Level.SUPPORT, 3, 3), (Level.LIKELY, 9, 7))
    )
    hatch = f'<rect x="3" y="3" width="48" height="22" {mark_style(side, Level.SUPPORT, drawable=False)}/>'
    told = [_sample(inside, MEANINGS[key], width) for key, inside in (("line", line), ("zone", zone), ("open", hatch))]
    return [*told, *given]


def _rows(rows: Sequence[ComparedAccount], plate: OverlaidPlate, hand: Hand, width: float) -> list[Piece]:
    pieces = [_row(number, row, plate, hand, width) for number, row in enumerate(rows[:_MOST_ROWS], start=1)]
    left = len(rows) - _MOST_ROWS
    return [*pieces, paragraph(f"… and {left} more.", BODY, width, most=1)] if left > 0 else pieces


def _row(number: int, row: ComparedAccount, plate: OverlaidPlate, hand: Hand, width: float) -> Piece:
    side = side_of(row)
    told = row.told + ("; outside the map’s view" if number in plate.outside else "")
    wide = max(30.0, width_px(f"{number}{SIGNS[side]}", NUMBER) + 12.0)
    words = stacked(
        (
            paragraph(hand.words(row.account.title), HEAD, width, most=2, x=wide + 8.0),
            paragraph(hand.words(told), BODY, width, most=6, x=wide + 8.0),
        ),
        gap=1.0,
    )
    mark = badge((0.0, 0.0, wide, 18.0), f"{number}{SIGNS[side]}", looks()[side].ink)
    return Piece(svg=mark + words.svg, height=max(19.0, words.height))


def side_of(row: ComparedAccount) -> Side:
    """The side whose hue a row bears: that of the one text that has it, the later one's where they differ."""
    if row.before is None or row.after is None:
        return Side.AFTER if row.before is None else Side.BEFORE
    return Side.AFTER if row.differs else Side.BOTH


def _footer(plate: OverlaidPlate, data: Sequence[DataSource], hand: Hand, width: float) -> Piece:
    words = " · ".join(hand.words(f"{one.title} {one.version} ({one.licence}): {one.attribution}") for one in data)
    return stacked(
        (
            stacked((paragraph(line, _SMALL, width, most=3) for line in note_words(plate.plate, hand)), gap=0.0),
            paragraph(HEADINGS["sources"], HEAD, width, most=1),
            paragraph(words, _SMALL, width, most=14),
        ),
        gap=4.0,
    )
