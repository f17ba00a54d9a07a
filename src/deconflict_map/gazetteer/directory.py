"""The code of a country or a first-level division → the record that it stands for.

Refuses nothing: an unknown code is -1. Trade-off: the first question costs some milliseconds, since the index isn't
sorted by code.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from deconflict_map.model.place import PlaceKind

if TYPE_CHECKING:
    from deconflict_map.gazetteer.index import Index

_KINDS = frozenset({PlaceKind.COUNTRY, PlaceKind.DIVISION})


class Directory:
    """Countries and first-level divisions of an index by their codes."""

    def __init__(self, index: Index) -> None:
        """Read the codes of all countries and first-level divisions."""
        self._numbers: dict[tuple[str, str], int] = {}
        for number in _numbers_of_areas(index):
            place = index.place(number)
            # Where several records share a code, the one with more people stands for it.
            known = self._numbers.setdefault((place.country, place.division), number)
            if index.population(known) < place.population:
                self._numbers[place.country, place.division] = number

    def country(self, code: str) -> int:
        """Number of a country by its ISO 3166-1 alpha-2 code, or -1."""
        return self._numbers.get((code, ""), -1)

    def division(self, country: str, code: str) -> int:
        """Number of a first-level division by its country and its GeoNames code, or -1."""
        return self._numbers.get((country, code), -1) if code else -1


def _numbers_of_areas(index: Index) -> list[int]:
    """Numbers of the countries and first-level divisions; a class holds places of one feature code."""
    classes = index.column("class", slice(0, len(index)))
    numbers: list[int] = []
    for wanted in index.classes_of(_KINDS):
        found = np.flatnonzero(classes == wanted)
        if len(found):
            first = index.place(int(found[0]))
            if first.kind is PlaceKind.COUNTRY or first.feature == "ADM1":
                numbers.extend(found.tolist())
    return sorted(numbers)
