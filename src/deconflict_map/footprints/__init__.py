"""Claims → footprints: the geometry of described places, zones and lines, with every metre of uncertainty.

`draw` is the one entry. Each relation has its rule in a module named after it; `rules.toml` holds every parameter with
its source.
"""

from deconflict_map.footprints.drawing import draw
from deconflict_map.footprints.outcome import Drawing

__all__ = ["Drawing", "draw"]
