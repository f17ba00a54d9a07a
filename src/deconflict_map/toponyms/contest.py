"""Mentions → what was weighed for each place that they may mean, in words, and what comes next and what sets it apart.

Weighs as resolution does, with the same functions, and keeps the sums of the round that decided.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from deconflict_map.model.explanation import Argument, Option
from deconflict_map.toponyms.context import Scene
from deconflict_map.toponyms.cues import limits
from deconflict_map.toponyms.facts import facts_in
from deconflict_map.toponyms.grouping import groups_of
from deconflict_map.toponyms.home import home_of
from deconflict_map.toponyms.outcome import confidence_of, ordered
from deconflict_map.toponyms.resolution import ROUNDS, begin, softmax, weigh, with_alike
from deconflict_map.toponyms.votes import sum_of, votes_of
from deconflict_map.toponyms.wording import AboutPlace, percent, place_weights, said, speaking_for, weightiest, where

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from deconflict_map.model.article import Article
    from deconflict_map.model.place import Gazetteer
    from deconflict_map.toponyms.grouping import Group
    from deconflict_map.toponyms.linear import Models
    from deconflict_map.toponyms.mention import Mention
    from deconflict_map.toponyms.site_wording import AboutSite
    from deconflict_map.toponyms.wording import Names, Sentence

_MOST_OPTIONS = 5
_MOST_APART = 2
_LEAST_APART = 0.2  # of what sets the first apart most: what adds less isn't told beside it
_LEAST_SHARE = 0.005  # of the belief in none of the places: from here on it is told (judgement: it rounds to 1 %)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contest:
    """What is told of the places that a group of names may mean."""

    options: tuple[Option, ...] = ()
    change: str = ""


def contests(article: Article, mentions: Sequence[Mention], gazetteer: Gazetteer, models: Models) -> list[Contest]:
    """What is told of the places that each mention may mean, by the round that decided."""
    groups, of = groups_of(with_alike(mentions, gazetteer, models))
    home = home_of(article.url, facts_in(gazetteer, models))
    begin(groups, home)
    for _ in range(ROUNDS - 1):
        weigh(groups, home, models)
    own = [votes_of(group) for group in groups]
    scene = Scene(groups, own, sum_of(own), home)
    added = [_added(scene, number, models) for number in range(len(groups))]
    for group, each in zip(groups, added, strict=True):
        group.shares = softmax([sum(one.values()) for one in each])
    names = _GazetteerNames(gazetteer)
    told = [_Weighed(group, each, groups, names).told() for group, each in zip(groups, added, strict=True)]
    nothing = Contest(change=said("change")["unknown"])
    return [told[number] if number >= 0 else nothing for number in of]


def _added(scene: Scene, number: int, models: Models) -> list[dict[Sentence, float]]:
    """What is added for and against each meaning of a group and, last, none of them."""
    group, weights = scene.groups[number], models.context
    each = [place_weights((*one.features, *scene.features(number, one)), weights) for one in group.meanings]
    return [*each, place_weights((*group.facts.nobody.features, *scene.nobody(number)), weights)]


@dataclass(frozen=True, slots=True)
class _Weighed:
    """A group, and what was added for and against each of its meanings and, last, none of them."""

    group: Group
    added: Sequence[dict[Sentence, float]]
    groups: Sequence[Group]
    names: Names

    def told(self) -> Contest:
        """All that is told of it."""
        order, shares, nobody = ordered(self.group), self.group.shares, len(self.group.meanings)
        shown = order[:_MOST_OPTIONS]
        if shares[nobody] >= _LEAST_SHARE:
            shown = sorted([*shown, nobody], key=lambda at: -shares[at])
        return Contest(options=tuple(self._option(at) for at in shown), change=self._change(order))

    def _about(self, at: int) -> AboutPlace:
        """What sentences on a meaning leave open; those on none of them ask for nothing of a meaning."""
        meanings = self.group.meanings
        return AboutPlace(meanings[min(at, len(meanings) - 1)], self.group, self.groups, self.names)

    def _option(self, at: int) -> Option:
        about = self._about(at)
        place = about.meaning.match.place if at < len(self.group.meanings) else None
        return Option(
            place=place,
            where="" if place is None else where(place, self.names),
            kind="" if place is None else about.kind(),
            share=round(self.group.shares[at], 4),
            score=round(sum(self.added[at].values()), 2),
            arguments=arguments(self.added[at], about),
        )

    def _change(self, order: Sequence[int]) -> str:
        """What comes next, and what sets the first apart from it."""
        words, shares, nobody = said("change"), self.group.shares, len(self.group.meanings)
        best, (confidence, other) = order[0], confidence_of(self.group, order)
        placed = confidence >= limits().least_confidence
        if not placed and shares[nobody] > shares[best]:
            return words["missing"]
        if other is None and shares[nobody] < _LEAST_SHARE:
            return words["only"]
        if other is None or shares[nobody] > max(shares[other], _LEAST_SHARE):
            other = nobody
        told = self._next(other, best) + self._apart(other, best)
        return told if placed or other == nobody else told + words["open"]

    def _next(self, other: int, best: int) -> str:
        """What has most of the belief behind the first."""
        words, share = said("change"), percent(self.group.shares[other])
        if other == len(self.group.meanings):
            return words["next_nobody"].format(share=share)
        place, first = self._place(other), self._place(best)
        kind, mine = self._about(other).kind(), self._about(best).kind()
        told = words["another"].format(place=place) if place == first and kind == mine else place
        return words["next"].format(other=told if kind == mine else f"{told} ({kind})", share=share)

    def _place(self, at: int) -> str:
        place = self.group.meanings[at].match.brief
        return ", ".join(filter(None, (place.name, where(place, self.names))))

    def _apart(self, other: int, best: int) -> str:
        """What speaks more for the first than for the other, and whether one of it decides."""
        words, mine, its = said("change"), self.added[best], self.added[other]
        more = {one: value - its.get(one, 0.0) for one, value in mine.items() if value > 0}
        least = _LEAST_APART * max(more.values(), default=0.0)
        apart = speaking_for({one: value for one, value in more.items() if value >= least}, _MOST_APART)
        if not apart:
            return words["alike"]
        about = self._about(best)
        listed = "; ".join(f"{about.say(one)} ({more[one]:+.1f})" for one in apart)
        said_apart = words["apart_nobody" if other == len(self.group.meanings) else "apart"].format(words=listed)
        decides = mine[apart[0]] > sum(mine.values()) - sum(its.values()) > 0
        return said_apart + (words["alone"].format(words=about.say(apart[0])) if decides else "")


class _GazetteerNames:
    """The names of countries and divisions as the gazetteer has them."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def country(self, code: str) -> str:
        place = self._gazetteer.country(code)
        return code if place is None else place.name

    def division(self, country: str, code: str) -> str:
        place = self._gazetteer.division(country, code)
        return "" if place is None else place.name


def arguments(added: Mapping[Sentence, float], about: AboutSite | AboutPlace) -> tuple[Argument, ...]:
    """What was added, in words; what reads alike once it is filled in is told once."""
    told: dict[str, float] = {}
    for sentence, weight in added.items():
        words = about.say(sentence)
        told[words] = told.get(words, 0.0) + weight
    return tuple(Argument(words=words, weight=round(weight, 2)) for words, weight in weightiest(told))
