"""Lessons → the models, step by step; each step sees what the steps before it have learned.

The prior first, then what tells names, which needs to know what a name mostly means, then the context, once on what the
prior believes and once more on what the context itself made of that, as resolution goes about it. Confidence is learned
last, and on lessons that the models it judges haven't seen: the lessons are dealt into parts, and each part is judged
by models learned from the others.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from deconflict_map.toponyms.linear import Models
from deconflict_map.toponyms.resolution import ROUNDS
from deconflict_map.training.names import learn_names, name_examples
from deconflict_map.training.lessons import Origin
from deconflict_map.training.places import (
    context_choices,
    learn_context,
    learn_prior,
    learn_trust,
    prior_choices,
    text_of,
    trust_examples,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from deconflict_map.model.place import Gazetteer
    from deconflict_map.training.lessons import Lesson
    from deconflict_map.training.solver import Example

PARTS = 3
NOTHING = Models(name={}, prior={}, context={}, trust={})

Tell = "Callable[[str], None]"


def learn(lessons: Sequence[Lesson], gazetteer: Gazetteer, tell: Callable[[str], None]) -> Models:
    """All weights, the confidence's on parts that weren't learned from."""
    examples: list[Example] = []
    for part in range(PARTS):
        tell(f"part {part + 1} of {PARTS}")
        rest = [lesson for index, lesson in enumerate(lessons) if index % PARTS != part]
        models = learn_places(rest, gazetteer, tell)
        for index, lesson in enumerate(lessons):
            if index % PARTS == part and lesson.origin is not Origin.WIKIPEDIA:
                examples.extend(trust_examples(text_of(lesson, gazetteer, models), gazetteer, models))
    tell("all parts")
    return replace(learn_places(lessons, gazetteer, tell), trust=learn_trust(examples))


def learn_places(lessons: Sequence[Lesson], gazetteer: Gazetteer, tell: Callable[[str], None]) -> Models:
    """All weights but those of the confidence."""
    tell("the prior")
    choices = [choice for lesson in lessons for choice in prior_choices(lesson, gazetteer, NOTHING)]
    models = replace(NOTHING, prior=learn_prior(choices))
    tell("the names")
    told = [lesson for lesson in lessons if lesson.origin is not Origin.WIKIPEDIA]
    examples = [example for lesson in told for example in name_examples(lesson, gazetteer, models)]
    models = replace(models, name=learn_names(examples))
    tell("the context")
    texts = [text_of(lesson, gazetteer, models) for lesson in lessons]
    for rounds in range(1, ROUNDS + 1):
        choices = [choice for text in texts for choice in context_choices(text, gazetteer, models, rounds)]
        models = replace(models, context=learn_context(choices))
        if rounds < ROUNDS:
            texts = [text_of(text.lesson, gazetteer, models) for text in texts]
    return models
