"""The places of a phrase → the same, where a name with *the* is the river's, and its reach the one that is spoken of.

Countries, states and towns that bear a river's name have no article ("Jordan", "the Jordan"); of the few that have one
("the Congo") the river is meant where words of rivers stand with it. Trade-off taken: *in* before the article speaks of
ground, and a noun behind the name makes it an adjective ("the Niger border"); both are left as they are.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import shapely

from deconflict_map.geodesy import unwrap
from deconflict_map.model.place import MatchKind, PlaceKind, ShapeForm
from deconflict_map.model.toponym import ToponymKind
from deconflict_map.model.word import split_words
from deconflict_map.naming.lists import lists
from deconflict_map.toponyms.cues import cues
from deconflict_map.units.heading import parse_heading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deconflict_map.model.place import Gazetteer, Place
    from deconflict_map.model.toponym import Resolution
    from deconflict_map.model.word import Word

_NAMESAKES = frozenset({PlaceKind.COUNTRY, PlaceKind.DIVISION, PlaceKind.POPULATED, PlaceKind.STRUCTURE})
_SPOTS = frozenset({PlaceKind.POPULATED, PlaceKind.STRUCTURE, PlaceKind.RELIEF, PlaceKind.LAKE})
_ALIKE = frozenset({MatchKind.EXACT, MatchKind.FOLDED})
_NEAR_WORDS = 6
"""So many words before a name may tell that a river is meant (judgement: "on the left and right banks of the")."""
_SURE = 0.8
"""Confidence of what its article speaks for (judgement: a few countries have one by old use)."""
_STOPS = re.compile(r"[,;:.()]")


def as_rivers(resolutions: Sequence[Resolution], text: str, gazetteer: Gazetteer) -> tuple[Resolution, ...]:
    """The resolutions of a phrase, each a river's where the words speak of one."""
    return tuple(_as_river(one, resolutions, text, gazetteer) for one in resolutions)


def _as_river(resolution: Resolution, beside: Sequence[Resolution], text: str, gazetteer: Gazetteer) -> Resolution:
    place, name = resolution.place, resolution.toponym
    if name.kind is ToponymKind.DEMONYM or (place is not None and place.kind not in _NAMESAKES | {PlaceKind.STREAM}):
        return resolution
    is_river = place is not None and place.kind is PlaceKind.STREAM
    if not is_river and not _speaks_of_a_river(resolution, text):
        return resolution
    known = [match.place for match in gazetteer.lookup(name.text) if match.kind in _ALIKE]
    rivers = [one for one in known if one.kind is PlaceKind.STREAM and one.shape is ShapeForm.LINE]
    if not rivers or (is_river and (len(rivers) == 1 or place not in rivers)):
        return resolution
    spots = [one.place for one in beside if one.place is not None and one.place.kind in _SPOTS]
    if is_river and not spots:
        return resolution
    reach = _reach(rivers, spots, gazetteer)
    if is_river:
        return replace(resolution, place=reach)
    why = "“the” before it speaks of the river"
    return replace(resolution, place=reach, confidence=_SURE, reason=why, evidence=(why,))


def _speaks_of_a_river(resolution: Resolution, text: str) -> bool:
    """Whether a name stands with *the*, behind no *in* and before no noun; such as often do among words of rivers."""
    span, known = resolution.toponym.span, lists()
    before = _STOPS.split(text[: span.start])[-1]
    words = split_words(before)
    if not words or words[-1].folded != "the" or (len(words) > 1 and words[-2].folded in known.of_ground):
        return False
    behind = next(iter(split_words(_STOPS.split(text[span.end :])[0])), None)
    if behind is not None and not _may_follow(behind):
        return False
    if behind is not None and behind.folded in known.of_rivers:
        return True
    near = [word.folded for word in words[-_NEAR_WORDS:-1]]
    article = known.articles.get(resolution.toponym.text.casefold(), "")
    told = not known.of_rivers.isdisjoint(near)
    if article == "always":
        return told
    return not article or told or (near[-1:] == ["of"] and _is_heading(near[:-1]))


def _may_follow(word: Word) -> bool:
    """Whether a word behind a river's name may stand there: a function word, a verb or word of rivers, a direction."""
    known = lists()
    folded = word.folded
    return (
        folded in cues().function_words
        or folded in known.of_rivers
        or folded in known.behind_rivers
        or parse_heading(word.text) is not None
    )


def _is_heading(words: Sequence[str]) -> bool:
    return bool(words) and parse_heading(words[-1]) is not None


def _reach(rivers: Sequence[Place], spots: Sequence[Place], gazetteer: Gazetteer) -> Place:
    """The river, or the reach of it, that lies nearest to the places which are named with it."""
    if len(rivers) == 1 or not spots:
        return rivers[0]
    return min(rivers, key=lambda river: min(_away_deg(river, spot, gazetteer) for spot in spots))


def _away_deg(river: Place, spot: Place, gazetteer: Gazetteer) -> float:
    course = gazetteer.shape(river.id)
    if course is None:
        return 360.0
    return float(unwrap(course, around_lon=spot.lon).distance(shapely.Point(spot.lon, spot.lat)))
