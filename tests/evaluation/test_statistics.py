"""Figures from weights are those of a corpus in which each document stands as often as its weight says."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deconflict_map.evaluation.bootstrap import Resamples, ratio
from deconflict_map.evaluation.confidence import (
    COVERAGES,
    PRECISIONS,
    Trials,
    _Binned,
    _brier,
    _Curve,
    confidence_figures,
)
from deconflict_map.evaluation.figures import _Area, _Median
from deconflict_map.evaluation.sample import Sample

DOCUMENTS = 5


@st.composite
def columns(draw):
    """Rows with their document, a distance, a confidence and whether right; and weights of documents."""
    rows = draw(
        st.lists(
            st.tuples(
                st.integers(0, DOCUMENTS - 1),
                st.floats(0, 20_039, allow_subnormal=False),
                st.sampled_from([0.0, 0.1, 0.15, 0.5, 0.55, 0.7, 0.99, 1.0]),
                st.booleans(),
            ),
            min_size=1,
            max_size=30,
        )
    )
    weights = draw(st.lists(st.integers(0, 3), min_size=DOCUMENTS, max_size=DOCUMENTS))
    document, km, confidence, right = (np.array(column) for column in zip(*rows, strict=True))
    return document, km, confidence, right, np.array(weights, dtype=float)


def repeated(values, document, weights):
    return np.repeat(values, weights[document].astype(int))


def same(got, expected):
    return np.isnan(got) if expected is None else got == pytest.approx(expected, abs=1e-9)


@given(columns())
def test_median(drawn):
    document, km, _, _, weights = drawn
    rows = repeated(km, document, weights)
    assert same(_Median(document, km)(weights[None])[0], np.median(rows) if len(rows) else None)


@given(columns())
def test_area_under_the_curve_is_that_of_the_trapezoids(drawn):
    document, km, _, right, weights = drawn
    sample = Sample(
        documents=DOCUMENTS, document=document, group=None, ambiguity=None, first_time=None, found=None,
        without_demonyms=None, given=None,
    )  # fmt: skip
    rows = np.sort(repeated(np.log(1 + km[right]), document[right], weights))
    expected = ((rows[1:] + rows[:-1]) / 2).sum() / (np.log(20_039) * (len(rows) - 1)) if len(rows) > 1 else None
    assert same(_Area(sample, right, km)(weights[None])[0], expected)


def trials(document, confidence, right):
    gold = np.bincount(document, minlength=DOCUMENTS) + 1.0  # one gold row a document isn't found
    return Trials(
        document=document, confidence=confidence, right=right, covers=np.ones_like(right), gold=gold
    )  # fmt: skip


@given(columns())
def test_calibration_and_brier(drawn):
    document, _, confidence, right, weights = drawn
    pins = trials(document, confidence, right)
    sure, hit = repeated(confidence, document, weights), repeated(right, document, weights)
    gaps = [
        abs(hit[chosen].sum() - sure[chosen].sum())
        for low in range(10)
        for chosen in [(sure >= low / 10) & ((sure < (low + 1) / 10) | (low == 9))]
    ]
    assert same(_Binned(pins).error(weights[None])[0], sum(gaps) / len(sure) if len(sure) else None)
    assert same(_brier(pins, weights[None])[0], np.mean((sure - hit) ** 2) if len(sure) else None)


@given(columns())
def test_selection_keeps_equally_sure_pins_together(drawn):
    document, _, confidence, right, weights = drawn
    pins = trials(document, confidence, right)
    sure, hit = repeated(confidence, document, weights), repeated(right, document, weights)
    gold = pins.gold @ weights
    kept = (
        [(sum(sure >= least) / gold, hit[sure >= least].mean()) for least in sorted(set(sure), reverse=True)]
        if gold
        else []
    )
    got = _Curve(pins).levels(weights[None])[0]
    for value, level in zip(got, COVERAGES, strict=False):
        assert same(value, next((precision for coverage, precision in kept if coverage >= level), None))
    for value, level in zip(got[len(COVERAGES) :], PRECISIONS, strict=True):
        assert same(value, max((coverage for coverage, precision in kept if precision >= level), default=0.0))


def test_precision_at_coverage_worked_out_by_hand():
    # Ten gold rows, all with a pin, in ten documents; the three that are least sure are wrong, and one sure one.
    confidence = np.array([0.99, 0.98, 0.97, 0.96, 0.95, 0.94, 0.93, 0.5, 0.5, 0.4])
    right = np.array([True, True, False, True, True, True, True, False, False, False])
    document = np.arange(10)
    pins = Trials(
        document=document, confidence=confidence, right=right, covers=np.ones(10, dtype=bool), gold=np.ones(10)
    )
    figures = confidence_figures(pins, Resamples(10, rows=10))
    reached = [level.reached.value for level in figures.precision_at_coverage]
    assert reached == pytest.approx([6 / 7, 6 / 9, 6 / 9, 6 / 9, 6 / 10])  # .80 needs both pins at 0.5
    assert [level.reached.value for level in figures.coverage_at_precision] == pytest.approx([0.2, 0.2])


@pytest.mark.parametrize("share", [0.5, 0.9])
def test_the_interval_of_a_share_is_that_of_the_normal_approximation(share):
    documents = 2_000
    hits = (np.arange(documents) < share * documents).astype(float)
    one = Resamples(documents, rows=documents).estimate(lambda weights: ratio(weights @ hits, weights.sum(axis=1)))
    half = 1.96 * np.sqrt(share * (1 - share) / documents)
    assert one.value == pytest.approx(share)
    assert (one.low, one.high) == pytest.approx((share - half, share + half), abs=0.003)


@settings(max_examples=20)
@given(st.integers(2, 30), st.integers(1, 400))
def test_how_many_are_worked_out_at_once_does_not_matter(documents, rows):
    values = np.arange(documents, dtype=float)
    few = Resamples(documents, rows=10_000_000 // rows)
    many = Resamples(documents, rows=1)

    def mean(weights):
        return weights @ values / documents

    assert few.estimate(mean) == many.estimate(mean)
