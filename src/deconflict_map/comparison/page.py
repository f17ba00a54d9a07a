"""A comparison and a base map → one self-contained HTML page: both texts overlaid, and tables of what differs.

The page asks for nothing and needs no library. It is whole without its script, which adds toggles, a swipe and zoom;
script and style are let in by their hashes alone. Somebody's words stand in escaped text nodes, made visible, and
nowhere else: no attribute, no script and no template holds them. Equal comparisons give equal bytes.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING

from deconflict_map.comparison.figure import (
    MEANINGS,
    PUBLISHED,
    comparison_figure,
    cuts,
    framed_svg,
    holds_published,
    sources,
)
from deconflict_map.comparison.plate import OverlaidPlate, Side, overlaid, patterns
from deconflict_map.comparison.tabling import tables, text
from deconflict_map.render.lettering import FAMILY, Hand
from deconflict_map.render.reporting import note_words

if TYPE_CHECKING:
    from deconflict_map.comparison.values import Outcome
    from deconflict_map.model.basemap import BaseMap
    from deconflict_map.model.reading import Reading

_WIDTH_PX = 1200.0
_SWITCHES = ((Side.BEFORE, "earlier text"), (Side.AFTER, "later text"), (Side.BOTH, "alike in both"))


@cache
def _asset(name: str) -> str:
    return files(__package__).joinpath("assets", name).read_text(encoding="utf-8")


def comparison_page(outcome: Outcome, before: Reading, after: Reading, basemap: BaseMap) -> str:
    """The whole page."""
    plate = overlaid(outcome.accounts, before, after, basemap, width=_WIDTH_PX, hand=Hand())
    script, style = _asset("compare.js"), _asset("compare.css")
    policy = (
        f"default-src 'none'; script-src {_source(script)}; style-src {_source(style)}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    notes = "".join(f"<li>{text(line)}</li>" for line in note_words(plate.plate, Hand()))
    credited = "".join(
        f"<li>{text(f'{one.title} {one.version} ({one.licence}): {one.attribution}')}</li>"
        for one in sources(before, after)
    )
    shown = _figure(plate, published=holds_published(outcome.accounts))
    withheld = "".join(f"<p>{text(line)}</p>" for line in (*before.withheld, *after.withheld))
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="referrer" content="no-referrer">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>Two texts compared</title>\n<style>{style}</style>\n</head>\n<body>\n<main>\n"
        f"<h1>Two texts compared</h1>\n{_tools()}\n{shown}\n{withheld}"
        f'<div class="table">{tables(outcome, before, after, head="h2")}</div>\n'
        f"<h2>To measure and to judge the map</h2><ul>{notes}</ul>\n<h2>Data and licences</h2><ul>{credited}</ul>\n"
        f"</main>\n<script>{script}</script>\n</body>\n</html>\n"
    )


def comparison_notebook(outcome: Outcome, before: Reading, after: Reading, basemap: BaseMap, *, height_px: int) -> str:
    """An HTML fragment: the page in an iframe that can't reach the notebook, over a still figure that says the same."""
    page = escape(comparison_page(outcome, before, after, basemap), quote=True)
    still = comparison_figure(outcome, before, after, basemap)
    image = base64.b64encode(still.encode("utf-8")).decode("ascii")
    return (
        f'<div style="position:relative;height:{height_px:d}px;overflow:auto">'
        f'<iframe sandbox="allow-scripts" srcdoc="{page}" title="Two texts compared" width="100%" '
        f'height="{height_px:d}" style="display:block;position:sticky;top:0;z-index:1;border:0;background:#fff;'
        f'margin-bottom:-{height_px:d}px">'
        f'</iframe><img alt="Both texts overlaid; the tables say the same" width="100%" '
        f'src="data:image/svg+xml;base64,{image}"></div>'
    )


def _tools() -> str:
    switches = "".join(
        f'<label><input type="checkbox" checked data-shows="{side.value}"> <span class="key key-{side.value}"></span> '
        f"{name}</label>"
        for side, name in _SWITCHES
    )
    return (
        '<div id="tools" hidden>'
        f"<fieldset><legend>Show</legend>{switches}</fieldset>"
        '<label><input type="checkbox" id="swiping"> swipe</label>'
        '<label>earlier <input type="range" id="swipe" min="0" max="100" value="50" disabled '
        'aria-label="Where the earlier map ends and the later one begins"> later</label>'
        '<span><button type="button" id="nearer" aria-label="Zoom in">+</button> '
        '<button type="button" id="farther" aria-label="Zoom out">−</button></span></div>'
    )


def _figure(plate: OverlaidPlate, *, published: bool) -> str:
    chart = plate.plate.chart
    size = f'viewBox="0 0 {chart.width:g} {chart.height:g}"'
    told = "; ".join((*MEANINGS.values(), *((PUBLISHED,) if published else ())))
    return (
        '<figure><div id="map" tabindex="0" role="group" '
        'aria-label="Map of both texts; plus and minus zoom, arrows move">'
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" font-family="{FAMILY}" font-size="12" fill="none">'
        f"<title>Both texts overlaid; the tables below say the same</title><defs>{patterns()}{cuts(plate)}</defs>"
        f'{framed_svg(plate)}<line id="edge" class="off" y1="0" y2="{chart.height:g}" stroke="#1d2125" '
        'stroke-width="2"/></svg></div>'
        f"<figcaption><small>{told}. The earlier text is dashed, the later one solid. Numbers are those of the "
        "table: ← only or otherwise in the earlier text, → in the later one, = alike in both.</small>"
        "</figcaption></figure>"
    )


def _source(content: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode('utf-8')).digest()).decode('ascii')}'"
