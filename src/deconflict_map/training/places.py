"""Lessons → the weights by which resolution tells which place a name denotes.

The prior is learned first, from what stands in the gazetteer alone. Then the texts are read with it, and the context is
learned on top of it, from the votes as they come in the last round, so that learning sees what resolution will see.
Wikipedia's pages are of places that share their names, each as often as any other: what they say of priors is kept
apart in features of their own ("in Wikipedia: …") that aren't shipped (H. Daumé, "Frustratingly easy domain
adaptation", ACL 2007).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from deconflict_map.article.verbatim import verbatim_article
from deconflict_map.geodesy import distance_m
from deconflict_map.model.article import Span
from deconflict_map.model.place import PlaceKind
from deconflict_map.toponyms.context import Scene
from deconflict_map.toponyms.facts import facts_in
from deconflict_map.toponyms.grouping import groups_of
from deconflict_map.toponyms.home import home_of
from deconflict_map.toponyms.recognition import mentions_at, recognise
from deconflict_map.toponyms.resolution import ROUNDS, begin, weigh, with_alike
from deconflict_map.toponyms.votes import sum_of, votes_of
from deconflict_map.training.lessons import Origin
from deconflict_map.training.solver import Choice, fit_choices

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from deconflict_map.model.place import Gazetteer, Place
    from deconflict_map.toponyms.facts import Meaning
    from deconflict_map.toponyms.grouping import Group
    from deconflict_map.toponyms.home import Home
    from deconflict_map.toponyms.linear import Models
    from deconflict_map.training.lessons import Answer, Lesson
    from deconflict_map.training.solver import Fit

_APART = "in Wikipedia: "
_SAME_M, _NEAR_M, _FAR_M = 2_000.0, 25_000.0, 161_000.0
"""How far two gazetteers' points of one place lie apart: of two points that are so near to each other either may be
meant; within the second distance they are of one place, within the last they may be."""
_WIDE = {PlaceKind.COUNTRY, PlaceKind.CONTINENT, PlaceKind.DIVISION, PlaceKind.REGION, PlaceKind.SEA, PlaceKind.LAKE}
_MOST_COUNTED = 3  # mentions of one name in a text: the further ones are no further evidence
_LEAST = 5
_STRENGTH = 1.0
_NEVER_AGAINST = (
    "country named", "division named", "folded, country named", "holds what stands before", "in the outlet's",
    "in the region of others",
    "lies in", "listed with", "meant by the name elsewhere", "near others", "of the kind asked for", "places of",
)  # fmt: skip
_NEWS = 2.0
_COUNTS = {Origin.OWN: 1.0, Origin.WIKINEWS: _NEWS, Origin.WIKIPEDIA: 0.1}
"""How much a name counts. Wikinews' count more than ours, in which unlikely places are likelier than in news;
Wikipedia's pages are as many as the mentions in all other lessons, and they aren't news."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judge:
    """Tells which meanings of a name are right."""

    gazetteer: Gazetteer

    def right(self, meanings: Sequence[Meaning], answer: Answer) -> tuple[bool, ...]:
        """Which meanings are right, and last whether none of them is."""
        places = [meaning.match.place for meaning in meanings]
        if answer.place_id:
            found = [place.id == answer.place_id for place in places]
            known = None if any(found) else self.gazetteer.place(answer.place_id)
            if known is not None:
                found = [
                    place.kind is known.kind and _between_m(place, (known.lon, known.lat)) < _NEAR_M for place in places
                ]
        elif answer.point is not None:
            found = self._at(places, answer.point)
        else:
            found = [False] * len(places)
        return (*found, not any(found))

    def _at(self, places: Sequence[Place], point: tuple[float, float]) -> list[bool]:
        distances = [_between_m(place, point) for place in places]
        nearest = min(distances, default=_FAR_M)
        if nearest < _NEAR_M:  # a town and its county stand side by side: the nearer of them is meant
            return [distance < nearest + _SAME_M for distance in distances]
        if nearest < _FAR_M:
            return [distance < _FAR_M for distance in distances]
        return [self._covers(place, point) for place in places]

    def _covers(self, place: Place, point: tuple[float, float]) -> bool:
        """Whether the point lies in the outline of a wide place: corpora have other points for countries than we do."""
        from shapely import Point  # noqa: PLC0415

        outline = self.gazetteer.shape(place.id) if place.kind in _WIDE else None
        return outline is not None and bool(outline.covers(Point(point)))


def _between_m(place: Place, point: tuple[float, float]) -> float:
    return distance_m(place.lon, place.lat, *point)


def prior_choices(lesson: Lesson, gazetteer: Gazetteer, models: Models) -> Iterator[Choice]:
    """A choice for every name of a lesson, by what is known before the text is read."""
    judge, look_up = Judge(gazetteer=gazetteer), facts_in(gazetteer, models)
    names: dict[tuple[str, str, tuple[float, float] | None], int] = {}
    answers: dict[tuple[str, str, tuple[float, float] | None], Answer] = {}
    for answer in lesson.answers:
        key = lesson.text[answer.start : answer.end], answer.place_id, answer.point
        names[key] = names.get(key, 0) + 1
        answers[key] = answer
    for key, count in names.items():
        facts = look_up(key[0])
        if facts is not None:
            options = [*(meaning.features for meaning in facts.meanings), facts.nobody.features]
            yield Choice(
                options=tuple(_apart(lesson.origin, option) for option in options),
                right=judge.right(facts.meanings, answers[key]),
                weight=_weight(lesson, count),
            )


def _weight(lesson: Lesson, count: int) -> float:
    return min(count, _MOST_COUNTED) * lesson.weight * _COUNTS[lesson.origin]


def _apart(origin: Origin, features: Iterable[tuple[str, float]]) -> dict[str, float]:
    """Features known beforehand, in Wikipedia with a second set of their own."""
    found = dict(features)
    if origin is Origin.WIKIPEDIA:
        found |= {f"{_APART}{name}": value for name, value in features}
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A lesson as resolution sees it: its groups, and the answer of those of which it is known."""

    lesson: Lesson
    groups: list[Group]
    answers: dict[int, tuple[Answer, int]]
    home: Home


def text_of(lesson: Lesson, gazetteer: Gazetteer, models: Models) -> Text:
    """A lesson's groups; its own answers are added to what is recognised, as if all had been."""
    article = verbatim_article(lesson.text, url=lesson.url)
    spans = {mention.toponym.span for mention in recognise(article, gazetteer, models)}
    told = {Span(start=answer.start, end=answer.end): answer for answer in lesson.answers}
    free = {span for span in spans if not any(span.overlaps(other) for other in told)}
    mentions = with_alike(mentions_at(article, sorted(free | set(told)), gazetteer, models), gazetteer, models)
    groups, of = groups_of(mentions)
    answers: dict[int, tuple[Answer, int]] = {}
    for mention, number in zip(mentions, of, strict=True):
        answer = told.get(mention.toponym.span)
        if number >= 0 and answer is not None:
            held = answers.get(number)
            answers[number] = (held[0], held[1] + 1) if held else (answer, 1)
    return Text(lesson=lesson, groups=groups, answers=answers, home=home_of(lesson.url, facts_in(gazetteer, models)))


def context_choices(text: Text, gazetteer: Gazetteer, models: Models, rounds: int = ROUNDS) -> Iterator[Choice]:
    """A choice for every answered group of a text, with what it says in the last of so many rounds."""
    judge, groups = Judge(gazetteer=gazetteer), text.groups
    begin(groups, text.home)
    for _ in range(rounds - 1):
        weigh(groups, text.home, models)
    own = [votes_of(group) for group in groups]
    scene = Scene(groups, own, sum_of(own), text.home)
    for number, (answer, count) in sorted(text.answers.items()):
        group = groups[number]
        origin = text.lesson.origin
        options = [
            _apart(origin, meaning.features) | dict(scene.features(number, meaning)) for meaning in group.meanings
        ]
        options.append(_apart(origin, group.facts.nobody.features) | dict(scene.nobody(number)))
        yield Choice(
            options=tuple(options), right=judge.right(group.meanings, answer), weight=_weight(text.lesson, count)
        )


def learn_prior(choices: Sequence[Choice]) -> Fit:
    """The weights before the text is read.

    Raises:
        DeconflictMapError: They don't settle.
    """
    return _without_apart(fit_choices(choices, least=_LEAST, strength=_STRENGTH))


def learn_context(choices: Sequence[Choice]) -> Fit:
    """The weights in the text.

    Raises:
        DeconflictMapError: They don't settle.
    """
    return _without_apart(fit_choices(choices, least=_LEAST, strength=_STRENGTH, never_against=_NEVER_AGAINST))


def _without_apart(fit: Fit) -> Fit:
    """The weights less those that only hold for Wikipedia."""
    return replace(fit, weights={name: one for name, one in fit.weights.items() if not name.startswith(_APART)})
