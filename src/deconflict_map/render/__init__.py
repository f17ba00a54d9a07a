"""A reading and its base map → one HTML page, a Folium map, or a static figure for notebooks.

Article text reaches a page only through its one data block and is placed by our own scripts with `textContent`. Folium
and branca see constants only. Nothing here refuses a reading: what can't be drawn is listed with its reason.
"""

from deconflict_map.render.figure import figure, plate_figure
from deconflict_map.render.fonts import check_picture
from deconflict_map.render.notebook import render_notebook
from deconflict_map.render.opening import opening_address
from deconflict_map.render.page import Assets, render_page, to_folium
from deconflict_map.render.picture import render_png
from deconflict_map.render.scene import scene_bounds
from deconflict_map.render.static import render_static
from deconflict_map.render.tiles import OnlineTiles

__all__ = [
    "Assets",
    "OnlineTiles",
    "check_picture",
    "figure",
    "opening_address",
    "plate_figure",
    "render_notebook",
    "render_page",
    "render_png",
    "render_static",
    "scene_bounds",
    "to_folium",
]
