"""An article's words → sites: the stretches that could name a place, before anything is decided.

A site begins with a capitalised word (or with a small one that names may begin with, right before a capitalised one)
and ends where the gazetteer knows a name to end; all such ends are kept, so that the weighing may choose a shorter one.
Capitalised names that the gazetteer doesn't know are sites where the words beside them call them a place ("near Xyz",
"Xyz province"): they will be listed as not found rather than be passed over in silence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from deconflict_map.model.place import PlaceKind
from deconflict_map.toponyms.cues import cues
from deconflict_map.toponyms.name_traits import is_acronym
from deconflict_map.toponyms.neighbourhood import wanted_kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from deconflict_map.model.place import Gazetteer
    from deconflict_map.toponyms.facts import Facts
    from deconflict_map.toponyms.tokens import Tokens

LookUp: TypeAlias = "Callable[[str], Facts | None]"
"""What gives the facts of a name as it is written, or `None` where no place bears it."""

_MOST_WORDS = 7
_NO_NAME = re.compile(r"[-‐‑/]\d")  # "AK-47"
_LONGEST_SHORTENED = 6  # letters of "W.Va", "Calif"
_REGIONS = frozenset({PlaceKind.VALLEY, PlaceKind.REGION})
_AND = frozenset({"and", "or"})
_SAINTS = frozenset({"st", "saint"})
_DOLLAR = ("$", "€", "£")  # "US$5"


class Known(StrEnum):
    """How a name is known as one."""

    PLACE = "by the gazetteer"
    CALLED = "by the words beside it, which call it a place of some kind"
    UNKNOWN = "by nothing but where it stands"


@dataclass(slots=True, eq=False)
class Site:
    """Words `first`…`last` that could name a place, with what is known of that name; no facts for an unknown name.

    Never changed; not frozen, since that takes thrice as long to make.
    """

    first: int
    last: int
    facts: Facts | None
    dot: int = 0
    """1 if the dot behind the last word belongs to the name ("Calif.")."""
    known: Known = Known.PLACE

    def end(self, tokens: Tokens) -> int:
        """Offset at which the name ends."""
        return tokens.ends[self.last] + self.dot


def sites(tokens: Tokens, look_up: LookUp, gazetteer: Gazetteer) -> list[Site]:
    """All sites of known names, in the order of their first words and for each of these the longest first."""
    found = list[Site]()
    skipped = cues().common
    for first in _beginnings(tokens):
        last = _reach(tokens, first)
        if first == last:
            if tokens.large[first] and _may_be_name(tokens, first, skipped):
                facts = look_up(tokens.words[first])
                if facts is not None:
                    found.append(Site(first, first, facts))
                    found.extend(_with_dot(tokens, first, first, look_up))
        else:
            found.extend(_longer(tokens, first, last, gazetteer, look_up))
    return found


def _beginnings(tokens: Tokens) -> Iterator[int]:
    """Indexes of the words with which a name may begin."""
    small, large, lower = cues().small_beginnings, tokens.large, tokens.lower
    for index in tokens.large_at:
        before = index - 1
        if index and not large[before] and lower[before] in small and tokens.joined(before):
            yield before
        yield index


def _with_dot(tokens: Tokens, first: int, last: int, look_up: LookUp) -> Iterator[Site]:
    """The site with the dot behind it, if the gazetteer has a name that ends with one ("Calif.")."""
    if tokens.gaps[last + 1][:1] == "." and (tokens.gaps[first] == ", " or not _ends_sentence(tokens, last)):
        name = tokens.surface(first, last)
        facts = look_up(f"{name}.") if len(name) <= _LONGEST_SHORTENED else None
        if facts is not None and any(one.match.name.endswith(".") for one in facts.meanings):
            yield Site(first, last, facts, 1)


def _ends_sentence(tokens: Tokens, last: int) -> bool:
    """Whether the dot behind word `last` ends a sentence, as far as can be told."""
    return last + 1 >= len(tokens) or tokens.begins_sentence(last + 1) or "\n" in tokens.gaps[last + 1]


def _reach(tokens: Tokens, first: int) -> int:
    """Index of the last word that a name may end with which begins at word `first`."""
    known = cues()
    large, lower, gaps = tokens.large, tokens.lower, tokens.gaps
    inner, features = known.inner_words, known.feature_words
    last = ends = first
    stop = min(first + _MOST_WORDS, len(large)) - 1
    while last < stop:
        following = last + 1
        if gaps[following] == " " or tokens.joined(last):
            last = following
        elif not tokens.possessive(following):
            break
        elif last + 2 <= stop and large[last + 2] and gaps[last + 2] == " ":
            last += 2  # "Cox's Bazar"
        elif lower[first] in _SAINTS:
            return following  # "St. John's"
        else:
            break
        if large[last] or lower[last] in features:
            ends = last
        elif lower[last] not in inner:
            break
    return ends


def _may_be_name(tokens: Tokens, index: int, skipped: frozenset[str]) -> bool:
    """Whether a word alone may be a name: no month, title, feature word or pronoun."""
    if tokens.lower[index].partition("'")[0] in skipped and not is_acronym(tokens.words[index]):
        return False
    gap = tokens.gaps[index + 1]
    if gap[:1] in _DOLLAR:
        return False
    return not (gap and gap[0] in "-‐‑/" and _NO_NAME.match(tokens.article.text, tokens.ends[index]))


def _longer(tokens: Tokens, first: int, reach: int, gazetteer: Gazetteer, look_up: LookUp) -> Iterator[Site]:
    """The sites that begin with word `first` and may have several words."""
    start, ends = tokens.starts[first], tokens.ends
    saint = tokens.lower[first] in _SAINTS
    offsets = {ends[at] - start: at for at in range(first, reach + 1) if saint or not tokens.possessive(at)}
    for end in gazetteer.name_ends(tokens.article.text[start : ends[reach]], tuple(offsets)):
        last = offsets[end]
        if last == first and not (tokens.large[first] and _may_be_name(tokens, first, cues().common)):
            continue
        if not any(tokens.large[first : last + 1]):
            continue
        facts = look_up(tokens.surface(first, last))
        if facts is not None:
            yield _without_feature_word(tokens, Site(first, last, facts), look_up)
            yield from _with_dot(tokens, first, last, look_up)


def _without_feature_word(tokens: Tokens, site: Site, look_up: LookUp) -> Site:
    """The site less a feature word in small letters that isn't needed for the name ("Euphrates river")."""
    first, last = site.first, site.last
    kind = None if tokens.large[last] or last == first else cues().kind_of_feature_word(tokens.lower[last])
    if kind is None or kind in _REGIONS or site.facts is None:
        return site
    shorter = look_up(tokens.surface(first, last - 1))
    if shorter is None:
        return site
    same = {one.match.brief.id for one in shorter.meanings} & {one.match.brief.id for one in site.facts.meanings}
    return Site(first, last - 1, shorter) if same else site


def unknown_sites(tokens: Tokens, known: Sequence[Site]) -> Iterator[Site]:
    """Capitalised names in which no known name stands, but that something beside them may call a place.

    A known name that is only spelt alike doesn't count: *Dayr* is a town, "Dayr Az Zayr" isn't its.
    """
    exact = [site for site in known if site.facts is not None and site.facts.exact]
    taken = {index for site in exact for index in range(site.first, site.last + 1)}
    firm = {index for site in exact if _is_firm(site) for index in range(site.first, site.last + 1)}
    same = {(site.first, site.last) for site in known}
    beginning, ending = {site.first for site in known}, {site.last for site in known}
    common, behind = cues().common, 0
    for index in tokens.large_at:
        if index < behind:
            continue
        start, end = index, tokens.chunk_end(index)
        behind = end + 1
        while start <= end and tokens.lower[start] in common:
            start += 1
        while end >= start and tokens.lower[end] in common:
            end -= 1
        words = range(start, end + 1)
        if not words or (start, end) in same or not firm.isdisjoint(words) or not _is_name_like(tokens, start, end):
            continue
        kind = wanted_kind(tokens, start, end)[0]
        if kind is PlaceKind.DIVISION and _is_office_of(tokens, start):
            continue
        called = kind is not None
        if not called and not taken.isdisjoint(words):
            continue
        listed = start > 1 and tokens.lower[start - 1] in _AND and start - 2 in ending
        beside = listed or end + 1 in beginning or start - 1 in ending
        if called or beside or tokens.before(start) in cues().locative_prepositions:
            ending.add(end)
            yield Site(start, end, None, known=Known.CALLED if called else Known.UNKNOWN)


def _is_office_of(tokens: Tokens, first: int) -> bool:
    """Whether an unknown name is what an office is for: "the Department of Agriculture"."""
    named = first > 1 and tokens.before(first) == "of" and tokens.large[first - 2]
    return named and tokens.lower[first - 2] in cues().organisation_words


def _is_firm(site: Site) -> bool:
    """Whether a known name is no mere word of a longer one: *Tell* is a town, "the village of Tell Asdfgh" another."""
    facts = site.facts
    return site.last > site.first or (facts is not None and facts.group.startswith(("great", "large", "demonym")))


def _is_name_like(tokens: Tokens, first: int, last: int) -> bool:
    """Whether a run of capitalised words looks like a name and not like an organisation's or an acronym."""
    if not any(len(word) > 2 and not word.isupper() for word in tokens.words[first : last + 1]):
        return False
    return cues().organisation_words.isdisjoint(tokens.lower[first : last + 1])
