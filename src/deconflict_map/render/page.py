"""A reading and a base map → one self-contained HTML page, or a Folium map to build on.

Folium writes the page's skeleton, which is the same for every article; then the finished page is taken in hand once
more: foreign tags are replaced by inlined assets, ids are numbered, the data block is put in, every script and style
is hashed into a Content-Security-Policy, and what came out is counted. A page that holds anything else than was meant
is refused with `DeconflictMapError`, never written.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from deconflict_map.errors import DeconflictMapError
from deconflict_map.render.assets import (
    MAP_SCRIPTS,
    PAGE_SCRIPTS,
    TILES_SCRIPTS,
    joined,
    jquery_script,
    leaflet_images,
    leaflet_script,
    leaflet_style,
    own,
)
from deconflict_map.render.datablock import data_block
from deconflict_map.render.layering import MarkLayer
from deconflict_map.render.payload import map_payload, page_payload
from deconflict_map.render.tabling import tabled
from deconflict_map.render.words import phrases

if TYPE_CHECKING:
    import folium

    from deconflict_map.model.basemap import BaseMap
    from deconflict_map.model.reading import Reading
    from deconflict_map.render.datablock import Json
    from deconflict_map.render.tiles import OnlineTiles

_BLOCK_ID = "dcm-data"
_EMPTY_BLOCK = f'<script type="application/json" id="{_BLOCK_ID}"></script>'
_HEX_ID = re.compile(r"(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])")
_VIEWPORT = re.compile(r'<meta name="viewport"[^>]*/>')
_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_TITLE = "A text and its map"
_MAX_ZOOM = 13
"""Closer views would show more than any described place is known to (judgement)."""

_ZOOM_SNAP = 0.25
"""Whole zoom levels would open on up to four times the ground that a scene covers."""


class Assets(StrEnum):
    """Where a Folium map takes Leaflet and its companions from."""

    INLINE = "inline"
    """From installed packages, inside the file: markers, popups, tooltips and GeoJSON work offline. `folium.Icon` and
    plugins that bring scripts of their own still ask for them online; an icon falls back to a plain coloured pin."""
    CDN = "cdn"
    """From the addresses that Folium names: everything of Folium works, online only."""


def render_page(reading: Reading, basemap: BaseMap, *, tiles: OnlineTiles | None = None, opening: str = "") -> str:
    """The page: one HTML file that asks for nothing; equal readings give equal bytes.

    With `tiles` its reader may switch them on, and only then are they asked for; without, nothing of them is in it.
    `opening` says what is open and chosen at first, in the words of `opening_address`.
    """
    further: dict[str, Json] = {} if tiles is None else {"tiles": tiles.record()}
    further |= {"opening": opening} if opening else {}
    block = data_block(tabled(page_payload(reading, basemap) | further))
    return _shell(() if tiles is None else tiles.origins).replace(
        _EMPTY_BLOCK, _EMPTY_BLOCK.replace("></", f">{block}</"), 1
    )


def to_folium(reading: Reading, basemap: BaseMap, *, assets: Assets = Assets.INLINE) -> folium.Map:
    """The layers of the page as a `folium.Map` for layers of one's own; no article panel.

    Add a `folium.LayerControl()` last to switch layers. What is added later is Folium's own business: strings given
    to its popups and tooltips are HTML, and Jinja reads them.
    """
    from deconflict_map.render.folium_layers import HeadPieces  # noqa: PLC0415 Folium takes half a second to import

    data = data_block(tabled(map_payload(reading, basemap)))
    block = f'<script type="application/json" id="{_BLOCK_ID}">{data}</script>'
    chart = _map()
    pieces = [("dcm_map_css", _style(own("map.css")))]
    if assets is Assets.INLINE:
        chart.default_js, chart.default_css = [], []
        pieces = [
            ("leaflet_css", _style(leaflet_style())),
            ("leaflet", _script(leaflet_script())),
            ("jquery", _script(jquery_script())),
            ("dcm_icons", _script(_icon_script())),
            *pieces,
        ]
    pieces += [("dcm_map_js", _script(joined(MAP_SCRIPTS))), (_BLOCK_ID, block)]
    chart.add_child(HeadPieces(pieces), name="dcm_head")
    _add_layers(chart, own_layers=bool(basemap.own))
    return chart


def _map() -> folium.Map:
    import folium  # noqa: PLC0415 takes half a second

    # `max_zoom` would be the tiles' own limit, and there are none: Leaflet's option bears this name.
    return folium.Map(location=(0.0, 0.0), zoom_start=2, tiles=None, maxZoom=_MAX_ZOOM, zoom_snap=_ZOOM_SNAP)


def _add_layers(chart: folium.Map, *, own_layers: bool) -> None:
    from deconflict_map.render.folium_layers import SceneLayer  # noqa: PLC0415

    rows = [("ground", "Base map", True)]
    rows += [(layer.value, phrases("layer")[layer.value], True) for layer in MarkLayer]
    rows += [("ensembles", "Other plausible courses", False)]
    rows += [("own", "Added layers", True)] if own_layers else []
    for layer_id, name, show in rows:
        chart.add_child(SceneLayer(layer_id, name=name, block_id=_BLOCK_ID, show=show), name=f"dcm_{layer_id}")


def _icon_script() -> str:
    return own("icons.js").replace('"LEAFLET_IMAGES"', json.dumps(leaflet_images()))


def _script(text: str) -> str:
    return f"<script>{text}</script>\n"


def _style(text: str) -> str:
    return f"<style>{text}</style>\n"


def _skeleton(*, tiled: bool = False) -> str:
    """What Folium writes: constant, whatever the reading."""
    from deconflict_map.render.folium_layers import HeadPieces, ReaderPanel, TilesSwitch  # noqa: PLC0415

    chart = _map()
    chart.default_js, chart.default_css = [], []
    pieces = (
        ("leaflet_css", _style(leaflet_style())),
        ("dcm_map_css", _style(own("map.css"))),
        (
            "dcm_page_css",
            _style(own("page.css") + own("correct.css") + (own("tiles.css") if tiled else "") + own("print.css")),
        ),
        ("leaflet", _script(leaflet_script())),
        ("dcm_map_js", _script(joined(MAP_SCRIPTS))),
        ("dcm_page_js", _script(joined(PAGE_SCRIPTS + (TILES_SCRIPTS if tiled else ())))),
        (_BLOCK_ID, _EMPTY_BLOCK),
    )
    chart.add_child(HeadPieces(pieces), name="dcm_head")
    _add_layers(chart, own_layers=True)  # the same page, whether there are any
    chart.add_child(ReaderPanel(block_id=_BLOCK_ID), name="dcm_panel")
    if tiled:
        chart.add_child(TilesSwitch(block_id=_BLOCK_ID), name="dcm_tiles")
    return str(chart.get_root().render())


@cache
def _shell(origins: tuple[str, ...] = ()) -> str:
    """The finished page without its data: constant, so made once. Images may come from `origins`, if from anywhere."""
    page = _numbered(_skeleton(tiled=bool(origins)))
    page = _VIEWPORT.sub('<meta name="viewport" content="width=device-width, initial-scale=1" />', page, count=1)
    page = page.replace("<html>", '<html lang="en">', 1)
    head = (
        f'<head>\n<meta http-equiv="Content-Security-Policy" content="{_policy(page, origins)}" />'
        f'\n<meta name="referrer" content="no-referrer" />\n<title>{_TITLE}</title>'
    )
    page = page.replace("<head>", head, 1)
    _check(page)
    return page


def _numbered(page: str) -> str:
    """Folium's random ids as numbers in the order of their first appearance."""
    numbers: dict[str, str] = {}
    return _HEX_ID.sub(lambda found: numbers.setdefault(found.group(), f"{len(numbers) + 1:04d}"), page)


def _policy(page: str, origins: tuple[str, ...]) -> str:
    scripts = " ".join(_source(found.group(1)) for found in _SCRIPT.finditer(page))
    styles = " ".join(_source(found.group(1)) for found in _STYLE.finditer(page))
    images = " ".join(("data:", *origins))
    return (
        f"default-src 'none'; script-src {scripts}; style-src {styles}; img-src {images}; connect-src 'none'; "
        "base-uri 'none'; form-action 'none'"
    )


def _source(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}'"


def _check(page: str) -> None:
    """Refuses a skeleton in which something stands that this package didn't put there."""
    bare = _STYLE.sub("<style></style>", _SCRIPT.sub("<script></script>", page))
    counts = {
        "<script": 6,  # Leaflet, map, page, Folium's switches and Folium's script; the data block
        "<style": 6,  # three of ours, three of Folium's
        _EMPTY_BLOCK: 1,
        "<link": 0,
        "<iframe": 0,
        "src=": 0,
        "href=": 0,
        "<body>": 1,
    }
    wrong = {what: bare.count(what) for what, count in counts.items() if bare.count(what) != count}
    if wrong:
        raise DeconflictMapError(
            f"the page holds something that isn't ours: {wrong}",
            where="page",
            do="report it with the version of Folium that is installed",
        )
