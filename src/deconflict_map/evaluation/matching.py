"""A gold document and the predictions for it → which prediction answers each row, and which answer none.

A row is answered by the prediction with exactly its span (by the last one, if several have it), or else by the first
that shares a character with it. One prediction may answer several rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from deconflict_map.evaluation.distance import NEAR_KM, distance_km

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deconflict_map.evaluation.mentions import GoldRow, Pin, Predicted


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was predicted for a gold row. `km` is how far off its pin is, `None` without one."""

    row: GoldRow
    prediction: Predicted | None
    exact: bool
    km: float | None

    @property
    def near(self) -> bool:
        """Whether there is a pin, and within 161 km."""
        return self.km is not None and self.km <= NEAR_KM


@dataclass(frozen=True, slots=True, kw_only=True)
class Matching:
    """The answers, one a gold row in the same order, and the predictions that answer none, in the order given.

    `predicted` is how many predictions there were.
    """

    predicted: int
    answers: tuple[Answer, ...]
    idle: tuple[Predicted, ...]


def match(rows: Sequence[GoldRow], predictions: Sequence[Predicted]) -> Matching:
    """The predictions of a document against its gold rows."""
    by_span = {(one.start, one.end): number for number, one in enumerate(predictions)}
    found = [_found(row, predictions, by_span) for row in rows]
    used = set(found)
    return Matching(
        predicted=len(predictions),
        answers=tuple(
            answer(row, predictions[number] if number is not None else None)
            for row, number in zip(rows, found, strict=True)
        ),
        idle=tuple(one for number, one in enumerate(predictions) if number not in used),
    )


def _found(row: GoldRow, predictions: Sequence[Predicted], by_span: dict[tuple[int, int], int]) -> int | None:
    exact = by_span.get((row.start, row.end))
    if exact is not None:
        return exact
    return next((number for number, one in enumerate(predictions) if one.overlaps(row)), None)


def answer(row: GoldRow, prediction: Predicted | None) -> Answer:
    """A prediction as the answer to a row."""
    pin = prediction.pin if prediction is not None else None
    return Answer(
        row=row,
        prediction=prediction,
        exact=prediction is not None and (prediction.start, prediction.end) == (row.start, row.end),
        km=_km(row, pin) if pin is not None else None,
    )


def _km(row: GoldRow, pin: Pin) -> float:
    return distance_km(row.lon, row.lat, pin.lon, pin.lat)
