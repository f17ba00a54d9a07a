"""Many plausible courses → how central each is, and bands that hold a stated share of their length.

What a band promises: of the length of a line that is as plausible as the drawn ones, half lies in the 50 % band and
nine tenths in the 90 % band, on average over such lines, long or short. That is what can be tested against true lines,
and what a reader takes it to say. The union of the most central half of *whole* courses promises something else, and
covers much more than half of the length, since the other courses run through it, too.

Courses are compared section by section (equal shares of equal legs). In each section positions are ranked by their
distance from the section's middle in the section's own scatter (Mahalanobis); this pointwise depth orders them as the
band depth of Mirzargar, Whitaker & Kirby 2014 does, at a cost linear in the number of courses. A band sweeps the hulls
of the most central positions of neighbouring sections; how many are taken is set so that the swept ground holds the
promised share of the courses' length, each course counted alike. Along named lines it is a stretch of that line.
Trade-off taken: hulls fill what lies between two ways round a place; a band isn't the smallest ground with its share.
"""

from __future__ import annotations

from math import exp
from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely.geometry import LineString

from deconflict_map.footprints.line_parameters import line_rules
from deconflict_map.footprints.regions import areal

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from deconflict_map.footprints.keeping import Given
    from deconflict_map.footprints.route import Rail, Route

    Floats = NDArray[np.float64]

# Steps of courses by which is measured how much a band holds: a share of one half is known to a hundredth.
_SAMPLED = 4000
# The search for a band stops when it holds its share to a hundredth, or after so many bands.
_CLOSE = 0.01
_MOST_BANDS = 6
_NORMAL = NormalDist()
# Judgement: farther out than this lies one position of a million, and none of an ensemble.
_WIDEST = 5.0
# Added to the scatter of a section, metres²: a metre, so that sections without any scatter can be ranked.
_LEAST_M2 = 1.0
# Bands are rounded off by the base data's error with so many vertices to a quarter circle: 0.5 % short of it at most.
_QUARTER = 8


class Bands:
    """The bands of a route's courses `(n, vertices, 2)`, and how central each course is."""

    def __init__(self, route: Route, given: Given, courses: Floats) -> None:
        self.given = given
        self.courses = courses
        self.kept = [
            (rail, *_ends_on(rail, courses[:, at])) for at, rail in zip(route.sections(), route.rails, strict=True)
        ]
        self._steps = _Steps(courses)
        self._joined: dict[float, BaseGeometry] = {}
        on_rails = np.zeros(courses.shape[1], dtype=bool)
        for section in route.sections():
            on_rails[section.start : section.stop - 1] = True
        # Steps between sections that no rail keeps, as the sections that they begin at.
        self._free = np.flatnonzero(~on_rails[:-1])
        # Section by section from here on: all that is ranked or looked through lies side by side in memory.
        at = np.ascontiguousarray(courses.transpose(2, 1, 0))
        away = at - np.median(at, axis=2, keepdims=True)
        self._order = np.argsort(_far(away), axis=1, kind="stable")
        self._corners = _Corners(away, self._order, np.unique(np.concatenate([self._free, self._free + 1])))

    @property
    def centrality(self) -> Floats:
        """Mean rank `(n,)` of each course over its sections: the smallest belongs to the most central one."""
        sections, count = self._order.shape
        rank = np.empty((sections, count))
        np.put_along_axis(rank, self._order, np.broadcast_to((np.arange(count) + 1.0) / count, rank.shape), axis=1)
        mean: Floats = rank.mean(axis=0)
        return mean

    def band(self, share: float, *, central: Floats) -> BaseGeometry:
        """The ground that holds a share of the courses' length, with the course `central` `(vertices, 2)` in it.

        Never narrower than the base data's error, never in what is forbidden, nor outside of what is never left.
        """
        found = shapely.union_all(self._swept(self._level(share, central), central, quarter=_QUARTER))
        if self.given.inside is not None:
            found = found.intersection(self.given.inside.buffer(self.given.error_m))
        return areal(found if self.given.forbidden.is_empty else found.difference(self.given.forbidden))

    def _level(self, share: float, central: Floats) -> float:
        """The rank up to which positions are taken: by the secant rule, since what a band holds grows with it.

        As if positions were normal in both directions and only the one across counted: what lies within ±z of the
        middle is the share, and the disc of that radius holds 1 - exp(-z²/2) of all positions. Were they so, the first
        guess would hold, and what is held, put as such a z, is nearly in proportion to it even where they are not.
        """
        wanted = _deviates(share)
        low, high, z = 0.0, _WIDEST, wanted
        before, held_before = 0.0, 0.0
        for _ in range(_MOST_BANDS):
            held = _deviates(self._steps.share_in(self._swept(_rank(z), central, quarter=2)))
            if abs(_share(held) - share) <= _CLOSE:
                break
            low, high = (z, high) if held < wanted else (low, z)
            slope = (held - held_before) / (z - before) if z != before else 0.0
            guess = z + (wanted - held) / slope if slope > 0 else 0.0
            before, held_before = z, held
            # Outside of what is known to be too little and too much the guess is worth nothing.
            z = guess if low < guess < high else (low + high) / 2
            if abs(_rank(z) - _rank(before)) * len(self.courses) < 1:
                break
        return _rank(z)

    def _swept(self, level: float, central: Floats, *, quarter: int) -> NDArray[np.object_]:
        """What the positions up to a rank sweep from section to section, widened by the base data's error.

        Areas that may overlap. Hulls become one before they are widened: they have no arcs to be cut with each other.
        """
        alone: list[BaseGeometry] = [LineString(central)]
        alone += [_stretch(rail, first, last, level) for rail, first, last in self.kept]
        # The band that is drawn is the last one that was measured, rounded off better.
        if level not in self._joined:
            self._joined = {level: shapely.union_all(self._hulls(level))}
        between = self._joined[level]
        return np.asarray(shapely.buffer([between, *alone], self.given.error_m, quad_segs=quarter))

    def _hulls(self, level: float) -> NDArray[np.object_]:
        """The hull of the most central positions of each two neighbouring sections, from their outermost ones."""
        if not len(self._free):
            return np.empty(0, dtype=object)
        outermost = self._corners.outermost(level)
        corners = self.courses[outermost, self._corners.sections[:, None]]
        at = np.searchsorted(self._corners.sections, self._free)
        pairs = np.concatenate([corners[at], corners[at + 1]], axis=1)
        return np.asarray(shapely.convex_hull(shapely.linestrings(pairs)))


class _Corners:
    """For each section and direction, the outermost course among the first few by rank, for any few."""

    def __init__(self, away: Floats, order: NDArray[np.intp], sections: NDArray[np.intp]) -> None:
        self.sections = sections
        self.order = order[sections]
        # The other half of the directions are the opposite ones: outermost there is what lies least far out here.
        turns = np.linspace(0.0, np.pi, line_rules().bands.directions // 2, endpoint=False)[:, None]
        x, y = np.take_along_axis(away[:, sections], self.order[None], axis=2)[:, :, None, :]
        # How far each course lies out, by section, direction and rank.
        self.far = x * np.cos(turns) + y * np.sin(turns)

    def outermost(self, level: float) -> NDArray[np.intp]:
        """Courses `(sections, directions)` that lie outermost among those up to a rank."""
        count = self.far.shape[2]
        first = self.far[:, :, : min(max(round(level * count), 1), count)]
        place = np.concatenate([first.argmax(axis=2), first.argmin(axis=2)], axis=1)
        return np.take_along_axis(self.order, place, axis=1)


class _Steps:
    """Steps of the courses, to measure how much of their length lies in an area."""

    def __init__(self, courses: Floats) -> None:
        steps = np.diff(courses, axis=1)
        count, sections, _ = steps.shape
        # Each course by other sections than its neighbour: all courses and all sections count.
        every = max(1, count * sections // _SAMPLED)
        some = (np.arange(count)[:, None] + np.arange(sections)) % every == 0
        self.middles = (courses[:, :-1] + steps / 2)[some]
        length = np.hypot(steps[..., 0], steps[..., 1])
        whole = length.sum(axis=1, keepdims=True)
        self.shares = (length / np.where(whole > 0, whole, 1.0))[some]

    def share_in(self, areas: NDArray[np.object_]) -> float:
        """The mean share of a course's length that lies in any of some areas; 1 where there is no length."""
        inside = np.zeros(len(self.middles), dtype=bool)
        shapely.prepare(areas)
        for area in areas:
            inside[~inside] = shapely.contains_xy(area, self.middles[~inside])
        whole = float(self.shares.sum())
        return float(self.shares[inside].sum()) / whole if whole else 1.0


def _ends_on(rail: Rail, courses: Floats) -> tuple[Floats, Floats]:
    """Chainages `(n,)` at which courses join and leave a kept line."""
    first, last = (rail.course.located(np.asarray(shapely.points(courses[:, at]))) for at in (0, -1))
    return first, last


def _stretch(rail: Rail, first: Floats, last: Floats, level: float) -> BaseGeometry:
    """The stretch of a kept line that the most central positions at both of its ends span."""
    low, high = zip(_central(first, level), _central(last, level), strict=True)
    return rail.course.reach(min(low), max(high))


def _central(values: Floats, level: float) -> tuple[float, float]:
    away = np.abs(values - np.median(values))
    kept = values[away <= np.quantile(away, min(level, 1.0), method="higher")]
    return float(kept.min()), float(kept.max())


def _far(away: Floats) -> Floats:
    """Squared distances `(sections, n)` from the middle of each section, in its own scatter.

    The inverse of the 2 × 2 scatter is written out: no linear algebra library takes part.
    """
    x, y = away
    products = (x * x, x * y, y * y)
    a, b, d = (product.mean(axis=1, keepdims=True) for product in products)
    a, d = a + _LEAST_M2, d + _LEAST_M2
    far: Floats = (d * products[0] - 2 * b * products[1] + a * products[2]) / (a * d - b * b)
    return far


def _deviates(share: float) -> float:
    """The z within whose ± a normal variate lies with a probability; at most `_WIDEST`."""
    return min(_NORMAL.inv_cdf(min((1.0 + share) / 2, 1.0 - 1e-9)), _WIDEST)


def _share(z: float) -> float:
    return 2 * _NORMAL.cdf(z) - 1.0


def _rank(z: float) -> float:
    """The share of all positions in the disc of radius z, in two directions."""
    return 1.0 - exp(-z * z / 2)
