"""Pins with their confidence → how far that can be trusted: calibration, and the precision bought by leaving pins out.

A pin is right within 161 km of its gold row. Only a threshold is a choice that a user can make, so that pins of equal
confidence are kept or left out together. Where no confidence was told for some pin, nothing is defined.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from deconflict_map.evaluation.bootstrap import UNDEFINED, Estimate, ratio, running_counts
from deconflict_map.evaluation.distance import NEAR_KM

if TYPE_CHECKING:
    from deconflict_map.evaluation.bootstrap import Flags, Floats, Ints, Resamples
    from deconflict_map.evaluation.sample import Answers, Sample

COVERAGES = (0.70, 0.80, 0.85, 0.90, 1.0)
PRECISIONS = (0.90, 0.95)
_BINS = 10
"""Equal-width bins, as is usual for the expected calibration error: Guo et al. 2017, On calibration of modern neural
networks (ICML)."""
_STEPS = 50
"""Points of the curve: enough for a smooth line (judgement)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """Pins with a confidence in `[low, high)` (the last bin holds 1, too): how sure they are, and how often right."""

    low: float
    high: float
    pins: int
    mean_confidence: float | None
    right: Estimate


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """A level that was asked for, and what is reached there; undefined where the level is never reached."""

    level: float
    reached: Estimate


@dataclass(frozen=True, slots=True, kw_only=True)
class CurvePoint:
    """Keeping the pins that are at least as sure as `threshold` covers and hits so much."""

    threshold: float
    coverage: float
    precision: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Confidence:
    """What the confidence is worth. Coverage is a share of all gold rows, precision one of the pins that are kept.

    `precision_of_all` is that of all pins, at the most coverage that there is, `coverage_of_all`.
    """

    pins: int
    precision_of_all: Estimate
    coverage_of_all: Estimate
    precision_at_coverage: tuple[Level, ...]
    coverage_at_precision: tuple[Level, ...]
    calibration_error: Estimate
    brier: Estimate
    bins: tuple[Bin, ...]
    curve: tuple[CurvePoint, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trials:
    """Pins as columns: whose document, how sure, whether right, whether a gold row's pin; and gold rows a document."""

    document: Ints
    confidence: Floats
    right: Flags
    covers: Flags
    gold: Floats


def trials(sample: Sample, answers: Answers, *, false_pins: bool) -> Trials:
    """The pins of gold rows, with `false_pins` also those that answer none, which are wrong."""
    placed = ~np.isnan(answers.km)
    idle = answers.idle if false_pins else answers.idle[:0]
    idle_confidence = answers.idle_confidence if false_pins else answers.idle_confidence[:0]
    none = np.zeros(len(idle), dtype=np.bool_)
    return Trials(
        document=np.concatenate([sample.document[placed], idle]),
        confidence=np.concatenate([answers.confidence[placed], idle_confidence]),
        right=np.concatenate([answers.km[placed] <= NEAR_KM, none]),
        covers=np.concatenate([np.ones(int(placed.sum()), dtype=np.bool_), none]),
        gold=sample.by_document(np.ones_like(placed)),
    )


def confidence_figures(pins: Trials, draws: Resamples) -> Confidence:
    """All figures of some pins."""
    known = bool(len(pins.confidence)) and not np.isnan(pins.confidence).any()
    calibration = _Binned(pins) if known else None
    curve = _Curve(pins) if known else None
    selected = draws.estimates(curve.levels) if curve else (UNDEFINED,) * (len(COVERAGES) + len(PRECISIONS))
    levels = [Level(level=level, reached=one) for level, one in zip((*COVERAGES, *PRECISIONS), selected, strict=True)]
    right, all_pins, covered = (_by_document(pins, column) for column in (pins.right, None, pins.covers))
    return Confidence(
        pins=len(pins.right),
        precision_of_all=draws.estimate(lambda weights: ratio(weights @ right, weights @ all_pins)),
        coverage_of_all=draws.estimate(lambda weights: ratio(weights @ covered, weights @ pins.gold)),
        precision_at_coverage=tuple(levels[: len(COVERAGES)]),
        coverage_at_precision=tuple(levels[len(COVERAGES) :]),
        calibration_error=draws.estimate(calibration.error) if calibration else UNDEFINED,
        brier=draws.estimate(partial(_brier, pins)) if known else UNDEFINED,
        bins=calibration.bins(draws) if calibration else (),
        curve=curve.points() if curve else (),
    )


def _by_document(pins: Trials, column: Flags | Floats | None) -> Floats:
    weights = np.ones(len(pins.document)) if column is None else column
    return np.bincount(pins.document, weights=weights, minlength=len(pins.gold)).astype(np.float64)


def _brier(pins: Trials, weights: Floats) -> Floats:
    """The mean squared difference between confidence and outcome: Brier 1950, Mon. Weather Rev. 78:1."""
    squares = _by_document(pins, (pins.confidence - pins.right) ** 2)
    return ratio(weights @ squares, weights @ _by_document(pins, None))


class _Binned:
    """Pins by confidence."""

    def __init__(self, pins: Trials) -> None:
        which = np.minimum((pins.confidence * _BINS).astype(np.int64), _BINS - 1)
        cells = pins.document * _BINS + which
        size = len(pins.gold) * _BINS
        self._pins, self._sure, self._right = (
            np.bincount(cells, weights=column, minlength=size).reshape(-1, _BINS)
            for column in (np.ones(len(cells)), pins.confidence, pins.right)
        )

    def error(self, weights: Floats) -> Floats:
        """The expected calibration error: Σ over bins of |right - sure| / pins."""
        return ratio(
            np.abs(weights @ self._right - weights @ self._sure).sum(axis=1), (weights @ self._pins).sum(axis=1)
        )

    def share_right(self, weights: Floats) -> Floats:
        """The share of right pins, bin by bin."""
        return ratio(weights @ self._right, weights @ self._pins)

    def bins(self, draws: Resamples) -> tuple[Bin, ...]:
        """The bins from the least sure up, those without pins too."""
        pins, sure = self._pins.sum(axis=0), self._sure.sum(axis=0)
        return tuple(
            Bin(
                low=number / _BINS,
                high=(number + 1) / _BINS,
                pins=int(pins[number]),
                mean_confidence=float(sure[number] / pins[number]) if pins[number] else None,
                right=right,
            )
            for number, right in enumerate(draws.estimates(self.share_right))
        )


class _Curve:
    """Precision and coverage for every threshold, the strictest first."""

    def __init__(self, pins: Trials) -> None:
        order = np.argsort(-pins.confidence, kind="stable")
        confidence = pins.confidence[order]
        self._document = pins.document[order]
        self._right, self._covers = pins.right[order], pins.covers[order]
        self._gold = pins.gold
        # Where a stretch of equal confidence ends.
        self._ends = np.append(np.flatnonzero(np.diff(confidence)), len(confidence) - 1)
        self._thresholds = confidence[self._ends]

    def levels(self, weights: Floats) -> Floats:
        """Precision at each level of coverage, then coverage at each level of precision."""
        coverage, precision = self._sweep(weights)
        at_coverage = [_first(precision, coverage >= level) for level in COVERAGES]
        at_precision = [np.where(precision >= level, coverage, 0.0).max(axis=1) for level in PRECISIONS]
        return np.stack([*at_coverage, *at_precision], axis=1)

    def _sweep(self, weights: Floats) -> tuple[Floats, Floats]:
        kept, right, covered = (
            running_counts(weights, self._document, counted=column)[:, self._ends].astype(np.float64)
            for column in (None, self._right, self._covers)
        )
        gold = np.broadcast_to((weights @ self._gold)[:, None], covered.shape)
        return ratio(covered, gold), ratio(right, kept)

    def points(self) -> tuple[CurvePoint, ...]:
        """The curve, thinned to some fifty points, its two ends among them."""
        coverage, precision = (values[0] for values in self._sweep(np.ones((1, len(self._gold)))))
        chosen = np.unique(np.linspace(0, len(coverage) - 1, _STEPS).round().astype(np.int64))
        return tuple(
            CurvePoint(
                threshold=float(self._thresholds[at]), coverage=float(coverage[at]), precision=float(precision[at])
            )
            for at in chosen
        )


def _first(values: Floats, reached: Flags) -> Floats:
    """In each row the value where `reached` first holds; NaN where it never does."""
    at = reached.argmax(axis=1)
    return np.where(reached.any(axis=1), np.take_along_axis(values, at[:, None], axis=1)[:, 0], np.nan)
