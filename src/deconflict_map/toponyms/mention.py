"""What recognition hands to resolution: a name in the text with what the gazetteer knows of it, before any choice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from deconflict_map.model.place import PlaceKind
    from deconflict_map.model.toponym import Toponym
    from deconflict_map.toponyms.facts import Facts


@dataclass(slots=True, kw_only=True, eq=False)
class Mention:
    """A toponym, what is known of its name, and the kind of place that the words beside it ask for.

    `facts` is `None` for a name that the gazetteer doesn't know. `behind_article` tells "the Nile" from "Nile". `joint`
    is what stands between the mention and the next one if that is a comma, a list or the like, and empty otherwise.
    Never changed; not frozen, since that takes thrice as long to make.
    """

    toponym: Toponym
    facts: Facts | None
    wants: PlaceKind | None
    feature_word: str
    behind_article: bool
    joint: str = ""
