"""`Reading` → files: one table of marks, from which every format is made with the same ids and counts.

What was read from a phrase has rows of its own (`located_rows`) and a `description` beside them.
"""

from deconflict_map.export.csv_file import to_csv
from deconflict_map.export.frame import frame_of, to_geodataframe
from deconflict_map.export.geojson import to_geojson
from deconflict_map.export.geopackage import write_gpkg
from deconflict_map.export.kml import write_kml
from deconflict_map.export.located import description, located_geojson, located_rows
from deconflict_map.export.table import Row, rows
from deconflict_map.export.tree import Json, relation_tree
from deconflict_map.export.writing import write_bytes, write_text

__all__ = [
    "Json",
    "Row",
    "description",
    "frame_of",
    "located_geojson",
    "located_rows",
    "relation_tree",
    "rows",
    "to_csv",
    "to_geodataframe",
    "to_geojson",
    "write_bytes",
    "write_gpkg",
    "write_kml",
    "write_text",
]
