"""Lessons → the models, step by step; each step sees what the steps before it have learned.

The prior first, then what tells names, which needs to know what a name mostly means, then the context, once on what the
prior believes and once more on what the context itself made of that, as resolution goes about it. Confidence is not
learned apart: the shares of belief of a model fitted by likelihood are calibrated already, and more so on news that it
hasn't seen than a second model fitted to the lessons is.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from deconflict_map.toponyms.linear import Models
from deconflict_map.toponyms.resolution import ROUNDS
from deconflict_map.training.evidence import NOTHING_LEFT_OUT
from deconflict_map.training.lessons import Origin, sentences_of
from deconflict_map.training.names import learn_names, name_examples
from deconflict_map.training.places import (
    context_choices,
    learn_context,
    learn_prior,
    prior_choices,
    text_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from deconflict_map.model.place import Gazetteer
    from deconflict_map.training.evidence import Without
    from deconflict_map.training.lessons import Lesson

NOTHING = Models(name={}, prior={}, context={})


def _silent(message: str) -> None:
    """Tell nobody."""


def learn(
    lessons: Sequence[Lesson],
    gazetteer: Gazetteer,
    tell: Callable[[str], None] = _silent,
    *,
    without: Without = NOTHING_LEFT_OUT,
) -> Models:
    """All weights, but those of evidence that is left out; `tell` is told of every step.

    Raises:
        DeconflictMapError: The weights of a step don't settle.
    """
    choices = [choice for lesson in lessons for choice in prior_choices(lesson, gazetteer, NOTHING)]
    prior = learn_prior(without.choices(choices))
    tell(f"prior: {prior}")
    models = replace(NOTHING, prior=prior.weights)
    told = [lesson for lesson in lessons if lesson.origin is not Origin.WIKIPEDIA]
    examples = [example for lesson in told for example in name_examples(lesson, gazetteer, models)]
    name = learn_names(without.examples(examples))
    tell(f"names: {name}")
    models = replace(models, name=name.weights)
    alone = [sentence for lesson in told for sentence in sentences_of(lesson)]
    for rounds in range(1, ROUNDS + 1):
        # What a name is known to be is weighed by the models: the texts are read anew with each.
        texts = [text_of(lesson, gazetteer, models) for lesson in (*lessons, *alone)]
        choices = [choice for text in texts for choice in context_choices(text, gazetteer, models, rounds)]
        context = learn_context(without.choices(choices))
        tell(f"context, round {rounds}: {context}")
        models = replace(models, context=context.weights)
    return models
