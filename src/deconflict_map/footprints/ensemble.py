"""The stops, legs and hard constraints of a described line → an ensemble of courses that satisfy all of them.

Stops are drawn from their regions, courses between them from `route`; whatever breaks a constraint is thrown away and
drawn anew, within a stated limit. Every course satisfies every hard constraint, hence so does the median, which is one
of them. If too few are found, courses may bend more, or less, and the answer says so; if still none, there is no
ensemble. `ensemble_between` is the plain entry for two ends and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING

import numpy as np
from shapely.geometry import LineString

from deconflict_map.footprints.bands import Bands
from deconflict_map.footprints.keeping import Given, satisfies
from deconflict_map.footprints.line_parameters import line_rules
from deconflict_map.footprints.route import Free, Route, Style, courses, positions

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from deconflict_map.footprints.line_parameters import CourseRule
    from deconflict_map.footprints.stops import End
    from deconflict_map.geodesy import LocalFrame

    Floats = NDArray[np.float64]

# A prefix of the digest seeds the generator; 128 bits are more than PCG64's own streams need.
_SEED_BYTES = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A described line before it is drawn: its route and what every course must keep.

    `drawn` is unset where only the ground of its outer band will be shown: then fewer courses do, and one band.
    """

    route: Route
    given: Given = field(default_factory=Given)
    rule: CourseRule = field(default_factory=lambda: line_rules().course)
    drawn: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheaf:
    """The courses found `(n, vertices, 2)`, metres, the median first, then by depth; and their two bands.

    `widened` says how much more than usual they bend; `halted` whether all end where they first meet what they end at.
    """

    courses: Floats
    band50: BaseGeometry
    band90: BaseGeometry
    widened: float
    halted: bool

    @property
    def median(self) -> LineString:
        """The most central course whose ends are both likely."""
        return LineString(self.courses[0])

    @property
    def shown(self) -> tuple[LineString, ...]:
        """The median and others for display, from the most central to the outermost in even steps."""
        count = min(line_rules().line.shown, len(self.courses))
        picked = np.unique(np.linspace(0, len(self.courses) - 1, count).round().astype(np.intp))
        return tuple(LineString(course) for course in self.courses[picked])


def ensemble_between(  # noqa: PLR0913 -- the plain entry: everything but the ends may be left out
    frame: LocalFrame,
    start: End,
    end: End,
    *,
    given: Given | None = None,
    rule: CourseRule | None = None,
    path: LineString | None = None,
    seed: str = "",
) -> Sheaf | None:
    """The ensemble of a line between two ends (metres in the plane of `frame`), or `None` where no course is found.

    `given` are further hard constraints (among them the said shape), `path` a line on which both ends lie and which
    the course may follow, `rule` the numbers of `line_rules.toml` [course], unless others are to be tried. Equal seeds
    give equal courses.
    """
    keeping = Given() if given is None else given
    route = Route(stops=(start, end), legs=(Free(path=path, error_m=keeping.error_m),))
    return grow(
        Plan(route=route, given=keeping, rule=line_rules().course if rule is None else rule), frame=frame, seed=seed
    )


def grow(plan: Plan, *, frame: LocalFrame, seed: str) -> Sheaf | None:
    """Draw the ensemble of a plan, or `None` where no line satisfies its constraints.

    The generator is seeded with the SHA-256 of `seed`: equal words give equal lines on every machine.
    """
    for spread in line_rules().search.spreads:
        digest = sha256(f"{seed}|{spread}".encode()).digest()
        rng = np.random.Generator(np.random.PCG64(int.from_bytes(digest[:_SEED_BYTES], "big")))
        found, likely = _search(plan, frame, widen=spread, rng=rng)
        if len(found) >= line_rules().search.fewest:
            return _sheaf(plan, found, likely, widen=spread)
    return None


def _search(
    plan: Plan, frame: LocalFrame, *, widen: float, rng: np.random.Generator
) -> tuple[Floats, NDArray[np.bool_]]:
    """Courses that satisfy the plan, and whether both of their ends lie in likely ground."""
    search, line = line_rules().search, line_rules().line
    members = line.members if plan.drawn else line.members_withheld
    style = Style(shape=plan.given.shape, rule=plan.rule, widen=widen)
    kept: list[Floats] = []
    sure: list[NDArray[np.bool_]] = []
    found, asked, count = 0, 0, members
    for done in range(1, search.rounds + 1):
        at, likely = positions(plan.route, frame, rng, count=count)
        drawn, good = _tried(plan, at, frame, style, rng, tries=1)
        # The same stops are tried with other bends, lest the constraints bias where lines begin and end: all other
        # tries at once, since a few courses cost as much as a hundred.
        if again := np.flatnonzero(~good).tolist():
            drawn[again], good[again] = _tried(plan, at[again], frame, style, rng, tries=search.tries_per_pair - 1)
        kept.append(drawn[good])
        sure.append(likely[good])
        found, asked = found + int(good.sum()), asked + count
        # At this rate all rounds together won't find enough: other bends are tried instead.
        if found >= members or found * search.rounds < search.fewest * done:
            break
        # As many as find what is missing, at the rate that was met.
        count = min(max((members - found) * asked // found + 1, search.fewest), members)
    return np.concatenate(kept)[:members], np.concatenate(sure)[:members]


def _tried(
    plan: Plan, at: Floats, frame: LocalFrame, style: Style, rng: np.random.Generator, *, tries: int
) -> tuple[Floats, NDArray[np.bool_]]:
    """For each of some stops `(n, stops, 2)` the first of several courses that satisfies the plan, and if there is one.

    Where there is none, its first course stands for it.
    """
    drawn = courses(plan.route, np.repeat(at, tries, axis=0), frame, style, rng)
    kept = satisfies(plan.given, drawn[:, ::-1] if plan.route.backwards else drawn, frame).reshape(len(at), tries)
    first = np.arange(len(at)) * tries + kept.argmax(axis=1)
    return drawn[first], np.asarray(kept.any(axis=1))


def _sheaf(plan: Plan, found: Floats, likely: NDArray[np.bool_], *, widen: float) -> Sheaf:
    """Order the courses by depth; the median is the deepest of those whose ends both lie in likely ground."""
    bands = Bands(plan.route, plan.given, found)
    order = np.argsort(bands.centrality, kind="stable")
    sure = order[likely[order]]
    first = sure[0] if len(sure) else order[0]
    order = np.concatenate([[first], order[order != first]])
    half, most = line_rules().bands.shares
    outer = bands.band(most, central=found[first])
    inner = bands.band(half, central=found[first]) if plan.drawn else outer
    ranked = found[order]
    return Sheaf(
        courses=ranked[:, ::-1] if plan.route.backwards else ranked,
        band50=inner,
        band90=outer if outer.covers(inner) else outer.union(inner),
        widened=widen,
        halted=plan.given.halts_at is not None,
    )
