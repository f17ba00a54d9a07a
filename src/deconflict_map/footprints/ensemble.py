"""The ends and hard constraints of a described line → an ensemble of lines that satisfy all of them.

Ends are drawn from their regions, courses between them from `curves`; whatever breaks a constraint is thrown away and
drawn anew, within a stated limit. Every member satisfies every hard constraint, hence so does the median, which is one
of them. If too few are found, courses may bend more, and the answer says so; if still none, there is no ensemble.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely.geometry import LineString

from deconflict_map.footprints import curves
from deconflict_map.footprints.parameters import rules
from deconflict_map.footprints.regions import NOTHING, areal, linear

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from deconflict_map.footprints.regions import LevelSet
    from deconflict_map.footprints.tract import Path

    Floats = NDArray[np.float64]

# A prefix of the digest seeds the generator; 128 bits are more than PCG64's own streams need.
_SEED_BYTES = 16
# Rounds of rejection sampling in an area before its inner point is taken; thin areas fill a few per cent of their box.
_AREA_ROUNDS = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """Where a line begins or ends: a region, or reaches of a path."""

    region: LevelSet
    path: Path | None = None

    def outside(self, forbidden: BaseGeometry) -> End:
        """The same end without what must not be entered."""
        region = replace(
            self.region,
            core=areal(self.region.core.difference(forbidden)),
            likely=areal(self.region.likely.difference(forbidden)),
            support=areal(self.region.support.difference(forbidden)),
        )
        if self.path is None:
            return End(region=region)
        likely = linear(self.path.likely.difference(forbidden))
        support = linear(self.path.support.difference(forbidden))
        return End(region=region, path=replace(self.path, likely=likely, support=support))

    @property
    def is_empty(self) -> bool:
        """Whether no position is left."""
        return self.region.is_empty if self.path is None else bool(self.path.support.is_empty)

    def sources(self) -> tuple[tuple[BaseGeometry, float], ...]:
        """Where positions are drawn from, best first, with weights; empty levels pass theirs on."""
        rule = rules().from_to
        if self.path is None:
            levels = zip((self.region.core, self.region.likely, self.region.support), rule.end_weights, strict=True)
        else:
            levels = zip((NOTHING, self.path.likely, self.path.support), (0.0, *rule.reach_weights), strict=True)
        return tuple((level, 0.0 if level.is_empty else weight) for level, weight in levels)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A described line before it is drawn (metres).

    `forbidden` is never entered; `inside` is never left, where set; `halts_at` is the line at which the course ends
    when it first meets it; `path` is a line that the course may follow. `error_m` is the base data's.
    """

    start: End
    end: End
    forbidden: BaseGeometry
    inside: BaseGeometry | None
    halts_at: LineString | None
    path: LineString | None
    error_m: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheaf:
    """The lines found (metres), most central first, and their two bands. `widened` says how much more they may bend."""

    members: tuple[LineString, ...]
    band50: BaseGeometry
    band90: BaseGeometry
    widened: float
    halted: bool


def grow(plan: Plan, *, seed: str) -> Sheaf | None:
    """Draw the ensemble of a plan, or `None` where no line satisfies its constraints.

    The generator is seeded with the SHA-256 of `seed`: equal words give equal lines on every machine.
    """
    for attempt in (plan, replace(plan, halts_at=None)):
        widen = 1.0
        for _ in range(rules().from_to.widenings + 1):
            digest = sha256(f"{seed}|{widen}|{attempt.halts_at is None}".encode()).digest()
            rng = np.random.Generator(np.random.PCG64(int.from_bytes(digest[:_SEED_BYTES], "big")))
            found, likely = _search(attempt, widen=widen, rng=rng)
            if len(found) >= rules().from_to.fewest:
                return _sheaf(attempt, found, likely, widen=widen)
            widen *= 2.0
        if plan.halts_at is None:
            break
    return None


def _search(plan: Plan, *, widen: float, rng: np.random.Generator) -> tuple[Floats, NDArray[np.bool_]]:
    """Courses that satisfy the plan, and whether both of their ends lie in likely ground."""
    rule = rules().from_to
    kept: list[Floats] = []
    sure: list[NDArray[np.bool_]] = []
    for _ in range(rule.rounds):
        starts, start_likely = _positions(plan.start, rng, count=rule.members)
        ends, end_likely = _positions(plan.end, rng, count=rule.members)
        likely = start_likely & end_likely
        # The same pair of ends is tried with other bends, lest the constraints bias where lines end.
        for _ in range(rule.tries_per_pair):
            drawn = _drawn(plan, starts, ends, widen=widen, rng=rng)
            good = _satisfies(plan, drawn)
            kept.append(drawn[good])
            sure.append(likely[good])
            starts, ends, likely = starts[~good], ends[~good], likely[~good]
            if not len(starts):
                break
        found = sum(len(part) for part in kept)
        # A round of many pairs without a single course: more of the same won't find one.
        if not found or found >= rule.members:
            break
    return np.concatenate(kept)[: rule.members], np.concatenate(sure)[: rule.members]


def _drawn(plan: Plan, starts: Floats, ends: Floats, *, widen: float, rng: np.random.Generator) -> Floats:
    rule = rules().from_to
    drawn = curves.courses(starts, ends, rule=rule, widen=widen, rng=rng)
    if plan.path is not None:
        follows = rng.random(len(starts)) < rule.mixture.path
        if follows.any():
            drawn[follows] = curves.along_path(
                starts[follows], ends[follows], path=plan.path, error_m=plan.error_m, rule=rule, rng=rng
            )
    return drawn


def _satisfies(plan: Plan, drawn: Floats) -> NDArray[np.bool_]:
    lines = shapely.linestrings(drawn)
    good: NDArray[np.bool_] = np.hypot(*(drawn[:, -1] - drawn[:, 0]).T) > 2 * plan.error_m
    if not plan.forbidden.is_empty:
        shapely.prepare(plan.forbidden)
        good &= ~shapely.intersects(plan.forbidden, lines)
    if plan.inside is not None:
        shapely.prepare(plan.inside)
        good &= shapely.covers(plan.inside, lines)
    if plan.halts_at is not None:
        good &= ~_meets_early(plan.halts_at, drawn, within_m=2 * plan.error_m)
    return good


def _meets_early(halt: LineString, drawn: Floats, *, within_m: float) -> NDArray[np.bool_]:
    """Whether a course meets the line more than the base data's error before its own end."""
    left = np.hypot(drawn[:, :, 0] - drawn[:, -1:, 0], drawn[:, :, 1] - drawn[:, -1:, 1])
    # Vertices near the end are moved back onto the last one that is clearly before it.
    clear = np.where(left > within_m, np.arange(drawn.shape[1]), 0).max(axis=1)
    index = np.minimum(np.arange(drawn.shape[1])[None, :], clear[:, None])
    before = np.take_along_axis(drawn, index[:, :, None], axis=1)
    shapely.prepare(halt)
    return np.asarray(shapely.intersects(halt, shapely.linestrings(before)))


def _positions(end: End, rng: np.random.Generator, *, count: int) -> tuple[Floats, NDArray[np.bool_]]:
    """`count` positions of an end, and whether they were drawn from its core or likely level."""
    sources = end.sources()
    weights = np.array([weight for _, weight in sources])
    if not weights.sum():
        weights = np.array([0.0, 0.0, 1.0])
    level = np.searchsorted(np.cumsum(weights / weights.sum()), rng.random(count), side="right").clip(0, 2)
    positions = np.zeros((count, 2))
    for index, (ground, _) in enumerate(sources):
        chosen = level == index
        if chosen.any():
            draw = _on_line if end.path is not None else _in_area
            positions[chosen] = draw(ground, rng, int(chosen.sum()))
    return positions, (level < 2) | (weights[:2].sum() == 0)


def _on_line(line: BaseGeometry, rng: np.random.Generator, count: int) -> Floats:
    """Positions even by chainage on the pieces of a line."""
    pieces = shapely.get_parts(line)
    ends = np.cumsum(shapely.length(pieces))
    at = rng.random(count) * ends[-1]
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


def _sheaf(plan: Plan, found: Floats, likely: NDArray[np.bool_], *, widen: float) -> Sheaf:
    """Order the lines by depth; the median is the deepest of those whose ends both lie in likely ground."""
    order = np.argsort(curves.centrality(found), kind="stable")
    sure = [index for index in order if likely[index]]
    first = sure[0] if sure else order[0]
    order = np.array([first, *(index for index in order if index != first)])
    ranked = found[order]
    half, most = max(2, round(len(ranked) * 0.5)), max(2, round(len(ranked) * 0.9))
    return Sheaf(
        members=tuple(LineString(member) for member in ranked),
        band50=_band(plan, ranked[:half]),
        band90=_band(plan, ranked[:most]),
        widened=widen,
        halted=plan.halts_at is not None,
    )


def _band(plan: Plan, ranked: Floats) -> BaseGeometry:
    """What the lines sweep, never narrower than the base data's error, and never into what is forbidden."""
    band: BaseGeometry = curves.envelope(ranked).buffer(plan.error_m)
    if plan.inside is not None:
        band = band.intersection(plan.inside.buffer(plan.error_m))
    return areal(band.difference(plan.forbidden))
