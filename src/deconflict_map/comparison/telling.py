"""What was found of places and accounts → sentences, never surer than the measures behind them.

Kilometres are rounded to two digits: more would be more than any description knows. Nothing is refused.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from deconflict_map.comparison.values import PlaceChange, Verdict

if TYPE_CHECKING:
    from deconflict_map.comparison.measuring import Measured
    from deconflict_map.comparison.values import Account, Change, Nearness
    from deconflict_map.model.place import Place


def km_words(metres: float) -> str:
    """A length in kilometres with two digits, in metres below one."""
    if metres < 1.0:
        return "0 km"
    if metres < 950.0:  # above, two digits of metres would read as a kilometre
        return f"{_two_digits(metres):,.0f} m"
    km = _two_digits(metres / 1000.0)
    return f"{km:,.1f} km" if km < 10.0 else f"{km:,.0f} km"


def _two_digits(number: float) -> float:
    return round(number, 1 - math.floor(math.log10(number)))


def share_words(share: float | None) -> str:
    """A share as a percentage; a dash where there is none."""
    if share is None:
        return "–"
    if 0.0 < share < 0.01:
        return "< 1 %"
    return "> 99 %" if 0.99 < share < 1.0 else f"{share * 100:.0f} %"


_PLACE = {
    PlaceChange.SAME: "the same place",
    PlaceChange.MOVED: "the same record stands {away} from where it stood",
    PlaceChange.OTHERWISE: "{before} before, {after} after: {away} away; confidence {sure}",
    PlaceChange.CONFIDENCE: "the same place; confidence {sure}",
    PlaceChange.PLACED: "named before, too, but placed only now",
    PlaceChange.UNPLACED: "still named, but no longer placed",
    PlaceChange.NEW: "only the later text names it",
    PlaceChange.GONE: "only the earlier text names it",
}


def place_words(
    change: PlaceChange,
    before: Place | None,
    after: Place | None,
    moved_m: float | None,
    confidence: tuple[float | None, ...],
) -> str:
    """What became of a place, in a sentence."""
    return _PLACE[change].format(
        before=_called(before),
        after=_called(after),
        away=km_words(moved_m or 0.0),
        sure=" → ".join("–" if one is None else f"{one:.2f}" for one in confidence),
    )


def _called(place: Place | None) -> str:
    if place is None:
        return "nowhere"
    where = ", ".join(filter(None, (place.name, place.country)))
    return f"{where} ({place.id})"


def alone_words(account: Account, *, gone: bool) -> str:
    """What is told of an account that only one text has."""
    text = "earlier" if gone else "later"
    undrawn = f"; not drawn: {account.why_not}" if not account.footprints and account.why_not else ""
    return f"only the {text} text speaks of it{undrawn}"


def pair_words(verdict: Verdict, measured: Measured | None, changes: tuple[Change, ...], open_words: str) -> str:
    """What is told of a pair: whether both can be right, how far apart they are, and what is said otherwise."""
    parts = [_verdict_words(verdict, measured, open_words)]
    if changes:
        parts.append("said otherwise: " + ", ".join(change.aspect.value for change in changes))
    return "; ".join(parts)


def _verdict_words(verdict: Verdict, measured: Measured | None, open_words: str) -> str:
    if measured is None or verdict is Verdict.OPEN:
        overlap = ""
        if measured is not None:
            ground = _widest(measured.nearness)
            overlap = f"; nothing that both leave possible sets them apart ({ground})" if ground else ""
        return f"{Verdict.OPEN.value}: {open_words}{overlap}"
    near = measured.nearness
    match verdict:
        case Verdict.SAME:
            return "drawn alike"
        case Verdict.AT_ODDS | Verdict.APART | Verdict.IN_TURN:
            why = {
                Verdict.AT_ODDS: "not both can be right, if one thing is meant and the places are those that are meant",
                Verdict.APART: "both may be right, since such things can be in several places",
                Verdict.IN_TURN: "they speak of different days, so that both may have been right in turn",
            }[verdict]
            gap = km_words(near.gap_m or 0.0)
            return f"{verdict.value}: at least {gap} lie between all that is possible for either; {why}"
        case Verdict.PARTLY if near.length_before is not None and near.length_after is not None:
            return (
                f"{verdict.value}: the bands overlap beside {share_words(near.length_before)} of the earlier line and "
                f"{share_words(near.length_after)} of the later one{_moved(near)}"
            )
        case _:
            return f"{verdict.value}{_moved(near)}"


def _moved(near: Nearness) -> str:
    """How far apart the best geometries are, and how far each may be off."""
    if near.mean_m is None or near.farthest_m is None:
        return ""
    away = km_words(near.farthest_m)
    apart = away if away == km_words(near.mean_m) else f"{km_words(near.mean_m)} on average, {away} at most"
    off = [off for off in (near.uncertainty_before_m, near.uncertainty_after_m) if off is not None]
    may = f"; by their words they may be off by {' and '.join(map(km_words, off))}" if len(off) == 2 else ""
    return f": {apart} apart{may}"


def _widest(near: Nearness) -> str:
    if not near.shared:
        return ""
    widest = near.shared[-1]
    before, after = share_words(widest.of_before), share_words(widest.of_after)
    return f"{before} of the earlier ground and {after} of the later one shared"
