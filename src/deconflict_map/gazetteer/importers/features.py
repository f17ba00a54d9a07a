"""A feature class and code of GeoNames → the kind of the place.

Codes that the table doesn't list are told by their class, so that codes which GeoNames adds later still import.
"""

from __future__ import annotations

import tomllib
from functools import cache, lru_cache
from importlib.resources import files

from deconflict_map.model.place import PlaceKind


def vocabulary(name: str) -> str:
    """The text of one of this package's tables."""
    return (files("deconflict_map.gazetteer.importers") / "vocabulary" / name).read_text(encoding="utf-8")


@cache
def _kinds() -> tuple[dict[str, PlaceKind], dict[str, PlaceKind], dict[PlaceKind, str]]:
    """Kind by class, kind by code, and the most general code of each kind."""
    table = tomllib.loads(vocabulary("features.toml"))
    classes = {letter: PlaceKind(kind) for letter, kind in table["classes"].items()}
    codes = {code: PlaceKind(kind) for kind, listed in table["codes"].items() for code in listed}
    return classes, codes, {PlaceKind(kind): code for kind, code in table["default"].items()}


@lru_cache(maxsize=4096)
def kind_of(feature_class: str, code: str) -> PlaceKind:
    """The kind of a place with this class (a letter, or empty if not known) and code."""
    classes, codes, _ = _kinds()
    return codes.get(code) or classes.get(feature_class) or classes[""]


def code_kinds() -> dict[str, PlaceKind]:
    """The kind of every code that the table lists."""
    return dict(_kinds()[1])


def default_code(kind: PlaceKind) -> str:
    """The most general feature code of a kind."""
    return _kinds()[2][kind]
