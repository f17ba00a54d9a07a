"""A mention and what was believed of its group → its resolution: place, confidence, candidates, the reason in words.

All mentions of a group share all but their words, so that each group is told once a text. What speaks for the place is
told weightiest first, and, where it isn't sure, what it may be instead. Trade-off: what speaks for all candidates alike
is told, too, where the text says it; weighing every candidate again would cost more than choosing among them did.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from deconflict_map.model.place import MatchKind, PlaceKind
from deconflict_map.model.toponym import Candidate, Resolution
from deconflict_map.toponyms.cues import limits
from deconflict_map.toponyms.prior import class_of
from deconflict_map.toponyms.wording import (
    AboutPlace,
    NamesAtHand,
    percent,
    place_weights,
    said,
    speaking_for,
    where,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deconflict_map.model.place import Brief, Sighting
    from deconflict_map.toponyms.context import Scene
    from deconflict_map.toponyms.facts import Meaning
    from deconflict_map.toponyms.grouping import Group
    from deconflict_map.toponyms.linear import Models
    from deconflict_map.toponyms.mention import Mention
    from deconflict_map.toponyms.wording import Names, Sentence

# Looked up once: up to Python 3.11 a look at an enum's member calls a function.
_EXACT = MatchKind.EXACT
_FUZZY = MatchKind.FUZZY
_WRITTEN = frozenset({MatchKind.EXACT, MatchKind.DEMONYM})
_MOST_CANDIDATES = 10
# "The X river" is no town called X, while "X province" may well be told of by its town.
_NATURAL = {PlaceKind.STREAM, PlaceKind.LAKE, PlaceKind.SEA, PlaceKind.RELIEF, PlaceKind.STRUCTURE}
_BESIDE_DEG = 0.5  # of latitude: a town and its county are one answer to "where"
_MOST_SHOWN = 3  # reasons of the text
_USUAL = "{usually}"  # what a place has before the text is read that others of its name haven't
_UNSURE = 0.8  # of confidence: below it a resolution also tells what else it may be (judgement)


class Outcomes:
    """The resolutions of a text's mentions by the scene that decided."""

    def __init__(self, scene: Scene, models: Models) -> None:
        """Take what was weighed, and how."""
        self._scene, self._models, self._names = scene, models, NamesAtHand(scene.groups)
        self._first: dict[int, Resolution] = {}

    def of(self, mention: Mention, number: int) -> Resolution:
        """The resolution of a mention by the number of its group, -1 where it has none."""
        if number < 0 or not self._scene.groups[number].meanings:
            return _unplaced(mention, f"no place called “{mention.toponym.text}” is in the gazetteer", ())
        first = self._first.get(number)
        if first is None:
            case = Case(self._scene, number, self._models, self._names)
            self._first[number] = first = _first(mention, self._scene.groups[number], case)
            return first
        return Resolution(
            toponym=mention.toponym,
            place=first.place,
            confidence=first.confidence,
            reason=first.reason,
            evidence=first.evidence,
            candidates=first.candidates,
        )


@dataclass(slots=True)
class Case:
    """A group of a text, by its number, and all by which it was weighed."""

    scene: Scene
    number: int
    models: Models
    names: Names

    def added(self, meaning: Meaning) -> dict[Sentence, float]:
        """What the text adds for and against a meaning."""
        return place_weights(self.scene.features(self.number, meaning), self.models.context)


def _first(mention: Mention, group: Group, case: Case) -> Resolution:
    """The resolution of the first mention of a group."""
    order, meanings, shares = ordered(group), group.meanings, group.shares
    candidates = tuple([_candidate(meanings[at].match, shares[at]) for at in order[:_MOST_CANDIDATES]])
    best = meanings[order[0]]
    confidence, other = confidence_of(group, order)
    other_kind = group.wants is not None and best.match.brief.kind is not group.wants
    if confidence < limits().least_confidence:
        return _unplaced(mention, _undecided(mention, group, candidates, case), candidates)
    if other is None and confidence >= _UNSURE:
        evidence: tuple[str, ...] = (_how_named(best.match) or said("reason")["only"],)
    else:
        evidence = _evidence(best, other, group, case)
    if other_kind:
        evidence = (*evidence, _other_kind(group))
    elif confidence < _UNSURE:
        evidence = (*evidence, _instead(best, other, group, case))
    return Resolution(
        toponym=mention.toponym,
        place=best.match.place,
        confidence=confidence,
        reason="; ".join(evidence),
        evidence=evidence,
        candidates=candidates,
    )


def _unplaced(mention: Mention, reason: str, candidates: tuple[Candidate, ...]) -> Resolution:
    return Resolution(
        toponym=mention.toponym, place=None, confidence=0.0, reason=reason, evidence=(), candidates=candidates
    )


def _candidate(match: Sighting, share: float) -> Candidate:
    return Candidate(place=match.place, score=round(share, 4), match=match.kind, matched_name=match.name)


def ordered(group: Group) -> list[int]:
    """Indexes of the meanings, the most believed first."""
    meanings, shares = group.meanings, group.shares
    if len(meanings) == 1:
        return [0]
    order = sorted(range(len(meanings)), key=lambda at: -shares[at])
    if any(shares[one] == shares[other] for one, other in pairwise(order)):
        order.sort(key=lambda at: (-shares[at], meanings[at].match.brief.id))
    return order


def confidence_of(group: Group, order: Sequence[int]) -> tuple[float, int | None]:
    """How sure the first of the meanings is, and which is the first that is another answer to "where".

    Meanings that answer "where" alike are sure together. The other is `None` where all do.
    """
    meanings, shares = group.meanings, group.shares
    match, known = meanings[order[0]].match, limits()
    place, sure, other = match.brief, shares[order[0]], None
    for at in order[1:]:
        if is_beside(meanings[at].match.brief, place):
            sure += shares[at]
        elif other is None:
            other = at
    if match.kind is _FUZZY:
        sure *= match.similarity
    if group.wants in _NATURAL and place.kind is not group.wants:
        sure *= known.unknown_feature
    return round(min(sure, known.most_confidence), 4), other


def is_beside(one: Brief, other: Brief) -> bool:
    """Whether two places are one answer to "where": near each other, or two records of one river."""
    if abs(one.lat - other.lat) < _BESIDE_DEG and abs(one.lon - other.lon) < 2 * _BESIDE_DEG:
        return True
    if one.kind not in _NATURAL:
        return False
    return one.name == other.name and one.kind is other.kind and one.country == other.country


def _evidence(best: Meaning, other: int | None, group: Group, case: Case) -> tuple[str, ...]:
    """Why the best meaning is the best, in words, weightiest first."""
    how = _how_named(best.match)
    added = case.added(best)
    if other is not None:
        added[_USUAL] = best.base - group.meanings[other].base
    if best.match.brief.kind is not group.wants:
        added.pop("{asked}", None)  # told as what speaks against it
    about = AboutPlace(best, group, case.scene.groups, case.names)
    told = [about.say(sentence) for sentence in speaking_for(added, _MOST_SHOWN)]
    if how:
        return (how, *told)
    return tuple(told) or (said("reason")["only" if other is None else "usual"],)


def _how_named(match: Sighting) -> str:
    """How the name in the text met the place's, where that isn't plain: it goes by another, or is spelt otherwise."""
    words = said("reason")
    if match.kind is _EXACT and match.name == match.brief.name:
        return ""
    return words[match.kind].format(matched=match.name, similarity=percent(match.similarity))


def _instead(best: Meaning, at: int | None, group: Group, case: Case) -> str:
    """What else the name may denote, and what speaks more for that."""
    words = said("reason")
    if at is None or group.shares[-1] > group.shares[at]:
        return words["nobody"]
    other = group.meanings[at]
    mine = case.added(best)
    more = {sentence: value - mine.get(sentence, 0.0) for sentence, value in case.added(other).items() if value > 0}
    more[_USUAL] = other.base - best.base
    about = AboutPlace(other, group, case.scene.groups, case.names)
    place = _told(other.match.brief, case.names, beside=best.match.brief)
    for sentence in speaking_for(more, 1):
        return words["other_because"].format(place=place, words=about.say(sentence))
    return words["other"].format(place=place)


def _other_kind(group: Group) -> str:
    """That the place isn't what the words beside the name ask for."""
    return said("reason")["other_kind" if _knows_kind(group) else "no_kind"].format(wanted=group.feature_word)


def _knows_kind(group: Group) -> bool:
    """Whether a place is known that is what the words beside the name ask for, if they do."""
    return group.wants is None or any(one.match.brief.kind is group.wants for one in group.meanings)


def _told(place: Brief, names: Names, *, beside: Brief) -> str:
    """A place's name with where it lies, and with what it is if it is another thing than the place beside it."""
    kind, other = class_of(place), class_of(beside)
    what = "" if kind == other else said("kind").get(kind, kind)
    inside = where(place, names)
    about = ", ".join(filter(None, (what, inside)))
    return f"{place.name} ({about})" if about else place.name


def _undecided(mention: Mention, group: Group, candidates: tuple[Candidate, ...], case: Case) -> str:
    if not _knows_kind(group):
        return f"no {mention.feature_word} called “{mention.toponym.text}” is in the gazetteer, only other places"
    first = candidates[0].place
    told = [_told(one.place, case.names, beside=first) for one in candidates[:2]]
    if group.shares[-1] > max(group.shares[:-1]):
        return f"more likely a place that the gazetteer doesn't know than {told[0]}"
    if len(candidates) > 1:
        return f"the text doesn't settle whether it is {' or '.join(told)}"
    close = candidates[0].match in _WRITTEN
    return f"nothing in the text speaks for {told[0]}" if close else f"too unlike {told[0]}"
