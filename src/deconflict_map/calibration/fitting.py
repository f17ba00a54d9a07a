"""True lines of the half that is fitted to → the numbers of a course whose bands hold what they promise.

Two numbers are sought: how far courses stray (`sag_share`), and how much that differs from line to line (`sag_spread`).
The first is the scale of both bands, the second sets how much wider the outer one is than the inner one; with both the
two promises can be kept. The grid is coarse on purpose: finer steps are below what the true lines tell apart.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product
from typing import TYPE_CHECKING

from deconflict_map.calibration.trial import attempt, total
from deconflict_map.footprints.line_parameters import line_rules

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deconflict_map.calibration.trial import Total
    from deconflict_map.calibration.truths import Truth
    from deconflict_map.footprints.line_parameters import CourseRule

SHARES = (0.11, 0.12, 0.13, 0.14, 0.15)
SPREADS = (0.8, 0.9, 1.0, 1.1, 1.2)
_WANTED50, _WANTED90 = 0.525, 0.92
"""Shares to aim at. Judgement: a little more than promised, since lines that nobody fitted to are less alike."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """Numbers that were tried, and what their bands hold."""

    rule: CourseRule
    total: Total

    @property
    def miss(self) -> float:
        """How far the two shares are from what is wanted."""
        return abs(self.total.held50 - _WANTED50) + abs(self.total.held90 - _WANTED90)


def fits(truths: Sequence[Truth]) -> Iterator[Fit]:
    """Every pair of numbers of the grid, tried on the true lines."""
    for share, spread in product(SHARES, SPREADS):
        rule = replace(line_rules().course, sag_share=share, sag_spread=spread)
        yield Fit(rule=rule, total=total(attempt(truth, rule) for truth in truths))


def best(tried: Sequence[Fit]) -> Fit:
    """The fit that misses least; of two that miss alike, the one with the narrower outer band."""
    return min(tried, key=lambda fit: (round(fit.miss, 2), fit.total.width90))
