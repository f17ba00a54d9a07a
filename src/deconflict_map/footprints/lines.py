"""The claims about a line → its footprints: ensembles, rival readings, or the ground that it can't be narrowed from.

All sentences about the line are joined: described points that are said twice intersect, places it must not enter are
kept out of every course and of both bands, grounds that it is said to lie in are never left. Descriptions that can't
hold of one line are drawn each by itself, and it is told. What isn't published, or follows a line that no base data
hold, gets no course: only the ground where it may run is shown. If no course satisfies the words, where the line is
said to be and where it is said not to be are shown as zones.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING

from deconflict_map.footprints import line_footprints
from deconflict_map.footprints.beside import Beside, beside
from deconflict_map.footprints.course_search import searched
from deconflict_map.footprints.itinerary import Ground, itinerary
from deconflict_map.footprints.outcome import Drawing
from deconflict_map.footprints.parameters import rules
from deconflict_map.footprints.regions import NOTHING, nested
from deconflict_map.footprints.rivers import course_of
from deconflict_map.footprints.sketch import as_line, rivals, sketched, together
from deconflict_map.footprints.stops import End
from deconflict_map.footprints.telling import why_withheld
from deconflict_map.footprints.tract import Path, Refusal, Tract, not_fixed
from deconflict_map.model.claim import ObjectKind
from deconflict_map.model.footprint import Undrawn
from deconflict_map.model.line_relation import AlongFeature, Crosses, FromTo, Passes, Separates
from deconflict_map.model.relation import AllOf, Near, OneOf, OnFeature, Spanning, Within, references

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shapely.geometry.base import BaseGeometry

    from deconflict_map.footprints.constraints import Constraint, Subject
    from deconflict_map.footprints.course_search import Found
    from deconflict_map.footprints.sketch import Mark, Sketch
    from deconflict_map.footprints.tract import Case
    from deconflict_map.model.footprint import Footprint
    from deconflict_map.model.place import Place
    from deconflict_map.model.relation import Relation

# Rival readings of several sentences that are combined; more can't be told apart on a map.
_MOST_READINGS = 4
_TOO_LITTLE = "the words don't fix where this line begins, ends or leads"


def is_line(subject: Subject) -> bool:
    """Whether the claims describe how a line runs."""
    about = [constraint.relation for constraint in subject.grounds]
    beside_it = any(isinstance(relation, Passes | Crosses | Separates) for relation in about)
    a_line = subject.leading.located.kind is ObjectKind.LINE
    return bool(subject.lines) or beside_it or (a_line and any(_runs(relation) for relation in about))


def describes_line(relation: Relation) -> bool:
    """Whether a relation, or one that holds together with others, says where a line begins, ends or leads."""
    match relation:
        case FromTo():
            return True
        case AllOf(parts=parts):
            return any(describes_line(part) for part in parts)
        case _:
            return False


def draw_line(subject: Subject) -> Drawing:
    """The footprints of a described line; zones where its constraints contradict each other; ids aren't given yet."""
    described, grounds = _split(subject)
    found = beside(subject, grounds, runs=bool(described))
    sketches = _sketches(described)
    footprints = [fp for sketch in sketches for fp in _drawn(subject, sketch, found)]
    if not sketches and (ground := line_footprints.endless(subject, found)) is not None:
        footprints.append(ground)
    if footprints:
        return Drawing(footprints=tuple(footprints), undrawn=())
    told = [sketch.unknown for sketch in sketches if sketch.unknown]
    told += [note.text for sketch in sketches for note in sketch.notes]
    reason = next(iter(told), "neither end of the line is described")
    return Drawing(footprints=(), undrawn=tuple(Undrawn(claim=c.number, reason=reason) for c in subject.claims))


def line_tract(relation: Relation, case: Case) -> Tract | Refusal:
    """A described line as ground for other relations: its 50 % band is likely, its 90 % band possible.

    `path` is its median, which strips along it are laid to; it may be off by half the width of the 90 % band.
    """
    line = as_line(relation)
    if line is None:
        return Refusal(reason="the words don't describe how a line runs")
    sketch = sketched(line, case)
    found = None if sketch.unknown else _found(sketch, None, seed=_seed((relation,), case), drawn=True)
    if found is None:
        return Refusal(reason=sketch.unknown or _TOO_LITTLE)
    median, name = found.sheaf.median, case.scene.atlas.quote(line.span)
    off_m = max(found.plan.given.error_m, found.sheaf.band90.area / max(median.length, 1.0) / 2)
    return Tract(
        region=nested(core=NOTHING, likely=found.sheaf.band50, support=found.sheaf.band90),
        steps=(*(step for mark in sketch.marks for step in mark.tract.steps), found.step),
        uncertainty=(*sketch.notes, *found.doubts),
        path=Path(likely=median, support=median, whole=median, name=name, error_m=off_m),
    )


def _drawn(subject: Subject, sketch: Sketch, found: Beside) -> tuple[Footprint, ...]:
    """One reading of the words."""
    short = replace(sketch, end=_stops_short(sketch.end, sketch.case, found), via=_by_the_words(sketch, found))
    seed = _seed([claim.relation for claim in subject.claims], sketch.case)
    drawn = not (sketch.unknown or why_withheld(subject.claims, sketch.case.scene.atlas))
    courses = _found(short, found, seed=seed, drawn=drawn)
    if courses is not None and not sketch.unknown:
        return (line_footprints.ensemble(subject, short, found, courses),)
    if not sketch.unknown and _has_route(short):
        return line_footprints.contradiction(subject, short, found)
    ground = line_footprints.ground_only(subject, short, found, courses, why=sketch.unknown or _TOO_LITTLE)
    return () if ground is None else (ground,)


def _found(sketch: Sketch, found: Beside | None, *, seed: str, drawn: bool) -> Found | None:
    """The courses of a sketch, or `None` where the words give too little or contradict each other."""
    surroundings = _surroundings(sketch, found)
    stops = () if found is None else [*found.stops, *(End.of(mark.tract) for mark in _elsewhere(sketch, found))]
    route = itinerary(sketch, surroundings, beside=stops)
    return None if route is None else searched(sketch, route, found, surroundings, seed=seed, drawn=drawn)


def _by_the_words(sketch: Sketch, found: Beside) -> tuple[Mark, ...]:
    """The points on the way, with those that the same sentence says the line passes, in the order of the words."""
    same = [item.mark for item in found.passed if item.claim == sketch.case.claim.number]
    return tuple(sorted((*sketch.via, *same), key=lambda mark: mark.at)) if same else sketch.via


def _elsewhere(sketch: Sketch, found: Beside) -> list[Mark]:
    """Points that other sentences say the line passes: where on the way isn't said."""
    return [item.mark for item in found.passed if item.claim != sketch.case.claim.number]


def _has_route(sketch: Sketch) -> bool:
    return itinerary(sketch, _surroundings(sketch, None)) is not None


def _split(subject: Subject) -> tuple[list[list[tuple[FromTo, Case]]], list[Constraint]]:
    """The descriptions of the course, each with its rival readings, and the other constraints."""
    described: list[list[tuple[FromTo, Case]]] = [[(relation, case)] for relation, case in subject.lines]
    a_line = subject.leading.located.kind is ObjectKind.LINE
    said = bool(described) or any(isinstance(item.relation, AlongFeature | Spanning) for item in subject.grounds)
    others: list[Constraint] = []
    for item in subject.grounds:
        on_it = isinstance(item.relation, OnFeature) and said
        if a_line and _runs(item.relation) and not on_it:
            described.append([(line, item.case) for line in rivals(item.relation)])
        else:
            others.append(item)
    return described, others


def _runs(relation: Relation) -> bool:
    return isinstance(relation, AlongFeature | OnFeature | Spanning | OneOf) and bool(rivals(relation))


def _sketches(described: list[list[tuple[FromTo, Case]]]) -> list[Sketch]:
    """One sketch for each reading: rival ones, and descriptions that can't hold of one line, told as such."""
    readings = [_joined(relations) for relations in list(product(*described))[:_MOST_READINGS]] if described else []
    sketches: list[Sketch] = []
    for reading in readings:
        against = [sketch.case.scene.atlas.quote(sketch.relation.span) for sketch in reading]
        said = "contradiction: “" + "” and “".join(against) + "” can't hold of one line; each is drawn by itself"
        told = [not_fixed(None, said)] if len(reading) > 1 else []
        if len(readings) > 1:
            told.append(not_fixed(None, f"the words can be read in {len(readings)} ways; each is drawn by itself"))
        sketches += [replace(sketch, notes=(*sketch.notes, *told)) for sketch in reading]
    return sketches


def _joined(relations: Iterable[tuple[FromTo, Case]]) -> list[Sketch]:
    """Descriptions that can hold of one line joined; those that can't, apart."""
    groups: list[Sketch] = []
    for relation, case in relations:
        sketch = sketched(relation, case)
        for index, group in enumerate(groups):
            both = together(group, sketch)
            if both is not None:
                groups[index] = both
                break
        else:
            groups.append(sketch)
    return groups


def _stops_short(end: Mark | None, case: Case, found: Beside) -> Mark | None:
    """An end at a place that the line must not enter lies short of it, as near as "near" goes."""
    if end is None or not isinstance(end.relation, Within):
        return end
    place = case.scene.atlas.place(end.relation.ref)
    if place is None or place.id not in found.kept_out:
        return end
    near = case.tract(Near(ref=end.relation.ref, span=end.relation.span))
    if isinstance(near, Refusal):
        return end
    short = not_fixed(None, f"it stops short of {place.name}; how far short isn't said")
    return replace(end, tract=near.noting(short))


def _surroundings(sketch: Sketch, found: Beside | None) -> Ground:
    scene = sketch.case.scene
    inside = None if found is None else found.never_left
    context = _theatre(sketch) if inside is None else inside
    places = [scene.atlas.place(ref) for claim in sketch.case.fellows for ref in references(claim.relation)]
    known = {place.id: place for place in places if place is not None}
    courses = [course for place in known.values() if (course := course_of(scene, place)) is not None]
    errors = [mark.tract.path.error_m for mark in sketch.marks if mark.tract.path is not None]
    errors += [item.course.error_m for item in sketch.follows]
    error_m = max(rules().extent.point_error_m, *errors, 0.0)
    return Ground(scene=scene, paths=tuple(courses), context=context, error_m=error_m)


def _theatre(sketch: Sketch) -> BaseGeometry | None:
    """The countries that the text is about, if the line is described to begin in them and doesn't lead out to sea."""
    if sketch.relation.seaward:
        return None
    scene = sketch.case.scene
    lands = scene.lands(scene.atlas.theatre)
    marks = [mark.tract.region.best for mark in sketch.marks]
    return lands if not lands.is_empty and marks and all(mark.intersects(lands) for mark in marks) else None


def _seed(relations: Iterable[Relation], case: Case) -> str:
    """What the ensemble depends on, as text: the words and the places behind them."""
    atlas = case.scene.atlas
    words = [f"{claim.number}:{atlas.quote(claim.span)}" for claim in case.fellows]
    places: list[Place] = [
        place for relation in relations for ref in references(relation) if (place := atlas.place(ref)) is not None
    ]
    return "|".join([*words, *(f"{place.id}@{place.lon!r},{place.lat!r}" for place in places)])
