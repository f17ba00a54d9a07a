"""A sample → its figures under each protocol, each with its interval.

Protocols that must not be mixed: end to end over all gold rows (*strict*: what wasn't found is wrong), end to end over
what was found and placed (*found*: flatters who finds little), and with the mentions given (*given*: no answer counts
as 20,039 km). Every figure is a quotient of sums over documents, but for medians and curves, which sort rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from deconflict_map.evaluation.bootstrap import UNDEFINED, Estimate, Resamples, ratio, running_counts
from deconflict_map.evaluation.confidence import Confidence, confidence_figures, trials
from deconflict_map.evaluation.distance import FARTHEST_KM, NEAR_KM
from deconflict_map.evaluation.slices import Slice, slices

if TYPE_CHECKING:
    from deconflict_map.evaluation.bootstrap import Flags, Floats, Ints
    from deconflict_map.evaluation.sample import Answers, Sample


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognition:
    """How many names were found, and how many of those found are names: shares in [0, 1]."""

    precision: Estimate
    recall: Estimate
    f1: Estimate


@dataclass(frozen=True, slots=True, kw_only=True)
class EndToEnd:
    """Figures end to end under one convention: all predictions, or demonyms left out.

    `strict_161` is the share of all gold rows whose exactly matched prediction lies within 161 km; `strict_overlap_161`
    the same with any overlap. `false_pins` are placed predictions that answer no gold row, per 100 gold rows.
    """

    predicted: int
    exact: Recognition
    overlap: Recognition
    strict_161: Estimate
    strict_overlap_161: Estimate
    false_pins: Estimate


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """How far off places are.

    `answered` is the share of all gold rows that are among `rows` and have a place, `accuracy_161` the share of `rows`
    within 161 km; mean and median in kilometres. `auc` in [0, 1] is the area under the curve of logarithmic errors;
    less is better.
    """

    rows: int
    answered: Estimate
    accuracy_161: Estimate
    mean_km: Estimate
    median_km: Estimate
    auc: Estimate


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """All figures of a corpus, or of several together. `given*` are `None` where mentions weren't given."""

    documents: int
    gold: int
    all_predictions: EndToEnd
    without_demonyms: EndToEnd
    found: Placement
    found_exact: Placement
    given: Placement | None
    given_answered: Placement | None
    confidence: Confidence
    confidence_with_false_pins: Confidence
    confidence_given: Confidence | None
    slices: tuple[Slice, ...]


def work_out(sample: Sample) -> Figures:
    """All figures of a sample."""
    draws = Resamples(sample.documents, rows=len(sample.document) + len(sample.found.idle))
    found, given = sample.found, sample.given
    placed = ~np.isnan(found.km)
    return Figures(
        documents=sample.documents,
        gold=len(sample.document),
        all_predictions=_end_to_end(sample, found, draws),
        without_demonyms=_end_to_end(sample, sample.without_demonyms, draws),
        found=_placement(sample, found, placed, draws),
        found_exact=_placement(sample, found, placed & found.exact, draws),
        given=_placement(sample, given, np.ones_like(placed), draws) if given else None,
        given_answered=_placement(sample, given, ~np.isnan(given.km), draws) if given else None,
        confidence=confidence_figures(trials(sample, found, false_pins=False), draws),
        confidence_with_false_pins=confidence_figures(trials(sample, found, false_pins=True), draws),
        confidence_given=confidence_figures(trials(sample, given, false_pins=False), draws) if given else None,
        slices=slices(sample, draws),
    )


def _end_to_end(sample: Sample, answers: Answers, draws: Resamples) -> EndToEnd:
    gold = sample.by_document(np.ones(len(sample.document)))
    near = answers.km <= NEAR_KM  # false for NaN
    strict = sample.by_document(near & answers.exact)
    loose = sample.by_document(near)
    idle = sample.idle_by_document(answers)
    return EndToEnd(
        predicted=int(answers.predicted.sum()),
        exact=_recognition(sample, answers.exact, answers, draws),
        overlap=_recognition(sample, answers.overlap, answers, draws),
        strict_161=draws.estimate(lambda weights: ratio(weights @ strict, weights @ gold)),
        strict_overlap_161=draws.estimate(lambda weights: ratio(weights @ loose, weights @ gold)),
        false_pins=draws.estimate(lambda weights: ratio(100 * (weights @ idle), weights @ gold)),
    )


def _recognition(sample: Sample, hit: Flags, answers: Answers, draws: Resamples) -> Recognition:
    """Precision, recall and F1. A prediction may overlap several rows, so that precision is kept from passing 1."""
    hits, gold = sample.by_document(hit), sample.by_document(np.ones_like(hit))
    predicted = answers.predicted.astype(np.float64)

    def statistic(weights: Floats) -> Floats:
        right = weights @ hits
        precision = np.minimum(1.0, ratio(right, weights @ predicted))
        recall = ratio(right, weights @ gold)
        above = 2 * precision * recall
        f1 = np.where(right == 0, 0.0 * recall, ratio(above, precision + recall))
        return np.stack([precision, recall, f1], axis=1)

    precision, recall, f1 = draws.estimates(statistic)
    return Recognition(precision=precision, recall=recall, f1=f1)


def _placement(sample: Sample, answers: Answers, chosen: Flags, draws: Resamples) -> Placement:
    """Figures over the chosen rows; those among them without a pin count as the farthest that there is."""
    if not chosen.any():
        none = UNDEFINED
        return Placement(rows=0, answered=none, accuracy_161=none, mean_km=none, median_km=none, auc=none)
    km = np.nan_to_num(answers.km, nan=FARTHEST_KM)
    rows, gold = sample.by_document(chosen), sample.by_document(np.ones_like(chosen))
    answered = sample.by_document(chosen & ~np.isnan(answers.km))
    near, total = sample.by_document(chosen & (km <= NEAR_KM)), sample.by_document(np.where(chosen, km, 0.0))
    median = _Median(sample.document[chosen], km[chosen])
    area = _Area(sample, chosen, km)
    return Placement(
        rows=int(chosen.sum()),
        answered=draws.estimate(lambda weights: ratio(weights @ answered, weights @ gold)),
        accuracy_161=draws.estimate(lambda weights: ratio(weights @ near, weights @ rows)),
        mean_km=draws.estimate(lambda weights: ratio(weights @ total, weights @ rows)),
        median_km=draws.estimate(median),
        auc=draws.estimate(area),
    )


class _Median:
    """The median of a column: the mean of the two middle values where their number is even."""

    def __init__(self, document: Ints, values: Floats) -> None:
        order = np.argsort(values, kind="stable")
        self._document, self._values = document[order], values[order]

    def __call__(self, weights: Floats) -> Floats:
        reached = running_counts(weights, self._document)
        count = reached[:, -1:]
        lower = (reached < (count + 1) // 2).sum(axis=1)
        upper = (reached < count // 2 + 1).sum(axis=1)
        last = len(self._values) - 1
        middle = (self._values[np.minimum(lower, last)] + self._values[np.minimum(upper, last)]) / 2
        return np.where(count[:, 0] > 0, middle, np.nan)


class _Area:
    """The area under the sorted curve of ln(1 + km) by the trapezoidal rule, as a share of that of the worst curve.

    Jurgens et al. 2015, Geolocation prediction in Twitter using social networks (ICWSM); in this form Gritta et al.
    2018, doi 10.1007/s10579-017-9385-8: trapezoids / (ln 20039 · (n - 1)). A curve's trapezoids are the sum of its
    values, less half of the first and the last, so that they too come from sums over documents.
    """

    def __init__(self, sample: Sample, chosen: Flags, km: Floats) -> None:
        logs = np.log1p(km)
        self._rows = sample.by_document(chosen)
        self._sums = sample.by_document(np.where(chosen, logs, 0.0))
        self._least = np.full(sample.documents, np.inf)
        self._most = np.full(sample.documents, -np.inf)
        np.minimum.at(self._least, sample.document[chosen], logs[chosen])
        np.maximum.at(self._most, sample.document[chosen], logs[chosen])

    def __call__(self, weights: Floats) -> Floats:
        rows, drawn = weights @ self._rows, weights > 0
        first = np.where(drawn, self._least, np.inf).min(axis=1)
        last = np.where(drawn, self._most, -np.inf).max(axis=1)
        ends = np.where(rows > 0, first, 0.0) + np.where(rows > 0, last, 0.0)  # without rows they are infinite
        area = ratio(weights @ self._sums - ends / 2, np.log(FARTHEST_KM) * (rows - 1))
        return np.where(rows > 1, area, np.nan)
