"""The southern border of a country, the eastern edge of a region → those stretches of its border that face that way.

Which way a stretch faces is told by its outward normal, over chords that are long for the border itself, so that
neither bends nor the slant of the whole decide it: the eastern border of a slanting strip is its whole eastern side.
It must be the outermost one in that direction, too: nobody calls the edge of an enclave a country's northern border.
The angles are those of directions (Best Practices; Hall–Jones), and a north-eastern border lies in the north and in the
east. Refuses a direction to which no stretch faces, since there the edge is a coast, which is no border.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

from deconflict_map.footprints.anchors import course_of_anchor, line_of_anchor
from deconflict_map.footprints.extents import extent_of
from deconflict_map.footprints.parameters import rules
from deconflict_map.footprints.regions import linear, nested
from deconflict_map.footprints.rivers import corridor, course_along
from deconflict_map.footprints.tract import Path, Refusal, Tract, base_data, km, language

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray
    from shapely.geometry import LineString
    from shapely.geometry.base import BaseGeometry

    from deconflict_map.footprints.rivers import Course
    from deconflict_map.footprints.tract import Case
    from deconflict_map.model.anchor import BorderRef
    from deconflict_map.model.place import Place
    from deconflict_map.model.relation import PartOf
    from deconflict_map.units.heading import Heading

    _Floats = NDArray[np.float64]

# Judgement: a twentieth of a border is a stretch that somebody speaks of; smaller bends don't turn it.
_CHORD_SHARE = 1 / 20
_STATIONS = 200
# Stretches that face the direction are joined across gaps shorter than this share of the chord.
_JOINED = 0.5
# Judgement: beside the longest stretch, one of less than a third of it is a bend of another side.
_LEAST_SHARE = 1 / 3


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stretches:
    """A piece of border with its stations (chainage) and the cosine between outwards and the named direction.

    `outer` tells which stations are the outermost ones in that direction, `inside_part` which lie in that part of the
    place (all, of a cardinal direction).
    """

    course: Course
    stations: NDArray[np.float64]
    cosine: NDArray[np.float64]
    outer: NDArray[np.bool_]
    inside_part: NDArray[np.bool_]
    gap_m: float

    def facing(self, within_deg: float, *, anywhere: bool) -> list[LineString]:
        """The stretches that face the direction within an angle, `anywhere` or in that part of the place alone."""
        fits = (self.cosine >= np.cos(np.radians(within_deg)) - 1e-9) & self.outer
        fits &= self.inside_part | anywhere
        edges = np.flatnonzero(np.diff(np.concatenate([[False], fits, [False]]).astype(np.int8))).reshape(-1, 2)
        half = (self.stations[1] - self.stations[0]) / 2
        runs: list[tuple[float, float]] = []
        for first, past in edges:
            begins, ends = self.stations[first] - half, self.stations[past - 1] + half
            if runs and begins - runs[-1][1] <= self.gap_m:
                begins = runs.pop()[0]
            runs.append((begins, ends))
        found = [self.course.reach(*run) for run in runs]
        return [line for line in found if not line.is_empty]


def border_part(relation: PartOf, anchor: BorderRef, heading: Heading, case: Case) -> Tract | Refusal:
    """The stretches of a place's border that face a compass direction, as a line of its own."""
    place, whole = case.scene.atlas.place(anchor.ref), course_of_anchor(anchor, case)
    border = line_of_anchor(anchor, case)
    if isinstance(whole, Refusal) or isinstance(border, Refusal) or place is None:
        return whole if isinstance(whole, Refusal) else Refusal(reason=f"no border of {whole.name} is known")
    pieces = list(_pieces(border.line, border.error_m, place, heading, case))
    near, widest = rules().side.deviation_deg[0], rules().direction.support_cardinal_deg
    core, likely = (
        _lines(pieces, near + more, anywhere=False) for more in (0.0, rules().direction.likely_widening_deg)
    )
    support = _lines(pieces, widest, anywhere=True)
    if likely.is_empty:
        return Refusal(reason=f"no land border of {place.name} faces {heading.word}")
    width = rules().along.width_m
    corridors = [corridor(line, width, least_m=border.error_m) for line in (core, likely, support)]
    region = nested(core=corridors[0].core, likely=corridors[1].likely, support=corridors[2].support)
    effect = f"{km(likely.length)} of {border.name} face {heading.word} (likely), {km(support.length)} may (possible)"
    step = case.step(rules().part, effect, span=relation.span, records=border.records, assumptions=border.assumptions)
    words = case.scene.atlas.quote(relation.span)
    return Tract(
        region=region,
        steps=(step,),
        uncertainty=(
            language((support.length - likely.length) / 2, f"where “{words}” begins and ends isn't agreed on"),
            base_data(border.error_m, f"{border.name} is generalised to about {km(border.error_m)}"),
        ),
        path=Path(likely=likely, support=support, whole=whole.line, name=f"“{words}”", error_m=border.error_m),
        what_would_change=("Named places at its ends would replace these limits.",),
    )


def _pieces(line: BaseGeometry, error_m: float, place: Place, heading: Heading, case: Case) -> Iterable[_Stretches]:
    """The pieces of a border with how each of their stations faces the direction."""
    scene = case.scene
    ground = extent_of(scene, place).ground
    shapely.prepare(ground)
    chord = max(float(line.length) * _CHORD_SHARE, error_m)
    for part in shapely.get_parts(shapely.line_merge(linear(line))):
        course = course_along(part, error_m=error_m, identity="", name="")
        if course is None:
            continue
        step = max(chord / 4, float(line.length) / _STATIONS)
        stations = course.stations(0.0, course.length_m, step_m=step)
        at, along = course.at(stations), course.directions(stations, chord_m=chord)
        left = np.column_stack([-along[:, 1], along[:, 0]])
        inside = shapely.contains_xy(ground, at + left * max(2 * error_m, chord / 20))
        outwards = -left if 2 * np.count_nonzero(inside) > len(inside) else left
        azimuth = np.radians(heading.azimuth_deg + scene.frame.convergence_deg(at))
        towards = np.column_stack([np.sin(azimuth), np.cos(azimuth)])
        yield _Stretches(
            course=course,
            stations=stations,
            cosine=(outwards * towards).sum(axis=1),
            outer=_outermost(ground, at, towards, clear_m=max(2 * error_m, chord / 20)),
            inside_part=_in_part(at - shapely.get_coordinates(ground.centroid), azimuth, heading),
            gap_m=chord * _JOINED,
        )


def _outermost(ground: BaseGeometry, at: _Floats, towards: _Floats, *, clear_m: float) -> NDArray[np.bool_]:
    """At which positions no more of a ground follows in a direction."""
    west, south, east, north = ground.bounds
    far = float(np.hypot(east - west, north - south))
    ways = shapely.linestrings(np.stack([at + clear_m * towards, at + far * towards], axis=1))
    outer: NDArray[np.bool_] = np.logical_not(np.asarray(shapely.intersects(ground, ways)))
    return outer


def _in_part(offset: _Floats, azimuth: _Floats, heading: Heading) -> NDArray[np.bool_]:
    """Which offsets from the middle lie in both halves of an intercardinal direction; all, of a cardinal one."""
    if heading.is_cardinal:
        return np.ones(len(offset), dtype=bool)
    halves = [azimuth + turn for turn in (-np.pi / 4, np.pi / 4)]
    sides = [offset[:, 0] * np.sin(half) + offset[:, 1] * np.cos(half) > 0 for half in halves]
    both: NDArray[np.bool_] = sides[0] & sides[1]
    return both


def _lines(pieces: Sequence[_Stretches], within_deg: float, *, anywhere: bool) -> BaseGeometry:
    runs = [line for piece in pieces for line in piece.facing(within_deg, anywhere=anywhere)]
    found = shapely.get_parts(shapely.line_merge(shapely.MultiLineString(runs)))
    least = max((line.length for line in found), default=0.0) * _LEAST_SHARE
    return linear(shapely.MultiLineString([line for line in found if line.length >= least]))
