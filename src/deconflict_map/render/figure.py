"""A reading and a base map → a figure to publish: one SVG with title, banner, map, legend, list and sources.

It stands alone: no script, no style sheet, no address, nothing of the time or machine on which it was made; equal
readings give equal bytes. Text is escaped and made visible, cut with an ellipsis where it has no room; what isn't on
the map is told with its reason. Refuses nothing. Trade-off taken: letters are measured with a table, not a font, so
that the same figure can be set on any machine; lines are a little shorter than they could be.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from deconflict_map.render.drawing import draw_map
from deconflict_map.render.framing import border_marks, north_arrow, scale_bar
from deconflict_map.render.inks import INK, PAPER, QUIET, RULE, patterns
from deconflict_map.render.key import BODY, HEAD, legend, own_legend
from deconflict_map.render.layering import MarkLayer
from deconflict_map.render.lettering import FAMILY, Face, Hand
from deconflict_map.render.reporting import (
    assumed_words,
    banner_words,
    entries,
    missing_words,
    note_words,
    source_words,
    title_words,
)
from deconflict_map.render.setting import EMPTY, Piece, in_two, paragraph, stacked
from deconflict_map.render.words import figure_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from deconflict_map.model.basemap import BaseMap
    from deconflict_map.model.reading import Reading
    from deconflict_map.render.drawing import Plate

WIDTH_PX = 1000.0
_MARGIN, _GUTTER = 40.0, 32.0
_TITLE = Face(size=22, bold=True)
_BANNER = Face(size=13, bold=True, ink="#8a1c00")
_SMALL = Face(size=10, ink=QUIET)
_SECTION = Face(size=14, bold=True)


def figure(reading: Reading, basemap: BaseMap, *, hand: Hand | None = None) -> str:
    """The whole figure as an SVG document."""
    hand = hand or Hand()
    inner = WIDTH_PX - 2 * _MARGIN
    plate = draw_map(reading, basemap, width=inner, hand=hand)
    parts = (
        _heading(reading, hand, inner),
        _framed(plate),
        _section("legend", legend(plate, reading, width=(inner - _GUTTER) / 2), inner),
        _section("added", own_legend(plate, basemap.own, hand, width=(inner - _GUTTER) / 2), inner),
        _section("list", entries(reading, hand, width=(inner - _GUTTER) / 2), inner),
        _section("assumed", _lines(assumed_words(reading, hand), (inner - _GUTTER) / 2), inner),
        _section("rest", _lines(missing_words(reading, plate, hand), (inner - _GUTTER) / 2), inner),
        _footer(reading, plate, hand, inner),
    )
    return _document(stacked(parts, gap=20.0), plate, reading, hand)


def plate_figure(reading: Reading, basemap: BaseMap, *, hand: Hand | None = None) -> str:
    """The map with its legend and notes alone, for where title, banner and lists stand beside it as text."""
    hand = hand or Hand()
    inner = WIDTH_PX - 2 * _MARGIN
    plate = draw_map(reading, basemap, width=inner, hand=hand)
    rows = legend(plate, reading, width=(inner - _GUTTER) / 2)
    added = _section("added", own_legend(plate, basemap.own, hand, width=(inner - _GUTTER) / 2), inner)
    parts = (_framed(plate), _section("legend", rows, inner), added, _notes(plate, hand, inner))
    return _document(stacked(parts, gap=20.0), plate, reading, hand)


def _document(body: Piece, plate: Plate, reading: Reading, hand: Hand) -> str:
    height = round(body.height + 2 * _MARGIN)
    title, told = title_words(reading, hand), banner_words(reading, hand)
    licences = " · ".join(source_words(reading, hand))
    layers = dict.fromkeys(layer for layer in MarkLayer if any(shown is layer for shown, _ in plate.shown))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH_PX:g} {height}" width="{WIDTH_PX:g}" '
        f'height="{height}" role="img" font-family="{FAMILY}" font-size="12" fill="none">'
        f"<title>{escape(title[:300])}</title><desc>{escape(told[:600])}</desc><metadata>{escape(licences[:6000])}</metadata>"
        f"<defs>{patterns(layers)}</defs>"
        f'<path d="M0 0H{WIDTH_PX:g}V{height}H0Z" fill="{PAPER}"/>{body.at(_MARGIN, _MARGIN)}</svg>'
    )


def _heading(reading: Reading, hand: Hand, width: float) -> Piece:
    versions = "; ".join(hand.words(f"{source.id} {source.version}") for source in reading.sources)
    data = figure_words("banner")["data"].format(versions=versions) if versions else ""
    return stacked(
        (
            paragraph(title_words(reading, hand), _TITLE, width, most=3),
            paragraph(banner_words(reading, hand), _BANNER, width, most=3),
            paragraph(" ".join(map(hand.words, reading.withheld)), _SMALL, width, most=8),
            paragraph(data, _SMALL, width, most=4),
        ),
        gap=3.0,
    )


def _framed(plate: Plate) -> Piece:
    chart = plate.chart
    svg = (
        f'<svg width="{chart.width:g}" height="{chart.height:g}" overflow="hidden">{plate.svg}'
        f"{north_arrow(chart)}{scale_bar(chart)}</svg>"
        f'<path d="M0 0H{chart.width:g}V{chart.height:g}H0Z" stroke="{INK}" stroke-width=".8"/>{border_marks(chart)}'
    )
    return Piece(svg=svg, height=chart.height + 14.0)


def _section(title: str, pieces: Sequence[Piece], width: float) -> Piece:
    if not pieces:
        return EMPTY
    head = paragraph(figure_words("heading")[title], _SECTION, width, most=1)
    rule = Piece(svg=f'<path d="M0 0H{width:g}" stroke="{RULE}"/>', height=3.0)
    return stacked((head, rule, in_two(pieces, width=width, gutter=_GUTTER, gap=9.0)), gap=4.0)


def _lines(lines: Iterable[str], width: float) -> list[Piece]:
    return [paragraph(line, BODY, width, most=7) for line in lines]


def _notes(plate: Plate, hand: Hand, width: float) -> Piece:
    return stacked((paragraph(line, _SMALL, width, most=3) for line in note_words(plate, hand)), gap=0.0)


def _footer(reading: Reading, plate: Plate, hand: Hand, width: float) -> Piece:
    head = paragraph(figure_words("heading")["sources"], HEAD, width, most=1)
    sources = paragraph(" · ".join(source_words(reading, hand)), _SMALL, width, most=14)
    return stacked((_notes(plate, hand, width), head, sources), gap=4.0)
