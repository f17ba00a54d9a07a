"""Examples of every relation → a reference of the language: pages for the documentation, sheets for the notebooks."""

from .examples import Example, Found, Group, MisfiledError, found, groups
from .reference import write_reference
from .sheet import drawn, sheet
from .small_map import SmallMap, small_map

__all__ = [
    "Example",
    "Found",
    "Group",
    "MisfiledError",
    "SmallMap",
    "drawn",
    "found",
    "groups",
    "sheet",
    "small_map",
    "write_reference",
]
