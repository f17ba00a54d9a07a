"""A region or reach of a line → positions in it: where a described line begins, ends or passes.

Positions are drawn from the levels of a region in stated shares, even by area, or even by chainage on a reach (Best
Practices, path as a place). Refuses nothing; a stop without ground tells so by `is_empty`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely.geometry import Point

from deconflict_map.footprints.curves import even
from deconflict_map.footprints.line_parameters import line_rules
from deconflict_map.footprints.regions import NOTHING, LevelSet, areal, linear, uniform

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from deconflict_map.footprints.line_parameters import EndsRule
    from deconflict_map.footprints.tract import Path, Tract

    Floats = NDArray[np.float64]

# Rounds of rejection sampling in an area before its inner point is taken; thin areas fill a few per cent of their box.
_AREA_ROUNDS = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """Where a line begins, ends or passes: a region, or reaches of a path (metres)."""

    region: LevelSet
    path: Path | None = None

    @staticmethod
    def disc(x: float, y: float, *, radius_m: float) -> End:
        """The surroundings of a position, all equally likely."""
        return End(region=uniform(Point(x, y).buffer(max(radius_m, 1.0))))

    @staticmethod
    def of(tract: Tract) -> End:
        """The stop that a relation gives: its reach of a line within its region, or the region."""
        if tract.path is None:
            return End(region=tract.region)
        path, region = tract.path, tract.region
        support = linear(path.support.intersection(region.support))
        alike = path.likely is path.support and region.likely is region.support
        likely = support if alike else linear(path.likely.intersection(region.likely))
        return End(region=region, path=replace(path, likely=likely, support=support))

    def outside(self, forbidden: BaseGeometry) -> End:
        """The same stop without what must not be entered."""
        return self if forbidden.is_empty else self._each(lambda ground: ground.difference(forbidden))

    def within(self, inside: BaseGeometry) -> End:
        """The same stop in an area that the line never leaves."""
        return self._each(lambda ground: ground.intersection(inside))

    def _each(self, cut: Cut) -> End:
        region = replace(
            self.region,
            core=areal(cut(self.region.core)),
            likely=areal(cut(self.region.likely)),
            support=areal(cut(self.region.support)),
        )
        if self.path is None:
            return End(region=region)
        likely, support = linear(cut(self.path.likely)), linear(cut(self.path.support))
        return End(region=region, path=replace(self.path, likely=likely, support=support))

    @property
    def is_empty(self) -> bool:
        """Whether no position is left."""
        return self.region.is_empty if self.path is None else bool(self.path.support.is_empty)

    @property
    def middle(self) -> Point:
        """A position for rough reckoning: the middle of what is likeliest."""
        if self.path is None:
            return self.region.best.centroid
        reach = self.path.support if self.path.likely.is_empty else self.path.likely
        return reach.centroid

    def sources(self, rule: EndsRule) -> tuple[tuple[BaseGeometry, float], ...]:
        """Where positions are drawn from, best first, with weights; empty levels pass theirs on."""
        if self.path is None:
            levels = zip((self.region.core, self.region.likely, self.region.support), rule.end_weights, strict=True)
        else:
            levels = zip((NOTHING, self.path.likely, self.path.support), (0.0, *rule.reach_weights), strict=True)
        return tuple((level, 0.0 if level.is_empty else weight) for level, weight in levels)

    def positions(self, rng: np.random.Generator, *, count: int) -> tuple[Floats, NDArray[np.bool_]]:
        """`(count, 2)` positions, and whether they were drawn from the core or likely level."""
        sources = self.sources(line_rules().ends)
        weights = np.array([weight for _, weight in sources])
        if not weights.sum():
            weights = np.array([0.0, 0.0, 1.0])
        level = np.searchsorted(np.cumsum(weights / weights.sum()), even(rng, count), side="right").clip(0, 2)
        positions = np.zeros((count, 2))
        for index, (ground, _) in enumerate(sources):
            chosen = level == index
            if chosen.any():
                draw = _on_line if self.path is not None else _in_area
                positions[chosen] = draw(ground, rng, int(chosen.sum()))
        return positions, (level < 2) | (weights[:2].sum() == 0)


if TYPE_CHECKING:
    from collections.abc import Callable

    Cut = Callable[[BaseGeometry], BaseGeometry]


def _on_line(line: BaseGeometry, rng: np.random.Generator, count: int) -> Floats:
    """Positions even by chainage on the pieces of a line."""
    pieces = shapely.get_parts(line)
    ends = np.cumsum(shapely.length(pieces))
    at = even(rng, count) * ends[-1]
    piece = np.searchsorted(ends, at, side="right").clip(0, len(pieces) - 1)
    before = np.concatenate([[0.0], ends])[piece]
    return shapely.get_coordinates(shapely.line_interpolate_point(pieces[piece], at - before))


def _in_area(area: BaseGeometry, rng: np.random.Generator, count: int) -> Floats:
    """Positions even by area."""
    west, south, east, north = area.bounds
    shapely.prepare(area)
    found: list[Floats] = []
    for _ in range(_AREA_ROUNDS):
        tried = rng.uniform((west, south), (east, north), (4 * count + 64, 2))
        found.append(tried[shapely.contains_xy(area, tried[:, 0], tried[:, 1])])
        if sum(len(part) for part in found) >= count:
            return np.concatenate(found)[:count]
    inner = area.representative_point()
    return np.vstack([*found, np.tile([inner.x, inner.y], (count, 1))])[:count]
