"""What was found of a line → footprints: an ensemble, the ground of one that can't be drawn, or a contradiction.

A line that the words can't fix is shown by its ground alone: where nine in ten plausible courses run, with both ends.
Nothing of it is core or likely, and no course is drawn.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import shapely
from shapely.geometry import MultiPoint

from deconflict_map.footprints import finish
from deconflict_map.footprints.extents import extent_of
from deconflict_map.footprints.line_parameters import line_rules
from deconflict_map.footprints.regions import NOTHING, LevelSet, areal, join, nested
from deconflict_map.footprints.route import Open
from deconflict_map.footprints.stops import End
from deconflict_map.footprints.telling import changes, ordered, why_withheld, withheld
from deconflict_map.footprints.tract import base_data, is_finding, km, not_fixed
from deconflict_map.model.footprint import Footprint, FootprintKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapely.geometry.base import BaseGeometry

    from deconflict_map.footprints.beside import Beside
    from deconflict_map.footprints.constraints import Subject
    from deconflict_map.footprints.course_search import Found
    from deconflict_map.footprints.scene import Scene
    from deconflict_map.footprints.sketch import Sketch
    from deconflict_map.model.footprint import Step, Uncertainty


def ensemble(subject: Subject, sketch: Sketch, beside: Beside, found: Found) -> Footprint:
    """A line with its median and bands; if its course is withheld, its ground alone."""
    scene = sketch.case.scene
    start, end = _ends(found)
    words = why_withheld(subject.claims, scene.atlas)
    steps = (*_steps(sketch, beside), found.step)
    doubts = (*sketch.notes, *found.doubts, *_told(sketch, beside), *_followed(found))
    if words:
        support = shapely.union_all([found.sheaf.band90, start.region.support, end.region.support])
        held = (*steps, sketch.case.step(line_rules().withheld, words, span=sketch.relation.span))
        return _ground(subject, scene, areal(support), why=words, told=doubts, steps=held, findings=found.findings)
    return Footprint(
        id="",
        title=subject.leading.located.text,
        kind=FootprintKind.LINE,
        claims=tuple(claim.number for claim in subject.claims),
        region=None,
        ensemble=finish.ensemble(scene.frame, found.sheaf, start=start, end=end),
        drawable=True,
        why_not="",
        uncertainty=ordered((*doubts, *withheld(subject.claims, scene.atlas))),
        steps=steps,
        what_would_change=changes(subject.leading, _hints(sketch)),
        findings=_findings(sketch, found.findings),
    )


def ground_only(subject: Subject, sketch: Sketch, beside: Beside, found: Found | None, *, why: str) -> Footprint | None:
    """The ground of a line that can't be drawn, or `None` where no words bound it."""
    scene = sketch.case.scene
    grounds = [mark.tract.region.support for mark in sketch.marks]
    if found is not None:
        grounds.append(found.sheaf.band90)
    if sketch.ground is not None:
        grounds.append(sketch.ground.region.support)
    inside = beside.never_left
    if not grounds and inside is not None:
        grounds.append(inside)
    support = _left(shapely.union_all(grounds), beside) if grounds else _named(beside)
    support = _in_context(support, scene)
    if support.is_empty:
        return None
    steps = (*_steps(sketch, beside), sketch.case.step(line_rules().withheld, why, span=sketch.relation.span))
    told = (*sketch.notes, *_told(sketch, beside))
    return _ground(subject, scene, support, why=_and_withheld(why, subject, scene), told=told, steps=steps)


def endless(subject: Subject, beside: Beside) -> Footprint | None:
    """A line of which the words say only what lies beside it: the ground that they leave."""
    case = subject.grounds[0].case
    why = "the words say what lies on which side of the line, but not where it begins or ends"
    inside = beside.never_left
    support = _named(beside) if inside is None else _left(inside, beside)
    support = _in_context(support, case.scene)
    if support.is_empty:
        return None
    step = case.step(line_rules().withheld, why, span=subject.grounds[0].relation.span)
    why = _and_withheld(why, subject, case.scene)
    return _ground(subject, case.scene, support, why=why, told=beside.uncertainty, steps=(*beside.steps, step))


def contradiction(subject: Subject, sketch: Sketch, beside: Beside) -> tuple[Footprint, ...]:
    """No line satisfies the words: where it is said to run is one zone, where it is said not to be another."""
    scene = sketch.case.scene
    why = "contradiction: no line from the one end to the other satisfies every constraint of the words"
    regions = [mark.tract.region for mark in sketch.marks] + ([sketch.ground.region] if sketch.ground else [])
    zones: list[tuple[LevelSet, str]] = []
    if regions:
        ends = regions[0]
        for region in regions[1:]:
            ends = join(ends, region)
        zones.append((ends, "where it is said to begin and end"))
    if not beside.not_entered.is_empty:
        zones.append((_only_possible(beside.not_entered), "where it is said not to be"))
    inside = beside.never_left
    if inside is not None:
        zones.append((_only_possible(inside), "where it is said to lie"))
    told = ordered((not_fixed(None, why), *sketch.notes, *_told(sketch, beside)))
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
            uncertainty=ordered((*told, *withheld(subject.claims, scene.atlas))),
            steps=_steps(sketch, beside),
            what_would_change=changes(subject.leading, ()),
            findings=_findings(sketch, (why,)),
        )
        for region, what in zones
    )


def _ground(  # noqa: PLR0913 -- all that a footprint without a course has
    subject: Subject,
    scene: Scene,
    support: BaseGeometry,
    *,
    why: str,
    told: Sequence[Uncertainty],
    steps: tuple[Step, ...],
    findings: tuple[str, ...] = (),
) -> Footprint:
    return Footprint(
        id="",
        title=subject.leading.located.text,
        kind=FootprintKind.LINE,
        claims=tuple(claim.number for claim in subject.claims),
        region=finish.region(scene.frame, _only_possible(support)),
        ensemble=None,
        drawable=False,
        why_not=why,
        uncertainty=ordered((*told, not_fixed(None, why), *withheld(subject.claims, scene.atlas))),
        steps=steps,
        what_would_change=changes(subject.leading, ()),
        findings=findings,
    )


def _ends(found: Found) -> tuple[End, End]:
    """Both ends in the order of the words; an open one is where its rays end."""
    first, last = found.plan.route.stops[0], found.plan.route.stops[-1]
    if isinstance(found.plan.route.legs[-1], Open):
        at = 0 if found.plan.route.backwards else -1
        tips = MultiPoint(found.sheaf.courses[:, at]).convex_hull.buffer(max(found.plan.given.error_m, 1.0))
        last = End(region=_only_possible(tips))
    return (last, first) if found.plan.route.backwards else (first, last)


def _steps(sketch: Sketch, beside: Beside) -> tuple[Step, ...]:
    return tuple(dict.fromkeys((*(step for mark in sketch.marks for step in mark.tract.steps), *beside.steps)))


def _told(sketch: Sketch, beside: Beside) -> tuple[Uncertainty, ...]:
    return (*(item for mark in sketch.marks for item in mark.tract.uncertainty), *beside.uncertainty)


def _followed(found: Found) -> tuple[Uncertainty, ...]:
    courses = {rail.course.id: rail.course for rail in found.plan.route.rails}
    return tuple(
        base_data(course.error_m, f"the course of {course.name} is generalised to about {km(course.error_m)}")
        for course in courses.values()
    )


def _findings(sketch: Sketch, found: tuple[str, ...]) -> tuple[str, ...]:
    told = [note.text for note in sketch.notes if is_finding(note)]
    return tuple(dict.fromkeys((*told, *found)))


def _hints(sketch: Sketch) -> tuple[str, ...]:
    return tuple(dict.fromkeys(hint for mark in sketch.marks for hint in mark.tract.what_would_change))


def _and_withheld(why: str, subject: Subject, scene: Scene) -> str:
    words = why_withheld(subject.claims, scene.atlas)
    return f"{words}; {why}" if words else why


def _named(beside: Beside) -> BaseGeometry:
    """The ground between and around the places that lie beside a line, without those it mustn't enter."""
    return _left(shapely.union_all(beside.named).convex_hull, beside) if beside.named else NOTHING


def _in_context(ground: BaseGeometry, scene: Scene) -> BaseGeometry:
    """The part of a ground that lies in the area that the words are known to be about, where it shares any with it."""
    areas = [extent_of(scene, place).ground for place in scene.atlas.context]
    area = areas[0] if len(areas) == 1 else shapely.union_all(areas)
    within = areal(ground.intersection(area)) if areas else NOTHING
    return ground if within.is_empty else within


def _left(ground: BaseGeometry, beside: Beside) -> BaseGeometry:
    return ground if beside.not_entered.is_empty else areal(ground.difference(beside.not_entered))


def _only_possible(ground: BaseGeometry) -> LevelSet:
    return nested(core=NOTHING, likely=NOTHING, support=ground)
