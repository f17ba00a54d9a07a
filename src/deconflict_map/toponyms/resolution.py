"""Mentions → resolutions: which place each name denotes, decided over the whole text, containers first.

The names of a text are grouped; each group's meanings are weighed first by what is usually meant (`prior`), then,
twice, by what the text says around them (`context`), each time with what was believed of all other groups before. So
the countries and states that the text names settle its towns, and these settle each other. Below the least confidence
nothing is chosen; the candidates are returned all the same, with the reason.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from deconflict_map.toponyms.context import Scene
from deconflict_map.toponyms.cues import limits
from deconflict_map.toponyms.facts import facts_in, facts_of
from deconflict_map.toponyms.grouping import groups_of
from deconflict_map.toponyms.home import home_of
from deconflict_map.toponyms.linear import shipped, total
from deconflict_map.toponyms.outcome import Outcomes
from deconflict_map.toponyms.votes import asked_in, sum_of, votes_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deconflict_map.model.article import Article
    from deconflict_map.model.place import Gazetteer
    from deconflict_map.model.toponym import Resolution
    from deconflict_map.toponyms.grouping import Group
    from deconflict_map.toponyms.home import Home
    from deconflict_map.toponyms.linear import Models, Weights
    from deconflict_map.toponyms.mention import Mention
    from deconflict_map.toponyms.votes import Asked

_ASKED = 0.1  # of the first one's share: what the words ask for may have so little
_BESIDE_DEG = 0.5  # of latitude
ROUNDS = 2
"""How often the context is weighed: in the second round every name sees what the first made of the others. A third
changes one name in a thousand."""


def resolve(
    article: Article, mentions: Sequence[Mention], gazetteer: Gazetteer, models: Models | None = None
) -> tuple[Resolution, ...]:
    """What each mention denotes, in the same order."""
    models = models or shipped()
    mentions = with_alike(mentions, gazetteer, models)
    groups, of = groups_of(mentions)
    home = home_of(article.url, facts_in(gazetteer, models))
    begin(groups, home)
    asked = asked_in(groups)
    before: Scene | None = None
    for _ in range(ROUNDS - 1):
        before = _weigh(groups, home, models, asked, before)
    scene = _weigh(groups, home, models, asked, before, last=True)
    for group in groups:
        _prefer_asked(group)
    outcomes = Outcomes(scene, models)
    return tuple([outcomes.of(mention, number) for mention, number in zip(mentions, of, strict=True)])


def begin(groups: Sequence[Group], home: Home) -> None:
    """Choose the meanings that are weighed, and share the belief by their priors."""
    most = limits().most_candidates
    named = {
        (area.country, area.division, area.district)
        for group in groups
        for area in group.facts.areas[:2]
        if area.level > 0
    }
    for group in groups:
        known = group.facts.meanings
        group.meanings = list(known[:most])
        for meaning in known[most:]:
            place = meaning.match.brief
            division = place.country, place.division
            if (*division, "") in named or (*division, place.district) in named or division in home.divisions:
                group.meanings.append(meaning)
        group.shares = softmax([*(meaning.prior for meaning in group.meanings), group.facts.nobody.prior])


def weigh(groups: Sequence[Group], home: Home, models: Models) -> None:
    """Share the belief anew by priors and context, in a round that isn't the last."""
    _weigh(groups, home, models, asked_in(groups), None)


def _weigh(
    groups: Sequence[Group], home: Home, models: Models, asked: Asked, before: Scene | None, *, last: bool = False
) -> Scene:
    """Share the belief anew; gives the scene by which that was done.

    With what is known of the round before: who believes what he did votes as he did.
    """
    shares = [group.shares for group in groups]
    own = [
        votes_of(group, asked) if before is None or before.shares[number] is not group.shares else before.own[number]
        for number, group in enumerate(groups)
    ]
    scene = Scene(groups, own, sum_of(own), home)
    for number, group in enumerate(groups):
        if not (group.settled if last else group.sure):
            shares[number] = _shares(scene, number, models.context)
    for group, share in zip(groups, shares, strict=True):
        group.shares = share
    return scene


def _shares(scene: Scene, number: int, weights: Weights) -> list[float]:
    """What each meaning of a group and, last, none of them has of the belief in its text."""
    group = scene.groups[number]
    scores = [meaning.base + added for meaning, added in zip(group.meanings, scene.added(number, weights), strict=True)]
    scores.append(group.facts.nobody.base + total(weights, scene.nobody(number)))
    return softmax(scores)


def _prefer_asked(group: Group) -> None:
    """Let the kind that the words ask for decide between a town and its province, which are one answer to "where"."""
    if group.wants is None:
        return
    first = max(range(len(group.meanings)), key=lambda at: (group.shares[at], -at))
    place, share = group.meanings[first].match.brief, group.shares[first]
    if place.kind is group.wants:
        return
    for at, meaning in enumerate(group.meanings):
        other = meaning.match.brief
        near = abs(other.lat - place.lat) < _BESIDE_DEG and abs(other.lon - place.lon) < 2 * _BESIDE_DEG
        if other.kind is group.wants and near and group.shares[at] > _ASKED * share:
            group.shares[first], group.shares[at] = group.shares[at], share
            return


def softmax(scores: Sequence[float]) -> list[float]:
    """Shares of belief by scores."""
    top = max(scores)
    raw = [math.exp(score - top) for score in scores]
    total = sum(raw)
    return [value / total for value in raw]


def with_alike(mentions: Sequence[Mention], gazetteer: Gazetteer, models: Models) -> Sequence[Mention]:
    """The mentions with names that are only alike in the text's own countries, where no equal one is known.

    Only names that are called a city, a river or the like are looked for: it takes a millisecond each.
    """
    if all(mention.facts is not None or mention.wants is None for mention in mentions):
        return mentions
    countries = _countries(mentions)
    if not countries:
        return mentions
    return [
        _alike(mention, countries, gazetteer, models)
        if mention.facts is None and mention.wants is not None
        else mention
        for mention in mentions
    ]


def _countries(mentions: Sequence[Mention]) -> list[str]:
    """The countries that the text names or that its first-level divisions lie in."""
    found = {
        mention.facts.first.country
        for mention in mentions
        if mention.facts is not None and mention.facts.meanings[0].area is not None
    }
    return sorted(found - {""})


def _alike(mention: Mention, countries: Sequence[str], gazetteer: Gazetteer, models: Models) -> Mention:
    least = limits().least_similarity
    alike = gazetteer.lookup_alike(mention.toponym.text, countries=countries)
    matches = tuple(match for match in alike if match.similarity >= least)
    return replace(mention, facts=facts_of(mention.toponym.text, matches, models)) if matches else mention
