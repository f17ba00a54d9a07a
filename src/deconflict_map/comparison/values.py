"""The values of a comparison: places and accounts of two readings side by side, and what can be said of each pair.

An *account* is what one text says of one thing: one or several claims, and what was drawn for them. Lengths are metres,
geodesic on WGS 84; shares are of the area, or of a median's length, in [0, 1].
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from deconflict_map.model.claim import ObjectKind, When
    from deconflict_map.model.footprint import Footprint
    from deconflict_map.model.place import Place


class PlaceChange(StrEnum):
    """What became of a place."""

    SAME = "same"
    MOVED = "moved"
    """The same record stands elsewhere, as with another gazetteer."""
    OTHERWISE = "resolved otherwise"
    """The same name means another record."""
    PLACED = "placed now"
    """Both texts name it; only the later reading knows where it is."""
    UNPLACED = "no longer placed"
    CONFIDENCE = "confidence changed"
    NEW = "new"
    GONE = "gone"


class Verdict(StrEnum):
    """Whether two accounts of one thing can both be right, as far as words can tell."""

    SAME = "the same"
    """Drawn alike."""
    UNTELLABLE = "no difference that the words can tell"
    """What differs is smaller than what the words leave open."""
    AGREES = "agrees within what the words leave open"
    PARTLY = "agrees in part"
    """Some of the ground or of the length fits both, some doesn't."""
    IN_TURN = "differs, of different days"
    """They share no ground; they speak of different days, so that both may have been right in turn."""
    APART = "lies apart"
    """They share no ground; forces, operations and events without a day may be several, so that both may be right."""
    AT_ODDS = "at odds"
    """They share no ground: not both can be right, if the places are those that are meant."""
    OPEN = "can't be told"
    """The words of one of them don't fix it, or nothing was drawn."""


class Aspect(StrEnum):
    """What changed in what is said."""

    OBJECT = "what it is called"
    RELATION = "where it is said to be"
    SPEAKERS = "who says it"
    DENIED = "who denies it"
    SAID = "when it was said"
    HOLDS = "for when it is said"
    STATUS = "how it is put"
    DRAWN = "whether the words fix it"
    WITHDRAWN = "withdrawn"
    CONDITION = "its condition"


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedPlace:
    """A place before and after; `names` are the words of the texts for it, `None` stands for a text without it.

    `moved_m` is how far its position lies from the earlier one, where both are known; `told` says it in a sentence.
    """

    change: PlaceChange
    names: tuple[str, ...]
    before: Place | None
    after: Place | None
    confidence_before: float | None
    confidence_after: float | None
    moved_m: float | None
    told: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What one text says of one thing.

    `id` is that of its first mark, or `claim-N` where nothing was drawn. `footprints` are several where its words have
    rival readings. `places` are the ids of the reference places in the order of the words, `shape` the relations
    without their words. `why_not` says why the words don't fix it, or why nothing was drawn.
    """

    id: str
    title: str
    kind: ObjectKind
    claims: tuple[int, ...]
    objects: tuple[str, ...]
    quotes: tuple[str, ...]
    places: tuple[str, ...]
    relations: tuple[str, ...]
    shape: tuple[str, ...]
    speakers: tuple[str, ...]
    denied_by: tuple[str, ...]
    said: tuple[When, ...]
    holds: tuple[When, ...]
    statuses: tuple[str, ...]
    withdrawn: tuple[str, ...]
    conditions: tuple[str, ...]
    footprints: tuple[Footprint, ...]
    why_not: str

    @property
    def drawable(self) -> bool:
        """Whether the words fix it, in any reading of them."""
        return any(footprint.drawable for footprint in self.footprints)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """How much of a level of each account lies in the same level of the other; `None` where a level is empty."""

    level: str
    of_before: float | None
    of_after: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearness:
    """How the geometries of two accounts lie to each other; what can't be measured is `None`.

    `farthest_m` is the Hausdorff distance of the best geometries (of zones: of their outlines), `mean_m` the mean
    distance from one to the other, of both ways. `uncertainty_*_m` is how far each may be off by its own words.
    `gap_m` is the distance between all that is possible for each, 0 where that overlaps. `length_*` is the share of a
    line's median beside which both 90 % bands overlap.
    """

    farthest_m: float | None
    mean_m: float | None
    uncertainty_before_m: float | None
    uncertainty_after_m: float | None
    gap_m: float | None
    shared: tuple[Shared, ...]
    length_before: float | None = None
    length_after: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Something that is said otherwise: the words of both texts, empty where one says nothing of it."""

    aspect: Aspect
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedAccount:
    """An account before and after; `None` stands for a text that has no such account.

    `why` says by what the two were matched. `told` is the outcome in a sentence.
    """

    id: str
    before: Account | None
    after: Account | None
    why: tuple[str, ...]
    verdict: Verdict | None
    nearness: Nearness | None
    changes: tuple[Change, ...]
    told: str

    @property
    def account(self) -> Account:
        """The later of its accounts."""
        found = self.after or self.before
        if found is None:  # a pair has one side at least
            raise AssertionError(self.id)
        return found

    @property
    def differs(self) -> bool:
        """Whether anything is new, gone, drawn otherwise or said otherwise."""
        return self.verdict is not Verdict.SAME or bool(self.changes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """Accounts that may be the same, without anything that says which is which; none of them is called new or gone."""

    before: tuple[Account, ...]
    after: tuple[Account, ...]
    told: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """All that was found: places and accounts in the order of the earlier text, then those of the later one alone."""

    places: tuple[ComparedPlace, ...]
    accounts: tuple[ComparedAccount, ...]
    doubts: tuple[Doubt, ...]
    notes: tuple[str, ...] = ()
