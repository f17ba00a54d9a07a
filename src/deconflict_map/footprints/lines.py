"""A described line under all its constraints → a footprint with an ensemble, or zones and a contradiction.

All sentences about the line are joined: ends of several descriptions intersect, places it must not enter are kept out
of every member and of both bands, grounds that it is said to lie in are never left. If no line can satisfy them, the
line isn't drawable: where it may begin and end is shown as one zone, what it must not enter as another.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import shapely

from deconflict_map.footprints import finish
from deconflict_map.footprints.ensemble import Plan, grow, without_halt
from deconflict_map.footprints.extents import extent_of
from deconflict_map.footprints.keeping import Given
from deconflict_map.footprints.line_parameters import line_rules
from deconflict_map.footprints.outcome import Drawing
from deconflict_map.footprints.parameters import rules
from deconflict_map.footprints.regions import NOTHING, LevelSet, join, nested
from deconflict_map.footprints.rivers import course_of
from deconflict_map.footprints.route import Free, Route
from deconflict_map.footprints.stops import End
from deconflict_map.footprints.telling import changes, ordered, withheld
from deconflict_map.footprints.tract import Refusal, Tract, km, language, not_fixed
from deconflict_map.footprints.tracts import joined, tract_of
from deconflict_map.model.footprint import Footprint, FootprintKind, Undrawn
from deconflict_map.model.place import PlaceKind
from deconflict_map.model.relation import references

if TYPE_CHECKING:
    from shapely.geometry import LineString
    from shapely.geometry.base import BaseGeometry

    from deconflict_map.footprints.constraints import Subject
    from deconflict_map.footprints.ensemble import Sheaf
    from deconflict_map.footprints.scene import Scene
    from deconflict_map.model.footprint import Step, Uncertainty
    from deconflict_map.model.place import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptOut:
    """The places that a line must not enter: their ground with its margin, and what to say about them."""

    ground: BaseGeometry
    steps: tuple[Step, ...]
    uncertainty: tuple[Uncertainty, ...]
    error_m: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """Everything known of a line before it is drawn."""

    start: Tract
    end: Tract
    inside: Tract | None
    kept_out: KeptOut
    notes: tuple[Uncertainty, ...]

    @property
    def steps(self) -> tuple[Step, ...]:
        """All steps so far, ends first."""
        inside = () if self.inside is None else self.inside.steps
        return (*self.start.steps, *self.end.steps, *inside, *self.kept_out.steps)

    @property
    def uncertainty(self) -> tuple[Uncertainty, ...]:
        """All causes so far."""
        inside = () if self.inside is None else self.inside.uncertainty
        parts = (*self.start.uncertainty, *self.end.uncertainty, *inside, *self.kept_out.uncertainty)
        return (*parts, *self.notes)


def draw_line(subject: Subject) -> Drawing:
    """The footprint of a described line; zones where its constraints contradict each other; ids aren't given yet."""
    described = _described(subject)
    if isinstance(described, Refusal):
        undrawn = tuple(Undrawn(claim=claim.number, reason=described.reason) for claim in subject.claims)
        return Drawing(footprints=(), undrawn=undrawn)
    scene = subject.lines[0][1].scene
    forbidden = described.kept_out.ground
    start = End(region=described.start.region, path=described.start.path).outside(forbidden)
    end = End(region=described.end.region, path=described.end.path).outside(forbidden)
    plan = _plan(subject, scene, described, start, end)
    sheaf = None if start.is_empty or end.is_empty else _grown(plan, subject, scene)
    if sheaf is None:
        return Drawing(footprints=_contradiction(subject, scene, described), undrawn=())
    return Drawing(footprints=(_footprint(subject, scene, described, plan, sheaf),), undrawn=())


def kept_out(subject: Subject, scene: Scene) -> KeptOut:
    """The places that the claims keep an object out of."""
    grounds: list[BaseGeometry] = []
    steps: list[Step] = []
    told: list[Uncertainty] = []
    error_m = 0.0
    for relation, case in subject.denials:
        place = scene.atlas.place(relation.ref)
        if place is None:
            continue
        ground = extent_of(scene, place)
        grounds.append(ground.kept_out)
        told.extend(ground.told(place.name))
        error_m = max(error_m, ground.error_m)
        effect = f"{place.name}, with {km(ground.error_m)} for the base data's error, is left out altogether"
        steps.append(case.step(rules().not_into, effect, span=relation.span, records=(place,)))
    ground_m = shapely.union_all(grounds) if grounds else NOTHING
    return KeptOut(ground=ground_m, steps=tuple(steps), uncertainty=tuple(told), error_m=error_m)


def _described(subject: Subject) -> Described | Refusal:
    """Ends of all descriptions joined; a description that contradicts the first one is told and left aside."""
    start: Tract | None = None
    end: Tract | None = None
    notes: list[Uncertainty] = []
    for relation, case in subject.lines:
        if relation.start is None or relation.end is None:
            notes.append(not_fixed(None, "one end of the line isn't said"))
            continue
        ends = tract_of(relation.start, case), tract_of(relation.end, case)
        refused = next((tract for tract in ends if isinstance(tract, Refusal)), None)
        if refused is not None or isinstance(ends[0], Refusal) or isinstance(ends[1], Refusal):
            if refused is not None:
                notes.append(not_fixed(None, refused.reason))
            continue
        first = ends[0] if start is None else joined(start, ends[0])
        last = ends[1] if end is None else joined(end, ends[1])
        if first.region.is_empty or last.region.is_empty:
            quote = case.scene.atlas.quote(relation.span)
            notes.append(not_fixed(None, f"contradiction: “{quote}” can't hold of the same line, and isn't drawn"))
            continue
        start, end = first, last
    if start is None or end is None:
        return Refusal(reason=notes[0].text if notes else "neither end of the line is described")
    scene = subject.lines[0][1].scene
    inside, doubts = _inside(subject)
    return Described(start=start, end=end, inside=inside, kept_out=kept_out(subject, scene), notes=(*notes, *doubts))


def _inside(subject: Subject) -> tuple[Tract | None, tuple[Uncertainty, ...]]:
    """The ground that the line is said to lie in, and what is said about it without giving ground."""
    inside: Tract | None = None
    notes: list[Uncertainty] = []
    for constraint in subject.grounds:
        tract = tract_of(constraint.relation, constraint.case)
        if isinstance(tract, Refusal):
            notes.append(not_fixed(None, tract.reason))
        elif tract.why_not:
            # A share of a region says nothing about any one line.
            notes.extend(tract.uncertainty)
        else:
            inside = tract if inside is None else joined(inside, tract)
    return inside, tuple(notes)


def _plan(subject: Subject, scene: Scene, described: Described, start: End, end: End) -> Plan:
    error_m = max(_error_m(subject, scene), rules().extent.point_error_m)
    path = _common_path(subject, scene, start, end)
    halts_at = end.path.whole if end.path is not None and start.path is None and path is None else None
    given = Given(
        forbidden=described.kept_out.ground,
        inside=None if described.inside is None else described.inside.region.support,
        halts_at=halts_at,
        error_m=error_m,
    )
    return Plan(route=Route(stops=(start, end), legs=(Free(path=path, error_m=error_m),)), given=given)


def _grown(plan: Plan, subject: Subject, scene: Scene) -> Sheaf | None:
    seed = _seed(subject, scene)
    return grow(plan, frame=scene.frame, seed=seed) or grow(without_halt(plan), frame=scene.frame, seed=seed)


def _common_path(subject: Subject, scene: Scene, start: End, end: End) -> LineString | None:
    """A line that the claims name and that both ends lie on, or hard by: the course may follow it."""
    reach = line_rules().follow.path_reach_m
    for claim in subject.claims:
        for ref in references(claim.relation):
            place = scene.atlas.place(ref)
            course = None if place is None else course_of(scene, place)
            if course is not None and all(_lies_by(side, course.line, reach) for side in (start, end)):
                return course.line
    return None


def _lies_by(end: End, line: LineString, reach_m: float) -> bool:
    return end.path is not None or end.region.best.centroid.distance(line) <= reach_m


def _error_m(subject: Subject, scene: Scene) -> float:
    places = [scene.atlas.place(ref) for claim in subject.claims for ref in references(claim.relation)]
    linear = [p.shape_error_m for p in places if p is not None and p.kind is not PlaceKind.COUNTRY]
    return max(linear, default=0.0)


def _seed(subject: Subject, scene: Scene) -> str:
    """What the ensemble depends on, as text: the words and the places behind them."""
    words = [f"{claim.number}:{scene.atlas.quote(claim.span)}" for claim in subject.claims]
    places: list[Place] = [
        place
        for claim in subject.claims
        for ref in references(claim.relation)
        if (place := scene.atlas.place(ref)) is not None
    ]
    return "|".join([*words, *(f"{place.id}@{place.lon!r},{place.lat!r}" for place in places)])


def _footprint(subject: Subject, scene: Scene, described: Described, plan: Plan, sheaf: Sheaf) -> Footprint:
    leading = subject.leading
    hints = (*described.start.what_would_change, *described.end.what_would_change)
    return Footprint(
        id="",
        title=leading.located.text,
        kind=FootprintKind.LINE,
        claims=tuple(claim.number for claim in subject.claims),
        region=None,
        ensemble=finish.ensemble(scene.frame, sheaf, start=plan.route.stops[0], end=plan.route.stops[-1]),
        drawable=True,
        why_not="",
        uncertainty=ordered((_course_doubt(sheaf), *described.uncertainty, *withheld(subject.claims, scene.atlas))),
        steps=(*described.steps, _course_step(subject, described, plan, sheaf)),
        what_would_change=changes(leading, hints),
    )


def _course_doubt(sheaf: Sheaf) -> Uncertainty:
    width = sheaf.band90.area / max(sheaf.median.length, 1.0)
    told = f"how the line runs between its ends isn't said: the band of nine in ten drawn lines is {km(width)} wide"
    return language(width / 2, f"{told} on average")


def _course_step(subject: Subject, described: Described, plan: Plan, sheaf: Sheaf) -> Step:
    relation, case = subject.lines[0]
    rule = line_rules().line
    share = line_rules().course.sag_share * sheaf.widened
    assumptions = [f"it strays from the chord by about {share:.0%} of its length half-way"]
    if sheaf.widened > 1:
        assumptions.append("courses had to bend more than usual to keep every constraint")
    if sheaf.halted and plan.route.stops[-1].path is not None:
        assumptions.append(f"it ends where it first meets {plan.route.stops[-1].path.name}")
    if any(isinstance(leg, Free) and leg.path is not None for leg in plan.route.legs):
        assumptions.append("it may follow the line on which both of its ends lie")
    kept = len(described.kept_out.steps)
    keeps = f", none of which enters the {'place' if kept == 1 else 'places'} it must not" if kept else ""
    effect = (
        f"{len(sheaf.courses)} plausible lines between the two ends{keeps}; the median is the most central one whose "
        "ends are both likely, the bands hold the most central half and nine tenths"
    )
    return case.step(rule, effect, span=relation.span, assumptions=tuple(assumptions))


def _contradiction(subject: Subject, scene: Scene, described: Described) -> tuple[Footprint, ...]:
    """No line satisfies the words: its ends are one zone, what it must not enter the other."""
    why = "contradiction: no line from the one end to the other satisfies every constraint of the words"
    ends = join(described.start.region, described.end.region)
    zones = [(ends, described.start.steps + described.end.steps, "where it is said to begin and end")]
    if not described.kept_out.ground.is_empty:
        ground = described.kept_out.ground
        zones.append((_only_possible(ground), described.kept_out.steps, "where it is said not to be"))
    return tuple(
        Footprint(
            id="",
            title=f"{subject.leading.located.text} ({what})",
            kind=FootprintKind.ZONE,
            claims=tuple(claim.number for claim in subject.claims),
            region=finish.region(scene.frame, region),
            ensemble=None,
            drawable=False,
            why_not=why,
            uncertainty=ordered((not_fixed(None, why), *described.uncertainty, *withheld(subject.claims, scene.atlas))),
            steps=steps,
            what_would_change=changes(subject.leading, ()),
        )
        for region, steps, what in zones
    )


def _only_possible(ground: BaseGeometry) -> LevelSet:
    return nested(core=NOTHING, likely=NOTHING, support=ground)
