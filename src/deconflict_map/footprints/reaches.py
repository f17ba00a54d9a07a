"""On a line, anywhere along it → the reaches of the line on which the point may lie.

Every point of a reach is equally probable by chainage (Best Practices, path as a place), so no ground is core. The
likely reach lies between those places on the line that the claims name for the same object: a limit that is stated is
a limit that could be met. The support is the line within the countries that the text is about.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from deconflict_map.footprints.along import riverside
from deconflict_map.footprints.anchors import course_of_anchor, extent_of_anchor
from deconflict_map.footprints.parameters import rules
from deconflict_map.footprints.regions import NOTHING, areal, nested
from deconflict_map.footprints.rivers import Course
from deconflict_map.footprints.scene import SITES
from deconflict_map.footprints.tract import Path, Refusal, Tract, base_data, km, not_fixed
from deconflict_map.model.place import PlaceKind, ShapeForm
from deconflict_map.model.relation import references

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from deconflict_map.footprints.extents import Extent
    from deconflict_map.footprints.tract import Case
    from deconflict_map.model.footprint import Step
    from deconflict_map.model.place import Place
    from deconflict_map.model.relation import OnFeature

# Judgement: a twentieth of the margin, 150 m of the 3 km that rivers are usually off, can't be seen in what is drawn.
_DETAIL = 20


def on_feature(relation: OnFeature, case: Case) -> Tract | Refusal:
    """A point on a river, border, road or parallel; on what is no line, a point of its ground."""
    course = course_of_anchor(relation.ref, case)
    if isinstance(course, Course):
        return _reach(relation, case, course)
    ground = extent_of_anchor(relation.ref, case)
    if isinstance(ground, Refusal):
        return ground
    place = case.scene.atlas.place(relation.ref)
    name = case.scene.atlas.name(relation.ref) if place is None else place.name
    records = () if place is None else (place,)
    step = case.step(rules().within, f"a point of {name}", span=relation.span, records=records)
    if place is not None and place.kind is PlaceKind.STREAM and place.shape is ShapeForm.NONE:
        return _unknown_course(ground, step, name)
    return Tract(region=ground.levels, steps=(step,), uncertainty=ground.told(name))


def _unknown_course(ground: Extent, step: Step, name: str) -> Tract:
    """A river of which one point alone is recorded: it runs somewhere about that, and nothing surer."""
    why = f"the course of {name} isn't in the base data"
    return Tract(
        region=nested(core=NOTHING, likely=NOTHING, support=ground.levels.support),
        steps=(step,),
        uncertainty=(*ground.told(name), not_fixed(None, why)),
        why_not=f"Where it lies on {name} can't be drawn: {why}.",
        what_would_change=(f"The course of {name} would replace this ground.",),
    )


def _reach(relation: OnFeature, case: Case, course: Course) -> Tract:
    possible = course.within_theatre(case.scene)
    likely, why = _likely(case, course, possible)
    support = course.reach(*possible)
    path = Path(
        likely=support if likely == possible else course.reach(*likely),
        support=support,
        whole=course.line,
        name=course.name,
        error_m=course.error_m,
    )
    place = case.scene.atlas.place(relation.ref)
    margin = max(course.error_m, rules().extent.point_error_m)
    effect = f"{km(abs(likely[1] - likely[0]))} of {course.name} ({why}), {km(abs(possible[1] - possible[0]))} possible"
    step = case.step(
        rules().on_feature,
        effect,
        span=relation.span,
        records=() if place is None else (place,),
        assumptions=("every point of the reach is equally probable", f"the point lies {why}"),
    )
    length, ground = abs(likely[1] - likely[0]), _about(path.support, margin)
    return Tract(
        region=nested(
            core=NOTHING, likely=ground if likely == possible else _about(path.likely, margin), support=ground
        ),
        steps=(step,),
        uncertainty=(
            not_fixed(length / 2, f"which point on {course.name} isn't said: {km(length)} of it are likely"),
            base_data(course.error_m, f"the course of {course.name} is generalised to about {km(course.error_m)}"),
        ),
        path=path,
        what_would_change=(f"A named place or distance along {course.name} would fix the point on it.",),
    )


def _about(line: BaseGeometry, margin_m: float) -> BaseGeometry:
    """What lies within a margin of a line; detail far below the margin only costs time."""
    return areal(line.simplify(margin_m / _DETAIL).buffer(margin_m, quad_segs=4))


def _likely(case: Case, course: Course, possible: tuple[float, float]) -> tuple[tuple[float, float], str]:
    """The likely reach, and why in words."""
    sites = _named_for_object(case)
    marks = riverside(case.scene, course, sites=sites)
    if len(marks) >= 2 and marks[-1][0] - marks[0][0] > rules().on_feature.riverside_m:
        return (marks[0][0], marks[-1][0]), f"between {marks[0][1].name} and {marks[-1][1].name}"
    if not sites:
        return possible, "anywhere in the theatre"
    site = marks[0][1] if marks else sites[0]
    here = case.scene.point(site)
    chainage = course.chainage(here)
    half = max(rules().on_feature.open_reach_m, float(here.distance(course.line)))
    low, high = max(possible[0], chainage - half), min(possible[1], chainage + half)
    if low >= high:
        return possible, "anywhere in the theatre"
    return (low, high), f"within {km(half)} along it from {site.name}"


def _named_for_object(case: Case) -> tuple[Place, ...]:
    """The small reference places of all claims about the object, each once."""
    places = [case.scene.atlas.place(ref) for claim in case.fellows for ref in references(claim.relation)]
    return tuple({place.id: place for place in places if place is not None and place.kind in SITES}.values())
