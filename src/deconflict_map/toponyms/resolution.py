"""Mentions → resolutions: which place each name denotes, decided over the whole text, containers first.

Every candidate is scored by plain features (how the name matched, what is usually meant by a bare name, the kind that
the neighbouring words ask for, the countries that the text speaks of, what stands beside it), and the scores of one
name's candidates are weighed against each other to a confidence. Names that mean one place mean it throughout the text.
Below the least confidence nothing is chosen; the candidates are returned all the same.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from deconflict_map.model.place import MatchKind, PlaceKind
from deconflict_map.model.toponym import Candidate, Resolution, ToponymKind
from deconflict_map.toponyms.cues import weights
from deconflict_map.toponyms.scoring import Context, Scored, score

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deconflict_map.model.place import Gazetteer, Match
    from deconflict_map.toponyms.mention import Mention

_MOST_CANDIDATES = 10
# "The X river" is no town called X, while "X province" may well be told of by its town.
_NATURAL = {PlaceKind.STREAM, PlaceKind.LAKE, PlaceKind.SEA, PlaceKind.RELIEF, PlaceKind.STRUCTURE}
_BIG = {PlaceKind.COUNTRY, PlaceKind.CONTINENT}


def resolve(mentions: Sequence[Mention], gazetteer: Gazetteer) -> tuple[Resolution, ...]:
    """What each mention denotes, in the same order."""
    countries = _countries(mentions)
    matches = [_matches(mention, countries, gazetteer) for mention in mentions]
    surest = Context(countries=countries, anchors=())
    first = [_scores(mention, found, surest, None) for mention, found in zip(mentions, matches, strict=True)]
    context = Context(countries=countries, anchors=_anchors(first))
    containers = [first[mention.container] if mention.container >= 0 else None for mention in mentions]
    scores = [
        _scores(mention, found, context, container)
        for mention, found, container in zip(mentions, matches, containers, strict=True)
    ]
    chosen = _one_sense(mentions, scores)
    return tuple(_resolution(mention, scored) for mention, scored in zip(mentions, chosen, strict=True))


def _countries(mentions: Sequence[Mention]) -> dict[str, float]:
    """Share of each country among the countries that the text names itself, by name or demonym."""
    votes: Counter[str] = Counter()
    for mention in mentions:
        countries = {match.place.country for match in mention.matches if match.place.kind is PlaceKind.COUNTRY}
        if len(countries) == 1:
            votes.update(countries)
    if not votes:  # no country is named: the countries in which most of the names' places lie
        for mention in mentions:
            found = {match.place.country for match in mention.matches}
            votes.update(dict.fromkeys(sorted(found), 1) if len(found) <= 2 else {})
    total = sum(votes.values())
    return {country: count / total for country, count in sorted(votes.items())}


def _matches(mention: Mention, countries: dict[str, float], gazetteer: Gazetteer) -> tuple[Match, ...]:
    """The gazetteer's matches; where there are none, names that are only alike in the text's own countries."""
    if mention.matches or not countries:
        return mention.matches
    alike = gazetteer.lookup_alike(mention.toponym.text, countries=sorted(countries))
    return tuple(match for match in alike if match.similarity >= weights().least_similarity)


def _scores(
    mention: Mention, matches: tuple[Match, ...], context: Context, container: tuple[Scored, ...] | None
) -> tuple[Scored, ...]:
    inside = frozenset(scored.match.place.country for scored in container[:1]) if container else frozenset[str]()
    scored = [score(match, mention, context, inside) for match in matches]
    best: dict[str, Scored] = {}
    for one in scored:
        known = best.get(one.match.place.id)
        if known is None or one.score > known.score:
            best[one.match.place.id] = one
    return tuple(sorted(best.values(), key=lambda one: (-one.score, one.match.place.id)))


def _anchors(scores: Sequence[tuple[Scored, ...]]) -> tuple[tuple[float, float], ...]:
    """Longitude and latitude of the places that are sure already and small enough to be near something."""
    points = {
        (scored[0].match.place.lon, scored[0].match.place.lat)
        for scored in scores
        if scored and scored[0].match.place.kind not in _BIG and _shares(scored)[0] > 0.9
    }
    return tuple(sorted(points))


def _shares(scored: Sequence[Scored]) -> list[float]:
    """The candidates' shares of belief: a softmax over their scores."""
    sharpness = weights().sharpness
    top = max(one.score for one in scored)
    raw = [math.exp(sharpness * (one.score - top)) for one in scored]
    total = sum(raw)
    return [value / total for value in raw]


def _one_sense(mentions: Sequence[Mention], scores: Sequence[tuple[Scored, ...]]) -> list[tuple[Scored, ...]]:
    """Scores in which all mentions of one name that ask for the same kind of place agree on the best candidate."""
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index, mention in enumerate(mentions):
        groups[mention.toponym.text.casefold(), mention.wants.value if mention.wants else ""].append(index)
    chosen = list(scores)
    for indexes in groups.values():
        totals: Counter[str] = Counter()
        for index in indexes:
            totals.update({one.match.place.id: one.score for one in scores[index]})
        if len(indexes) > 1 and totals:
            best = min(totals, key=lambda place: (-totals[place], place))
            for index in indexes:
                chosen[index] = tuple(sorted(scores[index], key=lambda one: one.match.place.id != best))
    return chosen


def _resolution(mention: Mention, scored: tuple[Scored, ...]) -> Resolution:
    if not scored:
        return Resolution(
            toponym=mention.toponym,
            place=None,
            confidence=0.0,
            reason=f"no place called “{mention.toponym.text}” is in the gazetteer",
            evidence=(),
            candidates=(),
        )
    limits = weights()
    shares = _shares(scored)
    candidates = tuple(
        Candidate(place=one.match.place, score=round(share, 4), match=one.match.kind, matched_name=one.match.name)
        for one, share in list(zip(scored, shares, strict=True))[:_MOST_CANDIDATES]
    )
    best = scored[0]
    quality = best.match.similarity if best.match.kind is MatchKind.FUZZY else 1.0
    other_kind = mention.wants is not None and best.match.place.kind is not mention.wants
    if other_kind and mention.wants in _NATURAL:
        quality *= limits.unknown_feature
    confidence = round(min(shares[0] * quality, limits.most_confidence), 4)
    if confidence < limits.least_confidence:
        return Resolution(
            toponym=mention.toponym,
            place=None,
            confidence=0.0,
            reason=_undecided(mention, candidates, other_kind=other_kind),
            evidence=best.evidence,
            candidates=candidates,
        )
    evidence = (*best.evidence, f"no {mention.feature_word} of this name is known") if other_kind else best.evidence
    return Resolution(
        toponym=mention.toponym,
        place=best.match.place,
        confidence=confidence,
        reason=_because(mention, evidence),
        evidence=evidence,
        candidates=candidates,
    )


def _undecided(mention: Mention, candidates: tuple[Candidate, ...], *, other_kind: bool) -> str:
    if other_kind:
        return f"no {mention.feature_word} called “{mention.toponym.text}” is in the gazetteer, only other places"
    names = " or ".join(
        f"{one.place.name} ({', '.join(filter(None, (one.place.division, one.place.country)))})"
        for one in candidates[:2]
    )
    return f"the text doesn't settle whether it is {names}" if len(candidates) > 1 else f"too unlike {names}"


def _because(mention: Mention, evidence: tuple[str, ...]) -> str:
    if mention.toponym.kind is ToponymKind.DEMONYM:
        return "the country of that adjective or people"
    return "; ".join(evidence) if evidence else "the only place of this name"
