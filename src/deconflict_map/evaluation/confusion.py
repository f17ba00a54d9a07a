"""Matchings → how often each kind of place was taken for which."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from deconflict_map.evaluation.kinds import Group

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deconflict_map.evaluation.kinds import Surveyor
    from deconflict_map.evaluation.matching import Matching
    from deconflict_map.evaluation.mentions import Predicted
    from deconflict_map.evaluation.sample import Traits

INVENTED = "invented"
UNPLACED = "unplaced"
MISSED = "missed"
GOLD_KINDS = (*(group.value for group in Group), INVENTED)
"""The rows of the table: what the gold says; *invented* where it says nothing."""
PREDICTED_KINDS = (*(group.value for group in Group), UNPLACED, MISSED)
"""The columns: what was predicted; *unplaced* without a pin, *missed* without a prediction."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """How often places of one kind were taken for another."""

    gold: str
    predicted: str
    times: int


@dataclass(slots=True)
class Confusion:
    """A table of kinds while it is filled."""

    times: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, matching: Matching, traits: Sequence[Traits], surveyor: Surveyor) -> None:
        """Count a document."""
        for answer, trait in zip(matching.answers, traits, strict=True):
            self.times[trait.group.value, _predicted_kind(answer.prediction, surveyor)] += 1
        for prediction in matching.idle:
            self.times[INVENTED, _predicted_kind(prediction, surveyor)] += 1

    def include(self, other: Confusion) -> None:
        """Count all of another table, too."""
        self.times.update(other.times)

    def cells(self) -> tuple[Cell, ...]:
        """All cells row by row, but *invented* and *missed* together, which can't be."""
        return tuple(
            Cell(gold=gold, predicted=predicted, times=self.times[gold, predicted])
            for gold in GOLD_KINDS
            for predicted in PREDICTED_KINDS
            if (gold, predicted) != (INVENTED, MISSED)
        )


def _predicted_kind(prediction: Predicted | None, surveyor: Surveyor) -> str:
    if prediction is None:
        return MISSED
    return surveyor.group_of_pin(prediction.pin).value if prediction.pin is not None else UNPLACED
