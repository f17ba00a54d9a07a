"""A figure as a function of how often each document counts → its value and its 95 % interval over documents.

Documents are drawn with replacement (Efron 1979, Bootstrap methods: another look at the jackknife, Ann. Statist. 7:1),
since rows of one document aren't independent; the interval is that of the percentiles. A resample is a row of weights,
one a document, so that figures come from sums over documents and no row is looked at twice. Trade-off: percentile
intervals are a little narrow for a few dozen documents; with fewer than two none is given.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]
    Ints = npt.NDArray[np.int64]
    Counts = npt.NDArray[np.int32]
    Flags = npt.NDArray[np.bool_]
    Statistic = Callable[[Floats], Floats]
    """Weights (resamples × documents) → values (resamples, or resamples × figures); NaN where undefined."""

RESAMPLES = 1_000
SEED = 161
_NUMBERS_AT_ONCE = 1_000_000
"""Resamples are worked out as many together as have so many numbers: a few megabytes stay in cache (measured)."""
_BOUNDS = (2.5, 97.5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A figure with its 95 % interval; `None` where it isn't defined."""

    value: float | None
    low: float | None
    high: float | None


UNDEFINED = Estimate(value=None, low=None, high=None)


class Resamples:
    """Documents drawn with replacement, the same for every figure."""

    def __init__(self, documents: int, *, rows: int) -> None:
        """Draw 1,000 times from so many documents; statistics sort at most so many `rows`."""
        self._once = np.ones((1, documents))
        self._at_once = max(1, _NUMBERS_AT_ONCE // max(documents, rows, 1))
        self._weights = np.empty((RESAMPLES, documents), dtype=np.uint16)
        generator = np.random.Generator(np.random.PCG64(SEED))
        for resample in self._weights if documents else ():
            resample[:] = np.bincount(generator.integers(0, documents, documents), minlength=documents)

    def estimate(self, statistic: Statistic) -> Estimate:
        """A single figure."""
        return self.estimates(statistic)[0]

    def estimates(self, statistic: Statistic) -> tuple[Estimate, ...]:
        """The figures that a statistic gives, in its order."""
        values = _columns(statistic(self._once))[0]
        if self._once.shape[1] < 2:
            return tuple(_estimate(value, np.empty(0)) for value in values)
        parts = [
            _columns(statistic(self._weights[first : first + self._at_once].astype(np.float64)))
            for first in range(0, RESAMPLES, self._at_once)
        ]
        return tuple(_estimate(value, column) for value, column in zip(values, np.concatenate(parts).T, strict=True))


def _columns(values: Floats) -> Floats:
    return values if values.ndim == 2 else values[:, None]


def _estimate(value: float, resampled: Floats) -> Estimate:
    """Resamples in which the figure isn't defined (no pin was drawn, say) are left out."""
    if np.isnan(value):
        return UNDEFINED
    known = resampled[~np.isnan(resampled)]
    if not known.size:
        return Estimate(value=float(value), low=None, high=None)
    low, high = np.percentile(known, _BOUNDS)
    return Estimate(value=float(value), low=float(low), high=float(high))


def running_counts(weights: Floats, document: Ints, *, counted: Flags | None = None) -> Counts:
    """How many rows were drawn up to each row, resamples × rows; only those `counted`, if that is given.

    Weights are whole numbers, and these are summed several times faster than others.
    """
    drawn = weights.astype(np.int32).take(document, axis=1)
    if counted is not None:
        drawn *= counted
    return np.cumsum(drawn, axis=1, dtype=np.int32, out=drawn)


def ratio(above: Floats, below: Floats) -> Floats:
    """Quotients; NaN where the divisor is 0."""
    quotients: Floats = np.full(above.shape, np.nan)
    np.divide(above, below, out=quotients, where=below != 0)
    return quotients
