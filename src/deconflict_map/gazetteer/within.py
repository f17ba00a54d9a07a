"""A geocoder's query → the text to search for, and what an answer must lie in.

Reads "Raqqa, Ar Raqqah, Syria", and mappings as Nominatim's structured queries have them. The gazetteer's search puts
what lies elsewhere last; a geocoder must not give it at all, since its users take the first answer unseen. Refuses
streets and postal codes, which no gazetteer knows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geopy.exc import GeocoderQueryError

from deconflict_map.gazetteer.context import containers, lies_in
from deconflict_map.gazetteer.query import split_query

if TYPE_CHECKING:
    from collections.abc import Mapping

    from deconflict_map.gazetteer.atlas import Atlas
    from deconflict_map.model.place import Place

_NARROWEST_FIRST = ("city", "county", "state", "country")
_LONGEST_QUERY = 500
"""Longer than any address (judgement)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A text to search for, and for each thing that an answer must lie in the places that may be meant by that."""

    text: str
    within: tuple[tuple[Place, ...], ...] = ()


def wanted(query: object, atlas: Atlas) -> Wanted:
    """What a text asks for. Words behind a comma that are no area of the gazetteer's ask for nothing.

    Raises:
        GeocoderQueryError: It is empty, too long, or no text.
    """
    if not isinstance(query, str) or not query.strip() or len(query) > _LONGEST_QUERY:
        raise GeocoderQueryError("a query is a place's name, or a mapping of city, county, state and country")
    _, outer = split_query(query)
    if not outer or atlas.lookup(query):  # a name may have a comma of its own
        return Wanted(text=query.strip())
    known = (containers(atlas, part) for part in outer)
    return Wanted(text=query.strip(), within=tuple(places for places in known if places))


def wanted_in_parts(query: Mapping[str, object], atlas: Atlas) -> Wanted:
    """What a mapping asks for: the narrowest part, in all the others, each of which must be known.

    Raises:
        GeocoderQueryError: It is empty, or has parts that the gazetteer knows nothing of.
    """
    asked = {part: str(name).strip() for part, name in query.items() if name is not None and str(name).strip()}
    strange = sorted(str(part) for part in asked if part not in _NARROWEST_FIRST)
    if strange or not asked or sum(map(len, asked.values())) > _LONGEST_QUERY:
        what = f"can't be asked for {', '.join(strange)}" if strange else "has nothing to ask for, or too much"
        raise GeocoderQueryError(f"the query {what}: give city, county, state or country")
    parts = [asked[part] for part in _NARROWEST_FIRST if part in asked]
    return Wanted(text=", ".join(parts), within=tuple(containers(atlas, part) for part in parts[1:]))


def inside(atlas: Atlas, place: Place, asked: Wanted) -> bool:
    """Whether a place lies in one of the areas of each group, as far as that is known."""
    return all(any(lies_in(atlas, place, outer) is not False for outer in group) for group in asked.within)
