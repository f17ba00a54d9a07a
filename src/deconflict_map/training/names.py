"""Lessons → the weights by which recognition tells a place's name from other words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deconflict_map.article.verbatim import verbatim_article
from deconflict_map.toponyms.company import company_of
from deconflict_map.toponyms.facts import facts_in
from deconflict_map.toponyms.sites import sites, unknown_sites
from deconflict_map.toponyms.tokens import Tokens
from deconflict_map.toponyms.traits import Surroundings
from deconflict_map.training.lessons import Origin
from deconflict_map.training.solver import Example, fit_examples

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deconflict_map.model.place import Gazetteer
    from deconflict_map.toponyms.linear import Models
    from deconflict_map.toponyms.sites import Site
    from deconflict_map.training.lessons import Lesson
    from deconflict_map.training.solver import Fit

_LEAST = 4  # examples: what is rarer isn't learned
_STRENGTH = 1.0


def learn_names(examples: Sequence[Example]) -> Fit:
    """The weights.

    Raises:
        DeconflictMapError: They don't settle.
    """
    return fit_examples(examples, least=_LEAST, strength=_STRENGTH)


def name_examples(lesson: Lesson, gazetteer: Gazetteer, models: Models) -> Iterator[Example]:
    """An example for every site of a lesson whose answer the lesson tells."""
    tokens = Tokens(verbatim_article(lesson.text))
    known = sites(tokens, facts_in(gazetteer, models), gazetteer)
    surroundings = Surroundings(tokens, known, company_of(tokens, known))
    spans = {(answer.start, answer.end) for answer in lesson.answers}
    for site in (*known, *unknown_sites(tokens, known)):
        holds = (tokens.starts[site.first], site.end(tokens)) in spans
        if holds or not _is_open(lesson, tokens, site):
            yield Example(features=dict.fromkeys(surroundings.features(site), 1.0), holds=holds, weight=1.0)


def _is_open(lesson: Lesson, tokens: Tokens, site: Site) -> bool:
    """Whether it isn't known what a site is that wasn't marked."""
    if lesson.origin is Origin.OWN:
        return False
    if site.facts is not None and site.facts.demonym:
        return True
    # Names inside longer ones aren't marked there, and our own texts mark them.
    following = site.last + 1 < len(tokens) and tokens.joined(site.last) and tokens.large[site.last + 1]
    return following and site.facts is not None and site.facts.group.startswith(("great", "large"))
