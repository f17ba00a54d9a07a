"""What publishing is handed of the gazetteer: the other spellings of a record, and whose name a word is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from deconflict_map.model.place import MatchKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from deconflict_map.model.place import Gazetteer


@dataclass(frozen=True, slots=True)
class Names:
    """A gazetteer's names; `fold` gives the key under which it brings usual romanisations of a name together."""

    gazetteer: Gazetteer
    fold: Callable[[str], str]

    def spellings(self, place_id: str) -> tuple[str, ...]:
        """All names of a record."""
        return self.gazetteer.names(place_id)

    def bearers(self, name: str) -> tuple[str, ...]:
        """The ids of all records that are called so, exactly or as their people are."""
        return tuple(match.place.id for match in self.gazetteer.lookup(name) if match.kind is not MatchKind.FUZZY)

    def is_other(self, word: str, records: frozenset[str]) -> bool:
        """Whether a word is, exactly, the name or the people of other records than these."""
        exact = (MatchKind.EXACT, MatchKind.DEMONYM)
        found = {match.place.id for match in self.gazetteer.lookup(word) if match.kind in exact}
        return bool(found) and not found & records
