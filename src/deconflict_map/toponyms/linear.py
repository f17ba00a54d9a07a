"""The file of weights → linear models: sums of what each feature found adds.

The weights are learned by `python -m deconflict_map.training train`, which writes the file; it is JSON with a feature a
line, sorted, so that a change can be read. Linear, since then every part of a decision can be told in words, and a
thousand words cost a millisecond; trees would be no more right on what there is to learn from.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache, wraps
from importlib.resources import files
from typing import TYPE_CHECKING, TypeAlias, TypeVar
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

_Made = TypeVar("_Made")

Weights: TypeAlias = "Mapping[str, float]"
"""What each feature adds to a score, by its name; a feature that isn't there adds nothing."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, weakref_slot=True)
class Models:
    """What was learned; two are the same only if they are one.

    `name` weighs whether words name a place (log-odds). `prior` weighs which place is meant by a name before the text
    is read, `context` which is meant in its text, by all that is known then: shares of belief are a softmax over the
    candidates' sums.
    """

    name: Weights
    prior: Weights
    context: Weights


def total(weights: Weights, features: Iterable[tuple[str, float]]) -> float:
    """The sum of what features add."""
    get = weights.get
    return sum([get(name, 0.0) * value for name, value in features])


def _once_a_model(make: Callable[[Models], _Made]) -> Callable[[Models], _Made]:
    """What makes something of models once, and keeps it as long as they are."""
    kept: WeakKeyDictionary[Models, _Made] = WeakKeyDictionary()

    @wraps(make)
    def made(models: Models) -> _Made:
        known = kept.get(models)
        if known is None:
            known = kept[models] = make(models)
        return known

    return made


@_once_a_model
def pairs_of(models: Models) -> Mapping[str, tuple[float, float]]:
    """What each feature of a place adds before the text is read, and beside what it says."""
    prior, context = models.prior, models.context
    return {name: (prior.get(name, 0.0), context.get(name, 0.0)) for name in dict.fromkeys((*prior, *context))}


class NameWeights:
    """The weights of names' features, and what they are together with those that a group of names has for itself."""

    def __init__(self, weights: Weights) -> None:
        """Take all weights, and sort out those of groups (and of roles, for which nobody asks)."""
        self.all = weights
        self._own: dict[str, dict[str, float]] = {}
        for name, value in weights.items():
            group, _, feature = name.partition(": ")
            self._own.setdefault(group, {})[feature] = value
        self._of_groups: dict[str, tuple[Weights, Weights]] = {}

    def of_group(self, group: str) -> tuple[Weights, Weights]:
        """What features add that are given twice, by themselves and for the group, and those given for that only."""
        known = self._of_groups.get(group)
        if known is None:
            both, own = dict(self.all), self._own.get(group, {})
            for feature, value in own.items():
                both[feature] = both.get(feature, 0.0) + value
            known = self._of_groups[group] = both, own
        return known


@_once_a_model
def name_weights_of(models: Models) -> NameWeights:
    """The weights of names' features, sorted out."""
    return NameWeights(models.name)


@cache
def shipped() -> Models:
    """The weights that ship."""
    raw = json.loads(files(__package__).joinpath("vocabulary/weights.json").read_text(encoding="utf-8"))
    return Models(name=raw["name"], prior=raw["prior"], context=raw["context"])
