"""What claims say beside a line → hard constraints: what it must not enter or never leaves, what it passes or crosses.

"X lies to its north" is a statement on the line: its point nearest to X lies south of X. "It separates X and Y" means
that the straight way between the two crosses it an odd number of times. Shares of a zone say nothing about any one
line; they are told, and change nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
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


@dataclass(slots=True)
class Beside:
    """Constraints gathered from the claims about one line (metres), and what is to be said about them.

    `forbidden` is never entered; `inside` is never left; `stops` are passed on the way, in no said order; `passed` are
    points that claims (by their number) say it passes.
    """

    forbidden: list[BaseGeometry] = field(default_factory=list)
    kept_out: set[str] = field(default_factory=set)
    inside: Tract | None = None
    stops: list[End] = field(default_factory=list)
    crosses: list[BaseGeometry] = field(default_factory=list)
    apart: list[tuple[Point, Point]] = field(default_factory=list)
    passes: list[Passing] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    uncertainty: list[Uncertainty] = field(default_factory=list)
    named: list[BaseGeometry] = field(default_factory=list)
    passed: list[tuple[int, Mark]] = field(default_factory=list)

    @property
    def not_entered(self) -> BaseGeometry:
        """All that must not be entered, as one."""
        return shapely.union_all(self.forbidden) if self.forbidden else NOTHING


def beside(subject: Subject, grounds: Iterable[Constraint], *, runs: bool) -> Beside:
    """All constraints on a line besides its own description; `runs` says that it has one."""
    found = Beside()
    for relation, case in subject.denials:
        _kept_out(found, relation, case)
    for constraint in grounds:
        _add(found, constraint.relation, constraint.case, runs=runs)
    return found


def _add(found: Beside, relation: Relation, case: Case, *, runs: bool) -> None:
    match relation:
        case Passes():
            _passes(found, relation, case)
        case Crosses():
            _crosses(found, relation, case)
        case Separates():
            _separates(found, relation, case)
        case AnyOf(parts=parts) if runs and all(isinstance(part, _POINTS) for part in parts):
            for part in parts:
                _passes(found, Passes(at=part, span=part.span), case)
        case DirectionOf() | Offset() | Near() | AtDistance() | Around() if runs:
            # A line that runs "north of X" has no room in the cone that a point north of X may lie in: it passes there.
            _passes(found, Passes(at=relation, span=relation.span), case)
        case _:
            _inside(found, relation, case)


def _kept_out(found: Beside, relation: NotInto, case: Case) -> None:
    ground = extent_of_anchor(relation.ref, case)
    name = case.scene.atlas.name(relation.ref)
    if isinstance(ground, Refusal):
        found.uncertainty.append(not_fixed(None, f"“{name}” can't be kept out: {ground.reason}"))
        return
    place = case.scene.atlas.place(relation.ref)
    records = () if place is None else (place,)
    found.forbidden.append(ground.kept_out)
    found.kept_out.update(record.id for record in records)
    found.uncertainty.extend(ground.told(name))
    effect = f"{name}, with {km(ground.error_m)} for the base data's error, is left out altogether"
    found.steps.append(case.step(rules().not_into, effect, span=relation.span, records=records))


def _inside(found: Beside, relation: Relation, case: Case) -> None:
    """Ground that the line is said to lie in."""
    tract = case.tract(relation)
    if isinstance(tract, Refusal):
        found.uncertainty.append(not_fixed(None, tract.reason))
    elif tract.why_not:
        # A share of a region says nothing about any one line.
        found.uncertainty.extend(tract.uncertainty)
    else:
        found.steps.extend(tract.steps)
        found.uncertainty.extend(tract.uncertainty)
        before = found.inside
        found.inside = tract if before is None else _met(before, tract)
        if before is not None and found.inside.region.likely.is_empty and not before.region.likely.is_empty:
            words = case.scene.atlas.quote(relation.span)
            told = f"contradiction: “{words}” leaves no ground that is likely by the other words"
            found.uncertainty.append(not_fixed(None, told))


def _met(first: Tract, second: Tract) -> Tract:
    return Tract(region=meet(first.region, second.region), steps=(), uncertainty=())


def _passes(found: Beside, relation: Passes, case: Case) -> None:
    tract = case.tract(relation.at)
    if isinstance(tract, Refusal):
        words = case.scene.atlas.quote(relation.span)
        found.uncertainty.append(not_fixed(None, f"“{words}” isn't kept: {tract.reason}"))
        return
    ground = tract.region.support
    found.named.append(ground)
    found.passed.append((case.claim.number, Mark(tract=tract, at=relation.span.start, relation=relation.at)))
    found.passes.append(_passing(relation.at, ground, case))
    place = _passed(relation.at, case)
    if place is not None and not place.ground.intersects(tract.region.best):
        found.forbidden.append(place.ground)
    found.uncertainty.extend(tract.uncertainty)
    effect = "every course runs through this ground, with its nearest point to the place on the named side"
    found.steps.extend((*tract.steps, case.step(line_rules().passes, effect, span=relation.span)))


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


def _crosses(found: Beside, relation: Crosses, case: Case) -> None:
    name = case.scene.atlas.name(relation.ref)
    course = course_of_anchor(relation.ref, case)
    if not isinstance(course, Refusal):
        low, high = course.within_theatre(case.scene)
        reach = course.reach(low, high)
        found.crosses.append(course.line)
        found.named.append(reach)
        region = nested(core=NOTHING, likely=NOTHING, support=reach.buffer(max(course.error_m, 1.0)))
        path = Path(likely=LineString(), support=reach, whole=course.line, name=name, error_m=course.error_m)
        found.stops.append(End(region=region, path=path))
    else:
        extent = extent_of_anchor(relation.ref, case)
        if isinstance(extent, Refusal):
            found.uncertainty.append(not_fixed(None, f"where the line crosses “{name}” isn't known: {extent.reason}"))
            return
        found.crosses.append(extent.levels.support)
        found.named.append(extent.ground)
        found.stops.append(End(region=extent.levels))
        found.uncertainty.extend(extent.told(name))
    found.steps.append(case.step(line_rules().crosses, f"every course meets {name}", span=relation.span))


def _separates(found: Beside, relation: Separates, case: Case) -> None:
    extents: list[tuple[Extent, str]] = []
    for ref in relation.refs:
        extent = extent_of_anchor(ref, case)
        name = case.scene.atlas.name(ref)
        if isinstance(extent, Refusal):
            found.uncertainty.append(not_fixed(None, f"on which side “{name}” lies isn't kept: {extent.reason}"))
        else:
            extents.append((extent, name))
            found.named.append(extent.ground)
            found.uncertainty.extend(extent.told(name))
    for (one, name), (other, other_name) in pairwise(extents):
        way = LineString([one.centre, other.centre])
        found.apart.append((one.centre, other.centre))
        if not one.ground.intersects(other.ground):
            found.forbidden.extend((one.ground, other.ground))
            found.stops.append(_on_way(linear(way.difference(one.ground).difference(other.ground))))
        effect = f"every course runs between {name} and {other_name}, one to either side of it"
        found.steps.append(case.step(line_rules().separates, effect, span=relation.span))


def _on_way(way: BaseGeometry) -> End:
    """Anywhere on the straight way between two places."""
    region = nested(core=NOTHING, likely=way.buffer(1.0), support=way.buffer(1.0))
    return End(region=region, path=Path(likely=way, support=way, whole=way, name="", error_m=0.0))  # type: ignore[arg-type] # only its parts are drawn from
