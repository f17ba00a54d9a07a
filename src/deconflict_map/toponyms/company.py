"""An article's words and sites → what the rest of the text says of a name: persons, countries, other mentions of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache
from itertools import compress
from operator import and_, not_, or_
from typing import TYPE_CHECKING

from deconflict_map.model.place import PlaceKind
from deconflict_map.toponyms.cues import cues, person_names
from deconflict_map.toponyms.prior import is_first_level

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from deconflict_map.toponyms.sites import Site
    from deconflict_map.toponyms.tokens import Tokens

# Looked up once: up to Python 3.11 a look at an enum's member calls a function.
_COUNTRY = PlaceKind.COUNTRY
_GROUND = frozenset({"in", "near", "at", "from", "to", "into", "outside", "around", "towards", "toward", "across"})
_PARTICLES = frozenset({"al", "el", "ibn", "bin", "abu", "de", "von", "van", "la", "di", "da", "ii", "iii", "jr", "sr"})
_TITLE_GAPS = frozenset({" ", ". ", "\u00a0", ".\u00a0"})
_LONGEST_PERSON = 4  # words


@dataclass(frozen=True, slots=True)
class Company:
    """What a whole text says about its names.

    `persons` are the words (in small letters) that stand in persons' names, `in_person` the indexes of the words that
    do; `small` the words that the text also writes small, `run_ends` those that end a run of capitalised words of which
    the gazetteer knows no name; `ground` how often a word stands behind a preposition of place, or is followed by what
    contains it; `countries` the ISO codes of the countries that the text names, by their own names, their people's or
    those of their states and greatest cities, `divisions` those of the first-level divisions (country and code).
    """

    persons: frozenset[str]
    in_person: frozenset[int]
    small: frozenset[str]
    run_ends: frozenset[str]
    ground: Mapping[str, int]
    countries: frozenset[str]
    divisions: frozenset[tuple[str, str]]


def company_of(tokens: Tokens, sites: Sequence[Site]) -> Company:
    """What the text says about its names."""
    in_person = frozenset(index for start, end in _introduced(tokens) for index in range(start, end + 1))
    persons = frozenset(
        tokens.lower[index]
        for index in in_person
        if len(tokens.words[index]) > 2 and tokens.lower[index] not in _PARTICLES
    )
    ground: Counter[str] = Counter()
    for site in sites:
        first = site.first
        if first == site.last and first and tokens.lower[first - 1] in _GROUND and tokens.before(first):
            ground[tokens.lower[first]] += 1
    countries, divisions = _named(sites)
    return Company(
        persons=persons,
        in_person=in_person,
        small=frozenset(compress(tokens.lower, map(not_, tokens.large))),
        run_ends=frozenset(_run_ends(tokens, sites)),
        ground=ground,
        countries=countries,
        divisions=divisions,
    )


def _run_ends(tokens: Tokens, sites: Sequence[Site]) -> Iterator[str]:
    """Words, in small letters, behind another capitalised word with which they are no name of a place."""
    longer = {index for site in sites if site.last > site.first for index in range(site.first, site.last + 1)}
    titles = cues().never_places | cues().directions
    for site in sites:
        first = site.first
        if (
            site.last == first
            and first
            and first not in longer
            and tokens.gaps[first] == " "
            and tokens.large[first - 1]
        ):
            follows = first + 1 < len(tokens) and tokens.large[first + 1] and tokens.joined(first)
            if not follows and tokens.lower[first - 1] not in titles:
                yield tokens.lower[first]


def _named(sites: Sequence[Site]) -> tuple[frozenset[str], frozenset[tuple[str, str]]]:
    """The countries and the first-level divisions that the text names."""
    countries, divisions = set[str](), set[tuple[str, str]]()
    for site in sites:
        if site.facts is None or not site.facts.exact:
            continue
        place = site.facts.first
        if is_first_level(place):
            divisions.add((place.country, place.division))
            countries.add(place.country)
        elif place.kind is _COUNTRY or site.facts.group.startswith(("great", "demonym")):
            countries.add(place.country)
    return frozenset(countries - {""}), frozenset(divisions)


def _introduced(tokens: Tokens) -> Iterator[tuple[int, int]]:
    """The stretches of words that a title, a role or a given name marks as a person's name."""
    titles = cues().person_titles
    large, lower = tokens.large, tokens.lower
    given = map(and_, large, map(_given_names().__contains__, lower))
    taken = -1
    for index in compress(range(len(lower) - 1), map(or_, given, map(titles.__contains__, lower))):
        if lower[index] in titles:
            start = index + 1
            if tokens.gaps[start] in _TITLE_GAPS and large[start] and lower[start] not in titles:
                taken = _name_end(tokens, start)
                yield start, taken
        elif index > taken:
            end = _name_end(tokens, index)
            if index < end < index + _LONGEST_PERSON and not _is_other_name(tokens, index, end):
                taken = end
                yield index, end


@cache
def _given_names() -> frozenset[str]:
    return frozenset([name for name, borne in person_names().items() if borne.startswith("given")])


def _name_end(tokens: Tokens, start: int) -> int:
    """Index of the last word of a person's name that begins with word `start`."""
    end, large = start, tokens.large
    while end + 1 < len(large):
        gap = tokens.gaps[end + 1]
        initial = len(tokens.words[end]) == 1 and gap in {". ", ".\u00a0"}
        following = large[end + 1] or tokens.lower[end + 1] in _PARTICLES
        if not (initial or (gap in {" ", "\u00a0", "-"} and following and tokens.joined(end))):
            break
        end += 1
    while end > start and not large[end]:
        end -= 1
    return end


def _is_other_name(tokens: Tokens, first: int, last: int) -> bool:
    """Whether words behind a given name make it no person's: "Austin Police", "Jordan River", "Virginia and"."""
    return not _of_other_names().isdisjoint(tokens.lower[first + 1 : last + 1])


@cache
def _of_other_names() -> frozenset[str]:
    """Words that end no person's name."""
    known = cues()
    return known.organisation_words.union(known.feature_words, known.never_places)
