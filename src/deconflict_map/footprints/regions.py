"""Three nested areas in a metric plane, and their algebra: set operations run level by level.

The levels are plateaus of one vague region, the egg-yolk model with three steps (Cohn & Gotts 1996; Kanjilal, Liu &
Schneider 2010, plateau regions). *And* is the fuzzy minimum, hence the intersection of equal levels; *not* is one
minus the membership, hence core and support change places. Only areas are kept: edges and points left over by an
operation are dropped. Trade-off taken: where levels don't nest, the inner one is cut, never the outer one widened.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING

import shapely
from shapely.geometry import LineString, MultiLineString, Polygon

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from shapely.geometry.base import BaseGeometry

NOTHING = Polygon()
# Judgement: a thousandth of a square metre in a square kilometre is rounding, not ground.
_HAIR = 1e-9
_MILLIMETRE = 1e-3


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelSet:
    """Membership at least 0.9 (`core`), at least 0.5 (`likely`), more than 0.1 (`support`); metres, areas only."""

    core: BaseGeometry
    likely: BaseGeometry
    support: BaseGeometry

    @property
    def is_empty(self) -> bool:
        """Whether no ground at all is left."""
        return bool(self.support.is_empty)

    @property
    def best(self) -> BaseGeometry:
        """The innermost level that holds any ground."""
        return next((level for level in (self.core, self.likely) if not level.is_empty), self.support)


def nested(*, core: BaseGeometry, likely: BaseGeometry, support: BaseGeometry) -> LevelSet:
    """The three areas, each cut to the next wider one."""
    outer = areal(support)
    middle = outer if likely is support else _inside(areal(likely), outer)
    inner = middle if core is likely else _inside(areal(core), middle)
    return LevelSet(core=inner, likely=middle, support=outer)


def uniform(area: BaseGeometry) -> LevelSet:
    """An area that is sure within and impossible outside."""
    only = areal(area)
    return LevelSet(core=only, likely=only, support=only)


def meet(first: LevelSet, second: LevelSet) -> LevelSet:
    """Both hold: intersection level by level."""
    return _each(lambda one, other: one.intersection(other), first, second)


def meet_all(regions: Iterable[LevelSet]) -> LevelSet:
    """All hold together; at least one region must be given."""
    return reduce(meet, regions)


def join(first: LevelSet, second: LevelSet) -> LevelSet:
    """Either holds: union level by level."""
    return _each(lambda one, other: one.union(other), first, second)


def without(first: LevelSet, second: LevelSet) -> LevelSet:
    """The first holds and the second doesn't: what is surely taken off the core is all that may be the second."""
    return nested(
        core=first.core.difference(second.support),
        likely=first.likely.difference(second.likely),
        support=first.support.difference(second.core),
    )


def complement(region: LevelSet, *, universe: BaseGeometry) -> LevelSet:
    """Not in the region, within the universe: core and support change places."""
    return without(uniform(universe), region)


def limited(
    region: LevelSet,
    *,
    core: BaseGeometry | None = None,
    likely: BaseGeometry | None = None,
    support: BaseGeometry | None = None,
) -> LevelSet:
    """The region with single levels cut to an area; `None` leaves a level as it is."""
    return nested(
        core=region.core if core is None else region.core.intersection(core),
        likely=region.likely if likely is None else region.likely.intersection(likely),
        support=region.support if support is None else region.support.intersection(support),
    )


def areal(geometry: BaseGeometry) -> BaseGeometry:
    """The areas of a geometry alone, valid; empty where it has none."""
    if not geometry.is_valid:
        geometry = _mended(geometry)
    if geometry.geom_type in {"Polygon", "MultiPolygon"}:
        return geometry
    areas = [part for part in _flat(geometry) if part.geom_type == "Polygon" and not part.is_empty]
    return shapely.union_all(areas) if areas else NOTHING


def _mended(geometry: BaseGeometry) -> BaseGeometry:
    """A valid geometry in an invalid one's place."""
    # A long outline that crosses itself by a hair is mended by a buffer of nothing, ten times as fast. It drops what is
    # folded over: that shows in the area, and then the crossing was none by a hair. To the millimetre both edges of
    # a slit are one and the same, as of Antarctica, whose outline runs to the pole and back.
    plain = shapely.buffer(shapely.set_precision(geometry, _MILLIMETRE, mode="pointwise"), 0.0)
    return plain if abs(plain.area - geometry.area) <= _HAIR * geometry.area else shapely.make_valid(geometry)


def linear(geometry: BaseGeometry) -> BaseGeometry:
    """The lines of a geometry alone; empty where it has none."""
    lines = [part for part in _flat(geometry) if isinstance(part, LineString) and not part.is_empty]
    return MultiLineString(lines) if len(lines) != 1 else lines[0]


def _flat(geometry: BaseGeometry) -> Iterable[BaseGeometry]:
    for part in shapely.get_parts(geometry):
        if part.geom_type.startswith(("Multi", "Geometry")):
            yield from _flat(part)
        else:
            yield part


def _each(
    operation: Callable[[BaseGeometry, BaseGeometry], BaseGeometry], first: LevelSet, second: LevelSet
) -> LevelSet:
    # Levels are often one and the same area: then so is what becomes of them, and it needn't be cut to itself.
    done: dict[tuple[int, int], BaseGeometry] = {}

    def once(one: BaseGeometry, other: BaseGeometry) -> BaseGeometry:
        key = id(one), id(other)
        if key not in done:
            done[key] = areal(operation(one, other))
        return done[key]

    return nested(
        core=once(first.core, second.core),
        likely=once(first.likely, second.likely),
        support=once(first.support, second.support),
    )


def _inside(inner: BaseGeometry, outer: BaseGeometry) -> BaseGeometry:
    return inner if inner is outer or inner.is_empty or outer.covers(inner) else areal(inner.intersection(outer))
