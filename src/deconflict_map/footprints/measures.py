"""A length as words give it → three intervals of distance: core, likely and support.

An exact number is core within half its unit of precision (Best Practices 2020) and possible within half the step to
which people round; "about", ranges and bounds keep to what their words leave open. An open bound ("at least") gets a
stated end, so that every ring is finite; other constraints cut it.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import isinf
from typing import TYPE_CHECKING, assert_never

from deconflict_map.footprints.point_parameters import point_rules
from deconflict_map.model.qualifier import Way
from deconflict_map.units.length import Bound

if TYPE_CHECKING:
    from deconflict_map.units.length import Length

_Range = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spans:
    """Intervals of distance in metres, each within the next."""

    core: _Range
    likely: _Range
    support: _Range

    @property
    def levels(self) -> tuple[_Range, _Range, _Range]:
        """Core, likely, support."""
        return self.core, self.likely, self.support


def spans(length: Length) -> Spans:
    """The distances that a length may mean, metres."""
    p, s, n = length.precision_m, rounding_m(length), length.metres
    least, most = length.least_m, length.most_m
    match length.bound:
        case Bound.EXACT | Bound.RANGE:
            half = max(p, s / 2)
            found = (least - p, most + p), (least - half, most + half), (least - s, most + s)
        case Bound.ABOUT:
            found = (n - p, n + p), (min(least, n - p), max(most, n + p)), (least - s, most + s)
        case Bound.AT_LEAST:
            found = _open(least, p=p, s=s)
        case Bound.AT_MOST:
            found = (0.0, most - p), (0.0, most), (0.0, most + s)
        case _:
            assert_never(length.bound)
    return _nested(*found)


def rounding_m(length: Length) -> float:
    """Half the step to which people round such a number, metres: ten or five of its units, at most a quarter of it."""
    unit = 2 * length.precision_m
    if unit <= 0 or isinf(length.metres):
        return 0.0
    number = round(length.metres / unit)
    step = next((step for step in (10, 5) if number and number % step == 0), 1)
    most = point_rules().measure.rounding_share * length.metres
    return max(length.precision_m, min(step * unit / 2, most))


def end_m(length: Length) -> float:
    """The upper end of a length, metres; a stated one where the words leave it open."""
    return length.most_m if not isinf(length.most_m) else _open(length.least_m, p=0.0, s=0.0)[2][1]


def by_way(found: Spans, way: Way) -> tuple[Spans, str]:
    """Distances along a way → distances in a straight line, and the assumption for a step."""
    rule = point_rules().way
    match way:
        case Way.AIR:
            return found, ""
        case Way.UNSAID:
            low = found.support[0] / rule.unsaid_most
            shorter = Spans(core=found.core, likely=found.likely, support=(low, found.support[1]))
            return shorter, "the distance is taken in a straight line; that it is by road isn't ruled out"
        case Way.ROAD | Way.RIVER:
            least, usual, most = rule.road if way is Way.ROAD else rule.river
            some = (least + usual) / 2
            straight = _nested(
                (found.core[0] / usual, found.core[1] / some),
                (found.likely[0] / ((usual + most) / 2), found.likely[1] / least),
                (found.support[0] / most, found.support[1]),
            )
            return straight, f"by {way.value} it is {least:g} to {most:g} times as far as in a straight line"
        case _:
            assert_never(way)


def _open(least: float, *, p: float, s: float) -> tuple[_Range, _Range, _Range]:
    rule = point_rules().measure
    core, likely, support = (least * share for share in rule.at_least)
    return (least, core), (least - p, likely), (least - s, max(support, least + rule.at_least_m))


def _nested(core: _Range, likely: _Range, support: _Range) -> Spans:
    """No distance is negative, and no inner interval reaches out of an outer one."""
    low, high = max(0.0, support[0]), max(0.0, support[1])
    middle = min(max(likely[0], low), high), max(min(likely[1], high), low)
    inner = min(max(core[0], middle[0]), middle[1]), max(min(core[1], middle[1]), middle[0])
    return Spans(core=inner, likely=middle, support=(low, high))
