"""Records, one after another → an index file: sorted, compressed, checked and swapped in whole."""

from deconflict_map.gazetteer.indexing.spool import NameRole
from deconflict_map.gazetteer.indexing.writer import IndexReport, IndexWriter

__all__ = ["IndexReport", "IndexWriter", "NameRole"]
