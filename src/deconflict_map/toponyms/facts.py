"""A name as written → what the gazetteer and the word lists know of it before its text is read.

Kept for the last few thousand names of a gazetteer: news repeats its names, and what a name may mean doesn't change
from text to text.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, pairwise
from operator import attrgetter
from typing import TYPE_CHECKING, TypeAlias
from weakref import WeakKeyDictionary, ref

from deconflict_map.model.place import MatchKind, PlaceKind
from deconflict_map.toponyms.areas import Area, area_of
from deconflict_map.toponyms.cues import cues
from deconflict_map.toponyms.linear import pairs_of
from deconflict_map.toponyms.name_traits import group_of, name_features
from deconflict_map.toponyms.prior import (
    Features,
    Namesakes,
    class_of,
    is_abbreviation,
    nobody_features,
    sort_of,
)
from deconflict_map.toponyms.votes import cells_of, reach_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from deconflict_map.model.place import Brief, Gazetteer, Sighting
    from deconflict_map.toponyms.linear import Models
    from deconflict_map.toponyms.votes import Cell, Cells

# Looked up once: up to Python 3.11 a look at an enum's member calls a function.
_COUNTRY = PlaceKind.COUNTRY
_POPULATED = PlaceKind.POPULATED
_STREAM = PlaceKind.STREAM
_DEMONYM = MatchKind.DEMONYM
_FOLDED = MatchKind.FOLDED
_EXACT = MatchKind.EXACT
_KEPT = 8192
_SHORT = 3  # letters; shorter names must be written in the gazetteer as they are in the text
_ALL_DEMONYMS = frozenset({MatchKind.DEMONYM})
_WRITTEN = frozenset({MatchKind.EXACT, MatchKind.DEMONYM})
_NOTHING = 0.0, 0.0
_MOST_GROUND = 8  # meanings of which it is asked where they lie
_prior = attrgetter("prior")
_MOST_AREAS = 4  # that a name may mean and something else lie in: the rest are hardly ever meant


@dataclass(slots=True, eq=False)
class Meaning:
    """A place that a name may mean, what speaks for it before the text is read, and the area that it administers.

    `prior` weighs the features before the text is read, `base` beside what it says; `what` and `sort` say what the
    place is, finely and coarsely. Two meanings are the same only if they are one. Not frozen, since what few meanings
    are asked for is worked out when it first is.
    """

    match: Sighting
    namesakes: Namesakes
    prior: float
    base: float
    area: Area | None
    sort: str
    what: str
    _cells: tuple[Cell, Cell] | None = None
    _reach: tuple[Cells, Cells] | None = None

    @property
    def features(self) -> Features:
        """What speaks for the place before the text is read; made anew, since only explaining and learning ask."""
        return self.namesakes.features(self.match, self.what)

    @property
    def cells(self) -> tuple[Cell, Cell]:
        """The small and the large cell in which the place lies."""
        if self._cells is None:
            self._cells = cells_of(self.match.brief)
        return self._cells

    @property
    def reach(self) -> tuple[Cells, Cells]:
        """The small and the large cells for which the place votes."""
        if self._reach is None:
            self._reach = reach_of(self.match.brief)
        return self._reach


@dataclass(slots=True, kw_only=True, eq=False)
class Nobody:
    """What speaks for none of the places that the gazetteer knows, weighed like theirs; never changed."""

    group: str
    first: Brief
    meanings: int
    prior: float
    base: float

    @property
    def features(self) -> Features:
        """What speaks for it before the text is read; made anew, as those of meanings are."""
        return nobody_features(self.group, self.first, self.meanings)


@dataclass(slots=True, kw_only=True, eq=False)
class Facts:
    """What is known of a name as it is written; never changed, and not frozen since that takes thrice as long to make.

    `meanings` stand in the order of their priors. `areas` are those that its places administer, the likeliest only.
    `weight` is the sum of what recognition sees of the name itself, `group` is the kind of name by which it weighs the
    context: a country's name is one nearly anywhere, a hamlet's hardly ever. `nobody` stands for none of them.
    """

    name: str
    meanings: tuple[Meaning, ...]
    areas: tuple[Area, ...]
    nobody: Nobody
    demonym: bool
    exact: bool
    group: str
    weight: float
    acts: bool
    shortened: bool
    _ground: tuple[tuple[str, ...], tuple[tuple[str, str], ...]] | None = None

    @property
    def ground(self) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
        """The countries, and the first-level divisions, in which the likeliest of its places lie."""
        if self._ground is None:
            places = [meaning.match.brief for meaning in self.meanings[:_MOST_GROUND]]
            divisions = tuple(dict.fromkeys([(place.country, place.division) for place in places]))
            self._ground = tuple(dict.fromkeys([country for country, _ in divisions])), divisions
        return self._ground

    @property
    def first(self) -> Brief:
        """The place that the bare name means first."""
        return self.meanings[0].match.brief

    @property
    def features(self) -> list[str]:
        """What recognition sees of the name itself; made anew, since only explaining and learning ask."""
        return name_features(self.name, self.meanings, self.group)


Pairs: TypeAlias = "Mapping[str, tuple[float, float]]"
"""What each feature of a place adds before the text is read, and beside what it says."""
_ByModels: TypeAlias = "WeakKeyDictionary[Models, Callable[[str], Facts | None]]"
_LOOKED_UP: WeakKeyDictionary[Gazetteer, _ByModels] = WeakKeyDictionary()


def facts_in(gazetteer: Gazetteer, models: Models) -> Callable[[str], Facts | None]:
    """What gives the facts of a name, or `None` where the gazetteer knows no such name that is written so."""
    by_models = _LOOKED_UP.setdefault(gazetteer, WeakKeyDictionary())
    known = by_models.get(models)
    if known is None:
        held, weights = ref(gazetteer), ref(models)  # what is kept for them mustn't keep them

        def look_up(name: str) -> Facts | None:
            asked, weighing = held(), weights()
            return (
                facts_of(name, tuple(asked.named(name, folded=_may_be_folded(name))), weighing)
                if asked is not None and weighing is not None
                else None
            )

        known = by_models[models] = lru_cache(maxsize=_KEPT)(look_up)
    return known


def facts_of(name: str, matches: tuple[Sighting, ...], models: Models) -> Facts | None:
    """The facts of a name by matches that needn't be its own; `None` where none of them is written so."""
    matches = _written_so(name, matches)
    if not matches:
        return None
    pairs = pairs_of(models)
    meanings, kinds = _meanings(name, matches, pairs), {match.kind for match in matches}
    demonym = kinds == _ALL_DEMONYMS
    exact = not kinds.isdisjoint(_WRITTEN)
    group = group_of(name, meanings, demonym=demonym, exact=exact)
    weights = models.name.get
    return Facts(
        name=name,
        meanings=meanings,
        areas=tuple([meaning.area for meaning in meanings if meaning.area is not None][:_MOST_AREAS]),
        nobody=_nobody(group, meanings[0].match.brief, len(meanings), pairs),
        demonym=demonym,
        exact=exact,
        group=group,
        weight=sum([weights(feature, 0.0) for feature in name_features(name, meanings, group)]),
        shortened=is_abbreviation(name),
        acts=any(match.brief.kind is _COUNTRY or match.brief.feature == "PPLC" for match in matches),
    )


def _may_be_folded(name: str) -> bool:
    """Whether a place may be meant that only bears a name equal when folded: no short word, none behind *the*."""
    first, _, rest = name.partition(" ")
    if rest:
        return first.casefold() not in cues().function_words
    return len(name.replace(".", "")) > _SHORT


def _written_so(name: str, matches: tuple[Sighting, ...]) -> tuple[Sighting, ...]:
    """The matches less those that the way the name is written rules out."""
    if _DEMONYM in [match.kind for match in matches]:
        matches = tuple([match for match in matches if match.kind is not _FOLDED])
    first, _, rest = name.partition(" ")
    if rest and first.casefold() in cues().function_words:  # "The Hague" is a name, "the US" isn't
        return tuple([match for match in matches if _begins_alike(match, first)])
    letters = name.replace(".", "")
    if not rest and len(letters) <= _SHORT:
        matches = tuple([match for match in matches if match.name.replace(".", "") == letters])
    if name.endswith("."):  # "Ore." is no Ore
        return tuple(match for match in matches if match.name.endswith(".")) or matches
    return matches


def _begins_alike(match: Sighting, word: str) -> bool:
    """Whether the gazetteer's own name begins with this function word, written large in the text."""
    begins = match.name.split(" ")[0].casefold() == word.casefold()
    return begins and match.kind is _EXACT and word[0].isupper()


def _nobody(group: str, first: Brief, meanings: int, pairs: Pairs) -> Nobody:
    prior, base = _totals(pairs, nobody_features(group, first, meanings))
    return Nobody(group=group, first=first, meanings=meanings, prior=prior, base=base)


def _meanings(name: str, matches: tuple[Sighting, ...], pairs: Pairs) -> tuple[Meaning, ...]:
    namesakes = Namesakes(name, matches)
    found = _rivers_joined([_meaning(namesakes, match, pairs) for match in matches])
    if len(found) == 1:
        return (found[0],)
    # Of those that weigh the same the order of their ids tells, which are only read where some do.
    found.sort(key=_prior, reverse=True)
    if any(one.prior == other.prior for one, other in pairwise(found)):
        found = [one for _, alike in groupby(found, _prior) for one in _by_id(list(alike))]
    return tuple(found)


def _by_id(meanings: list[Meaning]) -> list[Meaning]:
    return sorted(meanings, key=lambda one: one.match.brief.id) if len(meanings) > 1 else meanings


def _meaning(namesakes: Namesakes, match: Sighting, pairs: Pairs) -> Meaning:
    place = match.brief
    what = class_of(place)
    prior, base = _totals(pairs, namesakes.features(match, what))
    area = None if place.kind is _POPULATED else area_of(place)
    return Meaning(match, namesakes, prior, base, area, sort_of(place), what)


def _rivers_joined(meanings: list[Meaning]) -> list[Meaning]:
    """The meanings, of a river that the gazetteer has in several parts only the weightiest."""
    if "ground" not in [one.sort for one in meanings]:
        return meanings
    best: dict[str | int, Meaning] = {}
    for number, meaning in enumerate(meanings):
        place = meaning.match.brief
        key = place.name if place.kind is _STREAM and not place.country else number
        held = best.get(key)
        if held is None or meaning.prior > held.prior:
            best[key] = meaning
    return list(best.values())


def _totals(pairs: Pairs, features: Features) -> tuple[float, float]:
    """What features add before the text is read, and beside what it says."""
    first = second = 0.0
    get = pairs.get
    for name, value in features:
        one, other = get(name, _NOTHING)
        first += one * value
        second += other * value
    return first, second


def may_hold(holding: Facts, held: Facts) -> bool:
    """Whether some place of the one name is an area in which some place of the other lies."""
    return any(area.holds(meaning.match.brief) for area in holding.areas for meaning in held.meanings)
