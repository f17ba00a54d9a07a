"""An evaluation → the JSON object that stands for it; its keys are the names of the values' members.

`docs/explanation/evaluation.md` lists them. Numbers are rounded to ten decimals, so that machines that add in another
order write the same.
"""

from __future__ import annotations

import dataclasses
from enum import Enum
from typing import TYPE_CHECKING

from deconflict_map.evaluation.bootstrap import RESAMPLES, SEED

if TYPE_CHECKING:
    from deconflict_map.evaluation.run import Evaluation

FORMAT = "deconflict-map evaluation 1"
"""Marks the object, and with it a report folder of ours."""


def evaluation_record(evaluation: Evaluation) -> dict[str, object]:
    """All figures as an object of dictionaries, lists, texts and numbers."""
    return {
        "format": FORMAT,
        "intervals": {"level": 0.95, "resamples": RESAMPLES, "seed": SEED, "drawn": "documents"},
        "corpora": _plain(evaluation.corpora),
        "together": _plain(evaluation.together),
    }


def _plain(value: object) -> object:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {member.name: _plain(getattr(value, member.name)) for member in dataclasses.fields(value)}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, Enum):
        return value.value
    return round(value, 10) if isinstance(value, float) else value
