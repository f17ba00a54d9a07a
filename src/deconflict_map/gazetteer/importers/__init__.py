"""Files that a user has fetched or written → an index of their own: GeoNames dumps, Who's On First, CSV tables."""

from deconflict_map.gazetteer.importers.credits import CsvCredit
from deconflict_map.gazetteer.importers.merging import ImportReport, Sources, merge

__all__ = ["CsvCredit", "ImportReport", "Sources", "merge"]
