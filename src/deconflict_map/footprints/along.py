"""Along a line, in a direction, towards a target → a corridor from where the text is to just before the target.

"Towards" ends before the target: even the support stops at its edge. The corridor begins at the places on the line
that the text names: the nearest to the target for core and likely, the farthest for the support. Without a target the
heading decides which way the line is followed, and how far stays open.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

import numpy as np
import shapely

from deconflict_map.footprints.anchors import course_of_anchor, extent_of_anchor
from deconflict_map.footprints.extents import Extent, extent_of, is_valley
from deconflict_map.footprints.parameters import rules
from deconflict_map.footprints.regions import NOTHING, LevelSet, limited, nested
from deconflict_map.footprints.rivers import corridor
from deconflict_map.footprints.tract import Refusal, Tract, base_data, km, language, not_fixed
from deconflict_map.model.place import ShapeForm

if TYPE_CHECKING:
    from deconflict_map.footprints.rivers import Course
    from deconflict_map.footprints.scene import Scene
    from deconflict_map.footprints.tract import Case
    from deconflict_map.model.anchor import Anchor
    from deconflict_map.model.footprint import Step, Uncertainty
    from deconflict_map.model.line_relation import AlongTowards
    from deconflict_map.model.place import Place
    from deconflict_map.units.heading import Heading


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What a movement leads to: its ground (metres), the record behind it if there is one, and its name."""

    extent: Extent
    name: str
    record: Place | None

    @property
    def records(self) -> tuple[Place, ...]:
        """The record, for a step."""
        return () if self.record is None else (self.record,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Chainages of a movement: where it surely and where it possibly begins, where it likely and at most ends."""

    near: float
    far: float
    likely_end: float
    end: float
    begins: str


def riverside(scene: Scene, course: Course, *, sites: tuple[Place, ...]) -> tuple[tuple[float, Place], ...]:
    """The sites that lie near enough to a course to mark a point of it, with their chainage, upstream first."""
    reach = rules().on_feature.riverside_m
    found = [
        (course.chainage(scene.point(site)), site) for site in sites if scene.point(site).distance(course.line) <= reach
    ]
    return tuple(sorted(found, key=lambda item: (item[0], item[1].id)))


def along_towards(relation: AlongTowards, case: Case) -> Tract | Refusal:
    """Southeast along the valley, the border or the road towards Iraq."""
    scene = case.scene
    target = None if relation.towards is None else _target(relation.towards, case)
    if isinstance(target, Refusal):
        return target
    if relation.along is None:
        return _towards(relation, case, target)
    place = scene.atlas.place(relation.along)
    course = course_of_anchor(relation.along, case)
    if isinstance(course, Refusal):
        return course if place is None else _in_area(relation, case, place, target)
    run = _run(scene, course, relation.heading, target)
    if run is None:
        return Refusal(reason=f"which way along {course.name} is meant isn't said")
    valley = place is not None and is_valley(relation.along, place)
    width = rules().valley.width_m if valley else rules().along.width_m
    region = _outside(target, _corridors(course, run, width))
    if place is not None and place.shape is ShapeForm.AREA and (ground := scene.shape(place)) is not None:
        # A valley with an outline limits what is likely; the support keeps its width, since the outline is vague too.
        outline = ground.buffer(place.shape_error_m)
        region = limited(region, core=outline, likely=outline)
    return Tract(
        region=region,
        steps=(_step(relation, case, course, target, run, width),),
        uncertainty=(*_doubts(scene, course, run, relation.heading), *_told(course, width)),
        what_would_change=("A named start, a named end or a distance would shorten this corridor.",),
    )


def _target(anchor: Anchor, case: Case) -> Target | Refusal:
    found = extent_of_anchor(anchor, case)
    if isinstance(found, Refusal):
        return found
    place = case.scene.atlas.place(anchor)
    return Target(extent=found, name=case.scene.atlas.name(anchor) if place is None else place.name, record=place)


def _run(scene: Scene, course: Course, heading: Heading | None, target: Target | None) -> Run | None:
    """The interval along the course, or `None` where no direction can be told."""
    low, high = course.within_theatre(scene)
    leads_to = "" if target is None or target.record is None else target.record.id
    marks = [item for item in riverside(scene, course, sites=scene.atlas.sites) if item[1].id != leads_to]
    chainages = [chainage for chainage, _ in marks] or [low, high]
    middle = median(chainages)
    goal = None if target is None else _goal(course, target, middle)
    if goal is not None:
        downstream = goal >= middle
    elif heading is not None:
        downstream = _leads(scene, course, (low, high), heading) >= 0
    else:
        return None
    end = goal if goal is not None else (high if downstream else low)
    before = [c for c in chainages if (c < end if downstream else c > end)] or [low if downstream else high]
    near, far = (max(before), min(before)) if downstream else (min(before), max(before))
    likely_end = end
    if goal is None:
        step = rules().along.open_length_m
        likely_end = min(near + step, end) if downstream else max(near - step, end)
    nearest = (
        min(marks, key=lambda item: (abs(item[0] - near), item[1].id))[1].name if marks else "the edge of the theatre"
    )
    return Run(near=near, far=far, likely_end=likely_end, end=end, begins=nearest)


def _goal(course: Course, target: Target, start: float) -> float:
    """The chainage at which the course, followed from `start`, first reaches the target's edge."""
    inside = course.chainages(target.extent.ground) if shapely.get_dimensions(target.extent.ground) == 2 else None
    if inside is None:
        return course.chainage(shapely.shortest_line(course.line, target.extent.ground).interpolate(0.0))
    return min(inside, key=lambda chainage: abs(chainage - start))


def _leads(scene: Scene, course: Course, reach: tuple[float, float], heading: Heading) -> float:
    """Mean cosine between the direction downstream and a heading, over a reach."""
    stations = course.stations(*reach, step_m=rules().side.step_m)
    downstream = course.directions(stations)
    azimuth = np.radians(heading.azimuth_deg + scene.frame.convergence_deg(course.at(stations)))
    return float(np.mean(downstream[:, 0] * np.sin(azimuth) + downstream[:, 1] * np.cos(azimuth)))


def _corridors(course: Course, run: Run, width: tuple[float, float, float]) -> LevelSet:
    sure = corridor(course.reach(run.near, run.likely_end), width, least_m=course.error_m)
    possible = corridor(course.reach(run.far, run.end), width, least_m=course.error_m)
    core = sure.core if run.likely_end == run.end else NOTHING
    return nested(core=core, likely=sure.likely, support=possible.support.union(sure.support))


def _outside(target: Target | None, region: LevelSet) -> LevelSet:
    if target is None:
        return region
    ground = target.extent.ground
    return nested(
        core=region.core.difference(ground),
        likely=region.likely.difference(ground),
        support=region.support.difference(ground),
    )


def _towards(relation: AlongTowards, case: Case, target: Target | None) -> Tract | Refusal:
    """Towards a target with no line to follow: somewhere between the places of the text and the target's edge."""
    scene = case.scene
    leads_to = () if target is None else target.records
    sites = tuple(s for s in scene.atlas.sites if s.country in scene.atlas.theatre and s not in leads_to)
    if target is None or not sites:
        return Refusal(
            reason="the words name no line to go along, and neither where the movement begins nor where it leads"
        )
    ground = target.extent.ground
    starts = shapely.union_all([extent_of(scene, site).ground for site in sites])
    nearest = [shapely.shortest_line(scene.point(site), ground) for site in sites]
    swept = shapely.union_all([starts, *nearest]).convex_hull.buffer(rules().along.width_m[2])
    why = f"where the movement towards {target.name} begins, and by which way it goes, isn't said"
    step = case.step(
        rules().along,
        f"the ground between the places that the text names and the edge of {target.name}",
        span=relation.span,
        records=(*sites, *target.records),
        assumptions=("it begins at or between the places that the text names",),
    )
    return Tract(
        region=_outside(target, nested(core=NOTHING, likely=NOTHING, support=swept)),
        steps=(step,),
        uncertainty=(not_fixed(None, why), *target.extent.told(target.name)),
        why_not=why,
    )


def _in_area(relation: AlongTowards, case: Case, place: Place, target: Target | None) -> Tract:
    """Along something that is no line: its ground as a whole, since no direction can be followed in it."""
    ground = extent_of(case.scene, place)
    region = _outside(target, nested(core=NOTHING, likely=NOTHING, support=ground.levels.support))
    step = case.step(
        rules().along, f"the ground of {place.name}, which no line is known for", span=relation.span, records=(place,)
    )
    why = f"no line is known for {place.name}, so how far along it can't be told"
    return Tract(region=region, steps=(step,), uncertainty=(language(None, why), *ground.told(place.name)), why_not=why)


def _step(
    relation: AlongTowards,
    case: Case,
    course: Course,
    target: Target | None,
    run: Run,
    width: tuple[float, float, float],
) -> Step:
    length = abs(run.likely_end - run.near)
    to = "as far as is likely without a named target" if target is None else f"to the edge of {target.name}"
    effect = (
        f"a corridor {km(width[0])}, {km(width[1])} and {km(width[2])} to either side of {course.name}, "
        f"{km(length)} long from {run.begins} {to}"
    )
    begins = f"it begins at {run.begins}, the named place on the line nearest to where it leads"
    earlier = f"the support begins {km(abs(run.near - run.far))} earlier, at the farthest one"
    along = None if relation.along is None else case.scene.atlas.place(relation.along)
    records = (*(() if along is None else (along,)), *(() if target is None else target.records))
    return case.step(rules().along, effect, span=relation.span, records=records, assumptions=(begins, earlier))


def _doubts(scene: Scene, course: Course, run: Run, heading: Heading | None) -> tuple[Uncertainty, ...]:
    """A named heading that the line doesn't have is told, not obeyed."""
    reach = (min(run.near, run.end), max(run.near, run.end))
    if heading is None or reach[1] - reach[0] < rules().side.step_m:
        return ()
    leads = _leads(scene, course, reach, heading) * (1.0 if run.end >= run.near else -1.0)
    if leads >= 0:
        return ()
    return (language(None, f"the words say {heading.word}, but {course.name} leads another way here"),)


def _told(course: Course, width: tuple[float, float, float]) -> tuple[Uncertainty, ...]:
    return (
        language(width[2], f"how far to either side of {course.name} isn't said"),
        base_data(course.error_m, f"the course of {course.name} is generalised to about {km(course.error_m)}"),
    )
