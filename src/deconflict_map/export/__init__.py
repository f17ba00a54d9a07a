"""`Reading` → files: one table of marks, from which every format is made with the same ids and counts."""

from deconflict_map.export.frame import to_geodataframe
from deconflict_map.export.geojson import to_geojson
from deconflict_map.export.table import Row, rows
from deconflict_map.export.writing import write_text

__all__ = ["Row", "rows", "to_geodataframe", "to_geojson", "write_text"]
