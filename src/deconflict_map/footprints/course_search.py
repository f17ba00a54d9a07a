"""A sketch, its route and the constraints beside it → the courses found, and what had to be assumed to find them.

Constraints are hard: a course breaks none of them. Two things the words leave open are tried in turn, and told: whether
a heading holds on the whole or only at first, and whether a line that ends on another one may have met it before. A
heading that no course between the described points can have is told as a contradiction, not obeyed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING

import numpy as np

from deconflict_map.footprints.detour import way_round
from deconflict_map.footprints.ensemble import Plan, Sheaf, grow
from deconflict_map.footprints.keeping import Bearing, Given, leads
from deconflict_map.footprints.line_parameters import line_rules
from deconflict_map.footprints.route import Along, Free, Open, positions
from deconflict_map.footprints.tract import km, language, not_fixed
from deconflict_map.model.qualifier import LineShape

if TYPE_CHECKING:
    from shapely.geometry import Point
    from shapely.geometry.base import BaseGeometry

    from deconflict_map.footprints.beside import Beside
    from deconflict_map.footprints.itinerary import Ground, Itinerary
    from deconflict_map.footprints.route import Leg, Route
    from deconflict_map.footprints.sketch import Sketch
    from deconflict_map.footprints.stops import End
    from deconflict_map.model.footprint import Step, Uncertainty


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The courses of a line, the plan that they keep, the step that tells how they came about, and what is in doubt."""

    sheaf: Sheaf
    plan: Plan
    step: Step
    doubts: tuple[Uncertainty, ...]
    findings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Attempt:
    """One way to read what the words leave open: the heading, and where the course is stopped."""

    heading: Bearing | None
    halts_at: BaseGeometry | None
    told: str = ""
    contradiction: str = ""


def searched(
    sketch: Sketch, route: Itinerary, beside: Beside | None, ground: Ground, *, seed: str, drawn: bool
) -> Found | None:
    """The courses of a line, or `None` where none keeps every constraint; `drawn` as of `Plan`."""
    given = _given(sketch, beside, ground)
    fitted = _fitted(route.route, given)
    if any(stop.is_empty for stop in fitted.stops):
        return None
    for way in (fitted, _round(fitted, given)):
        if way is None:
            break
        for attempt in _attempts(sketch, way, ground):
            keeping = replace(given, heading=attempt.heading, halts_at=attempt.halts_at)
            plan = Plan(route=way, given=keeping, drawn=drawn)
            sheaf = grow(plan, frame=ground.scene.frame, seed=seed)
            if sheaf is not None:
                return Found(
                    sheaf=sheaf,
                    plan=plan,
                    step=_step(sketch, route, plan, sheaf, attempt),
                    doubts=_doubts(route, plan, sheaf, attempt),
                    findings=(attempt.contradiction,) if attempt.contradiction else (),
                )
    return None


def _round(route: Route, given: Given) -> Route | None:
    """The route with ways round what is in the way of its free legs, or `None` where there are none to be found.

    A said shape can't be kept on such a way; then there is none.
    """
    if given.shape is not None or (given.inside is None and given.forbidden.is_empty):
        return None
    legs: list[Leg] = []
    for index, leg in enumerate(route.legs):
        if not isinstance(leg, Free):
            legs.append(leg)
            continue
        start, end = (_inner(route.stops[at]) for at in (index, index + 1))
        found = way_round(start, end, inside=given.inside, forbidden=given.forbidden)
        if found is None:
            return None
        # It strays from the way round as others stray from a chord; the search takes less where the ground is narrow.
        legs.append(Free(path=found, error_m=line_rules().course.sag_share * found.length, bound=True))
    return replace(route, legs=tuple(legs))


def _inner(stop: End) -> Point:
    """A position within a stop's likeliest ground."""
    ground = stop.region.best if stop.path is None else stop.path.support
    return ground.representative_point()


def _given(sketch: Sketch, beside: Beside | None, ground: Ground) -> Given:
    if beside is None:
        return Given(shape=sketch.shape, error_m=ground.error_m)
    return Given(
        forbidden=beside.not_entered,
        inside=beside.never_left,
        crosses=beside.crosses,
        apart=beside.apart,
        passes=beside.passes,
        shape=sketch.shape,
        error_m=ground.error_m,
    )


def _fitted(route: Route, given: Given) -> Route:
    """The route with every stop cut to where the line may be at all."""
    stops = [stop.outside(given.forbidden) for stop in route.stops]
    if given.inside is not None:
        stops = [stop.within(given.inside) for stop in stops]
    return replace(route, stops=tuple(stops))


def _attempts(sketch: Sketch, route: Route, ground: Ground) -> list[_Attempt]:
    halt = _halt(route)
    halts = [halt] if sketch.until or halt is None else [halt, None]
    said = sketch.heading
    # Of an open end the heading is already where it leads, by rays or along what is followed.
    if said is None or sketch.end is None or isinstance(route.legs[-1], Open):
        return [_Attempt(heading=None, halts_at=line) for line in halts]
    within = said.half_angle_deg + line_rules().heading.widening_deg
    overall = Bearing(azimuth_deg=said.azimuth_deg, within_deg=within)
    found: list[_Attempt] = []
    if _possible(overall, route, ground):
        found += [_Attempt(heading=overall, halts_at=line) for line in halts]
    if len(route.legs) > 1:
        lastly = replace(overall, first=route.begins[-2])
        told = f"it leads {said.word} from its last point on the way, not on the whole"
        found += [_Attempt(heading=lastly, halts_at=line, told=told) for line in halts]
    at_first = replace(overall, last=round(line_rules().heading.first_share * route.begins[-1]))
    told = f"it leads {said.word} at first, not on the whole"
    found += [_Attempt(heading=at_first, halts_at=line, told=told) for line in halts]
    against = f"contradiction: the words say {said.word}, but no line between the described points leads that way"
    found += [_Attempt(heading=None, halts_at=line, contradiction=against) for line in halts]
    return found


def _possible(bearing: Bearing, route: Route, ground: Ground) -> bool:
    """Whether any two positions of the two ends lie in the direction of a heading from one another."""
    rng = np.random.Generator(np.random.PCG64(int.from_bytes(sha256(b"heading").digest()[:16], "big")))
    # A few tell where many do; only where none of them leads that way many are asked.
    for count in (line_rules().line.members_withheld, line_rules().line.members):
        at, _ = positions(route, ground.scene.frame, rng, count=count)
        if leads(bearing, at[:, [0, -1]], ground.scene.frame).any():
            return True
    return False


def _halt(route: Route) -> BaseGeometry | None:
    """The line at which the course ends, where it can't have met it on purpose before."""
    *others, last = route.stops
    if last.path is None or not isinstance(route.legs[-1], Free) or route.legs[-1].path is not None:
        return None
    line = last.path.whole
    by_it = any(stop.path is not None or stop.region.best.intersects(line) for stop in others)
    return None if by_it else line


def _step(sketch: Sketch, route: Itinerary, plan: Plan, sheaf: Sheaf, attempt: _Attempt) -> Step:
    effect = (
        f"{len(sheaf.courses)} plausible courses{_keeping(plan)}; the median is the most central one whose ends are "
        "both likely, the bands hold half and nine tenths of the courses' length"
    )
    assumptions = [*_how(plan, sheaf), *route.assumptions, *((attempt.told,) if attempt.told else ())]
    last = plan.route.stops[-1].path
    if sheaf.halted and last is not None:
        assumptions.append(f"it ends where it first meets {last.name}")
    return sketch.case.step(line_rules().line, effect, span=sketch.relation.span, assumptions=tuple(assumptions))


def _keeping(plan: Plan) -> str:
    given = plan.given
    kept = [
        (not given.forbidden.is_empty, "none of which enters what it must not"),
        (given.inside is not None, "all within the ground that it is said to lie in"),
        (bool(given.apart), "all with the named places on either side"),
    ]
    said = [words for holds, words in kept if holds]
    return f", {', '.join(said)}" if said else ""


def _how(plan: Plan, sheaf: Sheaf) -> list[str]:
    """How the course between stops was assumed to run."""
    told: list[str] = []
    free = [leg for leg in plan.route.legs if not isinstance(leg, Along)]
    if free and plan.given.shape is LineShape.STRAIGHT:
        told.append("straight is read as the shortest line on the ellipsoid, not as one of constant bearing")
    elif free and plan.given.shape is LineShape.IRREGULAR:
        least, most = plan.rule.tortuosity
        told.append(f"irregular is read as {least:g} to {most:g} times as long as the straight way")
    elif free and not any(isinstance(leg, Free) and leg.bound for leg in free):
        share = plan.rule.sag_share * sheaf.widened
        told.append(f"it strays from the straight way by about {share:.0%} of its length half-way")
    if sheaf.widened > 1:
        told.append("courses had to bend more than usual to keep every constraint")
    if sheaf.widened < 1:
        told.append("courses had to bend less than usual to keep every constraint")
    if any(isinstance(leg, Free) and leg.bound for leg in plan.route.legs):
        told.append("no straight way keeps every constraint: courses keep to the shortest way that does, nearly")
    elif any(isinstance(leg, Free) and leg.path is not None for leg in plan.route.legs):
        told.append("it may follow the line on which both of its ends lie")
    return told


def _doubts(route: Itinerary, plan: Plan, sheaf: Sheaf, attempt: _Attempt) -> tuple[Uncertainty, ...]:
    doubts: list[Uncertainty] = [not_fixed(None, f"{words}: it is drawn open") for words in route.open_ends]
    if attempt.contradiction:
        doubts.append(not_fixed(None, attempt.contradiction))
    width = sheaf.band90.area / max(sheaf.median.length, 1.0)
    if any(not isinstance(leg, Along) for leg in plan.route.legs):
        told = f"how the line runs between its points isn't said: the band of nine tenths is {km(width)} wide"
        doubts.append(language(width / 2, f"{told} on average"))
    return tuple(doubts)
