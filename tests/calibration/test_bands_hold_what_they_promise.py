"""True borders, ceasefire lines and rivers lie in the bands drawn from their ends as often as the bands promise.

The lines aren't part of the project: the folder with them is given by DECONFLICT_MAP_TRUTHS.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from shapely.geometry import LineString

from deconflict_map.calibration.fitting import Fit, best
from deconflict_map.calibration.trial import Outcome, Total, attempt, total
from deconflict_map.calibration.truths import Half, Kind, Truth, read_truths
from deconflict_map.footprints.line_parameters import line_rules


def _truth(name: str, *, length_m: float) -> Truth:
    line = LineString([(10, 50), (11, 50)])
    return Truth(name=name, kind=Kind.BORDER, line=line, length_m=length_m, chord_m=length_m)


def _outcome(*, length_m: float, held: float, width: float) -> Outcome:
    truth = _truth("A", length_m=length_m)
    return Outcome(truth=truth, held50=held, held90=held, width50=width, width90=width)


def test_long_lines_count_for_more_of_the_length_and_widths_are_means() -> None:
    both = total([_outcome(length_m=100.0, held=1.0, width=0.2), _outcome(length_m=300.0, held=0.5, width=0.6)])
    assert both.lines == 2
    assert both.held50 == pytest.approx((100 * 1.0 + 300 * 0.5) / 400)
    assert both.width90 == pytest.approx(0.4)


def test_of_fits_that_miss_alike_the_narrower_is_the_best() -> None:
    def fit(width: float, held90: float) -> Fit:
        figures = Total(lines=1, length_m=1.0, held50=0.525, held90=held90, width50=0.1, width90=width)
        return Fit(rule=line_rules().course, total=figures)

    wide, narrow, wrong = fit(0.9, 0.92), fit(0.5, 0.921), fit(0.1, 0.5)
    assert best([wrong, wide, narrow]) is narrow


def test_a_straight_true_line_lies_in_both_bands() -> None:
    outcome = attempt(_truth("straight", length_m=71_000.0))
    assert outcome.held50 > 0.99
    assert outcome.held90 > 0.99
    assert outcome.width90 > outcome.width50


@pytest.mark.skipif("DECONFLICT_MAP_TRUTHS" not in os.environ, reason="the true lines aren't here")
@pytest.mark.timeout(600)
def test_the_bands_hold_what_they_promise_of_lines_that_nobody_fitted_to() -> None:
    truths = [t for t in read_truths(Path(os.environ["DECONFLICT_MAP_TRUTHS"])) if t.half is Half.TEST]
    figures = total(attempt(truth) for truth in truths)
    assert figures.lines >= 40
    assert 0.45 <= figures.held50 <= 0.60
    assert figures.held90 >= 0.88
    # A band as wide as the line is long would hold everything and say nothing.
    assert figures.width90 <= 0.8
