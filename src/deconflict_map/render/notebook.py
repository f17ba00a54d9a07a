"""A reading and a base map → the HTML that a notebook shows.

The page stands in an iframe with `sandbox="allow-scripts allow-downloads"` and no more, so that it can't reach the
notebook, and a reader can still keep what the page offers by a click; the iframe lies over a still figure that says the
same, which shows where scripts or iframes are taken out (an untrusted notebook, a repository's preview). Refuses
nothing.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from deconflict_map.render.page import render_page
from deconflict_map.render.static import render_static

if TYPE_CHECKING:
    from deconflict_map.model.basemap import BaseMap
    from deconflict_map.model.reading import Reading
    from deconflict_map.render.tiles import OnlineTiles


def render_notebook(
    reading: Reading, basemap: BaseMap, *, height_px: int, tiles: OnlineTiles | None = None, opening: str = ""
) -> str:
    """An HTML fragment `height_px` pixels high: the still figure, and the page over it where it may run."""
    page = escape(render_page(reading, basemap, tiles=tiles, opening=opening), quote=True)
    return (
        f'<div style="position:relative;height:{height_px:d}px;overflow:auto">'
        f'<iframe sandbox="allow-scripts allow-downloads" srcdoc="{page}" title="Text and map" width="100%" '
        f'height="{height_px:d}" '
        f'style="display:block;position:sticky;top:0;z-index:1;border:0;background:#fff;margin-bottom:-{height_px:d}px"></iframe>'
        f"{render_static(reading, basemap)}</div>"
    )
