"""Names → places, and ids → shapes: a read-only gazetteer, and the builder of its artefact."""

from deconflict_map.gazetteer.atlas import Atlas, open_gazetteer
from deconflict_map.gazetteer.search import Finding

__all__ = ["Atlas", "Finding", "open_gazetteer"]
