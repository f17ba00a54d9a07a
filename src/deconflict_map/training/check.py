"""Inputs, and what to leave out → the tables that tell how good models are on texts that they weren't learned from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deconflict_map.gazetteer import open_gazetteer
from deconflict_map.training.check_tables import figure_table, worth_table
from deconflict_map.training.counting import sample_of
from deconflict_map.training.evidence import evidence
from deconflict_map.training.inputs import read_lessons
from deconflict_map.training.lessons import Origin
from deconflict_map.training.trials import ASKED, Said, Trial, run_trials

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from deconflict_map.evaluation import Table
    from deconflict_map.training.inputs import Inputs


def check_models(
    inputs: Inputs,
    *,
    parts: int,
    splits: int,
    without: Sequence[str],
    jobs: int,
    tell: Callable[[str], None],
) -> tuple[Table, ...]:
    """The figures of the whole model, and what is lost without each of some sources of evidence.

    The first `splits` of so many `parts` are left out, one after another. `tell` is told of every learning.

    Raises:
        InputRefusedError: A file can't be read.
        UsageError: There is no such source of evidence.
        DeconflictMapError: Some weights don't settle.
    """
    sources = [evidence(name) for name in without]
    gazetteer = open_gazetteer()
    lessons = read_lessons(inputs, gazetteer)
    sets = [(), *((source.name,) for source in sources)]
    trials = [Trial(part=part, parts=parts, without=left) for left in sets for part in range(splits)]
    said = {left: dict[int, Said]() for left in sets}
    for trial, result in zip(trials, run_trials(lessons, trials, jobs=jobs, tell=tell), strict=True):
        said[trial.without] = said[trial.without] | result
    samples = [{origin: sample_of(lessons, one, origin, gazetteer) for origin in ASKED} for one in said.values()]
    figures = figure_table(samples[0])
    if not sources:
        return (figures,)
    return figures, worth_table(samples[0], list(zip(sources, samples[1:], strict=True)), demonyms=Origin.OWN)
