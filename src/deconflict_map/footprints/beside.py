"""What claims say beside a line → hard constraints: what it must not enter or never leaves, what it passes or crosses.

"X lies to its north" is a statement on the line: its point nearest to X lies south of X. "It separates X and Y" means
that the straight way between the two crosses it an odd number of times. Shares of a zone say nothing about any one
line; they are told, and change nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from itertools import pairwise
from typing import TYPE_CHECKING

import shapely
from shapely.geometry import LineString

from deconflict_map.footprints.anchors import course_of_anchor, extent_of_anchor
from deconflict_map.footprints.directions import half_angles_deg
from deconflict_map.footprints.keeping import Passing
from deconflict_map.footprints.line_parameters import line_rules
from deconflict_map.footprints.parameters import rules
from deconflict_map.footprints.regions import NOTHING, linear, meet, nested
from deconflict_map.footprints.sketch import Mark
from deconflict_map.footprints.stops import End
from deconflict_map.footprints.tract import Path, Refusal, Tract, km, not_fixed
from deconflict_map.model.line_relation import Crosses, Passes, Separates
from deconflict_map.model.relation import AnyOf, Around, AtDistance, DirectionOf, Near, Offset

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shapely.geometry import Point
    from shapely.geometry.base import BaseGeometry

    from deconflict_map.footprints.constraints import Constraint, Subject
    from deconflict_map.footprints.extents import Extent
    from deconflict_map.footprints.tract import Case
    from deconflict_map.model.footprint import Step, Uncertainty
    from deconflict_map.model.relation import NotInto, Relation
    from deconflict_map.units.heading import Heading

_POINTS = (DirectionOf, Offset, Near, AtDistance, Around)


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed:
    """A described point that a claim (by its number) says the line passes."""

    claim: int
    mark: Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """Constraints gathered from the claims about one line (metres), and what is to be said about them.

    `forbidden` is never entered, `kept_out` are the ids of the places whose ground it is; `inside` are grounds that are
    never left; `stops` and `passed` are met on the way, in no said order; `named` is the ground of all that is named.
    """

    forbidden: tuple[BaseGeometry, ...] = ()
    kept_out: tuple[str, ...] = ()
    inside: tuple[Tract, ...] = ()
    stops: tuple[End, ...] = ()
    passed: tuple[Passed, ...] = ()
    crosses: tuple[BaseGeometry, ...] = ()
    apart: tuple[tuple[Point, Point], ...] = ()
    passes: tuple[Passing, ...] = ()
    steps: tuple[Step, ...] = ()
    uncertainty: tuple[Uncertainty, ...] = ()
    named: tuple[BaseGeometry, ...] = ()

    @property
    def not_entered(self) -> BaseGeometry:
        """All that must not be entered, as one."""
        return shapely.union_all(self.forbidden) if self.forbidden else NOTHING

    @property
    def never_left(self) -> BaseGeometry | None:
        """The ground that all of `inside` leave possible, or `None` where nothing is said."""
        if not self.inside:
            return None
        ground = self.inside[0].region
        for tract in self.inside[1:]:
            ground = meet(ground, tract.region)
        return ground.support

    def plus(self, other: Beside) -> Beside:
        """Both together, in order."""
        return Beside(**{item.name: (*getattr(self, item.name), *getattr(other, item.name)) for item in fields(self)})


def beside(subject: Subject, grounds: Iterable[Constraint], *, runs: bool) -> Beside:
    """All constraints on a line besides its own description; `runs` says that it has one."""
    found = Beside()
    for relation, case in subject.denials:
        found = found.plus(_kept_out(relation, case))
    for constraint in grounds:
        found = found.plus(_constraint(constraint.relation, constraint.case, runs=runs))
    return found.plus(_at_odds(found))


def _constraint(relation: Relation, case: Case, *, runs: bool) -> Beside:
    match relation:
        case Passes():
            return _passes(relation, case)
        case Crosses():
            return _crosses(relation, case)
        case Separates():
            return _separates(relation, case)
        case AnyOf(parts=parts) if runs and all(isinstance(part, _POINTS) for part in parts):
            found = Beside()
            for part in parts:
                found = found.plus(_passes(Passes(at=part, span=part.span), case))
            return found
        case DirectionOf() | Offset() | Near() | AtDistance() | Around() if runs:
            # A line that runs "north of X" has no room in the cone that a point north of X may lie in: it passes there.
            return _passes(Passes(at=relation, span=relation.span), case)
        case _:
            return _inside(relation, case)


def _told(text: str) -> Beside:
    return Beside(uncertainty=(not_fixed(None, text),))


def _kept_out(relation: NotInto, case: Case) -> Beside:
    ground = extent_of_anchor(relation.ref, case)
    name = case.scene.atlas.name(relation.ref)
    if isinstance(ground, Refusal):
        return _told(f"“{name}” can't be kept out: {ground.reason}")
    place = case.scene.atlas.place(relation.ref)
    records = () if place is None else (place,)
    effect = f"{name}, with {km(ground.error_m)} for the base data's error, is left out altogether"
    return Beside(
        forbidden=(ground.kept_out,),
        kept_out=tuple(record.id for record in records),
        uncertainty=ground.told(name),
        steps=(case.step(rules().not_into, effect, span=relation.span, records=records),),
    )


def _inside(relation: Relation, case: Case) -> Beside:
    """Ground that the line is said to lie in."""
    tract = case.tract(relation)
    if isinstance(tract, Refusal):
        return _told(tract.reason)
    if tract.why_not:
        # A share of a region says nothing about any one line.
        return Beside(uncertainty=tract.uncertainty)
    return Beside(inside=(tract,), steps=tract.steps, uncertainty=tract.uncertainty)


def _at_odds(found: Beside) -> Beside:
    """Grounds that leave each other nothing likely are told; what remains is what the base data's error leaves."""
    if len(found.inside) < 2 or any(tract.region.likely.is_empty for tract in found.inside):
        return Beside()
    ground = found.inside[0].region
    for tract in found.inside[1:]:
        ground = meet(ground, tract.region)
    if not ground.likely.is_empty:
        return Beside()
    return _told("contradiction: the grounds that the line is said to lie in leave each other none that is likely")


def _passes(relation: Passes, case: Case) -> Beside:
    tract = case.tract(relation.at)
    if isinstance(tract, Refusal):
        return _told(f"“{case.scene.atlas.quote(relation.span)}” isn't kept: {tract.reason}")
    ground = tract.region.support
    place = _passed(relation.at, case)
    around = place is not None and not place.ground.intersects(tract.region.best)
    effect = "every course runs through this ground, with its nearest point to the place on the named side"
    mark = Mark(tract=tract, at=relation.span.start, relation=relation.at)
    return Beside(
        named=(ground,),
        passed=(Passed(claim=case.claim.number, mark=mark),),
        passes=(_passing(relation.at, ground, case),),
        forbidden=(place.ground,) if around and place is not None else (),
        uncertainty=tract.uncertainty,
        steps=(*tract.steps, case.step(line_rules().passes, effect, span=relation.span)),
    )


def _passing(at: Relation, ground: BaseGeometry, case: Case) -> Passing:
    place, heading = _passed(at, case), _side(at)
    if place is None or heading is None:
        return Passing(ground=ground)
    centre = place.centre
    azimuth = case.scene.frame.grid_azimuth_deg(heading.azimuth_deg, x=centre.x, y=centre.y)
    return Passing(ground=ground, of=centre, azimuth_deg=azimuth, within_deg=half_angles_deg(heading)[2])


def _passed(at: Relation, case: Case) -> Extent | None:
    """The extent of a place that has a side which the line passes on."""
    if not isinstance(at, DirectionOf | Offset):
        return None
    extent = extent_of_anchor(at.ref, case)
    return None if isinstance(extent, Refusal) or int(shapely.get_dimensions(extent.ground)) == 1 else extent


def _side(at: Relation) -> Heading | None:
    match at:
        case DirectionOf(heading=heading, until=None):
            return heading
        case Offset(legs=(leg,)):
            return leg.heading
        case _:
            return None


def _crosses(relation: Crosses, case: Case) -> Beside:
    name = case.scene.atlas.name(relation.ref)
    step = case.step(line_rules().crosses, f"every course meets {name}", span=relation.span)
    course = course_of_anchor(relation.ref, case)
    if not isinstance(course, Refusal):
        reach = course.reach(*course.within_theatre(case.scene))
        region = nested(core=NOTHING, likely=NOTHING, support=reach.buffer(max(course.error_m, 1.0)))
        path = Path(likely=LineString(), support=reach, whole=course.line, name=name, error_m=course.error_m)
        stop = End(region=region, path=path)
        return Beside(crosses=(course.line,), named=(reach,), stops=(stop,), steps=(step,))
    extent = extent_of_anchor(relation.ref, case)
    if isinstance(extent, Refusal):
        return _told(f"where the line crosses “{name}” isn't known: {extent.reason}")
    levels = extent.levels
    return Beside(
        crosses=(levels.support,),
        named=(extent.ground,),
        stops=(End(region=levels),),
        uncertainty=extent.told(name),
        steps=(step,),
    )


def _separates(relation: Separates, case: Case) -> Beside:
    found = Beside()
    known: list[tuple[Extent, str]] = []
    for ref in relation.refs:
        extent, name = extent_of_anchor(ref, case), case.scene.atlas.name(ref)
        if isinstance(extent, Refusal):
            found = found.plus(_told(f"on which side “{name}” lies isn't kept: {extent.reason}"))
        else:
            known.append((extent, name))
            found = found.plus(Beside(named=(extent.ground,), uncertainty=extent.told(name)))
    for (one, name), (other, other_name) in pairwise(known):
        effect = f"every course runs between {name} and {other_name}, one to either side of it"
        step = case.step(line_rules().separates, effect, span=relation.span)
        found = found.plus(replace(_between(one, other), steps=(step,)))
    return found


def _between(one: Extent, other: Extent) -> Beside:
    """A line between two places; those that touch each other have no room between them, only sides."""
    pair = (one.centre, other.centre)
    if one.ground.intersects(other.ground):
        return Beside(apart=(pair,))
    way = linear(LineString(pair).difference(one.ground).difference(other.ground))
    ground = way.buffer(1.0)
    path = Path(likely=way, support=way, whole=LineString(pair), name="", error_m=0.0)
    stop = End(region=nested(core=NOTHING, likely=ground, support=ground), path=path)
    return Beside(apart=(pair,), forbidden=(one.ground, other.ground), stops=(stop,))
