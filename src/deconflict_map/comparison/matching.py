"""The accounts of two texts → which of them speak of one thing, by what that is said, and what stays in doubt.

Two accounts are held together by the words for their object, their reference places, their relations, and the ground
that both leave possible; in one text before and after a correction also by standing at the same words. A pair is made
only where each is the other's best and nothing else comes near; what is left between several is told as doubt, never
guessed. Refuses to match a line with anything else, events of different days, and what happens in places that have
nothing in common. The order of the two texts doesn't matter.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from shapely import make_valid

from deconflict_map.comparison.measuring import possible
from deconflict_map.geodesy import unwrap
from deconflict_map.model.claim import ObjectKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from shapely.geometry.base import BaseGeometry

    from deconflict_map.comparison.values import Account

# How much each tie weighs, how much is enough for a pair, and by how much it has to lead: judgement, tried on pairs of
# accounts in which the answer is plain. The words for the object and the places weigh most, since a line is known by
# its name and its ends; ground in common alone never makes a pair.
_NAME, _PLACES, _RELATIONS, _GROUND = 0.40, 0.25, 0.10, 0.25
_ENOUGH = 0.40
_LEAD = 0.10
_SAME_WORDS = 1.0
_SAME_NUMBER = 0.25
_ROUGH = 0.003
"""Outlines are weighed to this share of their extent (judgement: a share of ground is told in per cent)."""
_LASTING = frozenset((ObjectKind.LINE, ObjectKind.ZONE))
"""What is one thing wherever it is said to be. There are many strikes, fights and patrols: without a place or ground in
common a word alone doesn't make one of two."""
_Bounds = tuple[float, float, float, float]
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """Why two accounts may be one: by what, in words, and how strongly."""

    before: int
    after: int
    score: float
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
    """Pairs of indexes, and the groups that stay in doubt."""

    pairs: tuple[Tie, ...]
    doubts: tuple[tuple[tuple[int, ...], tuple[int, ...], tuple[Tie, ...]], ...]


@cache
def _empty_words() -> frozenset[str]:
    text = files(__package__).joinpath("vocabulary/words.toml").read_text(encoding="utf-8")
    return frozenset(tomllib.loads(text)["empty"])


def match(before: Sequence[Account], after: Sequence[Account], *, same_text: bool) -> Matched:
    """Which accounts are one, by ties that are strong enough; `same_text` says that both read the same words."""
    weighed = [_Weighed.of(one) for one in before], [_Weighed.of(one) for one in after]
    ties = [
        tie
        for i, j in _near(*weighed)
        if (tie := _tie((i, weighed[0][i]), (j, weighed[1][j]), same_text=same_text)) is not None
    ]
    pairs: list[Tie] = []
    while True:
        sure = _sure(ties)
        if not sure:
            pairs.sort(key=lambda tie: (tie.before, tie.after))
            return Matched(pairs=tuple(pairs), doubts=_doubts(ties))
        pairs += sure
        before_taken, after_taken = {tie.before for tie in sure}, {tie.after for tie in sure}
        ties = [tie for tie in ties if tie.before not in before_taken and tie.after not in after_taken]


def _near(before: Sequence[_Weighed], after: Sequence[_Weighed]) -> Iterator[tuple[int, int]]:
    """The pairs that have a word or a relation with its places in common: no others can be one."""
    holders: dict[str, list[int]] = {}
    for j, other in enumerate(after):
        for key in other.keys:
            holders.setdefault(key, []).append(j)
    for i, one in enumerate(before):
        yield from ((i, j) for j in sorted({j for key in one.keys for j in holders.get(key, ())}))


def _sure(ties: Sequence[Tie]) -> list[Tie]:
    """The ties that nothing else comes near, for either side."""
    scores: dict[tuple[str, int], list[float]] = {}
    for tie in ties:
        for side in (("before", tie.before), ("after", tie.after)):
            scores.setdefault(side, []).append(tie.score)
    best = {side: (*sorted(found, reverse=True)[:2], -1.0)[:2] for side, found in scores.items()}
    return [
        tie for tie in ties if all(_leads(tie, *best[side]) for side in (("before", tie.before), ("after", tie.after)))
    ]


def _leads(tie: Tie, first: float, second: float) -> bool:
    """Whether a tie is the best of its side, whose two best scores these are, with nothing near it."""
    return tie.score == first and first >= second + _LEAD


def _doubts(ties: Sequence[Tie]) -> tuple[tuple[tuple[int, ...], tuple[int, ...], tuple[Tie, ...]], ...]:
    """What hangs together by ties none of which leads."""
    home: dict[tuple[str, int], list[Tie]] = {}
    for tie in ties:
        sides = (("before", tie.before), ("after", tie.after))
        mine, other = (home.get(side, []) for side in sides)
        if mine is not other:
            mine, other = (mine, other) if len(mine) >= len(other) else (other, mine)
            for moved in other:
                mine.append(moved)
                home["before", moved.before] = home["after", moved.after] = mine
        mine.append(tie)
        home[sides[0]] = home[sides[1]] = mine
    groups = list({id(group): group for group in home.values()}.values())
    groups.sort(key=lambda group: min(tie.before for tie in group))
    return tuple(
        (
            tuple(sorted({tie.before for tie in group})),
            tuple(sorted({tie.after for tie in group})),
            tuple(sorted(group, key=lambda tie: (tie.before, tie.after))),
        )
        for group in groups
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Weighed:
    """An account with what is weighed of it, worked out once: the words for its object, and its possible ground."""

    account: Account
    words: frozenset[str]
    grounds: tuple[tuple[BaseGeometry, _Bounds], ...]

    @classmethod
    def of(cls, account: Account) -> _Weighed:
        rough = [_rough(possible(one)) for one in account.footprints if not possible(one).is_empty]
        return cls(account=account, words=_words(account), grounds=tuple((one, one.bounds) for one in rough))

    @property
    def keys(self) -> set[str]:
        """By what it can be found: its words, what it says, and its relation with the places."""
        account = self.account
        return {*self.words, *account.shape, *(f"“{quote}”" for quote in account.quotes)}


def _tie(before: tuple[int, _Weighed], after: tuple[int, _Weighed], *, same_text: bool) -> Tie | None:
    (i, mine), (j, theirs) = before, after
    one, other = mine.account, theirs.account
    if (one.kind is ObjectKind.LINE) is not (other.kind is ObjectKind.LINE):
        return None
    score, why = 0.0, list[str]()
    if same_text and one.title == other.title and set(one.quotes) & set(other.quotes):
        score += _SAME_WORDS + (_SAME_NUMBER if one.claims == other.claims else 0.0)
        why.append("the same words of the same text")
    elif one.kind is not other.kind or _other_days(one, other):
        return None
    known = bool(why)
    if not known and not mine.words & theirs.words and one.shape != other.shape:
        return None
    said, by = _common(mine, theirs)
    score, why = score + said, [*why, *by]
    if score + _GROUND < _ENOUGH:  # whatever ground they share
        return None
    share = max((_share(ground, other) for ground in mine.grounds for other in theirs.grounds), default=0.0)
    if not known and one.kind not in _LASTING and not share and not set(one.places) & set(other.places):
        return None
    if share:
        score += _GROUND * share
        why.append(f"{max(round(share * 100), 1)} % of the possible ground in common")
    return Tie(before=i, after=j, score=round(score, 6), why=tuple(why)) if score >= _ENOUGH else None


def _common(mine: _Weighed, theirs: _Weighed) -> tuple[float, list[str]]:
    """How much the words of two accounts have in common, and what: the object's name, places and relations."""
    one, other = mine.account, theirs.account
    score, why = 0.0, list[str]()
    words = sorted(mine.words & theirs.words)
    if words:
        score += _NAME * _alike(len(words), len(mine.words), len(theirs.words))
        why.append(f"what it is called ({', '.join(words)})")
    places = set(one.places) & set(other.places)
    if places:
        score += _PLACES * len(places) / len({*one.places, *other.places})
        why.append(f"{_count(len(places), 'reference place')} in common")
    kinds = sorted(set(one.relations) & set(other.relations))
    if kinds:
        score += _RELATIONS * len(kinds) / len({*one.relations, *other.relations})
        why.append(f"the same relation ({', '.join(kinds)})")
    return score, why


def _alike(common: int, mine: int, theirs: int) -> float:
    """How alike two names are, in [0, 1]: their mean share of the shorter and of all words.

    The shorter alone would make "lines" as like "the de-confliction line" as that is like itself.
    """
    return (common / min(mine, theirs) + common / (mine + theirs - common)) / 2


def _rough(ground: BaseGeometry) -> BaseGeometry:
    """Ground as it is weighed: in degrees, in one turn of the Earth, without detail that no share tells."""
    west, south, east, north = ground.bounds
    plain = ground.simplify(_ROUGH * (east - west + north - south))
    kept = plain if plain.is_valid and not plain.is_empty else ground
    return unwrap(kept if kept.is_valid else make_valid(kept), around_lon=0.0)


def _share(mine: tuple[BaseGeometry, _Bounds], theirs: tuple[BaseGeometry, _Bounds]) -> float:
    """The shared part of two grounds, of what either covers, in [0, 1]; degrees, whose stretch is the same for both."""
    (one, (west, south, east, north)), (other, (left, low, right, high)) = mine, theirs
    turns = 360.0 * round((west + east - left - right) / 720.0)
    if low > north or south > high or left + turns > east or west > right + turns:
        return 0.0
    other = unwrap(other, around_lon=(west + east) / 2) if turns else other
    common = one.intersection(other).area
    whole = one.area + other.area - common
    return round(common / whole, 6) if whole > 0.0 else 0.0


def _other_days(one: Account, other: Account) -> bool:
    """Whether these are events that the texts put on different days."""
    if one.kind is not ObjectKind.EVENT or not one.holds or not other.holds:
        return False
    return all(mine.last < theirs.first or theirs.last < mine.first for mine in one.holds for theirs in other.holds)


def _words(account: Account) -> frozenset[str]:
    found = (word for name in account.objects for word in _WORD.findall(name.casefold()))
    kept = (word.replace("-", "").removesuffix("'s").removesuffix("’s") for word in found if word not in _empty_words())
    return frozenset(word[:-1] if len(word) > 3 and word.endswith("s") and word[-2] != "s" else word for word in kept)


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
