"""Lessons, and what to leave out → what models say of lessons that they weren't learned from.

Lessons are dealt into parts by document, in turn, so that every file and every origin stands in each part. Pages of
Wikipedia are learned from in every trial and never asked for, since most of their names aren't marked. Each trial is
learned by itself, in a process of its own if there are several; what they give doesn't depend on how many.
"""

from __future__ import annotations

import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from deconflict_map.article.verbatim import verbatim_article
from deconflict_map.evaluation.mentions import predicted
from deconflict_map.gazetteer import open_gazetteer
from deconflict_map.toponyms import recognise, resolve
from deconflict_map.training.evidence import Without, evidence
from deconflict_map.training.lessons import Origin
from deconflict_map.training.recipe import learn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from deconflict_map.evaluation.mentions import Predicted
    from deconflict_map.model.place import Gazetteer
    from deconflict_map.toponyms.linear import Models
    from deconflict_map.training.lessons import Lesson

ASKED = (Origin.WIKINEWS, Origin.OWN)
"""Where the lessons come from that are asked for."""

Said: TypeAlias = "tuple[Predicted, ...]"
"""What was found in a text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """Which part of how many is left out, counted from 0, and the sources of evidence that aren't learned from."""

    part: int
    parts: int
    without: tuple[str, ...] = ()

    def asks(self, number: int, lesson: Lesson) -> bool:
        """Whether the lesson of this number is left out and asked for."""
        return lesson.origin in ASKED and number % self.parts == self.part


def run_trials(
    lessons: Sequence[Lesson], trials: Sequence[Trial], *, jobs: int, tell: Callable[[str], None]
) -> Iterator[dict[int, Said]]:
    """What the models of each trial say of its lessons, by their numbers, one trial after another.

    `tell` is told when a trial has ended.
    """
    if jobs == 1 or len(trials) == 1:
        for trial in trials:
            yield _told(trial, run_trial(lessons, trial), tell)
        return
    with ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn")) as pool:
        running = [pool.submit(run_trial, lessons, trial) for trial in trials]
        for trial, result in zip(trials, running, strict=True):
            yield _told(trial, result.result(), tell)


def run_trial(lessons: Sequence[Lesson], trial: Trial) -> dict[int, Said]:
    """Learn from what isn't left out, and ask for what is."""
    gazetteer = open_gazetteer()
    kept = [lesson for number, lesson in enumerate(lessons) if not trial.asks(number, lesson)]
    without = Without(sources=tuple(evidence(name) for name in trial.without))
    models = learn(kept, gazetteer, without=without)
    return {
        number: say(lesson, gazetteer, models) for number, lesson in enumerate(lessons) if trial.asks(number, lesson)
    }


def say(lesson: Lesson, gazetteer: Gazetteer, models: Models) -> Said:
    """What models find in a lesson's text."""
    article = verbatim_article(lesson.text, url=lesson.url)
    return tuple(map(predicted, resolve(article, recognise(article, gazetteer, models), gazetteer, models)))


def _told(trial: Trial, said: dict[int, Said], tell: Callable[[str], None]) -> dict[int, Said]:
    less = f", without {', '.join(trial.without)}" if trial.without else ""
    tell(f"part {trial.part + 1} of {trial.parts}{less}: {len(said)} documents asked for")
    return said
