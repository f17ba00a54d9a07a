"""A strip, belt or corridor along a line or round an edge → its ground, as wide and on the side that the words say.

Widths count across the line on the ellipsoid, wherever it runs. Where the line is a stretch between named places, the
strip is cut square there (`spans`); at its free ends it is round, and a strip into a country ends at third countries.
Where the words don't say on which side a depth lies, both readings together are likely, and none is sure.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from deconflict_map.footprints.anchors import extent_of_anchor
from deconflict_map.footprints.feature_parameters import feature_rules
from deconflict_map.footprints.regions import NOTHING, LevelSet, join, meet, nested, uniform
from deconflict_map.footprints.strip_bases import Base, base_of
from deconflict_map.footprints.strip_sides import Ground, edge_ground, ground_on
from deconflict_map.footprints.strip_widths import Depths, depths
from deconflict_map.footprints.tract import Refusal, Tract, km, language
from deconflict_map.footprints.unknown_lines import ground_left, is_unknown
from deconflict_map.footprints.wide_lines import wide, wide_between
from deconflict_map.model.anchor import PlaceRef
from deconflict_map.model.qualifier import WidthKind

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from deconflict_map.footprints.rivers import Course
    from deconflict_map.footprints.tract import Case
    from deconflict_map.model.relation import Strip

_Stretch = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretches:
    """The parts of a course (chainages) that surely, likely and at most are meant."""

    course: Course
    core: _Stretch
    likely: _Stretch
    support: _Stretch


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheath:
    """All that lies within three distances of a base line, whole or cut to stretches of it."""

    case: Case
    base: Base
    cut: Stretches | None

    def levels(self, reach: Depths) -> LevelSet:
        """Both sides; the base line's error widens the support and takes off the core."""
        error, cut = self.base.error_m, self.cut
        return nested(
            core=self._wide(reach.core - error, cut.core if cut else None),
            likely=self._wide(reach.likely, cut.likely if cut else None),
            support=self._wide(reach.support + error, cut.support if cut else None),
        )

    def _wide(self, by_m: float, stretch: _Stretch | None) -> BaseGeometry:
        frame = self.case.scene.frame
        if self.cut is None or stretch is None:
            return wide(frame, self.base.line, by_m)
        return wide_between(frame, self.cut.course, stretch, by_m)


def strip(relation: Strip, case: Case, *, cut: Stretches | None = None) -> Tract | Refusal:
    """The ground of a strip, along all of its base line or along stretches of it."""
    base = base_of(relation.ref, case, side=relation.side)
    if isinstance(base, Refusal):
        return _unknown(relation, base, case)
    sheath = Sheath(case=case, base=base, cut=cut)
    if relation.other_width is not None or relation.other_side is not None:
        return _two_sided(relation, sheath)
    one_sided = _is_one_sided(relation, base)
    reach = depths(relation.width, relation.kind, to_one_side=one_sided, deep=relation.kind is WidthKind.DEPTH)
    if not 0 < reach.support <= feature_rules().strip.most_m:
        return Refusal(reason=f"no strip reaches {km(reach.support)} from its line")
    both = sheath.levels(reach)
    ground = _ground(relation, base, both.support, case)
    if isinstance(ground, Refusal):
        return ground
    if ground is None:
        return _tract(relation, sheath, _unsided(relation, both), reach, ())
    return _tract(relation, sheath, meet(both, ground.levels), reach, (ground,))


def _unknown(relation: Strip, refused: Refusal, case: Case) -> Tract | Refusal:
    """Along a line that nobody knows: all ground that the words leave for it, as far as the strip may reach."""
    if not is_unknown(relation.ref, case):
        return refused
    reach = depths(relation.width, relation.kind, to_one_side=False, deep=relation.kind is WidthKind.DEPTH)
    found = ground_left((relation.ref,), case, span=relation.span, reach_m=reach.support, reason=refused.reason)
    if isinstance(found, Refusal) or relation.side is None or not isinstance(relation.side, PlaceRef):
        return found
    side = extent_of_anchor(relation.side, case)
    return found if isinstance(side, Refusal) else replace(found, region=meet(found.region, uniform(side.kept_out)))


def _is_one_sided(relation: Strip, base: Base) -> bool:
    if relation.kind is WidthKind.EACH_SIDE:
        return False
    if relation.side is not None or relation.inwards is not None:
        return True
    return base.inside is not None and (base.coast or relation.kind is not WidthKind.TOTAL)


def _ground(relation: Strip, base: Base, both: BaseGeometry, case: Case) -> Ground | Refusal | None:
    """The ground on the side that is said; `None` where both sides are meant or none is said."""
    if relation.kind in {WidthKind.EACH_SIDE, WidthKind.APART}:
        return None
    if relation.side is not None:
        return ground_on(relation.side, base, both, case)
    if base.inside is None or not _is_one_sided(relation, base):
        return None
    if relation.inwards is not None:
        return edge_ground(base, both, inwards=relation.inwards)
    # Round a place is usually outside of it, along a coast on land; the other side isn't ruled out.
    usual = edge_ground(base, both, inwards=base.coast)
    if isinstance(usual, Refusal):
        return usual
    levels = nested(core=NOTHING, likely=usual.levels.likely, support=both)
    told = f"on which side of {base.name} it lies isn't said; {usual.words} is likely, the other side possible"
    return Ground(levels=levels, words=usual.words, assumptions=(told,))


def _unsided(relation: Strip, both: LevelSet) -> LevelSet:
    """A depth on a side that isn't said may lie on either: likely is both, sure neither."""
    if relation.kind is not WidthKind.DEPTH:
        return both
    return nested(core=NOTHING, likely=both.likely, support=both.support)


def _two_sided(relation: Strip, sheath: Sheath) -> Tract | Refusal:
    """Different depths on the two sides of a line."""
    base, case = sheath.base, sheath.case
    first = depths(relation.width, WidthKind.DEPTH, to_one_side=True, deep=True)
    width = relation.other_width if relation.other_width is not None else relation.width
    second = depths(width, WidthKind.DEPTH, to_one_side=True, deep=True)
    if not 0 < max(first.support, second.support) <= feature_rules().strip.most_m:
        return Refusal(reason=f"no strip reaches {km(max(first.support, second.support))} from its line")
    halves: list[LevelSet] = []
    grounds: list[Ground] = []
    for reach, side in ((first, relation.side), (second, relation.other_side)):
        both = sheath.levels(reach)
        ground = None if side is None else ground_on(side, base, both.support, case)
        if isinstance(ground, Refusal):
            return ground
        halves.append(both if ground is None else meet(both, ground.levels))
        grounds.extend([] if ground is None else [ground])
    if len(grounds) < 2:
        told = language(None, "which of the two widths lies on which side isn't said")
        return _tract(relation, sheath, join(*halves), first, tuple(grounds)).noting(told)
    region = join(*halves)
    narrow = sheath.levels(min((first, second), key=lambda reach: reach.core))
    # The line's own error doesn't matter where both of its sides belong to the strip.
    within = halves[0].likely.union(halves[1].likely)
    region = nested(core=region.core.union(narrow.core.intersection(within)), likely=within, support=region.support)
    words = f"{first.words} {grounds[0].words}, {second.words} {grounds[1].words}"
    told_reach = Depths(
        core=first.core, likely=max(first.likely, second.likely), support=max(first.support, second.support),
        words=words, assumptions=(*first.assumptions, *second.assumptions), doubts=(*first.doubts, *second.doubts),
    )  # fmt: skip
    return _tract(relation, sheath, region, told_reach, tuple(grounds))


def _tract(relation: Strip, sheath: Sheath, region: LevelSet, reach: Depths, grounds: tuple[Ground, ...]) -> Tract:
    base, case = sheath.base, sheath.case
    rule = feature_rules().strip_unsaid if relation.width is None else feature_rules().strip
    where = f", {grounds[0].words}" if len(grounds) == 1 else " on both sides"
    effect = f"a strip along {base.name}{where}: {reach.words}"
    records = tuple(dict.fromkeys((*base.records, *(place for ground in grounds for place in ground.records))))
    assumed = (*base.assumptions, *reach.assumptions, *(line for ground in grounds for line in ground.assumptions))
    doubts = list(reach.doubts)
    if relation.kind is WidthKind.DEPTH and not grounds:
        doubts.append(language(reach.likely, f"on which side of {base.name} it lies isn't said; both are drawn"))
    if sheath.cut is None:
        doubts.append(language(None, f"along which stretch of {base.name} isn't said; all of it is drawn"))
    step = case.step(rule, effect, span=relation.span, records=records, assumptions=assumed)
    return Tract(
        region=region,
        steps=(*base.steps, step),
        uncertainty=(*doubts, *base.told),
        along_m=_along_m(sheath),
        what_would_change=(f"A finer drawing of {base.name} than {km(base.error_m)} would move this strip.",),
    )


def _along_m(sheath: Sheath) -> float:
    if sheath.cut is None:
        return float(sheath.base.line.length)
    return sheath.cut.likely[1] - sheath.cut.likely[0]
