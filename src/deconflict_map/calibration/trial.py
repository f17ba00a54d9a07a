"""True lines and the numbers of a course → how much of each true line lies in the bands drawn from its two ends.

Nothing but the ends is given: two discs of the base data's error. Lengths are shares of the true line's own length,
measured in its plane. The width of a band is its area over the distance from end to end, told beside what it holds,
since a band that is wide enough holds everything.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from shapely.geometry import Point

from deconflict_map.footprints.ensemble import ensemble_between
from deconflict_map.footprints.stops import End
from deconflict_map.geodesy import LocalFrame

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shapely.geometry import LineString
    from shapely.geometry.base import BaseGeometry

    from deconflict_map.calibration.truths import Truth
    from deconflict_map.footprints.line_parameters import CourseRule

_END_M = 1_000.0
"""How well the ends are known: Natural Earth at 1:10 million is off by one to three kilometres (judgement)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What the two bands hold of one true line (shares), and how wide they are (shares of the chord)."""

    truth: Truth
    held50: float
    held90: float
    width50: float
    width90: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """What the bands hold of the whole length of several true lines, and their mean widths as shares of the chords."""

    lines: int
    length_m: float
    held50: float
    held90: float
    width50: float
    width90: float


def attempt(truth: Truth, rule: CourseRule | None = None) -> Outcome:
    """Draw a line between the ends of a true one, by the numbers that ship or by others, and compare."""
    ends = truth.line.coords[0], truth.line.coords[-1]
    middle = truth.line.interpolate(0.5, normalized=True)
    frame = LocalFrame(middle.x, middle.y)
    true = frame.to_metric(truth.line)
    start, end = (End.disc(*frame.metric_xy(np.array([at[:2]]))[0], radius_m=_END_M) for at in ends)
    sheaf = ensemble_between(frame, start, end, rule=rule, seed=truth.name)
    if sheaf is None:  # two ends with nothing between them always have a line
        raise AssertionError(truth.name)
    chord_m = Point(true.coords[0]).distance(Point(true.coords[-1]))
    return Outcome(
        truth=truth,
        held50=_held(true, sheaf.band50),
        held90=_held(true, sheaf.band90),
        width50=sheaf.band50.area / chord_m**2,
        width90=sheaf.band90.area / chord_m**2,
    )


def total(outcomes: Iterable[Outcome]) -> Total:
    """All outcomes as one; shares are of the whole length, so that a long line counts for more."""
    every = tuple(outcomes)
    length = sum(outcome.truth.length_m for outcome in every)

    def held(shares: Iterable[float]) -> float:
        return sum(share * outcome.truth.length_m for share, outcome in zip(shares, every, strict=True)) / max(
            length, 1.0
        )

    count = max(len(every), 1)
    return Total(
        lines=len(every),
        length_m=length,
        held50=held(outcome.held50 for outcome in every),
        held90=held(outcome.held90 for outcome in every),
        width50=sum(outcome.width50 for outcome in every) / count,
        width90=sum(outcome.width90 for outcome in every) / count,
    )


def _held(line: LineString | BaseGeometry, band: BaseGeometry) -> float:
    return float(line.intersection(band).length / line.length)
