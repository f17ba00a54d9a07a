"""A source of evidence by its name → the examples and choices without it: learned anew, they tell what it is worth.

Features are taken away by how their names begin (`evidence.toml`), wherever they stand: by themselves, for a group of
names alone ("great: before: in"), or for Wikipedia's pages alone.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING

from deconflict_map.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from deconflict_map.training.solver import Choice, Example


class Task(StrEnum):
    """What evidence is for."""

    RECOGNITION = "recognition"
    RESOLUTION = "resolution"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A source of evidence: what it is for, and how the names of its features begin."""

    name: str
    task: Task
    beginnings: tuple[str, ...]

    def has(self, feature: str) -> bool:
        """Whether a feature is of this source."""
        return feature.startswith(self.beginnings) or _by_itself(feature).startswith(self.beginnings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Without:
    """What isn't learned from."""

    sources: tuple[Evidence, ...] = ()

    def examples(self, examples: Sequence[Example]) -> Sequence[Example]:
        """The examples of recognition without it."""
        left = self._left(Task.RECOGNITION)
        if not left:
            return examples
        return [replace(one, features=_less(one.features, left)) for one in examples]

    def choices(self, choices: Sequence[Choice]) -> Sequence[Choice]:
        """The choices of resolution without it."""
        left = self._left(Task.RESOLUTION)
        if not left:
            return choices
        return [replace(one, options=tuple(_less(option, left) for option in one.options)) for one in choices]

    def _left(self, task: Task) -> tuple[Evidence, ...]:
        return tuple(source for source in self.sources if source.task is task)


NOTHING_LEFT_OUT = Without()


@cache
def all_evidence() -> Mapping[str, Evidence]:
    """The sources of evidence by their names, in the order of the table."""
    found = {
        name: Evidence(name=name, task=task, beginnings=tuple(listed))
        for task in Task
        for name, listed in _table()[task].items()
    }
    return MappingProxyType(found)


def evidence(name: str) -> Evidence:
    """The source of evidence that is called so.

    Raises:
        UsageError: There is none.
    """
    known = all_evidence()
    if name not in known:
        what = f"no source of evidence is called “{name}”"
        raise UsageError(what, where="--without", do=f"give one of: {', '.join(known)}")
    return known[name]


def _less(features: Mapping[str, float], left: tuple[Evidence, ...]) -> dict[str, float]:
    return {name: value for name, value in features.items() if not any(source.has(name) for source in left)}


@cache
def _by_itself(feature: str) -> str:
    """A feature less the group of names, or the pages, for which alone it is weighed."""
    group, marked, rest = feature.partition(": ")
    kind = group.removesuffix(" of words").removesuffix(", common")
    return rest if marked and kind in _groups() else feature


@cache
def _groups() -> frozenset[str]:
    return frozenset(_table()["groups"]["for"])


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    """The table: by task and name how features begin, and for what alone they may be weighed."""
    return tomllib.loads(files(__package__).joinpath("evidence.toml").read_text(encoding="utf-8"))
