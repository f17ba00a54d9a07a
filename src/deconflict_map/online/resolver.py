"""Names that the gazetteer doesn't know → places that Nominatim knows, marked as such and never surely.

Only names that the text uses literally are asked for, in the countries of which the text speaks. An answer counts if
it bears the name and is a place that a name alone means. Where several do, none is taken unless it is by far the best
known: the rest of the text isn't weighed. That is why the confidence stays low, too.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from deconflict_map.model.place import DataSource, MatchKind, Place, ShapeForm
from deconflict_map.model.toponym import Candidate, Resolution, ToponymKind
from deconflict_map.online.answers import Question
from deconflict_map.online.client import Unasked
from deconflict_map.online.kinds import classified

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from deconflict_map.online.answers import Answer
    from deconflict_map.online.cache import Kept
    from deconflict_map.online.client import Client

SOURCE_ID = "nominatim"
LICENCE = "ODbL 1.0"
MOST_CONFIDENT = 0.5
"""Judgement: no context was weighed, and a village of this name may be missing from OpenStreetMap; a half says so, and
lies below what is drawn as sure."""
_LEAST_SHARE = 0.75
"""Of several places the best known counts if it is three times as important as all others (judgement)."""
_LEAST_IMPORTANCE = 0.01
"""Hamlets have no importance at all; two of them are alike in that."""
_LEAST_ALIKE = 0.85
"""Similarity of folded names that are only alike (judgement: one letter in seven; the service itself matches words)."""
_SAME_PLACE_M = 20_000.0
"""A town's point, its boundary and its municipality lie no farther apart (judgement)."""
_MOST_COUNTRIES = 5
"""A text that speaks of more is about none of them (judgement)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fit:
    """An answer that may be meant."""

    place: Place
    match: MatchKind
    name: str
    similarity: float
    importance: float


@dataclass(kw_only=True)
class OnlineResolver:
    """The resolver of one run. `fold` brings the usual romanisations of a name together."""

    client: Client
    fold: Callable[[str], str]
    _days: dict[str, date] = field(default_factory=dict, init=False)

    def complete(self, resolutions: tuple[Resolution, ...]) -> tuple[Resolution, ...]:
        """See `model.resolver.Resolver`."""
        countries = _countries(resolutions)
        unknown = [one for one in resolutions if _unknown(one) and one.toponym.literal]
        questions = {question.normal.name: question for question in (_question(one, countries) for one in unknown)}
        outcomes = {name: self.client.ask(question) for name, question in questions.items()}
        completed = []
        for resolution in resolutions:
            # A mention that isn't literal isn't asked for, but means the same place as one that is.
            question = _question(resolution, countries)
            outcome = outcomes.get(question.normal.name) if _unknown(resolution) else None
            completed.append(resolution if outcome is None else self._completed(resolution, question, outcome))
        return tuple(completed)

    def sources(self, resolutions: tuple[Resolution, ...]) -> tuple[DataSource, ...]:
        """See `model.resolver.Resolver`."""
        places = [resolution.place for resolution in resolutions if resolution.place is not None]
        days = sorted(self._days[place.id] for place in places if place.source == SOURCE_ID)
        if not days:
            return ()
        checked = f"{days[0]}" if days[0] == days[-1] else f"{days[0]} to {days[-1]}"
        source = DataSource(
            id=SOURCE_ID,
            title="OpenStreetMap via Nominatim",
            version=f"checked online on {checked}",
            licence=LICENCE,
            attribution="© OpenStreetMap contributors, ODbL 1.0 (openstreetmap.org/copyright)",
        )
        return (source,)

    def _completed(self, resolution: Resolution, question: Question, outcome: Kept | Unasked) -> Resolution:
        service = f"Nominatim at {self.client.options.service}"
        if isinstance(outcome, Unasked):
            return replace(resolution, reason=f"{resolution.reason}; {service} {outcome.why}")
        checked = f"(checked on {outcome.checked_on})"
        fits = self._fits(resolution.toponym.text, outcome)
        if not fits:
            known = "only other things by this name or the like" if outcome.answers else "no such name"
            where = f"in {', '.join(question.normal.countries)}" if question.countries else "anywhere"
            return replace(resolution, reason=f"{resolution.reason}; {service} knows {known} {where} {checked}")
        shares = _shares(fits)
        candidates = tuple(
            Candidate(place=fit.place, score=round(share, 4), match=fit.match, matched_name=fit.name)
            for fit, share in zip(fits, shares, strict=True)
        )
        if shares[0] < _LEAST_SHARE:
            several = (
                f"{service} knows {len(fits)} places that it may be {checked}, and the text isn't weighed to choose"
            )
            return replace(resolution, reason=f"{resolution.reason}; {several}", candidates=candidates)
        self._days[fits[0].place.id] = outcome.checked_on
        evidence = (
            f"found online by {service}, checked on {outcome.checked_on}",
            _how(fits[0]),
            "the rest of the text wasn't weighed, so the confidence is low",
        )
        return replace(
            resolution,
            place=fits[0].place,
            confidence=round(MOST_CONFIDENT * shares[0] * fits[0].similarity, 4),
            reason="; ".join(evidence),
            evidence=evidence,
            candidates=candidates,
        )

    def _fits(self, name: str, kept: Kept) -> tuple[_Fit, ...]:
        """The answers that may be meant, best known first, each place once."""
        fits: list[_Fit] = []
        for answer in kept.answers:
            fit = self._fit(name, answer)
            if fit is not None and not any(_same_place(fit.place, other.place) for other in fits):
                fits.append(fit)
        fits.sort(key=lambda fit: (-fit.similarity * max(fit.importance, _LEAST_IMPORTANCE), fit.place.id))
        return tuple(fits)

    def _fit(self, name: str, answer: Answer) -> _Fit | None:
        """An answer as a place, if it is one and bears the name."""
        what, met = classified(answer), self._met(name, answer.names)
        if what is None or met is None:
            return None
        match, known, similarity = met
        place = Place(
            id=answer.id,
            name=answer.name,
            kind=what.kind,
            feature=what.feature,
            lon=answer.lon,
            lat=answer.lat,
            country=answer.country,
            division="",
            population=0,
            shape=ShapeForm.NONE,
            shape_error_m=0.0,
            source=SOURCE_ID,
            licence=LICENCE,
            local_name=answer.local_name if answer.local_name != answer.name else "",
        )
        return _Fit(place=place, match=match, name=known, similarity=similarity, importance=answer.importance)

    def _met(self, name: str, names: Sequence[str]) -> tuple[MatchKind, str, float] | None:
        """How a written name meets the best of a place's names, that name, and their similarity in [0, 1]."""
        from rapidfuzz.distance import Levenshtein  # noqa: PLC0415 -- only for names that were answered

        plain, folded = name.casefold(), self.fold(name)
        for known in names:
            if known.casefold() == plain:
                return MatchKind.EXACT, known, 1.0
        folds = [(self.fold(known), known) for known in names]
        for key, known in folds:
            if key and key == folded:
                return MatchKind.FOLDED, known, 1.0
        alike = [(Levenshtein.normalized_similarity(key, folded), known) for key, known in folds if key]
        best, known = max(alike, key=lambda pair: pair[0], default=(0.0, ""))
        return (MatchKind.FUZZY, known, round(best, 4)) if best >= _LEAST_ALIKE else None


def _unknown(resolution: Resolution) -> bool:
    """Whether the gazetteer had nothing at all for a place's name."""
    kind = resolution.toponym.kind
    return resolution.place is None and not resolution.candidates and kind is ToponymKind.PLACE


def _question(resolution: Resolution, countries: tuple[str, ...]) -> Question:
    return Question(name=resolution.toponym.text, countries=countries)


def _countries(resolutions: Sequence[Resolution]) -> tuple[str, ...]:
    """The countries (ISO codes) of the places that the text means literally, or else of all, most named first."""
    placed = [(one.place.country, one.toponym.literal) for one in resolutions if one.place and one.place.country]
    named = [country for country, literal in placed if literal] or [country for country, _ in placed]
    ranked = sorted(Counter(named).items(), key=lambda item: (-item[1], item[0]))
    return tuple(country for country, _ in ranked[:_MOST_COUNTRIES])


def _shares(fits: Sequence[_Fit]) -> list[float]:
    weights = [fit.similarity * max(fit.importance, _LEAST_IMPORTANCE) for fit in fits]
    total = sum(weights)
    return [weight / total for weight in weights]


def _same_place(place: Place, other: Place) -> bool:
    from deconflict_map.geodesy.geodesic import distance_m  # noqa: PLC0415 -- PROJ, only where several places answer

    return distance_m(place.lon, place.lat, other.lon, other.lat) <= _SAME_PLACE_M


def _how(fit: _Fit) -> str:
    if fit.match is MatchKind.EXACT:
        return f"is called “{fit.name}” there"
    if fit.match is MatchKind.FOLDED:
        return f"is also spelt “{fit.name}” there"
    return f"is spelt nearly like “{fit.name}” there ({fit.similarity:.0%} alike)"
