"""What recognition hands to resolution: a name in the text with what the gazetteer knows of it, before any choice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from deconflict_map.model.place import Match, PlaceKind
    from deconflict_map.model.toponym import Toponym


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A toponym, the places that bear its name, and the kind of place that the words beside it ask for.

    `behind_article` tells "the Nile" from "Nile". `container` is the index of the mention that follows it in
    "Tabqa, Syria", or -1.
    """

    toponym: Toponym
    matches: tuple[Match, ...]
    wants: PlaceKind | None
    feature_word: str
    behind_article: bool
    container: int = -1
