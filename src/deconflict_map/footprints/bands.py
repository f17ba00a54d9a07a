"""Many plausible courses → how central each is, and bands that hold a stated share of their length.

What a band promises: of the length of a line that is as plausible as the drawn ones, half lies in the 50 % band and
nine tenths in the 90 % band, on average. That is what can be tested against true lines, and what a reader takes it to
say. The union of the most central half of *whole* courses promises something else, and covers much more than half of
the length, since the other courses run through it, too.

Courses are compared section by section (equal shares of equal legs). In each section positions are ranked by their
distance from the section's middle in the section's own scatter (Mahalanobis); this pointwise depth orders them as the
band depth of Mirzargar, Whitaker & Kirby 2014 does, at a cost linear in the number of courses. A band sweeps the hulls
of the most central positions of neighbouring sections; how many are taken is set so that the share of all courses'
length that lies in the swept ground is the promised one. Along named lines it is a stretch of that line. Trade-off
taken: hulls fill what lies between two ways round a place; a band isn't the smallest ground with its share.
"""

from __future__ import annotations

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
# Halvings of the rank up to which positions are taken: to a sixty-fourth.
_HALVINGS = 6
# Added to the scatter of a section, metres²: a metre, so that sections without any scatter can be ranked.
_LEAST_M2 = 1.0
# Hulls are rounded off by the base data's error with so many vertices to a quarter circle.
_QUARTER = 8


class Depth:
    """How central every position of many courses `(n, vertices, 2)` is among those of its section."""

    def __init__(self, courses: Floats) -> None:
        self.courses = courses
        self.middle = np.median(courses, axis=0)
        away = courses - self.middle
        scatter = np.einsum("nti,ntj->tij", away, away, optimize=False) / len(courses)
        far = _mahalanobis(away, _inverse(scatter + _LEAST_M2 * np.eye(2)))
        # Rank from 0 (the middle) to 1 (the outermost), ties by their order.
        order = np.argsort(far, axis=0, kind="stable")
        self.rank = np.empty_like(far)
        ranks = np.broadcast_to((np.arange(len(courses)) + 1.0)[:, None] / len(courses), order.shape)
        np.put_along_axis(self.rank, order, ranks, axis=0)

    @property
    def of_courses(self) -> Floats:
        """Mean rank `(n,)` of each course over its sections: the smallest belongs to the most central one."""
        mean: Floats = self.rank.mean(axis=1)
        return mean


def band(route: Route, given: Given, depth: Depth, *, share: float, central: Floats) -> BaseGeometry:
    """The ground that holds a share of the courses' length, with the course `central` `(vertices, 2)` in it.

    Never narrower than the base data's error, never in what is forbidden, nor outside of what is never left.
    """
    low, high = 0.0, 1.0
    sample = _Sample(depth.courses)
    for _ in range(_HALVINGS):
        level = (low + high) / 2
        enough = sample.share_in(_swept(route, given, depth, level=level, central=central)) >= share
        low, high = (low, level) if enough else (level, high)
    swept = _swept(route, given, depth, level=high, central=central)
    if given.inside is not None:
        swept = swept.intersection(given.inside.buffer(given.error_m))
    return areal(swept if given.forbidden.is_empty else swept.difference(given.forbidden))


class _Sample:
    """Steps of some of the courses, to measure how much of their length lies in an area."""

    def __init__(self, courses: Floats) -> None:
        steps = np.diff(courses, axis=1)
        count, sections, _ = steps.shape
        # Each course by other sections than its neighbour: all courses and all sections count.
        every = max(1, count * sections // _SAMPLED)
        some = (np.arange(count)[:, None] + np.arange(sections)) % every == 0
        self.middles = (courses[:, :-1] + steps / 2)[some]
        self.lengths = np.hypot(steps[..., 0], steps[..., 1])[some]

    def share_in(self, area: BaseGeometry) -> float:
        """The share of all length that lies in an area; 1 where there is no length."""
        shapely.prepare(area)
        inside = shapely.contains_xy(area, self.middles[:, 0], self.middles[:, 1])
        whole = float(self.lengths.sum())
        return float(self.lengths[inside].sum()) / whole if whole else 1.0


def _swept(route: Route, given: Given, depth: Depth, *, level: float, central: Floats) -> BaseGeometry:
    """What the positions up to a rank sweep from section to section, widened by the base data's error."""
    on_rails = np.zeros(depth.courses.shape[1] - 1, dtype=bool)
    pieces: list[BaseGeometry] = [LineString(central)]
    for section, rail in zip(route.sections(), route.rails, strict=True):
        on_rails[section.start : section.stop - 1] = True
        pieces.append(_stretch(rail, depth.courses[:, section], level))
    hulls = _hulls(depth, level)[~on_rails]
    return shapely.union_all(shapely.buffer([*pieces, *hulls], given.error_m, quad_segs=_QUARTER))


def _hulls(depth: Depth, level: float) -> NDArray[np.object_]:
    """The hull of the most central positions of each two neighbouring sections, from their outermost ones."""
    taken = depth.rank <= level + 1e-9
    turns = np.linspace(0.0, 2 * np.pi, line_rules().bands.directions, endpoint=False)
    away = depth.courses - depth.middle
    far = away[:, :, 0, None] * np.cos(turns) + away[:, :, 1, None] * np.sin(turns)
    far[~taken] = -np.inf
    outermost = far.argmax(axis=0)
    corners = depth.courses[outermost, np.arange(depth.courses.shape[1])[:, None]]
    pairs = np.concatenate([corners[:-1], corners[1:]], axis=1)
    points = np.asarray(shapely.points(pairs.reshape(-1, 2)))
    owner = np.repeat(np.arange(len(pairs)), pairs.shape[1])
    return np.asarray(shapely.convex_hull(shapely.multipoints(points, indices=owner)))


def _stretch(rail: Rail, courses: Floats, level: float) -> BaseGeometry:
    """The stretch of a kept line that the most central positions at both of its ends span."""
    ends = [np.asarray(shapely.line_locate_point(rail.course.line, shapely.points(courses[:, at]))) for at in (0, -1)]
    low, high = zip(*(_central(chainages, level) for chainages in ends), strict=True)
    return rail.course.reach(min(low), max(high))


def _central(values: Floats, level: float) -> tuple[float, float]:
    away = np.abs(values - np.median(values))
    kept = values[away <= np.quantile(away, min(level, 1.0), method="higher")]
    return float(kept.min()), float(kept.max())


def _inverse(matrix: Floats) -> Floats:
    """Inverses of symmetric 2 × 2 matrices `(…, 2, 2)`, written out: no linear algebra library takes part."""
    a, b, d = matrix[..., 0, 0], matrix[..., 0, 1], matrix[..., 1, 1]
    size = a * d - b * b
    rows = np.stack([np.stack([d, -b], axis=-1), np.stack([-b, a], axis=-1)], axis=-2)
    inverse: Floats = rows / size[..., None, None]
    return inverse


def _mahalanobis(away: Floats, inverse: Floats) -> Floats:
    """Squared distances in the scatter whose inverse is given; shapes broadcast over all but the last axes."""
    x, y = away[..., 0], away[..., 1]
    far: Floats = inverse[..., 0, 0] * x * x + 2 * inverse[..., 0, 1] * x * y + inverse[..., 1, 1] * y * y
    return far
