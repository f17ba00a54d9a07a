"""`Reading` ↔ JSON without loss, and the schema of that JSON: the format in which a map is kept to be opened again."""

from deconflict_map.export.documents.reading import read_document
from deconflict_map.export.documents.schema import document_schema
from deconflict_map.export.documents.writing import document_json

__all__ = ["document_json", "document_schema", "read_document"]
