"""A candidate → in words, how its name was met and what it is among others of its kind.

Countries and divisions are told by the names that are handed in; where none is known, less is said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from deconflict_map.model.place import MatchKind, PlaceKind

if TYPE_CHECKING:
    from deconflict_map.model.place import Match, Place


def how_matched(match: Match) -> str:
    """How a written name met the gazetteer's."""
    match match.kind:
        case MatchKind.EXACT:
            return f"exact match of “{match.name}”"
        case MatchKind.DEMONYM:
            return f"“{match.name}” are its people"
        case MatchKind.FOLDED:
            return f"another spelling of “{match.name}”"
        case MatchKind.FUZZY:
            return f"{match.similarity:.0%} like “{match.name}”"


def standing(place: Place, country: str, division: str) -> list[str]:
    """What a place is among others of its kind, in words."""
    within = f" of {division}" if division else ""
    match place.feature:
        case "PPLC":
            words = f"capital of {country}"
        case "PPLA":
            words = f"seat{within}" if within else ""
        case "PPLA2":
            words = f"seat of a district{within}"
        case "ADM1":
            words = f"first-level division of {country}"
        case "ADM2":
            words = f"second-level division{within}"
        case "PPLX":
            words = "part of a town"
        case _:
            words = "country" if place.kind is PlaceKind.COUNTRY else ""
    return [words] if words else []
