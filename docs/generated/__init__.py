"""The package itself → the pages of the reference that nobody writes by hand."""

from .commands import commands_page
from .library import library_page, values_page
from .schema import schema_json, schema_page
from .settings import settings_page
from .vocabulary import vocabulary_page

__all__ = [
    "commands_page",
    "library_page",
    "schema_json",
    "schema_page",
    "settings_page",
    "values_page",
    "vocabulary_page",
]
