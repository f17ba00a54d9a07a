"""The places of two readings → what became of each: moved, resolved otherwise, placed, new, gone.

Places are matched by their record. Where a record is in one text alone, the name tells whether the other text means
something else by it; in one text before and after a correction, the mention itself does. A name that several records
could answer is told as open, not guessed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from deconflict_map.comparison.telling import place_words
from deconflict_map.comparison.values import ComparedPlace, PlaceChange
from deconflict_map.geodesy import distance_m
from deconflict_map.model.mark import place_marks

if TYPE_CHECKING:
    from collections.abc import Callable

    from deconflict_map.model.place import Place
    from deconflict_map.model.reading import Reading

_CONFIDENCE_STEP = 0.1
"""Confidences that differ by less are no change worth telling (judgement: they depend on the words around a name)."""
_MOVED_M = 1.0
"""Less is rounding: coordinates of gazetteers have four or five decimals (judgement)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Named:
    """A place with its names in the text as written, and folded."""

    place: Place
    confidence: float
    names: tuple[str, ...]
    keys: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Side:
    """What one text names: by record in the order of the text, and the folded names that stayed unplaced."""

    placed: dict[str, _Named]
    unplaced: frozenset[str]


def compare_places(
    before: Reading, after: Reading, fold: Callable[[str], str], *, same_text: bool
) -> tuple[ComparedPlace, ...]:
    """All places of both: those of the earlier text in its order, then those that only the later one has."""
    mine, theirs = _side(before, fold), _side(after, fold)
    swapped = _swapped(before, after) if same_text else {}
    pairs = {**_by_name(mine, theirs), **{old: new for old, new in swapped.items() if old not in theirs.placed}}
    told = [_both(one, theirs.placed[key]) for key, one in mine.placed.items() if key in theirs.placed]
    told += [
        _otherwise(mine.placed[old], theirs.placed[new])
        for old, new in {**pairs, **swapped}.items()
        if old in mine.placed and new in theirs.placed
    ]
    gone = [one for key, one in mine.placed.items() if key not in theirs.placed and key not in pairs]
    arrived = {*pairs.values(), *swapped.values()}
    new = [one for key, one in theirs.placed.items() if key not in mine.placed and key not in arrived]
    told += [_alone(one, theirs, gone=True) for one in gone]
    order = {key: number for number, key in enumerate(mine.placed)}
    told.sort(key=lambda one: order[one.before.id] if one.before is not None else len(order))
    return (*told, *(_alone(one, mine, gone=False) for one in new))


def _side(reading: Reading, fold: Callable[[str], str]) -> _Side:
    placed = {}
    for mark in place_marks(reading):
        names = tuple(dict.fromkeys(reading.resolutions[index].toponym.text for index in mark.mentions))
        keys = frozenset(map(fold, names))
        placed[mark.place.id] = _Named(place=mark.place, confidence=mark.confidence, names=names, keys=keys)
    unplaced = frozenset(fold(one.toponym.text) for one in reading.resolutions if one.place is None)
    return _Side(placed=placed, unplaced=unplaced)


def _swapped(before: Reading, after: Reading) -> dict[str, str]:
    """Records that stand in place of others at the same words of one text, where all such words agree."""
    meant = {one.toponym.span: one.place for one in after.resolutions}
    found: dict[str, set[str]] = {}
    for one in before.resolutions:
        new = meant.get(one.toponym.span)
        if one.place is not None and new is not None and new.id != one.place.id:
            found.setdefault(one.place.id, set()).add(new.id)
    return {old: next(iter(ids)) for old, ids in found.items() if len(ids) == 1}


def _by_name(mine: _Side, theirs: _Side) -> dict[str, str]:
    """Records that only the earlier text has → those that only the later one has, under a name that is theirs alone."""
    gone = [one for key, one in mine.placed.items() if key not in theirs.placed]
    new = [one for key, one in theirs.placed.items() if key not in mine.placed]
    ties = {one.place.id: [other.place.id for other in new if one.keys & other.keys] for one in gone}
    claimed = [other for others in ties.values() for other in others]
    return {old: others[0] for old, others in ties.items() if len(others) == 1 and claimed.count(others[0]) == 1}


def _both(one: _Named, other: _Named) -> ComparedPlace:
    moved = _apart(one.place, other.place)
    if moved >= _MOVED_M:
        change = PlaceChange.MOVED
    elif abs(one.confidence - other.confidence) >= _CONFIDENCE_STEP:
        change = PlaceChange.CONFIDENCE
    else:
        change = PlaceChange.SAME
    return _compared(change, one, other, moved)


def _otherwise(one: _Named, other: _Named) -> ComparedPlace:
    return _compared(PlaceChange.OTHERWISE, one, other, _apart(one.place, other.place))


def _alone(one: _Named, across: _Side, *, gone: bool) -> ComparedPlace:
    """A place of one text alone; `across` is the other text's side."""
    named = bool(one.keys & across.unplaced)
    if gone:
        return _compared(PlaceChange.UNPLACED if named else PlaceChange.GONE, one, None, None)
    return _compared(PlaceChange.PLACED if named else PlaceChange.NEW, None, one, None)


def _compared(change: PlaceChange, one: _Named | None, other: _Named | None, moved: float | None) -> ComparedPlace:
    names = tuple(dict.fromkeys(name for side in (one, other) if side is not None for name in side.names))
    before, after = (None if side is None else side.place for side in (one, other))
    sure = tuple(None if side is None else side.confidence for side in (one, other))
    return ComparedPlace(
        change=change,
        names=names,
        before=before,
        after=after,
        confidence_before=sure[0],
        confidence_after=sure[1],
        moved_m=moved,
        told=place_words(change, before, after, moved, sure),
    )


def _apart(one: Place, other: Place) -> float:
    return distance_m(one.lon, one.lat, other.lon, other.lat)
