"""A strip's width as the words give it → how far it reaches from its line at each level, and what has to be said.

*To either side*, *in all*, *deep* and *apart* are four different geometries, and the press mixes them up: the words
decide, and silence is told. An exact number is kept exactly, as treaties keep it; a range is core at its lower end and
possible to its upper one.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import isinf
from typing import TYPE_CHECKING, assert_never

from deconflict_map.footprints.feature_parameters import feature_rules
from deconflict_map.footprints.parameters import rules
from deconflict_map.footprints.tract import km, language
from deconflict_map.model.qualifier import WidthKind
from deconflict_map.units.length import Bound

if TYPE_CHECKING:
    from deconflict_map.model.footprint import Uncertainty
    from deconflict_map.units.length import Length


@dataclass(frozen=True, slots=True, kw_only=True)
class Depths:
    """How far a strip reaches from its line, metres: surely, likely and at most; and how that was read."""

    core: float
    likely: float
    support: float
    words: str
    assumptions: tuple[str, ...] = ()
    doubts: tuple[Uncertainty, ...] = ()


def depths(width: Length | None, kind: WidthKind, *, to_one_side: bool, deep: bool) -> Depths:
    """The depths of a strip; `deep` where it reaches into land on one side, which is usually said to be deeper."""
    if width is None:
        return _unsaid(deep=deep)
    least, likely, most, assumed = _interval(width)
    doubts = _left_open(width, least, most)
    match kind:
        case WidthKind.EACH_SIDE | WidthKind.DEPTH:
            share, words = 1.0, "from the line"
        case WidthKind.TOTAL | WidthKind.APART:
            share, words = (1.0, "in all, to one side of the line") if to_one_side else (0.5, "in all")
        case WidthKind.UNSPECIFIED:
            share, words = (1.0, "from the line, to one side") if to_one_side else (0.5, "in all")
            if not to_one_side:
                return _either(width, (least, likely, most), (*doubts, _silent(width)), assumed)
        case _:
            assert_never(kind)
    return Depths(
        core=share * least,
        likely=share * likely,
        support=share * most,
        words=f"{width.words} {words}",
        assumptions=assumed,
        doubts=doubts,
    )


def _either(
    width: Length, interval: tuple[float, float, float], doubts: tuple[Uncertainty, ...], assumed: tuple[str, ...]
) -> Depths:
    """In all is likely; to each side, which is twice as wide, stays possible."""
    least, likely, most = interval
    return Depths(
        core=least / 2,
        likely=likely / 2,
        support=most,
        words=f"{width.words} in all",
        assumptions=(*assumed, f"“{width.words}” is the whole width, the line in its middle"),
        doubts=doubts,
    )


def _silent(width: Length) -> Uncertainty:
    text = f"whether “{width.words}” is the whole width or that to each side isn't said; twice the width is possible"
    return language(width.metres / 2, text)


def _unsaid(*, deep: bool) -> Depths:
    core, likely, support = rules().border.width_m if deep else rules().along.width_m
    return Depths(
        core=core,
        likely=likely,
        support=support,
        words=f"{km(core)} (core), {km(likely)} (likely) and {km(support)} (possible) from the line",
        doubts=(language(support, "how wide it is isn't said"),),
    )


def _interval(width: Length) -> tuple[float, float, float, tuple[str, ...]]:
    """Least, likely and most; and what is assumed where the words leave an end open."""
    n, least, most = width.metres, width.least_m, width.most_m
    match width.bound:
        case Bound.EXACT | Bound.ABOUT | Bound.RANGE:
            return least, n, most, ()
        case Bound.AT_LEAST:
            end = feature_rules().strip.at_least_share * least if isinf(most) else most
            return (
                least,
                least,
                end,
                (f"“{width.words}” has no upper end; {km(end)} is taken where nothing else ends it",),
            )
        case Bound.AT_MOST:
            return 0.0, most, most, ()
        case _:
            assert_never(width.bound)


def _left_open(width: Length, least: float, most: float) -> tuple[Uncertainty, ...]:
    if width.bound is Bound.EXACT:
        rounded = language(width.precision_m, f"“{width.words}” is a rounded number")
        return (rounded,) if width.precision_m else ()
    return (language((most - least) / 2, f"“{width.words}” leaves {km(most - least)} open"),)
