"""A source of evidence by its name → the lessons' features without it: what is left tells what it was worth."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING

from deconflict_map.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from deconflict_map.training.solver import Choice, Example


@dataclass(frozen=True, slots=True, kw_only=True)
class Without:
    """Beginnings of the features that aren't learned from, in recognition and in resolution."""

    name: tuple[str, ...] = ()
    context: tuple[str, ...] = ()

    def examples(self, examples: Sequence[Example]) -> list[Example]:
        """The examples of recognition without them."""
        return [replace(one, features=_left(one.features, self.name)) for one in examples]

    def choices(self, choices: Sequence[Choice]) -> list[Choice]:
        """The choices of resolution without them."""
        return [replace(one, options=tuple(_left(option, self.context) for option in one.options)) for one in choices]


NOTHING_LEFT_OUT = Without()


@cache
def sources() -> Mapping[str, Without]:
    """The sources of evidence by their names."""
    raw = tomllib.loads(files(__package__).joinpath("evidence.toml").read_text(encoding="utf-8"))
    found = {f"name/{source}": Without(name=tuple(listed)) for source, listed in raw["name"].items()}
    found |= {f"context/{source}": Without(context=tuple(listed)) for source, listed in raw["context"].items()}
    return MappingProxyType(found)


def without(name: str) -> Without:
    """What to leave out for a source of evidence.

    Raises:
        UsageError: there is no such source.
    """
    if name not in sources():
        raise UsageError(f"no source of evidence is called {name}", do=f"choose one of {', '.join(sources())}")
    return sources()[name]


def _left(features: Mapping[str, float], beginnings: tuple[str, ...]) -> Mapping[str, float]:
    """The features that neither begin so nor, behind the group of a name, go on so."""
    if not beginnings:
        return features
    within = tuple(f": {beginning}" for beginning in beginnings)
    return {
        name: value
        for name, value in features.items()
        if not name.startswith(beginnings) and not any(part in name for part in within)
    }
