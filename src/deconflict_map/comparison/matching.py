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

from deconflict_map.comparison.measuring import overlap_share, possible
from deconflict_map.model.claim import ObjectKind

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from deconflict_map.comparison.values import Account

# How much each tie weighs, how much is enough for a pair, and by how much it has to lead: judgement, tried on pairs of
# accounts in which the answer is plain. The words for the object and the places weigh most, since a line is known by
# its name and its ends; ground in common alone never makes a pair.
_NAME, _PLACES, _RELATIONS, _GROUND = 0.40, 0.25, 0.10, 0.25
_ENOUGH = 0.40
_LEAD = 0.10
_SAME_WORDS = 1.0
_SAME_NUMBER = 0.25
_MOST_PAIRS = 40_000
"""More pairs than this aren't weighed by their ground, which takes longest (judgement)."""
_LASTING = frozenset((ObjectKind.LINE, ObjectKind.ZONE))
"""What is one thing wherever it is said to be. There are many strikes, fights and patrols: without a place or ground in
common a word alone doesn't make one of two."""
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
    many = len(before) * len(after) > _MOST_PAIRS
    ties = [
        tie
        for i, one in enumerate(before)
        for j, other in enumerate(after)
        if (tie := _tie((i, one), (j, other), same_text=same_text, ground=not many)) is not None
    ]
    pairs: list[Tie] = []
    while True:
        open_ties = _open(ties, pairs)
        sure = [tie for tie in open_ties if _leads(tie, open_ties)]
        if not sure:
            return Matched(
                pairs=tuple(sorted(pairs, key=lambda tie: (tie.before, tie.after))), doubts=_doubts(open_ties)
            )
        pairs += sure


def _open(ties: Sequence[Tie], pairs: Collection[Tie]) -> list[Tie]:
    before, after = {tie.before for tie in pairs}, {tie.after for tie in pairs}
    return [tie for tie in ties if tie.before not in before and tie.after not in after]


def _leads(tie: Tie, ties: Sequence[Tie]) -> bool:
    """Whether nothing else comes near, for either side."""
    rivals = (other for other in ties if other is not tie and (other.before == tie.before or other.after == tie.after))
    return all(tie.score >= rival.score + _LEAD for rival in rivals)


def _doubts(ties: Sequence[Tie]) -> tuple[tuple[tuple[int, ...], tuple[int, ...], tuple[Tie, ...]], ...]:
    """What hangs together by ties none of which leads."""
    groups: list[list[Tie]] = []
    for tie in ties:
        touching = [g for g in groups if any(tie.before == one.before or tie.after == one.after for one in g)]
        groups = [group for group in groups if all(group is not other for other in touching)]
        groups.append([one for group in touching for one in group] + [tie])
    groups.sort(key=lambda group: min(tie.before for tie in group))
    return tuple(
        (
            tuple(sorted({tie.before for tie in group})),
            tuple(sorted({tie.after for tie in group})),
            tuple(sorted(group, key=lambda tie: (tie.before, tie.after))),
        )
        for group in groups
    )


def _tie(before: tuple[int, Account], after: tuple[int, Account], *, same_text: bool, ground: bool) -> Tie | None:
    (i, one), (j, other) = before, after
    if (one.kind is ObjectKind.LINE) is not (other.kind is ObjectKind.LINE):
        return None
    score, why = 0.0, list[str]()
    if same_text and one.title == other.title and set(one.quotes) & set(other.quotes):
        score += _SAME_WORDS + (_SAME_NUMBER if one.claims == other.claims else 0.0)
        why.append("the same words of the same text")
    elif one.kind is not other.kind or _other_days(one, other):
        return None
    name, words = _name_share(one, other)
    if words:
        score += _NAME * name
        why.append(f"what it is called ({', '.join(words)})")
    places = set(one.places) & set(other.places)
    if places:
        score += _PLACES * len(places) / len({*one.places, *other.places})
        why.append(f"{_count(len(places), 'reference place')} in common")
    kinds = [kind for kind in one.relations if kind in other.relations]
    if kinds:
        score += _RELATIONS * len(kinds) / len({*one.relations, *other.relations})
        why.append(f"the same relation ({', '.join(sorted(kinds))})")
    known = score >= _SAME_WORDS
    if not known and not words and one.shape != other.shape:
        return None
    share = _ground_share(one, other) if ground else 0.0
    if not known and one.kind not in _LASTING and not places and not share:
        return None
    if share:
        score += _GROUND * share
        why.append(f"{max(round(share * 100), 1)} % of the possible ground in common")
    return Tie(before=i, after=j, score=round(score, 9), why=tuple(why)) if score >= _ENOUGH else None


def _other_days(one: Account, other: Account) -> bool:
    """Whether these are events that the texts put on different days."""
    if one.kind is not ObjectKind.EVENT or not one.holds or not other.holds:
        return False
    return all(mine.last < theirs.first or theirs.last < mine.first for mine in one.holds for theirs in other.holds)


def _name_share(one: Account, other: Account) -> tuple[float, tuple[str, ...]]:
    """How much of the shorter name for the object the two have in common, and the words."""
    mine, theirs = _words(one), _words(other)
    common = sorted(mine & theirs)
    return (len(common) / min(len(mine), len(theirs)) if common else 0.0), tuple(common)


def _words(account: Account) -> frozenset[str]:
    found = (word for name in account.objects for word in _WORD.findall(name.casefold()))
    kept = (word.replace("-", "").removesuffix("'s").removesuffix("’s") for word in found if word not in _empty_words())
    return frozenset(word[:-1] if len(word) > 3 and word.endswith("s") and word[-2] != "s" else word for word in kept)


def _ground_share(one: Account, other: Account) -> float:
    shares = [
        overlap_share(mine, theirs)
        for mine in one.footprints
        for theirs in other.footprints
        if not possible(mine).is_empty and not possible(theirs).is_empty
    ]
    return max(shares, default=0.0)


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
