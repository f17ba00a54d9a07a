"""A name as written → what the gazetteer and the word lists know of it before its text is read.

Kept for the last few thousand names of a gazetteer: news repeats its names, and what a name may mean doesn't change
from text to text.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias
from weakref import WeakKeyDictionary, ref

from deconflict_map.model.place import MatchKind, PlaceKind
from deconflict_map.toponyms.areas import Area, area_of
from deconflict_map.toponyms.cues import common_words, cues, person_names
from deconflict_map.toponyms.linear import total
from deconflict_map.toponyms.prior import (
    Features,
    Namesakes,
    class_of,
    is_abbreviation,
    is_first_level,
    nobody_features,
    sort_of,
)
from deconflict_map.toponyms.votes import reach_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from deconflict_map.model.place import Gazetteer, Match, Place
    from deconflict_map.toponyms.linear import Models, Weights
    from deconflict_map.toponyms.votes import Reach

_KEPT = 8192
_SHORT = 3  # letters; shorter names must be written in the gazetteer as they are in the text
_ACRONYM = 5  # letters; longer words in capitals are names written large
_GREAT = 1_000_000  # inhabitants
_LARGE = 100_000
_MIDDLE = 10_000
_SMALL = 1_000
_MOST_AREAS = 4  # that a name may mean and something else lie in: the rest are hardly ever meant


@dataclass(slots=True, kw_only=True, eq=False)
class Meaning:
    """A place that a name may mean, what speaks for it before the text is read, and the area that it administers.

    `prior` weighs the features before the text is read, `base` beside what it says; `what` and `sort` say what the
    place is, finely and coarsely. Two meanings are the same only if they are one. Not frozen, since what few meanings
    are asked for is worked out when it first is.
    """

    match: Match
    namesakes: Namesakes
    prior: float
    base: float
    area: Area | None
    sort: str
    what: str
    _reach: Reach | None = None

    @property
    def features(self) -> Features:
        """What speaks for the place before the text is read; made anew, since only explaining and learning ask."""
        return self.namesakes.features(self.match)

    @property
    def reach(self) -> Reach:
        """Where the place lies, in cells."""
        if self._reach is None:
            self._reach = reach_of(self.match.place.lon, self.match.place.lat)
        return self._reach


@dataclass(frozen=True, slots=True, kw_only=True)
class Nobody:
    """What speaks for none of the places that the gazetteer knows, weighed like theirs."""

    features: Features
    prior: float
    base: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of a name as it is written.

    `meanings` stand in the order of their priors. `areas` are those that its places administer, the likeliest only.
    `features` are what recognition sees (`weight` is their sum) of the name itself, `group` is the kind of name by
    which it weighs the context: a country's name is one nearly anywhere, a hamlet's hardly ever. `nobody` stands for
    none of them.
    """

    meanings: tuple[Meaning, ...]
    areas: tuple[Area, ...]
    nobody: Nobody
    demonym: bool
    exact: bool
    group: str
    features: tuple[str, ...]
    weight: float
    acts: bool
    shortened: bool

    @property
    def first(self) -> Place:
        """The place that the bare name means first."""
        return self.meanings[0].match.place


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
            return facts_of(name, asked.named(name), weighing) if asked is not None and weighing is not None else None

        known = by_models[models] = lru_cache(maxsize=_KEPT)(look_up)
    return known


def facts_of(name: str, matches: tuple[Match, ...], models: Models) -> Facts | None:
    """The facts of a name by matches that needn't be its own; `None` where none of them is written so."""
    matches = _written_so(name, matches)
    if not matches:
        return None
    meanings = _meanings(name, matches, models)
    demonym = all(match.kind is MatchKind.DEMONYM for match in matches)
    exact = any(match.kind in {MatchKind.EXACT, MatchKind.DEMONYM} for match in matches)
    group = _group(name, meanings, demonym=demonym, exact=exact)
    features = tuple(_features(name, meanings, group))
    return Facts(
        meanings=meanings,
        areas=tuple([meaning.area for meaning in meanings if meaning.area is not None][:_MOST_AREAS]),
        nobody=_nobody(nobody_features(group, meanings[0].match.place, len(meanings)), models),
        demonym=demonym,
        exact=exact,
        group=group,
        features=features,
        weight=sum([models.name.get(feature, 0.0) for feature in features]),
        shortened=is_abbreviation(name),
        acts=any(match.place.kind is PlaceKind.COUNTRY or match.place.feature == "PPLC" for match in matches),
    )


def _written_so(name: str, matches: tuple[Match, ...]) -> tuple[Match, ...]:
    """The matches less those that the way the name is written rules out."""
    if any(match.kind is MatchKind.DEMONYM for match in matches):
        matches = tuple(match for match in matches if match.kind is not MatchKind.FOLDED)
    first, _, rest = name.partition(" ")
    if rest and first.casefold() in cues().function_words:  # "The Hague" is a name, "the US" isn't
        return tuple(match for match in matches if _begins_alike(match, first))
    letters = name.replace(".", "")
    if not rest and len(letters) <= _SHORT:
        matches = tuple(match for match in matches if match.name.replace(".", "") == letters)
    if name.endswith("."):  # "Ore." is no Ore
        return tuple(match for match in matches if match.name.endswith(".")) or matches
    return matches


def is_acronym(text: str) -> bool:
    """Whether a word is so short and all in capitals that in small letters it would be another."""
    letters = text.replace(".", "")
    return letters.isupper() and 1 < len(letters) <= _ACRONYM


def _begins_alike(match: Match, word: str) -> bool:
    """Whether the gazetteer's own name begins with this function word, written large in the text."""
    begins = match.name.split(" ")[0].casefold() == word.casefold()
    return begins and match.kind is MatchKind.EXACT and word[0].isupper()


def _nobody(features: Features, models: Models) -> Nobody:
    return Nobody(features=features, prior=total(models.prior, features), base=total(models.context, features))


def _meanings(name: str, matches: tuple[Match, ...], models: Models) -> tuple[Meaning, ...]:
    best: dict[str, Meaning] = {}
    namesakes = Namesakes(name, matches)
    for match in matches:
        place = match.place
        prior, base = _totals(models.prior, models.context, namesakes.features(match))
        # A river that the gazetteer has in several parts is one meaning.
        key = f"{place.kind}:{place.name}" if place.kind is PlaceKind.STREAM and not place.country else place.id
        held = best.get(key)
        if held is None or prior > held.prior:
            best[key] = Meaning(
                match=match,
                namesakes=namesakes,
                prior=prior,
                base=base,
                area=area_of(place),
                sort=sort_of(place),
                what=class_of(place),
            )
    if len(best) == 1:
        return tuple(best.values())
    return tuple(sorted(best.values(), key=lambda one: (-one.prior, one.match.place.id)))


def _totals(one: Weights, other: Weights, features: Features) -> tuple[float, float]:
    """What features add by two tables of weights."""
    first = second = 0.0
    get, get_other = one.get, other.get
    for name, value in features:
        first += get(name, 0.0) * value
        second += get_other(name, 0.0) * value
    return first, second


def _group(name: str, meanings: tuple[Meaning, ...], *, demonym: bool, exact: bool) -> str:
    if demonym:
        return "demonym"
    weight = _weight(meanings[0].match.place)
    if not exact:
        weight = "folded"
    if " " in name or "-" in name:
        return f"{weight} of words"
    lower = name.lower()
    return f"{weight}, common" if lower in common_words() or lower in cues().organisation_words else weight


def _weight(place: Place) -> str:
    """How great a place is, roughly."""
    if place.kind in {PlaceKind.COUNTRY, PlaceKind.CONTINENT} or is_first_level(place) or place.feature == "PPLC":
        return "great"
    if place.kind is PlaceKind.POPULATED:
        return "great" if place.population >= _GREAT else "large" if place.population >= _LARGE else "small"
    return "other"


def _features(name: str, meanings: tuple[Meaning, ...], group: str) -> list[str]:
    place, lower = meanings[0].match.place, name.lower()
    kind = class_of(place)
    found = [
        "always",
        f"group {group}",
        f"is {kind}",
        f"{meanings[0].match.kind.value} {kind}",
        f"letters {min(len(name), 12) // 2 * 2}",
        f"meanings {'one' if len(meanings) == 1 else 'few' if len(meanings) <= 5 else 'many'}",
        f"words {min(name.count(' ') + 1, 3)}",
    ]
    if place.kind is PlaceKind.POPULATED:
        found.append(f"people {_people(place.population)}")
    if name.isupper() and len(name) > 1:
        so = any(meaning.match.name == name for meaning in meanings)
        found.append(
            "in capitals" if not is_acronym(name) else "in capitals, short" if so else "in capitals, by chance"
        )
    if meanings[0].match.name.endswith(".") and not name.endswith("."):
        found.append("without its dot")
    if " " not in name:
        borne = person_names().get(lower, "")
        if borne:
            found += [f"borne: {borne}", f"borne: {borne}, {group}"]
        found.append(f"ends in {lower[-3:]}")
    else:
        found += _words_of(name)
    return found


def _people(population: int) -> str:
    for least in (_GREAT, _LARGE, _MIDDLE, _SMALL):
        if population >= least:
            return str(least)
    return "few"


def _words_of(name: str) -> list[str]:
    """What the words of a longer name are."""
    known, words = cues(), name.split(" ")
    lower = [word.lower() for word in words]
    found = []
    if person_names().get(lower[0], "").startswith("given"):
        found.append("begins with a given name")
    if lower[-1] in known.feature_words or lower[0] in known.feature_words:
        found.append("has a feature word")
    elif any(word in known.organisation_words for word in lower):
        found.append("has a word of organisations")
    if not words[0][:1].isupper():
        found += ["begins small", f"begins small: {lower[0]}"]
    if not words[-1][:1].isupper():
        found.append("ends small")
    large = [word for word, small in zip(words, lower, strict=True) if word[:1].isupper() and _tells(small)]
    found.append(f"large words {min(len(large), 2)}")
    return found


def _tells(word: str) -> bool:
    """Whether a word, written large, tells that a name is one."""
    known = cues()
    return word not in known.common and word not in known.function_words and word not in common_words()


def may_hold(holding: Facts, held: Facts) -> bool:
    """Whether some place of the one name is an area in which some place of the other lies."""
    return any(area.holds(meaning.match.place) for area in holding.areas for meaning in held.meanings)
