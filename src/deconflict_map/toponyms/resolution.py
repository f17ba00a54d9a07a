"""Mentions → resolutions: which place each name denotes, decided over the whole text, containers first.

Every candidate is scored by plain features (how the name matched, what is usually meant by a bare name, the kind that
the neighbouring words ask for, the countries that the text speaks of, what stands beside it), and the scores of one
name's candidates are weighed against each other to a confidence. Names that mean one place mean it throughout the text.
Below the least confidence nothing is chosen; the candidates are returned all the same.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from deconflict_map.model.place import MatchKind, PlaceKind
from deconflict_map.model.toponym import Candidate, Resolution, ToponymKind
from deconflict_map.toponyms.areas import Area, area_of
from deconflict_map.toponyms.cues import weights
from deconflict_map.toponyms.prior import is_first_level, priors
from deconflict_map.toponyms.scoring import Beside, Context, Scored, belief, reasons, score

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deconflict_map.model.place import Gazetteer, Match, Place
    from deconflict_map.toponyms.mention import Mention

_MOST_CANDIDATES = 10
# "The X river" is no town called X, while "X province" may well be told of by its town.
_NATURAL = {PlaceKind.STREAM, PlaceKind.LAKE, PlaceKind.SEA, PlaceKind.RELIEF, PlaceKind.STRUCTURE}
_BIG = {PlaceKind.COUNTRY, PlaceKind.CONTINENT}
_SURE = 0.9
_LIKELY = 0.5
_ALONE = Beside()


@dataclass(frozen=True, slots=True)
class _Named:
    """A mention with the places that it may denote, most readily meant first, and with the prior of each."""

    mention: Mention
    matches: tuple[tuple[Match, float], ...]


@dataclass(frozen=True, slots=True)
class _Read:
    """A mention's candidates, best first, and what they were scored by."""

    scored: tuple[Scored, ...]
    beside: Beside
    context: Context


def resolve(mentions: Sequence[Mention], gazetteer: Gazetteer) -> tuple[Resolution, ...]:
    """What each mention denotes, in the same order."""
    named = _weighed(mentions)
    context = Context(countries=_countries(named), divisions={})
    named = [_with_alike(one, context, gazetteer) for one in named]
    context = Context(countries=context.countries, divisions=_divisions(_read(named, context)))
    first = _read(named, context)
    context = Context(countries=context.countries, divisions=context.divisions, anchors=_anchors(first))
    read = _one_sense(mentions, _read(named, context))
    return tuple(_resolution(mention, one) for mention, one in zip(mentions, read, strict=True))


def _weighed(mentions: Sequence[Mention]) -> list[_Named]:
    """The mentions with their matches, each place once, and the priors of these."""
    known: dict[tuple[str, ...], tuple[tuple[Match, float], ...]] = {}
    named = []
    for mention in mentions:
        key = (mention.toponym.text, *[match.place.id for match in mention.matches])
        if key not in known:
            known[key] = _by_prior(mention.matches)
        named.append(_Named(mention, known[key]))
    return named


def _by_prior(matches: tuple[Match, ...]) -> tuple[tuple[Match, float], ...]:
    best: dict[str, tuple[Match, float]] = {}
    for match, prior in zip(matches, priors(matches), strict=True):
        held = best.get(match.place.id)
        if held is None or prior > held[1]:
            best[match.place.id] = match, prior
    return tuple(sorted(best.values(), key=lambda one: (-one[1], one[0].place.id)))


def _countries(named: Sequence[_Named]) -> dict[str, float]:
    """Share of each country among those that the text names itself: by name, by demonym, or by a state or province."""
    votes: Counter[str] = Counter()
    for one in named:
        places = [match.place for match, _ in one.matches]
        countries = {place.country for place in places if place.kind is PlaceKind.COUNTRY}
        sure = belief([prior for _, prior in one.matches])[0] if places else 0.0
        if len(countries) == 1 and sure > _SURE:
            votes.update(countries)
        elif places and is_first_level(places[0]) and sure > _LIKELY:
            votes[places[0].country] += 1
    if not votes:  # no country is named: the countries in which most of the names' places lie
        for one in named:
            found = {match.place.country for match, _ in one.matches}
            votes.update(dict.fromkeys(sorted(found), 1) if len(found) <= 2 else {})
    return _as_shares(votes)


def _divisions(read: Sequence[_Read]) -> dict[Area, float]:
    """Share of each first-level division among those that the text names, as far as they are likely."""
    votes: Counter[Area] = Counter()
    for one in read:
        if one.scored and is_first_level(one.scored[0].match.place):
            area = area_of(one.scored[0].match.place)
            if area is not None and _shares(one.scored)[0] > _LIKELY:
                votes[area] += 1
    return _as_shares(votes)


_Key = TypeVar("_Key", str, Area)


def _as_shares(votes: Counter[_Key]) -> dict[_Key, float]:
    total = sum(votes.values())
    return {key: count / total for key, count in sorted(votes.items())}


def _with_alike(named: _Named, context: Context, gazetteer: Gazetteer) -> _Named:
    """The mention with names that are only alike in the text's own countries, if the gazetteer knows no equal one."""
    if named.matches or not context.countries:
        return named
    alike = gazetteer.lookup_alike(named.mention.toponym.text, countries=sorted(context.countries))
    return _Named(named.mention, _by_prior(tuple(m for m in alike if m.similarity >= weights().least_similarity)))


def _read(named: Sequence[_Named], context: Context) -> list[_Read]:
    """Candidates of all mentions, scored from the last to the first: a container stands behind what lies in it."""
    holding = {one.mention.container: one for one in named if one.mention.container >= 0}
    known: dict[tuple[str, PlaceKind | None, bool, int, Area | None, str], _Read] = {}
    read: list[_Read] = [_Read((), _ALONE, context)] * len(named)
    for index in range(len(named) - 1, -1, -1):
        one = named[index]
        before = holding.get(index)
        beside = _beside(one, read, before)
        said = one.mention.toponym.text, one.mention.wants, one.mention.behind_article, len(one.matches)
        key = *said, beside.inside, before.mention.toponym.text if before else ""
        if key not in known:
            known[key] = _Read(_scores(one, context, beside), beside, context)
        read[index] = known[key]
    return read


def _beside(named: _Named, read: Sequence[_Read], before: _Named | None) -> Beside:
    """The area that follows a mention ("Springfield, Illinois"), and what the mention before it may be.

    Two areas of one level beside each other are a list ("Ohio, Indiana and Illinois").
    """
    following = read[named.mention.container].scored if named.mention.container >= 0 else ()
    inside = area_of(following[0].match.place) if following else None
    if inside is not None and _is_beside(_foremost(named), inside):
        inside = None
    holding: tuple[Place, ...] = ()
    own = _foremost(named)
    if before is not None and not (own is not None and _is_beside(_foremost(before), own)):
        holding = tuple(match.place for match, _ in before.matches if match.kind is MatchKind.EXACT)
    return Beside(inside=inside, holding=holding)


def _foremost(named: _Named) -> Area | None:
    """The area that a bare name means first; `None` if it means no area."""
    return area_of(named.matches[0][0].place) if named.matches else None


def _is_beside(one: Area | None, other: Area) -> bool:
    """Whether two areas stand beside each other: two countries, two divisions of one country."""
    return one is not None and one.level == other.level and (one.level == 0 or one.country == other.country)


def _scores(named: _Named, context: Context, beside: Beside) -> tuple[Scored, ...]:
    most = weights().most_candidates
    scored = [
        Scored(match=match, prior=prior, score=score(match, prior, named.mention, context, beside))
        for index, (match, prior) in enumerate(named.matches)
        if index < most or _is_pointed_at(match, context, beside)
    ]
    return tuple(sorted(scored, key=lambda one: (-one.score, one.match.place.id)))


def _is_pointed_at(match: Match, context: Context, beside: Beside) -> bool:
    """Whether the text names the division that a place lies in."""
    place = match.place
    if beside.inside is not None and beside.inside.holds(place):
        return True
    return bool(context.divisions) and Area(place.country, place.division) in context.divisions


def _anchors(read: Sequence[_Read]) -> tuple[tuple[float, float], ...]:
    """Longitude and latitude of the places that are sure already and small enough to be near something."""
    points = {
        (place.lon, place.lat)
        for place, sure in ((one.scored[0].match.place, _shares(one.scored)[0]) for one in read if one.scored)
        if place.kind not in _BIG and not is_first_level(place) and sure > _SURE
    }
    return tuple(sorted(points))


def _shares(scored: Sequence[Scored]) -> list[float]:
    """The candidates' shares of belief: a softmax over their scores."""
    return belief([one.score for one in scored])


def _one_sense(mentions: Sequence[Mention], read: Sequence[_Read]) -> list[_Read]:
    """Candidates in which all mentions of one name that ask for the same kind of place agree on the best."""
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index, mention in enumerate(mentions):
        groups[mention.toponym.text.casefold(), mention.wants.value if mention.wants else ""].append(index)
    chosen = list(read)
    for indexes in groups.values():
        best = _common_best([read[index].scored for index in indexes]) if len(indexes) > 1 else ""
        for index in indexes if best else ():
            one = read[index]
            if one.scored[0].match.place.id != best:
                agreed = tuple(sorted(one.scored, key=lambda scored: scored.match.place.id != best))
                chosen[index] = _Read(agreed, one.beside, one.context)
    return chosen


def _common_best(scores: Sequence[tuple[Scored, ...]]) -> str:
    """Id of the place with the highest sum of scores over all mentions of a name; empty if there is none."""
    totals: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for scored in scores:
        totals.update({one.match.place.id: one.score for one in scored})
        seen.update(one.match.place.id for one in scored)
    everywhere = [place for place, count in seen.items() if count == len(scores)]
    return min(everywhere, key=lambda place: (-totals[place], place), default="")


def _resolution(mention: Mention, read: _Read) -> Resolution:
    scored = read.scored
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
    evidence = reasons(best.match, mention, read.context, read.beside)
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
            evidence=evidence,
            candidates=candidates,
        )
    if other_kind:
        evidence = (*evidence, f"no {mention.feature_word} of this name is known")
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
    if len(candidates) > 1:
        return f"the text doesn't settle whether it is {names}"
    close = candidates[0].match in {MatchKind.EXACT, MatchKind.DEMONYM}
    return f"nothing in the text speaks for {names}" if close else f"too unlike {names}"


def _because(mention: Mention, evidence: tuple[str, ...]) -> str:
    if mention.toponym.kind is ToponymKind.DEMONYM:
        return "the country of that adjective or people"
    return "; ".join(evidence) if evidence else "the only place of this name"
