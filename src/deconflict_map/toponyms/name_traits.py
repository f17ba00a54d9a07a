"""A name and what it may mean → what recognition sees of the name itself: its features, and the kind of name it is.

Features are short strings, as those of a name's surroundings are (`traits`). Trade-off: of the meanings only the one
that comes first before the text is read tells what the name is of.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from deconflict_map.model.place import PlaceKind
from deconflict_map.toponyms.cues import common_words, cues, person_names
from deconflict_map.toponyms.prior import class_of, is_first_level

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deconflict_map.model.place import Brief
    from deconflict_map.toponyms.facts import Meaning

# Looked up once: up to Python 3.11 a look at an enum's member calls a function.
_POPULATED = PlaceKind.POPULATED
_COUNTRIES = frozenset({PlaceKind.COUNTRY, PlaceKind.CONTINENT})
_ACRONYM = 5  # letters; longer words in capitals are names written large
_GREAT = 1_000_000  # inhabitants
_LARGE = 100_000
_MIDDLE = 10_000
_SMALL = 1_000


def is_acronym(text: str) -> bool:
    """Whether a word is so short and all in capitals that in small letters it would be another."""
    letters = text.replace(".", "")
    return letters.isupper() and 1 < len(letters) <= _ACRONYM


def group_of(name: str, meanings: Sequence[Meaning], *, demonym: bool, exact: bool) -> str:
    """The kind of name by which it weighs the context."""
    if demonym:
        return "demonym"
    weight = _weight(meanings[0].match.brief)
    if not exact:
        weight = "folded"
    if " " in name or "-" in name:
        return f"{weight} of words"
    lower = name.lower()
    return f"{weight}, common" if lower in common_words() or lower in cues().organisation_words else weight


def _weight(place: Brief) -> str:
    """How great a place is, roughly."""
    if place.kind in _COUNTRIES or is_first_level(place) or place.feature == "PPLC":
        return "great"
    if place.kind is _POPULATED:
        return "great" if place.population >= _GREAT else "large" if place.population >= _LARGE else "small"
    return "other"


def name_features(name: str, meanings: Sequence[Meaning], group: str) -> list[str]:
    """All features of the name itself."""
    place, lower = meanings[0].match.brief, name.lower()
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
    if place.kind is _POPULATED:
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
