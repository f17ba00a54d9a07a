"""A site in its text → the features by which it is weighed as a name of a place.

Features are short strings, most of them a role and a word or class ("before: in", "behind: a person"). Those of the
neighbourhood are given twice, once by themselves and once for the group of the name, since *said* behind a country
means a government and behind a hamlet a person. Trade-off: a few words to either side, no syntax.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from deconflict_map.toponyms.cues import common_words, cues, person_names
from deconflict_map.toponyms.facts import may_hold
from deconflict_map.toponyms.neighbourhood import wanted_kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from deconflict_map.toponyms.company import Company
    from deconflict_map.toponyms.facts import Facts
    from deconflict_map.toponyms.linear import NameWeights
    from deconflict_map.toponyms.sites import Site
    from deconflict_map.toponyms.tokens import Tokens

_AND = frozenset({"and", "or"})
_CONTAINS = frozenset({", ", " (", " "})
_LISTED = frozenset({", ", " and ", ", and ", " or ", "/", "-", "–", " to ", " & "})


class Surroundings:
    """A text's words and sites, as the weighing of each site sees them."""

    def __init__(self, tokens: Tokens, sites: Sequence[Site], company: Company) -> None:
        """Order the sites by their ends."""
        self.tokens = tokens
        self.company = company
        self.starting: dict[int, Site] = {}
        self.ending: dict[int, Site] = {}
        self.covered: dict[int, Site] = {}
        for site in sites:
            self.starting.setdefault(site.first, site)
            held = self.ending.get(site.last)
            if held is None or site.first < held.first:
                self.ending[site.last] = site
            if site.last > site.first and site.facts is not None:
                for index in range(site.first, site.last + 1):
                    longer = self.covered.get(index)
                    if longer is None or site.last - site.first > longer.last - longer.first:
                        self.covered[index] = site

    def features(self, site: Site) -> list[str]:
        """All features of a site: those of its name, and those of its surroundings."""
        around = self.around(site)
        return around if site.facts is None else [*site.facts.features, *around]

    def around(self, site: Site) -> list[str]:
        """The features that aren't those of the name itself."""
        if site.facts is None:
            return self._around_unknown(site)
        group, (twice, once) = site.facts.group, self._around_known(site, site.facts)
        return [*twice, *[f"{group}: {feature}" for feature in (*twice, *once)]]

    def odds(self, site: Site, weights: NameWeights) -> float:
        """Log-odds that a site names a place: the sum of what its features add."""
        if site.facts is None:
            get = weights.all.get
            return sum([get(feature, 0.0) for feature in self._around_unknown(site)])
        twice, once = self._around_known(site, site.facts)
        both, own = weights.of_group(site.facts.group)
        get, get_own = both.get, own.get
        added = sum([get(feature, 0.0) for feature in twice]) + sum([get_own(feature, 0.0) for feature in once])
        return added + site.facts.weight

    def _around_unknown(self, site: Site) -> list[str]:
        around = list[str]()
        self._left(site, around)
        self._right(site, around)
        self._beside_unknown(site, around)
        return [*self._unknown(site), *[f"unknown: {feature}" for feature in around]]

    def _around_known(self, site: Site, facts: Facts) -> tuple[list[str], list[str]]:
        """The features that are given twice, by themselves and for the name's group, and those given for that only."""
        twice, once = list[str](), list[str]()
        self._left(site, twice)
        self._right(site, twice)
        self._beside(site, facts, twice)
        self._text(site, facts, twice, once)
        return twice, once

    def _unknown(self, site: Site) -> Iterator[str]:
        """What a name looks like that the gazetteer doesn't know."""
        tokens, first, last = self.tokens, site.first, site.last
        yield "unknown"
        yield f"unknown: words {min(last - first + 1, 3)}"
        if first in self.company.in_person or last in self.company.in_person:
            yield "unknown: in a person's name"
        if any(tokens.lower[index] in self.company.persons for index in range(first, last + 1)):
            yield "unknown: a person's elsewhere"
        for at, index in (("begins", first), ("ends", last)):
            word = tokens.lower[index]
            borne = person_names().get(word)
            if borne is not None:
                yield f"unknown: {at} with {borne}"
            elif word in cues().feature_words:
                yield f"unknown: {at} with a feature word"
            elif word in common_words() or word in self.company.small:
                yield f"unknown: {at} with a common word"
        yield f"unknown: ends in {tokens.lower[last][-3:]}"
        if tokens.in_headline(first):
            yield "unknown: in a headline"
        wanted = wanted_kind(tokens, first, last)[0]
        if wanted is not None:
            yield f"unknown: is called a {wanted.value}"
            if tokens.before(first) == "of":
                yield "unknown: what it is called stands before it"

    def _beside_unknown(self, site: Site, found: list[str]) -> None:
        """The known names beside an unknown one."""
        tokens = self.tokens
        following, preceding = self.starting.get(site.last + 1), self.ending.get(site.first - 1)
        if following is not None and following.facts is not None:
            found.append(f"a name follows {tokens.gaps[site.last + 1]}: {following.facts.group}")
        elif site.last + 2 in self.starting and tokens.lower[site.last + 1] in _AND:
            found.append("in a list")
        if preceding is not None and preceding.facts is not None:
            found.append(f"behind a name {tokens.gaps[site.first]}: {preceding.facts.group}")
        elif site.first > 1 and tokens.lower[site.first - 1] in _AND and site.first - 2 in self.ending:
            found.append("in a list")

    # To the left and to the right

    def _left(self, site: Site, found: list[str]) -> None:
        tokens, first = self.tokens, site.first
        if first == 0:
            found.append("before: start")
            return
        gap = tokens.gaps[first]
        word = tokens.lower[first - 1]
        if gap != " " and not (gap in {". ", "\u00a0"} and word in cues().person_titles):
            found.append(f"before: {_mark(gap, -1)}")
            if tokens.begins_sentence(first):
                found.append("before: sentence")
            elif gap in {"-", "‐", "‑", "/", "–"} and tokens.large[first - 1]:
                found.append(f"hyphen before: {self._class(first - 1)}")
            return
        if tokens.large[first - 1]:
            kind = self._class(first - 1)
            found.append(f"before: {kind}")
            if kind == "a title":
                found.append(f"before, a title: {word}")
        else:
            found.append("before: small word")
            found.append(f"before: {word}")
        if tokens.begins_sentence(first):
            found.append("before: sentence")
        elif first > 1 and tokens.gaps[first - 1] == " ":
            found.append(
                f"two before: {tokens.lower[first - 2]}" if not tokens.large[first - 2] else "two before: large"
            )

    def _right(self, site: Site, found: list[str]) -> None:
        tokens, at = self.tokens, site.last + 1
        if at >= len(tokens):
            found.append("behind: end")
            return
        gap, word = tokens.gaps[at][site.dot :], tokens.lower[at]
        if site.dot:
            found.append("behind: its dot")
        if gap in {"'", "’"} and word == "s":
            found.append("behind: 's")
            return
        if gap != " ":
            found.append(f"behind: {_mark(gap, 0)}")
            if gap in {"-", "‐", "‑"}:
                found.append(f"hyphen behind: {self._class(at) if tokens.large[at] else word}")
            return
        if tokens.large[at]:
            found.append(f"behind: {self._class(at)}")
        else:
            found.append("behind: small word")
            found.append(f"behind: {word}")
            if len(word) > 3:  # an ending, not the word
                found.append(f"behind, ends in {word[-2:]}")
        if at + 1 < len(tokens) and tokens.gaps[at + 1] == " ":
            found.append(f"two behind: {tokens.lower[at + 1]}" if not tokens.large[at + 1] else "two behind: large")

    def _class(self, index: int) -> str:
        """What a capitalised neighbour is."""
        if index in self.company.in_person:
            return "a person"
        word = self.tokens.lower[index]
        listed = _class_of_word(word)
        if listed:
            return listed
        if index in self.starting or index in self.ending or index in self.covered:
            return "a known name"
        if not word.isalpha():
            return "a number" if word[0].isdigit() else "mixed"
        return "capitals" if self.tokens.words[index].isupper() else "an unknown name"

    # Other names beside it

    def _beside(self, site: Site, facts: Facts, found: list[str]) -> None:
        self._following(site, facts, found)
        self._preceding(site, facts, found)
        longer = self.covered.get(site.first)
        if longer is not None and longer.last - longer.first > site.last - site.first:
            held = longer.facts
            found.append(f"inside a longer name: {held.group if held is not None else 'unknown'}")

    def _following(self, site: Site, facts: Facts, found: list[str]) -> None:
        tokens, at = self.tokens, site.last + 1
        following = self.starting.get(at)
        if following is not None and following.facts is not None:
            gap = tokens.gaps[at][site.dot :]
            if gap in _CONTAINS and may_hold(following.facts, facts):
                found.append(f"lies in what follows{'' if gap == ', ' else gap}")
            elif gap == ", ":
                found.append(f"a name follows: {following.facts.group}")
        elif at + 1 in self.starting and tokens.lower[at] in _AND:
            listed = self.starting[at + 1].facts
            if listed is not None:
                found.append(f"in a list with {listed.group}")

    def _preceding(self, site: Site, facts: Facts, found: list[str]) -> None:
        tokens, first = self.tokens, site.first
        preceding = self.ending.get(first - 1)
        if preceding is not None and preceding.facts is not None:
            gap = tokens.gaps[first]
            if gap in _CONTAINS and may_hold(facts, preceding.facts):
                found.append(f"holds what stands before{'' if gap == ', ' else gap}")
            elif gap in _LISTED:
                found.append(f"behind a name: {preceding.facts.group}")
        elif first > 1 and tokens.lower[first - 1] in _AND and first - 2 in self.ending:
            listed = self.ending[first - 2].facts
            if listed is not None:
                found.append(f"in a list behind {listed.group}")

    # What the rest of the text says

    def _text(self, site: Site, facts: Facts, twice: list[str], once: list[str]) -> None:
        tokens, company, first = self.tokens, self.company, site.first
        if tokens.in_headline(first):
            once.append("in a headline")
        if first in company.in_person or site.last in company.in_person:
            twice.append("in a person's name")
        if first == site.last:
            word = tokens.lower[first]
            if word in company.persons:
                twice.append("a person's elsewhere")
            if word in company.small:
                twice.append("written small elsewhere")
            times = company.ground.get(word, 0)
            if times and times > (tokens.before(first) in {"in", "near", "at", "from", "to"}):
                twice.append("ground elsewhere")
            if word in company.run_ends:
                twice.append("ends a longer run elsewhere")
            if tokens.chunk(first, first) != (first, first):
                twice.append("in a longer run")
        once.append(self._agrees(facts))

    def _agrees(self, facts: Facts) -> str:
        """Whether the countries and divisions that the text names are those of the name's places."""
        company = self.company
        if not company.countries and not company.divisions:
            return "no country in the text"
        countries, divisions = facts.ground
        if not company.divisions.isdisjoint(divisions):
            return "in a division of the text"
        if facts.first.country in company.countries:
            return "in a country of the text"
        if not company.countries.isdisjoint(countries):
            return "may be in a country of the text"
        return "in no country of the text"


def _mark(gap: str, end: int) -> str:
    """The mark of a gap that stands nearest to the name."""
    marks = gap.strip()
    if not marks:
        return "line" if "\n" in gap else "space"
    return marks[end]


@cache
def _listed_classes() -> Mapping[str, str]:
    """What words are by the lists, in small letters: the first list that has them counts."""
    known = cues()
    found: dict[str, str] = {}
    for kind, words in (
        ("a title", known.person_titles),
        ("a direction", known.directions),
        ("a feature word", known.feature_words),
        ("a word of organisations", known.organisation_words),
        ("a word that is no name", known.never_places),
    ):
        for word in words:
            found.setdefault(word, kind)
    for word, borne in person_names().items():
        found.setdefault(word, borne)
    for word in common_words():
        found.setdefault(word, "a letter" if len(word) == 1 else "a common word")
    return found


def _class_of_word(word: str) -> str:
    """What the lists say of a word; empty where none has it."""
    return _listed_classes().get(word, "") or ("a letter" if len(word) == 1 else "")
