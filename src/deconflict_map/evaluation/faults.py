"""A matching → what went wrong in it, row by row; and many faults → how many of each sort, with their commonest texts.

A row may have two faults: its span was cut otherwise, and its place is wrong. Texts are those of the document.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from deconflict_map.evaluation.matching import Answer, Matching
    from deconflict_map.evaluation.mentions import GoldRow, Predicted


class FaultKind(StrEnum):
    """What went wrong."""

    MISSED = "missed"
    """A gold row that no prediction touches."""
    UNPLACED = "unplaced"
    """Its prediction has no place."""
    MISPLACED = "misplaced"
    """Its prediction lies more than 161 km away."""
    CUT = "cut otherwise"
    """Its prediction has another span."""
    INVENTED = "invented"
    """A placed prediction that answers no gold row: a false pin."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One fault, with the gold row and the prediction that it is about."""

    kind: FaultKind
    row: GoldRow | None
    prediction: Predicted | None
    km: float | None

    @property
    def text(self) -> str:
        """The words at fault."""
        row, prediction = self.row, self.prediction
        if row is None:
            return prediction.text if prediction is not None else ""
        if self.kind is FaultKind.CUT and prediction is not None:
            return f"{row.text} → {prediction.text}"
        return row.text


@dataclass(frozen=True, slots=True, kw_only=True)
class CommonText:
    """Words, and how often they were at fault."""

    text: str
    times: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultCount:
    """How often something went wrong, and the words with which it did so most often, commonest first."""

    kind: FaultKind
    times: int
    commonest: tuple[CommonText, ...]


def faults_of(matching: Matching) -> Iterator[Fault]:
    """The faults of a document: those of its gold rows in their order, then the false pins."""
    for answer in matching.answers:
        for kind in _kinds(answer):
            yield Fault(kind=kind, row=answer.row, prediction=answer.prediction, km=answer.km)
    for prediction in matching.idle:
        if prediction.pin is not None:
            yield Fault(kind=FaultKind.INVENTED, row=None, prediction=prediction, km=None)


def _kinds(answer: Answer) -> Iterator[FaultKind]:
    if answer.prediction is None:
        yield FaultKind.MISSED
        return
    if answer.km is None:
        yield FaultKind.UNPLACED
    elif not answer.near:
        yield FaultKind.MISPLACED
    if not answer.exact:
        yield FaultKind.CUT


@dataclass(slots=True)
class FaultTally:
    """Faults while they are counted."""

    texts: dict[FaultKind, Counter[str]] = field(default_factory=lambda: {kind: Counter() for kind in FaultKind})

    def add(self, faults: Iterable[Fault]) -> None:
        """Count these, too."""
        for fault in faults:
            self.texts[fault.kind][fault.text] += 1

    def include(self, other: FaultTally) -> None:
        """Count all of another tally, too."""
        for kind, texts in other.texts.items():
            self.texts[kind].update(texts)

    def counts(self, commonest: int) -> tuple[FaultCount, ...]:
        """The counts, with so many of the commonest texts; equally common ones in the order of their letters."""
        return tuple(
            FaultCount(
                kind=kind,
                times=texts.total(),
                commonest=tuple(
                    CommonText(text=text, times=times)
                    for text, times in sorted(texts.items(), key=lambda item: (-item[1], item[0]))[:commonest]
                ),
            )
            for kind, texts in self.texts.items()
        )
