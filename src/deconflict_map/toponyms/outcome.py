"""A mention and what was believed of its group → its resolution: place, confidence, candidates, and the reason in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deconflict_map.model.place import MatchKind, PlaceKind
from deconflict_map.model.toponym import Candidate, Resolution, ToponymKind
from deconflict_map.toponyms.cues import limits

if TYPE_CHECKING:
    from deconflict_map.model.place import Place
    from deconflict_map.toponyms.context import Scene
    from deconflict_map.toponyms.facts import Meaning
    from deconflict_map.toponyms.grouping import Group
    from deconflict_map.toponyms.linear import Models
    from deconflict_map.toponyms.mention import Mention

_MOST_CANDIDATES = 10
# "The X river" is no town called X, while "X province" may well be told of by its town.
_NATURAL = {PlaceKind.STREAM, PlaceKind.LAKE, PlaceKind.SEA, PlaceKind.RELIEF, PlaceKind.STRUCTURE}
_BESIDE_DEG = 0.5  # of latitude: a town and its county are one answer to "where"
_ASKED = 0.1  # of the first one's share: what the words ask for may have less, if it lies beside
_MOST_SHOWN = 4  # reasons


def outcome(
    mention: Mention, group: Group | None, scene: Scene | None, number: int, models: Models
) -> Resolution:
    """The resolution of one mention."""
    if group is None or scene is None or not group.meanings:
        return _unplaced(mention, f"no place called “{mention.toponym.text}” is in the gazetteer", (), ())
    order = ordered(group)
    candidates = tuple(_candidate(group, at) for at in order[:_MOST_CANDIDATES])
    best = group.meanings[order[0]]
    evidence = _evidence(best, scene, number, models)
    match, place = best.match, best.match.place
    known = limits()
    sure = _belief(group, order)
    other_kind = group.wants is not None and place.kind is not group.wants
    if match.kind is MatchKind.FUZZY:
        sure *= match.similarity
    if other_kind and group.wants in _NATURAL:
        sure *= known.unknown_feature
    confidence = round(min(sure, known.most_confidence), 4)
    if confidence < known.least_confidence:
        return _unplaced(mention, _undecided(mention, candidates, other_kind=other_kind), evidence, candidates)
    if other_kind:
        evidence = (*evidence, f"no {group.feature_word} of this name is known")
    return Resolution(
        toponym=mention.toponym,
        place=place,
        confidence=confidence,
        reason=_because(mention, evidence),
        evidence=evidence,
        candidates=candidates,
    )


def ordered(group: Group) -> list[int]:
    """Indexes of the meanings, the most believed first.

    Of a town and its province, which lie beside each other, the one comes first that the words ask for.
    """
    order = sorted(range(len(group.meanings)), key=lambda at: (-group.shares[at], group.meanings[at].match.place.id))
    first = group.meanings[order[0]].match.place
    if group.wants is not None and first.kind is not group.wants:
        for at in order[1:]:
            place = group.meanings[at].match.place
            asked = place.kind is group.wants and group.shares[at] > _ASKED * group.shares[order[0]]
            if asked and _is_beside(place, first):
                return [at, *(other for other in order if other != at)]
    return order


def _unplaced(
    mention: Mention, reason: str, evidence: tuple[str, ...], candidates: tuple[Candidate, ...]
) -> Resolution:
    return Resolution(
        toponym=mention.toponym, place=None, confidence=0.0, reason=reason, evidence=evidence, candidates=candidates
    )


def _candidate(group: Group, at: int) -> Candidate:
    match = group.meanings[at].match
    return Candidate(
        place=match.place, score=round(group.shares[at], 4), match=match.kind, matched_name=match.name
    )


def _belief(group: Group, order: list[int]) -> float:
    """What is believed of the first meaning, together with what is of others that answer "where" the same."""
    first = group.meanings[order[0]].match.place
    return sum(group.shares[at] for at in order if _is_beside(group.meanings[at].match.place, first))


def _is_beside(one: Place, other: Place) -> bool:
    """Whether two places are one answer to "where": near each other, or two records of one river."""
    if one.name == other.name and one.kind is other.kind and one.country == other.country and one.kind in _NATURAL:
        return True
    return abs(one.lat - other.lat) < _BESIDE_DEG and abs(one.lon - other.lon) < 2 * _BESIDE_DEG


def _evidence(best: Meaning, scene: Scene, number: int, models: Models) -> tuple[str, ...]:
    """Why the best meaning is the best, in words, weightiest first."""
    weigh = models.context
    parts = [(weigh.get(name, 0.0) * value, name) for name, value in scene.features(number, best)]
    said = [name for weight, name in sorted(parts, key=lambda part: (-part[0], part[1])) if weight > 0]
    return tuple([_how(best), *said[:_MOST_SHOWN]])


def _how(meaning: Meaning) -> str:
    match = meaning.match
    if match.kind is MatchKind.EXACT:
        return f"is called “{match.name}”"
    if match.kind is MatchKind.FOLDED:
        return f"is also spelt “{match.name}”"
    if match.kind is MatchKind.DEMONYM:
        return f"“{match.name}” is its adjective or people"
    return f"is spelt nearly like “{match.name}” ({match.similarity:.0%} alike)"


def _undecided(mention: Mention, candidates: tuple[Candidate, ...], *, other_kind: bool) -> str:
    if other_kind:
        return f"no {mention.feature_word} called “{mention.toponym.text}” is in the gazetteer, only other places"
    names = " or ".join(
        f"{one.place.name} ({', '.join(filter(None, (one.place.division, one.place.country)))})"
        for one in candidates[:2]
    )
    if len(candidates) > 1:
        return f"the text doesn't settle whether it is {names}"
    close = candidates[0].match in {MatchKind.EXACT, MatchKind.DEMONYM}
    return f"nothing in the text speaks for {names}" if close else f"too unlike {names}"


def _because(mention: Mention, evidence: tuple[str, ...]) -> str:
    if mention.toponym.kind is ToponymKind.DEMONYM:
        return "the country of that adjective or people"
    return "; ".join(evidence) if evidence else "the only place of this name"
